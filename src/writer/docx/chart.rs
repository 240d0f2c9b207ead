//! Charts: one group of drawn shapes on a line of its own, and the title below it.
//!
//! A group is one object for the reader: it stands on one page, comes and goes whole, and has one
//! text for people who cannot see it. Word 2010 and later, WPS and `LibreOffice` show it.

use std::fmt::Write as _;
use std::io::Write;

use crate::document::{Bar, Change, Chart, Length, PageProfile, Role, Run};
use crate::layout::chart_places::{Places, places};

use super::DocxError;
use super::body::Sink;
use super::conform::Addition;
use super::paragraph;
use super::revision::Revision;
use super::styles::StyleId;
use super::text::escaped;
use super::text_width::{QuarterEms, estimate};

/// The namespaces of drawings, which a body with charts declares.
pub(super) const NAMESPACES: &str = concat!(
    r#" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#,
    r#" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#,
    r#" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main""#,
    r#" xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup""#,
    r#" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape""#,
);

/// The grey of the bars: 4:1 against white, and plain to see on a printer without colour.
const BAR_GREY: &str = "7F7F7F";
const AXIS_BLACK: &str = "000000";

/// The charts written so far, and the shapes in them, whose numbers tell them apart.
#[derive(Debug, Default)]
pub(super) struct Charts {
    charts: u32,
    shapes: u32,
}

impl Charts {
    /// Writes `chart` on a line `width` wide, and its title.
    pub(super) fn write<W: Write>(
        &mut self,
        chart: &Chart,
        page: &PageProfile,
        width: Length,
        revision: &Revision,
        ending: &[Addition<'_>],
        sink: &mut Sink<W>,
    ) -> Result<(), DocxError> {
        self.charts += 1;
        let drawing = self.drawing(chart, page, width);
        sink.write_conforming(&line(&drawing, chart.change, revision))?;
        let title = Run { change: chart.change, ..Run::text(chart.title.as_str()) };
        sink.write(&paragraph::plain(StyleId::ChartTitle, &[title], revision), ending)
    }

    /// Returns the drawing of `chart`.
    fn drawing(&mut self, chart: &Chart, page: &PageProfile, width: Length) -> String {
        let size = page.styles.of(Role::TableCaption).size;
        let pitch = page.line_pitch;
        let widest = |text: fn(&Bar) -> Vec<Run>| {
            let widths = chart.bars.iter().map(|bar| estimate(&text(bar), QuarterEms::below(0)));
            let widest = widths.map(|width| width.whole).max().unwrap_or_default();
            // The reader's fonts may be a little wider than the estimate.
            widest.at(size) + size / 2
        };
        let label = widest(|bar| vec![Run::text(bar.label.as_str())]);
        let value = widest(|bar| bar.value.clone());
        let places = places(chart, (label, value), size, pitch, width);
        let rows = i64::try_from(chart.bars.len()).unwrap_or(i64::MAX);
        let height = pitch * rows;
        let mut shapes = String::new();
        for (bar, row) in chart.bars.iter().zip(0..) {
            self.push_row(&mut shapes, bar, row, &places, pitch, width);
        }
        let axis =
            Frame { left: places.axis - page.rule, top: Length::ZERO, width: page.rule, height };
        self.push_shape(&mut shapes, axis, AXIS_BLACK);
        let spoken = chart.spoken();
        let (number, description) = (self.charts, escaped(&spoken));
        let identity = self.next();
        let (width, height) = (width.to_emu().max(1), height.to_emu().max(1));
        format!(
            concat!(
                r#"<mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>"#,
                r#"<wp:inline distT="0" distB="0" distL="0" distR="0">"#,
                r#"<wp:extent cx="{width}" cy="{height}"/>"#,
                r#"<wp:docPr id="{identity}" name="图表 {number}" descr="{description}"/>"#,
                r#"<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "#,
                r#"uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">"#,
                r#"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>"#,
                r#"<a:ext cx="{width}" cy="{height}"/><a:chOff x="0" y="0"/>"#,
                r#"<a:chExt cx="{width}" cy="{height}"/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp>"#,
                r#"</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"#,
                r#"</mc:AlternateContent>"#,
            ),
            width = width,
            height = height,
            identity = identity,
            number = number,
            description = description,
            shapes = shapes,
        )
    }

    /// Appends the label, the bar and the value of row `row`.
    fn push_row(
        &mut self,
        shapes: &mut String,
        bar: &Bar,
        row: usize,
        places: &Places,
        pitch: Length,
        width: Length,
    ) {
        let top = pitch * i64::try_from(row).unwrap_or(i64::MAX);
        let text = |left: Length, right: Length| Frame {
            left,
            top,
            width: (right - left).max(Length::emu(1)),
            height: pitch,
        };
        let label = [Run::text(bar.label.as_str())];
        self.push_text(shapes, text(Length::ZERO, places.labels_end), &label, "right");
        if let Some((from, to)) = places.bars[row].filter(|(from, to)| from < to) {
            let height = places.thickness;
            let top = top + (pitch - height) / 2;
            self.push_shape(shapes, Frame { left: from, top, width: to - from, height }, BAR_GREY);
        }
        self.push_text(shapes, text(places.values[row], width), &bar.value, "left");
    }

    /// Appends a filled rectangle.
    fn push_shape(&mut self, shapes: &mut String, frame: Frame, fill: &str) {
        let identity = self.next();
        push(
            shapes,
            format_args!(
                concat!(
                    r#"<wps:wsp><wps:cNvPr id="{identity}" name="图形 {identity}"/><wps:cNvSpPr/>"#,
                    r#"<wps:spPr>{frame}<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>"#,
                    r#"<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"#,
                ),
                identity = identity,
                frame = frame.geometry(),
                fill = fill,
            ),
        );
    }

    /// Appends a line of text without a frame, in the middle of the row.
    fn push_text(&mut self, shapes: &mut String, frame: Frame, runs: &[Run], alignment: &str) {
        let identity = self.next();
        push(
            shapes,
            format_args!(
                concat!(
                    r#"<wps:wsp><wps:cNvPr id="{identity}" name="文字 {identity}"/>"#,
                    r#"<wps:cNvSpPr txBox="1"/><wps:spPr>{frame}<a:noFill/><a:ln><a:noFill/></a:ln>"#,
                    r#"</wps:spPr><wps:txbx><w:txbxContent><w:p><w:pPr><w:pStyle w:val="{style}"/>"#,
                    r#"<w:jc w:val="{alignment}"/></w:pPr>"#,
                ),
                identity = identity,
                frame = frame.geometry(),
                style = StyleId::ChartText.id(),
                alignment = alignment,
            ),
        );
        for run in runs {
            let bold = if run.strong { "<w:b/><w:bCs/>" } else { "" };
            push(
                shapes,
                format_args!(
                    concat!(
                        r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{bold}</w:rPr>"#,
                        r#"<w:t xml:space="preserve">{text}</w:t></w:r>"#,
                    ),
                    bold = bold,
                    text = escaped(&run.text),
                ),
            );
        }
        shapes.push_str(concat!(
            r#"</w:p></w:txbxContent></wps:txbx><wps:bodyPr rot="0" vert="horz" wrap="square" "#,
            r#"lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" anchorCtr="0"><a:noAutofit/>"#,
            r#"</wps:bodyPr></wps:wsp>"#,
        ));
    }

    /// Returns the number of the next shape.
    fn next(&mut self) -> u32 {
        self.shapes += 1;
        self.shapes
    }
}

/// Where a shape stands in its group.
#[derive(Clone, Copy)]
struct Frame {
    left: Length,
    top: Length,
    width: Length,
    height: Length,
}

impl Frame {
    /// Returns the place and the form of a rectangle.
    fn geometry(self) -> String {
        let [x, y, cx, cy] = [self.left, self.top, self.width, self.height].map(Length::to_emu);
        format!(
            concat!(
                r#"<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>"#,
                r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>"#,
            ),
            x = x,
            y = y,
            cx = cx.max(0),
            cy = cy.max(0),
        )
    }
}

/// Returns the paragraph that holds `drawing`, as the whole of `change`.
fn line(drawing: &str, change: Change, revision: &Revision) -> String {
    let element = match change {
        Change::Unchanged => None,
        Change::Inserted => Some("w:ins"),
        Change::Deleted => Some("w:del"),
    };
    let (mut mark, mut open, mut close) = (String::new(), String::new(), String::new());
    if let Some(element) = element {
        let (author, date) = (escaped(&revision.author), escaped(&revision.date));
        let tag = format!(r#"{element} w:id="0" w:author="{author}" w:date="{date}""#);
        mark = format!("<w:rPr><{tag}/></w:rPr>");
        open = format!("<{tag}>");
        close = format!("</{element}>");
    }
    let style = StyleId::Chart.id();
    format!(
        concat!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{mark}</w:pPr>"#,
            "{open}<w:r>{drawing}</w:r>{close}</w:p>",
        ),
        style = style,
        mark = mark,
        open = open,
        drawing = drawing,
        close = close,
    )
}

/// Appends `xml`.
fn push(shapes: &mut String, xml: std::fmt::Arguments<'_>) {
    let written = shapes.write_fmt(xml);
    debug_assert!(written.is_ok(), "a string takes everything");
}
