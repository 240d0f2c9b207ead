//! What was typed for the commands that begin or change a filing, and for the small ones.

use std::path::PathBuf;

use clap::Args;

use super::shared::{FontArguments, TemplateArguments};

/// `ziping adjust`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct AdjustArguments {
    /// 填报数据：一个文件夹，或一个 YAML 文件
    #[arg(value_name = "填报数据", help_heading = "参数")]
    pub(in crate::cli) filing: PathBuf,
    /// 金额，单位与数据中的 amount_unit 相同；追加为正，调减、收回为负
    #[arg(long, value_name = "金额", allow_negative_numbers = true)]
    pub(in crate::cli) amount: String,
    /// 类别 [可选：upper_level_transfer 上级转移支付, local_supplement 本级追加, reduction 调减, carryover 上年结转结余, reclassification 预算调剂, recovery 财政收回]
    #[arg(long, value_name = "类别")]
    pub(in crate::cli) category: String,
    /// 项目编号；不属于某个项目的不写
    #[arg(long, value_name = "编号")]
    pub(in crate::cli) project: Option<String>,
    /// 所属部分 [可选：projects 项目支出, basic 基本支出, other 其他支出] [写了 --project 的默认：projects]
    #[arg(long, value_name = "部分", required_unless_present = "project")]
    pub(in crate::cli) scope: Option<String>,
    /// 日期，写成 年-月-日
    #[arg(long, value_name = "日期")]
    pub(in crate::cli) date: String,
    /// 文号
    #[arg(long, value_name = "文号")]
    pub(in crate::cli) document: Option<String>,
    /// 原因
    #[arg(long, value_name = "原因")]
    pub(in crate::cli) reason: String,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
}

/// `ziping fonts`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct FontsArguments {
    #[command(flatten)]
    pub(in crate::cli) fonts: FontArguments,
}

/// `ziping init`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct InitArguments {
    /// 新建的文件夹；已有文件时不覆盖
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub(in crate::cli) directory: PathBuf,
    /// 采用哪种格式 [默认：changli]
    #[arg(long, value_name = "格式名", default_value = "changli", hide_default_value = true)]
    pub(in crate::cli) form: String,
    /// 由上年的填报数据结转：年度和日期顺延一年，金额清空，决算数留作上年决算，文字保留待复核
    #[arg(long, value_name = "上年填报数据", conflicts_with = "form")]
    pub(in crate::cli) from: Option<PathBuf>,
}

/// `ziping import`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct ImportArguments {
    /// 工作簿（.xlsx）：--format xlsx 生成的自评表，或者有“项目名称”和金额列的项目表
    #[arg(value_name = "工作簿", help_heading = "参数", display_order = 1)]
    pub(in crate::cli) workbook: PathBuf,
    /// 填报数据：已有的，列出不同之处，不作改动；没有的，写成新文件；不给则把 YAML 输出到屏幕
    #[arg(value_name = "填报数据", help_heading = "参数", display_order = 2)]
    pub(in crate::cli) filing: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) templates: TemplateArguments,
}

/// `ziping schema`.
#[derive(Args, Debug)]
#[expect(clippy::empty_structs_with_brackets, reason = "clap derives arguments from braces")]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct SchemaArguments {}

/// `ziping completions`.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(in crate::cli) struct CompletionsArguments {
    /// 哪种命令行 [可选：bash, zsh, fish, powershell, elvish]
    #[arg(value_name = "命令行", help_heading = "参数", hide_possible_values = true)]
    pub(in crate::cli) shell: clap_complete::Shell,
}
