//! The spanned tree of one YAML file: mappings in order, both halves of a duplicate key kept.

use std::borrow::Cow;

use super::{SourceId, Span};

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'s> {
    place: Place,
    /// What stands there.
    pub value: NodeValue<'s>,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeValue<'s> {
    /// Nothing: `~`, `null`, or no text at all.
    Null,
    /// Text; a number is text too, so that no digit is lost.
    Scalar(Scalar<'s>),
    /// A list.
    Sequence(Vec<Node<'s>>),
    /// Keys with their values, in the order of the file; a key may stand twice.
    Mapping(Vec<Entry<'s>>),
}

/// Text, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar<'s> {
    /// The text as YAML says: folded, without quotes and escapes.
    pub text: Cow<'s, str>,
    /// How it was written.
    pub style: ScalarStyle,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// As it is.
    Plain,
    /// Between `'`.
    SingleQuoted,
    /// Between `"`.
    DoubleQuoted,
    /// A block after `|`.
    Literal,
    /// A block after `>`.
    Folded,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'s> {
    /// The key.
    pub key: Cow<'s, str>,
    key_place: Place,
    /// Its value.
    pub value: Node<'s>,
}

/// A comment, without its `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment<'s> {
    /// The text after `#`.
    pub text: Cow<'s, str>,
    /// Its place, `#` included.
    pub span: Span,
    /// Whether it shares its line with a value.
    pub beside_value: bool,
}

/// A span in half the room: a file is far below 4 GiB, and a tree holds very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    source: SourceId,
    start: u32,
    end: u32,
}

impl<'s> Node<'s> {
    pub(super) fn new(place: Place, value: NodeValue<'s>) -> Self {
        Self { place, value }
    }

    /// Returns the node's place: of a collection, from its first to its last value.
    pub fn span(&self) -> Span {
        self.place.span()
    }

    /// Returns the text that stands here, or `None` where something else does.
    pub fn scalar(&self) -> Option<&Scalar<'s>> {
        match &self.value {
            NodeValue::Scalar(scalar) => Some(scalar),
            NodeValue::Null | NodeValue::Sequence(_) | NodeValue::Mapping(_) => None,
        }
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Returns how many nodes and how many bytes of text the tree under this node has, itself
    /// included, and how many levels.
    pub(super) fn measure(&self) -> Measure {
        let mut total = Measure { nodes: 1, bytes: 0, depth: 0 };
        match &self.value {
            NodeValue::Null => {}
            NodeValue::Scalar(scalar) => total.bytes = scalar.text.len(),
            NodeValue::Sequence(items) => items.iter().for_each(|item| total.add_child(item)),
            NodeValue::Mapping(entries) => {
                for entry in entries {
                    total.bytes += entry.key.len();
                    total.add_child(&entry.value);
                }
            }
        }
        total
    }
}

/// The size of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// How many nodes.
    pub(super) nodes: usize,
    /// How many bytes of text.
    pub(super) bytes: usize,
    /// How many levels of collections.
    pub(super) depth: usize,
}

impl Measure {
    fn add_child(&mut self, child: &Node<'_>) {
        let child = child.measure();
        self.nodes += child.nodes;
        self.bytes += child.bytes;
        self.depth = self.depth.max(child.depth + 1);
    }
}

impl<'s> Entry<'s> {
    pub(super) fn new(key: Cow<'s, str>, key_place: Place, value: Node<'s>) -> Self {
        Self { key, key_place, value }
    }

    /// Returns the key's place.
    pub fn key_span(&self) -> Span {
        self.key_place.span()
    }
}

impl Place {
    pub(super) fn new(source: SourceId, start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { source, start: narrow(start), end: narrow(end.max(start)) }
    }

    /// Returns the place from the start of this one to the end of `last`.
    pub(super) fn to(self, last: Self) -> Self {
        Self { end: last.end.max(self.start), ..self }
    }

    /// Returns the place of no width at the end of this one.
    pub(super) fn after(self) -> Self {
        Self { start: self.end, ..self }
    }

    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(super) fn span(self) -> Span {
        let wide = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        Span { source: self.source, start: wide(self.start), end: wide(self.end) }
    }
}
