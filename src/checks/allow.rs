//! C318: a comment `# allow:` that lets nothing pass; and how the others let findings pass.

use super::Context;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::edition::EditionKind;
use crate::model::Allow;
use crate::source::Span;

/// Takes the findings out that a comment lets pass, and reports the comments that let none.
pub(super) fn apply(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let allows = &context.edition.filing().allows;
    let mut open = Vec::new();
    let mut idle = Vec::new();
    for allow in allows {
        match in_force(allow) {
            Ok((code, covers)) => open.push(Open { allow, code, covers, used: false }),
            Err(finding) => idle.push(*finding),
        }
    }
    findings.retain(|finding| {
        let mut passes = false;
        for open in open.iter_mut().filter(|open| open.lets_pass(finding)) {
            open.used = true;
            passes = true;
        }
        !passes
    });
    findings.extend(idle);
    // What a comment lets pass may be withheld; the full edition tells whether it is of use.
    if context.edition.kind() == EditionKind::Full {
        findings.extend(open.iter().filter(|open| !open.used).map(Open::unused));
    }
}

/// A comment that may let findings pass.
struct Open<'a> {
    allow: &'a Allow,
    code: Code,
    covers: Span,
    used: bool,
}

impl Open<'_> {
    /// Returns whether `finding` has its primary place where the comment lets its code pass.
    fn lets_pass(&self, finding: &Diagnostic) -> bool {
        finding.code == self.code
            && finding.primary.as_ref().is_some_and(|label| {
                let Span { source, start, .. } = label.span;
                source == self.covers.source
                    && (self.covers.start..=self.covers.end).contains(&start)
            })
    }

    fn unused(&self) -> Diagnostic {
        let Code { id, name, .. } = self.code;
        let message = format!("allow 没有略过任何问题：它说的地方没有 {name}（{id}）");
        idle(self.allow, message, "问题已经改正的，删去这条注释；写错地方的，移到那一项的上一行")
    }
}

/// Returns the code that `allow` lets pass and where, or why it is of no effect.
fn in_force(allow: &Allow) -> Result<(Code, Span), Box<Diagnostic>> {
    let idle = |message: String, help: String| Box::new(idle(allow, message, help));
    let subject = allow.subject.value.as_str();
    if subject.is_empty() {
        let message = "allow 没有写略过哪项检查，不起作用".to_owned();
        return Err(idle(message, "写成 `# allow: 检查名 理由`".to_owned()));
    }
    let Some(code) = Code::named(subject) else {
        let finding = format!("没有名为 {subject} 的检查，这条 allow 不起作用");
        let words = Code::ALL.iter().flat_map(|code| [code.name, code.id]);
        return Err(match nearest(subject, words) {
            Some(near) => idle(finding, format!("是不是 {near}？")),
            None => idle(finding, "用 ziping explain --list 查看全部检查".to_owned()),
        });
    };
    if !code.is_negotiable() {
        let message = format!("{}（{}）不能略过，这条 allow 不起作用", code.name, code.id);
        return Err(idle(
            message,
            "只有 C 和 N 开头的检查可以略过；改正数据，删去这条注释".to_owned(),
        ));
    }
    if allow.reason.is_none() {
        let message = format!("allow {subject} 没有写理由，不起作用");
        return Err(idle(message, format!("写成 `# allow: {subject} 理由`")));
    }
    let Some(covers) = allow.covers else {
        let message = format!("allow {subject} 的后面没有内容，不起作用");
        return Err(idle(message, "写在要略过的那一项的上一行，或者同一行的末尾".to_owned()));
    };
    Ok((code, covers))
}

fn idle(allow: &Allow, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::UNUSED_ALLOW, message).at(allow.subject.span, "没有作用").help(help)
}
