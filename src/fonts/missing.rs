//! What is said when no font serves a face.

use std::path::PathBuf;

use thiserror::Error;

use super::finder::{FontSources, Refusal, SystemFonts};
use super::table::{Candidate, Origin, TableError};
use crate::document::Face;

/// Why the fonts of a page cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FontsError {
    /// Faces with no usable font, all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
    Missing(Vec<FontMissing>),
    /// An edited font table that cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A font table that is there but cannot be opened.
    #[error("无法读取字体表 {}：{reason}", path.display())]
    UnreadableTable {
        /// The table's file.
        path: PathBuf,
        /// Why it cannot be read.
        reason: String,
    },
}

/// A face that no font serves.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("缺少{}字体", face_name(*face))]
pub struct FontMissing {
    /// The face.
    pub face: Face,
    /// The folders that were searched.
    pub folders: Vec<PathBuf>,
    /// The families that were looked for, in order.
    pub tried: Vec<String>,
    /// The fonts that were found and cannot be used.
    pub refused: Vec<Refusal>,
    /// What to do, in Chinese.
    pub advice: String,
}

impl FontMissing {
    /// Returns the error for `face`, which none of `candidates` serves.
    pub(super) fn new(
        face: Face,
        candidates: &[Candidate],
        refused: Vec<Refusal>,
        sources: &FontSources,
    ) -> Self {
        let tried =
            candidates.iter().filter_map(|candidate| candidate.families.first().cloned()).collect();
        let folders = sources.folders.clone();
        Self { face, folders, tried, refused, advice: advice(candidates, sources) }
    }
}

/// Returns the Chinese name of `face` as messages use it.
pub const fn face_name(face: Face) -> &'static str {
    match face {
        Face::XiaoBiaoSong => "小标宋",
        Face::FangSong => "仿宋",
        Face::Hei => "黑体",
        Face::Kai => "楷体",
        Face::Song => "宋体",
        Face::Latin => "西文",
    }
}

/// Returns what to do so that one of `candidates` is found.
pub(super) fn advice(candidates: &[Candidate], sources: &FontSources) -> String {
    let local: Vec<&str> = candidates
        .iter()
        .filter(|candidate| candidate.origin == Origin::Local)
        .filter_map(|candidate| candidate.families.first().map(String::as_str))
        .take(3)
        .collect();
    let open = candidates
        .iter()
        .filter(|candidate| candidate.origin == Origin::Open)
        .find_map(|candidate| candidate.files.first());
    let mut ways = Vec::new();
    if let Some(file) = open {
        let folder = sources.folders.first().map_or_else(
            || "字体文件夹（--font-dir）".to_owned(),
            |folder| folder.display().to_string(),
        );
        ways.push(format!("运行 scripts/fonts.sh，或把 {file} 放入 {folder}"));
    }
    if !local.is_empty() {
        let flag = if sources.system == SystemFonts::Never {
            "，并允许使用系统字体"
        } else {
            ""
        };
        let choice = if local.len() == 1 { "" } else { " 之一" };
        ways.push(format!("安装 {}{choice}{flag}", local.join("、")));
    }
    ways.join("；或")
}
