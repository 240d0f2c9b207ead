//! The names of sheets: what a workbook can hold, each once.

use std::collections::BTreeSet;

/// The longest name, in UTF-16 units (ECMA-376 leaves it to programs; Excel takes 31).
const MAX_UNITS: usize = 31;

/// Names given so far; Excel does not tell capitals from small letters.
#[derive(Debug, Default)]
pub(super) struct SheetNames(BTreeSet<String>);

impl SheetNames {
    /// Returns `wished` as a sheet can be called, with a number behind it where another sheet is.
    pub(super) fn take(&mut self, wished: &str) -> String {
        let cleaned: String = wished.chars().filter_map(allowed).collect();
        let cleaned = cleaned.trim();
        let cleaned = if cleaned.is_empty() || cleaned.eq_ignore_ascii_case("history") {
            "项目"
        } else {
            cleaned
        };
        for number in 1_u32.. {
            let mark = if number == 1 { String::new() } else { format!("({number})") };
            let name = format!("{}{mark}", fitting(cleaned, MAX_UNITS - mark.len()));
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
        }
        // More sheets than numbers there cannot be.
        cleaned.to_owned()
    }
}

/// Returns what stands for a character in a name; `None` where nothing does.
fn allowed(character: char) -> Option<char> {
    match character {
        '[' | '【' => Some('（'),
        ']' | '】' => Some('）'),
        ':' => Some('：'),
        '*' => Some('＊'),
        '?' => Some('？'),
        '/' | '\\' => Some('、'),
        '\'' => Some('’'),
        _ if character.is_control() => None,
        _ => Some(character),
    }
}

/// Returns the beginning of `text` that has at most `units` UTF-16 units.
fn fitting(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, character)| {
        used += character.len_utf16();
        used > units
    });
    text[..end.map_or(text.len(), |(end, _)| end)].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_a_workbook_holds_and_stand_once() {
        let mut names = SheetNames::default();
        for (wished, name) in [
            ("P01 [道路]维修:一期/二期", "P01 （道路）维修：一期、二期"),
            ("p01 （道路）维修：一期、二期", "p01 （道路）维修：一期、二期(2)"),
            ("'甲'", "’甲’"),
            ("", "项目"),
            ("History", "项目(2)"),
        ] {
            assert_eq!(names.take(wished), name);
        }
        let long = "长".repeat(40);
        assert_eq!(names.take(&long), "长".repeat(31));
        assert_eq!(names.take(&long), format!("{}(2)", "长".repeat(28)));
        // Characters outside the basic plane are two units.
        assert_eq!(names.take(&"𠮷".repeat(20)), "𠮷".repeat(15));
    }
}
