//! C315: one project filed twice.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Project;

/// Two projects are one where name, unit and kind of budget are the same; different implementing
/// units (实施单位) make two of them.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let mut seen: BTreeMap<_, &Project> = BTreeMap::new();
    for project in &filing.projects {
        let unit = project.unit.as_ref().unwrap_or(&filing.department.name);
        let implementing = project.implementing_unit.as_ref().map(|unit| unit.value.trim());
        let name = project.name.value.trim();
        let key = (name, unit.value.trim(), project.budget_kind.value, implementing);
        let Some(first) = seen.get(&key) else {
            seen.insert(key, project);
            continue;
        };
        let message = format!(
            "项目 {} 与 {} 是同一个项目：名称“{name}”、主管部门“{}”、预算类别（{}）都相同",
            project.id.value,
            first.id.value,
            unit.value,
            context.form.kinds.label(project.budget_kind.value)
        );
        findings.push(
            Diagnostic::new(Code::DUPLICATE_PROJECT, message)
                .at(project.name.span, "第二次")
                .related(first.name.span, "第一次")
                .help("重复填报会把金额、个数算两遍：删去其中一个；确是两个项目的，名称写出区别，或填写 implementing_unit"),
        );
    }
}
