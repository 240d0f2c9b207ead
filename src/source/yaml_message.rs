//! What the YAML parser's complaints mean to somebody who fills in a form.

use std::ops::Range;

use super::FaultKind;
use super::yaml::ErrorKind;

/// A complaint in plain words.
pub(super) struct Complaint {
    /// What kind of fault it is.
    pub(super) kind: FaultKind,
    /// Where, in bytes: where the mistake is rather than where the parser gave up.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to type.
    pub(super) help: Option<&'static str>,
}

/// Puts the parser's complaint at the byte `at` of `text` into plain words.
///
/// The complaints that a typist meets are told apart by the text around them; the others keep the
/// parser's English in parentheses.
pub(super) fn of(error: &ErrorKind, text: &str, at: usize) -> Complaint {
    let here = character_at(text, at);
    let (range, message, help) = match error {
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidMappingValueWhitespace => unexpected_colon(text, at),
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::ExpectedFlowMappingSeparator
            if text[here.clone()].starts_with(['{', '[']) =>
        {
            (here, "括号里的文字含有花括号或方括号", "把整段文字放进引号里")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
            (trimmed(text, at..end), NO_COLON.0, NO_COLON.1)
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            (here, "这里有一个看不见的控制字符", "删去这个字符再保存")
        }
        ErrorKind::MappingKeyNotAllowed if text[here.clone()].starts_with('?') => {
            (here, "文字不能以 `?` 加空格开头", "整段文字加引号，或者改用全角问号")
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => {
            // The parser names the value before the tab.
            let tab = text[at..].find('\t').map_or(here, |offset| at + offset..at + offset + 1);
            (tab, "这里用了制表符（Tab）缩进", "YAML 只认空格：每层缩进两个空格")
        }
        ErrorKind::RecursionLimitExceeded => {
            let message = "嵌套层数太多".to_owned();
            return Complaint { kind: FaultKind::Limit, range: here, message, help: None };
        }
        _ => {
            let Some((message, help)) = plain_words(error) else {
                let message = format!("YAML 写法不对（{error}）");
                return Complaint { kind: FaultKind::Syntax, range: here, message, help: None };
            };
            (here, message, help)
        }
    };
    Complaint { kind: FaultKind::Syntax, range, message: message.to_owned(), help: Some(help) }
}

/// What is wrong with a line that should be a key and its value, and what to type.
const NO_COLON: (&str, &str) = (
    "这一行缺少冒号，或者冒号后面没有空格",
    "写成 `键: 值`：半角冒号，后面空一格；全角冒号“：”不算",
);

/// Says why a colon is not expected at `at`.
fn unexpected_colon(text: &str, at: usize) -> (Range<usize>, &'static str, &'static str) {
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    if separates(&text[line_start..at]) {
        return (
            character_at(text, at),
            "一行里有两个“冒号加空格”",
            "文字里有半角冒号时，整段文字要加引号，或者改用全角冒号",
        );
    }
    let Some(previous) = previous_line(text, line_start) else {
        return (character_at(text, at), "这里不能出现冒号", "含有冒号的文字要加引号");
    };
    let written = &text[previous.clone()];
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let bare = written.trim();
    if opens(bare, '[', ']') {
        (trimmed(text, previous), "方括号里的列表没有写完", "各项之间用半角逗号，末尾补上 `]`")
    } else if opens(bare, '{', '}') {
        (trimmed(text, previous), "花括号里的内容没有写完", "各项之间用半角逗号，末尾补上 `}`")
    } else if !separates(written) && !bare.ends_with(':') {
        (trimmed(text, previous), NO_COLON.0, NO_COLON.1)
    } else if indent(&text[line_start..]) > indent(written) {
        (
            character_at(text, at),
            "这一行缩进得比上一行深，而上一行已经有值",
            "同一层的各项要从同一列开始；要写下一层，上一行的冒号后面就不能有值",
        )
    } else {
        (character_at(text, at), "这里不能出现冒号", "检查这一行和上一行的缩进、引号和括号")
    }
}

/// Returns whether a colon separates a key from its value somewhere in `line`.
fn separates(line: &str) -> bool {
    line.contains(": ")
}

/// Returns whether `line` opens a bracket that it does not close.
fn opens(line: &str, open: char, close: char) -> bool {
    line.matches(open).count() > line.matches(close).count()
}

/// Returns the last line before `line_start` that is neither blank nor a comment.
fn previous_line(text: &str, line_start: usize) -> Option<Range<usize>> {
    let mut end = line_start.checked_sub(1)?;
    loop {
        let start = text[..end].rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..end].trim();
        if !line.is_empty() && !line.starts_with('#') {
            return Some(start..end);
        }
        end = start.checked_sub(1)?;
    }
}

/// Returns `range` without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + (line.len() - line.trim_start().len());
    start..start + line.trim().len()
}

/// Returns the range of the character at `at`, empty at the end of a line.
fn character_at(text: &str, at: usize) -> Range<usize> {
    let width = text[at..]
        .chars()
        .next()
        .filter(|next| !matches!(next, '\n' | '\r'))
        .map_or(0, char::len_utf8);
    at..at + width
}

/// Returns a complaint that needs no look at the text: its message and what to type.
fn plain_words(error: &ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match error {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("引号没有配对", "在文字末尾补上同样的引号；引号要用半角的 \" 或 '")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("引号后面还有文字", "整段文字要放在同一对引号里；文字中间的引号用全角的 “ ”")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => {
            ("双引号里的反斜杠 `\\` 写法不对", "要写反斜杠本身，请改用单引号，或者写两个 `\\\\`")
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => {
            ("缩进不对", "同一层的各项要从同一列开始，用空格对齐")
        }
        ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::BlockEntryInFlowCollection => {
            ("这里不能出现列表项 `-`", "列表项另起一行，缩进在它所属的键下面")
        }
        ErrorKind::UnclosedFlowCollection { open: '[' }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::ExpectedFlowSequenceSeparator => {
            ("方括号里的列表没有写完", "各项之间用半角逗号，末尾补上 `]`")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::FlowMappingValueAdjacentCollection => {
            ("花括号里的内容没有写完", "各项之间用半角逗号，末尾补上 `}`")
        }
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            ("括号不配对", "`[` 配 `]`，`{` 配 `}`")
        }
        ErrorKind::UnexpectedCharacter { .. } => {
            ("文字不能以这个字符开头", "以 `@`、`` ` ``、`%` 等符号开头的文字要加引号")
        }
        ErrorKind::UnknownAnchor => ("`*` 开头的别名没有定义过", "以 `*` 开头的文字要加引号"),
        ErrorKind::MissingAnchorOrAliasName => {
            ("`*` 或 `&` 后面缺少名称", "以 `*`、`&` 开头的文字要加引号")
        }
        ErrorKind::CommentNotSeparated | ErrorKind::CommentInterceptedScalar => {
            ("注释 `#` 的位置不对", "`#` 前面要有空格；多行文字的中间不能插入注释")
        }
        ErrorKind::DirectiveDisallowed => ("行首不能是 `%`", "以 `%` 开头的文字要加引号"),
        ErrorKind::BomInsideDocument => {
            ("文件中间有一个看不见的字节顺序标记（U+FEFF）", "删去这个字符再保存")
        }
        ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping => {
            ("文件在一项写完之前就结束了", "检查最后几行是否完整")
        }
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
            ("`|` 或 `>` 后面不能直接写文字", "文字另起一行并缩进；以 `|`、`>` 开头的文字要加引号")
        }
        _ => return None,
    })
}
