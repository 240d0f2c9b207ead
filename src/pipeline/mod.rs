//! The chain from files to bytes, written once.
//!
//! Commands and tests ask here for what they want; each stage is somebody else's.

mod adjust;
mod answer;
mod attempt;
mod both;
mod build;
mod codes;
mod comparison;
mod county;
mod current;
mod cut;
mod figure_text;
mod findings;
mod font_text;
mod formats;
mod forms;
mod import;
mod mend;
mod names;
mod package;
mod placed;
mod proof;
mod redline;
mod register;
mod review;
mod revision;
mod start;
mod units;

pub use adjust::Amended;
pub use answer::{Answered, AnsweredFiling};
pub use attempt::{Attempt, Built, Current, Made, Place, Subject};
pub use both::EditionBuild;
pub use build::Purpose;
pub use codes::{code_page, code_table};
pub use comparison::{Compared, DiffOutput, Side, since_last};
pub use cut::known;
pub use figure_text::{FigureOutput, explain_figure};
pub use findings::{Findings, Quoting, render_sarif};
pub use font_text::{FontText, font_report};
pub use formats::Formats;
pub use import::ImportedFiling;
pub use mend::{Mended, MendedFile};
pub use names::INTERNAL_SUFFIX;
pub use package::Extent;
pub use redline::{Reviser, redline};
pub use register::RegisterFormats;
pub use review::Reviewed;
pub use revision::{NamedFiles, NoteKind, RevisedFiles, RevisionFiles};
pub use start::{Files, roll_over, starter};

pub use crate::edition::EditionKind;
pub use crate::figures::{Figures, Moved, moved};
pub use crate::fonts::{FontSources, SystemFonts};
pub use crate::ledger::EntryTexts;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use self::forms::{Forms, LoadedForm};
use crate::document::Document;
use crate::edition::Withheld;
use crate::edition::{self, Edition};
use crate::figures;
use crate::fonts::{FontSet, FontsError};
use crate::form::FormError;
use crate::model;
use crate::record::RecordFault;
use crate::source::{self, OpenError, Opened, SourceId, Sources};
use crate::template::Paper;
use crate::writer::docx;

/// What a run is told besides its filings.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// A folder of forms that stand in for the program's own.
    pub templates: Option<PathBuf>,
    /// The date of documents whose filing has none.
    pub source_date: Option<Date>,
    /// Which edition of the filings is made.
    pub edition: EditionKind,
    /// How much of a filing is built.
    pub extent: Extent,
}

/// Why a run could not be made at all.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// A file or folder that cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A ledger whose YAML is written in a way that an entry cannot be added to safely.
    #[error(
        "台账的写法无法稳妥地改写，未作任何改动；请在 budget 的 adjustments 下手工加上：\n  - {entry}"
    )]
    ByHand {
        /// The entry as YAML.
        entry: String,
    },
    /// An entry for the ledger of a department and its units, which stands in many files.
    #[error(
        "这份填报汇总了所属单位，adjust 不知道这一笔属于谁：属于所属单位的，对它自己的填报运行；属于本级的，手工加在 budget 的 adjustments 下：\n  - {entry}"
    )]
    Consolidated {
        /// The entry as YAML.
        entry: String,
    },
    /// A record that is none, or is broken.
    #[error("{path}{}：不是完好的记录：{fault}", place(fault))]
    Record {
        /// The file.
        path: String,
        /// What is wrong.
        fault: RecordFault,
    },
    /// A note on changes of a record, which has no data to word it with.
    #[error("说明要用填报数据生成，“{0}”是生成时留下的记录")]
    NoteOfRecord(String),
    /// More projects than a package may have forms.
    #[error("有 {count} 个项目，超过整套材料的上限 {most} 个；请不用 --package 和 --bind")]
    TooManyForms {
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A document that cannot be written in a format.
    #[error("无法生成 {format}：{reason}")]
    Write {
        /// The format's name.
        format: &'static str,
        /// What its library says.
        reason: String,
    },
}

/// Returns the folder that the paths in the filing at `path` begin at.
fn folder_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.to_owned() } else { path.parent().unwrap_or(path).to_owned() }
}

/// Returns the place of a record's fault as it stands behind a path.
fn place(fault: &RecordFault) -> String {
    fault.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"))
}

/// Returns the JSON Schema of a filing, which editors use for completion.
pub fn schema() -> String {
    format!("{:#}\n", model::schema().to_value())
}

/// The chain, with what its runs share: settings, forms, fonts and the parts
/// of a DOCX that many have in common.
#[derive(Debug)]
pub struct Pipeline {
    settings: Settings,
    forms: Forms,
    /// The program's own forms, for filings whose form cannot be told or has no words for a paper.
    own_forms: Forms,
    docx: docx::Writer,
    font_sources: FontSources,
    fonts: OnceLock<Result<FontSet, FontsError>>,
}

/// A filing that was read, computed and checked.
pub(crate) struct Examined {
    pub(crate) findings: Findings,
    /// The filing's own files, without the form's.
    pub(crate) files: Vec<SourceId>,
    /// The files of the units that were added to it.
    pub(crate) unit_files: Vec<SourceId>,
    /// `None` when the filing cannot be understood.
    pub(crate) filing: Option<Computed>,
}

/// A filing with its form and figures.
pub(crate) struct Computed {
    pub(crate) edition: Edition,
    pub(crate) form: Arc<LoadedForm>,
    pub(crate) figures: Figures,
    /// What the public edition leaves out; only checks of disclosure and the gate may read it.
    pub(crate) withheld: Withheld,
}

impl Pipeline {
    /// Returns a chain without fonts, which is all that checking and figures need.
    pub fn new(settings: Settings) -> Self {
        let (forms, own_forms) = (Forms::default(), Forms::default());
        let (docx, font_sources) = (docx::Writer::default(), FontSources::default());
        Self { settings, forms, own_forms, docx, font_sources, fonts: OnceLock::new() }
    }

    /// Sets where fonts are looked for.
    #[must_use]
    pub fn with_fonts(self, font_sources: FontSources) -> Self {
        Self { font_sources, ..self }
    }

    /// Returns everything that is found in the filing at `path`.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn check(&self, path: &Path) -> Result<Findings, PipelineError> {
        self.document(path).map(|(findings, _document)| findings)
    }

    /// Returns the document of the filing at `path`, or `None` when errors stand in its way.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn document(&self, path: &Path) -> Result<(Findings, Option<Document>), PipelineError> {
        let mut examined = self.examine(path)?;
        let document = self.compose(&mut examined, Purpose::Final);
        Ok((examined.findings, document))
    }

    /// Returns the document of the filing at `path` as readable text.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn dump(&self, path: &Path) -> Result<(Findings, Option<String>), PipelineError> {
        let mut examined = self.examine(path)?;
        let document = self.compose(&mut examined, Purpose::Final);
        let Examined { mut findings, filing, .. } = examined;
        let Some((document, computed)) = document.zip(filing) else { return Ok((findings, None)) };
        let text = [document.dump()];
        proof::prove(&[], &text, &computed, None, &mut findings);
        let [text] = text;
        let shown = (!findings.stop(Purpose::Final)).then_some(text);
        Ok((findings, shown))
    }

    /// Reads, computes and checks the filing at `path`.
    pub(crate) fn examine(&self, path: &Path) -> Result<Examined, PipelineError> {
        let full = self.examine_full(path)?;
        Ok(match self.settings.edition {
            EditionKind::Full => full,
            EditionKind::Public => full.into_public(),
        })
    }

    /// Reads, computes and checks the full edition of the filing at `path`.
    pub(crate) fn examine_full(&self, path: &Path) -> Result<Examined, PipelineError> {
        let mut sources = Sources::new();
        let opened = source::load(&mut sources, path)?;
        self.examine_opened(sources, opened, &folder_of(path))
    }

    /// Computes and checks the full edition of a filing that was read, with the units that it lists
    /// below `folder`.
    pub(crate) fn examine_opened(
        &self,
        mut sources: Sources,
        opened: Opened,
        folder: &Path,
    ) -> Result<Examined, PipelineError> {
        let (filing, mut diagnostics) = model::load(&sources, &opened);
        let mut computed = None;
        let mut unit_files = Vec::new();
        if let Some(filing) = filing {
            let directory = self.settings.templates.as_deref();
            match self.forms.load(&mut sources, &filing.form, directory) {
                Ok(form) => {
                    let mut whole = units::consolidated(&mut sources, filing, folder, &form);
                    diagnostics.append(&mut whole.findings);
                    unit_files.append(&mut whole.files.clone());
                    if let Some(filing) = whole.filing.take() {
                        let edition = Edition::full(filing);
                        let figures = figures::compute(&edition, &form.form);
                        let policy = &form.form.disclosure;
                        let withheld =
                            edition::withheld(edition.filing(), policy, &known(&figures));
                        let made = Computed { edition, form, figures, withheld };
                        let found = made.check(&sources).into_iter();
                        diagnostics.extend(found.filter(|finding| !whole.is_of_unit(finding)));
                        computed = Some(made);
                    }
                }
                Err(FormError::Findings(findings)) => diagnostics.extend(findings),
                Err(FormError::Open(error)) => return Err(error.into()),
            }
        }
        let findings = Findings { sources, diagnostics, quoting: Quoting::Lines };
        Ok(Examined { findings, files: opened.files, unit_files, filing: computed })
    }

    /// Words the document of a filing that was computed; what its prose or its template lacks is
    /// added to the findings.
    fn compose(&self, examined: &mut Examined, purpose: Purpose) -> Option<Document> {
        self.word(examined).filter(|_| !examined.findings.stop(purpose))
    }

    /// Words the document whatever was found in the filing; what its prose or its template lacks is
    /// added to the findings.
    fn word(&self, examined: &mut Examined) -> Option<Document> {
        let Computed { edition, form, figures, .. } = examined.filing.as_ref()?;
        let document = form
            .template(Paper::WorkReport)
            .and_then(|template| template.render(edition, &form.form, figures));
        match document {
            Ok(document) => Some(self.dated(document, edition)),
            Err(findings) => {
                examined.findings.diagnostics.extend(findings);
                None
            }
        }
    }

    /// Returns the document of an edition with the day that the settings give it, where the filing
    /// has none.
    fn dated(&self, mut document: Document, edition: &Edition) -> Document {
        let undated = edition.filing().evaluation.dated().is_none();
        if let Some(date) = self.settings.source_date.filter(|_| undated) {
            document.metadata.date = date;
        }
        document
    }
}
