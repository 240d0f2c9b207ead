//! Fonts, as far as text goes: which characters the codes of a shown string are.

use std::collections::BTreeMap;

use super::file::File;
use super::object::Dictionary;
use super::object::Lexer;
use super::object::Object;
use super::object::Token;
use super::text_string::utf_16;

/// How many codes a character map may have.
const MAX_CODES: usize = 1 << 20;

/// How many tokens a character map may have.
const MAX_TOKENS: usize = 1 << 21;

/// What stands for a code that has no characters.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// The characters of a font.
#[derive(Debug)]
pub(super) struct Font {
    /// How many bytes a code has.
    width: usize,
    characters: BTreeMap<u32, String>,
}

impl Font {
    /// Reads the font that `dictionary` describes.
    ///
    /// # Errors
    /// With a reason in Chinese, when nothing says which characters its codes are.
    pub(super) fn read(file: &File, dictionary: &Dictionary) -> Result<Self, String> {
        let width = match file.get(dictionary, "Subtype").name() {
            Some(b"Type0") => match file.get(dictionary, "Encoding").name() {
                Some(b"Identity-H" | b"Identity-V") => 2,
                _ => return Err("不支持字体的编码方式".to_owned()),
            },
            Some(_) => 1,
            None => return Err("字体没有类型".to_owned()),
        };
        let characters = match dictionary.get(b"ToUnicode".as_slice()) {
            Some(Object::Reference(number)) => {
                let bytes = file.decoded(*number).map_err(|fault| fault.to_string())?;
                character_map(&bytes, width, file)?
            }
            None if width == 1 && is_latin(file, dictionary) => {
                (0x20..0x7f).map(|code: u8| (code.into(), char::from(code).to_string())).collect()
            }
            _ => return Err("字体没有说明字符的含义（ToUnicode）".to_owned()),
        };
        Ok(Self { width, characters })
    }

    /// Appends to `text` the characters of `codes`, [`UNKNOWN`] for a code that has none.
    pub(super) fn push_text(&self, codes: &[u8], text: &mut String) {
        for code in codes.chunks(self.width) {
            let whole = code.len() == self.width;
            match self.characters.get(&code_of(code)).filter(|_| whole) {
                Some(characters) => text.push_str(characters),
                None => text.push(UNKNOWN),
            }
        }
    }
}

fn code_of(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, &byte| (code << 8) | u32::from(byte))
}

/// Returns whether the codes of a font without a character map are ASCII where they are below 128.
fn is_latin(file: &File, dictionary: &Dictionary) -> bool {
    let encoding = file.get(dictionary, "Encoding");
    let base = file.get(dictionary, "BaseFont").name().unwrap_or_default();
    let named = matches!(encoding.name(), Some(b"WinAnsiEncoding" | b"MacRomanEncoding"));
    let embedded = *file.get(dictionary, "FontDescriptor") != Object::Null;
    let plain = *encoding == Object::Null && !embedded;
    (named || plain) && !matches!(base, b"Symbol" | b"ZapfDingbats")
}

/// Reads a character map (9.10.3) whose codes have `width` bytes.
fn character_map(bytes: &[u8], width: usize, file: &File) -> Result<BTreeMap<u32, String>, String> {
    let broken = || "字体的字符对照表损坏".to_owned();
    let mut lexer = Lexer::of_content(bytes, MAX_TOKENS);
    let mut operands: Vec<Object> = Vec::new();
    let mut map = BTreeMap::new();
    let mut insert = |code: u32, text: String| {
        file.budget.take(text.len())?;
        map.insert(code, text);
        if map.len() <= MAX_CODES { Ok(()) } else { Err(broken()) }
    };
    let code = |object: &Object| match object {
        Object::String(bytes) if bytes.len() == width => Ok(code_of(bytes)),
        _ => Err(broken()),
    };
    while let Some(token) = lexer.token()? {
        let keyword = match token {
            Token::Object(object) => {
                operands.push(object);
                continue;
            }
            Token::Keyword(keyword) => keyword,
        };
        match keyword.as_slice() {
            b"endbfchar" => {
                for pair in operands.chunks(2) {
                    let [from, Object::String(to)] = pair else { return Err(broken()) };
                    insert(code(from)?, utf_16(to, u16::from_be_bytes))?;
                }
            }
            b"endbfrange" => {
                for triple in operands.chunks(3) {
                    let [first, last, to] = triple else { return Err(broken()) };
                    let codes = code(first)?..=code(last)?;
                    match to {
                        Object::Array(texts) => {
                            for (code, text) in codes.zip(texts) {
                                let Object::String(to) = text else { return Err(broken()) };
                                insert(code, utf_16(to, u16::from_be_bytes))?;
                            }
                        }
                        Object::String(to) => {
                            for (step, code) in (0..).zip(codes) {
                                let to = raised(to, step).ok_or_else(broken)?;
                                insert(code, utf_16(&to, u16::from_be_bytes))?;
                            }
                        }
                        _ => return Err(broken()),
                    }
                }
            }
            b"usecmap" => return Err("字体的字符对照表引用了另一张表".to_owned()),
            _ => {}
        }
        operands.clear();
    }
    Ok(map)
}

/// Returns UTF-16 with `step` added to its last unit.
fn raised(text: &[u8], step: u16) -> Option<Vec<u8>> {
    let (head, last) = text.split_last_chunk::<2>()?;
    let last = u16::from_be_bytes(*last).checked_add(step)?;
    Some([head, &last.to_be_bytes()].concat())
}
