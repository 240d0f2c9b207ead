//! The rows of the disclosure register (公开登记表): the department's, then one for each project.

use crate::edition::Edition;
use crate::form::Totals;
use crate::model::{Disclosure, WithholdingGround};

/// The figure that the department's row gives.
const DEPARTMENT_AMOUNT: &str = "department.final";

/// The disclosure register of one filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// The name of the edition whose projects it lists: `full` or `public`.
    pub edition: &'static str,
    /// What the department's amount is.
    pub totals: Totals,
    /// What is said of a department's amount that lacks withheld projects; `None` where none is
    /// withheld.
    pub omission: Option<String>,
    /// The rows in order, the department's first.
    pub rows: Vec<RegisterRow>,
}

/// One row of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// The department's or the project's name.
    pub name: String,
    /// Whether it is published.
    pub standing: Standing,
    /// Whether it was evaluated.
    pub evaluated: bool,
    /// Why it was not, if that is said.
    pub not_evaluated_reason: Option<String>,
}

/// Whether something is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Public {
        /// The name of the figure of the public edition that holds the amount: 决算数.
        amount: String,
        /// Where it is published: the address, else the channel.
        address: Option<String>,
    },
    /// It is not, on a ground; `None` where none is named.
    Withheld(Option<WithholdingGround>),
}

/// Returns the register of the projects that the edition `listed` has, with the amounts that the
/// `public` edition prints.
///
/// A register of the full edition has a row for every project, also for those that are withheld; one
/// of the public edition has none of them.
pub fn register(listed: &Edition, public: &Edition) -> Register {
    let filing = listed.filing();
    let address = address(&filing.disclosure);
    let published =
        |amount: String| Standing::Public { amount, address: address.map(ToOwned::to_owned) };
    let department = RegisterRow {
        name: "部门整体".to_owned(),
        standing: published(DEPARTMENT_AMOUNT.to_owned()),
        evaluated: true,
        not_evaluated_reason: None,
    };
    let projects = filing.projects.iter().map(|project| RegisterRow {
        name: project.name.value.clone(),
        standing: match &project.withholding {
            Some(withholding) => {
                Standing::Withheld(withholding.ground.as_ref().map(|ground| ground.value))
            }
            None => published(format!("project.{}.final", project.id.value)),
        },
        evaluated: project.evaluated,
        not_evaluated_reason: project
            .not_evaluated_reason
            .as_ref()
            .map(|reason| reason.value.clone()),
    });
    let rows = std::iter::once(department).chain(projects).collect();
    Register {
        edition: listed.key(),
        totals: public.totals(),
        omission: public.omission().map(ToOwned::to_owned),
        rows,
    }
}

impl Register {
    /// Returns whether something on the register is not published.
    pub fn has_withheld(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.standing, Standing::Withheld(_)))
    }
}

/// Returns where the results are published: the address, else the channel.
fn address(disclosure: &Disclosure) -> Option<&str> {
    let place = disclosure.url.as_ref().or(disclosure.channel.as_ref());
    place.map(|place| place.value.as_str())
}
