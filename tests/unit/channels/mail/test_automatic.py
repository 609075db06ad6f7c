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


@pytest.mark.parametrize("subject", ["Automatic reply: kettle", "Re: Out of Office: kettle", "Out of Office Re: Your case HY26-AB63-QE5M", "Automatic reply RE: kettle", "Out of office", "[Auto-Reply] kettle", "Out of Office AutoReply: kettle", "Abwesenheitsnotiz: Wasserkocher", "Automatische Antwort: Wasserkocher", "Réponse automatique : bouilloire", "Risposta automatica: bollitore", "自动回复：您的投诉", "自動回覆: 水壺", "自動応答: やかん", "자동 회신: 주전자"])  # fmt: skip
def test_subjects_that_machines_write(subject: str) -> None:
    assert kind(subject) == Automatic.AUTO_REPLY


@pytest.mark.parametrize(
    "subject",
    [
        "On vacation",
        "Abwesend: Wasserkocher",
        "外出中：您的投诉",
        "Fuori sede: bollitore",
        "Niet op kantoor: ketel",
        "Poza biurem: czajnik",
    ],
)
def test_where_somebody_is_counts_in_an_answer(subject: str) -> None:
    assert kind(subject) is None
    assert kind(subject, _OURS) == Automatic.AUTO_REPLY


@pytest.mark.parametrize("subject", ["Automatyczna odpowiedź: sprawa", "Odpowiedź automatyczna: sprawa", "Automatisch antwoord: ketel", "Risposta automatica: bollitore", "Resposta automática: chaleira", "Automatiskt svar: vattenkokare", "Autosvar: kedel", "Автоматический ответ: чайник", "Автоответ: чайник", "Otomatik yanıt: su ısıtıcısı", "Trả lời tự động: ấm đun", "ตอบกลับอัตโนมัติ: กาต้มน้ำ", "Balasan otomatis: ketel", "Automatikus válasz: vízforraló"])  # fmt: skip
def test_subjects_of_machines_in_further_languages(subject: str) -> None:
    assert kind(subject, text="…") == Automatic.AUTO_REPLY


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for your email. I am on annual leave until Monday 7 December with no access to email. For anything urgent contact Jo on 01234 555 010.",
        "Hello,\n\nI'm currently out of the office and will reply when I return on 3 December.\nIf it is urgent, please contact my colleague Jo.",
        "Vielen Dank für Ihre Nachricht. Ich bin bis zum 3. Dezember im Urlaub. In dringenden Fällen wenden Sie sich bitte an Frau Roth.",
        "Merci pour votre message. Je suis en congés jusqu'au 3 décembre. En cas d'urgence, contactez M. Blanc.",
        "Dank voor je bericht. Ik ben tot 3 december met vakantie. Bij spoed: bel Jan.",
        "Dziękuję za wiadomość. Jestem na urlopie do 3 grudnia. W pilnych sprawach proszę o kontakt z Janem.",
        "Спасибо за письмо. Я нахожусь в отпуске до 3 декабря. По срочным вопросам обращайтесь к Ивану.",
        "Grazie per il messaggio. Sono in ferie fino al 3 dicembre. Per urgenze: Paolo.",
        "感谢您的来信！我正在休假，12月7日返岗后回复您。如有急事请联系王经理。",
        "I will be out of the office starting 24/11/2026 and will not return until 30/11/2026. I will respond to your message when I return.",
        "Thank you for your message. I am currently on maternity leave. Please contact Sue Bell for assistance.",
        "This is an automatic reply. I am at a fair this week.",
        "您好：我目前休假中，12月3日返回辦公室，如有緊急事項請聯絡王小姐。",
        "Tack för ditt mejl. Jag är på semester till 3 december. Vid brådskande ärenden kontakta Sven.",
        "Obrigado pela sua mensagem. Estou de férias até 3 de dezembro. Em caso de urgência contacte Ana.",
        "Mesajınız için teşekkürler. 3 Aralık'a kadar izindeyim. Acil durumlarda Ali ile görüşün.",
        "Cảm ơn bạn đã gửi email. Tôi đang nghỉ phép đến ngày 3/12. Trường hợp khẩn cấp xin gọi 0909.",
        "Terima kasih atas email Anda. Saya sedang cuti sampai 3 Desember. Untuk hal mendesak hubungi Budi.",
        "尊敬的合作伙伴：\n感谢您的来信！本人因公出差，12月1日至5日期间无法及时处理邮件，紧急事宜请联系王经理 13800000000。",
        "各位好，感谢来信！我已于11月从公司离职，后续工作请联系李工。",
        "Thank you for your email. I no longer work at ACME Ltd. Please direct all enquiries to info@acme.example.",
        "Thanks for your message. I have left the company. Please forward any future messages to jo@acme.example.",
        "Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihre Nachricht. Ich bin bis einschließlich 7.12. nicht im Haus. Ihre E-Mail wird nicht weitergeleitet.",
        "ขอบคุณสำหรับอีเมล ขณะนี้ฉันลาพักร้อนถึง 3 ธ.ค. หากเร่งด่วนโปรดติดต่อคุณนก",
    ],
)  # fmt: skip
def test_notes_of_absence_without_a_sign(text: str) -> None:
    assert kind("Re: Your case HY-1", _OURS, text=text) == Automatic.AUTO_REPLY
    assert kind("Your kettle", text=text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I am on leave because of it! Your office chair collapsed under me. I am out of the office until 7 December. Who pays?",
        "I am on annual leave until Monday, please send the engineer after that.",
        "I'm away until Friday, so call my wife instead. It is urgent, the kettle leaks.",
        "Thanks for your message. I am travelling until Friday. The order number is 4711.",
        "我在外地出差，下周三之后才能收货。",
        "感谢您的来信，我休假到周五，请周五以后送货。",
        "Ich bin bis Freitag im Urlaub, bitte liefern Sie danach.",
        "I am on holiday until Monday, so I can't check the serial number before then. It was on the box.",
        "Hello, I'm out of the office today. Please call me tomorrow when I am back, the printer is still dead and I need it urgently.",
        "我出差了，周五回来后再回复你们订单号。",
        "This is an automatic reply again, and I want a person.",
        "I no longer work at ACME, so please send the new router to my home address.",
        "我已经从那家公司离职了，发票请开个人抬头。",
        "Sehr geehrte Damen und Herren,\nich bin bis Freitag nicht im Haus, bitte liefern Sie am Samstag.",
    ],
)  # fmt: skip
def test_people_who_are_away(text: str) -> None:
    for subject in ("Re: Your case HY-1", "Out of office - but your chair still collapsed"):
        assert kind(subject, _OURS, text=text) is None


def test_a_sign_of_absence_behind_the_subject() -> None:
    note = "I am on annual leave until Monday with no access to e-mail."
    assert kind("Re: Your case HY-1 | OOO", _OURS, text=note) == Automatic.AUTO_REPLY
    assert kind("Re: Your case HY-1 | OOO", _OURS, text="The kettle still leaks.") is None


@pytest.mark.parametrize(
    "text",
    [
        "这是来自QQ邮箱的假期自动回复邮件。\n \n您好，我最近正在休假中，无法亲自回复您的邮件。我将在假期结束后，尽快给您回复。",
        "【自动回复】邮件已收到，谢谢！",
        "[系统自动回复] 您好，来信收到。",
        "您好，您的邮件我已经收到，我会尽快给您回复！",
        "来信已收到，会尽快处理，谢谢。",
        "我们已收到您的邮件，将尽快与您联系。",
        "Thank you for your email. I will get back to you as soon as possible.",
        "Hi,\n\nI have received your message and will reply shortly. Thanks!",
        "This mailbox is no longer monitored. Please use our website.",
        "此邮箱已停用，请发至 new@home.test。",
    ],
)
def test_machines_that_name_themselves_or_only_say_that_it_came(text: str) -> None:
    assert kind("Re: 您的投诉", text=text) == Automatic.AUTO_REPLY
    assert kind("您的投诉", text=text) is None


@pytest.mark.parametrize(
    "text",
    [
        "收到，谢谢",
        "邮件收到了，可是什么时候处理？",
        "你们的自动回复说会尽快处理，都一周了",
        "自动回复没有用，我要找人工",
        "您的邮件我已经收到，但是退款还没到账。",
        "Thanks for your email. I will get back to you with the photos tomorrow.",
        "Got it, I will send the order number later.",
        "This mailbox key is not working, the lock was installed wrong.",
        "我已收到退款，谢谢",
    ],
)
def test_people_who_say_that_something_came(text: str) -> None:
    assert kind("Re: 您的投诉", _OURS, text=text) is None


def test_what_programs_tell_about_a_mail() -> None:
    recall = 'Bo Li would like to recall the message, "Broken chair".'
    assert kind("Recall: Broken chair", text=recall) == Automatic.AUTO_GENERATED
    assert kind("回复：椅子", text="发件人希望撤回邮件“椅子”。") == Automatic.AUTO_GENERATED
    assert kind("Recall of the heater", text="You would like us to return the heater: who pays for that?") is None
    assert kind("Re: chair", _OURS, text="Bo Li reacted to your message:") == Automatic.AUTO_GENERATED
    assert kind("Re: chair", _OURS, text="My skin reacted to your message oil: red spots everywhere.") is None
    parts = "--b\n\n👍\n--b\nContent-Type: text/vnd.google.email-reaction+json\n\n{}\n--b--"
    smiley = kind("Re: chair", _OURS, "Content-Type: multipart/alternative; boundary=b", text=parts)
    assert smiley == Automatic.AUTO_GENERATED


_RECEIPT = "Thank you for contacting Acme. We have received your request and given it number 88123. An agent will reply within one working day."
_ABOVE = "##- Please type your reply above this line -##"


@pytest.mark.parametrize(
    ("subject", "header", "text"),
    [
        ("[Ticket#88123] Received: Re: Your case", "X-Loop: support@acme.example", f"{_ABOVE}\n\n{_RECEIPT}"),
        ("Re: Your case", "X-Spam: no", f"{_ABOVE}\n\n{_RECEIPT}"),
        ("Re: Your case", "X-Auto-Response-Suppress: OOF", _RECEIPT),
        ("Re: Your case", "X-Spam: no", _RECEIPT),
        ("[#4711] Your case", "X-Spam: no", "Hi Acme,\n\nYour request has been received and is being reviewed by our team."),
        ("Request received: Your case", "X-Spam: no", "We've received your message. Somebody will answer."),
        ("【工单 88123】回复", "X-Spam: no", "您好，\n您的工单已创建，我们将尽快处理。"),
        ("Re: Fall", "X-Spam: no", "Guten Tag,\nIhre Anfrage ist bei uns eingegangen und hat die Nummer 88123. Wir melden uns."),
        ("Re: dossier", "X-OTRS-Loop: yes", "Bonjour,\nNous avons bien reçu votre demande."),
    ],
)  # fmt: skip
def test_receipts_of_other_desks(subject: str, header: str, text: str) -> None:
    assert kind(subject, header, _OURS, text=text) == Automatic.AUTO_REPLY


@pytest.mark.parametrize(
    ("subject", "header", "text"),
    [
        ("Re: [Ticket#88123] your case", "X-Auto-Response-Suppress: OOF", "Nobody has called. We have received your request form twice now, ticket 88123."),
        ("Your case", "X-Auto-Response-Suppress: DR, OOF, AutoReply", "We have received your message, but it answers nothing."),
        ("Ticket 88123", "X-Spam: no", "You wrote: We have received your request and given it number 88123. We will reply within a day. That was in May."),
        ("Re: Your case", "X-Spam: no", "Thank you for your message. The order number is 4711, the kettle leaks."),
        ("Your parcel", "X-Spam: no", "Your message was received and I am angry. Ticket 88123. Will you ever reply?"),
        ("Re: Your case", "X-Spam: no", "We have received your message and the replacement, thank you. Case 8812 can be closed."),
        ("Re: Your case", "X-Loop: list@home.test", "Your request for a photo was hard to fulfil. Here it is."),
    ],
)  # fmt: skip
def test_people_who_tell_of_receipts(subject: str, header: str, text: str) -> None:
    assert kind(subject, header, _OURS, text=text) is None


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


def _invitation(text: str, method: str = "REQUEST", entry: str = _ICS) -> str:
    return f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--b\nContent-Type: text/calendar; method={method}\n\n{entry}\n--b--"


@pytest.mark.parametrize(
    "text",
    [
        "I booked half an hour because nobody answers. The autoclave leaks since Friday, we cannot sterilise.",
        "我约了半个小时，因为没人接电话。设备从周五开始漏水，没法消毒。",
        "When: Tuesday 10:00\nWhere: Microsoft Teams Meeting\n\nYour engineer has not come twice now, please tell me in this call who pays.",
    ],
)  # fmt: skip
def test_an_invitation_that_says_why_is_a_letter(text: str) -> None:
    kinds = "Content-Type: multipart/alternative; boundary=b"
    assert kind("Call about the autoclave", kinds, text=_invitation(text)) is None
    for method in ("REPLY", "CANCEL", "COUNTER"):
        assert kind("Call about the autoclave", kinds, text=_invitation(text, method)) == Automatic.CALENDAR


@pytest.mark.parametrize(
    "text",
    [
        "Call about the kettle on Monday",
        "You have been invited to the following event.\n\nTitle: Kettle review\nWhen: Tue 24 Nov 2026 10:00 - 11:00\nWhere: Room 4\nCalendar: service@shop.test\nWho:\n(Guest list has been hidden at organizer's request)\nhttps://calendar.example/event?action=VIEW",
        "________\nMicrosoft Teams meeting\nJoin on your computer, mobile app or room device\nClick here to join the meeting <https://teams.example/l>\nMeeting ID: 345 778\nPasscode: hUz7\nLearn more | Meeting options",
        "主题：水壶\n时间：周二10点\n地点：腾讯会议\n会议号：123 456 789",
    ],
)  # fmt: skip
def test_an_invitation_that_says_when_and_where_is_none(text: str) -> None:
    kinds = "Content-Type: multipart/alternative; boundary=b"
    entry = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:Kettle review\nEND:VCALENDAR"
    assert kind("Kettle review", kinds, text=_invitation(text, entry=entry)) == Automatic.CALENDAR


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
