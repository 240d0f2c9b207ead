//! Each example of a fault gives its message at its place, exit 1, and leaves earlier output alone.

use std::fs;

use crate::agreement::broken_examples;
use crate::harness::Workplace;

/// What is a fault of the public edition only.
const PUBLIC: [&str; 3] = ["D503", "D505", "D506"];

#[test]
fn every_fault_has_its_code_its_place_and_its_words() {
    let examples = broken_examples();
    assert!(examples.len() >= 15, "one folder a fault");
    for example in examples {
        let name = example.file_name().unwrap().to_str().unwrap().to_owned();
        let expected = fs::read_to_string(example.join("expected.txt")).unwrap();
        let [code, place, words] =
            expected.lines().collect::<Vec<_>>().try_into().expect("code, place, words");
        let workplace = Workplace::empty();
        workplace.write("out/earlier.txt", "as it was");
        let before = workplace.files("out");

        let path = example.to_str().unwrap();
        // A fault of a template stands in a template of the example's own.
        let templates = example.join("templates");
        let templates = templates.is_dir().then(|| templates.to_str().unwrap().to_owned());
        let templates: Vec<&str> =
            templates.iter().flat_map(|folder| ["--templates", folder.as_str()]).collect();
        let edition = if PUBLIC.contains(&code) { &["--edition", "public"][..] } else { &[] };
        let run = |arguments: &[&str]| workplace.run(&[arguments, edition, &templates].concat());
        let check = run(&["check", path, "--output-format", "concise"]);
        assert_eq!(check.status, 1, "{name}: {check:?}");
        let line = check.stdout.lines().find(|line| line.contains(&format!("[{code}]")));
        let line = line.unwrap_or_else(|| panic!("{name}: no {code} in\n{}", check.stdout));
        assert!(line.contains(&format!("/{place}: ")), "{name}: {place} is not in {line}");
        assert!(line.contains(words), "{name}: {words} is not in {line}");
        let errors = check.stdout.lines().filter(|line| line.contains("错误[")).count();
        assert_eq!(errors, 1, "{name}: exactly one fault\n{}", check.stdout);

        let build = run(&["build", path, "--out", "out"]);
        assert_eq!((build.status, build.stdout.as_str()), (1, ""), "{name}: {build:?}");
        assert!(build.stderr.contains(words), "{name}: {}", build.stderr);
        assert_eq!(workplace.files("out"), before, "{name}");
    }
}
