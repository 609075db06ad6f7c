"""Who frightens a customer now, and who is only rude, late or lost."""

from __future__ import annotations

import time

import pytest

from bot.dialogue.dangers import wording
from bot.dialogue.menace import is_menaced


@pytest.mark.parametrize(
    "text",
    [
        "我好怕 刚才那个司机一直问我住几单元 还把我拉到一个我不认识的地方 我现在下车了 他车还停在那里没走", "快递员有我家地址 我给了差评他就发消息说要来找我 我现在一个人在家", "师傅修完空调不走 一直盯着我看还问我是不是一个人住 我吓死了", "司机绕路到没人的地方 我让他停他不停 救命", "有个男的自称你们师傅硬要进我家门", "司机一路骂我 还说要把我拉到郊区去", "我一个人打车 司机突然拐进小路 我好害怕", "师傅走了又回来敲门 我一个女的在家不敢开", "司機兜去冇人嘅地方 我好驚 佢唔停車", "网约车司机不让我下车", "your driver keeps asking if I live alone and he is still outside my house", "the driver took me somewhere I don't know and I'm scared", "外卖小哥送完还站在我家门口不走 我不敢出门", "房东半夜敲我门 我好怕",
    ],
)  # fmt: skip
def test_menaced(text: str) -> None:
    assert is_menaced(text)
    assert wording(text, text) == "safety.threat"


@pytest.mark.parametrize(
    "text",
    [
        "司机绕路多收我20块", "快递员敲门太大声了", "师傅装完空调不走 非要我给好评", "司机问我住哪栋 然后还是送错了", "外卖员找不到地方 让我下楼拿", "我一个人搬不动 司机不帮忙", "师傅说要来找我核实 一直没来", "我怕麻烦 所以没跟司机计较", "客服吓死人了 说要上征信", "the driver followed the wrong route", "the courier knocked on my door and left", "he asked where I live and then cancelled", "司机不停车直接开过站了", "公交司机不停车 我等了半小时", "快递车还停在楼下就显示签收了", "师傅把我家地板弄坏了 拉到外面去修", "the driver did not stop at my stop", "健身房教练不让我走后门", "保安不让我进小区 送不了外卖", "怕快递丢了 所以让小哥放门口",
    ],
)  # fmt: skip
def test_not_menaced(text: str) -> None:
    assert not is_menaced(text)


@pytest.mark.parametrize("piece", ["司机问我住", "还在门口", "我一个人", "let me out ", "he is still outside "])
def test_long_text_takes_no_time(piece: str) -> None:
    start = time.process_time()
    is_menaced(piece * 100)
    is_menaced(piece * 5000)
    assert time.process_time() - start < 0.1
