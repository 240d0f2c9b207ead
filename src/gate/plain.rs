//! Bytes that no reader knows, read as text in each encoding that a text could have.

use super::passage::{Passage, PassageKind};

/// Returns `bytes` as UTF-8 and as UTF-16 of either order, the latter from an even and an odd start.
pub(super) fn read(part: &str, bytes: &[u8]) -> Vec<Passage> {
    let mut texts = vec![String::from_utf8_lossy(bytes).into_owned()];
    for shifted in [bytes, bytes.get(1..).unwrap_or_default()] {
        texts.push(wide(shifted, u16::from_le_bytes));
        texts.push(wide(shifted, u16::from_be_bytes));
    }
    let passage = |text| Passage { part: part.to_owned(), text, kind: PassageKind::Bytes };
    texts.into_iter().map(passage).collect()
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _rest) = bytes.as_chunks::<2>();
    String::from_utf16_lossy(&pairs.iter().map(|pair| unit(*pair)).collect::<Vec<_>>())
}
