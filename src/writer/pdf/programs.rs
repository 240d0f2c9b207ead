//! Glyph programs in a finished file: they take the place of the blank glyphs that the PDF library
//! was given, so that it neither interprets them nor looks for repetitions in them.
//!
//! Nothing else is touched but the lengths of the streams and where objects begin.

use std::io::Read;
use std::ops::Range;

use flate2::read::ZlibDecoder;
use memchr::memmem;
use zlib_rs::{DeflateConfig, ReturnCode, Strategy};

use super::PdfError;
use crate::fonts::{FontFault, FontSet};

/// How the dictionary of a stream begins that the PDF library writes, and how that of a CFF font ends.
const LENGTH: &[u8] = b"<</Length ";
const CFF_STREAM: &[u8] = b"/Filter/FlateDecode/Subtype/CIDFontType0C>>\nstream\n";

/// A stream that takes the place of another.
struct Change {
    /// The digits of the length in the stream's dictionary.
    length: Range<usize>,
    /// The stream.
    stream: Range<usize>,
    bytes: Vec<u8>,
}

/// Returns `file`, which the PDF library has finished, with the glyph programs of `fonts` in place of
/// blank ones.
///
/// # Errors
/// When a font cannot be read any more, or the library has not written what it is known to write.
pub(super) fn put_in(file: Vec<u8>, fonts: &FontSet) -> Result<Vec<u8>, PdfError> {
    let mut changes = Vec::new();
    for found in memmem::find_iter(&file, CFF_STREAM) {
        changes.extend(change(&file, found, fonts)?);
    }
    if changes.is_empty() { Ok(file) } else { changed(&file, &changes).ok_or(PdfError::Unexpected) }
}

/// Returns what is to be changed of the CFF font in `file` whose dictionary ends at `found`; `None`
/// where its glyphs are not blank.
fn change(file: &[u8], found: usize, fonts: &FontSet) -> Result<Option<Change>, PdfError> {
    let (length, stream) = stream(file, found).ok_or(PdfError::Unexpected)?;
    let mut font = Vec::new();
    let compressed = file.get(stream.clone()).unwrap_or_default();
    ZlibDecoder::new(compressed).read_to_end(&mut font).map_err(|_| PdfError::Unexpected)?;
    let Some(filled) = fonts.filled(&font) else { return Ok(None) };
    let filled = filled.map_err(|fault: FontFault| PdfError::Font(fault.to_string()))?;
    let bytes = deflated(&filled).ok_or(PdfError::Unexpected)?;
    Ok(Some(Change { length, stream, bytes }))
}

/// Returns where the length and the data are of the stream whose dictionary ends at `found` of `file`.
fn stream(file: &[u8], found: usize) -> Option<(Range<usize>, Range<usize>)> {
    let length = digits(file, memmem::rfind(file.get(..found)?, LENGTH)? + LENGTH.len());
    let start = found + CFF_STREAM.len();
    let end = start.checked_add(number(file.get(length.clone())?)?)?;
    (length.end == found && end <= file.len()).then_some((length, start..end))
}

/// Returns a compressed stream of `bytes`. Glyph programs hold no repetitions that are worth looking
/// for: short codes for common bytes alone do nearly as well and take a fraction of the time.
fn deflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut stream = vec![0; zlib_rs::compress_bound(bytes.len())];
    // The most memory makes the longest blocks, so the fewest codes.
    let config =
        DeflateConfig { mem_level: 9, strategy: Strategy::HuffmanOnly, ..DeflateConfig::default() };
    let (written, code) = zlib_rs::compress_slice(&mut stream, bytes, config);
    let length = (code == ReturnCode::Ok).then_some(written.len())?;
    stream.truncate(length);
    Some(stream)
}

/// Returns `file` with `changes`, which stand in their order, and with the offsets that follow from
/// them; `None` when its cross-reference table is not as the PDF library writes it.
fn changed(file: &[u8], changes: &[Change]) -> Option<Vec<u8>> {
    let table = Table::of(file)?;
    let added: usize = changes.iter().map(|change| change.bytes.len()).sum();
    let mut out = Vec::with_capacity(file.len() + added);
    let mut place = 0;
    // Where what is behind a change begins, and where it comes to stand.
    let mut moves = Vec::new();
    for Change { length, stream, bytes } in changes {
        out.extend_from_slice(file.get(place..length.start)?);
        out.extend_from_slice(bytes.len().to_string().as_bytes());
        out.extend_from_slice(file.get(length.end..stream.start)?);
        out.extend_from_slice(bytes);
        place = stream.end;
        moves.push((place, out.len()));
    }
    let moved = |offset: usize| {
        let before = moves.iter().rev().find(|(from, _)| *from <= offset);
        before.map_or(offset, |(from, to)| offset - from + to)
    };
    out.extend_from_slice(file.get(place..table.entries.start)?);
    for entry in file.get(table.entries.clone())?.chunks_exact(ENTRY_BYTES) {
        match entry.strip_suffix(b" 00000 n\r\n") {
            Some(offset) => {
                out.extend_from_slice(
                    format!("{:010} 00000 n\r\n", moved(number(offset)?)).as_bytes(),
                );
            }
            None => out.extend_from_slice(entry),
        }
    }
    out.extend_from_slice(file.get(table.entries.end..table.pointer.start)?);
    out.extend_from_slice(moved(table.start).to_string().as_bytes());
    out.extend_from_slice(file.get(table.pointer.end..)?);
    Some(out)
}

/// The length of an entry of a cross-reference table (ISO 32000-1, 7.5.4).
const ENTRY_BYTES: usize = 20;

/// A cross-reference table.
struct Table {
    /// Where it begins.
    start: usize,
    /// Its entries.
    entries: Range<usize>,
    /// The digits at the end of the file that say where it begins (ISO 32000-1, 7.5.5).
    pointer: Range<usize>,
}

impl Table {
    /// Returns the only table of `file`.
    fn of(file: &[u8]) -> Option<Self> {
        const POINTER: &[u8] = b"startxref\n";
        const HEAD: &[u8] = b"xref\n0 ";
        let pointer = digits(file, memmem::rfind(file, POINTER)? + POINTER.len());
        let start = number(file.get(pointer.clone())?)?;
        let is_head = file.get(start..)?.starts_with(HEAD);
        let count = digits(file, is_head.then_some(start + HEAD.len())?);
        let first = count.end + 1;
        let last = number(file.get(count)?)?.checked_mul(ENTRY_BYTES)?.checked_add(first)?;
        let ends = file.get(last..)?.starts_with(b"trailer");
        ends.then_some(Self { start, entries: first..last, pointer })
    }
}

/// Returns where the digits stand that begin at `start` of `file`.
fn digits(file: &[u8], start: usize) -> Range<usize> {
    let digits = file.get(start..).unwrap_or_default();
    start..start + digits.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Returns the number that `digits` write.
fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}
