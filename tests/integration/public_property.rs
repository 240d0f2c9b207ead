//! The public edition of random filings: nothing withheld stands in what it gives.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::harness::Workplace;
use super::readers::{docx_paragraphs, run_tool, squeezed};

/// Characters that names are made of; none of them stands in the form's own words.
const CHARACTERS: [char; 12] =
    ['岚', '翊', '禾', '沅', '霁', '榕', '珩', '潼', '钰', '霖', '嵩', '椿'];
const GROUNDS: [&str; 4] =
    ["personal_privacy", "forbidden_by_law", "enforcement_file", "trade_secret"];

/// A project: amounts in 元, what the ledger adds, and the ground on which it stays out.
#[derive(Clone, Debug)]
struct Project {
    initial: u32,
    entry: Option<u32>,
    saved: u32,
    score: u32,
    kind: bool,
    ground: Option<usize>,
    has_hidden_row: bool,
}

/// A paragraph: whether it is internal, and the project and the person that it names.
#[derive(Clone, Debug)]
struct Paragraph {
    internal: bool,
    project: Option<prop::sample::Index>,
    person: bool,
}

/// A filing, and what must not become known of it.
#[derive(Debug, Default)]
struct Filing {
    yaml: String,
    words: BTreeSet<String>,
    /// In 元.
    amounts: BTreeSet<u64>,
}

fn project() -> impl Strategy<Value = Project> {
    let amounts = (100_001..9_999_999_u32, prop::option::weighted(0.5, 10_001..999_999_u32));
    let ground = prop::option::weighted(0.4, 0..GROUNDS.len());
    (amounts, 0..9_999_u32, 6_000..9_999_u32, any::<bool>(), ground, any::<bool>()).prop_map(
        |((initial, entry), saved, score, kind, ground, has_hidden_row)| Project {
            initial,
            entry,
            saved,
            score,
            kind,
            ground,
            has_hidden_row,
        },
    )
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    (prop::bool::weighted(0.3), prop::option::of(any::<prop::sample::Index>()), any::<bool>())
        .prop_map(|(internal, project, person)| Paragraph { internal, project, person })
}

/// Returns a name that no other `number` has.
fn name(number: usize, tail: &str) -> String {
    let character = |place: u32| CHARACTERS[number / 12_usize.pow(place) % 12];
    format!("{}{}{}{tail}", character(0), character(1), CHARACTERS[(number * 7 + 5) % 12])
}

/// Returns 元 as 万元 with four decimals.
fn exact(yuan: u64) -> String {
    format!("{}.{:04}", yuan / 10_000, yuan % 10_000)
}

/// Writes the filing of `projects` and `paragraphs`.
fn filing(projects: &[Project], paragraphs: &[Paragraph]) -> Filing {
    let mut filing = Filing::default();
    let sum = |of: fn(&Project) -> u32| projects.iter().map(|p| u64::from(of(p))).sum::<u64>();
    let adjusted = |p: &Project| p.initial + p.entry.unwrap_or(0);
    let totals = [
        sum(|p| p.initial),
        sum(|p| p.initial + p.entry.unwrap_or(0)),
        sum(|p| p.initial + p.entry.unwrap_or(0) - p.saved),
    ];
    let mut yaml =
        String::from("form: changli\nfiscal_year: 2023\ndepartment: { name: 青河县教育局 }\n");
    yaml += "evaluation: { completed_on: 2024-03-04, score: 96.5 }\n";
    let department = totals.map(|total| total + 1_234_567);
    let [initial, after, last] = department.map(exact);
    writeln!(
        yaml,
        "budget:\n  department: {{ initial: {initial}, adjusted: {after}, final: {last} }}"
    )
    .unwrap();
    let mut entries = String::new();
    let mut list = String::new();
    for (number, project) in projects.iter().enumerate() {
        let (id, title) = (format!("P{number:02}"), name(number, "改造工程"));
        let adjusted = u64::from(adjusted(project));
        let amounts = [u64::from(project.initial), adjusted, adjusted - u64::from(project.saved)];
        let document = name(number + 40, "财〔2023〕7号");
        if let Some(entry) = project.entry {
            let entry = u64::from(entry);
            writeln!(entries, "    - {{ date: 2023-05-06, amount: {}, scope: projects, project: {id}, category: local_supplement, document: {document}, reason: 追加 }}", exact(entry)).unwrap();
            if project.ground.is_some() {
                filing.words.insert(document);
                filing.amounts.insert(entry);
            }
        }
        let kind = if project.kind { "general_public" } else { "government_fund" };
        let [initial, after, last] = amounts.map(exact);
        let score = format!("{}.{:02}", project.score / 100, project.score % 100);
        write!(list, "  - {{ id: {id}, name: {title}, budget_kind: {kind}, initial: {initial}, adjusted: {after}, final: {last}").unwrap();
        if let Some(ground) = project.ground {
            write!(
                list,
                ", score: {score}, disclosure: {{ withheld: true, ground: {} }}",
                GROUNDS[ground]
            )
            .unwrap();
            filing.words.insert(title);
            filing.amounts.extend(amounts);
        } else if project.has_hidden_row {
            // A row that stays out of a project that is published.
            let hidden = name(number + 80, "查办率");
            write!(list, ", indicators: [{{ dimension: output, category: quantity, name: 完成数量, operator: ge, target: 5, actual: 5, unit: 个, weight: 60, score: 60 }}, {{ dimension: output, category: quality, name: {hidden}, operator: ge, target: 5, actual: 5, unit: 个, weight: 30, score: 30, disclosure: {{ withheld: true, ground: enforcement_file }} }}]").unwrap();
            filing.words.insert(hidden);
        } else {
            write!(list, ", score: {score}").unwrap();
        }
        list += " }\n";
    }
    if !entries.is_empty() {
        write!(yaml, "  adjustments:\n{entries}").unwrap();
    }
    write!(yaml, "projects:\n{list}").unwrap();
    if projects.iter().any(|project| project.ground.is_some()) {
        filing.amounts.extend(totals);
        filing.amounts.extend(department);
    }
    let (preparer, recipient) = (name(120, ""), name(130, ""));
    writeln!(yaml, "people: {{ preparer: {preparer}, preparer_phone: \"13917350846\" }}").unwrap();
    writeln!(yaml, "disclosure: {{ names: [{recipient}] }}\nnarrative:").unwrap();
    filing.words.extend([preparer, recipient.clone(), "13917350846".to_owned()]);
    writeln!(
        yaml,
        "  overall_achievement: [目标按期完成。]\n  project_achievement:\n    - 项目完成较好。"
    )
    .unwrap();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let sentence = name(number + 160, "的情况已经核实并记录在案");
        let named = paragraph.project.as_ref().map(|index| index.index(projects.len()));
        let subject = named.map_or(String::new(), |number| name(number, "改造工程"));
        let person = if paragraph.person { recipient.as_str() } else { "" };
        let text = format!("{subject}{person}{sentence}。");
        if paragraph.internal {
            writeln!(
                yaml,
                "    - {{ text: {text}, audience: internal, ground: process_information }}"
            )
            .unwrap();
        } else {
            writeln!(yaml, "    - {text}").unwrap();
        }
        let is_of_withheld = named.is_some_and(|number| projects[number].ground.is_some());
        if paragraph.internal || paragraph.person || is_of_withheld {
            filing.words.insert(sentence);
        }
    }
    yaml += "  overall_target_quality: [合理。]\n  project_target_quality: [合理。]\n  measures: [继续加强管理。]\n";
    filing.yaml = yaml;
    filing
}

/// Returns the texts of what the public edition gives, and the printed numbers that it publishes.
fn given(place: &Workplace) -> (Vec<(String, String)>, String) {
    let outcome = place.run(&[
        "build",
        "f.yaml",
        "--edition",
        "public",
        "--format",
        "docx,pdf,html",
        "--out",
        "out",
    ]);
    assert_eq!(
        outcome.status,
        0,
        "{}\n{}",
        outcome.stderr,
        fs::read_to_string(place.path("f.yaml")).unwrap()
    );
    let mut texts =
        vec![("stdout".to_owned(), outcome.stdout), ("stderr".to_owned(), outcome.stderr)];
    for (name, bytes) in place.files("out") {
        let path = place.path("out").join(&name);
        let text = match Path::new(&name).extension().and_then(|extension| extension.to_str()) {
            Some("docx") => docx_paragraphs(&path).concat(),
            Some("pdf") => {
                run_tool("pdftotext", &["-raw", "-enc", "UTF-8", path.to_str().unwrap(), "-"])
            }
            _ => String::from_utf8(bytes).unwrap(),
        };
        texts.push((name, squeezed(&text)));
    }
    let figures = place.run(&["figures", "f.yaml", "--edition", "public"]);
    texts.push(("figures".to_owned(), squeezed(&figures.stdout)));
    (texts, figures.stdout)
}

/// Returns whether `text` has `number` as a whole number.
fn has_number(text: &str, number: &str) -> bool {
    let is_part = |character: char| character.is_ascii_digit() || character == '.';
    text.match_indices(number).any(|(at, _)| {
        let after = text[at + number.len()..].chars().next();
        !text[..at].ends_with(is_part) && !after.is_some_and(|next| next.is_ascii_digit())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_withheld_is_given(
        projects in prop::collection::vec(project(), 2..7),
        paragraphs in prop::collection::vec(paragraph(), 0..6),
    ) {
        // A filing all of whose projects stay out is refused, which is tested elsewhere.
        prop_assume!(projects.iter().any(|project| project.ground.is_none()));
        let filing = filing(&projects, &paragraphs);
        let place = Workplace::empty();
        place.write("f.yaml", &filing.yaml);
        let (texts, published) = given(&place);
        for (name, text) in &texts {
            for word in &filing.words {
                prop_assert!(!text.contains(word.as_str()), "{word} in {name}\n{}", filing.yaml);
            }
            for yuan in &filing.amounts {
                let cents = (yuan + 50) / 100;
                let written = [
                    exact(*yuan),
                    format!("{}.{:02}", cents / 100, cents % 100),
                    yuan.to_string(),
                ];
                for number in written {
                    // What the public edition computes is public, even where it is the same number.
                    let is_public = has_number(&published, &number) && name != "figures";
                    prop_assert!(
                        is_public || !has_number(text, &number),
                        "{number} in {name}\n{}", filing.yaml
                    );
                }
            }
        }
    }
}
