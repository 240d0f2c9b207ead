//! C308: an indicator under the wrong heading: money as a quantity, a cost as a benefit, a judged one
//! without its standard.

use super::Context;
use super::indicators::{self, Row, unit};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Dimension, IndicatorCategory, Nature};

/// The units of money.
const MONEY: [&str; 7] = ["元", "万元", "亿元", "千元", "百元", "百万元", "千万元"];
/// Names of costs.
const COSTS: [&str; 5] = ["成本控制", "控制成本", "项目成本", "单位成本", "总成本"];
/// Words in the name of a benefit that lies in a lower cost.
const SAVINGS: [&str; 5] = ["降低", "节约", "节省", "减少", "下降"];

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for row in indicators::rows(context) {
        findings.extend([money(&row), cost(&row), standard(&row)].into_iter().flatten());
    }
}

/// Money as a quantity: what it bought is the quantity, the money itself a cost.
fn money(row: &Row<'_>) -> Option<Diagnostic> {
    let category = &row.indicator.category;
    let unit = unit(row.indicator).filter(|unit| MONEY.contains(&unit.as_str()))?;
    (category.value == IndicatorCategory::Quantity).then(|| {
        let message = format!("{}以{unit}计，却列在数量指标下", row.label());
        Diagnostic::new(Code::INDICATOR_MISCLASSIFIED, message)
            .at(category.span, "金额不是数量指标")
            .help("花多少钱列为成本指标（category: cost）；数量指标写这笔钱办成了多少事")
    })
}

/// A cost as a benefit.
fn cost(row: &Row<'_>) -> Option<Diagnostic> {
    let (category, name) = (&row.indicator.category, &row.indicator.name.value);
    let is_benefit = matches!(
        category.value,
        IndicatorCategory::Economic
            | IndicatorCategory::Social
            | IndicatorCategory::Ecological
            | IndicatorCategory::Sustainability
    );
    let named = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_cost = is_benefit
        && row.indicator.dimension.value != Dimension::Cost
        && named(&COSTS)
        && !named(&SAVINGS);
    is_cost.then(|| {
        let heading = category.value.name();
        let message = format!("{}是成本，却列在{heading}指标下", row.label());
        Diagnostic::new(Code::INDICATOR_MISCLASSIFIED, message)
            .at(category.span, format!("成本不是{heading}"))
            .help("改为 category: cost；确为效益的，指标名称写明带来什么效果")
    })
}

/// A judged indicator that does not say what it is judged by.
fn standard(row: &Row<'_>) -> Option<Diagnostic> {
    let standard = row.indicator.standard.as_ref();
    let is_lacking = row.indicator.nature == Nature::Qualitative
        && standard.is_none_or(|standard| standard.value.trim().is_empty());
    is_lacking.then(|| {
        let message = format!("{}是定性指标，没有评价标准", row.label());
        Diagnostic::new(Code::INDICATOR_MISCLASSIFIED, message)
            .at(row.indicator.name.span, "凭什么评分没有写")
            .help("填写 standard，写明达成、部分达成、未达成各是什么情形；能量化的改为定量指标")
    })
}
