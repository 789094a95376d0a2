//! What has to happen next when a delivery is received: one table, which the bindings in other languages are generated from.

use super::Reason;

/// Where the work is done, and when success is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The handler runs, then success is answered. A crash between its effect and the completion runs it again.
    Inline,
    /// The delivery is stored with its body and answered; the work is done later, from the store.
    Inbox,
    /// Claim, handler and completion are one transaction of the caller's database: it takes effect exactly once.
    Transactional,
}

macro_rules! happenings {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $inline:expr, $inbox:expr, $transactional:expr;)*) => {
        /// What happened. A refusal of a signature is [`Code::status`](crate::Code::status) and needs no table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Happened {
            $($(#[$doc])* $variant,)*
        }

        impl Happened {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, such as `not_post`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl Mode {
            /// What to do next.
            ///
            /// What cannot happen in a mode is answered as a failure of the receiver, so that the sender tries again.
            #[must_use]
            pub const fn next(self, happened: Happened) -> Next {
                match (happened, self) {
                    $((Happened::$variant, Self::Inline) => $inline,
                    (Happened::$variant, Self::Inbox) => $inbox,
                    (Happened::$variant, Self::Transactional) => $transactional,)*
                }
            }
        }
    };
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// Do this, and look up what comes of it.
    Do(Step),
    /// Give the event back so that it can be claimed at once (roll back, in a transaction), then answer this whatever becomes of it.
    Release(Reason),
    /// Answer this. A transaction that was not committed is rolled back.
    Answer(Reason),
}

/// What a receiver can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Claim the event in the store.
    Claim,
    /// Store the delivery with its body, if it is not there yet.
    Keep,
    /// Begin a transaction and claim the event in it.
    Begin,
    /// Run the handler, and extend the lease while it runs.
    Run,
    /// Record that the event is done.
    Complete,
    /// Record that the event is done, and commit.
    Commit,
    /// Record that the event is not tried again.
    Bury,
    /// Ask the store what became of the event.
    Look,
}

impl Step {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Claim, Self::Keep, Self::Begin, Self::Run, Self::Complete, Self::Commit, Self::Bury, Self::Look];

    /// The stable name, such as `claim`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Keep => "keep",
            Self::Begin => "begin",
            Self::Run => "run",
            Self::Complete => "complete",
            Self::Commit => "commit",
            Self::Bury => "bury",
            Self::Look => "look",
        }
    }
}

impl Mode {
    /// All of them, in the order of the table's columns.
    pub const ALL: &'static [Self] = &[Self::Inline, Self::Inbox, Self::Transactional];

    /// The stable name, such as `inline`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Inbox => "inbox",
            Self::Transactional => "transactional",
        }
    }
}

use Next::{Answer, Do, Release};
use Reason as R;
use Step as S;

/// What cannot happen in a mode.
const NEVER: Next = Answer(R::StoreFailed);

happenings! {
    /// The request's method is not POST.
    NotPost = "not_post", Answer(R::NotPost), Answer(R::NotPost), Answer(R::NotPost);
    /// The body is longer than the limit, by its announced or its real length. The rest is not read.
    TooLarge = "too_large", Answer(R::TooLarge), Answer(R::TooLarge), Answer(R::TooLarge);
    /// The body did not come within the time limit.
    TooSlow = "too_slow", Answer(R::TooSlow), Answer(R::TooSlow), Answer(R::TooSlow);
    /// The body ended before it was whole.
    CutShort = "cut_short", Answer(R::CutShort), Answer(R::CutShort), Answer(R::CutShort);
    /// Something before the receiver parsed or decoded the body, so its bytes are lost.
    BodyTaken = "body_taken", Answer(R::BodyTaken), Answer(R::BodyTaken), Answer(R::BodyTaken);
    /// There is no secret, or it could not be fetched, or it is refused.
    NoSecret = "no_secret", Answer(R::NoSecret), Answer(R::NoSecret), Answer(R::NoSecret);
    /// The signature matches.
    Verified = "verified", Do(S::Claim), Do(S::Keep), Do(S::Begin);
    /// The event was claimed.
    Won = "won", Do(S::Run), NEVER, Do(S::Run);
    /// The delivery is stored.
    Kept = "kept", NEVER, Answer(R::Stored), NEVER;
    /// The event was done before; or, in an inbox, is stored already.
    Done = "done", Answer(R::Duplicate), Answer(R::Duplicate), Answer(R::Duplicate);
    /// Another holds the event now.
    Busy = "busy", Answer(R::Busy), NEVER, Answer(R::Busy);
    /// The event's id is known with another body.
    Conflict = "conflict", Answer(R::Conflict), Answer(R::Conflict), Answer(R::Conflict);
    /// The event was given up before, and waits in the store for a person.
    Dead = "dead", Answer(R::Dead), Answer(R::Dead), Answer(R::Dead);
    /// The store cannot be reached, or does not answer in time.
    StoreFailed = "store_failed", Answer(R::StoreFailed), Answer(R::StoreFailed), Answer(R::StoreFailed);
    /// The handler came to its end.
    Returned = "returned", Do(S::Complete), NEVER, Do(S::Commit);
    /// The handler failed, and may be tried again.
    Threw = "threw", Release(R::HandlerFailed), NEVER, Release(R::HandlerFailed);
    /// The handler did not end within its time limit.
    TimedOut = "timed_out", Release(R::HandlerTimedOut), NEVER, Release(R::HandlerTimedOut);
    /// The handler failed, or did not end, at the last attempt that the receiver allows.
    Exhausted = "exhausted", Do(S::Bury), NEVER, Release(R::HandlerFailed);
    /// It is recorded that the event is done.
    Completed = "completed", Answer(R::Processed), NEVER, Answer(R::Processed);
    /// It is recorded that the event is given up.
    Buried = "buried", Answer(R::Dead), NEVER, NEVER;
    /// Another took over the event meanwhile: the lease was over, and the token is old.
    Superseded = "superseded", Do(S::Look), NEVER, Answer(R::Superseded);
    /// Who asked found the event done.
    FoundDone = "found_done", Answer(R::Duplicate), NEVER, NEVER;
    /// Who asked found the event not done.
    FoundOther = "found_other", Answer(R::Superseded), NEVER, NEVER;
}
