"""Documents as PDF: what is printed is in the file, in the font that has it."""

from __future__ import annotations

import base64
import re
import zlib

from bot.console.pdf import Document


def _pages(file: bytes) -> bytes:
    """What the pages' streams draw, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", file, re.DOTALL)
    drawn = []
    for stream in streams:
        try:
            drawn.append(zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>"))))
        except ValueError:
            continue
    return b"\n".join(drawn)


def _strings(drawn: bytes) -> bytes:
    """The strings that are shown, with their escapes undone."""
    shown = re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", drawn, re.DOTALL)
    return b"\n".join(
        re.sub(rb"\\([0-7]{3})|\\(.)", lambda m: bytes([int(m[1], 8)]) if m[1] else m[2], one) for one in shown
    )


def test_simplified_traditional_and_english_are_printed() -> None:
    paper = Document("8D 报告", language="zh-Hans", made="回音")
    paper.heading("D4 根因")
    paper.paragraph("退貨處理 took “three” weeks\n第二行")
    paper.facts([("负责人", "王芳")])
    paper.table(["类别", "Count"], [["产品质量", "12"]])
    text = _strings(_pages(paper.render()))
    for chinese in ("报告", "根因", "退貨處理", "第二行", "负责人", "王芳", "类别", "产品质量", "回音"):
        assert chinese.encode("utf-16-be") in text, chinese
    for latin in ("8D", "D4", "12", "Count"):
        assert latin.encode() in text
    assert " took “three” weeks".encode("cp1252") in text


def test_markup_and_emoji_do_no_harm() -> None:
    paper = Document("<b>&amp;</b>", language="en")
    paper.paragraph("a < b & c \x00 😀 \U00020000")
    text = _strings(_pages(paper.render()))
    assert b"<b>&amp;</b>" in text.replace(b"\n", b"")
    assert b"a < b & c " in text
    assert "□".encode("utf-16-be") in text


def test_a_long_table_goes_over_pages_and_repeats_its_head() -> None:
    paper = Document("List", language="en")
    paper.table(["Heading of the column"], [[f"row {n} " + "很长的一句话。" * 30] for n in range(60)])
    text = _strings(_pages(paper.render()))
    assert text.count(b"Heading of the column") > 2
    assert b"row 59 " in text
