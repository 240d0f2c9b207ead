//! What several commands take: formats, editions, forms and fonts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::pipeline::EditionKind;

/// A file format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(in crate::cli) enum Format {
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
pub(in crate::cli) struct EditionArguments {
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
    pub(in crate::cli) fn kind(self) -> EditionKind {
        self.edition.kind()
    }
}

/// An edition of the filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum EditionArgument {
    /// Everything.
    Full,
    /// Without what is withheld.
    Public,
}

impl EditionArgument {
    /// Returns the edition.
    pub(in crate::cli) fn kind(self) -> EditionKind {
        match self {
            Self::Full => EditionKind::Full,
            Self::Public => EditionKind::Public,
        }
    }
}

/// Where templates are looked for.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct TemplateArguments {
    /// 自备的格式文件夹所在处，其中同名的格式优先于内置的
    #[arg(long, value_name = "文件夹")]
    pub(in crate::cli) templates: Option<PathBuf>,
}

/// Where fonts are looked for.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct FontArguments {
    /// 字体文件夹 [默认：程序旁或当前目录下的 fonts/]
    #[arg(long, value_name = "文件夹")]
    pub(in crate::cli) font_dir: Option<PathBuf>,
    /// 优先使用系统安装的字体（方正小标宋、仿宋_GB2312 等）
    #[arg(long)]
    pub(in crate::cli) system_fonts: bool,
}
