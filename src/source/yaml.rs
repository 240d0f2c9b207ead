//! Turns YAML text into the spanned tree; the one file that names the YAML parser.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_saphyr::granit_parser::{self as granit, Event, Parser, Placement, StrInput};

use super::node::{Comment, Entry, Node, NodeValue, Place, Scalar, ScalarStyle};
use super::yaml_message;
use super::{FaultKind, SourceFault, SourceId};

/// How deep lists and mappings may stand in each other; a filing needs eight.
pub const MAX_DEPTH: usize = 32;
/// How many values the files of a filing may have together.
pub const MAX_NODES: usize = 4_000_000;
/// How many values the aliases of a filing may repeat together.
pub const MAX_REPEATED_NODES: usize = 20_000;
/// How many bytes of text the aliases of a filing may repeat together.
pub const MAX_REPEATED_BYTES: usize = 1_000_000;

/// One file's tree with its comments, and what is wrong with it.
#[derive(Debug)]
pub struct Parsed<'s> {
    /// The tree; `None` when the file is empty or its text could not be followed to the end.
    pub root: Option<Node<'s>>,
    /// The comments in the order of the file.
    pub comments: Vec<Comment<'s>>,
    /// The faults in the order of the file.
    pub faults: Vec<SourceFault>,
}

/// What the files of a filing may still use of the limits that they share.
#[derive(Clone, Debug)]
pub struct Allowance {
    nodes: usize,
    repeated_nodes: usize,
    repeated_bytes: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            nodes: MAX_NODES,
            repeated_nodes: MAX_REPEATED_NODES,
            repeated_bytes: MAX_REPEATED_BYTES,
        }
    }
}

/// Parses `text`, which is the file numbered `source`, using up `allowance`.
///
/// Tags, merge keys, keys that are no text, and a second document are faults; the rest of the file
/// is read all the same. A fault of the text itself ends the reading.
pub fn parse<'s>(source: SourceId, text: &'s str, allowance: &mut Allowance) -> Parsed<'s> {
    let options = granit::options! {
        // Our own limit is met first and says more.
        flow_nesting_limit: MAX_DEPTH * 2,
        block_nesting_limit: MAX_DEPTH * 2,
        disallow_directives: true,
        max_buffered_comment_events: MAX_NODES,
    };
    let mut builder = Builder {
        source,
        text,
        allowance,
        frames: Vec::new(),
        anchors: BTreeMap::new(),
        documents: 0,
        parsed: Parsed { root: None, comments: Vec::new(), faults: Vec::new() },
    };
    for event in Parser::<StrInput<'s>>::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => builder.event(event, &span),
            Err(error) => Err(builder.scan_fault(&error)),
        };
        if let Err(fault) = step {
            if !builder.follows_from_the_last(&fault) {
                builder.parsed.faults.push(fault);
            }
            builder.parsed.root = None;
            break;
        }
    }
    builder.parsed
}

/// Builds the tree without recursion: the open collections stand on a stack.
struct Builder<'s, 'a> {
    source: SourceId,
    text: &'s str,
    allowance: &'a mut Allowance,
    frames: Vec<Frame<'s>>,
    /// The finished values by anchor.
    anchors: BTreeMap<usize, Node<'s>>,
    documents: usize,
    parsed: Parsed<'s>,
}

/// An open collection.
struct Frame<'s> {
    start: Place,
    anchor: usize,
    content: Content<'s>,
}

/// What an open collection has so far.
enum Content<'s> {
    Sequence(Vec<Node<'s>>),
    Mapping { entries: Vec<Entry<'s>>, key: Option<Key<'s>> },
}

/// A key that waits for its value.
enum Key<'s> {
    Text(Cow<'s, str>, Place),
    /// A key that was reported; its value is read and dropped.
    Refused,
}

impl<'s> Builder<'s, '_> {
    fn event(&mut self, event: Event<'s>, span: &granit::Span) -> Result<(), SourceFault> {
        let place = self.place(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self
                        .fault(FaultKind::Syntax, place, "一个文件里只能有一份 YAML 文档")
                        .with_help("删去多余的 `---`，或者把后面的内容放进另一个文件"));
                }
            }
            Event::Comment(text, placement) => {
                let beside_value = matches!(placement, Placement::Right);
                self.parsed.comments.push(Comment { text, span: place.span(), beside_value });
            }
            Event::Alias(anchor) => {
                let node = self.repeat(anchor, place)?;
                self.finish(node, 0)?;
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span, place);
                let style = scalar_style(style);
                let place = self.without_last_break(place, style);
                let value = if style == ScalarStyle::Plain && is_null(&text) {
                    NodeValue::Null
                } else {
                    NodeValue::Scalar(Scalar { text, style })
                };
                self.finish(Node::new(place, value), anchor)?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span, place);
                self.open(place, anchor, Content::Sequence(Vec::new()))?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span, place);
                self.open(place, anchor, Content::Mapping { entries: Vec::new(), key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place)?,
            // The stream's and the document's ends hold nothing, and the events of unresolved
            // aliases and anchors are not asked for.
            _ => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        start: Place,
        anchor: usize,
        content: Content<'s>,
    ) -> Result<(), SourceFault> {
        if self.frames.len() >= MAX_DEPTH {
            let message = format!("嵌套超过 {MAX_DEPTH} 层");
            return Err(self.fault(FaultKind::Limit, start, message));
        }
        self.frames.push(Frame { start, anchor, content });
        Ok(())
    }

    fn close(&mut self, end: Place) -> Result<(), SourceFault> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        // The end of a block is reported where the next thing begins, past blank lines.
        let (last, value) = match frame.content {
            Content::Sequence(items) => (items.last().map(Node::place), NodeValue::Sequence(items)),
            Content::Mapping { entries, .. } => {
                (entries.last().map(|entry| entry.value.place()), NodeValue::Mapping(entries))
            }
        };
        let last = if end.is_empty() { last.unwrap_or(frame.start) } else { end };
        self.finish(Node::new(frame.start.to(last), value), frame.anchor)
    }

    /// Puts a finished value where it belongs: under its key, into its list, or at the root.
    fn finish(&mut self, mut node: Node<'s>, anchor: usize) -> Result<(), SourceFault> {
        let Some(nodes) = self.allowance.nodes.checked_sub(1) else {
            let message = format!("一份填报的内容超过 {MAX_NODES} 项");
            return Err(self.fault(FaultKind::Limit, node.place(), message));
        };
        self.allowance.nodes = nodes;
        if anchor != 0 {
            self.spend(&node)?;
            self.anchors.insert(anchor, node.clone());
        }
        let refused = match self.frames.last_mut().map(|frame| &mut frame.content) {
            None => {
                self.parsed.root = Some(node);
                None
            }
            Some(Content::Sequence(items)) => {
                items.push(node);
                None
            }
            Some(Content::Mapping { entries, key }) => match key.take() {
                Some(Key::Text(text, place)) => {
                    if matches!(node.value, NodeValue::Null) && node.place().is_empty() {
                        node = Node::new(place.after(), NodeValue::Null);
                    }
                    entries.push(Entry::new(text, place, node));
                    None
                }
                Some(Key::Refused) => None,
                None => {
                    let place = node.place();
                    match key_text(self.text, node) {
                        Ok(text) => {
                            *key = Some(Key::Text(text, place));
                            None
                        }
                        Err((message, help)) => {
                            *key = Some(Key::Refused);
                            Some((place, message, help))
                        }
                    }
                }
            },
        };
        if let Some((place, message, help)) = refused {
            let fault = self.fault(FaultKind::Syntax, place, message).with_help(help);
            self.parsed.faults.push(fault);
        }
        Ok(())
    }

    /// Returns the value that an alias at `place` repeats.
    fn repeat(&mut self, anchor: usize, place: Place) -> Result<Node<'s>, SourceFault> {
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Err(self.fault(FaultKind::Limit, place, "别名引用了包含它自己的内容"));
        };
        self.spend(&node)?;
        if self.frames.len() + node.measure().depth > MAX_DEPTH {
            let message = format!("别名展开后嵌套超过 {MAX_DEPTH} 层");
            return Err(self.fault(FaultKind::Limit, place, message));
        }
        Ok(node)
    }

    /// Takes a copy of `node` off the allowance.
    fn spend(&mut self, node: &Node<'s>) -> Result<(), SourceFault> {
        let measure = node.measure();
        let nodes = self.allowance.repeated_nodes.checked_sub(measure.nodes);
        let bytes = self.allowance.repeated_bytes.checked_sub(measure.bytes);
        let (Some(nodes), Some(bytes)) = (nodes, bytes) else {
            let message = "锚点和别名重复的内容太多";
            return Err(self
                .fault(FaultKind::Limit, node.place(), message)
                .with_help("把重复的内容直接写出来"));
        };
        self.allowance.repeated_nodes = nodes;
        self.allowance.repeated_bytes = bytes;
        Ok(())
    }

    fn refuse_tag(&mut self, tagged: bool, span: &granit::Span, place: Place) {
        if tagged {
            let place = span.tag_span().map_or(place, |tag| self.place(&tag));
            let fault = self
                .fault(FaultKind::Syntax, place, "填报里不能使用 YAML 标签（`!` 开头的词）")
                .with_help("删去这个标签；数字和日期照写即可，以 `!` 开头的文字请加引号");
            self.parsed.faults.push(fault);
        }
    }

    fn scan_fault(&self, error: &granit::ScanError) -> SourceFault {
        let mut at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let complaint = yaml_message::of(error.kind(), self.text, at);
        let place = Place::new(self.source, complaint.range.start, complaint.range.end);
        let mut fault = self.fault(complaint.kind, place, complaint.message);
        fault.help.extend(complaint.help.map(str::to_owned));
        fault
    }

    /// Returns whether a fault of the same line came before `fault`, which then is its consequence.
    fn follows_from_the_last(&self, fault: &SourceFault) -> bool {
        self.parsed.faults.last().is_some_and(|last| {
            let between = self.text.get(last.span.end..fault.span.start);
            between.is_some_and(|between| !between.contains('\n'))
        })
    }

    fn place(&self, span: &granit::Span) -> Place {
        let range = span.byte_range().unwrap_or(0..0);
        Place::new(self.source, range.start, range.end)
    }

    /// Returns the place of a block without the line breaks at its end.
    fn without_last_break(&self, place: Place, style: ScalarStyle) -> Place {
        if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            return place;
        }
        let span = place.span();
        let written = self.text.get(span.start..span.end).unwrap_or_default();
        Place::new(self.source, span.start, span.start + written.trim_end().len())
    }

    #[expect(clippy::unused_self, reason = "reads as what it is at every call")]
    fn fault(&self, kind: FaultKind, place: Place, message: impl Into<String>) -> SourceFault {
        SourceFault { kind, message: message.into(), span: place.span(), help: Vec::new() }
    }
}

impl SourceFault {
    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// Returns the text of a key, or what is wrong with it and what to do.
fn key_text<'s>(
    text: &'s str,
    node: Node<'s>,
) -> Result<Cow<'s, str>, (&'static str, &'static str)> {
    let span = node.span();
    match node.value {
        NodeValue::Scalar(scalar) if scalar.text == "<<" && scalar.style == ScalarStyle::Plain => {
            Err(("填报里不能使用合并键 `<<`", "把要合并的各项直接写出来"))
        }
        NodeValue::Scalar(scalar) => Ok(scalar.text),
        NodeValue::Null => Ok(Cow::Borrowed(text.get(span.start..span.end).unwrap_or_default())),
        // `key: {{ figures.x }}` is a mapping in a mapping's key to YAML.
        NodeValue::Mapping(_) if text[..span.start].ends_with('{') => {
            Err(("以 `{{` 开头的文字没有加引号", "把整段文字放进引号里，或者写成 `>-` 文字块"))
        }
        NodeValue::Sequence(_) | NodeValue::Mapping(_) => {
            Err(("键只能是一个词，不能是列表或映射", "检查这里的括号和冒号"))
        }
    }
}

/// Returns whether a plain scalar means that there is no value (YAML 1.2.2, 10.3.2).
fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn scalar_style(style: granit::ScalarStyle) -> ScalarStyle {
    match style {
        granit::ScalarStyle::Plain => ScalarStyle::Plain,
        granit::ScalarStyle::SingleQuoted => ScalarStyle::SingleQuoted,
        granit::ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
        granit::ScalarStyle::Literal => ScalarStyle::Literal,
        granit::ScalarStyle::Folded => ScalarStyle::Folded,
    }
}

/// What the parser says, in the terms of [`yaml_message`].
pub(super) use granit::ErrorKind;
