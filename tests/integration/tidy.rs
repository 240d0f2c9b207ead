//! House rules that neither rustc nor Clippy can see.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use, besides the standard library and crates.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("quantity", &[]),
    ("privacy", &[]),
    ("document", &[]),
    ("form", &["source", "diagnostic", "quantity", "privacy", "document"]),
    ("model", &["source", "diagnostic", "quantity", "privacy"]),
    ("rollover", &["source"]),
    ("edition", &["source", "quantity", "privacy", "form", "model"]),
    ("figures", &["source", "diagnostic", "quantity", "form", "model", "edition"]),
    ("consolidation", &["source", "diagnostic", "quantity", "form", "model", "edition", "figures"]),
    ("disclosure", &["source", "diagnostic", "form", "model", "edition", "figures"]),
    ("county", &["quantity", "form", "figures"]),
    (
        "workbook",
        &[
            "source",
            "diagnostic",
            "quantity",
            "form",
            "model",
            "edition",
            "figures",
            "disclosure",
            "county",
        ],
    ),
    ("import", &["source", "diagnostic", "quantity", "model", "workbook"]),
    ("ledger", &["source", "diagnostic", "quantity", "model", "figures"]),
    ("inference", &["quantity"]),
    (
        "checks",
        &[
            "source",
            "diagnostic",
            "quantity",
            "privacy",
            "form",
            "model",
            "edition",
            "figures",
            "ledger",
            "inference",
        ],
    ),
    ("answer", &["source", "diagnostic", "model", "figures"]),
    (
        "template",
        &[
            "source",
            "diagnostic",
            "quantity",
            "document",
            "form",
            "model",
            "edition",
            "figures",
            "disclosure",
            "county",
            "answer",
        ],
    ),
    ("fonts", &["diagnostic", "document"]),
    ("layout", &["diagnostic", "document", "fonts"]),
    ("writer", &["diagnostic", "document", "fonts", "layout"]),
    ("record", &["source", "quantity", "document", "form", "model", "edition", "figures"]),
    ("gate", &["source", "diagnostic", "quantity", "model", "edition", "figures"]),
    ("diff", &["quantity", "document", "model", "figures", "record"]),
    (
        "pipeline",
        &[
            "source",
            "diagnostic",
            "quantity",
            "document",
            "form",
            "model",
            "edition",
            "figures",
            "consolidation",
            "disclosure",
            "county",
            "workbook",
            "import",
            "checks",
            "answer",
            "template",
            "fonts",
            "layout",
            "writer",
            "record",
            "gate",
            "diff",
            "rollover",
            "ledger",
        ],
    ),
    ("batch", &["figures", "county", "record", "pipeline"]),
    ("cli", &["source", "diagnostic", "pipeline", "batch"]),
];

/// The longest a file may be, in lines, tests included.
const MAX_LINES: usize = 600;

#[test]
fn modules_use_only_the_layers_below_them() {
    let allowed: BTreeMap<_, BTreeSet<_>> =
        LAYERS.iter().map(|(module, uses)| (*module, uses.iter().copied().collect())).collect();
    let mut faults = Vec::new();
    for path in rust_files("src") {
        // What tests go through to have something to test says nothing of the layers.
        if path.ends_with("tests.rs") {
            continue;
        }
        let Some(module) = top_module(&path) else { continue };
        let allowed = &allowed[module.as_str()];
        let text = fs::read_to_string(&path).unwrap();
        for (index, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for tail in code.split("crate::").skip(1) {
                let used: String =
                    tail.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                if used != module && !allowed.contains(used.as_str()) {
                    faults.push(format!("{}:{}: {module} uses {used}", path.display(), index + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn files_open_with_a_sentence_and_stay_short() {
    let mut faults = Vec::new();
    for path in rust_files("src").into_iter().chain(rust_files("tests")) {
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with("//! ") {
            faults.push(format!("{}: the first line must be a `//!` sentence", path.display()));
        }
        let lines = text.lines().count();
        if MAX_LINES < lines {
            faults.push(format!("{}: {lines} lines, over {MAX_LINES}", path.display()));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Returns the top-level module that `path` belongs to, or `None` for the crate roots.
fn top_module(path: &Path) -> Option<String> {
    let name = path.strip_prefix("src").ok()?.iter().next()?.to_str()?.trim_end_matches(".rs");
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}

/// Returns the Rust files under `root`, in order.
fn rust_files(root: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut pending = vec![PathBuf::from(root)];
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
