//! Edits to a text that leave every other byte as it was.

use std::ops::Range;

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that leave; empty for an insertion.
    pub range: Range<usize>,
    /// The text that comes in their place.
    pub text: String,
}

/// Returns `text` with every edit made.
///
/// Edits are taken in the order of their places; one that begins inside an earlier one is left out,
/// since what it would change is gone.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut edited = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        let Some(kept) = text.get(copied..edit.range.start) else { continue };
        edited.push_str(kept);
        edited.push_str(&edit.text);
        copied = edit.range.end;
    }
    edited.push_str(text.get(copied..).unwrap_or_default());
    edited
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit { range, text: text.to_owned() }
    }

    #[test]
    fn everything_else_stays() {
        let edits = vec![edit(6..9, "乙"), edit(0..0, ">"), edit(2..2, "!")];
        assert_eq!(apply("a: 甲甲b", vec![edit(3..6, "乙")]), "a: 乙甲b");
        assert_eq!(apply("ab 甲甲c", edits), ">ab! 甲乙c");
    }

    #[test]
    fn an_edit_inside_an_earlier_one_is_left_out() {
        assert_eq!(apply("abcdef", vec![edit(1..5, "-"), edit(2..3, "x")]), "a-f");
    }
}
