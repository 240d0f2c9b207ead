//! C317: more support workers than people employed, of whom they are part.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let staff = &context.edition.filing().department.staff;
    let (Some(employed), Some(workers)) = (&staff.employed, &staff.support_workers) else { return };
    if workers.value <= employed.value {
        return;
    }
    let message = format!(
        "工勤人员 {} 人，多于在职人员 {} 人，而工勤人员含在在职人员里",
        workers.value, employed.value
    );
    findings.push(
        Diagnostic::new(Code::STAFF_INCONSISTENT, message)
            .at(workers.span, "多于在职人员")
            .related(employed.span, "在职人员")
            .help("employed 填全部在职人员，包括工勤人员；support_workers 填其中的工勤人员"),
    );
}
