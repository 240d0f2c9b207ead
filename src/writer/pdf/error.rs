//! Why a PDF cannot be written.

use krilla::configure::ValidationError;
use krilla::error::KrillaError;
use thiserror::Error;

use crate::fonts::FontId;
use crate::layout::Owner;

/// Why a PDF cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PdfError {
    /// The layout has no page.
    #[error("没有可写的页")]
    NoPages,
    /// The two standards cannot be met together by the PDF library.
    #[error("PDF 库不能同时遵守 PDF/A-2a 与 PDF/UA-1")]
    NoStandard,
    /// A page or a run of glyphs has a size that cannot be drawn.
    #[error("第 {page} 页有无法绘制的尺寸")]
    BadSize {
        /// The page, from 1.
        page: usize,
    },
    /// A glyph's range does not point into its run's text.
    #[error("第 {page} 页有与文字不符的字形")]
    BadRange {
        /// The page, from 1.
        page: usize,
    },
    /// The layout names a font that the font set does not have.
    #[error("字体集中没有第 {} 号字体", .0.0)]
    UnknownFont(FontId),
    /// The PDF library has not written a file as it is known to.
    #[error("PDF 库写出的文件与预期不符")]
    Unexpected,
    /// The layout has content of a part that the document does not have.
    #[error("版面中有文件里没有的内容：{0:?}")]
    UnknownOwner(Owner),
    /// A font that cannot be embedded.
    #[error("无法嵌入字体：{0}")]
    Font(String),
    /// What PDF/A-2a or PDF/UA-1 forbids.
    #[error("不符合 PDF/A-2a 与 PDF/UA-1：{}", .0.join("；"))]
    Forbidden(Vec<String>),
    /// A limit of the format.
    #[error("超出 PDF 的限制：{0}")]
    Limit(String),
}

impl From<KrillaError> for PdfError {
    fn from(error: KrillaError) -> Self {
        match error {
            KrillaError::Font(_, message) => Self::Font(message),
            KrillaError::Validation(errors) => {
                let mut reasons: Vec<String> =
                    errors.iter().map(|(error, _)| reason(error)).collect();
                reasons.dedup();
                Self::Forbidden(reasons)
            }
            other => Self::Limit(other.to_string()),
        }
    }
}

/// Returns in Chinese what a validator found.
fn reason(error: &ValidationError) -> String {
    match error {
        ValidationError::NoDocumentTitle => "文件没有标题".to_owned(),
        ValidationError::RestrictedLicense(_) => "字体的许可禁止嵌入".to_owned(),
        ValidationError::ContainsNotDefGlyph(_, _, text) => format!("“{text}”没有字形"),
        ValidationError::InvalidCodepointMapping(_, _, character, _)
        | ValidationError::UnicodePrivateArea(_, _, character, _) => {
            format!("字符 U+{:04X} 没有公认的含义", u32::from(*character))
        }
        ValidationError::TooLongString => "有过长的文字".to_owned(),
        ValidationError::TooManyIndirectObjects => "文件过大".to_owned(),
        other => format!("{other:?}"),
    }
}
