//! What must come of each delivery: written by hand from what the vendors publish, never from what the code answers.

use super::delivery::Fault::{self, *};
use super::system::System::{self, *};

/// One delivery with the answer it must get.
pub(crate) struct Case {
    pub(crate) system: System,
    pub(crate) fault: Fault,
    /// The code, or `ok`, with the number of the secret that matched where it is not the first.
    pub(crate) code: &'static str,
    /// The HTTP status.
    pub(crate) status: u16,
    /// What the scheme cannot see, where a fault passes.
    pub(crate) note: &'static str,
}

const fn case(system: System, fault: Fault, code: &'static str, status: u16) -> Case {
    Case { system, fault, code, status, note: "" }
}

/// A fault that the system's own scheme does not cover, so that no receiver can detect it.
const fn not_covered(system: System, fault: Fault, note: &'static str) -> Case {
    Case { system, fault, code: "ok", status: 200, note }
}

pub(crate) const CASES: &[Case] = &[
    case(IexExchanger, Genuine, "ok", 200),
    case(IexExchanger, BodyChanged, "signature_mismatch", 401),
    case(IexExchanger, TypeHeaderChanged, "signature_mismatch", 401),
    case(IexExchanger, Stale, "timestamp_too_old", 401),
    case(IexExchanger, StaleMadeFresh, "signature_mismatch", 401),
    case(IexExchanger, Future, "timestamp_in_future", 401),
    case(IexExchanger, SignatureMissing, "missing_header", 401),
    case(IexExchanger, SignatureCutShort, "malformed_signature", 400),
    case(IexExchanger, SignatureTwice, "duplicate_header", 401),
    case(IexExchanger, WrongSecret, "signature_mismatch", 401),
    case(IexExchanger, PreviousSecret, "ok, secret 2", 200),
    case(IexExchanger, InvalidUtf8, "ok", 200),
    case(IexExchanger, InvalidUtf8Replaced, "signature_mismatch", 401),
    case(IexExchanger, UnknownType, "ok", 200),
    //
    case(Miex, Genuine, "ok", 200),
    case(Miex, BodyChanged, "signature_mismatch", 401),
    not_covered(Miex, TypeHeaderChanged, "not covered: MIEX signs no header"),
    not_covered(Miex, Stale, "not covered: MIEX signs no timestamp"),
    not_covered(Miex, Future, "not covered: MIEX signs no timestamp"),
    case(Miex, SignatureMissing, "missing_header", 401),
    case(Miex, SignatureCutShort, "malformed_signature", 400),
    case(Miex, SignatureTwice, "duplicate_header", 401),
    case(Miex, WrongSecret, "signature_mismatch", 401),
    case(Miex, PreviousSecret, "ok, secret 2", 200),
    case(Miex, InvalidUtf8, "ok", 200),
    case(Miex, InvalidUtf8Replaced, "signature_mismatch", 401),
    case(Miex, UnknownType, "ok", 200),
    //
    case(Hubex, Genuine, "ok", 200),
    case(Hubex, TokenInQuery, "ok", 200),
    not_covered(Hubex, BodyChanged, "not covered: HubEx publishes no signature"),
    not_covered(Hubex, Stale, "not covered: HubEx sends no signed timestamp"),
    not_covered(Hubex, Future, "not covered: HubEx sends no signed timestamp"),
    case(Hubex, SignatureMissing, "malformed_signature", 400),
    case(Hubex, SignatureCutShort, "signature_mismatch", 401),
    case(Hubex, SignatureTwice, "malformed_url", 400),
    case(Hubex, WrongSecret, "signature_mismatch", 401),
    case(Hubex, PreviousSecret, "ok, secret 2", 200),
    case(Hubex, InvalidUtf8, "ok", 200),
    case(Hubex, UnknownType, "ok", 200),
    //
    case(Bitex, Genuine, "ok", 200),
    not_covered(Bitex, BodyChanged, "not covered: Bitex sends a fixed digest of the key"),
    not_covered(Bitex, Stale, "not covered: Bitex signs no timestamp"),
    not_covered(Bitex, Future, "not covered: Bitex signs no timestamp"),
    case(Bitex, SignatureMissing, "missing_header", 401),
    case(Bitex, SignatureCutShort, "malformed_signature", 400),
    case(Bitex, SignatureTwice, "duplicate_header", 401),
    case(Bitex, WrongSecret, "signature_mismatch", 401),
    case(Bitex, PreviousSecret, "ok, secret 2", 200),
    case(Bitex, InvalidUtf8, "ok", 200),
    case(Bitex, UnknownType, "ok", 200),
];
