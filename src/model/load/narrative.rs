//! The tables of the prose.

use super::fields::Fields;
use super::slot::Slot;
use crate::model::{Audience, Narrative, NarrativeParagraph};

/// How many paragraphs a place of the form may have.
const MAX_PARAGRAPHS: usize = 1_000;

/// `narrative`.
pub(super) fn narrative(fields: &mut Fields<'_, '_>) -> Narrative {
    let mut place =
        |key, description| fields.optional(key, description).list(MAX_PARAGRAPHS, paragraph);
    Narrative {
        overall_achievement: place("overall_achievement", "二（一）部门整体绩效目标实现情况"),
        project_achievement: place("project_achievement", "二（二）项目绩效目标完成情况"),
        overall_target_quality: place("overall_target_quality", "三（一）整体绩效目标设定质量"),
        project_target_quality: place("project_target_quality", "三（二）项目绩效目标设定质量"),
        measures: place("measures", "四、整改措施及结果应用"),
    }
}

/// A paragraph: text, or text with a numbered heading or a limited audience.
fn paragraph(slot: Slot<'_, '_>) -> Option<NarrativeParagraph> {
    slot.mapping_or(
        |fields| {
            let heading = fields.optional("heading", "带编号的小标题，编号由程序排").paragraph();
            let text = fields.required("text", "正文").paragraph();
            let audience = fields.optional("audience", "公开（缺省）或仅供内部").one_of();
            let ground = fields.optional("ground", "不予公开的依据").one_of();
            let audience = audience.map(|audience| audience.value).unwrap_or_default();
            Some(NarrativeParagraph { heading, text: text?, audience, ground })
        },
        |slot| {
            let text = slot.paragraph()?;
            Some(NarrativeParagraph {
                heading: None,
                text,
                audience: Audience::default(),
                ground: None,
            })
        },
    )
}
