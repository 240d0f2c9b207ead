//! Puts a project's figure into words.

use super::explain::{Explanation, GIVEN, Input, Words};
use super::figure::Print;
use super::formula::{addition, or_blank, quotient};
use super::project::{ProjectFigures, stated};
use super::recipe::AmountField;
use super::{ProjectField, Value};
use crate::model::{Dimension, Project};
use crate::quantity::Score;

impl Words<'_> {
    pub(super) fn of_project(
        &self,
        name: &str,
        project: &Project,
        values: &ProjectFigures,
        field: ProjectField,
    ) -> Explanation {
        let value = values.value(field);
        let text = self.figures.printed(value, Print::Project).text;
        let exact = |field| self.exact(values.value(field));
        let input = |field| self.project_input(project, values, field);
        let (formula, inputs) = match field {
            ProjectField::Index => match values.index {
                Some(index) => (format!("开展自评的第 {index} 个项目"), Vec::new()),
                None => ("未开展自评，不编序号".to_owned(), Vec::new()),
            },
            ProjectField::Initial => self.project_amount(project, AmountField::Initial, values),
            ProjectField::Adjusted => self.project_amount(project, AmountField::Adjusted, values),
            ProjectField::Final => self.project_amount(project, AmountField::Final, values),
            ProjectField::Adjustment => {
                let (adjusted, initial) = (ProjectField::Adjusted, ProjectField::Initial);
                let sum = format!("{} − {}", exact(adjusted), exact(initial));
                (self.result(&sum, value), vec![input(adjusted), input(initial)])
            }
            ProjectField::ExpenditureRate | ProjectField::ExecutionRate => {
                let whole = if field == ProjectField::ExecutionRate {
                    ProjectField::Adjusted
                } else {
                    ProjectField::Initial
                };
                let part = ProjectField::Final;
                let formula = quotient(&exact(part), &exact(whole), value, &text);
                (formula, vec![input(part), input(whole)])
            }
            ProjectField::Score => self.project_score(project, values, &text),
            ProjectField::ExecutionScore => {
                let weight = self.form.scoring.execution_weight.print();
                let rate = exact(ProjectField::ExecutionRate);
                let formula =
                    format!("{weight} × {} = {}，最高 {weight}", or_blank(&rate), or_blank(&text));
                (formula, vec![input(ProjectField::ExecutionRate)])
            }
            ProjectField::DimensionScore(dimension) => {
                let inputs = indicator_inputs(project, values, Some(dimension));
                let formula = if inputs.is_empty() {
                    "没有这类指标".to_owned()
                } else {
                    format!("{} = {}", addition(&inputs), or_blank(&text))
                };
                (formula, inputs)
            }
            ProjectField::Grade => {
                (self.grade(value, &exact(ProjectField::Score)), vec![input(ProjectField::Score)])
            }
        };
        Explanation {
            name: name.to_owned(),
            label: self.figures.label(name).unwrap_or_default(),
            value,
            text,
            formula,
            inputs,
            rule: self.project_rule(field),
        }
    }

    /// A project's score: as filed, or the execution row and the indicators.
    fn project_score(
        &self,
        project: &Project,
        values: &ProjectFigures,
        text: &str,
    ) -> (String, Vec<Input>) {
        let given = self.project_input(project, values, ProjectField::Score);
        if given.span.is_some() || values.indicators.is_none() {
            let formula = if given.span.is_some() { GIVEN } else { "未填报" };
            return (formula.to_owned(), vec![given]);
        }
        let mut inputs = vec![self.project_input(project, values, ProjectField::ExecutionScore)];
        inputs.extend(indicator_inputs(project, values, None));
        let added = values.indicators.as_ref().and_then(|scores| scores.added);
        let formula = match (added.filter(|added| Some(*added) != values.score), values.cap) {
            (Some(added), Some(cap)) => format!(
                "{} = {}；执行率 {} 低于 {}，最高 {text}",
                addition(&inputs),
                added.print(),
                self.exact(values.value(ProjectField::ExecutionRate)),
                cap.below.print(0)
            ),
            _ => format!("{} = {}", addition(&inputs), or_blank(text)),
        };
        (formula, inputs)
    }

    fn project_rule(&self, field: ProjectField) -> String {
        match field {
            ProjectField::Index => "按填报的次序给开展自评的项目编号".to_owned(),
            ProjectField::Initial => AmountField::Initial.rule().to_owned(),
            ProjectField::Adjusted => AmountField::Adjusted.rule().to_owned(),
            ProjectField::Final => AmountField::Final.rule().to_owned(),
            ProjectField::Adjustment => "年中调整数＝调整后预算数－年初预算数".to_owned(),
            ProjectField::ExpenditureRate => self.department_rule("projects.expenditure_rate"),
            ProjectField::ExecutionRate => self.department_rule("projects.execution_rate"),
            ProjectField::ExecutionScore => {
                "执行率得分＝分值×执行率，最高为分值，保留两位小数（财预〔2020〕10号）".to_owned()
            }
            ProjectField::DimensionScore(_) => {
                "一级指标得分＝所属各指标得分之和，指标得分保留两位小数后相加（财预〔2020〕10号）"
                    .to_owned()
            }
            ProjectField::Score => {
                let rule = "项目自评得分（《项目支出绩效评价管理办法》，财预〔2020〕10号）";
                if self.form.scoring.execution_caps.is_empty() {
                    rule.to_owned()
                } else {
                    format!("{rule}；执行率偏低的总分封顶（报告格式的 execution_caps）")
                }
            }
            ProjectField::Grade => {
                let rule = self.department_rule("overall_grade");
                format!("{}；{rule}", self.form.grades.description())
            }
        }
    }

    fn department_rule(&self, name: &str) -> String {
        self.figures.department.get(name).map_or_else(String::new, |figure| figure.rule.to_owned())
    }

    /// A project's amount: as filed, from its funding lines, or from the ledger.
    fn project_amount(
        &self,
        project: &Project,
        field: AmountField,
        values: &ProjectFigures,
    ) -> (String, Vec<Input>) {
        let id = &project.id.value;
        let amount = values.amount(field);
        let printed = amount.map_or_else(String::new, |amount| self.print(amount));
        if let Some(given) = stated(&project.amounts, field) {
            let name = format!("projects[{id}].{}", field.key());
            return (
                "填报数".to_owned(),
                vec![Input { name, text: printed, span: Some(given.span) }],
            );
        }
        let Some(amount) = amount else {
            let name = format!("projects[{id}].{}", field.key());
            return ("未填报".to_owned(), vec![Input { name, text: String::new(), span: None }]);
        };
        let lines = project.funding.iter().filter_map(|line| stated(&line.amounts, field));
        let funding: Vec<_> = lines
            .map(|line| Input {
                name: format!("projects[{id}].funding.{}", field.key()),
                text: self.print(line.value),
                span: Some(line.span),
            })
            .collect();
        if !funding.is_empty() && funding.len() == project.funding.len() {
            return (self.result(&addition(&funding), Value::Amount(amount)), funding);
        }
        if field == AmountField::Adjusted {
            let mut inputs = vec![self.project_input(project, values, ProjectField::Initial)];
            inputs.extend(self.ledger_inputs(|entry| {
                entry.project.as_ref().is_some_and(|project| project.value == *id)
            }));
            return (self.result(&addition(&inputs), Value::Amount(amount)), inputs);
        }
        ("年中新增的项目，年初没有预算".to_owned(), Vec::new())
    }

    fn project_input(
        &self,
        project: &Project,
        values: &ProjectFigures,
        field: ProjectField,
    ) -> Input {
        let span = match field {
            ProjectField::Initial => project.amounts.initial.as_ref().map(|amount| amount.span),
            ProjectField::Adjusted => project.amounts.adjusted.as_ref().map(|amount| amount.span),
            ProjectField::Final => project.amounts.r#final.as_ref().map(|amount| amount.span),
            ProjectField::Score => project.score.as_ref().map(|score| score.span),
            _ => None,
        };
        let name = if span.is_some() || values.value(field) == Value::Absent {
            format!("projects[{}].{}", project.id.value, field.key())
        } else {
            format!("project.{}.{}", project.id.value, field.key())
        };
        Input { name, text: self.exact(values.value(field)), span }
    }
}

/// Returns the scores of the indicators as inputs, of one dimension or of all.
fn indicator_inputs(
    project: &Project,
    values: &ProjectFigures,
    dimension: Option<Dimension>,
) -> Vec<Input> {
    let indicators = project.indicators.iter().zip(values.indicator_points()).enumerate();
    indicators
        .filter(|(_, (indicator, _))| dimension.is_none_or(|d| indicator.dimension.value == d))
        .map(|(index, (indicator, points))| {
            let score = indicator.score.as_ref();
            Input {
                name: format!("projects[{}].indicators[{}].score", project.id.value, index + 1),
                text: points.awarded.map_or_else(String::new, Score::print),
                span: score.map(|score| score.span),
            }
        })
        .collect()
}
