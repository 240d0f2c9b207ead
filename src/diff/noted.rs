//! What a note on changes says: the figures of the report that changed, and why, as the ledger
//! has it.

use std::collections::BTreeSet;

use super::figures::FigureChange;
use super::projects::{Identified, ProjectChange};
use super::{AdjustmentChange, Changes, words};
use crate::document::{Block, Document, Run};
use crate::figures::{ChangedFigure, ProjectField, Value};
use crate::quantity::{PrintedAmount, PrintedRate};
use crate::record::RecordedAdjustment;

/// What a note leaves to the marked-up report: parts of the totals, which follow from the projects,
/// and sums of the ledger, whose entries are the reasons.
const LEFT_OUT: [&str; 5] =
    ["by_kind.", "by_grade.", "adjustments.", "evaluated_count", "project_total"];

impl Changes<'_> {
    /// Returns what a note on these changes lists: the figures that either report quotes and that are
    /// printed otherwise than before, as far as they fit on a page.
    ///
    /// The department's amounts stand first, adjusted budgets before final accounts, so that those
    /// with one reason are together; then what follows from them, then each project's amounts and
    /// score, then the projects that came and went. Shares by kind, counts by grade and the projects'
    /// rates are left to the marked-up report.
    pub fn noted(&self) -> Vec<ChangedFigure> {
        let mut quoted = BTreeSet::new();
        collect_quoted(&self.old.document, &mut quoted);
        collect_quoted(&self.new.document, &mut quoted);
        let listed = |name: &str| quoted.contains(name) && is_listed(name);
        let mut figures: Vec<_> =
            self.figures.iter().filter(|figure| listed(&figure.name)).collect();
        figures.sort_by_key(|figure| rank(&figure.name));
        let figures = figures.into_iter().filter_map(|figure| self.noted_figure(figure));
        let projects = self.projects.iter().filter_map(|change| match change {
            ProjectChange::Added(project) => Some(self.noted_project(project, "新增")),
            ProjectChange::Removed(project) => Some(self.noted_project(project, "取消")),
            ProjectChange::Altered { .. } => None,
        });
        figures.chain(projects).collect()
    }

    /// Returns whether final accounts changed and nothing of the budget did: approved figures took
    /// the place of earlier ones.
    pub fn only_final_accounts(&self) -> bool {
        let amounts = |field: &str| self.figures.iter().any(|change| is_of(&change.name, field));
        amounts("final")
            && !amounts("initial")
            && !amounts("adjusted")
            && self.adjustments.is_empty()
    }

    fn noted_figure(&self, figure: &FigureChange<'_>) -> Option<ChangedFigure> {
        let printed = |side: Option<&crate::record::RecordedValue>| {
            side.filter(|side| side.value != Value::Absent).map(|side| side.text.clone())
        };
        let (before, after) = (printed(figure.old), printed(figure.new));
        if before == after {
            return None;
        }
        let difference = self.printed_difference(figure);
        let follows = [figure.old, figure.new].into_iter().flatten().any(|side| match side.value {
            Value::Rate(_) | Value::Count(_) | Value::Grade(_) => true,
            Value::Amount(_)
            | Value::Score(_)
            | Value::ZeroOfZero
            | Value::NoBase
            | Value::Absent => false,
        });
        // The ledger changes budgets; scores and final accounts are stated anew.
        let of_budget = ["adjusted", "adjustment"].iter().any(|field| is_of(&figure.name, field));
        let reason = if of_budget { self.reason(figure) } else { None };
        Some(ChangedFigure {
            follows,
            reason,
            name: figure.name.to_string(),
            label: figure.label.to_string(),
            before,
            after,
            difference,
        })
    }

    /// Returns by how much a figure changed as it is printed, so that the columns of a note add up.
    fn printed_difference(&self, figure: &FigureChange<'_>) -> Option<String> {
        let difference = figure.difference(self.unit())?;
        let (old, new) = (&figure.old?.text, &figure.new?.text);
        let (text, unit) = match figure.new?.value {
            Value::Amount(_) => {
                let read = |text| PrintedAmount::parse(text, self.unit()).ok();
                let (old, new) = (read(old)?, read(new)?);
                let decimals = old.decimals.max(new.decimals);
                let amount = new.amount.checked_sub(old.amount)?;
                (amount.print(self.unit(), decimals), "")
            }
            Value::Rate(_) => {
                let (old, new) = (PrintedRate::parse(old).ok()?, PrintedRate::parse(new).ok()?);
                (new.points_above(&old), "百分点")
            }
            _ => return Some(difference.text),
        };
        let sign = if text.starts_with('-') { "" } else { "+" };
        Some(format!("{sign}{text}{unit}"))
    }

    /// Returns the ledger's entries behind a change: those that are among its causes, and those of the
    /// project or the part of the budget whose stated amount gave way to the ledger.
    fn reason(&self, figure: &FigureChange<'_>) -> Option<String> {
        let causes: BTreeSet<&str> =
            figure.causes.iter().map(|cause| cause.input.as_ref()).collect();
        let has = |cause: &str| causes.contains(cause);
        self.reasons(|number, entry| {
            let project = entry.project.as_deref().is_some_and(|id| {
                has(&format!("projects[{id}]")) || has(&format!("projects[{id}].adjusted"))
            });
            project
                || has(&format!("budget.adjustments[{number}]"))
                || has("budget.department.adjusted")
                || has(&format!("budget.{}.adjusted", entry.scope))
        })
    }

    /// Returns the changed entries of the ledger that `belong`, given their number and themselves.
    fn reasons(&self, belong: impl Fn(usize, &RecordedAdjustment) -> bool) -> Option<String> {
        let changed = self.adjustments.iter().filter_map(|change| {
            let (AdjustmentChange::Added { number, entry }
            | AdjustmentChange::Removed { number, entry }) = *change;
            let stands = matches!(change, AdjustmentChange::Added { .. });
            belong(number, entry).then_some((entry, stands))
        });
        let changed: Vec<_> = changed.collect();
        let alone = changed.len() == 1;
        let reasons: Vec<_> =
            changed.into_iter().map(|(entry, stands)| reason(entry, stands, alone)).collect();
        (!reasons.is_empty()).then(|| reasons.join("；"))
    }

    /// Returns the adjusted budget of a project that came or went.
    fn noted_project(&self, project: &Identified<'_>, verb: &str) -> ChangedFigure {
        let field = ProjectField::Adjusted;
        let figure = project.project.figure(field).filter(|figure| figure.value != Value::Absent);
        let text = figure.map(|figure| figure.text.clone());
        let (before, after) = if verb == "新增" { (None, text) } else { (text, None) };
        ChangedFigure {
            name: format!("project.{}.{}", project.id, field.key()),
            label: format!("{verb}项目“{}”{}", project.project.name, field.label()),
            before,
            after,
            difference: None,
            reason: self.reasons(|_, entry| entry.project.as_deref() == Some(project.id)),
            follows: false,
        }
    }
}

/// Returns whether the figure called `name` is the amount `field` of the department or of a part of
/// it.
fn is_of(name: &str, field: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, last)| last == field)
}

/// Returns an entry of the ledger as a reason: category, reason and document; one among several with
/// a document goes without its reason, which stands beside the project's own figures.
fn reason(entry: &RecordedAdjustment, stands: bool, alone: bool) -> String {
    let mut text = words::category(&entry.category).to_owned();
    if !stands {
        text.insert_str(0, "撤销");
    }
    if let Some(reason) = entry.reason.as_ref().filter(|_| alone || entry.document.is_none()) {
        text.extend(["：", reason.as_str()]);
    }
    if let Some(document) = &entry.document {
        text.extend(["（", document.as_str(), "）"]);
    }
    text
}

/// Returns whether a note lists the figure called `name`; a project's are its amounts and its score.
fn is_listed(name: &str) -> bool {
    if name.starts_with("project.") {
        return ["initial", "adjusted", "final", "score"].iter().any(|field| is_of(name, field));
    }
    !LEFT_OUT.iter().any(|left_out| name.starts_with(left_out))
}

/// Returns where a figure stands in a note.
fn rank(name: &str) -> usize {
    let amounts = ["initial", "adjusted", "final"];
    if name.starts_with("project.") {
        amounts.len() + 1
    } else {
        amounts.iter().position(|field| is_of(name, field)).unwrap_or(amounts.len())
    }
}

/// Adds the names of the figures that `document` quotes.
fn collect_quoted<'a>(document: &'a Document, quoted: &mut BTreeSet<&'a str>) {
    let mut add = |runs: &'a [Run]| {
        quoted.extend(runs.iter().filter_map(|run| run.figure.as_deref()));
    };
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Title(runs) => add(runs),
            Block::Heading(heading) => add(&heading.runs),
            Block::Paragraph(paragraph) => {
                paragraph.lead.iter().for_each(|lead| add(&lead.runs));
                add(&paragraph.runs);
            }
            Block::Table(table) => {
                add(&table.caption);
                let rows = table.head.iter().chain(&table.body);
                rows.flat_map(|row| &row.cells).for_each(|cell| add(&cell.runs));
            }
            Block::Chart(chart) => chart.bars.iter().for_each(|bar| add(&bar.value)),
            Block::Signature(signature) => {
                add(&signature.name);
                add(&signature.date);
            }
            Block::Contents(_) | Block::AttachmentList(_) | Block::AttachmentMark(_) => {}
        }
    }
}
