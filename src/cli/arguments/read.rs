//! What was typed for the commands that look: checks, figures, explanations and comparisons.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::shared::{EditionArguments, FontArguments, Format, TemplateArguments};

/// `ziping check`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct CheckArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件；可以列多个
    #[arg(required = true, value_name = "填报数据", help_heading = "参数")]
    pub(in crate::cli) filings: Vec<PathBuf>,
    /// 输出方式 [可选：full 详细, concise 每条一行, json 每条一个对象, sarif 供代码托管平台] [默认：full]
    #[arg(
        long,
        value_name = "方式",
        default_value = "full",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) output_format: FindingFormat,
    /// 把警告当作错误 [可选：warnings]
    #[arg(long, value_name = "级别", hide_possible_values = true)]
    pub(in crate::cli) deny: Option<Deny>,
    /// 改正可以放心改正的问题（半角标点、多打的空格等），直接写回填报数据
    #[arg(long, conflicts_with = "edition")]
    pub(in crate::cli) fix: bool,
    /// 只显示会怎样改正，不写文件
    #[arg(long, conflicts_with_all = ["output_format", "edition"])]
    pub(in crate::cli) diff: bool,
    /// 另外写出审核意见表（结论和逐条意见，退给部门），用逗号分开 [可选：docx, pdf, html 网页]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        hide_possible_values = true,
        conflicts_with_all = ["fix", "diff", "edition"]
    )]
    pub(in crate::cli) format: Option<Vec<Format>>,
    /// 审核意见表的输出文件夹 [默认：output/<年度>-<部门>/]
    #[arg(long, value_name = "文件夹", requires = "format")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) edition: EditionArguments,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
    #[command(flatten)]
    pub(in crate::cli) fonts: FontArguments,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FindingFormat {
    /// With the lines at fault.
    Full,
    /// A line each.
    Concise,
    /// A JSON object each.
    Json,
    /// One SARIF log.
    Sarif,
}

/// What counts as an error besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Deny {
    /// Warnings.
    Warnings,
}

/// `ziping figures`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct FiguresArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件
    #[arg(value_name = "填报数据", help_heading = "参数")]
    pub(in crate::cli) filing: PathBuf,
    /// 输出方式 [可选：table 表格, json] [默认：table]
    #[arg(
        long,
        value_name = "方式",
        default_value = "table",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) output_format: FigureFormat,
    #[command(flatten)]
    pub(in crate::cli) edition: EditionArguments,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
}

/// How figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FigureFormat {
    /// A table for people.
    Table,
    /// JSON for programs.
    Json,
}

/// `ziping explain`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct ExplainArguments {
    /// 检查代码或名称（如 F204），或数字的名称（如 excellence_rate）
    #[arg(
        value_name = "代码或数字",
        required_unless_present = "list",
        help_heading = "参数",
        display_order = 1
    )]
    pub(in crate::cli) subject: Option<String>,
    /// 用哪份填报数据解释数字；不给则以程序自带的样例解释
    #[arg(value_name = "填报数据", help_heading = "参数", display_order = 2)]
    pub(in crate::cli) filing: Option<PathBuf>,
    /// 列出全部检查代码
    #[arg(long, exclusive = true)]
    pub(in crate::cli) list: bool,
    #[command(flatten)]
    pub(in crate::cli) edition: EditionArguments,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
}

/// `ziping dump`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct DumpArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件
    #[arg(value_name = "填报数据", help_heading = "参数")]
    pub(in crate::cli) filing: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) edition: EditionArguments,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
}

/// `ziping diff`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
#[group(skip)]
#[command(group = clap::ArgGroup::new("files").args(["format", "note"]).multiple(true))]
pub(in crate::cli) struct DiffArguments {
    /// 原来的填报数据（文件夹或 YAML 文件），或生成时留下的 .record 文件
    #[arg(value_name = "旧", help_heading = "参数", display_order = 1)]
    pub(in crate::cli) old: PathBuf,
    /// 现在的填报数据，或 .record 文件
    #[arg(
        value_name = "新",
        required_unless_present = "editions",
        help_heading = "参数",
        display_order = 2
    )]
    pub(in crate::cli) new: Option<PathBuf>,
    /// 只给一份填报数据，列出公开版略去了什么、依据是什么、合计数怎样变；带 --format 时生成公开审查表，内部使用
    #[arg(long, conflicts_with_all = ["new", "note", "author", "date", "edition"])]
    pub(in crate::cli) editions: bool,
    /// 输出方式 [可选：text 文字, json] [默认：text]
    #[arg(
        long,
        value_name = "方式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) output_format: DiffFormat,
    /// 生成修订对照（改动处带修订标记的新报告），或者公开审查表，用逗号分开 [可选：docx, pdf, html 网页]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        hide_possible_values = true,
        conflicts_with = "output_format"
    )]
    pub(in crate::cli) format: Option<Vec<Format>>,
    /// 生成说明：数字变更前后的对照表和原因；决算批复后的更正写 correction [可选：auto, change 变更说明, correction 更正说明] [默认：auto，只有决算数变动的为更正说明]
    #[arg(
        long,
        value_name = "种类",
        num_args = 0..=1,
        default_missing_value = "auto",
        hide_possible_values = true,
        conflicts_with = "output_format"
    )]
    pub(in crate::cli) note: Option<NoteArgument>,
    /// 修订标记上的作者 [默认：部门名称]
    #[arg(long, value_name = "姓名", requires = "format")]
    pub(in crate::cli) author: Option<String>,
    /// 修订标记上的日期，写成 年-月-日 [默认：新报告的日期]
    #[arg(long, value_name = "日期", requires = "format")]
    pub(in crate::cli) date: Option<String>,
    /// 输出文件夹 [默认：output/<年度>-<部门>/]
    #[arg(long, value_name = "文件夹", requires = "files")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) edition: EditionArguments,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
    #[command(flatten)]
    pub(in crate::cli) fonts: FontArguments,
}

/// Which note on changes is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum NoteArgument {
    /// As the figures tell.
    Auto,
    /// 变更说明.
    Change,
    /// 更正说明.
    Correction,
}

/// How a comparison is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
}
