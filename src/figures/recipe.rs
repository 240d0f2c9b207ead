//! How a figure of the department came about: enough to compute it once and to explain it later.

use super::ProjectFigures;
use crate::form::Form;
use crate::model::{AdjustmentCategory, AdjustmentScope, BudgetKind, Project, ProjectStatus};
use crate::quantity::Grade;
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
pub(super) enum AmountField {
    Initial,
    Adjusted,
    Final,
}

impl AmountField {
    pub(super) const ALL: [Self; 3] = [Self::Initial, Self::Adjusted, Self::Final];

    pub(super) const fn key(self) -> &'static str {
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

/// A group of projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProjectGroup {
    All,
    /// Those of the year's first budget: all but the added ones.
    AtStart,
    Added,
    Cancelled,
    /// All but the cancelled ones.
    AtEnd,
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
        match self {
            Self::All => true,
            Self::AtStart => project.status != ProjectStatus::Added,
            Self::Added => project.status == ProjectStatus::Added,
            Self::Cancelled => project.status == ProjectStatus::Cancelled,
            Self::AtEnd => project.status != ProjectStatus::Cancelled,
            Self::Evaluated => project.evaluated,
            Self::OfKind(kind) => figures.kinds().any(|(listed, _)| listed == kind),
            Self::EvaluatedOfKind(kind) => {
                project.evaluated && Self::OfKind(kind).holds(project, figures)
            }
            Self::EvaluatedWithGrade(grade) => project.evaluated && figures.grade == Some(grade),
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
