//! Plain data as JavaScript writes it into the buffer, read back into the node that a scheme is read from.

use alloc::{borrow::ToOwned as _, vec::Vec};

use countersign::scheme::Node;

/// What ends a list or an object, in place of a further value.
const END: u8 = 8;

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
        4 => {
            let length = usize::try_from(u32::from_le_bytes(*take(bytes)?)).ok()?;
            let (text, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            Node::Text(core::str::from_utf8(text).ok()?.to_owned())
        }
        5 => {
            let mut list = Vec::new();
            while !ends(bytes) {
                list.push(read(bytes, depth.checked_sub(1)?)?);
            }
            Node::List(list)
        }
        6 => {
            let mut members = Vec::new();
            while !ends(bytes) {
                let Node::Text(name) = read(bytes, 0)? else { return None };
                members.push((name, read(bytes, depth.checked_sub(1)?)?));
            }
            Node::Map(members)
        }
        _ => Node::Foreign,
    })
}

/// Whether the list or object ends here; if so, its end is taken.
fn ends(bytes: &mut &[u8]) -> bool {
    let rest = bytes.strip_prefix(&[END]);
    *bytes = rest.unwrap_or(bytes);
    rest.is_some()
}

fn take<'b, const N: usize>(bytes: &mut &'b [u8]) -> Option<&'b [u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(taken)
}
