//! The page and its styles: the one profile from which both writers take every measure.

use serde::{Deserialize, Serialize};

use super::{HeadingLevel, Length, Mark};

/// A page profile: paper, type area, grid and styles (GB/T 9704-2012, chapters 5 to 7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageProfile {
    /// The width of the upright sheet.
    pub width: Length,
    /// The height of the upright sheet.
    pub height: Length,
    /// The margins of the upright sheet.
    pub margins: Margins,
    /// How many lines a full page has (22 by GB/T 9704-2012, 5.2.3).
    pub lines_per_page: u32,
    /// How many characters a full line has (28 by the same clause).
    pub characters_per_line: u32,
    /// The distance from baseline to baseline.
    pub line_pitch: Length,
    /// The distance from the bottom of the type area to the dashes of the page number (7 mm by
    /// GB/T 9704-2012, 7.5).
    pub page_number_gap: Length,
    /// The distance from the head of the sheet to the top of the mark that a draft bears.
    pub mark_top: Length,
    /// The thickness of table rules.
    pub rule: Length,
    /// The sizes a table may be set in, largest first; the first in which it fits is taken.
    pub table_sizes: Vec<Length>,
    /// The style of each role.
    pub styles: Styles,
}

impl PageProfile {
    /// Returns the width of the type area of an upright page.
    pub fn text_width(&self) -> Length {
        self.width - self.margins.left - self.margins.right
    }

    /// Returns the height of the type area of an upright page.
    pub fn text_height(&self) -> Length {
        self.height - self.margins.top - self.margins.bottom
    }

    /// Returns the width of one cell of the character grid: type area ÷ characters per line.
    pub fn character_pitch(&self) -> Length {
        self.text_width() / i64::from(self.characters_per_line)
    }
}

/// The four margins of an upright sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// 天头.
    pub top: Length,
    /// 地脚.
    pub bottom: Length,
    /// 订口, the binding edge.
    pub left: Length,
    /// 切口, the outer edge.
    pub right: Length,
}

/// The style of each role of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Styles {
    /// The issuing department above the title.
    pub issuer: TextStyle,
    /// The document's title.
    pub title: TextStyle,
    /// Headings 一、
    pub heading_one: TextStyle,
    /// Headings （一）
    pub heading_two: TextStyle,
    /// Leads 1.
    pub heading_three: TextStyle,
    /// Leads （1）
    pub heading_four: TextStyle,
    /// Prose.
    pub body: TextStyle,
    /// The line above a table.
    pub table_caption: TextStyle,
    /// Head cells; the size comes from `PageProfile::table_sizes`.
    pub table_head: TextStyle,
    /// Body cells; the size comes from `PageProfile::table_sizes`.
    pub table_cell: TextStyle,
    /// Name and date at the end.
    pub signature: TextStyle,
    /// The page number.
    pub page_number: TextStyle,
    /// The mark that a draft bears at the head of every page.
    pub mark: TextStyle,
}

/// The roles of text that have a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The issuing department above the title.
    Issuer,
    /// The document's title.
    Title,
    /// A heading or lead.
    Heading(HeadingLevel),
    /// Prose.
    Body,
    /// The line above a table.
    TableCaption,
    /// A head cell.
    TableHead,
    /// A body cell.
    TableCell,
    /// Name and date at the end.
    Signature,
    /// The page number.
    PageNumber,
}

impl Styles {
    /// Returns the style of `role`.
    pub fn of(&self, role: Role) -> TextStyle {
        match role {
            Role::Issuer => self.issuer,
            Role::Title => self.title,
            Role::Heading(HeadingLevel::One) => self.heading_one,
            Role::Heading(HeadingLevel::Two) => self.heading_two,
            Role::Heading(HeadingLevel::Three) => self.heading_three,
            Role::Heading(HeadingLevel::Four) => self.heading_four,
            Role::Body => self.body,
            Role::TableCaption => self.table_caption,
            Role::TableHead => self.table_head,
            Role::TableCell => self.table_cell,
            Role::Signature => self.signature,
            Role::PageNumber => self.page_number,
        }
    }

    /// Returns the style of `mark`, which has the size of prose unless it is large.
    pub fn of_mark(&self, mark: Mark) -> TextStyle {
        let size = if mark.is_large() { self.mark.size } else { self.body.size };
        TextStyle { size, ..self.mark }
    }
}

/// How a role of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextStyle {
    /// The face of the Chinese characters.
    pub face: Face,
    /// The size of a character's em square.
    pub size: Length,
    /// Whether the text is set bold.
    pub bold: bool,
}

/// The faces that a page profile calls for, by role rather than by file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// 小标宋: the title.
    XiaoBiaoSong,
    /// 仿宋: the body.
    FangSong,
    /// 黑体: headings of level one.
    Hei,
    /// 楷体: headings of level two.
    Kai,
    /// 宋体: the page number.
    Song,
    /// The serif of Latin letters and digits.
    Latin,
}

impl Face {
    /// Every face, in the order of the font list.
    pub const ALL: [Self; 6] =
        [Self::XiaoBiaoSong, Self::FangSong, Self::Hei, Self::Kai, Self::Song, Self::Latin];

    /// Returns the face that the ASCII letters, digits and marks of text in this face come from.
    ///
    /// 小标宋 keeps its own, since the serif's regular digits look thin beside it, and so does 宋体,
    /// in which the page number's figures are set (GB/T 9704-2012, 7.5: 4号半角宋体).
    #[must_use]
    pub const fn ascii(self) -> Self {
        match self {
            Self::XiaoBiaoSong => Self::XiaoBiaoSong,
            Self::Song => Self::Song,
            Self::FangSong | Self::Hei | Self::Kai | Self::Latin => Self::Latin,
        }
    }
}

impl PageProfile {
    /// Returns the page of GB/T 9704-2012: A4, type area 156 × 225 mm, 22 lines of 28 characters.
    pub fn gb9704() -> Self {
        const SIZE_0: Length = Length::points(42);
        const SIZE_2: Length = Length::points(22);
        const SIZE_3: Length = Length::points(16);
        const SIZE_4: Length = Length::points(14);
        let style = |face, size| TextStyle { face, size, bold: false };
        Self {
            width: Length::millimetres(210),
            height: Length::millimetres(297),
            margins: Margins {
                top: Length::millimetres(37),
                bottom: Length::millimetres(35),
                left: Length::millimetres(28),
                right: Length::millimetres(26),
            },
            lines_per_page: 22,
            characters_per_line: 28,
            line_pitch: Length::millimetres(225) / 22,
            page_number_gap: Length::millimetres(7),
            mark_top: Length::millimetres(10),
            rule: Length::milli_points(500),
            table_sizes: vec![SIZE_3, Length::points(12), Length::milli_points(10_500)],
            styles: Styles {
                issuer: style(Face::XiaoBiaoSong, SIZE_2),
                title: style(Face::XiaoBiaoSong, SIZE_2),
                heading_one: style(Face::Hei, SIZE_3),
                heading_two: style(Face::Kai, SIZE_3),
                heading_three: style(Face::FangSong, SIZE_3),
                heading_four: style(Face::FangSong, SIZE_3),
                body: style(Face::FangSong, SIZE_3),
                table_caption: style(Face::FangSong, Length::points(12)),
                table_head: style(Face::Hei, SIZE_3),
                table_cell: style(Face::FangSong, SIZE_3),
                signature: style(Face::FangSong, SIZE_3),
                page_number: style(Face::Song, SIZE_4),
                mark: style(Face::Hei, SIZE_0),
            },
        }
    }
}
