//! Web pages read back: what they show, what their attributes say, and what nobody sees.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::fold::PART;
use super::passage::{Passage, PassageKind, Unreadable};
use super::versions::{Tracked, Versions};

/// Elements inside whose edges a line goes on.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
];
/// Attributes whose value is for people; so is every other that begins with aria.
const WORDS: [&str; 11] = [
    "alt",
    "title",
    "content",
    "summary",
    "label",
    "placeholder",
    "value",
    "abbr",
    "srcdoc",
    "data",
    "datetime",
];

/// Returns what a web page holds.
///
/// # Errors
/// When it is not in UTF-8.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Passage>, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_error| Unreadable {
        part: "网页".to_owned(),
        reason: "不是 UTF-8 文字".to_owned(),
    })?;
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let page = Page::default();
    let tokenizer = Tokenizer::new(page, TokenizerOpts::default());
    // No script stops the reading, since the page never says that one has ended.
    let _done = tokenizer.feed(&input);
    tokenizer.end();
    let Gathered { text: shown, words, settings, unseen, .. } =
        tokenizer.sink.gathered.into_inner();
    let mut passages = shown.passages("正文");
    for (part, text, kind) in [
        ("属性", words, PassageKind::Words),
        ("注释", unseen, PassageKind::Words),
        ("属性和样式", settings, PassageKind::Settings),
        // A second attribute of a name is no attribute, but it is in the file.
        ("源代码", text.to_owned(), PassageKind::Bytes),
    ] {
        if !text.is_empty() {
            passages.push(Passage { part: part.to_owned(), text, kind });
        }
    }
    Ok(passages)
}

/// What takes the tokens of a page.
#[derive(Default)]
struct Page {
    gathered: RefCell<Gathered>,
}

#[derive(Default)]
struct Gathered {
    text: Versions,
    words: String,
    settings: String,
    unseen: String,
    /// Whether what comes is a style or a script.
    is_setting: bool,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut gathered = self.gathered.borrow_mut();
        match token {
            Token::TagToken(tag) => return gathered.tag(&tag),
            Token::CharacterTokens(text) if gathered.is_setting => {
                gathered.settings.push_str(&text);
            }
            Token::CharacterTokens(text) => gathered.text.push(&text),
            Token::CommentToken(text) => push(&mut gathered.unseen, &text),
            Token::DoctypeToken(doctype) => {
                for text in [doctype.name, doctype.public_id, doctype.system_id] {
                    push(&mut gathered.unseen, &text.unwrap_or_default());
                }
            }
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl Gathered {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        for attribute in &tag.attrs {
            let key = &*attribute.name.local;
            let is_words =
                WORDS.contains(&key) || key.starts_with("aria") || key.starts_with("data-");
            let list = if is_words { &mut self.words } else { &mut self.settings };
            push(list, &attribute.value);
        }
        let is_start = tag.kind == TagKind::StartTag;
        match (name, is_start) {
            ("ins", true) => self.text.open(Tracked::Inserted),
            ("ins", false) => self.text.close(Tracked::Inserted),
            ("del", true) => self.text.open(Tracked::Deleted),
            ("del", false) => self.text.close(Tracked::Deleted),
            ("td" | "th" | "tr", _) => self.text.part(PART),
            _ if INLINE.contains(&name) => {}
            _ => self.text.part('\n'),
        }
        let raw = raw_kind(name).filter(|_| is_start);
        self.is_setting = raw.is_some_and(|kind| kind != Rcdata) && name != "noscript";
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

/// Returns how the content of an element is read that has no tags in it.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "title" | "textarea" => Some(Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(Rawtext),
        "script" => Some(ScriptData),
        _ => None,
    }
}

fn push(list: &mut String, text: &str) {
    if !text.is_empty() {
        list.push_str(text);
        list.push(PART);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &str, kind: PassageKind) -> String {
        let passages = read(page.as_bytes()).unwrap().into_iter();
        passages.filter(|passage| passage.kind == kind).map(|passage| passage.text).collect()
    }

    #[test]
    fn text_is_joined_inside_a_line_and_parted_between_cells() {
        let page = "<p>384<strong>20</strong><data value='x'>76</data>&#24180;</p>\
                    <table><tr><td>1</td><td>2</td></tr></table>";
        let words = of(page, PassageKind::Words);
        assert!(words.contains("3842076年"), "{words:?}");
        assert!(words.contains("1\u{1f}\u{1f}2"), "{words:?}");
    }

    #[test]
    fn changes_are_read_in_every_version() {
        let words = of("<p>38<del>42</del><ins>99</ins>076</p>", PassageKind::Words);
        for text in ["384299076", "3899076", "3842076"] {
            assert!(words.contains(text), "{text}: {words:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_read() {
        let page = "<!DOCTYPE html><title>题名</title><meta content='说明'><!-- 注释 -->\
                    <img alt='替代' id='标识'><style>p{content:'样式'}</style>\
                    <script>let a='脚本<b>';</script><p>正文";
        let words = of(page, PassageKind::Words);
        for text in ["题名", "说明", " 注释 ", "替代", "正文"] {
            assert!(words.contains(text), "{text}: {words:?}");
        }
        let settings = of(page, PassageKind::Settings);
        for text in ["标识", "样式", "脚本<b>"] {
            assert!(settings.contains(text) && !words.contains(text), "{text}: {settings:?}");
        }
    }

    #[test]
    fn a_second_attribute_of_a_name_is_in_the_source() {
        let page = "<p id='a' id='考务密室'>";
        assert!(of(page, PassageKind::Bytes).contains("考务密室"));
        assert!(read(&[0xff, 0xfe]).is_err());
    }
}
