//! The bureau's answer to a filing (审核意见表): its findings as rows, which a template words.
//!
//! Rows are made of findings and of the filing's text alone, so that a filing which cannot be
//! understood is answered too.

mod place;
mod row;

pub use row::{AnswerGroup, AnswerRow};

use self::place::Places;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::source::Sources;

/// How many findings an answer lists; whoever mends so many hands in anew anyway.
const MAX_ROWS: usize = 1_000;

/// Whom an answer goes to, as far as the filing tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The department, or what the filing is called where it does not tell.
    pub department: String,
    /// The budget year.
    pub fiscal_year: Option<i16>,
    /// The finance authority that answers.
    pub finance_authority: Option<String>,
}

/// The bureau's answer to a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whom it goes to.
    pub addressee: Addressee,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
    /// The findings by severity, errors first; a severity without findings has no group.
    pub groups: Vec<AnswerGroup>,
    /// How many findings are not listed.
    pub left_out: usize,
}

impl Answer {
    /// Returns whether the filing is accepted: nothing in it must be mended.
    pub fn is_passed(&self) -> bool {
        self.errors == 0
    }

    /// Changes every character of a filing's words for which `is_shown` is false to 〓, as printers do
    /// with a character that they lack.
    pub fn replace_missing(&mut self, is_shown: impl Fn(char) -> bool) {
        let mend = |text: &mut String| {
            if text.chars().any(|character| !is_shown(character)) {
                *text = text.chars().map(|c| if is_shown(c) { c } else { '〓' }).collect();
            }
        };
        mend(&mut self.addressee.department);
        self.addressee.finance_authority.iter_mut().for_each(mend);
        for row in self.groups.iter_mut().flat_map(|group| &mut group.rows) {
            mend(&mut row.place);
            mend(&mut row.message);
            row.help.iter_mut().for_each(mend);
            row.source.iter_mut().for_each(mend);
        }
    }
}

/// Returns the answer to a filing whose texts are `sources` and of which `findings` were found.
///
/// `label` says what the figure of a name is, in Chinese.
pub fn answer(
    addressee: Addressee,
    sources: &Sources,
    findings: &[Diagnostic],
    label: &dyn Fn(&str) -> Option<String>,
) -> Answer {
    let mut sorted = findings.to_vec();
    diagnostic::sort(&mut sorted);
    let mut places = Places::new(sources, label);
    let count = |severity| sorted.iter().filter(|finding| finding.severity == severity).count();
    let mut room = MAX_ROWS;
    let mut groups = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let found = sorted.iter().filter(|finding| finding.severity == severity);
        let rows: Vec<_> =
            found.take(room).map(|finding| row::row(finding, sources, &mut places)).collect();
        room -= rows.len();
        if !rows.is_empty() {
            groups.push(AnswerGroup { severity, count: count(severity), rows });
        }
    }
    Answer {
        addressee: addressee.cleaned(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        left_out: sorted.len() - (MAX_ROWS - room),
        groups,
    }
}

/// Returns the answer to a filing that cannot be read, for `reason`.
pub fn unreadable(addressee: Addressee, reason: &str) -> Answer {
    let groups = vec![AnswerGroup::unreadable(reason)];
    let addressee = addressee.cleaned();
    Answer { addressee, errors: 1, warnings: 0, notes: 0, groups, left_out: 0 }
}

impl Addressee {
    fn cleaned(self) -> Self {
        Self {
            department: row::cleaned(&self.department),
            fiscal_year: self.fiscal_year,
            finance_authority: self.finance_authority.map(|name| row::cleaned(&name)),
        }
    }
}
