//! The bureau's answer to a filing, in the view of its template.

use super::{Builder, Fields, rows};
use crate::answer::AnswerRow;

impl Builder<'_> {
    /// Returns the answer, which is empty in every other document.
    pub(super) fn answer(&self) -> Fields {
        let Some(answer) = self.beside.answer else { return self.no_answer() };
        let mut number = 0;
        let groups: Vec<Fields> = answer
            .groups
            .iter()
            .map(|group| {
                let listed = group.rows.iter().map(|row| {
                    number += 1;
                    self.answer_row(number, row)
                });
                let listed: Vec<Fields> = listed.collect();
                Fields::from([
                    ("severity", group.severity.key().into()),
                    ("count", rows(group.count)),
                    ("rows", listed.into()),
                ])
            })
            .collect();
        let addressee = &answer.addressee;
        let year = addressee.fiscal_year.map(|year| year.to_string());
        let left_out = (answer.left_out > 0).then(|| answer.left_out.to_string());
        let authority = addressee.finance_authority.as_ref();
        Fields::from([
            ("department", addressee.department.as_str().into()),
            ("fiscal_year", self.given("answer.fiscal_year", year.as_ref())),
            ("finance_authority", self.given("answer.finance_authority", authority)),
            ("passed", answer.is_passed().into()),
            ("errors", rows(answer.errors)),
            ("warnings", rows(answer.warnings)),
            ("notes", rows(answer.notes)),
            ("groups", groups.into()),
            ("left_out", self.given("answer.left_out", left_out.as_ref())),
        ])
    }

    fn no_answer(&self) -> Fields {
        let texts = ["department", "fiscal_year", "finance_authority", "left_out"];
        let texts = texts.map(|field| (field, self.given(&format!("answer.{field}"), None)));
        let counts = ["errors", "warnings", "notes"].map(|field| (field, rows(0)));
        let groups = Vec::<Fields>::new();
        let mut fields = Fields::from([("passed", false.into()), ("groups", groups.into())]);
        fields.extend(texts.into_iter().chain(counts));
        fields
    }

    fn answer_row(&self, number: usize, row: &AnswerRow) -> Fields {
        let code = row.code.map(str::to_owned);
        Fields::from([
            ("number", rows(number)),
            ("code", self.given("row.code", code.as_ref())),
            ("place", row.place.as_str().into()),
            ("source", self.given("row.source", row.source.as_ref())),
            ("message", row.message.as_str().into()),
            ("advice", self.given("row.advice", row.advice().as_ref())),
        ])
    }
}
