//! The head of a table: whether it is repeated on every page.

use super::sheet::Sheet;
use crate::document::Length;

/// Returns how many of the head's rows, whose heights are `heights`, are repeated on every page:
/// all of them, unless they would leave rows less than half a page.
pub(super) fn repeated_rows(heights: &[Length], sheet: &Sheet) -> usize {
    let height: Length = heights.iter().copied().sum();
    let page = sheet.pitch * i64::from(sheet.lines);
    if height <= page / 2 { heights.len() } else { 0 }
}
