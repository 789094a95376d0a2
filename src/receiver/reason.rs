//! Why a delivery is answered as it is: a closed set, with the status of each.

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $status:literal, $retry:literal;)*) => {
        /// Why a delivery is answered as it is, for logs and metrics; the same closed set in every language.
        ///
        /// A refused signature is answered by its [`Code`](crate::Code) instead.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $($(#[$doc])* $variant,)*
        }

        impl Reason {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, such as `processed`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The HTTP status. Success is 200 always: some senders take no other for it, and all take that.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* }
            }

            /// Seconds for `Retry-After`, where a sender should try again; of [`Busy`](Self::Busy) the store knows better.
            #[must_use]
            pub const fn retry_after(self) -> Option<u16> {
                match self { $(Self::$variant => match $retry { 0 => None, seconds => Some(seconds) },)* }
            }
        }
    };
}

/// What the statuses that a receiver answers with are called in HTTP (RFC 9110), where they are no success.
pub const TITLES: &[(u16, &str)] = &[
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (405, "Method Not Allowed"),
    (409, "Conflict"),
    (413, "Content Too Large"),
    (500, "Internal Server Error"),
    (503, "Service Unavailable"),
];

// A 4xx makes some senders give up, so whatever may be well next time is a 5xx.
reasons! {
    /// The handler ran, and the event is done.
    Processed = "processed", 200, 0;
    /// The delivery is stored, to be worked on later.
    Stored = "stored", 200, 0;
    /// The event was done before, or is stored already.
    Duplicate = "duplicate", 200, 0;
    /// The event was given up, and waits in the store for a person: the sender can do no more about it.
    Dead = "dead", 200, 0;
    /// Not POST. The answer has `Allow: POST`.
    NotPost = "not_post", 405, 0;
    /// The body is too large.
    TooLarge = "too_large", 413, 0;
    /// The body did not come in time.
    TooSlow = "too_slow", 503, 10;
    /// The body ended before it was whole.
    CutShort = "cut_short", 503, 10;
    /// The bytes of the body were lost before they got here.
    BodyTaken = "body_taken", 500, 0;
    /// There is no usable secret.
    NoSecret = "no_secret", 503, 60;
    /// The event's id is known with another body: the sender gave one id to two events.
    Conflict = "conflict", 409, 0;
    /// The event is being worked on.
    Busy = "busy", 503, 5;
    /// The store cannot be reached.
    StoreFailed = "store_failed", 503, 10;
    /// The handler failed.
    HandlerFailed = "handler_failed", 500, 0;
    /// The handler did not end in time.
    HandlerTimedOut = "handler_timed_out", 503, 10;
    /// Another took over while the handler ran, and is not done yet.
    Superseded = "superseded", 503, 5;
}
