//! One X.509 certificate taken apart (RFC 5280), as far as a chain is decided by it; what is critical and unknown is refused.

use super::{
    Algorithm,
    der::{BOOLEAN, Der, OBJECT_IDENTIFIER, OCTET_STRING, context},
};

/// What is read of a certificate. All of it borrows from the DER.
#[derive(Clone, Copy)]
pub(super) struct Certificate<'d> {
    /// The whole certificate.
    pub(super) der: &'d [u8],
    /// What its issuer signed.
    pub(super) signed: &'d [u8],
    /// The identifier of the algorithm, with its header.
    algorithm: &'d [u8],
    pub(super) signature: &'d [u8],
    pub(super) issuer: &'d [u8],
    pub(super) subject: &'d [u8],
    /// Unix seconds, both included.
    pub(super) not_before: i64,
    pub(super) not_after: i64,
    pub(super) key: &'d [u8],
    extensions: Extensions<'d>,
}

#[derive(Clone, Copy, Default)]
struct Extensions<'d> {
    /// Contents of `BasicConstraints`.
    constraints: Option<&'d [u8]>,
    /// Contents of `KeyUsage`.
    usage: Option<&'d [u8]>,
    /// Contents of `SubjectAltName`.
    names: Option<&'d [u8]>,
}

/// 2.5.29, under which all extensions stand that are known here.
const ID_CE: &[u8] = b"\x55\x1d";
const KEY_USAGE: u8 = 15;
const SUBJECT_ALT_NAME: u8 = 17;
const BASIC_CONSTRAINTS: u8 = 19;
const CERTIFICATE_POLICIES: u8 = 32;
const EXTENDED_KEY_USAGE: u8 = 37;

/// Bits of `KeyUsage`, in its first byte.
const DIGITAL_SIGNATURE: u8 = 0x80;
const KEY_CERT_SIGN: u8 = 0x04;

/// `[2]`, the DNS name among the general names.
const DNS_NAME: u8 = 0x82;

impl<'d> Certificate<'d> {
    pub(super) fn parse(der: &'d [u8]) -> Result<Self, &'static str> {
        read(der).ok_or("is not a certificate in DER, or has a critical extension that is not known here; was it copied whole?")
    }

    /// What its issuer signed it with.
    pub(super) fn algorithm(&self) -> Result<Algorithm, &'static str> {
        let known = KNOWN.iter().find(|(identifier, _)| *identifier == self.algorithm);
        known.map(|(_, algorithm)| *algorithm).ok_or("has a certificate signed with neither RSA nor P-256 over SHA-2")
    }

    pub(super) fn is_valid_at(&self, now: i64) -> Result<(), &'static str> {
        if now < self.not_before {
            return Err("has a certificate that is not valid yet; is the clock wrong?");
        }
        if now > self.not_after {
            return Err("has a certificate that is no longer valid; is it an old one, or is the clock wrong?");
        }
        Ok(())
    }

    /// Whether it may have issued certificates, `below` intermediate ones among them.
    pub(super) fn is_issuer(&self, below: usize) -> bool {
        self.may(KEY_CERT_SIGN) && self.extensions.constraints.and_then(path_length).is_some_and(|longest| below <= longest)
    }

    /// Whether its key may sign messages.
    pub(super) fn is_signer(&self) -> bool {
        self.may(DIGITAL_SIGNATURE)
    }

    /// A certificate that says nothing of its key's usage allows any (section 4.2.1.3).
    fn may(&self, usage: u8) -> bool {
        let first = |bits: &'d [u8]| Der::new(bits).any().map(|bits| bits.value()).and_then(|bits| bits.get(1)).copied();
        self.extensions.usage.is_none_or(|bits| first(bits).is_some_and(|bits| bits & usage != 0))
    }

    /// Whether one of its DNS names is allowed.
    pub(super) fn names_any(&self, allowed: impl Fn(&str) -> bool) -> bool {
        let Some(mut names) = self.extensions.names.and_then(|names| Der::new(names).sequence()) else { return false };
        while let Some((whole, name)) = names.whole() {
            if whole.first() == Some(&DNS_NAME) && core::str::from_utf8(name.value()).is_ok_and(&allowed) {
                return true;
            }
        }
        false
    }
}

fn read(der: &[u8]) -> Option<Certificate<'_>> {
    let mut outer = Der::new(der);
    let mut certificate = outer.sequence()?;
    outer.end()?;
    let (signed, _) = certificate.whole()?;
    let (algorithm, _) = certificate.whole()?;
    let signature = certificate.bit_string()?;
    certificate.end()?;

    let mut fields = Der::new(signed).sequence()?;
    // Version 3; the others have no extensions, by which alone it could be known what a certificate is for.
    (Der::new(fields.value(context(0))?).unsigned()? == [2]).then_some(())?;
    let _serial = fields.any()?;
    // The same identifier stands inside and outside of what is signed (section 4.1.1.2).
    (fields.whole()?.0 == algorithm).then_some(())?;
    let (issuer, _) = fields.whole()?;
    let mut validity = fields.sequence()?;
    let (not_before, not_after) = (validity.time()?, validity.time()?);
    validity.end()?;
    let (subject, _) = fields.whole()?;
    let (key, _) = fields.whole()?;
    // Unique identifiers, which nobody writes, would be here.
    let mut wrapped = Der::new(fields.value(context(3))?);
    fields.end()?;
    let extensions = extensions(wrapped.sequence()?)?;
    wrapped.end()?;
    Some(Certificate { der, signed, algorithm, signature, issuer, subject, not_before, not_after, key, extensions })
}

fn extensions(mut list: Der<'_>) -> Option<Extensions<'_>> {
    let mut known = Extensions::default();
    while !list.is_empty() {
        let mut extension = list.sequence()?;
        let name = extension.value(OBJECT_IDENTIFIER)?;
        let critical = match extension.value_if(BOOLEAN)? {
            None => false,
            // The default is not written in DER.
            Some([0xff]) => true,
            Some(_) => return None,
        };
        let value = extension.value(OCTET_STRING)?;
        extension.end()?;
        let place = match name.strip_prefix(ID_CE) {
            Some([BASIC_CONSTRAINTS]) => &mut known.constraints,
            Some([KEY_USAGE]) => &mut known.usage,
            Some([SUBJECT_ALT_NAME]) => &mut known.names,
            Some([EXTENDED_KEY_USAGE | CERTIFICATE_POLICIES]) => continue,
            _ if critical => return None,
            _ => continue,
        };
        // An extension stands once (section 4.2).
        if place.replace(value).is_some() {
            return None;
        }
    }
    Some(known)
}

/// How many intermediate certificates may be below an issuer; `None` if it is no issuer.
fn path_length(constraints: &[u8]) -> Option<usize> {
    let mut outer = Der::new(constraints);
    let mut fields = outer.sequence()?;
    outer.end()?;
    fields.value(BOOLEAN).filter(|authority| *authority == [0xff])?;
    if fields.is_empty() {
        return Some(usize::MAX);
    }
    match fields.unsigned()? {
        [longest] => fields.end().map(|()| usize::from(*longest)),
        _ => None,
    }
}

/// What a certificate may be signed with, by the whole identifier, parameters included. SHA-1 is not among them.
const KNOWN: [(&[u8], Algorithm); 4] = [
    (b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00", Algorithm::RsaPkcs1Sha256),
    (b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c\x05\x00", Algorithm::RsaPkcs1Sha384),
    (b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d\x05\x00", Algorithm::RsaPkcs1Sha512),
    (b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02", Algorithm::EcdsaP256Sha256),
];
