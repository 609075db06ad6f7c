"""Who the customer is on another channel: a code sent to where they are known, or one to be brought from there."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import forms
from bot.dialogue.ask import ask_next, human, put, repeat
from bot.dialogue.outcome import InviteAddress, SendCode
from bot.dialogue.phrases import weight
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.regex import regex

_CODE_WISH: Final = regex(
    r"(发|發|寄|给|給|要|收|传|傳|重发|重發).{0,4}(验证码|驗證碼)|^\W*(验证码|驗證碼)\W*$|\b(send|get|need|resend|another|new)\b.{0,20}\bcode\b",
    re.I,
)
_LINK_WISH: Final = regex(
    r"(绑定|綁定|关联|關聯|连接|連接|连结|連結|合并|合併).{0,8}(账号|帳號|账户|帳戶|渠道|频道|頻道|微信|邮箱|郵箱|信箱|telegram|电报|電報|网页|網頁)"
    r"|^\W*(绑定|綁定|关联|關聯)\W*$|\b(link|connect)\b.{0,20}\b(account|channel|chat|telegram|wechat|e-?mail|address)s?\b|^\W*link\W*$",
    re.I,
)
#: A mere wish is no longer than this.
_SHORT: Final = 44


def not_here(talk: Talk, number: str, *, wish: str = "") -> None:
    """A number that is not this customer's, or nobody's: the same words for either, and a way to prove it.

    wish: what they want of it besides the status, done once they have proved it.
    """
    talk.say("status.not_here", number=number)
    if not talk.frames:
        talk.push(Frame(form=forms.PROOF, answers=_wanted("proof", number, wish)))
        put(talk, "proof")
        return
    talk.show((talk.button(f"proof:{number}", "button.proof"), human(talk)))
    repeat(talk)


def answered(talk: Talk) -> bool:
    """A yes to "shall I send a code?", a wish for another one, or for one that is to be brought from elsewhere."""
    frame = talk.top
    short = weight(talk.text) <= _SHORT
    if frame and frame.form == forms.PROOF:
        number = str(frame.answers["number"])
        wants = short and (
            bool(_CODE_WISH.search(talk.text)) or (talk.asked == "proof" and talk.meaning.intent == "affirm")
        )
        talk.pop()
        if wants:
            return send(talk, number, wish=str(frame.answers.get("wish", "")))
        if talk.meaning.intent in ("deny", "skip", "thank") and weight(talk.text) <= 12:
            talk.say("ack")
            ask_next(talk)
            return True
        return False
    if short and _LINK_WISH.search(talk.text) and not talk.meaning.priority_hints:
        invite(talk)
        return True
    return False


def send(talk: Talk, number: str, *, wish: str = "") -> bool:
    """Have a code sent to where that case is at home, if there is such a case; asks for it either way."""
    if talk.facts.codes_used_up:
        talk.say("proof.limited")
        talk.show((human(talk),))
        talk.asked = None
        return True
    talk.do(SendCode(number=number))
    talk.push(Frame(form=forms.PROOF, answers=_wanted("code", number, wish)))
    talk.say("proof.sent")
    put(talk, "code")
    return True


def _wanted(question: str, number: str, wish: str) -> dict[str, str]:
    return {"question": question, "number": number} | ({"wish": wish} if wish else {})


def invite(talk: Talk) -> None:
    """A code to be brought from another address of the customer's."""
    code = talk.facts.link_code
    talk.do(InviteAddress(code=code))
    links = [f"{name}: {url}" for name, url in talk.facts.links_with(code)]
    talk.say("link.code", code=code)
    if links:
        talk.says.append("\n".join(links))
    if talk.frames:
        repeat(talk)
