//! Pusher Channels.

use crate::scheme::{Encoding, KeyEncoding, KeyFormat, Part, Scheme, Signature};

/// Webhooks of Pusher Channels: HMAC-SHA-256 over the raw body.
///
/// Give each secret as `key:secret`, both of the app: only the one whose key stands in `X-Pusher-Key` is tried. That header is
/// not signed, and need not be. A body holds many events, so no id or type is reported; its `/time_ms` is covered, but no
/// window is documented and none is set: a replay cannot be told from a first delivery.
pub const PUSHER: Scheme = Scheme::hmac_sha256("pusher")
    .described("Pusher Channels", "https://pusher.com/docs/channels/server_api/webhooks/")
    .key(KeyFormat::new(KeyEncoding::Utf8, &[]).chosen_by("X-Pusher-Key"))
    .message(const { &[Part::Body] })
    .signature(Signature::header("X-Pusher-Signature", Encoding::Hex));
