//! The filings of a batch as a county's summary takes them.

use super::facts;
use super::{Entry, Outcome, Summary};
use crate::county::{Ending, Submission};

/// A batch whose filings cannot be summed up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SummaryError {
    /// A batch of the public edition.
    #[error("汇总只用完整版的数字：去掉 --edition public，再用 --summary")]
    Public,
    /// One share of a batch.
    #[error("第 {0} 份只是一部分：各份都生成后，用 --merge 合并时再写 --summary")]
    Share(super::Shard),
    /// A fact that this program never writes.
    #[error("“{filing}”的 {name} 不能是“{text}”：汇总文件被改动过，请重新生成")]
    Fact {
        /// The filing.
        filing: String,
        /// The figure's name.
        name: String,
        /// What stands there.
        text: String,
    },
    /// No filing of which the year is known.
    #[error("没有一份填报数据能读出年度，无法汇总；请先改正退回的数据")]
    NoYear,
}

impl Summary {
    /// Returns the filings of a whole batch of the full edition, ready to be summed up.
    ///
    /// # Errors
    /// When it is another batch, when a fact is none, or when no filing has a year.
    pub fn submissions(&self) -> Result<Vec<Submission>, SummaryError> {
        if self.edition != "full" {
            return Err(SummaryError::Public);
        }
        if self.shard != super::Shard::WHOLE {
            return Err(SummaryError::Share(self.shard));
        }
        let submissions = self.filings.iter().map(submission).collect::<Result<Vec<_>, _>>()?;
        if submissions.iter().all(|submission| submission.fiscal_year.is_none()) {
            return Err(SummaryError::NoYear);
        }
        Ok(submissions)
    }
}

fn submission(entry: &Entry) -> Result<Submission, SummaryError> {
    let fact = |name: &str, text: &str| match facts::read(name, text) {
        Some(value) => Ok((name.to_owned(), value)),
        None => Err(SummaryError::Fact {
            filing: entry.filing.clone(),
            name: name.to_owned(),
            text: text.to_owned(),
        }),
    };
    let count = |number| u64::try_from(number).unwrap_or(u64::MAX);
    Ok(Submission {
        filing: entry.filing.clone(),
        department: entry.department.clone(),
        fiscal_year: entry.fiscal_year,
        finance_authority: entry.finance_authority.clone(),
        ending: match entry.outcome {
            Outcome::Built => Ending::Counted,
            Outcome::Returned => Ending::Returned,
            Outcome::Clash => Ending::Duplicate,
            Outcome::Unreadable => Ending::Unreadable,
            Outcome::Unwritten | Outcome::Failed => Ending::Failed,
        },
        errors: count(entry.errors),
        warnings: count(entry.warnings),
        reason: entry.reasons.first().cloned(),
        facts: entry.facts.iter().map(|(name, text)| fact(name, text)).collect::<Result<_, _>>()?,
    })
}
