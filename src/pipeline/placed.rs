//! Findings of fonts and layout, put at the places in the filing that they come from.

use crate::diagnostic::{Code, Diagnostic};
use crate::fonts::FontsError;
use crate::layout::{MissingGlyph, TooWideTable};
use crate::source::{Sources, Span};

/// Returns a W701 for each character that no font has, at every place where a file has it.
pub(super) fn glyphs_missing(sources: &Sources, missing: &[MissingGlyph]) -> Vec<Diagnostic> {
    missing.iter().map(|glyph| glyph_missing(sources, glyph)).collect()
}

/// How many places a finding names; a reader needs the first and knows what to look for then.
const MOST_PLACES: usize = 5;

fn glyph_missing(sources: &Sources, glyph: &MissingGlyph) -> Diagnostic {
    let character = glyph.character;
    let message = format!(
        "“{character}”（U+{:04X}）没有字体可以显示，见于“{}”",
        u32::from(character),
        glyph.context
    );
    let mut finding = Diagnostic::new(Code::GLYPH_MISSING, message)
        .help("把收有这个字的字体（如思源宋体）放进字体文件夹，或换用通行的字形")
        .help("用 ziping fonts 查看正在使用的字体");
    let places = sources.iter().flat_map(|(source, file)| {
        file.text.match_indices(character).map(move |(start, found)| Span {
            source,
            start,
            end: start + found.len(),
        })
    });
    for (index, span) in places.take(MOST_PLACES).enumerate() {
        finding = if index == 0 {
            finding.at(span, "没有字体有这个字")
        } else {
            finding.related(span, "")
        };
    }
    finding
}

/// Returns the W702 of a table that does not fit.
pub(super) fn table_too_wide(table: &TooWideTable) -> Diagnostic {
    let millimetres = |length: crate::document::Length| length.to_emu() / 36_000;
    let message = format!(
        "第 {} 个内容块的表格排不下：最窄需要 {} 毫米，版心宽 {} 毫米，过长的词已强行断开",
        table.block + 1,
        millimetres(table.needed),
        millimetres(table.available),
    );
    Diagnostic::new(Code::TABLE_TOO_WIDE, message).help("缩短表中过长的词或数字，或改用横向页面")
}

/// Returns a W703 for each face that no font serves.
pub(super) fn fonts_missing(error: &FontsError) -> Vec<Diagnostic> {
    match error {
        FontsError::Missing(missing) => missing
            .iter()
            .map(|face| {
                Diagnostic::new(Code::FONT_MISSING, face.to_string()).help(face.advice.clone())
            })
            .collect(),
        FontsError::Table(_) | FontsError::UnreadableTable { .. } => {
            vec![Diagnostic::new(Code::FONT_MISSING, error.to_string())]
        }
    }
}
