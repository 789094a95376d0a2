//! What a sender is answered: a status and no detail, which is for the log.

use std::time::Duration;

use bytes::Bytes;
use countersign::receiver::{Reason, TITLES};
use http::{
    HeaderValue, Response, StatusCode,
    header::{ALLOW, CONTENT_TYPE, RETRY_AFTER},
};

use crate::Cause;

/// What a sender is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    cause: Cause,
    retry_after: Option<u64>,
}

impl Answer {
    pub(crate) fn new(cause: Cause) -> Self {
        let retry_after = match cause {
            Cause::Reason(reason) => reason.retry_after().map(u64::from),
            Cause::Code(_) => None,
        };
        Self { cause, retry_after }
    }

    /// With what the store knows of when to come again.
    pub(crate) fn busy_for(mut self, wait: Option<Duration>) -> Self {
        if let (Cause::Reason(Reason::Busy), Some(wait)) = (self.cause, wait) {
            self.retry_after = Some(wait.as_millis().div_ceil(1000).max(1).try_into().unwrap_or(u64::MAX));
        }
        self
    }

    /// Why it is this answer: for logs, not for the sender.
    #[must_use]
    pub const fn cause(&self) -> Cause {
        self.cause
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.cause.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Seconds after which the sender should try again, where that helps.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }

    /// The whole response: without a body for success, else `application/problem+json` (RFC 9457) without detail.
    #[must_use]
    pub fn into_response(self) -> Response<Bytes> {
        let status = self.status();
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = status;
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        }
        if !status.is_success() {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
            let title = TITLES.iter().find(|(named, _)| *named == status.as_u16()).map_or("", |(_, title)| title);
            *response.body_mut() = format!(r#"{{"type":"about:blank","title":"{title}","status":{}}}"#, status.as_u16()).into();
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use countersign::Code;

    use super::*;

    #[test]
    fn answers_say_what_they_must_and_no_more() {
        let busy = Answer::new(Cause::Reason(Reason::Busy)).busy_for(Some(Duration::from_millis(1001))).into_response();
        assert_eq!(busy.status(), 503);
        assert_eq!(busy.headers()[RETRY_AFTER], "2");
        assert_eq!(busy.body(), r#"{"type":"about:blank","title":"Service Unavailable","status":503}"#);
        let done = Answer::new(Cause::Reason(Reason::Processed)).into_response();
        assert_eq!((done.status().as_u16(), done.headers().len(), done.body().len()), (200, 0, 0));
        let not_post = Answer::new(Cause::Reason(Reason::NotPost)).into_response();
        assert_eq!(not_post.headers()[ALLOW], "POST");
        let forged = Answer::new(Cause::Code(Code::SignatureMismatch)).into_response();
        assert_eq!(forged.headers()[CONTENT_TYPE], "application/problem+json");
        assert_eq!(forged.body(), r#"{"type":"about:blank","title":"Unauthorized","status":401}"#);
    }

    #[test]
    fn a_sender_waits_for_whole_seconds_and_one_at_least() {
        let busy = |wait| Answer::new(Cause::Reason(Reason::Busy)).busy_for(wait).retry_after();
        assert_eq!(busy(None), Some(5));
        assert_eq!(busy(Some(Duration::ZERO)), Some(1));
        assert_eq!(busy(Some(Duration::from_secs(1))), Some(1));
        assert_eq!(busy(Some(Duration::from_millis(59_001))), Some(60));
        let other = Answer::new(Cause::Reason(Reason::StoreFailed)).busy_for(Some(Duration::ZERO));
        assert_eq!(other.retry_after(), Some(10));
    }
}
