//! The texts that people wrote outside the narrative: names, reasons, remedies, indicators.

use super::names::Names;
use super::passage::{Kind, Passage};
use crate::checks::Context;
use crate::model::Indicator;
use crate::source::Spanned;

/// Returns the passages of the fields, in the order of the filing.
pub(super) fn passages<'a>(context: &'a Context<'a>, names: &Names<'_>) -> Vec<Passage<'a>> {
    let filing = context.edition.filing();
    let mut fields = Fields { context, names, passages: Vec::new() };
    fields.add(Some(&filing.department.name), Kind::Name);
    fields.add(filing.evaluation.lead_office.as_ref(), Kind::Name);
    fields.add(filing.disclosure.channel.as_ref(), Kind::Name);
    for unit in &filing.department.subordinate_units {
        fields.add(Some(unit), Kind::Name);
    }
    for objective in &filing.evaluation.objectives {
        fields.add(Some(&objective.target), Kind::Sentences(None));
        fields.add(objective.achievement.as_ref(), Kind::Sentences(None));
    }
    fields.indicators(&filing.evaluation.indicators);
    for entry in &filing.budget.adjustments {
        fields.add(entry.reason.as_ref(), Kind::Cell);
        fields.add(entry.document.as_ref(), Kind::Cell);
    }
    for (number, project) in filing.projects.iter().enumerate() {
        let sentences = Kind::Sentences(Some(number));
        fields.add(Some(&project.name), Kind::Name);
        fields.add(project.unit.as_ref(), Kind::Name);
        fields.add(project.implementing_unit.as_ref(), Kind::Name);
        fields.add(project.not_evaluated_reason.as_ref(), sentences);
        fields.add(project.execution.deviation_reason.as_ref(), sentences);
        fields.add(project.execution.remedy.as_ref(), sentences);
        fields.indicators(&project.indicators);
    }
    fields.passages
}

struct Fields<'a, 'n> {
    context: &'a Context<'a>,
    names: &'n Names<'n>,
    passages: Vec<Passage<'a>>,
}

impl<'a> Fields<'a, '_> {
    fn add(&mut self, text: Option<&'a Spanned<String>>, kind: Kind) {
        if let Some(text) = text {
            self.passages.push(Passage::field(self.context.sources, text, kind, self.names));
        }
    }

    fn indicators(&mut self, indicators: &'a [Indicator]) {
        for indicator in indicators {
            self.add(Some(&indicator.name), Kind::Name);
            self.add(indicator.target.as_ref(), Kind::Cell);
            self.add(indicator.actual.as_ref(), Kind::Cell);
            self.add(indicator.standard.as_ref(), Kind::Cell);
            self.add(indicator.deviation_reason.as_ref(), Kind::Sentences(None));
            self.add(indicator.remedy.as_ref(), Kind::Sentences(None));
        }
    }
}
