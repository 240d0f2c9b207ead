//! The last pass over a finished file: real glyph programs take the place of the blank ones that the
//! PDF library was given, and what it left plain is compressed: the page content stream by stream, the
//! other objects together (ISO 32000-1, 7.5.7).

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use memchr::memmem;

use super::PdfError;
use super::cross_reference::{Entry, Table, digits, value};
use crate::fonts::{FontFault, FontSet};

/// What the dictionary of a CFF font says besides length and filter. It is written without one:
/// programs hold next to no repetitions, so compressing them is not worth its time.
const FONT: &[u8] = b"/Subtype/CIDFontType0C";

/// Page content and structure repeat themselves close by: what a higher level finds beyond that is not
/// worth its time.
const LEVEL: Compression = Compression::new(2);

/// How many bytes of objects are compressed together, so that a reader can take one without all.
const TOGETHER: usize = 1 << 16;

/// Returns `file`, which the PDF library has finished, with the glyph programs of `fonts` in place of
/// blank ones and compressed.
///
/// # Errors
/// When a font cannot be read any more, or the library has not written what it is known to write.
pub(super) fn settle(file: &[u8], fonts: &FontSet) -> Result<Vec<u8>, PdfError> {
    let table = Table::of(file).ok_or(PdfError::Unexpected)?;
    let mut writer = Writer {
        fonts,
        encoder: ZlibEncoder::new(Vec::new(), LEVEL),
        out: Vec::with_capacity(file.len()),
        entries: vec![Entry::Free; table.size],
        gathered: Gathered::default(),
    };
    writer.out.extend_from_slice(&file[..table.head_end()]);
    for (number, place) in &table.objects {
        writer.object(*number, &file[place.clone()])?;
    }
    writer.finish(table.trailer)
}

/// Writes a file anew.
struct Writer<'a> {
    fonts: &'a FontSet,
    encoder: ZlibEncoder<Vec<u8>>,
    out: Vec<u8>,
    /// Where each object is, by its number.
    entries: Vec<Entry>,
    gathered: Gathered,
}

/// Objects that are to be compressed together.
#[derive(Default)]
struct Gathered {
    numbers: Vec<usize>,
    /// The number of each and where it begins.
    head: Vec<u8>,
    bodies: Vec<u8>,
}

impl Writer<'_> {
    /// Writes the object `number`, which is `object`, or puts it by until there are more.
    fn object(&mut self, number: usize, object: &[u8]) -> Result<(), PdfError> {
        let content = object[digits(object, 0).end..].strip_prefix(OBJECT_START.as_bytes());
        let content = content.ok_or(PdfError::Unexpected)?;
        if let Some(rest) = content.strip_prefix(DICT_START.as_bytes()) {
            let (dict, data) = stream(rest).ok_or(PdfError::Unexpected)?;
            return self.stream(number, dict, data);
        }
        let end = memmem::rfind(content, OBJECT_END).ok_or(PdfError::Unexpected)?;
        let Gathered { numbers, head, bodies } = &mut self.gathered;
        numbers.push(number);
        head.extend_from_slice(format!("{number} {} ", bodies.len()).as_bytes());
        bodies.extend_from_slice(&content[..end]);
        bodies.push(b'\n');
        if bodies.len() < TOGETHER { Ok(()) } else { self.write_gathered() }
    }

    /// Writes the stream `number` of `dict` and `data`, changed if it is to be.
    fn stream(&mut self, number: usize, dict: &[u8], data: &[u8]) -> Result<(), PdfError> {
        if dict.strip_prefix(FILTER) == Some(FONT) {
            let mut blank = Vec::new();
            let read = ZlibDecoder::new(data).read_to_end(&mut blank);
            read.map_err(|_| PdfError::Unexpected)?;
            if let Some(filled) = self.fonts.filled(&blank) {
                let filled =
                    filled.map_err(|fault: FontFault| PdfError::Font(fault.to_string()))?;
                self.write(number, &[FONT], &filled);
                return Ok(());
            }
        }
        // Metadata stay legible for programs that do not read PDF.
        let is_left = [&b"/Filter"[..], b"/Type/Metadata"];
        if is_left.iter().any(|key| memmem::find(dict, key).is_some()) {
            self.write(number, &[dict], data);
        } else {
            let compressed = self.compressed(&[data])?;
            self.write(number, &[FILTER, dict], &compressed);
        }
        Ok(())
    }

    /// Writes the objects that were put by.
    fn write_gathered(&mut self) -> Result<(), PdfError> {
        let Gathered { numbers, head, bodies } = std::mem::take(&mut self.gathered);
        let number = self.new_number();
        for (index, gathered) in numbers.iter().enumerate() {
            self.entries[*gathered] = Entry::In { stream: number, index };
        }
        let keys = format!("/Type/ObjStm/N {}/First {}", numbers.len(), head.len());
        let data = self.compressed(&[&head, &bodies])?;
        self.write(number, &[FILTER, keys.as_bytes()], &data);
        Ok(())
    }

    /// Writes the cross-reference table with the keys `trailer`, and returns the file.
    fn finish(mut self, trailer: &[u8]) -> Result<Vec<u8>, PdfError> {
        if !self.gathered.numbers.is_empty() {
            self.write_gathered()?;
        }
        let start = self.out.len();
        // The table is an object itself and says where it is.
        let number = self.new_number();
        self.entries[number] = Entry::At(start);
        let mut rows = Vec::with_capacity(self.entries.len() * Entry::BYTES);
        for entry in &self.entries {
            rows.extend(entry.row().ok_or(PdfError::Unexpected)?);
        }
        let data = self.compressed(&[&rows])?;
        let keys = format!("/Type/XRef/Size {}/W{}", self.entries.len(), Entry::FIELDS);
        self.write(number, &[FILTER, keys.as_bytes(), trailer], &data);
        self.out.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
        Ok(self.out)
    }

    /// Returns a number that no object has.
    fn new_number(&mut self) -> usize {
        self.entries.push(Entry::Free);
        self.entries.len() - 1
    }

    /// Writes the stream `number` with the parts `dict` as its dictionary and with `data`.
    fn write(&mut self, number: usize, dict: &[&[u8]], data: &[u8]) {
        self.entries[number] = Entry::At(self.out.len());
        let start = format!("{number}{OBJECT_START}{DICT_START}{}", data.len());
        let end = [DICT_END, data, DATA_END, OBJECT_END, b"\n"];
        for part in [start.as_bytes()].iter().chain(dict).chain(&end) {
            self.out.extend_from_slice(part);
        }
    }

    /// Returns `parts`, one after the other, compressed.
    fn compressed(&mut self, parts: &[&[u8]]) -> Result<Vec<u8>, PdfError> {
        let written = parts.iter().try_for_each(|part| self.encoder.write_all(part));
        written.and_then(|()| self.encoder.reset(Vec::new())).map_err(|_| PdfError::Unexpected)
    }
}

/// How an object begins and ends, and a stream's dictionary and data, as the PDF library writes them.
const OBJECT_START: &str = " 0 obj\n";
const OBJECT_END: &[u8] = b"\nendobj";
const DICT_START: &str = "<</Length ";
const DICT_END: &[u8] = b">>\nstream\n";
const DATA_END: &[u8] = b"\nendstream";
const FILTER: &[u8] = b"/Filter/FlateDecode";

/// Returns the dictionary of the stream whose length stands at the beginning of `rest`, without the
/// length, and its data.
fn stream(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = rest.split_at(digits(rest, 0).end);
    let dict = &rest[..memmem::find(rest, DICT_END)?];
    let data = &rest[dict.len() + DICT_END.len()..];
    let (data, tail) = data.split_at_checked(value(length)?)?;
    tail.starts_with(DATA_END).then_some((dict, data))
}
