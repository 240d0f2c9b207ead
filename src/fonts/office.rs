//! The family names that DOCX files call the faces by.

use super::table::FaceTable;
use crate::document::Face;

/// What a DOCX file calls a face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeNames<'a> {
    /// The name that styles and runs use: what Word and WPS in China have.
    pub name: &'a str,
    /// The names to look for where that one is not installed, best first (`w:altName`,
    /// ECMA-376-1, 17.8.3.1): what Windows, macOS, WPS, 统信UOS and 麒麟 ship, and the open fonts.
    pub alternatives: Vec<&'a str>,
}

/// Returns what a DOCX file calls `face`, by the built-in table: it always names the fonts of
/// official documents, whatever set the PDF.
pub fn office_names(face: Face) -> OfficeNames<'static> {
    FaceTable::built_in().office_names(face)
}

impl FaceTable {
    /// Returns what a DOCX file calls `face`.
    pub fn office_names(&self, face: Face) -> OfficeNames<'_> {
        let entry = self.entry(face);
        let name = entry.office.as_str();
        let alternatives = entry
            .candidates
            .iter()
            .flat_map(|candidate| &candidate.families)
            .map(String::as_str)
            .filter(|family| *family != name)
            .collect();
        OfficeNames { name, alternatives }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_documents_name_their_fonts() {
        let names: Vec<_> = Face::ALL.into_iter().map(|face| office_names(face).name).collect();
        assert_eq!(
            names,
            ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "Times New Roman"]
        );
    }

    #[test]
    fn alternatives_leave_the_name_itself_out() {
        let song = office_names(Face::FangSong);
        assert_eq!(song.alternatives[..3], ["FangSong_GB2312", "仿宋", "FangSong"]);
        assert_eq!(song.alternatives.last(), Some(&"FandolFang"));
    }
}
