//! The fonts: what the project's font folder serves, what fills its gaps, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};

use ziping::document::{Face, HeadingLevel, Length};
use ziping::fonts::{FontFault, FontSet, FontSources, FontsError, SystemFonts, report};
use ziping::layout::lay_out;

use crate::laid_text;
use crate::pdf;

/// Returns the project's font folder.
///
/// # Panics
/// When `scripts/fonts.sh` has not been run.
pub(crate) fn project_folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let present = folder.join("FandolFang-Regular.otf").is_file();
    assert!(present, "the tests need the fonts: run scripts/fonts.sh (or `make test`)");
    folder
}

/// Returns the fonts of the project's font folder alone.
pub(crate) fn project_fonts() -> FontSet {
    FontSet::load(&sources(&project_folder())).unwrap()
}

/// Returns the project's font folder as the one place where fonts are looked for.
pub(crate) fn project_font_sources() -> FontSources {
    sources(&project_folder())
}

fn sources(folder: &Path) -> FontSources {
    FontSources { folders: vec![folder.to_owned()], system: SystemFonts::Never }
}

/// Returns a folder with links to the fonts of the project's folder that `keep` names.
fn folder_with(keep: impl Fn(&str) -> bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(project_folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_file() && keep(name) {
            fs::hard_link(&path, folder.path().join(name))
                .or_else(|_| fs::copy(&path, folder.path().join(name)).map(|_| ()))
                .unwrap();
        }
    }
    folder
}

/// Returns the PostScript names of the fonts that serve the faces.
fn serving(folder: &Path) -> Vec<String> {
    report(&sources(folder))
        .unwrap()
        .into_iter()
        .map(|face| face.serving.map_or_else(String::new, |font| font.post_script_name))
        .collect()
}

/// The open fonts that serve the six faces.
const OPEN: [&str; 6] = [
    "FandolSong-Bold",
    "FandolFang-Regular",
    "FandolHei-Regular",
    "FandolKai-Regular",
    "FandolSong-Regular",
    "LiberationSerif",
];

#[test]
fn the_project_folder_serves_every_face_and_fill() {
    let reports = report(&sources(&project_folder())).unwrap();
    assert_eq!(serving(&project_folder()), OPEN);
    let fills: Vec<_> = reports
        .iter()
        .flat_map(|face| &face.fills)
        .filter_map(|fill| Some(fill.serving.as_ref()?.post_script_name.as_str()))
        .collect();
    assert_eq!(
        fills,
        [
            "NotoSerifCJKsc-Bold",
            "LXGWWenKai-Light",
            "NotoSerifCJKsc-Regular",
            "NotoSansCJKsc-Regular",
            "LXGWWenKai-Light",
            "NotoSerifCJKsc-Regular",
            "NotoSerifCJKsc-Regular",
        ]
    );
    assert!(reports.iter().all(|face| face.advice.is_none() && face.refused.is_empty()));
}

#[test]
fn files_of_any_name_are_found_by_their_post_script_name() {
    let folder = folder_with(|name| OPEN.iter().any(|open| name.starts_with(open)));
    for (number, entry) in fs::read_dir(folder.path()).unwrap().enumerate() {
        let path = entry.unwrap().path();
        fs::rename(&path, folder.path().join(format!("{number}.OTF"))).unwrap();
    }
    assert_eq!(serving(folder.path()), OPEN);
}

#[test]
fn latin_letters_and_chinese_marks_keep_to_their_faces() {
    let fonts = project_fonts();
    let font = |character| fonts.glyph(Face::FangSong, character).unwrap().font;
    let (latin, chinese) = (font('A'), font('中'));
    assert_ne!(latin, chinese);
    for character in "azAZ09 %.,()'\"-/~".chars() {
        assert_eq!(font(character), latin, "{character}");
    }
    for character in "，。：；（）“”‘’—…·％　〔〕《》".chars() {
        assert_eq!(font(character), chinese, "{character}");
    }
    assert_eq!(fonts.glyph(Face::Hei, 'A').unwrap().font, latin);
}

#[test]
fn the_title_and_the_page_number_keep_their_own_digits() {
    let fonts = project_fonts();
    for face in [Face::XiaoBiaoSong, Face::Song] {
        let font = |character| fonts.glyph(face, character).unwrap().font;
        for character in "azAZ09 %.,()'\"-/~".chars() {
            assert_eq!(font(character), font('国'), "{character}");
        }
    }
}

#[test]
fn advances_are_the_fonts_own() {
    let fonts = project_fonts();
    let hanzi = fonts.glyph(Face::FangSong, '国').unwrap();
    assert_eq!((hanzi.advance_units, hanzi.units_per_em), (1000, 1000));
    let digit = fonts.glyph(Face::FangSong, '0').unwrap();
    assert_eq!((digit.advance_units, digit.units_per_em), (1024, 2048));
}

#[test]
fn rare_characters_come_from_the_fills_and_stand_lower() {
    let fonts = project_fonts();
    let size = Length::points(16);
    for face in [Face::XiaoBiaoSong, Face::FangSong, Face::Hei, Face::Kai, Face::Song] {
        let own = fonts.glyph(face, '国').unwrap().font;
        assert_eq!(fonts.lowering(own, size), Length::ZERO);
        for character in "旻昉玥祎㛃𬴂㎡镕喆赟璟彧昇堃垚犇".chars() {
            let glyph = fonts.glyph(face, character).unwrap_or_else(|| panic!("{character}"));
            assert_ne!(glyph.font, own, "{character}");
            let lowering = fonts.lowering(glyph.font, size);
            assert!(size.scaled(40, 1000) < lowering && lowering < size.scaled(90, 1000));
        }
    }
    let wenkai = fonts.glyph(Face::FangSong, '旻').unwrap().font;
    assert_eq!(fonts.lowering(wenkai, size), size.scaled(47, 1000));
    assert_ne!(fonts.glyph(Face::FangSong, '㎡').unwrap().font, wenkai, "hanzi only");
}

#[test]
fn characters_without_meaning_have_no_glyph() {
    let fonts = project_fonts();
    for character in ['\0', '\t', '\u{7f}', '\u{e000}', '\u{feff}', '\u{ffff}', '\u{f0000}'] {
        assert_eq!(fonts.glyph(Face::FangSong, character), None, "{character:?}");
    }
    assert_eq!(fonts.glyph(Face::FangSong, '😀'), None);
}

#[test]
fn a_missing_face_says_what_to_do() {
    let folder = folder_with(|name| name.starts_with("Fandol") && !name.starts_with("FandolKai"));
    let Err(FontsError::Missing(missing)) = FontSet::load(&sources(folder.path())) else {
        panic!("two faces are missing");
    };
    let faces: Vec<_> = missing.iter().map(|missing| missing.face).collect();
    assert_eq!(faces, [Face::Kai, Face::Latin]);
    assert_eq!(missing[0].to_string(), "缺少楷体字体");
    assert!(missing[0].advice.contains("scripts/fonts.sh"), "{}", missing[0].advice);
    assert!(missing[0].advice.contains("FandolKai-Regular.otf"), "{}", missing[0].advice);
    assert!(missing[0].advice.contains("楷体_GB2312、楷体"), "{}", missing[0].advice);
    assert_eq!(missing[0].tried.first().map(String::as_str), Some("楷体_GB2312"));
}

#[test]
fn a_folder_without_fills_leaves_rare_characters_without_a_glyph() {
    let folder = folder_with(|name| OPEN.iter().any(|open| name.starts_with(open)));
    let fonts = FontSet::load(&sources(folder.path())).unwrap();
    assert_eq!(fonts.glyph(Face::FangSong, '旻'), None);
}

/// Returns the bytes of a font of the project with `permissions` as its OS/2 fsType.
fn with_permissions(name: &str, permissions: u16) -> Vec<u8> {
    let mut bytes = fs::read(project_folder().join(name)).unwrap();
    let tables = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
    let record = (0..tables)
        .map(|table| 12 + 16 * table)
        .find(|record| &bytes[*record..record + 4] == b"OS/2")
        .unwrap();
    let offset: [u8; 4] = bytes[record + 8..record + 12].try_into().unwrap();
    let start = usize::try_from(u32::from_be_bytes(offset)).unwrap();
    bytes[start + 8..start + 10].copy_from_slice(&permissions.to_be_bytes());
    bytes
}

#[test]
fn fonts_that_may_not_be_embedded_are_refused() {
    let cases = [
        (0x0002, Some(FontFault::Restricted)),
        (0x0100, Some(FontFault::NoSubsetting)),
        (0x0200, Some(FontFault::BitmapOnly)),
        (0x0006, None),
        (0x0004, None),
        (0x0000, None),
    ];
    for (permissions, fault) in cases {
        let folder = folder_with(|name| !name.starts_with("FandolKai"));
        let file = folder.path().join("FandolKai-Regular.otf");
        fs::write(&file, with_permissions("FandolKai-Regular.otf", permissions)).unwrap();
        match (FontSet::load(&sources(folder.path())), fault) {
            (Ok(_), None) => {}
            (Err(FontsError::Missing(missing)), Some(fault)) => {
                assert_eq!(missing[0].refused.len(), 1);
                assert_eq!(missing[0].refused[0].fault, fault);
                assert_eq!(missing[0].refused[0].path, file);
            }
            (loaded, fault) => panic!("{permissions:#x}: {loaded:?}, expected {fault:?}"),
        }
    }
}

#[test]
fn the_next_font_serves_where_the_first_is_refused() {
    let folder = folder_with(|_| true);
    fs::write(folder.path().join("simkai.ttf"), with_permissions("FandolKai-Regular.otf", 2))
        .unwrap();
    let fonts = FontSet::load(&sources(folder.path())).unwrap();
    assert_eq!(fonts.refused().len(), 1);
    assert_eq!(fonts.refused()[0].family, "楷体");
    assert!(fonts.glyph(Face::Kai, '楷').is_some());
}

#[test]
fn broken_fonts_are_refused_and_never_panic() {
    break_font("LiberationSerif-Regular.ttf", Face::Latin);
    break_font("FandolHei-Regular.otf", Face::Hei);
}

/// Asks `face` for glyphs when its file `name` is cut short or has wrong bytes, and draws with them.
fn break_font(name: &str, face: Face) {
    let whole = fs::read(project_folder().join(name)).unwrap();
    let needed = |other: &str| other.starts_with("Fandol") || other.starts_with("Liberation");
    let folder = folder_with(|other| needed(other) && other != name);
    let file = folder.path().join(name);
    for length in [0, 3, 12, 40, 300, 1000, 20_000, whole.len() / 2] {
        fs::write(&file, &whole[..length]).unwrap();
        if let Ok(fonts) = FontSet::load(&sources(folder.path())) {
            let _ = fonts.glyph(face, 'A');
        }
    }
    let document = laid_text::document(vec![pdf::heading(HeadingLevel::One, 1, "一二三ABC")]);
    for stride in [3, 7, 64, 1001, 20_011] {
        let mut bytes = whole.clone();
        for byte in bytes.iter_mut().skip(16).step_by(stride) {
            *byte = byte.wrapping_add(113);
        }
        fs::write(&file, bytes).unwrap();
        if let Ok(fonts) = FontSet::load(&sources(folder.path())) {
            for character in ('\0'..'\u{5000}').step_by(17) {
                let _ = fonts.glyph(face, character);
            }
            let layout = lay_out(&document, &fonts).layout;
            let _ = ziping::writer::pdf::write(&document, &layout, &fonts);
        }
    }
}

#[test]
fn an_edited_table_in_the_folder_is_used() {
    let folder = folder_with(|_| true);
    let table = folder.path().join("faces.txt");
    fs::write(
        &table,
        "[Hei 黑体]\noffice 黑体\nopen 楷 | FandolKai-Regular | FandolKai-Regular.otf\n",
    )
    .unwrap();
    assert_eq!(serving(folder.path())[2], "FandolKai-Regular");
    fs::write(&table, "[Hei 黑体]\noffce 黑体\n").unwrap();
    let error = FontSet::load(&sources(folder.path())).unwrap_err();
    assert!(error.to_string().contains("faces.txt 第 2 行：不认识的“offce”"), "{error}");
}

#[test]
fn many_threads_see_the_same_fonts() {
    let fonts = project_fonts();
    let all = "国旻A㎡𬴂，";
    let glyphs =
        || -> Vec<_> { all.chars().map(|character| fonts.glyph(Face::Kai, character)).collect() };
    let seen: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(glyphs)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(seen.iter().all(|glyphs| *glyphs == seen[0] && !glyphs.contains(&None)));
}
