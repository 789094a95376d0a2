//! How the head of a stored delivery is written, the same in the JavaScript package.

use countersign::{UnixTime, receiver::KEPT_HEADERS};
use http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::{Delivery, Event, StoreError, Taken};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    event_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timestamp: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(default)]
    covers: Vec<String>,
    #[serde(default)]
    key_index: usize,
    #[serde(default)]
    headers: Vec<(String, String)>,
}

/// The values of these headers, repeats included.
pub(crate) fn kept_headers(headers: &HeaderMap, more: &[String]) -> Vec<(String, String)> {
    let names = KEPT_HEADERS.iter().copied().chain(more.iter().map(String::as_str));
    let pairs = names.flat_map(|name| {
        headers.get_all(name).iter().map(move |value| (name.to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
    });
    pairs.collect()
}

impl Delivery {
    /// An event as it is stored.
    pub(crate) fn of(event: &Event) -> Self {
        let head = Head {
            id: event.id.clone(),
            event_type: event.event_type.clone(),
            timestamp: event.timestamp.map(UnixTime::as_secs),
            nonce: event.nonce.clone(),
            covers: event.covers.clone(),
            key_index: event.key_index,
            headers: event.headers.clone(),
        };
        // Strings and numbers: there is nothing in it that JSON cannot say.
        Self { head: serde_json::to_string(&head).unwrap_or_default(), body: event.body.clone() }
    }
}

impl Taken {
    /// The event, as it was when it was stored.
    pub(crate) fn event(&self, endpoint: &str) -> Result<Event, StoreError> {
        let head: Head = serde_json::from_str(&self.delivery.head).map_err(|_| StoreError::Unreadable("the head of a delivery"))?;
        Ok(Event {
            endpoint: endpoint.to_owned(),
            id: head.id,
            event_type: head.event_type,
            timestamp: head.timestamp.map(UnixTime::from_secs),
            nonce: head.nonce,
            key_index: head.key_index,
            covers: head.covers,
            body: self.delivery.body.clone(),
            headers: head.headers,
            attempt: self.attempt,
            key: self.key,
            // Of what is taken nothing is claimed again.
            digest: [0; 32],
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use bytes::Bytes;
    use countersign::receiver::Key;

    use super::*;

    fn event(id: Option<&str>) -> Event {
        Event {
            endpoint: "iex".to_owned(),
            id: id.map(str::to_owned),
            event_type: id.map(|_| "order.created".to_owned()),
            timestamp: id.map(|_| UnixTime::from_secs(1_782_190_000)),
            nonce: id.map(|_| "n-1".to_owned()),
            key_index: 1,
            covers: vec!["timestamp".to_owned(), "body".to_owned()],
            body: Bytes::from_static(b"\xff"),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            attempt: 3,
            key: Key([7; 32]),
            digest: [0; 32],
        }
    }

    #[test]
    fn a_head_is_written_as_the_javascript_package_reads_it() {
        let all = r#"{"id":"evt_1","type":"order.created","timestamp":1782190000,"nonce":"n-1","covers":["timestamp","body"],"keyIndex":1,"headers":[["content-type","application/json"]]}"#;
        assert_eq!(Delivery::of(&event(Some("evt_1"))).head, all);
        let least = r#"{"covers":["timestamp","body"],"keyIndex":1,"headers":[["content-type","application/json"]]}"#;
        assert_eq!(Delivery::of(&event(None)).head, least);
    }

    #[test]
    fn an_event_comes_back_as_it_was() {
        for id in [None, Some("evt\u{0}\"🦀")] {
            let before = event(id);
            let taken = Taken { key: before.key, attempt: 3, received_at: SystemTime::UNIX_EPOCH, delivery: Delivery::of(&before) };
            let after = taken.event("iex").unwrap();
            assert_eq!(format!("{after:?}"), format!("{before:?}"));
            assert_eq!((after.body, after.headers, after.key), (before.body, before.headers, before.key));
        }
    }

    #[test]
    fn what_nobody_here_wrote_is_refused() {
        for head in ["", "null", r#"{"headers":[["a"]]}"#, r#"{"timestamp":"soon"}"#] {
            let delivery = Delivery { head: head.to_owned(), body: Bytes::new() };
            let taken = Taken { key: Key([0; 32]), attempt: 1, received_at: SystemTime::UNIX_EPOCH, delivery };
            assert!(matches!(taken.event("iex"), Err(StoreError::Unreadable(_))), "{head}");
        }
    }

    #[test]
    fn only_headers_without_secrets_are_kept_unless_asked_for() {
        let mut headers = HeaderMap::new();
        for (name, value) in [("authorization", "Bearer fake"), ("cookie", "fake"), ("x-request-id", "r"), ("x-shop", "a")] {
            headers.insert(name, value.parse().unwrap());
        }
        assert_eq!(kept_headers(&headers, &[]), [("x-request-id".to_owned(), "r".to_owned())]);
        assert_eq!(kept_headers(&headers, &["x-shop".to_owned()]).len(), 2);
    }
}
