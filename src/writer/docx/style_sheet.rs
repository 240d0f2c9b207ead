//! The style sheet: every role of the page profile as a named style.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::document::{Face, HeadingLevel, Length, Orientation, Styles, TextStyle};
use crate::fonts::office_names;
use crate::layout::{table_rows, title};

use super::fixed_parts::Look;
use super::measures::{Measures, Twips};
use super::package::declaration;
use super::styles::{StyleId, TABLE_STYLE, depth};
use super::text::escaped;

const LEVELS: [HeadingLevel; 4] =
    [HeadingLevel::One, HeadingLevel::Two, HeadingLevel::Three, HeadingLevel::Four];

/// Returns styles.xml for documents of one look.
pub(super) fn write(look: &Look, measures: &Measures) -> String {
    let page = &look.page;
    let styles = &page.styles;
    let mut sheet = Sheet { xml: String::from(OPENING), measures };
    sheet.defaults(&styles.body);
    sheet.normal(&styles.body);
    sheet.xml.push_str(BUILT_IN);
    sheet.push(format_args!(
        concat!(
            r#"<w:style w:type="table" w:styleId="{}"><w:name w:val="Table Grid"/>"#,
            r#"<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/></w:style>"#,
        ),
        TABLE_STYLE
    ));
    sheet.paragraph(StyleId::Body, &styles.body, &indented(&styles.body, ""));
    for level in LEVELS {
        let style = match level {
            HeadingLevel::One => &styles.heading_one,
            HeadingLevel::Two => &styles.heading_two,
            HeadingLevel::Three => &styles.heading_three,
            HeadingLevel::Four => &styles.heading_four,
        };
        sheet.heading(level, style);
    }
    let centred = format!("{UNGRIDDED}{}", jc("center"));
    let kept = format!("<w:keepNext/><w:keepLines/>{centred}");
    sheet.paragraph(StyleId::Issuer, &styles.issuer, &kept);
    let pitch = exact(Twips::nearest(title::line_pitch(styles.title.size)));
    let title = format!("<w:keepNext/><w:keepLines/>{UNGRIDDED}{pitch}{}", jc("center"));
    sheet.paragraph(StyleId::Title, &styles.title, &title);
    sheet.paragraph(
        StyleId::TableCaption,
        &styles.table_caption,
        &format!("<w:keepNext/>{}", jc("right")),
    );
    for size in page.table_sizes.iter().copied().collect::<BTreeSet<Length>>() {
        let line = exact(Twips::nearest(table_rows::line_pitch(size)));
        let properties = format!("{UNGRIDDED}{line}{}", jc("left"));
        let cell = TextStyle { size, ..styles.table_cell };
        sheet.paragraph(StyleId::TableCell(size), &cell, &properties);
        let head = TextStyle { size, ..styles.table_head };
        sheet.paragraph(StyleId::TableHead(size), &head, &properties);
    }
    if look.has_charts {
        sheet.charts(&styles.table_caption);
    }
    sheet.paragraph(StyleId::Signature, &styles.signature, "<w:keepLines/>");
    if look.is_volume {
        sheet.volume(styles);
    }
    let footer = format!("{UNGRIDDED}{}{}", exact(measures.footer_line), jc("center"));
    sheet.paragraph(StyleId::Footer, &styles.page_number, &footer);
    if let Some(mark) = look.mark {
        let style = styles.of_mark(mark);
        let line = exact(Twips::nearest(style.size));
        let properties = format!("{UNGRIDDED}{line}{}", jc("right"));
        sheet.paragraph(StyleId::Mark, &style, &properties);
    }
    let hairline = TextStyle { size: Length::points(1), ..styles.body };
    let separator = format!("{UNGRIDDED}{}", exact(Twips::new(20)));
    sheet.paragraph(StyleId::Separator, &hairline, &separator);
    sheet.xml.push_str("</w:styles>");
    sheet.xml
}

const OPENING: &str = concat!(
    declaration!(),
    r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
);

/// The defaults that every style sheet has.
const BUILT_IN: &str = concat!(
    r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">"#,
    r#"<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>"#,
    "<w:unhideWhenUsed/></w:style>",
    r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal">"#,
    r#"<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>"#,
    r#"<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>"#,
    r#"<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>"#,
    r#"<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>"#,
    "</w:tblCellMar></w:tblPr></w:style>",
    r#"<w:style w:type="numbering" w:default="1" w:styleId="NoList">"#,
    r#"<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>"#,
    "</w:style>",
);

/// Off the grid: the lines keep the pitch that the paragraph itself names.
const UNGRIDDED: &str = r#"<w:snapToGrid w:val="0"/>"#;

/// A style sheet that is being written.
struct Sheet<'a> {
    xml: String,
    measures: &'a Measures,
}

impl Sheet<'_> {
    /// Writes what stands where no style says otherwise.
    fn defaults(&mut self, body: &TextStyle) {
        self.xml.push_str("<w:docDefaults><w:rPrDefault><w:rPr>");
        self.xml.push_str(&fonts(body.face));
        self.xml.push_str(concat!(
            r#"<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>"#,
            "<w:pPrDefault/></w:docDefaults>",
        ));
    }

    /// Writes the default paragraph style: the grid of the body.
    fn normal(&mut self, body: &TextStyle) {
        let properties = format!(
            concat!(
                r#"<w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct/>"#,
                r#"<w:autoSpaceDE/><w:autoSpaceDN/>{}{}"#,
            ),
            exact(self.measures.line_pitch),
            jc("both")
        );
        self.open("paragraph", StyleId::Normal, r#" w:default="1""#);
        self.push(format_args!(
            "<w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{}{}</w:rPr></w:style>",
            spacing(self.measures.tracking),
            size(body.size),
        ));
    }

    /// Writes a paragraph style with `properties` in schema order.
    fn paragraph(&mut self, id: StyleId, style: &TextStyle, properties: &str) {
        self.open("paragraph", id, custom(id));
        self.push(format_args!(
            concat!(
                r#"<w:basedOn w:val="Normal"/>{next}<w:qFormat/><w:pPr>{properties}</w:pPr>"#,
                "<w:rPr>{characters}</w:rPr></w:style>"
            ),
            next = next(id),
            properties = properties,
            characters = self.characters(style),
        ));
    }

    /// Writes the styles that only a bound volume has: entries of contents, whose pages stand at the
    /// right edge, and what belongs to its attachments.
    fn volume(&mut self, styles: &Styles) {
        let right = self.measures.text_width(Orientation::Portrait);
        let tabs =
            format!(r#"<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>"#);
        for depth in 1..=2_u8 {
            let left = Twips::nearest(styles.body.size * (2 * i64::from(depth - 1)));
            let indent = format!(r#"<w:ind w:left="{left}"/>"#);
            let properties = format!("{tabs}{indent}{}", jc("left"));
            self.paragraph(StyleId::Contents(depth), &styles.body, &properties);
        }
        self.paragraph(StyleId::AttachmentList, &styles.body, &jc("left"));
        let pitch = self.measures.line_pitch;
        let mark = format!(
            concat!(
                r#"<w:keepNext/><w:spacing w:after="{pitch}" w:line="{pitch}" "#,
                r#"w:lineRule="exact"/>{}<w:outlineLvl w:val="0"/>"#,
            ),
            jc("left"),
            pitch = pitch,
        );
        self.paragraph(StyleId::AttachmentMark, &styles.heading_one, &mark);
    }

    /// Writes the styles of charts, whose words are set in `style`.
    ///
    /// A line that holds a drawing is as high as the drawing.
    fn charts(&mut self, style: &TextStyle) {
        const AS_HIGH: &str = r#"<w:spacing w:line="240" w:lineRule="auto"/>"#;
        let drawing = format!("<w:keepNext/>{UNGRIDDED}{AS_HIGH}{}", jc("center"));
        self.paragraph(StyleId::Chart, style, &drawing);
        let line = exact(Twips::nearest(table_rows::line_pitch(style.size)));
        self.paragraph(StyleId::ChartText, style, &format!("{UNGRIDDED}{line}{}", jc("left")));
        self.paragraph(StyleId::ChartTitle, style, &format!("<w:keepLines/>{}", jc("center")));
    }

    /// Writes the style of headings of `level`, and of leads of that level in running text.
    fn heading(&mut self, level: HeadingLevel, style: &TextStyle) {
        let outline = format!(r#"<w:outlineLvl w:val="{}"/>"#, depth(level) - 1);
        let properties = format!("<w:keepNext/><w:keepLines/>{}", indented(style, &outline));
        let characters = self.characters(style);
        let (paragraph, character) = (StyleId::Heading(level), StyleId::Lead(level));
        self.open("paragraph", paragraph, "");
        self.push(format_args!(
            concat!(
                r#"<w:basedOn w:val="Normal"/><w:next w:val="{body}"/><w:link w:val="{link}"/>"#,
                r#"<w:uiPriority w:val="9"/><w:qFormat/><w:pPr>{properties}</w:pPr>"#,
                "<w:rPr>{characters}</w:rPr></w:style>"
            ),
            body = StyleId::Body.id(),
            link = character.id(),
            properties = properties,
            characters = characters,
        ));
        self.open("character", character, r#" w:customStyle="1""#);
        self.push(format_args!(
            concat!(
                r#"<w:basedOn w:val="DefaultParagraphFont"/><w:link w:val="{link}"/>"#,
                r#"<w:uiPriority w:val="9"/><w:rPr>{characters}</w:rPr></w:style>"#
            ),
            link = paragraph.id(),
            characters = characters,
        ));
    }

    /// Returns the character properties of `style`, in schema order.
    ///
    /// Tracking belongs to the grid of the body: text of another size stands without it.
    fn characters(&self, style: &TextStyle) -> String {
        let fonts = fonts(style.face);
        let bold = if style.bold { "<w:b/><w:bCs/>" } else { "" };
        let of_the_body = Twips::nearest(style.size) == self.measures.character;
        let spacing = spacing(if of_the_body { self.measures.tracking } else { Twips::new(0) });
        format!("{fonts}{bold}{spacing}{}", size(style.size))
    }

    /// Writes the start of a style, up to its name.
    fn open(&mut self, kind: &str, id: StyleId, attributes: &str) {
        self.push(format_args!(
            r#"<w:style w:type="{kind}"{attributes} w:styleId="{}"><w:name w:val="{}"/>"#,
            id.id(),
            id.name(),
        ));
    }

    /// Writes `xml`.
    fn push(&mut self, xml: std::fmt::Arguments<'_>) {
        let written = self.xml.write_fmt(xml);
        debug_assert!(written.is_ok(), "a string takes everything");
    }
}

/// Returns the attribute that tells the styles of this program from Word's own.
const fn custom(id: StyleId) -> &'static str {
    match id {
        StyleId::Normal
        | StyleId::Body
        | StyleId::Heading(_)
        | StyleId::Title
        | StyleId::Signature
        | StyleId::Contents(_)
        | StyleId::Footer => "",
        StyleId::Lead(_)
        | StyleId::Issuer
        | StyleId::TableCaption
        | StyleId::TableHead(_)
        | StyleId::TableCell(_)
        | StyleId::AttachmentList
        | StyleId::AttachmentMark
        | StyleId::Chart
        | StyleId::ChartText
        | StyleId::ChartTitle
        | StyleId::Mark
        | StyleId::Separator => r#" w:customStyle="1""#,
    }
}

/// Returns the style of the paragraph that Word begins after one in style `id`.
fn next(id: StyleId) -> String {
    match id {
        StyleId::Issuer => format!(r#"<w:next w:val="{}"/>"#, StyleId::Title.id()),
        StyleId::Title => format!(r#"<w:next w:val="{}"/>"#, StyleId::Body.id()),
        _ => String::new(),
    }
}

/// Returns the indent of a first line by two characters, with `tail` after it.
fn indented(style: &TextStyle, tail: &str) -> String {
    let two = Twips::nearest(style.size * 2);
    format!(r#"<w:ind w:firstLineChars="200" w:firstLine="{two}"/>{tail}"#)
}

/// Returns the families of `face`; digits of the page number stand in its own face
/// (半角宋体阿拉伯数字, GB/T 9704-2012, 7.5), all others in the Latin one.
fn fonts(face: Face) -> String {
    let latin = escaped(office_names(face.ascii()).name);
    let chinese = match face {
        Face::Latin => Face::FangSong,
        Face::XiaoBiaoSong | Face::FangSong | Face::Hei | Face::Kai | Face::Song => face,
    };
    format!(
        r#"<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{}" w:cs="{latin}"/>"#,
        escaped(office_names(chinese).name)
    )
}

/// Returns the size of characters.
fn size(size: Length) -> String {
    let half_points = size.to_half_points();
    format!(r#"<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>"#)
}

/// Returns what is added to the advance of each character.
fn spacing(tracking: Twips) -> String {
    format!(r#"<w:spacing w:val="{tracking}"/>"#)
}

/// Returns lines of exactly `pitch`.
fn exact(pitch: Twips) -> String {
    format!(r#"<w:spacing w:line="{pitch}" w:lineRule="exact"/>"#)
}

/// Returns how lines stand between the edges.
fn jc(value: &str) -> String {
    format!(r#"<w:jc w:val="{value}"/>"#)
}
