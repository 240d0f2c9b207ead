//! C323: the units that were added are not those that the department lists.

use std::collections::BTreeSet;

use super::Context;
use crate::diagnostic::{Code, Diagnostic, nearest};

/// Compares the units' own names with `department.subordinate_units`, where there are units.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let (units, listed) = (&filing.consolidated.units, &filing.department.subordinate_units);
    if units.is_empty() {
        return;
    }
    let added: BTreeSet<&str> = units.iter().map(|unit| unit.name.value.trim()).collect();
    let names: BTreeSet<&str> = listed.iter().map(|name| name.value.trim()).collect();
    for unit in units.iter().filter(|unit| !names.contains(unit.name.value.trim())) {
        let name = &unit.name.value;
        let message =
            format!("汇总了“{name}”的填报，而 department.subordinate_units 里没有这个单位");
        let finding = Diagnostic::new(Code::UNITS_NOT_LISTED, message)
            .at(unit.path.span, "")
            .related(unit.name.span, "它的名称");
        findings.push(match nearest(name, names.iter().copied()) {
            Some(near) => finding.help(format!("是不是“{near}”？两处的名称改成一致")),
            None => finding.help(format!("在 subordinate_units 里加上“{name}”")),
        });
    }
    for name in listed.iter().filter(|name| !added.contains(name.value.trim())) {
        let message =
            format!("列了所属预算单位“{}”，而 department.units 没有汇总它的填报", name.value);
        findings.push(
            Diagnostic::new(Code::UNITS_NOT_LISTED, message)
                .at(name.span, "")
                .help("在 department.units 里加上它的填报；合计数里应有它的一份"),
        );
    }
}
