//! The self-evaluation forms as one workbook: the department's, the summary, and one a project.

use super::names::SheetNames;
use super::project_form::{ProjectSheet, project_form};
use super::{Properties, WorkbookError, department_form, sheet, summary};
use crate::edition::Edition;
use crate::figures::Figures;
use crate::form::Form;

/// The most projects that a workbook of forms has sheets for; more sheets no program opens in
/// reasonable time.
pub const MAX_PROJECTS: usize = 1_000;

/// Returns the workbook of the forms of `edition`.
///
/// What follows from other cells is a formula that stores the figure as its result, so that a
/// program which opens the workbook computes the same figures again. Every printed page bears the
/// `mark`, where there is one: 草稿.
///
/// # Errors
/// When there are more than [`MAX_PROJECTS`] projects, or when the library refuses, as it does a
/// text that is longer than a cell.
pub fn forms(
    edition: &Edition,
    form: &Form,
    figures: &Figures,
    properties: &Properties,
    mark: Option<&str>,
) -> Result<Vec<u8>, WorkbookError> {
    let filing = edition.filing();
    if filing.projects.len() > MAX_PROJECTS {
        return Err(WorkbookError::TooManyProjects(filing.projects.len()));
    }
    let mut names = SheetNames::default();
    let first = [department_form::NAME, summary::NAME].map(|name| names.take(name));
    debug_assert_eq!(first, [department_form::NAME, summary::NAME], "formulas name these sheets");
    let projects: Vec<ProjectSheet> = filing
        .projects
        .iter()
        .zip(figures.projects())
        .map(|(project, figures)| {
            let name = names.take(&format!("{} {}", project.id.value, project.name.value));
            project_form(project, figures, filing, form, name)
        })
        .collect::<Result<_, _>>()?;
    let listed = summary::sums_row(projects.len());
    let department = department_form::department_form(edition, form, figures, listed)?;
    let summary = summary::summary(edition, form, figures, &projects)?;
    let projects = projects.into_iter().map(|project| project.sheet);
    let mut sheets: Vec<_> = [department, summary].into_iter().chain(projects).collect();
    if let Some(mark) = mark {
        for sheet in &mut sheets {
            sheet.set_header(format!("&R{mark}"));
        }
    }
    sheet::bytes(sheets, properties)
}
