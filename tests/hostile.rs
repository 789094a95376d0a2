//! Nothing that a sender can send makes the core panic (overflow checks are on here), and a stream always agrees with `verify`.

mod samples;

use countersign::{Code, RawRequest, UnixTime, providers};
use samples::NOW;

/// Pieces that mean something somewhere, and some that mean nothing anywhere.
const PIECES: &[&[u8]] = &[
    b"",
    b" ",
    b",",
    b", ",
    b".",
    b"=",
    b"&",
    b"?",
    b"/",
    b"#",
    b"%",
    b"%00",
    b"%zz",
    b"+",
    b"\n",
    b"\0",
    b"\x7f",
    b"\xff",
    b"\xc3\xa9",
    b"t=",
    b"v1=",
    b"v1,",
    b"v1a,",
    b"sha256=",
    b"SHA256=",
    b"token=",
    b"https://",
    b"http://h",
    b"//",
    b"0",
    b"00",
    b"9",
    b"1782190000",
    b"-9223372036854775808",
    b"9223372036854775807",
    b"1e9",
    b"abcdef",
    b"ABCDEF",
    b"AAAA",
    b"AA==",
    b"====",
    b"evt_1",
    b"POST",
    b"757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    b"g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
];

fn hostile(random: &mut fastrand::Rng) -> Vec<u8> {
    let pieces = if random.u8(..) == 0 { 3000 } else { random.usize(..5) };
    let mut text = Vec::new();
    for _ in 0..pieces {
        text.extend_from_slice(random.choice(PIECES).copied().unwrap_or_default());
    }
    if random.u8(..) < 8 {
        text.push(random.u8(..));
    }
    text
}

#[test]
fn no_request_makes_it_panic_or_contradict_itself() {
    let seed = std::env::var("COUNTERSIGN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("COUNTERSIGN_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut seen = std::collections::BTreeSet::new();
    for scheme in providers::ALL {
        let Some(webhook) = samples::webhook(scheme) else { panic!("{} takes none of the secrets", scheme.name()) };
        let Some(genuine) = samples::sample(scheme, &webhook) else { panic!("{} signs nothing", scheme.name()) };
        for _ in 0..1_000 {
            // Mostly genuine, so that every step of a decision is reached.
            let mut some = |own: &[u8]| if random.u8(..) < 40 { hostile(&mut random) } else { own.to_vec() };
            let mut headers: Vec<(&str, Vec<u8>)> =
                genuine.headers.iter().map(|(name, value)| (name.as_str(), some(value.as_bytes()))).collect();
            let (method, url, body) = (some(b"POST"), some(samples::URL.as_bytes()), some(&genuine.body));
            if random.u8(..) < 32 {
                let again = random.usize(..headers.len().max(1));
                headers.extend(headers.get(again).cloned());
            }
            headers.retain(|_| random.u8(..) > 4);
            let mut request = RawRequest::new(&headers, &body);
            if random.u8(..) > 8 {
                request = request.method(&method).url(&url);
            }
            let now = UnixTime::from_secs(
                random.choice([i64::MIN, -1, NOW - 301, NOW - 300, NOW, NOW, NOW, NOW + 300, NOW + 301, i64::MAX]).unwrap_or_default(),
            );
            let outcome = webhook.verify(&request, now).map(|verified| verified.key_index()).map_err(|error| error.code());
            let streamed = webhook.begin(&request, now).and_then(|mut verifier| {
                body.chunks(7).for_each(|chunk| verifier.update(chunk));
                verifier.finish().map(|verified| verified.key_index())
            });
            assert_eq!(outcome, streamed.map_err(|error| error.code()), "{}: {headers:?} {now:?}", scheme.name());
            seen.extend(outcome.err().map(Code::as_str));
        }
    }
    // A generator that reaches little would prove little.
    assert!(seen.len() >= 12, "{seen:?}");
}

#[test]
fn a_verifier_that_is_spent_takes_nothing() {
    // What would be the signature of no body at all, by node:crypto.
    let headers = [("X-Hub-Signature-256", "sha256=66a0c074deaa0f489ead6537e0d32f9a344b90bbeda705b6ed45ecd3b413fb40")];
    let webhook = countersign::Webhook::new(&providers::GITHUB, ["It's a Secret to Everybody"]).unwrap();
    let mut verifier = webhook.begin(&RawRequest::new(&headers, b""), UnixTime::from_secs(NOW)).unwrap();
    verifier.update(b"a body that nobody signed");
    for _ in 0..2 {
        assert_eq!(verifier.finish().map(|_| ()).map_err(|error| error.code()), Err(Code::SignatureMismatch));
        verifier.update(b"");
    }

    for scheme in providers::ALL {
        let webhook = samples::webhook(scheme).unwrap();
        let genuine = samples::sample(scheme, &webhook).unwrap();
        let request = RawRequest::new(&genuine.headers, &genuine.body).method("POST").url(samples::URL);
        let Ok(mut verifier) = webhook.begin(&request, UnixTime::from_secs(NOW)) else { continue };
        verifier.update(&genuine.body);
        let first = verifier.finish().is_ok();
        assert_eq!(first, !samples::UNSIGNED.contains(&scheme.name()), "{}", scheme.name());
        assert!(verifier.finish().is_err(), "{}", scheme.name());
    }
}
