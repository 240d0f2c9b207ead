//! The rows of the disclosure register and of the officer's review, in the view of their templates.

use std::ffi::OsStr;
use std::path::Path;

use super::{Builder, Fields};
use crate::diagnostic::{Code, Diagnostic};
use crate::disclosure::{Register, RegisterRow, Remark, Review, ReviewGroup, Standing, TotalPair};
use crate::model::WithholdingGround;
use crate::template::gaps::Gap;
use crate::template::markup::push_quote;

impl Builder<'_> {
    /// Returns the register, which has no rows in a document that shows none.
    pub(super) fn register(&self) -> Fields {
        let register = self.beside.register;
        let rows: Vec<Fields> =
            register.iter().flat_map(|register| &register.rows).map(|row| self.row(row)).collect();
        Fields::from([
            ("edition", register.map_or("full", |register| register.edition).into()),
            ("has_withheld", register.is_some_and(Register::has_withheld).into()),
            ("rows", rows.into()),
        ])
    }

    fn row(&self, row: &RegisterRow) -> Fields {
        let (amount, address, ground) = match &row.standing {
            Standing::Public { amount, address } => (self.amount(amount), address.as_ref(), None),
            Standing::Withheld(ground) => (None, None, *ground),
        };
        let mut fields = Fields::from([
            ("name", row.name.as_str().into()),
            ("public", matches!(row.standing, Standing::Public { .. }).into()),
            ("amount", amount.unwrap_or_else(|| self.blank("row.amount"))),
            ("address", self.given("row.address", address)),
            ("evaluated", row.evaluated.into()),
            (
                "not_evaluated_reason",
                self.given("row.not_evaluated_reason", row.not_evaluated_reason.as_ref()),
            ),
        ]);
        fields.extend(self.ground("row", ground));
        fields
    }

    /// Returns the figure called `name` in its element, or `None` where it has no value.
    fn amount(&self, name: &str) -> Option<tera::Value> {
        let figure = self.figures.get(name).filter(|figure| figure.value.is_printable())?;
        let mut markup = String::new();
        push_quote(&mut markup, name, &figure.text);
        Some(tera::Value::safe_string(&markup))
    }

    /// Returns the review, which is empty in every document but its own.
    pub(super) fn review(&self) -> Fields {
        let review = self.beside.review;
        let groups = review.iter().flat_map(|review| review.groups());
        let groups: Vec<Fields> = groups.map(|group| self.group(&group)).collect();
        let totals: Vec<Fields> =
            review.iter().flat_map(|review| &review.totals).map(total).collect();
        let remarks = review.iter().flat_map(|review| &review.remarks);
        let remarks: Vec<Fields> = remarks.map(|remark| self.remark(remark)).collect();
        let counts = review.map(Review::counts).filter(|counts| !counts.is_empty());
        Fields::from([
            ("counts", self.given("review.counts", counts.as_ref())),
            ("withheld", groups.into()),
            ("totals", totals.into()),
            ("remarks", remarks.into()),
        ])
    }

    fn group(&self, group: &ReviewGroup) -> Fields {
        let mut fields = Fields::from([
            ("kind_label", group.kind.name().into()),
            ("label", group.labels.as_str().into()),
            ("follows", group.follows.into()),
            ("place", group.places.as_str().into()),
        ]);
        fields.extend(self.ground("item", group.ground));
        fields
    }

    fn remark(&self, remark: &Remark) -> Fields {
        let place = remark.place.as_ref().map(|place| in_file(place).to_owned());
        Fields::from([
            ("code", remark.code.into()),
            ("message", remark.message.as_str().into()),
            ("place", self.given("remark.place", place.as_ref())),
        ])
    }

    /// Returns the parts of a ground.
    fn ground(
        &self,
        record: &str,
        ground: Option<WithholdingGround>,
    ) -> [(&'static str, tera::Value); 3] {
        let part = |field: &str, text: Option<&'static str>| match text {
            Some(text) => text.into(),
            None => self.blank(&format!("{record}.{field}")),
        };
        [
            ("ground_label", part("ground_label", ground.map(WithholdingGround::name))),
            ("article", part("article", ground.map(WithholdingGround::article))),
            ("clause", part("clause", ground.map(WithholdingGround::clause))),
        ]
    }

    pub(super) fn given(&self, path: &str, text: Option<&String>) -> tera::Value {
        text.map_or_else(|| self.blank(path), |text| text.as_str().into())
    }

    /// Marks the gap of a part that a row does not have.
    fn blank(&self, path: &str) -> tera::Value {
        let finding = Diagnostic::new(Code::UNKNOWN_VARIABLE, format!("有的行没有 {path}"))
            .help(format!("在模板里先判断：{{% if {path} is given %}}"));
        self.gaps.mark(Gap::Fault(finding))
    }
}

/// Returns a place without the folders before the file's name: a paper is the same wherever its filing
/// lies.
fn in_file(place: &str) -> &str {
    let name = Path::new(place).file_name().and_then(OsStr::to_str);
    name.unwrap_or(place)
}

fn total(total: &TotalPair) -> Fields {
    Fields::from([
        ("label", total.label.as_str().into()),
        ("full", total.full.as_str().into()),
        ("public", total.public.as_str().into()),
    ])
}
