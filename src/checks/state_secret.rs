//! D504: a ground says that something is a state secret, which does not belong on this computer.

use std::collections::BTreeSet;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::WithheldKind;
use crate::model::WithholdingGround;

/// Finds what is withheld as a state secret, once for each place that says so: it must not be stored
/// or handled on a system that is none for secrets (保守国家秘密法).
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut said = BTreeSet::new();
    for item in &context.withheld.items {
        let Some(ground) = &item.ground else { continue };
        // A paragraph that only names a withheld project says no ground of its own.
        let is_own = item.kind != WithheldKind::Paragraph || ground.span != item.span;
        if ground.value == WithholdingGround::StateSecret && is_own && said.insert(ground.span) {
            let message = "依据是国家秘密：这份数据不得在非涉密计算机上存储、处理";
            let finding = Diagnostic::new(Code::STATE_SECRET_GROUND, message);
            findings.push(
                finding
                    .at(ground.span, "国家秘密")
                    .help("确属国家秘密的：从数据中删去这一项，按保密规定另行处理，并报告本单位保密机构")
                    .help("没有定密的：改写实际的依据，如 `internal_affairs`、`enforcement_file`"),
            );
        }
    }
}
