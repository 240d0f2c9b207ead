//! Mends a filing: the edits of its findings applied to the texts of its files, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use similar::TextDiff;

use super::{Examined, Findings, Pipeline, PipelineError, Purpose, folder_of};
use crate::source::{self, Edit, Opened, SourceId, Sources, Span};

/// How often a mended filing is looked at again; each time shows what earlier edits hid.
const MAX_ROUNDS: usize = 10;

/// A filing after the edits of its findings.
#[derive(Debug)]
pub struct Mended {
    /// What is found in the mended filing.
    pub findings: Findings,
    /// The files that changed.
    pub files: Vec<MendedFile>,
    /// How many findings were mended.
    pub count: usize,
}

/// A file that changed, whole, a byte order mark included.
#[derive(Debug)]
pub struct MendedFile {
    /// Its path, as it was read.
    pub name: String,
    /// Its text on disk.
    pub before: String,
    /// The mended text.
    pub after: String,
}

impl MendedFile {
    /// Returns the change as a unified diff.
    pub fn diff(&self) -> String {
        let diff = TextDiff::from_lines(&self.before, &self.after);
        diff.unified_diff().header(&self.name, &self.name).to_string()
    }
}

impl Pipeline {
    /// Applies the edits of the findings in the filing at `path` to its texts; nothing is written.
    ///
    /// Of edits that overlap the first is made, and what then still needs mending is looked for
    /// again, so that a mended filing has nothing left to mend. Edits that would make the filing
    /// unreadable are not made.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn mend(&self, path: &Path) -> Result<Mended, PipelineError> {
        let mut sources = Sources::new();
        let opened = source::load(&mut sources, path)?;
        let folder = folder_of(path);
        let mut examined = self.examine_opened(sources, opened, &folder)?;
        self.compose(&mut examined, Purpose::Final);
        let mut before: BTreeMap<SourceId, String> = BTreeMap::new();
        let mut count = 0;
        for _ in 0..MAX_ROUNDS {
            let (edits, mended) = edits(&examined);
            if edits.is_empty() {
                break;
            }
            let mut next = self.edited(&examined, &edits, &folder)?;
            if next.filing.is_none() {
                break;
            }
            self.compose(&mut next, Purpose::Final);
            for file in edits.keys() {
                before.entry(*file).or_insert_with(|| whole(&examined.findings.sources, *file));
            }
            count += mended;
            examined = next;
        }
        let findings = examined.findings;
        let files = before
            .into_iter()
            .map(|(file, before)| MendedFile {
                name: findings.sources.get(file).name.clone(),
                before,
                after: whole(&findings.sources, file),
            })
            .filter(|file| file.before != file.after)
            .collect();
        Ok(Mended { findings, files, count })
    }

    /// Examines a filing again with its texts edited; its files keep their numbers.
    fn edited(
        &self,
        examined: &Examined,
        edits: &BTreeMap<SourceId, Vec<Edit>>,
        folder: &Path,
    ) -> Result<Examined, PipelineError> {
        let mut sources = Sources::new();
        for id in &examined.files {
            let text = whole(&examined.findings.sources, *id);
            let file = examined.findings.sources.get(*id);
            let text = match edits.get(id) {
                Some(edits) => source::apply(&text, shifted(edits, file.skipped)),
                None => text,
            };
            sources.add(file.name.clone(), text);
        }
        let opened = Opened { files: examined.files.clone(), faults: Vec::new() };
        self.examine_opened(sources, opened, folder)
    }
}

/// Returns the edits of the findings by file, those left out that overlap an earlier one, and how
/// many findings they mend.
fn edits(examined: &Examined) -> (BTreeMap<SourceId, Vec<Edit>>, usize) {
    let mut edits: BTreeMap<SourceId, Vec<Edit>> = BTreeMap::new();
    let mut taken: BTreeMap<(SourceId, usize), usize> = BTreeMap::new();
    let mut count = 0;
    for finding in &examined.findings.diagnostics {
        let Some(fix) = &finding.fix else { continue };
        let changes =
            fix.edits.iter().any(|(span, text)| examined.findings.sources.slice(*span) != text);
        let free = fix
            .edits
            .iter()
            .all(|(span, _)| examined.files.contains(&span.source) && is_free(&taken, *span));
        if !changes || !free {
            continue;
        }
        for (span, text) in &fix.edits {
            taken.insert((span.source, span.start), span.end);
            let edit = Edit { range: span.start..span.end, text: text.clone() };
            edits.entry(span.source).or_default().push(edit);
        }
        count += 1;
    }
    (edits, count)
}

/// Returns whether no edit was taken that begins where `span` does or shares a byte with it.
fn is_free(taken: &BTreeMap<(SourceId, usize), usize>, span: Span) -> bool {
    let file = |offset| (span.source, offset);
    let before = taken.range(file(0)..=file(span.start)).next_back();
    let after = taken.range(file(span.start)..).next();
    before.is_none_or(|((_, start), end)| *start != span.start && *end <= span.start)
        && after.is_none_or(|((source, start), _)| *source != span.source || *start >= span.end)
}

/// Returns `edits` moved by the bytes before the text.
fn shifted(edits: &[Edit], by: usize) -> Vec<Edit> {
    let shift = |edit: &Edit| {
        let range = edit.range.start + by..edit.range.end + by;
        Edit { range, text: edit.text.clone() }
    };
    edits.iter().map(shift).collect()
}

/// Returns a file's text as it stands on disk.
fn whole(sources: &Sources, file: SourceId) -> String {
    let source = sources.get(file);
    // Only a byte order mark is ever taken off.
    let mark = if source.skipped == 0 { "" } else { "\u{feff}" };
    format!("{mark}{}", source.text)
}
