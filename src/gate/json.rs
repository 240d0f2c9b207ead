//! JSON read back, records above all: every entry of an object, one that stands twice as well.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fold::PART;
use super::passage::{Passage, PassageKind};
use super::plain;
use super::versions::{Tracked, Versions};

/// Keys below which numbers are measures and sizes.
const MEASURES: [&str; 3] = ["page", "fonts", "columns"];
/// The key below which texts are printed figures, each by itself.
const FIGURES: &str = "figures";

/// Returns what a JSON text holds: its strings and numbers, its keys, and the runs of each text
/// joined. What is no JSON is read as bytes.
pub(super) fn read(bytes: &[u8]) -> Vec<Passage> {
    let mut gathered = Gathered::default();
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let entry = Entry { gathered: &mut gathered, role: Role::None, room: Room::Text };
    let is_whole = entry.deserialize(&mut source).is_ok() && source.end().is_ok();
    let Gathered { values, runs, keys, measures, .. } = gathered;
    let mut passages = runs.passages("正文");
    for (part, text, kind) in [
        ("内容", values, PassageKind::Words),
        ("键", keys, PassageKind::Settings),
        ("尺寸", measures, PassageKind::Settings),
    ] {
        if !text.is_empty() {
            passages.push(Passage { part: part.to_owned(), text, kind });
        }
    }
    if !is_whole {
        let text = String::from_utf8_lossy(bytes).into_owned();
        passages.push(Passage { part: "全文".to_owned(), text, kind: PassageKind::Words });
        passages.extend(plain::read("全文", bytes));
    }
    passages
}

#[derive(Default)]
struct Gathered {
    values: String,
    /// The runs of each text, with the changes that are marked in them.
    runs: Versions,
    /// The run that is being read, and what became of it.
    run: String,
    change: Option<Tracked>,
    keys: String,
    measures: String,
}

impl Gathered {
    /// Adds the run that was read to its text.
    fn end_run(&mut self) {
        let (run, change) = (std::mem::take(&mut self.run), self.change.take());
        if let Some(change) = change {
            self.runs.open(change);
        }
        self.runs.push(&run);
        if let Some(change) = change {
            self.runs.close(change);
        }
    }
}

/// A value of the text, and where it stands.
struct Entry<'a> {
    gathered: &'a mut Gathered,
    /// What it is to a run.
    role: Role,
    room: Room,
}

/// What a value is to a run of text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    None,
    Text,
    Change,
}

/// What a value is below.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Text,
    Figures,
    Measures,
}

impl Entry<'_> {
    fn number(self, number: &str) {
        let Self { gathered, room, .. } = self;
        let is_measure = room == Room::Measures;
        push(if is_measure { &mut gathered.measures } else { &mut gathered.values }, number);
    }
}

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entry<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, _value: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.number(&value.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.number(&value.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.number(&value.to_string());
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        push(&mut self.gathered.values, value);
        let Self { gathered, role, .. } = self;
        match (role, value) {
            (Role::Text, _) => gathered.run.push_str(value),
            (Role::Change, "inserted") => gathered.change = Some(Tracked::Inserted),
            (Role::Change, "deleted") => gathered.change = Some(Tracked::Deleted),
            _ => {}
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { gathered, room, .. } = self;
        let start = gathered.runs.len();
        while items
            .next_element_seed(Entry { gathered: &mut *gathered, role: Role::None, room })?
            .is_some()
        {}
        // The runs of a text are the items of a list.
        if gathered.runs.len() > start {
            gathered.runs.part(PART);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self { gathered, room, .. } = self;
        while let Some(key) = entries.next_key::<String>()? {
            push(&mut gathered.keys, &key);
            let room = match (room, key.as_str()) {
                (Room::Text, FIGURES) => Room::Figures,
                (Room::Text, key) if MEASURES.contains(&key) => Room::Measures,
                (room, _) => room,
            };
            let role = match key.as_str() {
                "text" if room == Room::Text => Role::Text,
                "change" => Role::Change,
                _ => Role::None,
            };
            entries.next_value_seed(Entry { gathered: &mut *gathered, role, room })?;
        }
        gathered.end_run();
        Ok(())
    }
}

fn push(list: &mut String, text: &str) {
    if !text.is_empty() {
        list.push_str(text);
        list.push(PART);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, kind: PassageKind) -> String {
        let passages = read(text.as_bytes()).into_iter().filter(|passage| passage.kind == kind);
        passages.map(|passage| passage.text).collect()
    }

    #[test]
    fn an_entry_that_stands_twice_is_read_twice() {
        let words = of(r#"{"a":"甲","a":{"b":[1.5,"乙"]},"b":null}"#, PassageKind::Words);
        assert_eq!(words, "甲\u{1f}1.5\u{1f}乙\u{1f}");
        assert_eq!(of(r#"{"a":1,"a":2}"#, PassageKind::Settings), "a\u{1f}a\u{1f}");
    }

    #[test]
    fn runs_are_joined_and_printed_figures_are_not() {
        let text =
            r#"{"figures":[{"text":"38"},{"text":"42"}],"runs":[{"text":"384"},{"text":"2076"}]}"#;
        let words = of(text, PassageKind::Words);
        assert!(words.contains("3842076") && !words.contains("3842\u{1f}384"), "{words}");
    }

    #[test]
    fn runs_are_joined_in_every_version() {
        let text = r#"[{"text":"38"},{"text":"42","change":"deleted"},
                       {"text":"99","change":"inserted"},{"text":"076"}]"#;
        let words = of(text, PassageKind::Words);
        for version in ["384299076", "3899076", "3842076"] {
            assert!(words.contains(version), "{version}: {words}");
        }
    }

    #[test]
    fn measures_are_no_amounts() {
        let text = r#"{"page":{"width":7560000},"fonts":[{"bytes":3842076}],"amount":3842077}"#;
        assert_eq!(of(text, PassageKind::Words), "3842077\u{1f}");
        assert!(of(text, PassageKind::Settings).contains("3842076"));
    }

    #[test]
    fn what_is_no_json_is_read_as_it_is() {
        assert!(of(r#"{"a":"甲"} 3842076"#, PassageKind::Words).contains("} 3842076"));
        assert!(of("项目", PassageKind::Bytes).contains("项目"));
        assert!(of(&"[".repeat(100_000), PassageKind::Words).contains("[[["));
    }
}
