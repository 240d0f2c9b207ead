//! The numbers of a measured indicator: target and result, in one unit.

use super::rule::is_met;
use super::written::{self, Content, Written};
use crate::model::{Indicator, Nature, Operator};
use crate::quantity::Measure;

/// Target and actual of a measured indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// 计算符号, as given or as the target begins.
    pub operator: Option<Operator>,
    /// 年度指标值.
    pub target: Measure,
    /// 实际完成值.
    pub actual: Measure,
}

impl Numbers {
    /// Reads the numbers of `indicator`; `None` for a judged one, and where target or actual is no
    /// plain number of one unit (有效提升, 2023年12月底前).
    pub fn of(indicator: &Indicator) -> Option<Self> {
        if indicator.nature == Nature::Qualitative {
            return None;
        }
        let read = |text: &str| match Written::of(text, 0).content {
            Content::Number(number, unit) => Some((number, unit)),
            _ => None,
        };
        let (target, target_unit) = read(&indicator.target.as_ref()?.value)?;
        let (actual, actual_unit) = read(&indicator.actual.as_ref()?.value)?;
        written::agree(indicator, [&target_unit, &actual_unit]).then(|| Self {
            operator: written::operator(indicator),
            target,
            actual,
        })
    }

    /// Returns whether the target was met; `None` where no operator says what that is.
    pub fn are_met(&self) -> Option<bool> {
        Some(is_met(self.operator?, self.target, self.actual))
    }
}
