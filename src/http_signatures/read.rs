//! The shape of a profile in JSON and the like: the object `httpSignature` of a scheme. Nothing unknown is passed over.

use super::{Profile, profile::Wanted};
use crate::scheme::{
    Algorithm, Node,
    fields::{Fields, NEEDED, OPTIONAL, Wrong},
};

/// Reads the object `httpSignature` of a scheme of this algorithm, and notes the first thing that is wrong.
pub(crate) fn read(node: Node, algorithm: Algorithm, wrong: Wrong<'_>) -> Profile {
    let mut profile = Profile::new(algorithm, 0);
    let mut fields = Fields::of(node, "httpSignature", wrong);
    fields.texts("cover", &mut profile.cover);
    fields.texts("coverOneOf", &mut profile.cover_one_of);
    fields.texts("mayCover", &mut profile.may_cover);
    profile.tolerance_seconds = fields.whole("toleranceSeconds", NEEDED).unwrap_or_default();
    profile.lifetime_seconds = fields.whole("lifetimeSeconds", OPTIONAL);
    profile.label = fields.optional("label");
    profile.tag = fields.optional("tag");
    profile.key_id = match fields.take("keyId") {
        None | Some(Node::Flag(false)) => Wanted::No,
        Some(Node::Flag(true)) => Wanted::Any,
        Some(Node::Text(text)) => Wanted::Exactly(text.into()),
        Some(_) => {
            fields.refuse("keyId", "must be a string, or true if any will do");
            Wanted::No
        }
    };
    profile.needs_nonce = fields.flag("nonce");
    fields.end();
    profile
}

/// The object from which [`read`] reads this profile. What has its default is left out.
#[cfg(feature = "serde")]
pub(crate) fn write(profile: &Profile) -> Node {
    use crate::scheme::{Text, write::Fields};

    let mut fields = Fields::default();
    let seconds = |seconds: u32| Node::Number(seconds.into());
    let text = |text: &Text| Node::Text(text.as_str().into());
    let lists = [("cover", &profile.cover), ("coverOneOf", &profile.cover_one_of), ("mayCover", &profile.may_cover)];
    for (name, components) in lists {
        if !components.is_empty() {
            fields.texts(name, components);
        }
    }
    fields.put("toleranceSeconds", seconds(profile.tolerance_seconds));
    fields.extend("lifetimeSeconds", profile.lifetime_seconds.map(seconds));
    fields.extend("label", profile.label.as_ref().map(text));
    fields.extend("tag", profile.tag.as_ref().map(text));
    match &profile.key_id {
        Wanted::No => {}
        Wanted::Any => fields.flag("keyId", true),
        Wanted::Exactly(key_id) => fields.text("keyId", key_id),
    }
    fields.flag("nonce", profile.needs_nonce);
    fields.end()
}
