//! What a workbook says otherwise than a filing: the values of both by key.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Filing, Indicator, Nature, Objective, Project, ProjectLevel, ProjectStatus, StatedAmounts,
    Withholding,
};
use crate::quantity::{Amount, AmountUnit};
use crate::source::Spanned;

/// A value of the workbook that the filing lacks or has otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key: `projects[P01].adjusted`.
    pub key: String,
    /// What the filing has.
    pub before: Option<String>,
    /// What the workbook has, amounts in the filing's unit.
    pub after: String,
}

/// What comparing gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The values that differ, in the order of the workbook.
    pub differences: Vec<Difference>,
    /// How many values are the same.
    pub same: usize,
    /// The filing's projects that the workbook does not have.
    pub missing: Vec<String>,
}

/// Compares what `imported` has with `existing`; what only the filing has is left alone, but for whole
/// projects.
pub fn compare(imported: &Filing, existing: &Filing) -> Comparison {
    let unit = existing.amount_unit;
    let before: BTreeMap<String, String> = values(existing, unit, Kinds::All).into_iter().collect();
    let mut comparison = Comparison::default();
    for (key, after) in values(imported, unit, Kinds::Stated) {
        let had = before.get(&key);
        if had == Some(&after) {
            comparison.same += 1;
        } else {
            comparison.differences.push(Difference { key, before: had.cloned(), after });
        }
    }
    let listed: BTreeSet<&str> =
        imported.projects.iter().map(|project| project.id.value.as_str()).collect();
    let missing =
        existing.projects.iter().filter(|project| !listed.contains(project.id.value.as_str()));
    comparison.missing =
        missing.map(|project| format!("{} {}", project.id.value, project.name.value)).collect();
    comparison
}

/// Returns the values of a filing by key, as far as a workbook can have them.
fn values(filing: &Filing, unit: AmountUnit, kinds: Kinds) -> Vec<(String, String)> {
    let mut values = Values { found: Vec::new(), unit, kinds };
    values.put("fiscal_year", Some(filing.fiscal_year.value));
    values.put("department.name", Some(&filing.department.name.value));
    let evaluation = &filing.evaluation;
    values.put("evaluation.score", evaluation.score.as_ref().map(|score| score.value.print()));
    values.objectives("evaluation", &evaluation.objectives);
    values.indicators("evaluation", &evaluation.indicators);
    let budget = &filing.budget;
    for (scope, line) in [
        ("department", &budget.department),
        ("projects", &budget.projects),
        ("basic", &budget.basic),
        ("other", &budget.other),
    ] {
        values.amounts(&format!("budget.{scope}"), line);
    }
    for project in &filing.projects {
        values.project(project);
    }
    values.found
}

struct Values {
    found: Vec<(String, String)>,
    unit: AmountUnit,
    kinds: Kinds,
}

/// Which kinds of budget count: a workbook that names none says nothing of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kinds {
    /// Those that are stated.
    Stated,
    /// Those that hold where none is stated too.
    All,
}

impl Values {
    fn put(&mut self, key: &str, value: Option<impl ToString>) {
        self.found.extend(value.map(|value| (key.to_owned(), value.to_string())));
    }

    fn amounts(&mut self, owner: &str, line: &StatedAmounts) {
        for (key, amount) in
            [("initial", &line.initial), ("adjusted", &line.adjusted), ("final", &line.r#final)]
        {
            let unit = self.unit;
            let text = amount.as_ref().map(|amount| Amount::print_exact(amount.value, unit));
            self.put(&format!("{owner}.{key}"), text);
        }
    }

    fn project(&mut self, project: &Project) {
        let owner = format!("projects[{}]", project.id.value);
        for (key, text) in [
            ("name", Some(&project.name)),
            ("unit", project.unit.as_ref()),
            ("implementing_unit", project.implementing_unit.as_ref()),
            ("code", project.code.as_ref()),
            ("group", project.group.as_ref()),
            ("not_evaluated_reason", project.not_evaluated_reason.as_ref()),
            ("execution.deviation_reason", project.execution.deviation_reason.as_ref()),
            ("execution.remedy", project.execution.remedy.as_ref()),
        ] {
            self.put(&format!("{owner}.{key}"), text.map(|text| &text.value));
        }
        let kind = &project.budget_kind;
        // A kind without a place of its own is the loader's.
        let is_stated = kind.span != project.span;
        let kind = (is_stated || self.kinds == Kinds::All).then(|| kind.value.key());
        self.put(&format!("{owner}.budget_kind"), kind);
        let level = (project.level != ProjectLevel::default()).then(|| project.level.key());
        self.put(&format!("{owner}.level"), level);
        let status = (project.status != ProjectStatus::default()).then(|| project.status.key());
        self.put(&format!("{owner}.status"), status);
        self.put(&format!("{owner}.evaluated"), (!project.evaluated).then_some("false"));
        self.amounts(&owner, &project.amounts);
        self.put(
            &format!("{owner}.score"),
            project.score.as_ref().map(|score| score.value.print()),
        );
        for (number, line) in (1..).zip(&project.funding) {
            let owner = format!("{owner}.funding[{number}]");
            self.put(&format!("{owner}.source"), Some(line.source.value.key()));
            self.put(&format!("{owner}.level"), line.level.as_ref().map(|level| level.value.key()));
            let kind = line.budget_kind.as_ref().map(|kind| kind.value.key());
            self.put(&format!("{owner}.budget_kind"), kind);
            self.amounts(&owner, &line.amounts);
        }
        self.objectives(&owner, &project.objectives);
        self.indicators(&owner, &project.indicators);
        self.withholding(&owner, project.withholding.as_ref());
    }

    fn objectives(&mut self, owner: &str, objectives: &[Objective]) {
        for (number, objective) in (1..).zip(objectives) {
            let owner = format!("{owner}.objectives[{number}]");
            self.put(&format!("{owner}.target"), Some(&objective.target.value));
            let achievement = objective.achievement.as_ref().map(|text| &text.value);
            self.put(&format!("{owner}.achievement"), achievement);
            self.withholding(&owner, objective.withholding.as_ref());
        }
    }

    fn indicators(&mut self, owner: &str, indicators: &[Indicator]) {
        for (number, indicator) in (1..).zip(indicators) {
            let owner = format!("{owner}.indicators[{number}]");
            let mut put =
                |key: &str, text: Option<String>| self.put(&format!("{owner}.{key}"), text);
            let text =
                |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
            put("dimension", Some(indicator.dimension.value.key().to_owned()));
            put("category", Some(indicator.category.value.key().to_owned()));
            put("name", Some(indicator.name.value.clone()));
            let nature = indicator.nature;
            put("nature", (nature != Nature::default()).then(|| nature.key().to_owned()));
            put("operator", indicator.operator.as_ref().map(|sign| sign.value.key().to_owned()));
            put("target", text(&indicator.target));
            put("actual", text(&indicator.actual));
            put("unit", text(&indicator.unit));
            put("weight", Some(indicator.weight.value.print()));
            put("score", indicator.score.as_ref().map(|score| score.value.print()));
            put("achieved_share", text(&indicator.achieved_share));
            put("standard", text(&indicator.standard));
            put("accepted_on", indicator.accepted_on.as_ref().map(|day| day.value.to_string()));
            put("deviation_reason", text(&indicator.deviation_reason));
            put("remedy", text(&indicator.remedy));
            self.withholding(&owner, indicator.withholding.as_ref());
        }
    }

    fn withholding(&mut self, owner: &str, withholding: Option<&Withholding>) {
        let ground = withholding.map(|withholding| {
            withholding.ground.as_ref().map_or("true", |ground| ground.value.key())
        });
        self.put(&format!("{owner}.disclosure"), ground);
    }
}
