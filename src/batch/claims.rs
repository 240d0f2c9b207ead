//! Which filing writes which report, where two have the same year and department.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many folders are written at the same time at most.
const LOCKS: usize = 64;

/// The reports that have been claimed, each by the first filing in the order of names.
///
/// Whoever comes first in that order has the report in the end, whatever the order of the work.
#[derive(Debug)]
pub(super) struct Claims {
    claimed: Mutex<BTreeMap<PathBuf, String>>,
    locks: Vec<Mutex<()>>,
}

/// A report that its filing may write.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    /// Whether a filing that comes later has had it in this run, and may have written it.
    pub(super) displaces: bool,
    _guard: MutexGuard<'a, ()>,
}

impl Claims {
    pub(super) fn new() -> Self {
        let locks = (0..LOCKS).map(|_| Mutex::new(())).collect();
        Self { claimed: Mutex::new(BTreeMap::new()), locks }
    }

    /// Claims `record` for `filing`; until the claim goes, nobody else writes beside it.
    ///
    /// # Errors
    /// With the name of the filing that comes first.
    pub(super) fn claim(&self, record: &Path, filing: &str) -> Result<Claim<'_>, String> {
        let bytes = record.as_os_str().as_encoded_bytes();
        let place = bytes
            .iter()
            .fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
        let lock = self.locks.get(place % LOCKS).map(Mutex::lock);
        let guard = lock.expect("the remainder is a place").unwrap_or_else(PoisonError::into_inner);
        let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
        match claimed.get(record) {
            Some(earlier) if earlier.as_str() < filing => Err(earlier.clone()),
            _ => {
                let earlier = claimed.insert(record.to_owned(), filing.to_owned());
                Ok(Claim { displaces: earlier.is_some(), _guard: guard })
            }
        }
    }

    /// Returns the filing that has `record` in the end.
    pub(super) fn owner(&self, record: &Path) -> Option<String> {
        let claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
        claimed.get(record).cloned()
    }
}
