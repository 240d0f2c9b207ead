//! D505: a text that the public edition cannot leave out names a withheld project or a person.

use super::Context;
use super::personal_data::with_mask;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition::{self, EditionKind, Names, TextRole, Told, Whose, Words};
use crate::privacy::PersonalDatum;
use crate::source::Span;

/// Finds the names that stay when paragraphs, rows and reasons with them have left, in whatever width
/// and with spaces in them.
///
/// Nothing of it is a fault of the full edition, where it is a note. A withheld project's name inside
/// the longer one of a published project may be chance: a warning.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if context.edition.kind() == EditionKind::Public {
        return;
    }
    let filing = context.edition.filing();
    let names = Names::of(filing);
    let masked = edition::masked(filing, &context.form.disclosure, &names);
    for text in edition::public_texts(&masked, &names) {
        let Words::Field(field) = text.words else { continue };
        let told = match text.role {
            TextRole::Removable => continue,
            TextRole::Fixed | TextRole::Link => names.found_in(&field.value),
            TextRole::ProjectName => {
                let told = names.contained_in(&field.value);
                let person = told.iter().find(|told| told.whose != Whose::Project);
                person.or(told.first()).copied()
            }
        };
        // A telephone is found as what it is.
        if let Some(told) = told.filter(|told| told.whose != Whose::OfficerPhone) {
            let mask = with_mask(&filing.disclosure, PersonalDatum::Name);
            findings.push(finding(told, text.role, field.span, &mask));
        }
    }
}

fn finding(told: &Told, role: TextRole, span: Span, mask: &str) -> Diagnostic {
    let (whose, listed) = match told.whose {
        Whose::Project => ("不予公开的项目", "不予公开的项目"),
        Whose::ThirdPerson => (" disclosure.names 所列的人", "列在这里"),
        Whose::Officer | Whose::OfficerPhone => (" people 所列的人", "列在这里"),
    };
    let (message, severity) = if role == TextRole::ProjectName && told.whose == Whose::Project {
        ("公开的项目名称里含有不予公开的项目名称".to_owned(), Severity::Warning)
    } else {
        (format!("公开版略不去的文字里写到{whose}"), Severity::Note)
    };
    let mut finding = Diagnostic::new(Code::WITHHELD_NAME_IN_PUBLIC_TEXT, message)
        .at(span, "公开版会印出")
        .related(told.span, listed);
    finding.severity = severity;
    if told.whose == Whose::Officer {
        finding = finding
            .help(format!("在 disclosure 下写 `{mask}`，公开版只印姓氏"))
            .help("依规定公开姓名的，列入 `disclosure.public_contacts`");
    }
    finding.help("改写这一处，不写这个名称；这一项也不应公开的，一并写明 `withheld` 和 `ground`")
}
