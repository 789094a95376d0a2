//! Whether the key in a certificate may be believed: pinned, or issued under a root that the caller gave, for a name it expects.
//!
//! Revocation is not looked at, nothing is fetched, and names that constrain an issuer are refused where they are critical. What
//! was believed once may be kept until its certificate ends; a caller who keeps it saves most of the work.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::{
    Allow, CERTIFICATES, Key, PublicKey,
    der::{Der, SEQUENCE},
    host, malformed, spki, text,
    x509::Certificate,
};
use crate::{Error, UnixTime, limits};

/// Why a certificate is believed.
#[derive(Clone, Copy, Debug)]
pub enum Trust<'t> {
    /// It is this very one, in PEM or DER. Its validity is still checked, the name in it is not.
    Leaf(&'t [u8]),
    /// It was issued, directly or through the certificates that came with it, under one of some roots.
    Roots {
        /// The roots, as PEM, or as DER one right after the other. They are believed for themselves, while they are valid.
        roots: &'t [u8],
        /// The DNS names of which it has to have one, as patterns of [`host_allowed`](super::host_allowed). Under a public root
        /// anyone can have a certificate, so without a name none is taken.
        names: &'t [&'t str],
    },
}

/// The key of the first certificate in `chain`, if it is to be believed at `now`.
///
/// `chain` is PEM, or DER one right after the other: the leaf first and what leads to its root after it in any order. Certificates are of X.509
/// version 3, signed with RSA (PKCS#1 v1.5, at least 2048 bits) over SHA-256, SHA-384 or SHA-512, or with P-256 over SHA-256.
///
/// # Errors
/// [`Code::MalformedSecret`](crate::Code::MalformedSecret), with what is wrong, also if it is not to be believed.
pub fn public_key(chain: &[u8], trust: &Trust<'_>, now: UnixTime) -> Result<PublicKey, Error> {
    decide(chain, trust, now.as_secs()).and_then(|key| spki::parse(&key)).map_err(malformed)
}

/// As [`public_key`], but the key is its `SubjectPublicKeyInfo` in DER, to be kept or handed on: as bytes it is a secret that
/// [`Key::new`] takes.
///
/// # Errors
/// As [`public_key`].
pub fn spki(chain: &[u8], trust: &Trust<'_>, now: UnixTime) -> Result<Vec<u8>, Error> {
    decide(chain, trust, now.as_secs()).and_then(|key| spki::parse(&key).map(|_| key)).map_err(malformed)
}

fn decide(chain: &[u8], trust: &Trust<'_>, now: i64) -> Result<Vec<u8>, &'static str> {
    if chain.len() > limits::SECRET_BYTES.saturating_mul(2) {
        return Err("has certificates that are longer than any");
    }
    let chain = bundle(chain)?;
    if chain.len() > CERTIFICATES {
        return Err("has more than 8 certificates");
    }
    let (leaf, others) = chain.split_first().ok_or(NONE)?;
    let leaf = Certificate::parse(leaf)?;
    leaf.is_valid_at(now)?;
    if !leaf.is_signer() {
        return Err("has a certificate whose key is not for signatures");
    }
    match *trust {
        Trust::Leaf(pinned) => {
            if bundle(pinned)?.first().is_none_or(|pinned| pinned.as_slice() != leaf.der) {
                return Err("has a certificate other than the pinned one");
            }
        }
        Trust::Roots { roots, names } => {
            if !leaf.names_any(|name| host::name_allowed(name, names)) {
                return Err("has a certificate for none of the expected names");
            }
            let (roots, others) = (bundle(roots)?, parse(others)?);
            trace(leaf, &others, &parse(&roots)?, now)?;
        }
    }
    Ok(leaf.key.to_vec())
}

/// Goes from issuer to issuer until a root has signed.
fn trace(leaf: Certificate<'_>, others: &[Certificate<'_>], roots: &[Certificate<'_>], now: i64) -> Result<(), &'static str> {
    let mut current = leaf;
    // Each step is a certificate of the chain, so this also ends what goes in a circle.
    for below in 0..CERTIFICATES {
        let mut why = "has a certificate that none of the given roots issued; is an intermediate one missing?";
        let mut issued =
            |issuer: &&Certificate<'_>| check(&current, issuer, below, now).map_err(|reason| why = reason.unwrap_or(why)).is_ok();
        if roots.iter().any(|root| issued(&root)) {
            return Ok(());
        }
        current = *others.iter().find(|issuer| issuer.der != current.der && issued(issuer)).ok_or(why)?;
    }
    Err("has certificates that issued each other")
}

/// Whether `issuer` issued `subject`. `Err(None)` if it has another name, so that no fault is to be found with it.
fn check(subject: &Certificate<'_>, issuer: &Certificate<'_>, below: usize, now: i64) -> Result<(), Option<&'static str>> {
    if issuer.subject != subject.issuer {
        return Err(None);
    }
    issuer.is_valid_at(now)?;
    if !issuer.is_issuer(below) {
        return Err(Some("has a certificate whose issuer may issue none, or not so far down"));
    }
    let key = spki::parse(issuer.key)?;
    let verified =
        Key::from_public(subject.algorithm()?, key, Allow::default()).and_then(|key| key.verify(subject.signed, subject.signature));
    verified.map_err(|_| Some("has a certificate that its issuer did not sign"))
}

fn parse<'d>(ders: &'d [Zeroizing<Vec<u8>>]) -> Result<Vec<Certificate<'d>>, &'static str> {
    ders.iter().map(|der| Certificate::parse(der)).collect()
}

/// The certificates in PEM, with whatever stands between them, or in DER, one right after the other.
fn bundle(bytes: &[u8]) -> Result<Vec<Zeroizing<Vec<u8>>>, &'static str> {
    // Text may begin with the character that this byte is, but no signature is all ASCII.
    if bytes.first() == Some(&SEQUENCE) && !bytes.is_ascii() {
        let (mut list, mut ders) = (Der::new(bytes), Vec::new());
        while !list.is_empty() {
            let (der, _) = list.whole().filter(|(der, _)| der.first() == Some(&SEQUENCE)).ok_or(NONE)?;
            ders.push(Zeroizing::new(der.to_vec()));
        }
        return Ok(ders);
    }
    let mut text = core::str::from_utf8(bytes).map_err(|_| NONE)?;
    let mut ders = Vec::new();
    while text.contains(text::BEGIN) {
        let block = text::pem(&mut text).filter(|block| block.label == "CERTIFICATE").ok_or(NONE)?;
        ders.push(block.bytes);
    }
    if ders.is_empty() { Err(NONE) } else { Ok(ders) }
}

const NONE: &str = "has no certificate in PEM or DER where one belongs";
