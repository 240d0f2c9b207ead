//! Whether a unit's filing can be added to the department's at all.

use std::collections::BTreeSet;

use super::member::{Complaints, Member};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Filing;
use crate::source::Spanned;

/// Says why the filing `unit`, listed as `path`, cannot be added to `filing`: another year, another
/// form, or units of its own.
pub fn misfit(filing: &Filing, unit: &Filing, path: &Spanned<String>) -> Option<Diagnostic> {
    let name = &unit.department.name.value;
    let (year, form) = (&unit.fiscal_year, &unit.form);
    let (message, place, label, help) = if year.value != filing.fiscal_year.value {
        (
            format!(
                "所属单位“{name}”填报的是 {} 年度，本部门是 {} 年度",
                year.value, filing.fiscal_year.value
            ),
            year.span,
            "它的年度",
            "换上同一年度的填报",
        )
    } else if form.value != filing.form.value {
        (
            format!("所属单位“{name}”的报告格式是 {}，本部门是 {}", form.value, filing.form.value),
            form.span,
            "它的格式",
            "改用同一种报告格式",
        )
    } else {
        let units = unit.department.units.first()?;
        (
            format!("所属单位“{name}”自己又列了 units，汇总只有一层"),
            units.span,
            "它的 units",
            "把下一级单位直接列在本部门的 department.units 里，放在本部门的文件夹下",
        )
    };
    let finding = Diagnostic::new(Code::UNIT_UNUSABLE, message).at(path.span, "不能汇总");
    Some(finding.related(place, label).help(help))
}

/// Reports the members that have an earlier one's name.
pub(super) fn names_stand_once(members: &[Member<'_>], complaints: &mut Complaints) {
    let mut names = BTreeSet::new();
    for member in members {
        let name = member.filing().department.name.value.as_str();
        if !names.insert(name) {
            complaints.about(
                member,
                "与前面的单位（或者本部门）同名，会重复计算",
                "核对 department.units 是否重复；确是两个单位的，在 department.name 写出区别",
            );
        }
    }
}
