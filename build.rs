//! Tells cargo which embedded files the program is made from, besides its code.

#![expect(clippy::print_stdout, reason = "cargo reads its instructions there")]

fn main() {
    for folder in ["templates", "docs/checks"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
