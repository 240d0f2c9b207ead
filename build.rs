//! Tells cargo which embedded files the program is made from, besides its code.

fn main() {
    for folder in ["templates", "docs/checks"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
