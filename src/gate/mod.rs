//! The gate: written files are read back and searched for what their edition leaves out.
//!
//! Readers make passages of a file (`word`, `sheet`, `html`, `json`, `plain`); text is folded to one
//! writing, so that a value is the same characters however a file writes it.

mod amounts;
mod fold;
mod html;
mod json;
mod markup;
mod needles;
mod numerals;
mod package;
mod passage;
mod pdf;
mod plain;
mod prove;
mod public;
mod read;
mod search;
mod sheet;
mod versions;
mod word;
mod xml;

pub use prove::{Exempt, Hit, Proof, UnreadFile, prove};
pub use public::Public;
