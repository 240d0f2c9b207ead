//! The tables of a project.

use std::collections::BTreeMap;

use super::budget::amounts;
use super::fields::Fields;
use super::filing::objective;
use super::indicator::indicator;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BudgetKind, Execution, FundingLine, Project, Withholding};
use crate::source::Spanned;

/// An item of `projects`.
pub(super) fn project(fields: &mut Fields<'_, '_>) -> Option<Project> {
    let span = fields.span();
    let id = fields.required("id", "项目编号，各版本之间保持不变").identifier();
    let name = fields.required("name", "项目名称").text();
    let unit = fields.optional("unit", "主管部门（单位）；缺省为本部门").text();
    let budget_kind = fields.optional("budget_kind", "预算类别；缺省为一般公共预算").one_of();
    let amounts = amounts(fields);
    let score = fields.optional("score", "自评得分").score();
    let status = fields.optional("status", "年中新增或取消；缺省为正常实施").one_of();
    let evaluated = fields.optional("evaluated", "是否开展自评；缺省为是").flag();
    let not_evaluated_reason = fields.optional(NOT_EVALUATED.0, NOT_EVALUATED.1).text();
    let code = fields.optional("code", "项目编码").text();
    let group = fields.optional("group", "项目类别").text();
    let implementing_unit = fields.optional("implementing_unit", "实施单位").text();
    let level = fields.optional("level", "本级或对下转移支付；缺省为本级").one_of();
    let funding = fields.optional("funding", "资金来源").list_of(100, funding_line);
    let objectives = fields.optional("objectives", "年度总体目标").list_of(1_000, objective);
    let indicators = fields.optional("indicators", "绩效指标").list_of(1_000, indicator);
    let execution = fields.optional("execution", "预算执行偏差").section(execution);
    let withholding = fields.optional("disclosure", "是否公开").section(withholding);

    if let (Some(Spanned { value: false, span }), None) = (&evaluated, &not_evaluated_reason) {
        fields.demand(NOT_EVALUATED.0, NOT_EVALUATED.1, *span);
    }
    Some(Project {
        span,
        id: id?,
        name: name?,
        unit,
        budget_kind: budget_kind.unwrap_or(Spanned { value: BudgetKind::GeneralPublic, span }),
        amounts,
        score,
        status: status.map(|status| status.value).unwrap_or_default(),
        evaluated: evaluated.is_none_or(|evaluated| evaluated.value),
        not_evaluated_reason,
        code,
        group,
        implementing_unit,
        level: level.map(|level| level.value).unwrap_or_default(),
        funding,
        objectives,
        indicators,
        execution,
        withholding,
    })
}

/// The key that `evaluated: false` asks for.
const NOT_EVALUATED: (&str, &str) = ("not_evaluated_reason", "未开展自评的原因");

/// Reports the projects that have an earlier one's id.
pub(super) fn ids_stand_once(fields: &mut Fields<'_, '_>, projects: &[Project]) {
    let mut first_by_id = BTreeMap::new();
    for project in projects {
        let id = &project.id;
        if let Some(first) = first_by_id.get(id.value.as_str()) {
            let message = format!("两个项目的编号都是 `{}`", id.value);
            fields.report(
                Diagnostic::new(Code::DUPLICATE_KEY, message)
                    .at(id.span, "第二次在这里")
                    .related(*first, "第一次在这里")
                    .help("给其中一个项目换一个编号"),
            );
        } else {
            first_by_id.insert(id.value.as_str(), id.span);
        }
    }
}

fn funding_line(fields: &mut Fields<'_, '_>) -> Option<FundingLine> {
    let source = fields.required("source", "资金来源").one_of();
    let level = fields.optional("level", "资金级次").one_of();
    let budget_kind = fields.optional("budget_kind", "预算类别；缺省为项目的类别").one_of();
    let amounts = amounts(fields);
    Some(FundingLine { source: source?, level, budget_kind, amounts })
}

fn execution(fields: &mut Fields<'_, '_>) -> Execution {
    Execution {
        deviation_reason: fields.optional("deviation_reason", "偏差原因").text(),
        remedy: fields.optional("remedy", "改进措施").text(),
    }
}

/// `disclosure` of a project, an indicator or an objective.
pub(super) fn withholding(fields: &mut Fields<'_, '_>) -> Option<Withholding> {
    let withheld = fields.optional("withheld", "是否不予公开；缺省为否").flag();
    let ground = fields.optional("ground", "不予公开的依据").one_of();
    let withheld = withheld.filter(|withheld| withheld.value);
    withheld.map(|withheld| Withholding { span: withheld.span, ground })
}
