"""What the customer allows us to write unasked, and where: given and taken back in their own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.dialogue import forms
from bot.dialogue.ask import open_question, repeat
from bot.dialogue.outcome import ChangeConsent, OptOut
from bot.dialogue.phrases import is_stop, weight
from bot.dialogue.talk import Talk
from bot.regex import regex

_CHANNELS: Final[Mapping[str, re.Pattern[str]]] = {
    "mail": regex(r"邮件|郵件|电邮|電郵|邮箱|郵箱|信箱|\be-?mail(s|ing|ed)?\b|\b(by|via|per) mail\b|\bmails?\b", re.I),
    "telegram": regex(r"telegram|电报|電報|\btg\b", re.I),
    "wechat": regex(r"微信|we ?chat|weixin", re.I),
    "sms": regex(r"短信|簡訊|短訊|\bsms\b|\btext(s| messages?)?\b", re.I),
}
_ALL: Final = regex(
    r"(完全|一律|所有|任何|全部|彻底|徹底|永远|永遠|都).{0,6}(别|不要|不用|停|唔好|不许|不許)|(别|不要|不用|不许|不許|唔好).{0,4}(再)?.{0,4}(任何|所有|全部|一切)"
    r"|\b(at all|any (more )?messages?|anything (any ?more|again)?|never (contact|write|message|text|call) me|all (messages|contact)|in any way|completely)\b",
    re.I,
)
_HERE: Final = regex(r"这里|這裡|呢度|此处|此處|\bhere\b", re.I)
_RESUME: Final = regex(
    r"(继续|繼續|恢复|恢復|重新|可以|允许|允許).{0,6}(通知|发消息|發訊息|发信|發信|联系我|聯絡我|提醒|推送|订阅|訂閱|給我發|给我发)"
    r"|\b(resume|subscribe|start) (the |my )?(news|messages|notifications|updates|mails?|e-?mails)\b|^\W*(resume|subscribe)\W*$"
    r"|\b(you (can|may)|please|feel free to) (write|message|notify|contact|e-?mail|text) me( again| here| by)?|\bnotify me( again| here)?\b",
    re.I,
)
_NEGATED: Final = regex(r"[别不勿停唔]|\b(don'?t|not|no|stop|never)\b", re.I)
#: A mere wish is no longer than this; who tells a story of unwanted mails complains.
_SHORT: Final = 48
_COMPLAINS: Final = regex(r"投诉|投訴|客訴|举报|舉報|complain", re.I)


def wished(talk: Talk) -> bool:
    """Act on a wish about where we write unasked. A stop without a place is for surveys and reminders alone."""
    text = talk.text
    if not text or weight(text) > _SHORT or talk.meaning.priority_hints or _COMPLAINS.search(text):
        return False
    if _RESUME.search(text) and not _NEGATED.search(text):
        give(talk, _named(text) or "here")
        return True
    if not is_stop(text):
        return False
    named = _named(text)
    channel = "all" if _ALL.search(text) else named or ("here" if _HERE.search(text) else None)
    if channel is None:
        return False
    withdraw(talk, channel)
    return True


def _named(text: str) -> str | None:
    return next((name for name, words in _CHANNELS.items() if words.search(text)), None)


def withdraw(talk: Talk, channel: str) -> None:
    """We write there no more of our own accord; whoever asks is still answered."""
    talk.do(ChangeConsent(channel=channel, given=False))
    if channel in ("here", "all", talk.turn.message.sender.channel):
        talk.do(OptOut())
        talk.quiet = True
        talk.frames = [frame for frame in talk.frames if frame.form != forms.SURVEY]
    talk.say("consent.all" if channel == "all" else "consent.taken", where=_where(talk, channel))
    talk.asked = open_question(talk) if talk.frames else None
    repeat(talk)


def give(talk: Talk, channel: str) -> None:
    """We may write there again."""
    talk.do(ChangeConsent(channel=channel, given=True))
    if channel in ("here", "all", talk.turn.message.sender.channel):
        talk.quiet = False
    talk.say("consent.given", where=_where(talk, channel))
    repeat(talk)


def _where(talk: Talk, channel: str) -> str:
    name = talk.turn.message.sender.channel if channel in ("here", "all") else channel
    return talk.voice.word(f"channel.{name}") if talk.voice.has(f"channel.{name}") else talk.voice.word("channel.here")
