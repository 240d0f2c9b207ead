//! One entry as it was typed: read as the loader reads it, and written as YAML.

use std::fmt::Write;

use crate::diagnostic::Diagnostic;
use crate::model::{self, Adjustment};
use crate::quantity::AmountUnit;
use crate::source::Sources;

/// The name of the text in which a typed entry is pointed at.
const TYPED: &str = "命令行";

/// An entry of the ledger as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryTexts {
    /// The day: 2023-06-15.
    pub date: String,
    /// The amount in the filing's unit, signed.
    pub amount: String,
    /// `basic`, `projects` or `other`.
    pub scope: String,
    /// The project's id.
    pub project: Option<String>,
    /// The category's name in the data: `upper_level_transfer`.
    pub category: String,
    /// 文号.
    pub document: Option<String>,
    /// The reason in words.
    pub reason: String,
}

/// How the entries of a ledger are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EntryStyle {
    /// `{ date: …, amount: … }`; whether there is a space inside the braces.
    Braces { spaced: bool },
    /// A key a line, each after the first with this indentation.
    Lines { indent: String },
}

impl EntryTexts {
    /// Reads the entry as the loader reads those in a filing; faults are placed in the text of the
    /// entry, which joins `sources`.
    ///
    /// # Errors
    /// The loader's findings: Y103, Y105, Y107, Y108, Y109.
    pub fn read(
        &self,
        sources: &mut Sources,
        unit: AmountUnit,
    ) -> Result<Adjustment, Vec<Diagnostic>> {
        let lines = EntryStyle::Lines { indent: String::new() };
        let source = sources.add(TYPED, self.write(&lines, "\n"));
        model::load_adjustment(sources, source, unit)
    }

    /// Returns the entry on one line, as a person would add it by hand.
    pub fn in_braces(&self) -> String {
        self.write(&EntryStyle::Braces { spaced: true }, "\n")
    }

    /// Writes the entry; what is absent is left out.
    pub(super) fn write(&self, style: &EntryStyle, line_break: &str) -> String {
        let pairs = [
            ("date", Some(&self.date)),
            ("amount", Some(&self.amount)),
            ("scope", Some(&self.scope)),
            ("project", self.project.as_ref()),
            ("category", Some(&self.category)),
            ("document", self.document.as_ref()),
            ("reason", Some(&self.reason)),
        ];
        let pairs: Vec<_> = pairs
            .into_iter()
            .filter_map(|(key, text)| Some(format!("{key}: {}", scalar(text?))))
            .collect();
        match style {
            EntryStyle::Braces { spaced: true } => format!("{{ {} }}", pairs.join(", ")),
            EntryStyle::Braces { spaced: false } => format!("{{{}}}", pairs.join(", ")),
            EntryStyle::Lines { indent } => pairs.join(&format!("{line_break}{indent}")),
        }
    }
}

/// Returns `text` as a YAML scalar on one line: plain where that is safe between braces, else
/// quoted.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if !text.chars().any(is_unprintable) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
            quoted.push(character);
        } else if is_unprintable(character) {
            write!(quoted, "\\U{:08X}", u32::from(character))
                .expect("a String takes what is written to it");
        } else {
            quoted.push(character);
        }
    }
    quoted.push('"');
    quoted
}

/// Returns whether `text` means itself without quotes (YAML 1.2.2, 7.3.3).
fn is_plain(text: &str) -> bool {
    const INDICATORS: &[char] = &[
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@',
        '`',
    ];
    let is_number = {
        let digits = text.strip_prefix('-').unwrap_or(text);
        digits.starts_with(|first: char| first.is_ascii_digit())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    is_number
        || !(matches!(text, "" | "~" | "null" | "Null" | "NULL" | "...")
            || text.starts_with(INDICATORS)
            || text.starts_with(char::is_whitespace)
            || text.ends_with(char::is_whitespace)
            || text.ends_with(':')
            || text.contains([',', '[', ']', '{', '}'])
            || text.contains(": ")
            || text.contains(" #")
            || text.contains("\t#")
            || text.chars().any(is_unprintable))
}

/// Returns whether a character cannot stand in YAML on one line as it is.
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_where_yaml_needs_it() {
        for (text, written) in [
            ("冀财行〔2023〕12号", "冀财行〔2023〕12号"),
            ("2023-06-15", "2023-06-15"),
            ("-12.15", "-12.15"),
            ("1,234.50", "'1,234.50'"),
            ("甲：乙", "甲：乙"),
            ("a: b", "'a: b'"),
            ("a:", "'a:'"),
            ("追加 #3", "'追加 #3'"),
            ("#3", "'#3'"),
            ("it's", "it's"),
            ("'a'", "'''a'''"),
            ("null", "'null'"),
            ("", "''"),
            (" a ", "' a '"),
            ("a\nb\"\\", "\"a\\U0000000Ab\\\"\\\\\""),
        ] {
            assert_eq!(scalar(text), written, "{text}");
        }
    }
}
