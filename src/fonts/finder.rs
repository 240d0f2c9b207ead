//! Where fonts are looked for: the font folders by file name, then by PostScript name, then the
//! system.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use fontdb::{Database, Source, Style};

use super::font::{Font, FontFault};
use super::font_file::FontFile;
use super::table::{Candidate, Origin};

/// Where fonts may come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontSources {
    /// The font folders, the first that has a font wins; a folder that does not exist is empty.
    pub folders: Vec<PathBuf>,
    /// What the system's fonts are used for.
    pub system: SystemFonts,
}

/// What the system's fonts are used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SystemFonts {
    /// Nothing.
    Never,
    /// What the font folders lack: the same folder gives the same bytes on every machine.
    #[default]
    OnlyWhatIsMissing,
    /// The fonts of official documents that the user has installed come before the font folders.
    First,
}

/// A font and the file that it was found in.
#[derive(Debug)]
pub(super) struct Found {
    /// The font.
    pub(super) font: Font,
    /// Its file.
    pub(super) path: PathBuf,
}

/// A font that was found but cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The family's name.
    pub family: String,
    /// The file.
    pub path: PathBuf,
    /// Why the font cannot be used.
    pub fault: FontFault,
}

/// Looks for fonts, reading no more than is asked for.
#[derive(Debug)]
pub(super) struct Finder {
    folders: Vec<Folder>,
    system: SystemFonts,
    system_fonts: OnceLock<Database>,
    /// The files in use: a collection, or a font that fills two faces, is read once.
    files: Mutex<BTreeMap<PathBuf, Weak<FontFile>>>,
}

/// A font folder.
#[derive(Debug)]
struct Folder {
    /// The folder's files by their names in lower case.
    files: BTreeMap<String, PathBuf>,
    /// The fonts in the files, for names that the table does not know; filled when needed.
    fonts: OnceLock<Database>,
}

impl Finder {
    /// Returns a finder over `sources`; it lists the folders and opens no font.
    pub(super) fn new(sources: &FontSources) -> Self {
        Self {
            folders: sources.folders.iter().map(|folder| Folder::list(folder)).collect(),
            system: sources.system,
            system_fonts: OnceLock::new(),
            files: Mutex::default(),
        }
    }

    /// Returns the first of `candidates` that can be used, and adds those that were found and
    /// cannot to `refusals`.
    pub(super) fn first(
        &self,
        candidates: &[Candidate],
        refusals: &mut Vec<Refusal>,
    ) -> Option<Found> {
        let local = || candidates.iter().filter(|candidate| candidate.origin == Origin::Local);
        let mut found = None;
        if self.system == SystemFonts::First {
            found = self.first_in(local(), refusals, |candidate| self.in_system(candidate));
        }
        for folder in &self.folders {
            let by_name = |candidate: &Candidate| folder.by_file_name(candidate);
            found = found.or_else(|| self.first_in(candidates, refusals, by_name));
        }
        for folder in &self.folders {
            let by_font = |candidate: &Candidate| folder.by_post_script_name(candidate);
            found = found.or_else(|| self.first_in(candidates, refusals, by_font));
        }
        if self.system != SystemFonts::Never {
            found =
                found.or_else(|| self.first_in(candidates, refusals, |font| self.in_system(font)));
        }
        found
    }

    /// Returns the first of `candidates` that `locate` finds and that can be used.
    fn first_in<'a>(
        &self,
        candidates: impl IntoIterator<Item = &'a Candidate>,
        refusals: &mut Vec<Refusal>,
        locate: impl Fn(&Candidate) -> Option<Place>,
    ) -> Option<Found> {
        for candidate in candidates {
            let Some(Place { path, index }) = locate(candidate) else { continue };
            let font = self.file(&path).and_then(|file| match index {
                Some(index) => Font::read_index(file, index),
                None => Font::read(file, &candidate.post_script_names),
            });
            match font {
                Ok(font) => return Some(Found { font, path }),
                Err(fault) => {
                    let family = candidate.families.first().cloned().unwrap_or_default();
                    let refusal = Refusal { family, path, fault };
                    if !refusals.contains(&refusal) {
                        refusals.push(refusal);
                    }
                }
            }
        }
        None
    }

    /// Returns where the system has `candidate`; the first call lists the system's fonts.
    fn in_system(&self, candidate: &Candidate) -> Option<Place> {
        let fonts = self.system_fonts.get_or_init(|| {
            let mut fonts = Database::new();
            fonts.load_system_fonts();
            fonts
        });
        place_in(fonts, candidate)
    }

    /// Returns the file at `path`, from memory where a font of it is in use.
    fn file(&self, path: &Path) -> Result<Arc<FontFile>, FontFault> {
        let known = |files: &BTreeMap<PathBuf, Weak<FontFile>>| files.get(path)?.upgrade();
        if let Some(file) = known(&self.files.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(file);
        }
        let file = Arc::new(FontFile::read(path)?);
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(earlier) = known(&files) {
            return Ok(earlier);
        }
        files.insert(path.to_owned(), Arc::downgrade(&file));
        Ok(file)
    }
}

/// Where a font stands.
struct Place {
    /// The file.
    path: PathBuf,
    /// The font's index in the file, or `None` where it is to be found by PostScript name.
    index: Option<u32>,
}

impl Folder {
    /// Lists the files of `folder`.
    fn list(folder: &Path) -> Self {
        let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(|path| is_font_name(path) && path.is_file())
            .collect();
        files.sort();
        let files = files
            .into_iter()
            .filter_map(|path| Some((path.file_name()?.to_str()?.to_lowercase(), path)))
            .collect();
        Self { files, fonts: OnceLock::new() }
    }

    /// Returns the file of the folder that has one of the candidate's file names.
    fn by_file_name(&self, candidate: &Candidate) -> Option<Place> {
        let path =
            candidate.files.iter().find_map(|name| self.files.get(&name.to_lowercase()))?.clone();
        Some(Place { path, index: None })
    }

    /// Returns the font of the folder that has one of the candidate's PostScript or family names;
    /// the first call reads the names of every font in the folder.
    fn by_post_script_name(&self, candidate: &Candidate) -> Option<Place> {
        let fonts = self.fonts.get_or_init(|| {
            let mut fonts = Database::new();
            for path in self.files.values() {
                // A file that is no font has no names to find.
                let _ = fonts.load_font_file(path);
            }
            fonts
        });
        place_in(fonts, candidate)
    }
}

/// Whether `path` is named as fonts are.
fn is_font_name(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| {
        ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Returns where `fonts` has `candidate`: by PostScript name; where the table knows none, by a
/// family that has one upright font only, since weights lie (`FandolSong-Bold` claims 400).
fn place_in(fonts: &Database, candidate: &Candidate) -> Option<Place> {
    if !candidate.post_script_names.is_empty() {
        return fonts
            .faces()
            .filter(|face| candidate.post_script_names.contains(&face.post_script_name))
            .find_map(place_of);
    }
    candidate.families.iter().find_map(|family| {
        let mut faces = fonts.faces().filter(|face| {
            face.style == Style::Normal && face.families.iter().any(|(name, _)| name == family)
        });
        let only = faces.next()?;
        faces.next().is_none().then(|| place_of(only))?
    })
}

/// Returns where the font of `face` stands, or `None` when it is in no file.
fn place_of(face: &fontdb::FaceInfo) -> Option<Place> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => {
            Some(Place { path: path.clone(), index: Some(face.index) })
        }
        Source::Binary(_) => None,
    }
}
