//! Wycheproof's Ed25519, ECDSA and RSA cases, each key read in every form the case has it in, each message whole and in pieces.

#![cfg(feature = "asymmetric")]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, reason = "here a panic only fails a test")]

use countersign::asymmetric::{Algorithm, Allow, Checker, Key, PublicKey};
use countersign::{Code, Secret};
use wycheproof::{TestResult, ecdsa, eddsa, rsa_pkcs1_verify, rsa_pss_verify};

/// Says whether a signature is taken, having asked in every way there is.
fn is_taken(key: &Key, message: &[u8], signature: &[u8]) -> bool {
    let whole = key.verify(message, signature);
    let mut checker = Checker::new(key.algorithm());
    let pieces = checker.add(key, signature).and_then(|()| {
        message.chunks(7).for_each(|piece| checker.update(piece));
        checker.finish()
    });
    assert_eq!(whole, pieces.map(|pair| assert_eq!(pair, 0)));
    let code = whole.err().map(|error| error.code());
    assert!(matches!(code, None | Some(Code::MalformedSignature | Code::SignatureMismatch)), "{code:?}");
    code.is_none()
}

/// The key of a case, from each of its forms; they have to agree, which the caller sees by the cases.
fn keys(algorithm: Algorithm, der: &[u8], pem: &str, jwk: Option<&str>) -> Vec<Key> {
    let one_line = pem.replace('\n', "");
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let texts = [Some(pem), Some(one_line.as_str()), Some(base64.as_str()), jwk];
    let secrets = texts.into_iter().flatten().map(Secret::Text).chain([Secret::Bytes(der)]);
    let mut keys: Vec<Key> = secrets.map(|secret| Key::new(algorithm, secret, Allow::default()).unwrap()).collect();
    for public in [PublicKey::from_spki_der(der).unwrap(), PublicKey::from_pem(pem).unwrap()] {
        keys.push(Key::from_public(algorithm, public, Allow::default()).unwrap());
    }
    keys
}

fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        text.extend((0..=group.len()).map(|place| char::from(ALPHABET[(bits >> (18 - 6 * place)) as usize & 63])));
    }
    text
}

/// One case: its number, what is expected, the message, the signature.
type Case<'c> = (usize, TestResult, &'c [u8], &'c [u8]);

/// Holds all cases against the first key, and a genuine one against all keys; gives how many cases there were.
fn run<'c>(keys: &[Key], cases: impl Iterator<Item = Case<'c>>) -> usize {
    let check = |key: &Key, (id, result, message, signature): Case<'c>| {
        // What Wycheproof leaves open (a missing NULL in PKCS#1) is refused here.
        assert_eq!(is_taken(key, message, signature), result == TestResult::Valid, "{} {id}", key.algorithm().name());
    };
    let mut rest = keys.get(1..);
    let mut count = 0;
    for case in cases {
        check(&keys[0], case);
        if case.1 == TestResult::Valid {
            rest.take().into_iter().flatten().for_each(|key| check(key, case));
        }
        count += 1;
    }
    count
}

#[test]
fn ed25519() {
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap();
    let mut cases = 0;
    for group in &set.test_groups {
        let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"none","x":"{}"}}"#, base64url(&group.key.pk));
        let mut keys = keys(Algorithm::Ed25519, &group.der, &group.pem, Some(&jwk));
        let hex: String = group.key.pk.iter().map(|byte| format!("{byte:02x}")).collect();
        keys.push(Key::new(Algorithm::Ed25519, &hex, Allow::default()).unwrap());
        keys.push(Key::new(Algorithm::Ed25519, &*group.key.pk, Allow::default()).unwrap());
        cases += run(&keys, group.tests.iter().map(|test| (test.tc_id, test.result, test.msg.as_slice(), test.sig.as_slice())));
    }
    assert_eq!(cases, set.number_of_tests);
    println!("ed25519: {cases}");
}

#[test]
fn ecdsa_p256() {
    let sets = [
        (ecdsa::TestName::EcdsaSecp256r1Sha256, Algorithm::EcdsaP256Sha256),
        (ecdsa::TestName::EcdsaSecp256r1Sha256P1363, Algorithm::EcdsaP256Sha256Raw),
        (ecdsa::TestName::EcdsaSecp256r1Webcrypto, Algorithm::EcdsaP256Sha256Raw),
    ];
    for (name, algorithm) in sets {
        let set = ecdsa::TestSet::load(name).unwrap();
        let mut cases = 0;
        for group in &set.test_groups {
            let point = &group.key.key;
            let jwk = format!(r#"{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}"#, base64url(&point[1..33]), base64url(&point[33..]));
            let keys = keys(algorithm, &group.der, &group.pem, Some(&jwk));
            cases += run(&keys, group.tests.iter().map(|test| (test.tc_id, test.result, test.msg.as_slice(), test.sig.as_slice())));
        }
        assert_eq!(cases, set.number_of_tests);
        println!("{}: {cases}", algorithm.name());
    }
}

#[test]
fn rsa_pkcs1() {
    use rsa_pkcs1_verify::TestName;
    let sets = [
        (TestName::Rsa2048Sha256, Algorithm::RsaPkcs1Sha256),
        (TestName::Rsa3072Sha256, Algorithm::RsaPkcs1Sha256),
        (TestName::Rsa4096Sha256, Algorithm::RsaPkcs1Sha256),
        (TestName::Rsa2048Sha384, Algorithm::RsaPkcs1Sha384),
        (TestName::Rsa2048Sha512, Algorithm::RsaPkcs1Sha512),
        (TestName::Rsa4096Sha512, Algorithm::RsaPkcs1Sha512),
    ];
    for (name, algorithm) in sets {
        let set = rsa_pkcs1_verify::TestSet::load(name).unwrap();
        let mut cases = 0;
        for group in &set.test_groups {
            let jwk = group
                .jwk
                .as_ref()
                .map(|jwk| format!(r#"{{"kty":"RSA","n":"{}","e":"{}"}}"#, base64url(trimmed(&jwk.n)), base64url(trimmed(&jwk.e))));
            let mut keys = keys(algorithm, &group.der, &group.pem, jwk.as_deref());
            keys.push(Key::new(algorithm, &pkcs1_pem(&group.asn_key), Allow::default()).unwrap());
            cases += run(&keys, group.tests.iter().map(|test| (test.tc_id, test.result, test.msg.as_slice(), test.sig.as_slice())));
        }
        assert_eq!(cases, set.number_of_tests);
        println!("{} {name:?}: {cases}", algorithm.name());
    }
}

#[test]
fn rsa_pss() {
    use rsa_pss_verify::TestName;
    let sets = [
        (TestName::RsaPss2048Sha256Mgf1SaltLen32, Algorithm::RsaPssSha256),
        (TestName::RsaPss3072Sha256Mgf1SaltLen32, Algorithm::RsaPssSha256),
        (TestName::RsaPss4096Sha256Mgf1SaltLen32, Algorithm::RsaPssSha256),
        (TestName::RsaPss4096Sha512Mgf1SaltLen64, Algorithm::RsaPssSha512),
    ];
    for (name, algorithm) in sets {
        let set = rsa_pss_verify::TestSet::load(name).unwrap();
        let mut cases = 0;
        for group in &set.test_groups {
            let keys = [Key::new(algorithm, &*group.der, Allow::default()).unwrap()];
            cases += run(&keys, group.tests.iter().map(|test| (test.tc_id, test.result, test.msg.as_slice(), test.sig.as_slice())));
        }
        assert_eq!(cases, set.number_of_tests);
        println!("{} {name:?}: {cases}", algorithm.name());
    }
}

#[test]
fn a_salt_of_another_length_is_refused() {
    use rsa_pss_verify::TestName;
    for (name, algorithm) in [
        (TestName::RsaPss2048Sha256Mgf1SaltLen0, Algorithm::RsaPssSha256),
        (TestName::RsaPss4096Sha512Mgf1SaltLen32, Algorithm::RsaPssSha512),
    ] {
        for group in &rsa_pss_verify::TestSet::load(name).unwrap().test_groups {
            let key = Key::new(algorithm, &*group.der, Allow::default()).unwrap();
            let mut genuine = group.tests.iter().filter(|test| test.result == TestResult::Valid);
            assert!(genuine.all(|test| !is_taken(&key, &test.msg, &test.sig)));
        }
    }
}

#[test]
fn rsa_keys_beyond_the_longest_are_refused() {
    let set = rsa_pkcs1_verify::TestSet::load(rsa_pkcs1_verify::TestName::Rsa8192Sha256).unwrap();
    for group in &set.test_groups {
        let error = Key::new(Algorithm::RsaPkcs1Sha256, &*group.der, Allow::default()).err().unwrap();
        assert_eq!(error.code(), Code::MalformedSecret);
        assert!(error.message().contains("more than 4096 bits"), "{error}");
    }
}

fn trimmed(integer: &[u8]) -> &[u8] {
    &integer[integer.iter().take_while(|byte| **byte == 0).count()..]
}

fn pkcs1_pem(der: &[u8]) -> String {
    let base64 = base64url(der).replace('-', "+").replace('_', "/");
    format!("-----BEGIN RSA PUBLIC KEY-----\n{base64}\n-----END RSA PUBLIC KEY-----\n")
}
