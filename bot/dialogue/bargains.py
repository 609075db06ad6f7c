"""Answers to an offer that are neither a bare yes nor a bare no, as they are said. Closed phrases, no model."""

from __future__ import annotations

from typing import Final

from bot.dialogue.remarks import plain
from bot.regex import regex

#: From here on a text tells a story, and its last words need not be the answer.
_ANSWER: Final = 400

_ACCEPT: Final = r"(?:接受|同意|[认認]可|答[应應]|妥[协協])"
#: The offer is refused, with whatever reasons around it. Not a reluctant yes, a question, or what would follow a no.
_REFUSES: Final = regex(
    rf"(?<![得是有果若])(?<!要是)(?<!假如)(?:(?:不|唔|冇|[没沒無无]法|[没沒]辦?办?法)(?:能|可能|可以|[会會]|想|再|太|打算|[愿願]意|大|係|是很|怎[么麼]){{0,3}}|[绝絕]不(?:[会會]|可能)?|[难難]以|拒[绝絕]){_ACCEPT}(?!的?(?:[话話]|時候|时候)|[吗嗎嘛呢么麼]|[会會又]|就|行不行|可以)"
    rf"|(?:[谁誰]|[点點]|怎[么麼]|[哪边邊][个個]?|凭什[么麼]|憑什[么麼])(?:可)?(?:能|[会會]|可能)?(?:够|夠)?{_ACCEPT}(?!的)"
    r"|[门門]都[没沒]有|免[谈談傾]|休想|想都(?:[别別]|唔好)想|[没冇沒]得[谈談傾]|打[发發]叫[化花]子|打[发發]要[饭飯]"
    r"|(?<!if )(?<!if i )(?<!why )\b(?:i|we|she|he|they|my \w+)(?:'m| am| are| is|'re)? ?(?:really |simply |definitely |absolutely |certainly |still |also )?(?:do not|don'?t|cannot|can ?not|can'?t|won'?t|will not|would not|wouldn'?t|could not|couldn'?t|not (?:going to|willing to|prepared to|able to)|refuse to|unable to)(?: \w+){0,1} (?:accept|agree|settle for|take (?:it|this|that|£|\$|\d))\b"
    r"|\b(?:i|we) (?:reject|refuse|decline) (?:it|this|that|the|your)\b|\b(?:absolutely |certainly |definitely )not (?:acceptable|accept\w*|good enough)|\b(?:is|'s|am|'m) (?:simply |just |really |definitely |completely |totally )?(?:not acceptable|unacceptable|not good enough|not happy with (?:it|this|that|the offer))\b|\bno (?:way|deal|chance)\b|\bnot a chance\b|\bso (?:it'?s |that'?s )?(?:a )?no\b[^a-z]*$"
)
#: A yes to something better than what was offered.
_MORE: Final = r"(?:\d|[一二两兩三四五六七八九十半][百千万萬成]|[全双雙][额額倍]|加|再|先|道歉|[换換]|退|[赔賠]|[补補])"
_HANGS: Final = regex(
    rf"{_MORE}[^。.!！?？\n]{{0,16}}?(?<![那我])(?:[我咱您你他她哋们們]{{0,2}}(?:就|才|先至|先)(?:[会會能肯]|可以|考[虑慮])?(?:{_ACCEPT}|ok|可以|行(?!了)|算(?:了|數|数)?)(?!吧))"
    rf"|(?:只要|如果|要是|除非)[^。.!！?？\n]{{0,24}}{_ACCEPT}"
    r"|(?:但|不[过過])[^。.!！?？\n]{0,12}(?:\d{2}|得先|先(?:道歉|退|[赔賠])|再(?:加|[赔賠]|[补補]))"
    r"|\b(?:if|as long as|provided|once|when|unless) (?:you|they|he|she|it|i|we|somebody|someone|the)\b[^.!?\n]{0,60}\b(?:accept|agree|ok|okay|fine|happy|deal|yes|settle)\b|\b(?:accept|agree|ok|okay|fine|happy|deal|yes|settle)\b[^.!?\n]{0,20}\b(?:if|as long as|provided|only if|unless) (?:you|they|he|she|it|i get|we get|somebody|someone)\b"
    r"|\b(?:make it|raise it to|go up to|for) [£$€¥]? ?\d[\d.,]*\b[^.!?\n]{0,30}\b(?:accept|agree|deal|happy|yes|done)\b|\bi(?:'d| would) (?:accept|agree to|take) [£$€¥]? ?\d"
)

#: What is offered is too little, which is a no; where somebody takes it all the same it is none.
_TOO_LITTLE: Final = regex(
    r"(?:太|也太|实在太|實在太)[少低](?![钱錢]?的?(?:人|[时時]候|解[释釋]))|少得可[怜憐]|(?:远远|遠遠|根本|完全)(?:不|唔)(?:够|夠)|打[发發](?:[谁誰]|我[们們]?|人|叫)|羞辱|侮辱人?"
    r"|\b(?:far |way |much |simply |just )?too (?:little|low)\b|\bnowhere near enough\b|\bnot (?:nearly |anywhere near )?enough\b(?! (?:information|info|details?|time|to go on))|\b(?:an? |it'?s |this is |that'?s |absolutely |frankly |bit of an )*(?:insult|insulting|laughable|derisory|ridiculously low)\b|\b(?:is|it'?s|that'?s) (?:a|some kind of a?) joke\b|\bpeanuts\b"
)
_TAKEN: Final = regex(
    rf"(?<![不唔]){_ACCEPT}|算[了啦數数吧]|[认認]了|行吧|好吧|就这样|就這樣|\b(?:accept|agree|fine|okay|ok|i'?ll take|i'?d take|go ahead|deal|so be it|never ?mind|for the (?:information|explanation))\b"
)

#: After all the reasons against it somebody takes it: "too little, but fine, I accept".
_GIVES_IN: Final = regex(
    rf"(?:算[了啦數数]|行吧|好吧|[罢罷]了|[认認]了|[没沒][办辦]法[,，])[,，、。\s]{{0,2}}(?:我|就|也){{0,3}}{_ACCEPT}|不[过過]我?(?:也|就|[还還]是){{1,2}}{_ACCEPT}"
    r"|\b(?:fine|okay|ok|whatever|never ?mind|all ?right|alright|but)[,.\s]{1,3}(?:then,? )?i(?:'ll| will| can| do)? (?:accept|take it|agree)\b"
)


def gives_in(text: str) -> bool:
    """Whether the offer is taken in so many words after what was said against it."""
    return len(text) <= _ANSWER and bool(_GIVES_IN.search(plain(text)))


def refuses(text: str) -> bool:
    """Whether the offer is refused in so many words, wherever they stand."""
    if len(text) > _ANSWER:
        return False
    said = plain(text)
    return bool(_REFUSES.search(said) or (_TOO_LITTLE.search(said) and not _TAKEN.search(said)))


def hangs_on_more(text: str) -> bool:
    """Whether the offer would be accepted if it were a better one."""
    return len(text) <= _ANSWER and bool(_HANGS.search(plain(text)))
