"""Measuring an understander."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.errors import InvalidInput
from bot.messages import Context, PriorityHint, Understanding
from nlu.evaluate import Row, read, read_all, same, score
from nlu.report import compared, errors, page, picture, show, to_json


class Scripted:
    """Answers each text with the meaning it was given."""

    def __init__(self, answers: dict[str, Understanding]) -> None:
        self.answers = answers

    def understand(self, text: str, context: Context) -> Understanding:
        return self.answers[text]


FIRE = PriorityHint(kind="safety", evidence="fire")
ANSWERS = {
    "a": Understanding(
        intent="file_complaint", confidence=0.9, category="delivery", language="en", values={"order_number": "AB 1"}
    ),
    "b": Understanding(
        intent="file_complaint", confidence=0.9, category="billing", language="en", priority_hints=(FIRE,)
    ),
    "c": Understanding(intent="out_of_scope", confidence=0.6, values={"order_number": "99"}),
    "d": Understanding(intent="out_of_scope", confidence=0.7, language="zh-Hans"),
}
ROWS = [
    Row(
        text="a",
        intent="file_complaint",
        category="delivery",
        language="en",
        urgent=False,
        values={"order_number": "ab1"},
    ),
    Row(text="b", intent="file_complaint", category="delivery", language="en", urgent=True, values={}),
    Row(text="c", intent="greet", language="en", urgent=True, values={}),
    Row(text="d", intent="out_of_scope", language="zh-Hans", urgent=False),
]


def test_the_figures() -> None:
    report = score(Scripted(ANSWERS), ROWS)
    assert report.count == 4
    assert report.intent.accuracy == 0.75
    assert report.intent.f1 == {"file_complaint": 1.0, "greet": 0.0, "out_of_scope": pytest.approx(2 / 3)}
    assert report.category.accuracy == 0.5
    assert report.category.confusion["delivery", "billing"] == 1
    assert (report.urgent_recall, report.urgent_precision, report.urgent_count) == (0.5, 1.0, 2)
    assert report.languages["en"] == (3, 2 / 3, 0.5)
    assert report.language_accuracy == 0.75
    assert report.slots["order_number"].recall == 1.0
    assert report.slots["order_number"].precision == 0.5
    assert report.false_orders == 0.5
    assert report.outside_rejected == 1.0
    assert report.good_rejected == pytest.approx(1 / 3)
    # Bins: two at .9 of which both hold, one at .6 that fails, one at .7 that holds.
    assert report.calibration_error == pytest.approx((2 * 0.1 + 0.6 + 0.3) / 4)


def test_the_tables_show_what_was_taken_for_what() -> None:
    out = io.StringIO()
    show(score(Scripted(ANSWERS), ROWS), Console(file=out, width=120))
    assert "billing 1" in out.getvalue()
    assert "order_number" in out.getvalue()


def test_nothing_to_score() -> None:
    assert score(Scripted({}), []).count == 0


@pytest.mark.parametrize(
    ("slot", "wanted", "given", "equal"),
    [
        ("amount", "1299.00", "1299", True), ("amount", "12", "13", False), ("occurred_at", "2026-11-02", "2026-11-02T10:00", True), ("phone", "+852 6123 4567", "+85261234567", True),
        ("order_number", "ab-1", "AB-1", True), ("product", "kettle", None, False), ("amount", "x", "1", False),
    ],
)  # fmt: skip
def test_same(slot: str, wanted: str, given: str | None, equal: bool) -> None:
    assert same(slot, wanted, given) is equal


def test_reading_rows(tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    lines.write_text(
        '{"text": "hi", "intent": "greet"}\n{"text": "x", "intent": "file_complaint/billing", "priority": "urgent", '
        '"slots": {"amount": 5}, "context": {"asked": "amount", "now": "2026-11-11T00:00:00+00:00"}}\n',
        encoding="utf-8",
    )
    first, second = read(lines)
    assert (first.intent, first.category, first.urgent, first.values) == ("greet", None, None, None)
    assert (second.intent, second.category, second.urgent, second.values) == (
        "file_complaint",
        "billing",
        True,
        {"amount": "5"},
    )
    assert second.context.asked == "amount"
    assert second.context.now is not None
    items = tmp_path / "rows.yml"
    items.write_text("- text: hello\n  intent: greet\n  urgent: false\n", encoding="utf-8")
    assert read(items)[0].urgent is False
    rasa = tmp_path / "rasa.yml"
    rasa.write_text("nlu:\n- intent: file_complaint/delivery\n  examples: |\n    - late\n", encoding="utf-8")
    assert (read(rasa)[0].intent, read(rasa)[0].category) == ("file_complaint", "delivery")


@pytest.mark.parametrize("text", ["- 3\n", "a: b\n", "- intent: greet\n"])
def test_rows_without_text_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"bad\.yml"):
        read(path)


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    first, second, third = tmp_path / "a.jsonl", tmp_path / "b.yml", tmp_path / "c.yml"
    first.write_text('{"text": "x"}\nnonsense\n{"intent": "greet"}\n', encoding="utf-8")
    second.write_text("- text: [", encoding="utf-8")
    third.write_bytes(b"- text: \xff\n")
    with pytest.raises(InvalidInput) as failure:
        read_all([first, second, third, tmp_path / "d.yml"])
    told = str(failure.value)
    for place in ("a.jsonl, line 2", "a.jsonl, line 3", "b.yml", "c.yml is not UTF-8", "d.yml can't be read"):
        assert place in told


def test_what_was_misread_is_listed_with_its_truth() -> None:
    report = score(Scripted(ANSWERS), ROWS)
    assert [(one.text, one.wrong) for one in report.misread] == [
        ("b", (("category", "delivery", "billing"),)),
        ("c", (("intent", "greet", "out_of_scope"), ("urgency", "urgent", "calm"))),
    ]
    out = io.StringIO()
    Console(file=out, width=120).print(errors(report))
    assert "delivery → billing" in out.getvalue()


def test_the_gap_compares_languages_of_twenty_texts_and_more() -> None:
    good = Understanding(intent="greet", confidence=0.9)
    bad = Understanding(intent="thank", confidence=0.9)
    rows = [Row(text=f"{name}{n}", intent="greet", language=name) for name in ("en", "zh-Hans") for n in range(20)]
    answers = {row.text: bad if row.text in ("en0", "en1") else good for row in rows}
    rows.append(Row(text="few", intent="greet", language="zh-Hant"))
    assert score(Scripted({**answers, "few": bad}), rows).gap("intent") == pytest.approx(0.1)


def test_the_page_shows_both_understanders_and_escapes_what_customers_wrote() -> None:
    row = Row(text="<script>alert(1)</script>", intent="greet")
    report = score(Scripted({row.text: Understanding(intent="thank", confidence=0.5)}), [row])
    shown = page({"embedded": report, "rasa": report})
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert shown.count("<svg") == 2
    assert "greet → thank: 1 of 1" in shown
    assert "http" not in shown.replace("http://www.w3.org/2000/svg", "")


def test_the_picture_has_a_cell_for_each_confusion() -> None:
    drawn = picture(score(Scripted(ANSWERS), ROWS).category)
    assert "delivery → billing: 1 of 2" in drawn
    assert "delivery → delivery: 1 of 2" in drawn


def test_side_by_side_and_json() -> None:
    report = score(Scripted(ANSWERS), ROWS)
    out = io.StringIO()
    Console(file=out, width=120).print(compared({"embedded": report, "rasa": report}))
    line = next(line for line in out.getvalue().splitlines() if "intent accuracy" in line)
    assert line.count("75.0%") == 2
    plain = to_json(report)
    assert plain["figures"]["intent accuracy"] == 0.75
    assert plain["slots"]["order_number"] == {"wanted": 1, "given": 2, "right": 1}
    assert sum(one["texts"] for one in plain["reliability"]) == 4
