//! Which form a vendor's challenge has. Anything else is refused, above all what would be more than a challenge once echoed or signed.

use super::Handshake;

impl Handshake {
    /// Whether anybody who asks is given a signature over this content, under the key of the vendor's deliveries.
    ///
    /// These forms hold no delivery: Braintree's payloads are base64 of XML, X's and LinkedIn's events are JSON objects (LinkedIn's
    /// after `hmacsha256=`), Zoom's signed content starts with `v0:`. A verifier of such deliveries has to refuse signed content for
    /// which this is true all the same, since its signature proves nothing; those of [`providers`](crate::providers) do.
    #[must_use]
    pub fn would_sign(self, content: &[u8]) -> bool {
        // `$` in some vendor libraries also matches before a line feed at the end, and Braintree's sign the payload with one or without.
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        matches!(self, Self::Braintree | Self::LinkedIn | Self::X | Self::Zoom) && self.takes(content)
    }

    /// Whether a challenge, decoded, has the vendor's form.
    pub(super) fn takes(self, challenge: &[u8]) -> bool {
        let (least, most, allowed): (usize, usize, fn(u8) -> bool) = match self {
            // What the vendor's libraries check: /^[a-f0-9]{20,32}$/.
            Self::Braintree => (20, 32, is_lower_hex),
            Self::LinkedIn => return is_uuid(challenge),
            Self::X | Self::Zoom => return challenge.len() <= 512 && is_base64(challenge),
            // Its tokens are sentences, such as `Validation: Testing client application reachability for subscription Request-Id: …`.
            Self::MicrosoftGraph => (1, 2048, is_sentence),
            // It goes into JSON, where everything can be escaped.
            Self::Okta => (1, 1024, |byte| byte.is_ascii_graphic()),
            Self::Asana | Self::Notion => (16, 256, is_harmless),
            _ => (1, 1024, is_harmless),
        };
        (least..=most).contains(&challenge.len()) && challenge.iter().copied().all(allowed)
    }
}

/// Letters, digits and what stands between them in random strings, UUIDs, base64 and lists of them: no markup, quote, space or escape.
const fn is_harmless(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=' | b':')
}

const fn is_sentence(byte: u8) -> bool {
    is_harmless(byte) || matches!(byte, b' ' | b',')
}

const fn is_lower_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// Of either alphabet, with or without padding; `=` nowhere else, as signed texts such as `crc_token=…` have it in their middle.
fn is_base64(text: &[u8]) -> bool {
    let text = text.strip_suffix(b"=").unwrap_or(text);
    let text = text.strip_suffix(b"=").unwrap_or(text);
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'/'))
}

/// 8-4-4-4-12 hex digits.
fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
