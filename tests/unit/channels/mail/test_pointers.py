"""Mails that only say where to look: what stands there is what the customer says. Other short answers are answers."""

from __future__ import annotations

import pytest

from channels.mail.reading import pointers, read

_BLOCK = "From: Care <care@shop.example>\nSent: Tuesday, 24 November 2026 14:02\nTo: Jane <jane@roe.example>\nSubject: Re: Kettle"
_BLOCK_HAN = "发件人: 客服 <care@shop.example>\n发送时间: 2026年11月24日 14:02\n收件人: 马国庆 <ma@valve.example>\n主题: 回复: 阀门"


def said(text: str, *, subject: str = "Re: kettle", own: tuple[str, ...] = ()) -> str:
    """What counts as said in a mail of one part, or of several where the text begins with a boundary."""
    kind = 'multipart/mixed; boundary="b"' if text.startswith("--b\n") else "text/plain; charset=utf-8"
    head = f"From: jane@roe.example\nSubject: {subject}\nContent-Type: {kind}\n\n"
    return read((head + text).encode(), own=own).reply_text


@pytest.mark.parametrize(
    "text",
    ["见下面红字。", "您好，\n请见下方蓝字，谢谢", "答复见下", "我的回复在下面", "回覆如下", "請見以下紅字回覆", "已在原文中用红色标注", "逐条回复如下：", "請看下面", "以下回覆",
     "See below.", "Hi Team,\n\nPlease see my answers in red below.\n\nThanks\nJane Roe", "My answers are in capitals", "inline", "Comments inline below", "Answered in blue.", "Replies below each question, thanks", "Dear Customer Care,\nI have answered your questions below in bold", "答复用红色字体标在下面", "我把答案写在每个问题下面了", "As requested, answers in red below", "Siehe unten.", "Antworten in Rot", "Mes réponses en rouge ci-dessous", "Respuestas en rojo abajo",
     "See my answers below, in brackets.", "Please see inline, marked AL.", "My replies are inline below, prefixed with Anna:", "Answers below start with [JR]", "Replied inline under my name", "见下面【李】的回复", "答复见下方，标有“李”", "回复见下，前面标了[王]", "见下文方括号内的回复"],
)  # fmt: skip
def test_they_point_below(text: str) -> None:
    assert pointers.below(text)


@pytest.mark.parametrize(
    "text",
    ["Red", "The blue one, please.", "in red", "红色", "我要红色的", "below the sink", "It is below the line, the water.", "下面漏水", "以下三台都坏了", "See below: the kettle leaks and I want 49 EUR back.", "见下面红字，另外我要退款299元", "Yes", "4711", "5", "谢谢", "Thanks, all answered.", "The answer is no", "See below, marked down from 49 EUR", "My answer is below: [broken] and rusty", "见下面，李先生答复说不修", "See below. Started on Monday"],
)  # fmt: skip
def test_they_do_not_point_below(text: str) -> None:
    assert not pointers.below(text)


@pytest.mark.parametrize(
    "text",
    ["Please see attached.", "Dear Sir or Madam,\n\nPlease find my complaint attached.\n\nE. Brack", "See attached letter", "Attached.", "see file", "Letter attached, thanks", "见附件", "您好：\n请查收附件，谢谢！", "詳見附檔", "投诉信见附件", "附件为投诉信，请查收", "Kindly find the attached letter for your attention.", "Siehe Anhang", "Voir pièce jointe", "Ver archivo adjunto", "添付ファイルをご覧ください"],
)  # fmt: skip
def test_they_point_to_what_is_attached(text: str) -> None:
    assert pointers.attached(text)


@pytest.mark.parametrize(
    "text",
    ["The handle was attached with two screws and fell off.", "Please see attached photo of the burnt plug.", "My husband wrote this down, please help him, see attached.", "附件里的发票是错的", "见附件，请赔偿", "Please see my order 4711", "Thanks for the letter", "收到，谢谢"],
)  # fmt: skip
def test_they_do_not_point_to_what_is_attached(text: str) -> None:
    assert not pointers.attached(text)


def test_answers_that_stand_below_each_question() -> None:
    below = (
        "1. Which order is it?\nHT-07, the batch of DN50\n2. When did it start?\n18 November\n\nWhy does nobody call?"
    )
    assert said(f"See my answers in red below.\n\n{_BLOCK}\n\n{below}") == (
        "See my answers in red below.\n\nHT-07, the batch of DN50\n18 November\nWhy does nobody call?"
    )
    below = "1. 请问订单号是多少？\nHT-07\n2. 什么时候发现的？\n11月18号，漏了4台"
    assert said(f"见下面红字。\n\n{_BLOCK_HAN}\n\n{below}", subject="答复: 阀门") == (
        "见下面红字。\n\nHT-07\n11月18号，漏了4台"
    )


def test_answers_within_marked_lines() -> None:
    history = "> Which order is it?\n> HT-07\n> When did it start?\n> Since Friday\n"
    text = f"Inline.\n\nOn 24 November 2026 at 14:02, Care <care@shop.example> wrote:\n{history}"
    assert said(text) == "Inline.\n\nHT-07\nSince Friday"


def test_older_mails_below_the_answered_one_stay_out() -> None:
    older = f"{_BLOCK}\n\nWhich kettle?"
    assert said(f"See below in red.\n\n{_BLOCK}\n\nWhich order?\nHT-07\n\n{older}") == "See below in red.\n\nHT-07"


def test_whoever_says_something_is_not_looked_up_below() -> None:
    assert said(f"The kettle leaks, see below.\n\n{_BLOCK}\n\nWhich order?\nHT-07") == "The kettle leaks, see below."
    assert said(f"In red, please.\n\n{_BLOCK}\n\nWhich colour?") == "In red, please."


_LETTER = 'Content-Type: text/plain; charset=utf-8; name="scan.txt"\nContent-Disposition: attachment; filename="scan.txt"\n\nThe battery caught light.'
_MAIL = "Content-Type: message/rfc822\n\nFrom: kwame@cars.example\nSubject: car\n\nThe gearbox seized."


@pytest.mark.parametrize(
    ("part", "letter"), [(_LETTER, "The battery caught light."), (_MAIL, "The gearbox seized.")], ids=["txt", "mail"]
)
def test_letters_that_are_attached(part: str, letter: str) -> None:
    def mail(text: str) -> str:
        return f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--b\n{part}\n--b--\n"

    assert said(mail("Please see attached."), subject="Letter") == f"Please see attached.\n\n{letter}"
    assert said(mail("Please see attached.\n-- \nJane Roe"), subject="Letter") == f"Please see attached.\n\n{letter}"
    assert said(mail(""), subject="Letter") == letter
    assert said(mail("The proof is attached, I want 90 EUR."), subject="x") == "The proof is attached, I want 90 EUR."


def test_mails_of_ours_that_are_attached_are_no_words_of_the_customer() -> None:
    mail = f"--b\nContent-Type: text/plain\n\nSee attached.\n--b\n{_MAIL}\n--b--\n"
    assert said(mail, subject="x", own=("kwame@cars.example",)) == "See attached."
