//! The tables of a filing's own keys: who files, when, and where it is published.

use super::budget::budget;
use super::fields::Fields;
use super::indicator::indicator;
use super::narrative::narrative;
use super::output_name;
use super::project::{ids_stand_once, project, withholding};
use super::stated::stated;
use crate::model::{
    Consolidated, Department, Disclosure, Evaluation, Filing, Objective, People, Staff,
    StatedAmounts,
};
use crate::privacy::PersonalDatum;
use crate::quantity::AmountUnit;

/// How many projects a filing may have.
const MAX_PROJECTS: usize = 100_000;
/// How many units a department may add up.
const MAX_UNITS: usize = 1_000;

/// The top level of a filing, the keys of all its files together.
pub(super) fn filing(fields: &mut Fields<'_, '_>) -> Option<Filing> {
    // The unit comes first: every amount below is read by it.
    let amount_unit = fields.optional("amount_unit", "金额单位：万元（默认）或元").one_of();
    let amount_unit = amount_unit.map_or(AmountUnit::TenThousandYuan, |unit| unit.value);
    fields.set_amount_unit(amount_unit);

    let form = fields.required("form", "报告格式：templates 下的文件夹名，例如 changli");
    let form = form.identifier();
    let fiscal_year = fields.required("fiscal_year", "预算年度，例如 2023").year();
    let department = fields.required("department", "部门").mapping(department);
    let evaluation = fields.optional("evaluation", "部门整体自评").section(evaluation);
    let disclosure = fields.optional("disclosure", "结果公开").section(disclosure);
    let budget = fields.optional("budget", "部门预算").section(budget);
    let projects = fields.optional("projects", "项目，按报告里的顺序");
    let projects = projects.list_of(MAX_PROJECTS, project);
    let narrative = fields.optional("narrative", "文字部分").section(narrative);
    let stated = fields.optional("stated", "已印出的数，用来与计算结果核对").section(stated);
    let explanations = fields.optional("explanations", "对超过 100% 的比率的说明");
    let explanations = explanations.texts_by_figure();
    let people = fields.optional("people", "填表人员，只用于非公开版").section(people);

    ids_stand_once(fields, &projects);
    let has_money = !department.as_ref().is_none_or(|own| own.units.is_empty())
        || budget.department != StatedAmounts::default()
        || !projects.is_empty();
    // Projects that could not be read are missing here without being so in the file.
    if !has_money && fields.are_sound() {
        fields.demand_here("budget.department", "部门预算；或者在 `projects` 里写至少一个项目");
    }
    let (fiscal_year, department) = (fiscal_year?, department?);
    output_name::check(fields, &department.name);
    Some(Filing {
        form: form?,
        fiscal_year,
        amount_unit,
        department,
        evaluation,
        disclosure,
        budget,
        projects,
        narrative,
        stated,
        explanations,
        people,
        allows: Vec::new(),
        consolidated: Consolidated::default(),
    })
}

fn department(fields: &mut Fields<'_, '_>) -> Option<Department> {
    let name = fields.required("name", "部门名称").text();
    let finance_authority = fields.optional("finance_authority", "报送的财政部门").text();
    let subordinate_units = fields.optional("subordinate_units", "所属预算单位");
    let subordinate_units = subordinate_units.texts(10_000);
    let units = fields.optional("units", "要汇总的所属预算单位的填报：本文件夹下的文件夹或者文件");
    let units = units.texts(MAX_UNITS);
    let internal_offices = fields.optional("internal_offices", "内设机构数").count();
    let staff = fields.optional("staff", "人员").section(staff);
    Some(Department {
        name: name?,
        finance_authority,
        subordinate_units,
        units,
        internal_offices,
        staff,
    })
}

fn staff(fields: &mut Fields<'_, '_>) -> Staff {
    Staff {
        employed: fields.optional("employed", "在职人员数").count(),
        support_workers: fields.optional("support_workers", "其中工勤人员数").count(),
        quota: fields.optional("quota", "编制数").count(),
    }
}

fn evaluation(fields: &mut Fields<'_, '_>) -> Evaluation {
    Evaluation {
        completed_on: fields.optional("completed_on", "自评完成日期").date(),
        submitted_on: fields.optional("submitted_on", "报送日期").date(),
        score: fields.optional("score", "部门整体自评得分").score(),
        lead_office: fields.optional("lead_office", "牵头部门").text(),
        basis_document: fields.optional("basis_document", "依据文号").text(),
        objectives: fields.optional("objectives", "年度总体目标").list_of(1_000, objective),
        indicators: fields.optional("indicators", "部门整体绩效指标").list_of(1_000, indicator),
    }
}

/// An item of `objectives`, a project's or the department's.
pub(super) fn objective(fields: &mut Fields<'_, '_>) -> Option<Objective> {
    let span = fields.span();
    let target = fields.required("target", "预期目标").text();
    let achievement = fields.optional("achievement", "实际完成情况").text();
    let withholding = fields.optional("disclosure", "是否公开").section(withholding);
    Some(Objective { span, target: target?, achievement, withholding })
}

fn disclosure(fields: &mut Fields<'_, '_>) -> Disclosure {
    Disclosure {
        planned_for: fields.optional("planned_for", "拟公开时间：年-月 或 年-月-日").month_or_day(),
        channel: fields.optional("channel", "公开渠道").text(),
        disclosed_on: fields.optional("disclosed_on", "实际公开日期").date(),
        url: fields.optional("url", "公开地址").text(),
        published_elsewhere: fields
            .optional("published_elsewhere", "别处已公开的数（如部门决算公开）")
            .texts_by_figure(),
        names: fields.optional("names", "公开版中不得出现的人名（受助人等）").texts(10_000),
        public_contacts: fields
            .optional("public_contacts", "可以公开的本单位办公电话、地址、邮箱")
            .texts(1_000),
        mask: fields.optional("mask", "公开版中遮盖的个人信息").members(PersonalDatum::ALL.len()),
    }
}

fn people(fields: &mut Fields<'_, '_>) -> People {
    People {
        preparer: fields.optional("preparer", "填表人").text(),
        preparer_phone: fields.optional("preparer_phone", "填表人联系电话").text(),
        responsible_officer: fields.optional("responsible_officer", "单位负责人").text(),
        finance_officer: fields.optional("finance_officer", "财务负责人").text(),
        reviewer: fields.optional("reviewer", "审核人").text(),
    }
}
