"""The understander on the product's own data: context, slots, bad input, time and memory."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nlu
from bot.messages import LANGUAGES, Context
from nlu import EmbeddedUnderstander, embedded
from tests import understanding
from tests.unit.nlu.conftest import NOW

QUESTIONS = [
    None, "description", "product", "order_number", "date", "place", "person", "amount", "remedy", "contact", "phone", "evidence", "confirm",
    "offer_human", "same_matter", "rating", "comment", "proposal", "drop_confirm", "something_new",
]  # fmt: skip


def ask(
    understander: EmbeddedUnderstander, text: str, asked: str | None = None, language: str | None = None
) -> tuple[str, dict[str, str]]:
    form = "complaint" if asked else None
    meaning = understander.understand(text, Context(form=form, asked=asked, language=language, now=NOW))
    return meaning.intent, dict(meaning.values)


@pytest.mark.parametrize(
    ("text", "asked", "intent"),
    [
        ("昨天在旺角分店买的", "date", "add_information"), ("張敏儀", "person", "add_information"), ("XY-20018", "order_number", "add_information"), ("电饭煲", "product", "add_information"),
        ("the blue one from the Leeds branch", "product", "add_information"), ("I want a refund", "remedy", "add_information"), ("快递员态度很差，还骂人", "description", "add_information"),
        ("5", "rating", "rate"), ("还行吧", "rating", "rate"), ("very bad", "rating", "rate"), ("没有", "order_number", "skip"), ("是", "confirm", "affirm"), ("唔係", "confirm", "deny"),
        ("不对，订单号应该是12345678", "confirm", "correct"), ("转人工", "order_number", "talk_to_human"), ("我的投诉怎么样了", "product", "check_status"),
        ("我要投诉，快递把我的包裹弄丢了", None, "file_complaint"), ("my washing machine arrived dented and nobody answers", None, "file_complaint"), ("收到嘅電飯煲壞咗", None, "file_complaint"),
        ("我的投诉怎么样了", None, "check_status"), ("撤销投诉", None, "withdraw"), ("cancel my complaint please", None, "withdraw"), ("你们几点下班？", None, "ask_faq"),
        ("what are your opening hours?", None, "ask_faq"), ("写一首关于春天的诗", None, "out_of_scope"), ("tell me a joke", None, "out_of_scope"), ("unsubscribe", None, "stop"),
        ("HY26-7KQM-4T9C", None, "check_status"), ("🙂🙂🙂", None, "out_of_scope"), ("", None, "out_of_scope"),
    ],
)  # fmt: skip
def test_intent_in_its_moment(understander: EmbeddedUnderstander, text: str, asked: str | None, intent: str) -> None:
    assert ask(understander, text, asked)[0] == intent


def test_everything_said_in_one_message(understander: EmbeddedUnderstander) -> None:
    intent, values = ask(
        understander,
        "昨天在旺角分店買嘅電飯煲，訂單號碼 HK20261101，六千四百八，壞咗，我要退錢！電話6123 4567，mail a.b@example.com",
    )
    assert intent == "file_complaint"
    assert values == {
        "order_number": "HK20261101", "phone": "61234567", "email": "a.b@example.com", "amount": "6480", "date": "昨天", "occurred_at": "2026-11-10",
        "remedy": "refund", "product": "電飯煲", "place": "旺角分店",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "asked", "slot", "value"),
    [
        ("Dyson V15", "product", "product", "Dyson V15"), ("旺角店", "place", "place", "旺角店"), ("陳小姐", "person", "person", "陳小姐"), ("67881234", "phone", "phone", "67881234"),
        ("一三八一二三四五六七八", "contact", "phone", "13812345678"), ("9812345", "order_number", "order_number", "9812345"), ("四星", "rating", "rating", "4"), ("299", "amount", "amount", "299"),
        ("退", "remedy", "remedy", "refund"), ("11/2", "date", "occurred_at", "2026-11-02"),
    ],
)  # fmt: skip
def test_a_bare_answer_fills_the_slot_that_was_asked(
    understander: EmbeddedUnderstander, text: str, asked: str, slot: str, value: str
) -> None:
    assert ask(understander, text, asked)[1].get(slot) == value


def test_a_joke_about_fire_is_not_urgent_and_a_fire_is(understander: EmbeddedUnderstander) -> None:
    assert understander.understand("write a poem about a house on fire", Context()).priority_hints == ()
    fire = understander.understand("充电宝昨晚冒烟起火，把床单烧了", Context())
    assert fire.priority_hints[0].kind == "safety"
    assert fire.priority_hints[0].evidence in "充电宝昨晚冒烟起火，把床单烧了"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("我不想活了", None), ("我想死", "confirm"), ("1分，我不想活了", "rating"), ("再不退钱我就从你们楼上跳下去", None), ("唔想做人喇", "order_number"), ("i took a load of pills because of your bank", None),
        ("i want to die", None), ("cancel everything, I want to end my life", None), ("feel like ending it all", "product"), ("kill myself", None),
    ],
)  # fmt: skip
def test_despair_calls_whatever_the_message_looks_like(
    understander: EmbeddedUnderstander, text: str, asked: str | None
) -> None:
    meaning = understander.understand(text, Context(form="complaint" if asked else None, asked=asked, now=NOW))
    assert meaning.priority_hints[0].kind == "safety"
    assert meaning.intent not in ("withdraw", "out_of_scope", "rate", "affirm", "stop")


@pytest.mark.parametrize(
    "text",
    [
        "热水器漏电了怎么办",
        "充电宝鼓包了还能用吗",
        "电池鼓包能退吗",
        "is it safe to use, it sparks",
        "食物中毒可以赔吗",
        "what should I do, my charger smokes",
        "空调外机要掉下来了",
        "汤里喝出铁丝",
    ],
)
def test_danger_in_a_question_is_danger(understander: EmbeddedUnderstander, text: str) -> None:
    assert "safety" in [hint.kind for hint in understander.understand(text, Context(now=NOW)).priority_hints]


@pytest.mark.parametrize(
    "text", ["气炸了", "肺都气炸了", "等快递等得要了我的老命", "煤气罐送晚了", "孩子把手机摔了", "讲个火灾的故事"]
)
def test_a_temper_is_no_danger(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context(now=NOW)).priority_hints == ()


@pytest.mark.parametrize(
    "text",
    [
        "there was a fire alarm test at 6am and we were shocked by the noise",
        "I got a shock when the fire alarm went off for a test",
        "please also note I am allergic to penicillin",
        "my child has a nut allergy, put it on file",
        "小区天花板掉了一小块墙皮",
        "the bed collapsed after two weeks",
    ],
)
def test_what_only_has_the_words_of_danger(understander: EmbeddedUnderstander, text: str) -> None:
    assert not {"safety", "vulnerable"} & {
        hint.kind for hint in understander.understand(text, Context(now=NOW)).priority_hints
    }


@pytest.mark.parametrize(
    "text",
    [
        "The funeral home cremated my father before the family viewing. My mother collapsed. I can't sleep, I can't eat, I honestly see no point in anything any more.",
        "I can't see the point of anything any more",
        "My 4 year old walked out of the nursery and nobody noticed",
        "校車漏咗我個女喺車上",
        "全程在看短视频开车",
        "業主自己開門入嚟，我喺度沖涼",
    ],
)
def test_danger_told_plainly_is_no_small_talk(understander: EmbeddedUnderstander, text: str) -> None:
    meaning = understander.understand(text, Context(now=NOW))
    assert meaning.intent != "out_of_scope"
    assert {"safety", "vulnerable"} & {hint.kind for hint in meaning.priority_hints}


@pytest.mark.parametrize(
    "text",
    [
        "给我写个请假条，就说我发烧了",
        "write a sick note to my boss saying I have a fever",
        "the vet lost my cat's blood results",
        "the butcher left blood on the box",
        "wheelchair ramp photos are missing from the album",
        "they renewed my subscription without my permission",
        "给爸妈买的按摩椅送错了颜色",
    ],
)
def test_words_of_danger_about_papers_and_goods(understander: EmbeddedUnderstander, text: str) -> None:
    assert not {"safety", "vulnerable", "data"} & {
        hint.kind for hint in understander.understand(text, Context(now=NOW)).priority_hints
    }


@given(st.text(max_size=300), st.sampled_from(QUESTIONS), st.sampled_from([None, *LANGUAGES]))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_never_raises_and_stays_in_its_bounds(
    understander: EmbeddedUnderstander, text: str, asked: str | None, language: str | None
) -> None:
    meaning = understander.understand(text, Context(asked=asked, language=language, now=NOW))
    assert meaning.intent in {*understander.intents, "add_information"}
    assert 0 <= meaning.confidence <= 1
    assert meaning.category is None or meaning.category in understander.categories
    assert meaning.language in {None, *LANGUAGES}
    assert meaning.values.keys() <= {
        "order_number", "case_number", "product", "date", "occurred_at", "phone", "email", "amount", "remedy", "remedies", "place", "person", "rating", "contact",
    }  # fmt: skip
    assert all(isinstance(value, str) and value for value in meaning.values.values())


@given(st.text(alphabet=st.characters(codec=None, categories=["Cs", "Cc", "Cf", "Co", "Mn", "So"]), max_size=200))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_odd_characters_never_raise(understander: EmbeddedUnderstander, text: str) -> None:
    understander.understand(text, Context(now=NOW))


LONG = [
    ("昨天买的电饭煲今天就坏了客服一直不理人123456, the delivery was late and nobody answered 5 calls " * 400)[:20_000], "1" * 20_000, "a" * 20_000, "😀" * 1_000, "一" * 20_000,
    "1 " * 10_000, "\u202e\ud800" * 10_000, "a-" * 10_000, "$1," * 6_000, "@" * 20_000, "a@" * 10_000, "不" * 20_000, "1-1/" * 5_000, " " * 20_000, "\n" * 20_000, "没有" * 10_000,
    "no " * 6_000, "第一次" * 6_000, "订单号" * 6_000, "百千万" * 6_000, "(" * 20_000, "2026-11-" * 2_500, "a.b" * 6_000, "第3号" * 6_000, "姓王的" * 6_000, "one " * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:8]))
def test_20000_characters_take_less_than_50_milliseconds(understander: EmbeddedUnderstander, text: str) -> None:
    for asked in ("order_number", "phone", "date", "rating", None):
        context = Context(asked=asked, now=NOW)
        # Processor time, and the best of some: other processes share these cores and what they remember.
        assert any(_spent(understander, text, context) < 0.05 for _ in range(10))


def _spent(understander: EmbeddedUnderstander, text: str, context: Context) -> float:
    start = time.process_time()
    understander.understand(text, context)
    return time.process_time() - start


def test_an_ordinary_message_costs_little_more_than_its_share_of_the_machine(
    understander: EmbeddedUnderstander,
) -> None:
    texts = [
        "昨天在旺角分店買嘅電飯煲，訂單號碼 HK20261101，六千四百八，壞咗，我要退錢！", "my order is two weeks late and nobody answers the phone", "我的投诉怎么样了", "是",
        "快递员态度很差还把箱子摔坏了", "I was charged twice for order 88213344 on May 3, please refund",
    ]  # fmt: skip
    for text in texts:
        _spent(understander, text, Context(now=NOW))
    work = _Yardstick()
    times, yards = [], []
    for _ in range(60):
        times += [_spent(understander, text, Context(now=NOW)) for text in texts]
        yards.append(work.spent())
    times.sort()
    # Turn by turn on the same core: what slows the one slows the other. A yard takes about 1.6 ms of a quiet machine.
    yard = sorted(yards)[len(yards) // 2]
    assert times[len(times) // 2] / yard < 3.8
    assert times[int(len(times) * 0.95)] / yard < 7.5


class _Yardstick:
    """Work that never changes, of the kinds that understanding consists of: matrices that no near cache holds, and `re`."""

    def __init__(self) -> None:
        random = np.random.default_rng(1)
        self.matrices = [random.standard_normal((1280, 512), dtype=np.float32) for _ in range(4)]
        self.rows = random.standard_normal((4, 1280), dtype=np.float32)
        self.pattern = re.compile("|".join(f"{first}{second}[a-m]+x" for first in "bcdfghkl" for second in "aeiou"))
        self.text = "the parcel that was to come on monday has still not been sent to me " * 4

    def spent(self) -> float:
        start = time.process_time()
        for matrix in self.matrices:
            np.maximum(self.rows @ matrix, 0)
        for _ in range(6):
            self.pattern.findall(self.text)
        return time.process_time() - start


def test_many_threads_get_the_same_answers(understander: EmbeddedUnderstander) -> None:
    texts = ["快递丢了", "any update?", "退款一直没到", "5", "电池爆炸了"] * 40
    alone = [understander.understand(text, Context(now=NOW)) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: understander.understand(text, Context(now=NOW)), texts)) == alone


def test_running_needs_neither_scipy_nor_much_memory(
    understander: EmbeddedUnderstander,
) -> None:
    script = f"""
import sys, time
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20
before = resident()
start = time.process_time()
import nlu
from bot.messages import Context
understander = nlu.load([], Path({str(understanding.CACHE)!r}))
understander.understand("我的快递丢了 my parcel", Context())
took = time.process_time() - start
assert not {{"scipy", "jieba", "rich"}} & set(sys.modules), "a heavy import"
print(took, resident() - before)
"""
    root = Path(nlu.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    took, megabytes = map(float, done.stdout.split())
    assert took < 2
    # NumPy and the imports take 30 of these, the encoder and its table 20.
    assert megabytes < 85


@pytest.mark.parametrize(
    ("text", "product"),
    [("快递少送一箱牛奶", "牛奶"), ("你们漏发了两瓶洗发水给我", "洗发水"), ("少給我一份雞排", "雞排")],
)
def test_what_was_left_out_is_the_product(understander: EmbeddedUnderstander, text: str, product: str) -> None:
    assert ask(understander, text)[1]["product"] == product


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("我想把評分改成4分", "4"),
        ("can I change my rating to 2 stars", "2"),
        ("之前打分打低了，换成5分吧", "5"),
    ],
)
def test_a_score_is_changed_when_nothing_is_asked(understander: EmbeddedUnderstander, text: str, rating: str) -> None:
    intent, values = ask(understander, text)
    assert (intent, values["rating"]) == ("rate", rating)


@pytest.mark.parametrize(("intent", "sure", "taken_for"), [("affirm", 0.4, "add_information"), ("skip", 0.4, "add_information"), ("affirm", 0.7, "affirm")])  # fmt: skip
def test_asked_for_a_thing_an_unsure_yes_is_its_name(
    understander: EmbeddedUnderstander, monkeypatch: pytest.MonkeyPatch, intent: str, sure: float, taken_for: str
) -> None:
    monkeypatch.setattr(embedded, "decide", lambda *_, **__: (intent, sure))
    asked = understander.understand("系統介面", Context(form="complaint", asked="product", now=NOW))
    assert asked.intent == taken_for
    assert asked.values.get("product") == ("系統介面" if taken_for == "add_information" else None)


@pytest.mark.parametrize("text", ["yes", "好的", "嗯嗯"])
def test_asked_for_a_thing_a_plain_yes_is_one(understander: EmbeddedUnderstander, text: str) -> None:
    asked = understander.understand(text, Context(form="complaint", asked="product", now=NOW))
    assert asked.intent == "affirm"
    assert "product" not in asked.values


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My Tecno Camon 30 screen went black after two weeks", "Tecno Camon 30"), ("I bought a Samsung Galaxy S24 Ultra and the screen is cracked", "Samsung Galaxy S24 Ultra"),
        ("I ordered an iPhone 15 Pro Max 256GB and got an empty box", "iPhone 15 Pro Max 256GB"), ("kettle TS-1 leaks from the base", "kettle TS-1"), ("3 of the 10 desks arrived scratched", "desks"),
        ("我上禮拜訂了一台氣炸鍋，到現在還沒收到", "氣炸鍋"), ("訂購的碎紙機到貨就壞了", "碎紙機"), ("台北南西店買的大衣破了", "大衣"), ("印表機卡紙", "印表機"),
        ("我的电饭煲昨天坏了", "电饭煲"), ("前天买的灯不亮", "灯"), ("手机屏幕裂了", "手机屏幕"),
        ("我在你們家買了電鍋，喔不是，是氣炸鍋，用兩次就不熱了", "氣炸鍋"), ("I bought a toaster, no sorry, a kettle from your shop and it leaks", "kettle"), ("我買咗部Sony，唔係，係LG電視，成日黑屏", "LG電視"),
        ("我在蝦皮下單，商品為「智慧型體脂計」，收到的是壞的", "智慧型體脂計"), ("I buy a down jacket from your shop, the zip is broken", "down jacket"),
    ],
)  # fmt: skip
def test_the_whole_name_of_what_is_complained_of(understander: EmbeddedUnderstander, text: str, name: str) -> None:
    assert ask(understander, text)[1].get("product") == name


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("My kettle broke yesterday, no order number", "product_quality"), ("洗衣机不转了，没有单号", "product_quality"),
        ("我個電飯煲尋日壞咗，冇單號呀", "product_quality"), ("沒有單號，店員好惡", "service_attitude"),
        ("the toaster died on me today, sorry I don't have the order number", "product_quality"),
    ],
)  # fmt: skip
def test_a_missing_number_is_no_part_of_the_matter(
    understander: EmbeddedUnderstander, text: str, category: str
) -> None:
    understanding = understander.understand(text, Context(now=NOW))
    assert (understanding.intent, understanding.category) == ("file_complaint", category)


@pytest.mark.parametrize("text", ["没有订单号", "冇單號呀", "I don't have an order number"])
def test_nothing_but_a_missing_number_is_heard(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context(form="complaint", asked="order_number", now=NOW)).intent in (
        "skip",
        "deny",
    )


def test_no_name_is_made_up(understander: EmbeddedUnderstander) -> None:
    assert "product" not in ask(understander, "whats gas got to do with it its mould")[1]
    assert "product" not in ask(understander, "會員編號是 FT-20931，訂單編號沒有")[1]
    assert "product" not in ask(understander, "會員編號 FT-20931", "product")[1]


@pytest.mark.parametrize(
    "text",
    [
        "My Samsung phone won't charge, refund please",
        "The electric toothbrush does not charge any more, I want a refund",
        "laptop not charging",
    ],
)
def test_what_takes_no_charge_is_no_bill(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context(now=NOW)).category != "billing"


@pytest.mark.parametrize(
    "text", ["you charged me twice for the toothbrush", "you did not charge the right amount, the bill is wrong"]
)
def test_what_is_charged_is_a_bill(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context(now=NOW)).category == "billing"


@pytest.mark.parametrize(
    "text",
    [
        "我阿爸琴晚喺你哋醫院急症室等咗9個鐘都未見到醫生，護士仲好惡",
        "我阿媽上個月喺你哋診所睇醫生，收多咗$300",
        "My mum waited 9 hours in A&E and the nurse was rude",
    ],
)
def test_a_patient_who_waits_calls_nobody(understander: EmbeddedUnderstander, text: str) -> None:
    assert not understander.understand(text, Context(now=NOW)).priority_hints


@pytest.mark.parametrize(
    "text",
    [
        "我媽在急診等了五個小時，發燒39度沒人理",
        "my husband waited nine hours in A&E with chest pain",
        "等咗成晚先見到醫生，我個仔已經抽搐",
        "我爸坐在急診分流處等了兩個鐘，原來是心肌梗塞",
        "our dad sat in your A&E for four hours with a heart attack",
    ],
)
def test_who_is_ill_while_they_wait_is_in_danger(understander: EmbeddedUnderstander, text: str) -> None:
    assert {"safety", "vulnerable"} & {hint.kind for hint in understander.understand(text, Context()).priority_hints}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("鎖住間房成粒鐘，唔俾我走", "safety"),
        ("留在小房間兩小時不讓我離開，逼我刷卡", "safety"),
        ("transactions I didn't make", "data"),
        ("My debit card was used by someone else on 26 November, £89", "data"),
    ],
)
def test_who_is_kept_in_or_robbed_calls(understander: EmbeddedUnderstander, text: str, kind: str) -> None:
    assert kind in {hint.kind for hint in understander.understand(text, Context(now=NOW)).priority_hints}


@pytest.mark.parametrize(
    "text",
    [
        "發票號碼AB-12345678，圍巾被蟲蛀",
        "發票AB-12345678，圍巾被蟲蛀了，金額2,400元",
        "Invoice no. INV-20931, kettle broken",
    ],
)
def test_the_number_of_an_invoice_makes_no_bill(understander: EmbeddedUnderstander, text: str) -> None:
    """Numbers and prices that go with any matter do not tell its kind."""
    assert understander.understand(text, Context(now=NOW)).category != "billing"


@pytest.mark.parametrize("text", ["發票號碼AB-12345678開錯抬頭", "多收了我錢，發票 AB-12345678，金額 500 元"])
def test_a_wrong_invoice_is_a_bill(understander: EmbeddedUnderstander, text: str) -> None:
    """What is said of the invoice or of the money tells it."""
    assert understander.understand(text, Context(now=NOW)).category == "billing"


def test_a_number_dictated_with_pauses(understander: EmbeddedUnderstander) -> None:
    """Commas are pauses."""
    context = Context(now=NOW, asked="contact", form="complaint", language="zh-Hant")
    assert understander.understand("零九一二，三四五，六七八", context).values["phone"] == "0912345678"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("老子最后说一次，今天晚上十二点之前不解决我就打12315", "legal"), ("最后说一次，不解决打12315", "legal"), ("I'm going to the CFPB", "legal"), ("係咪要搵金管局", "legal"), ("投訴去私隱專員公署", "legal"), ("我會投訴去FCCPC", "legal"),
        ("I will complain to CASE and IMDA", "legal"), ("I'm putting this on TikTok", "media"), ("我會放上threads", "media"), ("我要曝光你们", "media"), ("going to leave a 1 star on Trustpilot", "media"), ("不用了，我直接找12315", "legal"),
        ("屋企有BB，冇水兩日", "vulnerable"), ("服务员把汤洒我身上烫红一大片", "safety"), ("電掣房入水", "safety"),
    ],
)  # fmt: skip
def test_what_is_meant_is_believed_against_what_was_learnt(
    understander: EmbeddedUnderstander, text: str, kind: str
) -> None:
    meaning = understander.understand(text, Context(now=NOW))
    assert kind in {hint.kind for hint in meaning.priority_hints}
    assert meaning.intent not in ("out_of_scope", "ask_faq", "rate")


@pytest.mark.parametrize(
    "text",
    [
        "昨日喺你哋美容院俾人hard sell", "昨日喺你哋健身中心俾個sales hard sell", "在健身房被推銷", "bed sheet got blood stain", "床單有血漬", "入錯咗我個名，驚會影響佢藥物敏感紀錄", "我對海鮮敏感，餐廳冇標示，好在冇食",
        "修个手机把我照片全给弄没了", "received someone else's parcel",
    ],
)  # fmt: skip
def test_what_resembles_danger_from_afar_is_none(understander: EmbeddedUnderstander, text: str) -> None:
    kinds = {hint.kind for hint in understander.understand(text, Context(now=NOW)).priority_hints}
    assert not kinds & {"safety", "data"}


def test_a_score_stays_a_score_whatever_is_threatened(understander: EmbeddedUnderstander) -> None:
    meaning = understander.understand("1 star, I'm putting this on Trustpilot", Context(asked="rating", now=NOW))
    assert meaning.intent == "rate"


def test_a_question_about_the_law_stays_a_question(understander: EmbeddedUnderstander) -> None:
    meaning = understander.understand("How do I complain to the ombudsman?", Context(now=NOW))
    assert meaning.intent == "ask_faq"
    assert "legal" not in {hint.kind for hint in meaning.priority_hints}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("do you deliver to Cork? also my last parcel never arrived", "do you deliver to Cork?"),
        ("are you open on Sunday? I want to complain about your cashier", "are you open on Sunday?"),
    ],
)
def test_a_complaint_after_a_question(understander: EmbeddedUnderstander, text: str, question: str) -> None:
    meaning = understander.understand(text, Context(now=NOW))
    assert (meaning.intent, meaning.asks) == ("file_complaint", question)


@pytest.mark.parametrize(
    "text",
    [
        "what time do you close? I am coming by bus from Ennis",
        "do you sell kettles? I am looking for a red one",
        "can I change my delivery address? I moved last week",
        "你们周日开门吗?我想过去看看电视",
    ],
)
def test_only_a_question(understander: EmbeddedUnderstander, text: str) -> None:
    meaning = understander.understand(text, Context(now=NOW))
    assert (meaning.intent == "file_complaint", meaning.asks) == (False, "")
