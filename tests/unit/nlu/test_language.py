"""Which written language a text is in, and when it does not tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import LANGUAGES
from nlu.language import detect


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("我要投诉你们的服务", None, "zh-Hans"),
        ("我要投訴你們的服務", None, "zh-Hant"),
        ("唔係啊，仲未到", None, "zh-Hant"),
        ("我收唔到件貨", "zh-Hans", "zh-Hant"),
        ("好嘞", None, "zh-Hans"),
        ("得嘞，就这么办", "zh-Hans", "zh-Hans"),
        ("行嘞", "zh-Hans", None),
        ("my order never came", None, "en"),
        ("yes please", None, "en"),
        ("我的iPhone 15 Pro Max坏了", "en", "zh-Hans"),
        ("The manager 王小明 was rude to me and I want a refund", None, "en"),
        ("订单 delay 了三天 still no update", None, "zh-Hans"),
        ("是", None, "zh-Hans"),
        ("是", "en", "zh-Hans"),
        ("是", "zh-Hant", None),
        ("退款", "zh-Hant", None),
        ("后台", "zh-Hant", None),
        ("12345678", "zh-Hans", None),
        ("🙂🙂🙂", "en", None),
        ("HY26-7KQM-4T9C", "zh-Hant", None),
        ("ok", "zh-Hant", None),
        ("yes", "zh-Hans", None),
        ("Dyson V15 Detect", "zh-Hans", None),
        ("a.b@example.com", "zh-Hans", None),
        ("", None, None),
        ("English please", "zh-Hans", "en"),
        ("可以说英文吗", "zh-Hans", "en"),
        ("請用繁體回覆", "zh-Hans", "zh-Hant"),
        ("用简体", "zh-Hant", "zh-Hans"),
        ("說中文", "en", "zh-Hant"),
        ("in Chinese please", "en", "zh-Hans"),
        ("我不会说英文", "zh-Hans", "zh-Hans"),
        ("speak Traditional Chinese", "en", "zh-Hant"),
        ("普通话", "zh-Hant", "zh-Hans"),
        ("普通话说得不好", "zh-Hant", "zh-Hans"),
        ("国语", "zh-Hant", "zh-Hans"),
        ("國語", "zh-Hans", "zh-Hant"),
        ("啱", "zh-Hans", None),
        ("佢哋仲未打俾我", "zh-Hans", None),
        ("冇人理我", "zh-Hans", None),
        ("冇人理我", None, "zh-Hant"),
        ("冇人理我", "en", "zh-Hant"),
        ("唔使啦", "zh-Hant", "zh-Hant"),
    ],
)
def test_language(text: str, before: str | None, language: str | None) -> None:
    assert detect(text, before) == language


@given(st.text(max_size=200), st.sampled_from([None, *LANGUAGES]))
def test_any_text_has_a_known_language_or_none(text: str, before: str | None) -> None:
    assert detect(text, before) in {None, *LANGUAGES}
