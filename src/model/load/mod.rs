//! Loading: the YAML trees of a filing's files become one [`Filing`], every fault collected.
//!
//! Each section is a table of its keys ([`fields::Fields`]); the same tables describe the schema.

mod reader;
mod fields;
mod slot;
mod scalars;
mod describe;
mod decimals;
mod dates;
mod quoting;
mod output_name;
mod allow;
mod filing;
mod budget;
mod project;
mod indicator;
mod narrative;
mod stated;
mod schema;

pub use schema::schema;

use self::fields::{Fields, Misses};
use self::reader::Reader;
use super::{Adjustment, Filing};
use crate::diagnostic::Diagnostic;
use crate::quantity::AmountUnit;
use crate::source::{
    self, Allowance, Entry, FaultKind, NodeValue, Opened, SourceFault, SourceId, Sources, Span,
};

/// Loads the filing that was opened, the faults of opening included.
///
/// The top-level keys of all files are joined; one that stands twice is a fault with both places.
/// There is a filing only when there is no fault: what could not be read must not pass for absent.
pub fn load(sources: &Sources, opened: &Opened) -> (Option<Filing>, Vec<Diagnostic>) {
    let mut allowance = Allowance::default();
    let mut faults = opened.faults.clone();
    let mut entries = Vec::new();
    let mut allows = Vec::new();
    let mut too_many_allows = None;
    // What a file that breaks off would have said is unknown, so nothing is missed in it.
    let mut misses = if faults.is_empty() { Misses::Reported } else { Misses::Forgiven };
    for file in &opened.files {
        let parsed = source::parse(*file, &sources.get(*file).text, &mut allowance);
        if parsed.root.is_none() && !parsed.faults.is_empty() {
            misses = Misses::Forgiven;
        }
        faults.extend(parsed.faults);
        let Some(root) = parsed.root else { continue };
        let fault = allow::read(sources.get(*file), &root, &parsed.comments, &mut allows);
        too_many_allows = too_many_allows.or(fault);
        let span = root.span();
        match root.value {
            NodeValue::Mapping(keys) => entries.extend(keys),
            NodeValue::Null => {}
            NodeValue::Scalar(_) | NodeValue::Sequence(_) => {
                misses = Misses::Forgiven;
                faults.push(SourceFault {
                    kind: FaultKind::Syntax,
                    message: "文件的最外层应是 `键: 值`".to_owned(),
                    span: Span { end: span.end.min(span.start + 1), ..span },
                    help: vec!["例如 `form: changli`，一行一个".to_owned()],
                });
            }
        }
    }
    let mut reader = Reader::new(sources);
    for fault in faults {
        reader.report_source(fault);
    }
    if let Some(fault) = too_many_allows {
        reader.report(fault);
    }
    let filing = read(&mut reader, &entries, &opened.files, misses);
    let filing = filing.map(|filing| Filing { allows, ..filing });
    let faults = reader.finish();
    (filing.filter(|_| faults.is_empty()), faults)
}

/// Loads the file `source`, whose top-level keys are those of one entry of the ledger, with the amount
/// in `unit`.
///
/// # Errors
/// Every fault of the entry.
pub fn load_adjustment(
    sources: &Sources,
    source: SourceId,
    unit: AmountUnit,
) -> Result<Adjustment, Vec<Diagnostic>> {
    let parsed = source::parse(source, &sources.get(source).text, &mut Allowance::default());
    let mut reader = Reader::new(sources);
    reader.amount_unit = unit;
    for fault in parsed.faults {
        reader.report_source(fault);
    }
    let entries = match parsed.root.as_ref().map(|root| &root.value) {
        Some(NodeValue::Mapping(entries)) => entries.as_slice(),
        _ => &[],
    };
    let place = Span { source, start: 0, end: 0 };
    let mut fields = Fields::top(&mut reader, entries, place, Misses::Reported);
    let adjustment = budget::adjustment(&mut fields);
    fields.finish();
    let faults = reader.finish();
    adjustment.filter(|_| faults.is_empty()).ok_or(faults)
}

/// Reads the joined keys.
fn read<'n>(
    reader: &mut Reader<'n>,
    entries: &'n [Entry<'n>],
    files: &[SourceId],
    misses: Misses,
) -> Option<Filing> {
    let start = files.first().map(|source| Span { source: *source, start: 0, end: 0 });
    let place = entries.first().map(Entry::key_span).or(start)?;
    let mut fields = Fields::top(reader, entries, place, misses);
    let filing = filing::filing(&mut fields);
    fields.finish();
    filing
}
