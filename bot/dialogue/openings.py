"""First messages that are taken for something else: "where is my sofa?", and "I have thought long about writing this"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.dialogue import forms, requests
from bot.dialogue.ask import put
from bot.dialogue.asked import course_asked, tell
from bot.dialogue.giving_up import ends_other
from bot.dialogue.phrases import weight
from bot.dialogue.questions import asks_several, is_question, is_trouble
from bot.dialogue.refusals import is_without_number
from bot.dialogue.remarks import plain
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.dialogue.wishes import names_remedy
from bot.regex import regex

#: What is longer tells a story of its own.
_LONGEST: Final = 120
#: The category of what has not come, and how sure such a question makes of it.
_DELIVERY: Final = "delivery"
_SURE: Final = 0.9

_MINE: Final = r"(?:my|our)"
_THING: Final = r"(?P<thing>[a-z][\w'-]{0,20}(?: [a-z][\w'-]{0,20}){0,3}?)"
_EXPECTED: Final = r"(?:com(?:e|ing)|arriv(?:e|ing)|deliver(?:y|ed|ing)|turn(?:ing)? up|show(?:ing)? up|get(?:ting)? here|here|due|sent|shipped|dispatched|being (?:sent|delivered|shipped))"
#: Something that was to come is asked after.
_AWAITED: Final = (
    regex(
        rf"\bwhere(?:'?s| is| are|'re)?(?: (?:the hell|on earth|the heck|the fuck|tf))?(?: is| are)? {_MINE} {_THING}(?=\W*$|\s*[?!.,;]| (?:now|then|please|pls|it|and|i|we|already)\b)"
    ),
    regex(
        rf"\b(?:when|what (?:day|time))(?:'?s| is| are|'re| will| does| do| can)?(?: (?:i|we) expect)? {_MINE} {_THING} (?:(?:be|is|are|will|going|to|supposed|gonna|actually|finally|ever|even) ){{0,4}}{_EXPECTED}\b"
    ),
    regex(
        rf"\b(?:what about|any sign of|what(?:'?s| has)? happened (?:to|with)) {_MINE} {_THING}(?=\W*$|\s*[?!,;.]\W*(?:where|when|it|is it)\b)"
    ),
    regex(
        r"(?:(?:我|我们|我們|我哋|俺)(?:的|嘅|家|[买買订訂]的)?)(?:[那这這嗰呢]?[个個件台張张部套])?(?P<thing>[\u3400-\u9fff]{1,8}?)(?:现在|現在|而家|到底|究竟|都|是){0,2}(?:(?:在|到|去|喺)(?:了|咗)?(?:哪|[边邊]度?)|(?:什么|什麼|甚麼|啥)[时時]候|[几幾][时時]|哪天|何[时時]|多久)(?:才|先|能|[会會]|可以){0,3}(?:[里裡裏儿兒度了啊呀呢嘞哇]|[到送来來嚟](?![账帳])|[发發][货貨]|收到|寄){0,3}\W*$"
    ),
    regex(
        r"^\W*(?:[请請][问問]|你好|您好|\W)*(?P<thing>快[递遞]|包裹|[货貨]|外[卖賣]|家具|傢俬|[订訂][单單])(?:现在|現在|而家|到底|究竟|都|是){0,2}(?:(?:在|到|去|喺)(?:了|咗)?(?:哪|[边邊]度?)|(?:什么|什麼|甚麼|啥)[时時]候|[几幾][时時])(?:才|先|能|[会會]|可以){0,3}(?:[里裡裏儿兒度了啊呀呢嘞哇]|[到送来來嚟]|[发發][货貨]|收到|寄){0,3}\W*$"
    ),
)
#: Nothing of these is on its way: a place, a paper, an answer, money, somebody.
_NEVER_COMES: Final = regex(
    r"(?:nearest|closest|local) .*|(?:.* )?(?:accounts?|complaints?|cases?|tickets?|refunds?|money|cash|deposits?|compensation|manager|receipts?|invoices?|bills?|passwords?|codes?|links?|vouchers?|answers?|reply|replies|response|e-?mails?|number|appointments?|calls?|callback|data|profile|app|page|store|shop|branch|office|settings?|basket|cart|statements?|balance|login|history|points|seats?|table booking|reservation|booking|doctor|engineer|technician|plumber|driver|agent|human|person|turn|son|daughter|wife|husband|mum|mother|dad|father|bank|card details)"
    r"|.*(?:退款|[钱錢]|[赔賠]款|投[诉訴]|客[诉訴]|工[单單]|案|[回答][复覆]|[师師]傅|[客专專]|人|[电電][话話]|[结結]果|[账帳]|[卡券票][号號码碼]?|[验驗][证證]|密[码碼]|店|[门門]市|[经經]理|[处處]理|反[映应應]的?(?:事|[问問][题題])?|[说說提][的过過](?:事|[问問][题題])?|[那这這][件个個]?事|[问問][题題]|[积積]分|[记記][录錄]|[页頁]|医生|醫生)"
)
#: It names what comes, and not what it is.
_NO_NAME: Final = regex(
    r"(?:.* )?(?:delivery|deliveries|orders?|parcels?|packages?|stuff|things?|items?|goods|it|bits)|快[递遞]|包裹|[货貨]|[东東]西|[订訂][单單]|.{0,3}[货貨]|.{0,2}[单單]"
)

#: Money that was promised and has not come: 我那个退款咋还没到.
_OWED: Final = regex(
    r"(?:退款|退的?[钱錢]|退[费費]|押金|定金|[赔賠](?:款|[偿償])|[钱錢])[^,，。!！?？]{0,8}(?:[还還仲](?:没|沒|不|未)|咋[还還]|[没沒]有?|未|一直|[迟遲]{2}|什[么麼][时時]候|[几幾][时時]|多久)[^,，。!！?？]{0,4}(?:到|退|收到|打|返|回|[给給])"
)
#: Who sees to it: 退费的事找谁.
_WHOM: Final = regex(r"(?:找|[问問]|[揾搵])(?:[谁誰]|哪[个個位]|[边邊][个個位])(?!你|说|說)")

#: Whether a matter of some trade can be brought here: 物业的事你们管不管, 能投诉健身房吗.
_TAKES_IT: Final = regex(
    r"(?:你[们們哋]|[这這呢][里裡边邊儿兒度]|[归歸][你您][们們]?)(?:平台|客服)?(?:[这這][里裡边邊儿兒])?(?:到底|都|也|[还還]|能|可以|负责|負責){0,2}(?:(?:管|理|收|接)(?:不|唔)(?:管|理|收|接)|(?:管|受理|[处處]理|接受)(?:[这這][种類类個个])?(?:的)?(?:事情?|投[诉訴])?(?=[吗嗎么麼不嘛咩?？]))[得到了吗嗎么麼不啊呀嘛呢咩的?？!！\s]*$"
    r"|(?:^|[\s,，])(?:你好|您好|你[们們]?(?:[这這][里裡儿兒边邊])?|[这這][里裡儿兒]|在[吗嗎]|[请請][问問]|想[问問](?:一?下)?|[,，\s]){0,4}(?:能不能|可不可以|可唔可以|能|可以)(?:在[这這][里裡儿兒])?(?:投[诉訴]|[举舉][报報]|反[映应應])[^,，。?？!！]{1,14}[吗嗎么麼不嘛咩?？啊呀\s]*$"
)
#: What people say who are about to tell.
_ABOUT_TO: Final = regex(
    r"\b(?:i|we)(?:'ve| have| had|'m| am| are)?(?: been)?(?: an?| your| such| very)*(?: (?:loyal|regular|faithful|good|long[- ]?(?:time|standing)|happy|repeat|valued))* (?:customer|client|member|guest|patron|shopper)s?\b(?: of yours| here| with you)?(?= (?:for|since|of|over)\b|\W*$)"
    r"|\b(?:i|we)(?:'ve| have)? (?:been )?(?:(?:thought|thinking) (?:long and hard|twice|a lot|for (?:a long time|days|weeks))|hesitat\w+|debated|(?:was|were) in two minds)\b|\b(?:i|we) (?:don'?t|do not|never|rarely|hardly ever|seldom) (?:normally |usually |often |ever )?(?:complain|write (?:these|this|things like)|do this (?:sort|kind)|leave)\b(?!.{0,40}\bbut\b.{12})"
    r"|\bi(?:'m| am)? (?:just )?(?:going to|gonna|have to|need to|must|wanted to|want to) (?:just )?(?:say (?:it|this|something)|get (?:this|it) off my chest|tell you (?:something|this|a story)|be honest|explain)\b|\b(?:where|how) do i (?:even )?(?:start|begin)\b|\bthis (?:is|may|might|will)(?: be)?(?: a)?(?: bit)? (?:long|of a long one)\b|\blet me (?:explain|tell you|start (?:from|at) the beginning)\b"
    r"|^\W*(?:你好|您好|喂|\W)*(?:我)?(?:是|係|想|要|[来來嚟])?(?:[幫帮替代]|代[表替])(?:我(?:[们們哋])?|俾)?(?:屋企)?[\u3400-\u9fff]{1,5}?(?:[来來嚟])?(?:[问問]|投[诉訴]|申[诉訴]|客[诉訴]|反[映應应]|[讲講说說]|[写寫]|打字)(?:的|嘅)?(?:[\s,，]*(?:佢|[他她]|老人家|[长長][辈輩])[^,，。!！?？]{0,4}(?:不|唔)(?:太)?(?:[会會]|[识識]|懂|方便|能)[^,，。!！?？]{0,10})?\W*$"
    r"|^\W*我(?:就)?(?:是|住)(?:在)?(?:你[们們哋]?|您|[贵貴])?(?:店|家|公司)?(?:的)?(?:隔壁|[楼樓][上下]|[对對][门門面]|旁[边邊])(?:的)?(?:[邻鄰]居|住[户戶]|[业業]主|居民|店|住[的])?\W*$|^\W*我(?:是|係)(?:你[们們哋]?)?(?:店|家)?(?:的)?[邻鄰]居\W*$"
    r"|(?:是|做|做了|当了|當了)?(?:你[们們哋]?|您|[贵貴][司店])?(?:的|家)?[^,，。!！?？]{0,8}(?:老[顾顧]客|老客[户戶]|老用[户戶]|老[会會][员員]|熟客)|(?:犹豫|猶豫|考[虑慮]|想|忍)了(?:很久|好久|半天|[几幾]天|再三)|(?:很少|从来?不|從來?不|从没|從沒|[头頭]一次|第一次)(?:投[诉訴]|[写寫][这這])|有(?:件|[个個])事[^,，。!！?？]{0,4}(?:想|要)?(?:跟|和|同|向)?(?:你[们們哋]?|您)?(?:[说說讲講]|反[映应應]|[聊谈談])|[说說]来[话話]长|說來話長"
)


#: Something is to be done with a complaint of before, of which none is known here.
_OF_FORMER: Final = regex(
    r"\W*我?(?:想|要|需要)?(?:更?改|更正|修改|[补補]充|撤回|取消)(?:一?下|返)?(?:我)?(?:昨[天日]|[尋琴]日|上次|上[个個]?(?:[礼禮]拜|星期|[周週])[一二三四五六日天]?|之前|先前|前[天日]|[那嗰])(?:的|嘅|[个個件宗]|[那嗰][个個件宗]|提的|[说說]的){0,3}(?:投[诉訴]|申[诉訴]|客[诉訴])\W*"
)
_OF_FORMER_LONGEST: Final = 44
#: A question is announced, and nothing of it is said yet.
_TO_ASK: Final = regex(
    r"\W*(?:不好意思|唔好意思|你好|您好|[请請][问問]|那[个個]|[嗯呃欸]|\W)*(?:我)?(?:想|要)?(?:[请請])?[问問](?:你[们們哋]?)?(?:一?下|一?[个個](?:[问問][题題]|事情?|嘢))(?:喔|哦|啦|呀|啊|\W)*"
    r"|\W*(?:不好意思|唔好意思|你好|您好|[嗯呃欸]|\W)*我?(?:就是|就|先|想|要|[来來])(?:想|要|[来來])?(?:[问问問]{1,2}|[咨諮][询詢]|[请請]教|打[听聽]|了解)(?:你[们們哋]?)?(?:一?下|一?[个個点點]?(?:[问問][题題]|事[情儿兒]?))?(?:[而]已)?[,，\s]*(?:(?:又|先|暂时|暫時)?(?:不|没|沒|唔)(?:是|要|想|打算)?投[诉訴])?(?:喔|哦|啦|呀|啊|呢|的|\W)*"
    r"|\W*(?:hi |hello |hey |sorry )?(?:can|could|may) i (?:just )?ask (?:(?:you )?(?:something|a question))\W*",
    re.I,
)
#: Whoever wrote here by mistake, or looks around, wants nothing.
_BY_MISTAKE: Final = regex(
    r"(?:(?:不好意思|唔好意思|抱歉|[对對]不起|[啊哦哎呀]|\W)*(?:(?:我)?(?:打|[发發]|[点點]|按|找|加|[进進]|[扫掃])[错錯](?:了|咗|人|地方|[号號]码?碼?|群|[对對]象|窗口)*|手(?:滑|[误誤]|抖)(?:了|咗)?|(?:就|先|我)?(?:[随隨]便|[过過][来來])(?:看看|逛逛|睇睇|[点點][点點])|(?:只是|就是|我)?(?:[测測][试試]|[试試][试試])(?:一下|看|而已)?)(?:不好意思|唔好意思|抱歉|[对對]不起|了|啦|哈|的|而已|\W)*)"
)
#: Whether it is this house or that one: 喂 是移动吗, 请问是顺丰客服吗.
_WHICH_HOUSE: Final = regex(
    r"(?:(?:喂+|你好|您好|哈[喽囉]|[请請][问問]|[,，\s]){1,4}|(?:你|您|你[们們]|[这這][里裡边邊儿兒]?|[对對]面){1,2})(?:是|[係系])(?!不是|[谁誰]|[这這那]|真|[机機]|人工|ai)[\u3400-\u9fffa-z]{2,10}(?<![的谁誰啥])(?:[吗嗎么麼吧伐]|不(?:是)?)[\W啊呀]*"
    r"|\W*(?:[请請][问問])?(?:你[们們]?|[这這](?:[里裡边邊儿兒个個]|平台)?)(?:到底|究竟)?是(?:(?:什[么麼]|啥|哪(?:[个個家]|[里裡儿兒])?的?)(?:平台|公司|[单單]位|地方|部[门門]|[机機][构構]|[软軟]件|店|[里裡儿兒])?|干(?:啥|[嘛吗]|什[么麼])的|[做搞](?:啥|什[么麼])的)[\W啊呀呢]*",
    re.I,
)
#: What is to be read is said to be attached.
_ATTACHED: Final = regex(
    r"\b(?:see|find|read|refer to|view|open|per)\b[^.!?]{0,30}\b(?:attach(?:ed|ments?)|enclosed)\b"
    r"|\b(?:attach(?:ed|ing)?|enclos(?:ed|ing))\b[^.!?]{0,20}\b(?:letters?|complaints?|files?|documents?|docs?|forms?|pdf|details|statements?|everything)\b"
    r"|\b(?:letters?|complaints?|files?|documents?|forms?|pdf|details|statements?|everything|it|all)(?: is|'s| are)? (?:attached|enclosed|in (?:the|my|an|this) attach(?:ment|ed)\w*)\b"
    r"|(?:[见見看]|查[看收閱阅]|[请請]?[阅閱][读讀]?|在|喺|如)[^,，。;；]{0,4}附[件上檔档]|附(?:件|檔|档)(?:[里裡中內内]|入面|是|係)|[随隨]信附|(?:附上|夾附|附咗|已附)(?:了|[嘅的])?[^,，。;；]{0,4}(?:投[诉訴]|客[诉訴]|信|[说說]明|[资資]料|[详詳]情|[内內]容)",
    re.I,
)
_ATTACHED_LONGEST: Final = 60


def opens(talk: Talk) -> bool:
    """Act on a first message of these kinds. False where it is none."""
    meaning, text = talk.meaning, talk.text
    if talk.frames or talk.current() is not None or talk.turn.message.attachments or talk.turn.message.choice:
        return False
    if not talk.facts.cases and weight(text) <= _OF_FORMER_LONGEST and _OF_FORMER.match(plain(text)):
        talk.say("status.none")
        put(talk, "menu")
        return True
    if _TO_ASK.fullmatch(text):
        talk.say("go_ahead.tell")
        put(talk, "menu")
        return True
    if _WHICH_HOUSE.fullmatch(plain(text)):
        requests.greet(talk)
        return True
    if weight(text) <= _OF_FORMER_LONGEST and _BY_MISTAKE.fullmatch(plain(text)):
        talk.say("nothing_else")
        return True
    if _was_not_found(talk) and is_without_number(text) and not re.search(r"\d", text):
        talk.say("number.forgotten")
        talk.push(Frame(form=forms.COMPLAINT))
        put(talk, "description")
        return True
    if weight(text) <= _ATTACHED_LONGEST and _ATTACHED.search(plain(text)) and not is_trouble(text):
        # Those who point at what did not come think that all is told.
        told = {key: value for key, value in meaning.values.items() if key == "order_number"}
        talk.push(Frame(form=forms.COMPLAINT, answers=told))
        talk.say("attachment.missing")
        put(talk, "description")
        return True
    if meaning.asks and meaning.intent == "file_complaint":
        # What is asked before a complaint is answered, and what is complained of is told all the same.
        requests.answer_beside(talk, meaning.asks)
        return False
    if meaning.priority_hints or weight(text) > _LONGEST:
        return False
    if not talk.facts.cases and meaning.intent == "check_status" and _OWED.search(plain(text)):
        # Of what is asked after nothing is known here: it is told as a complaint.
        talk.meaning = replace(meaning, intent="file_complaint")
        return False
    if _asks_for_more(talk):
        talk.meaning = replace(meaning, intent="file_complaint")
        return False
    asked = course_asked(text)
    if (asks_whether_taken(text) or (asked and asked[0] == "here")) and not is_trouble(text):
        tell(talk, "here", asked[1] if asked else text)
        talk.push(Frame(form=forms.COMPLAINT))
        put(talk, "description")
        return True
    if not talk.facts.cases and (thing := awaited(text)):
        told = dict(meaning.values)
        if not _NO_NAME.fullmatch(thing):
            told.setdefault("product", _as_written(text, thing))
        delivery = _DELIVERY if _DELIVERY in talk.facts.policy.categories else meaning.category
        talk.meaning = replace(
            meaning, intent="file_complaint", values=told, category=delivery, category_confidence=_SURE
        )
        return False
    if meaning.intent in ("out_of_scope", "add_information", "file_complaint") and begins_to_tell(talk):
        talk.push(Frame(form=forms.COMPLAINT, answers={"description": text}))
        talk.say("go_ahead.tell")
        put(talk, "description")
        return True
    return False


def asks_whether_taken(text: str) -> bool:
    """Whether it is asked if complaints of some kind can be brought here."""
    return bool(_TAKES_IT.search(text))


def _asks_for_more(talk: Talk) -> bool:
    """Whether questions to which no answer is listed tell what went wrong: "why was I charged twice, and when …?"."""
    text = talk.text
    if _WHOM.search(plain(text)) and names_remedy(text) and talk.meaning.intent in ("ask_faq", "out_of_scope"):
        return True
    if talk.meaning.intent != "ask_faq" or requests.faq(talk, requests.THE_SAME):
        return False
    if not (asks_several(text) or ends_other(text)):
        return False
    return "amount" in talk.meaning.values or names_remedy(text) or is_trouble(text)


def awaited(text: str) -> str:
    """What the text asks after that was to come; "" where it asks after nothing of the kind."""
    said = re.sub(r"\s+", " ", plain(text))
    for pattern in _AWAITED:
        match = pattern.search(said)
        if match and not _NEVER_COMES.fullmatch(match["thing"]):
            return match["thing"]
    return ""


def begins_to_tell(talk: Talk) -> bool:
    """Whether the text only leads to a story: who speaks, and that they are about to tell."""
    text = talk.text
    if is_question(text) or is_trouble(text) or talk.meaning.values.keys() - {"date", "occurred_at"}:
        return False
    return bool(_ABOUT_TO.search(plain(text)))


def _as_written(text: str, thing: str) -> str:
    """The thing in the customer's own letters, which no longer shout."""
    start = text.casefold().find(thing)
    written = text[start : start + len(thing)] if start >= 0 else thing
    return written.lower() if text.isupper() else written


def _was_not_found(talk: Talk) -> bool:
    """Whether it was just said that no complaint of the customer's is known here."""
    return any(key.startswith("status.none") for key in talk.before.said)
