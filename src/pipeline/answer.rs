//! The bureau's answer to a filing (审核意见表), whatever became of the filing.

use std::path::Path;
use std::sync::Arc;

use super::forms::LoadedForm;
use super::names::{INTERNAL_SUFFIX, folder_name};
use super::{
    Attempt, Findings, Formats, NamedFiles, Pipeline, PipelineError, Purpose, Quoting, Subject,
};
use crate::answer::{self, Addressee, Answer};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Face, Mark};
use crate::edition::Edition;
use crate::figures;
use crate::form::FormError;
use crate::model;
use crate::source::{Allowance, Node, NodeValue, Opened, SourceId, Sources, Spanned, parse};
use crate::template::{Beside, Paper};

/// The form that words the answer where the filing's own cannot.
const OWN_FORM: &str = "changli";

/// The year of the stand-in for a filing that does not tell its own; it is nowhere to be read.
const NO_YEAR: i16 = 2000;

/// An answer that was asked for.
#[derive(Debug)]
pub struct Answered {
    /// What stands in the way of the answer itself: fonts, or its template.
    pub faults: Findings,
    /// The files; of a format that could not be written there is none.
    pub files: NamedFiles,
}

/// A filing that was checked and answered.
#[derive(Debug)]
pub struct AnsweredFiling {
    /// What was found in the filing.
    pub findings: Findings,
    /// The answer.
    pub answered: Answered,
}

impl Pipeline {
    /// Returns everything that is found in the full edition of the filing at `path`, and writes the
    /// answer to it.
    ///
    /// # Errors
    /// When a file cannot be read or a format's library refuses the document.
    pub fn check_and_answer(
        &self,
        path: &Path,
        formats: Formats,
    ) -> Result<AnsweredFiling, PipelineError> {
        let mut examined = self.examine_full(path)?;
        drop(self.compose(&mut examined, Purpose::Final));
        let subject = examined.filing.as_ref().map(Subject::of);
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let findings = examined.findings;
        let answered = self.answer(&name, subject.as_ref(), &findings, formats)?;
        Ok(AnsweredFiling { findings, answered })
    }

    /// Writes the answer to a filing that was to be built; `name` is its path below the root.
    ///
    /// # Errors
    /// When a format's library refuses the document.
    pub fn answer_attempt(
        &self,
        name: &str,
        attempt: &Attempt,
        formats: Formats,
    ) -> Result<Answered, PipelineError> {
        self.answer(name, attempt.subject.as_ref(), &attempt.findings, formats)
    }

    /// Writes the answer to a filing that cannot be read, for `reason`.
    ///
    /// # Errors
    /// When a format's library refuses the document.
    pub fn answer_unreadable(
        &self,
        name: &str,
        reason: &str,
        formats: Formats,
    ) -> Result<Answered, PipelineError> {
        let addressee =
            Addressee { department: name.to_owned(), fiscal_year: None, finance_authority: None };
        let stand_in = self.stand_in(None, None)?;
        let paper =
            Destination {
                folder_name: name.to_owned(), stem: "审核意见表".to_owned(), mark: None
            };
        self.write_answer(answer::unreadable(addressee, reason), &stand_in, paper, formats)
    }

    fn answer(
        &self,
        name: &str,
        subject: Option<&Subject>,
        findings: &Findings,
        formats: Formats,
    ) -> Result<Answered, PipelineError> {
        let sources = &findings.sources;
        let (addressee, withholds) = match subject {
            Some(subject) => (Addressee::from(subject), subject.withholds),
            None => told(sources, name),
        };
        let mark = withholds.then_some(Mark::Internal);
        let suffix = if withholds { INTERNAL_SUFFIX } else { "" };
        let (folder_name, stem) = match subject {
            Some(Subject { fiscal_year, department, .. }) => (
                folder_name(*fiscal_year, department),
                format!("{fiscal_year}年度{department}审核意见表{suffix}"),
            ),
            None => (name.to_owned(), format!("审核意见表{suffix}")),
        };
        let stand_in =
            self.stand_in(addressee.fiscal_year, subject.map(|subject| subject.form.as_str()))?;
        let label = |name: &str| stand_in.figures.label(name);
        let answer = answer::answer(addressee, sources, &findings.diagnostics, &label);
        self.write_answer(answer, &stand_in, Destination { folder_name, stem, mark }, formats)
    }

    fn write_answer(
        &self,
        mut answer: Answer,
        stand_in: &StandIn,
        Destination { folder_name, stem, mark }: Destination,
        formats: Formats,
    ) -> Result<Answered, PipelineError> {
        if formats.pdf
            && let Ok(fonts) = self.fonts()
        {
            // What is wrong may be that no font has a character.
            answer.replace_missing(|character| fonts.glyph(Face::FangSong, character).is_some());
        }
        let StandIn { edition, form, figures, sources } = stand_in;
        let beside = Beside { answer: Some(&answer), ..Beside::default() };
        let document = form
            .template(Paper::AuditOpinion)
            .and_then(|template| template.render_beside(edition, &form.form, figures, beside));
        let quoting = Quoting::Lines;
        let mut faults = Findings { sources: sources.clone(), diagnostics: Vec::new(), quoting };
        let files = match document {
            Ok(document) => {
                let mut document = Document { mark, ..self.dated(document, edition) };
                document.metadata.author = answer.addressee.finance_authority.unwrap_or_default();
                self.write(&document, &stem, formats, &mut faults)?.files
            }
            Err(found) => {
                faults.diagnostics.extend(found);
                Vec::new()
            }
        };
        Ok(Answered { faults, files: NamedFiles { folder_name, files, proved: None } })
    }

    /// Returns the stand-in of a filing of `year`, with the form called `form` if that words
    /// answers, else with the program's own.
    fn stand_in(&self, year: Option<i16>, form: Option<&str>) -> Result<StandIn, PipelineError> {
        let directory = self.settings.templates.as_deref();
        if let Some(form) = form {
            let made = StandIn::load(year, form, |sources, name| {
                self.forms.load(sources, name, directory)
            });
            match made {
                Ok(made) if made.form.form.template(Paper::AuditOpinion.template()).is_some() => {
                    return Ok(made);
                }
                Ok(_) | Err(FormError::Findings(_)) => {}
                Err(FormError::Open(error)) => return Err(error.into()),
            }
        }
        StandIn::load(year, OWN_FORM, |sources, name| self.own_forms.load(sources, name, None))
            .map_err(|error| match error {
                FormError::Open(error) => error.into(),
                FormError::Findings(findings) => own_form_fault(&findings),
            })
    }
}

/// Where an answer goes, and what stands at the head of its pages.
struct Destination {
    folder_name: String,
    stem: String,
    mark: Option<Mark>,
}

/// What an answer is worded with: a filing of no data, since the one that is answered may be none.
struct StandIn {
    edition: Edition,
    form: Arc<LoadedForm>,
    figures: figures::Figures,
    sources: Sources,
}

impl StandIn {
    fn load(
        year: Option<i16>,
        form: &str,
        load_form: impl FnOnce(&mut Sources, &Spanned<String>) -> Result<Arc<LoadedForm>, FormError>,
    ) -> Result<Self, FormError> {
        let year = year.unwrap_or(NO_YEAR);
        // A text of JSON is one of YAML.
        let form = serde_json::Value::from(form);
        let text = format!(
            "form: {form}\nfiscal_year: {year}\ndepartment: {{ name: 部门 }}\n\
             budget: {{ department: {{ initial: 0, adjusted: 0, final: 0 }} }}\n",
        );
        let mut sources = Sources::new();
        let file = sources.add("filing.yaml", text);
        let opened = Opened { files: vec![file], faults: Vec::new() };
        let (filing, faults) = model::load(&sources, &opened);
        let filing = filing.ok_or(FormError::Findings(faults))?;
        let form = load_form(&mut sources, &filing.form)?;
        let edition = Edition::full(filing);
        let figures = figures::compute(&edition, &form.form);
        Ok(Self { edition, form, figures, sources })
    }
}

impl From<&Subject> for Addressee {
    fn from(subject: &Subject) -> Self {
        Self {
            department: subject.department.clone(),
            fiscal_year: Some(subject.fiscal_year),
            finance_authority: subject.finance_authority.clone(),
        }
    }
}

/// Returns what a filing that cannot be understood tells of itself all the same, and whether it speaks
/// of something that may not be published.
fn told(sources: &Sources, name: &str) -> (Addressee, bool) {
    let mut addressee =
        Addressee { department: name.to_owned(), fiscal_year: None, finance_authority: None };
    let mut withholds = false;
    let shared: Vec<SourceId> = sources.shared().map(|(id, _file)| id).collect();
    for (id, file) in sources.iter().filter(|(id, _)| !shared.contains(id)) {
        withholds |= ["withheld", "audience"].iter().any(|word| file.text.contains(word));
        let Some(root) = parse(id, &file.text, &mut Allowance::default()).root else { continue };
        let year = child(&root, "fiscal_year").and_then(text).and_then(|year| year.parse().ok());
        let is_year = |year: &i16| (2000..=2099).contains(year);
        addressee.fiscal_year = addressee.fiscal_year.or(year.filter(is_year));
        let Some(department) = child(&root, "department") else { continue };
        if let Some(name) = child(department, "name").and_then(text) {
            name.clone_into(&mut addressee.department);
        }
        if let Some(name) = child(department, "finance_authority").and_then(text) {
            addressee.finance_authority = Some(name.to_owned());
        }
    }
    (addressee, withholds)
}

fn child<'n, 's>(node: &'n Node<'s>, key: &str) -> Option<&'n Node<'s>> {
    let NodeValue::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

fn text<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let text = node.scalar()?.text.trim();
    (!text.is_empty()).then_some(text)
}

/// Returns why the program's own form cannot be used, which its tests exclude.
fn own_form_fault(findings: &[Diagnostic]) -> PipelineError {
    let reason = findings.iter().map(|finding| finding.message.as_str());
    let reason = reason.collect::<Vec<_>>().join("；");
    PipelineError::Write { format: "审核意见表", reason }
}
