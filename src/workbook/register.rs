//! The disclosure register as a workbook.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{Properties, WorkbookError, number, sheet, style};
use crate::disclosure::{Register, RegisterRow, Standing};
use crate::figures::Figures;
use crate::form::{Form, Totals};
use crate::model::WithholdingGround;

/// The columns with their widths in characters.
const COLUMNS: [(&str, u32); 8] = [
    ("序号", 6),
    ("名称", 30),
    ("是否公开", 10),
    ("公开金额", 13),
    ("公开地址", 32),
    ("不公开原因", 26),
    ("是否开展自评", 10),
    ("不开展原因", 22),
];

/// What a register says of itself that has rows of what is withheld.
const INTERNAL: &str = "内部资料　不得公开";

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
    let unit = format!("金额单位：{}", form.display.amount_unit.name());
    let caption = if register.has_withheld() { format!("{INTERNAL}　　{unit}") } else { unit };
    let mut sheet = sheet::landscape("公开登记表", &properties.title, &caption, &COLUMNS)?;
    if register.has_withheld() {
        sheet.set_header(format!("&R{INTERNAL}"));
    }
    let last = sheet::last_column(&COLUMNS);
    let mut writer = RowWriter {
        form,
        public,
        label: style::label(),
        text: style::text(),
        numbers: BTreeMap::new(),
    };
    let mut next = sheet::BODY;
    for (index, row) in (1..).zip(&register.rows) {
        writer.write(&mut sheet, next, index, row)?;
        next += 1;
    }
    if let Some(note) = note(register) {
        sheet.merge_range(next, 0, next, last, &note, &style::note())?;
        next += 1;
    }
    sheet.set_print_area(0, 0, next - 1, last)?;
    sheet::bytes([sheet], properties)
}

/// Returns what is said of the department's amount below the table.
fn note(register: &Register) -> Option<String> {
    match (register.totals, &register.omission) {
        (Totals::Reduced, Some(omission)) => Some(format!("注：部门整体的公开金额{omission}。")),
        (Totals::Omitted, _) => Some("注：部门整体的金额不在此公开。".to_owned()),
        _ => None,
    }
}

/// What all rows are written with.
struct RowWriter<'a> {
    form: &'a Form,
    public: &'a Figures,
    label: Format,
    text: Format,
    /// The looks of numbers by their number formats: how many decimals there are is each figure's
    /// own.
    numbers: BTreeMap<String, Format>,
}

impl RowWriter<'_> {
    /// Writes `row`, the one numbered `index`, to a line of `sheet`.
    fn write(
        &mut self,
        sheet: &mut Worksheet,
        line: u32,
        index: u32,
        row: &RegisterRow,
    ) -> Result<(), XlsxError> {
        let (is_public, amount, address, ground) = match &row.standing {
            Standing::Public { amount, address } => {
                let figure = self.public.get(amount);
                let amount = figure.and_then(|figure| number::amount(&figure, self.form));
                ("是", amount, address.as_deref(), None)
            }
            Standing::Withheld(ground) => {
                let ground =
                    ground.map_or_else(|| "未写明依据".to_owned(), WithholdingGround::with_article);
                ("否", None, None, Some(ground))
            }
        };
        let Self { label, text, numbers, .. } = self;
        sheet.write_number_with_format(line, 0, index, label)?;
        sheet.write_string_with_format(line, 1, &row.name, text)?;
        sheet.write_string_with_format(line, 2, is_public, label)?;
        match amount {
            Some(amount) => {
                let look = || style::number(&amount.format);
                let look = numbers.entry(amount.format.clone()).or_insert_with(look);
                sheet.write_number_with_format(line, 3, amount.value, look)?;
            }
            None => {
                sheet.write_blank(line, 3, text)?;
            }
        }
        let (address, ground) = (address.unwrap_or_default(), ground.unwrap_or_default());
        sheet.write_string_with_format(line, 4, address, text)?;
        sheet.write_string_with_format(line, 5, &ground, text)?;
        sheet.write_string_with_format(line, 6, if row.evaluated { "是" } else { "否" }, label)?;
        let reason = row.not_evaluated_reason.as_deref().filter(|_| !row.evaluated);
        let reason = reason.unwrap_or_default();
        sheet.write_string_with_format(line, 7, reason, text)?;
        let texts = [(1, row.name.as_str()), (4, address), (5, ground.as_str()), (7, reason)];
        sheet.set_row_height(line, sheet::height(&COLUMNS, &texts))?;
        Ok(())
    }
}
