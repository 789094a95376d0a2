//! The bytes of a body, read within limits of size and time.

use std::{pin::pin, time::Duration};

use bytes::{Buf as _, Bytes, BytesMut};
use countersign::receiver::Happened;
use http::{HeaderMap, header::CONTENT_LENGTH};
use http_body::Body;

/// Reads a body, or says why not. Of one that announces more than `limit` bytes nothing is read; of another nothing past the limit.
pub(crate) async fn read<B: Body>(headers: &HeaderMap, body: B, limit: usize, time: Duration) -> Result<Bytes, Happened> {
    let announced = announced(headers).unwrap_or(0).max(body.size_hint().lower());
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(Happened::TooLarge);
    }
    let bytes = tokio::time::timeout(time, collect(body, limit)).await.map_err(|_| Happened::TooSlow)??;
    // A server that serves a part as the whole has hidden the sender's error.
    if (bytes.len() as u64) < announced {
        return Err(Happened::CutShort);
    }
    Ok(bytes)
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn collect<B: Body>(body: B, limit: usize) -> Result<Bytes, Happened> {
    let mut body = pin!(body);
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let Ok(mut data) = frame.map_err(|_| Happened::CutShort)?.into_data() else { continue };
        let before = first.len().max(all.len());
        if data.remaining() > limit.saturating_sub(before) {
            return Err(Happened::TooLarge);
        }
        // Most bodies come in one piece, which need not be copied.
        if before == 0 {
            first = data.copy_to_bytes(data.remaining());
            continue;
        }
        if all.is_empty() {
            all.extend_from_slice(&first);
        }
        while data.has_remaining() {
            let piece = data.chunk();
            let length = piece.len();
            all.extend_from_slice(piece);
            data.advance(length);
        }
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

#[cfg(test)]
mod tests {
    use std::{
        pin::Pin,
        task::{Context, Poll},
    };

    use http_body::{Frame, SizeHint};

    use super::*;

    const TIME: Duration = Duration::from_secs(10);

    /// Pieces, then an end, an error or silence.
    struct Pieces(Vec<&'static str>, &'static str);

    impl Body for Pieces {
        type Data = Bytes;
        type Error = Broken;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
            if self.0.is_empty() {
                return match self.1 {
                    "end" => Poll::Ready(None),
                    "error" => Poll::Ready(Some(Err(Broken))),
                    _ => Poll::Pending,
                };
            }
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(self.0.remove(0).as_bytes())))))
        }

        fn size_hint(&self) -> SizeHint {
            SizeHint::default()
        }
    }

    struct Broken;

    async fn of(pieces: &[&'static str], end: &'static str, announced: Option<&str>) -> Result<Bytes, Happened> {
        let mut headers = HeaderMap::new();
        if let Some(announced) = announced {
            headers.insert(CONTENT_LENGTH, announced.parse().unwrap());
        }
        read(&headers, Pieces(pieces.to_vec(), end), 5, TIME).await
    }

    #[tokio::test(start_paused = true)]
    async fn bodies_are_read_within_their_limits() {
        assert_eq!(of(&[], "end", None).await, Ok(Bytes::new()));
        assert_eq!(of(&["abcde"], "end", Some("5")).await, Ok(Bytes::from_static(b"abcde")));
        assert_eq!(of(&["a", "", "bc", "de"], "end", None).await, Ok(Bytes::from_static(b"abcde")));
        assert_eq!(of(&["", "abc"], "end", Some("x")).await, Ok(Bytes::from_static(b"abc")));
        assert_eq!(of(&["abcdef"], "end", None).await, Err(Happened::TooLarge));
        assert_eq!(of(&["abc", "def"], "silence", None).await, Err(Happened::TooLarge), "and no more is read");
        assert_eq!(of(&[], "silence", Some("6")).await, Err(Happened::TooLarge), "and nothing is read");
        assert_eq!(of(&[], "silence", Some("99999999999999999999")).await, Err(Happened::TooSlow), "that is no length");
        assert_eq!(of(&["abc"], "silence", None).await, Err(Happened::TooSlow));
        assert_eq!(of(&["abc"], "error", None).await, Err(Happened::CutShort));
        assert_eq!(of(&["abc"], "end", Some("4")).await, Err(Happened::CutShort));
    }
}
