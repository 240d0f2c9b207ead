//! A small filing for the tests of this module, loaded as any other.

use crate::edition::Edition;
use crate::figures::{self, Figures};
use crate::form;
use crate::model;
use crate::source::{Opened, Sources};

const FILING: &str = "\
form: changli
fiscal_year: 2024
amount_unit: 万元
department: { name: 云岭县档案馆 }
budget:
  department: { initial: 0, adjusted: 12.5, final: 12.5 }
projects:
  - { id: P-01, name: 扫描, budget_kind: general_public, adjusted: 12.5, score: 95 }
";

/// Returns the figures of the small filing.
pub(super) fn figures() -> Figures {
    let mut sources = Sources::new();
    let file = sources.add("filing.yaml", FILING);
    let opened = Opened { files: vec![file], faults: Vec::new() };
    let (filing, faults) = model::load(&sources, &opened);
    let filing = filing.unwrap_or_else(|| panic!("it loads: {faults:?}"));
    let form = form::load(&mut sources, &filing.form, None).expect("the form is the program's own");
    figures::compute(&Edition::full(filing), &form)
}
