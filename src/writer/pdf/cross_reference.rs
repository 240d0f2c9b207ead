//! Cross-reference tables: the one that the PDF library writes, read, and the rows of the one that
//! takes its place (ISO 32000-1, 7.5.4 and 7.5.8).

use std::ops::Range;

use memchr::memmem;

/// The length of an entry of a table as the PDF library writes it, and how one of an object ends.
const ENTRY_BYTES: usize = 20;
const ENTRY_END: &[u8] = b" 00000 n\r\n";

/// A cross-reference table as the PDF library writes it.
pub(super) struct Table<'a> {
    /// Where it begins.
    start: usize,
    /// The number after the greatest of an object.
    pub(super) size: usize,
    /// The number of each object and where it is, in the order of both.
    pub(super) objects: Vec<(usize, Range<usize>)>,
    /// The keys of the trailer but for the size.
    pub(super) trailer: &'a [u8],
}

impl<'a> Table<'a> {
    /// Returns the only table of `file`; `None` when it is not as the PDF library writes it.
    pub(super) fn of(file: &'a [u8]) -> Option<Self> {
        const HEAD: &[u8] = b"xref\n0 ";
        const TRAILER: &[u8] = b"trailer\n<</Size ";
        const POINTER: &[u8] = b">>\nstartxref\n";
        let pointer = memmem::rfind(file, POINTER)?;
        let start = value(&file[digits(file, pointer + POINTER.len())])?;
        let is_head = file.get(start..pointer)?.starts_with(HEAD);
        let size = digits(file, is_head.then_some(start + HEAD.len())?);
        let first = size.end + 1;
        let size = value(&file[size])?;
        let last = size.checked_mul(ENTRY_BYTES)?.checked_add(first)?;
        let is_trailer = file.get(last..pointer)?.starts_with(TRAILER);
        let trailer = digits(file, is_trailer.then_some(last + TRAILER.len())?);
        let mut starts = Vec::with_capacity(size);
        for (number, entry) in file[first..last].chunks_exact(ENTRY_BYTES).enumerate() {
            if let Some(offset) = entry.strip_suffix(ENTRY_END) {
                starts.push((number, value(offset)?));
            }
        }
        let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([start]);
        let objects: Vec<_> =
            starts.iter().zip(ends).map(|((number, start), end)| (*number, *start..end)).collect();
        let is_sound = objects.iter().all(|(_, place)| place.start < place.end);
        let trailer = file.get(trailer.end..pointer)?;
        is_sound.then_some(Self { start, size, objects, trailer })
    }

    /// Returns where the first object begins.
    pub(super) fn head_end(&self) -> usize {
        self.objects.first().map_or(self.start, |(_, place)| place.start)
    }
}

/// Where an object is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// There is no object of the number.
    Free,
    /// In the file, from the offset on.
    At(usize),
    /// Among others in a stream.
    In {
        /// The number of the stream.
        stream: usize,
        /// Which of the objects in it, from 0.
        index: usize,
    },
}

impl Entry {
    /// How many bytes each of the three fields of a row has.
    pub(super) const FIELDS: &str = "[1 4 2]";

    /// How many bytes a row has.
    pub(super) const BYTES: usize = 7;

    /// Returns the row of the entry; `None` when a number is too large for it.
    pub(super) fn row(self) -> Option<[u8; Self::BYTES]> {
        let (kind, second, third) = match self {
            Self::Free => (0, 0, usize::from(u16::MAX)),
            Self::At(offset) => (1, offset, 0),
            Self::In { stream, index } => (2, stream, index),
        };
        let mut row = [kind; Self::BYTES];
        row[1..5].copy_from_slice(&u32::try_from(second).ok()?.to_be_bytes());
        row[5..].copy_from_slice(&u16::try_from(third).ok()?.to_be_bytes());
        Some(row)
    }
}

/// Returns where the digits stand that begin at `start` of `bytes`.
pub(super) fn digits(bytes: &[u8], start: usize) -> Range<usize> {
    let digits = bytes.get(start..).unwrap_or_default();
    start..start + digits.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Returns the number that `digits` write.
pub(super) fn value(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}
