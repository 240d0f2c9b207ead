//! The indicators of a filing: whose each one is, and the numbers that its texts hold.

use super::Context;
use crate::model::{Dimension, Indicator, IndicatorCategory, Nature, Operator, Project};
use crate::quantity::Measure;

/// An indicator and whose it is.
pub(super) struct Row<'a> {
    /// The project; `None` for the department's own indicators.
    pub(super) project: Option<&'a Project>,
    pub(super) indicator: &'a Indicator,
}

/// Returns every indicator: the department's, then each project's.
pub(super) fn rows<'a>(context: &Context<'a>) -> impl Iterator<Item = Row<'a>> {
    let edition = context.edition;
    let own = edition.filing().evaluation.indicators.iter();
    let own = own.map(|indicator| Row { project: None, indicator });
    own.chain(edition.filing().projects.iter().flat_map(|project| {
        let indicators = project.indicators.iter();
        indicators.map(move |indicator| Row { project: Some(project), indicator })
    }))
}

impl Row<'_> {
    /// Returns the indicator's name with its owner's, for messages.
    pub(super) fn label(&self) -> String {
        let name = &self.indicator.name.value;
        match self.project {
            Some(project) => format!("“{}”的绩效指标“{name}”", project.name.value),
            None => format!("部门整体绩效指标“{name}”"),
        }
    }
}

/// Returns whether an indicator is of cost, whether its form puts cost on the first level or the
/// second.
pub(super) fn is_cost(indicator: &Indicator) -> bool {
    let (dimension, category) = (indicator.dimension.value, indicator.category.value);
    category == IndicatorCategory::Cost
        || (dimension == Dimension::Cost && category != IndicatorCategory::Satisfaction)
}

/// Target and actual of a measured indicator.
pub(super) struct Numbers {
    pub(super) operator: Option<Operator>,
    pub(super) target: Measure,
    pub(super) actual: Measure,
}

impl Numbers {
    /// Reads the numbers of `indicator`; `None` for a judged one, and where target or actual is no
    /// plain number of one unit (有效提升, 2023年12月底前).
    pub(super) fn of(indicator: &Indicator) -> Option<Self> {
        if indicator.nature == Nature::Qualitative {
            return None;
        }
        let target = Reading::of(&indicator.target.as_ref()?.value);
        let actual = Reading::of(&indicator.actual.as_ref()?.value);
        let unit = indicator.unit.as_ref().map(|unit| half_width(&unit.value));
        let named: Vec<_> =
            [&target.unit, &actual.unit].into_iter().filter(|unit| !unit.is_empty()).collect();
        let same = match &unit {
            Some(unit) => named.iter().all(|named| *named == unit),
            None => named.windows(2).all(|pair| pair[0] == pair[1]),
        };
        // 12月 and 2023年 are dates; 3年 under a unit of 年 is a number.
        let dated =
            unit.is_none() && named.iter().any(|named| named.starts_with(['年', '月', '日']));
        let plain = same && !dated;
        plain
            .then(|| {
                Some(Self {
                    operator: operator(indicator),
                    target: Measure::parse(&target.number).ok()?,
                    actual: Measure::parse(&actual.number).ok()?,
                })
            })
            .flatten()
    }

    /// Returns whether the target was met; `None` where no operator says what that is.
    pub(super) fn are_met(&self) -> Option<bool> {
        let Self { target, actual, .. } = self;
        Some(match self.operator? {
            Operator::AtLeast => actual >= target,
            Operator::Above => actual > target,
            Operator::AtMost => actual <= target,
            Operator::Below => actual < target,
            Operator::Equal => actual == target,
        })
    }
}

/// Returns 计算符号: as given, else the one that the target begins with.
pub(super) fn operator(indicator: &Indicator) -> Option<Operator> {
    let given = indicator.operator.as_ref().map(|operator| operator.value);
    given.or_else(|| Reading::of(&indicator.target.as_ref()?.value).operator)
}

/// Returns the unit that an indicator counts in: as given, else the one behind its target's number.
pub(super) fn unit(indicator: &Indicator) -> Option<String> {
    let given = indicator.unit.as_ref().map(|unit| half_width(&unit.value));
    given.or_else(|| {
        let reading = Reading::of(&indicator.target.as_ref()?.value);
        (!reading.number.is_empty() && !reading.unit.is_empty()).then_some(reading.unit)
    })
}

/// A written value taken apart: ≥95% is ≥, 95 and %.
struct Reading {
    operator: Option<Operator>,
    number: String,
    unit: String,
}

/// The written forms of the operators; the longer ones stand first.
const OPERATORS: [(&str, Operator); 18] = [
    (">=", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("不低于", Operator::AtLeast),
    ("不少于", Operator::AtLeast),
    ("不高于", Operator::AtMost),
    ("不超过", Operator::AtMost),
    ("大于等于", Operator::AtLeast),
    ("小于等于", Operator::AtMost),
    ("≥", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("⩾", Operator::AtLeast),
    ("≤", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("⩽", Operator::AtMost),
    (">", Operator::Above),
    ("<", Operator::Below),
    ("=", Operator::Equal),
    ("等于", Operator::Equal),
];

impl Reading {
    fn of(written: &str) -> Self {
        let text = half_width(written);
        let found = OPERATORS
            .iter()
            .find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?.trim_start())));
        let (operator, rest) = match found {
            Some((operator, rest)) => (Some(operator), rest),
            None => (None, text.as_str()),
        };
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
        let length = rest.find(|c: char| !is_number(c)).unwrap_or(rest.len());
        let (number, unit) = rest.split_at(length);
        Self { operator, number: number.to_owned(), unit: unit.trim_start().to_owned() }
    }
}

/// Returns `text` without spaces around it, its full-width signs and digits as half-width ones.
fn half_width(text: &str) -> String {
    let half = text.trim().chars().map(|character| match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        _ => Some(character),
    });
    half.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_value_is_taken_apart() {
        for (written, operator, number, unit) in [
            ("95", None, "95", ""),
            ("≥95%", Some(Operator::AtLeast), "95", "%"),
            ("＞＝９５％", Some(Operator::AtLeast), "95", "%"),
            ("≤ 90 万元", Some(Operator::AtMost), "90", "万元"),
            ("不少于50个", Some(Operator::AtLeast), "50", "个"),
            ("2023年12月底前", None, "2023", "年12月底前"),
            ("有效提升", None, "", "有效提升"),
            ("", None, "", ""),
        ] {
            let reading = Reading::of(written);
            assert_eq!(reading.operator, operator, "{written}");
            assert_eq!((reading.number.as_str(), reading.unit.as_str()), (number, unit));
        }
    }
}
