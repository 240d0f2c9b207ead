//! The public edition of `examples/public`: planted values in no byte of any output.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::harness::Workplace;
use super::readers::run_tool;

/// What must not become known, as the filing writes it.
const WORDS: [&str; 24] = [
    "困境儿童个案帮扶",
    "困境儿童",
    "非法社会组织查处",
    "非法社会组织",
    "QH-2023-7731",
    "QH-2023-8846",
    "青河县未成年人救助保护中心",
    "两名儿童年内转由亲属监护",
    "为十九名监护缺失儿童逐人建档",
    "已为十七名儿童建档并落实照料人",
    "青财社密",
    "新增监护缺失儿童的临时照料",
    "冒领线索核查办结率",
    "柳林镇三起冒领线索尚在取证",
    "与公安机关会商后办结",
    "欧阳墨涵",
    "司徒景行",
    "上官云起",
    "诸葛明澈",
    "令狐远舟",
    "东方若兰",
    "柳林镇北关村三组17号",
    "局党组已约谈两名经办人员",
    "尚未与县财政局议定",
];

/// Numbers that are no amounts: a phone of the staff; identity, phone and account of a recipient.
const DIGITS: [&str; 4] =
    ["13917350846", "130322199607184517", "13633517294", "6217000010023456784"];

/// Amounts in 元: those of the withheld projects, the entry of the ledger, the totals with them in.
const AMOUNTS: [u64; 12] = [
    186_217, 334_728, 319_605, 148_511, 123_549, 117_264, 14_132_366, 15_954_377, 15_870_705,
    10_947_766, 12_685_277, 12_601_605,
];

/// One way to write a planted value.
struct Written {
    /// The text, without white space.
    text: String,
    /// Whether it is too short to be looked for among the operators of a page's drawing.
    short: bool,
}

/// Returns `text` with its ASCII in full width.
fn wide(text: &str) -> String {
    let widen = |character: char| match character {
        '!'..='~' => char::from_u32(u32::from(character) + 0xfee0).unwrap(),
        other => other,
    };
    text.chars().map(widen).collect()
}

/// Returns `digits` in groups of `size` from the end, parted by `separator`.
fn grouped(digits: &str, size: usize, separator: &str) -> String {
    let offset = digits.len() % size;
    let (first, rest) = digits.split_at(offset);
    let groups = rest.as_bytes().chunks(size).map(|group| std::str::from_utf8(group).unwrap());
    let first = (!first.is_empty()).then_some(first);
    first.into_iter().chain(groups).collect::<Vec<_>>().join(separator)
}

/// Returns a text as character references of a mark-up language.
fn referenced(text: &str) -> String {
    text.chars()
        .map(|character| format!("&#x{:X};", u32::from(character)))
        .collect::<Vec<_>>()
        .concat()
}

/// Returns a text as a PDF writes it in hexadecimal.
fn hexadecimal(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<Vec<_>>().concat()
}

/// Returns the planted values in all their written forms; white space between the characters is
/// taken out of what is searched, so that spaced and broken words are further forms of each.
fn forms() -> Vec<(String, Vec<Written>)> {
    let written = |text: String| Written { short: text.chars().count() < 7, text };
    let words = WORDS.iter().map(|word| {
        let forms = vec![(*word).to_owned(), referenced(word), hexadecimal(word), wide(word)];
        ((*word).to_owned(), forms)
    });
    let digits = DIGITS.iter().map(|digits| {
        let forms = vec![
            (*digits).to_owned(),
            grouped(digits, 4, "-"),
            format!("{}-{}-{}", &digits[..3], &digits[3..7], &digits[7..]),
            wide(digits),
            hexadecimal(digits),
            referenced(digits),
        ];
        ((*digits).to_owned(), forms)
    });
    let amounts = AMOUNTS.iter().map(|yuan| {
        let exact = format!("{}.{:04}", yuan / 10_000, yuan % 10_000);
        let cents = (yuan + 50) / 100;
        let short = format!("{}.{:02}", cents / 100, cents % 100);
        let forms = vec![
            exact.clone(),
            short.clone(),
            yuan.to_string(),
            grouped(&yuan.to_string(), 3, ","),
            format!("{yuan}.00"),
            wide(&exact),
            wide(&short),
            wide(&yuan.to_string()),
        ];
        (exact, forms)
    });
    words
        .chain(digits)
        .chain(amounts)
        .map(|(value, forms)| (value, forms.into_iter().map(written).collect()))
        .collect()
}

/// Text that a file holds, and what to call it.
struct Found {
    name: String,
    /// Without white space.
    text: String,
    /// Whether it holds drawing operators, whose numbers are measures.
    is_drawing: bool,
}

fn squeezed(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().filter(|character| !character.is_whitespace()).collect()
}

/// Returns XML or HTML without its tags, so that a value split over runs is whole.
fn untagged(text: &str) -> String {
    text.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, after)| after)).collect()
}

/// Returns everything that the file at `path` holds.
fn read(path: &Path) -> Vec<Found> {
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let bytes = std::fs::read(path).unwrap();
    let mut found = vec![Found { name: name.clone(), text: squeezed(&bytes), is_drawing: true }];
    match path.extension().unwrap().to_str().unwrap() {
        "docx" | "xlsx" => {
            let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
            for index in 0..archive.len() {
                let mut part = archive.by_index(index).unwrap();
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes).unwrap();
                let name = format!("{name} {}", part.name());
                let text = squeezed(&bytes);
                found.push(Found {
                    name: format!("{name} without tags"),
                    text: untagged(&text),
                    is_drawing: false,
                });
                found.push(Found { name, text, is_drawing: true });
            }
        }
        "pdf" => {
            let path = path.to_str().unwrap();
            let pages = run_tool("pdftotext", &["-raw", "-enc", "UTF-8", path, "-"]);
            let text = squeezed(pages.as_bytes());
            found.push(Found { name: format!("{name} text"), text, is_drawing: false });
            let info = run_tool("pdfinfo", &["-meta", path]);
            let text = squeezed(info.as_bytes());
            found.push(Found { name: format!("{name} metadata"), text, is_drawing: false });
            let plain = format!("{path}.plain");
            run_tool("qpdf", &["--qdf", "--object-streams=disable", path, &plain]);
            let bytes = std::fs::read(&plain).unwrap();
            std::fs::remove_file(&plain).unwrap();
            // Strings in UTF-16 lose their high bytes for digits, and are read as such below.
            let wide: Vec<u16> =
                bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            let shifted: Vec<u16> = bytes[1..]
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            for units in [wide, shifted] {
                let text = String::from_utf16_lossy(&units);
                let text = squeezed(text.as_bytes());
                found.push(Found { name: format!("{name} in UTF-16"), text, is_drawing: true });
            }
            let text = squeezed(&bytes);
            found.push(Found { name: format!("{name} uncompressed"), text, is_drawing: true });
        }
        _ => {
            let text = squeezed(&bytes);
            found.push(Found {
                name: format!("{name} without tags"),
                text: untagged(&text),
                is_drawing: false,
            });
        }
    }
    found
}

/// Returns everything that the public edition gives: its files and what the program says.
fn outputs(place: &Workplace) -> Vec<Found> {
    let commands: [&[&str]; 10] = [
        &["build", "--edition", "public", "--format", "docx,pdf,html,xlsx", "--out", "out"],
        &["check", "--edition", "public", "--output-format", "concise"],
        &["figures", "--edition", "public"],
        &["figures", "--edition", "public", "--output-format", "json"],
        &["explain", "department.adjusted", "--edition", "public"],
        &["explain", "project_total", "--edition", "public"],
        &["dump", "--edition", "public"],
        &["register", "--edition", "public", "--format", "docx,pdf,xlsx", "--out", "register"],
        &["build", "--edition", "public", "--package", "--out", "package"],
        &["build", "--edition", "public", "--bind", "--out", "volume"],
    ];
    let mut found = Vec::new();
    for arguments in commands {
        let outcome = place.run(&[arguments, &["filing"]].concat());
        assert_eq!(outcome.status, 0, "{arguments:?}: {}", outcome.stderr);
        for (stream, text) in [("stdout", outcome.stdout), ("stderr", outcome.stderr)] {
            let name = format!("{stream} of {arguments:?}");
            found.push(Found { name, text: squeezed(text.as_bytes()), is_drawing: false });
        }
    }
    for folder in ["out", "register", "package", "volume"] {
        let files = place.files(folder);
        assert!(files.len() >= 3, "{folder}: {files:?}");
        for (name, _) in files {
            let text = squeezed(name.as_bytes());
            found.push(Found { name: "a file's name".to_owned(), text, is_drawing: false });
            found.extend(read(&place.path(folder).join(name)));
        }
    }
    found
}

/// Returns which planted values stand in `found`, and in what.
fn leaks(found: &[Found]) -> Vec<String> {
    let mut leaks = Vec::new();
    for (value, forms) in forms() {
        for place in found {
            let stands = |form: &Written| {
                !(form.short && place.is_drawing) && place.text.contains(form.text.as_str())
            };
            if forms.iter().any(stands) {
                leaks.push(format!("{value} in {}", place.name));
            }
        }
    }
    leaks
}

#[test]
fn no_planted_value_stands_in_any_byte_of_the_public_edition() {
    let place = Workplace::with_filing("examples/public");
    assert!(forms().len() >= 30 && forms().iter().all(|(_, forms)| forms.len() >= 4));
    let leaks = leaks(&outputs(&place));
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[test]
fn every_planted_value_stands_in_the_full_edition_or_its_filing() {
    let place = Workplace::with_filing("examples/public");
    let outcome = place.run(&["build", "filing", "--format", "docx,pdf", "--out", "out"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let figures = place.run(&["figures", "filing", "--output-format", "json"]);
    let mut found: Vec<_> = place
        .files("out")
        .iter()
        .flat_map(|(name, _)| read(&place.path("out").join(name)))
        .collect();
    for text in [figures.stdout].into_iter().chain(
        place.files("filing").into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap()),
    ) {
        found.push(Found {
            name: "the filing".to_owned(),
            text: squeezed(text.as_bytes()),
            is_drawing: false,
        });
    }
    let leaks = leaks(&found);
    for (value, _) in forms() {
        assert!(leaks.iter().any(|leak| leak.starts_with(&value)), "{value} is planted nowhere");
    }
    for format in ["docx word/document.xml", "pdf text"] {
        assert!(leaks.iter().any(|leak| leak.contains(format)), "{format} is not searched");
    }
}
