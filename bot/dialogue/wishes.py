"""What the customer wants done: one wish in the slot, and where there are several, all of them in words beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from bot.dialogue.form import Answers
from bot.dialogue.forms import EVERY_REMEDY
from bot.dialogue.remarks import adds, plain
from bot.dialogue.sayings import other_wish
from bot.dialogue.talk import Talk
from bot.regex import regex

_LONGEST: Final = 500

#: What a wish is said with, besides the remedies that have a name.
_WISHES: Final = regex(
    r"要|想|希望|[愿願]意付|只(?:肯|能|[會会])?付|[请請]|[给給俾畀](?![咗了過过])|[赔賠]|退|[换換]|修|[补補](?!充)|恢[复復]|[尽儘盡]快|赶[紧快]|趕[緊快]|快[点點啲]|马上|馬上|说法|說法|交代|道歉|解[决決]|[处處]理|送|重新|取消|免|[减減]|看着[办辦]|看著辦|[随隨]便|都行|[让讓]|就[行好]|改[正进進]|整改|可以|[应應][该該]|[帮幫]|安排|开除|開除|改善|加[强強]|解[约約]|退租|[终終]止|撤[销銷]|作[废廢]|重[做印装裝开開]|[来來嚟黎]整|整[返番好]|照[返回]?原[价價]|(?<![a-z])cancel"
    r"|\b(?:want|need|like|please|pls|should|must|fix|sort|restore|send|deliver|clean|explain|cancel|waive|stop|make|give|get|let|back|money|new|collect|pick (?:it|them) up|come (?:and|to|out|round)|call|reply|answer|help|apolog\w*|train|improve|discount|voucher|credit|redo|change|remove|investigat\w*|action|responsib\w*)\b"
)
#: Holds a word of a wish and wishes for nothing: what can't be had back, a button that was pressed, builders next door.
_NO_WISHES: Final = regex(
    r"[装裝翻]修|(?:退|[换換]|修|[赔賠]|取消|解[决決]|[处處]理|改|送)(?:不|唔)(?:了|到|好|掉|成|得)|(?:[点點按选選㩒撳])(?:了|完|咗)?(?:[这這那][个個])?取消(?=[它他她就也都后後显顯说說系没沒,，\s]|$)|退休|[维維]修(?:工|[师師]傅|[员員])|[想料][不唔]到|[没沒]想到|主要|重要|只要|要[么麼]|[请請]假|可能"
)
#: A wish in a sentence of its own, as it is told while something else is asked.
_WISH: Final = regex(
    r"(?:^|[.!?;,\n]\s*|\b(?:and|so|but|that) )(?P<wish>(?:(?:(?:we|i)(?: just| jus| only| also| really| still)* |(?:just|only) )(?:want|require|demand|insist on|expect(?= (?:to be|an?|you to|(?:him|her|them|it|this|that|the \w+|my \w+|your \w+) to be)\b)|need(?= (?:someone|somebody|another|(?:two|three|four|\d{1,3}) (?:more|new|extra)|the (?:right|correct|missing|other))\b))|(?:we|i)(?:'d| would| should)(?: just| only| also| really| still| very much)* (?:like|appreciate|welcome|be (?:very |most |so )?(?:grateful|thankful|glad|happy|obliged) (?:for|to (?:have|get|receive|see)))|(?:(?:she|he|they)(?:'d| would)|(?:my|our) (?:mum|mom|mam|mother|dad|father|nan|gran\w*|grandad|aunt\w*|uncle|wife|husband|partner|son|daughter|sister|brother|neighbou?r|friend|client|tenant|boss)(?:'d| would)?)(?: just| only| also| really| still| very much)* (?:like|likes|want|wants|appreciate)(?! (?:(?:me|us) to|it if|to (?:know|see) (?:why|how))))(?= (?:to (?:be|have|get|keep|stay|leave|move|swap|cancel)|you|it|this|the|an?|my|our|another|new|that|some|only (?:my|the|a|one)|someone|somebody|make (?:una|you|dem)|(?:two|three|four|\d{1,3}) (?:more|new|extra)|(?:him|her|them) (?:put|moved|back|changed|switched|to (?:be|have|get)|\w{3,}(?:ing|ed)\b)|[\w'-]+ back)\b)(?! (?:(?:you|someone|somebody|people) to (?:know|hear|understand)|it (?:known|noted)|to (?:cancel|have) (?:my|the|this) complaint))[^.!?;\n]{4,160})",
    re.I,
)
_ASKS_FOR: Final = r"(?:(?:i|we)(?:'d| would| should)?(?: just| only| also| really| still| very much)*(?: like| want| need| ask| request| demand| require| expect)(?: for)?|please(?: just)?(?: have| get))"
_DONE: Final = r"(?:cancell?ed|waived|withdrawn|rescinded|quashed|removed|deleted|dropped|written off|wiped|reversed|revoked|rechecked|re-checked|reviewed|recalculated|re-?billed|corrected|amended|adjusted|reduced|lowered|capped|settled|paid|credited|reimbursed|rebooked|re-?booked|rescheduled|moved|changed|swapped|restored|reinstated|reopened|re-?activated|unblocked|unlocked|unfrozen|closed|stopped|delivered|collected|picked up|taken away|emptied|cleaned|cleared|finished|completed|honou?red|transferred|returned|put (?:right|back)|switched (?:on|off|back on)|turned (?:on|off|back on)|cut back|marked|upgraded|retrained|disciplined|spoken to|looked into|investigated)"
#: Something is to be done with a thing: "I want the charge cancelled", "please have the fine withdrawn".
_TO_BE_DONE: Final = regex(
    rf"(?P<wish>\b{_ASKS_FOR} (?:(?!(?:complaint|case|ticket|that|which|because|when|but|since|and)\b)[\w'£$€.,-]+ ){{1,8}}?{_DONE}\b[^.!?;\n]{{0,80}})"
    r"|(?:^\W*|[.!?;\n]\s*(?=(?:please|pls|plz|kindly|just)\b))(?P<plain>(?:please |pls |plz |just |simply |kindly |(?:can|could|would|will) (?:you|u|ye|yous) )*(?:(?:issue|credit|rectify|correct|amend|reissue|unban|recheck|re-check|rebill|re-bill|recalculate|empty|clean|clear|collect|pick up|rebook|reinstate|restore|waive|write off|reverse|reopen|unlock|unblock|reimburse|redo|settle|honou?r|retrain|swap|trim|reduce|lower|adjust|(?:put|move|switch) (?:me|us|it|them|him|her|my \w+) back)\b(?:(?<=back)|(?: and \w+)? (?:me|us|an?|my|our|the|both|it|this|that|these|those|them|all|him|her|access|credit|service)\b)|take (?:it|that|this|them|the [a-z]+) (?:off|back)\b(?! (?:the|my|me)\b)|get (?:it|this|that|them|him|her|me|us|(?:the|my|our|her|his) [a-z]+) (?:paid|done|put|sent|sorted|\w{3,}ed)\b|get (?:someone|somebody|an? [a-z]+|it|this|them|my [a-z]+) (?:out|round|over|here|working|going|up and running|back on)\b)(?:(?! (?:i|we|because|but|cos|since|not)\b)(?:[^.!?;\n]|\.(?=\d))){0,80})"
    r"|(?P<someone>(?:\b(?:i|we)(?:'d| would)?(?: just| really)* |(?:^|[.!?,;\n]\s*)(?:just |only )?)(?:want|need|like|expect) (?:someone|somebody|an? (?:engineer|plumber|technician|electrician|surveyor|manager)) (?:out|round|over|here|to (?:come|look|have a|check|inspect|fix|sort|mend|repair|see))\b(?:(?! (?:i|we|because|but|cos|since|not)\b)(?:[^.!?;\n]|\.(?=\d))){0,80})"
    r"|^\W*(?P<enough>(?:(?!(?:that|this|it|which|who|when|if|and|but|by|on|at|after|before|any|email|e-mail|text|phone|mobile|call|whatsapp|next|following|day|days|today|tomorrow|tonight|morning|mornings|afternoon|afternoons|evening|evenings|week|weekdays?|weekends?|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|i|we|you|he|she|they|not|no|nothing|never)\b)[\w'£$€%-]+ ){1,8}(?:will|would)(?: \w+)? (?:do|suffice|be (?:ok(?:ay)?|fine|fair|enough|great|nice|lovely|perfect|good|acceptable)))(?=\s*(?:[.!,;]|$|and\b|for (?:me|us)\b|thanks?\b|please\b))"
    r"|(?:^\W*|[.!?;\n]\s*)(?P<sent>(?:please |pls |plz |just |simply |kindly )+(?:send|deliver|post|e-?mail|forward)(?: (?:me|us|her|him|them|out|over))? (?:the|my|our|her|his|their|another|a new|new|it|them)\b(?! (?:photos?|pictures?|pics?|link|form|file)\b)[^.!?;\n]{0,80})"
    r"|(?:^\W*|[.!?;\n]\s*)(?P<ended>(?:please |pls |plz |just |simply |kindly )*(?:cancel|remove|delete|block) (?:the|my|our|her|his)(?! (?:\w+ ){0,2}(?:complaints?|cases?|tickets?|reports?|claims?|requests?|matter|issue|thing|chat|conversation|data|details|information)\b) [^.!?;\n]{3,80})"
    r"|^\W*(?P<turned>(?:the|my|our|a) (?:[\w'-]+ ){0,3}[\w'-]+,? (?:please|pls|kindly) (?:send|deliver|credit|correct|return|replace|refund|cancel|fix|repair)(?=\s*(?:$|[.!,;]|to\b|me\b|us\b|by\b|before\b)))"
    r"|^\W*(?P<bare>(?:就|[请請]|麻[烦煩]|[帮幫]我|直接|先|唔該){0,2}(?:[这這今](?:[周週天日]|星期|[个個]月)?)?(?:你[们們哋]?)?(?:(?:把|[将將])[^,，。.!！?？;；\n]{1,16}(?:取消|撤[销銷回]|免(?:除|去|掉)|[减減]免|[注註][销銷]|[结結]清|改回|恢[复復]|[调調][回返]|清[掉走理]|[拿搬收]走)|重新(?:核|[计計算]|安排|[处處]理|[做弄装裝拍配打印洗剪刷贴貼开開油](?![了过過咗]))|重[算核计計]|(?:重[做拍配装裝洗剪刷贴貼印开開]|作[废廢])(?![了过過咗]))[^,，。.!！?？;；\n]{0,20})"
    r"|^\W*(?P<will_do>(?:[请請]|只要|希望|以[后後]|下次|你[们們哋])?(?:[俾畀给給][返回番]?|[补補]返?|寄返?|[还還]返?|改善|改[进進]|加[强強]|注意|警告|[说說]明|解[释釋]|[检檢][讨討])(?![了咗过過])[^,，。!！?？]{0,14}?就(?:得|好|可以|行|[够夠]))(?=[喇啦了㗎囉咯的]?\W*$)"
    r"|(?P<free>(?:要求|希望|想要?|[让讓]|[请請]|[给給帮幫]我)(?:你[们們哋]?|[贵貴]公司|[让讓给給帮幫]|我){0,3}免[费費](?:安?[装裝]|上[门門]|送|做|[补補]|更?[换換]|重)(?:(?!然[后後]|而且|[还還]有|[并並])[^,，。.!！?？;；\n]){0,12})"
    r"|(?P<han>(?:要求|希望|想要|[请請]|我要|我[只就]?想|麻[烦煩])(?:你[们們哋]?|[贵貴]公司)?(?:能|可以|[帮幫]我|[给給]我|直接|[尽儘]快){0,2}"
    r"(?:(?:把|[将將])[^,，。.!！?？;；\n]{1,16}(?:取消|撤[销銷回]|免(?:除|去|掉)|[减減]免|[删刪]除?|[注註][销銷]|[结結]清|更正|改[回成正]|恢[复復]|[调調][回整]|清[掉走理]|拿走|搬走|收走)"
    r"|(?:取消|撤[销銷]|免除|[减減]免|豁免|cancel(?=\s*(?:[个個张張]?(?:order|[单單]))?\s*(?:得|可|啦|吧|please|$))|作[废廢]|重新(?:核|[计計算]|[开開做印装裝弄拍配洗剪]|安排)|重[算核计計做印拍配洗剪]|[核更]正|恢[复復]|解[封冻凍除][锁鎖]?)(?!投[诉訴]|客[诉訴]|[这這呢][个個件宗单單])[^,，。.!！?？;；\n]{1,16}))",
    re.I,
)
_CALLED_WISH: Final = regex(
    r"(?:嗯+|呃|那|哦|好的?|\W){0,4}(?:我|我们|我們|我哋)?(?:的|嘅)?(?:[诉訴]求|要求|[请請]求)(?:就|其[实實]|只)?(?:是|係|[:：])(?P<wish>[^?？]{4,120})$"
)
#: Of a thing it is no wish: it tells of one that was refused, or asks.
_NO_WISH: Final = regex(r"\b(?:wanted|didn'?t|don'?t|do not|never|not)\b|[?？]|[吗嗎]\W*$|(?:不|唔|[没沒])(?:想|要)")
#: An account of what went wrong, which nobody can send, exchange or pay.
_EXPLAIN: Final = regex(
    r"(?P<wish>(?:\b(?:i|we)(?:'d| would| should| must)?(?: just| only| also| really| still| very much)* (?:like|want|need|demand|expect|require|request|deserve|appreciate|welcome|ask for|be (?:very |most |so )?(?:grateful|thankful|glad|obliged) for) |\b(?:give|send|write|provide)(?: (?:me|us|with))* |\bplease (?:just )?(?:explain|give))(?:(?:a|an|the|some|your|to (?:have|get|receive|see)|proper|full|written|formal|honest|clear|detailed) ){0,4}(?:explanation|account of|(?:letter|e-?mail|note|reply|statement)\b[^.!?\n]{0,60}\bexpla(?:in\w*|nation))\b[^.!?\n]{0,120}|(?:[要讨討求][个個]?|[给給俾畀](?:我|我[们們哋])?(?:一)?[个個]|需要|希望|想要)[^,，。.!！?？;；\n]{0,12}(?:[说說]法|解[释釋]|交代|交待|[书書]面[^,，。.!！?？;；\n]{0,6}(?:解[释釋]|[说說]明|回[复覆]|答[复覆]|交代)))",
    re.I,
)
#: What is wanted, where something else is not.
_INSTEAD: Final = regex(
    r"[想要求](?:[^求]|$)|希望|\b(?:want|need|like|rather|prefer|hope|please)\b|(?:能|可以).{2,16}就(?:行|好|得|可以)"
)
_DECLINES: Final = regex(r"不(?:想|要|用|需|必|是)|唔(?:想|要|使|係)|[别別]|[没沒]|冇|\b(?:not?|never|without)\b|n't\b")
_ONLY_SO: Final = regex(r"^(?:但|我|就|只|是|係|[净淨]|其[实實]|不[过過]|but|just)+(?=[想要希求]|\s)", re.I)
#: Somebody else said so.
_THEIRS: Final = regex(
    r"\b(?:they|he|she|you|staff|shop|store|seller|manager|agent|driver|company|clerk|cashier|service)\b.{0,24}\b(?:sa(?:id|ys?)|told|offer\w*|refus\w*|insist\w*|promis\w*)\b|(?:[他她佢你][们們哋]|店|客服|商家|[卖賣]家|[经經]理|[师師]傅).{0,12}(?:[说說話讲講]|只肯|拒[绝絕]|[坚堅]持)"
)
#: One wish, and no other any more.
_ONLY: Final = regex(
    r"[只淨净](?:要|求|想|需|係|是|退|[换換]|修|[补補]|[赔賠]|道)|就(?:行|好|得|可以|[够夠])(?:了|啦|咗)?\W*$|\b(?:just|only|nothing but|simply)\b",
    re.I,
)
#: What was done, or not done, is no wish.
_PAST: Final = regex(
    r"[没沒冇]|[拒被]|不[给給肯让讓退]|唔[俾肯退]|[说說話话][^，。,]{0,6}(?:退|[换換]|修|[赔賠])|(?:退|[换換]|修|[赔賠])(?:了|[过過]|咗)|\b(?:said|told|refused?|was|were|didn'?t|never|have(?:n'?t)?|has(?:n'?t)?|won'?t|wouldn'?t|no)\b"
)
#: A remedy that has a name here.
_NAMED: Final = regex(
    r"退|[换換]|修|[赔賠]|[补補](?:[发發寄送償偿]|$)|道歉|致歉|[说說]声?[对對]不起|[认認][错錯]|重[发發寄]|\b(?:refund\w*|money back|exchange\w*|replace\w*|repair\w*|fix|compensat\w*|apolog\w*|(?:an?|say) sorry|resend|send (?:again|another))\b"
)
#: One thing, or else the other: no single remedy says it.
_OR_ELSE: Final = regex(
    r"不然|否[则則]|要不然|唔係就|要[么麼]|(?:不是|唔係|唔系).{1,24}就(?:是|係)|能.{1,6}就.{1,8}(?:不能|不行|唔得)|(?:修|[换換]|退|[补補][发發]?)(?:不|唔)(?:好|到|了|掂|成|得).{0,2}就(?:退|[换換]|修|[赔賠])|\b(?:or else|otherwise|if not|failing that)\b|\beither\b.{1,60}\bor\b",
    re.I,
)


def wished(talk: Talk, before: Answers, kinds: Sequence[str], *, beside: bool) -> dict[str, Any]:
    """The slot's answers for these remedies, in the place of the old ones or beside them."""
    names = [_name(talk, kind) for kind in kinds]
    old = _told(talk, before) if beside else []
    first = str(before["remedy"]) if old else kinds[0]
    if first == "other":
        # A remedy that has a name tells more to whoever counts them than words.
        first = kinds[0]
    every = list(dict.fromkeys([*old, *names]))
    return {"remedy": first, "remedy_text": talk.voice.join(every)[:_LONGEST] if len(every) > 1 else None}


def _told(talk: Talk, before: Answers) -> list[str]:
    if not before.get("remedy"):
        return []
    text = str(before.get("remedy_text") or "")
    if not text:
        return [_name(talk, str(before["remedy"]))]
    # What we joined ourselves is told apart again, so that nothing is said twice.
    parts = text.split(talk.voice.join(["", ""]))
    return parts if all(part in _names(talk) for part in parts) else [text]


def _name(talk: Talk, kind: str) -> str:
    key = f"remedy.{kind}"
    return talk.voice.word(key) if talk.voice.has(key) else kind


def _names(talk: Talk) -> frozenset[str]:
    own = talk.voice.catalogue[talk.language]
    return frozenset(text for key, wordings in own.items() if key.startswith("remedy.") for text in wordings)


def rewished(talk: Talk, before: Answers) -> dict[str, Any]:
    """The slot's answers where the text gives up a wish that stands there, or wants only one; {} where it doesn't."""
    if not before.get("remedy"):
        return {}
    heard = talk.meaning.values
    named = [kind for kind in (heard.get("remedies") or heard.get("remedy") or "").split(",") if kind]
    if not named and heard.get("declined") and (other := other_wish(talk.text)):
        # "No refund, mend it then": a wish beside what is declined, however it is put.
        named = [other] if other not in heard["declined"] else []
    declined = {_name(talk, kind) for kind in heard.get("declined", "").split(",") if kind}
    told = _told(talk, before)
    left = [name for name in told if name not in declined]
    if is_theirs(talk.text):
        # "They said no refund, just a repair": that is their wish.
        return {}
    if len(told) > 1 and named and _ONLY.search(plain(talk.text)):
        left = []
    elif len(left) == len(told) and declined and named and not adds(talk.text):
        # What is refused was never wished for here; what is wanted is all the same all that is.
        left = []
    elif len(left) == len(told):
        return {}
    every = list(dict.fromkeys([*left, *(_name(talk, kind) for kind in named)]))
    if every == told:
        return {}
    kinds = [kind for name in every for kind in EVERY_REMEDY if _name(talk, kind) == name]
    if not every:
        return {"remedy": None, "remedy_text": None}
    return {
        "remedy": kinds[0] if kinds else "other",
        "remedy_text": talk.voice.join(every)[:_LONGEST] if len(every) > 1 or not kinds else None,
    }


def is_theirs(text: str) -> bool:
    """Whether the wish is what others said or refuse: "they only offer a repair"."""
    return bool(_THEIRS.search(plain(text)))


def says_wish(text: str) -> bool:
    """Whether some word of the text wishes for something."""
    return bool(_WISHES.search(_NO_WISHES.sub(" ", plain(text))))


def names_remedy(text: str) -> bool:
    """Whether a remedy is named in the text, wished for or not."""
    return bool(_NAMED.search(plain(text)))


def only_wishes(text: str) -> bool:
    """Whether every clause of the text wishes for something, and none tells what happened."""
    said = [one for one in re.split(r"[，。；;！!,.\n]+(?!\d)", plain(text)) if one.strip()]
    return (
        len(text) <= _LONGEST
        and all(names_remedy(one) or _WISHES.search(one) for one in said)
        and not _PAST.search(plain(text))
    )


def wish_in(text: str) -> str:
    """The wish that the text says in a sentence of its own, or ""."""
    match = _WISH.search(text.replace("\u2019", "'"))
    return match["wish"].strip() if match else to_be_done(text) or account_wished(text)


def labelled_wish(text: str) -> str:
    """The wish that the text calls one: "my request is that it is repaid this month"; or ""."""
    match = _CALLED_WISH.match(text.strip())
    return match["wish"].strip() if match else ""


def to_be_done(text: str) -> str:
    """The wish that something be cancelled, waived, rechecked, moved: what no remedy's name says; or ""."""
    match = _TO_BE_DONE.search(text.replace("\u2019", "'"))
    wish = next((said for said in match.groups() if said), "").strip() if match else ""
    return "" if _NO_WISH.search(plain(wish)) else wish


def wished_instead(text: str) -> str:
    """What is wanted in the place of a remedy that is declined, in words of its own: "no refund, I want my photos"."""
    parts = [one.strip() for one in re.split(r"[，。；;！!,.\n]+(?!\d)", text) if one.strip()]
    wanted = [one for one in parts if _INSTEAD.search(plain(one)) and not _DECLINES.search(plain(one))]
    return _ONLY_SO.sub("", wanted[0])[:_LONGEST] if wanted and len(wanted) < len(parts) else ""


def account_wished(text: str) -> str:
    """The wish to have it explained, which no remedy's name says, or ""."""
    match = _EXPLAIN.search(text.replace("\u2019", "'"))
    return match["wish"].strip() if match else ""


def is_either(text: str) -> bool:
    """Whether the text wants one thing, or else another."""
    return bool(_OR_ELSE.search(text))
