//! The headings that are known: what a column or a label holds, and every way in which it is written.

use super::grid::label;
use crate::quantity::AmountUnit;

/// What a column or a labelled cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 项目编号.
    Id,
    /// 项目名称.
    Name,
    /// 主管部门（单位）.
    Unit,
    /// 实施单位.
    ImplementingUnit,
    /// 项目编码.
    Code,
    /// 项目类别.
    Group,
    /// 预算类型.
    BudgetKind,
    /// 支出级次.
    Level,
    /// 年度内变动.
    Status,
    /// 是否开展自评.
    Evaluated,
    /// 未开展自评原因.
    NotEvaluatedReason,
    /// 年初预算数.
    Initial,
    /// 调整后预算数, 全年预算数.
    Adjusted,
    /// 决算数, 全年执行数.
    Final,
    /// 自评得分.
    Score,
    /// 部门名称.
    Department,
    /// 报告格式.
    Form,
    /// 一级指标.
    Dimension,
    /// 二级指标.
    Category,
    /// 三级指标.
    Indicator,
    /// 年度指标值.
    Target,
    /// 实际完成值.
    Actual,
    /// 分值.
    Weight,
    /// 指标性质.
    Nature,
    /// 计算符号.
    Operator,
    /// 计量单位.
    MeasureUnit,
    /// 完成比例.
    AchievedShare,
    /// 评价标准.
    Standard,
    /// 验收日期.
    AcceptedOn,
    /// 偏差原因分析及改进措施.
    Reason,
    /// 改进措施, in a column of its own.
    Remedy,
    /// 填报得分.
    FiledScore,
    /// 填报年初预算数, beside the department's form.
    FiledInitial,
    /// 填报全年预算数.
    FiledAdjusted,
    /// 填报全年执行数.
    FiledFinal,
    /// 不公开依据.
    Ground,
    /// 预期目标.
    ObjectiveTarget,
    /// 实际完成情况.
    Achievement,
    /// What the program computes itself: 执行率, 等级, 序号.
    Computed,
}

/// The fields with what they are called in the data, and the headings that mean them, the usual one
/// first.
pub const HEADINGS: &[(Field, &str, &[&str])] = &[
    (Field::Id, "projects.id", &["项目编号"]),
    (Field::Name, "projects.name", &["项目名称"]),
    (
        Field::Unit,
        "projects.unit",
        &["主管部门", "主管部门（单位）", "主管单位", "主管部门及代码", "预算单位", "单位名称"],
    ),
    (Field::ImplementingUnit, "projects.implementing_unit", &["实施单位", "项目实施单位"]),
    (Field::Code, "projects.code", &["项目编码", "项目代码"]),
    (Field::Group, "projects.group", &["项目类别"]),
    (
        Field::BudgetKind,
        "projects.budget_kind",
        &["预算类型", "项目类型", "资金性质", "预算类别", "资金类型"],
    ),
    (Field::Level, "projects.level", &["支出级次"]),
    (Field::Status, "projects.status", &["年度内变动"]),
    (Field::Evaluated, "projects.evaluated", &["是否开展自评", "是否自评"]),
    (
        Field::NotEvaluatedReason,
        "projects.not_evaluated_reason",
        &["未开展自评原因", "不开展原因", "未自评原因"],
    ),
    (
        Field::Initial,
        "projects.initial",
        &["年初预算数", "年初预算", "年初预算金额", "年初数", "年初批复数"],
    ),
    (
        Field::Adjusted,
        "projects.adjusted",
        &["全年预算数", "调整后预算数", "调整后预算", "调整预算数", "全年预算", "调整后预算金额"],
    ),
    (
        Field::Final,
        "projects.final",
        &["全年执行数", "决算数", "执行数", "全年支出数", "实际支出数", "支出数", "支出决算数"],
    ),
    (Field::Score, "projects.score", &["自评得分", "自评分数", "评价得分", "自评分", "得分"]),
    (Field::Department, "department.name", &["部门名称"]),
    (Field::Form, "form", &["报告格式"]),
    (Field::Dimension, "indicators.dimension", &["一级指标"]),
    (Field::Category, "indicators.category", &["二级指标"]),
    (Field::Indicator, "indicators.name", &["三级指标"]),
    (Field::Target, "indicators.target", &["年度指标值", "指标值", "目标值", "年初指标值"]),
    (Field::Actual, "indicators.actual", &["实际完成值", "完成值", "全年完成值", "实际值"]),
    (Field::Weight, "indicators.weight", &["分值", "权重"]),
    (Field::Nature, "indicators.nature", &["指标性质"]),
    (Field::Operator, "indicators.operator", &["计算符号"]),
    (Field::MeasureUnit, "indicators.unit", &["计量单位", "度量单位"]),
    (Field::AchievedShare, "indicators.achieved_share", &["完成比例"]),
    (Field::Standard, "indicators.standard", &["评价标准", "评分标准"]),
    (Field::AcceptedOn, "indicators.accepted_on", &["验收日期"]),
    (
        Field::Reason,
        "indicators.deviation_reason",
        &["偏差原因分析及改进措施", "偏差原因分析", "偏差原因", "未完成原因分析"],
    ),
    (Field::Remedy, "indicators.remedy", &["改进措施"]),
    (Field::FiledScore, "indicators.score", &["填报得分"]),
    (Field::FiledInitial, "budget.projects.initial", &["填报年初预算数"]),
    (Field::FiledAdjusted, "budget.projects.adjusted", &["填报全年预算数"]),
    (Field::FiledFinal, "budget.projects.final", &["填报全年执行数"]),
    (Field::Ground, "disclosure.ground", &["不公开依据"]),
    (Field::ObjectiveTarget, "objectives.target", &["预期目标"]),
    (Field::Achievement, "objectives.achievement", &["实际完成情况"]),
    (
        Field::Computed,
        "",
        &["序号", "执行率", "预算执行率", "支出率", "自评等级", "等级", "评价等级"],
    ),
];

/// Returns what `heading` means and the unit that it names: 年初预算数（万元）.
pub(super) fn known(heading: &str) -> Option<(Field, Option<AmountUnit>)> {
    let heading = label(heading);
    let find = |words: &str| {
        let listed = HEADINGS.iter().find(|(_, _, known)| known.contains(&words));
        listed.map(|(field, ..)| *field)
    };
    if let Some(field) = find(&heading) {
        return Some((field, None));
    }
    let (words, note) = heading.split_once(['（', '('])?;
    let note = note.trim_end_matches(['）', ')']);
    let unit = unit_named(note.trim_start_matches("单位").trim_start_matches(['：', ':']));
    Some((find(words)?, unit))
}

/// Returns the unit that a note declares: 金额单位：万元.
pub(super) fn unit_declared(text: &str) -> Option<AmountUnit> {
    let text = label(text);
    let (_, behind) = text.split_once("单位：").or_else(|| text.split_once("单位:"))?;
    if behind.starts_with("万元") {
        return Some(AmountUnit::TenThousandYuan);
    }
    behind.starts_with('元').then_some(AmountUnit::Yuan)
}

fn unit_named(text: &str) -> Option<AmountUnit> {
    match text {
        "万元" => Some(AmountUnit::TenThousandYuan),
        "元" => Some(AmountUnit::Yuan),
        _ => None,
    }
}

/// Returns the year of a title or caption: 2024年度.
pub(super) fn year_declared(text: &str) -> Option<&str> {
    let at = text.find("年度").or_else(|| text.find('年'))?;
    let year = text.get(at.checked_sub(4)?..at)?;
    (year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_heading_means_one_thing() {
        let mut seen = BTreeSet::new();
        for (_, _, headings) in HEADINGS {
            for heading in *headings {
                assert!(seen.insert(*heading), "{heading}");
            }
        }
    }

    #[test]
    fn headings_are_known_with_their_units_and_spaces() {
        for (heading, field, unit) in [
            ("项 目\n名 称", Field::Name, None),
            ("年初预算数（万元）", Field::Initial, Some(AmountUnit::TenThousandYuan)),
            ("决算数(单位:元)", Field::Final, Some(AmountUnit::Yuan)),
            ("主管部门（单位）", Field::Unit, None),
            ("自评得分：", Field::Score, None),
        ] {
            assert_eq!(known(heading), Some((field, unit)), "{heading}");
        }
        assert_eq!(known("备注"), None);
    }

    #[test]
    fn notes_declare_a_unit_and_a_year() {
        assert_eq!(unit_declared("2024年度　金额单位：万元"), Some(AmountUnit::TenThousandYuan));
        assert_eq!(unit_declared("单位: 元"), Some(AmountUnit::Yuan));
        assert_eq!(unit_declared("主管单位：水务局"), None);
        assert_eq!(year_declared("2024年度　金额单位：万元"), Some("2024"));
        assert_eq!(year_declared("年度总体目标"), None);
    }
}
