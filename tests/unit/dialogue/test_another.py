"""What says that a matter is another one, and what only names another hand."""

from __future__ import annotations

import pytest

from bot.dialogue.phrases import is_another


@pytest.mark.parametrize(
    "text",
    [
        "另外一个订单也有问题",
        "还有另一件事",
        "另一宗投訴",
        "另外还想投诉你们的快递",
        "我還有另一個投訴",
        "另一個",
        "另外还有一个订单没发货",
        "I have another problem",
        "another thing, your driver was rude",
    ],
)
def test_another(text: str) -> None:
    assert is_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "转到另外一家医院了，花了3260，这个钱要你们出",
        "今天找了另外一个师傅来看，说是你们装错线了",
        "我找了另外一家来修，花了300，这钱你们出",
        "另一个医生说要做手术",
        "另外一位护士说的",
        "另外要赔误工费",
        "另外想问一下多久有结果",
        "換咗另一個人嚟都係咁講",
        "另有医院的诊断书",
        "The electrician found another problem with the wiring",
        "this caused another issue with her back",
    ],
)
def test_the_same(text: str) -> None:
    assert not is_another(text)
