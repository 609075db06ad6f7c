"""What somebody entered into a form on a website, as a program tells it by mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.mail.reading import Mail, forms, read
from tests.unit.channels.mail.box import FORM, Box

_OWN = frozenset({"service@shop.test"})


def _raw(text: str, *headers: str, kind: str = "plain", sender: str = FORM) -> bytes:
    lines = [f"From: Forms <{sender}>", "Subject: New submission", f"Content-Type: text/{kind}; charset=utf-8"]
    return "\n".join([*lines, *headers, "", text]).encode()


def written(text: str, *headers: str, kind: str = "plain") -> Mail:
    """The mail as its writer's own."""
    return forms.as_written(read(_raw(text, *headers, kind=kind)), _OWN)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("From: Rosa Diaz <rosa@home.test>\nSubject: Missing parts\n\nMessage Body:\nThe bed came without the ladder.\n\n-- \nThis e-mail was sent from a contact form on Shop (https://shop.test)", "The bed came without the ladder.", "Rosa Diaz"),
        ("Name: Rosa\nEmail: rosa@home.test\nOrder number: ES-8812\nMessage: The wheel came off.\nMy baby fell out.\nConsent: yes\nIP: 1.2.3.4", "The wheel came off.\nMy baby fell out.\n\nOrder number: ES-8812", "Rosa"),
        ("Name: Rosa\nEmail: rosa@home.test\nMessage: The oven door came off.\n\n---\n\nDate: November 30, 2026\nTime: 9:00 am\nPage URL: https://shop.test/c\nRemote IP: 1.2.3.4\nPowered by: Elementor", "The oven door came off.", "Rosa"),
        ("You received a new message from your online store's contact form.\n\nName:\n\nRosa\n\nEmail:\n\nrosa@home.test\n\nBody:\n\nWhere is my order #1045?", "Where is my order #1045?", "Rosa"),
        ("Rosa just submitted your form: Contact\n\nFirst name: Rosa\nLast name: Diaz\nEmail: rosa@home.test\nWrite a message: No charger.\n\nIf you think this submission is spam, report it as spam.", "No charger.", "Rosa Diaz"),
        ("您有一条新的留言：\n姓名：史小姐\n电话：13912345678\n邮箱：rosa@home.test\n留言内容：床垫味道很大，孩子起疹子\n提交时间：2026-11-30 09:00:11\n来源页面：https://shop.test/c", "床垫味道很大，孩子起疹子\n\n电话：13912345678", "史小姐"),
        ("您的表单「售后」收到了新的数据：\n\n序号\n128\n姓名\n史小姐\n手机\n13912345678\n邮箱\nrosa@home.test\n问题描述\n空气炸锅冒烟\n提交时间\n2026-11-30 10:00", "空气炸锅冒烟\n\n手机：13912345678", "史小姐"),
        ("*Your name:* Rosa\n*Email:* rosa@home.test\n*Order no. (optional):* 88-771\n*What went wrong?* The dress has a hole.\n*How would you like us to put it right?* Exchange", "The dress has a hole.\n\nOrder no.: 88-771\nWhat I would like: Exchange", "Rosa"),
        ("I booked a room and got a cellar.\n\nName: Rosa\nEmail: rosa@home.test\nBooking: BK-991", "I booked a room and got a cellar.\n\nBooking: BK-991", "Rosa"),
        ("Anrede: Frau\nVorname: Rosa\nNachname: Diaz\nE-Mail: rosa@home.test\nNachricht:\nDie Maschine läuft aus.\n\nDatenschutz akzeptiert: Ja", "Die Maschine läuft aus.", "Rosa Diaz"),
    ],
)  # fmt: skip
def test_a_form_s_fields_are_what_somebody_says(text: str, words: str, name: str) -> None:
    mail = written(text)
    assert (mail.from_address, mail.from_name, mail.reply_text) == ("rosa@home.test", name, words)
    assert mail.automatic is None
    assert mail.subject in ("", "Missing parts")


def test_a_form_in_a_table() -> None:
    cells = [("Name", "Rosa"), ("E-mail address", "rosa@home.test"), ("What went wrong?", "The plumber flooded us.")]
    rows = "".join(f"<tr><td><b>{label}</b></td><td>{value}</td></tr>" for label, value in cells)
    mail = written(f"<table>{rows}</table>", kind="html")
    assert (mail.from_address, mail.reply_text) == ("rosa@home.test", "The plumber flooded us.")
    rows = "".join(f"<tr><td colspan=2>{label}</td></tr><tr><td></td><td>{value}</td></tr>" for label, value in cells)
    mail = written(f"<table>{rows}</table>", kind="html")
    assert (mail.from_address, mail.reply_text) == ("rosa@home.test", "The plumber flooded us.")


@pytest.mark.parametrize(
    ("story", "kept"),
    [
        ("You promised: refund in 5 days.\nFact: it is day 20.", "Fact: it is day 20."),
        ("It broke.\n---\nAlso the second one: same.", "Also the second one: same."),
        ("司机辱骂我\n时间：昨天下午3点\n地点：人民广场", "时间：昨天下午3点"),
        ("Tom (tom@shop.test) hung up.\nName of his boss: Kim", "Name of his boss: Kim"),
        ("It broke.\nDetails\nare in the photo.", "Details\nare in the photo."),
    ],
)
def test_labels_within_a_story_are_the_story_s(story: str, kept: str) -> None:
    mail = written(f"Email: rosa@home.test\nMessage: {story}")
    assert mail.from_address == "rosa@home.test"
    assert kept in mail.reply_text


@pytest.mark.parametrize(
    "text",
    [
        "Hello,\nplease note: the lamp broke.\nThanks",
        "I ordered on 3 March: nothing came.\nEmail me at anna@home.test please.",
        "Name of the man: Tom\nHe was rude. Where is my money?",
    ],
)
def test_a_letter_with_colons_is_no_form(text: str) -> None:
    mail = written(text)
    assert (mail.from_address, mail.subject, mail.text) == (FORM, "New submission", text)


def test_whom_a_form_speaks_for() -> None:
    text = "Email: rosa@home.test\nMessage: It broke."
    assert written(text, "Reply-To: Anna <anna@home.test>").from_address == "anna@home.test"
    # An address of ours, or one that nobody reads, is nobody's who entered something.
    assert written(text, "Reply-To: service@shop.test").from_address == "rosa@home.test"
    assert written(text, "Reply-To: noreply@forms.test").from_address == "rosa@home.test"
    assert written("Email: service@shop.test\nMessage: It broke.").from_address == FORM
    assert forms.names_person(read(_raw(text)), _OWN)
    assert not forms.names_person(read(_raw("Your parcel is on its way.")), _OWN)


async def test_whoever_filled_in_a_form_is_the_customer(tmp_path: Path) -> None:
    text = "Name: Rosa\nEmail: rosa@home.test\nMessage: It broke."
    message = await Box(tmp_path).receive(_raw(text))
    assert message is not None
    assert (message.sender.user, message.name, message.text) == ("rosa@home.test", "Rosa", "It broke.")
    assert not message.automatic
    assert message.doubt is None


async def test_a_form_that_is_not_named_waits_for_staff(tmp_path: Path) -> None:
    raw = _raw("Name: Rosa\nEmail: rosa@home.test\nMessage: It broke.", sender="noreply@unknown.test")
    box = Box(tmp_path)
    assert await box.receive(raw) is None
    message = await box.receive(raw, insist=True)
    assert message is not None
    assert (message.sender.user, message.text) == ("rosa@home.test", "It broke.")
