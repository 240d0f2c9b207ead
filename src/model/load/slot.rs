//! The place of one value: read as the type that the table asks for, or described as it.

use super::describe::Description;
use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::ClosedSet;
use crate::source::{Entry, Node, NodeValue, Span, Spanned};

/// The place of one value.
pub(super) enum Slot<'r, 'n> {
    /// Nothing stands there.
    Absent,
    /// A value to read.
    Found(Found<'r, 'n>),
    /// A value to describe.
    Described(Description<'r>),
}

/// A value in the YAML.
pub(super) struct Found<'r, 'n> {
    /// The run.
    pub(super) reader: &'r mut Reader<'n>,
    /// The key that it stands under; for an item, the list's.
    pub(super) key: &'n str,
    /// Where a key that it lacks is reported.
    pub(super) at: Span,
    /// The value.
    pub(super) node: &'n Node<'n>,
}

impl<'n> Slot<'_, 'n> {
    /// Reads a mapping by its table.
    pub(super) fn mapping<T>(
        self,
        read: impl FnOnce(&mut Fields<'_, 'n>) -> Option<T>,
    ) -> Option<T> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => {
                let NodeValue::Mapping(entries) = &found.node.value else {
                    found.wrong_type("几个键和值", "写成 `键: 值`，一行一个，缩进在这个键下面");
                    return None;
                };
                found.reader.enter(found.key);
                let span = found.node.span();
                let mut fields = Fields::reading(found.reader, entries, span, found.at);
                let value = read(&mut fields);
                fields.finish();
                found.reader.leave();
                value
            }
            Slot::Described(description) => description.object(read),
        }
    }

    /// Reads a mapping whose keys may all be absent, as may the mapping itself.
    pub(super) fn section<T: Default>(self, read: impl FnOnce(&mut Fields<'_, 'n>) -> T) -> T {
        self.mapping(|fields| Some(read(fields))).unwrap_or_default()
    }

    /// Reads a list of at most `limit` items.
    pub(super) fn list<T>(
        self,
        limit: usize,
        mut read: impl FnMut(Slot<'_, 'n>) -> Option<T>,
    ) -> Vec<T> {
        match self {
            Slot::Absent => Vec::new(),
            Slot::Found(found) => {
                let NodeValue::Sequence(items) = &found.node.value else {
                    found.wrong_type("一个列表", "每一项另起一行，以 `- ` 开头；没有就写 `[]`");
                    return Vec::new();
                };
                found.items(items, limit, read)
            }
            Slot::Described(description) => {
                description.array(limit, |item| {
                    read(Slot::Described(item));
                });
                Vec::new()
            }
        }
    }

    /// Reads a list of at most `limit` texts.
    pub(super) fn texts(self, limit: usize) -> Vec<Spanned<String>> {
        self.list(limit, |item: Slot<'_, 'n>| Slot::text(item))
    }

    /// Reads a list of at most `limit` members of a closed set.
    pub(super) fn members<E: ClosedSet>(self, limit: usize) -> Vec<Spanned<E>> {
        self.list(limit, |item: Slot<'_, 'n>| Slot::one_of(item))
    }

    /// Reads a list of at most `limit` mappings, each by the same table.
    pub(super) fn list_of<T>(
        self,
        limit: usize,
        mut read: impl FnMut(&mut Fields<'_, 'n>) -> Option<T>,
    ) -> Vec<T> {
        self.list(limit, |item| item.mapping(&mut read))
    }

    /// Reads a mapping by its table, or anything else by `otherwise`.
    pub(super) fn mapping_or<T>(
        self,
        read: impl FnOnce(&mut Fields<'_, 'n>) -> Option<T>,
        otherwise: impl FnOnce(Slot<'_, 'n>) -> Option<T>,
    ) -> Option<T> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => match &found.node.value {
                NodeValue::Mapping(_) => Slot::Found(found).mapping(read),
                _ => otherwise(Slot::Found(found)),
            },
            Slot::Described(description) => {
                description.either(
                    |simple| {
                        otherwise(Slot::Described(simple));
                    },
                    |object| {
                        object.object(read);
                    },
                );
                None
            }
        }
    }
}

impl<'n> Found<'_, 'n> {
    fn items<T>(
        self,
        items: &'n [Node<'n>],
        limit: usize,
        mut read: impl FnMut(Slot<'_, 'n>) -> Option<T>,
    ) -> Vec<T> {
        if items.len() > limit {
            let name = self.reader.name_of(self.key);
            let message = format!("`{name}` 有 {} 项，最多 {limit} 项", items.len());
            self.reader.report(Diagnostic::new(Code::LIMIT_EXCEEDED, message).at(self.at, ""));
            return Vec::new();
        }
        let mut values = Vec::with_capacity(items.len());
        for node in items {
            let at = match &node.value {
                NodeValue::Mapping(entries) => entries.first().map(Entry::key_span),
                _ => None,
            };
            let at = at.unwrap_or_else(|| node.span());
            let item = Found { reader: self.reader, key: self.key, at, node };
            if matches!(node.value, NodeValue::Null) {
                item.report(Code::WRONG_TYPE, "列表里有一个空项", "填上内容，或者删去这一项");
            } else {
                values.extend(read(Slot::Found(item)));
            }
        }
        values
    }

    /// Reports that the value is not what it should be.
    pub(super) fn wrong_type(self, expected: &str, help: &str) {
        let name = self.reader.name_of(self.key);
        let found = match &self.node.value {
            NodeValue::Null => "空值",
            NodeValue::Scalar(_) => "文字",
            NodeValue::Sequence(_) => "列表",
            NodeValue::Mapping(_) => "键和值",
        };
        let message = format!("`{name}` 应是{expected}，读到的是{found}");
        self.report(Code::WRONG_TYPE, &message, help);
    }

    /// Reports a fault of the value at its place.
    pub(super) fn report(self, code: Code, message: &str, help: &str) {
        // A block would underline every line of it; its beginning says enough.
        let span = match &self.node.value {
            NodeValue::Sequence(_) | NodeValue::Mapping(_) => self.at,
            NodeValue::Null | NodeValue::Scalar(_) => self.node.span(),
        };
        self.reader.report(Diagnostic::new(code, message).at(span, "").help(help));
    }
}
