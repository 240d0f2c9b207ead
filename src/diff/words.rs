//! Keys and values of a filing in Chinese, as a comparison names them.

use crate::model::{
    AdjustmentCategory, AdjustmentScope, BudgetKind, ClosedSet, Dimension, IndicatorCategory,
    Nature, Operator, ProjectLevel, ProjectStatus, WithholdingGround,
};

/// The keys of projects, indicators and funding lines in Chinese.
const KEYS: [(&str, &str); 36] = [
    ("id", "编号"),
    ("name", "名称"),
    ("status", "年度内变动"),
    ("evaluated", "是否开展自评"),
    ("unit", "主管部门（单位）"),
    ("budget_kind", "预算类型"),
    ("initial", "年初预算数"),
    ("adjusted", "调整后预算数"),
    ("final", "决算数"),
    ("score", "自评得分"),
    ("not_evaluated_reason", "未开展自评的原因"),
    ("code", "项目编码"),
    ("group", "项目类别"),
    ("implementing_unit", "实施单位"),
    ("level", "支出级次"),
    ("execution.deviation_reason", "偏差原因"),
    ("execution.remedy", "改进措施"),
    ("disclosure.withheld", "是否不予公开"),
    ("disclosure.ground", "不予公开的依据"),
    ("funding[].source", "资金来源"),
    ("funding[].level", "资金级次"),
    ("indicators[].name", "三级指标"),
    ("indicators[].dimension", "一级指标"),
    ("indicators[].category", "二级指标"),
    ("indicators[].nature", "性质"),
    ("indicators[].weight", "分值"),
    ("indicators[].score", "得分"),
    ("indicators[].accepted_on", "验收日期"),
    ("indicators[].operator", "计算符号"),
    ("indicators[].target", "年度指标值"),
    ("indicators[].actual", "实际完成值"),
    ("indicators[].unit", "计量单位"),
    ("indicators[].achieved_share", "完成比例"),
    ("indicators[].standard", "评价标准"),
    ("indicators[].deviation_reason", "偏差原因"),
    ("indicators[].remedy", "改进措施"),
];

/// Returns the key of a project in Chinese: 资金第1条调整后预算数; the key itself where it is not
/// known.
pub(super) fn key(key: &str) -> String {
    let Some((list, number, rest)) = item(key) else { return name(key).to_owned() };
    let whole = format!("{list}[].{rest}");
    let named = KEYS.iter().find(|(listed, _)| *listed == whole).map(|(_, name)| *name);
    let (list, counter) = match list {
        "funding" => ("资金", "条"),
        "indicators" => ("绩效指标", "项"),
        _ => return key.to_owned(),
    };
    format!("{list}第{number}{counter}{}", named.unwrap_or_else(|| name(rest)))
}

/// Returns a value of the key in Chinese where it is a word of the data, else as it is.
pub(super) fn value<'a>(key: &str, value: &'a str) -> &'a str {
    let (list, last) = match item(key) {
        Some((list, _, rest)) => (list, rest),
        None => ("", key),
    };
    match (list, last) {
        ("", "status") => member::<ProjectStatus>(value),
        ("", "level") => member::<ProjectLevel>(value),
        ("", "disclosure.ground") => member::<WithholdingGround>(value),
        ("", "evaluated" | "disclosure.withheld") => match value {
            "true" => "是",
            "false" => "否",
            _ => value,
        },
        (_, "budget_kind") => member::<BudgetKind>(value),
        ("indicators", "dimension") => member::<Dimension>(value),
        ("indicators", "category") => member::<IndicatorCategory>(value),
        ("indicators", "nature") => member::<Nature>(value),
        ("indicators", "operator") => member::<Operator>(value),
        _ => value,
    }
}

/// Returns the category of an adjustment in Chinese.
pub(super) fn category(key: &str) -> &str {
    member::<AdjustmentCategory>(key)
}

/// Returns the scope of an adjustment in Chinese.
pub(super) fn scope(key: &str) -> &str {
    member::<AdjustmentScope>(key)
}

/// Returns the list, the number and the rest of `funding[1].adjusted`.
fn item(key: &str) -> Option<(&str, &str, &str)> {
    let (list, rest) = key.split_once('[')?;
    let (number, rest) = rest.split_once("].")?;
    Some((list, number, rest))
}

fn name(key: &str) -> &str {
    KEYS.iter().find(|(listed, _)| *listed == key).map_or(key, |(_, name)| name)
}

fn member<S: ClosedSet>(key: &str) -> &str {
    S::MEMBERS.iter().find(|member| member.key() == key).map_or(key, |member| member.name())
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_and_values_have_words() {
        assert_eq!(super::key("funding[2].adjusted"), "资金第2条调整后预算数");
        assert_eq!(super::key("indicators[1].remedy"), "绩效指标第1项改进措施");
        assert_eq!(super::key("something[1"), "something[1");
        assert_eq!(super::value("status", "added"), "年中新增");
        assert_eq!(super::value("funding[1].level", "省"), "省");
        assert_eq!(super::value("evaluated", "false"), "否");
    }
}
