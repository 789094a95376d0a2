//! A client that sends exactly what it is told to.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::deliveries::signed;

#[derive(Clone)]
pub struct Client {
    pub port: u16,
    pub path: &'static str,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl Client {
    pub fn head(&self, method: &str, headers: &[(String, String)], more: &[(&str, &str)]) -> Vec<u8> {
        let mut head = format!("{method} {} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n", self.path);
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        for (name, value) in more {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        head.into_bytes()
    }

    /// Sends these pieces with pauses between them, and waits for an answer.
    pub async fn raw(&self, pieces: &[&[u8]], pause: Duration) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        for piece in pieces {
            // A server that has answered already reads no more.
            if stream.write_all(piece).await.is_err() {
                break;
            }
            tokio::time::sleep(pause).await;
        }
        let mut answer = Vec::new();
        let has_body = !pieces[0].starts_with(b"HEAD");
        let reading = async {
            let mut bytes = [0; 4096];
            // Not up to the end: a server may leave a connection open on which it waits for the rest of a body.
            while !is_whole(&answer, has_body) {
                match stream.read(&mut bytes).await {
                    Ok(length @ 1..) => answer.extend_from_slice(&bytes[..length]),
                    _ => break,
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), reading).await.expect("no answer");
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap_or((line, ""))).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        Answer { status, headers, body: body.to_owned() }
    }

    pub async fn send(&self, method: &str, headers: &[(String, String)], body: &[u8]) -> Answer {
        let head = self.head(method, headers, &[("content-length", &body.len().to_string())]);
        self.raw(&[&head, body], Duration::ZERO).await
    }

    pub async fn post(&self, headers: &[(String, String)], body: &[u8]) -> Answer {
        self.send("POST", headers, body).await
    }

    /// A genuine delivery of the event `id`.
    pub async fn deliver(&self, id: &str, body: &[u8]) -> Answer {
        self.post(&signed(id, body), body).await
    }
}

fn is_whole(answer: &[u8], has_body: bool) -> bool {
    let text = String::from_utf8_lossy(answer).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map(|length| length.parse::<usize>().unwrap());
    !has_body || length.is_some_and(|length| body.len() >= length)
}
