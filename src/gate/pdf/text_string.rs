//! Text strings of a PDF (ISO 32000-2, 7.9.2.2): which characters their bytes are.

/// The characters of `PDFDocEncoding` from 0x18 and from 0x80; the others are those of Latin 1.
const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const FROM_80: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// Returns every reading of `bytes`: what the standard says and, for a string without a mark of its
/// encoding that is UTF-8, what the careless writer of it meant.
pub(super) fn readings(bytes: &[u8]) -> Vec<String> {
    match bytes {
        [0xfe, 0xff, rest @ ..] => vec![utf_16(rest, u16::from_be_bytes)],
        [0xff, 0xfe, rest @ ..] => vec![utf_16(rest, u16::from_le_bytes)],
        [0xef, 0xbb, 0xbf, rest @ ..] => vec![String::from_utf8_lossy(rest).into_owned()],
        _ => {
            let standard: String = bytes.iter().map(|&byte| of_document_encoding(byte)).collect();
            match std::str::from_utf8(bytes) {
                Ok(text) if text != standard => vec![standard, text.to_owned()],
                _ => vec![standard],
            }
        }
    }
}

/// Returns the text of UTF-16 in `bytes`, without its escapes for languages.
pub(super) fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| unit([pair[0], *pair.get(1).unwrap_or(&0)]));
    let text: String =
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if !text.contains('\u{1b}') {
        return text;
    }
    let outside = text.split('\u{1b}').enumerate().filter(|(index, _)| index % 2 == 0);
    // What an escape hides from readers is read all the same: both with it and without it.
    let without: String = outside.map(|(_, part)| part).collect();
    format!("{without}\n{text}")
}

fn of_document_encoding(byte: u8) -> char {
    let from = |table: &[char], first: u8| table.get(usize::from(byte - first)).copied();
    let special = match byte {
        0x18..=0x1f => from(&FROM_18, 0x18),
        0x80..=0xa0 => from(&FROM_80, 0x80),
        _ => None,
    };
    special.unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_read_by_its_mark() {
        assert_eq!(readings(b"\xfe\xff\x9e\x7f\xd8\x40\xdc\x0b"), ["鹿\u{2000b}"]);
        assert_eq!(readings(b"\xff\xfe\x7f\x9e"), ["鹿"]);
        assert_eq!(readings("\u{feff}鹿".as_bytes()), ["鹿"]);
        assert_eq!(readings(b"A\x84\xa0\xe9"), ["A—€é"]);
        assert_eq!(readings("鹿".as_bytes())[1], "鹿");
    }

    #[test]
    fn nothing_hides_in_an_escape() {
        assert_eq!(utf_16(b"\0a\0\x1b\0z\0h\0\x1b\0b", u16::from_be_bytes), "ab\na\u{1b}zh\u{1b}b");
    }
}
