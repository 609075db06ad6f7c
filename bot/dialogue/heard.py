"""What the words around a value say of it: the number of a card, a day that is still to come, a surname, a sum."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from bot.dialogue.names import (
    bare,
)
from bot.dialogue.phrases import fold
from bot.dialogue.remarks import corrects, plain
from bot.dialogue.talk import Talk
from bot.regex import regex

#: Slots of free words, whose answer may be the whole of a message.
NAMED: Final = ("product", "place", "person")

#: Requests of their own, which name nothing.
REQUESTS: Final = ("talk_to_human", "check_status", "withdraw", "ask_faq", "file_complaint")

#: So much is left off around a name ("it's a …", a full stop).
TRIMMED: Final = 8
#: Words that a day still to come is said with, before it or in it.
_TO_COME: Final = regex(
    r"下[个個]?(?=[周週星礼禮月])|[明后後]年|[明后後聽听]天|[明聽听]日|后日|後日|\b(?:next|tomorrow|coming)\b", re.I
)
#: What follows the day on which somebody was told.
_TELLING: Final = regex(
    r"\W{0,2}(?:我|就|已经|已經|都|才|又|也){0,3}(?:跟|和|同|向|给|給|找|问|問)(?:你|你们|你們|你哋|您|咱们|他们|他們|她|他)?(?:的|家|那边|那邊|嘅)?(?:客服|店员|店員|人工|人员|人員|同事|平台|官方|经理|經理)?[^,，。.]{0,4}(?:说|說|讲|講|反映|反馈|反饋|联系|聯繫|聯絡|投诉|投訴|问|問|打)(?!坏|壞|碎|烂|爛)"
    r"|\W{0,2}(?:我|都|才){0,2}(?:写|寫|说|說|讲|講|填|打|报|報|记|記|弄|搞)[错錯反]|\W{0,2}(?:我|就|已经|已經|都|才){0,3}(?:说|說|讲|講)(?:过|過|了|的|嘅)|\W{0,2}(?:i )?(?:already )?(?:told|called|rang|phoned|spoke|talked|e-?mailed|contacted|wrote)\b"
)
#: Before and behind a day on which the customer can be found, or can't.
_REACHED: Final = regex(
    r"\b(?:(?:i|we)(?:'m|'re|'ll| am| are| will)(?: only| not| be| also| just){0,3}|(?:only|not|please|call|ring|reach(?: me)?|contact me)) (?:\w+ ){0,2}(?:away|home|back|free|available|abroad|on holiday|reachable|out|in)\b[^.,;!?]{0,20}$|\b(?:call|ring|phone|reach|contact|write to) me\b[^.,;!?]{0,16}$"
)
_REACHED_AFTER: Final = regex(
    r"[号號日]?(?:到|至|之?[后後]|以[后後]|之前)?[^,，。.]{0,6}?我?(?:都|才|先|會|会|要)*(?:不在|唔喺|唔係度|出差|外出|出國|出国|在家|喺屋企|有空|得閒|得闲|方便[联聯接])"
)
#: Before and behind a day for which something is wanted: it is no day of what happened.
_NEEDED: Final = regex(
    r"(?:婚期|婚[礼禮宴]|喜宴|出殡|出殯|公祭|告别式|告別式|入厝|[开開]幕|班[机機])(?:日期|時間|时间)?(?:是|在|係|喺|[:：])?\s*$"
)
_NEEDED_FOR: Final = regex(
    r"(?:[上下]午|[早晚]上|中午|[\d一二三四五六七八九十半]{1,3}[点點])*(?:就|先|才)?(?:[要得等]|急)(?:用|穿|戴|出[国國门門差殯殡]|上[台臺]|交|考[试試]|宴客|[结結]婚|[摆擺]酒|[开開]幕|[发發]出去?)"
)
#: By when something is wanted: "get it out or send another by Thursday".
_BY_THEN: Final = regex(
    r"\b(?:by|before|until|till|no later than|in time for|ready for|back for)(?: the| this| on)? $|之?前\s*$"
)
#: What is still to be held, right before its day: "the concert is the 19th".
_EVENT_IS: Final = regex(
    r"\b(?:concert|wedding|party|funeral|service|prom|exam|test|show|event|match|game|holiday|flight|christening|baptism|birthday|race|festival|move|competition|opening|launch|conference|gig|trip|interview|appointment|deadline|graduation|anniversary|recital|sailing) (?:is|are|'s)(?: on| for)?(?: the)? ?$"
)
#: When somebody is free, told by days and hours without a word of what was done: "Mon-Thurs after 6", "Tues or Weds".
_DAYS: Final = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_FREE: Final = regex(
    rf"\b{_DAYS} ?(?:-|–|to|till|until|or|/|and) ?{_DAYS}\b|\b(?:{_DAYS}|tomorrow|any ?(?:time|day)|weekdays?|weekends?|mornings?|afternoons?|evenings?)\b[^.!?]{{0,12}}\b(?:after|before|between|from|not before|until|till)\b ?\d|\b(?:{_DAYS}|tomorrow|weekdays?|weekends?|mornings?|afternoons?|evenings?)(?:s)? (?:is|are|would be|works?|suits?|'s)(?: (?:always|usually|generally|the))? (?:best|better|good|fine|ideal|easiest|ok(?:ay)?|for me|me|us)\b|\bany ?(?:time|day|morning|afternoon|evening)\b(?=\W*$| (?:but|bar|except|apart from|other than|you)\b)|\b(?:not before|(?:any ?time|only) (?:after|before|between)) \d"
    r"|[来來派叫][个個](?:人|[师師]傅)[^。!！?？]{0,8}(?:周[末一二三四五六日天]|星期|[礼禮]拜|[明后後]天)|(?:周[末一二三四五六日天]|星期[一二三四五六日天]|[礼禮]拜[一二三四五六日天]|[明后後]天)(?:再)?(?:[来來]|上[门門])(?:[个個]人)?(?=$|[,，。\s吧啊])"
)
#: "The one just now" points at what was said.
_JUST_NOW: Final = regex(r"刚才|剛才|刚刚|剛剛|头先|頭先|啱啱|方才|just now|earlier")
_POINTED: Final = regex(
    r"(?:的|嘅)?(?:那|嗰|这|這)(?:[个個件条條张張单單笔筆份]|[号號][码碼]?)?(?:啊|呀|啦|吧|咯|囉|了|\W)*"
)
#: A sum that is named to be that of something: "the hotel is RM 230", 酒店是230.
_SUM_OF: Final = regex(
    r"(?:\W|(?:eh|oh|uh|sorry|no|wait|actually|and|also|the|my|for|not|but)\b)*(?P<noun>[a-z]{3,16})(?: (?:fee|price|cost|fare|bill|room))? (?:is|was|costs?|cost me)(?: only| about)? [^\w\s]{0,2}(?:rm|rs\.?|hkd|usd|nt\$|hk\$)?[^\w\s]{0,2}\s?\d[\d.,]*.{0,12}"
    r"|(?:\W|不好意思|抱歉|啊|哦|还有|還有|另外)*(?P<han>[\u3400-\u9fff]{2,4})(?:是|係|系)(?:rm|hk\$|nt\$|\W)*\d[\d.,]*.{0,8}"
)
_SORRY: Final = regex(r"\W*(?:(?:oh|eh|ah)\W+)*(?:sorry|oops|my bad|不好意思|抱歉|对不起|對不起|哎呀?|唉呀?)")
_ANY_SUM: Final = regex(
    r"(?:it|that|this|the|amount|price|total|sum|fee|cost|charge|bill|figure|correct|right|actual|real|payment|refund|deposit|number|one)"
    r"|.*(?:[金款]?[额額]|[总總]|[价價钱錢费費款数數]|[应應][该該]|其[实實]|正确|正確|[对對错錯]|上面|下面|前面|[后後]面|[我你他她它这這那嗰佢]|[收扣付刷押退]|不|唔|只|才|就|[还還]|都|[说說讲講写寫打填].*).*"
)
#: What is told besides, or is somebody else's.
_BESIDES: Final = regex(
    r"\b(?:also|add|plus|too|as well|another|second|alternativ\w+|either|or (?:call|ring|text|on|at|reach)|(?:my|our) (?:wife|husband|partner|son|daughter|mother|mum|mom|father|dad|brother|sister|friend|assistant|work|office|home|landline)(?:'s)?)\b"
    r"|(?<![\u3400-\u9fff])也|也[可打能行]|(?:[还還]|都)(?:可以|能|得)|另外|同埋|[还還]有|加多|多[个個]|備用|备用|或者|我(?:老公|老婆|太太|先生|丈夫|妻子|[儿兒]子|女[儿兒]|[妈媽]|爸|阿媽|阿爸|[哥弟姐妹])"
)

#: A surname alone, which nobody asked for: the customer's own.
_SURNAME: Final = regex(r"\W*(?:我|本人|免[贵貴])?姓[\u3400-\u9fff]{1,2}(?:[的啊呀哈])?\W*")
#: The end of a card's number.
_CARD: Final = regex(
    r"卡.{0,4}(?:末|[后後]|尾)|(?:末|[后後]|尾)(?:四|4)?(?:[码碼]|位|[号號]|[数數])|\bcard\b.{0,16}\d{4}\b|\b(?:last four|ending(?: in)?)\b"
)
_FOREIGN: Final = regex(
    r"\W*(?:(?:我|my|the|之前|先前|舊|旧|上次|的|嘅|個|个|[编編案工客投][号號单單诉訴件]|[号號][码碼]?|number|no\.?|是|係|is|[:：#\s]){0,8})(?P<number>(?:case|ticket|cs|inc|sr|req|tkt|cas)[-_# ]?(?=[a-z-]{0,6}\d)[\da-z]{3,16}(?:[-_][\da-z]{1,12}){0,3})\W*",
    re.I,
)
_LONE: Final = regex(r"\W*(?P<number>[5-9]\d{3}[ -]?\d{4})\W*")
#: Right before the number of a room, a door, a lot, a firm, a meter, a person.
_LABEL: Final = regex(
    r"(?:(?<!booking )(?<!order )(?<!reservation )(?<!transaction )(?<!job )(?<![a-z])u?id|(?:用[户戶]|玩家|角色|[账帳][号號]|[会會][员員])(?:id|[编編]?[号號][码碼]?)|[学學][号號]|[統统]一?[編编](?:[号號][码碼]?)?|[稅税](?:籍)?(?:[編编])?[号號][码碼]?|[水電电氣气][錶表](?:[编編]?[号號][码碼]?)?|[錶表戶户][号號][码碼]?|(?:商[業业]|[營营][業业])登[記记](?:[号號][码碼]?)?|身[份分][證证](?:[号號][码碼]?)?|房[间間号號]?|批[号號次]|[车車]架[号號]?|(?:[发發][动動][机機]|引擎)[号號][码碼]?|[车車]牌[号號]?(?:\s?[a-z]{2}(?=\s))?|(?<![a-z])(?:vin|imei|sn)|序列[号號]|[机機]身[号號]|(?:取|[验驗][证證])[件票货貨餐]?[码碼]|[门門]牌[号號]?|桌[号號]|座位[号號]?|(?:[报報估][价價]|[价價]目)[单單表]?上?(?:[写寫开開列]的?)?)(?:是|為|为|係|:|：|\s)*$"
)
#: The number by which a customer is known, with its name: "uid 100238817", 户号 0031 8827 1.
_KNOWN_BY: Final = regex(
    r"(?P<number>(?:(?<![a-z])u?id|(?:用[户戶]|玩家|角色|[账帳][号號户戶]|[会會][员員]|客[户戶])(?:id|[编編]?[号號][码碼]?)|[学學][号號]|[户戶][号號]|(?:[水電电]|燃?[气氣]|瓦斯)?[表錶][号號]|[学學][员員][编編]?[号號]|\b(?:customer|member(?:ship)?|account|user|player|meter|student)(?: (?:id|number|no\.?|ref))+)(?:是|係|为|為|:|：|\bis\b|\s){0,4}[a-z]{0,3}\d[\d -]{3,20}\d)(?![\d-])",
    re.I,
)
#: An account at a messenger. "Line" is a word as well, and "WeChat Pay" no account: unasked, it must look like one.
_ID: Final = r"\s*(?:(?:号码?|號碼?|账号|帳號|id|no\.?|number|account|name|handle)\s*)?(?:是|係|系|叫|is|:|=)?\s*"
_MESSENGER: Final = (
    r"(?:微信|薇信|(?<![a-z])(?:wechat|weixin|wx|vx|whats ?app|telegram|qq|kakao(?:talk)?|skype|instagram|viber)(?!-))"
)
_ACCOUNT: Final = regex(
    rf"(?:{_MESSENGER}{_ID}|(?<![a-z])line\s*(?:id|账号|帳號)\s*(?:是|係|is|:|=)?\s*)@?(?=[a-z_.-]{{0,40}}[\d_+])[a-z0-9+][a-z0-9_.-]{{4,40}}(?: \d{{2,6}}){{0,4}}(?![a-z0-9_-]|\s*[块塊元])",
    re.I,
)
#: "Add me on WeChat, will that do? lihua_88": what may stand between, where a way to be reached was asked for.
_ACCOUNT_AFTER: Final = regex(
    rf"(?P<how>{_MESSENGER})[吧呀啊哦行可以也好不得吗嗎么麼加我的號号是,，:：\s]{{1,10}}(?P<id>(?=[a-z0-9_-]{{0,30}}[_a-z])[a-z0-9][a-z0-9_-]{{4,30}})(?![a-z0-9_-])",
    re.I,
)
_ACCOUNT_ASKED: Final = regex(
    rf"(?:{_MESSENGER}|(?<![a-z])(?:line|tg|ig|fb|facebook)(?![a-z])){_ID}(?!me\b|on\b|pay\b|is\b)@?[a-z0-9+][a-z0-9_.-]{{2,40}}(?: \d{{2,6}}){{0,4}}",
    re.I,
)


#: What was to come and is not there.
_NOT_COME: Final = regex(
    r"(?:[还還]|一直|都|仍|至今|到[现現]在|也)?(?:没有?|沒有?|未|冇|唔)(?:收|拿|等|见|見|送|[发發])?(?:到[货貨]?|[发發][货貨]|[来來嚟](?=[,，。!！\s了啊]|$)|送[来來到])(?!家|店|底|位)|收不到(?:货|貨|快|包|東西|东西)"
    r"|\b(?:(?:never|not|hasn'?t|hasnt|haven'?t|havent|didn'?t|didnt|did not|has not|have not)(?: (?:yet|even|actually|ever|been))* (?:come|came|arrive[sd]?|turned? up|show(?:n|ed)? up|received?|been delivered|delivered|got(?:ten)? here|reached)|still waiting (?:for|on) (?:my|the|our|it)|where(?:'?s| is| are) my|no sign of (?:it|my|the|them))\b"
)

#: What becomes of things between the shop and the door.
_ON_ITS_WAY: Final = regex(
    r"[丢丟](?:了|件|失)|弄[丢丟]|[不冇唔][见見]|找不到|[没沒]影|[烂爛碎裂瘪癟扁漏撒洒灑馊餿坏壞](?:了|的|掉|咗|晒)|[压壓摔][坏壞扁烂爛碎]|[发發送寄配装裝给給](?:[错錯]|漏|少)|少(?:了|[发發送寄给給])|漏[发發送寄]|慢|卡在|停在|[迟遲]|延[误誤]|偷"
    r"|\b(?:lost|missing|stolen|damaged|crushed|smashed|broken|spoil\w*|leak\w*|wrong (?:item|size|order|one|colou?r)|delayed|late|stuck)\b"
)

#: What is never ordered: there is no number to ask for.
_NOT_ORDERED: Final = regex(
    r"(?:my |the |your )?(?:(?:debit|credit|bank|atm|cash|prepaid|travel) card|card|(?:bank |savings |current |checking |joint )?account|mortgage|(?:bank |personal |student )?loan|overdraft|landlord|landlady|tenancy|flat share)s?"
    r"|.{0,6}(?:信用|銀行|银行|借[记記]|提款|扣[账賬帳]|[储儲]蓄)卡|八[达達]通|.{0,6}(?:[银銀]行[账賬帳][户戶號号]|[户戶]口|按揭|房[贷貸])|房[东東]|[业業]主|租[约約]",
    re.I,
)
#: Where nobody orders, by words of the story; and words of what was ordered all the same.
_NO_ORDERS: Final = regex(
    r"理[发髮]|剪[头頭]|[烫燙][头頭]|公交|[电電]?公[车車]|巴士|地[铁鐵]|[补補][课課]|家教|食堂|美甲|洗[车車]店|[物]业(?:公司|[费費管]|处|處)?|物業|小[区區]|屋苑|大廈|管理[费費處处]|房[东東]|租客|租屋|押金.{0,6}(?:租|房)|(?<!家用)[电電]梯|升降機|𨋢|[门門]禁|[邻鄰]居|[扰擾]民|油[烟煙]|[记記]者|[采採][访訪]|[节節]目[组組的]|停[车車](?:位|[场場]|费|費)|年[费費]|信用卡|[医醫]院|[诊診]所|挂号|掛號|[护護]士|[医醫]生|病房|老[师師]|校[车車园園]|幼[儿兒][园園]|墙皮|牆皮|天花|[驾駕]校|教[练練]|[培][训訓](?:班|机构|機構|[学學]校)|[辅輔][导導]班|骨灰|[殡殯][仪儀]|墓[地碑]|婚[庆慶](?:公司)?|司[仪儀]|月子(?:中心|[会會]所)|[养養]老院|中介|燃[气氣](?:表|[费費])|煤[气氣](?:表|[费費])|水[费費电電]|[电電]{1}[费費]|[网網][贷貸]|催收|彩[铃鈴]|安[检檢]"
    r"|\b(?:landlord|landlady|my (?:flat|tenancy|rent)|tenancy|letting agent|(?:the|our|my) (?:lift|elevator)|residents?|caretaker|funeral|cremat\w+|allotments?|hygienist|orthodontist|carers?|care home|(?:brown|green|grey|black|blue|recycling|food|garden) (?:waste )?bins?|bin (?:men|lorry|crew)|bins (?:not|never|were|are|have|haven't|weren't)|donat\w+|charity|driving (?:lessons?|instructor|test)|my instructor|swimming lessons?|childminder|playgroup|parking (?:fine|ticket|charge)|pension|pharmac(?:y|ist)|chemist|optician|car park|parking (?:space|bay|lot)|credit card|annual fee|overdraft|mortgage|hospital|clinic|ward|nurse|surgery|gp|teacher|nursery|headmaster|school bus|bus (?:stop|driver)|\d{1,3} bus|tutor\w*|hair ?cut|hairdresser|barber|salon|groom(?:er|ing)|dentist|vet|canteen|cloakroom)\b"
)
_ORDERED: Final = regex(
    r"[订訂定下][单單購购]|[买買]|[网網][购購]|快[递遞]|包[裹裝]|[运運][费費]|外[卖賣]|[预預][订訂]|[寄发發][货貨]|\b(?:order\w*|bought|purchas\w*|deliver\w*|parcel|package|shipp\w*|booked|booking)\b"
)

#: Sums are told, and no number: "2350 for the vet and 4500 for the room, 6850 in all".
_SUMS: Final = regex(
    r"^(?!.*(?:[单單号號]|order|booking|ref)).*(?:[加共]|合[计計]|[總总][计計]|[元塊块蚊]|[錢钱费費]|\b(?:plus|total|altogether|in all)\b)",
    re.S,
)
#: A number that is a sum of money.
_PAID: Final = regex(
    r"\b(?:paid|pay(?:ing)?|costs?|charged?|spent|owed?|worth|bill(?:ed)?|price|fare|deposit|fee)(?: (?:me|us|you|them|was|is|of|about|over|around|nearly|almost|just|only|out)){0,3}\W{0,3}\d{3}"
)
#: The day of what was done.
_TELLS_DAY: Final = regex(
    r"[咗過过]|(?<![算得])了(?!結|结|事)|(?:[买買送到收裝装寄发發修订訂做来來嚟])(?:的|嘅)|[坏壞]|\b(?:was|were|did|had|has|have|been|got)\b|\w{3}ed\b|n't\b"
)


def is_never_ordered(product: str, told: str) -> bool:
    """Whether the complaint is about what has no order number: a bank card, an account, a landlord, a lift."""
    if product and _NOT_ORDERED.fullmatch(product):
        return True
    said = plain(told)
    return bool(_NO_ORDERS.search(said)) and not _ORDERED.search(said)


def has_not_come(told: str) -> bool:
    """Whether the complaint is that something has not come: that happened nowhere."""
    return bool(_NOT_COME.search(plain(told)))


def is_on_its_way(told: str) -> bool:
    """Whether something that was sent was lost, spoilt, mixed up or slow: it happened at no place that anybody knows."""
    return bool(_ON_ITS_WAY.search(plain(told)))


def is_card(text: str) -> bool:
    """Whether the number in the text is the end of a card's."""
    said = plain(text)
    return bool(_CARD.search(said)) and not re.search(r"[订訂單单]|order|book", said)


def is_of_a_room(text: str, number: str) -> bool:
    """Whether the number that was taken for an order's is that of a room, a firm, a meter and the like."""
    before, found, _ = text.casefold().partition(number.casefold())
    return bool(found and _LABEL.search(before))


def tells_sums(text: str, heard: Mapping[str, str]) -> bool:
    """Whether the figures in the text are sums, and the number of nothing."""
    said = plain(text)
    # "Paid 2300 for the week".
    paid = len(re.findall(r"\d{3,}", said)) == 1 and _PAID.search(said)
    return bool(heard.get("amount")) and bool(paid or _SUMS.search(said))


_PIECE: Final = r"(?:[张張包双雙盒瓶件位晚堂杯碗支只隻条條箱袋套份客人]|[个個]人?)"
_EACH: Final = regex(
    rf"(?<![\d.,a-z第])\d{{2,6}}(?:[元块塊蚊])?[一每]{_PIECE}(?![起送])|[一每]{_PIECE}(?:要|收|[卖賣]|才|就)?\s?\d{{2,6}}(?=[元块塊蚊]|$|[,.;!?，。；！？\s]|[买買订訂了])"
)


def prices_each(text: str) -> bool:
    """Whether it is told what one of them costs: 兩張 一張6880, 每人42900."""
    return bool(_EACH.search(plain(text)))


def labelled_number(text: str) -> str:
    """The number by which a customer is known, with the name they gave it; "" where none is told."""
    match = _KNOWN_BY.search(unicodedata.normalize("NFKC", text))
    return match["number"].strip() if match else ""


def is_quality(question: str, text: str) -> bool:
    """ "The long one": it tells which of them, not what they are."""
    return question in NAMED and bare(text).endswith(("的", "嘅"))


def account_in(text: str, *, asked: bool) -> str | None:
    """An account at a messenger by which the customer can be reached, as written: "微信 hn_lili", "LINE ID: kevin0912"."""
    said = unicodedata.normalize("NFKC", text)
    match = (_ACCOUNT_ASKED if asked else _ACCOUNT).search(said)
    if match is None and asked and (after := _ACCOUNT_AFTER.search(said)):
        return f"{after['how']} {after['id']}"
    return match[0].strip() if match else None


def is_no_day_of_it(talk: Talk, said: str) -> bool:
    """Whether a date is one still to come, one of the customer's being in or out, or only that of a word with our staff."""
    before, _, after = talk.text.partition(said)
    if _JUST_NOW.fullmatch(plain(said)) and _POINTED.fullmatch(plain(after)):
        return True
    reached = _REACHED.search(plain(before)) or _REACHED_AFTER.match(plain(after))
    needed = _NEEDED.search(plain(before)) or _NEEDED_FOR.match(plain(after))
    wanted = _BY_THEN.search(plain(before)) and not _TELLS_DAY.search(plain(talk.text))
    by_then = bool(wanted or _EVENT_IS.search(plain(before)))
    free = _FREE.search(plain(talk.text)) and not _TELLS_DAY.search(plain(talk.text))
    return bool(reached or needed or by_then or free or _TELLING.match(plain(after))) or is_to_come(talk, said)


def is_surname(text: str) -> bool:
    """Whether somebody says what they are called, and nothing else: 姓马."""
    return bool(_SURNAME.fullmatch(text))


def lone_number(text: str) -> str:
    """A number of Hong Kong and nothing else: where nobody can be reached yet, it is one to call."""
    match = _LONE.fullmatch(unicodedata.normalize("NFKC", text))
    return re.sub(r"\D", "", match["number"]) if match else ""


def foreign_number(text: str) -> str:
    """The number of a case that is none of ours, and nothing else: "CASE-20261106-33"."""
    match = _FOREIGN.fullmatch(unicodedata.normalize("NFKC", text))
    return match["number"].upper() if match else ""


def is_other_sum(text: str, told: str) -> bool:
    """Whether a sum is said to be that of something that nobody spoke of yet: it takes the place of no other."""
    match = _SUM_OF.fullmatch(plain(text))
    noun = (match["noun"] or match["han"]) if match else ""
    return bool(noun) and not _ANY_SUM.fullmatch(noun) and fold(noun) not in fold(told)


def is_known_sum(text: str, told: str) -> bool:
    """Whether a sum that was told is told otherwise, with an apology: "sorry, the fare was 485"."""
    match = _SUM_OF.fullmatch(plain(text)) if _SORRY.match(plain(text)) else None
    noun = (match["noun"] or match["han"]) if match else ""
    return bool(noun) and (bool(_ANY_SUM.fullmatch(noun)) or fold(noun) in fold(told))


def is_second_way(text: str) -> bool:
    """Whether a number or an address is told besides the one that is known, or is that of somebody else."""
    return bool(_BESIDES.search(plain(text))) and not corrects(text)


def is_day_wished(text: str, day: str, today: str) -> bool:
    """Whether a day in the answer to "what shall we do?" is the one by which it is wished, not that of the matter."""
    return bool(day) and day >= today and not _TELLS_DAY.search(plain(text))


def is_to_come(talk: Talk, said: str) -> bool:
    """Whether a date is one still to come."""
    if not said:
        # A picture alone names no day.
        return False
    day = talk.meaning.values.get("occurred_at", "")
    return day > talk.voice.today(talk.facts.now) or bool(_TO_COME.search(f"{talk.text.partition(said)[0][-8:]}{said}"))
