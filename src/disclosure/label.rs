//! What a withheld item is called on paper, in the words of the report.

use crate::edition::{WithheldItem, WithheldKind};
use crate::figures::Figures;

/// Returns what `item` is called. Projects and entries of the ledger have their names; others are
/// known by their path in the filing, of which each part is said in Chinese. A path that is not known
/// here stays as it is.
pub(super) fn label(item: &WithheldItem, figures: &Figures) -> String {
    let path = item.label.as_str();
    match item.kind {
        WithheldKind::Project | WithheldKind::Attachment | WithheldKind::Adjustment => {
            path.to_owned()
        }
        WithheldKind::Person => person(path),
        WithheldKind::Statement => match path.strip_prefix("explanations.") {
            Some(name) => format!("对{}的说明", figures.label(name).unwrap_or(name.to_owned())),
            None => place(path),
        },
        WithheldKind::Paragraph | WithheldKind::FormRow => place(path),
    }
}

/// Returns what a person, or what a mask hides, is called.
fn person(path: &str) -> String {
    let (list, number) = numbered(path);
    let name = match list {
        "people.preparer" => "填表人",
        "people.preparer_phone" => "填表人联系电话",
        "people.responsible_officer" => "单位负责人",
        "people.finance_officer" => "财务负责人",
        "people.reviewer" => "审核人",
        "disclosure.names" => {
            return number
                .map_or_else(|| list.to_owned(), |number| format!("列明的人名第{number}个"));
        }
        _ => return format!("{}中的个人信息", place(path)),
    };
    name.to_owned()
}

/// Returns the place at `path`: 整体目标设定质量第2段.
fn place(path: &str) -> String {
    let (list, number) = numbered(path);
    let (of, list) = match list.strip_prefix("projects[").and_then(|rest| rest.split_once("].")) {
        Some((id, list)) => (format!("项目{id}的"), list),
        None => (String::new(), list.strip_prefix("evaluation.").unwrap_or(list)),
    };
    let (name, unit) = match list {
        "narrative.overall_achievement" => ("整体目标实现情况", "段"),
        "narrative.project_achievement" => ("项目目标完成情况", "段"),
        "narrative.overall_target_quality" => ("整体目标设定质量", "段"),
        "narrative.project_target_quality" => ("项目目标设定质量", "段"),
        "narrative.measures" => ("整改措施", "段"),
        "indicators" => ("绩效指标", "行"),
        "objectives" => ("年度总体目标", "项"),
        "budget.adjustments" => ("调整台账", "笔的文号或者原因"),
        _ => return path.to_owned(),
    };
    let of = if of.is_empty() && unit == "行" { "部门".to_owned() } else { of };
    match number {
        Some(number) => format!("{of}{name}第{number}{unit}"),
        None => format!("{of}{name}"),
    }
}

/// Returns the list that `path` is in, and its place there: `narrative.measures`, `2`.
fn numbered(path: &str) -> (&str, Option<&str>) {
    match path.strip_suffix(']').and_then(|path| path.rsplit_once('[')) {
        Some((list, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (list, Some(number))
        }
        _ => (path, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_said_in_chinese() {
        for (path, said) in [
            ("narrative.measures[2]", "整改措施第2段"),
            ("projects[P01].indicators[3]", "项目P01的绩效指标第3行"),
            ("projects[P-1].objectives[1]", "项目P-1的年度总体目标第1项"),
            ("evaluation.indicators[4]", "部门绩效指标第4行"),
            ("evaluation.objectives[1]", "年度总体目标第1项"),
            ("budget.adjustments[3]", "调整台账第3笔的文号或者原因"),
            ("department.name", "department.name"),
        ] {
            assert_eq!(place(path), said);
        }
    }

    #[test]
    fn people_have_their_posts_and_masks_their_place() {
        for (path, said) in [
            ("people.preparer", "填表人"),
            ("disclosure.names[2]", "列明的人名第2个"),
            ("narrative.project_achievement[1]", "项目目标完成情况第1段中的个人信息"),
        ] {
            assert_eq!(person(path), said);
        }
    }
}
