//! Which certificates are believed, and signatures that OpenSSL made under their keys. `tests/asymmetric/make.sh` made them all.

#![cfg(feature = "asymmetric")]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, reason = "here a panic only fails a test")]

use countersign::asymmetric::certificate::{self, Trust, public_key};
use countersign::asymmetric::{Algorithm, Allow, Key, PublicKey};
use countersign::{Code, UnixTime};

macro_rules! files {
    ($($constant:ident = $file:literal;)*) => {
        $(const $constant: &[u8] = include_bytes!(concat!("asymmetric/", $file));)*
    };
}

files! {
    ROOT = "root.pem";
    INTERMEDIATE = "intermediate.pem";
    LEAF = "leaf.pem";
    DIRECT = "direct.pem";
    OTHER_ROOT = "other_root.pem";
    EC_LEAF = "ec_leaf.pem";
    TOO_DEEP = "too_deep.pem";
    DEEP_LEAF = "deep_leaf.pem";
    LEAF_AS_ISSUER = "leaf_as_issuer.pem";
    NOSIGN = "nosign.pem";
    CRITICAL = "critical.pem";
    CONSTRAINED = "constrained.pem";
    CONSTRAINED_LEAF = "constrained_leaf.pem";
    SHA1 = "sha1.pem";
    EXPIRED = "expired.pem";
    CENTURY = "century.pem";
    WEAK = "weak.pem";
    P384 = "p384.pem";
}

const MESSAGE: &[u8] = b"a message that no vendor sent";
/// In 2026, as the certificates are.
const NOW: i64 = 1_782_190_000;
const NAMES: &[&str] = &["certs.vendor.example"];

fn decide(chain: &[&[u8]], trust: Trust<'_>, now: i64) -> Result<PublicKey, String> {
    public_key(&chain.concat(), &trust, UnixTime::from_secs(now)).map_err(|error| {
        assert_eq!(error.code(), Code::MalformedSecret);
        error.message()
    })
}

fn under_root(chain: &[&[u8]]) -> Result<PublicKey, String> {
    decide(chain, Trust::Roots { roots: ROOT, names: NAMES }, NOW)
}

#[track_caller]
fn refused(answer: Result<PublicKey, String>, why: &str) {
    let message = answer.err().unwrap();
    assert!(message.contains(why), "{message}");
}

fn der(pem: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(pem).unwrap();
    let base64: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let mut der = Vec::new();
    for group in base64.as_bytes().chunks(4) {
        let bits = group.iter().fold(0_u32, |bits, char| {
            let value = match char {
                b'A'..=b'Z' => char - b'A',
                b'a'..=b'z' => char - b'a' + 26,
                b'0'..=b'9' => char - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => 0,
            };
            bits << 6 | u32::from(value)
        });
        let length = 3 - group.iter().filter(|char| **char == b'=').count();
        der.extend(&bits.to_be_bytes()[1..=length]);
    }
    der
}

#[test]
fn a_chain_to_a_given_root_is_believed() {
    for chain in [&[LEAF, INTERMEDIATE][..], &[LEAF, INTERMEDIATE, ROOT], &[LEAF, ROOT, INTERMEDIATE], &[DIRECT], &[CENTURY]] {
        assert!(under_root(chain).is_ok());
    }
    assert!(decide(&[&der(DIRECT)], Trust::Roots { roots: &der(ROOT), names: NAMES }, NOW).is_ok());
    let ders = [der(LEAF), der(INTERMEDIATE)].concat();
    assert!(decide(&[&ders], Trust::Roots { roots: &[der(OTHER_ROOT), der(ROOT)].concat(), names: NAMES }, NOW).is_ok());
    let both = [OTHER_ROOT, b"a word between\n", ROOT].concat();
    for chain in [&[EC_LEAF][..], &[DIRECT], &[LEAF, b"subject=CN = another word\n", INTERMEDIATE]] {
        assert!(decide(chain, Trust::Roots { roots: &both, names: &["none.example", "*.vendor.example"] }, NOW).is_ok());
    }
}

#[test]
fn what_no_given_root_issued_is_refused() {
    // PEM after DER, and DER that is cut.
    refused(under_root(&[&der(LEAF), INTERMEDIATE]), "no certificate in PEM or DER");
    refused(under_root(&[&der(LEAF), &der(INTERMEDIATE)[1..]]), "no certificate in PEM or DER");
    refused(under_root(&[LEAF]), "none of the given roots issued");
    refused(under_root(&[LEAF, DIRECT]), "none of the given roots issued");
    refused(decide(&[LEAF, INTERMEDIATE], Trust::Roots { roots: INTERMEDIATE, names: NAMES }, 0), "not valid yet");
    // Two roots of one name: the other one's key has signed nothing here.
    refused(decide(&[DIRECT], Trust::Roots { roots: OTHER_ROOT, names: NAMES }, NOW), "did not sign");
    refused(under_root(&[EC_LEAF]), "did not sign");
    // What the chain brings along is no root.
    refused(under_root(&[EC_LEAF, OTHER_ROOT]), "did not sign");
    refused(decide(&[EC_LEAF, OTHER_ROOT], Trust::Roots { roots: INTERMEDIATE, names: NAMES }, NOW), "none of the given roots issued");
    refused(under_root(&[SHA1]), "over SHA-2");
}

#[test]
fn an_intermediate_may_be_given_as_a_root() {
    assert!(decide(&[LEAF], Trust::Roots { roots: INTERMEDIATE, names: NAMES }, NOW).is_ok());
}

#[test]
fn only_issuers_issue_and_only_so_far_down() {
    refused(under_root(&[LEAF_AS_ISSUER, LEAF, INTERMEDIATE]), "may issue none");
    refused(under_root(&[DEEP_LEAF, TOO_DEEP, INTERMEDIATE]), "not so far down");
    refused(under_root(&[CONSTRAINED_LEAF, CONSTRAINED]), "critical extension");
}

#[test]
fn a_leaf_is_for_signatures_and_for_an_expected_name() {
    refused(under_root(&[NOSIGN]), "not for signatures");
    refused(under_root(&[CRITICAL]), "critical extension");
    for names in [&[][..], &["vendor.example"], &["certs.vendor.example.evil"], &["evil.certs.vendor.example"], &["Test leaf"]] {
        refused(decide(&[LEAF, INTERMEDIATE], Trust::Roots { roots: ROOT, names }, NOW), "none of the expected names");
    }
    refused(under_root(&[ROOT]), "not for signatures");
}

#[test]
fn a_certificate_is_believed_while_it_is_valid() {
    refused(under_root(&[EXPIRED]), "no longer valid");
    let (start, end) = (1_767_225_600, 2_082_758_400);
    let at = |now| decide(&[LEAF, INTERMEDIATE], Trust::Roots { roots: ROOT, names: NAMES }, now);
    assert!(at(start).is_ok() && at(end).is_ok());
    refused(at(start - 1), "not valid yet");
    refused(at(end + 1), "no longer valid");
    refused(at(i64::MIN), "not valid yet");
    refused(at(i64::MAX), "no longer valid");
    // The leaf is valid for a century, its root is not.
    refused(decide(&[CENTURY], Trust::Roots { roots: ROOT, names: NAMES }, end + 1), "no longer valid");
    assert!(decide(&[CENTURY], Trust::Leaf(CENTURY), end + 1).is_ok());
}

#[test]
fn a_pinned_leaf_is_believed_alone() {
    assert!(decide(&[LEAF], Trust::Leaf(LEAF), NOW).is_ok());
    assert!(decide(&[LEAF, INTERMEDIATE], Trust::Leaf(&der(LEAF)), NOW).is_ok());
    refused(decide(&[LEAF], Trust::Leaf(DIRECT), NOW), "other than the pinned one");
    refused(decide(&[LEAF], Trust::Leaf(INTERMEDIATE), NOW), "other than the pinned one");
    refused(decide(&[EXPIRED], Trust::Leaf(EXPIRED), NOW), "no longer valid");
    refused(decide(&[LEAF], Trust::Leaf(b""), NOW), "no certificate");
}

#[test]
fn what_is_no_certificate_is_refused() {
    refused(under_root(&[]), "no certificate");
    refused(under_root(&[b"0"]), "no certificate");
    refused(under_root(&[b"\xff"]), "no certificate");
    refused(under_root(&[include_bytes!("asymmetric/ed25519.pub.pem")]), "no certificate");
    refused(under_root(&[&LEAF[..LEAF.len() / 2]]), "no certificate");
    refused(under_root(&[DIRECT, &LEAF[..LEAF.len() / 2]]), "no certificate");
    refused(decide(&[DIRECT], Trust::Roots { roots: b"", names: NAMES }, NOW), "no certificate");
    refused(under_root(&[LEAF; 9]), "more than 8");
    refused(under_root(&[LEAF; 40]), "longer than any");
    let mut long = der(DIRECT);
    long.push(0);
    refused(under_root(&[&long]), "no certificate");
}

#[test]
fn no_changed_byte_of_a_certificate_is_believed_and_none_panics() {
    let genuine = der(DIRECT);
    for place in 0..genuine.len() {
        for bit in [place % 8, (place + 3) % 8] {
            let mut changed = genuine.clone();
            changed[place] ^= 1 << bit;
            assert!(under_root(&[&changed]).is_err(), "byte {place}, bit {bit}");
        }
        assert!(under_root(&[&genuine[..place]]).is_err(), "{place} bytes");
    }
}

#[test]
fn a_key_in_a_certificate_is_held_to_the_same_rules() {
    let weak = under_root(&[WEAK]).unwrap();
    let error = Key::from_public(Algorithm::RsaPkcs1Sha256, weak, Allow::default()).err().unwrap();
    assert_eq!(error.code(), Code::WeakSecret);
    refused(under_root(&[P384]), "another curve than P-256");
}

#[test]
fn the_key_of_a_certificate_can_be_handed_on() {
    let trust = Trust::Roots { roots: ROOT, names: NAMES };
    let spki = certificate::spki(&[LEAF, INTERMEDIATE].concat(), &trust, UnixTime::from_secs(NOW)).unwrap();
    let key = Key::new(Algorithm::RsaPkcs1Sha256, &spki, Allow::default()).unwrap();
    assert_eq!(key.verify(MESSAGE, include_bytes!("asymmetric/rsa-pkcs1-sha256.sig")), Ok(()));
    assert!(certificate::spki(P384, &trust, UnixTime::from_secs(NOW)).is_err());
}

#[test]
fn signatures_of_openssl_are_taken() {
    let rsa = under_root(&[LEAF, INTERMEDIATE]).unwrap();
    let p256 = under_root(&[DIRECT]).unwrap();
    let pem = |pem| PublicKey::from_pem(pem).unwrap();
    let allow = Allow { sha1: true, weak_keys: true };
    let cases: &[(&PublicKey, Algorithm, &[u8])] = &[
        (&rsa, Algorithm::RsaPkcs1Sha256, include_bytes!("asymmetric/rsa-pkcs1-sha256.sig")),
        (&rsa, Algorithm::RsaPkcs1Sha384, include_bytes!("asymmetric/rsa-pkcs1-sha384.sig")),
        (&rsa, Algorithm::RsaPkcs1Sha512, include_bytes!("asymmetric/rsa-pkcs1-sha512.sig")),
        (&rsa, Algorithm::RsaPkcs1Sha1, include_bytes!("asymmetric/rsa-pkcs1-sha1.sig")),
        (&rsa, Algorithm::RsaPssSha256, include_bytes!("asymmetric/rsa-pss-sha256.sig")),
        (&rsa, Algorithm::RsaPssSha512, include_bytes!("asymmetric/rsa-pss-sha512.sig")),
        (&p256, Algorithm::EcdsaP256Sha256, include_bytes!("asymmetric/ecdsa-p256-sha256.sig")),
        (&p256, Algorithm::EcdsaP256Sha1, include_bytes!("asymmetric/ecdsa-p256-sha1.sig")),
        (&pem(include_str!("asymmetric/ed25519.pub.pem")), Algorithm::Ed25519, include_bytes!("asymmetric/ed25519.sig")),
        (&pem(include_str!("asymmetric/rsa2049.pub.pem")), Algorithm::RsaPssSha256, include_bytes!("asymmetric/rsa2049-pss-sha256.sig")),
        (
            &pem(include_str!("asymmetric/rsa1024.pub.pem")),
            Algorithm::RsaPkcs1Sha256,
            include_bytes!("asymmetric/rsa1024-pkcs1-sha256.sig"),
        ),
    ];
    for (public, algorithm, signature) in cases {
        let key = Key::from_public(*algorithm, (*public).clone(), allow).unwrap();
        assert_eq!(key.verify(MESSAGE, signature), Ok(()), "{algorithm:?}");
        assert!(key.verify(b"another message", signature).is_err(), "{algorithm:?}");
        for place in 0..signature.len() {
            let mut changed = signature.to_vec();
            changed[place] ^= 1 << (place % 8);
            assert!(key.verify(MESSAGE, &changed).is_err(), "{algorithm:?}, byte {place}");
        }
        for length in 0..signature.len() {
            assert!(key.verify(MESSAGE, &signature[..length]).is_err(), "{algorithm:?}, {length} bytes");
        }
        assert!(key.verify(MESSAGE, &[signature, &[0][..]].concat()).is_err(), "{algorithm:?}");
        assert!(key.verify(MESSAGE, &[&[0][..], signature].concat()).is_err(), "{algorithm:?}");
        // No algorithm takes what another one made.
        for other in Algorithm::ALL.into_iter().filter(|other| other != algorithm) {
            if let Ok(key) = Key::from_public(other, (*public).clone(), allow) {
                assert!(key.verify(MESSAGE, signature).is_err(), "{algorithm:?} as {other:?}");
            }
        }
    }
}
