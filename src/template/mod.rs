//! Templates: the form's wording, filled with figures, read into a document.
//!
//! A template is HTML in a small vocabulary with `{{ path }}`, `{% if %}` and `{% for %}`. It is
//! checked before it is compiled (`syntax`, `language`), sees only an edition's view (`view`), and
//! what it renders is read back by an XML parser (`xml`, `reading`). Every fault has a place: in the
//! template, or in the YAML for the prose that a filing brings.

mod chart;
mod conditions;
mod date_text;
mod engine;
#[cfg(test)]
mod fixture;
mod gaps;
mod inline;
mod language;
mod markup;
mod narrative;
mod paper;
mod places;
mod reading;
mod schema;
mod syntax;
mod table;
mod view;
mod xml;

pub use paper::Paper;

use jiff::civil::Date;

use self::engine::Engine;
use self::language::Uses;
use self::reading::Known;
use self::schema::{Record, VIEW};
use self::view::View;
use crate::answer::Answer;
use crate::county::County;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::disclosure::{Register, Review};
use crate::document::{Block, Document, Metadata, Section};
use crate::edition::Edition;
use crate::figures::{ChangedFigure, Figures};
use crate::form::Form;
use crate::model::Filing;
use crate::source::{SourceId, Sources};

/// The form of a county's summary.
pub const COUNTY_FORM: &str = "county";

/// What a document shows besides its edition; nothing in a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The figures that changed since another edition, in reading order.
    pub changes: &'a [ChangedFigure],
    /// The place of the project that a project's form is about.
    pub project: Option<usize>,
    /// The disclosure register.
    pub register: Option<&'a Register>,
    /// The officer's review, which alone may show what the public edition leaves out.
    pub review: Option<&'a Review>,
    /// The bureau's answer.
    pub answer: Option<&'a Answer>,
}

/// A compiled template, which renders any number of filings.
#[derive(Debug)]
pub struct Template {
    source: SourceId,
    text: String,
    uses: Uses,
    engine: Engine,
}

impl Template {
    /// Compiles the template in the file `source`.
    ///
    /// # Errors
    /// Returns T601 for what the language does not have, and T602 for names that no filing has; every
    /// fault.
    pub fn compile(source: SourceId, sources: &Sources) -> Result<Self, Vec<Diagnostic>> {
        Self::compile_for(&VIEW, source, sources)
    }

    /// Compiles a template that sees what `view` says.
    fn compile_for(
        view: &'static Record,
        source: SourceId,
        sources: &Sources,
    ) -> Result<Self, Vec<Diagnostic>> {
        let text = &sources.get(source).text;
        let pieces = syntax::cut(source, text)?;
        let uses = language::check(source, text, &pieces, view)?;
        let marked = places::mark(text, &pieces);
        let engine = Engine::compile(source, marked)?;
        Ok(Self { source, text: text.clone(), uses, engine })
    }

    /// Compiles the template that words `paper` in `form`.
    ///
    /// # Errors
    /// As [`Template::compile`]; T601 too when the form's folder has no such template.
    pub fn of(form: &Form, sources: &Sources, paper: Paper) -> Result<Self, Vec<Diagnostic>> {
        let Some(source) = form.template(paper.template()) else {
            let (what, file) = (paper.name(), paper.template());
            let message = format!("格式“{}”里没有{what}的模板“{file}”", form.name);
            return Err(vec![Diagnostic::new(Code::TEMPLATE_SYNTAX, message)]);
        };
        Self::compile_for(paper.view(), source, sources)
    }

    /// Renders the document of an edition.
    ///
    /// # Errors
    /// Returns T601 and T602 for faults of the edition's prose and for what the template asks and the
    /// filing lacks, F209 for a rate whose base is zero, T603 for markup outside the vocabulary, Y110 for too much output.
    pub fn render(
        &self,
        edition: &Edition,
        form: &Form,
        figures: &Figures,
    ) -> Result<Document, Vec<Diagnostic>> {
        self.render_beside(edition, form, figures, Beside::default())
    }

    /// Renders a document of an edition that shows more than the edition.
    ///
    /// # Errors
    /// As [`Template::render`].
    pub fn render_beside(
        &self,
        edition: &Edition,
        form: &Form,
        figures: &Figures,
        beside: Beside<'_>,
    ) -> Result<Document, Vec<Diagnostic>> {
        let filing = edition.filing();
        let seen = view::Seen { edition, form, figures, beside };
        let view = view::view(seen, &self.uses, self.source);
        let (title, sections) = self.read(view, &|name| figures.get(name))?;
        let author = filing.department.name.value.clone();
        let metadata = Metadata { title, author, date: date(filing), revision: None };
        Ok(Document { metadata, mark: None, page: form.page.clone(), sections })
    }

    /// Renders a county's summary, which bears the last day of its year.
    ///
    /// # Errors
    /// As [`Template::render`].
    pub fn render_county(&self, county: &County, form: &Form) -> Result<Document, Vec<Diagnostic>> {
        let view = view::county(county, form, &self.uses, self.source);
        let (title, sections) = self.read(view, &|name| county.figure(name).cloned())?;
        let author = county.finance_authority.clone().unwrap_or_default();
        let date = last_day(county.fiscal_year);
        let metadata = Metadata { title, author, date, revision: None };
        Ok(Document { metadata, mark: None, page: form.page.clone(), sections })
    }

    /// Renders the view where it can be, and returns the title's words and the sections; every fault
    /// of the view and of what came out.
    fn read(
        &self,
        mut view: View,
        known: Known<'_>,
    ) -> Result<(String, Vec<Section>), Vec<Diagnostic>> {
        let mut faults = std::mem::take(&mut view.faults);
        let sections = if view.can_render {
            self.sections(&view, known).map_err(|found| faults.extend(found)).ok()
        } else {
            None
        };
        match sections {
            Some(sections) if faults.is_empty() => Ok(sections),
            _ => {
                diagnostic::sort(&mut faults);
                faults.dedup();
                Err(faults)
            }
        }
    }

    /// Renders the view, and reads what came out: the title's words and the sections.
    fn sections(
        &self,
        view: &View,
        known: Known<'_>,
    ) -> Result<(String, Vec<Section>), Vec<Diagnostic>> {
        let rendered = self.engine.render(&view.context)?;
        let tree = xml::parse(&rendered, self.source, &self.text)?;
        let root = tree.root_element();
        let sections = reading::read(root, self.source, &self.text, known, &view.gaps)?;
        let Some(title) = title(&sections) else {
            let span = places::tag_span(self.source, &self.text, 0);
            let message = "模板里没有标题“<h1>”";
            return Err(vec![Diagnostic::new(Code::UNKNOWN_ELEMENT, message).at(span, "")]);
        };
        Ok((title, sections))
    }
}

/// Returns the words of the first title.
fn title(sections: &[Section]) -> Option<String> {
    sections.iter().flat_map(|section| &section.blocks).find_map(|block| match block {
        Block::Title(runs) => Some(runs.iter().map(|run| run.text.as_str()).collect()),
        _ => None,
    })
}

/// Returns the day that the files bear: the filing's own, else the last day of the year that it
/// reports on.
fn date(filing: &Filing) -> Date {
    filing.evaluation.dated().unwrap_or_else(|| last_day(filing.fiscal_year.value))
}

fn last_day(year: i16) -> Date {
    Date::new(year, 12, 31).unwrap_or_default()
}
