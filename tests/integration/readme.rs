//! The commands that the readers of a README copy: they run as they stand.

use std::fs;

use crate::harness::{Workplace, project_file};

/// Returns the commands of the one block of `text` that reviews a public edition.
fn commands(text: &str) -> Vec<String> {
    let block = text
        .split("```")
        .find(|block| block.trim_start().starts_with("ziping diff --editions"))
        .unwrap();
    block.trim().lines().map(ToOwned::to_owned).collect()
}

#[test]
fn the_commands_of_the_public_edition_run_word_for_word() {
    let [english, chinese] = ["README.md", "README.zh-CN.md"]
        .map(|name| commands(&fs::read_to_string(project_file(name)).unwrap()));
    assert_eq!(english, chinese);
    assert_eq!(english.len(), 4);
    let place = Workplace::with_filing("examples/public");
    fs::create_dir(place.path("examples")).unwrap();
    fs::rename(place.path("filing"), place.path("examples/public")).unwrap();
    for command in &english {
        let words: Vec<_> = command.split(' ').skip(1).collect();
        let outcome = place.run(&words);
        assert_eq!(outcome.status, 0, "{command}: {}", outcome.stderr);
    }
    let written = place.files("output/2023-青河县民政局");
    assert_eq!(written.len(), 6 + 2 + 3, "two editions with their records, review and register");
}
