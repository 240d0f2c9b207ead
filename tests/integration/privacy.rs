//! Personal data in the genre's sentences: what is found, what is spared, what a mask hides.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proptest::prelude::*;
use ziping::privacy::{Names, PersonalDatum, detect, mask, mask_all};

const FOLDER: &str = "tests/cases/personal-data";

/// A sentence with a datum in it.
struct Case {
    kind: String,
    datum: String,
    sentence: String,
}

fn lines(name: &str) -> Vec<String> {
    let text = fs::read_to_string(format!("{FOLDER}/{name}")).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

fn cases(name: &str) -> Vec<Case> {
    let read = |line: String| {
        let [kind, datum, sentence] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        assert!(sentence.contains(datum), "{line}");
        Case { kind: kind.to_owned(), datum: datum.to_owned(), sentence: sentence.to_owned() }
    };
    lines(name).into_iter().map(read).collect()
}

fn people() -> Names {
    let people = lines("people.txt");
    Names::new(people.iter().map(String::as_str))
}

/// How often a kind was right, missed, and found where it is not.
#[derive(Default)]
struct Tally {
    right: usize,
    missed: usize,
    wrong: usize,
}

#[test]
fn every_kind_is_found_and_its_look_alikes_are_spared() {
    let names = people();
    let (positives, misses) = (cases("positives.txt"), cases("known-misses.txt"));
    let look_alikes = lines("look-alikes.txt");
    assert!(220 <= positives.len() && 220 <= look_alikes.len());
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut expected: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for case in positives.iter().chain(&misses) {
        expected.entry(&case.sentence).or_default().insert((&case.kind, &case.datum));
    }
    for (sentence, expected) in &expected {
        let found: Vec<_> = detect(sentence, &names)
            .into_iter()
            .map(|found| (found.kind.key(), &sentence[found.range]))
            .collect();
        for (kind, datum) in expected {
            let tally = tallies.entry(kind).or_default();
            if found.contains(&(kind, datum)) {
                tally.right += 1;
            } else {
                tally.missed += 1;
                faults.push(format!("missed {kind} {datum}: {sentence} {found:?}"));
            }
        }
        // What is found with words around it is a miss, and no second fault.
        let apart =
            |(_, found): &&(&str, &str)| !expected.iter().any(|(_, datum)| found.contains(datum));
        for (kind, datum) in found.iter().filter(apart) {
            tallies.entry(kind).or_default().wrong += 1;
            faults.push(format!("wrong {kind} {datum}: {sentence}"));
        }
    }
    for line in &look_alikes {
        let (_, sentence) = line.split_once('\t').unwrap();
        for found in detect(sentence, &names) {
            tallies.entry(found.kind.key()).or_default().wrong += 1;
            faults.push(format!("wrong {} {}: {line}", found.kind.key(), &sentence[found.range]));
        }
    }
    let table: Vec<String> = tallies
        .iter()
        .map(|(kind, Tally { right, missed, wrong })| format!("{kind} {right} {missed} {wrong}"))
        .collect();
    println!("kind right missed wrong\n{}\n{}", table.join("\n"), faults.join("\n"));
    // The misses are those listed, and nothing is found that is not there.
    let missed: usize = tallies.values().map(|tally| tally.missed).sum();
    let wrong: usize = tallies.values().map(|tally| tally.wrong).sum();
    assert_eq!((missed, wrong), (misses.len(), 0), "\n{}", faults.join("\n"));
    for kind in PersonalDatum::ALL {
        let tally = &tallies[kind.key()];
        assert!(15 <= tally.right, "{} has too few cases", kind.key());
        assert!(100 * tally.right >= 90 * (tally.right + tally.missed), "{}", kind.key());
    }
}

#[test]
fn the_known_misses_are_still_missed() {
    let names = people();
    for case in cases("known-misses.txt") {
        let found = detect(&case.sentence, &names);
        let is_found = found.iter().any(|found| case.sentence[found.range.clone()] == case.datum);
        assert!(!is_found, "found now, so it belongs into positives.txt: {}", case.sentence);
    }
}

#[test]
fn a_mask_hides_every_datum_of_the_cases() {
    let names = people();
    for case in cases("positives.txt") {
        let masked = mask_all(&case.sentence, &names, &PersonalDatum::ALL);
        assert!(!masked.contains(&case.datum), "{masked}");
        assert_eq!(detect(&masked, &names), Vec::new(), "{masked}");
    }
}

#[test]
fn only_the_kinds_asked_for_are_masked() {
    let text = "联系人江澜，电话13803351276。";
    let masked = mask_all(text, &people(), &[PersonalDatum::Phone]);
    assert_eq!(masked, "联系人江澜，电话138****1276。");
}

#[test]
fn a_value_that_may_be_published_is_spared_however_it_is_written() {
    let names = people().sparing(["0335-2021156"]);
    assert_eq!(detect("监督电话：（0335）2021156。", &names), Vec::new());
    assert_eq!(detect("监督电话：0335-2021157。", &names).len(), 1);
}

/// Texts of the characters that the detectors look at.
fn texts() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "1",
        "3",
        "62",
        "0335",
        "2986613",
        "13803351276",
        "130322",
        "19800101",
        "X",
        "x",
        "-",
        " ",
        "　",
        "\u{200b}",
        "（",
        "）",
        "(",
        ")",
        ".",
        "@",
        "+86",
        "转",
        "电话",
        "账号",
        "：",
        "身份证",
        "冀",
        "C",
        "·",
        "镇",
        "村",
        "组",
        "号",
        "楼",
        "单元",
        "室",
        "江",
        "澜",
        "路",
        "５",
        "元",
        "二",
        "第",
        "，",
    ]);
    proptest::collection::vec(
        prop_oneof![9 => pieces.prop_map(str::to_owned), 1 => ".{1,3}"],
        0..40,
    )
    .prop_map(|pieces| pieces.concat())
}

#[test]
fn published_reports_hold_nothing_personal() {
    let mut count = 0;
    for folder in ["data/changli-2023", "tests/cases/real", "tests/cases/reference"] {
        for path in yaml_files(folder) {
            count += 1;
            let text = fs::read_to_string(&path).unwrap();
            for line in text.lines() {
                let found = detect(line, &people());
                assert!(found.is_empty(), "{path}: {line} {found:?}");
            }
        }
    }
    assert!(10 <= count, "{count} files");
}

/// Returns the YAML files under `root`.
fn yaml_files(root: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut pending = vec![std::path::PathBuf::from(root)];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                files.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    files
}

proptest! {
    #[test]
    fn any_text_is_read_and_ranges_are_in_order_and_of_whole_characters(text in texts()) {
        let names = people();
        let mut end = 0;
        for found in detect(&text, &names) {
            prop_assert!(end <= found.range.start && found.range.start < found.range.end);
            prop_assert!(text.get(found.range.clone()).is_some());
            end = found.range.end;
            let datum = &text[found.range];
            prop_assert_ne!(&mask(found.kind, datum), datum);
        }
    }

    #[test]
    fn any_text_of_any_kind_can_be_masked(text in texts()) {
        for kind in PersonalDatum::ALL {
            let _ = mask(kind, &text);
        }
        let _ = mask_all(&text, &people(), &PersonalDatum::ALL);
    }
}
