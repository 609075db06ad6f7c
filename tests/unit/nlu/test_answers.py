"""What an answer to an open question is: a name, a refusal, a question in return."""

from __future__ import annotations

import pytest

from bot.messages import Context
from nlu.decide import decide
from nlu.fold import clean, fold
from nlu.persons import named
from nlu.things import made, whole

#: What a model may make of any of them.
CHANCES = {"file_complaint": 0.3, "add_information": 0.3, "out_of_scope": 0.2, "rate": 0.15, "ask_faq": 0.05}


def meant(text: str, asked: str | None, **values: str) -> str:
    context = Context(form="complaint" if asked else None, asked=asked)
    return decide(CHANCES, fold(clean(text)), context, values, ruled=None, rated=False, threshold=0.1)[0]


@pytest.mark.parametrize(
    "text",
    [
        "不留，上回留了天天接骚扰电话", "個資我不想給，站內信回我即可", "电话就不给了，省得骚扰", "唔留，費事收騷擾電話", "不要打给我，我怕推销", "no number, last time I got spam calls for weeks",
        "sorry, I'm not leaving my phone, too many scams",
    ],
)  # fmt: skip
def test_no_way_to_be_reached(text: str) -> None:
    assert meant(text, "contact") == "skip"


@pytest.mark.parametrize("text", ["不给回复我就投诉到底", "no calls on the number from Tuesday", "不给我退款我就去告"])
def test_a_threat_is_no_refusal(text: str) -> None:
    assert meant(text, "contact") == "add_information"


def test_what_is_given_after_all() -> None:
    assert meant("no number, mail me at a@b.example", "contact", email="a@b.example") == "add_information"


@pytest.mark.parametrize(
    "text",
    [
        "Not naming anyone, she's only a young one", "算了不說是誰，他也是領薪水的", "Not gonna name her, she's only a trainee", "不说了，别害人家丢饭碗", "I'd rather not say who it was",
        "I don't want to get anyone in trouble",  "唔講佢個名喇，佢都係打份工", "名字就不提了",
    ],
)  # fmt: skip
def test_nobody_is_named(text: str) -> None:
    assert meant(text, "person") == "skip"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("姓邱，胸牌上写的邱海燕", "邱海燕"), ("好像叫阿凱，短髮，講話很衝", "阿凱"), ("李明，态度很差", "李明"), ("王经理，头发很短", "王经理"), ("邱海燕", "邱海燕"),
        ("穿红衣服的胖子，男的", None),
    ],
)  # fmt: skip
def test_a_name_without_what_is_said_of_it(text: str, name: str | None) -> None:
    assert named(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("就那个会唱歌的儿童马桶圈", "会唱歌的儿童马桶圈"), ("你们的月嫂服务，26天的", "月嫂服务"), ("嗰個識唱歌嘅廁板", "識唱歌嘅廁板"), ("你们家那个破壁机", "破壁机"), ("抽濕機，灰色嘅", "抽濕機"), ("那款电饭煲，白色的", "电饭煲"), ("the stick vacuum, purple", "stick vacuum"),
        ("苹果，香蕉", "苹果，香蕉"), ("台灯", "台灯"), ("那不勒斯披萨", "那不勒斯披萨"),
    ],
)  # fmt: skip
def test_a_thing_without_what_is_said_of_it(text: str, name: str) -> None:
    assert whole(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("海尔，EC6002那款热水器，白色", "海尔，EC6002那款热水器"), ("Dyson, the V8 stick vacuum, purple", "Dyson, the V8 stick vacuum"), ("热水器，白色", None), ("Kettle, 2 cups and a toaster", None),
    ],
)  # fmt: skip
def test_a_maker_and_its_model(text: str, name: str | None) -> None:
    assert made(text) == name


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("is that the long number on the docket or the one in the email?", "order_number"), ("係張單上面嗰個定係電郵嗰個？", "order_number"), ("是快递单上那个还是短信里那个？", "order_number"),
        ("我買兩樣，你要哪一樣？", "product"), ("which one, I bought two things?", "product"), ("邊一件呀，我買咗三件", "product"), ("do ye deliver to the Aran Islands?", None), ("你们送不送新疆", None), ("請問你們收不收舊手機？", None),
    ],
)  # fmt: skip
def test_a_question(text: str, asked: str | None) -> None:
    assert meant(text, asked) == "ask_faq"


@pytest.mark.parametrize(
    ("text", "asked"),
    [("你们修不修，都三天了", None), ("the number on the docket is torn or wet", "order_number"), ("哪个都坏了", "product"), ("the one which was late", "product")],
)  # fmt: skip
def test_no_question(text: str, asked: str | None) -> None:
    assert meant(text, asked) != "ask_faq"


@pytest.mark.parametrize(
    "text",
    [
        "体验极差，再也不来了",
        "差评，下次不会来了",
        "Terrible experience, never again",
        "Worst experience ever, never coming back",
    ],
)
def test_a_bad_verdict_is_a_complaint(text: str) -> None:
    chances = {"rate": 0.6, "out_of_scope": 0.2, "file_complaint": 0.2}
    assert decide(chances, fold(text), Context(), {}, ruled=None, rated=False, threshold=0.1)[0] == "file_complaint"


@pytest.mark.parametrize("text", ["Very good service, thank you", "服务很好，谢谢"])
def test_a_good_one_is_none(text: str) -> None:
    chances = {"rate": 0.6, "out_of_scope": 0.2, "file_complaint": 0.2}
    assert decide(chances, fold(text), Context(), {}, ruled=None, rated=False, threshold=0.1)[0] == "rate"


@pytest.mark.parametrize(
    "text",
    [
        "my landlord won't fix the boiler, what should I do? (nothing to do with you guys I know)", "my landlord won't return my calls about the damp. not about you lot, just venting",
    ],
)  # fmt: skip
def test_not_our_matter(text: str) -> None:
    assert meant(text, None) == "out_of_scope"


@pytest.mark.parametrize(
    "text",
    [
        "It's not you, it's the courier who lost my parcel",
        "You said it has nothing to do with you, but the boiler is yours",
    ],
)
def test_our_matter_all_the_same(text: str) -> None:
    assert meant(text, None) == "file_complaint"
