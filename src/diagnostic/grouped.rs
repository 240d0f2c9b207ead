//! Findings for people, grouped by file, with the counts of each and of all.

use std::fmt::Write as _;

use super::full;
use super::order::in_order;
use super::{Diagnostic, Severity};
use crate::source::{SourceId, Sources};

/// Returns the findings with their places underlined, below a heading for each file.
pub fn render_grouped(sources: &Sources, diagnostics: &[Diagnostic], colour: bool) -> String {
    let file = |diagnostic: &Diagnostic| -> Option<SourceId> {
        diagnostic.primary.as_ref().map(|label| label.span.source)
    };
    let mut text = String::new();
    for group in in_order(diagnostics).chunk_by(|left, right| file(left) == file(right)) {
        let name = group.first().and_then(|first| file(first));
        let name = name.map_or("没有位置的问题", |id| sources.get(id).name.as_str());
        let counts = counts(group.iter().copied());
        let _infallible = write!(text, "── {name}（{counts}）\n\n");
        text.push_str(&full::render(sources, group, colour));
        text.push('\n');
    }
    text
}

/// Returns how many findings of each severity there are: 2 个错误、1 个警告.
pub fn counts<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> String {
    let (mut errors, mut warnings, mut notes) = (0_usize, 0_usize, 0_usize);
    for diagnostic in diagnostics {
        match diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Note => notes += 1,
        }
    }
    let counts =
        [(errors, Severity::Error), (warnings, Severity::Warning), (notes, Severity::Note)];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| format!("{count} 个{}", severity.name()))
        .collect();
    if parts.is_empty() { "没有发现问题".to_owned() } else { parts.join("、") }
}
