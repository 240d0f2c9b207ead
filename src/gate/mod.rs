//! The gate's reading of text: one writing for all widths, and numbers in every written form.
//!
//! Nothing reads files back yet. What will search them for withheld values begins here, so that a
//! value is the same characters however a file writes it.

#![cfg_attr(not(test), expect(dead_code, reason = "the readers of files come next"))]

mod amounts;
mod fold;
mod passage;
