"""Tables from elsewhere: which bytes they are, and what is said of those that are none."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases import columns, imported, sheet
from bot.cases.imported import Faulty, Mapped, Names
from bot.errors import InvalidInput

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
NAMES = Names(
    categories={"delivery": "delivery", "物流配送": "delivery", "other": "other"},
    departments={"logistics": "logistics"},
    owners={"li": 7, "李明": 7, "王": None},
    zone=ZONE,
    language="zh-Hans",
)
SIMPLE = "工单编号,受理时间,投诉内容,满意度\nT1,2026/3/1 9:05,快递迟到一周了，还没有送到,满意\n"
TRADITIONAL = "工單編號,受理時間,投訴內容,滿意度\nT1,2026/3/1 9:05,快遞遲到一週了，還沒有送到,滿意\n"


def known(cell: str) -> bool:
    return columns.column(cell) is not None


def read(data: bytes, **more: str) -> sheet.Sheet:
    return sheet.read(data, known=known, **more)


def check(text: str, mapped: Mapped = Mapped()) -> imported.Table:  # noqa: B008  # a frozen value
    return imported.check(read(text.encode()), NAMES, mapped, now=NOW, tick=lambda _: None)


def faults(text: str, mapped: Mapped = Mapped()) -> str:  # noqa: B008  # a frozen value
    with pytest.raises(Faulty) as caught:
        check(text, mapped)
    return "\n".join(caught.value.faults)


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (SIMPLE, "utf-8", "UTF-8"),
        (SIMPLE, "utf-8-sig", "UTF-8"),
        (SIMPLE, "gb18030", "GB18030"),
        (SIMPLE, "gbk", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "utf-8", "UTF-8"),
        (SIMPLE, "utf-16", "UTF-16"),
        (SIMPLE, "utf-16-le", "UTF-16"),
        (SIMPLE, "utf-16-be", "UTF-16"),
        ("id,opened,text\nT1,2026-03-01,late\n", "ascii", "UTF-8"),
    ],
)
def test_the_encoding_is_told_by_the_content(text: str, codec: str, named: str) -> None:
    found = read(text.encode(codec))
    assert (found.encoding, found.separator) == (named, ",")
    [(line, cells)] = found.rows
    assert line == 2
    assert cells == tuple(text.splitlines()[1].split(","))
    assert found.header[0].strip("\ufeff") == text.split(",")[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "；"])
def test_the_separator_is_told_by_the_first_line(separator: str) -> None:
    text = separator.join(["id", "opened", "text, as told"]) + "\n" + separator.join(["1", "2026-01-02", "a"])
    found = read(text.encode())
    assert (found.separator, len(found.rows[0][1])) == (separator, 3)


def test_a_cell_may_have_lines_and_quotes() -> None:
    text = 'id,opened,text\r\n1,2026-01-02,"two\r\nlines, and ""quotes"""\r\n\r\n2,2026-01-02,x\r\n'
    found = read(text.encode())
    assert found.rows == ((2, ("1", "2026-01-02", 'two\r\nlines, and "quotes"')), (5, ("2", "2026-01-02", "x")))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "line 1: the file is empty"),
        (b"  \n\n", "line 1: the file is empty"),
        (b"id,opened,text\n1,2,a\0b\n", "line 2: this is no table of text"),
        (b'id,opened,text\n1,2,"never closed\n', "line 2: the quotes of this line do not match"),
        (b"id,opened,text\n1,2,\xff\xff\xff\n", "line 2: this can't be read as UTF-8"),
        (b"id,opened,text\n1,2," + b"x" * 60_000 + b"\n", "line 2, column 3: more than 50000 characters"),
    ],
)
def test_what_is_no_table_is_said(data: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=r"line \d") as caught:
        read(data)
    assert said in str(caught.value)


def refused(data: bytes, encoding: str = "") -> str | None:
    """Why these bytes are no table of cases; None: they are."""
    try:
        found = sheet.read(data, known=known, encoding=encoding)
        imported.check(found, NAMES, Mapped(), now=NOW, tick=lambda _: None)
    except InvalidInput as error:
        return str(error)
    return None


@given(data=st.binary(max_size=600), encoding=st.sampled_from(["", *sheet.ENCODINGS, "nonsense"]))
def test_whatever_the_bytes_are_there_is_one_clear_error(data: bytes, encoding: str) -> None:
    said = refused(data, encoding)
    assert said is None or said.startswith(("line ", "encoding: "))


_CELLS = st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), max_size=6)


@given(
    rows=_CELLS,
    codec=st.sampled_from(["utf-8", "gb18030", "utf-16", "big5"]),
    separator=st.sampled_from([",", ";", "\t", "|"]),
)
def test_whatever_stands_in_the_cells_there_is_one_clear_error(
    rows: list[list[str]], codec: str, separator: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["id", "opened", "text", "status", "closed", "score"])
    writer.writerows([cell.replace("\0", "").replace("\r", "") for cell in row] for row in rows)
    said = refused(out.getvalue().encode(codec, "ignore"))
    assert said is None or said.startswith("line ")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-03-01", "2026-03-01T00:00"),
        ("2026/3/1 9:05", "2026-03-01T09:05"),
        ("2026.03.01 21:05:30", "2026-03-01T21:05:30"),
        ("2026年3月1日 下午3点", "2026-03-01T15:00"),
        ("2026年3月1日9时5分", "2026-03-01T09:05"),
        ("2026-3-1 3:05 PM", "2026-03-01T15:05"),
        ("20260301", "2026-03-01T00:00"),
        ("20260301 090500", "2026-03-01T09:05"),
        ("２０２６－０３－０１", "2026-03-01T00:00"),
        ("2026-03-01T01:05:00Z", "2026-03-01T09:05"),
        ("2026-03-01T09:05", "2026-03-01T09:05"),
    ],
)
def test_a_time_is_read_as_people_write_it(said: str, meant: str) -> None:
    found = columns.moment(said, ZONE)
    assert found
    assert found[0] == datetime.fromisoformat(meant).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    "said", ["", "yesterday", "3/1/2026", "2026-13-01", "2026-02-30", "2026-03-01 25:00", "9999999999999"]
)
def test_what_is_no_time_is_none(said: str) -> None:
    assert columns.moment(said, ZONE) is None


def test_a_closed_case_was_solved_and_a_day_is_no_earlier_than_what_went_before() -> None:
    [row] = check(
        "编号,受理时间,投诉内容,状态,结案时间,责任部门,类别,负责人,优先级,满意度,渠道\n"
        "1,2026-03-01 15:00,快递迟到,已结案,2026-03-01,logistics,物流配送,李明,较急,非常满意,来电\n"
    ).rows
    assert row.solved == row.closed == row.opened
    assert (row.status, row.category, row.department, row.owner) == ("closed", "delivery", "logistics", 7)
    assert (row.priority, row.score, row.channel, row.language) == (1, 5, "phone", "zh-Hans")


def test_everything_wrong_is_said_at_once_with_line_and_column() -> None:
    said = faults(
        "id,opened,text,status,closed,category,owner,score\n"
        "1,2026-03-01,late,closed,,delivery,li,5\n"
        ",soon,,open,2026-03-02,parcels,王,9\n"
        "1,2026-03-05,late,closed,2026-03-01,,nobody,\n"
        "4,2099-01-01,late,,,,,,too,many\n"
    )
    for part in (
        "line 2, column 4 (status): “closed” is over, but neither solved nor closed has a date",
        "line 3, column 1 (id): empty",
        "line 3, column 2 (opened): “soon” is no time",
        "line 3, column 3 (text): empty",
        "line 3, column 4 (status): “open” is not over, but closed has a date",
        "line 3, column 6 (category): “parcels” is none of delivery, other",
        "line 3, column 7 (owner): “王”: two members of staff",
        "line 3, column 8 (score): “9” is none of",
        "line 4, column 5 (closed): “2026-03-01” is before the case was opened",
        "line 4, column 7 (owner): “nobody”: nobody is called so",
        "line 5: 10 cells, but only 8 columns have a name",
        "line 5, column 2 (opened): “2099-01-01” lies in the future",
    ):
        assert part in said, part


def test_an_id_stands_once() -> None:
    assert "line 3, column 1 (id): “A” stands on line 2 already" in faults(
        "id,opened,text\nA,2026-01-01,x\nA,2026-01-02,y\n"
    )


def test_the_header_is_mapped() -> None:
    text = "Ref,Datum,Worum,id,Art\nT9,2026-01-02,late,17,Versand\n"
    mapped = Mapped(
        columns={"id": "Ref", "opened": "datum", "text": "Worum", "category": "Art"},
        values={"category": {"versand": "delivery"}},
    )
    table = check(text, mapped)
    assert (table.rows[0].key, table.rows[0].category, table.unused) == ("T9", "delivery", ("id",))
    assert "the column opened is missing" in faults(text)
    assert "no column is called 'Gone'" in faults(text, Mapped(columns={"id": "Gone"}))
    assert "there is no column 'colour'" in faults(text, Mapped(columns={"colour": "Ref"}))
    assert "column 2 (编号): this means id, as column 1." in faults("id,编号,opened,text\n")
    # Left out on purpose.
    table = check("id,opened,text,owner\n1,2026-01-02,x,gone\n", Mapped(columns={"owner": ""}))
    assert (table.rows[0].owner, table.unused) == (None, ("owner",))
