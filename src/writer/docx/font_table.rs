//! The font table: what else may serve where a family is missing.

use std::fmt::Write;

use crate::document::Face;
use crate::fonts::office_names;

use super::package::declaration;
use super::text::escaped;

/// Returns fontTable.xml.
pub(super) fn write() -> String {
    let mut xml = String::from(concat!(
        declaration!(),
        r#"<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    ));
    for face in Face::ALL {
        let names = office_names(face);
        // 86 is GB2312 (ECMA-376-1, 17.8.3.2); the families of Chinese faces are fixed in pitch.
        let (charset, family, pitch) = match face {
            Face::Latin => ("00", "roman", "variable"),
            Face::Song => ("86", "auto", "variable"),
            Face::XiaoBiaoSong => ("86", "script", "fixed"),
            Face::FangSong | Face::Hei | Face::Kai => ("86", "modern", "fixed"),
        };
        let alternatives = names.alternatives.join(",");
        let alternatives = escaped(&alternatives);
        let written = write!(
            xml,
            concat!(
                r#"<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="{}"/>"#,
                r#"<w:family w:val="{}"/><w:pitch w:val="{}"/></w:font>"#,
            ),
            escaped(names.name),
            alternatives,
            charset,
            family,
            pitch
        );
        debug_assert!(written.is_ok(), "a string takes everything");
    }
    xml.push_str("</w:fonts>");
    xml
}
