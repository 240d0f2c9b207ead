//! Wrong usage, said in Chinese; help and version are no errors.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::status::Status;
use super::terminal::Terminal;

/// Shows what the argument parser has to say and returns the exit status that belongs to it.
pub(super) fn report(error: &Error, terminal: &Terminal) -> Status {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let help = error.render().to_string();
            terminal.print(&help).map_or(Status::CouldNotRun, |()| Status::Clean)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal.say(&error.render().to_string());
            Status::CouldNotRun
        }
        _ => {
            terminal.say(&message(error));
            Status::CouldNotRun
        }
    }
}

/// Returns what is wrong, what was meant, and where to read more.
fn message(error: &Error) -> String {
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("选项 {argument} 后面缺少值"),
        ErrorKind::InvalidValue => {
            let valid = text(error, ContextKind::ValidValue).unwrap_or_default();
            format!("{argument} 不能取“{value}”，可以取：{valid}")
        }
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项或参数"),
        ErrorKind::InvalidSubcommand => {
            let command = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有“{command}”这个命令")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => {
            let other = text(error, ContextKind::PriorArg).unwrap_or_default();
            format!("{argument} 不能与 {other} 同时使用")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} 的值的个数不对")
        }
        _ => format!("参数有误（{}）", error.render()),
    };
    let mut message = format!("错误：{what}");
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| text(error, kind));
    if let Some(suggestion) = suggestion {
        message.push_str("\n是不是要写：");
        message.push_str(&suggestion);
    }
    message.push_str("\n\n用 ziping --help 查看用法，用 ziping 命令 --help 查看某个命令的用法。");
    message
}

/// Returns what the parser knows about `kind`, as text.
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        _ => None,
    }
}
