//! Puts a figure into words: what it is, its formula with the numbers, its inputs and its rule.

use super::explain_indicator::Owner;
use super::figure::Print;
use super::formula::{addition, quotient};
use super::name::Name;
use super::project::{ProjectFigures, stated};
use super::recipe::{AmountField, ProjectGroup, Recipe, Sign};
use super::set::DepartmentFigure;
use super::{Figures, Value};
use crate::edition::Edition;
use crate::form::Form;
use crate::model::{
    Adjustment, AdjustmentCategory, AdjustmentScope, Filing, Part, PartValue, Project,
};
use crate::quantity::{Amount, Score};
use crate::source::Span;

/// The formula of a figure that is copied from the filing.
pub const GIVEN: &str = "填报数";

/// The most addends that a formula writes out.
const MAX_ADDENDS: usize = 8;

/// A figure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Its name: `by_kind.general_public.amount`.
    pub name: String,
    /// What it is, in Chinese.
    pub label: String,
    /// Its exact value.
    pub value: Value,
    /// Its printed text; empty where there is no value.
    pub text: String,
    /// The formula with its numbers: 665.38 ÷ 276.23 × 100% = 240.88%.
    pub formula: String,
    /// What it was computed from.
    pub inputs: Vec<Input>,
    /// Where the rule comes from: a law and article, or the form.
    pub rule: String,
}

/// What a figure was computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The key in the YAML (`evaluation.score`, `projects[P01].adjusted`), or the name of another
    /// figure.
    pub name: String,
    /// Its text; empty where it is missing.
    pub text: String,
    /// Where it stands in the YAML; `None` for another figure and for what is missing.
    pub span: Option<Span>,
}

/// Explains the figure called `name`; `None` where there is none of that name.
///
/// `figures` are those computed from `edition` by `form`.
pub fn explain(
    edition: &Edition,
    form: &Form,
    figures: &Figures,
    name: &str,
) -> Option<Explanation> {
    let words = Words { filing: edition.filing(), form, figures };
    let project = |id: &str| {
        let number = *figures.by_id.get(id)?;
        Some((words.filing.projects.get(number)?, figures.projects.get(number)?))
    };
    match Name::of(name) {
        Name::Project(id, field) => {
            let (project, values) = project(id)?;
            Some(words.of_project(name, project, values, field))
        }
        Name::ProjectIndicator(id, number) => {
            let (project, values) = project(id)?;
            let label = format!("“{}”", project.name.value);
            let owner = Owner { label, key: format!("projects[{id}]") };
            let indicator = project.indicators.get(number.checked_sub(1)?)?;
            Some(words.of_indicator(name, &owner, number, indicator, values.indicator(number)?))
        }
        Name::Indicator(number) => {
            let owner = Owner { label: "部门整体".to_owned(), key: "evaluation".to_owned() };
            let indicator = words.filing.evaluation.indicators.get(number.checked_sub(1)?)?;
            Some(words.of_indicator(name, &owner, number, indicator, figures.indicator(number)?))
        }
        Name::Department => {
            figures.department.get(name).map(|figure| words.of_department(name, figure))
        }
    }
}

/// What the words are made from.
pub(super) struct Words<'a> {
    pub(super) filing: &'a Filing,
    pub(super) form: &'a Form,
    pub(super) figures: &'a Figures,
}

impl Words<'_> {
    fn of_department(&self, name: &str, figure: &DepartmentFigure) -> Explanation {
        let text = self.figures.printed(figure.value, Print::Total).text;
        let (formula, inputs) = match &figure.recipe {
            Recipe::Given { key, .. } if self.parts(key).is_some() => self.units(key, figure.value),
            Recipe::Given { key, span } => {
                let formula = if span.is_some() { GIVEN } else { "未填报" };
                let input = Input { name: key.clone(), text: text.clone(), span: *span };
                (formula.to_owned(), vec![input])
            }
            Recipe::ProjectTotal { amount, group } => self.project_total(*amount, *group, figure),
            Recipe::Terms(terms) => self.terms(terms, figure.value),
            Recipe::Ledger { initial, scope } => self.ledger(initial, *scope, figure.value),
            Recipe::Quotient { part, whole } => {
                let parts = (self.exact_figure(part), self.exact_figure(whole));
                let formula = quotient(&parts.0, &parts.1, figure.value, &text);
                (formula, vec![self.figure_input(part), self.figure_input(whole)])
            }
            Recipe::Count(group) => self.count(*group, &text),
            Recipe::Grade { score } => (
                self.grade(figure.value, &self.exact_figure(score)),
                vec![self.figure_input(score)],
            ),
            Recipe::IndicatorTotal => self.indicators(&text),
            Recipe::LedgerCount => self.ledger_count(&text),
            Recipe::LedgerTotal { category } => self.ledger_total(*category, figure.value),
        };
        let rule = match figure.recipe {
            Recipe::Grade { .. } | Recipe::Count(ProjectGroup::EvaluatedWithGrade(_)) => {
                format!("{}；{}", self.form.grades.description(), figure.rule)
            }
            Recipe::Given { ref key, .. } if self.parts(key).is_some() => {
                "部门本级与所属预算单位各自的填报之和".to_owned()
            }
            _ => figure.rule.to_owned(),
        };
        Explanation {
            name: name.to_owned(),
            label: figure.label.clone(),
            value: figure.value,
            text,
            formula,
            inputs,
            rule,
        }
    }

    fn parts(&self, key: &str) -> Option<&Vec<Part>> {
        self.filing.consolidated.parts.get(key)
    }

    /// A sum over the department's own part and its units.
    fn units(&self, key: &str, value: Value) -> (String, Vec<Input>) {
        let parts = self.parts(key).into_iter().flatten();
        let inputs: Vec<_> = parts
            .map(|part| Input {
                name: format!("{key}（{}）", part.whose),
                text: match part.value {
                    PartValue::Amount(amount) => self.print(amount),
                    PartValue::Count(count) => count.to_string(),
                },
                span: Some(part.span),
            })
            .collect();
        let sum = match inputs.len() {
            count if count > MAX_ADDENDS => format!("本级和所属单位 {count} 个数之和"),
            _ => addition(&inputs),
        };
        let formula = match value {
            Value::Count(count) => format!("{sum} = {count}"),
            _ => self.result(&sum, value),
        };
        (formula, inputs)
    }

    fn project_total(
        &self,
        amount: AmountField,
        group: ProjectGroup,
        figure: &DepartmentFigure,
    ) -> (String, Vec<Input>) {
        let kind = match group {
            ProjectGroup::OfKind(kind) | ProjectGroup::EvaluatedOfKind(kind) => Some(kind),
            _ => None,
        };
        let inputs: Vec<_> = self
            .members(group)
            .map(|(project, values)| {
                let part = match kind {
                    Some(kind) => values
                        .kinds()
                        .find(|(listed, _)| *listed == kind)
                        .and_then(|(_, part)| part),
                    None => values.amount(amount),
                };
                Input {
                    name: format!("projects[{}].{}", project.id.value, amount.key()),
                    text: part.map_or_else(String::new, |part| self.print(part)),
                    span: stated(&project.amounts, amount).map(|amount| amount.span),
                }
            })
            .collect();
        let words = group.words(self.form);
        let formula = match inputs.len() {
            0 => format!("没有{words}"),
            count if count > MAX_ADDENDS => {
                let sum = format!("{words} {count} 个的{}之和", amount.label());
                self.result(&sum, figure.value)
            }
            _ => self.result(&addition(&inputs), figure.value),
        };
        (formula, inputs)
    }

    fn terms(&self, terms: &[(Sign, String)], value: Value) -> (String, Vec<Input>) {
        let mut sum = String::new();
        for (sign, term) in terms {
            match (sign, sum.is_empty()) {
                (Sign::Plus, true) => {}
                (Sign::Plus, false) => sum.push_str(" + "),
                (Sign::Minus, _) => sum.push_str(" − "),
            }
            sum.push_str(&self.exact_figure(term));
        }
        let inputs = terms.iter().map(|(_, term)| self.figure_input(term)).collect();
        (self.result(&sum, value), inputs)
    }

    fn ledger(
        &self,
        initial: &str,
        scope: Option<AdjustmentScope>,
        value: Value,
    ) -> (String, Vec<Input>) {
        let mut inputs = vec![self.figure_input(initial)];
        inputs.extend(self.ledger_inputs(|entry| scope.is_none_or(|s| entry.scope.value == s)));
        let formula = if inputs.len() > MAX_ADDENDS {
            let (base, entries) = (self.exact_figure(initial), inputs.len() - 1);
            self.result(&format!("{base} + 台账 {entries} 笔之和"), value)
        } else {
            self.result(&addition(&inputs), value)
        };
        (formula, inputs)
    }

    fn ledger_count(&self, text: &str) -> (String, Vec<Input>) {
        let inputs: Vec<_> = self.ledger_inputs(|_| true).collect();
        let formula = if inputs.is_empty() {
            "没有填报调整台账".to_owned()
        } else {
            format!("调整台账 {text} 笔")
        };
        (formula, inputs)
    }

    fn ledger_total(
        &self,
        category: Option<AdjustmentCategory>,
        value: Value,
    ) -> (String, Vec<Input>) {
        let belongs = |entry: &Adjustment| category.is_none_or(|c| entry.category.value == c);
        let inputs: Vec<_> = self.ledger_inputs(belongs).collect();
        let formula = match (inputs.len(), category) {
            (0, Some(category)) if value != Value::Absent => {
                format!("台账中没有{}", category.name())
            }
            (0, _) => "没有填报调整台账".to_owned(),
            (count, _) if count > MAX_ADDENDS => {
                self.result(&format!("台账 {count} 笔之和"), value)
            }
            _ => self.result(&addition(&inputs), value),
        };
        (formula, inputs)
    }

    pub(super) fn ledger_inputs(
        &self,
        belongs: impl Fn(&Adjustment) -> bool,
    ) -> impl Iterator<Item = Input> {
        let entries = self.filing.budget.adjustments.iter().enumerate();
        entries.filter(move |(_, entry)| belongs(entry)).map(|(index, entry)| Input {
            name: format!("budget.adjustments[{}]", index + 1),
            text: self.print(entry.amount.value),
            span: Some(entry.amount.span),
        })
    }

    fn count(&self, group: ProjectGroup, text: &str) -> (String, Vec<Input>) {
        let inputs = self.members(group).map(|(project, _)| Input {
            name: format!("projects[{}]", project.id.value),
            text: project.name.value.clone(),
            span: Some(project.id.span),
        });
        (format!("{} {text} 个", group.words(self.form)), inputs.collect())
    }

    fn indicators(&self, text: &str) -> (String, Vec<Input>) {
        let indicators = self.filing.evaluation.indicators.iter().zip(&self.figures.indicators);
        let inputs: Vec<_> = indicators
            .enumerate()
            .map(|(index, (indicator, points))| Input {
                name: format!("evaluation.indicators[{}].score", index + 1),
                text: points.awarded.map_or_else(String::new, Score::print),
                span: indicator.score.as_ref().map(|score| score.span),
            })
            .collect();
        (format!("{} 项指标得分之和 = {text}", inputs.len()), inputs)
    }

    pub(super) fn grade(&self, value: Value, score: &str) -> String {
        let Value::Grade(grade) = value else {
            return "没有得分，不能评定等级".to_owned();
        };
        let grades = &self.form.grades;
        let label = grades.label(grade);
        match grades.from(grade) {
            Some(from) => format!("{score} ≥ {}，评为{label}", from.print()),
            None => format!("{score} 低于各级界限，评为{label}"),
        }
    }

    /// Returns `sum = value`, and the printed text behind ≈ where it is rounded.
    pub(super) fn result(&self, sum: &str, value: Value) -> String {
        let Value::Amount(amount) = value else {
            return format!("{sum}：缺少数据，无法计算");
        };
        let exact = self.print(amount);
        let shown = self.form.display.total_text(amount);
        let sum = if sum == exact { exact } else { format!("{sum} = {exact}") };
        let display = &self.form.display;
        if amount.rounded(display.amount_unit, display.total_decimals) == amount {
            sum
        } else {
            format!("{sum} ≈ {shown}")
        }
    }

    /// Returns another figure as an input; one that is copied from the filing brings its place.
    fn figure_input(&self, name: &str) -> Input {
        let text = self.exact_figure(name);
        match self.figures.department.get(name).map(|figure| &figure.recipe) {
            Some(Recipe::Given { key, span }) => Input { name: key.clone(), text, span: *span },
            _ => Input { name: name.to_owned(), text, span: None },
        }
    }

    fn exact_figure(&self, name: &str) -> String {
        self.figures
            .department
            .get(name)
            .map_or_else(String::new, |figure| self.exact(figure.value))
    }

    /// Returns a value with all its digits, as formulas write it.
    pub(super) fn exact(&self, value: Value) -> String {
        match value {
            Value::Amount(amount) => self.print(amount),
            _ => self.figures.printed(value, Print::Total).text,
        }
    }

    pub(super) fn print(&self, amount: Amount) -> String {
        amount.print_exact(self.form.display.amount_unit)
    }

    fn members(&self, group: ProjectGroup) -> impl Iterator<Item = (&Project, &ProjectFigures)> {
        let projects = self.filing.projects.iter().zip(&self.figures.projects);
        projects.filter(move |(project, values)| group.holds(project, values))
    }
}
