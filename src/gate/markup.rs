//! The texts of an XML part: what it says joined over its runs, its attributes and its asides apart.

use super::fold::PART;
use super::package::Part;
use super::passage::{Passage, PassageKind, Unreadable};
use super::versions::{Tracked, Versions};
use super::xml::{Node, walk};

/// Attributes whose value is for people.
const WORDS: [&str; 18] = [
    "descr",
    "title",
    "alt",
    "author",
    "initials",
    "tooltip",
    "displayname",
    "displaytext",
    "username",
    "prompt",
    "prompttitle",
    "error",
    "errortitle",
    "desc",
    "string",
    "comment",
    "description",
    "instr",
];
/// Elements whose value attribute is for people.
const WORDS_OF: [&str; 10] = [
    "alias",
    "tag",
    "tblCaption",
    "tblDescription",
    "docVar",
    "listItem",
    "default",
    "helpText",
    "statusText",
    "result",
];

/// What an element is to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Text goes on across its edges.
    Inline,
    /// It stands on lines of its own.
    Line,
    /// It stands in a cell of its own.
    Cell,
    /// It is no part of the text around it: an instruction of a field.
    Apart,
}

/// Returns what `part` says: its text as one passage in each version that tracked changes give it,
/// then what its attributes say to people, what they set, and the rest.
///
/// # Errors
/// When it is no well-formed XML.
pub(super) fn read(part: &Part, joint: fn(&str) -> Joint) -> Result<Vec<Passage>, Unreadable> {
    let mut reading = Reading { joint, ..Reading::default() };
    walk(&part.name, &part.bytes, &mut |node| reading.visit(&node))?;
    let Reading { text, words, settings, apart, .. } = reading;
    let mut passages = text.passages(&part.name);
    for (text, kind) in [
        (words, PassageKind::Words),
        (apart, PassageKind::Words),
        (settings, PassageKind::Settings),
    ] {
        if !text.is_empty() {
            passages.push(Passage { part: part.name.clone(), text, kind });
        }
    }
    Ok(passages)
}

/// A part while it is read.
struct Reading {
    joint: fn(&str) -> Joint,
    text: Versions,
    /// How long the text was where each open element began.
    opened: Vec<usize>,
    /// How many open elements stand apart.
    aside: usize,
    words: String,
    settings: String,
    apart: String,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            joint: |_name| Joint::Inline,
            text: Versions::default(),
            opened: Vec::new(),
            aside: 0,
            words: String::new(),
            settings: String::new(),
            apart: String::new(),
        }
    }
}

impl Reading {
    fn visit(&mut self, node: &Node<'_>) {
        match node {
            Node::Open(name, attributes) => self.open(name, attributes),
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.aside > 0 => self.apart.push_str(text),
            Node::Text(text) => self.text.push(text),
            Node::Aside(text) => push(&mut self.apart, text),
        }
    }

    fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        for (key, value) in attributes {
            let key_is = |list: &[&str]| list.iter().any(|word| key.eq_ignore_ascii_case(word));
            let is_words = key_is(&WORDS) || (WORDS_OF.contains(&name) && !key_is(&["space"]));
            push(if is_words { &mut self.words } else { &mut self.settings }, value);
        }
        if let Some(change) = tracked(name) {
            self.text.open(change);
        }
        match (self.joint)(name) {
            Joint::Line => self.text.part('\n'),
            Joint::Apart => self.aside += 1,
            Joint::Inline | Joint::Cell => {}
        }
        match name {
            "br" | "cr" | "tab" | "ptab" => self.text.part(' '),
            "noBreakHyphen" => self.text.push("-"),
            _ => {}
        }
        self.opened.push(self.text.len());
    }

    fn close(&mut self, name: &str) {
        let opened = self.opened.pop().unwrap_or_default();
        match (self.joint)(name) {
            Joint::Line => self.text.part('\n'),
            Joint::Cell if self.text.len() > opened => self.text.part(PART),
            Joint::Apart => {
                self.aside = self.aside.saturating_sub(1);
                self.apart.push(PART);
            }
            Joint::Inline | Joint::Cell => {}
        }
        if let Some(change) = tracked(name) {
            self.text.close(change);
        }
    }
}

fn tracked(name: &str) -> Option<Tracked> {
    match name {
        "ins" | "moveTo" => Some(Tracked::Inserted),
        "del" | "moveFrom" => Some(Tracked::Deleted),
        _ => None,
    }
}

fn push(list: &mut String, text: &str) {
    if !text.is_empty() {
        list.push_str(text);
        list.push(PART);
    }
}
