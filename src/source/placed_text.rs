//! Text that knows where each of its characters stands in the file, lines joined the Chinese way.

use std::ops::Range;

use super::{Node, NodeValue, ScalarStyle, Source, Span};

/// Text read from a scalar, which may be quoted, escaped or spread over lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedText {
    /// The text.
    pub value: String,
    /// The scalar's place.
    pub span: Span,
    /// Where text and file run in step; sorted, the first at 0 unless the text is empty.
    pieces: Vec<Piece>,
}

/// A stretch of text that stands in the file just as it is, up to the next piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    in_text: usize,
    in_file: usize,
}

/// What becomes of the line breaks that YAML keeps, as in a `|` block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptBreaks {
    /// They stay: a list of aims, one a line.
    Stay,
    /// They join like wrapped lines: a paragraph. Blank lines stay, as one break.
    Join,
}

impl PlacedText {
    /// Returns text that stands at `span` just as it is.
    pub fn plain(value: impl Into<String>, span: Span) -> Self {
        Self { value: value.into(), span, pieces: vec![Piece { in_text: 0, in_file: span.start }] }
    }

    /// Returns the text of a scalar, or `None` when `node` is none.
    ///
    /// White space at either end leaves. A wrapped line joins the next with nothing between when
    /// Chinese stands on either side, else with one space.
    pub fn read(source: &Source, node: &Node<'_>, breaks: KeptBreaks) -> Option<Self> {
        let NodeValue::Scalar(scalar) = &node.value else { return None };
        let span = node.span();
        let written = source.text.get(span.start..span.end).unwrap_or_default();
        if scalar.style == ScalarStyle::Plain && scalar.text == written {
            return Some(Self::plain(written, span));
        }
        let mut reading = Reading {
            text: Self {
                value: String::with_capacity(scalar.text.len()),
                span,
                pieces: Vec::new(),
            },
            breaks,
            literal: scalar.style == ScalarStyle::Literal,
        };
        reading.follow(&scalar.text, &written_characters(written, span.start, scalar.style));
        Some(reading.text)
    }

    /// Returns the place in the file of a stretch of the text, given in bytes.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let start = self.place_of(range.start);
        // The end is found from its last character, so that a joined line adds no width.
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.place_of(last) + (range.end - range.start).min(1);
        Span { source: self.span.source, start, end: end.clamp(start, self.span.end.max(start)) }
    }

    /// Puts other text in place of stretches, given in bytes, in order and apart; each stands where
    /// the stretch stood, and what follows keeps its place.
    pub fn replace(&mut self, edits: &[(Range<usize>, String)]) {
        let mut text = Self::plain(String::with_capacity(self.value.len()), self.span);
        text.pieces.clear();
        let mut copied = 0;
        for (range, other) in edits {
            text.copy(self, copied..range.start);
            let in_file = self.place_of(range.start);
            text.pieces.push(Piece { in_text: text.value.len(), in_file });
            text.value.push_str(other);
            copied = range.end;
        }
        text.copy(self, copied..self.value.len());
        *self = text;
    }

    /// Adds a stretch of another text, each of its characters at its place.
    fn copy(&mut self, other: &Self, range: Range<usize>) {
        let moved = |at: usize| self.value.len() + at - range.start;
        let first = Piece { in_text: moved(range.start), in_file: other.place_of(range.start) };
        let after = other.pieces.partition_point(|piece| piece.in_text <= range.start);
        let inner = other.pieces[after..].iter().take_while(|piece| piece.in_text < range.end);
        let inner: Vec<_> =
            inner.map(|piece| Piece { in_text: moved(piece.in_text), ..*piece }).collect();
        if !range.is_empty() || self.pieces.is_empty() {
            self.pieces.push(first);
        }
        self.pieces.extend(inner);
        self.value.push_str(&other.value[range]);
    }

    fn place_of(&self, offset: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.in_text <= offset);
        match next.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) => (piece.in_file + (offset - piece.in_text)).min(self.span.end),
            None => self.span.start,
        }
    }
}

/// A character of a scalar as it is written in the file.
#[derive(Clone, Copy)]
struct Written {
    character: char,
    in_file: usize,
    /// Whether it is white space that YAML may fold away; an escaped space is not.
    foldable: bool,
}

/// The walk along a scalar's value and its written characters.
struct Reading {
    text: PlacedText,
    breaks: KeptBreaks,
    literal: bool,
}

impl Reading {
    /// Pairs every solid character of `value` with the one it was written as.
    ///
    /// Runs of white space need no exact pairing: whatever YAML made of a run, the next solid
    /// character of the value is the next solid one of the file.
    fn follow(&mut self, value: &str, written: &[Written]) {
        let mut written = written.iter().copied().peekable();
        let mut gap = String::new();
        let mut gap_place = None;
        for character in value.chars() {
            let escaped = written.peek().is_some_and(|next| {
                !next.foldable && next.character == character && is_space(character)
            });
            if is_space(character) && !escaped {
                gap.push(character);
                if let Some(next) = written.next_if(|next| next.foldable) {
                    gap_place = gap_place.or(Some(next));
                    gap_place = gap_place.map(|first| Written {
                        character: if next.character == '\n' { '\n' } else { first.character },
                        ..first
                    });
                }
                continue;
            }
            let mut wrapped = gap_place.is_some_and(|first: Written| first.character == '\n');
            while let Some(next) = written.next_if(|next| next.foldable) {
                wrapped |= next.character == '\n';
            }
            let in_file = written.next().map_or(self.text.span.end, |next| next.in_file);
            let gap_in_file = gap_place.take().map_or(in_file, |first| first.in_file);
            self.close_gap(&gap, wrapped, gap_in_file, character);
            gap.clear();
            self.push(character, in_file);
        }
    }

    /// Writes what remains of the white space before `next`.
    fn close_gap(&mut self, gap: &str, wrapped: bool, in_file: usize, next: char) {
        let Some(previous) = self.text.value.chars().next_back() else { return };
        let kept = gap.bytes().filter(|byte| *byte == b'\n').count();
        let joins = match self.breaks {
            _ if !wrapped => false,
            KeptBreaks::Stay => kept == 0,
            KeptBreaks::Join => kept <= usize::from(self.literal),
        };
        if joins {
            if !gap.is_empty() && !is_chinese(previous) && !is_chinese(next) {
                self.push(' ', in_file);
            }
        } else if kept > 0 && self.breaks == KeptBreaks::Join {
            self.push('\n', in_file);
        } else {
            for character in gap.chars() {
                self.push(character, in_file);
            }
        }
    }

    fn push(&mut self, character: char, in_file: usize) {
        let in_text = self.text.value.len();
        let in_step = self.text.pieces.last().is_some_and(|piece| {
            in_file.checked_sub(piece.in_file) == Some(in_text - piece.in_text)
        });
        if !in_step {
            self.text.pieces.push(Piece { in_text, in_file });
        }
        self.text.value.push(character);
    }
}

/// Returns the characters of a scalar as written, its quotes left out.
fn written_characters(written: &str, offset: usize, style: ScalarStyle) -> Vec<Written> {
    let (skipped, body) = match style {
        // The place of a block begins after its `|` or `>`.
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => (0, written),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            (1, written.get(1..written.len().saturating_sub(1)).unwrap_or_default())
        }
    };
    let mut characters = Vec::with_capacity(body.len());
    let mut rest = body.char_indices().peekable();
    while let Some((index, character)) = rest.next() {
        let in_file = offset + skipped + index;
        let solid = |character| Written { character, in_file, foldable: false };
        match (style, character) {
            (ScalarStyle::SingleQuoted, '\'') => {
                rest.next();
                characters.push(solid('\''));
            }
            (ScalarStyle::DoubleQuoted, '\\') => {
                let digits = match rest.next().map(|(_, escape)| escape) {
                    Some('x') => 2,
                    Some('u') => 4,
                    Some('U') => 8,
                    // An escaped line break is no character at all.
                    Some('\n' | '\r') | None => continue,
                    Some(escape) => {
                        characters.push(solid(unescaped(escape)));
                        continue;
                    }
                };
                let code: String = rest.by_ref().take(digits).map(|(_, digit)| digit).collect();
                let code = u32::from_str_radix(&code, 16).unwrap_or_default();
                // The second half of a surrogate pair adds nothing to the character.
                if !(0xdc00..0xe000).contains(&code) {
                    characters.push(solid(char::from_u32(code).unwrap_or('\u{fffd}')));
                }
            }
            _ => characters.push(Written { character, in_file, foldable: is_space(character) }),
        }
    }
    characters
}

/// Returns what a one-letter escape stands for (YAML 1.2.2, 5.7).
fn unescaped(escape: char) -> char {
    match escape {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        other => other,
    }
}

/// Returns whether a character is white space to YAML.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// Returns whether a character is set solid in Chinese text: hanzi and Chinese punctuation.
pub fn is_chinese(character: char) -> bool {
    matches!(character,
        '·' | '—' | '‘'..='”' | '…'
        | '\u{2e80}'..='\u{303f}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}')
}
