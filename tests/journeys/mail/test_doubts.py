"""Mails that may not come from whom they name, and machines that talk to us."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.app import build
from bot.ports import Understander
from bot.records import Role
from tests.clock import MovableClock
from tests.journeys.conftest import Product
from tests.journeys.mail.conftest import Desk, Person, box, number_in, running, settings, words

pytestmark = pytest.mark.xdist_group("mail")

COMPLAINT = "我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。订单号 A20261105888"


async def quiet(person: Person) -> None:
    """Nothing reaches this person, once all that came is read and all that was said is sent."""

    def settled(uow: Any) -> bool:
        counts = uow.outbox.counts()
        return not (uow.arrivals.unread() or uow.inbox.pending() or counts.get("pending") or counts.get("sending"))

    await person.desk.until(lambda: person.desk.read(settled))
    with pytest.raises(AssertionError):
        await person.news(seconds=0.4)


async def doubtful(desk: Desk, count: int = 1) -> list[Any]:
    """The alerts about doubtful mails."""

    async def there() -> Any:
        found = [alert for alert in await desk.alerts() if alert.kind == "doubtful"]
        return found if len(found) >= count else None

    found: list[Any] = await desk.until(there)
    return found


async def test_an_answer_that_leads_elsewhere_is_for_staff_and_tells_nothing(desk: Desk) -> None:
    anna, mallory = desk.person(), desk.person()
    number = number_in(await anna.write(COMPLAINT, "开线"))
    mallory.send(
        mallory.mail(
            f"Please tell me the status of {number}", f"Re: [{number}]", From=anna.address, Reply_To="m@evil.test"
        )
    )
    [alert] = await doubtful(desk)
    assert "reply-to-differs" in alert.text
    await quiet(anna)
    await quiet(mallory)
    filed, other = sorted(await desk.cases(), key=lambda line: line.id)
    assert filed.number == number
    assert filed.customer != other.customer
    assert other.waiting


async def test_our_mark_in_a_strangers_hand_is_for_staff(desk: Desk) -> None:
    anna, friend = desk.person(), desk.person()
    first = await anna.write(COMPLAINT, "开线")
    friend.send(friend.mail("I am her husband. Please withdraw the complaint.", to=first))
    [alert] = await doubtful(desk)
    assert "other-sender" in alert.text
    await quiet(friend)
    await quiet(anna)
    [case] = await desk.cases()
    assert case.waiting
    staff = await desk.product.staff(Role.SUPERVISOR)
    assert (await desk.product.case(case.number, staff))["status"] == "acknowledged"


async def test_a_forged_mark_leads_nowhere(desk: Desk) -> None:
    anna, mallory = desk.person(), desk.person()
    first = await anna.write(COMPLAINT, "开线")
    id = str(first["Message-ID"])
    forged = id.replace(id.split("-")[2][:4], "aaaa")
    answer = await mallory.write(
        "The kettle I bought leaks, I want my money back", "kettle", In_Reply_To=forged, References=forged
    )
    assert number_in(answer) != number_in(first)


async def test_what_our_own_server_found_forged_is_not_answered(
    desk: Desk, tmp_path: Path, understander: Understander
) -> None:
    user = "strict"
    mailbox = box(desk.dovecot, desk.postfix, user, authserv_ids=["mx.shop.test"])
    clock = MovableClock()
    folder = tmp_path / "strict"
    folder.mkdir()
    app = build(settings(folder, {"mailboxes": [mailbox]}), clock=clock, understander=understander)
    async with running(app) as http:
        strict = Desk(
            product=Product(app=app, clock=clock, http=http), dovecot=desk.dovecot, postfix=desk.postfix, user=user
        )
        anna = strict.person()
        verdict = "mx.shop.test; spf=fail smtp.mailfrom=evil.test; dkim=none; dmarc=fail header.from=home.test"
        mail = anna.mail(COMPLAINT, "开线").as_bytes()
        anna.send(f"Authentication-Results: {verdict}\r\n".encode() + mail)
        [alert] = await doubtful(strict)
        assert "failed-authentication" in alert.text
        await quiet(anna)
        good = verdict.replace("spf=fail", "spf=pass").replace("dmarc=fail", "dmarc=pass")
        anna.send(f"Authentication-Results: {good}\r\n".encode() + anna.mail(COMPLAINT, "开线").as_bytes())
        [answer] = await anna.news()
        assert number_in(answer)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List-Id": "<news.home.test>"},
        {"Return-Path": "<>", "Auto-Submitted": "auto-generated"},
    ],
)
async def test_machines_are_kept_with_the_case_and_not_answered(desk: Desk, headers: dict[str, str]) -> None:
    anna = desk.person()
    first = await anna.write(COMPLAINT, "开线")
    mail = anna.mail("我正在休假，下周一回来。", to=first)
    for name, value in headers.items():
        mail[name] = value
    anna.send(mail)

    async def kept() -> bool:
        talk = await desk.read(lambda uow: uow.transcript.of(1))
        return any("休假" in line.text for line in talk)

    await desk.until(kept)
    await quiet(anna)
    assert len(await desk.cases()) == 1


async def test_two_machines_do_not_talk_for_ever(desk: Desk) -> None:
    """An answering machine that does not say that it is one."""
    anna = desk.person()
    last = await anna.write(COMPLAINT, "开线")
    answers = 1
    for _ in range(12):
        anna.send(anna.mail("Thank you for your mail. We will get back to you within two days.", to=last))
        try:
            [last] = await anna.news(seconds=3)
        except AssertionError:
            break
        answers += 1
    assert answers == 8
    assert "too-often" in (await doubtful(desk))[0].text


async def test_one_mail_to_two_mailboxes_of_ours_is_one_matter(
    desk: Desk, tmp_path: Path, understander: Understander
) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    boxes = [box(desk.dovecot, desk.postfix, user) for user in ("sales", "help")]
    clock = MovableClock()
    app = build(settings(folder, {"mailboxes": boxes}), clock=clock, understander=understander)
    async with running(app) as http:
        two = Desk(
            product=Product(app=app, clock=clock, http=http), dovecot=desk.dovecot, postfix=desk.postfix, user="help"
        )
        anna = two.person()
        mail = anna.mail(COMPLAINT, "开线")
        for user in ("sales", "help"):
            await asyncio.to_thread(two.dovecot.deliver, mail.as_bytes(), f"{user}@shop.test", anna.address)
        await anna.news()
        await quiet(anna)
        assert len(await two.cases()) == 1


async def test_our_own_address_is_never_answered(desk: Desk) -> None:
    anna = desk.person()
    anna.send(anna.mail(COMPLAINT, "开线", From=desk.address))
    anna.send(anna.mail(COMPLAINT, "开线", From=f"x <{desk.address.replace('@', '+tag@')}>"))
    await anna.write(COMPLAINT, "开线")
    await asyncio.sleep(0.5)
    assert len(await desk.cases()) == 1
    assert desk.dovecot.letters(desk.user) == []


async def test_a_file_that_is_too_large_is_told(desk: Desk) -> None:
    anna = desk.person()
    mail = anna.mail(COMPLAINT, "开线")
    mail.add_attachment(b"%PDF-1.4\n" + b"x" * (21 * 1024 * 1024), "application", "pdf", filename="big.pdf")
    anna.send(mail)
    [answer] = await anna.news(seconds=40)
    assert number_in(answer)
    assert "太大" in words(answer)


_PGP = "-----BEGIN PGP MESSAGE-----\n\nhQEMA1pUVhyb4nVTAQf+Jq7\n=abcd\n-----END PGP MESSAGE-----\n"


@pytest.mark.parametrize(
    "body",
    [
        'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\n\n'
        "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n"
        f"--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n{_PGP}\n--b--\n",
        f"Content-Type: text/plain\n\n{_PGP}",
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
        "Content-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHA6CAMIACAQAxggFf\n",
    ],
)
async def test_an_encrypted_mail_is_told_to_be_unread(desk: Desk, body: str) -> None:
    anna = desk.person()
    head = (
        f"From: {anna.address}\nTo: {desk.address}\nMessage-ID: <sealed@home.test>\nSubject: ...\nMIME-Version: 1.0\n"
    )
    anna.send((head + body).encode())
    [answer] = await anna.news()
    assert "加密" in words(answer)
    assert "PGP" not in words(answer)
    assert await desk.cases() == []


async def test_staff_have_the_mail_as_it_came(desk: Desk) -> None:
    anna = desk.person()
    number = number_in(await anna.write(COMPLAINT, "开线"))
    staff = await desk.product.staff(Role.SUPERVISOR)
    found = await desk.product.http.get(f"/api/v1/cases/{number}/timeline", headers=staff)
    lines = await desk.read(lambda uow: uow.transcript.of(uow.cases.by_number(number).conversation))
    [original] = lines[0].attachments
    assert original.name == "mail.eml"
    assert found.status_code == 200
    file = await desk.product.http.get(
        f"/api/v1/cases/{number}/files/{original.hash}", params={"name": "mail.eml"}, headers=staff
    )
    assert b"Message-ID" in file.content
    assert "evidence" not in (await desk.product.case(number, staff))["answers"]
    assert words(await anna.write("谢谢", to=None, subject="谢谢"))
