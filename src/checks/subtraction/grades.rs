//! Which grades of withheld projects follow from counts of all projects.

use std::collections::BTreeSet;

use super::hidden::Hidden;
use super::published::{Print, Published};
use super::reader::{Learned, What, widened};
use crate::checks::Context;
use crate::figures::{ProjectField, Value};
use crate::inference::{Expression, Problem, Solver, Unknown};
use crate::quantity::Grade;

/// Returns what can be learned of grades and scores: what is published of a project itself, and the
/// grade of those that must all have the same.
///
/// That a project is withheld and was evaluated counts as known; which of the withheld ones has
/// which grade cannot follow from counts unless all have one.
pub(super) fn learned(
    context: &Context<'_>,
    hidden: &Hidden<'_>,
    published: &[Published],
) -> Learned {
    let mut learned = Learned::new();
    for (origin, said) in published.iter().enumerate() {
        for field in [ProjectField::Score, ProjectField::Grade] {
            if let Some(number) = project_of(&said.name, field, hidden) {
                learned.entry((number, What::Field(field))).or_default().insert(origin);
            }
        }
    }
    let told: BTreeSet<usize> = learned.keys().map(|(number, _)| *number).collect();
    let evaluated = hidden.projects.iter().enumerate().filter_map(|(number, listed)| {
        let grade = listed.figures.grade.filter(|_| listed.project.evaluated)?;
        (!told.contains(&number)).then_some((number, grade))
    });
    let evaluated: Vec<_> = evaluated.collect();
    if let Some(because) = one_grade(context, published, &evaluated) {
        for (number, _) in evaluated {
            let what = What::Field(ProjectField::Grade);
            learned.entry((number, what)).or_default().extend(&because);
        }
    }
    learned
}

/// Returns from which published figures it follows that all of these projects have the same grade.
fn one_grade(
    context: &Context<'_>,
    published: &[Published],
    projects: &[(usize, Grade)],
) -> Option<BTreeSet<usize>> {
    let all = i128::try_from(projects.len()).ok().filter(|all| *all > 0)?;
    let mut problem = Problem::default();
    let unknowns = Grade::ALL.map(|grade| (grade, problem.unknown(true)));
    let sum = Expression::sum(unknowns.map(|(_, unknown)| unknown), 0);
    problem.between(&sum, Some(all), Some(all), usize::MAX);
    for (origin, said) in published.iter().enumerate() {
        match (&said.print, said.value) {
            (Print::Count(printed), Value::Count(count)) => {
                let graded = said.name.strip_prefix("by_grade.").and_then(|rest| {
                    unknowns
                        .iter()
                        .find(|(grade, _)| rest.strip_suffix(".count") == Some(grade.key()))
                });
                let Some((grade, unknown)) = graded else { continue };
                let (printed, count) = (i128::from(*printed), i128::from(count));
                let all = with_hidden(count, *grade, *unknown, projects);
                problem.between(&all, Some(printed.min(count)), Some(printed.max(count)), origin);
            }
            (Print::Rate(bounds), _) if said.name == "excellence_rate" => {
                let count = |name: &str| match context.figures.get(name)?.value {
                    Value::Count(count) => Some(i128::from(count)),
                    _ => None,
                };
                let [(grade, unknown), ..] = unknowns;
                let excellent = count("by_grade.excellent.count")?;
                let evaluated = count("evaluated_count")?;
                let part = with_hidden(excellent, grade, unknown, projects);
                let bounds = widened(*bounds, excellent, evaluated)?;
                problem.quotient(&part, &Expression::known(evaluated), bounds, origin);
            }
            _ => {}
        }
    }
    let mut solver = Solver::of(&problem);
    unknowns.iter().find_map(|(_, unknown)| {
        let range = solver.range(&[*unknown]);
        let because = range.because.into_iter().filter(|origin| *origin != usize::MAX);
        (range.least == Some(all)).then(|| because.collect())
    })
}

/// Returns the count of all projects with `grade`, of which those withheld are unknown.
fn with_hidden(
    count: i128,
    grade: Grade,
    unknown: Unknown,
    projects: &[(usize, Grade)],
) -> Expression {
    let withheld = projects.iter().filter(|(_, listed)| *listed == grade).map(|_| 1_i128);
    Expression::sum([unknown], count - withheld.sum::<i128>())
}

/// Returns the number of the withheld project of which `name` is the figure `field`.
fn project_of(name: &str, field: ProjectField, hidden: &Hidden<'_>) -> Option<usize> {
    let (id, key) = name.strip_prefix("project.")?.split_once('.')?;
    hidden.number(id).filter(|_| key == field.key())
}
