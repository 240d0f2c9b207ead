//! The file as a whole: every byte of it is part of an object, of a cross-reference table or of a
//! comment, whether or not any reader would look there.

use std::collections::BTreeMap;
use std::ops::Range;

use super::filter::Budget;
use super::filter::decode;
use super::object::Dictionary;
use super::object::Lexer;
use super::object::Object;
use super::object::is_space;
use super::reference_table;
use crate::gate::passage::Unreadable;

/// How many objects, small ones inside of others included, a file may have.
const MAX_OBJECTS: usize = 8_000_000;

/// How long the header `%PDF-1.7` is.
const HEADER: usize = 8;

/// An object of a file by itself.
#[derive(Debug)]
pub(super) struct Indirect {
    /// The object; the dictionary of a stream.
    pub(super) object: Object,
    /// Where it begins, or the object stream that it stands in.
    pub(super) place: Place,
    /// Where the bytes of its stream stand.
    pub(super) stream: Option<Range<usize>>,
}

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At that byte of the file.
    Offset(usize),
    /// In the object stream of that number.
    Inside(u32),
}

/// A file, taken apart.
#[derive(Debug)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    /// The objects by number.
    pub(super) objects: BTreeMap<u32, Indirect>,
    /// The dictionaries of all cross-reference sections, in the order of the file.
    pub(super) trailers: Vec<Dictionary>,
    /// The comments.
    pub(super) comments: Vec<u8>,
    /// What the streams may still give.
    pub(super) budget: Budget,
}

/// What a cross-reference section says: where it begins, and where each object is.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Where it begins.
    pub(super) start: usize,
    /// The objects in use.
    pub(super) entries: Vec<(u32, Place)>,
}

impl<'a> File<'a> {
    /// Takes `bytes` apart.
    ///
    /// # Errors
    /// When any byte is not understood, when an object stands twice, or when the cross-reference
    /// sections say something else.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let mut file = Self {
            bytes,
            objects: BTreeMap::new(),
            trailers: Vec::new(),
            comments: Vec::new(),
            budget: Budget::new(),
        };
        // The version is no amount; whatever follows it in its line is a comment.
        let Some([b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', b'0'..=b'9']) =
            bytes.first_chunk()
        else {
            return Err(structure("开头不是 PDF 文件头"));
        };
        let mut lexer = Lexer::of_file(bytes, HEADER, MAX_OBJECTS);
        if bytes.get(HEADER).is_some_and(|byte| !is_space(*byte)) {
            return Err(structure("开头不是 PDF 文件头"));
        }
        let mut sections = Vec::new();
        let mut last_start = None;
        while lexer.skip_space() {
            let start = lexer.at;
            if lexer.keyword(b"xref") {
                let entries = reference_table::table(&mut lexer).map_err(structure)?;
                sections.push(Section { start, entries });
                file.push_trailer(lexer.object().map_err(structure)?)?;
            } else if lexer.keyword(b"startxref") {
                last_start = Some(lexer.whole().ok_or_else(|| structure("startxref 后面不是数"))?);
            } else {
                file.read_indirect(&mut lexer, start)?;
            }
        }
        file.settle_lengths()?;
        if file.trailers.iter().any(|trailer| trailer.contains_key(b"Encrypt".as_slice())) {
            return Err(structure("文件已加密"));
        }
        file.read_object_streams(&mut lexer.allowed)?;
        file.comments.append(&mut lexer.comments);
        for number in file.streams_of_type(b"XRef") {
            let Place::Offset(start) = file.objects[&number].place else { continue };
            let decoded = file.decoded(number)?;
            let dictionary = file.dictionary_of(number);
            let entries = reference_table::stream(dictionary, &decoded).map_err(structure)?;
            sections.push(Section { start, entries });
        }
        file.check_sections(&sections, last_start)?;
        Ok(file)
    }

    /// Returns what `object` is, references followed; what is missing is null.
    pub(super) fn resolve<'b>(&'b self, object: &'b Object) -> &'b Object {
        let mut object = object;
        // A chain of references longer than this is a circle.
        for _ in 0..16 {
            let Object::Reference(number) = object else { return object };
            let Some(indirect) = self.objects.get(number) else { break };
            object = &indirect.object;
        }
        &Object::Null
    }

    /// Returns the value of `key` in `dictionary`, references followed; what is missing is null.
    pub(super) fn get<'b>(&'b self, dictionary: &'b Dictionary, key: &str) -> &'b Object {
        dictionary.get(key.as_bytes()).map_or(&Object::Null, |object| self.resolve(object))
    }

    /// Returns the dictionary of object `number`, or an empty one.
    pub(super) fn dictionary_of(&self, number: u32) -> &Dictionary {
        static EMPTY: Dictionary = Dictionary::new();
        let object = self.objects.get(&number).map(|indirect| &indirect.object);
        object.and_then(Object::dictionary).unwrap_or(&EMPTY)
    }

    /// Returns whether object `number` is a stream.
    pub(super) fn is_stream(&self, number: u32) -> bool {
        self.objects.get(&number).is_some_and(|indirect| indirect.stream.is_some())
    }

    /// Returns what the stream of object `number` holds.
    ///
    /// # Errors
    /// When it is no stream, or its filters cannot be undone.
    pub(super) fn decoded(&self, number: u32) -> Result<Vec<u8>, Unreadable> {
        self.decode(number).map_err(|reason| of_object(number, reason))
    }

    fn decode(&self, number: u32) -> Result<Vec<u8>, String> {
        let indirect = self.objects.get(&number).ok_or("没有这个对象")?;
        let range = indirect.stream.clone().ok_or("不是流")?;
        let dictionary = self.dictionary_of(number);
        if dictionary.contains_key(b"F".as_slice()) {
            return Err("内容在另一个文件里".to_owned());
        }
        let list = |object: &Object| match object {
            Object::Null => vec![],
            Object::Array(array) => {
                array.iter().map(|object| self.resolve(object).clone()).collect()
            }
            other => vec![other.clone()],
        };
        let mut parameters = list(self.get(dictionary, "DecodeParms")).into_iter();
        let mut filters = Vec::new();
        for filter in list(self.get(dictionary, "Filter")) {
            let Object::Name(name) = filter else {
                return Err("压缩方式不是名称".to_owned());
            };
            let parameters = match parameters.next() {
                Some(Object::Dictionary(parameters)) => parameters,
                None | Some(Object::Null) => Dictionary::new(),
                Some(_) => return Err("压缩参数不是字典".to_owned()),
            };
            let resolve = |(key, value): (Vec<u8>, Object)| (key, self.resolve(&value).clone());
            filters.push((name, parameters.into_iter().map(resolve).collect()));
        }
        decode(&self.bytes[range], &filters, &self.budget)
    }

    /// Returns the numbers of the streams whose type is `name`.
    fn streams_of_type(&self, name: &[u8]) -> Vec<u32> {
        let streams = self.objects.iter().filter(|(_, indirect)| indirect.stream.is_some());
        let numbers = streams.map(|(number, _)| *number);
        numbers.filter(|number| self.has_type(*number, name)).collect()
    }

    fn has_type(&self, number: u32, name: &[u8]) -> bool {
        self.get(self.dictionary_of(number), "Type").name() == Some(name)
    }

    fn push_trailer(&mut self, trailer: Object) -> Result<(), Unreadable> {
        let Object::Dictionary(trailer) = trailer else {
            return Err(structure("trailer 后面不是字典"));
        };
        self.trailers.push(trailer);
        Ok(())
    }

    /// Reads `1 0 obj … endobj`.
    fn read_indirect(&mut self, lexer: &mut Lexer<'a>, start: usize) -> Result<(), Unreadable> {
        let number = lexer.whole().and_then(|number| u32::try_from(number).ok());
        let head = lexer.whole().is_some() && lexer.keyword(b"obj");
        let Some(number) = number.filter(|_| head) else {
            return Err(structure(format!("第{start}字节起的内容不属于任何对象")));
        };
        let fault = |reason: String| of_object(number, reason);
        let object = lexer.object().map_err(fault)?;
        let stream = match &object {
            Object::Dictionary(dictionary) if lexer.keyword(b"stream") => {
                Some(self.stream_range(dictionary, lexer).map_err(fault)?)
            }
            _ => None,
        };
        if !lexer.keyword(b"endobj") {
            return Err(fault("没有以 endobj 结尾".to_owned()));
        }
        if stream.is_some()
            && let Object::Dictionary(dictionary) = &object
            && dictionary.get(b"Type".as_slice()).and_then(Object::name) == Some(b"XRef")
        {
            self.trailers.push(dictionary.clone());
        }
        self.insert(number, Indirect { object, place: Place::Offset(start), stream })
    }

    fn insert(&mut self, number: u32, indirect: Indirect) -> Result<(), Unreadable> {
        if self.objects.insert(number, indirect).is_some() {
            return Err(of_object(number, "出现两次：文件保存过几版，旧的一版仍在其中"));
        }
        Ok(())
    }

    /// Returns where the bytes of a stream stand and passes them and what closes them.
    fn stream_range(
        &self,
        dictionary: &Dictionary,
        lexer: &mut Lexer<'a>,
    ) -> Result<Range<usize>, String> {
        let rest = &self.bytes[lexer.at..];
        let line_end = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => return Err("stream 后面没有换行".to_owned()),
        };
        let start = lexer.at + line_end;
        let rest = &rest[line_end..];
        let length = match dictionary.get(b"Length".as_slice()) {
            Some(Object::Integer(length)) => usize::try_from(*length).ok(),
            // Known only when all objects are; see `settle_lengths`.
            Some(Object::Reference(_)) => {
                find(rest, b"endstream").map(|end| end - line_end_before(&rest[..end]))
            }
            _ => None,
        };
        let length = length.filter(|length| *length <= rest.len()).ok_or("流没有长度")?;
        lexer.at = start + length;
        let comments = lexer.comments.len();
        if !lexer.keyword(b"endstream") || lexer.comments.len() != comments {
            return Err("流的长度不对".to_owned());
        }
        Ok(start..start + length)
    }

    /// Puts right the lengths that stand in objects of their own.
    fn settle_lengths(&mut self) -> Result<(), Unreadable> {
        let mut ends = Vec::new();
        for (number, indirect) in &self.objects {
            let Some(range) = &indirect.stream else { continue };
            let length = self.get(self.dictionary_of(*number), "Length").integer();
            let length = length.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
            // The line's end before `endstream` may or may not be counted.
            let counted = range.end..range.start.saturating_add(length);
            let is_line_end = |gap: &[u8]| matches!(gap, b"" | b"\r" | b"\n" | b"\r\n");
            if !self.bytes.get(counted.clone()).is_some_and(is_line_end) {
                return Err(of_object(*number, "流的长度不对"));
            }
            ends.push((*number, counted.end));
        }
        for (number, end) in ends {
            if let Some(range) = self.objects.get_mut(&number).and_then(|it| it.stream.as_mut()) {
                range.end = end;
            }
        }
        Ok(())
    }

    /// Reads the objects that stand in object streams (7.5.7).
    fn read_object_streams(&mut self, allowed: &mut usize) -> Result<(), Unreadable> {
        for stream in self.streams_of_type(b"ObjStm") {
            let decoded = self.decoded(stream)?;
            let fault = |reason: String| of_object(stream, reason);
            let dictionary = self.dictionary_of(stream);
            let whole = |key| usize::try_from(self.get(dictionary, key).integer()?).ok();
            let (Some(count), Some(first)) = (whole("N"), whole("First")) else {
                return Err(fault("对象流没有目录".to_owned()));
            };
            let mut lexer = Lexer::of_file(&decoded, 0, *allowed);
            let mut heads = Vec::new();
            for _ in 0..count {
                let number = lexer.whole().and_then(|number| u32::try_from(number).ok());
                let (Some(number), Some(offset)) = (number, lexer.whole()) else {
                    return Err(fault("对象流的目录不完整".to_owned()));
                };
                heads.push((number, offset.saturating_add(first)));
            }
            for (number, offset) in heads {
                lexer.skip_space();
                if lexer.at != offset {
                    return Err(fault("对象流中有不属于任何对象的内容".to_owned()));
                }
                let object = lexer.object().map_err(fault)?;
                self.insert(
                    number,
                    Indirect { object, place: Place::Inside(stream), stream: None },
                )?;
            }
            if lexer.skip_space() {
                return Err(fault("对象流中有不属于任何对象的内容".to_owned()));
            }
            *allowed = lexer.allowed;
            self.comments.append(&mut lexer.comments);
        }
        Ok(())
    }

    /// Checks that the cross-reference sections, which other readers go by, name these objects.
    fn check_sections(
        &self,
        sections: &[Section],
        last_start: Option<usize>,
    ) -> Result<(), Unreadable> {
        let begins = |section: &Section| Some(section.start) == last_start;
        if !sections.iter().any(begins) {
            return Err(structure("没有交叉引用表"));
        }
        for (number, place) in sections.iter().flat_map(|section| &section.entries) {
            if self.objects.get(number).is_none_or(|indirect| indirect.place != *place) {
                return Err(of_object(*number, "不在交叉引用表所说的位置"));
            }
        }
        Ok(())
    }
}

/// Returns the fault of the file as a whole for `reason`.
pub(super) fn structure(reason: impl Into<String>) -> Unreadable {
    Unreadable { part: "文件结构".to_owned(), reason: reason.into() }
}

/// Returns the fault of object `number` for `reason`.
pub(super) fn of_object(number: u32, reason: impl Into<String>) -> Unreadable {
    Unreadable { part: format!("第{number}号对象"), reason: reason.into() }
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// Returns how long the line's end is that `bytes` end with.
fn line_end_before(bytes: &[u8]) -> usize {
    match bytes {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    }
}
