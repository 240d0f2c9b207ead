//! What was typed for the commands that write reports, and for the papers beside them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::shared::{EditionArgument, EditionArguments, FontArguments, Format, TemplateArguments};
use crate::batch::Shard;
use crate::pipeline::EditionKind;
use crate::pipeline::Extent;
use crate::pipeline::RegisterFormats;

/// `ziping build`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct BuildArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件；可以列多个
    #[arg(required = true, value_name = "填报数据", help_heading = "参数")]
    pub(in crate::cli) filings: Vec<PathBuf>,
    /// 输出文件夹 [默认：output/<年度>-<部门>/]
    #[arg(long, value_name = "文件夹")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// 输出格式，用逗号分开 [可选：docx, pdf, html, xlsx 自评表工作簿] [默认：docx,pdf]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        default_value = "docx,pdf",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: Vec<Format>,
    /// 有数据矛盾也写出草稿：每页标明“草稿”，文件名带“（草稿）”
    #[arg(long)]
    pub(in crate::cli) draft: bool,
    #[command(flatten)]
    pub(in crate::cli) extent: ExtentArguments,
    #[command(flatten)]
    pub(in crate::cli) editions: BuildEditionArguments,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
    #[command(flatten)]
    pub(in crate::cli) fonts: FontArguments,
}

/// How much of a filing is built.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct ExtentArguments {
    /// 生成整套材料：工作报告、部门整体支出绩效自评表、各项目支出绩效自评表、项目自评结果汇总表
    #[arg(long)]
    package: bool,
    /// 把整套材料合订成一个文件，有目录，页码连续，附件依次编号
    #[arg(long)]
    bind: bool,
}

impl ExtentArguments {
    /// Returns what was asked for.
    pub(in crate::cli) fn kind(self) -> Extent {
        match self {
            Self { bind: true, .. } => Extent::Bound,
            Self { package: true, bind: false } => Extent::Package,
            Self { package: false, bind: false } => Extent::Report,
        }
    }
}

/// Which editions are built.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct BuildEditionArguments {
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
    pub(in crate::cli) fn only(self) -> Option<EditionKind> {
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

/// `ziping batch`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct BatchArguments {
    /// 文件夹，其下每个有 .yaml 文件的文件夹是一份填报数据；写了 --merge 的，是各份的汇总（batch-1-of-3.json 等）
    #[arg(required = true, value_name = "文件夹", help_heading = "参数")]
    pub(in crate::cli) roots: Vec<PathBuf>,
    /// 输出文件夹，每份报告在其中的 <年度>-<部门>/ [默认：output]
    #[arg(long, value_name = "文件夹", default_value = "output", hide_default_value = true)]
    pub(in crate::cli) out: PathBuf,
    /// 同时生成几份 [默认：与处理器的核数相同]
    #[arg(long, value_name = "数目")]
    pub(in crate::cli) jobs: Option<NonZeroUsize>,
    /// 只生成其中一份额，如 2/3 是三份中的第二份；同一份填报数据总在同一份额里
    #[arg(long, value_name = "第几份/共几份", default_value = "1/1", hide_default_value = true)]
    pub(in crate::cli) shard: Shard,
    /// 另外写出全部部门的汇总报告，用逗号分开 [可选：docx, pdf, xlsx]；有多个年度的，每个年度一份
    #[arg(long, value_name = "格式", value_delimiter = ',', hide_possible_values = true)]
    pub(in crate::cli) summary: Vec<RegisterFormat>,
    /// 把各份额的汇总合成一份
    #[arg(long, conflicts_with_all = ["jobs", "shard", "format", "draft", "edition"])]
    pub(in crate::cli) merge: bool,
    /// 给每份填报数据写出审核意见表，退回的也写，用逗号分开 [可选：docx, pdf, html 网页]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        hide_possible_values = true,
        conflicts_with_all = ["merge", "edition"]
    )]
    pub(in crate::cli) answers: Option<Vec<Format>>,
    /// 应当报送的部门名单，每行一个部门名称，据此列出没有报送的
    #[arg(long, value_name = "名单", conflicts_with = "merge")]
    pub(in crate::cli) expected: Option<PathBuf>,
    /// 输出格式，用逗号分开 [可选：docx, pdf, html, xlsx 自评表] [默认：docx,pdf]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        default_value = "docx,pdf",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: Vec<Format>,
    /// 有数据矛盾也写出草稿：每页标明“草稿”，文件名带“（草稿）”
    #[arg(long)]
    pub(in crate::cli) draft: bool,
    #[command(flatten)]
    pub(in crate::cli) edition: EditionArguments,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
    #[command(flatten)]
    pub(in crate::cli) fonts: FontArguments,
}

/// `ziping watch`.
#[derive(Args, Debug)]
pub(in crate::cli) struct WatchArguments {
    #[command(flatten)]
    pub(in crate::cli) build: BuildArguments,
}

/// `ziping register`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct RegisterArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件
    #[arg(value_name = "填报数据", help_heading = "参数")]
    pub(in crate::cli) filing: PathBuf,
    /// 输出文件夹 [默认：output/<年度>-<部门>/]
    #[arg(long, value_name = "文件夹")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// 输出格式，用逗号分开 [可选：docx, pdf, xlsx] [默认：docx,pdf,xlsx]
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        default_value = "docx,pdf,xlsx",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: Vec<RegisterFormat>,
    /// 有数据矛盾也写出草稿：每页标明“草稿”，文件名带“（草稿）”
    #[arg(long)]
    pub(in crate::cli) draft: bool,
    /// 列哪一版的项目 [可选：full 全部项目，内部使用；public 只列公开的] [默认：full]
    #[arg(
        long,
        value_name = "版本",
        default_value = "full",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) edition: EditionArgument,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
    #[command(flatten)]
    pub(in crate::cli) fonts: FontArguments,
}

impl RegisterFormat {
    /// Returns what `listed` asks for.
    pub(in crate::cli) fn formats(listed: &[Self]) -> RegisterFormats {
        RegisterFormats {
            docx: listed.contains(&Self::Docx),
            pdf: listed.contains(&Self::Pdf),
            xlsx: listed.contains(&Self::Xlsx),
        }
    }
}

/// A file format of the register, and of a batch's summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(in crate::cli) enum RegisterFormat {
    /// WordprocessingML, for Word and WPS.
    Docx,
    /// PDF/A.
    Pdf,
    /// A workbook.
    Xlsx,
}
