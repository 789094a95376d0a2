//! The worked examples of docs/custom-schemes.md: each delivery verifies, and does not once a byte of it is changed.
#![cfg(feature = "serde")]

use countersign::{Code, RawRequest, Scheme, UnixTime, Webhook};
use serde_json::Value;

const PAGE: &str = include_str!("../docs/custom-schemes.md");

fn blocks() -> Vec<&'static str> {
    PAGE.split("```json\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block).collect()
}

#[test]
fn every_example_verifies_and_no_altered_one_does() {
    let blocks = blocks();
    assert_eq!(blocks.len(), 6, "three schemes, each with a delivery");
    for pair in blocks.chunks(2) {
        let scheme: Scheme = serde_json::from_str(pair[0]).unwrap();
        let delivery: Value = serde_json::from_str(pair[1]).unwrap();
        let text = |name: &str| delivery[name].as_str().unwrap_or_default();
        let webhook = Webhook::new(&scheme, [text("secret")]).unwrap();
        let header = |pair: &Value| (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().to_owned());
        let headers: Vec<_> = delivery["headers"].as_array().unwrap().iter().map(header).collect();
        let now = UnixTime::from_secs(delivery["now"].as_i64().unwrap());
        let decide = |body: &[u8]| {
            let mut request = RawRequest::new(&headers, body);
            if delivery["url"].is_string() {
                request = request.method(text("method")).url(text("url"));
            }
            webhook.verify(&request, now).map(|verified| verified.covers().map(|covered| covered.to_string()).collect::<Vec<_>>())
        };
        let covers: Vec<_> = delivery["covers"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
        assert_eq!(decide(text("body").as_bytes()), Ok(covers), "{}", scheme.name());
        let mut body = text("body").as_bytes().to_vec();
        *body.last_mut().unwrap() ^= 1;
        assert_eq!(decide(&body).map_err(|error| error.code()), Err(Code::SignatureMismatch), "{}", scheme.name());
    }
}
