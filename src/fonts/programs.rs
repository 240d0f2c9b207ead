//! The glyph programs of a CFF face, which stay on disk until a document uses their glyphs.
//!
//! Only faces whose programs stand alone are read so: one font dictionary, no subroutines, a thousand
//! units per em. To cut any other CFF font means to interpret the program of every glyph; of these
//! the programs are copied as they are.

use std::fs::File;
use std::ops::Range;
use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;

use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::cff::dict::{self, Entry};

use super::cff;
use super::font::FontFault;
use super::font_file::part;

/// The most bytes that a program may have (Adobe Technical Note 5177, appendix B).
const LONGEST_PROGRAM: u64 = 65_535;

/// How the number of a glyph is written in its blank program: as two numbers of one byte each, which
/// nobody shortens, from -107 (32) to 107 (246).
const FIRST_DIGIT: u16 = 32;
const DIGITS: u16 = 215;

/// What follows the number: hstem (1), endchar (14).
const AFTER: [u8; 2] = [1, 14];

/// The glyph programs of a face.
#[derive(Debug)]
pub(super) struct Programs {
    /// The name of the blank font, which no other file's has.
    mark: String,
    /// The face's PostScript name.
    name: String,
    /// The Private DICT that goes with the programs.
    private: Vec<u8>,
    /// Where the table begins in the file.
    start: u64,
    /// Where in the table each program begins, and where the last one ends.
    places: Vec<u32>,
    /// What the file was when it was opened: its length and when it was written.
    written: (u64, Option<SystemTime>),
    known: RwLock<Known>,
}

/// The programs that documents have asked for.
#[derive(Debug)]
struct Known {
    file: File,
    /// The number of each glyph's program, from 1; 0 where it has not been read.
    numbers: Vec<u16>,
    programs: Vec<Box<[u8]>>,
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
        let start = table.start;
        let (private, places) = Reader { file: &mut file, table }.programs()?;
        let mark = format!("{name}-{checksum:08x}-{}", written.0);
        let numbers = vec![0; places.len().checked_sub(1)?];
        let known = RwLock::new(Known { file, numbers, programs: Vec::new() });
        Some(Self { mark, name, private, start, places, written, known })
    }

    /// Returns how many glyphs the face has.
    pub(super) fn glyph_count(&self) -> usize {
        self.places.len() - 1
    }

    /// Returns a CFF font of as many glyphs as the face has, none of which draws anything: each says
    /// in a hint which one it is, and goes on saying so in what is cut from the font; `None` when there
    /// are more than such a hint can tell apart.
    pub(super) fn blank(&self) -> Option<Vec<u8>> {
        let numbers = 0..u16::try_from(self.glyph_count()).ok()?;
        let programs = numbers.map(blank).collect::<Option<Vec<_>>>()?;
        cff::font(&self.mark, &[], programs.iter().map(|program| &program[..]))
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
        let glyphs = (0..blank.num_glyphs()).map(|place| {
            let place = usize::try_from(place).ok()?;
            let number = number(blank.charstrings().get(place).ok()?)?;
            (usize::from(number) < self.glyph_count()).then_some(number)
        });
        let glyphs: Option<Vec<u16>> = glyphs.collect();
        Some(glyphs.ok_or(FontFault::NotAFont).and_then(|glyphs| self.font(&glyphs)))
    }

    /// Returns a CFF font with the programs of `glyphs`, reading those that have not been.
    fn font(&self, glyphs: &[u16]) -> Result<Vec<u8>, FontFault> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(font) = known.font(self, glyphs) {
            return Ok(font);
        }
        drop(known);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.add(self, glyphs)?;
        known.font(self, glyphs).ok_or(FontFault::NotAFont)
    }
}

impl Known {
    /// Reads the programs of `glyphs` that have not been read.
    fn add(&mut self, face: &Programs, glyphs: &[u16]) -> Result<(), FontFault> {
        if state(&self.file) != Some(face.written) {
            return Err(FontFault::Changed);
        }
        for glyph in glyphs.iter().copied().map(usize::from) {
            if self.numbers[glyph] != 0 {
                continue;
            }
            let [start, end] = [face.places[glyph], face.places[glyph + 1]].map(u64::from);
            if LONGEST_PROGRAM < end - start {
                return Err(FontFault::NotAFont);
            }
            let program = part(&mut self.file, face.start + start..face.start + end)?;
            self.programs.push(program.into());
            self.numbers[glyph] =
                u16::try_from(self.programs.len()).map_err(|_| FontFault::NotAFont)?;
        }
        Ok(())
    }

    /// Returns a CFF font with the programs of `glyphs`; `None` when one has not been read.
    fn font(&self, face: &Programs, glyphs: &[u16]) -> Option<Vec<u8>> {
        let numbers = glyphs.iter().map(|glyph| self.numbers[usize::from(*glyph)]);
        if numbers.clone().any(|number| number == 0) {
            return None;
        }
        let programs = numbers.map(|number| &*self.programs[usize::from(number) - 1]);
        cff::font(&face.name, &face.private, programs)
    }
}

/// Returns the blank program of the glyph `number`, if it can be written.
fn blank(number: u16) -> Option<[u8; 4]> {
    let [high, low] = [number / DIGITS, number % DIGITS];
    let digit = |digit: u16| u8::try_from(FIRST_DIGIT + digit).ok();
    (high < DIGITS).then_some([digit(high)?, digit(low)?, AFTER[0], AFTER[1]])
}

/// Returns the number of the glyph whose blank program `program` is.
fn number(program: &[u8]) -> Option<u16> {
    let [high, low] = *program.strip_suffix(&AFTER)? else { return None };
    let digit = |byte: u8| u16::from(byte).checked_sub(FIRST_DIGIT).filter(|digit| *digit < DIGITS);
    Some(digit(high)? * DIGITS + digit(low)?)
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
    items: Vec<u32>,
    end: u64,
}

impl Reader<'_> {
    /// Returns the Private DICT, and where each glyph program begins and the last one ends;
    /// `None` when the programs do not stand alone.
    fn programs(&mut self) -> Option<(Vec<u8>, Vec<u32>)> {
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
        Some((private, programs.items))
    }

    /// Returns the entries of the only DICT of `index`.
    fn only(&mut self, index: &Index) -> Option<Vec<Entry>> {
        let [start, end] = index.items[..] else { return None };
        entries(&self.part(start.into()..end.into())?)
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
        let items: Vec<u32> = offsets
            .chunks_exact(usize::from(offset_bytes))
            .map(|bytes| bytes.iter().fold(0, |offset, byte| (offset << 8) | u64::from(*byte)))
            // The first offset is 1.
            .map(|offset| u32::try_from(data + offset - u64::from(0 < offset)).ok())
            .collect::<Option<_>>()?;
        let end = u64::from(*items.last()?);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_program_says_which_glyph_it_is() {
        let told_apart = DIGITS * DIGITS;
        for glyph in 0..told_apart {
            assert_eq!(blank(glyph).as_ref().and_then(|program| number(program)), Some(glyph));
        }
        assert_eq!(blank(told_apart), None);
        assert_eq!(blank(u16::MAX), None);
        for other in [&[][..], &[14], &[32, 1, 14], &[31, 32, 1, 14], &[32, 247, 1, 14]] {
            assert_eq!(number(other), None, "{other:?}");
        }
    }
}
