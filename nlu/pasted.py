"""What a confirmation says besides, where a customer pastes one: no line of that is a fact of the matter."""

from __future__ import annotations

import re
from typing import Final

from bot.regex import regex

#: A line of a form: its label, a colon, what it is.
_LABELLED: Final = regex(r"^[ \t>*•·-]{0,4}[^\W\d][^:\n]{1,32}:[ \t]*\S", re.MULTILINE)
_LEAST: Final = 3
_LINE: Final = regex(r"[^\n]+")
#: When it was ordered or paid for, how the firm is reached, by when it may be cancelled, what it would sell besides.
_NOTICE: Final = regex(
    r"[\W_]{0,6}(?:(?:order(?:ed)?|book(?:ing|ed)|purchase[d]?|invoice|issue[d]?|transaction|payment|paid|confirmation)(?: (?:date|on|placed(?: on)?))+\b|date of (?:order|issue|booking|purchase|payment)|placed on"
    r"|need (?:any )?help|(?:any )?questions\b|help ?(?:line|desk)|contact us|call us|customer (?:care|services?|support)|support\b|cancell?ation|free cancell?ation|cancel (?:free|by|before)|manage your|unsubscribe|terms\b|do not reply|this is an automat|p\.? ?s\.?(?=[\s:.])|hungry\b|why not\b|upgrade\b|add (?:an?|your|breakfast|extras?)\b|download\b|follow us|rate (?:us|your)"
    r"|(?:下单|订购|预订|预定|购买|支付|付款|成交|创建|开票)(?:时间|日期)|(?:客服|服务|咨询|投诉|售后)(?:电话|热线|专线)|(?:如有|有任何)(?:疑问|问题)|取消政策|免费取消)"
)


def without_notices(text: str, folded: str) -> tuple[str, str]:
    """The text and its folded form, equally long as before, with such lines blanked; as they are where nothing is pasted."""
    if len(text) != len(folded) or len(_LABELLED.findall(folded)) < _LEAST:
        return text, folded
    for match in _LINE.finditer(folded):
        if _NOTICE.match(match[0]):
            start, end = match.span()
            blank = " " * (end - start)
            text, folded = f"{text[:start]}{blank}{text[end:]}", f"{folded[:start]}{blank}{folded[end:]}"
    return text, folded
