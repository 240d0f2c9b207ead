//! The font table: which fonts may serve each face and which fill its gaps, read from `faces.txt`.

use std::path::PathBuf;
use std::sync::OnceLock;

use thiserror::Error;

use super::face_name;
use crate::document::Face;

/// The table that the program comes with.
const BUILT_IN: &str = include_str!("faces.txt");

/// Which fonts may serve each face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceTable {
    /// One entry a face, in the order of [`Face::ALL`].
    entries: Vec<Entry>,
}

/// The fonts of one face.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The name that DOCX files call the face by.
    pub(super) office: String,
    /// The fonts that may serve the face, best first.
    pub(super) candidates: Vec<Candidate>,
    /// The fonts that fill the gaps, best first.
    pub(super) fills: Vec<Fill>,
}

/// A font, by the names it may go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Where the font is expected.
    pub(super) origin: Origin,
    /// The names of its family, the Chinese one first.
    pub(super) families: Vec<String>,
    /// Its PostScript names.
    pub(super) post_script_names: Vec<String>,
    /// Its file names.
    pub(super) files: Vec<String>,
}

/// Where a font is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// On the user's machine.
    Local,
    /// In the font folder, where the project's script puts it.
    Open,
}

/// A font that fills the gaps of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fill {
    /// The font.
    pub(super) candidate: Candidate,
    /// How far below the baseline it is drawn, in thousandths of an em.
    pub(super) lowering: i64,
    /// Whether it fills in hanzi only and never marks.
    pub(super) scope: FillScope,
}

/// What a font may fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FillScope {
    /// Every character that is missing.
    Every,
    /// Hanzi: the font's marks are proportional and fit no Chinese line.
    Hanzi,
}

/// A line of a font table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("字体表 {} 第 {line} 行：{message}", path.display())]
pub struct TableError {
    /// The table's file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in Chinese.
    pub message: String,
}

impl FaceTable {
    /// Returns the table that the program comes with.
    #[expect(
        clippy::missing_panics_doc,
        reason = "the built-in table cannot fail: a test reads it"
    )]
    pub fn built_in() -> &'static Self {
        static TABLE: OnceLock<FaceTable> = OnceLock::new();
        TABLE.get_or_init(|| {
            parse(BUILT_IN)
                .ok()
                .and_then(|entries| entries.into_iter().collect::<Option<Vec<_>>>())
                .map(|entries| Self { entries })
                .expect("the built-in table is sound and complete: a test reads it")
        })
    }

    /// Returns the built-in table with the faces that `text` names put in place of its own.
    ///
    /// # Errors
    /// When a line of `text` cannot be read; `path` is only quoted.
    pub(super) fn overridden(text: &str, path: PathBuf) -> Result<Self, TableError> {
        let edited = parse(text).map_err(|(line, message)| TableError { path, line, message })?;
        let entries = edited
            .into_iter()
            .zip(&Self::built_in().entries)
            .map(|(edited, built_in)| edited.unwrap_or_else(|| built_in.clone()))
            .collect();
        Ok(Self { entries })
    }

    /// Returns the fonts of `face`.
    pub(super) fn entry(&self, face: Face) -> &Entry {
        &self.entries[position(face)]
    }
}

/// Returns the place of `face` in [`Face::ALL`].
pub(super) const fn position(face: Face) -> usize {
    match face {
        Face::XiaoBiaoSong => 0,
        Face::FangSong => 1,
        Face::Hei => 2,
        Face::Kai => 3,
        Face::Song => 4,
        Face::Latin => 5,
    }
}

/// Returns the key of `face` in a table.
const fn key(face: Face) -> &'static str {
    match face {
        Face::XiaoBiaoSong => "XiaoBiaoSong",
        Face::FangSong => "FangSong",
        Face::Hei => "Hei",
        Face::Kai => "Kai",
        Face::Song => "Song",
        Face::Latin => "Latin",
    }
}

/// Returns the entries of the faces that `text` names, or the line and the message of its first
/// fault.
fn parse(text: &str) -> Result<[Option<Entry>; Face::ALL.len()], (usize, String)> {
    let mut entries: [Option<Entry>; Face::ALL.len()] = Default::default();
    let mut open: Option<(Face, usize)> = None;
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(header) = line.strip_prefix('[') {
            if let Some((face, start)) = open {
                complete(&entries, face, start)?;
            }
            let face = face_of(header).map_err(|message| (number, message))?;
            if entries[position(face)].replace(Entry::default()).is_some() {
                return Err((number, format!("{}已在前面写过", face_name(face))));
            }
            open = Some((face, number));
            continue;
        }
        let entry = open
            .and_then(|(face, _)| entries[position(face)].as_mut())
            .ok_or_else(|| (number, "前面缺少 [面] 一行".to_owned()))?;
        read_line(entry, line).map_err(|message| (number, message))?;
    }
    if let Some((face, start)) = open {
        complete(&entries, face, start)?;
    }
    Ok(entries)
}

/// Returns the face that the header `[Key 名称]` (without its first bracket) opens.
fn face_of(header: &str) -> Result<Face, String> {
    let inner = header.strip_suffix(']').ok_or("缺少 ]")?;
    let name = inner.split_whitespace().next().unwrap_or_default();
    Face::ALL.into_iter().find(|face| key(*face) == name).ok_or_else(|| {
        let keys: Vec<_> = Face::ALL.into_iter().map(key).collect();
        format!("不认识的面“{name}”，应为 {} 之一", keys.join("、"))
    })
}

/// Reads one line of an entry.
fn read_line(entry: &mut Entry, line: &str) -> Result<(), String> {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let columns: Vec<&str> = rest.split('|').collect();
    match word {
        "office" => rest.trim().clone_into(&mut entry.office),
        "local" => entry.candidates.push(candidate(Origin::Local, &columns, 3)?),
        "open" => entry.candidates.push(candidate(Origin::Open, &columns, 3)?),
        "fill" => {
            let candidate = candidate(Origin::Open, &columns, 4)?;
            let (lowering, scope) = fill_settings(columns.get(3).copied().unwrap_or_default())?;
            entry.fills.push(Fill { candidate, lowering, scope });
        }
        _ => return Err(format!("不认识的“{word}”，应为 office、local、open、fill 之一")),
    }
    Ok(())
}

/// Reads the names of a font.
fn candidate(origin: Origin, columns: &[&str], limit: usize) -> Result<Candidate, String> {
    if limit < columns.len() {
        return Err(format!("最多 {limit} 栏，此处有 {} 栏", columns.len()));
    }
    let names = |index: usize| -> Vec<String> {
        columns.get(index).map_or_else(Vec::new, |column| {
            column
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(Into::into)
                .collect()
        })
    };
    let candidate =
        Candidate { origin, families: names(0), post_script_names: names(1), files: names(2) };
    if candidate.families.is_empty() {
        return Err("缺少字体名".to_owned());
    }
    Ok(candidate)
}

/// Reads the settings of a fill: `lower N` and `hanzi`.
fn fill_settings(settings: &str) -> Result<(i64, FillScope), String> {
    let mut lowering = 0;
    let mut scope = FillScope::Every;
    for setting in settings.split(',').map(str::trim).filter(|setting| !setting.is_empty()) {
        if setting == "hanzi" {
            scope = FillScope::Hanzi;
        } else {
            lowering = setting
                .strip_prefix("lower ")
                .and_then(|number| number.trim().parse::<i16>().ok())
                .filter(|thousandths| (-500..=500).contains(thousandths))
                .map(i64::from)
                .ok_or_else(|| {
                    format!(
                        "不认识的设置“{setting}”，应为 hanzi 或 lower N（N 在 -500 与 500 之间）"
                    )
                })?;
        }
    }
    Ok((lowering, scope))
}

/// Checks that the entry of `face`, opened on line `start`, can be used.
fn complete(entries: &[Option<Entry>], face: Face, start: usize) -> Result<(), (usize, String)> {
    let missing = |what: &str| Err((start, format!("{}缺少 {what} 一行", face_name(face))));
    match &entries[position(face)] {
        Some(entry) if entry.office.is_empty() => missing("office"),
        Some(entry) if entry.candidates.is_empty() => missing("local 或 open"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_names_every_face() {
        let table = FaceTable::built_in();
        for face in Face::ALL {
            let entry = table.entry(face);
            assert!(entry.candidates.iter().any(|font| font.origin == Origin::Open), "{face:?}");
            assert!(!entry.fills.is_empty(), "{face:?}");
        }
    }

    #[test]
    fn an_edited_face_replaces_its_own_entry_only() {
        let text = "[Kai 楷体]\noffice 楷体\nlocal 楷体 | KaiTi | simkai.ttf\n";
        let table = FaceTable::overridden(text, "faces.txt".into()).unwrap();
        assert_eq!(table.entry(Face::Kai).office, "楷体");
        assert_eq!(table.entry(Face::Kai).candidates.len(), 1);
        assert_eq!(table.entry(Face::Hei), FaceTable::built_in().entry(Face::Hei));
    }

    #[test]
    fn faults_name_their_line() {
        let cases = [
            ("\n[Ming 明体]\n", 2, "不认识的面“Ming”"),
            ("local 仿宋\n", 1, "前面缺少"),
            ("[Kai 楷体\n", 1, "缺少 ]"),
            ("[Kai]\noffice 楷体\n", 1, "楷体缺少 local 或 open 一行"),
            ("[Kai]\nlocal 楷体\n[Hei]\n", 1, "楷体缺少 office 一行"),
            ("[Kai]\nfont 楷体\n", 2, "不认识的“font”"),
            ("[Kai]\nlocal | KaiTi\n", 2, "缺少字体名"),
            ("[Kai]\nlocal a | b | c | d\n", 2, "最多 3 栏"),
            ("[Kai]\nfill a | b | c | lower 900\n", 2, "不认识的设置“lower 900”"),
            ("[Kai]\noffice a\nopen b\n[Kai]\n", 4, "楷体已在前面写过"),
        ];
        for (text, line, message) in cases {
            let error = FaceTable::overridden(text, "faces.txt".into()).unwrap_err();
            assert_eq!(error.line, line, "{text}");
            assert!(error.message.contains(message), "{text}: {}", error.message);
        }
    }
}
