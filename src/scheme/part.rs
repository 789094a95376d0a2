//! What a signed message is made of, and what a signature therefore covers.

use core::fmt;

use super::{List, Text};

/// One piece of the message that is signed, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// A fixed text, such as the `.` between two fields.
    Text(Text),
    /// The timestamp, as the raw text of its header.
    Timestamp,
    /// The event id, as the raw text of its header.
    Id,
    /// The event type, as the raw text of its header.
    Type,
    /// The nonce, as the raw text of its header.
    Nonce,
    /// Another header, as its raw text.
    Header(Text),
    /// The raw body.
    Body,
    /// Lower-case hex of SHA-256 of the raw body.
    BodySha256Hex,
    /// The HTTP method, in upper case.
    Method,
    /// The path of the URL, as sent.
    Path,
    /// The query of the URL: decoded, RFC 3986 percent-encoded again, pairs sorted bytewise and joined with `&`.
    CanonicalQuery,
    /// Padded base64 of SHA-256 of the raw body.
    BodySha256Base64,
    /// The raw body, refused where it does not begin with `{`: a vendor whose handshake signs other texts would have signed any.
    BodyObject,
    /// The absolute URL, as given.
    Url,
    /// The absolute URL with `%3A %2F %3F %40 %21 %24 %27 %28 %29 %2A %2C %3B` decoded, as `HubSpot`'s v3 has it.
    UrlHubspot,
    /// The URL from its path on, as given; `/` stands for a path that is empty.
    PathAndQuery,
    /// The URL from its path on, its query percent-encoded once more and then the whole, as Contentful has it.
    PathAndQueryContentful,
    /// The pairs of the form in the body, decoded, sorted bytewise by name, each name followed by its value.
    SortedForm(Repeats),
    /// A single value of the request: a header, a parameter of the query, a field of the form or of the JSON in the body.
    Value(Value),
    /// The headers that the request itself lists, as `name:value;name:value`.
    NamedHeaders(NamedHeaders),
    /// CRC-32 of the raw body in decimal. Whoever alters the body can repair it, so it covers nothing.
    #[cfg(feature = "asymmetric")]
    BodyCrc32,
    /// What the vendor called the receiver when it registered, such as the webhook id of `PayPal`; see
    /// [`WebhookBuilder::registration`](crate::WebhookBuilder::registration).
    #[cfg(feature = "asymmetric")]
    Registration,
}

/// Why a [`Part::BodyObject`] is refused.
pub(crate) const NO_OBJECT: &str = "does not begin with `{`";

/// What becomes of a name that stands more than once in a sorted form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// The request is refused.
    Refused,
    /// All its values follow in bytewise order, each after the name.
    Kept,
    /// Its distinct values follow in bytewise order, each after the name, as Twilio has it.
    Distinct,
}

/// A single value of the request and how it is written into the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub(crate) source: Source,
    pub(crate) optional: bool,
    pub(crate) lower_case: bool,
    pub(crate) not_hex: bool,
    pub(crate) before: Text,
    pub(crate) after: Text,
}

/// Where a single value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The header of this name, as its raw text.
    Header(Text),
    /// The parameter of this name in the URL's query, decoded.
    Query(Text),
    /// The field of this name in the form that the body is, decoded.
    Form(Text),
    /// What stands at this pointer (RFC 6901) in the JSON body: a string's text, a number as written, `true` or `false`.
    Json(Text),
}

impl Value {
    /// The raw text of the header `name`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::of(Source::Header(Text::new(name)))
    }

    /// The parameter `name` of the URL's query, decoded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::of(Source::Query(Text::new(name)))
    }

    /// The field `name` of the form in the body, decoded.
    #[must_use]
    pub const fn form(name: &'static str) -> Self {
        Self::of(Source::Form(Text::new(name)))
    }

    /// What stands at `pointer` (RFC 6901) in the JSON body.
    #[must_use]
    pub const fn json(pointer: &'static str) -> Self {
        Self::of(Source::Json(Text::new(pointer)))
    }

    /// The value at `source`, which must be there, with nothing around it.
    #[must_use]
    pub const fn of(source: Source) -> Self {
        Self { source, optional: false, lower_case: false, not_hex: false, before: Text::new(""), after: Text::new("") }
    }

    /// Where it is absent, nothing is written: neither it nor what stands around it.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Its ASCII letters in lower case.
    #[must_use]
    pub const fn lower_case(mut self) -> Self {
        self.lower_case = true;
        self
    }

    /// Refused where it is nothing but 20 to 40 hex digits, or those and a line break: a vendor whose handshake signs such texts
    /// would have signed any.
    #[must_use]
    pub const fn not_hex(mut self) -> Self {
        self.not_hex = true;
        self
    }

    /// Between these fixed texts. It may not hold the first character of `after`, unless it is the first field of the message and
    /// the next part is not an optional value.
    #[must_use]
    pub const fn between(mut self, before: &'static str, after: &'static str) -> Self {
        super::put(&mut self.before, Text::new(before));
        super::put(&mut self.after, Text::new(after));
        self
    }
}

/// Headers that a request itself lists as signed, in a header of comma-separated names in lower case and in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedHeaders {
    /// The header that lists them. It must list itself, and the timestamp's header where there is one.
    pub(crate) list: Text,
    /// Those that may be listed.
    pub(crate) of: List<Text>,
}

impl NamedHeaders {
    /// Those of the headers `of` that the header `list` names.
    #[must_use]
    pub const fn new(list: &'static str, of: &'static [Text]) -> Self {
        Self { list: Text::new(list), of: List::new(of) }
    }
}

/// Something that a signature covers: if it alone were changed, the signature would not match.
///
/// Where a message sets two fields side by side with nothing between them, as `bitex-whitelabeler` does, what moves from the
/// end of one to the start of the next is not noticed. An id or nonce that is followed by fixed text may not hold the text's
/// first character, so that cannot happen there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Covered<'a> {
    /// The body, byte for byte.
    Body,
    /// The event id.
    Id,
    /// The event type.
    Type,
    /// The timestamp.
    Timestamp,
    /// The nonce.
    Nonce,
    /// The HTTP method.
    Method,
    /// The host of the URL and its port.
    Authority,
    /// The path of the URL.
    Path,
    /// The query of the URL, up to the order of its pairs.
    Query,
    /// The URL.
    Url,
    /// The fields of the form in the body, up to their order.
    Form,
    /// The headers that the request lists in the header of this name.
    Headers(&'a str),
    /// A parameter of the URL's query, by name.
    QueryParameter(&'a str),
    /// A field of the form in the body, by name.
    FormField(&'a str),
    /// What stands at this pointer in the JSON body.
    Json(&'a str),
    /// Another header, by name.
    Header(&'a str),
}

impl Part {
    /// A fixed text.
    #[must_use]
    pub const fn text(text: &'static str) -> Self {
        Self::Text(Text::new(text))
    }

    /// The raw text of the header `name`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::Header(Text::new(name))
    }

    /// The value at `pointer` (RFC 6901) in the JSON body.
    #[must_use]
    pub const fn json(pointer: &'static str) -> Self {
        Self::Value(Value::json(pointer))
    }

    /// What this part covers; nothing for fixed text.
    pub(crate) fn covered(&self) -> Option<Covered<'_>> {
        Some(match self {
            Self::Text(_) => return None,
            #[cfg(feature = "asymmetric")]
            Self::BodyCrc32 | Self::Registration => return None,
            Self::Timestamp => Covered::Timestamp,
            Self::Id => Covered::Id,
            Self::Type => Covered::Type,
            Self::Nonce => Covered::Nonce,
            Self::Header(name) => Covered::Header(name),
            Self::Body | Self::BodyObject | Self::BodySha256Hex | Self::BodySha256Base64 => Covered::Body,
            Self::Method => Covered::Method,
            Self::Path => Covered::Path,
            Self::CanonicalQuery => Covered::Query,
            Self::Url | Self::UrlHubspot | Self::PathAndQuery | Self::PathAndQueryContentful => Covered::Url,
            Self::SortedForm(_) => Covered::Form,
            Self::NamedHeaders(headers) => Covered::Headers(&headers.list),
            Self::Value(value) => match &value.source {
                Source::Header(name) => Covered::Header(name),
                Source::Query(name) => Covered::QueryParameter(name),
                Source::Form(name) => Covered::FormField(name),
                Source::Json(pointer) => Covered::Json(pointer),
            },
        })
    }

    pub(crate) const fn is_body(&self) -> bool {
        #[cfg(feature = "asymmetric")]
        if matches!(self, Self::BodyCrc32) {
            return true;
        }
        matches!(self, Self::Body | Self::BodyObject | Self::BodySha256Hex | Self::BodySha256Base64)
    }

    /// Whether it may have any length and nearly any content, so that nothing but what follows it says where it ends.
    pub(crate) const fn is_unbounded(&self) -> bool {
        #[cfg(feature = "asymmetric")]
        if matches!(self, Self::BodyCrc32 | Self::Registration) {
            return false;
        }
        !matches!(self, Self::Text(_) | Self::Timestamp | Self::Method | Self::BodySha256Hex | Self::BodySha256Base64)
    }

    /// The fixed text that stands before and after it whenever it stands there itself.
    pub(crate) const fn text_around(&self) -> (&str, &str) {
        match self {
            Self::Value(value) => (value.before.as_str(), value.after.as_str()),
            _ => ("", ""),
        }
    }

    pub(crate) const fn reads_url(&self) -> bool {
        match self {
            Self::Path | Self::CanonicalQuery | Self::PathAndQuery | Self::PathAndQueryContentful => true,
            Self::Value(value) => matches!(value.source, Source::Query(_)),
            _ => self.reads_whole_url(),
        }
    }

    /// Whether scheme and host of the URL are signed too.
    pub(crate) const fn reads_whole_url(&self) -> bool {
        matches!(self, Self::Url | Self::UrlHubspot)
    }

    /// Whether fields of the body are read for it, so that the body has to be there before the message is known.
    pub(crate) const fn reads_body(&self) -> bool {
        match self {
            Self::SortedForm(_) => true,
            // Without a heap no body comes in pieces.
            Self::BodyObject => cfg!(feature = "alloc"),
            Self::Value(value) => matches!(value.source, Source::Form(_) | Source::Json(_)),
            _ => false,
        }
    }

    /// Whether it is worked out before the message is fed: all that is not a field of the request as it stands.
    pub(crate) const fn is_derived(&self) -> bool {
        matches!(self, Self::UrlHubspot | Self::PathAndQueryContentful | Self::SortedForm(_) | Self::Value(_) | Self::NamedHeaders(_))
    }
}

impl Covered<'_> {
    /// What it is called, and the name of what it is where there are many.
    const fn pieces(&self) -> (&'static str, &str) {
        match self {
            Self::Body => ("body", ""),
            Self::Id => ("id", ""),
            Self::Type => ("type", ""),
            Self::Timestamp => ("timestamp", ""),
            Self::Nonce => ("nonce", ""),
            Self::Method => ("method", ""),
            Self::Authority => ("authority", ""),
            Self::Path => ("path", ""),
            Self::Query => ("query", ""),
            Self::Url => ("url", ""),
            Self::Form => ("form", ""),
            Self::Header(name) => ("header:", name),
            Self::Headers(name) => ("headers:", name),
            Self::QueryParameter(name) => ("query:", name),
            Self::FormField(name) => ("form:", name),
            Self::Json(pointer) => ("json:", pointer),
        }
    }

    /// Whether its name is that of a header, which has no case.
    const fn has_header_name(&self) -> bool {
        matches!(self, Self::Header(_) | Self::Headers(_))
    }

    /// The name, as [`Display`](fmt::Display) writes it: `body`, `timestamp`, `header:x-account`.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn name(&self) -> alloc::string::String {
        let (kind, name) = self.pieces();
        let mut text = super::joined(&[kind, name]);
        if self.has_header_name() {
            text.make_ascii_lowercase();
        }
        text
    }
}

impl fmt::Display for Covered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = self.pieces();
        f.write_str(kind)?;
        if !self.has_header_name() {
            return f.write_str(name);
        }
        name.bytes().try_for_each(|byte| fmt::Write::write_char(f, byte.to_ascii_lowercase().into()))
    }
}
