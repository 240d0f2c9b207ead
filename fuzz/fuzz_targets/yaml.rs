//! Arbitrary text as the file of a filing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::diagnostic::{render_concise, render_full};
use ziping::model;
use ziping::source::{Opened, Sources};

fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let file = sources.add("filing.yaml", text);
    let opened = Opened { files: vec![file], faults: Vec::new() };
    let (_filing, diagnostics) = model::load(&sources, &opened);
    render_full(&sources, &diagnostics, false);
    render_concise(&sources, &diagnostics);
});
