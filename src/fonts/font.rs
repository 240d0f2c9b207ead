//! One font in memory: its character map, its advances, and whether it may be embedded.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use skrifa::raw::tables::cmap::{CmapSubtable, PlatformId};
use skrifa::raw::tables::hmtx::Hmtx;
use skrifa::raw::tables::name::Name;
use skrifa::raw::types::{NameId, Tag};
use skrifa::raw::{FileRef, FontData, FontRead, FontRef, TableProvider};
use thiserror::Error;

use super::font_file::FontFile;

/// A font whose tables have been found, ready to be asked for glyphs.
#[derive(Debug)]
pub(super) struct Font {
    /// The font's file.
    pub(super) file: Arc<FontFile>,
    /// The font's index in the file.
    pub(super) index: u32,
    /// The font's PostScript name; empty when it has none.
    pub(super) post_script_name: String,
    /// The font's units per em.
    pub(super) units_per_em: u16,
    /// Where the Unicode character map stands in the file.
    character_map: Range<usize>,
    /// Where the advances stand in the file.
    advances: Range<usize>,
    /// How many advances there are; later glyphs share the last.
    advance_count: u16,
    /// How many glyphs the font has.
    glyph_count: u16,
}

/// Why a font cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FontFault {
    /// The file cannot be read.
    #[error("无法读取文件：{0}")]
    Unreadable(String),
    /// The file is not what it was when the font was found.
    #[error("文件在使用中被改动")]
    Changed,
    /// The file is larger than any font.
    #[error("文件超过 {} MB，不是字体", .0 >> 20)]
    TooLarge(u64),
    /// The file is no font, or a broken one.
    #[error("不是有效的字体文件")]
    NotAFont,
    /// The collection holds no font of the expected PostScript name.
    #[error("字体集中没有所需的字体")]
    NotInCollection,
    /// The font has no Unicode character map.
    #[error("字体没有 Unicode 字符表")]
    NoCharacterMap,
    /// The font's licence forbids embedding (OpenType, OS/2 fsType, bit 1 alone).
    #[error("字体的许可禁止嵌入文件（OS/2 fsType 为“限制许可”）")]
    Restricted,
    /// The font's licence allows the embedding of bitmaps only (OS/2 fsType, bit 9).
    #[error("字体的许可只准嵌入点阵（OS/2 fsType）")]
    BitmapOnly,
    /// The font's licence forbids embedding a part of it (OS/2 fsType, bit 8), and PDFs here
    /// carry only the glyphs that they use.
    #[error("字体的许可禁止只嵌入用到的字（OS/2 fsType 为“禁止子集化”）")]
    NoSubsetting,
}

impl From<io::Error> for FontFault {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl Font {
    /// Returns the font of `file`: the only one, or in a collection the one that has one of
    /// `post_script_names`.
    ///
    /// # Errors
    /// When the file is no font, lacks a table, or may not be embedded.
    pub(super) fn read(
        file: Arc<FontFile>,
        post_script_names: &[String],
    ) -> Result<Self, FontFault> {
        let index = index_in_file(&file.bytes, post_script_names)?;
        Self::read_index(file, index)
    }

    /// Returns the font at `index` of `file`.
    ///
    /// # Errors
    /// As [`Font::read`].
    pub(super) fn read_index(file: Arc<FontFile>, index: u32) -> Result<Self, FontFault> {
        let font = FontRef::from_index(&file.bytes, index).map_err(|_| FontFault::NotAFont)?;
        may_embed(&font)?;
        let head = font.head().map_err(|_| FontFault::NotAFont)?;
        let hhea = font.hhea().map_err(|_| FontFault::NotAFont)?;
        let maxp = font.maxp().map_err(|_| FontFault::NotAFont)?;
        let units_per_em = head.units_per_em();
        let advances = table_range(&font, *b"hmtx").ok_or(FontFault::NotAFont)?;
        let advance_count = hhea.number_of_h_metrics();
        let glyph_count = maxp.num_glyphs();
        let character_map = character_map(&font)?;
        let post_script_name =
            font.name().ok().as_ref().and_then(post_script_name).unwrap_or_default();
        if units_per_em == 0 || advance_count == 0 {
            return Err(FontFault::NotAFont);
        }
        Ok(Self {
            file,
            index,
            post_script_name,
            units_per_em,
            character_map,
            advances,
            advance_count,
            glyph_count,
        })
    }

    /// Returns the number and the advance of the glyph that shows `character`, or `None` when the
    /// font lacks it.
    pub(super) fn glyph(&self, character: char) -> Option<(u16, u16)> {
        let map =
            CmapSubtable::read(FontData::new(self.file.bytes.get(self.character_map.clone())?));
        let glyph = map.ok()?.map_codepoint(character)?;
        let id = u16::try_from(glyph.to_u32()).ok()?;
        if id == 0 || self.glyph_count <= id {
            return None;
        }
        let advances = FontData::new(self.file.bytes.get(self.advances.clone())?);
        let advance = Hmtx::read(advances, self.advance_count).ok()?.advance(glyph)?;
        Some((id, advance))
    }

    /// Returns the records of the font's tables as the file has them.
    pub(super) fn directory(&self) -> Option<Vec<u8>> {
        if let Some(directory) = &self.file.directory {
            return Some(directory.clone());
        }
        let font = FontRef::from_index(&self.file.bytes, self.index).ok()?;
        let mut directory = Vec::new();
        for record in font.table_directory().table_records() {
            directory.extend(record.tag().to_be_bytes());
            for number in [record.checksum(), record.offset(), record.length()] {
                directory.extend(number.to_be_bytes());
            }
        }
        Some(directory)
    }
}

/// Returns the index of the font to take from a file.
fn index_in_file(bytes: &[u8], post_script_names: &[String]) -> Result<u32, FontFault> {
    match FileRef::new(bytes).map_err(|_| FontFault::NotAFont)? {
        FileRef::Font(_) => Ok(0),
        FileRef::Collection(collection) => (0..)
            .zip(collection.iter())
            .find(|(_, font)| {
                let names = font.as_ref().ok().and_then(|font| font.name().ok());
                let name = names.as_ref().and_then(post_script_name);
                name.is_some_and(|name| post_script_names.contains(&name))
            })
            .map(|(index, _)| index)
            .ok_or(FontFault::NotInCollection),
    }
}

/// Checks the embedding permissions: bits 0 to 3 exclude one another, and where an old font sets
/// several, the mildest counts (OpenType 1.9, OS/2, fsType).
fn may_embed(font: &FontRef) -> Result<(), FontFault> {
    const USAGE: u16 = 0x000F;
    const RESTRICTED: u16 = 0x0002;
    const NO_SUBSETTING: u16 = 0x0100;
    const BITMAP_ONLY: u16 = 0x0200;
    let permissions = font.os2().map_or(0, |os2| os2.fs_type());
    if permissions & USAGE == RESTRICTED {
        Err(FontFault::Restricted)
    } else if permissions & BITMAP_ONLY != 0 {
        Err(FontFault::BitmapOnly)
    } else if permissions & NO_SUBSETTING != 0 {
        Err(FontFault::NoSubsetting)
    } else {
        Ok(())
    }
}

/// Returns where the table `tag` of `font` stands in its file.
fn table_range(font: &FontRef, tag: [u8; 4]) -> Option<Range<usize>> {
    let tag = Tag::new(&tag);
    let record =
        font.table_directory().table_records().iter().find(|record| record.tag() == tag)?;
    let start = usize::try_from(record.offset()).ok()?;
    let end = start.checked_add(usize::try_from(record.length()).ok()?)?;
    (end <= font.data().len()).then_some(start..end)
}

/// Returns where the widest Unicode character map of `font` stands in its file.
fn character_map(font: &FontRef) -> Result<Range<usize>, FontFault> {
    let table = table_range(font, *b"cmap").ok_or(FontFault::NoCharacterMap)?;
    let map = font.cmap().map_err(|_| FontFault::NoCharacterMap)?;
    let offset = map
        .encoding_records()
        .iter()
        .filter_map(|record| {
            let subtable = record.subtable(map.offset_data()).ok()?;
            let breadth = match (record.platform_id(), record.encoding_id(), subtable) {
                (PlatformId::Windows, 10, CmapSubtable::Format12(_))
                | (PlatformId::Unicode, _, CmapSubtable::Format12(_)) => 2,
                (PlatformId::Windows, 1, CmapSubtable::Format4(_))
                | (PlatformId::Unicode, _, CmapSubtable::Format4(_)) => 1,
                _ => return None,
            };
            Some((breadth, record.subtable_offset().to_u32()))
        })
        .max_by_key(|(breadth, _)| *breadth)
        .map(|(_, offset)| offset)
        .ok_or(FontFault::NoCharacterMap)?;
    let start = usize::try_from(offset).map_err(|_| FontFault::NoCharacterMap)?;
    Ok(table.start + start..table.end)
}

/// Returns the PostScript name among `names`.
pub(super) fn post_script_name(names: &Name) -> Option<String> {
    let strings = names.string_data();
    names
        .name_record()
        .iter()
        .filter(|record| record.name_id() == NameId::POSTSCRIPT_NAME)
        .find_map(|record| record.string(strings).ok())
        .map(|name| name.chars().collect())
}
