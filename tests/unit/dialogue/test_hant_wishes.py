"""Wishes, refusals and sorrow as people of Taiwan and Hong Kong put them."""

from __future__ import annotations

import pytest

from bot.dialogue.deaths import is_grieving, is_registered
from bot.dialogue.keeping import _MERE_CALL
from bot.dialogue.names import place_beside
from bot.dialogue.news import mocks
from bot.dialogue.phrases import is_bare_opener, is_done
from bot.dialogue.questions import praises
from bot.dialogue.refusals import none_of
from bot.dialogue.remarks import is_pause
from bot.dialogue.wishes_chinese import chinese_wish


@pytest.mark.parametrize(
    "text",
    [
        "我要即刻cut 同埋唔好再charge我錢",
        "希望加密班次",
        "希望你們好好管一管司機",
        "即刻凍結我個戶口先",
        "最慢明天一定要修好",
        "叫佢哋靜啲",
        "請他不要再傳line給我",
        "改到12/24入住就好",
        "改回原來的價錢",
        "還我點數!!",
        "我要解約 不想再等了",
    ],
)
def test_a_wish_in_words_of_its_own(text: str) -> None:
    assert chinese_wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "我想問下幾時有得換",
        "我要投訴",
        "我想知道點解",
        "我要轉真人",
        "希望很渺茫",
        "我不想退",
        "叫佢哋靜啲得唔得?",
        "改回原來的電話",
        "我要停車場的收據",
        "佢話要停咗個plan",
        "還我一個公道",
    ],
)
def test_no_wish(text: str) -> None:
    assert not chinese_wish(text)


@pytest.mark.parametrize("text", ["好吧 我想客訴", "ㄟ那個 我要客訴", "唉 我要投訴啦", "咁我要投訴囉"])
def test_whoever_is_about_to_complain(text: str) -> None:
    assert is_bare_opener(text)


@pytest.mark.parametrize("text", ["係咁多", "就係咁多喇", "咁多先"])
def test_all_is_told(text: str) -> None:
    assert is_done(text)


@pytest.mark.parametrize("text", ["我在找訂單", "我搵緊張單", "等我搵下張單先"])
def test_a_moment_is_asked_for(text: str) -> None:
    assert is_pause(text)


@pytest.mark.parametrize("text", ["唔使搵我", "唔好搵我喇", "不用聯絡我"])
def test_nobody_is_to_call(text: str) -> None:
    assert none_of(text, "remedy") == ("contact", "")


@pytest.mark.parametrize("text", ["我唔想同機械人講", "不要跟我講那些 我要真人客服", "為什麼沒有人"])
def test_a_mere_call_for_somebody(text: str) -> None:
    assert _MERE_CALL.fullmatch(text) or text == "為什麼沒有人"


@pytest.mark.parametrize(
    ("text", "mocked"),
    [
        ("真的很感謝你們ㄋㄟ 讓我在機場多睡了一晚", True),
        ("多謝晒 害我白跑一趟", True),
        ("謝謝你們讓我多住一晚", False),
        ("感謝店員陪我等", False),
    ],
)
def test_thanks_in_scorn(text: str, mocked: bool) -> None:
    assert mocks(text) is mocked


def test_praise_of_somebody_by_name() -> None:
    assert praises("台中店的小陳人超好")
    assert not praises("小陳人超好但是等超久")


@pytest.mark.parametrize(
    ("text", "registered"),
    [
        ("我去辦我爸的死亡登記 她一直催", True),
        ("幫阿公申請死亡證明 櫃台很兇", True),
        ("你們的藥害死我爸 我要開死亡證明", False),
        ("我爸昨天過世了", False),
    ],
)
def test_a_death_that_is_only_registered(text: str, registered: bool) -> None:
    assert is_registered(text) is registered


@pytest.mark.parametrize(
    ("text", "told", "mourns"),
    [
        ("我爸剛走 我真的很難過", "", True),
        ("我爸剛走", "我去辦我爸的死亡登記", True),
        ("我爸剛走 去上班了", "冷氣漏水", False),
        ("師傅走了 我很難過", "", False),
    ],
)
def test_sorrow_in_few_words(text: str, told: str, mourns: bool) -> None:
    assert is_grieving(text, told) is mourns


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("北角診所 12月3號", "北角診所"),
        ("12月3號 北角診所", "北角診所"),
        ("景美的 幸福社區", "幸福社區"),
        ("我哋 3個人", None),
        ("版本 5號", None),
        ("去咗診所 3次", None),
    ],
)
def test_a_place_beside_a_day(text: str, place: str | None) -> None:
    assert place_beside(text).get("place") == place
