//! Tests over files made by hand, which hold what the program's own writer never writes.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::*;
use crate::gate::fold::PART;
use crate::gate::passage::PassageKind;

/// A font without a character map whose codes are ASCII.
const LATIN: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

/// Returns a stream object.
fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>stream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Returns a file of `objects`, numbered from 1, the first of which is the catalog.
fn file_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = b"xref\n0 1\n0000000000 65535 f \n".to_vec();
    for (number, object) in (1..).zip(objects) {
        table.extend(format!("{number} 1\n{:010} 00000 n \n", file.len()).bytes());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    let end = format!("trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
    file.extend(table);
    file.extend(end.bytes());
    file
}

/// Returns a file with a page that shows `content`; `others` are numbered from 5, and `catalog` and
/// `page` are further entries of those.
fn page(content: &str, catalog: &str, page: &str, others: &[Vec<u8>]) -> Vec<u8> {
    let font = format!("/Resources<</Font<</F {LATIN}>>/XObject<</X 5 0 R>>>>");
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>").into_bytes(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{font}{page}>>").into_bytes(),
        stream("", content.as_bytes()),
    ];
    objects.extend_from_slice(others);
    file_of(&objects, "")
}

fn shown(content: &str) -> Vec<Passage> {
    read(&page(&format!("BT /F 12 Tf {content} ET"), "", "", &[])).unwrap()
}

fn text<'a>(passages: &'a [Passage], part: &str) -> &'a str {
    let passage = passages.iter().find(|passage| passage.part == part);
    let parts: Vec<_> = passages.iter().map(|passage| &passage.part).collect();
    &passage.unwrap_or_else(|| panic!("{part} in {parts:?}")).text
}

fn reason(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

#[test]
fn strings_in_a_line_are_read_joined_and_apart() {
    let passages = shown("[(38)-20(42)]TJ (076)Tj 0 -14 Td (12.5)Tj 200 0 Td (384)Tj");
    assert_eq!(text(&passages, "第1页正文"), "3842076\n12.5384");
    assert_eq!(text(&passages, "第1页正文（逐段）"), "3842 076\n12.5 384");
    let gap = shown("[(12)-3000(384)]TJ");
    assert_eq!(text(&gap, "第1页正文（逐段）"), "12 384");
}

#[test]
fn every_way_to_show_a_string_is_read() {
    let passages = shown("14 TL (a)Tj (b)' 1 2 (c)\" T* [<64>(e)]TJ");
    assert_eq!(text(&passages, "第1页正文"), "a\nb\nc\nde");
    let hidden = shown("3 Tr 1 1 1 rg (hidden)Tj");
    assert_eq!(text(&hidden, "第1页正文"), "hidden");
}

#[test]
fn turned_text_keeps_its_lines() {
    let passages =
        shown("0 1 -1 0 50 50 Tm (38)Tj 0 1 -1 0 50 80 Tm (42)Tj 0 1 -1 0 70 50 Tm (x)Tj");
    assert_eq!(text(&passages, "第1页正文"), "3842\nx");
}

#[test]
fn marked_content_says_what_stands_there() {
    let content = "/Span<</ActualText<FEFF9E7F>/Lang(en)/Alt(other)>>BDC BT /F 1 Tf (x)Tj ET EMC";
    let passages = read(&page(content, "", "", &[])).unwrap();
    assert_eq!(text(&passages, "第1页正文"), "x");
    assert_eq!(text(&passages, "第1页正文（替代文字 ActualText）"), "鹿");
    assert_eq!(text(&passages, "第1页正文：替代说明（Alt）"), format!("other{PART}"));
}

#[test]
fn the_structure_tree_orders_text_and_parts_cells() {
    // Rows are drawn across, and a name is broken over two lines in its cell.
    let line = |number, x, y, text| {
        format!("/P<</MCID {number}>>BDC BT /F 12 Tf {x} {y} Td ({text})Tj ET EMC ")
    };
    let content = [
        line(0, 0, 50, "Zhang"),
        line(1, 99, 50, "12"),
        line(2, 180, 50, "384"),
        line(3, 0, 36, "san"),
        "/Artifact BMC BT /F 12 Tf (1)Tj ET EMC".to_owned(),
    ];
    let cells = "<</S/TD/Pg 3 0 R/K[0 3]>><</S/Own/Pg 3 0 R/K 1>><</S/TD/Pg 3 0 R/K[<</Type/MCR/MCID 2>>]>>";
    let tree =
        format!("/StructTreeRoot<</Type/StructTreeRoot/RoleMap<</Own/TD>>/K<</S/TR/K[{cells}]>>>>");
    let passages = read(&page(&content.concat(), &tree, "", &[])).unwrap();
    assert_eq!(text(&passages, "全文（按结构标签）"), format!("Zhang\nsan{PART}12{PART}384"));
    let page = text(&passages, "第1页正文");
    assert_eq!(page, format!("Zhang{PART}12{PART}384{PART}san{PART}1"));
}

#[test]
fn what_stands_for_elements_is_read_over_their_ends() {
    let spans = "<</S/Span/ActualText(38)>><</S/Span/ActualText(42)>><</S/TD/ActualText(7)>>";
    let tree = format!("/StructTreeRoot<</K<</S/P/K[{spans}]>>>>");
    let passages = read(&page("", &tree, "", &[])).unwrap();
    assert_eq!(text(&passages, "全文（结构标签的替代文字）"), format!("\n38\n42{PART}7"));
}

#[test]
fn paragraphs_side_by_side_are_not_one_number() {
    let line = |number, x, text| {
        format!("/P<</MCID {number}>>BDC BT /F 12 Tf {x} 50 Td ({text})Tj ET EMC ")
    };
    let content = [line(0, 0, "12"), line(1, 99, "384"), line(2, 120, "5")].concat();
    let tree = "/StructTreeRoot<</K[<</S/P/Pg 3 0 R/K 0>><</S/P/Pg 3 0 R/K[1 2]>>]>>";
    let passages = read(&page(&content, tree, "", &[])).unwrap();
    assert_eq!(text(&passages, "全文（按结构标签）"), "12\n3845");
    assert_eq!(text(&passages, "全文（按结构标签）（逐段）"), "12\n384 5");
}

#[test]
fn text_without_tags_is_read_over_the_ends_of_pages() {
    let page = |content: u32| {
        let font = format!("/Resources<</Font<</F {LATIN}>>>>");
        format!("<</Type/Page/Parent 2 0 R/Contents {content} 0 R{font}>>").into_bytes()
    };
    let shown = |text| {
        let number = "/Artifact BMC BT /F 9 Tf 0 9 Td (1)Tj ET EMC";
        stream("", format!("BT /F 12 Tf 0 50 Td ({text})Tj ET {number}").as_bytes())
    };
    let bytes = file_of(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_vec(),
            page(5),
            page(6),
            shown("Zhang"),
            shown("san"),
        ],
        "",
    );
    assert_eq!(text(&read(&bytes).unwrap(), "全文（无结构标签）"), "Zhang\nsan");
}

#[test]
fn forms_are_read_where_they_are_drawn_and_where_they_are_not() {
    let fonts = format!("/Type/XObject/Subtype/Form/Resources<</Font<</G {LATIN}>>>>");
    let form = stream(&fonts, b"BT /G 9 Tf (inside)Tj ET");
    let drawn = read(&page("q /X Do Q /X Do", "", "", std::slice::from_ref(&form))).unwrap();
    assert_eq!(text(&drawn, "第1页正文"), "inside");
    let lone = read(&page("", "", "", &[form])).unwrap();
    assert_eq!(text(&lone, "第5号图形"), "inside");
    let circle = stream("/Subtype/Form", b"BT /F 9 Tf (once)Tj ET /X Do");
    let circle = read(&page("/X Do", "", "", &[circle])).unwrap();
    assert_eq!(text(&circle, "第1页正文"), "once");
}

#[test]
fn a_character_map_gives_the_meaning_of_codes() {
    let map = b"1 begincodespacerange <0000><ffff> endcodespacerange \
        1 beginbfchar <0001> <9E7F4E2D0031> endbfchar \
        2 beginbfrange <0002> <0003> <0038> <0004> <0005> [<4E00> <D840DC0B>] endbfrange";
    let font = b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 7 0 R>>".to_vec();
    let entries = "/Subtype/Form/Resources<</Font<</F 6 0 R>>>>";
    let form = |codes: &str| stream(entries, format!("BT /F 1 Tf {codes} Tj ET").as_bytes());
    let read = |codes| {
        let map = stream("/Filter/FlateDecode", &deflated(map));
        read(&page("/X Do", "", "", &[form(codes), font.clone(), map]))
    };
    let passages = read("<00010002000300040005>").unwrap();
    assert_eq!(text(&passages, "第1页正文"), "鹿中189一\u{2000b}");
    assert!(text(&passages, "字体的字符对照表").contains("鹿中1"));
    assert!(read("<0009>").unwrap_err().reason.contains("ToUnicode"));
    assert!(read("<000>").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Nothing is compressed, so that every change comes to the reader of objects, maps or content.
    #[test]
    fn changes_anywhere_are_read_or_refused(
        changes in prop::collection::vec((0_usize..10_000, any::<prop::sample::Index>()), 1..4),
    ) {
        let map = b"1 beginbfchar <0001> <9E7F4E2D0031> endbfchar 1 beginbfrange <0002> <0003> [<0038><0039>] \
            endbfrange";
        let font = b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 7 0 R>>".to_vec();
        let form = stream(
            "/Subtype/Form/Matrix[1 0 0 1 0 0]/Resources<</Font<</F 6 0 R>>>>",
            b"/P<</MCID 0/ActualText(x)>>BDC BT /F 1 Tf 1 0 0 1 0 0 Tm [<0001>-600<0001>]TJ ET EMC",
        );
        let inner = "/Type/ObjStm/N 1/First 4";
        let others = [form, font, stream("", map), stream(inner, b"9 0 <</A(b)>>")];
        let tree = "/StructTreeRoot<</K<</S/TD/K[<</Pg 3 0 R/Stm 5 0 R/MCID 0>>]>>>>";
        let mut bytes = page("q 1 0 0 1 9 9 cm /X Do Q", tree, "", &others);
        prop_assert!(read(&bytes).is_ok());
        // What the format itself is made of breaks more than any byte does.
        let broken = b"()<>[]{}/%0123456789.-RqQ \n\0\xff";
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = *byte.get(broken);
        }
        let _ = read(&bytes);
    }
}

#[test]
fn strings_are_read_wherever_they_stand() {
    let catalog = "/Outlines<</Type/Outlines/First 6 0 R>>/Names<</Dests<</Names[(place)[3 0 R/Fit]]>>\
        /EmbeddedFiles<</Names[(n)7 0 R]>>>>/PageLabels<</Nums[0<</Type/PageLabel/P(page)>>]>>\
        /AcroForm<</Fields[<</FT/Tx/T(field)/V(value)>>]>>/OCProperties<</OCGs[<</Type/OCG/Name(layer)>>]>>\
        /OpenAction<</S/JavaScript/JS(script)>>";
    let annotation =
        "/Annots[<</Subtype/Text/Rect[0 0 1 1]/Contents(note)/A<</S/URI/URI(http://u)>>>>]";
    let others = [
        stream("/Type/EmbeddedFile", b"amount,384.2076"),
        b"<</Title<FEFF9E7F>/Parent 1 0 R>>".to_vec(),
        b"<</Type/Filespec/UF(list.csv)/EF<</F 5 0 R>>>> % aside".to_vec(),
        b"<</Unreferenced[<</Any(orphan)>>]>>".to_vec(),
    ];
    let passages = read(&page("", catalog, annotation, &others)).unwrap();
    for (part, expected) in [
        ("书签：标题（Title）", "鹿"),
        ("文档目录：名称树（Names）", "place"),
        ("附件：UF", "list.csv"),
        ("附件“list.csv”", "amount,384.2076"),
        ("页码标签：P", "page"),
        ("表单域：V", "value"),
        ("图层：Name", "layer"),
        ("文档目录：脚本（JS）", "script"),
        ("注释：内容（Contents）", "note"),
        ("注释：网址（URI）", "http://u"),
        ("第8号对象：Any", "orphan"),
        ("文件注释行", "% aside"),
    ] {
        assert!(text(&passages, part).contains(expected), "{part}: {}", text(&passages, part));
    }
    let settings = text(&passages, "名称与设置");
    assert!(settings.contains("Unreferenced"));
    let kind = passages.iter().find(|it| it.part == "名称与设置").map(|it| it.kind);
    assert_eq!(kind, Some(PassageKind::Settings));
}

#[test]
fn metadata_is_read_without_its_markup() {
    let xmp = "<x:x xmlns:x='u' xmlns:p='http://www.aiim.org/pdfa/ns/id/' a='v'><x:t>A&amp;&#x9E7F;</x:t>\
        <p:part>2</p:part></x:x>";
    let metadata = stream("/Type/Metadata/Subtype/XML", xmp.as_bytes());
    let passages = read(&page("", "/Metadata 5 0 R", "", &[metadata])).unwrap();
    assert_eq!(text(&passages, "XMP 元数据"), format!("v{PART}A&鹿"));
}

#[test]
fn objects_in_object_streams_are_read() {
    let inner = "6 0 7 13 <</A(one)>>  [(two)]";
    let entries = "/Type/ObjStm/N 2/First 9";
    let passages = read(&page("", "", "", &[stream(entries, inner.as_bytes())])).unwrap();
    assert_eq!(text(&passages, "第6号对象：A"), format!("one{PART}"));
    assert_eq!(text(&passages, "第7号对象"), format!("two{PART}"));
    let hidden = inner.replace("  [", "()[");
    assert!(
        reason(&page("", "", "", &[stream(entries, hidden.as_bytes())])).contains("不属于任何对象")
    );
}

#[test]
fn what_cannot_be_read_is_said_and_not_passed_over() {
    let lone = |object: Vec<u8>| reason(&page("", "", "", &[object]));
    let content = |content: &str| reason(&page(content, "", "", &[]));
    let plain = page("", "", "", &[]);
    let changed = |from: &str, to: &str| {
        reason(String::from_utf8(plain.clone()).unwrap().replace(from, to).as_bytes())
    };
    for (found, expected) in [
        (lone(stream("/Subtype/Image", b"\0")), "图像"),
        (content("BI /W 1 ID x EI"), "图像"),
        (content("BT /G 1 Tf (a)Tj ET"), "没有这个字体"),
        (content("BT (a)Tj ET"), "没有字体"),
        (content("/X Do"), "图像"),
        (content("1 2 what"), "what"),
        (content("(unused)"), "不完整"),
        (content("Q"), "不成对"),
        (content("EMC"), "不成对"),
        (lone(stream("/Filter/LZWDecode", b"x")), "LZWDecode"),
        (lone(stream("/Filter/FlateDecode", b"x")), "压缩数据"),
        (lone(stream("", b"\xff\xd8\xff")), "不是文本"),
        (lone(stream("/F(other.bin)", b"")), "另一个文件"),
        (lone(b"<</A 1/A(b)>>".to_vec()), "出现两次"),
        (reason(&file_of(&[b"<<>>".to_vec()], "")), "页树"),
        (reason(&file_of(&[b"<<>>".to_vec()], "/Encrypt<</V 4>>")), "加密"),
        (reason(b"%PDF-1.7\n"), "交叉引用"),
        (reason(b""), "文件头"),
        (changed("startxref", "secret\nstartxref"), "不属于任何对象"),
        (changed("/Length 0", "/Length 9"), "长度"),
        (changed("0000000009", "0000000008"), "位置"),
        (changed("3 0 obj", "2 0 obj"), "出现两次"),
        (changed("xref\n0 1", "xref\n0 9"), "交叉引用表"),
        (changed("4 0 R", "1 0 R"), "不是流"),
        (changed("4 0 R", "9 0 R"), "没有用处"),
        (lone(stream("", b"BT /F 1 Tf <0001> Tj ET")), "像是页面内容"),
    ] {
        assert!(found.contains(expected), "{found}: {expected}");
    }
}

#[test]
fn a_length_may_stand_behind_its_stream() {
    let bytes =
        page("", "", "", &[b"<</Length 6 0 R>>stream\nplain\nendstream".to_vec(), b"5".to_vec()]);
    assert_eq!(text(&read(&bytes).unwrap(), "第5号对象的流"), "plain");
    let bytes =
        page("", "", "", &[b"<</Length 6 0 R>>stream\nplain\nendstream".to_vec(), b"3".to_vec()]);
    assert!(reason(&bytes).contains("长度"));
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 300 << 20];
    let bomb = stream("/Filter/FlateDecode", &deflated(&zeros));
    assert!(reason(&page("", "", "", &[bomb])).contains("过大"));
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    assert!(reason(&page("", "", "", &[deep])).contains("过深"));
}
