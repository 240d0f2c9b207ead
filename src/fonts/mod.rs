//! Fonts: which file serves each face of a page profile, what it covers, and what fills the gaps.
//!
//! Fonts are chosen by PostScript name or file name, never by weight, in the order of `faces.txt`.
//! The font folders come first, so that the same files give the same bytes on every machine.

mod cff;
mod finder;
mod font;
mod font_file;
mod missing;
mod office;
mod programs;
mod remembered;
mod report;
mod table;

pub use finder::{FontSources, Refusal, SystemFonts};
pub use font::FontFault;
pub use missing::{FontMissing, FontsError, face_name};
pub use office::{OfficeNames, office_names};
pub use report::{FaceReport, FillReport, ServingFont, report};
pub use table::{FaceTable, TableError};

use std::fs;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use std::thread;

use skrifa::raw::ps::cff::CffFontRef;

use crate::document::{Face, Length};
use finder::{Finder, Found};
use font::Font;
use remembered::Remembered;
use table::{Candidate, Entry, FillScope, position};

/// The table's file in a font folder.
const TABLE_FILE: &str = "faces.txt";

/// The number of a font in its [`FontSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// A character's glyph in the font that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The font that has the character.
    pub font: FontId,
    /// The glyph's number in that font.
    pub id: u16,
    /// The glyph's advance in the font's units: advance × size ÷ units per em is exact.
    pub advance_units: u16,
    /// The font's units per em.
    pub units_per_em: u16,
}

/// What tells a font from every other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontDirectory<'a> {
    /// Its PostScript name.
    pub post_script_name: &'a str,
    /// The length of its file.
    pub file_bytes: u64,
    /// Its table records one after the other: tag, checksum, offset and length of each table, 16
    /// bytes, as the file has them (OpenType, "Table Directory").
    pub tables: Vec<u8>,
}

/// The fonts that serve the faces of a page profile.
///
/// The faces' own fonts are in memory; what fills their gaps is looked for when a character asks
/// for it, once. It can be shared among threads and reused for many documents.
#[derive(Debug)]
pub struct FontSet {
    finder: Finder,
    /// The fonts, face by face: the face's own, then its fills.
    slots: Vec<Slot>,
    /// The slots of each face, in the order of [`Face::ALL`].
    faces: Vec<Range<usize>>,
    /// The glyphs that each face was asked for, in the order of [`Face::ALL`].
    remembered: Vec<Remembered>,
    refused: Vec<Refusal>,
}

/// A font in its place: what it serves, and what it is once it has been looked for.
#[derive(Debug)]
struct Slot {
    /// The font to look for; `None` for a face's own, which is there from the start.
    wanted: Option<Candidate>,
    lowering: i64,
    scope: FillScope,
    found: OnceLock<Option<Found>>,
}

impl FontSet {
    /// Returns the fonts that serve every face, reading the faces' own fonts.
    ///
    /// # Errors
    /// When a face has no usable font (every such face is named), or an edited `faces.txt` in a
    /// font folder cannot be read.
    pub fn load(sources: &FontSources) -> Result<Self, FontsError> {
        let table = read_table(sources)?;
        let finder = Finder::new(sources);
        let mut slots = Vec::new();
        let mut faces = Vec::new();
        let mut all_refused = Vec::new();
        let mut missing = Vec::new();
        for (face, (found, refused)) in Face::ALL.into_iter().zip(own_fonts(&finder, &table)) {
            let entry = table.entry(face);
            match found {
                Some(found) => {
                    let start = slots.len();
                    slots.push(Slot::own(found));
                    slots.extend(fills(entry));
                    faces.push(start..slots.len());
                    all_refused.extend(refused);
                }
                None => {
                    missing.push(FontMissing::new(face, &entry.candidates, refused, sources));
                }
            }
        }
        if missing.is_empty() {
            let remembered = Face::ALL.iter().map(|_| Remembered::new()).collect();
            Ok(Self { finder, slots, faces, remembered, refused: all_refused })
        } else {
            Err(FontsError::Missing(missing))
        }
    }

    /// Returns the glyph of `character` in `face`, from the face's own font, else from its fills
    /// in order, else from the Latin face; `None` when no font has it or it is a character that
    /// no document can carry (control, private use, noncharacter).
    ///
    /// ASCII letters, digits and marks come from [`Face::ascii`] first. “ ” ‘ ’ — … · come from
    /// `face`: the Latin face has them too, but narrow and on the wrong line.
    pub fn glyph(&self, face: Face, character: char) -> Option<Glyph> {
        self.remembered[position(face)].get_or_find(character, || {
            if !can_be_shown(character) {
                return None;
            }
            let first = if character.is_ascii() { face.ascii() } else { face };
            let second = if first == Face::Latin { face } else { Face::Latin };
            self.glyph_of(first, character).or_else(|| self.glyph_of(second, character))
        })
    }

    /// Returns how far below the baseline `font` is drawn at `size`: fills stand higher in their
    /// em square than the faces that they serve.
    pub fn lowering(&self, font: FontId, size: Length) -> Length {
        self.slot(font).map_or(Length::ZERO, |slot| size.scaled(slot.lowering, 1000))
    }

    /// Returns the bytes of the file of `font` and the font's index in it; `None` when no glyph can
    /// have come from `font`.
    ///
    /// Where the glyphs are read from disk when they are needed, those here are blank;
    /// [`FontSet::filled`] gives a font with their programs.
    pub fn data(&self, font: FontId) -> Option<(Arc<Vec<u8>>, u32)> {
        let font = self.font(font)?;
        Some((Arc::clone(&font.file.bytes), font.index))
    }

    /// Returns the CFF font that `cut` is with the programs of its glyphs in place of blank ones;
    /// `None` when it was not cut from a font with blank glyphs.
    ///
    /// # Errors
    /// When the font's file cannot be read or is not what it was.
    pub fn filled(&self, cut: &[u8]) -> Option<Result<Vec<u8>, FontFault>> {
        let cut = CffFontRef::new(cut, 0, None).ok()?;
        let mut found = self.slots.iter().filter_map(|slot| slot.found.get()?.as_ref());
        found.find_map(|found| found.font.file.programs.as_ref()?.filled(&cut))
    }

    /// Returns what tells `font` from every other, or `None` when no glyph can have come from it.
    pub fn directory(&self, font: FontId) -> Option<FontDirectory<'_>> {
        let font = self.font(font)?;
        Some(FontDirectory {
            post_script_name: &font.post_script_name,
            file_bytes: font.file.length,
            tables: font.directory()?,
        })
    }

    /// Returns the fonts that stand before those in use and were found but cannot be used.
    pub fn refused(&self) -> &[Refusal] {
        &self.refused
    }

    /// Returns the glyph of `character` in the fonts of `face`.
    fn glyph_of(&self, face: Face, character: char) -> Option<Glyph> {
        let slots = self.faces.get(position(face))?.clone();
        slots.into_iter().find_map(|number| {
            let slot = self.slots.get(number)?;
            if slot.scope == FillScope::Hanzi && !is_hanzi(character) {
                return None;
            }
            let font = &slot.found(&self.finder)?.font;
            let (id, advance_units) = font.glyph(character)?;
            let number = FontId(u16::try_from(number).ok()?);
            Some(Glyph { font: number, id, advance_units, units_per_em: font.units_per_em })
        })
    }

    /// Returns the font that `font` numbers, if a glyph can have come from it.
    fn font(&self, font: FontId) -> Option<&Font> {
        Some(&self.slot(font)?.found.get()?.as_ref()?.font)
    }

    /// Returns the slot that `font` numbers.
    fn slot(&self, font: FontId) -> Option<&Slot> {
        self.slots.get(usize::from(font.0))
    }
}

impl Slot {
    /// Returns the slot of a face's own font.
    fn own(found: Found) -> Self {
        Self {
            wanted: None,
            lowering: 0,
            scope: FillScope::Every,
            found: OnceLock::from(Some(found)),
        }
    }

    /// Returns the slot's font, looking for it the first time.
    fn found(&self, finder: &Finder) -> Option<&Found> {
        self.found.get_or_init(|| finder.first(self.wanted.as_slice(), &mut Vec::new())).as_ref()
    }
}

/// Returns the slots of the fonts that fill the gaps of a face.
fn fills(entry: &Entry) -> impl Iterator<Item = Slot> {
    entry.fills.iter().map(|fill| Slot {
        wanted: Some(fill.candidate.clone()),
        lowering: fill.lowering,
        scope: fill.scope,
        found: OnceLock::new(),
    })
}

/// Looks for the faces' own fonts at once, since reading them is much of a cold start.
fn own_fonts(finder: &Finder, table: &FaceTable) -> Vec<(Option<Found>, Vec<Refusal>)> {
    let find = |face: Face| {
        let mut refused = Vec::new();
        (finder.first(&table.entry(face).candidates, &mut refused), refused)
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            Face::ALL.into_iter().map(|face| scope.spawn(move || find(face))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

/// Returns the table of `sources`: the built-in one, edited by the first folder that has a
/// `faces.txt`.
fn read_table(sources: &FontSources) -> Result<FaceTable, FontsError> {
    let path =
        sources.folders.iter().map(|folder| folder.join(TABLE_FILE)).find(|path| path.is_file());
    let Some(path) = path else { return Ok(FaceTable::built_in().clone()) };
    let unreadable = |reason: String| FontsError::UnreadableTable { path: path.clone(), reason };
    let bytes = fs::read(&path).map_err(|error| unreadable(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("不是 UTF-8 文字".to_owned()))?;
    Ok(FaceTable::overridden(&text, path)?)
}

/// Whether `character` means something by itself: control and private-use characters and
/// noncharacters do not, and PDF/A-2a refuses them (ISO 19005-2, 6.2.11.7).
fn can_be_shown(character: char) -> bool {
    let code = u32::from(character);
    let private = matches!(code, 0xE000..=0xF8FF | 0xF_0000..);
    let noncharacter = matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE;
    !(character.is_control() || private || noncharacter || character == '\u{feff}')
}

/// Whether `character` is a hanzi: 〇, the unified ideographs and their extensions, and the
/// compatibility ideographs.
fn is_hanzi(character: char) -> bool {
    matches!(
        u32::from(character),
        0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF
    )
}
