//! Streams that are no page content: what each is for, and the text in it.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{File, of_object};
use super::metadata;
use super::object::{Dictionary, Lexer, Object, Token};
use super::text_string::{readings, utf_16};
use crate::gate::fold::PART;
use crate::gate::passage::{Passage, PassageKind, Unreadable};

/// What the streams of a file are for, by the keys that name them.
#[derive(Debug, Default)]
pub(super) struct Uses {
    keys: BTreeMap<u32, BTreeSet<Vec<u8>>>,
    /// The glyphs of fonts that are drawn as page content is.
    pub(super) glyphs: BTreeSet<u32>,
    looked_at: BTreeSet<*const Dictionary>,
    /// The names of attached files.
    names: BTreeMap<u32, String>,
}

impl Uses {
    /// Returns what the streams of `file` are for.
    pub(super) fn of(file: &File) -> Self {
        let mut uses = Self::default();
        for trailer in &file.trailers {
            for (key, value) in trailer {
                uses.add(file, key, value);
            }
        }
        for indirect in file.objects.values() {
            uses.add(file, b"", &indirect.object);
        }
        uses
    }

    fn add(&mut self, file: &File, key: &[u8], object: &Object) {
        match object {
            Object::Reference(number) => {
                self.keys.entry(*number).or_default().insert(key.to_vec());
            }
            Object::Array(array) => {
                for object in array {
                    self.add(file, key, object);
                }
            }
            Object::Dictionary(dictionary) => {
                let mut inside = |key| {
                    // One that many fonts share is looked at once.
                    let inside = file.get(dictionary, key).dictionary();
                    inside.filter(|inside| self.looked_at.insert(std::ptr::from_ref(*inside)))
                };
                let (glyphs, files) = (inside("CharProcs"), inside("EF"));
                let numbers = |dictionary: &Dictionary| {
                    let numbers = dictionary.values().filter_map(|value| match value {
                        Object::Reference(number) => Some(*number),
                        _ => None,
                    });
                    numbers.collect::<Vec<u32>>()
                };
                self.glyphs.extend(glyphs.map(numbers).unwrap_or_default());
                let name = ["UF", "F"].map(|key| file.get(dictionary, key));
                let name = name.into_iter().find_map(|name| match name {
                    Object::String(name) => readings(name).pop(),
                    _ => None,
                });
                for number in files.map(numbers).unwrap_or_default() {
                    self.names.insert(number, name.clone().unwrap_or_default());
                }
                for (key, value) in dictionary {
                    self.add(file, key, value);
                }
            }
            _ => {}
        }
    }

    /// Returns the text in the stream of object `number`, which is no page content.
    ///
    /// # Errors
    /// When it is an image or an attached file that is no text, or nothing says what it is.
    pub(super) fn passage(&self, file: &File, number: u32) -> Result<Vec<Passage>, Unreadable> {
        let dictionary = file.dictionary_of(number);
        let used_as =
            |key: &str| self.keys.get(&number).is_some_and(|it| it.contains(key.as_bytes()));
        let is = |key, name: &str| file.get(dictionary, key).name() == Some(name.as_bytes());
        if is("Type", "XRef") || is("Type", "ObjStm") {
            return Ok(Vec::new());
        }
        if is("Subtype", "Image") {
            return Err(of_object(number, "有图像，其中的文字无法读出"));
        }
        // The content of a page that was taken out is text in the codes of fonts that nobody knows.
        if !self.keys.contains_key(&number) || used_as("Contents") {
            return Err(of_object(number, "流没有用处，无法读出"));
        }
        let bytes = file.decoded(number)?;
        if ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| used_as(key)) {
            // Outlines and widths of single characters, whatever these are put together to.
            return if is_font(&bytes) {
                Ok(Vec::new())
            } else {
                Err(of_object(number, "说是字体却不是字体"))
            };
        }
        if used_as("ToUnicode") {
            return character_map(&bytes).map_err(|reason| of_object(number, reason));
        }
        if is("Type", "Metadata") || used_as("Metadata") {
            return metadata::passages(&bytes).map_err(|reason| of_object(number, reason));
        }
        let part = match self.names.get(&number) {
            Some(name) if name.is_empty() => "附件".to_owned(),
            Some(name) => format!("附件“{name}”"),
            None if used_as("JS") => "脚本（JS）".to_owned(),
            None => format!("第{number}号对象的流"),
        };
        if bytes.get(36..40) == Some(b"acsp") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            return Ok(vec![Passage { part, text, kind: PassageKind::Bytes }]);
        }
        // Numbers that a shading or a colour is computed from.
        if dictionary.contains_key(b"FunctionType".as_slice())
            || dictionary.contains_key(b"ShadingType".as_slice())
            || used_as("CIDSet")
            || used_as("CIDToGIDMap")
        {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            return Ok(vec![Passage { part, text, kind: PassageKind::Bytes }]);
        }
        let marked = bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\xff\xfe");
        if marked || std::str::from_utf8(&bytes).is_ok_and(|text| !text.contains('\0')) {
            let text = readings(&bytes).pop().unwrap_or_default();
            let words: BTreeSet<&str> = text.split_ascii_whitespace().collect();
            if words.contains("BT") && words.contains("ET") {
                return Err(Unreadable {
                    part, reason: "像是页面内容，无法读出".to_owned()
                });
            }
            return Ok(vec![Passage { part, text, kind: PassageKind::Words }]);
        }
        Err(Unreadable { part, reason: "不是文本，无法读出".to_owned() })
    }
}

/// Returns whether `bytes` begin as a font program does.
fn is_font(bytes: &[u8]) -> bool {
    let beginnings: [&[u8]; 6] =
        [b"\0\x01\0\0", b"OTTO", b"true", b"\x01\0\x04", b"%!", b"\x80\x01"];
    beginnings.iter().any(|beginning| bytes.starts_with(beginning))
}

/// Returns what a character map says: codes that mean several characters, names and comments. Single
/// characters are the letters of a text, not the text.
fn character_map(bytes: &[u8]) -> Result<Vec<Passage>, String> {
    let mut lexer = Lexer::of_content(bytes, bytes.len());
    let (mut texts, mut settings) = (Vec::new(), Vec::new());
    while let Some(token) = lexer.token()? {
        let Token::Object(object) = token else { continue };
        let mut objects = vec![&object];
        while let Some(object) = objects.pop() {
            match object {
                Object::Name(name) => settings.push(String::from_utf8_lossy(name).into_owned()),
                Object::String(string) if 2 < string.len() => {
                    texts.push(utf_16(string, u16::from_be_bytes));
                    texts.append(&mut readings(string));
                }
                Object::Array(array) => objects.extend(array),
                Object::Dictionary(dictionary) => objects.extend(dictionary.values()),
                _ => {}
            }
        }
    }
    settings.push(String::from_utf8_lossy(&lexer.comments).into_owned());
    let passage = |texts: Vec<String>, kind| {
        let text = texts.join(&PART.to_string());
        Passage { part: "字体的字符对照表".to_owned(), text, kind }
    };
    Ok(vec![passage(texts, PassageKind::Words), passage(settings, PassageKind::Settings)])
}
