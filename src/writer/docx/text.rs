//! Text as XML can hold it: characters that XML 1.0 forbids never reach a part.

use std::borrow::Cow;

/// Returns `text` without the characters that XML 1.0 forbids (section 2.2); white space other than
/// the blank becomes a blank, because WordprocessingML has elements of its own for it.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_printable) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|character| match character {
        '\t' | '\n' | '\r' => Some(' '),
        other => is_printable(other).then_some(other),
    });
    Cow::Owned(kept.collect())
}

/// Returns `text` as it stands between the quotes of an attribute or between tags.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(printable(text))
}

/// Returns whether `character` can stand in a run of text.
fn is_printable(character: char) -> bool {
    !matches!(character, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_go_and_white_space_becomes_a_blank() {
        assert_eq!(printable("a\u{0}b\tc\u{ffff}\u{1f}d\r\ne"), "ab cd  e");
        assert!(matches!(printable("“优” 旻𬴂 🎉"), Cow::Borrowed(_)));
    }

    #[test]
    fn marks_of_xml_are_escaped() {
        assert_eq!(escaped("<&\">"), "&lt;&amp;&quot;&gt;");
    }
}
