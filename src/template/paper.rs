//! What a form words: each paper with its template's file and what it is called.

use super::schema::{COUNTY_VIEW, Record, VIEW};

/// A paper that a form words, by a template of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// The report on a filing.
    WorkReport,
    /// The department's form.
    DepartmentForm,
    /// A project's form.
    ProjectForm,
    /// The summary of the projects' results.
    ResultsSummary,
    /// 变更说明: the budget changed in the year, or the filing was sent back.
    ChangeNote,
    /// 更正说明: approved final accounts replace the figures that the report was made with.
    CorrectionNote,
    /// 公开登记表: what is published, and why the rest is not.
    DisclosureRegister,
    /// 公开审查表: what the public edition leaves out, for the officer who signs.
    DisclosureReview,
    /// 审核意见表: the bureau's answer to a filing.
    AuditOpinion,
    /// A county's summary, which the form `county` words.
    CountySummary,
}

impl Paper {
    /// How many there are.
    pub const COUNT: usize = Self::CountySummary as usize + 1;

    /// Returns the file of a form's folder that words it.
    pub const fn template(self) -> &'static str {
        match self {
            Self::WorkReport => "work-report.html",
            Self::DepartmentForm => "department-form.html",
            Self::ProjectForm => "project-form.html",
            Self::ResultsSummary => "results-summary.html",
            Self::ChangeNote => "change-note.html",
            Self::CorrectionNote => "correction-note.html",
            Self::DisclosureRegister => "disclosure-register.html",
            Self::DisclosureReview => "disclosure-review.html",
            Self::AuditOpinion => "audit-opinion.html",
            Self::CountySummary => "summary.html",
        }
    }

    /// Returns what it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorkReport => "报告",
            Self::DepartmentForm => "部门整体支出绩效自评表",
            Self::ProjectForm => "项目支出绩效自评表",
            Self::ResultsSummary => "项目自评结果汇总表",
            Self::ChangeNote => "变更说明",
            Self::CorrectionNote => "更正说明",
            Self::DisclosureRegister => "公开登记表",
            Self::DisclosureReview => "公开审查表",
            Self::AuditOpinion => "审核意见表",
            Self::CountySummary => "汇总",
        }
    }

    /// Returns what its template may see.
    pub(super) const fn view(self) -> &'static Record {
        match self {
            Self::CountySummary => &COUNTY_VIEW,
            _ => &VIEW,
        }
    }
}
