//! How a figure of the department came about: enough to compute it once and to explain it later.

use super::ProjectFigures;
use crate::form::Form;
use crate::model::{AdjustmentCategory, AdjustmentScope, BudgetKind, Project, ProjectStatus};
use crate::quantity::{Amount, Grade};
use crate::source::Span;

/// How a figure came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recipe {
    /// It stands in the filing under `key`; nowhere where `span` is `None`.
    Given { key: String, span: Option<Span> },
    /// An amount summed over a group of projects.
    ProjectTotal { amount: AmountField, group: ProjectGroup },
    /// Figures added, or taken away.
    Terms(Vec<(Sign, String)>),
    /// The figure `initial` and the ledger's entries of `scope`; of every scope where it is `None`.
    Ledger { initial: String, scope: Option<AdjustmentScope> },
    /// The number of the ledger's entries.
    LedgerCount,
    /// The sum of the ledger's entries of `category`; of every category where it is `None`.
    LedgerTotal { category: Option<AdjustmentCategory> },
    /// One figure divided by another.
    Quotient { part: String, whole: String },
    /// The number of projects in a group.
    Count(ProjectGroup),
    /// The grade that the figure `score` earns.
    Grade { score: String },
    /// The sum of the scores of the department's own indicators.
    IndicatorTotal,
}

/// Whether a term is added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
}

/// The three amounts of a project or of the department.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountField {
    /// 年初预算数.
    Initial,
    /// 调整后预算数.
    Adjusted,
    /// 决算数.
    Final,
}

impl AmountField {
    /// Every field, in reading order.
    pub const ALL: [Self; 3] = [Self::Initial, Self::Adjusted, Self::Final];

    /// Returns the field's key in the filing: `adjusted`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Adjusted => "adjusted",
            Self::Final => "final",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Initial => "年初预算数",
            Self::Adjusted => "调整后预算数",
            Self::Final => "决算数",
        }
    }

    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::Initial => "年初预算数：人民代表大会批准后批复给部门的预算（预算法第五十二条）",
            Self::Adjusted => {
                "调整后预算数＝年初预算数＋年中各项增减；上级专项转移支付引起的变化不属于预算调整（预算法第七十一条）"
            }
            Self::Final => "决算数：全年实际支出（预算法第七十四条）",
        }
    }
}

/// What decides which groups a project is of.
#[derive(Clone, Copy, Debug)]
pub struct ProjectFacts<'a> {
    /// Whether it was added or cancelled in the year.
    pub status: ProjectStatus,
    /// Whether it was evaluated.
    pub evaluated: bool,
    /// Its grade.
    pub grade: Option<Grade>,
    /// The kinds of budget that pay for it, each with its part of the adjusted budget.
    pub kinds: &'a [(BudgetKind, Option<Amount>)],
}

/// A group of projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectGroup {
    /// Every project.
    All,
    /// Those of the year's first budget: all but the added ones.
    AtStart,
    /// Those added in the year.
    Added,
    /// Those cancelled in the year.
    Cancelled,
    /// All but the cancelled ones.
    AtEnd,
    /// Those that were evaluated.
    Evaluated,
    /// All with money of the kind.
    OfKind(BudgetKind),
    /// The evaluated ones with money of the kind.
    EvaluatedOfKind(BudgetKind),
    /// The evaluated ones with the grade.
    EvaluatedWithGrade(Grade),
}

impl ProjectGroup {
    /// Returns whether `project` is of the group.
    pub(super) fn holds(self, project: &Project, figures: &ProjectFigures) -> bool {
        self.takes(&ProjectFacts {
            status: project.status,
            evaluated: project.evaluated,
            grade: figures.grade,
            kinds: figures.kind_parts(),
        })
    }

    /// Returns whether a project of which `facts` hold is of the group.
    pub fn takes(self, facts: &ProjectFacts<'_>) -> bool {
        match self {
            Self::All => true,
            Self::AtStart => facts.status != ProjectStatus::Added,
            Self::Added => facts.status == ProjectStatus::Added,
            Self::Cancelled => facts.status == ProjectStatus::Cancelled,
            Self::AtEnd => facts.status != ProjectStatus::Cancelled,
            Self::Evaluated => facts.evaluated,
            Self::OfKind(kind) => facts.kinds.iter().any(|(listed, _)| *listed == kind),
            Self::EvaluatedOfKind(kind) => facts.evaluated && Self::OfKind(kind).takes(facts),
            Self::EvaluatedWithGrade(grade) => facts.evaluated && facts.grade == Some(grade),
        }
    }

    /// Returns the group in words: 开展自评的一般公共预算项目.
    pub(super) fn words(self, form: &Form) -> String {
        match self {
            Self::All => "项目".to_owned(),
            Self::AtStart => "年初项目".to_owned(),
            Self::Added => "年中新增项目".to_owned(),
            Self::Cancelled => "年中取消项目".to_owned(),
            Self::AtEnd => "年末项目".to_owned(),
            Self::Evaluated => "开展自评的项目".to_owned(),
            Self::OfKind(kind) => format!("{}项目", form.kinds.label(kind)),
            Self::EvaluatedOfKind(kind) => format!("开展自评的{}项目", form.kinds.label(kind)),
            Self::EvaluatedWithGrade(grade) => {
                format!("等级为{}的项目", form.grades.label(grade))
            }
        }
    }
}
