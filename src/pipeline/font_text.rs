//! Which font serves each face, as text: what `ziping fonts` prints.

use std::collections::BTreeSet;

use crate::fonts::{self, FontSources};

/// The report on the fonts.
#[derive(Debug)]
pub struct FontText {
    /// The text: a paragraph a face.
    pub text: String,
    /// Whether every face has a font.
    pub complete: bool,
}

/// Returns which font serves each face, what fills its gaps, and what is missing.
pub fn font_report(sources: &FontSources) -> FontText {
    let faces = match fonts::report(sources) {
        Ok(faces) => faces,
        Err(error) => return FontText { text: error.to_string(), complete: false },
    };
    let complete = faces.iter().all(|face| face.serving.is_some());
    let mut text = String::new();
    for face in &faces {
        let office = fonts::office_names(face.face);
        let name = fonts::face_name(face.face);
        let mut line = |line: String| {
            text.push_str(&line);
            text.push('\n');
        };
        line(format!("{name}（DOCX 中写作 {}）", office.name));
        match &face.serving {
            Some(font) => {
                line(format!("  使用：{}  {}", font.post_script_name, font.path.display()));
            }
            None => line("  缺少：没有可用的字体".to_owned()),
        }
        let found =
            face.fills.iter().filter_map(|fill| Some((&fill.family, fill.serving.as_ref()?)));
        for (family, font) in found {
            line(format!("  补字：{family}  {}", font.path.display()));
        }
        if !face.fills.is_empty() && face.fills.iter().all(|fill| fill.serving.is_none()) {
            let families: BTreeSet<&str> = face.fills.iter().map(|fill| &*fill.family).collect();
            let families: Vec<&str> = families.into_iter().collect();
            line(format!("  补字：没有找到，生僻字可能无法显示；可用 {}", families.join("、")));
        }
        for refused in &face.refused {
            line(format!("  不可用：{}  {}", refused.path.display(), refused.fault));
        }
        if let Some(advice) = &face.advice {
            line(format!("  请：{advice}"));
        }
    }
    FontText { text, complete }
}
