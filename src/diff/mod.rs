//! Two editions of a filing compared: what belongs together is found by identity first.
//!
//! Figures are compared by name and traced to the keys of the YAML that changed them, projects by id
//! and then by name, the report block by block.

mod sequence;
mod likeness;
mod blocks;
mod rows;
mod pieces;
mod runs;
mod table;
mod merge;
mod projects;
mod figures;
mod causes;
mod passages;
mod changes;
mod words;
mod noted;
mod text;
mod json;
mod summary;

pub use blocks::{PlacedBlock, align_blocks};
pub use causes::Cause;
pub use changes::{AdjustmentChange, Changes, compare};
pub use figures::{Difference, FigureChange};
pub use merge::merge;
pub use passages::{LineChange, PassageChange, PassageKind};
pub use projects::{FieldChange, Identified, ProjectChange};
pub use rows::align_rows;
pub use sequence::Aligned;
