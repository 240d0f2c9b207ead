//! The keys of one mapping: handed out by name, the left-over ones reported.

use super::describe::ObjectSchema;
use super::quoting::quoted;
use super::reader::Reader;
use super::scalars::FigureTexts;
use super::slot::{Found, Slot};
use crate::diagnostic::{Code, Diagnostic, nearest_described};
use crate::quantity::AmountUnit;
use crate::source::{Entry, NodeValue, SourceId, Span};

/// The keys of one mapping, as a section's table asks for them.
///
/// The same table serves two purposes: over a mapping of the YAML it reads, over an object of the
/// schema it describes. So the loader and the schema cannot drift apart. A table first asks for
/// every key and only then gives up on a missing one.
pub(super) enum Fields<'r, 'n> {
    /// Reads a mapping.
    Reading(ReadingFields<'r, 'n>),
    /// Describes an object.
    Describing(&'r mut ObjectSchema),
}

/// A mapping that is being read.
pub(super) struct ReadingFields<'r, 'n> {
    reader: &'r mut Reader<'n>,
    entries: &'n [Entry<'n>],
    /// The whole mapping.
    span: Span,
    /// Where a missing key is reported: the key above, or the first key of a list's item.
    place: Span,
    misses: Misses,
    taken: Vec<bool>,
    /// Every key asked for with its description.
    known: Vec<(&'static str, &'static str)>,
}

/// What becomes of a required key that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misses {
    /// It is a fault.
    Reported,
    /// It may stand in the part of a file that could not be read.
    Forgiven,
}

impl<'r, 'n> Fields<'r, 'n> {
    /// Returns the keys of a mapping that stands at `span`; missing ones are reported at `place`.
    pub(super) fn reading(
        reader: &'r mut Reader<'n>,
        entries: &'n [Entry<'n>],
        span: Span,
        place: Span,
    ) -> Self {
        Self::Reading(ReadingFields {
            reader,
            entries,
            span,
            place,
            misses: Misses::Reported,
            taken: vec![false; entries.len()],
            known: Vec::with_capacity(32),
        })
    }

    /// Returns the joined keys of a filing's files; missing ones are reported at `place`, unless a
    /// file breaks off, since it may have them.
    pub(super) fn top(
        reader: &'r mut Reader<'n>,
        entries: &'n [Entry<'n>],
        place: Span,
        misses: Misses,
    ) -> Self {
        let mut fields = Self::reading(reader, entries, place, place);
        if let Self::Reading(reading) = &mut fields {
            reading.misses = misses;
        }
        fields
    }

    /// Asks for a key that may be absent; `~` and empty text are absent.
    pub(super) fn optional(
        &mut self,
        key: &'static str,
        description: &'static str,
    ) -> Slot<'_, 'n> {
        match self {
            Self::Reading(fields) => match fields.take(key, description) {
                Some(entry) if !is_blank(entry) => fields.found(key, entry),
                _ => Slot::Absent,
            },
            Self::Describing(schema) => Slot::Described(schema.optional(key, description)),
        }
    }

    /// Asks for a key that must have a value.
    pub(super) fn required(
        &mut self,
        key: &'static str,
        description: &'static str,
    ) -> Slot<'_, 'n> {
        match self {
            Self::Reading(fields) => match fields.take(key, description) {
                Some(entry) if !is_blank(entry) => fields.found(key, entry),
                entry => {
                    let place = entry.map_or(fields.place, Entry::key_span);
                    fields.report_missing(key, description, place);
                    Slot::Absent
                }
            },
            Self::Describing(schema) => Slot::Described(schema.required(key, description)),
        }
    }

    /// Reads every key that is left as a figure's name, which no table can list.
    pub(super) fn each_figure(&mut self, figures: &mut FigureTexts) {
        match self {
            Self::Reading(fields) => {
                for (entry, taken) in fields.entries.iter().zip(&mut fields.taken) {
                    if !*taken {
                        *taken = true;
                        figures.read(fields.reader, "", entry);
                    }
                }
            }
            Self::Describing(schema) => schema.others().figure_texts(),
        }
    }

    /// Reports that `key` is missing although another key asks for it, at that key.
    pub(super) fn demand(&mut self, key: &'static str, description: &'static str, place: Span) {
        if let Self::Reading(fields) = self {
            fields.report_missing(key, description, place);
        }
    }

    /// Reports that `key` is missing, where a required key would be.
    pub(super) fn demand_here(&mut self, key: &'static str, description: &'static str) {
        if let Self::Reading(fields) = self {
            fields.report_missing(key, description, fields.place);
        }
    }

    /// Returns whether nothing was reported so far.
    pub(super) fn are_sound(&self) -> bool {
        match self {
            Self::Reading(fields) => fields.reader.is_sound(),
            Self::Describing(_) => true,
        }
    }

    /// Reports a fault that several keys make together.
    pub(super) fn report(&mut self, fault: Diagnostic) {
        if let Self::Reading(fields) = self {
            fields.reader.report(fault);
        }
    }

    /// Sets the unit of the amounts that are read from here on.
    pub(super) fn set_amount_unit(&mut self, unit: AmountUnit) {
        if let Self::Reading(fields) = self {
            fields.reader.amount_unit = unit;
        }
    }

    /// Returns the place of the whole mapping; of no use when describing.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Reading(fields) => fields.span,
            Self::Describing(_) => Span { source: SourceId(0), start: 0, end: 0 },
        }
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self) {
        if let Self::Reading(fields) = self {
            fields.report_left_over();
        }
    }
}

impl<'n> ReadingFields<'_, 'n> {
    /// Returns the entry under `key`, the first of several.
    fn take(&mut self, key: &'static str, description: &'static str) -> Option<&'n Entry<'n>> {
        self.known.push((key, description));
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        *self.taken.get_mut(index)? = true;
        self.entries.get(index)
    }

    fn found(&mut self, key: &'static str, entry: &'n Entry<'n>) -> Slot<'_, 'n> {
        Slot::Found(Found { reader: self.reader, key, at: entry.key_span(), node: &entry.value })
    }

    fn report_missing(&mut self, key: &str, description: &str, place: Span) {
        if self.misses == Misses::Forgiven {
            return;
        }
        let name = self.reader.name_of(key);
        self.reader.report(
            Diagnostic::new(Code::MISSING_KEY, format!("缺少必填项 `{name}`（{description}）"))
                .at(place, format!("这里缺少 `{key}`"))
                .help(format!("加上一行 `{key}: …`")),
        );
    }

    fn report_left_over(self) {
        let Self { reader, entries, taken, known, .. } = self;
        if taken.iter().all(|taken| *taken) {
            return;
        }
        let mut first_by_key = std::collections::BTreeMap::new();
        for (entry, taken) in entries.iter().zip(&taken) {
            if *taken {
                first_by_key.insert(entry.key.as_ref(), entry.key_span());
            }
        }
        for (entry, _) in entries.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            let fault = if let Some(first) = first_by_key.get(entry.key.as_ref()) {
                duplicate(reader, entry, *first)
            } else {
                first_by_key.insert(entry.key.as_ref(), entry.key_span());
                unknown(reader, entry, &known)
            };
            reader.report(fault);
        }
    }
}

/// Returns whether a key has no value.
fn is_blank(entry: &Entry<'_>) -> bool {
    match &entry.value.value {
        NodeValue::Null => true,
        NodeValue::Scalar(scalar) => scalar.text.trim().is_empty(),
        NodeValue::Sequence(_) | NodeValue::Mapping(_) => false,
    }
}

/// Returns the fault of a key that stands twice.
fn duplicate(reader: &Reader<'_>, entry: &Entry<'_>, first: Span) -> Diagnostic {
    let name = quoted(&reader.name_of(&entry.key));
    Diagnostic::new(Code::DUPLICATE_KEY, format!("{name} 写了两次"))
        .at(entry.key_span(), "第二次在这里")
        .related(first, "第一次在这里")
        .help("删去其中一个")
}

/// Returns the fault of a key that does not exist.
fn unknown(
    reader: &Reader<'_>,
    entry: &Entry<'_>,
    known: &[(&'static str, &'static str)],
) -> Diagnostic {
    let key = entry.key.as_ref();
    let mut fault =
        Diagnostic::new(Code::UNKNOWN_KEY, format!("没有 {} 这个键", quoted(&reader.name_of(key))))
            .at(entry.key_span(), "");
    let near = nearest_described(key, known.iter().copied());
    if let Some(near) = near {
        fault = fault.help(format!("是不是 `{near}`？"));
    }
    if key.starts_with(|first: char| first.is_ascii_digit())
        && matches!(entry.value.value, NodeValue::Null)
    {
        fault = fault.help("花括号里的逗号用来分隔各项；带千分位的数要加引号，例如 \"1,234.50\"");
    } else if !key.is_ascii() && near.is_none() {
        fault = fault.help("如果这是一段文字，请把其中的半角冒号改成全角“：”，或者给整段加引号");
    }
    let keys: Vec<_> = known.iter().map(|(key, _)| *key).collect();
    if keys.is_empty() {
        fault
    } else {
        fault.help(format!("这里可以用的键：{}", keys.join("、")))
    }
}
