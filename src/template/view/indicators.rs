//! What a self-evaluation form shows: money by source, objectives, and the indicators by level.

use super::figures::quote;
use super::{Builder, Fields, rows};
use crate::model::{FundingLine, Indicator, Objective, Project};
use crate::quantity::{Amount, Score};
use crate::source::{Span, Spanned};
use crate::template::gaps::{Gap, Lack};

/// The most rows that a label stands beside: as many as a cell may cover.
const MOST_ROWS: usize = 1000;

impl Builder<'_> {
    /// Adds what only a project's form asks for.
    pub(super) fn project_form(&mut self, project: &Project, fields: &mut Fields) {
        let uses = self.uses;
        let wanted = |field| uses.field("project", field).is_some();
        let owner = format!("projects[{}]", project.id.value);
        if wanted("funding") {
            let lines = project.funding.iter().enumerate();
            let lines =
                lines.map(|(index, line)| self.funding_line(&owner, index + 1, line, project));
            let lines: Vec<Fields> = lines.collect();
            fields.insert("funding", lines.into());
        }
        if wanted("funding_rows") {
            fields.insert("funding_rows", rows(2 + project.funding.len()));
        }
        if wanted("execution") {
            let at = (owner.as_str(), project.id.span, "在这个项目里");
            let execution = Fields::from([
                self.part(
                    at,
                    "execution.deviation_reason",
                    project.execution.deviation_reason.as_ref(),
                ),
                self.part(at, "execution.remedy", project.execution.remedy.as_ref()),
            ]);
            fields.insert("execution", execution.into());
        }
        if wanted("objectives") {
            fields.insert("objectives", self.objectives(&owner, &project.objectives).into());
        }
        if wanted("objective_rows") {
            fields.insert("objective_rows", rows(1 + project.objectives.len()));
        }
        if wanted("indicators") {
            let figures = format!("project.{}", project.id.value);
            let indicators = self.indicators(&owner, &figures, &project.indicators);
            fields.insert("indicators", indicators.into());
        }
        if wanted("weight_total") {
            let execution = Some(self.form.scoring.execution_weight);
            fields.insert("weight_total", weight_total(execution, &project.indicators));
        }
    }

    /// Returns the objectives of `owner`: a project or the evaluation.
    pub(super) fn objectives(&self, owner: &str, objectives: &[Objective]) -> Vec<Fields> {
        let objectives = (1..).zip(objectives).map(|(number, objective)| {
            let owner = format!("{owner}.objectives[{number}]");
            let at = (owner.as_str(), objective.target.span, "在这个目标里");
            Fields::from([
                ("target", objective.target.value.as_str().into()),
                self.part(at, "achievement", objective.achievement.as_ref()),
            ])
        });
        objectives.collect()
    }

    /// Adds what only the department's form asks for.
    pub(super) fn department_form(&mut self, fields: &mut Fields) {
        let record = "evaluation";
        let indicators = &self.filing.evaluation.indicators;
        if self.uses.field(record, "indicators").is_some() {
            let indicators = self.indicators(record, record, indicators);
            fields.insert("indicators", indicators.into());
        }
        let execution = self.execution_left_out();
        fields.insert("weight_total", weight_total(execution, indicators));
        let execution = match execution {
            Some(weight) => weight.print().into(),
            None => self.missing(record, "execution_weight"),
        };
        fields.insert("execution_weight", execution);
    }

    /// Returns the points of the execution row where the department's indicators leave it out: its
    /// score is then stated, and their points make a hundred with that row only.
    fn execution_left_out(&self) -> Option<Score> {
        let evaluation = &self.filing.evaluation;
        let execution = self.form.scoring.execution_weight;
        let sum: Score = weights(&evaluation.indicators).sum();
        let without = Score::whole(100).points_above(execution);
        (evaluation.score.is_some() && sum == without).then_some(execution)
    }

    /// Returns the indicators of `owner`, those of one dimension together, and in it those of one
    /// category; levels and indicators stand in the order in which the filing first names them.
    ///
    /// The first of a level says how many rows its label stands beside. The names of the indicators'
    /// figures begin with `figures`.
    fn indicators(&self, owner: &str, figures: &str, indicators: &[Indicator]) -> Vec<Fields> {
        let numbered: Vec<(usize, &Indicator)> = (1..).zip(indicators).collect();
        let dimensions = grouped(&numbered, |indicator| indicator.dimension.value);
        let mut views = Vec::with_capacity(indicators.len());
        for dimension in dimensions.iter().flat_map(|group| group.chunks(MOST_ROWS)) {
            let mut opens_dimension = true;
            for category in grouped(dimension, |indicator| indicator.category.value) {
                let mut opens_category = true;
                for (number, indicator) in &category {
                    let mut fields = self.indicator(owner, figures, *number, indicator);
                    fields.insert("opens_dimension", opens_dimension.into());
                    fields.insert("dimension_rows", rows(dimension.len()));
                    fields.insert("opens_category", opens_category.into());
                    fields.insert("category_rows", rows(category.len()));
                    (opens_dimension, opens_category) = (false, false);
                    views.push(fields);
                }
            }
        }
        views
    }

    fn indicator(
        &self,
        owner: &str,
        figures: &str,
        number: usize,
        indicator: &Indicator,
    ) -> Fields {
        let figure = format!("{figures}.indicators.{number}.score");
        let owner = format!("{owner}.indicators[{number}]");
        let at = (owner.as_str(), indicator.span, "在这个指标里");
        let unit = indicator.unit.as_ref().map_or("", |unit| unit.value.as_str());
        let sign = indicator.operator.as_ref().map_or("", |operator| operator.value.name());
        let with_unit = |sign: &str, text: &Spanned<String>| {
            let text = text.value.as_str();
            // Some write the unit after the number and name it once more.
            let unit = if text.ends_with(unit) { "" } else { unit };
            format!("{sign}{text}{unit}").into()
        };
        let target = indicator.target.as_ref().map(|target| with_unit(sign, target));
        let actual = indicator.actual.as_ref().map(|actual| with_unit("", actual));
        let score = self.figures.get(&figure).filter(|score| score.value.is_printable());
        let score = score.map(|score| quote(&figure, &score));
        Fields::from([
            ("dimension", indicator.dimension.value.key().into()),
            ("dimension_label", indicator.dimension.value.name().into()),
            ("category_label", indicator.category.value.name().into()),
            ("name", indicator.name.value.as_str().into()),
            ("target", target.unwrap_or_else(|| self.lacking(at, "target"))),
            ("actual", actual.unwrap_or_else(|| self.lacking(at, "actual"))),
            ("weight", indicator.weight.value.print().into()),
            ("score", score.unwrap_or_else(|| self.lacking(at, "score"))),
            self.part(at, "deviation_reason", indicator.deviation_reason.as_ref()),
            self.part(at, "remedy", indicator.remedy.as_ref()),
            ("deviation", self.deviation(at, indicator)),
        ])
    }

    /// Returns the reason and the remedy of an indicator in one cell, a mark between them.
    fn deviation(&self, at: (&str, Span, &'static str), indicator: &Indicator) -> tera::Value {
        let text = |text: Option<&Spanned<String>>| text.map(|text| text.value.clone());
        let reason = text(indicator.deviation_reason.as_ref());
        match (reason, text(indicator.remedy.as_ref())) {
            (Some(reason), Some(remedy)) => {
                let closed = reason.ends_with(['。', '；', '，', '！', '？', '：']);
                let mark = if closed { "" } else { "；" };
                format!("{reason}{mark}{remedy}").into()
            }
            (Some(only), None) | (None, Some(only)) => only.into(),
            (None, None) => self.lacking(at, "deviation_reason"),
        }
    }

    /// Returns one line of a project's money; amounts are printed as the project's own.
    fn funding_line(
        &self,
        owner: &str,
        number: usize,
        line: &FundingLine,
        project: &Project,
    ) -> Fields {
        let owner = format!("{owner}.funding[{number}]");
        let at = (owner.as_str(), project.id.span, "在这个项目里");
        let amount = |field: &'static str, amount: Option<&Spanned<Amount>>| {
            let text =
                amount.map(|amount| self.form.display.project_amount_text(amount.value).into());
            (field, text.unwrap_or_else(|| self.lacking(at, field)))
        };
        let level = line.level.as_ref().map(|level| level.value.name().into());
        Fields::from([
            ("source", line.source.value.name().into()),
            ("level", level.unwrap_or_else(|| self.lacking(at, "level"))),
            amount("initial", line.amounts.initial.as_ref()),
            amount("adjusted", line.amounts.adjusted.as_ref()),
            amount("final", line.amounts.r#final.as_ref()),
        ])
    }

    /// Returns the last part of the path `key` below `at`, and its text or the mark of its gap.
    fn part(
        &self,
        at: (&str, Span, &'static str),
        key: &'static str,
        text: Option<&Spanned<String>>,
    ) -> (&'static str, tera::Value) {
        let name = key.rsplit('.').next().unwrap_or(key);
        (name, text.map_or_else(|| self.lacking(at, key), |text| text.value.as_str().into()))
    }

    /// Marks the gap of the key `key` below the owner `at`.
    fn lacking(&self, at: (&str, Span, &'static str), key: &str) -> tera::Value {
        let (owner, span, label) = at;
        self.gaps.mark(Gap::Lacks(vec![Lack::at(format!("{owner}.{key}"), span, label)]))
    }
}

/// Returns the points of `indicators`, and of the `execution` row where there is one, together.
fn weight_total(execution: Option<Score>, indicators: &[Indicator]) -> tera::Value {
    let total: Score = execution.into_iter().chain(weights(indicators)).sum();
    total.print().into()
}

fn weights(indicators: &[Indicator]) -> impl Iterator<Item = Score> {
    indicators.iter().map(|indicator| indicator.weight.value)
}

/// Returns `indicators` in groups of one level each, the groups in the order of their first members.
fn grouped<'i, L: PartialEq>(
    indicators: &[(usize, &'i Indicator)],
    level: impl Fn(&Indicator) -> L,
) -> Vec<Vec<(usize, &'i Indicator)>> {
    let mut groups: Vec<(L, Vec<(usize, &Indicator)>)> = Vec::new();
    for (number, indicator) in indicators {
        let of = level(indicator);
        match groups.iter_mut().find(|(level, _)| *level == of) {
            Some((_, group)) => group.push((*number, indicator)),
            None => groups.push((of, vec![(*number, indicator)])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}
