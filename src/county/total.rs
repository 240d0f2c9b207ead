//! What is added up over the departments, and what some of them lack.

use super::Submission;
use crate::figures::Value;
use crate::quantity::Amount;

/// What is added up, with what it is called.
pub const ADDED: [(&str, &str); 17] = [
    ("department.initial", "部门年初预算数"),
    ("department.adjusted", "部门调整后预算数"),
    ("department.final", "部门决算数"),
    ("projects.initial", "项目支出年初预算数"),
    ("projects.adjusted", "项目支出调整后预算数"),
    ("projects.final", "项目支出决算数"),
    ("project_total", "自评项目资金合计"),
    ("project_count", "项目个数"),
    ("evaluated_count", "自评项目个数"),
    ("by_grade.excellent.count", "优的项目个数"),
    ("by_grade.good.count", "良的项目个数"),
    ("by_grade.fair.count", "中的项目个数"),
    ("by_grade.poor.count", "差的项目个数"),
    ("by_kind.general_public.amount", "一般公共预算自评项目资金"),
    ("by_kind.government_fund.amount", "政府性基金预算自评项目资金"),
    ("by_kind.state_capital_operating.amount", "国有资本经营预算自评项目资金"),
    ("by_kind.social_insurance_fund.amount", "社会保险基金预算自评项目资金"),
];

/// Something that departments have not filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// What it is called.
    pub label: &'static str,
    /// How many departments lack it.
    pub departments: u64,
}

/// Returns the sum of the figure called `name` over those that have it, and how many lack it; no sum
/// where all do.
pub(super) fn sum(name: &str, counted: &[&Submission]) -> (Value, u64) {
    let mut lacking = 0;
    let mut sum = Value::Absent;
    for submission in counted {
        let added = match (sum, submission.fact(name)) {
            (Value::Absent, first @ (Value::Amount(_) | Value::Count(_))) => Some(first),
            (Value::Amount(sum), Value::Amount(next)) => sum.checked_add(next).map(Value::Amount),
            (Value::Count(sum), Value::Count(next)) => sum.checked_add(next).map(Value::Count),
            _ => None,
        };
        match added {
            Some(added) => sum = added,
            None => lacking += 1,
        }
    }
    if counted.is_empty() { (nothing(name), 0) } else { (sum, lacking) }
}

/// Returns the sum over no departments.
fn nothing(name: &str) -> Value {
    if name.ends_with("count") { Value::Count(0) } else { Value::Amount(Amount::ZERO) }
}
