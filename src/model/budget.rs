//! The department's money: what was planned, what it became and what was spent.

use jiff::civil::Date;

use super::closed_set::closed_set;
use crate::quantity::Amount;
use crate::source::{Span, Spanned};

/// The department's budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// The department as a whole.
    pub department: StatedAmounts,
    /// Project expenditure; each absent amount is the sum over the projects.
    pub projects: StatedAmounts,
    /// 基本支出.
    pub basic: StatedAmounts,
    /// 其他支出.
    pub other: StatedAmounts,
    /// 上年决算数.
    pub prior_year: PriorYear,
    /// 收入来源.
    pub income: Vec<IncomeLine>,
    /// 上年结转.
    pub carryover_in: Option<Spanned<Amount>>,
    /// 结转下年.
    pub carryover_out: Option<Spanned<Amount>>,
    /// The ledger of changes in the year.
    pub adjustments: Vec<Adjustment>,
    /// All project expenditure by kind of budget, for shares; the projects' sums where absent.
    pub project_expenditure_by_kind: Vec<(Spanned<super::BudgetKind>, Spanned<Amount>)>,
}

/// The three amounts of a line, each as far as it is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedAmounts {
    /// 年初预算数.
    pub initial: Option<Spanned<Amount>>,
    /// 调整后预算数, 全年预算数.
    pub adjusted: Option<Spanned<Amount>>,
    /// 决算数.
    pub r#final: Option<Spanned<Amount>>,
}

/// Last year's final accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriorYear {
    /// The department's.
    pub department: Option<Spanned<Amount>>,
    /// Project expenditure's.
    pub projects: Option<Spanned<Amount>>,
}

/// One source of income.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomeLine {
    /// Its name.
    pub source: Spanned<String>,
    /// Its amounts.
    pub amounts: StatedAmounts,
}

/// One entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The whole entry's place.
    pub span: Span,
    /// The day of the change.
    pub date: Option<Spanned<Date>>,
    /// The change, signed.
    pub amount: Spanned<Amount>,
    /// Which part of the budget it belongs to.
    pub scope: Spanned<AdjustmentScope>,
    /// The id of the project it belongs to.
    pub project: Option<Spanned<String>>,
    /// Why the law calls it what it is (预算法, art. 67 to 71).
    pub category: Spanned<AdjustmentCategory>,
    /// 文号.
    pub document: Option<Spanned<String>>,
    /// The reason in words.
    pub reason: Option<Spanned<String>>,
}

closed_set! {
    /// Which part of the budget a change belongs to.
    pub enum AdjustmentScope {
        Basic = "basic", "基本支出";
        Projects = "projects", "项目支出";
        Other = "other", "其他支出";
    }
}

closed_set! {
    /// The category of a change.
    pub enum AdjustmentCategory {
        UpperLevelTransfer = "upper_level_transfer", "上级转移支付";
        LocalSupplement = "local_supplement", "本级追加";
        Reduction = "reduction", "调减";
        Carryover = "carryover", "上年结转结余";
        Reclassification = "reclassification", "预算调剂";
        Recovery = "recovery", "财政收回";
    }
}
