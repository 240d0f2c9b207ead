//! Style names: what each role of text is called in the style sheet.

use crate::document::{HeadingLevel, Length};

/// The table style of every table.
pub(super) const TABLE_STYLE: &str = "TableGrid";

/// A paragraph or character style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StyleId {
    /// What every paragraph style rests on.
    Normal,
    /// Prose.
    Body,
    /// A heading on a line of its own.
    Heading(HeadingLevel),
    /// The characters of a heading that runs into its paragraph.
    Lead(HeadingLevel),
    /// The document's title.
    Title,
    /// The issuing department above the title.
    Issuer,
    /// The line above a table.
    TableCaption,
    /// Head cells of the given size.
    TableHead(Length),
    /// Body cells of the given size.
    TableCell(Length),
    /// The line that holds a chart.
    Chart,
    /// The words in a chart.
    ChartText,
    /// The line below a chart.
    ChartTitle,
    /// Name and date at the end.
    Signature,
    /// An entry of contents, by its depth.
    Contents(u8),
    /// The names of the attachments below the body.
    AttachmentList,
    /// The mark at the head of an attachment.
    AttachmentMark,
    /// The page number.
    Footer,
    /// The mark of a draft.
    Mark,
    /// A paragraph without text that parts tables or closes a section.
    Separator,
}

impl StyleId {
    /// Returns the identity that paragraphs and runs refer to the style by.
    pub(super) fn id(self) -> String {
        match self {
            Self::Normal => "Normal".to_owned(),
            Self::Body => "BodyText".to_owned(),
            Self::Heading(level) => format!("Heading{}", depth(level)),
            Self::Lead(level) => format!("Heading{}Char", depth(level)),
            Self::Title => "Title".to_owned(),
            Self::Issuer => "Issuer".to_owned(),
            Self::TableCaption => "TableCaption".to_owned(),
            Self::TableHead(size) => format!("TableHead{}", size.to_half_points()),
            Self::TableCell(size) => format!("TableCell{}", size.to_half_points()),
            Self::Chart => "Chart".to_owned(),
            Self::ChartText => "ChartText".to_owned(),
            Self::ChartTitle => "ChartTitle".to_owned(),
            Self::Signature => "Signature".to_owned(),
            Self::Contents(depth) => format!("TOC{depth}"),
            Self::AttachmentList => "AttachmentList".to_owned(),
            Self::AttachmentMark => "AttachmentMark".to_owned(),
            Self::Footer => "Footer".to_owned(),
            Self::Mark => "Mark".to_owned(),
            Self::Separator => "Separator".to_owned(),
        }
    }

    /// Returns the name that Word shows; its own names where it has them, which it translates.
    pub(super) fn name(self) -> String {
        match self {
            Self::Normal => "Normal".to_owned(),
            Self::Body => "Body Text".to_owned(),
            Self::Heading(level) => format!("heading {}", depth(level)),
            Self::Lead(level) => format!("标题 {} 字符", depth(level)),
            Self::Title => "Title".to_owned(),
            Self::Issuer => "发文机关".to_owned(),
            Self::TableCaption => "表格单位".to_owned(),
            Self::TableHead(size) => format!("表头 {}", size_name(size)),
            Self::TableCell(size) => format!("表格文字 {}", size_name(size)),
            Self::Chart => "图表".to_owned(),
            Self::ChartText => "图表文字".to_owned(),
            Self::ChartTitle => "图题".to_owned(),
            Self::Signature => "Signature".to_owned(),
            Self::Contents(depth) => format!("toc {depth}"),
            Self::AttachmentList => "附件说明".to_owned(),
            Self::AttachmentMark => "附件序号".to_owned(),
            Self::Footer => "footer".to_owned(),
            Self::Mark => "文稿标记".to_owned(),
            Self::Separator => "表格分隔".to_owned(),
        }
    }
}

/// Returns the depth of `level`, from 1.
pub(super) const fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::One => 1,
        HeadingLevel::Two => 2,
        HeadingLevel::Three => 3,
        HeadingLevel::Four => 4,
    }
}

/// Returns what people call a font size: 三号, 小四, 五号; in points where it has no name.
fn size_name(size: Length) -> String {
    match size.to_half_points() {
        32 => "三号".to_owned(),
        30 => "小三".to_owned(),
        28 => "四号".to_owned(),
        24 => "小四".to_owned(),
        21 => "五号".to_owned(),
        18 => "小五".to_owned(),
        other if other % 2 == 0 => format!("{}磅", other / 2),
        other => format!("{}.5磅", other / 2),
    }
}
