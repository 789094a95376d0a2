//! Whether a message is in time: made neither too long ago nor in the future, and not over.

use crate::{Code, UnixTime, limits};

/// When a message was made and until when it is good.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    /// By how many seconds clocks may differ and, where the profile has messages say no end, how old a message may be.
    pub(crate) tolerance_seconds: u32,
    /// Whether the profile demands an end.
    pub(crate) ends: bool,
    pub(crate) now: UnixTime,
}

impl Window {
    /// Whether a message that was made at `start` is neither too old nor from the future.
    ///
    /// However late its end, a message over a day old is refused: nobody remembers ids for as long as a sender may ask for.
    pub(crate) fn begins(self, start: UnixTime) -> Result<(), Code> {
        let age = self.now.as_secs().saturating_sub(start.as_secs());
        let longest = if self.ends { limits::TOLERANCE_SECONDS } else { 0 };
        self.begun(start)?;
        if age > i64::from(longest).saturating_add(self.tolerance()) { Err(Code::TimestampTooOld) } else { Ok(()) }
    }

    /// Whether `start` is not in the future, for a second claim of that kind.
    pub(crate) fn begun(self, start: UnixTime) -> Result<(), Code> {
        let ahead = start.as_secs().saturating_sub(self.now.as_secs());
        if ahead > self.tolerance() { Err(Code::TimestampInFuture) } else { Ok(()) }
    }

    /// Whether `end` still lies ahead: at the very second it is over (RFC 7519, section 4.1.4).
    pub(crate) fn lasts(self, end: UnixTime) -> Result<(), Code> {
        let past = self.now.as_secs().saturating_sub(end.as_secs());
        if past >= self.tolerance() { Err(Code::TimestampTooOld) } else { Ok(()) }
    }

    fn tolerance(self) -> i64 {
        i64::from(self.tolerance_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_hold_at_their_ends_and_at_the_extremes() {
        let at = UnixTime::from_secs;
        let aged = Window { tolerance_seconds: 300, ends: false, now: at(1_000_000) };
        let ending = Window { tolerance_seconds: 5, ends: true, now: at(1_000_000) };
        let cases = [
            (aged, at(999_700), Ok(())),
            (aged, at(999_699), Err(Code::TimestampTooOld)),
            (aged, at(1_000_300), Ok(())),
            (aged, at(1_000_301), Err(Code::TimestampInFuture)),
            (ending, at(1_000_005), Ok(())),
            (ending, at(1_000_006), Err(Code::TimestampInFuture)),
            (ending, at(913_595), Ok(())),
            (ending, at(913_594), Err(Code::TimestampTooOld)),
            (aged, at(i64::MIN), Err(Code::TimestampTooOld)),
            (aged, at(i64::MAX), Err(Code::TimestampInFuture)),
        ];
        for (window, start, expected) in cases {
            assert_eq!(window.begins(start), expected, "{start:?}");
        }
        assert_eq!(ending.lasts(at(999_996)), Ok(()));
        assert_eq!(ending.lasts(at(999_995)), Err(Code::TimestampTooOld));
        let strict = Window { tolerance_seconds: 0, ..ending };
        assert_eq!(strict.lasts(at(1_000_001)), Ok(()));
        assert_eq!(strict.lasts(at(1_000_000)), Err(Code::TimestampTooOld));
        assert_eq!(Window { now: at(i64::MIN), ..strict }.lasts(at(i64::MAX)), Ok(()));
        assert_eq!(Window { now: at(i64::MAX), ..strict }.lasts(at(i64::MIN)), Err(Code::TimestampTooOld));
    }
}
