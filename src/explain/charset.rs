//! Text that was read in one character set and written in another.

use alloc::{string::String, vec::Vec};

/// What Windows-1252 has at 0x80 to 0x9f where Latin-1 has control characters; the five it leaves free are those.
const WINDOWS: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}', '\u{160}',
    '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}',
    '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

/// The character that a byte stands for in Latin-1, or Windows-1252 if `windows`.
fn char_of(byte: u8, windows: bool) -> char {
    match byte {
        0x80..=0x9f if windows => WINDOWS.get(usize::from(byte & 0x1f)).copied().unwrap_or_default(),
        _ => char::from(byte),
    }
}

fn byte_of(char: char, windows: bool) -> Option<u8> {
    let place = WINDOWS.iter().position(|own| *own == char).filter(|_| windows);
    place.map_or_else(|| u8::try_from(char).ok(), |place| u8::try_from(place).ok()?.checked_add(0x80))
}

/// The bytes that `text` was before they were read as Latin-1 and written as UTF-8.
pub(super) fn undo(text: &str, windows: bool) -> Option<Vec<u8>> {
    text.chars().map(|char| byte_of(char, windows)).collect()
}

/// `bytes` read as Latin-1 and written as UTF-8.
pub(super) fn redo(bytes: &[u8], windows: bool) -> String {
    bytes.iter().map(|byte| char_of(*byte, windows)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_character_sets_go_there_and_back() {
        let every: Vec<u8> = (0..=255).collect();
        for windows in [false, true] {
            assert_eq!(undo(&redo(&every, windows), windows).as_deref(), Some(&every[..]));
        }
        assert_eq!(redo("\u{e9}\u{20ac}".as_bytes(), true), "\u{c3}\u{a9}\u{e2}\u{201a}\u{ac}");
        assert_eq!(undo("\u{4e00}", true), None);
    }
}
