//! The table of an indicator.

use super::fields::Fields;
use super::project::withholding;
use crate::model::Indicator;

/// An item of `indicators`, a project's or the department's.
pub(super) fn indicator(fields: &mut Fields<'_, '_>) -> Option<Indicator> {
    let span = fields.span();
    let dimension = fields.required("dimension", "一级指标").one_of();
    let category = fields.required("category", "二级指标").one_of();
    let name = fields.required("name", "三级指标").text();
    let nature = fields.optional("nature", "定量（缺省）或定性").one_of();
    let operator = fields.optional("operator", "计算符号").one_of();
    let target = fields.optional("target", "年度指标值").text();
    let actual = fields.optional("actual", "实际完成值").text();
    let unit = fields.optional("unit", "计量单位").text();
    let weight = fields.required("weight", "分值").score();
    let score = fields.optional("score", "得分").score();
    let achieved_share = fields.optional("achieved_share", "定性指标的完成比例").text();
    let standard = fields.optional("standard", "评价标准").text();
    let accepted_on = fields.optional("accepted_on", "验收日期").date();
    let deviation_reason = fields.optional("deviation_reason", "偏差原因").text();
    let remedy = fields.optional("remedy", "改进措施").text();
    let withholding = fields.optional("disclosure", "是否公开").section(withholding);
    Some(Indicator {
        span,
        dimension: dimension?,
        category: category?,
        name: name?,
        nature: nature.map(|nature| nature.value).unwrap_or_default(),
        operator,
        target,
        actual,
        unit,
        weight: weight?,
        score,
        achieved_share,
        standard,
        accepted_on,
        deviation_reason,
        remedy,
        withholding,
    })
}
