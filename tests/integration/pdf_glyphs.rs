//! What the glyphs of a PDF look like: each as in the font file that it comes from, to the last point.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use skrifa::GlyphId;
use skrifa::outline::OutlinePen;
use skrifa::prelude::MetadataProvider;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::{FontRef, TableProvider};
use ziping::document::{Block, Run};
use ziping::fonts::{FontSet, FontSources, SystemFonts};
use ziping::layout;
use ziping::writer::pdf::{self, PdfError};

use crate::fonts::{project_folder, project_fonts};
use crate::laid_text::document;

/// A CFF font in a PDF.
struct Embedded {
    name: String,
    /// The character that each glyph shows.
    characters: BTreeMap<u16, char>,
    program: Vec<u8>,
}

/// Returns where `needle` stands in `bytes`.
fn find(bytes: &[u8], needle: &str) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle.as_bytes())
}

/// Returns the objects of the PDF `bytes` by their numbers, as qpdf writes them out.
fn objects(bytes: &[u8]) -> BTreeMap<u32, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let [file, plain] = ["file.pdf", "plain.pdf"].map(|name| folder.path().join(name));
    fs::write(&file, bytes).unwrap();
    let options = ["--qdf", "--object-streams=disable", "--no-original-object-ids"];
    let status = Command::new("qpdf").args(options).args([&file, &plain]).status().unwrap();
    assert!(status.success());
    let plain = fs::read(plain).unwrap();
    let mut objects = BTreeMap::new();
    let mut rest = plain.as_slice();
    while let Some(start) = find(rest, " 0 obj\n") {
        let digits = rest[..start].rsplit(|byte| !byte.is_ascii_digit()).next().unwrap();
        let number = std::str::from_utf8(digits).unwrap().parse().unwrap();
        let body = &rest[start + " 0 obj\n".len()..];
        let end = find(body, "\nendobj\n").unwrap();
        objects.insert(number, body[..end].to_vec());
        rest = &body[end..];
    }
    objects
}

/// Returns what follows `key` in the dictionary `object`, up to white space.
fn value<'a>(object: &'a [u8], key: &str) -> Option<&'a str> {
    let start = find(object, key)? + key.len();
    let value = object[start..].split(u8::is_ascii_whitespace).next()?;
    std::str::from_utf8(value).ok()
}

/// Returns the CFF fonts of the PDF `bytes`.
fn embedded(bytes: &[u8]) -> Vec<Embedded> {
    let objects = objects(bytes);
    let follow =
        |object: &[u8], key: &str| objects[&value(object, key).unwrap().parse().unwrap()].clone();
    let stream = |object: Vec<u8>| {
        let start = find(&object, "\nstream\n").unwrap() + "\nstream\n".len();
        object[start..object.len() - "\nendstream".len()].to_vec()
    };
    let composite = objects.values().filter(|object| find(object, "/Subtype /Type0").is_some());
    let mut fonts = Vec::new();
    for font in composite {
        let descendant = follow(font, "/DescendantFonts [\n    ");
        if find(&descendant, "/CIDFontType0").is_none() {
            continue;
        }
        let map = String::from_utf8(stream(follow(font, "/ToUnicode "))).unwrap();
        let pairs = map.lines().filter_map(|line| {
            let (glyph, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
            let units: Vec<u16> = (0..text.len() / 4)
                .map(|unit| u16::from_str_radix(&text[4 * unit..4 * unit + 4], 16).unwrap())
                .collect();
            let character = String::from_utf16(&units).unwrap().chars().next().unwrap();
            let glyph = u16::from_str_radix(glyph, 16).unwrap();
            // The range of all codes is written like a pair.
            (glyph != 0).then_some((glyph, character))
        });
        let name = value(font, "/BaseFont /").unwrap();
        let name = name.split_once('+').unwrap().1.trim_end_matches("-Identity-H").to_owned();
        let program = stream(follow(&follow(&descendant, "/FontDescriptor "), "/FontFile3 "));
        fonts.push(Embedded { name, characters: pairs.collect(), program });
    }
    fonts
}

/// Returns what is drawn of `glyph`.
fn drawn(font: &CffFontRef, glyph: GlyphId) -> Vec<String> {
    struct Commands(Vec<String>);
    impl OutlinePen for Commands {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(format!("move {x} {y}"));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(format!("line {x} {y}"));
        }
        fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
            self.0.push(format!("quad {cx} {cy} {x} {y}"));
        }
        fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
            self.0.push(format!("curve {cx0} {cy0} {cx1} {cy1} {x} {y}"));
        }
        fn close(&mut self) {
            self.0.push("close".to_owned());
        }
    }
    let mut commands = Commands(Vec::new());
    let subfont = font.subfont(font.subfont_index(glyph).unwrap(), &[]).unwrap();
    font.draw(&subfont, glyph, &[], None, &mut commands).unwrap();
    commands.0
}

/// Checks every glyph of every CFF font of the PDF `bytes` against the font's own file, and returns
/// how many there are.
fn check_glyphs(bytes: &[u8]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for Embedded { name, characters, program } in embedded(bytes) {
        let (file, index) = match name.as_str() {
            "NotoSansCJKsc-Regular" => ("NotoSansCJK-Regular.ttc".to_owned(), 2),
            "NotoSerifCJKsc-Regular" => ("NotoSerifCJK-Regular.ttc".to_owned(), 2),
            "NotoSerifCJKsc-Bold" => ("NotoSerifCJK-Bold.ttc".to_owned(), 2),
            name => (format!("{name}.otf"), 0),
        };
        let whole = fs::read(project_folder().join(&file)).unwrap();
        let whole = FontRef::from_index(&whole, index).unwrap();
        let own = CffFontRef::new(whole.cff().unwrap().offset_data().as_bytes(), 0, None).unwrap();
        let cut = CffFontRef::new(&program, 0, None).unwrap();
        assert!(cut.is_cid(), "{name}");
        assert_eq!(cut.num_glyphs() as usize, characters.len() + 1, "{name}: {characters:?}");
        for (glyph, character) in &characters {
            let number = whole.charmap().map(*character).unwrap();
            let expected = drawn(&own, number);
            assert!(character.is_whitespace() || !expected.is_empty(), "{name}: {character}");
            assert_eq!(drawn(&cut, GlyphId::from(*glyph)), expected, "{name}: {character}");
        }
        counts.insert(name, characters.len());
    }
    counts
}

#[test]
fn every_glyph_is_that_of_its_font() {
    let fonts = project_fonts();
    // The same fonts serve several documents, and other characters in another order come first.
    for text in ["㎡接受社会监督旻昉玥㛃，。", "旻昉玥祎㛃𬴂㎡，接受社会监督。一二三四五六七八九十"]
    {
        let document = document(vec![
            Block::Title(vec![Run::text(text)]),
            crate::pdf::heading(ziping::document::HeadingLevel::One, 1, text),
            crate::pdf::heading(ziping::document::HeadingLevel::Two, 1, text),
            crate::pdf::paragraph(text),
        ]);
        let layout = layout::lay_out(&document, &fonts).layout;
        let counts = check_glyphs(&pdf::write(&document, &layout, &fonts).unwrap());
        for name in ["FandolFang-Regular", "FandolHei-Regular", "FandolKai-Regular"] {
            assert!(5 <= counts[name], "{counts:?}");
        }
        assert!(counts.contains_key("NotoSansCJKsc-Regular"), "{counts:?}");
    }
}

/// Returns the fonts of `folder`.
fn fonts_of(folder: &Path) -> FontSet {
    let sources = FontSources { folders: vec![folder.to_owned()], system: SystemFonts::Never };
    FontSet::load(&sources).unwrap()
}

#[test]
fn a_font_that_changes_while_it_is_in_use_is_not_drawn_with() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(project_folder()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with("Fandol") || name.starts_with("Liberation") {
            fs::copy(entry.path(), folder.path().join(name)).unwrap();
        }
    }
    let document = document(vec![crate::pdf::paragraph("接受社会监督。")]);
    let fonts = fonts_of(folder.path());
    let layout = layout::lay_out(&document, &fonts).layout;
    let file = folder.path().join("FandolFang-Regular.otf");
    let length = fs::metadata(&file).unwrap().len();
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(length / 2).unwrap();
    let fault = pdf::write(&document, &layout, &fonts).unwrap_err();
    assert_eq!(fault, PdfError::Font("文件在使用中被改动".to_owned()));
}
