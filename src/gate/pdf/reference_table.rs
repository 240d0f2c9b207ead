//! Cross-reference tables and streams (ISO 32000-2, 7.5.4 and 7.5.8): where they say that objects are.

use super::file::Place;
use super::object::Dictionary;
use super::object::Lexer;
use super::object::Object;

/// Reads the table after `xref`, up to and with `trailer`.
pub(super) fn table(lexer: &mut Lexer) -> Result<Vec<(u32, Place)>, String> {
    let broken = || "交叉引用表损坏".to_owned();
    let mut entries = Vec::new();
    while !lexer.keyword(b"trailer") {
        let first = lexer.whole().ok_or_else(broken)?;
        for index in 0..lexer.whole().ok_or_else(broken)? {
            let offset = lexer.whole().ok_or_else(broken)?;
            lexer.whole().ok_or_else(broken)?;
            if lexer.keyword(b"n") {
                let number = u32::try_from(first.saturating_add(index)).map_err(|_| broken())?;
                entries.push((number, Place::Offset(offset)));
            } else if !lexer.keyword(b"f") {
                return Err(broken());
            }
        }
    }
    Ok(entries)
}

/// Reads the cross-reference stream of `dictionary` that holds `bytes`.
pub(super) fn stream(dictionary: &Dictionary, bytes: &[u8]) -> Result<Vec<(u32, Place)>, String> {
    let broken = || "交叉引用流损坏".to_owned();
    let array = |key: &str| dictionary.get(key.as_bytes()).and_then(Object::array);
    let whole = |object: &Object| object.integer().and_then(|number| usize::try_from(number).ok());
    let widths: Option<Vec<usize>> = array("W").ok_or_else(broken)?.iter().map(whole).collect();
    let Some(&[kind, second, third]) = widths.as_deref() else { return Err(broken()) };
    if second == 0 || 8 < kind.max(second).max(third) {
        return Err(broken());
    }
    let size = dictionary.get(b"Size".as_slice()).and_then(whole).ok_or_else(broken)?;
    let ranges: Option<Vec<usize>> = match array("Index") {
        Some(index) => index.iter().map(whole).collect(),
        None => Some(vec![0, size]),
    };
    let mut rows = bytes.chunks_exact(kind + second + third);
    let mut entries = Vec::new();
    for range in ranges.ok_or_else(broken)?.chunks(2) {
        let &[first, count] = range else { return Err(broken()) };
        for index in 0..count {
            let row = rows.next().ok_or_else(broken)?;
            let (head, rest) = row.split_at(kind);
            let (middle, _) = rest.split_at(second);
            let number = u32::try_from(first.saturating_add(index)).map_err(|_| broken())?;
            let value = number_of(middle).ok_or_else(broken)?;
            let place = match if head.is_empty() { Some(1) } else { number_of(head) } {
                Some(0) => continue,
                Some(1) => Place::Offset(value),
                Some(2) => Place::Inside(u32::try_from(value).map_err(|_| broken())?),
                _ => return Err(broken()),
            };
            entries.push((number, place));
        }
    }
    if rows.next().is_some() || !rows.remainder().is_empty() {
        return Err(broken());
    }
    Ok(entries)
}

fn number_of(bytes: &[u8]) -> Option<usize> {
    let number = bytes
        .iter()
        .try_fold(0_u64, |sum, &byte| sum.checked_mul(256)?.checked_add(u64::from(byte)));
    number.and_then(|number| usize::try_from(number).ok())
}
