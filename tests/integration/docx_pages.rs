//! The pages of a DOCX as a word processor sets them: 22 lines of 28 characters.

use std::fs;
use std::path::Path;
use std::process::Command;

use jiff::civil::date;
use ziping::document::{
    Block, Document, Metadata, Orientation, PageProfile, Paragraph, ParagraphRole, Run, Section,
};
use ziping::writer::docx;

/// What stands in for the families that a DOCX names, in the project's font folder.
const STAND_INS: [(&str, &str); 3] = [
    ("仿宋_GB2312", "FandolFang"),
    ("宋体", "FandolSong"),
    ("Times New Roman", "Liberation Serif"),
];

#[test]
#[ignore = "takes LibreOffice, poppler and the font folder"]
fn a_full_page_has_22_lines_of_28_characters() {
    let hanzi = "绩效自评工作报告部门预算安排资金分配拨付使用情况项目支出".repeat(44);
    let bytes = docx::write(&document(&hanzi)).unwrap();
    let pages = pages(&bytes);
    let widths = |page: &str| -> Vec<usize> {
        let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
        let of_hanzi = lines.filter(|line| !line.contains('—'));
        of_hanzi.map(|line| line.chars().count()).collect()
    };
    assert_eq!(widths(&pages[0]), [&[26][..], &[28; 21]].concat(), "the first line is indented");
    assert_eq!(widths(&pages[1]), [28; 22]);
    assert_eq!(widths(&pages[2]), [2]);
}

fn document(text: &str) -> Document {
    let paragraph =
        Paragraph { role: ParagraphRole::Body, lead: None, runs: vec![Run::text(text)] };
    Document {
        mark: None,
        metadata: Metadata {
            title: "字格".to_owned(),
            author: "昌黎县总工会".to_owned(),
            date: date(2024, 3, 4),
            revision: None,
        },
        page: PageProfile::gb9704(),
        sections: vec![Section {
            orientation: Orientation::Portrait,
            blocks: vec![Block::Paragraph(paragraph)],
        }],
    }
}

/// Returns the text of each page that a word processor makes of `bytes`.
fn pages(bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    assert!(fonts.is_dir(), "scripts/fonts.sh fetches the fonts");
    fs::write(at("pages.docx"), bytes).unwrap();
    fs::write(at("fonts.conf"), font_settings(&fonts, &at("cache"))).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", at("profile").display());
    let converted = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder.path(), &at("pages.docx")])
        .env("FONTCONFIG_FILE", at("fonts.conf"))
        .output()
        .expect("soffice must be installed");
    assert!(converted.status.success());
    let text = Command::new("pdftotext")
        .arg("-layout")
        .arg(at("pages.pdf"))
        .arg("-")
        .output()
        .expect("pdftotext must be installed");
    assert!(text.status.success(), "{}", String::from_utf8_lossy(&text.stderr));
    String::from_utf8(text.stdout).unwrap().split('\u{c}').map(str::to_owned).collect()
}

/// Returns the settings of fontconfig that put the fonts of `folder` in the place of the families.
fn font_settings(folder: &Path, cache: &Path) -> String {
    let aliases = STAND_INS.map(|(family, stand_in)| {
        format!(
            concat!(
                r#"<match target="pattern"><test name="family"><string>{}</string></test>"#,
                r#"<edit name="family" mode="assign" binding="strong"><string>{}</string></edit>"#,
                "</match>",
            ),
            family, stand_in
        )
    });
    format!(
        "<fontconfig><dir>{}</dir><cachedir>{}</cachedir>{}</fontconfig>",
        folder.display(),
        cache.display(),
        aliases.concat()
    )
}
