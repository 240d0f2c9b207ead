//! Independent readers of what the program writes: poppler for PDF, zip and an XML parser for DOCX.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// Returns the output of an external reader; it is installed by `make test`.
pub(crate) fn run_tool(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} is needed (make test installs it): {error}"));
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the lines of each page of a PDF in the order in which they are drawn.
pub(crate) fn pdf_pages(path: &Path) -> Vec<Vec<String>> {
    let text = run_tool("pdftotext", &["-raw", "-enc", "UTF-8", path.to_str().unwrap(), "-"]);
    let mut pages: Vec<Vec<String>> =
        text.split('\u{c}').map(|page| page.lines().map(str::to_owned).collect()).collect();
    let after_the_last = pages.pop();
    assert_eq!(after_the_last, Some(Vec::new()), "every page ends with a form feed");
    pages
}

/// Returns the text of a PDF without line breaks, spaces and page numbers.
pub(crate) fn pdf_text(path: &Path) -> String {
    pdf_pages(path)
        .into_iter()
        .map(|mut lines| {
            let number = lines.pop().unwrap();
            assert!(is_page_number(&number), "the last line of a page is its number: {number:?}");
            squeezed(&lines.concat())
        })
        .collect()
}

/// Returns whether `line` is a page number: — 1 —.
pub(crate) fn is_page_number(line: &str) -> bool {
    let inner = line.trim().strip_prefix('—').and_then(|rest| rest.strip_suffix('—'));
    inner.is_some_and(|number| number.trim().parse::<u32>().is_ok())
}

/// Returns the parts of a DOCX by name.
pub(crate) fn docx_part(path: &Path, part: &str) -> String {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Returns the text of each paragraph of a DOCX's body, in order.
pub(crate) fn docx_paragraphs(path: &Path) -> Vec<String> {
    paragraphs(&docx_part(path, "word/document.xml"))
}

/// Returns the text of each paragraph of a part in WordprocessingML, in order.
pub(crate) fn paragraphs(xml: &str) -> Vec<String> {
    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let options = roxmltree::ParsingOptions { nodes_limit: u32::MAX, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(xml, options).unwrap();
    document
        .descendants()
        .filter(|node| node.has_tag_name((W, "p")))
        .map(|paragraph| {
            paragraph
                .descendants()
                .filter(|node| node.has_tag_name((W, "t")))
                // The words of a drawing stand in paragraphs of their own.
                .filter(|node| {
                    node.ancestors().find(|it| it.has_tag_name((W, "p"))) == Some(paragraph)
                })
                .filter_map(|node| node.text())
                .collect()
        })
        .collect()
}

/// Returns `text` without white space: what is left must agree between all outputs.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
