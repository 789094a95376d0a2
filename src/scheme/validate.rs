//! Whether a scheme makes sense; a refusal names the field and says what to change.

use super::{ANY_KEY, Algorithm, Encoding, Field, Grammar, KeyEncoding, Part, Place, Scheme, Source, Text, TimestampPlace};
use crate::{Error, limits, plan::Plan};

/// The first thing that makes no sense.
#[derive(Default)]
struct Check(Option<Error>);

impl Check {
    // Not copied to each of its many callers.
    #[inline(never)]
    fn demand(&mut self, met: bool, field: &'static str, why: &'static str) {
        if !met && self.0.is_none() {
            self.0 = Some(Error::scheme(field, why));
        }
    }

    #[inline(never)]
    fn pointer(&mut self, pointer: &str, field: &'static str) {
        let plain = pointer.as_bytes().first() == Some(&b'/') && made_of(pointer, 1, usize::MAX, |byte| byte >= b' ');
        self.demand(plain, field, "must be a JSON pointer (RFC 6901)");
    }

    /// A name in a query or a form, and one that a line of what bindings are told can hold.
    #[inline(never)]
    fn field_name(&mut self, name: &str, field: &'static str) {
        self.demand(made_of(name, 1, NAME_BYTES, |byte| byte.is_ascii_graphic()), field, "is not a name in visible ASCII");
    }

    #[inline(never)]
    fn header_name(&mut self, name: &str, field: &'static str) {
        self.demand(made_of(name, 1, NAME_BYTES, is_token_char), field, "is not a header name");
    }
}

/// Space and the visible characters of ASCII: all that may stand in a header value that a scheme reads.
pub(crate) const fn is_visible(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e)
}

/// A `tchar` of RFC 9110, section 5.6.2.
pub(crate) const fn is_token_char(byte: u8) -> bool {
    matches!(byte,
        b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
}

impl Scheme {
    /// Checks every field against the others.
    ///
    /// # Errors
    /// [`Code::InvalidScheme`](crate::Code::InvalidScheme), naming the first field that makes no sense.
    pub fn validate(&self) -> Result<(), Error> {
        self.checked_plan().map(|_| ())
    }

    /// The headers that a scheme which makes sense reads.
    pub(crate) fn checked_plan(&self) -> Result<Plan, Error> {
        let mut check = Check::default();
        self.check_name(&mut check);
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(family) = &self.family {
            let own = family.stands_alone_in(self);
            check.demand(own, "message", "and all that belongs to it do not go with `jws` or `httpSignature`");
            self.check_key(&mut check);
            return check.0.map_or_else(|| family.validate(), Err).map(|()| Plan::new(self).0);
        }
        self.check_message(&mut check);
        self.check_signature(&mut check);
        self.check_timestamp(&mut check);
        let plan = self.check_places(&mut check);
        self.check_key(&mut check);
        check.0.map_or(Ok(plan), Err)
    }

    fn check_name(&self, check: &mut Check) {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        check.demand(made_of(&self.name, 1, 64, plain), "name", "must be 1 to 64 of a-z, 0-9 and `-`");
    }

    fn check_message(&self, check: &mut Check) {
        const FIELD: &str = "message";
        if matches!(self.algorithm, Algorithm::Sha256OfKey | Algorithm::Token) {
            check.demand(self.message.is_empty(), FIELD, "must be left out: this algorithm covers nothing");
            return;
        }
        check.demand(self.message.len() <= limits::PARTS, FIELD, "has more than 32 parts");
        let covers = self.body_digest.is_some() || self.has(|part| part.covered().is_some());
        check.demand(covers, FIELD, "covers nothing");
        let mut open: Option<&Part> = None;
        for (place, part) in self.message.iter().enumerate() {
            let twice = |other: &Part| if part.is_body() { other.is_body() } else { part == other && !matches!(part, Part::Text(_)) };
            check.demand(!self.message.iter().take(place).any(twice), FIELD, "has a field more than once");
            // The window gives a timestamp its length, so it parts nothing where both its neighbours could take digits from it.
            if part.is_unbounded() {
                let touching = open.is_some_and(|open| open.text_around().1.is_empty() && part.text_around().0.is_empty());
                check.demand(!touching || self.unseparated, FIELD, "has two fields side by side; part them by a text");
                open = Some(part);
            } else if !matches!(part, Part::Timestamp) {
                open = None;
            }
        }
        #[cfg(not(feature = "alloc"))]
        check.demand(!self.derives(), FIELD, "reads fields of the body or rewrites the URL, which needs the feature `alloc`");
        if let Some(name) = &self.body_digest {
            let digested = !self.signs_body() && self.has(|part| matches!(part, Part::Url));
            check.demand(digested, "bodyDigest", "needs `url` and no body in the message");
            check.field_name(name, "bodyDigest.query");
        }
        for part in self.message.iter() {
            self.check_part(part, check);
        }
    }

    fn check_part(&self, part: &Part, check: &mut Check) {
        const FIELD: &str = "message";
        let (field, placed) = match part {
            Part::Text(text) => return check.demand(!text.is_empty(), FIELD, "has an empty text"),
            Part::Header(name) => return check.header_name(name, FIELD),
            Part::Value(value) => match &value.source {
                Source::Header(name) => return check.header_name(name, FIELD),
                Source::Query(name) | Source::Form(name) => return check.field_name(name, FIELD),
                Source::Json(pointer) => return check.pointer(pointer, FIELD),
            },
            Part::NamedHeaders(headers) => {
                let mut itself = false;
                for name in headers.of.iter() {
                    check.header_name(name, FIELD);
                    itself |= name.eq_ignore_ascii_case(&headers.list);
                }
                check.header_name(&headers.list, FIELD);
                return check.demand(itself, FIELD, "must let the list name itself");
            }
            Part::Timestamp => ("timestamp", self.timestamp.is_some()),
            Part::Id => ("id", self.id_header().is_some()),
            Part::Type => ("type", self.type_header().is_some()),
            Part::Nonce => ("nonce", self.nonce.is_some()),
            _ => return,
        };
        check.demand(placed, field, "is in the message: say where it stands");
    }

    fn check_signature(&self, check: &mut Check) {
        let token = self.algorithm == Algorithm::Token;
        let raw = self.signature.encoding == Encoding::Raw;
        match &self.signature.place {
            Place::Header(_) | Place::Headers(_) => {}
            Place::Url(parameter) => {
                let legible = made_of(parameter, 1, usize::MAX, crate::url::is_unreserved);
                check.demand(token, "signature.urlToken", "goes with tokens only");
                check.demand(legible, "signature.urlToken", "must be of A-Z a-z 0-9 - . _ ~");
            }
            Place::Form(name) => check.field_name(name, "signature.form"),
            Place::Json(pointer) => check.pointer(pointer, "signature.json"),
        }
        for name in self.signature.place.headers() {
            check.header_name(name, "signature.header");
        }
        let why = if token { "must be left out for a token" } else { "must be hex, hex-any-case, base64 or base64url" };
        check.demand(raw == token, "signature.encoding", why);
        self.check_grammar(check, token);
    }

    fn check_grammar(&self, check: &mut Check, token: bool) {
        const VISIBLE: &str = "must be at most 64 of visible ASCII, spaces at its end only";
        let visible = |text: &str| made_of(text, 0, limits::MARK_BYTES, |byte| byte.is_ascii_graphic());
        let separator = match &self.signature.grammar {
            Grammar::Plain { prefix, optional } => {
                // As `Bearer ` does.
                let word = prefix.strip_suffix(' ').unwrap_or(prefix);
                let whole = visible(word) && prefix.len() <= limits::MARK_BYTES && word.is_empty() == prefix.is_empty();
                check.demand(whole, "signature.prefix", VISIBLE);
                let told_apart = !prefix.bytes().all(|byte| self.signature.encoding.holds(byte));
                check.demand(!optional || told_apart, "signature.prefixOptional", "needs a prefix that no signature begins with");
                return;
            }
            Grammar::Tagged { separator, tag } => {
                let whole = visible(tag) && !tag.bytes().any(|byte| byte == separator.byte);
                check.demand(whole, "signature.list.tag", "must be at most 64 of visible ASCII, without the separator");
                separator
            }
            Grammar::KeyValue { separator, assign, key, timestamp_key } => {
                let name = |text: &Text| made_of(text, 1, limits::MARK_BYTES, is_name_char);
                check.demand(name(key) || key.as_str() == ANY_KEY, "signature.list.key", "must be letters, digits, `-` and `_`, or `*`");
                let apart = timestamp_key.as_ref().is_none_or(|own| name(own) && own != key);
                let why = "must be letters, digits, `-` and `_`, and not the signature's key";
                check.demand(apart, "signature.list.timestampKey", why);
                let apart = |byte: u8| !is_name_char(byte) && is_visible(byte);
                check.demand(apart(separator.byte), "signature.list.separator", "must not be `-` or `_`");
                check.demand(
                    apart(*assign) && *assign != separator.byte,
                    "signature.list.assign",
                    "must not be the separator, `-`, `_`, a letter or a digit",
                );
                separator
            }
            Grammar::Positional { separator } => {
                let apart = !matches!(separator.byte, b'-' | b':' | b'.' | b'+' | b' ');
                check.demand(apart, "signature.list.separator", "may stand in what it parts");
                separator
            }
        };
        check.demand(!token, "signature.list", "does not go with tokens");
        check.demand(!self.signature.encoding.holds(separator.byte), "signature.list.separator", "may stand in what it parts");
        // Where a host joins repeats by `, `, only the timestamp that then stands twice tells two headers from one.
        let told = !separator.spaced || self.signature.grammar.holds_timestamp();
        check.demand(told, "signature.list.separator", "has a space, which needs the timestamp in the list");
        let apart = is_visible(separator.byte) && !separator.byte.is_ascii_alphanumeric() && !(separator.spaced && separator.byte == b' ');
        check.demand(apart, "signature.list.separator", "must be one ASCII character, neither letter nor digit");
    }

    fn check_timestamp(&self, check: &mut Check) {
        let listed = self.signature.grammar.holds_timestamp();
        let Some(timestamp) = &self.timestamp else {
            check.demand(!listed, "timestamp", "is missing: it stands in the list");
            return;
        };
        let covered = |part: &Part| match (part, &timestamp.place) {
            (Part::Timestamp, _) => true,
            (Part::NamedHeaders(headers), TimestampPlace::Header(name)) => headers.of.iter().any(|own| own.eq_ignore_ascii_case(name)),
            (Part::Value(value), TimestampPlace::Json(pointer)) => matches!(&value.source, Source::Json(own) if own == pointer),
            (part, TimestampPlace::Json(_)) => part.is_body(),
            _ => false,
        };
        let why = "is not in the message: its window protects nothing";
        check.demand(self.message.iter().any(covered) || self.body_digest.is_some(), "timestamp", why);
        let bounded = |seconds: u32| (1..=limits::TOLERANCE_SECONDS).contains(&seconds);
        let whole = bounded(timestamp.tolerance_seconds) && timestamp.future_seconds.is_none_or(bounded);
        check.demand(whole, "timestamp.toleranceSeconds", "must be 1 to 86400 seconds");
        match &timestamp.place {
            TimestampPlace::Header(name) => check.header_name(name, "timestamp.header"),
            TimestampPlace::Json(pointer) => check.pointer(pointer, "timestamp.json"),
            TimestampPlace::List => check.demand(listed, "timestamp.header", "is missing"),
        }
        let once = !listed || matches!(timestamp.place, TimestampPlace::List);
        check.demand(once, "timestamp.header", "stands in the list too; keep one");
    }

    fn check_places(&self, check: &mut Check) -> Plan {
        for (field, name) in [(&self.id, "id"), (&self.event_type, "type")] {
            match field {
                Some(Field::Header(header)) => check.header_name(header, name),
                Some(Field::Json(pointer)) => check.pointer(pointer, name),
                None => {}
            }
        }
        if let Some(nonce) = &self.nonce {
            check.header_name(&nonce.header, "nonce.header");
            let (least, most) = nonce.restricted.unwrap_or((1, 1));
            check.demand(least >= 1 && least <= most && most <= limits::HEADER_BYTES, "nonce", "must allow 1 to 4096 bytes");
        }
        let (plan, whole) = Plan::new(self);
        check.demand(whole, "message", "reads more than 16 headers in all");
        for (place, name) in plan.names(self).enumerate() {
            let unique = !plan.names(self).take(place).any(|own| own.eq_ignore_ascii_case(name));
            check.demand(unique, "message", "reads one header in two roles");
        }
        plan
    }

    fn check_key(&self, check: &mut Check) {
        if let Some(name) = &self.key.id_header {
            check.header_name(name, "key.idHeader");
        }
        let token = self.algorithm == Algorithm::Token;
        check.demand(token || self.key.encoding != KeyEncoding::Basic, "key.encoding", "goes with tokens only");
        let url = matches!(self.signature.place, Place::Url(_));
        let why = "`url-token` and `signature.urlToken` go together";
        check.demand(url == (self.key.encoding == KeyEncoding::UrlToken), "key.encoding", why);
        check.demand(self.key.prefixes.iter().all(|prefix| !prefix.is_empty()), "key.prefixes", "has an empty prefix");
    }
}

/// Bytes of the longest name of a header or field.
const NAME_BYTES: usize = 128;

/// Whether a text has a length within these bounds, and no bytes of another class. Not copied to each of its callers.
#[inline(never)]
fn made_of(text: &str, least: usize, most: usize, class: fn(u8) -> bool) -> bool {
    text.len() >= least && text.len() <= most && text.bytes().all(class)
}

/// What the keys of a key=value list are made of.
const fn is_name_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
