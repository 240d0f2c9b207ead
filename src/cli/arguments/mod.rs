//! What was typed. What it means is resolved in `settings`.

#![expect(
    clippy::doc_markdown,
    reason = "doc comments are the help that people read in a terminal"
)]

mod build;
mod shared;
mod read;
mod write;

pub(super) use build::{
    BatchArguments, BuildArguments, RegisterArguments, RegisterFormat, WatchArguments,
};
pub(super) use read::{
    CheckArguments, Deny, DiffArguments, DiffFormat, DumpArguments, ExplainArguments, FigureFormat,
    FiguresArguments, FindingFormat, NoteArgument,
};
pub(super) use shared::{FontArguments, Format, TemplateArguments};
pub(super) use write::{
    AdjustArguments, CompletionsArguments, FontsArguments, ImportArguments, InitArguments,
    SchemaArguments,
};

use clap::{Parser, Subcommand};

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
    after_help = "退出码：0 正常（可有警告）；1 数据有错误（不写出文件，--draft 时写出草稿）；2 无法运行（用法不对，或文件读写失败）；3 批量生成时有的没有生成。"
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
    /// 生成一个文件夹下的全部填报数据，一份有错不影响其他
    #[command(help_template = HELP, override_usage = "ziping batch [选项] <文件夹>\n      ziping batch --merge [选项] <汇总>...")]
    Batch(BatchArguments),
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
