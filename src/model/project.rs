//! Projects, their funding and their indicators.

use jiff::civil::Date;

use super::Objective;
use super::StatedAmounts;
use super::closed_set::closed_set;
use crate::quantity::{BudgetKind, Score};
use crate::source::{Span, Spanned};

/// One project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The whole entry's place.
    pub span: Span,
    /// Its identity between editions: `[A-Za-z0-9_-]+`.
    pub id: Spanned<String>,
    /// Its name as filed.
    pub name: Spanned<String>,
    /// 主管部门（单位）; the department where absent.
    pub unit: Option<Spanned<String>>,
    /// The kind of budget that pays for it.
    pub budget_kind: Spanned<BudgetKind>,
    /// Its three amounts.
    pub amounts: StatedAmounts,
    /// 自评得分.
    pub score: Option<Spanned<Score>>,
    /// Whether it was added or cancelled in the year.
    pub status: ProjectStatus,
    /// 是否开展自评.
    pub evaluated: bool,
    /// Why it was not evaluated.
    pub not_evaluated_reason: Option<Spanned<String>>,
    /// 项目编码.
    pub code: Option<Spanned<String>>,
    /// 项目类别.
    pub group: Option<Spanned<String>>,
    /// 实施单位.
    pub implementing_unit: Option<Spanned<String>>,
    /// Who spends it.
    pub level: ProjectLevel,
    /// Its money line by line.
    pub funding: Vec<FundingLine>,
    /// Its objectives of the year.
    pub objectives: Vec<Objective>,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
    /// Why money was left, and what is done about it.
    pub execution: Execution,
    /// Whether it stays out of the public edition.
    pub withholding: Option<Withholding>,
}

closed_set! {
    /// What happened to a project in the year.
    #[derive(Default)]
    pub enum ProjectStatus {
        #[default]
        Active = "active", "正常实施";
        Added = "added", "年中新增";
        Cancelled = "cancelled", "年中取消";
    }
}

closed_set! {
    /// Who spends a project's money.
    #[derive(Default)]
    pub enum ProjectLevel {
        #[default]
        Own = "own", "本级";
        TransferDown = "transfer_down", "对下转移支付";
    }
}

/// One line of a project's funding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundingLine {
    /// Where the money comes from.
    pub source: Spanned<FundingSource>,
    /// Which level of government gives it.
    pub level: Option<Spanned<FundingLevel>>,
    /// The kind of budget; the project's where absent.
    pub budget_kind: Option<Spanned<BudgetKind>>,
    /// The line's amounts.
    pub amounts: StatedAmounts,
}

closed_set! {
    /// Where money comes from.
    pub enum FundingSource {
        FiscalAppropriation = "财政拨款", "财政拨款";
        Carryover = "上年结转资金", "上年结转资金";
        SpecialAccount = "财政专户管理资金", "财政专户管理资金";
        UnitFunds = "单位资金", "单位资金";
        Other = "其他资金", "其他资金";
    }
}

closed_set! {
    /// Which level of government gives money.
    pub enum FundingLevel {
        Central = "中央", "中央";
        Province = "省", "省";
        City = "市", "市";
        County = "县", "县";
    }
}

/// Why money was left, and what is done about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Execution {
    /// 偏差原因.
    pub deviation_reason: Option<Spanned<String>>,
    /// 改进措施.
    pub remedy: Option<Spanned<String>>,
}

/// That a project, an indicator or an objective stays out of the public edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withholding {
    /// Where that is said.
    pub span: Span,
    /// The ground, if one is named.
    pub ground: Option<Spanned<WithholdingGround>>,
}

closed_set! {
    /// The grounds on which something may be withheld (政府信息公开条例, arts. 14 to 16).
    pub enum WithholdingGround {
        StateSecret = "state_secret", "国家秘密";
        ForbiddenByLaw = "forbidden_by_law", "法律禁止";
        EndangersSecurity = "endangers_security", "危及国家安全、公共安全、经济安全、社会稳定";
        TradeSecret = "trade_secret", "商业秘密";
        PersonalPrivacy = "personal_privacy", "个人隐私";
        InternalAffairs = "internal_affairs", "内部事务信息";
        ProcessInformation = "process_information", "过程性信息";
        EnforcementFile = "enforcement_file", "行政执法案卷信息";
    }
}

impl WithholdingGround {
    /// Returns the article that the ground comes from: 政府信息公开条例第十四条.
    pub const fn article(self) -> &'static str {
        match self {
            Self::StateSecret | Self::ForbiddenByLaw | Self::EndangersSecurity => {
                "政府信息公开条例第十四条"
            }
            Self::TradeSecret | Self::PersonalPrivacy => "政府信息公开条例第十五条",
            Self::InternalAffairs | Self::ProcessInformation | Self::EnforcementFile => {
                "政府信息公开条例第十六条"
            }
        }
    }

    /// Returns the article without the law: 第十四条.
    pub fn clause(self) -> &'static str {
        self.article().trim_start_matches("政府信息公开条例")
    }

    /// Returns the ground with its article: 商业秘密（政府信息公开条例第十五条）.
    pub fn with_article(self) -> String {
        format!("{}（{}）", self.name(), self.article())
    }
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The whole entry's place.
    pub span: Span,
    /// 一级指标.
    pub dimension: Spanned<Dimension>,
    /// 二级指标.
    pub category: Spanned<IndicatorCategory>,
    /// 三级指标.
    pub name: Spanned<String>,
    /// Whether it is measured or judged.
    pub nature: Nature,
    /// 计算符号.
    pub operator: Option<Spanned<Operator>>,
    /// 年度指标值, as written.
    pub target: Option<Spanned<String>>,
    /// 实际完成值, as written.
    pub actual: Option<Spanned<String>>,
    /// 计量单位.
    pub unit: Option<Spanned<String>>,
    /// 分值.
    pub weight: Spanned<Score>,
    /// 得分.
    pub score: Option<Spanned<Score>>,
    /// The share of a qualitative indicator that was reached, as written.
    pub achieved_share: Option<Spanned<String>>,
    /// 评价标准.
    pub standard: Option<Spanned<String>>,
    /// 验收日期.
    pub accepted_on: Option<Spanned<Date>>,
    /// 偏差原因.
    pub deviation_reason: Option<Spanned<String>>,
    /// 改进措施.
    pub remedy: Option<Spanned<String>>,
    /// Whether it stays out of the public edition.
    pub withholding: Option<Withholding>,
}

closed_set! {
    /// 一级指标.
    pub enum Dimension {
        Output = "output", "产出";
        Outcome = "outcome", "效益";
        Satisfaction = "satisfaction", "满意度";
        Cost = "cost", "成本";
    }
}

closed_set! {
    /// 二级指标.
    pub enum IndicatorCategory {
        Quantity = "quantity", "数量";
        Quality = "quality", "质量";
        Timeliness = "timeliness", "时效";
        Cost = "cost", "成本";
        Economic = "economic", "经济效益";
        Social = "social", "社会效益";
        Ecological = "ecological", "生态效益";
        Sustainability = "sustainability", "可持续影响";
        Satisfaction = "satisfaction", "满意度";
    }
}

closed_set! {
    /// Whether an indicator is measured or judged.
    #[derive(Default)]
    pub enum Nature {
        #[default]
        Quantitative = "quantitative", "定量";
        Qualitative = "qualitative", "定性";
    }
}

closed_set! {
    /// 计算符号.
    pub enum Operator {
        AtLeast = "ge", "≥";
        Above = "gt", ">";
        AtMost = "le", "≤";
        Below = "lt", "<";
        Equal = "eq", "=";
    }
}
