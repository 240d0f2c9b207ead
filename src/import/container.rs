//! The package of a workbook, bounded before anything is built from it, and what of it is hidden.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::limits::{MAX_CELLS, MAX_INFLATED, MAX_PARTS, MAX_TABLE_PART};

/// The rows and columns of a sheet that a person does not see, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) rows: Vec<u32>,
    /// First and last column of each hidden stretch.
    pub(super) columns: Vec<(u32, u32)>,
}

/// Returns what is hidden on each sheet, by the sheet's name.
///
/// # Errors
/// Says why the file is not read: no workbook, or beyond the limits.
pub(super) fn examine(bytes: &[u8]) -> Result<BTreeMap<String, Hidden>, String> {
    let not_a_workbook = "不是 XLSX 工作簿，或者文件已损坏、加了密码".to_owned();
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_error| not_a_workbook.clone())?;
    if archive.len() > MAX_PARTS {
        return Err(format!("文件由 {} 个部分组成，最多 {MAX_PARTS} 个", archive.len()));
    }
    let mut left = MAX_INFLATED;
    let mut cells = 0;
    let mut tables = BTreeMap::new();
    let mut hidden_by_part = BTreeMap::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_error| not_a_workbook.clone())?;
        let name = part.name().trim_start_matches('/').to_owned();
        // What a package says of its sizes may be untrue, so they are counted.
        let mut counted = Counted { part, left };
        if name.contains("worksheets/") && !name.contains("_rels") {
            let hidden = scan(&mut counted, &mut cells)?;
            hidden_by_part.insert(name, hidden);
        } else if name.ends_with("workbook.xml") || name.ends_with("workbook.xml.rels") {
            let mut text = String::new();
            let read = (&mut counted).take(MAX_TABLE_PART).read_to_string(&mut text);
            read.map_err(|error| fault(&error))?;
            tables.insert(name, text);
        }
        std::io::copy(&mut counted, &mut std::io::sink()).map_err(|error| fault(&error))?;
        left = counted.left;
    }
    let names = sheet_names(&tables).ok_or(not_a_workbook)?;
    let by_name = names.into_iter().map(|(name, part)| {
        let hidden = hidden_by_part.get(&part).cloned().unwrap_or_default();
        (name, hidden)
    });
    Ok(by_name.collect())
}

/// A part that is read no further than the limit allows.
struct Counted<R> {
    part: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.part.read(buffer)?;
        let taken = u64::try_from(count).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(taken).ok_or_else(|| std::io::Error::other(TOO_LARGE))?;
        Ok(count)
    }
}

const TOO_LARGE: &str = "解压后超过 128 MB";

fn fault(error: &std::io::Error) -> String {
    if error.to_string() == TOO_LARGE { TOO_LARGE.to_owned() } else { "文件已损坏".to_owned() }
}

/// Reads a sheet's part for what is hidden, and counts its cells.
fn scan(part: impl Read, cells: &mut usize) -> Result<Hidden, String> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut hidden = Hidden::default();
    let mut buffer = Vec::new();
    let mut row = 0;
    loop {
        match next(&mut reader, &mut buffer)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                b"row" => {
                    row = number(&element, b"r").unwrap_or(row + 1);
                    if is_hidden(&element) {
                        hidden.rows.push(row);
                    }
                }
                b"col" if is_hidden(&element) => {
                    let first = number(&element, b"min").unwrap_or(1);
                    hidden.columns.push((first, number(&element, b"max").unwrap_or(first)));
                }
                b"c" | b"mergeCell" => {
                    *cells += 1;
                    if *cells > MAX_CELLS {
                        return Err(format!("单元格超过 {MAX_CELLS} 个"));
                    }
                }
                _ => {}
            },
            Event::DocType(_) => return Err("文件里有不该有的 DTD".to_owned()),
            Event::Eof => return Ok(hidden),
            _ => {}
        }
        buffer.clear();
    }
}

fn next<'b>(
    reader: &mut Reader<impl BufRead>,
    buffer: &'b mut Vec<u8>,
) -> Result<Event<'b>, String> {
    reader.read_event_into(buffer).map_err(|error| match error {
        quick_xml::Error::Io(error) => fault(&error),
        _ => "文件已损坏".to_owned(),
    })
}

fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let attribute = element.attributes().flatten().find(|found| found.key.as_ref() == name)?;
    String::from_utf8(attribute.value.into_owned()).ok()
}

fn number(element: &BytesStart<'_>, name: &[u8]) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, b"hidden").is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

/// Returns the names of the sheets with their parts.
fn sheet_names(tables: &BTreeMap<String, String>) -> Option<Vec<(String, String)>> {
    let (path, workbook) = tables.iter().find(|(name, _)| name.ends_with("workbook.xml"))?;
    let folder = path.strip_suffix("workbook.xml").unwrap_or_default();
    let (_, relations) = tables.iter().find(|(name, _)| name.ends_with("workbook.xml.rels"))?;
    let relations = roxmltree::Document::parse(relations).ok()?;
    let targets: BTreeMap<&str, &str> = relations
        .descendants()
        .filter_map(|node| Some((node.attribute("Id")?, node.attribute("Target")?)))
        .collect();
    let workbook = roxmltree::Document::parse(workbook).ok()?;
    let sheets = workbook.descendants().filter(|node| node.tag_name().name() == "sheet");
    let named = sheets.filter_map(|sheet| {
        let id = sheet
            .attributes()
            .find(|attribute| attribute.name() == "id" && attribute.namespace().is_some())?;
        let target = targets.get(id.value())?;
        let part = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}{target}"),
        };
        Some((sheet.attribute("name")?.to_owned(), part))
    });
    Some(named.collect())
}
