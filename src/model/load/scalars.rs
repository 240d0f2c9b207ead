//! Single values: text, amounts, scores, counts, dates, choices.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::dates;
use super::decimals;
use super::quoting::quoted;
use super::reader::Reader;
use super::slot::{Found, Slot};
use crate::diagnostic::{Code, Diagnostic, nearest_described};
use crate::model::{ClosedSet, DisclosureTime};
use crate::quantity::{Amount, DecimalFault, Score};
use crate::source::{Entry, KeptBreaks, Node, NodeValue, PlacedText, Scalar, ScalarStyle, Spanned};

/// The first and the last budget year that a filing may be for.
const YEARS: (i16, i16) = (2000, 2099);

impl Slot<'_, '_> {
    /// Reads text, wrapped lines joined.
    pub(super) fn text(self) -> Option<Spanned<String>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.text(),
            Slot::Described(description) => {
                description.text();
                None
            }
        }
    }

    /// Reads one paragraph of text, which keeps the place of each character.
    pub(super) fn paragraph(self) -> Option<PlacedText> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.paragraph(),
            Slot::Described(description) => {
                description.text();
                None
            }
        }
    }

    /// Reads a name of letters, digits, `_` and `-`: a project's id, a form's folder.
    pub(super) fn identifier(self) -> Option<Spanned<String>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.identifier(),
            Slot::Described(description) => {
                description.pattern("^[A-Za-z0-9_-]+$");
                None
            }
        }
    }

    /// Reads an amount in the filing's unit.
    pub(super) fn amount(self) -> Option<Spanned<Amount>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => {
                let unit = found.reader.amount_unit;
                found.decimal("金额", None, |text| Amount::parse(text, unit))
            }
            Slot::Described(description) => {
                description.decimal();
                None
            }
        }
    }

    /// Reads a score.
    pub(super) fn score(self) -> Option<Spanned<Score>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => {
                found.decimal("分数", Some(Code::SCORE_OUT_OF_RANGE), Score::parse)
            }
            Slot::Described(description) => {
                description.decimal();
                None
            }
        }
    }

    /// Reads a count.
    pub(super) fn count(self) -> Option<Spanned<u64>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.count(),
            Slot::Described(description) => {
                description.count();
                None
            }
        }
    }

    /// Reads a budget year.
    pub(super) fn year(self) -> Option<Spanned<i16>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.year(),
            Slot::Described(description) => {
                description.year(YEARS.0, YEARS.1);
                None
            }
        }
    }

    /// Reads a day.
    pub(super) fn date(self) -> Option<Spanned<Date>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.date(dates::day),
            Slot::Described(description) => {
                description.date();
                None
            }
        }
    }

    /// Reads a month or a day.
    pub(super) fn month_or_day(self) -> Option<Spanned<DisclosureTime>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.date(dates::month_or_day),
            Slot::Described(description) => {
                description.pattern(r"^\d{4}-\d{2}(-\d{2})?$");
                None
            }
        }
    }

    /// Reads `true` or `false`.
    pub(super) fn flag(self) -> Option<Spanned<bool>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.flag(),
            Slot::Described(description) => {
                description.flag();
                None
            }
        }
    }

    /// Reads a member of a closed set.
    pub(super) fn one_of<E: ClosedSet>(self) -> Option<Spanned<E>> {
        match self {
            Slot::Absent => None,
            Slot::Found(found) => found.one_of(),
            Slot::Described(description) => {
                description.one_of::<E>();
                None
            }
        }
    }

    /// Reads texts by figure name; the names may be dotted or nested.
    pub(super) fn texts_by_figure(self) -> BTreeMap<String, Spanned<String>> {
        let mut texts = BTreeMap::new();
        match self {
            Slot::Absent => {}
            Slot::Found(found) => match &found.node.value {
                NodeValue::Mapping(entries) => {
                    let mut named = FigureTexts::default();
                    for entry in entries {
                        named.read(found.reader, "", entry);
                    }
                    texts =
                        named.texts.into_iter().map(|(name, text)| (name.value, text)).collect();
                }
                _ => found.wrong_type("指标名和文字", "写成 `指标名: 文字`，一行一个"),
            },
            Slot::Described(description) => description.figure_texts(),
        }
        texts
    }
}

/// Texts by figure name, with the place of each name, in the order of the file.
#[derive(Default)]
pub(super) struct FigureTexts {
    /// The names and their texts.
    pub(super) texts: Vec<(Spanned<String>, Spanned<String>)>,
    places: BTreeMap<String, crate::source::Span>,
}

impl FigureTexts {
    /// Reads the text under a key, or the texts nested there; `outer` is the name so far.
    pub(super) fn read<'n>(&mut self, reader: &mut Reader<'n>, outer: &str, entry: &'n Entry<'n>) {
        let dot = if outer.is_empty() { "" } else { "." };
        let name = format!("{outer}{dot}{}", entry.key);
        let at = entry.key_span();
        match &entry.value.value {
            NodeValue::Mapping(entries) => {
                for entry in entries {
                    self.read(reader, &name, entry);
                }
            }
            NodeValue::Null => {}
            _ => {
                let node = &entry.value;
                let Some(text) = (Found { reader, key: &entry.key, at, node }).text() else {
                    return;
                };
                if let Some(first) = self.places.get(&name) {
                    reader.report(
                        Diagnostic::new(Code::DUPLICATE_KEY, format!("{} 写了两次", quoted(&name)))
                            .at(at, "第二次在这里")
                            .related(*first, "第一次在这里")
                            .help("删去其中一个"),
                    );
                } else {
                    self.places.insert(name.clone(), at);
                    self.texts.push((Spanned { value: name, span: at }, text));
                }
            }
        }
    }
}

impl<'n> Found<'_, 'n> {
    fn text(self) -> Option<Spanned<String>> {
        let Some(scalar) = self.node.scalar() else {
            self.wrong_type("文字", "文字里有冒号、方括号或花括号时，整段加引号");
            return None;
        };
        let value = if is_one_line(self.node, scalar) {
            scalar.text.trim().to_owned()
        } else {
            let source = self.reader.sources.get(self.node.span().source);
            PlacedText::read(source, self.node, KeptBreaks::Stay)?.value
        };
        let span = self.node.span();
        self.refuse_unwritable(&value).then_some(Spanned { value, span })
    }

    fn paragraph(self) -> Option<PlacedText> {
        if self.node.scalar().is_none() {
            self.wrong_type("一段文字", "文字里有冒号、方括号或花括号时，整段加引号");
            return None;
        }
        let source = self.reader.sources.get(self.node.span().source);
        let text = PlacedText::read(source, self.node, KeptBreaks::Join)?;
        if let Some(at) = text.value.find('\n') {
            let place = text.span_of(at + 1..at + 1);
            self.reader.report(
                Diagnostic::new(Code::WRONG_TYPE, "一段文字中间有空行")
                    .at(place, "空行之后")
                    .help("每段各写一项：把空行后面的文字另起一行，以 `- ` 开头"),
            );
            return None;
        }
        self.refuse_unwritable(&text.value).then_some(text)
    }

    /// Returns whether a document can hold `text`, and reports it where not (XML 1.0, 2.2).
    fn refuse_unwritable(self, text: &str) -> bool {
        let refused = |character: char| {
            character.is_control() && !matches!(character, '\t' | '\n')
                || matches!(character, '\u{fffe}' | '\u{ffff}')
                // Line separators, direction marks and byte order marks: unseen, and set nothing.
                || matches!(
                    character,
                    '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
                )
        };
        let Some(character) = text.chars().find(|character| refused(*character)) else {
            return true;
        };
        let name = self.reader.name_of(self.key);
        let message = format!("`{name}` 含有文档不能容纳的控制字符 U+{:04X}", u32::from(character));
        self.report(Code::WRONG_TYPE, &message, "删去这个看不见的字符");
        false
    }

    fn identifier(self) -> Option<Spanned<String>> {
        let (key, span) = (self.key, self.node.span());
        let scalar = self.scalar("编号")?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if scalar.0.text.bytes().all(is_plain) {
            return Some(Spanned { value: scalar.0.text.to_string(), span });
        }
        let message = format!(
            "`{}` 只能用半角的字母、数字、`_` 和 `-`，读到的是 {}",
            scalar.1.reader.name_of(key),
            quoted(&scalar.0.text)
        );
        scalar.1.report(Code::UNUSABLE_NAME, &message, "例如 `P01`");
        None
    }

    /// Reads a decimal; `beyond` is the code of one that is too fine or too large, where that has its
    /// own.
    fn decimal<T>(
        self,
        what: &str,
        beyond: Option<Code>,
        parse: impl Fn(&str) -> Result<T, DecimalFault>,
    ) -> Option<Spanned<T>> {
        let span = self.node.span();
        let (scalar, found) = self.scalar("一个数")?;
        match parse(&scalar.text) {
            Ok(value) => Some(Spanned { value, span }),
            Err(fault) => {
                let name = found.reader.name_of(found.key);
                let complaint = decimals::explain(&scalar.text, fault, |text| parse(text).is_ok());
                let message = format!("`{name}` 不是{what}：{}", complaint.reason);
                let code = match fault {
                    DecimalFault::NotDecimal => complaint.code,
                    DecimalFault::TooManyDecimals { .. } | DecimalFault::OutOfRange => {
                        beyond.unwrap_or(complaint.code)
                    }
                };
                let mut report = Diagnostic::new(code, message).at(span, "");
                report.help.extend(complaint.help);
                found.reader.report(report);
                None
            }
        }
    }

    fn count(self) -> Option<Spanned<u64>> {
        let span = self.node.span();
        let (scalar, found) = self.scalar("一个整数")?;
        if let Some(value) = whole_number(&scalar.text) {
            return Some(Spanned { value, span });
        }
        let name = found.reader.name_of(found.key);
        let message = format!("`{name}` 应是一个整数，读到的是 {}", quoted(&scalar.text));
        found.report(Code::WRONG_TYPE, &message, "只写半角数字，不带单位，例如 `8`");
        None
    }

    fn year(self) -> Option<Spanned<i16>> {
        let span = self.node.span();
        let (scalar, found) = self.scalar("年度")?;
        let year = whole_number(&scalar.text).and_then(|year| i16::try_from(year).ok());
        if let Some(value) = year.filter(|year| (YEARS.0..=YEARS.1).contains(year)) {
            return Some(Spanned { value, span });
        }
        let name = found.reader.name_of(found.key);
        let message = format!("`{name}` 不是年度：读到的是 {}", quoted(&scalar.text));
        let help = format!("写四位数字，{} 到 {} 之间，例如 `2023`", YEARS.0, YEARS.1);
        found.report(Code::NOT_A_DATE, &message, &help);
        None
    }

    fn date<T>(self, parse: fn(&str) -> Result<T, dates::Complaint>) -> Option<Spanned<T>> {
        let span = self.node.span();
        let (scalar, found) = self.scalar("日期")?;
        match parse(&scalar.text) {
            Ok(value) => Some(Spanned { value, span }),
            Err(complaint) => {
                let name = found.reader.name_of(found.key);
                let message = format!("`{name}` 不是日期：{}", complaint.reason);
                found.report(Code::NOT_A_DATE, &message, &complaint.help);
                None
            }
        }
    }

    fn flag(self) -> Option<Spanned<bool>> {
        let span = self.node.span();
        let (scalar, found) = self.scalar("`true` 或 `false`")?;
        let value = match scalar.text.as_ref() {
            "true" | "True" | "TRUE" => true,
            "false" | "False" | "FALSE" => false,
            text => {
                let offered = match text.trim().to_lowercase().as_str() {
                    "是" | "yes" | "y" | "on" | "1" | "有" => "写 `true`",
                    "否" | "no" | "n" | "off" | "0" | "无" => "写 `false`",
                    _ => "写 `true`（是）或 `false`（否）",
                };
                let name = found.reader.name_of(found.key);
                let message =
                    format!("`{name}` 只能是 `true` 或 `false`，读到的是 {}", quoted(text));
                found.report(Code::UNKNOWN_VALUE, &message, offered);
                return None;
            }
        };
        Some(Spanned { value, span })
    }

    fn one_of<E: ClosedSet>(self) -> Option<Spanned<E>> {
        let span = self.node.span();
        let (scalar, found) = self.scalar("一个固定的词")?;
        if let Some(value) = E::MEMBERS.iter().find(|member| member.key() == scalar.text) {
            return Some(Spanned { value: *value, span });
        }
        let members = || E::MEMBERS.iter().map(|member| (member.key(), member.name()));
        let name = found.reader.name_of(found.key);
        let message = format!("`{name}` 不能是 {}", quoted(&scalar.text));
        let mut fault = Diagnostic::new(Code::UNKNOWN_VALUE, message).at(span, "");
        if let Some(near) = nearest_described(&scalar.text, members()) {
            fault = fault.help(format!("是不是 `{near}`？"));
        }
        let listed = members().map(|(key, name)| {
            if key == name { format!("`{key}`") } else { format!("`{key}`（{name}）") }
        });
        found
            .reader
            .report(fault.help(format!("可以写：{}", listed.collect::<Vec<_>>().join("、"))));
        None
    }

    /// Returns the scalar that stands here, and the place again to report its faults at.
    fn scalar(self, expected: &str) -> Option<(&'n Scalar<'n>, Self)> {
        let Some(scalar) = self.node.scalar() else {
            self.wrong_type(expected, "冒号后面直接写值");
            return None;
        };
        Some((scalar, self))
    }
}

/// Returns whether a scalar's text is in the file as it is, but for its quotes.
fn is_one_line(node: &Node<'_>, scalar: &Scalar<'_>) -> bool {
    let span = node.span();
    match scalar.style {
        ScalarStyle::Plain => scalar.text.len() == span.end - span.start,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            scalar.text.len() + 2 == span.end - span.start
        }
        ScalarStyle::Literal | ScalarStyle::Folded => false,
    }
}

/// Reads a number of plain digits without a leading zero.
fn whole_number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let padded = text.len() > 1 && text.starts_with('0');
    (plain && !padded).then(|| text.parse().ok()).flatten()
}
