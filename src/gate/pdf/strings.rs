//! Every string and every name of a file, by the part that a person knows it by.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::file::File;
use super::object::{Dictionary, Object};
use super::text_string::readings;
use crate::gate::fold::PART;
use crate::gate::passage::{Passage, PassageKind};

/// Strings by part, and names.
#[derive(Debug, Default)]
pub(super) struct Strings {
    texts: IndexMap<String, String>,
    names: BTreeSet<Vec<u8>>,
    identifiers: String,
}

impl Strings {
    /// Adds every string and name of `file` that stands in an object.
    pub(super) fn add_file(&mut self, file: &File) {
        let information: BTreeSet<u32> = file
            .trailers
            .iter()
            .filter_map(|trailer| match trailer.get(b"Info".as_slice()) {
                Some(Object::Reference(number)) => Some(*number),
                _ => None,
            })
            .collect();
        for trailer in &file.trailers {
            self.add_dictionary("文件尾", trailer);
        }
        for (number, indirect) in &file.objects {
            let other = format!("第{number}号对象");
            let part = if information.contains(number) { "文档信息" } else { &other };
            self.add(part, "", &indirect.object);
        }
    }

    /// Adds every string and name in `objects`.
    pub(super) fn add_all(&mut self, part: &str, objects: &[Object]) {
        for object in objects {
            self.add(part, "", object);
        }
    }

    /// Adds every string and name in `value`, which stands under `key`.
    pub(super) fn add_value(&mut self, part: &str, key: &[u8], value: &Object) {
        if !self.names.contains(key) {
            self.names.insert(key.to_vec());
        }
        self.add(part, &String::from_utf8_lossy(key), value);
    }

    /// Adds `comments`, which say nothing to a program.
    pub(super) fn add_comments(&mut self, part: &str, comments: &[u8]) {
        if !comments.is_empty() {
            self.add_text(format!("{part}注释行"), &String::from_utf8_lossy(comments));
        }
    }

    /// Returns what was added as passages.
    pub(super) fn passages(self) -> Vec<Passage> {
        let words = PassageKind::Words;
        let mut passages: Vec<Passage> = self
            .texts
            .into_iter()
            .map(|(part, text)| Passage { part, text, kind: words })
            .collect();
        let mut settings = self.identifiers;
        for name in &self.names {
            settings.push_str(&String::from_utf8_lossy(name));
            settings.push(PART);
        }
        let part = "名称与设置".to_owned();
        passages.push(Passage { part, text: settings, kind: PassageKind::Settings });
        passages
    }

    /// Adds what stands in `object`, which is the value of `key`.
    fn add(&mut self, part: &str, key: &str, object: &Object) {
        match object {
            Object::String(bytes) if part == "文件尾" && key == "ID" => {
                // Made by chance or from the contents: no words, but looked through for names.
                self.identifiers.push_str(&readings(bytes).join(&PART.to_string()));
                self.identifiers.push(PART);
            }
            Object::String(bytes) => {
                for text in readings(bytes) {
                    self.add_text(label(part, key), &text);
                }
            }
            Object::Name(name) => {
                self.names.insert(name.clone());
            }
            Object::Array(array) => array.iter().for_each(|object| self.add(part, key, object)),
            Object::Dictionary(dictionary) => {
                self.add_dictionary(kind(dictionary).unwrap_or(part), dictionary);
            }
            Object::Null
            | Object::Boolean
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Reference(_) => {}
        }
    }

    fn add_dictionary(&mut self, part: &str, dictionary: &Dictionary) {
        for (key, value) in dictionary {
            self.add_value(part, key, value);
        }
    }

    fn add_text(&mut self, part: String, text: &str) {
        let texts = self.texts.entry(part).or_default();
        texts.push_str(text);
        texts.push(PART);
    }
}

fn label(part: &str, key: &str) -> String {
    let what = match key {
        "" => return part.to_owned(),
        "ActualText" => "替代文字（ActualText）",
        "Alt" => "替代说明（Alt）",
        "E" => "缩写的全称（E）",
        "Contents" => "内容（Contents）",
        "URI" => "网址（URI）",
        "JS" => "脚本（JS）",
        "Title" => "标题（Title）",
        "Summary" => "摘要（Summary）",
        "Names" => "名称树（Names）",
        key => return format!("{part}：{key}"),
    };
    format!("{part}：{what}")
}

/// Returns what a person calls the thing that `dictionary` describes.
fn kind(dictionary: &Dictionary) -> Option<&'static str> {
    let has = |key: &str| dictionary.contains_key(key.as_bytes());
    let name = |key: &str| dictionary.get(key.as_bytes()).and_then(Object::name);
    match name("Type") {
        Some(b"StructElem" | b"StructTreeRoot") => return Some("结构标签"),
        Some(b"Annot") => return Some("注释"),
        Some(b"Outlines") => return Some("书签"),
        Some(b"Filespec" | b"F") => return Some("附件"),
        Some(b"OCG" | b"OCMD") => return Some("图层"),
        Some(b"PageLabel") => return Some("页码标签"),
        Some(b"Action") => return Some("链接与动作"),
        Some(b"Catalog") => return Some("文档目录"),
        Some(b"Font" | b"FontDescriptor") => return Some("字体"),
        Some(b"OutputIntent") => return Some("颜色说明"),
        _ => {}
    }
    if has("FT") || (has("T") && has("Kids")) {
        Some("表单域")
    } else if has("Title") && has("Parent") {
        Some("书签")
    } else if has("Registry") {
        Some("字体")
    } else if has("EF") {
        Some("附件")
    } else if has("S") && has("P") {
        Some("结构标签")
    } else if has("Rect") && has("Subtype") {
        Some("注释")
    } else {
        None
    }
}
