//! A CFF font as a PDF embeds it: given glyph programs under the numbers 0, 1, 2 …, as a CID-keyed
//! font of one font dictionary without subroutines (Adobe Technical Note 5176).

/// The number of standard strings; a font's own are numbered from here.
const STANDARD_STRINGS: u16 = 391;

/// Returns the font `name` of the glyphs that `programs` draw, with the Private DICT `private`;
/// `None` when there is no glyph or more than CFF can count.
pub(super) fn font<'a>(
    name: &str,
    private: &[u8],
    programs: impl Iterator<Item = &'a [u8]> + Clone,
) -> Option<Vec<u8>> {
    let count = u16::try_from(programs.clone().count()).ok()?;
    let start = [vec![1, 0, 4, 4], index(&[name.as_bytes()])?].concat();
    let strings = [index(&[b"Adobe", b"Identity"])?, no_subroutines()].concat();
    let charset = charset(count)?;
    let selection = selection(count);
    // Offsets are written at full length, so that what they are does not move what they point to.
    let top_length = index(&[&top_dict(count, [0; 4])?])?.len();
    let dicts_length = index(&[&font_dict(private.len(), 0)?])?.len();
    let charset_at = start.len() + top_length + strings.len();
    let selection_at = charset_at + charset.len();
    let dicts_at = selection_at + selection.len();
    let private_at = dicts_at + dicts_length;
    let programs_at = private_at + private.len();
    let offsets = [charset_at, selection_at, programs_at, dicts_at];
    let top = index(&[&top_dict(count, offsets)?])?;
    let dicts = index(&[&font_dict(private.len(), private_at)?])?;
    let mut font = [&start[..], &top, &strings, &charset, &selection, &dicts, private].concat();
    // The programs are nearly all of the font and are copied once.
    write_index(programs, &mut font)?;
    Some(font)
}

/// Returns the Top DICT of a font of `count` glyphs: `offsets` are those of its charset, its choice of
/// font dictionaries, its glyph programs and its font dictionaries.
fn top_dict(count: u16, offsets: [usize; 4]) -> Option<Vec<u8>> {
    // The operators charset, FDSelect, CharStrings, FDArray.
    const OFFSETS: [&[u8]; 4] = [&[15], &[12, 37], &[17], &[12, 36]];
    let mut dict = Vec::new();
    for name in [STANDARD_STRINGS, STANDARD_STRINGS + 1, 0] {
        number(&mut dict, i32::from(name));
    }
    dict.extend([12, 30]); // ROS comes first.
    number(&mut dict, i32::from(count));
    dict.extend([12, 34]); // CIDCount
    for (offset, operator) in offsets.into_iter().zip(OFFSETS) {
        number(&mut dict, i32::try_from(offset).ok()?);
        dict.extend(operator);
    }
    Some(dict)
}

/// Returns the font dictionary whose Private DICT has `length` bytes and stands at `offset`.
fn font_dict(length: usize, offset: usize) -> Option<Vec<u8>> {
    let mut dict = Vec::new();
    for value in [length, offset] {
        number(&mut dict, i32::try_from(value).ok()?);
    }
    dict.push(18); // Private
    Some(dict)
}

/// Adds the operand `value`, always five bytes long.
fn number(dict: &mut Vec<u8>, value: i32) {
    dict.push(29);
    dict.extend(value.to_be_bytes());
}

/// Returns the charset in which each glyph's CID is its number: format 2, one range after .notdef.
fn charset(count: u16) -> Option<Vec<u8>> {
    match count.checked_sub(1)? {
        0 => Some(vec![0]),
        others => Some([&[2, 0, 1], &(others - 1).to_be_bytes()[..]].concat()),
    }
}

/// Returns the choice of font dictionaries, which is the first for all: format 3, one range.
fn selection(count: u16) -> Vec<u8> {
    [&[3, 0, 1, 0, 0, 0], &count.to_be_bytes()[..]].concat()
}

/// Returns the INDEX of no subroutines.
fn no_subroutines() -> Vec<u8> {
    vec![0, 0]
}

/// Returns the INDEX of `items`.
fn index(items: &[&[u8]]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    write_index(items.iter().copied(), &mut bytes)?;
    Some(bytes)
}

/// Writes the INDEX of `items` to `bytes`, with offsets as short as they can be.
fn write_index<'a>(
    items: impl Iterator<Item = &'a [u8]> + Clone,
    bytes: &mut Vec<u8>,
) -> Option<()> {
    let (count, length) =
        items.clone().fold((0, 0), |(count, length), item| (count + 1, length + item.len()));
    let end = u32::try_from(length).ok()?.checked_add(1)?;
    let offset_bytes = 4 - usize::try_from(end.leading_zeros() / 8).ok()?;
    bytes.reserve(3 + (count + 1) * offset_bytes + length);
    bytes.extend(u16::try_from(count).ok()?.to_be_bytes());
    bytes.push(u8::try_from(offset_bytes).ok()?);
    let mut offset = 1_u32;
    for length in std::iter::once(0).chain(items.clone().map(<[u8]>::len)) {
        offset += u32::try_from(length).ok()?;
        bytes.extend_from_slice(&offset.to_be_bytes()[4 - offset_bytes..]);
    }
    for item in items {
        bytes.extend_from_slice(item);
    }
    Some(())
}
