//! Figures as text: all of them, and the origin of one.

use std::path::Path;

use super::codes::code_words;
use super::{Computed, Examined, Findings, Pipeline, PipelineError, Settings, start};
use crate::diagnostic;
use crate::figures::{self, render};
use crate::source::{Opened, Sources};

/// How figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureOutput {
    /// A table for people.
    Table,
    /// JSON for programs.
    Json,
}

/// The form whose starter serves as the example where no filing is named.
const EXAMPLE_FORM: &str = "changli";

impl Pipeline {
    /// Returns every figure of the filing at `path`; `None` when the filing cannot be understood.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn figures(
        &self,
        path: &Path,
        output: FigureOutput,
    ) -> Result<(Findings, Option<String>), PipelineError> {
        let examined = self.examine(path)?;
        let text = examined.filing.as_ref().map(|computed| {
            let Computed { edition, form, figures, .. } = computed;
            let form = &form.form;
            match output {
                FigureOutput::Table => render::table(edition, form, figures),
                FigureOutput::Json => {
                    render::json(&examined.findings.sources, edition, form, figures)
                }
            }
        });
        Ok((examined.findings, text))
    }

    /// Returns where the figure called `name` of the filing at `path` comes from, or which figures
    /// there are; `None` when the filing cannot be understood.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn explain(
        &self,
        path: &Path,
        name: &str,
    ) -> Result<(Findings, Option<Result<String, String>>), PipelineError> {
        let examined = self.examine(path)?;
        let text = explained(&examined, name);
        Ok((examined.findings, text))
    }
}

/// Returns where the figure called `name` comes from, shown on the program's own example.
///
/// # Errors
/// Says which name is nearest when there is no such figure and no such code.
pub fn explain_figure(name: &str) -> Result<String, String> {
    let mut sources = Sources::new();
    let texts = start::starter(EXAMPLE_FORM)?;
    let files = texts.into_iter().map(|(file, text)| sources.add(format!("示例/{file}"), text));
    let opened = Opened { files: files.collect(), faults: Vec::new() };
    let examined = Pipeline::new(Settings::default())
        .examine_opened(sources, opened, Path::new(""))
        .map_err(|error| error.to_string())?;
    let text = explained(&examined, name).ok_or("程序自带的样例有误")??;
    Ok(format!("{text}\n以上为程序自带样例的数据；看自己的数据：ziping explain {name} 填报数据\n"))
}

fn explained(examined: &Examined, name: &str) -> Option<Result<String, String>> {
    let computed = examined.filing.as_ref()?;
    let Computed { edition, form, figures, .. } = computed;
    let form = &form.form;
    let explanation = figures::explain(edition, form, figures, name);
    Some(explanation.map_or_else(
        || Err(unknown(computed, name)),
        |explanation| Ok(render::explanation(&examined.findings.sources, form, &explanation)),
    ))
}

/// Says that there is no figure and no code called `name`, and what was probably meant.
fn unknown(computed: &Computed, name: &str) -> String {
    let figure = computed.figures.nearest(name);
    let nearest = figure.or_else(|| diagnostic::nearest(name, code_words()).map(str::to_owned));
    let offer = nearest.map_or_else(String::new, |nearest| format!("，是不是 {nearest}？"));
    format!(
        "没有名为“{name}”的数字或检查{offer}\n\
         用 ziping figures 查看全部数字，用 ziping explain --list 查看全部检查"
    )
}
