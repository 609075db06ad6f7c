"""What somebody tells of others' words, and own mails below: no history. What programs quote is."""

from __future__ import annotations

import pytest

from channels.mail.reading import quotes, read

_OLDER = "From: Jane <jane@roe.example>\nSent: 20 November 2026 10:12\nTo: care@shop.example\nSubject: Kettle\n\nThe kettle leaks, I want 49 EUR."


@pytest.mark.parametrize(
    "text",
    [
        "A complaint.\n\nOn 3 November 2026 DHL wrote:\nDelivered to a neighbour.\n\nNo neighbour has it.",
        'A complaint.\n\nOn 3 November 2026 at 10:15 the driver wrote:\n"Left at the door"\n\nNothing was there.',
        "Eine Beschwerde.\n\nAm 3. November 2026 um 10:15 schrieb der Fahrer:\nVor der Tür.\n\nDort lag nichts.",
        "我要投诉。\n2026年11月3日10:20商家在聊天中写道：\n不退不换。\n要求退款299元。",
        "My problems:\n> the kettle leaks\n> the lid is broken\nPlease fix both.",
        f"Still no answer!\n\n-----Original Message-----\n{_OLDER}",
        f"A customer wrote in our shop system:\n\n{_OLDER}",
    ],
)
def test_in_a_mail_that_is_no_reply_it_stays(text: str) -> None:
    assert quotes.trim(text).text == text


@pytest.mark.parametrize(
    "history",
    [
        "On 3 November 2026 Care <care@shop.example> wrote:\n\nDear customer",
        "On 3 November 2026 Care wrote:\n> Dear customer\n> which order?",
        ">> Dear customer",
    ],
)
def test_what_a_program_quotes_goes_all_the_same(history: str) -> None:
    assert quotes.trim(f"It leaks.\n\n{history}") == quotes.Trimmed(text="It leaks.", quoted=True)


def test_in_a_reply_it_is_history() -> None:
    assert (
        quotes.trim(f"Still no answer!\n\n-----Original Message-----\n{_OLDER}", reply=True).text == "Still no answer!"
    )
    assert (
        quotes.trim("It leaks.\n\nOn 3 May 2026 at 10:15 Care wrote:\n\nDear customer", reply=True).text == "It leaks."
    )


_TOLD = 'On 3 November 2026 at 10:15 DHL wrote:\n"left at the door"\n\nThat is not true.'
_QUOTED = "On Thu, Nov 26, 2026 at 10:12 AM Care <care@shop.example> wrote:\n\n> filed"


def test_somebody_s_words_told_in_a_reply_stay() -> None:
    assert quotes.trim(f"He is wrong.\n\n{_TOLD}\n\n{_QUOTED}", reply=True).text == f"He is wrong.\n\n{_TOLD}"
    told = _TOLD.replace('"', "")
    assert quotes.trim(f"{_QUOTED}\n\nHe is wrong.\n\n{told}", reply=True).text.strip() == f"He is wrong.\n\n{told}"


def test_an_own_mail_below_stays_in_html() -> None:
    head = "From: jane@roe.example\nSubject: {}\nContent-Type: text/html\n\n"
    block = "<b>From:</b> Jane &lt;jane@roe.example&gt;<br><b>Sent:</b> Tuesday<br><b>To:</b> Care<br><b>Subject:</b> Kettle"
    page = f'<div>Still no answer!</div><div id="divRplyFwdMsg">{block}</div><div>The kettle leaks.</div>'
    assert "The kettle leaks." in read((head.format("Second reminder") + page).encode()).reply_text
    assert read((head.format("Re: Kettle") + page).encode()).reply_text == "Still no answer!"


@pytest.mark.parametrize(
    ("own", "greeting", "history"),
    [
        ("No, still not working!!!", "Sent from my Galaxy", "-------- Original message --------From: Care <care@shop.example> Date: 24/11/2026  12:11  (GMT+00:00) To: ryan@home.example Subject: Re: line Is it solved? Reply yes or no. "),
        ("還是不能用", "從我的 Galaxy 傳送", "-------- 原始郵件 --------自： Care <care@shop.example> 日期： 2026/11/24  下午12:11  (GMT+08:00) 收件者： ryan@home.example 主旨： Re: 線路 您好，好了嗎？"),
        ("还是不能用。", "发自我的 Galaxy", "-------- 原始邮件 --------发件人： Care <care@shop.example> 日期： 2026/11/24  12:11  (GMT+08:00) 收件人： ryan@home.example 主题： Re: 线路 您好，好了吗？"),
        ("Still dead", "Von meinem Samsung Galaxy Smartphone gesendet.", "-------- Ursprüngliche Nachricht --------Von: Care <care@shop.example> Datum: 24.11.26  12:11  (GMT+01:00) An: ryan@home.example Betreff: Re: line Is it solved?"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("joint", ["\n", "\n\n\n", ""])
def test_a_mail_that_lost_its_line_breaks_is_still_history(own: str, greeting: str, history: str, joint: str) -> None:
    assert quotes.trim(f"{own}{greeting}{joint}{history}", reply=True).text == own


def test_a_ruler_within_a_line_is_no_history() -> None:
    for text in (
        "I tore off the ---- original message ---- label.",
        "It said ---- Original message ---- From: the shop",
    ):
        assert quotes.trim(text, reply=True).text == text


def test_where_the_line_breaks_are_lost_the_page_is_read() -> None:
    plain = "HelloTwo things:1. no gas2. no replySent from my Galaxy\n-------- Original message --------From: Care <care@shop.example> Date: 24/11/2026 12:11 To: ryan@home.example Subject: Re: gas Hello"
    page = "<div>Hello</div><div>Two things:</div><div>1. no gas</div><div>2. no reply</div><div><br></div><div>Sent from my Galaxy</div><div><br></div><div>-------- Original message --------</div><div>From: Care &lt;care@shop.example&gt; </div><div>Date: 24/11/2026 12:11 </div><div>To: ryan@home.example </div><div>Subject: Re: gas </div><div>Hello</div>"
    mail = (
        "From: ryan@home.example\nSubject: Re: gas\nContent-Type: multipart/alternative; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    )
    assert read(mail.encode()).reply_text == "Hello\nTwo things:\n1. no gas\n2. no reply"


@pytest.mark.parametrize(
    "head",
    [
        "24 Nov 2026, 09:12 by care@shop.example:",
        "24. Nov. 2026, 09:12 von care@shop.example:",
        "24 nov. 2026, 09:12 par care@shop.example:",
        "Nov 24, 2026, 9:12 AM by care@shop.example:",
    ],
)
def test_who_wrote_when_without_brackets(head: str) -> None:
    assert quotes.trim(f"Order 88.\n\n{head}\n\n> What is the number?\n", reply=True).text == "Order 88."


def test_somebody_tells_who_came_when() -> None:
    text = "On 24 Nov 2026 it was signed for at 09:12 by the neighbour:\nnobody I know."
    assert quotes.trim(text, reply=True).text == text


def test_only_labels_on_the_line_of_the_ruler_show_that_line_breaks_are_lost() -> None:
    assert not quotes.is_flattened("Hello\n\n-----Original Message-----\nFrom: Care <care@shop.example>\nSent: Monday")
    assert quotes.is_flattened("Hello\n-------- Original message --------From: Care <care@shop.example> Date: 24/11")


def test_a_name_alone_writes() -> None:
    """Some programs tell neither address nor verb first."""
    head = "Echo Care schrieb am 28.11.2026 10:00 (GMT +01:00):"
    assert quotes.trim(f"No.\n\n{head}\n\nWas it the red one?", reply=True).text == "No."
    told = "Mein Mann schrieb am Montag:\nKommt nicht.\nIch will mein Geld."
    assert quotes.trim(told, reply=True).text == told


def test_a_stranger_s_warning_with_a_mark_before_it() -> None:
    warning = "[EXTERNAL EMAIL] CAUTION: This email originated from outside of the organization. Do not click links."
    assert quotes.trim(f"{warning}\n\nThe milk is sour.").text == "The milk is sour."
    told = "[External] walls were painted in the wrong colour."
    assert quotes.trim(told).text == told
