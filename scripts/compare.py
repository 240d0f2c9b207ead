#!/usr/bin/env python3
"""Measures what typst (PDF) and docxtpl (DOCX) take for reports that ziping has built.

    python3 -m venv venv && venv/bin/pip install typst docxtpl
    ziping batch DIR --out OUT
    venv/bin/python scripts/compare.py OUT

The texts come from the records in OUT, so neither reads YAML, checks or computes: what is measured is
the setting of the same paragraphs and tables, in one process, with templates as plain as can be. CPU
time is that of the user and the system.
"""

import json
import resource
import sys
import tempfile
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "fonts"
ORDINALS = "一二三四五六七八九十"


def main():
    records = sorted(Path(sys.argv[1]).glob("*/*.record"))
    reports = [report(json.loads(path.read_text())["document"]) for path in records]
    for name, prepare in (("typst", typst_writer), ("docxtpl", docxtpl_writer)):
        write = prepare()
        first = spent()
        size = write(reports[0])
        warm = spent()
        for blocks in reports[1:]:
            write(blocks)
        end = spent()
        each = (end - warm) / max(len(reports) - 1, 1)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name}: first {1000 * (warm - first):.1f} ms, each of the other "
              f"{len(reports) - 1} {1000 * each:.1f} ms, {size} bytes, {memory} MB")


def spent():
    """The CPU time of this process in seconds."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def report(document):
    """The blocks of a document: ("heading" | "text", text) or ("table", rows)."""
    blocks = []
    for section in document["sections"]:
        for block in section["blocks"]:
            (kind, value), = block.items() if isinstance(block, dict) else ((block, None),)
            if kind == "table":
                rows = [[text(cell["runs"]) for cell in row["cells"]] for row in value["head"] + value["body"]]
                width = max(map(len, rows), default=0)
                blocks.append(("table", [row for row in rows if len(row) == width]))
            elif kind == "title":
                blocks.append(("heading", text(value)))
            elif kind == "heading":
                ordinal = value["number"]["ordinal"]
                mark = ORDINALS[(ordinal - 1) % 10]
                blocks.append(("heading", f"{mark}、{text(value['runs'])}"))
            elif kind == "paragraph":
                lead = value.get("lead") or {"runs": []}
                blocks.append(("text", text(lead["runs"]) + text(value["runs"])))
    return blocks


def text(runs):
    return "".join(run["text"] for run in runs)


def typst_writer():
    import typst

    folder = Path(tempfile.mkdtemp())
    (folder / "report.typ").write_text("""
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "1")
#set text(font: ("Liberation Serif", "FandolFang R"), size: 16pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
#show heading: set text(font: ("Liberation Serif", "FandolHei"))
#for (kind, value) in json(bytes(sys.inputs.blocks)) {
  if kind == "heading" { heading(value) } else if kind == "text" { par(value) } else {
    text(size: 12pt, table(columns: value.first().len(), ..value.flatten()))
  }
}
""")
    compiler = typst.Compiler(str(folder / "report.typ"), font_paths=[str(FONTS)])

    def write(blocks):
        inputs = {"blocks": json.dumps(blocks, ensure_ascii=False)}
        return len(compiler.compile(sys_inputs=inputs))

    return write


def docxtpl_writer():
    import docx
    import docxtpl

    folder = Path(tempfile.mkdtemp())
    template = docx.Document()
    for line in ("{%p for kind, value in blocks %}", "{%p if kind == 'table' %}"):
        template.add_paragraph(line)
    table = template.add_table(rows=3, cols=6)
    table.cell(0, 0).text = "{%tr for row in value %}"
    for column, cell in enumerate(table.rows[1].cells):
        cell.text = f"{{{{ row[{column}] }}}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    for line in ("{%p else %}", "{{ value }}", "{%p endif %}", "{%p endfor %}"):
        template.add_paragraph(line)
    template.save(folder / "template.docx")

    def write(blocks):
        filled = docxtpl.DocxTemplate(folder / "template.docx")
        filled.render({"blocks": blocks}, autoescape=True)
        filled.save(folder / "report.docx")
        return (folder / "report.docx").stat().st_size

    return write


if __name__ == "__main__":
    main()
