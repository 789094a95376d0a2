//! Typed events take the published bodies, and lose nothing of any other.

#![cfg(feature = "serde")]
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a failure here is a failed test")]

use countersign::event::{bitex, hubex, iexexchanger, miex};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

const IEXEXCHANGER: &str = r#"{"id":"evt_01J0TEST","type":"order.status_changed","created_at":"2026-06-23T10:00:00+00:00","data":{"order":{"tracking_id":"TRK8K2LQ","status":"processing"}}}"#;
const MIEX: &str = r#"{"event":"order.created","data":{"id":1001,"hashedId":"a3f7b2c1d4e5","status":"ORDERINIT"}}"#;
const BITEX: &str = r#"{"data":{"type":"events","id":"8","attributes":{"event_type":"user_enabled","created_at":"2000-01-01T00:00:00.000Z","sent_at":"2000-01-01T00:00:00.000Z"},"relationships":{"resource":{"data":{"type":"concierge_requests","id":"1"}}}},"included":[]}"#;

/// The event of this body, having shown that it is written back as it was and read again as the same.
#[track_caller]
fn kept<E: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(body: &str) -> E {
    let event: E = serde_json::from_str(body).unwrap();
    let written = serde_json::to_string(&event).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), serde_json::from_str::<Value>(body).unwrap());
    assert_eq!(serde_json::from_str::<E>(&written).unwrap(), event);
    event
}

#[track_caller]
fn kept_json<E: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(body: &Value) -> E {
    kept(&body.to_string())
}

#[track_caller]
fn refused<E: DeserializeOwned + std::fmt::Debug>(body: &str) -> String {
    serde_json::from_str::<E>(body).unwrap_err().to_string()
}

/// Further fields with values that a careless reader would change.
fn further() -> Value {
    json!({
        "largest": u64::MAX, "least": i64::MIN, "beyond_f64": 9_007_199_254_740_993_u64, "fraction": 1.0,
        "text": "Ünïcödé 🦀 \u{0} \u{fffd}", "clé é": null, "deep": [{"a": [{}, []]}], "other": "other",
    })
}

/// `object` with `more` added.
fn with(mut object: Value, more: &Value) -> Value {
    object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    object
}

#[test]
fn iexexchanger_reads_the_published_body() {
    let event: iexexchanger::Event = kept(IEXEXCHANGER);
    assert_eq!((event.id.as_str(), &event.kind), ("evt_01J0TEST", &iexexchanger::EventType::OrderStatusChanged));
    assert_eq!(event.created_at.as_deref(), Some("2026-06-23T10:00:00+00:00"));
    let order = event.order().unwrap();
    assert_eq!(order.tracking_id.as_deref(), Some("TRK8K2LQ"));
    assert_eq!(order.status, Some(iexexchanger::Status::Text("processing".into())));
    assert!(event.other.is_empty() && order.other.is_empty());
    assert_eq!(serde_json::to_string(&event).unwrap(), IEXEXCHANGER);
}

#[test]
fn iexexchanger_reads_a_status_that_is_an_object() {
    let status = json!({"id": 3, "key": "done", "name": "Готово", "is_final": true, "is_payment_flow": false, "is_problem": false});
    let body = json!({"id": "evt_1", "type": "order.created", "data": {"order": {"status": status}}});
    let event: iexexchanger::Event = kept_json(&body);
    let Some(iexexchanger::Status::Object(status)) = &event.order().unwrap().status else { panic!("not an object") };
    assert_eq!((status.id.clone(), status.key.as_deref(), status.name.as_deref()), (Some(json!(3)), Some("done"), Some("Готово")));
    assert_eq!((status.is_final, status.is_payment_flow, status.is_problem), (Some(true), Some(false), Some(false)));
    assert!(status.other.is_empty());
}

#[test]
fn iexexchanger_keeps_further_fields_at_every_level() {
    let more = further();
    let status = with(json!({"id": "3"}), &more);
    let order = with(json!({"tracking_id": "T", "status": status}), &more);
    let data = with(json!({"order": order}), &more);
    let event: iexexchanger::Event = kept_json(&with(json!({"id": "evt_1", "type": "order.created", "data": data}), &more));
    let order = event.order().unwrap();
    let Some(iexexchanger::Status::Object(status)) = &order.status else { panic!("not an object") };
    for other in [&event.other, &event.data.as_ref().unwrap().other, &order.other, &status.other] {
        assert_eq!(Value::Object(other.clone()), more);
    }
}

#[test]
fn iexexchanger_leaves_a_field_of_another_shape_among_the_others() {
    for data in [json!(null), json!([]), json!("text"), json!(1)] {
        let event: iexexchanger::Event = kept_json(&json!({"id": "evt_1", "type": "api.test", "data": data, "created_at": 1_782_190_000}));
        assert_eq!((&event.data, &event.created_at, event.order()), (&None, &None, None));
        assert_eq!((&event.other["data"], &event.other["created_at"]), (&data, &json!(1_782_190_000)));
    }
    let body = json!({"id": "evt_1", "type": "order.created", "data": {"order": {"tracking_id": 7, "status": 3}}});
    let event: iexexchanger::Event = kept_json(&body);
    let order = event.order().unwrap();
    assert_eq!(
        (&order.tracking_id, &order.status, &order.other["tracking_id"], &order.other["status"]),
        (&None, &None, &json!(7), &json!(3))
    );
    let body = json!({"id": "evt_1", "type": "order.created", "data": {"order": {"status": {"is_final": 1, "name": {"en": "Done"}}}}});
    let _: iexexchanger::Event = kept_json(&body);
    let event: iexexchanger::Event = kept_json(&json!({"id": "evt_1", "type": "order.created", "data": {"order": null}}));
    assert_eq!((event.order(), &event.data.as_ref().unwrap().other["order"]), (None, &json!(null)));
}

#[test]
fn iexexchanger_needs_no_more_than_id_and_type() {
    let event: iexexchanger::Event = kept(r#"{"id":"evt_1","type":"api.test"}"#);
    assert_eq!((event.data, event.created_at), (None, None));
    let message = refused::<iexexchanger::Event>;
    assert_eq!(message(r#"{"type":"api.test"}"#), "missing field `id`");
    assert_eq!(message(r#"{"id":"evt_1"}"#), "missing field `type`");
    assert_eq!(message(r#"{"id":7,"type":"api.test"}"#), "field `id`: invalid type: integer `7`, expected a string");
    assert_eq!(message(r#"{"id":"evt_1","type":null}"#), "field `type`: invalid type: null, expected a string");
    assert!(message(r#"["evt_1","api.test"]"#).starts_with("invalid type: sequence, expected a map"));
    assert!(message(r#"{"id":"evt_1""#).starts_with("EOF while parsing"));
}

#[test]
fn of_a_field_that_stands_twice_the_last_counts() {
    let event: iexexchanger::Event = serde_json::from_str(r#"{"id":"a","type":"api.test","id":"b"}"#).unwrap();
    assert_eq!(event.id, "b");
}

#[test]
fn miex_reads_the_body_of_its_vector() {
    let event: miex::Event = kept(MIEX);
    assert_eq!(event.event, miex::EventName::OrderCreated);
    assert_eq!(event.order_status(), Some(miex::OrderStatus::OrderInit));
    assert_eq!(event.data.as_ref().unwrap()["id"], 1001);
    assert!(event.other.is_empty());
}

#[test]
fn miex_keeps_open_data_and_further_fields() {
    let more = further();
    let event: miex::Event = kept_json(&with(json!({"event": "order.refunded", "data": with(json!({"status": "NEW"}), &more)}), &more));
    assert_eq!(event.event, miex::EventName::Other("order.refunded".into()));
    assert_eq!(event.order_status(), Some(miex::OrderStatus::Other("NEW".into())));
    assert_eq!(Value::Object(event.other), more);
    for data in [json!(null), json!([]), json!("text"), json!({"status": 1})] {
        let event: miex::Event = kept_json(&json!({"event": "order.created", "data": data}));
        assert_eq!((event.order_status(), event.data), (None, Some(data)));
    }
    assert_eq!(kept::<miex::Event>(r#"{"event":"order.created"}"#).data, None);
    assert_eq!(refused::<miex::Event>(r#"{"data":{}}"#), "missing field `event`");
}

#[test]
fn miex_takes_no_other_status_for_that_of_an_order() {
    let event: miex::Event = kept(r#"{"event":"offer.updated","data":{"status":"SUCCESS"}}"#);
    assert_eq!((&event.event, event.order_status()), (&miex::EventName::OfferUpdated, None));
}

#[test]
fn hubex_reads_the_published_numbers_and_keeps_the_rest() {
    use hubex::EventId::{ObjectChanged, ObjectCreated, ObjectDeleted, ObjectPublished, ObjectUnpublished, Other};
    let more = further();
    let listed = [(40, ObjectCreated), (41, ObjectChanged), (42, ObjectDeleted), (43, ObjectPublished), (44, ObjectUnpublished)];
    let others = [0, -1, 39, 45, i64::MIN, i64::MAX].map(|number| (number, Other(number)));
    for (number, id) in listed.into_iter().chain(others) {
        let event: hubex::Event = kept_json(&with(json!({"EventID": number}), &more));
        assert_eq!((event.event_id, event.event_id.number(), event.event_id.to_string()), (id, number, number.to_string()));
        assert_eq!(Value::Object(event.other), more);
    }
    assert_eq!(refused::<hubex::Event>(r#"{"eventID":40}"#), "missing field `EventID`");
    assert_eq!(refused::<hubex::Event>(r#"{"EventID":"40"}"#), "field `EventID`: invalid type: string \"40\", expected i64");
}

#[test]
fn bitex_reads_the_published_body() {
    let event: bitex::Event = kept(BITEX);
    let data = &event.data;
    assert_eq!((data.kind.as_str(), data.id.as_str(), &data.attributes.event_type), ("events", "8", &bitex::EventType::UserEnabled));
    assert_eq!(data.attributes.created_at.as_deref(), Some("2000-01-01T00:00:00.000Z"));
    assert_eq!(data.attributes.sent_at.as_deref(), Some("2000-01-01T00:00:00.000Z"));
    assert_eq!(event.resource().map(|resource| (resource.kind.as_str(), resource.id.as_str())), Some(("concierge_requests", "1")));
    assert_eq!(event.included.as_deref(), Some(&[][..]));
    assert_eq!(serde_json::to_string(&event).unwrap(), BITEX);
}

#[test]
fn bitex_keeps_further_fields_at_every_level() {
    let more = further();
    let id = with(json!({"type": "concierge_requests", "id": "1"}), &more);
    let relationships = with(json!({"resource": with(json!({"data": id}), &more)}), &more);
    let attributes = with(json!({"event_type": "user_enabled"}), &more);
    let data = json!({"type": "events", "id": "8", "attributes": attributes, "relationships": relationships});
    let included = with(json!({"type": "users", "id": "2", "attributes": more, "relationships": more}), &more);
    let event: bitex::Event = kept_json(&with(json!({"data": with(data, &more), "included": [included]}), &more));
    let relationships = event.data.relationships.as_ref().unwrap();
    let included = &event.included.as_ref().unwrap()[0];
    for other in [
        &event.other,
        &event.data.other,
        &event.data.attributes.other,
        &relationships.other,
        &relationships.resource.as_ref().unwrap().other,
        &event.resource().unwrap().other,
        &included.other,
        included.attributes.as_ref().unwrap(),
        included.relationships.as_ref().unwrap(),
    ] {
        assert_eq!(Value::Object(other.clone()), more);
    }
}

#[test]
fn bitex_leaves_a_field_of_another_shape_among_the_others() {
    let attributes = json!({"event_type": "user_enabled", "created_at": null});
    for (relationships, included) in [
        (json!(null), json!(null)),
        (json!({"resource": {"data": null}}), json!([{"id": "2"}])),
        (json!({"resource": {"data": []}}), json!([{"type": "users", "id": "2", "attributes": []}])),
    ] {
        let data = json!({"type": "events", "id": "8", "attributes": attributes, "relationships": relationships});
        let event: bitex::Event = kept_json(&json!({"data": data, "included": included}));
        assert_eq!(event.resource(), None);
    }
}

#[test]
fn bitex_names_the_field_that_is_missing() {
    let message = refused::<bitex::Event>;
    assert_eq!(message("{}"), "missing field `data`");
    assert_eq!(message(r#"{"data":{"type":"events","attributes":{}}}"#), "field `data`: missing field `id`");
    assert_eq!(
        message(r#"{"data":{"type":"events","id":"8","attributes":{}}}"#),
        "field `data`: field `attributes`: missing field `event_type`"
    );
}

/// Every name is read as its own variant and written back; a name that differs by case, space or length is another.
#[track_caller]
fn is_the_set<T>(other: impl Fn(String) -> T, names: &[&str])
where
    T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug + std::fmt::Display + for<'a> From<&'a str>,
{
    let swapped = |name: &str| if name.chars().any(char::is_lowercase) { name.to_uppercase() } else { name.to_lowercase() };
    for name in names {
        let listed = T::from(name);
        assert_ne!(listed, other((*name).into()), "{name} is not listed");
        assert_eq!(listed.to_string(), *name);
        assert_eq!(serde_json::from_value::<T>(json!(name)).unwrap(), listed);
        for near in [swapped(name), format!("{name} "), format!(" {name}"), name[1..].into(), String::new(), "Имя 🦀".into()] {
            let read: T = serde_json::from_value(json!(near)).unwrap();
            assert_eq!(read, other(near.clone()));
            assert_eq!(serde_json::to_value(&read).unwrap(), json!(near));
        }
    }
}

#[test]
fn the_published_names_are_listed_and_all_others_are_other() {
    let iexexchanger = "api.test order.created order.preflight order.status_changed order.payment_received verification.identity.created \
        verification.identity.status_changed verification.card.created verification.card.status_changed file.uploaded \
        api.sandbox.simulated review.created partner.payout.paid";
    is_the_set(iexexchanger::EventType::Other, &iexexchanger.split_whitespace().collect::<Vec<_>>());
    is_the_set(miex::EventName::Other, &["order.created", "order.status_changed", "order.cancelled", "offer.updated"]);
    is_the_set(miex::OrderStatus::Other, &["ORDERINIT", "CLIENTPAYMENTWAIT", "EXCHANGEPAYMENTWAIT", "CASHOUT", "SUCCESS", "CANCEL"]);
    let bitex = "user_enabled user_disabled concierge_request_output_working concierge_request_output_settling \
        concierge_request_output_settled concierge_request_output_failed concierge_request_output_returned \
        concierge_request_output_rejected concierge_request_cancelled concierge_request_receipt_created \
        concierge_request_credit_note_created withdrawal_instruction_created withdrawal_instruction_updated \
        withdrawal_instruction_destroyed";
    is_the_set(bitex::EventType::Other, &bitex.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn what_serde_json_refuses_is_an_error_and_no_panic() {
    let nested = |levels: usize| format!(r#"{{"EventID":40,"a":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
    let _: hubex::Event = kept(&nested(126));
    assert!(refused::<hubex::Event>(&nested(127)).starts_with("recursion limit exceeded"));
    assert!(refused::<hubex::Event>(&nested(100_000)).starts_with("recursion limit exceeded"));
    assert!(refused::<hubex::Event>(r#"{"EventID":40,"a":"\ud800"}"#).contains("hex escape"));
    assert!(refused::<hubex::Event>(r#"{"EventID":40,"a":1e400}"#).starts_with("number out of range"));
    assert!(serde_json::from_slice::<hubex::Event>(b"{\"EventID\":40,\"a\":\"\xff\"}").is_err());
}
