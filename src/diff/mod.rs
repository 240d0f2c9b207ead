//! Two editions of a filing compared: what belongs together is found by identity first.

mod blocks;
mod likeness;
mod rows;
mod sequence;

pub use blocks::{PlacedBlock, align_blocks};
pub use rows::align_rows;
pub use sequence::Aligned;
