"""What is said beside the answer to a question."""

from __future__ import annotations

import pytest

from bot.dialogue.besides import beside, clauses, is_day_of_it, words_of_wish


@pytest.mark.parametrize(
    ("text", "found", "question", "kept"),
    [
        ("昨天下午，打針前完全不看我病歷", {"date": "昨天下午"}, "date", "打針前完全不看我病歷"),
        ("11月20號開始，住新莊，數據機是中興的", {"date": "11月20號"}, "date", "住新莊，數據機是中興的"),
        ("上星期六，旺角店，收銀個阿姐", {"date": "上星期六", "place": "旺角店"}, "order_number", "收銀個阿姐"),
        ("last Monday. The light is red, I stay in Subang", {"date": "last Monday"}, "date", "The light is red, I stay in Subang"),
        ("订单 88213345，淘宝买的", {"order_number": "88213345"}, "order_number", "淘宝买的"),
        ("昨天，洗衣机一直漏水", {"date": "昨天", "product": "洗衣机"}, "date", "洗衣机一直漏水"),
        ("0912345678，晚上七點後再打", {"phone": "0912345678"}, "contact", "晚上七點後再打"),
        ("陳太 6234 5678", {"phone": "62345678"}, "contact", "陳太 6234 5678"),
        ("+852 9123-4567, ask for Mei", {"phone": "+85291234567"}, "contact", "ask for Mei"),
    ],
)  # fmt: skip
def test_kept(text: str, found: dict[str, str], question: str, kept: str) -> None:
    """The clauses that hold no value are kept as they were written."""
    assert beside(text, {"description": "x"}, found, question) == kept


@pytest.mark.parametrize(
    ("text", "found", "question"),
    [
        ("昨天，唔該", {"date": "昨天"}, "date"),
        ("上个月15号吧，大概", {"date": "上个月15号"}, "date"),
        ("昨天買的，沒有單號", {"date": "昨天"}, "order_number"),
        ("yesterday, thanks. that's all", {"date": "yesterday"}, "date"),
        ("my number is 07700 900123, many thanks", {"phone": "07700900123"}, "contact"),
        ("13800138000，或者 jo@example.com", {"phone": "13800138000", "email": "jo@example.com"}, "contact"),
        ("零九一二，三四五，六七八", {"phone": "0912345678"}, "contact"),
        ("昨天，部機漏水", {"date": "昨天"}, "date"),
        ("上星期，旺角店", {"date": "上星期"}, "date"),
    ],
)
def test_nothing_besides(text: str, found: dict[str, str], question: str) -> None:
    """Courtesies, what is only the value, and what stands in the form already are not kept."""
    assert not beside(text, {"description": "琴日開始，部機漏水", "place": "旺角店"}, found, question)


@pytest.mark.parametrize(
    "text",
    ["想退返$2,400", "退一半就好", "道歉，書面的", "換一台新的，順便把舊的收走", "half of it back", "50% refund"],
)
def test_more_than_a_remedy(text: str) -> None:
    """A part of a sum, or a further wish, is not said by the remedy's name."""
    assert words_of_wish(text, {"remedy": "refund"})


@pytest.mark.parametrize(
    "text", ["退款", "退款，謝謝", "我要退款，退錢", "refund please", "a refund, an apology", "換貨啦"]
)
def test_no_more_than_a_remedy(text: str) -> None:
    """A remedy's name says it all."""
    assert not words_of_wish(text, {"remedy": "refund"})


@pytest.mark.parametrize(
    ("text", "day"),
    [("上星期六", "上星期六"), ("是前天啦", "前天"), ("應該是11月21號", "11月21號"), ("我說錯了，是前天", "前天"), ("the 19th, not the 20th", "the 19th"), ("昨天的電話打錯了", "昨天")],
)  # fmt: skip
def test_another_day(text: str, day: str) -> None:
    """A bare day, or one beside a word of correcting, takes the place of the old one."""
    assert is_day_of_it(text, day, known=True)


@pytest.mark.parametrize(
    ("text", "day"),
    [("前天也打過一次給客服", "前天"), ("剛剛銀行說已經退了", "剛剛"), ("昨天店员又骂我", "昨天"), ("I called again on Monday", "Monday"), ("they replied yesterday", "yesterday")],
)  # fmt: skip
def test_no_other_day(text: str, day: str) -> None:
    """A day on which something more happened is not that of the matter."""
    assert not is_day_of_it(text, day, known=True)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mrs A. Achebe-Whitlock, 020 7946 0733", ["Mrs A. Achebe-Whitlock", "020 7946 0733"]),
        ("Dr. P. K. O'Shaughnessy-Bright refused. He left", ["Dr. P. K. O'Shaughnessy-Bright refused", "He left"]),
        ("It was I. They know it. St. Mary's, London", ["It was I", "They know it", "St. Mary's", "London"]),
    ],
)
def test_no_clause_ends_at_an_initial(text: str, parts: list[str]) -> None:
    assert list(clauses(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("membership no. is 7730-1182, Coventry", ["membership no. is 7730-1182", "Coventry"]),
        ("Order No. 4471 is late. I rang", ["Order No. 4471 is late", "I rang"]),
        ("I said no. Is that clear", ["I said no", "Is that clear"]),
    ],
)
def test_no_clause_ends_at_the_label_of_a_number(text: str, parts: list[str]) -> None:
    assert list(clauses(text)) == parts
