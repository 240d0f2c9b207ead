//! What became of one filing of a batch.

use serde::{Deserialize, Serialize};

use super::facts::Facts;

/// What became of one filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its path below the root.
    pub filing: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The department; `None` where the filing cannot be understood.
    pub department: Option<String>,
    /// The finance authority that it is handed to.
    pub finance_authority: Option<String>,
    /// The budget year.
    pub fiscal_year: Option<i16>,
    /// The folder with its files, below the output folder.
    pub folder: Option<String>,
    /// The files of the answer to it, without their extensions, below the output folder; `None` where
    /// none was asked for or made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// How many findings there are.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
    /// What stands in the way, a line each, in Chinese; the first twenty.
    pub reasons: Vec<String>,
    /// The figures that a summary is made from, by name, as exact text.
    pub facts: Facts,
}

/// How a filing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its files are there, written now or by an earlier run.
    Built,
    /// Findings at error level stood in the way.
    Returned,
    /// Another filing of the same year and department comes first.
    Clash,
    /// It cannot be read.
    Unreadable,
    /// Its files cannot be written.
    Unwritten,
    /// The program itself failed on it.
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 6] =
        [Self::Built, Self::Returned, Self::Clash, Self::Unreadable, Self::Unwritten, Self::Failed];

    /// Returns what it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Built => "已生成",
            Self::Returned => "有错误，退回",
            Self::Clash => "与另一份重复",
            Self::Unreadable => "无法读取",
            Self::Unwritten => "无法写出",
            Self::Failed => "程序出错",
        }
    }
}

impl Entry {
    /// Says that `owner` writes the same report and comes first.
    pub(super) fn yield_to(&mut self, owner: &str) {
        self.outcome = Outcome::Clash;
        let reason = format!("与“{owner}”的年度和部门名称相同，会写出同样的文件；本份未写出");
        self.reasons = vec![reason];
    }

    /// Says that the answer to it could not be written.
    pub(super) fn lacks_answer(&mut self, reason: &str) {
        if self.outcome == Outcome::Built {
            self.outcome = Outcome::Unwritten;
        }
        self.reasons.insert(0, format!("审核意见表没有写出：{reason}"));
    }

    /// Returns an entry of which nothing is known but how it ended and why.
    pub(super) fn of_fault(filing: &str, outcome: Outcome, reason: String) -> Self {
        Self {
            filing: filing.to_owned(),
            outcome,
            department: None,
            finance_authority: None,
            fiscal_year: None,
            folder: None,
            answer: None,
            errors: 0,
            warnings: 0,
            notes: 0,
            reasons: vec![reason],
            facts: Facts::new(),
        }
    }
}
