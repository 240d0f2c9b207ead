//! Page content (ISO 32000-2, 7.8 and 9.4): the text that it shows, in the order in which it is shown.
//!
//! Text is read whether or not it can be seen. Shapes are not read: letters drawn as outlines are no
//! text, and the writer draws none.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::file::{File, of_object};
use super::font::{Font, UNKNOWN};
use super::matrix::Matrix;
use super::object::{Dictionary, Lexer, Object, Token};
use super::strings::Strings;
use super::text_string::readings;
use crate::gate::passage::Unreadable;

/// How many tokens all content of a file may have.
const MAX_TOKENS: usize = 32_000_000;

/// How many of them an operator may have before it.
const MAX_OPERANDS: usize = 500_000;

/// How deep forms may be drawn in one another.
const MAX_DEPTH: usize = 20;

/// How many saved states or open marks there may be.
const MAX_OPEN: usize = 1000;

/// The longest a gap inside a shown string may be before it parts words, in thousandths of the size.
const WORD_GAP: f64 = 500.0;

/// What ties content to the structure tree: the page or form that it stands in, and its number there.
pub(super) type MarkedContent = (u32, i64);

/// A stretch of text in one line and one piece of marked content.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The page or form that it stands in.
    pub(super) owner: u32,
    /// What ties it to the structure tree.
    pub(super) mark: Option<MarkedContent>,
    /// Whether it is said to be no part of the document.
    pub(super) artifact: bool,
    /// The text, everything in the line joined.
    pub(super) joined: String,
    /// The text, parted where it was shown in parts.
    pub(super) apart: String,
    /// The text that is said to stand for what is shown from here to the mark's end.
    pub(super) replacement: Option<String>,
    /// Whether such a text stands for this one.
    pub(super) replaced: bool,
    /// Where it begins, from which the lines are told apart.
    pub(super) place: Matrix,
}

/// A mark that is open.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    content: Option<MarkedContent>,
    artifact: bool,
    replaced: bool,
}

#[derive(Clone, Debug, Default)]
struct Graphics {
    placed: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    leading: f64,
}

/// A reader of content; it remembers fonts and which forms it has read.
pub(super) struct Reader<'a> {
    file: &'a File<'a>,
    fonts: BTreeMap<*const Dictionary, Rc<Font>>,
    /// The forms, patterns and glyphs read so far.
    pub(super) read: BTreeSet<u32>,
    drawn_here: BTreeSet<u32>,
    allowed: usize,
    owner: u32,
    /// Strings and names of the content that are no shown text.
    pub(super) strings: Strings,
    part: String,
    pieces: Vec<Piece>,
    marks: Vec<Mark>,
    graphics: Graphics,
    line: Matrix,
    text: Matrix,
    /// Whether the next string begins a new piece whatever its place.
    fresh: bool,
}

impl<'a> Reader<'a> {
    /// Returns a reader of the content of `file`.
    pub(super) fn new(file: &'a File<'a>) -> Self {
        Self {
            file,
            fonts: BTreeMap::new(),
            read: BTreeSet::new(),
            drawn_here: BTreeSet::new(),
            allowed: MAX_TOKENS,
            owner: 0,
            strings: Strings::default(),
            part: String::new(),
            pieces: Vec::new(),
            marks: Vec::new(),
            graphics: Graphics::default(),
            line: Matrix::default(),
            text: Matrix::default(),
            fresh: true,
        }
    }

    /// Returns the pieces of `content`, which stands in the page or form `owner` and names what it
    /// uses in `resources`; a person finds it at `part`.
    ///
    /// # Errors
    /// When an operator, a font or a code is not understood, or an image is shown.
    pub(super) fn pieces(
        &mut self,
        part: &str,
        owner: u32,
        content: &[u8],
        resources: &'a Dictionary,
    ) -> Result<Vec<Piece>, Unreadable> {
        part.clone_into(&mut self.part);
        self.drawn_here.clear();
        self.marks.clear();
        self.graphics = Graphics::default();
        self.fresh = true;
        self.run(owner, content, resources, 0)
            .map_err(|reason| Unreadable { part: part.to_owned(), reason })?;
        Ok(std::mem::take(&mut self.pieces))
    }

    /// Reads the form, pattern or glyph of object `number`, whose resources are `resources` where it
    /// names none.
    pub(super) fn form(
        &mut self,
        number: u32,
        resources: &'a Dictionary,
        depth: usize,
    ) -> Result<(), String> {
        self.read.insert(number);
        let file = self.file;
        let dictionary = file.dictionary_of(number);
        let own = file.get(dictionary, "Resources").dictionary();
        let content = file.decoded(number).map_err(|fault| fault.to_string())?;
        let open = self.marks.len();
        let outside = self.graphics.clone();
        if let Some(matrix) = Matrix::read(file.get(dictionary, "Matrix")) {
            self.graphics.placed = matrix.then(&self.graphics.placed);
        }
        self.run(number, &content, own.unwrap_or(resources), depth)?;
        self.graphics = outside;
        self.marks.truncate(open);
        self.fresh = true;
        Ok(())
    }

    fn run(
        &mut self,
        owner: u32,
        content: &[u8],
        resources: &'a Dictionary,
        depth: usize,
    ) -> Result<(), String> {
        let mut lexer = Lexer::of_content(content, MAX_OPERANDS);
        let mut operands = Vec::new();
        let mut saved = Vec::new();
        let outer = std::mem::replace(&mut self.owner, owner);
        while let Some(token) = lexer.token()? {
            let operator = match token {
                Token::Object(object) => {
                    operands.push(object);
                    continue;
                }
                Token::Keyword(keyword) => keyword,
            };
            let tokens = MAX_OPERANDS - std::mem::replace(&mut lexer.allowed, MAX_OPERANDS);
            self.allowed = self.allowed.checked_sub(tokens).ok_or("内容过多")?;
            if MAX_OPEN < saved.len().max(self.marks.len()) {
                return Err("内容嵌套过深".to_owned());
            }
            match operator.as_slice() {
                b"q" => saved.push(self.graphics.clone()),
                b"Q" => self.graphics = saved.pop().ok_or("绘图状态的保存与恢复不成对")?,
                b"Do" => {
                    let name = operands.last().and_then(Object::name).unwrap_or_default();
                    self.draw(name, resources, depth)?;
                }
                b"BMC" | b"BDC" => self.open_mark(&operands, resources),
                b"EMC" => {
                    self.marks.pop().ok_or("标记内容的开头与结尾不成对")?;
                    self.fresh = true;
                }
                operator => self.operate(operator, &operands, resources)?,
            }
            operands.clear();
        }
        self.owner = outer;
        self.strings.add_comments(&self.part, &lexer.comments);
        if operands.is_empty() { Ok(()) } else { Err("内容不完整".to_owned()) }
    }

    fn operate(
        &mut self,
        operator: &[u8],
        operands: &[Object],
        resources: &'a Dictionary,
    ) -> Result<(), String> {
        let number = |index: usize| operands.get(index).and_then(Object::number);
        let move_by = || number(0).zip(number(1)).ok_or("移动的距离不是数");
        match operator {
            b"cm" => {
                let matrix = Matrix::of(operands).ok_or("变换不是六个数")?;
                self.graphics.placed = matrix.then(&self.graphics.placed);
            }
            b"BT" => self.set_line(Matrix::default()),
            b"Tm" => self.set_line(Matrix::of(operands).ok_or("变换不是六个数")?),
            b"Td" => {
                let (right, up) = move_by()?;
                self.set_line(self.line.moved(right, up));
            }
            b"TD" => {
                let (right, up) = move_by()?;
                self.graphics.leading = -up;
                self.set_line(self.line.moved(right, up));
            }
            b"T*" => self.next_line(),
            b"TL" => self.graphics.leading = number(0).ok_or("行距不是数")?,
            b"Tf" => {
                let [Object::Name(name), size] = operands else {
                    return Err("字体的写法不对".to_owned());
                };
                let fonts = self.file.get(resources, "Font").dictionary();
                let font = fonts.and_then(|fonts| fonts.get(name)).unwrap_or(&Object::Null);
                self.set_font(font, size)?;
            }
            b"gs" => {
                let states = self.file.get(resources, "ExtGState").dictionary();
                let name = operands.last().and_then(Object::name).unwrap_or_default();
                let state = states.and_then(|states| states.get(name));
                let state = state.and_then(|state| self.file.resolve(state).dictionary());
                let font = state.and_then(|state| self.file.get(state, "Font").array());
                if let Some([font, size]) = font {
                    self.set_font(font, size)?;
                }
            }
            b"Tj" | b"TJ" => self.show(operands)?,
            b"'" => {
                self.next_line();
                self.show(operands)?;
            }
            b"\"" => {
                self.next_line();
                self.show(operands.get(2..).unwrap_or_default())?;
            }
            b"BI" => return Err("有图像，其中的文字无法读出".to_owned()),
            b"w" | b"J" | b"j" | b"M" | b"d" | b"ri" | b"i" | b"m" | b"l" | b"c" | b"v" | b"y"
            | b"h" | b"re" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*"
            | b"n" | b"W" | b"W*" | b"ET" | b"Tc" | b"Tw" | b"Tz" | b"Tr" | b"Ts" | b"d0"
            | b"d1" | b"CS" | b"cs" | b"SC" | b"SCN" | b"sc" | b"scn" | b"G" | b"g" | b"RG"
            | b"rg" | b"K" | b"k" | b"sh" | b"MP" | b"DP" | b"BX" | b"EX" => {
                self.strings.add_all(&self.part, operands);
            }
            other => return Err(format!("不认识操作符“{}”", String::from_utf8_lossy(other))),
        }
        Ok(())
    }

    fn set_line(&mut self, line: Matrix) {
        self.line = line;
        self.text = line;
    }

    fn next_line(&mut self) {
        self.set_line(self.line.moved(0.0, -self.graphics.leading));
    }

    fn set_font(&mut self, font: &'a Object, size: &Object) -> Result<(), String> {
        let dictionary = self.file.resolve(font).dictionary().ok_or("没有这个字体")?;
        let key = std::ptr::from_ref(dictionary);
        if !self.fonts.contains_key(&key) {
            self.fonts.insert(key, Rc::new(Font::read(self.file, dictionary)?));
        }
        self.graphics.font = self.fonts.get(&key).cloned();
        self.graphics.size = size.number().ok_or("字号不是数")?;
        Ok(())
    }

    /// Reads what `Do` draws; a form that a page draws twice says the same twice.
    fn draw(&mut self, name: &[u8], resources: &'a Dictionary, depth: usize) -> Result<(), String> {
        let drawn = self.file.get(resources, "XObject").dictionary();
        let Some(Object::Reference(number)) = drawn.and_then(|drawn| drawn.get(name)) else {
            return Err("没有所画的对象".to_owned());
        };
        let dictionary = self.file.dictionary_of(*number);
        if self.file.get(dictionary, "Subtype").name() != Some(b"Form") {
            return Err("有图像，其中的文字无法读出".to_owned());
        }
        if MAX_DEPTH < depth {
            return Err("图形嵌套过深".to_owned());
        }
        if self.drawn_here.insert(*number) {
            self.form(*number, resources, depth + 1)?;
        }
        Ok(())
    }

    fn open_mark(&mut self, operands: &[Object], resources: &'a Dictionary) {
        let outer = self.marks.last().copied().unwrap_or_default();
        let artifact = operands.first().and_then(Object::name) == Some(b"Artifact");
        let named = self.file.get(resources, "Properties").dictionary();
        let properties = match operands.get(1) {
            Some(Object::Dictionary(dictionary)) => Some(dictionary),
            Some(Object::Name(name)) => {
                let properties = named.and_then(|named| named.get(name));
                properties.and_then(|object| self.file.resolve(object).dictionary())
            }
            _ => None,
        };
        let get = |key| properties.map_or(&Object::Null, |it| self.file.get(it, key));
        let content = get("MCID").integer().map(|number| (self.owner, number)).or(outer.content);
        let replacement = match get("ActualText") {
            Object::String(text) => Some(readings(text).join("\n")),
            _ => None,
        };
        match operands.get(1) {
            Some(Object::Dictionary(inline)) => {
                // What stands for shown text is read in its place.
                let others = inline.iter().filter(|(key, _)| key.as_slice() != b"ActualText");
                others.for_each(|(key, value)| self.strings.add_value(&self.part, key, value));
            }
            _ => self.strings.add_all(&self.part, operands),
        }
        let mark = Mark {
            content,
            artifact: outer.artifact || artifact,
            replaced: outer.replaced || replacement.is_some(),
        };
        self.marks.push(mark);
        if replacement.is_some() {
            self.push_piece(mark, replacement);
        }
        self.fresh = true;
    }

    fn push_piece(&mut self, mark: Mark, replacement: Option<String>) {
        self.pieces.push(Piece {
            owner: self.owner,
            mark: mark.content,
            artifact: mark.artifact,
            joined: String::new(),
            apart: String::new(),
            replaced: mark.replaced && replacement.is_none(),
            replacement,
            place: self.place(),
        });
    }

    /// Returns how a unit of the font stands on the page.
    fn place(&self) -> Matrix {
        self.text.then(&self.graphics.placed).scaled(self.graphics.size)
    }

    /// Shows a string, or strings and the gaps between them.
    fn show(&mut self, operands: &[Object]) -> Result<(), String> {
        let font = self.graphics.font.clone().ok_or("文字没有字体")?;
        let shown = match operands {
            [Object::Array(shown)] => shown.as_slice(),
            [Object::String(_)] => operands,
            _ => return Err("所显示的不是字符串".to_owned()),
        };
        let mark = self.marks.last().copied().unwrap_or_default();
        let place = self.place();
        let same_line =
            !self.fresh && self.pieces.last().is_some_and(|it| it.place.in_line(&place));
        if !same_line {
            // A text that stands for this one stands where this one begins.
            if self.fresh
                && let Some(piece) = self.pieces.last_mut()
                && piece.replacement.is_some()
            {
                piece.place = place;
            }
            self.push_piece(mark, None);
            self.fresh = false;
        }
        let Some(piece) = self.pieces.last_mut() else { return Ok(()) };
        if same_line {
            piece.apart.push(' ');
        }
        let before = piece.joined.len();
        for object in shown {
            match object {
                Object::String(codes) => {
                    font.push_text(codes, &mut piece.joined);
                    font.push_text(codes, &mut piece.apart);
                }
                gap if gap.number().is_some_and(|gap| WORD_GAP <= gap.abs()) => {
                    piece.apart.push(' ');
                }
                gap if gap.number().is_some() => {}
                _ => return Err("所显示的不是字符串".to_owned()),
            }
        }
        let text = &piece.joined[before..];
        self.file.budget.take(2 * text.len())?;
        if !mark.replaced && text.contains(UNKNOWN) {
            return Err("有字符没有说明含义（ToUnicode）".to_owned());
        }
        Ok(())
    }

    /// Reads the form, pattern or glyph of object `number`, which no page draws.
    ///
    /// # Errors
    /// As [`Self::pieces`].
    pub(super) fn pieces_of_form(&mut self, number: u32) -> Result<Vec<Piece>, Unreadable> {
        static NOTHING: Dictionary = Dictionary::new();
        self.part = format!("第{number}号图形");
        self.drawn_here.clear();
        self.marks.clear();
        self.graphics = Graphics::default();
        self.fresh = true;
        self.form(number, &NOTHING, 0).map_err(|reason| of_object(number, reason))?;
        Ok(std::mem::take(&mut self.pieces))
    }
}
