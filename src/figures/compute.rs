//! Computes the figures of an edition, in reading order.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::builder::Builder;
use super::project::Ledger;
use super::recipe::{AmountField, ProjectGroup, Recipe};
use super::{FigureKind, Figures, IndicatorPoints, ProjectFigures, Value};
use crate::edition::Edition;
use crate::form::Form;
use crate::model::{BudgetKind, Filing};
use crate::quantity::Grade;
use crate::source::Spanned;

/// Computes every figure of `edition` by the conventions of `form`.
///
/// Sums and rates are taken from unrounded amounts; rounding happens when a figure is printed. A
/// figure whose inputs are missing is there too, as [`Value::Absent`].
pub fn compute(edition: &Edition, form: &Form) -> Figures {
    let filing = edition.filing();
    let mut builder =
        Builder { filing, form, totals: edition.totals(), figures: start(filing, form) };
    builder.who();
    builder.money();
    builder.ledger();
    builder.counts();
    builder.kinds();
    builder.grades();
    builder.overall();
    builder.figures
}

/// Returns the set with the projects' own figures.
fn start(filing: &Filing, form: &Form) -> Figures {
    let ledger = Ledger::of(&filing.budget);
    let mut projects = Vec::with_capacity(filing.projects.len());
    let mut by_id = BTreeMap::new();
    let mut evaluated = 0;
    let year = filing.fiscal_year.value;
    let indicators = filing.evaluation.indicators.iter();
    let indicators =
        indicators.map(|indicator| IndicatorPoints::of(indicator, &form.scoring, year)).collect();
    for (number, project) in filing.projects.iter().enumerate() {
        projects.push(ProjectFigures::of(project, &ledger, form, evaluated, year));
        by_id.entry(project.id.value.clone()).or_insert(number);
        evaluated += u64::from(project.evaluated);
    }
    Figures {
        department: IndexMap::new(),
        projects,
        by_id,
        indicators,
        display: form.display.clone(),
        grades: form.grades.clone(),
    }
}

impl Builder<'_> {
    /// The year, the offices and the staff.
    fn who(&mut self) {
        let (filing, department) = (self.filing, &self.filing.department);
        let year = u64::try_from(filing.fiscal_year.value).unwrap_or_default();
        let year = Spanned { value: year, span: filing.fiscal_year.span };
        self.given_count("fiscal_year", "fiscal_year", "预算年度", Some(&year));
        let offices = department.internal_offices.as_ref();
        self.given_count("internal_offices", "department.internal_offices", "内设机构数", offices);
        let staff = &department.staff;
        for (key, label, count) in [
            ("employed", "在职人员数", &staff.employed),
            ("support_workers", "工勤人员数", &staff.support_workers),
            ("quota", "编制数", &staff.quota),
        ] {
            let path = format!("department.staff.{key}");
            self.given_count(&format!("staff.{key}"), &path, label, count.as_ref());
        }
        self.quotient(
            "staff.control_rate",
            "在职人员控制率",
            ("staff.employed", "staff.quota"),
            "在职人员控制率＝在职人员数÷编制数",
        );
    }

    /// How many projects there are, and how many were evaluated.
    fn counts(&mut self) {
        let rule = "按填报的项目计数";
        for (name, label, group) in [
            ("project_count", "项目数", ProjectGroup::All),
            ("start_count", "年初项目数", ProjectGroup::AtStart),
            ("added_count", "年中新增项目数", ProjectGroup::Added),
            ("cancelled_count", "年中取消项目数", ProjectGroup::Cancelled),
            ("end_count", "年末项目数", ProjectGroup::AtEnd),
            ("evaluated_count", "开展自评的项目数", ProjectGroup::Evaluated),
        ] {
            self.count(name, label.to_owned(), group, rule);
        }
        self.quotient(
            "coverage_rate",
            "自评覆盖率",
            ("evaluated_count", "project_count"),
            "自评覆盖率＝开展自评的项目数÷全部项目数",
        );
        let group = ProjectGroup::Evaluated;
        self.insert(
            "project_total",
            FigureKind::Amount,
            "开展自评的项目预算资金".to_owned(),
            Value::of_amount(self.sum(AmountField::Adjusted, group)),
            Recipe::ProjectTotal { amount: AmountField::Adjusted, group },
            "涉及项目的预算资金＝开展自评的各项目调整后预算数之和",
        );
    }

    /// The evaluated projects by kind of budget, in the form's order.
    fn kinds(&mut self) {
        let rule = "预算的四类见预算法第五条；一个项目有几类资金的，每一类都计数";
        let form = self.form;
        for (kind, label) in form.kinds.iter() {
            let name = |part: &str| format!("by_kind.{}.{part}", kind.key());
            let group = ProjectGroup::EvaluatedOfKind(kind);
            self.count(&name("count"), format!("{label}项目数"), group, rule);
            self.insert(
                &name("amount"),
                FigureKind::Amount,
                format!("{label}项目资金"),
                Value::of_amount(self.sum(AmountField::Adjusted, group)),
                Recipe::ProjectTotal { amount: AmountField::Adjusted, group },
                rule,
            );
            self.kind_expenditure(kind, &name("expenditure"), label);
            self.quotient(
                &name("share"),
                &format!("占{label}项目支出总额的比例"),
                (&name("amount"), &name("expenditure")),
                "占比＝开展自评的该类项目资金÷该类项目支出总额，分子、分母都是调整后预算数",
            );
        }
    }

    /// All project expenditure of a kind: as stated, else the sum over all projects.
    fn kind_expenditure(&mut self, kind: BudgetKind, name: &str, label: &str) {
        let label = format!("{label}项目支出总额");
        let rule = "该类项目支出总额＝全部该类项目的调整后预算数之和，或填报的总额";
        let listed = &self.filing.budget.project_expenditure_by_kind;
        if let Some((_, given)) = listed.iter().find(|(listed, _)| listed.value == kind) {
            let key = format!("budget.project_expenditure_by_kind.{}", kind.key());
            self.given_amount(name, &key, label, Some(given), rule);
        } else {
            let group = ProjectGroup::OfKind(kind);
            let recipe = Recipe::ProjectTotal { amount: AmountField::Adjusted, group };
            self.insert(
                name,
                FigureKind::Amount,
                label,
                Value::of_amount(self.sum(AmountField::Adjusted, group)),
                recipe,
                rule,
            );
        }
    }

    /// The evaluated projects by grade, and the excellence rate.
    fn grades(&mut self) {
        for grade in Grade::ALL {
            self.count(
                &format!("by_grade.{}.count", grade.key()),
                format!("等级为{}的项目数", self.form.grades.label(grade)),
                ProjectGroup::EvaluatedWithGrade(grade),
                "等级按自评得分评定（《项目支出绩效评价管理办法》，财预〔2020〕10号）",
            );
        }
        self.quotient(
            "excellence_rate",
            "评优率",
            ("by_grade.excellent.count", "evaluated_count"),
            "评优率＝等级为优的项目数÷开展自评的项目数",
        );
    }

    /// The department's own score and grade.
    fn overall(&mut self) {
        let evaluation = &self.filing.evaluation;
        let rule = "部门整体自评得分：部门整体支出绩效自评表的得分";
        let label = "部门整体自评得分".to_owned();
        let score = evaluation.score.as_ref();
        if score.is_none() && !evaluation.indicators.is_empty() {
            let points = self.figures.indicators.iter().map(|points| points.awarded);
            let value = Value::of_score(points.sum());
            self.insert(
                "overall_score",
                FigureKind::Score,
                label,
                value,
                Recipe::IndicatorTotal,
                rule,
            );
        } else {
            let recipe = Recipe::Given {
                key: "evaluation.score".to_owned(),
                span: score.map(|score| score.span),
            };
            let value = Value::of_score(score.map(|score| score.value));
            self.insert("overall_score", FigureKind::Score, label, value, recipe, rule);
        }
        let grade = match self.value("overall_score") {
            Value::Score(score) => Value::Grade(self.form.grades.grade(score)),
            _ => Value::Absent,
        };
        self.insert(
            "overall_grade",
            FigureKind::Grade,
            "部门整体评价等级".to_owned(),
            grade,
            Recipe::Grade { score: "overall_score".to_owned() },
            "等级按得分评定（《项目支出绩效评价管理办法》，财预〔2020〕10号）",
        );
    }
}
