//! Sums of a few filings, worked by hand.

use super::*;
use crate::figures::Value;
use crate::form;
use crate::form::Form;
use crate::quantity::{Amount, AmountUnit, Score};
use crate::source::{Sources, Span, Spanned};

fn county_form() -> Form {
    let mut sources = Sources::new();
    let source = sources.add("test", "county");
    let span = Span { source, start: 0, end: 6 };
    let name = Spanned { value: "county".to_owned(), span };
    form::load(&mut sources, &name, None).expect("the form is the program's own")
}

fn submission(name: &str, score: Option<&str>, last: Option<&str>) -> Submission {
    let amount = |text| Amount::parse(text, AmountUnit::Yuan).expect("plain decimal text");
    let score = score.map(|text| Value::Score(Score::parse(text).expect("a score")));
    let last = last.map(|text| Value::Amount(amount(text)));
    let facts = [("overall_score", score), ("department.final", last)];
    let facts = facts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Submission {
        filing: name.to_owned(),
        department: Some(name.to_owned()),
        fiscal_year: Some(2023),
        finance_authority: Some("财政局".to_owned()),
        ending: Ending::Counted,
        errors: 0,
        warnings: 0,
        reason: None,
        facts: facts.collect(),
    }
}

#[test]
fn what_some_lack_is_in_no_sum_and_is_said() {
    let submissions = [
        submission("乙", None, Some("0.10")),
        submission("甲", Some("80"), Some("0.20")),
        submission("丙", Some("80.00"), None),
    ];
    let [county] = &County::by_year(&submissions, &county_form())[..] else {
        panic!("one year");
    };
    let value = |name| county.figure(name).map(|figure| figure.value);
    assert_eq!(value("department.final"), Amount::of_fen(30).map(Value::Amount));
    assert_eq!(value("department.initial"), Some(Value::Absent));
    assert_eq!(value("scored_count"), Some(Value::Count(2)));
    let lacking = |label| {
        let found = county.lacking.iter().find(|lacking| lacking.label == label);
        found.map(|lacking| lacking.departments)
    };
    assert_eq!((lacking("部门决算数"), lacking("部门年初预算数")), (Some(1), Some(3)));
    // One score is one rank, in the order of the names; without a score there is none.
    let rows = county.departments.iter().map(|department| {
        let text = |field| department.figure(field).text.as_str();
        (text(RowField::Rank), department.name.as_str(), text(RowField::Grade))
    });
    assert_eq!(rows.collect::<Vec<_>>(), [("1", "丙", "良"), ("1", "甲", "良"), ("", "乙", "")]);
}

#[test]
fn nobody_sums_to_nothing_and_authorities_that_differ_are_none() {
    let mut returned = submission("甲", Some("80"), Some("1"));
    returned.ending = Ending::Returned;
    let other = Submission { finance_authority: Some("另一局".to_owned()), ..returned.clone() };
    let counties = County::by_year(&[returned, other], &county_form());
    assert_eq!(counties[0].finance_authority, None);
    let value = |name| counties[0].figure(name).map(|figure| figure.value);
    assert_eq!(value("department.final"), Some(Value::Amount(Amount::ZERO)));
    assert_eq!(value("coverage_rate"), Some(Value::ZeroOfZero));
    assert_eq!(value("returned_count"), Some(Value::Count(2)));
}
