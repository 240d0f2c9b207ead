//! The whole filing: who, when, and its parts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Allow, Budget, Consolidated, Indicator, Narrative, Project, Stated, Withholding};
use crate::privacy::PersonalDatum;
use crate::quantity::{AmountUnit, Score};
use crate::source::{Span, Spanned};

/// One department's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The form: a folder under `templates/`.
    pub form: Spanned<String>,
    /// The budget year that the filing reports on.
    pub fiscal_year: Spanned<i16>,
    /// The unit of every amount in the filing.
    pub amount_unit: AmountUnit,
    /// The department.
    pub department: Department,
    /// The self-evaluation.
    pub evaluation: Evaluation,
    /// The disclosure of its results.
    pub disclosure: Disclosure,
    /// The department's money.
    pub budget: Budget,
    /// The projects in the order of the filing.
    pub projects: Vec<Project>,
    /// The prose.
    pub narrative: Narrative,
    /// Figures as somebody printed them, to be checked against the computed ones.
    pub stated: Stated,
    /// Explanations of rates above 100%, by figure name.
    pub explanations: BTreeMap<String, Spanned<String>>,
    /// People named in the forms' foot rows; personal data throughout.
    pub people: People,
    /// The comments that let findings pass, in the order of the files.
    pub allows: Vec<Allow>,
    /// What its sums over units were added up from; nothing unless it was consolidated.
    pub consolidated: Consolidated,
}

impl Filing {
    /// Returns the people that the filing names, its units' included, with the keys of their names.
    pub fn everybody(&self) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
        let units = self.consolidated.units.iter().flat_map(|unit| unit.people.values());
        self.people.values().chain(units)
    }
}

/// The department that files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its name.
    pub name: Spanned<String>,
    /// The finance authority that it reports to.
    pub finance_authority: Option<Spanned<String>>,
    /// 所属预算单位.
    pub subordinate_units: Vec<Spanned<String>>,
    /// The units' filings that are added to this one: paths below its folder.
    pub units: Vec<Spanned<String>>,
    /// 内设机构, a count.
    pub internal_offices: Option<Spanned<u64>>,
    /// Its staff.
    pub staff: Staff,
}

/// The department's staff, in persons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// 在职人员.
    pub employed: Option<Spanned<u64>>,
    /// 其中工勤人员.
    pub support_workers: Option<Spanned<u64>>,
    /// 编制.
    pub quota: Option<Spanned<u64>>,
}

/// The self-evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// The day it was completed.
    pub completed_on: Option<Spanned<Date>>,
    /// The day it was handed in.
    pub submitted_on: Option<Spanned<Date>>,
    /// 部门整体自评得分.
    pub score: Option<Spanned<Score>>,
    /// 牵头部门.
    pub lead_office: Option<Spanned<String>>,
    /// 依据文号.
    pub basis_document: Option<Spanned<String>>,
    /// 年度总体目标.
    pub objectives: Vec<Objective>,
    /// The department's own indicators.
    pub indicators: Vec<Indicator>,
}

impl Evaluation {
    /// Returns the day that the filing's documents bear: when the self-evaluation was completed, else
    /// handed in.
    pub fn dated(&self) -> Option<Date> {
        self.completed_on.as_ref().or(self.submitted_on.as_ref()).map(|date| date.value)
    }
}

/// One of the year's objectives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// The whole entry's place.
    pub span: Span,
    /// 预期目标.
    pub target: Spanned<String>,
    /// 实际完成情况.
    pub achievement: Option<Spanned<String>>,
    /// Whether it stays out of the public edition.
    pub withholding: Option<Withholding>,
}

/// The disclosure of the results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// When it is planned for.
    pub planned_for: Option<Spanned<DisclosureTime>>,
    /// Where it is published.
    pub channel: Option<Spanned<String>>,
    /// The day it was published.
    pub disclosed_on: Option<Spanned<Date>>,
    /// 公开地址.
    pub url: Option<Spanned<String>>,
    /// Figures already public, by figure name.
    pub published_elsewhere: BTreeMap<String, Spanned<String>>,
    /// Names of third persons that are never published.
    pub names: Vec<Spanned<String>>,
    /// Contacts of the department that everybody may have: telephones, addresses, mail.
    pub public_contacts: Vec<Spanned<String>>,
    /// The kinds of personal data that the public edition shows masked.
    pub mask: Vec<Spanned<PersonalDatum>>,
}

/// A month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisclosureTime {
    /// A year and a month (1 to 12).
    Month {
        /// The year.
        year: i16,
        /// The month.
        month: i8,
    },
    /// A day.
    Day(Date),
}

/// People named in the forms' foot rows: personal data, never in a public edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// 填表人.
    pub preparer: Option<Spanned<String>>,
    /// 填表人联系电话.
    pub preparer_phone: Option<Spanned<String>>,
    /// 单位负责人.
    pub responsible_officer: Option<Spanned<String>>,
    /// 财务负责人.
    pub finance_officer: Option<Spanned<String>>,
    /// 审核人.
    pub reviewer: Option<Spanned<String>>,
}

impl People {
    /// Returns what is there, with its keys.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
        let values = [
            ("preparer", &self.preparer),
            ("preparer_phone", &self.preparer_phone),
            ("responsible_officer", &self.responsible_officer),
            ("finance_officer", &self.finance_officer),
            ("reviewer", &self.reviewer),
        ];
        values.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?)))
    }
}
