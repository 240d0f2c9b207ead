//! What figures make of a full filing, as far as the public edition is cut by it.

use crate::model::BudgetKind;
use crate::quantity::{Amount, Score};

/// What is known of a filing whose figures are computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// 年初预算数, 调整后预算数, 决算数 of the department.
    pub department: [Option<Amount>; 3],
    /// The same of project expenditure.
    pub expenditure: [Option<Amount>; 3],
    /// 部门整体自评得分.
    pub score: Option<Score>,
    /// The projects, in the order of the filing.
    pub projects: Vec<KnownProject>,
}

/// What is known of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownProject {
    /// 年初预算数, 调整后预算数, 决算数.
    pub amounts: [Option<Amount>; 3],
    /// The kinds of budget that pay for it, each with its part of the adjusted budget.
    pub kinds: Vec<(BudgetKind, Option<Amount>)>,
    /// 自评得分.
    pub score: Option<Score>,
}
