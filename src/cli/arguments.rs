//! What was typed. What it means is resolved in `settings`.

#![expect(
    clippy::doc_markdown,
    reason = "doc comments are the help that people read in a terminal"
)]

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::pipeline::EditionKind;
use crate::pipeline::Extent;

const HELP: &str = "\
{about}

用法：{usage}

{all-args}{after-help}";

/// 部门整体绩效自评工作报告：由 YAML 数据生成 DOCX 和 PDF，并核对其中每一个数字。
#[derive(Debug, Parser)]
#[command(
    name = "ziping",
    version,
    help_template = HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    next_help_heading = "选项",
    override_usage = "ziping <命令> [选项]",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = "退出码：0 正常（可有警告）；1 数据有错误（不写出文件，--draft 时写出草稿）；2 无法运行（用法不对，或文件读写失败）。"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 生成报告（DOCX 和 PDF）
    #[command(help_template = HELP, override_usage = "ziping build [选项] <填报数据>...")]
    Build(BuildArguments),
    /// 数据一保存就重新生成，列出变动的数字
    #[command(help_template = HELP, override_usage = "ziping watch [选项] <填报数据>...")]
    Watch(WatchArguments),
    /// 在预算调整台账里加一笔，列出变动的数字
    #[command(help_template = HELP, override_usage = "ziping adjust <填报数据> --amount <金额> --category <类别> --date <日期> --reason <原因> [选项]")]
    Adjust(AdjustArguments),
    /// 核对数据，列出全部问题，不生成文件
    #[command(help_template = HELP, override_usage = "ziping check [选项] <填报数据>...")]
    Check(CheckArguments),
    /// 列出全部计算所得的数字
    #[command(help_template = HELP, override_usage = "ziping figures [选项] <填报数据>")]
    Figures(FiguresArguments),
    /// 解释一个检查代码，或一个数字的来历
    #[command(help_template = HELP, override_usage = "ziping explain [选项] <代码或数字> [填报数据]")]
    Explain(ExplainArguments),
    /// 以纯文本列出报告的内容结构
    #[command(help_template = HELP, override_usage = "ziping dump [选项] <填报数据>")]
    Dump(DumpArguments),
    /// 比较两份填报数据，或与生成时留下的记录比较；--editions 列出公开版略去的内容
    #[command(help_template = HELP, override_usage = "ziping diff <旧> <新> [选项]\n      ziping diff --editions <填报数据> [选项]")]
    Diff(DiffArguments),
    /// 生成公开登记表：部门整体和各项目是否公开、公开多少、不公开的依据
    #[command(help_template = HELP, override_usage = "ziping register [选项] <填报数据>")]
    Register(RegisterArguments),
    /// 查看每种字体由哪个文件提供，缺什么
    #[command(help_template = HELP, override_usage = "ziping fonts [选项]")]
    Fonts(FontsArguments),
    /// 新建一份带注释的填报数据，或由上年数据结转
    #[command(help_template = HELP, override_usage = "ziping init [选项] <文件夹>")]
    Init(InitArguments),
    /// 把 Excel 工作簿读成填报数据，或与现有数据比较
    #[command(help_template = HELP, override_usage = "ziping import [选项] <工作簿> [填报数据]")]
    Import(ImportArguments),
    /// 输出填报数据的 JSON Schema，供编辑器补全和校验
    #[command(help_template = HELP, override_usage = "ziping schema")]
    Schema(SchemaArguments),
    /// 输出命令行补全脚本
    #[command(help_template = HELP, override_usage = "ziping completions <命令行>")]
    Completions(CompletionsArguments),
}

/// `ziping build`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct BuildArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件；可以列多个
    #[arg(required = true, value_name = "填报数据", help_heading = "参数")]
    pub(super) filings: Vec<PathBuf>,
    /// 输出文件夹 [默认：output/<年度>-<部门>/]
    #[arg(long, value_name = "文件夹")]
    pub(super) out: Option<PathBuf>,
    /// 输出格式，用逗号分开 [可选：docx, pdf, html, xlsx 自评表工作簿] [默认：docx,pdf]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        default_value = "docx,pdf",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: Vec<Format>,
    /// 有数据矛盾也写出草稿：每页标明“草稿”，文件名带“（草稿）”
    #[arg(long)]
    pub(super) draft: bool,
    #[command(flatten)]
    pub(super) extent: ExtentArguments,
    #[command(flatten)]
    pub(super) editions: BuildEditionArguments,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
    #[command(flatten)]
    pub(super) fonts: FontArguments,
}

/// How much of a filing is built.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct ExtentArguments {
    /// 生成整套材料：工作报告、部门整体支出绩效自评表、各项目支出绩效自评表、项目自评结果汇总表
    #[arg(long)]
    package: bool,
    /// 把整套材料合订成一个文件，有目录，页码连续，附件依次编号
    #[arg(long)]
    bind: bool,
}

impl ExtentArguments {
    /// Returns what was asked for.
    pub(super) fn kind(self) -> Extent {
        match self {
            Self { bind: true, .. } => Extent::Bound,
            Self { package: true, bind: false } => Extent::Package,
            Self { package: false, bind: false } => Extent::Report,
        }
    }
}

/// A file format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Format {
    /// WordprocessingML, for Word and WPS.
    Docx,
    /// PDF/A.
    Pdf,
    /// A web page.
    Html,
    /// The self-evaluation forms as a workbook.
    Xlsx,
}

/// Which edition is made.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct EditionArguments {
    /// 版本 [可选：full 完整版, public 公开版] [默认：full]
    #[arg(
        long,
        value_name = "版本",
        default_value = "full",
        hide_default_value = true,
        hide_possible_values = true
    )]
    edition: EditionArgument,
}

impl EditionArguments {
    /// Returns the edition that was asked for.
    pub(super) fn kind(self) -> EditionKind {
        self.edition.kind()
    }
}

/// An edition of the filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EditionArgument {
    /// Everything.
    Full,
    /// Without what is withheld.
    Public,
}

impl EditionArgument {
    /// Returns the edition.
    pub(super) fn kind(self) -> EditionKind {
        match self {
            Self::Full => EditionKind::Full,
            Self::Public => EditionKind::Public,
        }
    }
}

/// Which editions are built.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct BuildEditionArguments {
    /// 版本 [可选：full 完整版, public 公开版, both 两版一起生成，有一版不成就都不写出] [默认：full]
    #[arg(
        long,
        value_name = "版本",
        default_value = "full",
        hide_default_value = true,
        hide_possible_values = true
    )]
    edition: BuildEditionArgument,
}

impl BuildEditionArguments {
    /// Returns the one edition that was asked for; `None` for both.
    pub(super) fn only(self) -> Option<EditionKind> {
        match self.edition {
            BuildEditionArgument::Full => Some(EditionKind::Full),
            BuildEditionArgument::Public => Some(EditionKind::Public),
            BuildEditionArgument::Both => None,
        }
    }
}

/// The editions of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum BuildEditionArgument {
    /// Everything.
    Full,
    /// Without what is withheld.
    Public,
    /// One after the other, all files or none.
    Both,
}

/// Where templates are looked for.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct TemplateArguments {
    /// 自备的格式文件夹所在处，其中同名的格式优先于内置的
    #[arg(long, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
}

/// Where fonts are looked for.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct FontArguments {
    /// 字体文件夹 [默认：程序旁或当前目录下的 fonts/]
    #[arg(long, value_name = "文件夹")]
    pub(super) font_dir: Option<PathBuf>,
    /// 优先使用系统安装的字体（方正小标宋、仿宋_GB2312 等）
    #[arg(long)]
    pub(super) system_fonts: bool,
}

/// `ziping watch`.
#[derive(Args, Debug)]
pub(super) struct WatchArguments {
    #[command(flatten)]
    pub(super) build: BuildArguments,
}

/// `ziping adjust`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct AdjustArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件
    #[arg(value_name = "填报数据", help_heading = "参数")]
    pub(super) filing: PathBuf,
    /// 金额，单位与数据中的 amount_unit 相同；追加为正，调减、收回为负
    #[arg(long, value_name = "金额", allow_negative_numbers = true)]
    pub(super) amount: String,
    /// 类别 [可选：upper_level_transfer 上级转移支付, local_supplement 本级追加, reduction 调减, carryover 上年结转结余, reclassification 预算调剂, recovery 财政收回]
    #[arg(long, value_name = "类别")]
    pub(super) category: String,
    /// 项目编号；不属于某个项目的不写
    #[arg(long, value_name = "编号")]
    pub(super) project: Option<String>,
    /// 所属部分 [可选：projects 项目支出, basic 基本支出, other 其他支出] [写了 --project 的默认：projects]
    #[arg(long, value_name = "部分", required_unless_present = "project")]
    pub(super) scope: Option<String>,
    /// 日期，写成 年-月-日
    #[arg(long, value_name = "日期")]
    pub(super) date: String,
    /// 文号
    #[arg(long, value_name = "文号")]
    pub(super) document: Option<String>,
    /// 原因
    #[arg(long, value_name = "原因")]
    pub(super) reason: String,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
}

/// `ziping check`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct CheckArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件；可以列多个
    #[arg(required = true, value_name = "填报数据", help_heading = "参数")]
    pub(super) filings: Vec<PathBuf>,
    /// 输出方式 [可选：full 详细, concise 每条一行, json 每条一个对象, sarif 供代码托管平台] [默认：full]
    #[arg(
        long,
        value_name = "方式",
        default_value = "full",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) output_format: FindingFormat,
    /// 把警告当作错误 [可选：warnings]
    #[arg(long, value_name = "级别", hide_possible_values = true)]
    pub(super) deny: Option<Deny>,
    /// 改正可以放心改正的问题（半角标点、多打的空格等），直接写回填报数据
    #[arg(long, conflicts_with = "edition")]
    pub(super) fix: bool,
    /// 只显示会怎样改正，不写文件
    #[arg(long, conflicts_with_all = ["output_format", "edition"])]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) edition: EditionArguments,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
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
pub(super) enum Deny {
    /// Warnings.
    Warnings,
}

/// `ziping figures`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct FiguresArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件
    #[arg(value_name = "填报数据", help_heading = "参数")]
    pub(super) filing: PathBuf,
    /// 输出方式 [可选：table 表格, json] [默认：table]
    #[arg(
        long,
        value_name = "方式",
        default_value = "table",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) output_format: FigureFormat,
    #[command(flatten)]
    pub(super) edition: EditionArguments,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
}

/// How figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FigureFormat {
    /// A table for people.
    Table,
    /// JSON for programs.
    Json,
}

/// `ziping explain`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct ExplainArguments {
    /// 检查代码或名称（如 F204），或数字的名称（如 excellence_rate）
    #[arg(
        value_name = "代码或数字",
        required_unless_present = "list",
        help_heading = "参数",
        display_order = 1
    )]
    pub(super) subject: Option<String>,
    /// 用哪份填报数据解释数字；不给则以程序自带的样例解释
    #[arg(value_name = "填报数据", help_heading = "参数", display_order = 2)]
    pub(super) filing: Option<PathBuf>,
    /// 列出全部检查代码
    #[arg(long, exclusive = true)]
    pub(super) list: bool,
    #[command(flatten)]
    pub(super) edition: EditionArguments,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
}

/// `ziping dump`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct DumpArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件
    #[arg(value_name = "填报数据", help_heading = "参数")]
    pub(super) filing: PathBuf,
    #[command(flatten)]
    pub(super) edition: EditionArguments,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
}

/// `ziping diff`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
#[group(skip)]
#[command(group = clap::ArgGroup::new("files").args(["format", "note"]).multiple(true))]
pub(super) struct DiffArguments {
    /// 原来的填报数据（文件夹或 YAML 文件），或生成时留下的 .record 文件
    #[arg(value_name = "旧", help_heading = "参数", display_order = 1)]
    pub(super) old: PathBuf,
    /// 现在的填报数据，或 .record 文件
    #[arg(
        value_name = "新",
        required_unless_present = "editions",
        help_heading = "参数",
        display_order = 2
    )]
    pub(super) new: Option<PathBuf>,
    /// 只给一份填报数据，列出公开版略去了什么、依据是什么、合计数怎样变；带 --format 时生成公开审查表，内部使用
    #[arg(long, conflicts_with_all = ["new", "note", "author", "date", "edition"])]
    pub(super) editions: bool,
    /// 输出方式 [可选：text 文字, json] [默认：text]
    #[arg(
        long,
        value_name = "方式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) output_format: DiffFormat,
    /// 生成修订对照（改动处带修订标记的新报告），或者公开审查表，用逗号分开 [可选：docx, pdf, html 网页]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        hide_possible_values = true,
        conflicts_with = "output_format"
    )]
    pub(super) format: Option<Vec<Format>>,
    /// 生成说明：数字变更前后的对照表和原因；决算批复后的更正写 correction [可选：auto, change 变更说明, correction 更正说明] [默认：auto，只有决算数变动的为更正说明]
    #[arg(
        long,
        value_name = "种类",
        num_args = 0..=1,
        default_missing_value = "auto",
        hide_possible_values = true,
        conflicts_with = "output_format"
    )]
    pub(super) note: Option<NoteArgument>,
    /// 修订标记上的作者 [默认：部门名称]
    #[arg(long, value_name = "姓名", requires = "format")]
    pub(super) author: Option<String>,
    /// 修订标记上的日期，写成 年-月-日 [默认：新报告的日期]
    #[arg(long, value_name = "日期", requires = "format")]
    pub(super) date: Option<String>,
    /// 输出文件夹 [默认：output/<年度>-<部门>/]
    #[arg(long, value_name = "文件夹", requires = "files")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) edition: EditionArguments,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
    #[command(flatten)]
    pub(super) fonts: FontArguments,
}

/// Which note on changes is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NoteArgument {
    /// As the figures tell.
    Auto,
    /// 变更说明.
    Change,
    /// 更正说明.
    Correction,
}

/// How a comparison is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
}

/// `ziping register`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct RegisterArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件
    #[arg(value_name = "填报数据", help_heading = "参数")]
    pub(super) filing: PathBuf,
    /// 输出文件夹 [默认：output/<年度>-<部门>/]
    #[arg(long, value_name = "文件夹")]
    pub(super) out: Option<PathBuf>,
    /// 输出格式，用逗号分开 [可选：docx, pdf, xlsx] [默认：docx,pdf,xlsx]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        default_value = "docx,pdf,xlsx",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: Vec<RegisterFormat>,
    /// 有数据矛盾也写出草稿：每页标明“草稿”，文件名带“（草稿）”
    #[arg(long)]
    pub(super) draft: bool,
    /// 列哪一版的项目 [可选：full 全部项目，内部使用；public 只列公开的] [默认：full]
    #[arg(
        long,
        value_name = "版本",
        default_value = "full",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) edition: EditionArgument,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
    #[command(flatten)]
    pub(super) fonts: FontArguments,
}

/// A file format of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum RegisterFormat {
    /// WordprocessingML, for Word and WPS.
    Docx,
    /// PDF/A.
    Pdf,
    /// A workbook.
    Xlsx,
}

/// `ziping fonts`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct FontsArguments {
    #[command(flatten)]
    pub(super) fonts: FontArguments,
}

/// `ziping init`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct InitArguments {
    /// 新建的文件夹；已有文件时不覆盖
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub(super) directory: PathBuf,
    /// 采用哪种格式 [默认：changli]
    #[arg(long, value_name = "格式名", default_value = "changli", hide_default_value = true)]
    pub(super) form: String,
    /// 由上年的填报数据结转：年度和日期顺延一年，金额清空，决算数留作上年决算，文字保留待复核
    #[arg(long, value_name = "上年填报数据", conflicts_with = "form")]
    pub(super) from: Option<PathBuf>,
}

/// `ziping import`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct ImportArguments {
    /// 工作簿（.xlsx）：--format xlsx 生成的自评表，或者有“项目名称”和金额列的项目表
    #[arg(value_name = "工作簿", help_heading = "参数", display_order = 1)]
    pub(super) workbook: PathBuf,
    /// 填报数据：已有的，列出不同之处，不作改动；没有的，写成新文件；不给则把 YAML 输出到屏幕
    #[arg(value_name = "填报数据", help_heading = "参数", display_order = 2)]
    pub(super) filing: Option<PathBuf>,
    #[command(flatten)]
    pub(super) templates: TemplateArguments,
}

/// `ziping schema`.
#[derive(Args, Debug)]
#[expect(clippy::empty_structs_with_brackets, reason = "clap derives arguments from braces")]
#[command(next_help_heading = "选项")]
pub(super) struct SchemaArguments {}

/// `ziping completions`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(super) struct CompletionsArguments {
    /// 哪种命令行 [可选：bash, zsh, fish, powershell, elvish]
    #[arg(value_name = "命令行", help_heading = "参数", hide_possible_values = true)]
    pub(super) shell: clap_complete::Shell,
}
