"""Who wrote a mail: a machine, or a person whose words only begin like a machine's."""

from __future__ import annotations

import pytest

from channels.mail.reading import Automatic, read

_OURS = "In-Reply-To: <hy-1@shop.test>"
_ICS = "BEGIN:VCALENDAR\nEND:VCALENDAR"


def kind(subject: str = "kettle", *headers: str, sender: str = "anna@home.test", text: str = "It leaks.") -> str | None:
    """What reading makes of a short mail."""
    lines = [f"From: {sender}", "To: service@shop.test", f"Subject: {subject}", *headers]
    if not any(line.startswith("Content-Type") for line in headers):
        lines.append("Content-Type: text/plain; charset=utf-8")
    raw = "\n".join([*lines, "", text]).encode()
    found = read(raw, own=("service@shop.test", "help@shop.test")).automatic
    return found and found.value


@pytest.mark.parametrize("subject", ["Auto-renewal charged me twice", "Auto: engine broken", "Absence de réponse à ma réclamation", "自动回复没有解决问题", "On vacation my suitcase broke", "On holiday rental: no water", "外出中包裹被放门口丢失", "Automatic reply is useless", "Ooo no", "Fuori sede: pacco altrove", "不在通知：没有人按门铃", "Read: the manual is missing", "Deleted: my account", "Lu: votre réponse", "未读：三封投诉"])  # fmt: skip
def test_subjects_that_only_begin_like_a_machines(subject: str) -> None:
    assert kind(subject) is None


@pytest.mark.parametrize("subject", ["Automatic reply: kettle", "Re: Out of Office: kettle", "Out of office", "[Auto-Reply] kettle", "Out of Office AutoReply: kettle", "Abwesenheitsnotiz: Wasserkocher", "Automatische Antwort: Wasserkocher", "Réponse automatique : bouilloire", "Risposta automatica: bollitore", "自动回复：您的投诉", "自動回覆: 水壺", "自動応答: やかん", "자동 회신: 주전자"])  # fmt: skip
def test_subjects_that_machines_write(subject: str) -> None:
    assert kind(subject) == Automatic.AUTO_REPLY


@pytest.mark.parametrize(
    "subject", ["On vacation", "Abwesend: Wasserkocher", "外出中：您的投诉", "Fuori sede: bollitore"]
)
def test_where_somebody_is_counts_in_an_answer(subject: str) -> None:
    assert kind(subject) is None
    assert kind(subject, _OURS) == Automatic.AUTO_REPLY


def test_receipts() -> None:
    assert kind("Read: kettle", _OURS) == Automatic.READ_RECEIPT
    assert kind("Gelesen: Wasserkocher", "Return-Path: <>") == Automatic.READ_RECEIPT
    assert kind("已读：水壶", text="您的邮件已于2026/11/26 10:00被阅读") == Automatic.READ_RECEIPT


def test_demands_to_prove_oneself() -> None:
    told = "Your app asks me to verify that you are human and logs me out."
    assert kind("locked out", text=told) is None
    assert kind("locked out", "In-Reply-To: <a@other.test>", text=told) is None
    quoted = f"That did not help.\n\nOn 2026-11-26 10:00, service <service@shop.test> wrote:\n> {told}\n"
    assert kind("Re: locked out", _OURS, text=quoted) is None
    assert kind("Re: kettle", _OURS, text="Please confirm your message by this link.") == Automatic.CHALLENGE
    assert kind("Sender verification required") == Automatic.CHALLENGE


def test_providers_that_mark_every_mail() -> None:
    assert kind("kettle", "Feedback-ID: 1:user:proton") is None
    assert kind("kettle", "Feedback-ID: 1:x:y", "List-Unsubscribe: <https://shop.example/u>") == Automatic.BULK
    assert kind("kettle", "Precedence: bulk") == Automatic.BULK


def test_mails_that_were_handed_on() -> None:
    assert kind("kettle", "X-MS-Exchange-Inbox-Rules-Loop: service@shop.test") is None
    assert kind("kettle", "X-MS-Exchange-Inbox-Rules-Loop: anna@home.test") == Automatic.AUTO_REPLY
    ours = ("Precedence: list", "List-ID: <help.shop.test>", "List-Unsubscribe: <mailto:help+u@shop.test>")
    assert kind("kettle", *ours) is None
    assert kind("kettle", "List-Post: <mailto:service@shop.test>", "List-ID: care <x.shop.test>") is None
    theirs = ("Precedence: list", "List-ID: <users.lists.test>", "List-Post: <mailto:users@lists.test>")
    assert kind("kettle", *theirs) == Automatic.LIST
    assert kind("kettle", "Precedence: list") == Automatic.LIST


@pytest.mark.parametrize(
    ("disposition", "text", "calendar"), [("attachment", "Nobody came.", False), ("", "Nobody came.", False), ("", "", True)]
)  # fmt: skip
def test_appointments_beside_a_text(disposition: str, text: str, calendar: bool) -> None:
    placed = f"Content-Disposition: {disposition}\n" if disposition else ""
    parts = f"--b\n\n{text}\n--b\nContent-Type: text/calendar; method=REQUEST\n{placed}\n{_ICS}\n--b--"
    found = kind("visit", "Content-Type: multipart/mixed; boundary=b", text=parts)
    assert found == (Automatic.CALENDAR if calendar else None)


def test_an_invitation_is_one() -> None:
    parts = f"--b\n\nA call\n--b\nContent-Type: text/calendar; method=REQUEST\n\n{_ICS}\n--b--"
    assert kind("call", "Content-Type: multipart/alternative; boundary=b", text=parts) == Automatic.CALENDAR


@pytest.mark.parametrize("sender", ["jumpandbounce@gmail.com", "noreplyjoe@gmx.de", "lisa.bounce@gmail.com", "johnpostmaster@gmail.com", "robot@gmx.de"])  # fmt: skip
def test_people_with_odd_addresses(sender: str) -> None:
    assert kind(sender=sender) is None


@pytest.mark.parametrize("sender", ["noreply@shop.example", "no-reply-orders@shop.example", "drive-noreply@shop.example", "noreply2@shop.example", "donotreply@shop.example", "bounce+a=b@shop.example", "postmaster@shop.example"])  # fmt: skip
def test_addresses_of_machines(sender: str) -> None:
    assert kind(sender=sender) == Automatic.AUTO_GENERATED


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@mx.example", "bounces@mx.example", "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@mx.example"])  # fmt: skip
def test_reports_of_mail_systems(sender: str) -> None:
    assert kind("Undelivered Mail Returned to Sender", sender=sender) == Automatic.BOUNCE
