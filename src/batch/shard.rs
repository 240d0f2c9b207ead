//! A fixed share of the filings: which of them one machine of many takes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One of several shares, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Shard {
    index: u32,
    count: u32,
}

/// Why a text names no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("应写成 第几份/共几份，从 1 数起，如 1/3")]
pub struct ShardError;

impl Shard {
    /// Everything.
    pub const WHOLE: Self = Self { index: 1, count: 1 };

    /// Returns share `index` of `count`; `None` where there is no such share.
    pub fn new(index: u32, count: u32) -> Option<Self> {
        (1..=count).contains(&index).then_some(Self { index, count })
    }

    /// Returns which share it is, counted from 1.
    pub fn index(self) -> u32 {
        self.index
    }

    /// Returns how many shares there are.
    pub fn count(self) -> u32 {
        self.count
    }

    /// Returns whether the filing called `name` is in this share: by the SHA-256 of its path below
    /// the root, so that a filing stays in its share whatever comes and goes beside it.
    pub fn takes(self, name: &str) -> bool {
        let hash = Sha256::digest(name.as_bytes());
        let number = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.count) == u64::from(self.index - 1)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.index, self.count)
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

impl TryFrom<String> for Shard {
    type Error = ShardError;

    fn try_from(text: String) -> Result<Self, ShardError> {
        text.parse()
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let (index, count) = text.split_once('/').ok_or(ShardError)?;
        let number = |text: &str| text.parse::<u32>().map_err(|_| ShardError);
        Self::new(number(index)?, number(count)?).ok_or(ShardError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filing_is_in_one_share() {
        for number in 0..200 {
            let name = format!("教育局/第{number}小学");
            let takers = (1..=7).filter(|i| Shard::new(*i, 7).unwrap().takes(&name)).count();
            assert_eq!(takers, 1, "{name}");
            assert!(Shard::WHOLE.takes(&name));
        }
        let first = Shard::new(1, 3).unwrap();
        let taken = (0..300).filter(|number| first.takes(&format!("{number}"))).count();
        assert!((70..130).contains(&taken), "{taken}");
    }

    #[test]
    fn a_share_is_written_as_two_numbers() {
        assert_eq!("2/3".parse(), Ok(Shard::new(2, 3).unwrap()));
        assert_eq!(Shard::new(2, 3).unwrap().to_string(), "2/3");
        for text in ["", "1", "0/3", "4/3", "1/0", "a/b", "1/3/4", "-1/3"] {
            assert_eq!(text.parse::<Shard>(), Err(ShardError), "{text}");
        }
    }
}
