//! The nearest of the names there are to one that is not: what was probably meant.

/// The longest word that is looked up, in characters; a longer one is no mistyped name.
const LONGEST: usize = 64;

/// The shortest word that is found as a part of a longer name, in bytes.
const SHORTEST_PART: usize = 4;

/// Returns the name in `known` that was probably meant by `word`, or `None` where none is near.
///
/// Letters may be mistyped, swapped, missing or too many, two in five at most, and case does not
/// matter; a word is near, too, when it is how a longer name begins or ends (`execution_rate` of
/// `projects.execution_rate`). Of equals, a name as long
/// as the word wins, then the first.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    best(word, known.into_iter().map(|name| (name, name)), mistakes)
}

/// Returns the name in `known` that was probably meant by `word`, each name with its Chinese
/// description: a Chinese word finds the name whose description has it.
pub fn nearest_described<'a>(
    word: &str,
    known: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<&'a str> {
    best(word, known, |word, (name, description)| {
        if word.is_ascii() {
            mistakes(word, (name, name))
        } else if description == word || name == word {
            Some(0)
        } else if description.contains(word) || word.contains(description) {
            Some(1)
        } else {
            mistakes(word, (description, description))
        }
    })
}

fn best<'a>(
    word: &str,
    known: impl IntoIterator<Item = (&'a str, &'a str)>,
    distance: impl Fn(&str, (&str, &str)) -> Option<usize>,
) -> Option<&'a str> {
    let word = word.trim().to_ascii_lowercase();
    if word.is_empty() || word.chars().nth(LONGEST).is_some() {
        return None;
    }
    known
        .into_iter()
        .filter_map(|(name, description)| Some((distance(&word, (name, description))?, name)))
        .min_by_key(|(distance, name)| (*distance, name.len().abs_diff(word.len())))
        .map(|(_, name)| name)
}

/// Returns how many mistakes lead from `name` to `word`, or `None` when they are too many.
fn mistakes(word: &str, (name, _): (&str, &str)) -> Option<usize> {
    let name = name.to_ascii_lowercase();
    let count = strsim::osa_distance(word, &name);
    let length = word.chars().count().max(name.chars().count());
    let few = count <= (length * 2 / 5).max(1) && count < length;
    (few || is_part(word, &name)).then_some(count)
}

/// Returns whether `name` begins or ends with the whole word `word`.
fn is_part(word: &str, name: &str) -> bool {
    let parts = ['.', '-', '_'];
    word.len() >= SHORTEST_PART
        && (name.strip_prefix(word).is_some_and(|rest| rest.starts_with(parts))
            || name.strip_suffix(word).is_some_and(|rest| rest.ends_with(parts)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_none() {
        let known =
            ["excellence_rate", "department.final", "projects.execution_rate", "unlinked-figure"];
        for (word, name) in [
            ("excelence_rate", Some("excellence_rate")),
            ("Excellence_Rate", Some("excellence_rate")),
            ("execution_rate", Some("projects.execution_rate")),
            ("unlinked", Some("unlinked-figure")),
            ("department.finall", Some("department.final")),
            ("x", None),
            ("rate", Some("excellence_rate")),
            ("something_else", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), name, "{word}");
        }
        assert_eq!(nearest("F24", ["F204", "F201"]), Some("F204"));
        assert_eq!(nearest("亿元", ["元", "万元"]), Some("万元"));
        assert_eq!(nearest(&"x".repeat(65), ["x"]), None);
    }

    #[test]
    fn chinese_words_find_names_by_their_descriptions() {
        let known = [
            ("general_public", "一般公共预算"),
            ("government_fund", "政府性基金预算"),
            ("final", "决算数"),
        ];
        for (word, name) in [
            ("generl_public", Some("general_public")),
            ("一般公共预算", Some("general_public")),
            ("政府性基金", Some("government_fund")),
            ("Final", Some("final")),
            ("something_else", None),
            ("专户", None),
        ] {
            assert_eq!(nearest_described(word, known), name, "{word}");
        }
    }
}
