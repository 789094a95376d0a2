//! The shape of a profile in JSON and the like: the object `jws` of a scheme. Nothing unknown is passed over.

use super::{BodyClaim, Profile, Start};
use crate::scheme::{
    Algorithm, Encoding, Node,
    fields::{Choices, Fields, NEEDED, OPTIONAL, Wrong},
};

const STARTS: Choices<Option<Start>> = ("iat nbf", &[Some(Start::IssuedAt), Some(Start::NotBefore)]);
const ENCODINGS: Choices<Encoding> = ("hex base64 base64url", &[Encoding::Hex, Encoding::Base64, Encoding::Base64Url]);

/// Reads the object `jws` of a scheme of this algorithm, and notes the first thing that is wrong.
pub(crate) fn read(node: Node, algorithm: Algorithm, wrong: Wrong<'_>) -> Profile {
    let mut profile = Profile::new(algorithm, "");
    let mut fields = Fields::of(node, "jws", wrong);
    fields.text("header", &mut profile.header, NEEDED);
    fields.text("prefix", &mut profile.prefix, OPTIONAL);
    profile.issuer = fields.optional("iss");
    fields.one_of("start", STARTS, &mut profile.start, OPTIONAL);
    profile.tolerance_seconds = fields.whole("toleranceSeconds", profile.start.is_some()).unwrap_or_default();
    profile.lifetime_seconds = fields.whole("lifetimeSeconds", OPTIONAL);
    profile.needs_id = fields.flag("jti");
    profile.body = fields.take("bodyHash").map(|node| read_body(node, fields.wrong));
    profile.url = fields.optional("urlHash");
    profile.request = fields.optional("requestHash");
    fields.end();
    profile
}

fn read_body(node: Node, wrong: Wrong<'_>) -> BodyClaim {
    let mut body = BodyClaim::new("", Encoding::Hex);
    let mut fields = Fields::of(node, "jws.bodyHash", wrong);
    fields.text("claim", &mut body.claim, NEEDED);
    fields.one_of("encoding", ENCODINGS, &mut body.encoding, NEEDED);
    body.absent_if_empty = fields.flag("absentIfEmpty");
    fields.end();
    body
}

/// The object from which [`read`] reads this profile. What has its default is left out.
#[cfg(feature = "serde")]
pub(crate) fn write(profile: &Profile) -> Node {
    use crate::scheme::{Text, write::Fields};

    let mut fields = Fields::default();
    let seconds = |seconds: u32| Node::Number(seconds.into());
    let text = |text: &Text| Node::Text(text.as_str().into());
    fields.text("header", &profile.header);
    fields.unless_empty("prefix", &profile.prefix);
    fields.extend("iss", profile.issuer.as_ref().map(text));
    if profile.start.is_some() {
        fields.one_of("start", STARTS, &profile.start);
        fields.put("toleranceSeconds", seconds(profile.tolerance_seconds));
    }
    fields.extend("lifetimeSeconds", profile.lifetime_seconds.map(seconds));
    fields.flag("jti", profile.needs_id);
    if let Some(body) = &profile.body {
        let mut own = Fields::default();
        own.text("claim", &body.claim);
        own.one_of("encoding", ENCODINGS, &body.encoding);
        own.flag("absentIfEmpty", body.absent_if_empty);
        fields.put("bodyHash", own.end());
    }
    fields.extend("urlHash", profile.url.as_ref().map(text));
    fields.extend("requestHash", profile.request.as_ref().map(text));
    fields.end()
}
