//! Words from a filing inside messages, shortened.

/// The longest stretch of foreign text that a message repeats, in characters.
const LONGEST: usize = 40;

/// Returns `text` in backticks, on one line and short.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::from("`");
    for character in text.chars().take(LONGEST) {
        shown.push(if character.is_control() { '␣' } else { character });
    }
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown.push('`');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut() {
        assert_eq!(quoted("甲\n乙"), "`甲␣乙`");
        assert_eq!(quoted(&"长".repeat(50)).chars().count(), 43);
    }
}
