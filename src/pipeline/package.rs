//! The package of a filing: the report, the department's form, a form for each evaluated project and
//! the summary of results, each a document with the name of its files.

use super::formats::Written;
use super::{Examined, Findings, Formats, Pipeline, PipelineError, Purpose, placed};
use crate::diagnostic;
use crate::document::Document;
use crate::layout;
use crate::template::{Beside, Paper};

/// How much of a filing is built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The report alone.
    #[default]
    Report,
    /// The report, the forms and the summary, each in files of its own.
    Package,
    /// The same in one file, with contents and page numbers that run through.
    Bound,
}

/// The most forms of projects in a package, whose files are all held until they are written.
const MAX_FORMS: usize = 2000;

/// How often a bound volume is laid out at most to number its contents, whose length does not depend
/// on the numbers.
const MAX_LAYOUTS: usize = 4;

/// The longest part of a file name that a project's name makes, in bytes: with what stands around it
/// the file name stays below the 255 that common file systems hold.
const MAX_NAME: usize = 150;

/// A form or the summary, which goes with the report.
pub(super) struct Attachment {
    /// What stands before its name in the names of its files: 03-01.
    number: String,
    /// What it is called: 项目支出绩效自评表.
    kind: &'static str,
    /// The project that it is about.
    project: Option<String>,
    /// What it says.
    document: Document,
}

impl Attachment {
    /// Returns what the list of attachments and the contents call it: 项目支出绩效自评表（职工之家项目建设）.
    fn name(&self) -> String {
        match &self.project {
            Some(project) => format!("{}（{project}）", self.kind),
            None => self.kind.to_owned(),
        }
    }

    /// Returns the name of its files without mark and extension: 03-01 项目支出绩效自评表 职工之家项目建设.
    fn file_name(&self) -> String {
        let Self { number, kind, project, .. } = self;
        match project.as_deref().map(usable) {
            Some(project) if !project.is_empty() => format!("{number} {kind} {project}"),
            Some(_) | None => format!("{number} {kind}"),
        }
    }
}

impl Pipeline {
    /// Words the forms and the summary of a filing that was computed, in the order of the package;
    /// what their templates lack is added to the findings.
    pub(super) fn attachments(
        &self,
        examined: &mut Examined,
        purpose: Purpose,
    ) -> Result<Option<Vec<Attachment>>, PipelineError> {
        let Some(computed) = examined.filing.as_ref() else { return Ok(None) };
        let (edition, form) = (&computed.edition, &computed.form);
        let projects = edition.filing().projects.iter().enumerate();
        let evaluated: Vec<_> = projects.filter(|(_, project)| project.evaluated).collect();
        if MAX_FORMS < evaluated.len() {
            return Err(PipelineError::TooManyForms { count: evaluated.len(), most: MAX_FORMS });
        }
        let digits = evaluated.len().to_string().len().max(2);
        let of_projects = (1..).zip(&evaluated).map(|(number, (at, project))| {
            (
                format!("03-{number:0digits$}"),
                Paper::ProjectForm,
                Some((*at, project.name.value.clone())),
            )
        });
        let papers = std::iter::once(("02".to_owned(), Paper::DepartmentForm, None))
            .chain(of_projects)
            .chain([("04".to_owned(), Paper::ResultsSummary, None)]);
        let mut faults = Vec::new();
        let mut attachments = Vec::with_capacity(evaluated.len() + 2);
        for (number, paper, project) in papers {
            let (at, project) = project.unzip();
            let beside = Beside { project: at, ..Beside::default() };
            let document = form.template(paper).and_then(|template| {
                template.render_beside(edition, &form.form, &computed.figures, beside)
            });
            match document {
                Ok(document) => {
                    let document = self.finished(document, edition, purpose);
                    attachments.push(Attachment { number, kind: paper.name(), project, document });
                }
                Err(found) => faults.extend(found),
            }
        }
        diagnostic::sort(&mut faults);
        faults.dedup();
        examined.findings.diagnostics.extend(faults);
        Ok((!examined.findings.stop(purpose)).then_some(attachments))
    }

    /// Writes the report, whose files are called `report`, and its attachments, whose names end in
    /// `mark`, each to files of its own.
    pub(super) fn write_package(
        &self,
        report: (&Document, &str),
        attachments: &[Attachment],
        mark: &str,
        formats: Formats,
        findings: &mut Findings,
    ) -> Result<Written, PipelineError> {
        let (document, stem) = report;
        let mut all = self.write(document, &format!("01 {stem}"), formats, findings)?;
        for attachment in attachments {
            let stem = attachment.file_name() + mark;
            let written = self.write(&attachment.document, &stem, formats, findings)?;
            all.files.extend(written.files);
            all.fonts.extend(written.fonts);
        }
        all.fonts.sort();
        all.fonts.dedup();
        diagnostic::sort(&mut findings.diagnostics);
        findings.diagnostics.dedup();
        Ok(all)
    }

    /// Writes the report and its attachments, bound, to files called `stem`.
    ///
    /// The document is laid out until its contents have the pages that it shows: once to know them,
    /// and once to see that they stay.
    pub(super) fn write_bound(
        &self,
        report: (Document, &str),
        attachments: Vec<Attachment>,
        formats: Formats,
        findings: &mut Findings,
    ) -> Result<Written, PipelineError> {
        let (report, stem) = report;
        let named = attachments.into_iter().map(|a| (a.name(), a.document)).collect();
        let mut bound = report.bound_with(stem.to_owned(), named);
        match self.fonts() {
            Ok(fonts) => {
                let pages = |document: &Document| {
                    let beginnings = layout::lay_out(document, fonts).layout.beginnings();
                    beginnings.into_iter().map(|(block, begins)| (block, begins.page + 1)).collect()
                };
                for _ in 0..MAX_LAYOUTS {
                    if !bound.number_contents(&pages(&bound)) {
                        break;
                    }
                }
            }
            // A PDF finds the same itself.
            Err(error) if !formats.pdf => {
                findings.diagnostics.extend(placed::fonts_missing(error));
            }
            Err(_) => {}
        }
        self.write(&bound, stem, formats, findings)
    }
}

/// Returns `name` as it can stand in a file name on every system: what Windows refuses, control and
/// invisible characters are replaced, and its end goes where it is too long.
fn usable(name: &str) -> String {
    const REFUSED: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
    let mut usable = String::with_capacity(name.len().min(MAX_NAME));
    for character in name.chars() {
        let shown = match character {
            _ if is_unseen(character) || character.is_whitespace() => ' ',
            _ if REFUSED.contains(&character) => '_',
            _ => character,
        };
        if MAX_NAME < usable.len() + shown.len_utf8() {
            break;
        }
        if shown != ' ' || !usable.ends_with(' ') {
            usable.push(shown);
        }
    }
    usable.trim_matches([' ', '.']).to_owned()
}

/// Returns whether `character` shows nothing itself, or changes the direction of what follows.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_usable() {
        for (name, expected) in [
            ("职工之家项目建设", "职工之家项目建设"),
            ("道路/桥梁\\“一期”", "道路_桥梁_“一期”"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("甲\u{0}乙\n丙\u{202e}丁", "甲 乙 丙 丁"),
            ("  两端 .", "两端"),
            ("C:\\x|y?", "C__x_y_"),
            ("...", ""),
        ] {
            assert_eq!(usable(name), expected, "{name:?}");
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let name = usable(&"长".repeat(200));
        assert_eq!(name, "长".repeat(50));
        let around = "03-0001 项目支出绩效自评表 （公开版）（草稿）.docx";
        assert!(name.len() + around.len() <= 255);
    }
}
