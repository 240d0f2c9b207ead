//! A comparison for people.

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};

use super::causes::Cause;
use super::changes::{AdjustmentChange, Changes};
use super::figures::FigureChange;
use super::passages::{LineChange, PassageChange, PassageKind};
use super::projects::{Identified, ProjectChange};
use super::words;
use crate::figures::{ProjectField, Value};
use crate::record::{RecordedValue, Snapshot};

/// The most causes of a figure that are written out.
const MAX_LISTED: usize = 5;

impl Changes<'_> {
    /// Returns the comparison as text: figures, projects, ledger and report, each with its count.
    pub fn text(&self) -> String {
        if self.is_empty() {
            return "没有差异：数字、项目、调整台账和报告正文都相同\n".to_owned();
        }
        let mut text = format!("旧：{}\n新：{}\n", side(self.old), side(self.new));
        self.figures_text(&mut text);
        section(&mut text, "项目", self.projects.len());
        for change in &self.projects {
            project_text(&mut text, change, self.unit().name());
        }
        section(&mut text, "调整台账", self.adjustments.len());
        for change in &self.adjustments {
            adjustment_text(&mut text, change, self.unit().name());
        }
        section(&mut text, "正文", self.passages.len());
        for passage in &self.passages {
            passage_text(&mut text, passage);
        }
        text
    }

    fn figures_text(&self, text: &mut String) {
        section(text, "数字", self.figures.len());
        if self.figures.is_empty() {
            return;
        }
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(["  数字", "旧", "新", "增减", "由于"]);
        for figure in &self.figures {
            let difference = figure.difference(self.unit());
            let difference = difference.map_or_else(String::new, |difference| {
                format!("{} {}", difference.text, difference.unit).trim_end().to_owned()
            });
            table.add_row([
                format!("  {}", figure.label),
                value_text(figure.old),
                value_text(figure.new),
                difference,
                causes_text(figure),
            ]);
        }
        for column in 1..=3 {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for line in table.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
}

/// Opens a section that has something in it.
fn section(text: &mut String, name: &str, count: usize) {
    if count > 0 {
        push(text, format_args!("\n{name}（{count} 处）\n"));
    }
}

fn side(snapshot: &Snapshot) -> String {
    format!("{} {}年度（报告格式 {}）", snapshot.department, snapshot.fiscal_year, snapshot.form)
}

/// Returns a figure as it was printed, or what stands for none.
pub(super) fn value_text(value: Option<&RecordedValue>) -> String {
    match value {
        None | Some(RecordedValue { value: Value::Absent, .. }) => "—".to_owned(),
        Some(RecordedValue { value: Value::NoBase, .. }) => "基数为零".to_owned(),
        Some(RecordedValue { text, .. }) => text.clone(),
    }
}

fn causes_text(figure: &FigureChange<'_>) -> String {
    let mut causes: Vec<_> = figure.causes.iter().take(MAX_LISTED).map(cause_text).collect();
    let more = figure.causes.len().saturating_sub(MAX_LISTED);
    if more > 0 {
        let at_least = if figure.all_causes { "" } else { "以上" };
        causes.push(format!("…… 共 {} 项{at_least}", figure.causes.len()));
    }
    causes.join("；")
}

fn cause_text(cause: &Cause<'_>) -> String {
    let last = cause.input.rsplit_once('.').map_or("", |(_, last)| last);
    let word = |text: &str| words::value(last, text).to_owned();
    match (&cause.old, &cause.new) {
        (Some(old), Some(new)) => format!("{} {} → {}", cause.input, word(old), word(new)),
        (None, Some(new)) => format!("{} 新增 {}", cause.input, word(new)),
        (Some(old), None) => format!("{} 删去 {}", cause.input, word(old)),
        (None, None) => cause.input.to_string(),
    }
}

fn project_text(text: &mut String, change: &ProjectChange<'_>, unit: &str) {
    match change {
        ProjectChange::Added(project) => whole_project(text, '+', *project, unit),
        ProjectChange::Removed(project) => whole_project(text, '−', *project, unit),
        ProjectChange::Altered { old, new, fields } => {
            push(text, format_args!("  ~ {} {}\n", new.id, new.project.name));
            if old.project.name != new.project.name {
                push(text, format_args!("      原名 {}\n", old.project.name));
            }
            for field in fields.iter().filter(|field| field.key != "name") {
                let word = |text: Option<&str>| {
                    text.map_or_else(
                        || "未填".to_owned(),
                        |it| words::value(field.key, it).to_owned(),
                    )
                };
                let (old, new) = (word(field.old), word(field.new));
                push(text, format_args!("      {} {old} → {new}\n", words::key(field.key)));
            }
        }
    }
}

fn whole_project(text: &mut String, mark: char, project: Identified<'_>, unit: &str) {
    let Identified { id, project } = project;
    push(text, format_args!("  {mark} {id} {}", project.name));
    if let Some(adjusted) = project.figure(ProjectField::Adjusted).filter(|it| !it.text.is_empty())
    {
        push(text, format_args!("，调整后预算数 {} {unit}", adjusted.text));
    }
    text.push('\n');
}

fn adjustment_text(text: &mut String, change: &AdjustmentChange<'_>, unit: &str) {
    let (mark, entry) = match change {
        AdjustmentChange::Added { entry, .. } => ('+', entry),
        AdjustmentChange::Removed { entry, .. } => ('−', entry),
    };
    push(text, format_args!("  {mark}"));
    let parts = [
        entry.date.as_deref(),
        Some(words::category(&entry.category)),
        Some(words::scope(&entry.scope)),
        entry.project.as_deref(),
        Some(&entry.amount),
        Some(unit),
        entry.document.as_deref(),
        entry.reason.as_deref(),
    ];
    for part in parts.into_iter().flatten() {
        push(text, format_args!(" {part}"));
    }
    text.push('\n');
}

fn passage_text(text: &mut String, passage: &PassageChange) {
    let kind = match passage.kind {
        PassageKind::Title => "标题",
        PassageKind::Heading => "小标题",
        PassageKind::Paragraph => "段落",
        PassageKind::Table => "表格",
        PassageKind::Chart => "图表",
        PassageKind::Signature => "落款",
    };
    let place = passage.place.join(" / ");
    push(text, format_args!("  {}{kind}\n", if place.is_empty() { place } else { place + " / " }));
    for line in &passage.lines {
        match line {
            LineChange::Removed(line) => push(text, format_args!("    − {line}\n")),
            LineChange::Added(line) => push(text, format_args!("    + {line}\n")),
        }
    }
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("a string takes any text");
}
