//! Reading files and their YAML: places, limits, encodings, and the parser's complaints in Chinese.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use ziping::source::{
    self, Allowance, KeptBreaks, Node, NodeValue, OpenError, Opened, PlacedText, Sources, Span,
};
use ziping::{diagnostic, model};

/// Returns the tree of `text`, one node a line with the text at its place, then its faults.
fn outline(text: &str) -> String {
    let mut sources = Sources::new();
    let id = sources.add("f", text);
    let parsed = source::parse(id, text, &mut Allowance::default());
    let mut lines = String::new();
    if let Some(root) = &parsed.root {
        node_lines(root, &sources, 0, &mut lines);
    }
    for comment in &parsed.comments {
        let line = sources.position(comment.span).line;
        let _infallible = writeln!(lines, "comment {:?} in line {line}", comment.text);
    }
    for fault in &parsed.faults {
        let place = sources.position(fault.span);
        let (kind, message) = (fault.kind, &fault.message);
        let at = sources.slice(fault.span);
        let _infallible =
            writeln!(lines, "{}:{} {kind:?} {at:?} {message}", place.line, place.column);
    }
    lines
}

fn node_lines(node: &Node<'_>, sources: &Sources, depth: usize, lines: &mut String) {
    let at = sources.slice(node.span());
    let indent = depth * 2;
    let mut line = |text: String| {
        let _infallible = writeln!(lines, "{:indent$}{text} at {at:?}", "");
    };
    match &node.value {
        NodeValue::Null => line("null".to_owned()),
        NodeValue::Scalar(scalar) => line(format!("{:?} {:?}", scalar.style, scalar.text)),
        NodeValue::Sequence(items) => {
            line("list".to_owned());
            for item in items {
                node_lines(item, sources, depth + 1, lines);
            }
        }
        NodeValue::Mapping(entries) => {
            line("mapping".to_owned());
            for entry in entries {
                let _infallible = writeln!(lines, "{:indent$}- {}:", "", entry.key);
                node_lines(&entry.value, sources, depth + 1, lines);
            }
        }
    }
}

#[test]
fn the_tree_keeps_places_comments_and_duplicates() {
    insta::assert_snapshot!(outline(
        "\
名称: 甲 # allow: x 原因
a: 1
a: 2
list:
  - 乙
  - {x: '丙''丁', y: }

block: |
  一
  二

fold: >-
  三
  四
null: ~
# 末行
again: &q [1, \"\\u4e2d\"]
same: *q
"
    ));
}

#[test]
fn complaints_are_in_plain_words_at_the_mistake() {
    let texts = [
        "a:\n\tb: 1\n",
        "a:\n  b: 甲\n\tc: 1\n",
        "a: \"没有收尾\nb: 1\n",
        "a: 1\n  b: 2\n",
        "a: 甲: 乙\n",
        "a：1\nb: 2\n",
        "a:1\nb: 2\n",
        "a: 1\nb:2 \nc: 3\n",
        "a: [1, 2\nb: 3\n",
        "a: {x: 1\nb: 3\n",
        "a: ]\n",
        "a: [}\n",
        "a: @x\n",
        "a: *x\n",
        "%x: 1\n",
        "a: '甲' 乙\n",
        "a: \"\\q\"\n",
        "a: 1\n---\nb: 2\n",
        "a:\n  - x\n - y\n",
        "a:\n    b: 1\n  c: 2\n",
        "a: - b\n",
        "a: |甲\n",
        "a: \u{feff}x\n\u{feff}b: 1\n",
        "a: \u{7}b\n",
        "a: {{ figures.x }}\n",
        "a:\n  - {{ figures.x }}个问题\n",
        "a: [共 {{ figures.x }} 个]\n",
        "a: !!str 5\n<<: {b: 1}\n? [x]\n: 2\n",
        "a: &x [*x]\n",
        "a: &x\n",
        "a: ?\n",
        "a: 'x\n",
        "-\n-\n a",
        "a: #\n  - b\n c\n",
    ];
    let complaints = texts.map(|text| format!("{text:?}\n{}", outline(text)));
    insta::assert_snapshot!(complaints.join("\n"));
}

#[test]
fn nesting_has_a_limit() {
    let deep = format!("a: {}{}", "[".repeat(40), "]".repeat(40));
    assert!(outline(&deep).contains("Limit"), "{}", outline(&deep));
    let blocks: Vec<_> = (0..40).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let blocks = blocks.concat();
    assert!(outline(&blocks).contains("Limit"), "{}", outline(&blocks));
    let flat = format!("a: {}{}", "[".repeat(31), "]".repeat(31));
    assert!(!outline(&flat).contains("Limit"));
}

#[test]
fn aliases_have_a_budget() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        let _infallible = writeln!(text, "a{level}: &a{level} [{items}]");
    }
    assert!(outline(&text).contains("Limit"), "{}", outline(&text));
    let long = format!("a: &a {}\n{}", "长".repeat(20_000), "b: *a\n".repeat(100));
    assert!(outline(&long).contains("Limit"));
}

/// Reads the value of `key` in the only mapping of `text`.
fn placed(text: &str, breaks: KeptBreaks) -> (Sources, PlacedText) {
    let mut sources = Sources::new();
    let id = sources.add("f", text);
    let parsed = source::parse(id, text, &mut Allowance::default());
    let Some(Node { value: NodeValue::Mapping(entries), .. }) = &parsed.root else {
        panic!("{text:?}: {:?}", parsed.faults)
    };
    let placed = PlacedText::read(sources.get(id), &entries[0].value, breaks).unwrap();
    (sources, placed)
}

#[test]
fn wrapped_lines_join_the_chinese_way() {
    for (text, joined) in [
        ("a: 甲乙\n  丙丁\n", "甲乙丙丁"),
        ("a: >-\n  甲乙，\n  丙丁\n", "甲乙，丙丁"),
        ("a: >\n  甲\n  {{ figures.x }}\n  个\n", "甲{{ figures.x }}个"),
        ("a: |\n  甲\n  乙\n", "甲乙"),
        ("a: \"甲\n  乙\"\n", "甲乙"),
        ("a: 'it''s\n  here'\n", "it's here"),
        ("a: one\n  two 甲 乙\n", "one two 甲 乙"),
        ("a: 2023\n  年\n", "2023年"),
        ("a: >-\n  甲\n\n  乙\n", "甲\n乙"),
        ("a: |\n  甲\n\n\n  乙\n", "甲\n乙"),
        ("a: \"甲\\\n  乙\\n丙\\t丁\\u4e2d\\\"\"\n", "甲乙\n丙\t丁中\""),
        ("a: >\r\n  甲\r\n  乙\r\n", "甲乙"),
    ] {
        assert_eq!(placed(text, KeptBreaks::Join).1.value, joined, "{text:?}");
    }
    for (text, kept) in [
        ("a: |\n  甲\n  乙\n", "甲\n乙"),
        ("a: |\n  甲\n\n    乙\n", "甲\n\n  乙"),
        ("a: >-\n  甲\n  乙\n\n  丙\n", "甲乙\n丙"),
    ] {
        assert_eq!(placed(text, KeptBreaks::Stay).1.value, kept, "{text:?}");
    }
}

#[test]
fn every_character_of_joined_text_knows_its_place() {
    for text in [
        "a: 甲乙 x\n  丙丁\n",
        "a: >-\n  甲乙，\n  丙 丁\n  ab\n  cd\n",
        "a: |\n  甲\n  | 乙\n",
        "a: \"甲\n  乙ab\n  cd\"\n",
        "a: '甲 ''乙\n\n  丙'\n",
        "a: 甲乙\n",
    ] {
        for breaks in [KeptBreaks::Stay, KeptBreaks::Join] {
            let (sources, placed) = placed(text, breaks);
            for (start, character) in placed.value.char_indices() {
                if !character.is_whitespace() {
                    let range = start..start + character.len_utf8();
                    let at = sources.slice(placed.span_of(range));
                    assert_eq!(at.chars().next(), Some(character), "{text:?} at {start}");
                }
            }
            let whole = placed.span_of(0..placed.value.len());
            assert!(placed.span.start <= whole.start && whole.end <= placed.span.end);
        }
    }
    let (sources, placed) = placed("a: \"甲\\u4e59\\\"丙\"\n", KeptBreaks::Join);
    assert_eq!(placed.value, "甲乙\"丙");
    let offset = placed.value.find('丙').unwrap();
    assert_eq!(sources.slice(placed.span_of(offset..offset + 3)), "丙");
}

/// A folder with `files`, and what opening it gives.
fn open(files: &[(&str, &[u8])]) -> (Sources, Result<Opened, OpenError>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut sources = Sources::new();
    let opened = source::load(&mut sources, folder.path());
    (sources, opened)
}

#[test]
fn a_folder_is_its_yaml_files_by_name() {
    let (sources, opened) = open(&[
        ("b.yaml", b"b: 1"),
        ("a.yaml", b"\xef\xbb\xbfa: 1"),
        ("c.yml", b"c: 1"),
        ("._a.yaml", b"\x00\x05"),
        ("notes.txt", b"x"),
    ]);
    let texts: Vec<_> =
        opened.unwrap().files.into_iter().map(|file| sources.get(file).text.clone()).collect();
    assert_eq!(texts, ["a: 1", "b: 1"]);
}

#[test]
fn a_folder_without_yaml_names_the_file_to_rename() {
    let (_, opened) = open(&[("filing.yml", b"a: 1")]);
    let message = opened.unwrap_err().to_string();
    assert!(message.ends_with("filing.yml 请改名为 filing.yaml"), "{message}");
}

#[test]
fn files_have_a_limit() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("a.yaml")).unwrap();
    file.set_len(source::MAX_FILE_BYTES + 1).unwrap();
    let opened = source::load(&mut Sources::new(), folder.path()).unwrap();
    let [fault] = opened.faults.as_slice() else { panic!("{opened:?}") };
    assert_eq!(fault.message, "文件超过 32 MB");
    for index in 0..source::MAX_FILES {
        fs::write(folder.path().join(format!("{index}.yaml")), "").unwrap();
    }
    let error = source::load(&mut Sources::new(), folder.path()).unwrap_err();
    assert!(error.to_string().ends_with("有 65 个 .yaml 文件，一份填报最多 64 个"), "{error}");
}

#[test]
fn a_missing_path_is_no_finding() {
    let error = source::load(&mut Sources::new(), "没有/这里".as_ref()).unwrap_err();
    assert_eq!(error.to_string(), "无法读取 没有/这里：没有这个文件或目录");
}

#[test]
fn other_encodings_are_named() {
    let gbk = b"form: changli\nname: \xb2\xfd\xc0\xe8\xcf\xd8\n";
    let utf16: Vec<u8> = "\u{feff}form: 甲\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bare: Vec<u8> = "form: changli\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding, line, column) in [
        (&gbk[..], Some("GBK"), 2, 7),
        (&utf16, Some("UTF-16"), 1, 1),
        (&bare, Some("UTF-16"), 1, 2),
        (b"a: \xff\xff\xff", None, 1, 4),
    ] {
        let (sources, opened) = open(&[("a.yaml", bytes)]);
        let faults = opened.unwrap().faults;
        let [fault] = faults.as_slice() else { panic!("{faults:?}") };
        assert_eq!(encoding.is_some(), fault.message.contains("看起来是"), "{}", fault.message);
        assert!(fault.message.contains(encoding.unwrap_or("UTF-8")), "{}", fault.message);
        let position = sources.position(fault.span);
        assert_eq!((position.line, position.column), (line, column), "{}", fault.message);
    }
}

/// Runs all that is done with a filing's text up to the rendering of its faults.
fn read_whatever(text: &str) {
    let mut sources = Sources::new();
    let file = sources.add("f", text);
    let opened = Opened { files: vec![file], faults: Vec::new() };
    let (filing, findings) = model::load(&sources, &opened);
    assert_eq!(filing.is_none(), !findings.is_empty());
    diagnostic::render_full(&sources, &findings, false);
    diagnostic::render_concise(&sources, &findings);
    diagnostic::render_json(&sources, &findings);
    for finding in &findings {
        for label in finding.primary.iter().chain(&finding.related) {
            let Span { start, end, .. } = label.span;
            assert!(start <= end && end <= text.len(), "{finding:?}");
        }
    }
}

/// Text that looks like a filing in pieces and like nothing as a whole.
fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z_]{1,8}",
        "[一-龥]{1,4}",
        r"[0-9.,_e\-]{1,6}",
        prop::sample::select(vec![
            "\n",
            "\n  ",
            "\n    ",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "|\n",
            ">-\n",
            "~",
            "!t ",
            "? ",
            "<<: ",
            "---\n",
            "\t",
            "\r\n",
            "\\",
            "\u{feff}",
            "\u{85}",
            "form: ",
            "projects:",
            "  - id: ",
            "narrative: ",
            "measures: ",
            "stated: ",
            "text: ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        read_whatever(&text);
    }

    #[test]
    fn yaml_like_text_is_read_without_a_panic(text in yaml_like()) {
        read_whatever(&text);
    }

    #[test]
    fn any_bytes_are_opened_without_a_panic(bytes in any::<Vec<u8>>()) {
        let (sources, opened) = open(&[("a.yaml", &bytes)]);
        let (_, findings) = model::load(&sources, &opened.unwrap());
        diagnostic::render_full(&sources, &findings, true);
    }
}

#[test]
fn what_stays_of_a_text_keeps_its_place_when_stretches_are_replaced() {
    for text in [
        "a: 甲乙丙丁戊己庚\n",
        "a: >-\n  甲乙，\n  丙丁 x\n  戊己\n  庚\n",
        "a: \"甲乙\\u4e19丁\n  戊己庚\"\n",
    ] {
        let (_, before) = placed(text, KeptBreaks::Join);
        let place = |text: &PlacedText, word: &str| {
            let start = text.value.find(word).unwrap();
            text.span_of(start..start + word.len())
        };
        for edits in [
            &[("乙", "*"), ("戊己", "长长的几个字")][..],
            &[("甲", ""), ("庚", "")],
            &[("甲乙", "一"), ("丁", "二")],
            &[],
        ] {
            let (mut after, mut expected) = (before.clone(), before.value.clone());
            let mut ranges = Vec::new();
            for (word, other) in edits {
                let start = before.value.find(word).unwrap();
                ranges.push((start..start + word.len(), (*other).to_owned()));
                expected = expected.replacen(word, other, 1);
            }
            after.replace(&ranges);
            assert_eq!(after.value, expected, "{text:?}");
            for word in ["甲", "乙", "丙", "丁", "戊", "己", "庚"] {
                if after.value.contains(word) {
                    assert_eq!(place(&after, word), place(&before, word), "{word} of {text:?}");
                }
            }
        }
    }
}
