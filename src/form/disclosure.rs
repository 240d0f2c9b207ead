//! What a form's public edition shows in place of what is withheld.

use super::keys::{Keys, choice, label, wrong_type};
use crate::diagnostic::Diagnostic;
use crate::privacy::PersonalDatum;
use crate::source::{Node, NodeValue};

/// How the public edition of a form's documents deals with what is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosurePolicy {
    /// What becomes of the department's and the projects' amounts when a project is withheld.
    pub totals: Totals,
    /// What stands beside totals that lack withheld projects: 不含依法不予公开项目.
    pub omission: String,
    /// The same where every ground is a state secret: 不含涉密项目.
    pub omission_of_secrets: String,
    /// What stands in a place of the form all of whose paragraphs are withheld.
    pub withheld_section: String,
    /// Whether the title says 公开版.
    pub title_marked: bool,
    /// The kinds of personal data that are masked, besides those that a filing lists.
    pub mask: Vec<PersonalDatum>,
}

/// What becomes of the department's and the projects' amounts when a project is withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Totals {
    /// They are those of the full edition less the withheld projects' amounts.
    #[default]
    Reduced,
    /// They stay as the full edition has them.
    Full,
    /// They are left out.
    Omitted,
}

impl Totals {
    /// Returns the name in form settings and templates: `reduced`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reduced => "reduced",
            Self::Full => "full",
            Self::Omitted => "omit",
        }
    }
}

impl Default for DisclosurePolicy {
    fn default() -> Self {
        Self {
            totals: Totals::default(),
            omission: "不含依法不予公开项目".to_owned(),
            omission_of_secrets: "不含涉密项目".to_owned(),
            withheld_section: "本部分内容依法不予公开。".to_owned(),
            title_marked: false,
            mask: Vec::new(),
        }
    }
}

const TOTALS: [(&str, Totals); 3] = [
    (Totals::Reduced.key(), Totals::Reduced),
    (Totals::Full.key(), Totals::Full),
    (Totals::Omitted.key(), Totals::Omitted),
];

const SWITCH: [(&str, bool); 2] = [("true", true), ("false", false)];

/// Reads the policy that stands at `path`; what it leaves open is as by default.
pub(super) fn read(
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<DisclosurePolicy> {
    let default = DisclosurePolicy::default();
    let mut keys = Keys::open(node, path, faults)?;
    let totals = match keys.optional("totals") {
        Some((node, path)) => choice(node, &path, &TOTALS, faults),
        None => Some(default.totals),
    };
    let mut words = |key, default| match keys.optional(key) {
        Some((node, path)) => label(node, &path, faults),
        None => Some(default),
    };
    let omission = words("omission", default.omission);
    let omission_of_secrets = words("omission_of_secrets", default.omission_of_secrets);
    let withheld_section = words("withheld_section", default.withheld_section);
    let title_marked = match keys.optional("title_marked") {
        Some((node, path)) => choice(node, &path, &SWITCH, faults),
        None => Some(default.title_marked),
    };
    let mask = match keys.optional("mask") {
        Some((node, path)) => masks(node, &path, faults),
        None => Some(default.mask),
    };
    keys.close(faults);
    Some(DisclosurePolicy {
        totals: totals?,
        omission: omission?,
        omission_of_secrets: omission_of_secrets?,
        withheld_section: withheld_section?,
        title_marked: title_marked?,
        mask: mask?,
    })
}

/// Reads a list of kinds of personal data.
fn masks(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Vec<PersonalDatum>> {
    let NodeValue::Sequence(items) = &node.value else {
        faults.push(wrong_type(node, path, "列表"));
        return None;
    };
    let kinds = PersonalDatum::ALL.map(|kind| (kind.key(), kind));
    let read = (1..)
        .zip(items)
        .map(|(number, item)| choice(item, &format!("{path}[{number}]"), &kinds, faults));
    // Every fault is found before the list is given up.
    let read: Vec<_> = read.collect();
    read.into_iter().collect()
}
