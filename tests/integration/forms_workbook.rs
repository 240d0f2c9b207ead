//! The forms as a workbook: another program computes its formulas anew and gets what this one has.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read, Write as _};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};
use ziping::workbook::{self, Properties};

use crate::filing::Computed;
use crate::harness::{Workplace, project_file};

/// Returns the workbook of the forms of a filing.
pub(crate) fn book(computed: &Computed) -> Vec<u8> {
    let properties = Properties {
        title: "2024年度云岭县水务局整体绩效自评表".to_owned(),
        author: "云岭县水务局".to_owned(),
        date: "2025-03-10".parse().unwrap(),
    };
    workbook::forms(&computed.edition, &computed.form, &computed.figures, &properties, None)
        .unwrap()
}

/// Returns the filing in the folder at `path`, its files joined.
pub(crate) fn joined(path: &str) -> String {
    let mut files: Vec<_> =
        fs::read_dir(project_file(path)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    files.iter().map(|path| fs::read_to_string(path).unwrap() + "\n").collect()
}

/// Returns a workbook with each part changed by `change`.
pub(crate) fn with_parts(book: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut read = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..read.len() {
        let mut part = read.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        written.start_file(part.name(), SimpleFileOptions::default()).unwrap();
        written.write_all(change(part.name(), text).as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// Returns a workbook without the stored results of its formulas.
fn without_results(book: &[u8]) -> Vec<u8> {
    with_parts(book, |_, text| {
        let mut kept = String::new();
        let mut rest = text.as_str();
        while let Some(end) = rest.find("</f><v>") {
            let (before, after) = rest.split_at(end + "</f>".len());
            kept.push_str(before);
            rest = &after[after.find("</v>").unwrap() + "</v>".len()..];
        }
        kept + rest
    })
}

/// Returns the workbook as `soffice` saves it after computing it anew; `None` where there is none.
#[expect(clippy::print_stderr, reason = "what a run of the tests leaves out is said")]
pub(crate) fn recalculated(book: &[u8]) -> Option<Vec<u8>> {
    let workplace = Workplace::empty();
    let input = workplace.path("in.xlsx");
    fs::write(&input, book).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", workplace.path("profile").display());
    let out = workplace.path("out");
    let run = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "xlsx", "--outdir"])
        .args([&out, &input])
        .output();
    match run {
        Ok(run) => {
            let saved = fs::read(out.join("in.xlsx"));
            Some(saved.unwrap_or_else(|error| panic!("{error}: {run:?}")))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("no soffice (Debian: libreoffice-calc-nogui), so nothing was recalculated");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

/// The values of a sheet, and the cells that are formulas.
type Results = (Range<Data>, Vec<(u32, u32)>);

/// Returns the sheets of a workbook with the results of the formulas in them, by cell.
fn results(book: &[u8]) -> BTreeMap<String, Results> {
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let names = read.sheet_names();
    let sheets = names.into_iter().map(|name| {
        let values = read.worksheet_range(&name).unwrap();
        let formulas = read.worksheet_formula(&name).unwrap();
        let (row, column) = formulas.start().unwrap_or_default();
        let cells = formulas
            .used_cells()
            .map(|(r, c, _)| (row + u32::try_from(r).unwrap(), column + u32::try_from(c).unwrap()));
        let cells = cells.collect();
        (name, (values, cells))
    });
    sheets.collect()
}

/// Asserts that `soffice` computes every formula to the result that is stored; returns how many.
pub(crate) fn assert_recalculates(book: &[u8]) -> Option<usize> {
    let ours = results(book);
    let again = results(&recalculated(&without_results(book))?);
    let mut count = 0;
    for (sheet, (values, formulas)) in &ours {
        let (others, _) = &again[sheet];
        for cell in formulas {
            let (stored, computed) = (values.get_value(*cell), others.get_value(*cell));
            let is_same = match (stored, computed) {
                (Some(Data::Float(stored)), Some(Data::Float(computed))) => {
                    (stored - computed).abs() < 1e-9
                }
                (Some(Data::String(stored)), Some(Data::String(computed))) => stored == computed,
                (None | Some(Data::Empty), Some(Data::String(text)))
                | (Some(Data::String(text)), None | Some(Data::Empty)) => text.is_empty(),
                (stored, computed) => stored == computed,
            };
            assert!(is_same, "{sheet} {cell:?}: stored {stored:?}, computed {computed:?}");
            count += 1;
        }
    }
    Some(count)
}

/// Returns the scores of the projects in the summary, as text by id.
fn summary_scores(book: &[u8]) -> BTreeMap<String, String> {
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let range = read.worksheet_range("汇总").unwrap();
    let rows = range
        .rows()
        .skip(3)
        .take_while(|row| !matches!(&row[0], Data::String(word) if word == "合计"));
    rows.map(|row| (row[1].to_string(), row[9].to_string())).collect()
}

#[test]
fn the_package_recalculates_to_the_programs_figures() {
    let computed = Computed::of(&joined("examples/package"));
    let book = book(&computed);
    let Some(count) = assert_recalculates(&book) else { return };
    assert!(count > 150, "{count}");
    let again = recalculated(&without_results(&book)).unwrap();
    let scores = summary_scores(&again);
    for project in computed.figures.projects() {
        let score = project.score.map(ziping::quantity::Score::print).unwrap_or_default();
        assert_eq!(scores[&project.id], score, "{}", project.id);
    }
}

/// Returns a filing of `projects` projects whose indicators meet every rule, many of them at ties.
fn filing_of_rules(projects: u32) -> String {
    let mut text = "form: changli\nfiscal_year: 2024\namount_unit: 万元\n\
         department: { name: 云岭县水务局 }\nprojects:\n"
        .to_owned();
    let mut seed = 20_240_601_u64;
    let mut below = move |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    for project in 1..=projects {
        let decimals = |number: u64| format!("{}.{:04}", number / 10_000, number % 10_000);
        let adjusted = decimals(below(9_000_000) + 1);
        let spent = decimals(below(9_000_000));
        let _infallible = writeln!(
            text,
            "  - {{ id: P{project}, name: 项目{project}, initial: 1, adjusted: {adjusted}, final: {spent}, indicators: ["
        );
        for number in 0..25 {
            let weight = [1, 3, 5, 8, 10, 15, 20][usize::try_from(below(7)).unwrap()];
            // Targets of two and five have quotients that end in a tie.
            let target = [2, 5, 8, 16, 40, 80, 100, 125, 7, 0][usize::try_from(below(10)).unwrap()];
            let actual = format!("{}.{:03}", below(2 * target + 3), below(1000));
            let row = match below(7) {
                0 => format!("operator: le, target: \"{target}\", actual: \"{actual}\", unit: 天"),
                1 => format!("operator: eq, target: \"{target}\", actual: \"{actual}\""),
                2 => format!("target: 60-{target}1%, actual: \"{actual}%\""),
                3 => format!(
                    "nature: qualitative, actual: 部分达成, achieved_share: {}.5%",
                    below(100)
                ),
                4 => format!("operator: gt, target: \"{target}\", actual: \"{target}\""),
                5 => "target: 2024年6月底前, actual: 2024年7月".to_owned(),
                _ => format!("target: ≥{target}%, actual: \"{actual}%\""),
            };
            let _infallible = writeln!(
                text,
                "      {{ dimension: output, category: quantity, name: 指标{number}, weight: {weight}, {row} }},"
            );
        }
        text.push_str("    ] }\n");
    }
    text
}

#[test]
fn every_rule_recalculates_to_the_cent() {
    let computed = Computed::of(&filing_of_rules(40));
    let Some(count) = assert_recalculates(&book(&computed)) else { return };
    assert!(count > 1000, "{count}");
}

#[test]
fn the_forms_conventions_stand_in_the_formulas() {
    let directory = tempfile::tempdir().unwrap();
    let folder = directory.path().join("county");
    fs::create_dir(&folder).unwrap();
    let settings = fs::read_to_string(project_file("templates/changli/form.yaml")).unwrap();
    let settings = settings.replace(
        "  execution_weight: 10\n",
        "  execution_weight: 20\n  lower_is_better: linear\n  equal_deviation: zero\n  overshoot_penalty: 2\n\
         \x20 execution_caps: [ { below: 80%, most: 89 }, { below: 60%, most: 69 } ]\n",
    );
    fs::write(folder.join("form.yaml"), settings).unwrap();
    let text = filing_of_rules(20).replace("form: changli", "form: county");
    let computed = Computed::by_forms(&text, Some(directory.path()));
    let Some(count) = assert_recalculates(&book(&computed)) else { return };
    assert!(count > 500, "{count}");
}

#[test]
fn a_changed_result_changes_the_score() {
    let text = "form: changli\nfiscal_year: 2024\namount_unit: 万元\ndepartment: { name: 云岭县水务局 }\n\
         projects:\n  - { id: P1, name: 清淤, initial: 10, adjusted: 10, final: 10, indicators: [\n\
         \x20     { dimension: output, category: quantity, name: 长度, target: ≥20公里, actual: 20公里, weight: 90 } ] }\n";
    let book = book(&Computed::of(text));
    let changed = with_parts(&book, |name, part| {
        if name.ends_with("sheet3.xml") {
            let at = part.find("r=\"E8\"").unwrap();
            assert!(part[at..].split_once('>').unwrap().1.starts_with("<v>20</v>"), "{part}");
            part[..at].to_owned() + &part[at..].replacen("<v>20</v>", "<v>15</v>", 1)
        } else {
            part
        }
    });
    let Some(again) = recalculated(&without_results(&changed)) else { return };
    // 10 + 90 × 15 ÷ 20.
    assert_eq!(summary_scores(&again)["P1"], "77.5");
}

#[test]
fn sheets_are_named_safely_and_texts_are_no_formulas() {
    let text = "form: changli\nfiscal_year: 2024\namount_unit: 万元\n\
         department: { name: =HYPERLINK }\nprojects:\n\
         \x20 - { id: P1, name: \"'a'[1]:*?/\\\\b\", initial: 1, adjusted: 1, final: 1 }\n\
         \x20 - { id: p1, name: \"’a’（1）：＊？、、b\", initial: 1, adjusted: 1, final: 1 }\n\
         \x20 - { id: P2, name: \"=1+1\", initial: 1, adjusted: 1, final: 1, score: 90, implementing_unit: \"@SUM(A1)\" }\n";
    let computed = Computed::of(text);
    let book = book(&computed);
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(&book)).unwrap();
    let names = read.sheet_names();
    assert_eq!(names.len(), 5);
    for name in &names {
        assert!(
            name.encode_utf16().count() <= 31
                && !name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']),
            "{name}"
        );
    }
    let sheet = read.worksheet_range(&names[4]).unwrap();
    assert_eq!(sheet.get_value((2, 1)), Some(&Data::String("=1+1".to_owned())));
    for name in &names {
        let formulas = read.worksheet_formula(name).unwrap();
        for (_, _, formula) in formulas.used_cells() {
            let formula = formula.replace("'P2 =1+1'!", "");
            assert!(!formula.contains("1+1") && !formula.contains("HYPERLINK"), "{formula}");
        }
    }
    assert_recalculates(&book);
}

#[test]
fn a_workbook_of_forms_has_the_same_bytes_and_prints_on_landscape_a4() {
    let computed = Computed::of(&joined("examples/package"));
    let first = book(&computed);
    assert!(first == book(&Computed::of(&joined("examples/package"))));
    with_parts(&first, |name, part| {
        if name.starts_with("xl/worksheets/sheet") {
            assert!(part.contains("paperSize=\"9\""), "{name}");
            assert!(part.contains("orientation=\"landscape\""), "{name}");
            assert!(part.contains("fitToHeight=\"0\""), "{name}");
            assert!(part.contains("state=\"frozen\""), "{name}");
        }
        if name == "xl/workbook.xml" {
            let count = computed.figures.projects().count() + 2;
            assert_eq!(part.matches("_xlnm.Print_Area").count(), count);
            assert_eq!(part.matches("_xlnm.Print_Titles").count(), count);
        }
        part
    });
}

#[test]
fn build_writes_the_workbook_beside_the_report_and_the_public_one_without_what_is_withheld() {
    let workplace = Workplace::with_filing("examples/package");
    let full = workplace.run(&["build", "filing", "--format", "docx,xlsx", "--out", "out"]);
    assert_eq!(full.status, 0, "{}", full.stderr);
    let paths: Vec<&str> = full.stdout.lines().collect();
    assert!(paths.len() == 2 && paths[1].ends_with("整体绩效自评表.xlsx"), "{paths:?}");
    let projects = fs::read_to_string(workplace.path("filing/projects.yaml")).unwrap();
    let name = projects.lines().find_map(|line| line.trim().strip_prefix("name: ")).unwrap();
    let at = projects.find("  - id: ").unwrap();
    let end = at + projects[at..].find('\n').unwrap() + 1;
    let withheld = "    disclosure: { withheld: true, ground: trade_secret }\n";
    workplace.write(
        "filing/projects.yaml",
        &format!("{}{withheld}{}", &projects[..end], &projects[end..]),
    );
    let public = workplace.run(&[
        "build",
        "filing",
        "--format",
        "xlsx",
        "--edition",
        "public",
        "--out",
        "public",
    ]);
    assert_eq!(public.status, 0, "{}", public.stderr);
    let path = public.stdout.trim();
    assert!(path.ends_with("整体绩效自评表（公开版）.xlsx"), "{path}");
    let bytes = fs::read(workplace.path(Path::new(path).to_str().unwrap())).unwrap();
    with_parts(&bytes, |part, text| {
        assert!(!text.contains(name), "{part} names {name}");
        text
    });
    let draft =
        workplace.run(&["build", "filing", "--format", "xlsx", "--draft", "--out", "draft"]);
    let path = draft.stdout.lines().next().unwrap();
    assert!(path.ends_with("自评表（草稿）.xlsx"), "{path}");
    with_parts(&fs::read(workplace.path(path)).unwrap(), |part, text| {
        assert!(!part.starts_with("xl/worksheets/sheet") || text.contains("草稿"), "{part}");
        text
    });
}
