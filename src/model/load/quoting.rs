//! Words from a filing inside messages: shortened, and the nearest of those there are.

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

/// Returns the candidate nearest to `word`, if one is near.
///
/// Each candidate is a name and its Chinese description: a Chinese word finds the name whose
/// description has it, any other word the name with the fewest typing mistakes between.
pub(super) fn nearest<'c>(
    word: &str,
    candidates: impl Iterator<Item = (&'c str, &'c str)>,
) -> Option<&'c str> {
    let word = word.trim();
    if word.is_empty() || word.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut best: Option<(usize, &'c str)> = None;
    for (name, description) in candidates {
        let distance = if word.is_ascii() {
            strsim::osa_distance(&word.to_ascii_lowercase(), name)
        } else if description == word || name == word {
            0
        } else if description.contains(word) || word.contains(description) {
            1
        } else {
            strsim::osa_distance(word, description)
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    let (distance, name) = best?;
    // A third of the word may be mistyped; of a short word, one letter.
    (distance <= (word.chars().count() / 3).max(1)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [(&str, &str); 3] = [
        ("general_public", "一般公共预算"),
        ("government_fund", "政府性基金预算"),
        ("final", "决算数"),
    ];

    #[test]
    fn words_find_their_nearest() {
        let find = |word| nearest(word, KINDS.into_iter());
        assert_eq!(find("generl_public"), Some("general_public"));
        assert_eq!(find("一般公共预算"), Some("general_public"));
        assert_eq!(find("政府性基金"), Some("government_fund"));
        assert_eq!(find("Final"), Some("final"));
        assert_eq!(find("something_else"), None);
        assert_eq!(find("专户"), None);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(quoted("甲\n乙"), "`甲␣乙`");
        assert_eq!(quoted(&"长".repeat(50)).chars().count(), 43);
    }
}
