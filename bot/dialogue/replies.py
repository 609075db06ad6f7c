"""What the words that answer an open question fill, where nothing in them has a shape of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from bot.cases.triage import URGENT
from bot.dialogue.form import Answers
from bot.dialogue.heard import (
    NAMED,
    REQUESTS,
    TRIMMED,
    is_card,
    is_no_day_of_it,
    is_of_a_room,
    is_quality,
    tells_sums,
)
from bot.dialogue.names import (
    bare,
    counted_thing,
    is_address,
    is_name,
    is_thing,
    is_titled,
    is_topic,
    place_beside,
    says_where,
    who_is_called,
)
from bot.dialogue.phrases import is_bare_opener, is_pure_abuse, weight
from bot.dialogue.questions import is_trouble
from bot.dialogue.remarks import (
    asks,
    beyond_yes,
    is_all,
    is_any,
    is_at_a_loss,
    is_none,
    is_short,
    is_unsure,
    plain,
    says_told,
)
from bot.dialogue.sorting import FIGURES
from bot.dialogue.talk import Talk
from bot.dialogue.wishes import is_either, says_wish, to_be_done, wished
from bot.dialogue.wishes_chinese import chinese_wish
from bot.regex import regex

#: An answer to a short question that is longer than this tells a story as well.
SHORT_ANSWER: Final = 60
#: Something does not do what it should.
AMISS: Final = regex(
    r"(?:不|没法|沒法|无法|無法|不能|唔)[^，。,.了没沒有知想用要是]{1,4}了|[没沒]法|[无無]法|不能|失[灵靈]|[老总總]是|根本"
    r"|n't (?:work|turn|start|open|close|heat|charge|fit|come|arrive)\b|\b(?:stopped|stops|keeps?|fell|broke|refused?|never)\b"
)
#: A sentence that is a day takes few words: "when I moved in".
A_DAY: Final = 24
#: Something that can be read: a Han character, or a word of Latin letters with a vowel.
WORDS: Final = regex(r"[\u3400-\u9fff]|\b[a-z]*[aeiouy][a-z]*\b", re.I)
#: A wish in one word, said whatever is asked.
_REMEDY_ALONE: Final = regex(
    r"(?P<refund>退|退钱|退錢|退款|全退|refund|my money back)\W*|(?P<exchange>换|換|换货|換貨|换新|換新|[换換](?:房|房[间間]|座位?|位|人|[车車]|一?[间間台部个個件]新?的?)|exchange|replacement)\W*"
    r"|(?P<repair>修|维修|維修|repair)\W*|(?P<compensation>赔|賠|赔偿|賠償|赔钱|賠錢|compensation)\W*|(?P<apology>道歉|(an? )?apology\b.*)"
)
#: Something about a time, in words that no date parser knows ("when the shop opened", "大概月底吧").
_TIME: Final = regex(
    r"[年月日号號天周週点點时時早晚午夜昨今前去刚剛春夏秋冬旬假节節]|(?<![A-Za-z0-9])[0-9０-９]{1,4}[./-][0-9０-９]{1,2}(?![A-Za-z0-9])|星期|礼拜|禮拜|最近|近期"
    r"|\b(?:(?:day|week|month|year|morning|afternoon|evening|night|weekend|summer|winter|holiday)s?|midnight|noon|midday|lunch\w*|christmas|easter"
    r"|yesterday|today|tonight|ago|last|since|recent(?:ly)?|before|after|during|o'?clock|just (?:now|then|a)|(?:around|about) (?:a|an|the|\d+|then|that)"
    r"|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.I,
)
#: What was done, and what is, has or is called so.
_TELLS: Final = regex(
    r"[了咗過过被是係系有冇没沒未叫姓唔]|(?:[买買送到收裝装寄发發修订訂做来來嚟])(?:的|嘅)|\b(?:was|were|is|are|am|did|had|has|have|been|got|my name|i'm|it's)\b|\w{3}ed\b|n't\b"
)
#: Something to do: taken in hand, moved, undone, by a verb of its own or with a day to come.
_TO_DO: Final = regex(
    r"(?:^|[\s,，。;；]|[你您妳][们們哋]?|今[日天晚]|[明聽听後后][天日朝早晚]|(?:下|[这這呢今]個?个?)(?:[周週]|星期|[礼禮]拜|月)[一二三四五六日天]?|之?前|[尽盡]早)(?:都|就|直接|再|先|快[点點啲]|[儘尽][快早]){0,2}"
    r"(?:把|[將将]|派|扣|[冲沖]|[销銷]|[来來嚟]|上[门門]|[装裝]|搬|拎|攞|收|拆|清|[搵揾找]|叫|幫|帮|回|[覆复]|[查检檢]|[还還]返|返|[转轉]|[升降]|延|取|[运運]|[调調]|通知|[联聯聯]|打|[写寫]|[从從由]|出|[办辦]|做|[认認])"
    r"|^(?:take|knock|put|come|collect|pick|do|call|ring|write|tell|show|check|look|finish|complete|install|move|swap|switch|book|rebook|reduce|lower|drop|void|reverse|close|open|reopen|honou?r|match|pay|reimburse|return|bring|have|arrange|speak|talk|stick)\b"
)
#: Words that hold a sign of time and are of none: 天猫, 日料, 7天酒店; sums, and numbers of papers.
_NO_TIME: Final = regex(
    r"\b(?:contract|fixed|guarantee\w*|warrant\w*|valid|insured|signed up)\b[^,.]{0,24}\b\d{1,3} (?:days?|weeks?|months?|years?)\b|\b\d{4}-\d{2}-\d{3,}|\b\d{5,}-\d{1,4}\b|\b\d{1,6}\.\d{2} (?:back|each|plus|for|in all|altogether)\b|每[个個一]?[月年天日周週节節次](?=\W*\d)|[\d一二两兩三四五六七八九十]+[节節](?![日假气氣])|住[了咗]?[一二两兩三四五六七八九十\d]{1,2}[晚天]|天[猫貓津河虹府地空然花下王线線窗桥橋]|(?:\d|七)天(?=[优優]品|酒店|[连連][锁鎖]|假日|[旅宾賓])|春熙|日[本料式用常系语語]|月[嫂饼餅子卡]|年[卡费費货貨糕]|[季周週]卡|[周週](?:大|生|黑|先|小|[经經]|姐)|[点點][餐单單评評心菜]|早[餐茶教点點]|晚[餐宴]|[节節](?:目|能|省)|[时時](?:代|尚|装裝)|[春夏冬][令][营營]|秋[衣千]|午[餐托]|假[货貨牙的发髮睫]|夜[宵市店]|[刚剛](?:性|需)|[前][台臺]|去(?![年])|[千百万萬十](?:[多几幾])?[點点](?![钟鐘半])|[刚剛]走|[點点][数數]"
)
#: What parts the clauses of an answer, and from how many on it is no mere day.
_PARTS: Final = regex(r"[,.;，。；]\s+|[，。；]")
_SEVERAL: Final = 3
#: A sum by itself: 26.8.
_BARE_SUM: Final = regex(r"\d{1,6}\.\d{1,2}")
#: What happened, and words by which something is wanted all the same.
_HAPPENED: Final = regex(
    r"[了咗过過](?!吧|啊|呗|算)|的[时時]候|被|(?:[让讓叫喊])(?:我|俺|咱)(?:自己|去|等|找|打|[发發]|跟)|[他她佢人][们們哋家]?[说說讲講]"
)
_WANTED: Final = regex(
    r"要(?![么麼])|想|希望|[请請]|[应應][该該](?!是|係|系)|必[须須]|退|[换換]|[赔賠]|修|[补補]|道歉|恢[复復]|[尽儘][快早]|[赶趕][紧緊快]|[说說]法|交代|[处處]理|解[决決]|取消|重[新做]|[减減]免|查"
)
#: By when it is wanted.
_BY_THEN: Final = regex(
    r"\b(?:(?:by|before|for|on|this|until) )?(?:tonight|today|tomorrow|(?:this |the )?(?:morning|afternoon|evening|weekend|week)|(?<=before )\w+day|(?<=by )\w+day)\b",
    re.I,
)
#: What somebody is to do, put as an order: "just find the bag, and pay for the clothes".
_BE_DONE: Final = regex(
    r"\W*(?:(?:please|pls|just|simply|kindly|well|then|ok|maybe|firstly|first|you (?:can|could|should|need to|have to|must)|i(?:'d| would) (?:like|want) (?:you|someone) to|find out) )*"
    r"(?:find|locate|trace|pay|cover|turn|switch|put|take|tell|sack|fire|discipline|train|retrain|bring|come|arrange|book|rebook|let|give|get|make|clear|clean|remove|cancel|unlock|unblock|unfreeze|restore|reset|reopen|move|change|honou?r|reimburse|credit|waive|reduce|lower|finish|complete|hurry|speed|release|transfer|approve|process|speak to|talk to|own up|stop (?:charging|sending|billing|taking|calling|doing|using|parking)) (?!(?:me|us) (?:a )?(?:think|know|look|see|check|minute|second|moment|why|alone)\b)\w"
)
#: To be told something is all that is wanted.
_TO_KNOW: Final = regex(r"(?:我|[净淨]係|就|只)?(?:是|只|就|[净淨]係){0,2}(?:想|要)(?:知道?|弄[清]楚|搞清楚)\S{2,}")
#: As much as is wanted: half the fare, the full deposit, "another copy would do".
_SHARE: Final = regex(
    r"\b(?:half|(?:a|one) (?:third|quarter)|two thirds|three quarters|all|full|the (?:whole|rest of|full)|\d{1,3} ?(?:%|percent|per cent)(?: off)?)(?: of)?(?: (?:the|my|our|that|what|your))*(?: \w+)? (?:deposit|fare|fee|price|cost|bill|rent|amount|sum|money|payment|balance|ticket|bond)s?\b"
    r"|^\W*(?:(?:just|at least|maybe|say|only) )*(?:half|(?:a|one) (?:third|quarter)|two thirds|\d{1,3} ?(?:%|percent|per cent)|the (?:rest|difference|balance|lot))(?: (?:of (?:it|that)|off|back))*\W*$"
    r"|\b(?:will|would|'ll) (?:do|suffice|be (?:ok(?:ay)?|fine|fair|enough|great|nice|lovely|perfect|acceptable))\b"
)
_SPENT: Final = regex(rf"{_TELLS.pattern}|\b(?:paid|cost|spent|gave|took|bought|kept)\b")
#: A thing that is wanted is named in few words: a new one, the negatives.
_A_THING: Final = 16
#: Somebody's name, or what they are called by.
_TITLED: Final = regex(
    r"(?:小|老|阿)[\u3400-\u9fff]|[\u3400-\u9fff]{1,3}(?:先生|小姐|女士|老[师師]|[师師]傅|[经經]理|店[长長]|[医醫]生)"
)
#: The number of something: its sign is that of a day as well.
_LABELLED: Final = regex(
    r"[号號][码碼]?(?:是|係|[为為]|[:：\s]){0,3}[a-z]{0,4}-?\d{4,}|房[间間]\D{0,2}\d|(?:[单單卡工房桌座尾账帳]|[会會][员員]|[订訂][单單]|[编編])[号號][码碼]?\D{0,4}\d|(?:型|水|[电電]|[户戶]|[车車]|序|货|貨|款|[门門]|批)[号號][^,，月]{0,3}[a-z\d]|^\W*(?:版本|系[統统]|[机機]型|[车車]牌|[客会會][編编]|[軟软韌韧][体體件])\W{0,3}[^,，]*\d|[号號][码碼]|[尾末后後][号號数數位]|\b(?:order|card|room|flat|account|ticket|ref(?:erence)?) (?:number |no\.? )?\d"
)
#: A number of three figures, alone or with what it is of: "job 551".
_BRIEF_ORDER: Final = regex(
    r"^\W*(?P<x>(?!\d{4})\d{3})\W*$|(?:[订訂][单單]|[单單])[号號]?\D{0,4}(?P<y>\d{3})(?!\d)|\b(?:order|job|booking|ticket|ref(?:erence)?)(?: (?:number|no\.?|is))*[\s#:]{0,3}(?P<z>\d{3})(?!\d)",
    re.I,
)
#: Slots whose answer has a shape of its own; what has it is no name of a product, a place or a person.
_SHAPED: Final = ("order_number", "date", "phone", "email", "amount", "remedy", "case_number")


#: From this weight a text is a sentence, and what is named in it no bare answer.
_IN_A_SENTENCE: Final = 30
_OF_A_DAY: Final = frozenset({"product", "amount", "date", "occurred_at"})


def _shaped(values: Mapping[str, str]) -> int:
    """The weight of the values in a message that have a shape of their own."""
    return sum(weight(values.get(key, "")) for key in _SHAPED)


def is_another_answer(talk: Talk, heard: Mapping[str, str], key: str, value: str) -> bool:
    """Whether the bare answer to one question is really the answer to another: "yesterday" is no place."""
    if key not in NAMED:
        return False
    if key != "product" and heard.get("remedy") and weight(value) >= weight(bare(talk.text)) - TRIMMED:
        # "An apology to my daughter" is nowhere and nobody.
        return True
    part = key == "product" and weight(value) + TRIMMED < weight(bare(talk.text))
    apart = part and not any(said in value or value in said for slot in _SHAPED if (said := heard.get(slot)))
    if talk.meaning.intent != "correct" and (
        (part and heard.keys() <= {"product", "amount"})
        or (apart and heard.keys() <= _OF_A_DAY and weight(talk.text) >= _IN_A_SENTENCE)
    ):
        # A name beside a sum is one all the same, and so is one in a sentence that tells a day besides.
        return False
    return talk.meaning.intent == "correct" or _shaped(heard) * 10 >= weight(value) * 3


def remedy_alone(text: str) -> re.Match[str] | None:
    return _REMEDY_ALONE.fullmatch(text.strip().lower())


def describes(talk: Talk) -> bool:
    """Whether an unasked message says what happened."""
    meaning, text = talk.meaning, talk.text
    told = weight(text) - _shaped(meaning.values)
    if not text or is_bare_opener(text) or is_pure_abuse(text):
        return False
    if meaning.priority_hints:
        return told >= 6
    if meaning.intent in ("ask_faq", "talk_to_human", "check_status"):
        return told > 160
    if meaning.intent == "file_complaint":
        return told >= 6 and not is_topic(text)
    amiss = is_trouble(text) or bool(AMISS.search(plain(text)))
    return meaning.intent in ("add_information", "correct") and told >= (6 if amiss else 14)


def may_describe(talk: Talk) -> bool:
    """Whether the answer to "what happened?" can stand as the description."""
    shaped = _shaped(talk.meaning.values)
    if weight(talk.text) - shaped < (10 if shaped else 3) or is_bare_opener(talk.text) or is_pure_abuse(talk.text):
        return False
    if is_all(talk.text) or is_unsure(talk.text) or is_none(talk.text) or is_at_a_loss(talk.text):
        return False
    return talk.meaning.intent not in ("affirm", "deny", "skip", "greet", "thank", "stop", "out_of_scope") or (
        weight(talk.text) >= 12 and talk.meaning.intent not in ("greet", "out_of_scope")
    )


def direct_answer(talk: Talk, heard: Mapping[str, str], before: Answers, question: str) -> dict[str, Any]:
    """A bare answer to the open question, in words that no extractor knows."""
    text, intent = talk.text, talk.meaning.intent
    hints = {hint.kind for hint in talk.meaning.priority_hints}
    if (
        not text
        # A wish that presses ("by Friday, or else") is a wish.
        or (hints and not (question == "remedy" and not hints & URGENT))
        or intent in ("skip", "deny", "out_of_scope", "greet", "thank", "stop", "ask_faq")
        # A name may sound like a yes.
        or (intent == "affirm" and not (question in NAMED and is_thing(text) and beyond_yes(text)))
    ):
        return {}
    alone = remedy_alone(text)
    if question != "remedy" and (to_be_done(text) or chinese_wish(text)):
        # What is to be done is no name of a thing.
        return {}
    if not alone and heard and not heard.keys() <= {"rating", "amount"}:
        # It answered something else than was asked.
        return {}
    if question == "date":
        if alone:
            return _alone(talk, before, alone)
        brief = weight(text) <= (SHORT_ANSWER if is_name(text) else A_DAY)
        if is_card(text) or _LABELLED.search(plain(text)) or (is_address(text) and not heard.get("date")):
            return {}
        # "About 40 quid" is a sum.
        day = (
            _TIME.search(_NO_TIME.sub(" ", text))
            and brief
            and not heard.get("amount")
            and not is_no_day_of_it(talk, text)
            and not _tells_besides(text)
        )
        return {question: text} if day and not says_told(text) and not asks(text) else {}
    if alone:
        return _alone(talk, before, alone)
    if question in NAMED and intent not in ("correct", *REQUESTS) and is_name(text) and not is_card(text):
        if question == "product" and (thing := counted_thing(text)):
            return {question: thing}
        if is_quality(question, text) or is_any(text) or (question != "person" and is_titled(text)):
            return {}
        if question in ("product", "person") and is_address(text):
            return {} if before.get("place") else {"place": bare(text)}
        return {question: bare(text) or text}
    if question == "order_number" and not is_card(text) and not tells_sums(text, heard):
        folded = unicodedata.normalize("NFKC", text)
        match = re.search(
            r"(?<![0-9A-Za-z])(?=[0-9A-Za-z\-]*\d{3})[0-9A-Za-z][0-9A-Za-z\-]{3,31}(?![0-9A-Za-z])", folded
        )
        if match is None and (short := _BRIEF_ORDER.search(folded)):
            return {question: str(short["x"] or short["y"] or short["z"])}
        return {question: match[0].upper()} if match and not is_of_a_room(folded, match[0]) else {}
    wishes = not heard.get("amount") or says_wish(text)
    if question == "remedy" and says_where(text) and not says_wish(text):
        return {} if before.get("place") else {"place": bare(text)}
    if question == "remedy" and (is_address(text) or (place_beside(text) and not says_wish(text))):
        # Where it was is no wish.
        return {} if before.get("place") else place_beside(text) or {"place": bare(text)}
    asked_for = intent not in REQUESTS or is_either(text)
    if question == "remedy" and weight(text) >= 4 and asked_for and wishes and _may_be_wished(text):
        return {"remedy": "other", "remedy_text": bare(text)}
    return {}


def _tells_besides(text: str) -> bool:
    """Whether several clauses are told of which those without a time say the most: "Splash pool, Derby. Thursdays"."""
    parts = [one for one in _PARTS.split(text) if weight(one)]
    timeless = sum(weight(one) for one in parts if not _TIME.search(one))
    return len(parts) >= _SEVERAL and 2 * timeless >= weight(text)


def _alone(talk: Talk, before: Answers, alone: re.Match[str]) -> dict[str, Any]:
    kind = next(name for name, said in alone.groupdict().items() if said)
    if kind == "exchange" and before.get("remedy") != kind and re.search("[房位人车車]", talk.text):
        # Another room is an exchange, and no goods are.
        return {"remedy": kind, "remedy_text": bare(talk.text)}
    # Said once more it changes nothing.
    return (
        {}
        if before.get("remedy") == kind
        else wished(
            # A wish in words of its own has no name that another could take the place of.
            talk,
            before,
            (kind,),
            beside=before.get("remedy") == "other",
        )
    )


#: What the customer is afraid of, which nobody asks us to do: 我驚佢走佬.
_FEARS: Final = regex(
    r"\W*我?(?:好|很|真的?|有[点點啲])?(?:[惊驚怕]|[担擔]心|[害]怕)(?![^,，。]{0,20}(?:希望|想|[请請]|要))"
)
#: What others want of the customer, and what a shop is called.
_OF_OTHERS: Final = regex(
    r"(?:[他她佢][们們哋]?|店[家员員]?|公司|客服|[师師]傅|[经經]理|老[板闆]|司[机機]|[对對]方|[职職]員|人[员員])[^,，。!！\s]{0,4}(?:[说說話话讲講叫]|要)[^,，。!！\s]{0,2}(?:要|叫|[让讓])?(?:我|客人)(?!要|想)[^,，。!！]*"
    r"|^\W*(?:[间間呢嗰那个個家]){0,2}(?:[铺舖鋪][头頭]|店|公司|商家|品牌|[餐饭飯]店|[卖賣]家|[车車]行)(?:名字?)?(?:叫做?|係|是|[:：])[^,，。]*"
)


def _may_be_wished(text: str) -> bool:
    """Whether the answer to "what shall we do?" wishes for something, rather than tells or asks."""
    if _OF_OTHERS.search(plain(text)) and not says_wish(_OF_OTHERS.sub(" ", plain(text))):
        return False
    if _TO_KNOW.match(plain(text)):
        return True
    if _FEARS.match(plain(text)):
        return False
    if asks(text) or says_told(text) or not WORDS.search(FIGURES.sub("", text)):
        return False
    if who_is_called(text):
        return False
    if _HAPPENED.search(plain(text)) and not _WANTED.search(plain(text)):
        return False
    if says_wish(text) or (_SHARE.search(plain(text)) and not _SPENT.search(plain(text))):
        return True
    short = is_short(text, _A_THING) and not (place_beside(text) or _TITLED.fullmatch(plain(text)))
    if _BE_DONE.match(plain(text)):
        return True
    if short and is_name(text) and not _TIME.search(_BY_THEN.sub(" ", text)) and not re.search(r"\d{3}", text):
        return True
    # Whatever tells nothing of what was and is, is to be done.
    told = _TELLS.search(plain(text)) or is_trouble(text) or AMISS.search(plain(text)) or is_thing(text)
    return is_short(text, SHORT_ANSWER) and not told and bool(_TO_DO.search(plain(text)))


def named_in_passing(talk: Talk, before: Answers, question: str | None) -> dict[str, Any]:
    """What or where the complaint is about, typed by itself after the story, while something else is asked."""
    if (
        not before.get("description")
        or question not in ("order_number", "date", "amount", "remedy", "contact", "evidence")
        or talk.meaning.intent not in ("add_information", "out_of_scope")
        or talk.turn.message.attachments
    ):
        return {}
    if not before.get("place") and is_address(talk.text):
        return {"place": bare(talk.text)}
    if not before.get("amount") and _BARE_SUM.fullmatch(plain(talk.text)):
        # Nothing else that is asked here has a point in it.
        return {"amount": plain(talk.text)}
    if question not in ("remedy", "contact") and not before.get("product") and is_thing(talk.text):
        return {"product": bare(talk.text)}
    return {}
