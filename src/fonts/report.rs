//! Which file serves each face, and what is missing: what `ziping fonts` prints.

use std::path::PathBuf;

use super::finder::{Finder, FontSources, Found, Refusal};
use super::missing::{FontsError, advice};
use super::read_table;
use crate::document::Face;

/// Which fonts serve a face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceReport {
    /// The face.
    pub face: Face,
    /// The font that serves it, or `None` when none does.
    pub serving: Option<ServingFont>,
    /// The fonts that fill its gaps, in the order of the table.
    pub fills: Vec<FillReport>,
    /// The fonts that were found and cannot be used.
    pub refused: Vec<Refusal>,
    /// What to do where no font serves the face, in Chinese.
    pub advice: Option<String>,
}

/// A font in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServingFont {
    /// Its PostScript name.
    pub post_script_name: String,
    /// Its file.
    pub path: PathBuf,
    /// Its index in the file.
    pub index: u32,
}

/// A font that fills the gaps of a face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillReport {
    /// The family's name.
    pub family: String,
    /// The font, or `None` when it was not found.
    pub serving: Option<ServingFont>,
}

/// Returns which fonts of `sources` serve the faces, in the order of [`Face::ALL`].
///
/// It opens every font of the table that it finds.
///
/// # Errors
/// When an edited font table cannot be read.
pub fn report(sources: &FontSources) -> Result<Vec<FaceReport>, FontsError> {
    let table = read_table(sources)?;
    let finder = Finder::new(sources);
    let reports = Face::ALL.into_iter().map(|face| {
        let entry = table.entry(face);
        let mut refused = Vec::new();
        let serving = finder.first(&entry.candidates, &mut refused).map(serving_font);
        let fills = entry
            .fills
            .iter()
            .map(|fill| FillReport {
                family: fill.candidate.families.first().cloned().unwrap_or_default(),
                serving: finder
                    .first(std::slice::from_ref(&fill.candidate), &mut refused)
                    .map(serving_font),
            })
            .collect();
        let advice = serving.is_none().then(|| advice(&entry.candidates, sources));
        FaceReport { face, serving, fills, refused, advice }
    });
    Ok(reports.collect())
}

/// Returns what is reported of a font that was found.
fn serving_font(found: Found) -> ServingFont {
    ServingFont {
        post_script_name: found.font.post_script_name,
        path: found.path,
        index: found.font.index,
    }
}
