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

/// What the dictionary of a CFF font says besides its length, as the PDF library writes it and as it
/// is written here: programs hold next to no repetitions, so compressing them is not worth its time.
const COMPRESSED_FONT: &[u8] = b"/Filter/FlateDecode/Subtype/CIDFontType0C";
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
        if let Some(stream) = Stream::of(object)? {
            self.entries[number] = Entry::At(self.out.len());
            return self.stream(&stream);
        }
        let body = body(object).ok_or(PdfError::Unexpected)?;
        let Gathered { numbers, head, bodies } = &mut self.gathered;
        numbers.push(number);
        head.extend_from_slice(format!("{number} {} ", bodies.len()).as_bytes());
        bodies.extend_from_slice(body);
        bodies.push(b'\n');
        if bodies.len() < TOGETHER { Ok(()) } else { self.write_gathered() }
    }

    /// Writes `stream`, changed if it is to be.
    fn stream(&mut self, stream: &Stream) -> Result<(), PdfError> {
        let Stream { dict, data, .. } = *stream;
        if dict == COMPRESSED_FONT {
            let mut blank = Vec::new();
            let read = ZlibDecoder::new(data).read_to_end(&mut blank);
            read.map_err(|_| PdfError::Unexpected)?;
            if let Some(filled) = self.fonts.filled(&blank) {
                let filled =
                    filled.map_err(|fault: FontFault| PdfError::Font(fault.to_string()))?;
                stream.write_with(&[FONT], &filled, &mut self.out);
                return Ok(());
            }
        }
        // Metadata stay legible for programs that do not read PDF.
        let is_left = [&b"/Filter"[..], b"/Type/Metadata"];
        if is_left.iter().any(|key| memmem::find(dict, key).is_some()) {
            stream.write_with(&[dict], data, &mut self.out);
        } else {
            let compressed = self.compressed(&[data])?;
            stream.write_with(&[FILTER, dict], &compressed, &mut self.out);
        }
        Ok(())
    }

    /// Writes the objects that were put by.
    fn write_gathered(&mut self) -> Result<(), PdfError> {
        let Gathered { numbers, head, bodies } = std::mem::take(&mut self.gathered);
        let number = self.entries.len();
        for (index, gathered) in numbers.iter().enumerate() {
            self.entries[*gathered] = Entry::In { stream: number, index };
        }
        let keys = format!("/Type/ObjStm/N {}/First {}", numbers.len(), head.len());
        let data = self.compressed(&[&head, &bodies])?;
        self.write_new(keys.as_bytes(), &data);
        Ok(())
    }

    /// Writes the cross-reference table with the keys `trailer`, and returns the file.
    fn finish(mut self, trailer: &[u8]) -> Result<Vec<u8>, PdfError> {
        if !self.gathered.numbers.is_empty() {
            self.write_gathered()?;
        }
        let start = self.out.len();
        // The table is an object itself and has its own place.
        let size = self.entries.len() + 1;
        let mut rows = Vec::with_capacity(size * Entry::BYTES);
        for entry in self.entries.iter().chain([&Entry::At(start)]) {
            rows.extend(entry.row().ok_or(PdfError::Unexpected)?);
        }
        let data = self.compressed(&[&rows])?;
        let keys = format!("/Type/XRef/Size {size}/W{}", Entry::FIELDS);
        self.write_new(&[keys.as_bytes(), trailer].concat(), &data);
        self.out.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
        Ok(self.out)
    }

    /// Writes a stream that the PDF library has not, under the next number, with `keys` and the
    /// compressed `data`.
    fn write_new(&mut self, keys: &[u8], data: &[u8]) {
        let head = format!("{}{}", self.entries.len(), DICT_START);
        self.entries.push(Entry::At(self.out.len()));
        let stream =
            Stream { head: head.as_bytes(), dict: keys, data, tail: b"\nendstream\nendobj\n" };
        stream.write_with(&[FILTER, keys], data, &mut self.out);
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
const DICT_START: &str = " 0 obj\n<</Length ";
const DICT_END: &[u8] = b">>\nstream\n";
const DATA_END: &[u8] = b"\nendstream";
const FILTER: &[u8] = b"/Filter/FlateDecode";

/// Returns what stands in `object`, which is no stream.
fn body(object: &[u8]) -> Option<&[u8]> {
    let number = digits(object, 0);
    let body = object[number.end..].strip_prefix(OBJECT_START.as_bytes())?;
    Some(&body[..memmem::rfind(body, OBJECT_END)?])
}

/// An object that is a stream.
struct Stream<'a> {
    /// From the beginning of the object up to its length.
    head: &'a [u8],
    /// What the dictionary says besides the length.
    dict: &'a [u8],
    data: &'a [u8],
    /// From the end of the data.
    tail: &'a [u8],
}

impl<'a> Stream<'a> {
    /// Returns the stream that `object` is, if it is one.
    ///
    /// # Errors
    /// When it is one and not as the PDF library writes them.
    fn of(object: &'a [u8]) -> Result<Option<Self>, PdfError> {
        let number = digits(object, 0);
        if object[number.end..].starts_with(DICT_START.as_bytes()) {
            let stream = Self::split(object, number.end + DICT_START.len());
            stream.ok_or(PdfError::Unexpected).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Returns the parts of `object`, a stream whose length stands at `start`.
    fn split(object: &'a [u8], start: usize) -> Option<Self> {
        let length = digits(object, start);
        let (head, rest) = object.split_at(start);
        let rest = &rest[length.len()..];
        let dict = &rest[..memmem::find(rest, DICT_END)?];
        let data = &rest[dict.len() + DICT_END.len()..];
        let (data, tail) = data.split_at_checked(value(&object[length])?)?;
        tail.starts_with(DATA_END).then_some(Self { head, dict, data, tail })
    }

    /// Writes the object to `out`, with the parts `dict` as its dictionary and with `data`.
    fn write_with(&self, dict: &[&[u8]], data: &[u8], out: &mut Vec<u8>) {
        let length = data.len().to_string();
        let start = [self.head, length.as_bytes()];
        for part in start.iter().chain(dict).chain(&[DICT_END, data, self.tail]) {
            out.extend_from_slice(part);
        }
    }
}
