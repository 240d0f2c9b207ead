//! PDF objects and their reading from bytes (ISO 32000-2, 7.2 and 7.3): strict, every token understood.

use std::collections::BTreeMap;

/// How deep arrays and dictionaries may stand in one another.
const MAX_DEPTH: usize = 60;

/// What a dictionary counts for besides what is in it: it takes the room of so many objects.
const COST_OF_DICTIONARY: usize = 10;

/// A dictionary; a key stands in it once.
pub(super) type Dictionary = BTreeMap<Vec<u8>, Object>;

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(i64),
    /// Any other number: a position or a width, never an amount.
    Real(f64),
    /// A string, its escapes resolved.
    String(Vec<u8>),
    /// A name without its slash, its escapes resolved.
    Name(Vec<u8>),
    /// An array.
    Array(Vec<Self>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// A reference to the object of that number.
    Reference(u32),
}

impl Object {
    /// Returns the whole number that it is.
    pub(super) const fn integer(&self) -> Option<i64> {
        if let Self::Integer(number) = self { Some(*number) } else { None }
    }

    /// Returns the number that it is.
    #[expect(clippy::cast_precision_loss, reason = "positions on a page are small")]
    pub(super) const fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the name that it is.
    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// Returns the array that it is.
    pub(super) fn array(&self) -> Option<&[Self]> {
        if let Self::Array(array) = self { Some(array) } else { None }
    }

    /// Returns the dictionary that it is.
    pub(super) const fn dictionary(&self) -> Option<&Dictionary> {
        if let Self::Dictionary(dictionary) = self { Some(dictionary) } else { None }
    }
}

/// A token that is an object or a keyword.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// An object.
    Object(Object),
    /// A keyword or an operator: `obj`, `Tj`.
    Keyword(Vec<u8>),
}

/// A reader of tokens; its errors are reasons in Chinese.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where the next token begins, or white space before it.
    pub(super) at: usize,
    /// How many more objects may be read.
    pub(super) allowed: usize,
    /// The comments passed so far, each with a line's end.
    pub(super) comments: Vec<u8>,
    /// Whether `1 0 R` is a reference; in page content it is not.
    references: bool,
}

impl<'a> Lexer<'a> {
    /// Returns a reader of a file's `bytes` from `at`, which reads `allowed` objects at most.
    pub(super) const fn of_file(bytes: &'a [u8], at: usize, allowed: usize) -> Self {
        Self { bytes, at, allowed, comments: Vec::new(), references: true }
    }

    /// Returns a reader of page content or of a character map, which reads `allowed` objects at most.
    pub(super) const fn of_content(bytes: &'a [u8], allowed: usize) -> Self {
        Self { bytes, at: 0, allowed, comments: Vec::new(), references: false }
    }

    /// Passes white space and comments; returns whether anything is left.
    pub(super) fn skip_space(&mut self) -> bool {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                let comment = &rest[..end.unwrap_or(rest.len())];
                self.comments.extend_from_slice(comment);
                self.comments.push(b'\n');
                self.at += comment.len();
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return true;
            }
        }
        false
    }

    /// Reads an object or a keyword; `None` at the end.
    pub(super) fn token(&mut self) -> Result<Option<Token>, String> {
        self.token_at(0)
    }

    /// Reads an object.
    pub(super) fn object(&mut self) -> Result<Object, String> {
        self.object_at(0)
    }

    /// Reads a keyword and returns whether it is `expected`; otherwise reads nothing.
    pub(super) fn keyword(&mut self, expected: &[u8]) -> bool {
        let start = (self.at, self.comments.len());
        if self.skip_space() && self.regular() == expected {
            return true;
        }
        self.return_to(start);
        false
    }

    /// Reads a whole number that is no negative one; otherwise reads nothing.
    pub(super) fn whole(&mut self) -> Option<usize> {
        let start = (self.at, self.comments.len());
        self.skip_space();
        let text = self.regular();
        let digits = !text.is_empty() && text.len() < 16 && text.iter().all(u8::is_ascii_digit);
        let number = std::str::from_utf8(text).ok().filter(|_| digits);
        let number = number.and_then(|text| text.parse().ok());
        if number.is_none() {
            self.return_to(start);
        }
        number
    }

    /// Goes back to a place with so many comments before it.
    fn return_to(&mut self, (at, comments): (usize, usize)) {
        self.at = at;
        self.comments.truncate(comments);
    }

    fn object_at(&mut self, depth: usize) -> Result<Object, String> {
        match self.token_at(depth)? {
            Some(Token::Object(object)) => Ok(object),
            Some(Token::Keyword(word)) => {
                Err(format!("“{}”不是对象", String::from_utf8_lossy(&word)))
            }
            None => Err("内容不完整".to_owned()),
        }
    }

    fn token_at(&mut self, depth: usize) -> Result<Option<Token>, String> {
        if !self.skip_space() {
            return Ok(None);
        }
        if MAX_DEPTH < depth {
            return Err("嵌套过深".to_owned());
        }
        self.allowed = self.allowed.checked_sub(1).ok_or("对象过多")?;
        let object = match self.bytes[self.at] {
            b'(' => Object::String(self.literal_string()?),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Object::Dictionary(self.dictionary(depth)?)
            }
            b'<' => Object::String(self.hex_string()?),
            b'/' => Object::Name(self.name()?),
            b'[' => {
                self.at += 1;
                let mut array = Vec::new();
                while !self.closes(b"]")? {
                    array.push(self.object_at(depth + 1)?);
                }
                array.shrink_to_fit();
                Object::Array(array)
            }
            b')' | b'>' | b']' | b'{' | b'}' => return Err("有不成对的括号".to_owned()),
            _ => return self.word().map(Some),
        };
        Ok(Some(Token::Object(object)))
    }

    /// Passes `close` and returns whether it stands next.
    fn closes(&mut self, close: &[u8]) -> Result<bool, String> {
        if !self.skip_space() {
            return Err("内容不完整".to_owned());
        }
        let closes = self.bytes[self.at..].starts_with(close);
        if closes {
            self.at += close.len();
        }
        Ok(closes)
    }

    fn dictionary(&mut self, depth: usize) -> Result<Dictionary, String> {
        self.allowed = self.allowed.checked_sub(COST_OF_DICTIONARY).ok_or("对象过多")?;
        let mut dictionary = Dictionary::new();
        while !self.closes(b">>")? {
            let Object::Name(key) = self.object_at(depth + 1)? else {
                return Err("字典的键不是名称".to_owned());
            };
            let value = self.object_at(depth + 1)?;
            let shown = String::from_utf8_lossy(&key).into_owned();
            if dictionary.insert(key, value).is_some() {
                return Err(format!("字典中“{shown}”出现两次"));
            }
        }
        Ok(dictionary)
    }

    /// Reads what is no string, name or container: a number, a reference, a keyword.
    fn word(&mut self) -> Result<Token, String> {
        let word = self.regular();
        let object = match word {
            b"null" => Object::Null,
            b"true" | b"false" => Object::Boolean,
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.number_of(word)?,
            _ => return Ok(Token::Keyword(word.to_vec())),
        };
        Ok(Token::Object(object))
    }

    fn number_of(&mut self, word: &[u8]) -> Result<Object, String> {
        let text = String::from_utf8_lossy(word);
        let plain = word.iter().skip(1).all(|byte| byte.is_ascii_digit() || *byte == b'.');
        let unreadable = || format!("“{text}”不是数");
        if !plain || 40 < word.len() {
            return Err(unreadable());
        }
        if word.contains(&b'.') {
            return text.parse().map(Object::Real).map_err(|_| unreadable());
        }
        let number: i64 = text.parse().map_err(|_| unreadable())?;
        if self.references && word[0].is_ascii_digit() {
            let start = (self.at, self.comments.len());
            if self.whole().is_some()
                && self.keyword(b"R")
                && let Ok(number) = u32::try_from(number)
            {
                return Ok(Object::Reference(number));
            }
            self.return_to(start);
        }
        Ok(Object::Integer(number))
    }

    /// Reads regular characters up to white space or a delimiter.
    fn regular(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|&byte| is_space(byte) || is_delimiter(byte));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn name(&mut self) -> Result<Vec<u8>, String> {
        self.at += 1;
        let written = self.regular();
        let mut name = Vec::with_capacity(written.len());
        let mut bytes = written.iter().copied();
        while let Some(byte) = bytes.next() {
            if byte == b'#' {
                let pair = (bytes.next().and_then(hex_digit), bytes.next().and_then(hex_digit));
                let (Some(high), Some(low)) = pair else {
                    return Err("名称的写法不对".to_owned());
                };
                name.push(high * 16 + low);
            } else {
                name.push(byte);
            }
        }
        Ok(name)
    }

    fn hex_string(&mut self) -> Result<Vec<u8>, String> {
        let rest = &self.bytes[self.at + 1..];
        let end = rest.iter().position(|&byte| byte == b'>').ok_or("字符串没有结尾")?;
        self.at += end + 2;
        from_hex(&rest[..end])
    }

    fn literal_string(&mut self) -> Result<Vec<u8>, String> {
        let mut string = Vec::new();
        let mut open = 1_usize;
        self.at += 1;
        loop {
            let byte = self.next_byte()?;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut string)?;
                    continue;
                }
                b'\r' => {
                    if self.bytes.get(self.at) == Some(&b'\n') {
                        self.at += 1;
                    }
                    string.push(b'\n');
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                return Ok(string);
            }
            string.push(byte);
        }
    }

    /// Reads what follows a backslash.
    fn escape(&mut self, string: &mut Vec<u8>) -> Result<(), String> {
        let byte = match self.next_byte()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return Ok(()),
            b'\r' => {
                if self.bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
                return Ok(());
            }
            first @ b'0'..=b'7' => {
                let mut code = u16::from(first - b'0');
                for _ in 0..2 {
                    let Some(&next @ b'0'..=b'7') = self.bytes.get(self.at) else { break };
                    code = code * 8 + u16::from(next - b'0');
                    self.at += 1;
                }
                // What is above a byte is cut off (7.3.4.2).
                code.to_be_bytes()[1]
            }
            other => other,
        };
        string.push(byte);
        Ok(())
    }

    fn next_byte(&mut self) -> Result<u8, String> {
        let byte = self.bytes.get(self.at).ok_or("字符串没有结尾")?;
        self.at += 1;
        Ok(*byte)
    }
}

/// Returns the bytes that `hex` writes; white space between digits is none of them.
pub(super) fn from_hex(hex: &[u8]) -> Result<Vec<u8>, String> {
    let digits = hex.iter().copied().filter(|&byte| !is_space(byte));
    let digits: Option<Vec<u8>> = digits.map(hex_digit).collect();
    let digits = digits.ok_or("十六进制的写法不对")?;
    let pair = |pair: &[u8]| pair[0] * 16 + pair.get(1).unwrap_or(&0);
    Ok(digits.chunks(2).map(pair).collect())
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Returns whether `byte` is white space.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Result<Object, String> {
        Lexer::of_file(text.as_bytes(), 0, 1000).object()
    }

    #[test]
    fn strings_are_read_whatever_their_escapes() {
        let string = |text: &str| object(text).unwrap();
        assert_eq!(string("(a(b)\\)\\101\\7\\\nc\r\n)"), Object::String(b"a(b))A\x07c\n".to_vec()));
        assert_eq!(string("<4 1\n4>"), Object::String(b"A@".to_vec()));
        assert_eq!(string("/A#e9#8c"), Object::Name(vec![b'A', 0xe9, 0x8c]));
    }

    #[test]
    fn containers_hold_numbers_and_references() {
        let read = object("<</A[1 0 R 2 -.5%c\n]/B<</C null>>>>").unwrap();
        let array = read.dictionary().unwrap()[b"A".as_slice()].array().unwrap();
        assert_eq!(array, [Object::Reference(1), Object::Integer(2), Object::Real(-0.5)]);
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        let deep = "[".repeat(10_000);
        for text in
            ["(a", "<4", "<4x>", "<</A 1/A 2>>", "<<1 2>>", "]", "1-2", "[1 Tj]", "/A#", &deep]
        {
            assert!(object(text).is_err(), "{text}");
        }
        assert!(Lexer::of_file(b"[1 1 1 1]", 0, 3).object().is_err());
    }
}
