//! The figures of the department's money: the whole, 基本支出, 项目支出, 其他支出, and their rates.

use super::builder::Builder;
use super::project::stated;
use super::recipe::{AmountField, ProjectGroup, Recipe, Sign};
use super::{FigureKind, Value};
use crate::form::Totals;
use crate::model::{AdjustmentScope, StatedAmounts};

impl Builder<'_> {
    /// The money of the department and of each part of it.
    pub(super) fn money(&mut self) {
        let budget = &self.filing.budget;
        self.parts("basic", &budget.basic, "基本支出", AdjustmentScope::Basic);
        self.parts("other", &budget.other, "其他支出", AdjustmentScope::Other);
        for field in AmountField::ALL {
            self.project_amount(field);
        }
        self.derived("projects", "项目支出的");
        for field in AmountField::ALL {
            self.department_amount(field);
        }
        self.derived("department", "部门");
        self.put_department_first();
        for (scope, label, amount) in [
            ("department", "部门", &budget.prior_year.department),
            ("projects", "项目支出", &budget.prior_year.projects),
        ] {
            let key = format!("budget.prior_year.{scope}");
            let name = format!("{scope}.prior_final");
            let rule = "上年决算数：上一年度的决算";
            self.given_amount(&name, &key, format!("{label}上年决算数"), amount.as_ref(), rule);
        }
    }

    /// Moves the department's own money, which is computed last, before that of its parts.
    fn put_department_first(&mut self) {
        let figures = &mut self.figures.department;
        let own: Vec<_> = (0..figures.len())
            .filter(|index| {
                figures.get_index(*index).is_some_and(|(name, _)| name.starts_with("department."))
            })
            .collect();
        if let Some(first) = figures.get_index_of("basic.initial") {
            for (offset, index) in own.into_iter().enumerate() {
                figures.move_index(index, first + offset);
            }
        }
    }

    /// The amounts of 基本支出 or 其他支出.
    fn parts(
        &mut self,
        scope: &str,
        amounts: &StatedAmounts,
        label: &str,
        ledger: AdjustmentScope,
    ) {
        for field in AmountField::ALL {
            let name = format!("{scope}.{}", field.key());
            let key = format!("budget.{scope}.{}", field.key());
            let label = format!("{label}{}", field.label());
            let amount = stated(amounts, field);
            if amount.is_none() && field == AmountField::Adjusted {
                let initial = format!("{scope}.initial");
                if self.by_ledger(&name, &label, &initial, Some(ledger)) {
                    continue;
                }
            }
            self.given_amount(&name, &key, label, amount, field.rule());
        }
        self.derived(scope, &format!("{label}的"));
    }

    /// An amount of project expenditure: the sum over the projects where all of them have it, else
    /// as stated, else from the ledger.
    fn project_amount(&mut self, field: AmountField) {
        let name = format!("projects.{}", field.key());
        let key = format!("budget.{name}");
        let label = format!("项目支出{}", field.label());
        let line = &self.filing.budget.projects;
        let given = stated(line, field);
        if self.totals != Totals::Reduced {
            self.given_amount(&name, &key, label, given, field.rule());
            return;
        }
        let sum = self.sum(field, ProjectGroup::All);
        // A line without its projects says that there were some: an amount it lacks is not nothing.
        let unlisted = self.filing.projects.is_empty() && *line != StatedAmounts::default();
        let summed = sum.is_some() && !unlisted;
        if summed {
            let recipe = Recipe::ProjectTotal { amount: field, group: ProjectGroup::All };
            self.insert(
                &name,
                FigureKind::Amount,
                label,
                Value::of_amount(sum),
                recipe,
                field.rule(),
            );
        } else if given.is_some() {
            self.given_amount(&name, &key, label, given, field.rule());
        } else if field == AmountField::Adjusted
            && self.by_ledger(&name, &label, "projects.initial", Some(AdjustmentScope::Projects))
        {
        } else {
            let recipe = Recipe::ProjectTotal { amount: field, group: ProjectGroup::All };
            self.insert(&name, FigureKind::Amount, label, Value::Absent, recipe, field.rule());
        }
    }

    /// An amount of the department: as stated, else from the ledger, else basic + projects + other
    /// where basic is given.
    fn department_amount(&mut self, field: AmountField) {
        let name = format!("department.{}", field.key());
        let label = format!("部门{}", field.label());
        let given = stated(&self.filing.budget.department, field);
        if given.is_none() && self.totals == Totals::Reduced {
            if field == AmountField::Adjusted
                && self.by_ledger(&name, &label, "department.initial", None)
            {
                return;
            }
            let parts =
                ["basic", "projects", "other"].map(|part| format!("{part}.{}", field.key()));
            let [basic, projects, _] = &parts;
            if let (Some(_), Some(_)) = (self.amount(basic), self.amount(projects)) {
                let terms = parts.into_iter().filter(|part| self.amount(part).is_some());
                let terms = terms.map(|part| (Sign::Plus, part)).collect();
                self.terms(&name, label, terms, field.rule());
                return;
            }
        }
        self.given_amount(&name, &format!("budget.{name}"), label, given, field.rule());
    }

    /// What follows from the three amounts of `scope`.
    fn derived(&mut self, scope: &str, label: &str) {
        let [initial, adjusted, r#final] =
            AmountField::ALL.map(|field| format!("{scope}.{}", field.key()));
        self.terms(
            &format!("{scope}.adjustment"),
            format!("{label}年中调整数"),
            vec![(Sign::Plus, adjusted.clone()), (Sign::Minus, initial.clone())],
            "年中调整数＝调整后预算数－年初预算数",
        );
        self.quotient(
            &format!("{scope}.expenditure_rate"),
            &format!("{label}支出率"),
            (&r#final, &initial),
            "支出率＝决算数÷年初预算数；年初未安排的没有支出率（本格式的口径）",
        );
        self.quotient(
            &format!("{scope}.execution_rate"),
            &format!("{label}执行率"),
            (&r#final, &adjusted),
            "执行率＝决算数÷调整后预算数（《项目支出绩效评价管理办法》，财预〔2020〕10号）",
        );
    }
}
