"""Texts in pieces that fit, menus where they fit."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Address, Choice, OutboundMessage
from channels.wechat.parts import Shape, divided, shortened, size, to_parts


def message(text: str, **more: Any) -> OutboundMessage:
    return OutboundMessage(conversation=1, to=Address(channel="wechat", user="u"), text=text, **more)


@given(st.text(max_size=600), st.integers(12, 300))
def test_nothing_is_lost_and_every_piece_fits(text: str, most: int) -> None:
    pieces = divided(text, most)
    assert all(0 < size(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.encode(errors="replace").decode().split())


def test_pieces_end_with_sentences() -> None:
    text = "第一句话在这里。" * 40
    assert all(piece.endswith("。") for piece in divided(text, 300))


def test_a_skin_tone_stays_with_its_hand() -> None:
    pieces = divided("👍🏽" * 50, 30)
    assert all(piece.count("👍") == piece.count("🏽") for piece in pieces)


def test_choices_are_a_menu_where_it_fits_and_a_list_where_not() -> None:
    few = tuple(Choice(value=f"v{n}", label=f"选项{n}") for n in range(3))
    many = tuple(Choice(value=f"v{n}", label=f"选项{n}") for n in range(11))
    shape = Shape(menu=60)
    [menu] = to_parts(message("请选", choices=few), shape, attachments=())
    assert menu.choices == few
    [listed] = to_parts(message("请选", choices=many), shape, attachments=())
    assert listed.text.endswith("11. 选项10")
    [long] = to_parts(message("很长的说明" * 9, choices=few), shape, attachments=())
    assert "3. 选项2" in long.text


def test_a_field_of_a_template_is_one_short_line() -> None:
    assert shortened("一\n二  三", 20) == "一 二 三"
    assert shortened("一二三四五六", 5) == "一二三四…"
