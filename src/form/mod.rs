//! Forms: a county's conventions, labels, thresholds and page.
//!
//! A form is a folder: `form.yaml` beside the templates of its documents. The program brings its
//! own; a folder on disk may replace any file of them or add a form. What a filing says is not known
//! here.

mod charts;
mod display;
mod disclosure;
mod grades;
mod kinds;
mod scoring;
mod folder;
mod settings;
mod page;
mod severities;
mod keys;
mod phrases;
mod prose;
mod prose_file;

pub use charts::Charts;
pub use disclosure::{DisclosurePolicy, Totals};
pub use display::{Display, ProjectDecimals};
pub use folder::{of_filings, starter};
pub use grades::GradeScale;
pub use kinds::KindLabels;
pub use phrases::{Initials, Phrases};
pub use prose::{
    Claim, Contradiction, EntityWords, FigureHint, FigurePattern, FigureWords, LeftoverWords,
    NotResults, PatternValue, Prose, PunctuationWords, SelfReference, Slips, StaleYearWords,
};
pub use scoring::{Descent, DimensionWeights, EqualDeviation, ExecutionCap, Scoring};
pub use severities::{Severities, SeverityChange};

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{PageProfile, Seal};
use crate::source::{self, Allowance, OpenError, SourceId, Sources, Span, Spanned};

/// One form, ready to be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The folder's name: `changli`.
    pub name: String,
    /// What the form is, in Chinese.
    pub title: String,
    /// How amounts and rates are printed.
    pub display: Display,
    /// The kinds of budget in the form's order, with the words it uses for them.
    pub kinds: KindLabels,
    /// The grades: from which score each begins and what it is called.
    pub grades: GradeScale,
    /// How points are given, and from where on a result asks for a reason.
    pub scoring: Scoring,
    /// The page that its documents are set on.
    pub page: PageProfile,
    /// Whether a signature block closes the report, and whether it leaves room for a seal.
    pub signature: Option<Seal>,
    /// Which charts its report has.
    pub charts: Charts,
    /// How the public edition deals with what is withheld.
    pub disclosure: DisclosurePolicy,
    /// What checks of the prose look for.
    pub prose: Arc<Prose>,
    /// The severities that the form sets otherwise than the codes do.
    pub severities: Severities,
    /// The folder's templates by file name.
    templates: BTreeMap<String, SourceId>,
}

impl Form {
    /// Returns the template called `file` (`work-report.html`), or `None` where the folder has none.
    pub fn template(&self, file: &str) -> Option<SourceId> {
        self.templates.get(file).copied()
    }

    /// Returns the folder's templates with their file names, in the order of the names.
    pub fn templates(&self) -> impl Iterator<Item = (&str, SourceId)> {
        self.templates.iter().map(|(file, source)| (file.as_str(), *source))
    }
}

/// Why a form cannot be used.
#[derive(Debug)]
pub enum FormError {
    /// The form is unknown, or its files have faults that their author can mend.
    Findings(Vec<Diagnostic>),
    /// A folder or file could not be read at all.
    Open(OpenError),
}

/// Loads the form called `name`, whose span is the place that asks for it.
///
/// The form's files are added to `sources`. A file in `directory/<name>/` stands in for the
/// program's own of that name; a form that only `directory` has needs a `form.yaml` there.
///
/// # Errors
/// Returns every fault: an unknown name (Y108), and the faults of `form.yaml` at their places. Fails
/// with [`FormError::Open`] when `directory` or a file in it cannot be read.
pub fn load(
    sources: &mut Sources,
    name: &Spanned<String>,
    directory: Option<&Path>,
) -> Result<Form, FormError> {
    let mut files = folder::open(sources, name, directory)?;
    let Some(id) = files.remove(folder::SETTINGS) else {
        let message = format!("报告格式“{}”的文件夹里没有 form.yaml", name.value);
        let finding = Diagnostic::new(Code::UNKNOWN_VALUE, message).at(name.span, "");
        return Err(FormError::Findings(vec![
            finding.help("可以从自带的格式复制一份 form.yaml 再修改"),
        ]));
    };
    let mut faults = Vec::new();
    let prose = prose_file::load(sources, name, files.remove(folder::PROSE), &mut faults);
    let parsed = source::parse(id, &sources.get(id).text, &mut Allowance::default());
    let sound = parsed.faults.is_empty();
    faults.extend(parsed.faults.into_iter().map(folder::finding));
    let form = match &parsed.root {
        Some(root) => settings::read(&name.value, root, files, prose, &mut faults),
        None if sound => {
            let finding = Diagnostic::new(Code::MISSING_KEY, "格式设定是空的");
            faults.push(finding.at(Span { source: id, start: 0, end: 0 }, ""));
            None
        }
        None => None,
    };
    faults.sort_by_key(|fault| fault.primary.as_ref().map(|label| label.span));
    form.filter(|_| faults.is_empty()).ok_or(FormError::Findings(faults))
}
