//! What was read, as a tree of keys in which every value knows its cell, and its text as YAML.

use std::fmt::Write;
use std::ops::Range;

use super::grid::Place;

/// A value of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// A single value.
    Scalar(Scalar),
    /// Keys with their values, in their order.
    Keys(Vec<(&'static str, Self)>),
    /// A list.
    List(Vec<Self>),
}

/// A single value and the cell that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) text: String,
    /// `None` for what the program adds itself, an id.
    pub(super) place: Option<Place>,
}

impl Tree {
    pub(super) fn scalar(text: impl Into<String>, place: Option<Place>) -> Self {
        Self::Scalar(Scalar { text: text.into(), place })
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::Keys(keys) => keys.iter().all(|(_, value)| value.is_empty()),
            Self::List(items) => items.is_empty(),
        }
    }
}

/// YAML with the cells that its values come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedYaml {
    /// The text.
    pub text: String,
    /// The bytes of each entry of a list or single value with their cells, in the order of the text.
    pub places: Vec<(Range<usize>, Place)>,
}

impl PlacedYaml {
    /// Returns the cell of the value that the byte at `offset` belongs to; for a byte before the
    /// value of a key, its own.
    pub fn place(&self, range: Range<usize>) -> Option<&Place> {
        let next = self.places.partition_point(|(bytes, _)| bytes.end <= range.start);
        let (_, place) = self.places.get(next).or_else(|| self.places.last())?;
        Some(place)
    }

    /// Writes the top-level keys.
    pub(super) fn of(keys: &[(&'static str, Tree)]) -> Self {
        let mut yaml = Self::default();
        yaml.keys(keys, 0, false);
        yaml
    }

    /// Writes keys with `indent`; the first stands behind a dash where `inline` says so.
    fn keys(&mut self, keys: &[(&'static str, Tree)], indent: usize, inline: bool) {
        let mut is_first = inline;
        for (key, value) in keys.iter().filter(|(_, value)| !value.is_empty()) {
            let margin = if is_first { String::new() } else { " ".repeat(indent) };
            is_first = false;
            let _infallible = write!(self.text, "{margin}{key}:");
            match value {
                Tree::Scalar(scalar) => {
                    self.text.push(' ');
                    self.scalar(scalar);
                }
                Tree::Keys(keys) => {
                    self.text.push('\n');
                    self.keys(keys, indent + 2, false);
                }
                Tree::List(items) => {
                    self.text.push('\n');
                    for item in items {
                        let _infallible = write!(self.text, "{}- ", " ".repeat(indent + 2));
                        match item {
                            Tree::Scalar(scalar) => self.scalar(scalar),
                            Tree::Keys(keys) => self.keys(keys, indent + 4, true),
                            Tree::List(_) => self.text.push('\n'),
                        }
                    }
                }
            }
        }
    }

    fn scalar(&mut self, scalar: &Scalar) {
        let start = self.text.len();
        push_scalar(&mut self.text, &scalar.text);
        if let Some(place) = &scalar.place {
            self.places.push((start..self.text.len(), place.clone()));
        }
        self.text.push('\n');
    }
}

/// Writes a text as YAML on one line: plain where it cannot be taken for anything else, else quoted.
fn push_scalar(yaml: &mut String, text: &str) {
    let is_safe = |character: char| {
        character.is_alphanumeric()
            || matches!(character, '-' | '.' | '_' | '（' | '）' | '〔' | '〕')
    };
    let is_word = !matches!(text, "" | "null" | "Null" | "NULL" | "." | "..." | "---");
    let begins = text.strip_prefix('-').unwrap_or(text).starts_with(char::is_alphanumeric);
    if is_word && begins && text.chars().all(is_safe) {
        yaml.push_str(text);
        return;
    }
    yaml.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                yaml.push('\\');
                yaml.push(character);
            }
            _ if character.is_control()
                || matches!(
                    character,
                    '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
                ) =>
            {
                let _infallible = write!(yaml, "\\U{:08X}", u32::from(character));
            }
            _ => yaml.push(character),
        }
    }
    yaml.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_with_their_places() {
        let place = |row| Some(Place { sheet: "汇总".into(), row, column: 0 });
        let keys = [
            ("form", Tree::scalar("changli", None)),
            ("budget", Tree::Keys(vec![("department", Tree::Keys(Vec::new()))])),
            (
                "projects",
                Tree::List(vec![Tree::Keys(vec![
                    ("id", Tree::scalar("P01", place(3))),
                    ("name", Tree::scalar("a: \"b\"\n#", place(4))),
                    ("initial", Tree::scalar("-12.5", place(5))),
                ])]),
            ),
        ];
        let yaml = PlacedYaml::of(&keys);
        let expected = "form: changli\nprojects:\n  - id: P01\n    name: \"a: \\\"b\\\"\\U0000000A#\"\n    initial: -12.5\n";
        assert_eq!(yaml.text, expected);
        let at = expected.find("-12.5").expect("it is there");
        assert_eq!(yaml.place(at..at + 1), place(5).as_ref());
        assert_eq!(yaml.place(0..4), place(3).as_ref());
    }
}
