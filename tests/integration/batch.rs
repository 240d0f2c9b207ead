//! `ziping batch`: the same files as single builds, whatever fails, stops or is shared out.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::harness::{Outcome, Workplace, project_file};

/// Returns the YAML of a small filing.
fn filing(department: &str, number: usize) -> String {
    format!(
        "form: changli\nfiscal_year: 2023\ndepartment: {{ name: {department} }}\n\
         evaluation: {{ completed_on: 2024-03-04, score: 96.5 }}\n\
         budget:\n  department: {{ initial: {0}, adjusted: {0}, final: {0} }}\n\
         projects:\n  - {{ id: P01, name: 校舍维修改造, initial: {0}, adjusted: {0}, final: {0}, score: 95 }}\n\
         narrative:\n  overall_achievement: [各项目标按期完成。]\n  project_achievement: [项目全部完工。]\n\
         \x20 overall_target_quality: [目标设定合理。]\n  project_target_quality: [指标明确。]\n\
         \x20 measures: [继续加强管理。]\n",
        100 + number,
    )
}

/// A county of `count` departments below `county/`, one of them two folders down.
fn county(count: usize) -> Workplace {
    let place = Workplace::empty();
    for number in 0..count {
        let folder =
            if number == 1 { "下属/第1局".to_owned() } else { format!("第{number}局") };
        let text = filing(&format!("青河县第{number}局"), number);
        place.write(&format!("county/{folder}/filing.yaml"), &text);
    }
    place
}

fn batch(place: &Workplace, arguments: &[&str]) -> Outcome {
    place.run(&[&["batch", "county", "--format", "docx"], arguments].concat())
}

fn built(place: &Workplace, folder: &str) -> BTreeMap<String, Vec<u8>> {
    place.files(folder).into_iter().collect()
}

#[test]
fn every_filing_is_built_where_and_as_a_single_build_would() {
    let place = county(3);
    let outcome = place.run(&["batch", "county"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert_eq!(outcome.stdout, "output/batch.json\n");
    assert!(outcome.stderr.contains("共 3 份：已生成 3 份"), "{}", outcome.stderr);
    let mut together = built(&place, "output");
    assert!(together.remove("batch.json").is_some());
    fs::remove_dir_all(place.path("output")).unwrap();
    for folder in ["第0局", "下属/第1局", "第2局"] {
        assert_eq!(place.run(&["build", &format!("county/{folder}")]).status, 0);
    }
    let alone = built(&place, "output");
    assert_eq!(alone.len(), 9, "{:?}", alone.keys());
    assert!(alone == together, "{:?} {:?}", alone.keys(), together.keys());
}

#[test]
fn the_faults_of_one_stop_no_other() {
    let place = county(3);
    place.write("county/坏的/filing.yaml", "form: [\n");
    place.write(
        "county/错的/filing.yaml",
        &filing("青河县错局", 9).replace("score: 95 ", "score: 195 "),
    );
    // The same year and department as 第2局, which comes after it in the order of names.
    place.write("county/再来/filing.yaml", &filing("青河县第2局", 7));
    fs::create_dir_all(place.path("county/太多")).unwrap();
    for number in 0..70 {
        place.write(&format!("county/太多/{number}.yaml"), "");
    }
    // No filings: a form, a hidden folder, and what the batch itself writes.
    place.write("county/forms/changli/form.yaml", "name: changli\n");
    place.write("county/.git/filing.yaml", "form: [\n");
    let outcome = batch(&place, &["--out", "county/out", "--jobs", "1"]);
    assert_eq!(outcome.status, 3, "{}", outcome.stderr);
    let text = fs::read_to_string(place.path("county/out/batch.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&text).unwrap();
    let ends: BTreeMap<_, _> = summary["filings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["filing"].as_str().unwrap(), entry["outcome"].as_str().unwrap()))
        .collect();
    let expected = [
        ("下属/第1局", "built"),
        ("再来", "built"),
        ("坏的", "returned"),
        ("太多", "unreadable"),
        ("第0局", "built"),
        ("第2局", "clash"),
        ("错的", "returned"),
    ];
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(summary["counts"]["returned"], 2);
    for words in ["再来", "坏的　有错误，退回", "太多　无法读取", "filing.yaml"] {
        assert!(outcome.stderr.contains(words), "{words}: {}", outcome.stderr);
    }
    // However the work is ordered, the first of the two has the files.
    let files = built(&place, "county/out");
    for jobs in ["1", "4", "8"] {
        fs::remove_dir_all(place.path("county/out")).unwrap();
        assert_eq!(batch(&place, &["--out", "county/out", "--jobs", jobs]).status, 3);
        assert!(built(&place, "county/out") == files, "{jobs} jobs");
    }
    // Nor does a filing that comes later keep what it wrote over one that was current.
    for _ in 0..8 {
        assert_eq!(batch(&place, &["--out", "county/out", "--jobs", "8"]).status, 3);
        assert!(built(&place, "county/out") == files, "again");
    }
}

#[test]
fn a_second_run_does_only_what_is_missing_or_changed() {
    let place = county(3);
    assert_eq!(place.run(&["batch", "county"]).status, 0);
    let first = built(&place, "output");
    let again = place.run(&["batch", "county"]);
    assert_eq!(again.stderr.matches("没有变动").count(), 3, "{}", again.stderr);
    assert!(built(&place, "output") == first);
    // One file goes, one is touched by a person, one filing changes.
    let stem = |number: usize| {
        let name = format!("青河县第{number}局");
        format!("output/2023-{name}/2023年度{name}整体绩效自评工作报告")
    };
    fs::remove_file(place.path(&format!("{}.docx", stem(0)))).unwrap();
    fs::write(place.path(&format!("{}.pdf", stem(1))), "改过").unwrap();
    let outcome = place.run(&["batch", "county"]);
    assert_eq!(outcome.stderr.matches("没有变动").count(), 1, "{}", outcome.stderr);
    assert!(built(&place, "output") == first);
    place.replace("county/第2局/filing.yaml", "项目全部完工。", "项目按期完工。");
    let outcome = place.run(&["batch", "county"]);
    assert_eq!(outcome.stderr.matches("没有变动").count(), 2, "{}", outcome.stderr);
    assert!(built(&place, "output") != first);
    // Another set of formats is another set of files.
    let outcome = place.run(&["batch", "county", "--format", "docx"]);
    assert!(!outcome.stderr.contains("没有变动"), "{}", outcome.stderr);
}

#[test]
fn shares_merged_are_the_whole() {
    let place = county(7);
    place.write("county/坏的/filing.yaml", "form: [\n");
    let sum_up = ["--summary", "docx,pdf,xlsx"];
    assert_eq!(batch(&place, &[&["--out", "whole"], &sum_up[..]].concat()).status, 3);
    let mut summaries = Vec::new();
    for share in 1..=3 {
        let outcome = batch(&place, &["--out", "shared", "--shard", &format!("{share}/3")]);
        assert!([0, 3].contains(&outcome.status), "{}", outcome.stderr);
        summaries.push(format!("shared/batch-{share}-of-3.json"));
    }
    let summaries: Vec<_> = summaries.iter().map(String::as_str).collect();
    let merge = |files: &[&str]| {
        let merge = ["batch", "--merge", "--out", "shared"];
        place.run(&[&merge, &sum_up[..], files].concat())
    };
    let missing = merge(&summaries[..2]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("缺少第 3/3 份"), "{}", missing.stderr);
    assert!(merge(&[summaries[0], summaries[0], summaries[2]]).stderr.contains("两次"));
    assert_eq!(merge(&["county/坏的/filing.yaml"]).status, 2);
    let merged = merge(&summaries);
    assert_eq!(merged.status, 3, "{}", merged.stderr);
    for summary in summaries {
        fs::remove_file(place.path(summary)).unwrap();
    }
    assert!(built(&place, "shared") == built(&place, "whole"));
}

#[test]
fn a_run_that_was_killed_is_finished_by_the_next_without_a_trace() {
    let place = county(8);
    assert_eq!(place.run(&["batch", "county", "--out", "whole"]).status, 0);
    let whole = built(&place, "whole");
    for lines in [0, 1, 3, 5, 7] {
        let mut child = place
            .command(&["batch", "county", "--out", "killed", "--jobs", "2"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stderr.take().unwrap()).lines();
        let seen = told.take(lines).count();
        // On Unix this is SIGKILL.
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(seen, lines);
        let outcome = place.run(&["batch", "county", "--out", "killed"]);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        assert!(built(&place, "killed") == whole, "killed after {lines} filings");
        fs::remove_dir_all(place.path("killed")).unwrap();
    }
}

#[test]
fn a_filing_is_not_begun_inside_another() {
    // Hundreds of filings on two threads: each begun on top of the last would overflow their stacks.
    let place = county(300);
    let outcome = batch(&place, &["--jobs", "2"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
}

#[test]
fn what_cannot_be_run_says_why() {
    let place = county(1);
    place.write("empty/readme.txt", "");
    for (arguments, words) in [
        (&["batch", "nowhere"][..], "无法读取文件夹“nowhere”"),
        (&["batch", "empty"], "没有填报数据"),
        (&["batch", "county", "empty"], "一次生成一个文件夹"),
        (&["batch", "county", "--shard", "4/3"], "第几份/共几份"),
        (&["batch", "county", "--jobs", "0"], "--jobs"),
    ] {
        let outcome = place.run(arguments);
        assert_eq!(outcome.status, 2, "{arguments:?} {}", outcome.stderr);
        assert!(outcome.stderr.contains(words), "{arguments:?} {}", outcome.stderr);
    }
    // A folder that cannot be made: a file stands in its place, and stays.
    place.write("output/2023-青河县第0局", "占位");
    let outcome = place.run(&["batch", "county"]);
    assert_eq!(outcome.status, 3, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("无法写出"), "{}", outcome.stderr);
    assert_eq!(fs::read_to_string(place.path("output/2023-青河县第0局")).unwrap(), "占位");
}

#[test]
fn the_worked_example_shares_out_and_merges() {
    let place = county(5);
    place.write(
        "county/错的/filing.yaml",
        &filing("青河县错局", 9).replace("score: 95 ", "score: 195 "),
    );
    assert_eq!(batch(&place, &["--out", "whole"]).status, 3);
    let output = Command::new(project_file("examples/cluster/parallel.sh"))
        .args(["county", "shared", "3"])
        .current_dir(place.path("."))
        .env("ZIPING", env!("CARGO_BIN_EXE_ziping"))
        .env("ZIPING_OPTIONS", "--format docx")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    let mut shared = built(&place, "shared");
    for share in 1..=3 {
        assert!(shared.remove(&format!("batch-{share}-of-3.json")).is_some(), "{told}");
    }
    assert!(shared == built(&place, "whole"));
}
