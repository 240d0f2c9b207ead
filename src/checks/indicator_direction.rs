//! C307: an indicator whose 计算符号 points the wrong way: a cost with ≥, a satisfaction with ≤.

use super::Context;
use super::indicators::{self, is_cost, operator};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Dimension, Indicator, IndicatorCategory, Operator};

/// Words in the name of a cost of which more is better.
const SAVINGS: [&str; 9] = ["节约", "节省", "节支", "降低", "下降", "压减", "压降", "减少", "降幅"];
/// Words in the name of a satisfaction of which less is better.
const COMPLAINTS: [&str; 5] = ["投诉", "不满意", "信访", "差评", "举报"];

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for row in indicators::rows(context) {
        let Some(operator) = operator(row.indicator) else { continue };
        let Some((kind, right, why)) = wrong_way(row.indicator, operator) else { continue };
        let given = row.indicator.operator.as_ref().map(|operator| operator.span);
        let target = row.indicator.target.as_ref().map(|target| target.span);
        let Some(place) = given.or(target) else { continue };
        let sign = operator.name();
        let message = format!("{}是{kind}指标，计算符号却是 {sign}：{why}", row.label());
        findings.push(
            Diagnostic::new(Code::INDICATOR_DIRECTION, message)
                .at(place, format!("{kind}一般用 {}", right.name()))
                .help(format!(
                    "改为 operator: {}；本来不是{kind}指标的，改正 category",
                    right.key()
                )),
        );
    }
}

/// Returns what the indicator is, the sign that it should have and why; `None` where it has it.
fn wrong_way(
    indicator: &Indicator,
    operator: Operator,
) -> Option<(&'static str, Operator, &'static str)> {
    let (dimension, category) = (indicator.dimension.value, indicator.category.value);
    let named = |words: &[&str]| words.iter().any(|word| indicator.name.value.contains(word));
    let is_satisfaction =
        category == IndicatorCategory::Satisfaction || dimension == Dimension::Satisfaction;
    match operator {
        Operator::AtLeast | Operator::Above if is_cost(indicator) && !named(&SAVINGS) => {
            Some(("成本", Operator::AtMost, "花得越多越算完成"))
        }
        Operator::AtMost | Operator::Below if is_satisfaction && !named(&COMPLAINTS) => {
            Some(("满意度", Operator::AtLeast, "越不满意越算完成"))
        }
        _ => None,
    }
}
