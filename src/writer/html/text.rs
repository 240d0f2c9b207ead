//! Text as HTML can hold it: characters that HTML forbids never reach the page.

use std::fmt::{Arguments, Write as _};

use quick_xml::escape;

/// Appends `markup` to `page`.
pub(super) fn push(page: &mut String, markup: Arguments<'_>) {
    page.write_fmt(markup).expect("a string takes any text");
}

/// Returns `text` as it stands between the quotes of an attribute or between tags.
///
/// Control characters and noncharacters, which are parse errors of HTML (HTML Standard, 13.2.3.5),
/// are left out; line breaks and tabs become blanks.
pub(super) fn escaped(text: &str) -> String {
    let kept = text.chars().filter_map(|character| match character {
        '\t' | '\n' | '\r' => Some(' '),
        other => is_printable(other).then_some(other),
    });
    escape::escape(kept.collect::<String>()).into_owned()
}

/// Returns whether `character` may stand in a page.
fn is_printable(character: char) -> bool {
    let noncharacter = matches!(u32::from(character), 0xfdd0..=0xfdef)
        || matches!(u32::from(character) & 0xffff, 0xfffe | 0xffff);
    !character.is_control() && !noncharacter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_go_and_white_space_becomes_a_blank() {
        assert_eq!(escaped("a\u{0}b\tc\u{ffff}\u{1f}d\r\ne\u{85}\u{7f}\u{1fffe}"), "ab cd  e");
        assert_eq!(escaped("“优” 旻𬴂 🎉"), "“优” 旻𬴂 🎉");
    }

    #[test]
    fn marks_of_html_are_escaped() {
        assert_eq!(escaped("<&\">'"), "&lt;&amp;&quot;&gt;&apos;");
    }
}
