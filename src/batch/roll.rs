//! The roll of a county's filings: who is clean, who is returned, who is missing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A filing that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed<'a> {
    /// The department; the filing's path where it does not tell.
    pub name: &'a str,
    /// Another name that it may be expected under: the last part of its path.
    pub folder: &'a str,
    /// How it stands.
    pub standing: Standing,
}

/// How a filing stands with the bureau.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was found that somebody must look at.
    Clean,
    /// Accepted; something is to be explained.
    Questioned,
    /// To be mended.
    Returned,
    /// A filing of the same year and department comes first.
    Doubled,
    /// The program came to no end with it.
    Undecided,
}

/// Who is clean, who is returned, who is missing, by name, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roll {
    /// Accepted with nothing to explain.
    pub clean: Vec<String>,
    /// Accepted, with warnings.
    pub questioned: Vec<String>,
    /// Returned to be mended.
    pub returned: Vec<String>,
    /// Handed in a second time.
    pub doubled: Vec<String>,
    /// Neither accepted nor returned, since the program failed.
    pub undecided: Vec<String>,
    /// Expected and not handed in; `None` where nobody said who is expected, or in a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Vec<String>>,
    /// Handed in and not expected, which a mistyped name is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unexpected: Option<Vec<String>>,
}

impl Roll {
    /// Returns the roll of `handed`, which are in order, against who is `expected`.
    pub fn of(handed: &[Handed<'_>], expected: Option<&[String]>) -> Self {
        let of = |standing| {
            let of = handed.iter().filter(|handed| handed.standing == standing);
            of.map(|handed| handed.name.to_owned()).collect()
        };
        let names: BTreeSet<&str> = handed.iter().flat_map(|one| [one.name, one.folder]).collect();
        let missing = expected.map(|expected| {
            expected.iter().filter(|name| !names.contains(name.as_str())).cloned().collect()
        });
        let unexpected = expected.map(|expected| {
            let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
            let is_new = |one: &&Handed<'_>| {
                !expected.contains(one.name) && !expected.contains(one.folder)
            };
            handed.iter().filter(is_new).map(|handed| handed.name.to_owned()).collect()
        });
        Self {
            clean: of(Standing::Clean),
            questioned: of(Standing::Questioned),
            returned: of(Standing::Returned),
            doubled: of(Standing::Doubled),
            undecided: of(Standing::Undecided),
            missing,
            unexpected,
        }
    }

    /// Returns the lists that have names in them, each with what it is called.
    pub fn lists(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        let lists = [
            ("没有问题", Some(&self.clean)),
            ("通过，有待说明", Some(&self.questioned)),
            ("退回修改", Some(&self.returned)),
            ("重复报送", Some(&self.doubled)),
            ("没有审完", Some(&self.undecided)),
            ("没有报送", self.missing.as_ref()),
            ("不在名单上", self.unexpected.as_ref()),
        ];
        let lists = lists.into_iter().filter_map(|(name, list)| Some((name, list?.as_slice())));
        lists.filter(|(_name, list)| !list.is_empty())
    }
}
