//! What the arguments and the environment mean.

use std::env;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::arguments::{FontArguments, TemplateArguments};
use super::command::Failure;
use crate::pipeline::{EditionKind, FontSources, Settings, SystemFonts};

/// Returns the value of an environment variable, if it is set and is text.
#[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
pub(super) fn environment(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// Returns the settings of the pipeline.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is set to something that is no number of seconds.
pub(super) fn pipeline(
    templates: &TemplateArguments,
    edition: EditionKind,
) -> Result<Settings, Failure> {
    let source_date = source_date().map_err(Failure::Usage)?;
    Ok(Settings {
        templates: templates.templates.clone(),
        source_date,
        edition,
        ..Settings::default()
    })
}

/// Returns the day of `SOURCE_DATE_EPOCH` (UTC), for documents whose filing has no date yet.
///
/// # Errors
/// When the variable is set to something that is no number of seconds.
fn source_date() -> Result<Option<Date>, String> {
    let Some(text) = environment("SOURCE_DATE_EPOCH").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    text.parse()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map(|timestamp| Some(timestamp.to_zoned_datetime(TimeZone::UTC).date()))
        .ok_or_else(|| format!("环境变量 SOURCE_DATE_EPOCH 应为自 1970 年起的秒数，现为“{text}”"))
}

/// Returns where fonts are looked for: the folder that was named, else `fonts/` beside the program,
/// beside the project that built it, and in the current folder.
pub(super) fn font_sources(arguments: &FontArguments) -> FontSources {
    let folders = match &arguments.font_dir {
        Some(folder) => vec![folder.clone()],
        None => default_font_folders(),
    };
    let system =
        if arguments.system_fonts { SystemFonts::First } else { SystemFonts::OnlyWhatIsMissing };
    FontSources { folders, system }
}

/// Returns the folders called `fonts` beside the program, two folders above it (where a build tree
/// has it), and in the current folder.
fn default_font_folders() -> Vec<PathBuf> {
    let program = env::current_exe().ok();
    let beside = program.as_deref().and_then(|program| program.parent());
    let above = beside.and_then(|folder| folder.parent()).and_then(|folder| folder.parent());
    beside
        .into_iter()
        .chain(above)
        .map(|folder| folder.join("fonts"))
        .chain([PathBuf::from("fonts")])
        .filter(|folder| folder.is_dir())
        .collect()
}
