//! Whether a reason says something, or only fills its cell.

use crate::source::Spanned;

/// What forms are filled with where there is nothing to say.
const EMPTY: [&str; 13] =
    ["", "无", "无。", "没有", "暂无", "不涉及", "0", "/", "\\", "-", "—", "——", "~"];

/// Returns whether a reason is given in words.
pub(super) fn is_given(reason: Option<&Spanned<String>>) -> bool {
    reason.is_some_and(|reason| !EMPTY.contains(&reason.value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    #[test]
    fn a_filled_cell_is_no_reason() {
        let given = |text: &str| {
            let span = Span { source: SourceId(0), start: 0, end: 0 };
            is_given(Some(&Spanned { value: text.to_owned(), span }))
        };
        assert!(!is_given(None));
        for text in ["", "  ", "无", "0", "——"] {
            assert!(!given(text), "{text}");
        }
        assert!(given("无法按期完工"));
    }
}
