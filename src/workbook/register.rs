//! The disclosure register as a workbook.

use rust_xlsxwriter::XlsxError;

use super::{Properties, WorkbookError, number, sheet, style};
use crate::disclosure::{Register, RegisterRow, Standing};
use crate::figures::Figures;
use crate::form::Form;
use crate::model::WithholdingGround;

/// The columns with their widths in characters.
const COLUMNS: [(&str, u32); 8] = [
    ("序号", 6),
    ("名称", 34),
    ("是否公开", 10),
    ("公开金额", 14),
    ("公开地址", 32),
    ("不公开原因", 30),
    ("是否开展自评", 10),
    ("不开展原因", 24),
];

/// The note where something is withheld.
pub(super) const NOTE: &str = "注：部门整体的公开金额不含依法不予公开项目。";

/// Returns the workbook of `register`, whose amounts are `public` figures: those of the public
/// edition.
///
/// # Errors
/// When the library refuses, as it does more rows than a sheet has.
pub fn register(
    register: &Register,
    form: &Form,
    public: &Figures,
    properties: &Properties,
) -> Result<Vec<u8>, WorkbookError> {
    let caption = format!("金额单位：{}", form.display.amount_unit.name());
    let mut sheet = sheet::landscape("公开登记表", &properties.title, &caption, &COLUMNS)?;
    let last = sheet::last_column(&COLUMNS);
    let mut next = sheet::BODY;
    for (index, row) in (1..).zip(&register.rows) {
        write_row(&mut sheet, next, index, row, form, public)?;
        next += 1;
    }
    if register.has_withheld() {
        sheet.merge_range(next, 0, next, last, NOTE, &style::note())?;
        next += 1;
    }
    sheet.set_print_area(0, 0, next - 1, last)?;
    sheet::bytes(sheet, properties)
}

fn write_row(
    sheet: &mut rust_xlsxwriter::Worksheet,
    line: u32,
    index: u32,
    row: &RegisterRow,
    form: &Form,
    public: &Figures,
) -> Result<(), XlsxError> {
    let (is_public, amount, address, ground) = match &row.standing {
        Standing::Public { amount, address } => {
            let amount = public.get(amount).and_then(|figure| number::amount(&figure, form));
            ("是", amount, address.clone(), None)
        }
        Standing::Withheld(ground) => {
            let ground =
                ground.map_or_else(|| "未写明依据".to_owned(), WithholdingGround::with_article);
            ("否", None, None, Some(ground))
        }
    };
    let (label, text) = (style::label(), style::text());
    sheet.write_number_with_format(line, 0, index, &label)?;
    sheet.write_string_with_format(line, 1, &row.name, &text)?;
    sheet.write_string_with_format(line, 2, is_public, &label)?;
    match amount {
        Some(amount) => {
            let look = style::number(&amount.format);
            sheet.write_number_with_format(line, 3, amount.value, &look)?;
        }
        None => {
            sheet.write_blank(line, 3, &style::number("0"))?;
        }
    }
    sheet.write_string_with_format(line, 4, address.unwrap_or_default(), &text)?;
    sheet.write_string_with_format(line, 5, ground.unwrap_or_default(), &text)?;
    sheet.write_string_with_format(line, 6, if row.evaluated { "是" } else { "否" }, &label)?;
    let reason = row.not_evaluated_reason.as_deref().filter(|_| !row.evaluated);
    sheet.write_string_with_format(line, 7, reason.unwrap_or_default(), &text)?;
    Ok(())
}
