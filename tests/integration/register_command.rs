//! `ziping register`: the disclosure register as files, read back by others' programs.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::docx::{assert_valid, part};
use crate::harness::{Workplace, project_file};
use crate::public::{FILING, WITHHELD};
use crate::readers::{docx_paragraphs, pdf_pages, run_tool, squeezed};

const STEM: &str = "2023年度青河县教育局绩效自评公开登记表";

fn place() -> Workplace {
    let place = Workplace::empty();
    place.write("filing.yaml", FILING);
    place
}

/// Runs the command in its three formats.
fn register(place: &Workplace, arguments: &[&str]) -> (i32, String, String) {
    let fixed = ["register", "filing.yaml", "--format", "docx,pdf,xlsx"];
    let outcome = place.run(&[&fixed[..], arguments].concat());
    (outcome.status, outcome.stdout, outcome.stderr)
}

/// Returns the texts of a workbook's cells, row by row.
fn cells(path: &Path) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let sheet = book.worksheet_range("公开登记表").unwrap();
    sheet.rows().map(<[Data]>::to_vec).collect()
}

/// Returns the words of a PDF in the order in which they are drawn.
fn drawn(path: &Path) -> String {
    squeezed(&pdf_pages(path).concat().concat())
}

fn text(path: &Path) -> String {
    cells(path).iter().flatten().map(ToString::to_string).collect()
}

#[test]
fn the_register_is_three_files_that_say_the_same() {
    let place = place();
    let (status, stdout, stderr) = register(&place, &[]);
    assert_eq!((status, stderr.contains("错误")), (0, false), "{stderr}");
    let files =
        ["docx", "pdf", "xlsx"].map(|kind| format!("output/2023-青河县教育局/{STEM}.{kind}"));
    assert_eq!(stdout.lines().collect::<Vec<_>>(), files);
    let [docx, pdf, xlsx] = files.map(|file| place.path(&file));

    assert_valid("register", &fs::read(&docx).unwrap());
    run_tool("qpdf", &["--check", pdf.to_str().unwrap()]);
    let worded = squeezed(&docx_paragraphs(&docx).concat());
    let pages = pdf_pages(&pdf);
    assert_eq!(pages.len(), 1);
    assert!(worded.contains("考务密室技防否法律禁止（政府信息公开条例第十四条）是"), "{worded}");
    // On paper only the public edition's amounts, even of what is named.
    assert!(worded.contains("部门整体是560.00是"), "{worded}");
    for amount in ["252.3471", "252.35", "812.3471", "812.35"] {
        assert!(!worded.contains(amount) && !text(&xlsx).contains(amount), "{amount}");
    }

    let rows = cells(&xlsx);
    assert_eq!(rows[3][3], Data::Float(560.0), "an amount is a number");
    assert_eq!(rows[4][1], Data::String("校舍维修改造".to_owned()));
    assert_eq!(
        rows[5][2..6].iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["否", "", "", "法律禁止（政府信息公开条例第十四条）"]
    );
    let note = "注：部门整体的公开金额不含依法不予公开项目。";
    assert_eq!(rows[6][0], Data::String(note.to_owned()));
    assert!(worded.ends_with(note), "{worded}");
}

#[test]
fn a_sheet_stays_readable_on_paper_and_on_screen() {
    let place = Workplace::with_filing("examples/many-projects");
    let outcome = place.run(&["register", "filing", "--format", "xlsx,pdf", "--out", "out"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let path = |kind| place.path(outcome.stdout.lines().find(|l| l.ends_with(kind)).unwrap());
    let bytes = fs::read(path("xlsx")).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for words in [
        r#"<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>"#,
        r#"fitToHeight="0" orientation="landscape""#,
        r#"<col min="5" max="5" width="32"#,
    ] {
        assert!(sheet.contains(words), "{words}");
    }
    let book = part(&bytes, "xl/workbook.xml");
    for words in ["公开登记表'!$1:$3", "公开登记表'!$A$1:$H$204"] {
        assert!(book.replace("公开登记表!", "公开登记表'!").contains(words), "{book}");
    }
    let styles = part(&bytes, "xl/styles.xml");
    let looks = styles.split("<cellXfs count=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(looks.parse::<u32>().unwrap() < 20, "a look is made once: {looks}");
    let pages = pdf_pages(&path("pdf"));
    assert!(pages.len() > 5);
    for page in &pages {
        assert!(
            squeezed(&page.concat()).contains("序号名称"),
            "the head stands on every page: {page:?}"
        );
        assert!(!page.concat().contains("内部资料"), "nothing is withheld");
    }
}

#[test]
fn what_is_named_though_it_is_withheld_is_marked_on_every_page_and_sheet() {
    let place = place();
    register(&place, &["--out", "out"]);
    let read = |kind: &str| fs::read(place.path(&format!("out/{STEM}.{kind}"))).unwrap();
    let mark = "内部资料　不得公开";
    assert!(part(&read("docx"), "word/header1.xml").contains(mark));
    let sheet = part(&read("xlsx"), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(&format!("<oddHeader>&amp;R{mark}</oddHeader>")), "{sheet}");
    assert!(text(&place.path(&format!("out/{STEM}.xlsx"))).contains(mark));
    for page in pdf_pages(&place.path(&format!("out/{STEM}.pdf"))) {
        assert!(page.iter().any(|line| squeezed(line) == "内部资料不得公开"), "{page:?}");
    }
}

#[test]
fn the_register_of_the_public_edition_names_nothing_that_is_withheld() {
    let place = place();
    let (status, stdout, stderr) = register(&place, &["--out", "out", "--edition", "public"]);
    assert_eq!(status, 0, "{stderr}");
    let files: Vec<_> = stdout.lines().map(|line| place.path(line)).collect();
    assert_eq!(files.len(), 3);
    let texts = [docx_paragraphs(&files[0]).concat(), drawn(&files[1]), text(&files[2]), stderr];
    for (index, text) in texts.iter().enumerate() {
        assert!(index == 3 || text.contains("校舍维修改造"), "{text}");
        for word in WITHHELD {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
    assert!(stdout.contains(&format!("{STEM}（公开版）.xlsx")), "{stdout}");
    assert!(texts[0].contains("部门整体的公开金额不含依法不予公开项目"), "{}", texts[0]);
}

#[test]
fn what_is_said_of_the_departments_amount_is_what_the_form_does_with_it() {
    for (totals, note, amount) in [("full", None, 812.35), ("omit", Some("不在此公开"), 0.0)] {
        let place = place();
        let form = fs::read_to_string(project_file("templates/changli/form.yaml")).unwrap();
        let form = form.replace("totals: reduced", &format!("totals: {totals}"));
        place.write("forms/changli/form.yaml", &form);
        // Beside another, the withheld project does not follow from totals that are kept.
        let other = "  - { id: P03, name: 保密机房, initial: 57, adjusted: 57, final: 57, score: 92, disclosure: { withheld: true, ground: forbidden_by_law } }\npeople:";
        place.replace("filing.yaml", "people:", other);
        let (status, _, stderr) = register(&place, &["--out", "out", "--templates", "forms"]);
        assert_eq!(status, 0, "{stderr}");
        let worded = docx_paragraphs(&place.path(&format!("out/{STEM}.docx"))).concat();
        let rows = cells(&place.path(&format!("out/{STEM}.xlsx")));
        assert_eq!(worded.contains("注："), note.is_some(), "{worded}");
        assert!(worded.contains(note.unwrap_or_default()), "{worded}");
        match &rows[3][3] {
            Data::Float(value) => assert!((value - amount).abs() < 0.01, "{value}"),
            other => assert_eq!((other, note.is_some()), (&Data::Empty, true)),
        }
    }
}

#[test]
fn errors_stop_the_register_and_a_draft_is_marked_as_one() {
    let place = place();
    register(&place, &["--out", "out"]);
    let before = place.files("out");
    place.replace("filing.yaml", "adjusted: 252.3471", "adjusted: 252.3479");
    let (status, stdout, stderr) = register(&place, &["--out", "out"]);
    assert_eq!((status, stdout.as_str()), (1, ""));
    assert!(stderr.contains("错误[F207]") && stderr.contains("未写出文件：2 个错误"), "{stderr}");
    assert!(place.files("out") == before);

    let (status, stdout, _) = register(&place, &["--out", "draft", "--draft"]);
    assert_eq!(status, 1);
    let files = ["docx", "pdf", "xlsx"].map(|kind| format!("draft/{STEM}（草稿）.{kind}"));
    assert_eq!(stdout.lines().collect::<Vec<_>>(), files);
    let docx = fs::read(place.path(&files[0])).unwrap();
    assert!(part(&docx, "word/header1.xml").contains("内部资料　不得公开（草稿）"));
    assert!(text(&place.path(&files[2])).contains("公开登记表（草稿）"));
}

#[test]
fn a_register_has_the_same_bytes_wherever_it_is_made() {
    let place = place();
    register(&place, &["--out", "one"]);
    place.write("elsewhere/filing.yaml", FILING);
    let outcome =
        place.run(&["register", "elsewhere", "--format", "docx,pdf,xlsx", "--out", "two"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(place.files("one") == place.files("two"));
}

#[test]
fn what_cannot_be_written_leaves_the_earlier_files_as_they_were() {
    let place = place();
    let (status, ..) = register(&place, &["--out", "out"]);
    assert_eq!(status, 0);
    // A folder where the workbook goes: neither of the other files may change before it is seen.
    let workbook = place.path(&format!("out/{STEM}.xlsx"));
    fs::remove_file(&workbook).unwrap();
    fs::create_dir(&workbook).unwrap();
    let before = place.files("out");
    place.replace("filing.yaml", "校舍维修改造, initial", "校舍改造, initial");
    let (status, stdout, stderr) = register(&place, &["--out", "out"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("同名的文件夹已经存在"), "{stderr}");
    assert!(place.files("out") == before);

    place.write("file", "in the way");
    let (status, stdout, stderr) = register(&place, &["--out", "file/below"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("file/below"), "{stderr}");
}

#[test]
fn a_format_that_there_is_not_is_refused_by_name() {
    let outcome = place().run(&["register", "filing.yaml", "--format", "html"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""));
    assert!(outcome.stderr.contains("不能取“html”，可以取：docx、pdf、xlsx"), "{}", outcome.stderr);
}
