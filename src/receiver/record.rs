//! What becomes of the record of one event: absent, pending under a lease, then done or dead.
//!
//! The stores say the same in their own languages, and are tested by the same vectors (`tests/vectors/receiver`). Times are
//! milliseconds since 1970 by one clock, the store's own where it has one.

/// Who holds an event: 16 random bytes, new for every claim.
///
/// Every later change compares it, so one who lost the event to another changes nothing (fencing).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token(pub [u8; 16]);

/// Where an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Not done. It can be claimed once its lease is over.
    Pending,
    /// Done. It is not run again.
    Done,
    /// Given up after its last attempt. It is kept for a person.
    Dead,
}

impl State {
    /// The stable name: `pending`, `done` or `dead`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }
}

/// What a store keeps of one event, beside the delivery itself where an inbox keeps that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it stands.
    pub state: State,
    /// Who holds it, or held it last.
    pub token: Option<Token>,
    /// How often it was claimed.
    pub attempt: u32,
    /// Until when it is held, or is to be left alone after a failure.
    pub lease_until: i64,
    /// SHA-256 of the body.
    pub digest: [u8; 32],
    /// Until when it is remembered; `None`: until a person removes it.
    pub keep_until: Option<i64>,
}

/// What someone wants who claims an event.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// New for every claim, but the same when a claim is repeated because its answer was lost.
    pub token: Token,
    /// SHA-256 of the body.
    pub digest: [u8; 32],
    /// Milliseconds for which the claim holds.
    pub lease: i64,
    /// Milliseconds for which the event is remembered.
    pub keep: i64,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// It is yours: run it.
    Won {
        /// How often it was claimed, from 1.
        attempt: u32,
    },
    /// It was done before.
    Done,
    /// Another holds it.
    Busy {
        /// Milliseconds until it can be claimed.
        retry_after: i64,
    },
    /// It was done, or is stored, with another body.
    Conflict,
    /// It was given up.
    Dead,
}

/// What became of storing a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is stored.
    New,
    /// It was stored before, and stands so.
    Known(State),
    /// It is known with another body.
    Conflict,
}

impl Record {
    /// Claims the event of which `record` is kept, if any is: the record as it is then, and what became of the claim.
    #[must_use]
    pub fn claim(record: Option<Self>, claim: &Claim, now: i64) -> (Self, Claimed) {
        let Some(mut record) = record.filter(|record| record.is_remembered(now)) else {
            let new = Self {
                state: State::Pending,
                token: Some(claim.token),
                attempt: 1,
                lease_until: now.saturating_add(claim.lease),
                digest: claim.digest,
                keep_until: Some(now.saturating_add(claim.lease).saturating_add(claim.keep)),
            };
            return (new, Claimed::Won { attempt: 1 });
        };
        let same = record.digest == claim.digest;
        let claimed = match record.state {
            // What is stored is run as it is stored.
            State::Done | State::Dead if !same => Claimed::Conflict,
            State::Pending if !same && record.keep_until.is_none() => Claimed::Conflict,
            State::Done => Claimed::Done,
            State::Dead => Claimed::Dead,
            State::Pending if record.token != Some(claim.token) && record.lease_until > now => {
                Claimed::Busy { retry_after: record.lease_until.saturating_sub(now) }
            }
            State::Pending => {
                // The same token: the answer to this very claim was lost.
                if record.token != Some(claim.token) {
                    record.attempt = record.attempt.saturating_add(1);
                }
                // Some senders write an event anew each time they send it. Nothing was done of the one before.
                record.digest = claim.digest;
                record.token = Some(claim.token);
                record.lease_until = now.saturating_add(claim.lease);
                record.keep_until = record.keep_until.map(|_| record.lease_until.saturating_add(claim.keep));
                Claimed::Won { attempt: record.attempt }
            }
        };
        (record, claimed)
    }

    /// Stores an event to be worked on later. It is remembered until it is done. One that was claimed without its delivery stays claimed.
    #[must_use]
    pub fn keep(record: Option<Self>, digest: [u8; 32], now: i64) -> (Self, Kept) {
        match record.filter(|record| record.is_remembered(now)) {
            None => {
                let new = Self { state: State::Pending, token: None, attempt: 0, lease_until: now, digest, keep_until: None };
                (new, Kept::New)
            }
            // Claimed without its delivery: another body is taken once nobody works on the one before, whose holder is then too late.
            Some(record)
                if record.state == State::Pending
                    && record.keep_until.is_some()
                    && (record.digest == digest || record.lease_until <= now) =>
            {
                let token = record.token.filter(|_| record.digest == digest);
                (Self { keep_until: None, token, digest, ..record }, Kept::New)
            }
            Some(record) if record.digest != digest => (record, Kept::Conflict),
            Some(record) => {
                let state = record.state;
                (record, Kept::Known(state))
            }
        }
    }

    /// Claims what an inbox stores and is due, for `lease` milliseconds: how often it was claimed, from 1; nothing if it is held, is to be left
    /// alone, is over, or was stored without its delivery.
    pub fn take(&mut self, token: Token, lease: i64, now: i64) -> Option<u32> {
        if self.state != State::Pending || self.keep_until.is_some() || self.lease_until > now {
            return None;
        }
        self.token = Some(token);
        self.attempt = self.attempt.saturating_add(1);
        self.lease_until = now.saturating_add(lease);
        Some(self.attempt)
    }

    /// Records that the event is done, and gives whether it is by this holder. To say so twice changes nothing.
    pub fn complete(&mut self, token: Token, keep: i64, now: i64) -> bool {
        if self.token != Some(token) || self.state == State::Dead {
            return false;
        }
        if self.state == State::Pending {
            self.state = State::Done;
            self.keep_until = Some(now.saturating_add(keep));
        }
        true
    }

    /// Gives the event back, to be claimed after `delay` milliseconds; gives whether it was this holder's.
    pub fn release(&mut self, token: Token, delay: i64, now: i64) -> bool {
        if !self.is_held_by(token) {
            return false;
        }
        self.token = None;
        self.hold_until(now.saturating_add(delay));
        true
    }

    /// Holds the event for `lease` milliseconds from now; gives whether it was this holder's.
    pub fn extend(&mut self, token: Token, lease: i64, now: i64) -> bool {
        if !self.is_held_by(token) {
            return false;
        }
        self.hold_until(now.saturating_add(lease));
        true
    }

    /// Gives the event up for good; gives whether it was this holder's.
    pub fn bury(&mut self, token: Token) -> bool {
        if !self.is_held_by(token) {
            return false;
        }
        self.state = State::Dead;
        self.keep_until = None;
        true
    }

    /// It is remembered for as long after that as it was to be before, so that it is not forgotten while someone holds it.
    fn hold_until(&mut self, until: i64) {
        let later = until.saturating_sub(self.lease_until);
        self.keep_until = self.keep_until.map(|keep_until| keep_until.saturating_add(later));
        self.lease_until = until;
    }

    fn is_held_by(&self, token: Token) -> bool {
        self.state == State::Pending && self.token == Some(token)
    }

    fn is_remembered(&self, now: i64) -> bool {
        self.keep_until.is_none_or(|until| until > now)
    }
}
