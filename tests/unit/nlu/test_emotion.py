"""How the customer feels."""

from __future__ import annotations

import pytest

from nlu.emotion import emotion
from nlu.fold import fold


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("气死我了，什么破公司", "angry"), ("THIS IS NOT WHAT I PAID FOR", "angry"), ("你哋真係好離譜，黐線", "angry"), ("what a joke!!!", "angry"),
        ("怎么办，我好担心", "anxious"), ("I'm really worried about this", "anxious"), ("很失望", "upset"), ("disappointed with the sofa", "upset"), ("😭😭", "upset"),
        ("急死个人", "angry"), ("煩死個人了", "angry"), ("谢谢，解决了", "pleased"), ("thank you so much", "pleased"), ("不满意", "upset"), ("订单号是12345678", "neutral"), ("the box is blue", "neutral"), ("", "neutral"),
    ],
)  # fmt: skip
def test_emotion(text: str, feeling: str) -> None:
    assert emotion(text, fold(text)) == feeling
