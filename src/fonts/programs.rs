//! The glyph programs of a CFF face, which stay on disk until a document uses their glyphs.
//!
//! Only faces whose programs stand alone are read so: one font dictionary, no subroutines, a thousand
//! units per em. To cut any other CFF font means to interpret the program of every glyph; of these
//! the programs are copied as they are.

use std::fs::File;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::cff::dict::{self, Entry};

use super::cff;
use super::font::FontFault;
use super::font_file::part;

/// The most bytes that a program may have (Adobe Technical Note 5177, appendix B).
const LONGEST_PROGRAM: u64 = 65_535;

/// What the number of a glyph stands between in its blank program: a number with fractions (255),
/// which nobody shortens, 0 (139), hstem (1), endchar (14).
const BEFORE: &[u8] = &[255];
const AFTER: &[u8] = &[0, 0, 139, 1, 14];

/// The glyph programs of a face.
#[derive(Debug)]
pub(super) struct Programs {
    /// The name of the blank font, which no other file's has.
    mark: String,
    /// The face's PostScript name.
    name: String,
    /// The Private DICT that goes with the programs.
    private: Vec<u8>,
    file: Mutex<File>,
    /// What the file was when it was opened: its length and when it was written.
    written: (u64, Option<SystemTime>),
    /// Where in the file each program begins, and where the last one ends.
    places: Vec<u64>,
    /// The programs that documents have asked for.
    read: Vec<OnceLock<Box<[u8]>>>,
}

impl Programs {
    /// Returns the programs in the CFF table at `table` of `file`, in which the face is called `name`
    /// and the table has `checksum`; `None` when they do not stand alone or the table is out of the
    /// ordinary.
    pub(super) fn find(
        mut file: File,
        table: Range<u64>,
        checksum: u32,
        name: String,
    ) -> Option<Self> {
        let written = state(&file)?;
        let (private, places) = Reader { file: &mut file, table }.programs()?;
        let read = (1..places.len()).map(|_| OnceLock::new()).collect();
        let mark = format!("{name}-{checksum:08x}-{}", written.0);
        Some(Self { mark, name, private, file: Mutex::new(file), written, places, read })
    }

    /// Returns how many glyphs the face has.
    pub(super) fn glyph_count(&self) -> usize {
        self.read.len()
    }

    /// Returns a CFF font of as many glyphs as the face has, none of which draws anything: each says
    /// in a hint which one it is, and goes on saying so in what is cut from the font.
    pub(super) fn blank(&self) -> Option<Vec<u8>> {
        let numbers = 0..u16::try_from(self.glyph_count()).ok()?;
        let length = BEFORE.len() + size_of::<u16>() + AFTER.len();
        let mut programs = Vec::with_capacity(length * self.glyph_count());
        for number in numbers {
            programs.extend_from_slice(BEFORE);
            programs.extend_from_slice(&number.to_be_bytes());
            programs.extend_from_slice(AFTER);
        }
        cff::font(&self.mark, &self.private, programs.chunks_exact(length))
    }

    /// Returns a CFF font with the programs of the glyphs of `blank`, which was cut from the blank
    /// font; `None` when it was cut from another.
    ///
    /// # Errors
    /// When the file cannot be read or is not what it was.
    pub(super) fn filled(&self, blank: &CffFontRef) -> Option<Result<Vec<u8>, FontFault>> {
        if blank.metadata()?.name()? != self.mark {
            return None;
        }
        let programs = (0..blank.num_glyphs()).map(|place| {
            let blank = blank.charstrings().get(usize::try_from(place).unwrap_or(usize::MAX));
            let number = blank.ok().and_then(|blank| {
                <[u8; 2]>::try_from(blank.strip_prefix(BEFORE)?.strip_suffix(AFTER)?).ok()
            });
            self.program(u16::from_be_bytes(number.ok_or(FontFault::NotAFont)?))
        });
        Some(programs.collect::<Result<Vec<_>, _>>().and_then(|programs| {
            cff::font(&self.name, &self.private, programs).ok_or(FontFault::NotAFont)
        }))
    }

    /// Returns the program of `glyph`, reading it the first time.
    fn program(&self, glyph: u16) -> Result<&[u8], FontFault> {
        let number = usize::from(glyph);
        let slot = self.read.get(number).ok_or(FontFault::NotAFont)?;
        if let Some(program) = slot.get() {
            return Ok(program);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if state(&file) != Some(self.written) {
            return Err(FontFault::Changed);
        }
        let place = match self.places[number..number + 2] {
            [start, end] if end - start <= LONGEST_PROGRAM => start..end,
            _ => return Err(FontFault::NotAFont),
        };
        let program = part(&mut file, place)?;
        Ok(slot.get_or_init(|| program.into()))
    }
}

/// Returns the length of `file` and when it was written.
fn state(file: &File) -> Option<(u64, Option<SystemTime>)> {
    let metadata = file.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// Reads parts of a CFF table; offsets begin with the table.
struct Reader<'a> {
    file: &'a mut File,
    table: Range<u64>,
}

/// An INDEX: where each of its items begins and where the last one ends, and where it ends itself.
struct Index {
    items: Vec<u64>,
    end: u64,
}

impl Reader<'_> {
    /// Returns the Private DICT, and where in the file each glyph program begins and the last one ends;
    /// `None` when the programs do not stand alone.
    fn programs(&mut self) -> Option<(Vec<u8>, Vec<u64>)> {
        let [_, _, header_length, _] = self.part(0..4)?[..] else { return None };
        let names = self.index(header_length.into())?;
        let tops = self.index(names.end)?;
        let strings = self.index(tops.end)?;
        let global_subroutines = self.index(strings.end)?;
        let top = self.only(&tops)?;
        let is_cid = top.iter().any(|entry| matches!(entry, Entry::Ros { .. }));
        if !is_cid || !global_subroutines.items.is_empty() || top.iter().any(is_unusual) {
            return None;
        }
        let dicts = self.index(first(&top, |entry| match entry {
            Entry::FdArrayOffset(offset) => u64::try_from(*offset).ok(),
            _ => None,
        })?)?;
        let dict = self.only(&dicts)?;
        let private = self.part(first(&dict, |entry| match entry {
            Entry::PrivateDictRange(Range { start, end }) => {
                Some(u64::try_from(*start).ok()?..u64::try_from(*end).ok()?)
            }
            _ => None,
        })?)?;
        if dict.iter().chain(&entries(&private)?).any(is_unusual) {
            return None;
        }
        let programs = self.index(first(&top, |entry| match entry {
            Entry::CharstringsOffset(offset) => u64::try_from(*offset).ok(),
            _ => None,
        })?)?;
        let places = programs.items.iter().map(|place| self.table.start + place).collect();
        Some((private, places))
    }

    /// Returns the entries of the only DICT of `index`.
    fn only(&mut self, index: &Index) -> Option<Vec<Entry>> {
        let [start, end] = index.items[..] else { return None };
        entries(&self.part(start..end)?)
    }

    /// Returns the INDEX at `start`.
    fn index(&mut self, start: u64) -> Option<Index> {
        let head = self.part(start..start.checked_add(2)?)?;
        let count = u64::from(u16::from_be_bytes(head.try_into().ok()?));
        if count == 0 {
            return Some(Index { items: Vec::new(), end: start + 2 });
        }
        let offset_bytes = *self.part(start + 2..start + 3)?.first()?;
        if !(1..=4).contains(&offset_bytes) {
            return None;
        }
        let data = start + 3 + (count + 1) * u64::from(offset_bytes);
        let offsets = self.part(start + 3..data)?;
        let items: Vec<u64> = offsets
            .chunks_exact(usize::from(offset_bytes))
            .map(|bytes| bytes.iter().fold(0, |offset, byte| (offset << 8) | u64::from(*byte)))
            // The first offset is 1.
            .map(|offset| data + offset - u64::from(0 < offset))
            .collect();
        let end = *items.last()?;
        let is_sound = items.is_sorted() && end <= self.table.end - self.table.start;
        is_sound.then_some(Index { items, end })
    }

    /// Returns the bytes of the table at `range`.
    fn part(&mut self, range: Range<u64>) -> Option<Vec<u8>> {
        let start = self.table.start.checked_add(range.start)?;
        let end = self.table.start.checked_add(range.end)?;
        if self.table.end < end {
            return None;
        }
        part(self.file, start..end).ok()
    }
}

/// Returns the entries of a DICT; `None` when one cannot be read.
fn entries(dict: &[u8]) -> Option<Vec<Entry>> {
    dict::entries(dict, None).collect::<Result<_, _>>().ok()
}

/// Returns the first that `of` finds in a DICT.
fn first<T>(dict: &[Entry], of: impl Fn(&Entry) -> Option<T>) -> Option<T> {
    dict.iter().find_map(of)
}

/// Returns whether programs cannot be copied where `entry` stands in a DICT.
fn is_unusual(entry: &Entry) -> bool {
    match entry {
        Entry::FontMatrix(_) | Entry::SubrsOffset(_) => true,
        Entry::CharstringType(kind) => *kind != 2,
        _ => false,
    }
}
