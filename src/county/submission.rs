//! One filing as the summary takes it: how it ended, and the figures that it brings.

use std::collections::BTreeMap;

use crate::figures::Value;

/// One filing of a county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Its path below the county's folder.
    pub filing: String,
    /// The department; `None` where the filing cannot be understood.
    pub department: Option<String>,
    /// The budget year; `None` where it cannot be understood.
    pub fiscal_year: Option<i16>,
    /// The finance authority that it is handed to.
    pub finance_authority: Option<String>,
    /// How it ended.
    pub ending: Ending,
    /// How many errors were found in it.
    pub errors: u64,
    /// How many warnings.
    pub warnings: u64,
    /// What stands in its way, in Chinese.
    pub reason: Option<String>,
    /// Its figures by name.
    pub facts: BTreeMap<String, Value>,
}

impl Submission {
    /// Returns the department's name, or where there is none the filing's.
    pub fn name(&self) -> &str {
        self.department.as_deref().unwrap_or(&self.filing)
    }

    /// Returns the figure called `name`.
    pub fn fact(&self, name: &str) -> Value {
        self.facts.get(name).copied().unwrap_or(Value::Absent)
    }
}

/// How a filing ended, as far as the summary tells it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// It counts.
    Counted,
    /// Errors stand in its way, and it goes back to the department.
    Returned,
    /// Another filing of the same year and department counts.
    Duplicate,
    /// It cannot be read.
    Unreadable,
    /// Its report could not be made or written.
    Failed,
}

impl Ending {
    /// Every ending.
    pub const ALL: [Self; 5] =
        [Self::Counted, Self::Returned, Self::Duplicate, Self::Unreadable, Self::Failed];

    /// Returns its name in figures: `returned`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Returned => "returned",
            Self::Duplicate => "duplicate",
            Self::Unreadable => "unreadable",
            Self::Failed => "failed",
        }
    }

    /// Returns what it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Counted => "已汇总",
            Self::Returned => "退回",
            Self::Duplicate => "重复",
            Self::Unreadable => "无法读取",
            Self::Failed => "未能生成",
        }
    }
}
