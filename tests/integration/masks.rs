//! Personal data in the public edition: what masks show, what stops it, what may be published.

use std::fs;

use ziping::edition::{self, Names, SecretValue};

use super::filing::Computed;
use super::harness::{Workplace, project_file};
use super::readers::docx_paragraphs;

const FILING: &str = "\
form: changli
fiscal_year: 2023
department: { name: 青河县教育局 }
evaluation: { completed_on: 2024-03-04, score: 96.5, lead_office: 计财股 }
budget:
  department: { initial: 500, adjusted: 560, final: 560 }
projects:
  - { id: P01, name: 校舍维修改造, initial: 100, adjusted: 200, final: 200, score: 95 }
  - { id: P02, name: 欧阳墨涵工作室, initial: 40, adjusted: 40, final: 40, score: 92 }
people: { preparer: 欧阳墨涵, preparer_phone: \"13917350846\" }
disclosure:
  names: [令狐远舟]
  public_contacts: [0335-2023917]
  mask: [phone, id_number, bank_account, address, name]
narrative:
  overall_achievement: [各项目标按期完成，公开电话（0335）2023917。]
  project_achievement:
    - >-
      校舍维修实际支出{{ figures.project.P01.final }}万元，由欧阳墨涵
      （电话139 1735 0846，身份证号130322199607184517，
      账号6217000010023456784，住青河县柳林镇北关村三组17号）经办，执行率{{ figures.project.P01.execution_rate }}。
    - 受助学生令狐远舟（电话13633517294）已返校。
    - 由欧 阳墨涵统一归档。
  overall_target_quality: [目标设定合理。]
  project_target_quality: [目标设定合理，疑问请联系13633517295。]
  measures: [继续加强管理。]
";

/// What the masks hide, and what leaves with the paragraph that names a third person.
const HIDDEN: [&str; 12] = [
    "欧阳墨涵",
    "墨涵",
    "139 1735",
    "13917350846",
    "130322199607184517",
    "19960718",
    "6217000010023456784",
    "北关村",
    "13633517294",
    "13633517295",
    "令狐",
    "归档",
];

const SHOWN: [&str; 7] = [
    "欧阳*",
    "139****0846",
    "13*************517",
    "***************6784",
    "青河县柳林镇***",
    "136****7295",
    "（0335）2023917",
];

fn place(filing: &str) -> Workplace {
    let place = Workplace::empty();
    place.write("filing.yaml", filing);
    place
}

#[test]
fn what_is_written_shows_the_masks_and_nothing_that_they_hide() {
    let place = place(FILING);
    let arguments = ["build", "filing.yaml", "--edition", "public", "--out", "out"];
    let outcome = place.run(&[&arguments[..], &["--format", "docx,html"]].concat());
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let mut formats = 0;
    for (name, bytes) in place.files("out") {
        let text = if name.ends_with("docx") {
            docx_paragraphs(&place.path(&format!("out/{name}"))).join("\n")
        } else {
            String::from_utf8(bytes).unwrap()
        };
        for word in HIDDEN {
            assert!(!text.contains(word), "{name} has {word}");
        }
        if !name.ends_with("record") {
            formats += 1;
            let words = SHOWN.iter().chain(&["欧阳*工作室"]);
            for word in words {
                assert!(text.contains(word), "{name} lacks {word}:\n{text}");
            }
        }
    }
    assert_eq!(formats, 2);
    let dump = place.run(&["dump", "filing.yaml", "--edition", "public"]).stdout;
    assert!(dump.contains("=200") && dump.contains("=100%"), "figures are quoted still: {dump}");
    let full = place.run(&["dump", "filing.yaml"]).stdout;
    for word in ["欧阳墨涵", "130322199607184517", "北关村三组", "令狐远舟"] {
        assert!(full.contains(word), "the full edition has {word}: {full}");
    }
}

#[test]
fn what_a_mask_hides_is_sealed_and_what_follows_it_keeps_its_place() {
    let full = Computed::of(FILING);
    let known = ziping::pipeline::known(&full.figures);
    let cut = edition::cut(full.edition.filing(), &full.form.disclosure, &known);
    let secrets = cut.withheld.items.iter().flat_map(|item| &item.secrets);
    let secrets: Vec<&str> = secrets
        .filter_map(|secret| match &secret.value {
            SecretValue::Text(text) => Some(text.as_str()),
            SecretValue::Amount(_) => None,
        })
        .collect();
    for hidden in [
        "139 1735 0846",
        "130322199607184517",
        "6217000010023456784",
        "13633517295",
        "13917350846",
        "令狐远舟",
    ] {
        assert!(secrets.contains(&hidden), "{hidden} is sealed: {secrets:?}");
    }
    let address = secrets.iter().find(|secret| secret.contains("北关村")).unwrap();
    assert!(address.ends_with("17号"), "{address}");
    assert!(!secrets.iter().any(|secret| secret.contains("2023917")), "{secrets:?}");
    let text = &cut.edition.filing().narrative.project_achievement[0].text;
    for word in
        ["校舍维修", "（电话", "，身份证号", "）经办", "{{ figures.project.P01.execution_rate }}"]
    {
        let start = text.value.find(word).unwrap();
        let span = text.span_of(start..start + word.len());
        assert_eq!(full.sources.slice(span), word);
    }
}

#[test]
fn the_public_texts_of_the_full_edition_are_those_of_the_cut_one() {
    let mut filing = String::new();
    for file in ["filing", "budget", "projects", "narrative"] {
        filing +=
            &fs::read_to_string(project_file(&format!("examples/public/{file}.yaml"))).unwrap();
    }
    let full_case = fs::read_to_string(project_file("tests/cases/D505/fail.yaml")).unwrap();
    for filing in [filing.as_str(), FILING, &full_case] {
        let full = Computed::of(filing);
        let known = ziping::pipeline::known(&full.figures);
        let names = Names::of(full.edition.filing());
        let masked = edition::masked(full.edition.filing(), &full.form.disclosure, &names);
        let cut = edition::cut(full.edition.filing(), &full.form.disclosure, &known);
        let none = Names::default();
        let printed = |text: &edition::PublicText<'_>| text.words.text().to_owned();
        let foretold: Vec<_> = edition::public_texts(&masked, &names).iter().map(printed).collect();
        let stayed = edition::public_texts(cut.edition.filing(), &none);
        let mut stayed: Vec<_> = stayed.iter().map(printed).collect();
        // The form's own sentence, where every paragraph of a place has left.
        stayed.retain(|text| *text != full.form.disclosure.withheld_section);
        assert_eq!(foretold, stayed);
        assert!(stayed.len() >= 5);
    }
}

#[test]
fn without_a_mask_personal_data_stops_the_public_edition_and_no_word_of_it_is_shown() {
    let filing = FILING.replace("  mask: [phone, id_number, bank_account, address, name]\n", "");
    // An officer who is named takes the paragraph along.
    let filing = filing.replace("\"13917350846\"", "~").replace("由欧阳墨涵", "由经办人");
    let place = place(&filing.replace("欧阳墨涵工作室", "名师工作室"));
    for draft in [&["--draft"][..], &[]] {
        let arguments = ["build", "filing.yaml", "--edition", "public", "--out", "out"];
        let outcome = place.run(&[&arguments[..], draft, &["--format", "html"]].concat());
        assert_eq!(outcome.status, 1, "{}", outcome.stderr);
        assert!(place.files("out").is_empty());
        for word in HIDDEN {
            assert!(!outcome.stderr.contains(word), "{}", outcome.stderr);
        }
        assert!(outcome.stderr.contains("错误[D503] 公开版会印出这里的"), "{}", outcome.stderr);
    }
    let check =
        place.run(&["check", "filing.yaml", "--edition", "public", "--output-format", "concise"]);
    let kinds = ["身份证号", "银行账号", "住址", "电话号码"];
    for kind in kinds {
        assert!(check.stdout.contains(&format!("公开版会印出这里的{kind}")), "{}", check.stdout);
    }
    let outcome = place.run(&["build", "filing.yaml", "--out", "full", "--format", "html"]);
    assert_eq!(outcome.status, 0, "the full edition may have it: {}", outcome.stderr);
}

#[test]
fn a_number_on_the_list_of_contacts_is_no_persons_even_if_people_has_it_too() {
    let filing = FILING
        .replace("13917350846", "0335-2023917")
        .replace("  mask: [phone, id_number, bank_account, address, name]\n", "");
    let place = place(
        &filing.replace("project_achievement:\n", "project_achievement:\n    - 项目都已完工。\n"),
    );
    let dump = place.run(&["dump", "filing.yaml", "--edition", "public"]);
    assert_eq!(dump.status, 1, "{}", dump.stdout);
    let check =
        place.run(&["check", "filing.yaml", "--edition", "public", "--output-format", "concise"]);
    let lines: Vec<_> = check.stdout.lines().filter(|line| line.contains("[D50")).collect();
    assert!(lines.iter().all(|line| !line.contains(":18:")), "{lines:?}");
    let full = Computed::of(&filing);
    let known = ziping::pipeline::known(&full.figures);
    let cut = edition::cut(full.edition.filing(), &full.form.disclosure, &known);
    let first = &cut.edition.filing().narrative.overall_achievement[0].text.value;
    assert!(first.contains("2023917"), "{first}");
}

#[test]
fn a_name_with_spaces_or_in_full_width_takes_its_paragraph_along() {
    let filing = FILING
        .replace("令狐远舟（", "令　狐 远舟（")
        .replace("[继续加强管理。]", "[继续加强ＱＨ－７７３１的管理。, 继续努力。]");
    let filing = filing.replace(
        "people:",
        "  - { id: P03, name: 考务密室技防, code: QH-7731, initial: 1, adjusted: 1, final: 1, score: 90, disclosure: { withheld: true, ground: forbidden_by_law } }\npeople:",
    );
    let dump = place(&filing).run(&["dump", "filing.yaml", "--edition", "public"]);
    assert_eq!(dump.status, 0, "{}{}", dump.stdout, dump.stderr);
    for word in ["远舟", "已返校", "７７３１"] {
        assert!(!dump.stdout.contains(word), "{word}: {}", dump.stdout);
    }
    assert!(dump.stdout.contains("继续努力。"));
}

#[test]
fn what_a_cut_makes_of_sums_and_weights_is_no_finding() {
    let path = project_file("examples/public");
    let path = path.to_str().unwrap();
    let place = Workplace::empty();
    let public = place.run(&["check", path, "--edition", "public", "--output-format", "concise"]);
    assert_eq!((public.status, public.stdout.as_str()), (0, ""), "{}", public.stderr);
}

#[test]
fn a_withheld_amount_that_nobody_knows_is_named_where_it_is_missing() {
    let path = project_file("tests/cases/D506/fail.yaml");
    let place = Workplace::empty();
    let arguments = ["check", path.to_str().unwrap(), "--edition", "public"];
    let outcome = place.run(&[&arguments[..], &["--output-format", "concise"]].concat());
    assert_eq!(outcome.status, 1);
    assert_eq!(outcome.stdout.matches("错误[D506]").count(), 2, "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("T602"), "{}", outcome.stdout);
}

#[test]
fn masks_hide_every_datum_of_the_genres_sentences_and_touch_no_look_alike() {
    let lines = |name: &str| {
        let text = fs::read_to_string(project_file(&format!("tests/cases/personal-data/{name}")));
        let text = text.unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let positives = lines("positives.txt");
    let positives: Vec<Vec<&str>> =
        positives.iter().map(|line| line.split('\t').collect()).collect();
    let positives: Vec<_> = positives.iter().filter(|case| case[0] != "name").collect();
    let look_alikes = lines("look-alikes.txt");
    let sentences =
        positives.iter().map(|case| case[2]).chain(look_alikes.iter().map(String::as_str));
    let paragraphs: Vec<String> = sentences
        .map(|text| format!("    - \"{}\"\n", text.replace('\\', "").replace('"', "”")))
        .collect();
    assert!(paragraphs.len() > 400);
    let filing = format!(
        "form: changli\nfiscal_year: 2023\ndepartment: {{ name: 青河县教育局 }}\n\
         budget: {{ department: {{ initial: 500, adjusted: 560, final: 560 }} }}\n\
         disclosure: {{ mask: [phone, id_number, bank_account, address, email, plate] }}\n\
         narrative:\n  measures:\n{}",
        paragraphs.concat()
    );
    let full = Computed::of(&filing);
    let codes = full.codes();
    assert!(!codes.contains(&"D503"), "a masked kind is silent: {codes:?}");
    let known = ziping::pipeline::known(&full.figures);
    let cut = edition::cut(full.edition.filing(), &full.form.disclosure, &known);
    let (before, after) = (full.edition.filing(), cut.edition.filing());
    let (before, after) = (&before.narrative.measures, &after.narrative.measures);
    assert_eq!(before.len(), after.len());
    for (case, paragraph) in positives.iter().zip(after) {
        assert!(!paragraph.text.value.contains(case[1]), "{}", paragraph.text.value);
    }
    for (before, after) in before.iter().zip(after).skip(positives.len()) {
        assert_eq!(before.text.value, after.text.value);
    }
}

#[test]
fn a_form_masks_for_every_filing_and_knows_its_kinds() {
    let form = fs::read_to_string(project_file("templates/changli/form.yaml")).unwrap();
    assert!(form.contains("  mask: []"));
    let place = place(&FILING.replace("mask: [phone, id_number,", "mask: [id_number,"));
    let arguments = ["dump", "filing.yaml", "--edition", "public", "--templates", "forms"];
    place.write("forms/changli/form.yaml", &form.replace("  mask: []", "  mask: [phone]"));
    let dump = place.run(&arguments);
    assert_eq!(dump.status, 0, "{}{}", dump.stdout, dump.stderr);
    for word in ["139****0846", "13*************517", "欧阳*"] {
        assert!(dump.stdout.contains(word), "{word}: {}", dump.stdout);
    }
    place.write("forms/changli/form.yaml", &form.replace("  mask: []", "  mask: [phones, name]"));
    let outcome = place.run(&["check", "filing.yaml", "--templates", "forms"]);
    assert!(outcome.stdout.contains("Y108") && outcome.stdout.contains("是不是 phone？"));
    place.write("forms/changli/form.yaml", &form.replace("  mask: []", "  mask: phone"));
    let outcome = place.run(&["check", "filing.yaml", "--templates", "forms"]);
    assert!(outcome.stdout.contains("disclosure.mask 应为列表"), "{}", outcome.stdout);
}
