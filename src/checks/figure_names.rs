//! Y101 for figures: a name that no figure has, under `stated`, `explanations` or
//! `disclosure.published_elsewhere`.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let stated = filing.stated.figures.iter().map(|figure| (&figure.name.value, figure.name.span));
    let explained = filing.explanations.iter().map(|(name, text)| (name, text.span));
    let published = filing.disclosure.published_elsewhere.iter();
    let published = published.map(|(name, text)| (name, text.span));
    for (section, name, span) in stated
        .map(|(name, span)| ("stated", name, span))
        .chain(explained.map(|(name, span)| ("explanations", name, span)))
        .chain(published.map(|(name, span)| ("disclosure.published_elsewhere", name, span)))
    {
        if context.figures.kind(name).is_none() {
            findings.push(unknown(context, section, name, span));
        }
    }
}

fn unknown(context: &Context<'_>, section: &str, name: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::new(Code::UNKNOWN_KEY, format!("{section} 里的 {name} 不是指标名"))
        .at(span, "没有这个指标");
    match context.figures.nearest(name) {
        Some(nearest) => finding.help(format!("是不是 {nearest}？")),
        None => finding.help("ziping figures 列出全部指标名"),
    }
}
