//! The kinds of budget that amounts and projects are counted by.

/// The four kinds of budget (预算法, art. 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BudgetKind {
    /// 一般公共预算.
    GeneralPublic,
    /// 政府性基金预算.
    GovernmentFund,
    /// 国有资本经营预算.
    StateCapitalOperating,
    /// 社会保险基金预算.
    SocialInsuranceFund,
}

impl BudgetKind {
    /// Every kind, in the law's order.
    pub const ALL: [Self; 4] = [
        Self::GeneralPublic,
        Self::GovernmentFund,
        Self::StateCapitalOperating,
        Self::SocialInsuranceFund,
    ];

    /// Returns the kind's name in figures and data: `general_public`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::GeneralPublic => "general_public",
            Self::GovernmentFund => "government_fund",
            Self::StateCapitalOperating => "state_capital_operating",
            Self::SocialInsuranceFund => "social_insurance_fund",
        }
    }

    /// Returns the kind's name in Chinese, as the law has it; a form may shorten it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GeneralPublic => "一般公共预算",
            Self::GovernmentFund => "政府性基金预算",
            Self::StateCapitalOperating => "国有资本经营预算",
            Self::SocialInsuranceFund => "社会保险基金预算",
        }
    }
}
