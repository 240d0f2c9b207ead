//! Many filings at once: finding them, sharing them out, building each, and what became of all.
//!
//! One filing's faults stop no other. What a run amounts to does not depend on the number of jobs,
//! on how the filings are shared out, or on what an earlier run had written already.

mod walk;
mod shard;
mod facts;
mod entry;
mod run;
mod claims;
mod roll;
mod summary;
mod county;

pub use county::SummaryError;
pub use entry::{Entry, Outcome};
pub use facts::FACTS;
pub use roll::{Roll, departments};
pub use run::{Batch, BatchError, Done, Sink};
pub use shard::{Shard, ShardError};
pub use summary::{MergeError, Summary};
pub use walk::{Found, find};
