//! Pages as a reader sees them: the grid, what stays together, tables over pages.

use ziping::document::{
    Block, Heading, HeadingLevel, Lead, Length, Number, Orientation, PageProfile, Paragraph,
    ParagraphRole, Run, Seal, Section, Signature,
};
use ziping::layout::{Item, Laid, Owner, Page, Turn};

use crate::laid_text::{block_text, content, document, laid, lines, paragraph, table};

fn heading(level: HeadingLevel, text: &str) -> Block {
    Block::Heading(Heading {
        number: Number { level, ordinal: 1, former_ordinal: None },
        runs: vec![Run::text(text)],
    })
}

fn signature() -> Block {
    Block::Signature(Signature {
        name: vec![Run::text("昌黎县总工会")],
        date: vec![Run::text("2024年3月4日")],
        seal: Seal::Without,
    })
}

/// A paragraph of hanzi alone that takes `count` lines.
fn lines_of_hanzi(count: usize) -> Block {
    paragraph(&"总".repeat(28 * count - 2))
}

/// The lines of the page, from 1, that hold content.
fn content_lines(laid: &Laid, page: usize) -> Vec<String> {
    let all = lines(&laid.layout.pages[page]);
    all.into_iter().filter(|line| line.owner != Owner::Artifact).map(|line| line.text).collect()
}

#[test]
fn a_full_page_has_22_lines_on_the_grid_and_a_line_28_hanzi() {
    let laid = laid(&document(vec![lines_of_hanzi(50)]));
    let page = PageProfile::gb9704();
    let per_page: Vec<_> = (0..3).map(|page| content_lines(&laid, page).len()).collect();
    assert_eq!(per_page, [22, 22, 6]);
    let all = lines(&laid.layout.pages[0]);
    for (index, line) in (0..22).zip(&all) {
        assert_eq!(line.y - all[0].y, page.line_pitch * index);
        assert_eq!(line.right, page.margins.left + page.text_width());
    }
    assert_eq!(all[1].text.chars().count(), 28);
    assert_eq!(all[0].left, page.margins.left + page.character_pitch() * 2);
}

#[test]
fn the_first_page_of_a_report_keeps_issuer_and_title_on_the_grid() {
    let blocks = vec![
        Block::Paragraph(Paragraph {
            role: ParagraphRole::Issuer,
            lead: None,
            runs: vec![Run::text("昌黎县总工会")],
        }),
        Block::Title(vec![Run::text("2023年度昌黎县总工会整体绩效自评工作报告")]),
        lines_of_hanzi(30),
    ];
    let laid = laid(&document(blocks));
    let first = content_lines(&laid, 0);
    assert_eq!(first[..3], ["昌黎县总工会", "2023年度昌黎县总工会", "整体绩效自评工作报告"]);
    // One line for the issuer, three for the title, one blank: seventeen are left.
    assert_eq!(first.len(), 3 + 17);
}

#[test]
fn a_heading_never_stands_last_on_a_page() {
    let blocks = vec![
        lines_of_hanzi(20),
        heading(HeadingLevel::One, "绩效自评工作开展情况"),
        heading(HeadingLevel::Two, "绩效自评开展情况"),
        lines_of_hanzi(3),
    ];
    let laid = laid(&document(blocks));
    assert_eq!(content_lines(&laid, 0).len(), 20);
    assert_eq!(
        content_lines(&laid, 1)[..2],
        ["一、绩效自评工作开展情况", "（一）绩效自评开展情况"]
    );
}

#[test]
fn a_heading_stays_where_one_line_of_its_paragraph_fits() {
    let blocks = vec![
        lines_of_hanzi(20),
        heading(HeadingLevel::One, "绩效自评工作开展情况"),
        lines_of_hanzi(3),
    ];
    assert_eq!(content_lines(&laid(&document(blocks)), 0).len(), 22);
}

#[test]
fn a_lead_runs_into_its_paragraph() {
    let block = Block::Paragraph(Paragraph {
        role: ParagraphRole::Body,
        lead: Some(Lead {
            number: Number { level: HeadingLevel::Three, ordinal: 2, former_ordinal: None },
            runs: vec![Run::text("完善制度建设。")],
        }),
        runs: vec![Run::text("制定完善部门预算绩效管理制度。")],
    });
    let laid = laid(&document(vec![block]));
    assert_eq!(block_text(&laid, 0), "2.完善制度建设。制定完善部门预算绩效管理制度。");
}

#[test]
fn a_signature_takes_the_end_of_the_text_with_it() {
    for count in 19..=22 {
        let laid = laid(&document(vec![lines_of_hanzi(count), signature()]));
        if count == 19 {
            assert_eq!(laid.layout.pages.len(), 1);
        } else {
            assert_eq!(content_lines(&laid, 0).len(), count - 2);
            let second = content_lines(&laid, 1);
            assert_eq!(second[2..], ["昌黎县总工会", "2024年3月4日"]);
        }
    }
}

#[test]
fn page_numbers_stand_outside_the_text_on_the_outer_side() {
    let laid = laid(&document(vec![lines_of_hanzi(30)]));
    let page = PageProfile::gb9704();
    let number = |index: usize| lines(&laid.layout.pages[index]).pop().unwrap();
    let (odd, even) = (number(0), number(1));
    assert_eq!((odd.text.as_str(), even.text.as_str()), ("— 1 —", "— 2 —"));
    assert_eq!(odd.owner, Owner::Artifact);
    let em = page.styles.page_number.size;
    assert_eq!(odd.right, page.width - page.margins.right - em);
    assert_eq!(even.left, page.margins.left + em);
    let dash = odd.y - em.scaled(88, 100) + em / 2;
    assert_eq!(dash, Length::millimetres(297 - 35 + 7));
}

#[test]
fn a_turned_page_has_its_number_where_the_upright_one_has_it() {
    let number = |orientation| {
        let mut document = document(vec![paragraph("前。")]);
        document.sections[0].orientation = orientation;
        let laid = laid(&document);
        let runs = laid.layout.pages[0].items.iter().filter_map(|item| match item {
            Item::Glyphs(run) if run.owner == Owner::Artifact => Some(run.clone()),
            Item::Glyphs(_) | Item::Rule(_) | Item::Shape(_) => None,
        });
        runs.collect::<Vec<_>>()
    };
    let height = PageProfile::gb9704().height;
    let upright = number(Orientation::Portrait);
    let turned = number(Orientation::Landscape);
    assert_eq!((upright.len(), turned.len()), (3, 3));
    for (upright, turned) in upright.iter().zip(&turned) {
        assert_eq!((upright.turn, turned.turn), (Turn::Upright, Turn::Clockwise));
        assert_eq!(turned.origin.x, height - upright.origin.y);
        assert_eq!(turned.origin.y, upright.origin.x);
        assert_eq!(turned.glyphs, upright.glyphs);
    }
}

#[test]
fn a_table_repeats_its_head_as_an_artifact_and_the_text_returns_to_the_grid() {
    let mut rows: Vec<Vec<String>> = vec![vec!["序号".into(), "项目名称".into()]];
    rows.extend((1..=60).map(|number| vec![number.to_string(), format!("项目{number}建设")]));
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let laid = laid(&document(vec![
        paragraph("详见下表："),
        Block::Table(table(&rows)),
        paragraph("表后。"),
    ]));
    assert!(3 <= laid.layout.pages.len());
    for (index, page) in laid.layout.pages.iter().enumerate() {
        let heads: Vec<_> =
            lines(page).into_iter().filter(|line| line.text == "项目名称").collect();
        assert_eq!(heads.len(), 1, "page {index}");
        assert_eq!(heads[0].owner == Owner::Artifact, index != 0);
    }
    let all = content(&laid);
    let cells = all.iter().filter(|line| matches!(line.owner, Owner::Cell { .. })).count();
    assert_eq!(cells, 2 + 60 * 2);
    let after = all.last().unwrap();
    assert_eq!(after.text, "表后。");
    let from_first = (after.y - all[0].y).to_emu();
    assert_eq!(from_first % PageProfile::gb9704().line_pitch.to_emu(), 0);
}

#[test]
fn the_reference_table_sets_short_labels_narrow_and_gives_names_the_rest() {
    let set = table(&[
        &["序号", "主管部门（单位）", "项目名称", "预算金额（调整后）", "自评得分", "自评等级"],
        &["1", "昌黎县总工会", "职工之家项目建设", "384.2076", "99.5", "优"],
        &[
            "2",
            "昌黎县总工会",
            "提前下达2023年困难职工及劳模帮扶救助在专项资金",
            "5.58",
            "90.5",
            "优",
        ],
    ]);
    let laid = laid(&document(vec![Block::Table(set)]));
    assert!(laid.too_wide.is_empty());
    let all = content(&laid);
    let texts: Vec<_> = all.iter().map(|line| line.text.as_str()).collect();
    assert!(texts.contains(&"昌黎县总工会") && texts.contains(&"384.2076"), "{texts:?}");
    let long = Owner::Cell { section: 0, block: 0, row: 2, cell: 2 };
    assert_eq!(all.iter().filter(|line| line.owner == long).count(), 2, "{texts:?}");
}

#[test]
fn a_row_higher_than_a_page_is_parted_and_nothing_is_lost() {
    let long = "绩效".repeat(4000);
    let set = table(&[&["序号", "说明"], &["1", &long], &["2", "后"]]);
    let laid = laid(&document(vec![paragraph("前。"), Block::Table(set)]));
    let cell = Owner::Cell { section: 0, block: 1, row: 1, cell: 1 };
    let text: String = content(&laid)
        .into_iter()
        .filter(|line| line.owner == cell)
        .map(|line| line.text)
        .collect();
    assert_eq!(text, long);
    let page = PageProfile::gb9704();
    for page_lines in laid.layout.pages.iter().map(lines) {
        let inside = |y: Length| y < page.height - page.margins.bottom;
        assert!(page_lines.iter().all(|line| line.owner == Owner::Artifact || inside(line.y)));
    }
}

#[test]
fn rows_that_a_cell_ties_together_stay_on_one_page() {
    let mut set = table(&[&["指标", "说明"], &["甲", "1"], &["2"], &["3"], &["4"]]);
    set.body[0].cells[0].row_span = 4;
    let laid = laid(&document(vec![lines_of_hanzi(18), Block::Table(set)]));
    assert_eq!(content_lines(&laid, 0).len(), 18);
    assert_eq!(content_lines(&laid, 1), ["单位：万元", "指标", "说明", "甲", "1", "2", "3", "4"]);
}

#[test]
fn rows_tied_over_more_than_half_a_page_are_parted_and_their_cell_shown_once() {
    let numbers: Vec<String> = (1..=60).map(|number| number.to_string()).collect();
    let first = ["甲", &numbers[0]];
    let others: Vec<[&str; 1]> = numbers[1..].iter().map(|number| [number.as_str()]).collect();
    let mut rows: Vec<&[&str]> = vec![&["指标", "说明"], &first];
    rows.extend(others.iter().map(<[&str; 1]>::as_slice));
    let mut set = table(&rows);
    set.body[0].cells[0].row_span = 60;
    let laid = laid(&document(vec![Block::Table(set)]));
    let all: Vec<String> = content(&laid).into_iter().map(|line| line.text).collect();
    let mut expected = vec!["单位：万元", "指标", "说明", "甲"];
    expected.extend(numbers.iter().map(String::as_str));
    assert_eq!(all, expected);
    assert!(2 <= laid.layout.pages.len());
}

#[test]
fn a_landscape_sections_table_is_as_wide_as_its_type_area() {
    let mut document = document(vec![Block::Table(table(&[&["甲", "乙"], &["1", "2"]]))]);
    document.sections[0].orientation = Orientation::Landscape;
    let laid = laid(&document);
    let widths = laid.layout.pages[0].items.iter().filter_map(|item| match item {
        Item::Rule(rule) => Some(rule.width),
        Item::Glyphs(_) | Item::Shape(_) => None,
    });
    let page = PageProfile::gb9704();
    assert_eq!(widths.max(), Some(page.text_height() + page.rule));
}

#[test]
fn a_table_that_cannot_fit_is_reported() {
    let wide: Vec<&str> = vec!["1234567890123"; 30];
    let laid = laid(&document(vec![Block::Table(table(&[&wide, &wide]))]));
    assert_eq!(laid.too_wide.len(), 1);
    assert_eq!((laid.too_wide[0].section, laid.too_wide[0].block), (0, 0));
    assert!(laid.too_wide[0].available < laid.too_wide[0].needed);
}

#[test]
fn a_landscape_section_turns_the_sheet_and_begins_a_page() {
    let mut document = document(vec![paragraph("前。")]);
    document.sections.push(Section {
        orientation: Orientation::Landscape,
        blocks: vec![Block::Table(table(&[&["甲", "乙"], &["1", "2"]]))],
    });
    let laid = laid(&document);
    let sizes: Vec<_> = laid.layout.pages.iter().map(|page| (page.width, page.height)).collect();
    let (short, long) = (Length::millimetres(210), Length::millimetres(297));
    assert_eq!(sizes, [(short, long), (long, short)]);
}

#[test]
fn a_missing_character_is_reported_once_and_its_text_kept() {
    let laid = laid(&document(vec![paragraph("工会\u{E000}主席\u{E000}等")]));
    assert_eq!(laid.missing.len(), 1);
    assert_eq!(laid.missing[0].character, '\u{E000}');
    assert_eq!(laid.missing[0].context, "工会\u{E000}主席\u{E000}等");
    assert_eq!(block_text(&laid, 0), "工会\u{E000}主席\u{E000}等");
}

#[test]
fn changed_text_is_underlined_or_struck_through() {
    use ziping::document::Change;
    let run = |text: &str, change| Run { change, ..Run::text(text) };
    let block = Block::Paragraph(Paragraph {
        role: ParagraphRole::Body,
        lead: None,
        runs: vec![
            run("旧", Change::Deleted),
            run("新", Change::Inserted),
            run("文", Change::Unchanged),
        ],
    });
    let laid = laid(&document(vec![block]));
    let items = &laid.layout.pages[0].items;
    let rules: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Rule(rule) => Some(rule),
            Item::Glyphs(_) | Item::Shape(_) => None,
        })
        .collect();
    let baseline = lines(&laid.layout.pages[0])[0].y;
    let [strike, underline, bar] = rules[..] else { panic!("{rules:?}") };
    assert!(strike.origin.y < baseline && baseline < underline.origin.y);
    assert_eq!((strike.change, underline.change), (Change::Deleted, Change::Inserted));
    // The first page is a right-hand one: its outer margin is the right one.
    let text_right = PageProfile::gb9704().width - PageProfile::gb9704().margins.right;
    assert!(text_right < bar.origin.x && bar.change == Change::Unchanged);
    assert!(bar.origin.y < strike.origin.y && baseline < bar.origin.y + bar.height);
}

#[test]
fn a_bar_stands_beside_each_stretch_of_changed_lines() {
    use ziping::document::Change;
    let block = |text: &str, change| {
        let runs = vec![Run { change, ..Run::text(text) }];
        Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead: None, runs })
    };
    let words = "压减一般性支出，".repeat(10);
    let mut blocks = vec![
        block(&words, Change::Inserted),
        block(&words, Change::Unchanged),
        block("短。", Change::Deleted),
    ];
    blocks.extend(vec![block(&words, Change::Unchanged); 5]);
    blocks.push(block("另页。", Change::Inserted));
    let laid = laid(&document(blocks));
    let bars = |page: &Page| -> Vec<(bool, i64)> {
        let pitch = PageProfile::gb9704().line_pitch.to_emu();
        let right = PageProfile::gb9704().width / 2;
        let rules = page.items.iter().filter_map(|item| match item {
            Item::Rule(rule) if rule.change == Change::Unchanged => Some(rule),
            Item::Rule(_) | Item::Glyphs(_) | Item::Shape(_) => None,
        });
        rules.map(|rule| (right < rule.origin.x, rule.height.to_emu() / pitch + 1)).collect()
    };
    assert_eq!(bars(&laid.layout.pages[0]), [(true, 3), (true, 1)]);
    assert_eq!(bars(&laid.layout.pages[1]), [(false, 1)]);
}

#[test]
fn a_number_and_the_one_that_replaces_it_are_two_words() {
    use ziping::document::Change;
    let numbers = |change| {
        let run = |text: &str, change| Run { change, ..Run::figure("f", text) };
        let filler = Run::text("预".repeat(20));
        let runs = vec![filler, run("384.2076", Change::Deleted), run("400.1234", change)];
        let block = Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead: None, runs });
        let laid = laid(&document(vec![block]));
        lines(&laid.layout.pages[0]).into_iter().map(|line| line.text).collect::<Vec<_>>()
    };
    let whole = numbers(Change::Deleted);
    assert!(whole[1].contains("384.2076400.1234"), "{whole:?}");
    let parted = numbers(Change::Inserted);
    assert!(parted[0].ends_with("384.2076") && parted[1] == "400.1234", "{parted:?}");
}
