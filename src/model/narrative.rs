//! The prose, by place in the form.

use super::WithholdingGround;
use super::closed_set::closed_set;
use crate::source::{PlacedText, Spanned};

/// The prose of the five places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    /// 二（一）部门整体支出绩效目标实现情况.
    pub overall_achievement: Vec<NarrativeParagraph>,
    /// 二（二）项目支出绩效目标完成情况.
    pub project_achievement: Vec<NarrativeParagraph>,
    /// 三（一）整体绩效目标设定质量情况.
    pub overall_target_quality: Vec<NarrativeParagraph>,
    /// 三（二）项目支出绩效目标设定质量情况.
    pub project_target_quality: Vec<NarrativeParagraph>,
    /// 四、整改措施及结果应用.
    pub measures: Vec<NarrativeParagraph>,
}

impl Narrative {
    /// Returns the five places, to be changed, in the order of the form.
    pub fn places_mut(&mut self) -> [&mut Vec<NarrativeParagraph>; 5] {
        [
            &mut self.overall_achievement,
            &mut self.project_achievement,
            &mut self.overall_target_quality,
            &mut self.project_target_quality,
            &mut self.measures,
        ]
    }

    /// Returns the five places with their keys, in the order of the form.
    pub fn places(&self) -> [(&'static str, &[NarrativeParagraph]); 5] {
        [
            ("overall_achievement", &self.overall_achievement),
            ("project_achievement", &self.project_achievement),
            ("overall_target_quality", &self.overall_target_quality),
            ("project_target_quality", &self.project_target_quality),
            ("measures", &self.measures),
        ]
    }
}

/// One paragraph.
///
/// Its texts may quote figures as `{{ figures.… }}`; line breaks that YAML left between Chinese
/// characters are joined without a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NarrativeParagraph {
    /// The numbered heading that runs into the paragraph.
    pub heading: Option<PlacedText>,
    /// The text.
    pub text: PlacedText,
    /// Who may read it.
    pub audience: Audience,
    /// The ground on which it stays internal.
    pub ground: Option<Spanned<WithholdingGround>>,
}

closed_set! {
    /// Who may read a paragraph.
    #[derive(Default)]
    pub enum Audience {
        #[default]
        Public = "public", "公开";
        Internal = "internal", "仅供内部";
    }
}
