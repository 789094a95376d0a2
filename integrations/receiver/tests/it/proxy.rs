//! A server that goes away while it is being asked, and comes back: a proxy before a real one.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use countersign_receiver::{Event, Receiver, Store};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use crate::deliveries::{endpoint, genuine};

/// What the proxy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It hands on.
    Open,
    /// It has gone away: connections end, and none is taken.
    Gone,
    /// It hands on what is asked, and ends the connection before the answer comes: once, then it is open.
    Deaf,
    /// It hands on nothing until it is open again.
    Silent,
}

pub struct Proxy {
    port: u16,
    way: watch::Sender<Way>,
}

impl Proxy {
    pub async fn before(host: &str, port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let own = listener.local_addr().unwrap().port();
        let way = watch::Sender::new(Way::Open);
        let (sender, server) = (way.clone(), format!("{host}:{port}"));
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                if *sender.borrow() == Way::Gone {
                    continue;
                }
                tokio::spawn(hand_on(client, server.clone(), sender.clone()));
            }
        });
        Self { port: own, way }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn be(&self, way: Way) {
        self.way.send_replace(way);
    }

    /// Ten deliveries before the server goes away, while it is away, and after it came back: each event is done in the end, and none was
    /// answered with success that is not.
    pub async fn outage<S: Store + Clone>(&self, store: S) {
        let runs = Arc::new(AtomicUsize::new(0));
        let count = runs.clone();
        let receiver = Receiver::inline(endpoint(), store.clone(), move |_: Event| {
            count.fetch_add(1, Ordering::Relaxed);
            async { Ok::<_, Infallible>(()) }
        });
        let receiver = receiver.lease(Duration::from_secs(2)).store_time(Duration::from_millis(500));
        for event in 0..10 {
            assert_eq!(receiver.receive(genuine(&format!("before {event}"))).await.status(), 200);
        }
        // In mid-flight: the handler is running when the server goes away.
        let away = self.way.clone();
        let slow = Receiver::inline(endpoint(), store.clone(), move |_: Event| {
            let away = away.clone();
            async move {
                away.send_replace(Way::Gone);
                tokio::time::sleep(Duration::from_millis(100)).await;
                Ok::<_, Infallible>(())
            }
        });
        let slow = slow.lease(Duration::from_secs(2)).store_time(Duration::from_millis(500));
        let answer = slow.receive(genuine("in flight")).await;
        assert_eq!((answer.status().as_u16(), answer.cause().as_str(), answer.retry_after()), (503, "store_failed", Some(10)));
        for event in 0..3 {
            let answer = receiver.receive(genuine(&format!("while away {event}"))).await;
            assert_eq!((answer.status().as_u16(), answer.cause().as_str()), (503, "store_failed"));
        }
        self.be(Way::Silent);
        let answer = receiver.receive(genuine("while silent")).await;
        assert_eq!((answer.status().as_u16(), answer.cause().as_str()), (503, "store_failed"));
        assert_eq!(runs.load(Ordering::Relaxed), 10, "nothing ran that could not be claimed");
        self.be(Way::Open);
        // The sender tries again; what was in flight waits for its lease.
        let mut events: Vec<String> = (0..3).map(|event| format!("while away {event}")).collect();
        events.extend(["in flight".to_owned(), "while silent".to_owned()]);
        for event in events {
            let mut tries = 0;
            while receiver.receive(genuine(&event)).await.status() != 200 {
                tries += 1;
                assert!(tries < 100, "{event} is never done");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        assert_eq!(runs.load(Ordering::Relaxed), 15);
        for event in 0..10 {
            let answer = receiver.receive(genuine(&format!("before {event}"))).await;
            assert_eq!(answer.cause().as_str(), "duplicate", "what was done before is not forgotten");
        }
    }

    /// A claim, then a completion, whose answers do not come: the event runs once and is done.
    pub async fn lost_answers<S: Store + Clone>(&self, store: S, way: Way) {
        // A server that has seen the statements before does them as it reads them.
        let quiet = Receiver::inline(endpoint(), store.clone(), |_: Event| async { Ok::<_, Infallible>(()) });
        assert_eq!(quiet.receive(genuine("first of all")).await.status(), 200);
        let runs = Arc::new(AtomicUsize::new(0));
        for lost in ["claim", "completion"] {
            let (count, change) = (runs.clone(), self.way.clone());
            let receiver = Receiver::inline(endpoint(), store.clone(), move |_: Event| {
                assert!(lost == "completion" || *change.borrow() == Way::Open, "the answer was lost before");
                count.fetch_add(1, Ordering::Relaxed);
                if lost == "completion" {
                    change.send_replace(way);
                }
                async { Ok::<_, Infallible>(()) }
            });
            let receiver = receiver.store_time(Duration::from_secs(2));
            if lost == "claim" {
                self.be(way);
            }
            let request = genuine(&format!("lost {lost}"));
            let answer = receiver.receive(request).await;
            assert_eq!((answer.status().as_u16(), answer.cause().as_str()), (200, "processed"), "{lost}");
            assert_eq!(*self.way.borrow(), Way::Open, "{lost}: the answer was lost");
        }
        assert_eq!(runs.load(Ordering::Relaxed), 2);
    }
}

async fn hand_on(client: TcpStream, server: String, way: watch::Sender<Way>) {
    let server = TcpStream::connect(server).await.unwrap();
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let mut changed = way.subscribe();
    let mut asking = way.subscribe();
    let asked = async move {
        let mut bytes = [0; 8192];
        while let Ok(length @ 1..) = from_client.read(&mut bytes).await {
            let _ = asking.wait_for(|way| *way != Way::Silent).await;
            if to_server.write_all(&bytes[..length]).await.is_err() {
                return;
            }
        }
    };
    let answered = async move {
        let mut bytes = [0; 8192];
        while let Ok(length @ 1..) = from_server.read(&mut bytes).await {
            let now = *way.borrow();
            if now == Way::Deaf {
                way.send_replace(Way::Open);
                return;
            }
            if to_client.write_all(&bytes[..length]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = asked => {}
        () = answered => {}
        _ = changed.wait_for(|way| *way == Way::Gone) => {}
    }
}
