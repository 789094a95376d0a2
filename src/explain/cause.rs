//! The closed set of causes, and the sentence that says what to do about each.

macro_rules! causes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $sentence:literal;)*) => {
        /// Why a request was refused, the same string on every runtime.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Cause {
            $($(#[$doc])* $variant,)*
        }

        impl Cause {
            /// Every cause.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, such as `body_reserialised`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The sentence, with `{}` where the finding's detail goes and `{name}` where its name does.
            pub(super) const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }
        }
    };
}

impl Cause {
    /// Whether it is something about one of the secrets, so that its place is worth saying.
    pub(super) const fn is_about_secret(self) -> bool {
        matches!(
            self,
            Self::SecretMissing
                | Self::SecretMalformed
                | Self::SecretWeak
                | Self::SecretWhitespace
                | Self::SecretQuotes
                | Self::SecretPrefix
                | Self::SecretDecoding
                | Self::SecretOther
                | Self::SecretLooksWrong
        )
    }
}

causes! {
    /// A line end at the end of the body was added or lost.
    BodyNewline = "body_newline", "a line end at the end of the body was {} on the way: hand verify the bytes as they came, not a line or a text made of them";
    /// The body's line ends were changed.
    BodyLineEnds = "body_line_ends", "the line ends of the body were changed ({}): hand verify the bytes as they came, read in no text mode";
    /// White space around the body was added or lost.
    BodyTrimmed = "body_trimmed", "white space around the body was {} on the way: hand verify the bytes as they came, and trim later if at all";
    /// A byte order mark was added or lost.
    BodyBom = "body_bom", "a byte order mark before the body was {} on the way: read the body as bytes (`request.arrayBuffer()`), not as text, which drops the mark";
    /// The body is in base64 and was not signed so, or the other way round.
    BodyBase64 = "body_base64", "the body was base64-{} on the way: where a gateway encodes it (AWS Lambda says so in `isBase64Encoded`), undo exactly that before verify";
    /// The signature is that of the body before it was compressed.
    BodyCompressed = "body_compressed", "the body is compressed, and the signature is that of its content: inflate it before verify";
    /// The request says that its body is compressed, and the body that arrived is not.
    BodyInflated = "body_inflated", "the request says that its body is compressed, and it no longer is: verify before the layer that inflates it (in Express `express.raw({ inflate: false, type: () => true })`)";
    /// The body is a JSON string of what was signed, or the other way round.
    BodyDoubleEncoded = "body_double_encoded", "the body was {}: call no `JSON.stringify` or `JSON.parse` on it before verify";
    /// The body's text was read in one character set and written in another.
    BodyMojibake = "body_mojibake", "the body was {} on the way: read it as bytes, in no character set";
    /// The body stands in a form field, or stood in one.
    BodyForm = "body_form", "the body was {}: hand verify the body as it was sent, and take fields apart afterwards";
    /// The body is a form that was parsed and written again.
    BodyFormRewritten = "body_form_rewritten", "the form in the body was parsed and written again before it reached verify: in Express put `express.raw({ type: () => true })` before `express.urlencoded()`, elsewhere take the raw bytes";
    /// The body is JSON that was parsed and written again.
    BodyReserialised = "body_reserialised", "the body was parsed and re-serialised before it reached verify (signed was JSON that is {}): in Express put `express.raw({ type: () => true })` before `express.json()`, elsewhere take the raw bytes, as `request.arrayBuffer()` gives them";
    /// The body is empty, and was not when it was signed.
    BodyConsumed = "body_consumed", "the body is empty: was its stream read by something else before? Read it once, and hand the same bytes to verify and to the parser";
    /// The signature is that of an empty body.
    BodySignedEmpty = "body_signed_empty", "the signature is that of an empty body: the sender signed no body, or signed before it had one";
    /// Bytes of the body that are no UTF-8 were replaced.
    BodyLossy = "body_lossy", "the body holds U+FFFD, which stands where bytes that are no UTF-8 were replaced: read it as bytes, not as text";
    /// The body is shorter than the request says.
    BodyTruncated = "body_truncated", "the body is shorter than `Content-Length` says and ends in the middle: is there a size limit, or was only its first piece read?";
    /// The body is not as long as the request says.
    BodyAltered = "body_altered", "the body has not the length that `Content-Length` says, so it is not what was sent: hand verify the raw bytes, before anything parses or rewrites them";

    /// There is no secret.
    SecretMissing = "secret_missing", "a secret is empty: is the environment variable set where this runs?";
    /// A secret cannot be decoded.
    SecretMalformed = "secret_malformed", "a secret cannot be decoded as the scheme says: was it copied whole, and is it the signing secret?";
    /// A secret is right, and shorter than what is taken without being asked.
    SecretWeak = "secret_weak", "a secret has fewer than 16 bytes: if the sender gives no longer one, allow weak secrets by name";
    /// There are more secrets than may be.
    SecretsTooMany = "secrets_too_many", "there are more than eight secrets: keep the current one and the one before";
    /// White space around the secret.
    SecretWhitespace = "secret_whitespace", "the secret has white space at its ends that was {}: check how it gets into the environment (`echo` adds a line end, `printf %s` does not)";
    /// Quotes around the secret.
    SecretQuotes = "secret_quotes", "the secret stands in quotes that are not part of it: remove them where it is set (a `.env` file for Docker takes them literally)";
    /// A prefix of the secret that does not belong there, or is missing.
    SecretPrefix = "secret_prefix", "the prefix of the secret was {}: set it exactly as the sender's page shows it";
    /// The secret is decoded otherwise than its sender does.
    SecretDecoding = "secret_decoding", "the sender's key is the secret {}, which is not how this scheme reads it: pass the key's bytes, or set the scheme's `key.encoding`";
    /// A secret of another webhook is the right one.
    SecretOther = "secret_other", "the request is signed with the secret of another webhook: were two secrets or two endpoints mixed up, or test and live?";
    /// The secret looks like something else.
    SecretLooksWrong = "secret_looks_wrong", "the secret looks like {}, not like a signing secret: take the one that the sender shows for this endpoint";

    /// The signature is in another encoding.
    SignatureEncoding = "signature_encoding", "the signature matches, but it is written {}: set the scheme's `signature.encoding`, or is something between rewriting headers?";
    /// The signature has another prefix, or none.
    SignaturePrefix = "signature_prefix", "the signature matches, but the text before it is not the scheme's: hand over the header as it came, or set the scheme's `signature.prefix`";
    /// The signature has lost its end.
    SignatureTruncated = "signature_truncated", "the signature in `{name}` is shorter than one of this scheme: was the header cut short?";
    /// The signature is not one of this scheme.
    SignatureMalformed = "signature_malformed", "{} stands no signature as this scheme writes it: is it the right header and the right provider?";
    /// The signature is of another algorithm.
    Algorithm = "algorithm", "the signature matches with {}, which is not this scheme's algorithm: set the scheme's `algorithm`, or choose the sender's newer signature";

    /// The timestamp is in another unit than the scheme's.
    TimestampUnit = "timestamp_unit", "the timestamp is in {}, which is not the scheme's unit: set the scheme's `timestamp.unit`";
    /// The timestamp is in another form.
    TimestampFormat = "timestamp_format", "the timestamp is {}, and this scheme takes plain decimal digits: is it the header that the sender wrote?";
    /// Another timestamp was signed than the one that stands in the request.
    TimestampConverted = "timestamp_converted", "what was signed is the timestamp in {}, and the request holds it in another unit: hand over the header as it came";
    /// The request is authentic, or at least well-formed, and too old.
    TimestampOld = "timestamp_old", "the timestamp lies before the window: is this a replay or a late retry, or is the clock of this machine ahead?";
    /// The timestamp lies in the future.
    TimestampFuture = "timestamp_future", "the timestamp lies after the window: is the clock of this machine behind?";

    /// The URL's scheme differs from the one that was signed.
    UrlScheme = "url_scheme", "the sender signed the URL with {}: behind a proxy that ends TLS, give verify the public URL";
    /// The URL's host differs from the one that was signed.
    UrlHost = "url_host", "the sender signed the URL with another host, {}: give verify the public URL that is registered with the sender";
    /// The URL's port differs from the one that was signed.
    UrlPort = "url_port", "the sender signed the URL {}: give verify the URL exactly as it is registered with the sender";
    /// The URL ends in a slash, or does not.
    UrlSlash = "url_slash", "the sender signed the URL {} at the end of its path: register and verify one and the same spelling";
    /// The URL has a query, or has lost it.
    UrlQuery = "url_query", "the sender signed the URL {}: give verify the URL exactly as it is registered with the sender";
    /// The URL's path differs from the one that was signed.
    UrlPath = "url_path", "the sender signed another path, {}: in Express use `request.originalUrl`, behind a proxy the public path";
    /// The URL is spelled with other escapes.
    UrlEscapes = "url_escapes", "the sender signed the URL {}: give verify the URL as it came, not decoded and not encoded again";
    /// A path was given where the whole URL is signed.
    UrlRelative = "url_relative", "the sender signed the whole URL, and verify was given no more than a path: give it the public URL that is registered with the sender";
    /// The method differs from the one that was signed.
    Method = "method", "the sender signed another method, {}: give verify the method of the request as it came";

    /// A header that the scheme needs is missing.
    HeaderMissing = "header_missing", "header `{name}` is missing: does a proxy drop it, does the sender sign at all, and is this the right provider?";
    /// A header that the scheme needs stands under a similar name.
    HeaderRenamed = "header_renamed", "header `{name}` stands under another name, {}: hand over the headers as they came, not CGI or environment variables";
    /// A header stands more than once.
    HeaderDuplicate = "header_duplicate", "header `{name}` stands more than once, also where values are joined by a comma: does a proxy add one of its own?";
    /// White space or quotes around a header's value.
    HeaderSpaces = "header_spaces", "header `{name}` was given white space or quotes that it did not have: hand over the headers as they came";
    /// A header that cannot be what the scheme asks for.
    HeaderMalformed = "header_malformed", "header `{name}` is empty, too long, or holds characters that may not stand there";
    /// The request is signed as another provider does.
    OtherProvider = "other_provider", "the request is signed as `{name}` signs: choose that provider, or the other secret";
    /// The request has what another provider's requests have.
    OtherHeaders = "other_headers", "the request has the signature header of `{name}`: was the right provider chosen for this endpoint?";
    /// What the verifier was given is not enough, or makes no sense.
    Refused = "refused", "{}";
    /// None of the known causes.
    Unknown = "unknown", "none of the usual causes could be shown; look at three things: whether this is the secret that the sender shows for this very endpoint, whether the URL is the public one where the scheme signs it, and whether the body is the raw bytes, not parsed and re-serialised";
}
