//! A font file in memory: the whole of it, or of a CFF face everything but what its glyphs look like.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use skrifa::raw::tables::head::Head;
use skrifa::raw::tables::maxp::Maxp;
use skrifa::raw::tables::name::Name;
use skrifa::raw::types::Tag;
use skrifa::raw::{FontData, FontRead};
use write_fonts::FontBuilder;

use super::font::{FontFault, post_script_name};
use super::programs::Programs;

/// The largest file that is taken for a font.
const LARGEST_FILE: u64 = 256 << 20;

/// The longest part of a file that is read by itself.
const LONGEST_PART: u64 = 4 << 20;

/// The tables that are taken over, as far as there are any.
const KEPT: [&[u8; 4]; 8] =
    [b"head", b"hhea", b"hmtx", b"maxp", b"cmap", b"name", b"post", b"OS/2"];

/// A font file.
#[derive(Debug)]
pub(super) struct FontFile {
    /// The bytes of the file; where there are `programs`, those of a font that has everything but
    /// them.
    pub(super) bytes: Arc<Vec<u8>>,
    /// The length of the file.
    pub(super) length: u64,
    /// The table records of the only font in the file as the file has them; `None` where they are to
    /// be taken from `bytes`.
    pub(super) directory: Option<Vec<u8>>,
    /// What the glyphs look like, where that is read when it is needed.
    pub(super) programs: Option<Programs>,
}

impl FontFile {
    /// Returns the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read or is too large.
    pub(super) fn read(path: &Path) -> Result<Self, FontFault> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        if LARGEST_FILE < length {
            return Err(FontFault::TooLarge(length));
        }
        if let Some(parts) = Self::parts(file, length) {
            return Ok(parts);
        }
        let bytes = Arc::new(fs::read(path)?);
        Ok(Self { bytes, length, directory: None, programs: None })
    }

    /// Returns what is needed of a CFF face whose glyph programs stand alone; `None` for every other
    /// font, and for files that are not as they should be.
    fn parts(mut file: File, length: u64) -> Option<Self> {
        let mut head = [0; 12];
        file.read_exact(&mut head).ok()?;
        let [b'O', b'T', b'T', b'O', high, low, ..] = head else { return None };
        let mut directory = vec![0; 16 * usize::from(u16::from_be_bytes([high, low]))];
        file.read_exact(&mut directory).ok()?;
        // The checksum of a table, and where it is (OpenType, "Table Directory").
        let record = |tag: &[u8; 4]| {
            let record = directory.chunks_exact(16).find(|record| record.starts_with(tag))?;
            let number = |at: usize| Some(u32::from_be_bytes(*record.get(at..)?.first_chunk()?));
            let start = u64::from(number(8)?);
            let place = start..start + u64::from(number(12)?);
            (place.end <= length).then_some((number(4)?, place))
        };
        let mut tables = Vec::new();
        for tag in KEPT {
            if let Some((_, place)) = record(tag) {
                tables.push((tag, part(&mut file, place).ok()?));
            }
        }
        let table = |tag: &[u8; 4]| {
            let (_, bytes) = tables.iter().find(|(kept, _)| *kept == tag)?;
            Some(FontData::new(bytes))
        };
        let name = post_script_name(&Name::read(table(b"name")?).ok()?)?;
        let (checksum, place) = record(b"CFF ")?;
        let programs = Programs::find(file, place, checksum, name)?;
        let glyph_count = usize::from(Maxp::read(table(b"maxp")?).ok()?.num_glyphs());
        let units_per_em = Head::read(table(b"head")?).ok()?.units_per_em();
        if units_per_em != 1000 || programs.glyph_count() != glyph_count {
            return None;
        }
        let mut builder = FontBuilder::new();
        for (tag, bytes) in tables {
            builder.add_raw(Tag::new(tag), bytes);
        }
        let bytes = builder.add_raw(Tag::new(b"CFF "), programs.blank()?).build();
        let bytes = Arc::new(bytes);
        Some(Self { bytes, length, directory: Some(directory), programs: Some(programs) })
    }
}

/// Returns the bytes at `place` of `file`.
///
/// # Errors
/// When they are too many or cannot be read.
pub(super) fn part(file: &mut File, place: Range<u64>) -> io::Result<Vec<u8>> {
    let length = place.end.checked_sub(place.start).filter(|length| *length <= LONGEST_PART);
    let length = length.and_then(|length| usize::try_from(length).ok());
    let mut bytes = vec![0; length.ok_or(io::ErrorKind::InvalidData)?];
    file.seek(SeekFrom::Start(place.start))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
