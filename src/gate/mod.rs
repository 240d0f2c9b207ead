//! The gate: written files are read back and searched for what their edition leaves out.
//!
//! Readers make passages of a file (`word`, `sheet`, `html`, `json`, `plain`); text is folded to one
//! writing, so that a value is the same characters however a file writes it.

#![cfg_attr(not(test), expect(dead_code, reason = "the search comes next"))]

mod amounts;
mod fold;
mod html;
mod json;
mod markup;
mod package;
mod passage;
mod plain;
mod read;
mod sheet;
mod versions;
mod word;
mod xml;
