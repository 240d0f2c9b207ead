//! Settings: how Word lays out the whole document.

use super::measures::Measures;
use super::package::declaration;

/// Marks that may not begin a line (W3C, Requirements for Chinese Text Layout, 3.1.2).
const NEVER_FIRST: &str = "!%),.:;?]}¢·…’”℃、。〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠";
/// Marks that may not end a line.
const NEVER_LAST: &str = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥";

/// Returns settings.xml.
pub(super) fn write(measures: &Measures) -> String {
    format!(
        concat!(
            declaration!(),
            r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
            r#"<w:zoom w:percent="100"/>"#,
            r#"<w:defaultTabStop w:val="{tab}"/>"#,
            "<w:evenAndOddHeaders/>",
            r#"<w:drawingGridVerticalSpacing w:val="{pitch}"/>"#,
            r#"<w:characterSpacingControl w:val="compressPunctuation"/>"#,
            r#"<w:noLineBreaksAfter w:lang="zh-CN" w:val="{never_last}"/>"#,
            r#"<w:noLineBreaksBefore w:lang="zh-CN" w:val="{never_first}"/>"#,
            "<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>{compat}</w:compat>",
            r#"<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>"#,
            r#"<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2""#,
            r#" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4""#,
            r#" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink""#,
            r#" w:followedHyperlink="followedHyperlink"/>"#,
            r#"<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"#,
        ),
        tab = measures.character + measures.character,
        pitch = measures.line_pitch,
        never_last = NEVER_LAST,
        never_first = NEVER_FIRST,
        compat = COMPATIBILITY
            .map(|(name, value)| format!(
                concat!(
                    r#"<w:compatSetting w:name="{}""#,
                    r#" w:uri="http://schemas.microsoft.com/office/word" w:val="{}"/>"#
                ),
                name, value
            ))
            .concat(),
    )
}

/// The layout rules of Word 2013 and later; without them Word opens the file in compatibility mode.
const COMPATIBILITY: [(&str, &str); 4] = [
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
];
