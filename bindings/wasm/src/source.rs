//! Plain data as JavaScript writes it into the buffer, read back into the node that a scheme is read from.

use alloc::{borrow::ToOwned, string::String};

use countersign::scheme::Node;

/// Reads one value off the front of `bytes`, down to `depth` levels.
///
/// `None` for bytes that end too soon or go deeper, neither of which JavaScript writes.
pub(crate) fn read(bytes: &mut &[u8], depth: usize) -> Option<Node> {
    let (tag, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(match tag {
        0 => Node::Nothing,
        1 => Node::Flag(false),
        2 => Node::Flag(true),
        3 => Node::Number(f64::from_le_bytes(*take(bytes)?)),
        4 => Node::Text(read_text(bytes)?),
        5 => {
            let deeper = depth.checked_sub(1)?;
            Node::List((0..read_count(bytes)?).map(|_| read(bytes, deeper)).collect::<Option<_>>()?)
        }
        6 => {
            let deeper = depth.checked_sub(1)?;
            let members = read_count(bytes)?;
            let member = |_| match read(bytes, 0)? {
                Node::Text(name) => Some((name, read(bytes, deeper)?)),
                _ => None,
            };
            Node::Map((0..members).map(member).collect::<Option<_>>()?)
        }
        _ => Node::Foreign,
    })
}

fn read_text(bytes: &mut &[u8]) -> Option<String> {
    let length = usize::try_from(read_count(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    core::str::from_utf8(text).ok().map(ToOwned::to_owned)
}

fn read_count(bytes: &mut &[u8]) -> Option<u32> {
    take(bytes).copied().map(u32::from_le_bytes)
}

fn take<'b, const N: usize>(bytes: &mut &'b [u8]) -> Option<&'b [u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(taken)
}
