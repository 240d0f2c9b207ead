//! From a filing to the bytes of its report.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;

use super::{Computed, Examined, Extent, Findings, Pipeline, PipelineError, placed, proof};
use crate::document::{Document, Mark};
use crate::edition::Edition;
use crate::edition::EditionKind;
use crate::figures::Figures;
use crate::fonts::{FontSet, FontsError};
use crate::layout::{self, Item, Layout};
use crate::record::{self, FileHash, FontIdentity, Record, Snapshot};
use crate::source::{Source, SourceId};
use crate::workbook;
use crate::writer::{docx, html, pdf};

/// Which formats are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each format is written or not, by itself")]
pub struct Formats {
    /// WordprocessingML.
    pub docx: bool,
    /// PDF/A.
    pub pdf: bool,
    /// A web page.
    pub html: bool,
    /// The self-evaluation forms as a workbook, beside the report.
    pub xlsx: bool,
}

impl Formats {
    /// Returns the extensions of the files, in the order in which a build writes them.
    pub fn extensions(self) -> impl Iterator<Item = &'static str> {
        let Self { docx, pdf, html, xlsx } = self;
        let all = [("docx", docx), ("pdf", pdf), ("html", html), ("xlsx", xlsx)];
        all.into_iter().filter_map(|(extension, is_written)| is_written.then_some(extension))
    }
}

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be handed in: errors stand in its way.
    Final,
    /// To be looked at: every page says 草稿, and contradictions do not stand in its way.
    Draft,
}
/// A PDF and the fonts that it embeds parts of.
type Pdf = (Vec<u8>, Vec<FontIdentity>);

/// A built report, not yet on disk.
#[derive(Debug)]
pub struct Built {
    /// The folder's default name: 2023-昌黎县总工会.
    pub folder_name: String,
    /// The files with their names, the record last.
    pub files: Vec<(String, Vec<u8>)>,
    /// The figures that the report quotes from.
    pub figures: Figures,
    /// The record, as it stands in the last file.
    pub record: Record,
    /// What is said of the files of a public edition, which were read back and searched.
    pub proved: Option<String>,
}

/// An attempt to build a filing.
#[derive(Debug)]
pub struct Attempt {
    /// What was found.
    pub findings: Findings,
    /// Whose filing it is; `None` where it cannot be understood.
    pub subject: Option<Subject>,
    /// What came of it.
    pub made: Made,
}

/// Whose filing it is and of which year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The budget year.
    pub fiscal_year: i16,
    /// The department's name.
    pub department: String,
    /// The form's name.
    pub form: String,
    /// The finance authority that it is handed to.
    pub finance_authority: Option<String>,
    /// Whether anything of it may not be published.
    pub withholds: bool,
}

impl Subject {
    pub(super) fn of(computed: &Computed) -> Self {
        let filing = computed.edition.filing();
        let department = filing.department.name.value.clone();
        let authority = filing.department.finance_authority.as_ref();
        Self {
            fiscal_year: filing.fiscal_year.value,
            department,
            form: filing.form.value.clone(),
            finance_authority: authority.map(|name| name.value.clone()),
            withholds: !computed.withheld.items.is_empty(),
        }
    }
}

/// What became of a filing that was to be built.
#[derive(Debug)]
pub enum Made {
    /// Errors stand in its way.
    Stopped,
    /// Its report is there already.
    Current(Box<Current>),
    /// Its report, not yet on disk.
    Built(Box<Built>),
}

impl Made {
    /// Returns the report, if it was made.
    fn built(self) -> Option<Built> {
        match self {
            Self::Built(built) => Some(*built),
            Self::Stopped | Self::Current(_) => None,
        }
    }
}

/// Returns the folder of a report by the folder's default name.
pub type Place<'a> = &'a (dyn Fn(&str) -> PathBuf + Sync);

/// A report that an earlier build wrote and that would come out the same.
#[derive(Debug)]
pub struct Current {
    /// Where it is.
    pub folder: PathBuf,
    /// The folder's default name.
    pub folder_name: String,
    /// The name of its files without their extensions.
    pub stem: String,
    /// The figures that it quotes from.
    pub figures: Figures,
}

/// A document in its formats.
pub(super) struct Written {
    /// The files with their names.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The fonts that the PDF embeds parts of.
    pub(super) fonts: Vec<FontIdentity>,
}

/// Returns the name of a report's files, without their extension; that of the public edition says so.
pub(super) fn report_name(year: i16, department: &str, edition: &str) -> String {
    format!("{year}年度{department}整体绩效自评工作报告{}", edition_mark(edition))
}

/// Returns what the names of an edition's files end in.
fn edition_mark(edition: &str) -> &'static str {
    if edition == EditionKind::Public.key() { "（公开版）" } else { "" }
}

/// Returns the workbook of the forms, called `stem`, with its name.
fn forms_file(
    computed: &Computed,
    document: &Document,
    stem: String,
) -> Result<(String, Vec<u8>), PipelineError> {
    let Computed { edition, form, figures, .. } = computed;
    let name = format!("{stem}.xlsx");
    let properties = workbook::Properties {
        title: stem,
        author: edition.filing().department.name.value.clone(),
        date: document.metadata.date,
    };
    let page_mark = document.mark.map(Mark::text);
    let bytes = workbook::forms(edition, &form.form, figures, &properties, page_mark)
        .map_err(|error| PipelineError::Write { format: "XLSX", reason: error.to_string() })?;
    Ok((name, bytes))
}

/// Returns the default name of the folder that a filing's files go to.
pub(super) fn folder_name(year: i16, department: &str) -> String {
    format!("{year}-{department}")
}

impl Pipeline {
    /// Builds the report of the filing at `path`; `None` when errors stand in its way.
    ///
    /// # Errors
    /// When a file cannot be read or a format's library refuses the document.
    pub fn build(
        &self,
        path: &Path,
        formats: Formats,
        purpose: Purpose,
    ) -> Result<(Findings, Option<Built>), PipelineError> {
        let attempt = self.build_unless_current(path, formats, purpose, None)?;
        Ok((attempt.findings, attempt.made.built()))
    }

    /// Builds the report of the filing at `path` unless the folder that `folder` gives for the
    /// report's default folder name holds that report, whole, already.
    ///
    /// # Errors
    /// As [`Pipeline::build`].
    pub fn build_unless_current(
        &self,
        path: &Path,
        formats: Formats,
        purpose: Purpose,
        folder: Option<Place<'_>>,
    ) -> Result<Attempt, PipelineError> {
        // The PDF's fonts are read while the filing is.
        let examined = thread::scope(|scope| {
            if formats.pdf && self.fonts.get().is_none() {
                scope.spawn(|| self.fonts().is_ok());
            }
            self.examine(path)
        })?;
        self.attempt(examined, formats, purpose, folder)
    }

    /// Builds the report of an edition that was computed; `None` when errors stand in its way.
    pub(super) fn build_edition(
        &self,
        examined: Examined,
        formats: Formats,
        purpose: Purpose,
    ) -> Result<(Findings, Option<Built>), PipelineError> {
        let attempt = self.attempt(examined, formats, purpose, None)?;
        Ok((attempt.findings, attempt.made.built()))
    }

    fn attempt(
        &self,
        mut examined: Examined,
        formats: Formats,
        purpose: Purpose,
        folder: Option<Place<'_>>,
    ) -> Result<Attempt, PipelineError> {
        let composed = self.compose(&mut examined, purpose);
        let attachments = match self.settings.extent {
            Extent::Report => Some(Vec::new()),
            Extent::Package | Extent::Bound => self.attachments(&mut examined, purpose)?,
        };
        let subject = examined.filing.as_ref().map(Subject::of);
        let own_files = [examined.files, examined.unit_files].concat();
        let attempt = |findings, made| Ok(Attempt { findings, subject: subject.clone(), made });
        let mut findings = examined.findings;
        let (Some(document), Some(attachments), Some(computed), Some(subject)) =
            (composed, attachments, examined.filing, &subject)
        else {
            return attempt(findings, Made::Stopped);
        };
        let Subject { fiscal_year: year, department, .. } = subject;
        let document = self.finished(document, &computed.edition, purpose);
        let mark = match document.mark {
            // A name of its own, so that a draft never stands in for what was handed in.
            Some(mark) => format!("（{}）", mark.text()),
            None => String::new(),
        };
        let mark = edition_mark(computed.edition.key()).to_owned() + &mark;
        let report = format!("{year}年度{department}整体绩效自评工作报告{mark}");
        let package = format!("{year}年度{department}整体绩效自评材料{mark}");
        let forms = format!("{year}年度{department}整体绩效自评表{mark}");
        let folder_name = folder_name(*year, department);
        let Computed { edition, form, figures, .. } = &computed;
        let mut record = Record {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            snapshot: Snapshot::of(edition, &form.form, figures, document),
            inputs: input_hashes(&findings, &own_files, &form.form.name, edition.kind()),
            outputs: Vec::new(),
            fonts: Vec::new(),
        };
        // Of a package the attachments would have to be made to know; it is built anew.
        if self.settings.extent == Extent::Report
            && let Some(folder) = folder.map(|place| place(&folder_name))
            && self.is_current(&folder, [&report, &forms], formats, &record)
        {
            let Computed { figures, .. } = computed;
            let current = Current { folder, folder_name, stem: report, figures };
            return attempt(findings, Made::Current(Box::new(current)));
        }
        let document = &record.snapshot.document;
        let (written, stem) = match self.settings.extent {
            Extent::Report => (self.write(document, &report, formats, &mut findings)?, report),
            Extent::Package => {
                let report = (document, report.as_str());
                let written =
                    self.write_package(report, &attachments, &mark, formats, &mut findings)?;
                (written, package)
            }
            Extent::Bound => {
                let report = (document.clone(), package.as_str());
                (self.write_bound(report, attachments, formats, &mut findings)?, package)
            }
        };
        let Written { mut files, fonts } = written;
        if findings.stop(purpose) {
            return attempt(findings, Made::Stopped);
        }
        if formats.xlsx {
            files.push(forms_file(&computed, document, forms)?);
        }
        record.outputs = files.iter().map(|(name, bytes)| FileHash::of(name, bytes)).collect();
        record.fonts = fonts;
        files.push((format!("{stem}.{}", record::EXTENSION), record.to_bytes()));
        let proved = proof::prove(&files, &[], &computed, None, &mut findings);
        if findings.stop(purpose) {
            return attempt(findings, Made::Stopped);
        }
        let Computed { figures, .. } = computed;
        let built = Built { folder_name, files, figures, record, proved };
        attempt(findings, Made::Built(Box::new(built)))
    }

    /// Returns `document` as it is written for `purpose`: dated, and a draft with its mark.
    pub(super) fn finished(
        &self,
        document: Document,
        edition: &Edition,
        purpose: Purpose,
    ) -> Document {
        let document = self.dated(document, edition);
        match purpose {
            Purpose::Final => document,
            Purpose::Draft => Document { mark: Some(Mark::Draft), ..document },
        }
    }

    /// Writes `document` in `formats` to files called `stem`; where fonts or characters are missing,
    /// the findings say so and there is no PDF.
    pub(super) fn write(
        &self,
        document: &Document,
        stem: &str,
        formats: Formats,
        findings: &mut Findings,
    ) -> Result<Written, PipelineError> {
        // Two cores write two formats.
        let (docx, pdf) = rayon::join(
            || formats.docx.then(|| docx::write(document)),
            || formats.pdf.then(|| self.pdf(document, findings)),
        );
        let docx = docx
            .transpose()
            .map_err(|error| PipelineError::Write { format: "DOCX", reason: error.to_string() })?;
        let (pdf, fonts) = pdf.transpose()?.flatten().unzip();
        let html = formats.html.then(|| html::write(document));
        let files = [("docx", docx), ("pdf", pdf), ("html", html)]
            .into_iter()
            .filter_map(|(extension, bytes)| Some((format!("{stem}.{extension}"), bytes?)));
        Ok(Written { files: files.collect(), fonts: fonts.unwrap_or_default() })
    }

    /// Returns the fonts, read once.
    pub(super) fn fonts(&self) -> Result<&FontSet, &FontsError> {
        self.fonts.get_or_init(|| FontSet::load(&self.font_sources)).as_ref()
    }

    /// Lays `document` out and writes it as PDF, of which it names the fonts; `None` when characters
    /// or fonts are missing.
    fn pdf(
        &self,
        document: &Document,
        findings: &mut Findings,
    ) -> Result<Option<Pdf>, PipelineError> {
        let fonts = match self.fonts() {
            Ok(fonts) => fonts,
            Err(error) => {
                findings.diagnostics.extend(placed::fonts_missing(error));
                return Ok(None);
            }
        };
        let laid = layout::lay_out(document, fonts);
        findings.diagnostics.extend(laid.too_wide.iter().map(placed::table_too_wide));
        if !laid.missing.is_empty() {
            let missing = placed::glyphs_missing(&findings.sources, &laid.missing);
            findings.diagnostics.extend(missing);
            return Ok(None);
        }
        pdf::write(document, &laid.layout, fonts)
            .map(|bytes| Some((bytes, font_identities(&laid.layout, fonts))))
            .map_err(|error| PipelineError::Write { format: "PDF", reason: error.to_string() })
    }
}

/// Returns the hashes of the filing's files, its units' included by their paths below its folder, and
/// of the form's; of the form's only in the public
/// edition, since a hash of what is withheld lets a guess be confirmed.
fn input_hashes(
    findings: &Findings,
    filing: &[SourceId],
    form: &str,
    edition: EditionKind,
) -> Vec<FileHash> {
    let first = filing.first().map(|id| Path::new(&findings.sources.get(*id).name));
    let folder = first.and_then(Path::parent).unwrap_or(Path::new(""));
    let filing: BTreeSet<_> = filing.iter().copied().collect();
    let hash = |(id, source): (SourceId, &Source)| {
        let path = Path::new(&source.name);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = if filing.contains(&id) {
            let below = path.strip_prefix(folder).map(Path::to_string_lossy);
            below.unwrap_or(name).replace('\\', "/")
        } else {
            format!("{form}/{name}")
        };
        let mark = "\u{feff}".as_bytes();
        let mark = if source.skipped == 0 { &[] } else { mark };
        FileHash::of_parts(name, &[mark, source.text.as_bytes()])
    };
    let is_kept =
        |(id, _): &(SourceId, &Source)| edition == EditionKind::Full || !filing.contains(id);
    findings.sources.iter().filter(is_kept).map(hash).collect()
}

/// Returns the fonts that a layout uses, in the order of their names.
pub(super) fn font_identities(layout: &Layout, fonts: &FontSet) -> Vec<FontIdentity> {
    let items = layout.pages.iter().flat_map(|page| &page.items);
    let used: BTreeSet<_> = items
        .filter_map(|item| match item {
            Item::Glyphs(run) => Some(run.font),
            Item::Rule(_) | Item::Shape(_) => None,
        })
        .collect();
    let identities: BTreeSet<_> = used
        .into_iter()
        .filter_map(|font| fonts.directory(font))
        .map(|font| FontIdentity::of(font.post_script_name, font.file_bytes, &font.tables))
        .collect();
    identities.into_iter().collect()
}
