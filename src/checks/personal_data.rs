//! D503: personal data in a text that the public edition prints.

use std::ops::Range;

use super::Context;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition::{self, EditionKind, Names, TextRole, Words};
use crate::model::Disclosure;
use crate::privacy::{self, PersonalDatum};
use crate::source::{Sources, Span};

/// Finds telephones, identity numbers, accounts, addresses and the like in what everybody will read
/// (个人信息保护法; 政府信息公开条例, art. 15), those left out that a mask hides or that the filing lists
/// as public contacts. Names are those of [`super::withheld_name`].
///
/// Nothing of it is a fault of the full edition, where it is a note.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if context.edition.kind() == EditionKind::Public {
        return;
    }
    let filing = context.edition.filing();
    let names = Names::of(filing);
    let people = edition::people(filing);
    let policy = &context.form.disclosure;
    let kinds = edition::masked_kinds(filing, policy);
    let masked = edition::masked(filing, policy, &names);
    let texts = edition::public_texts(&masked, &names);
    for text in texts.iter().filter(|text| text.role != TextRole::Link) {
        for found in privacy::detect(text.words.text(), &people) {
            if found.kind == PersonalDatum::Name {
                continue;
            }
            let span = place(context.sources, text.words, found.range.clone());
            let shown = privacy::mask(found.kind, &text.words.text()[found.range]);
            let name = found.kind.name();
            let mut finding = Diagnostic::new(
                Code::PERSONAL_DATA_IN_PUBLIC_TEXT,
                format!("公开版会印出这里的{name}"),
            )
            .at(span, name);
            finding.severity = Severity::Note;
            if !kinds.contains(&found.kind) {
                let mask = with_mask(&filing.disclosure, found.kind);
                finding = finding.help(format!("在 disclosure 下写 `{mask}`，公开版印成 {shown}"));
            }
            finding = finding.help(format!("不必写的，从这一处删去{name}"));
            finding = finding.help(if is_contact(found.kind) {
                "本单位对外公布的，列入 `disclosure.public_contacts`"
            } else {
                "写受助人的，把姓名列入 `disclosure.names`，公开版略去整段"
            });
            findings.push(finding);
        }
    }
}

/// Returns the line of YAML that masks `kind` besides what is masked already.
pub(super) fn with_mask(disclosure: &Disclosure, kind: PersonalDatum) -> String {
    let kinds = disclosure.mask.iter().map(|listed| listed.value).chain([kind]);
    let keys: Vec<_> = kinds.map(PersonalDatum::key).collect();
    format!("mask: [{}]", keys.join(", "))
}

/// Returns whether a department may have such a datum for everybody.
fn is_contact(kind: PersonalDatum) -> bool {
    matches!(kind, PersonalDatum::Phone | PersonalDatum::Address | PersonalDatum::Email)
}

/// Returns the place of a stretch of a text, or of the whole where the file has it otherwise.
fn place(sources: &Sources, words: Words<'_>, range: Range<usize>) -> Span {
    match words {
        Words::Narrative(words) => words.span_of(range),
        Words::Field(field) => {
            let written = sources.slice(field.span).find(&field.value);
            written.map_or(field.span, |at| {
                let start = field.span.start + at;
                Span { start: start + range.start, end: start + range.end, ..field.span }
            })
        }
    }
}
