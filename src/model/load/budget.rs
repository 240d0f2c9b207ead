//! The tables of the department's money.

use super::fields::Fields;
use crate::model::{Adjustment, Budget, BudgetKind, IncomeLine, PriorYear, StatedAmounts};
use crate::quantity::Amount;
use crate::source::Spanned;

/// `budget`.
pub(super) fn budget(fields: &mut Fields<'_, '_>) -> Budget {
    Budget {
        department: fields.optional("department", "部门整体").section(amounts),
        projects: fields.optional("projects", "项目支出；缺省为各项目之和").section(amounts),
        basic: fields.optional("basic", "基本支出").section(amounts),
        other: fields.optional("other", "其他支出").section(amounts),
        prior_year: fields.optional("prior_year", "上年决算数").section(prior_year),
        income: fields.optional("income", "收入来源").list_of(1_000, income_line),
        carryover_in: fields.optional("carryover_in", "上年结转").amount(),
        carryover_out: fields.optional("carryover_out", "结转下年").amount(),
        adjustments: fields.optional("adjustments", "年中调整台账").list_of(100_000, adjustment),
        project_expenditure_by_kind: fields
            .optional("project_expenditure_by_kind", "各类预算的项目支出总额；缺省为参评项目之和")
            .section(by_kind),
    }
}

/// The three amounts that stand together wherever money is reported.
pub(super) fn amounts(fields: &mut Fields<'_, '_>) -> StatedAmounts {
    StatedAmounts {
        initial: fields.optional("initial", "年初预算数").amount(),
        adjusted: fields.optional("adjusted", "调整后预算数（全年预算数）").amount(),
        r#final: fields.optional("final", "决算数").amount(),
    }
}

fn prior_year(fields: &mut Fields<'_, '_>) -> PriorYear {
    PriorYear {
        department: fields.optional("department", "部门整体").amount(),
        projects: fields.optional("projects", "项目支出").amount(),
    }
}

fn income_line(fields: &mut Fields<'_, '_>) -> Option<IncomeLine> {
    let source = fields.required("source", "收入来源").text();
    let amounts = amounts(fields);
    Some(IncomeLine { source: source?, amounts })
}

/// One entry of `budget.adjustments`.
pub(super) fn adjustment(fields: &mut Fields<'_, '_>) -> Option<Adjustment> {
    let span = fields.span();
    let date = fields.optional("date", "调整日期").date();
    let amount = fields.required("amount", "调整金额，调减为负数").amount();
    let scope = fields.required("scope", "所属部分").one_of();
    let project = fields.optional("project", "项目编号").identifier();
    let category = fields.required("category", "调整类别").one_of();
    let document = fields.optional("document", "文号").text();
    let reason = fields.optional("reason", "调整原因").text();
    Some(Adjustment {
        span,
        date,
        amount: amount?,
        scope: scope?,
        project,
        category: category?,
        document,
        reason,
    })
}

fn by_kind(fields: &mut Fields<'_, '_>) -> Vec<(Spanned<BudgetKind>, Spanned<Amount>)> {
    let mut lines = Vec::new();
    for kind in BudgetKind::ALL {
        if let Some(amount) = fields.optional(kind.key(), kind.name()).amount() {
            lines.push((Spanned { value: kind, span: amount.span }, amount));
        }
    }
    lines
}
