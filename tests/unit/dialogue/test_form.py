"""What a message does to the open complaint: the understanding is given, good or bad."""

from __future__ import annotations

import time
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest

from bot import wording
from bot.configure import to_policy
from bot.dialogue.outcome import Facts, FileCase, Outcome, Turn
from bot.dialogue.state import Frame, State
from bot.dialogue.step import step
from bot.messages import Address, InboundMessage, PriorityHint, Understanding
from bot.settings import Settings

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
POLICY = to_policy(Settings(), NOW)
TEXTS = wording.load()
TOLD = {
    "description": "买的电饭煲坏了", "category": "product_quality", "category_confidence": 0.9, "product": "电饭煲", "order_number": "A20261105399",
    "date": "昨天", "occurred_at": "2026-11-22", "place": "旺角店", "person": "小王", "amount": "8900", "remedy": "refund", "phone": "13812345678", "contact": "13812345678",
}  # fmt: skip
ALL = ("product", "order_number", "date", "place", "person", "amount", "remedy", "contact", "evidence")


def turn(
    asked: str, text: str, *, answers: dict[str, Any] | None = None, language: str = "zh-Hans", **meaning: Any
) -> Outcome:
    given = TOLD if answers is None else answers
    frame = Frame(form="complaint", answers=given, offered=ALL if asked in ("confirm", "change") else (asked,))
    message = InboundMessage(id="2", sender=Address(channel="web", user="1"), text=text, sent_at=NOW, received_at=NOW)
    understanding = Understanding(**{"intent": "add_information", "confidence": 0.9, "language": language, **meaning})
    facts = Facts(now=NOW, policy=POLICY, texts=TEXTS, number="HY26-0000-0001")
    return step(
        State(frames=(frame,), asked=asked, language=language),
        Turn(message=message, understanding=understanding),
        facts,
    )


def answers(outcome: Outcome) -> dict[str, Any]:
    return dict(outcome.state.frames[0].answers)


@pytest.mark.parametrize("asked", ["confirm", "change"])
@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("金额改成9800", {"amount": "9800"}), ("不是8900是9800", {"amount": "9800"}), ("應該是9800，不是8900", {"amount": "9800"}), ("the amount should be 50", {"amount": "50"}),
        ("金额写错了，是9,800元", {"amount": "9800"}), ("产品写错了 是英语课", {"product": "英语课"}), ("產品改成電鍋", {"product": "電鍋"}), ("product should be toaster", {"product": "toaster"}),
        ("不是电饭煲是电压力锅", {"product": "电压力锅"}), ("把地点改为台南店", {"place": "台南店"}), ("地点不对 是白云机场", {"place": "白云机场"}), ("the shop was York, not 旺角店", {"place": "York"}),
        ("the order number is A20261105398, not 399", {"order_number": "A20261105398"}), ("是398不是399", {"order_number": "A20261105398"}), ("不是旺角，是观塘", {"place": "观塘店"}), ("不是退款，是换货", {"remedy": "exchange"}), ("not a refund but a repair", {"remedy": "repair"}),
        ("人员不是小王，是小李", {"person": "小李"}), ("订单号尾号是398，不是399", {"order_number": "A20261105398"}), ("the order number ends in 398 not 399", {"order_number": "A20261105398"}),
        ("订单号应该是B777888", {"order_number": "B777888"}), ("order number: B777888", {"order_number": "B777888"}), ("电话错了 尾号是8001", {"phone": "13812348001", "contact": "13812348001"}),
        ("电话改成13900001111", {"phone": "13900001111", "contact": "13900001111"}), ("email should be x@y.org", {"email": "x@y.org", "contact": "13812345678、x@y.org"}),
        ("类别应该是物流配送", {"category": "delivery"}), ("類別是服務態度", {"category": "service_attitude"}), ("主要是说乱收费", {"category": "billing"}), ("wrong category, it's billing", {"category": "billing"}),
        ("那个399是卡尾号不是订单号", {"order_number": None}), ("399 is my card, not the order number", {"order_number": None}), ("remove the amount", {"amount": None}), ("把金额去掉", {"amount": None}), ("取消金額", {"amount": None}), ("删掉时间", {"date": None, "occurred_at": None}),
        ("诉求改成换货", {"remedy": "exchange"}), ("it was Monday, not 昨天", {"date": "monday", "occurred_at": None}), ("金额改成9800，地点改成台南店", {"amount": "9800", "place": "台南店"}),
    ],
)  # fmt: skip
def test_an_answer_is_put_right(asked: str, text: str, changed: dict[str, Any]) -> None:
    outcome = turn(asked, text, intent="correct")
    after = answers(outcome)
    for key, value in changed.items():
        assert str(after.get(key)).casefold() == str(value).casefold(), (key, after)
    assert after["description"] == TOLD["description"]
    untouched = TOLD.keys() - changed.keys() - {"category_confidence", "phone", "contact", "occurred_at", "remedy_text"}
    assert {key: after.get(key) for key in untouched} == {key: TOLD[key] for key in untouched}
    assert outcome.state.asked == "confirm"


@pytest.mark.parametrize(
    ("text", "slot"),
    [("地点不对", "place"), ("金额错了", "amount"), ("时间也写错了", "date"), ("the date is wrong", "date"), ("wrong amount", "amount"), ("类别不对", "category"), ("人员有误", "person")],
)  # fmt: skip
def test_what_is_wrong_is_asked_again(text: str, slot: str) -> None:
    outcome = turn("confirm", text, intent="deny")
    assert outcome.state.asked == slot


@pytest.mark.parametrize("text", ["有个地方写错了", "不对，改一下", "it should be a different date", "that's wrong"])
def test_a_vague_correction_asks_what(text: str) -> None:
    outcome = turn("confirm", text, intent="correct")
    assert outcome.state.asked == "change"
    assert answers(outcome)["description"] == TOLD["description"]


@pytest.mark.parametrize("text", ["商品应该是全新的", "the service should be better", "价格改来改去的", "时间太久了"])
def test_a_grievance_is_no_correction(text: str) -> None:
    after = answers(turn("evidence", text))
    assert {key: after[key] for key in ("product", "amount", "date")} == {
        key: TOLD[key] for key in ("product", "amount", "date")
    }
    assert text in after["description"]


@pytest.mark.parametrize("text", ["wait", "等下", "我想想", "先别提交", "maybe", "可能吧", "没图", "no photos"])
def test_nothing_is_filed_by_a_remark(text: str) -> None:
    outcome = turn("confirm", text, intent="affirm" if text == "maybe" else "skip")
    assert outcome.state.asked == "confirm"
    assert outcome.state.misses == 0
    assert not outcome.effects
    assert answers(outcome) == TOLD


@pytest.mark.parametrize("text", ["没了", "没有了", "木有了 就这些", "nothing else"])
def test_that_is_all_files_it(text: str) -> None:
    assert isinstance(turn("confirm", text, intent="skip").effects[0], FileCase)


@pytest.mark.parametrize(
    ("text", "values"),
    [("昨天就跟你们客服说了", {"date": "昨天"}), ("下周一我有时间", {"date": "周一"}), ("九月初买的 两千六", {"product": "两千六", "date": "九月初"}), ("我听说旺角分店也一样", {"place": "旺角分店"}), ("十块的配件", {"amount": "10"})],
)  # fmt: skip
def test_a_remark_overwrites_nothing(text: str, values: dict[str, str]) -> None:
    outcome = turn("evidence", text, values=values)
    after = answers(outcome)
    assert {key: after[key] for key in TOLD if key != "description"} == {
        key: value for key, value in TOLD.items() if key != "description"
    }
    assert text in after["description"]


def test_a_word_of_correcting_does() -> None:
    outcome = turn("evidence", "其实是前天", values={"date": "前天", "occurred_at": "2026-11-21"})
    assert (answers(outcome)["date"], answers(outcome)["occurred_at"]) == ("前天", "2026-11-21")


def test_a_further_wish_and_a_further_sum() -> None:
    outcome = turn("evidence", "还要赔我误工费两百", values={"remedy": "compensation", "amount": "200"})
    after = answers(outcome)
    assert (after["remedy"], after["remedy_text"], after["amount"]) == ("refund", "退款、赔偿", "8900")
    assert "误工费两百" in after["description"]
    assert "已改为" not in outcome.text
    again = answers(turn("contact", "也要道歉", answers=after, values={"remedy": "apology"}))
    assert again["remedy_text"] == "退款、赔偿、道歉"


def test_all_wishes_are_shown_and_filed() -> None:
    bare = {"description": "买的电饭煲坏了"}
    after = answers(
        turn("remedy", "退款并道歉", answers=bare, values={"remedy": "refund", "remedies": "refund,apology"})
    )
    assert (after["remedy"], after["remedy_text"]) == ("refund", "退款、道歉")


@pytest.mark.parametrize("day", ["2026-11-25", "2027-01-01"])
def test_no_day_to_come_is_the_date(day: str) -> None:
    outcome = turn(
        "date", "下周三", answers={"description": "包裹没收到"}, values={"date": "下周三", "occurred_at": day}
    )
    assert "date" not in answers(outcome)
    assert outcome.state.asked == "date"
    assert outcome.state.misses == 0


@pytest.mark.parametrize("intent", ["talk_to_human", "check_status", "withdraw", "ask_faq", "file_complaint"])
def test_a_request_is_no_name(intent: str) -> None:
    outcome = turn("product", "那个东西", answers={"description": "包裹没收到"}, intent=intent, confidence=0.3)
    assert "product" not in answers(outcome)


def test_a_sentence_that_was_taken_for_a_name_is_told() -> None:
    text = "nobody cleaned the room for 3 days"
    outcome = turn(
        "product", text, answers={"description": "The hotel was awful"}, language="en", values={"product": text}
    )
    assert answers(outcome)["description"].endswith(text)
    assert "product" not in answers(outcome)
    assert outcome.state.asked == "product"
    once = State(frames=outcome.state.frames, asked="product", language="en")
    facts = Facts(now=NOW, policy=POLICY, texts=TEXTS, number="HY26-0000-0001")
    message = InboundMessage(
        id="3", sender=Address(channel="web", user="1"), text="they never came back", sent_at=NOW, received_at=NOW
    )
    meaning = Understanding(intent="add_information", confidence=0.9, language="en")
    assert step(once, Turn(message=message, understanding=meaning), facts).state.asked == "order_number"


def test_a_picture_is_no_product_and_a_staff_number_no_order() -> None:
    bare = {"description": "包裹没收到"}
    sent = turn("product", "拍了照片 怎么发", answers=bare, values={"product": "照片"})
    assert "product" not in answers(sent)
    named = turn(
        "order_number", "前台小王 工号0327", answers=bare, values={"person": "小王 0327", "order_number": "0327"}
    )
    assert answers(named)["person"] == "小王 0327"
    assert "order_number" not in answers(named)


def test_the_category_is_judged_by_what_is_told() -> None:
    told = {"description": "有问题", "category": "other", "category_confidence": 0.2}
    dated = turn(
        "date", "25/11/2025", answers=told, values={"date": "25/11/2025"}, category="billing", category_confidence=0.6
    )
    assert answers(dated)["category"] == "other"
    phoned = turn(
        "contact",
        "0912345678",
        answers=told,
        values={"phone": "0912345678"},
        category="billing",
        category_confidence=0.6,
    )
    assert answers(phoned)["category"] == "other"
    said = turn("date", "你们的系统一直多扣我的钱", answers=told, category="billing", category_confidence=0.6)
    assert answers(said)["category"] == "billing"


def test_new_is_not_changed() -> None:
    outcome = turn("evidence", "我邮箱 x@y.org", values={"email": "x@y.org"})
    assert answers(outcome)["contact"] == "13812345678、x@y.org"
    assert "改" not in outcome.text


@pytest.mark.parametrize(
    "text",
    [
        "微信 hn_lili",
        "微信号：lili_0099",
        "line id: kevin0912",
        "QQ 123456789",
        "加我微信lili88",
        "WhatsApp +44 7700 900123",
        "tg @lili",
    ],
)
def test_an_account_is_a_contact(text: str) -> None:
    bare = {"description": "买的电饭煲坏了"}
    values = {"order_number": "LILI_0099"} if "0099" in text else {}
    after = answers(turn("contact", text, answers=bare, values=values))
    assert after["contact"] in unicodedata.normalize("NFKC", text)
    assert "order_number" not in after


def test_a_contact_that_was_understood() -> None:
    after = answers(turn("contact", "打微信", answers={"description": "坏了"}, values={"contact": "微信 lili"}))
    assert after["contact"] == "微信 lili"


def test_a_danger_is_never_a_remark() -> None:
    outcome = turn("confirm", "等下，着火了", priority_hints=(PriorityHint(kind="safety", evidence="着火"),))
    assert any(isinstance(effect, FileCase) for effect in outcome.effects)


@pytest.mark.parametrize(
    "sign", ["不是", "是", "not ", "金额", ",", " ", "?", "订单", "order", "微信", "wechat ", "昨天"]
)
@pytest.mark.parametrize("asked", ["confirm", "product", "order_number", "contact"])
def test_long_rows_take_no_time(sign: str, asked: str) -> None:
    start = time.process_time()
    for text in (sign * 7000, sign * 7000 + "x"):
        turn(asked, text, answers={"description": text}, values={"date": "昨天"})
    assert time.process_time() - start < 2.0
