"""When it happened: dates as customers say them, found in folded text and resolved against today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final

from bot.regex import regex
from nlu import days_chinese, days_english
from nlu.cancelled import given_up
from nlu.days import Match, exact, iso, nothing, slashed
from nlu.days_chinese import HOUR, NUMBER, WEEK
from nlu.days_english import DAYS_LONG, DAYS_SHORT, MONTH
from nlu.patterns import Pattern

#: What was bought on that day is not yet what went wrong.
_BOUGHT: Final = regex(
    r"\s*(?:的时候)?,?\s*(?:我|们|在.{1,12}?)?(?:刚|才)?(?:买|购|下单|下的单|订|拍|入手|报(?:了|咗|的)?(?:名|团|班|课)|报的|签(?:的|了)?(?:约|合同))|\W*(?:i )?(?:bought|ordered|purchased)"
)
_BOUGHT_BEFORE: Final = regex(
    r"(?:bought|ordered|purchased|placed|(?:receipt|invoice)(?: (?:was|that|which|given|dated|issued|from|of|is))*)(?:(?! and | but )[^,.;!?]){0,40}$|(?:买|购|下单|订)(?:于|在)$"
)
#: Right before a day: somebody said that it would be then. What was promised is not what happened.
_PROMISED: Final = regex(
    r"(?:说|话|讲|答应|承诺|保证|通知|告诉|预计|约|改(?:到|成|期)|推(?:迟)?到|延(?:期)?到|拖到|等到?|回复|话畀我听)(?:了|好|我|你们?|他们?|是|会|的|在|要|最晚|最迟|大概|可以|能|定|咗|,)*$"
    r"|\b(?:promis\w+|said|says?|saying|told|supposed|due|expected|scheduled|would|will|rebooked|rescheduled|moved|postponed|arriving)\b(?:(?! but | and | when )[^,.;!?]){0,32}$"
)
#: Right after a day: somebody said something then, most often a promise.
_SAID_THEN: Final = regex(
    r",?\s?(?:的时候|时|就?[系是](?=[他她你佢店客]))?(?:我)?(?:打电话|打去|问|联[络系]|致电)?(?:你们?|你哋|您|贵[司店公行]司?|客服|客户服务|职员|员工|店员|店家|卖家|商家|经纪|中介|业务员?|专员|销售|教练|房东|房仲|经理|店长|柜台|门市|师傅|他们?|她们?|佢哋?)[^,.;!?\d]{0,6}?(?:(?<![说电通讲听])话(?![费题])|说(?!话|三道四)|讲(?!粗|嘢)|答应|应承|承诺|保证|表示|告诉|通知|回[复覆])"
    r"|,? (?:(?:when )?(?:you|they|he|she|someone|somebody)|(?:your|the|an?|my) (?:\w+ ){1,2}|customer service |support )(?: ?had)? ?(?:said|told|promised|agreed|assured|confirmed|wrote that)\b"
)
#: Right before a day: what is to be on it is still to come, if nothing in its clause tells that it is over.
_TO_COME: Final = regex(
    r"\b(?:wedding|prom|party|parties|birthday|exams?|interview|flight|funeral|christening|baptism|graduation|anniversary|holidays?|vacation|trip|concert|ceremony|reception|event|appointment|surgery|operation|due date|deadline|baby shower|hen do|stag do|reunion|recital|match|tournament|move|moving day|visa|conference|meeting|presentation|eid|diwali|viva)"
    r"(?:(?:'s| is| are| falls?| starts?| begins?| takes place| will be| day| party| reception| abroad| coming up| booked| planned| to \w+| in \w+)){0,3}(?: (?:on|for|this|due|from))?\s$"
    r"|\b(?:we|i|they|he|she|kids|children|parents|husband|wife|family|guests)(?:'re|'m|'s| are| am| is)? (?:all )?(?:fly|flies|leave|leaves|travel|travels|move|moves|depart|departs|arrive|arrives|go|goes|start|starts|sail|sails|flying|leaving|travelling|traveling|moving|going|departing|starting|getting married|get married|marry)(?: (?:out|off|in|away|home|there|back|abroad|house|school|work|on holiday|to \w+|for \w+)){0,2}(?: (?:on|from|this))?\s$"
    r"|\bneed(?:s|ed)? (?:it|them|this|that|one|these|the \w+)(?: \w+){0,2} (?:by|for|before|on)\s$"
)
#: The same of what somebody will do, and of what opens, wherever the rest of its clause tells of nothing that is over.
_WILL: Final = regex(
    r"(?:\b(?:will|shall|going to)|'ll)(?: (?!not\b)[\w']{1,12}){1,4}? (?:on |this )?$|\b(?:opens|reopens|opening)(?: (?:on|this|next))? ?$"
)
_OVER: Final = regex(
    r"\b(?:was|were|wasn't|weren't|had|did|didn't|got|went|came|never|missed|ruined|cancell?ed|delayed|spoil\w*|turned up|last|ago)\b"
)
#: Right before a day: something runs out or has to be paid then, whatever else the sentence tells.
_RUNS_OUT: Final = regex(
    r"\b(?:(?:auto-?)?renews?|expires?|runs out|ends|(?:is|are|'s|comes|falls) (?:due|up)(?: for renewal)?)(?: (?:again|automatically|out))?(?: (?:on|this|next|the end of))*(?: the)? ?$"
)
#: The same behind a day of the week in Chinese.
_RUNS_OUT_AFTER: Final = regex(
    r"(?:就|会|要|将|便|又|快|自动)*(?:到期|截止|截数|失效)(?!了|咗|的|嘅|后|之后)|(?:就|又)?(?:会|要|将|即将)(?:要|会|自动|再)*(?:续[费订期约]|扣[费款钱]|收费)|(?:自动)?续[费订期约](?=$|[,.;!?](?!\s?(?:又|还|被|就|竟然?)?[扣收]))"
)
#: Whether something is open then is asked of a day to come.
_OPEN_THEN: Final = regex(
    r"^\W*(?:(?:and|so|but|also|btw|ps|hi|hello) )*(?:is|are|will|does|do|what time)\b(?:(?! my | i | we )[^,.;!?]){1,40}\b(?:open|shut|closed?|closing|available|running|working|happening|free|going ahead|on)(?: again)?(?: (?:on|this|next|over))?(?: the)? ?$"
)
_OPEN_AFTER: Final = regex(
    r"(?:[晚早]上|白天|那天|当天|的?时候)?(?:你们|你哋|还|都|也|会|是不是|会不会|有没有|照常)*(?:开门|关门|营业|上课|上班|放假|休息|开放|停课|办公)(?:不(?!了)|吗|么|嘛|到几|没有?\?|\?)"
)
#: What is asked to be done today or on Monday, with nothing in its clause that was done.
_DONE: Final = r"\w{2,}ed\b|\b(?:was|were|got|had|did|didn't|paid|bought|sent|came|broke|took|made|left|told|said|went|lost|gave|stole|from|since|about)\b"
_DO: Final = "(?:call|ring|phone|contact|text|e?-?mail|reply|answer|fix|sort|send|refund|come|deliver|help|resolve|collect|return|cancel|stop|replace|solve)"
_DO_THEN: Final = regex(
    rf"(?:\b(?:please|pls|plz|can(?!'t|not)|could(?!n't))\b(?:(?!{_DONE}|\b(?:never|not|order)\b)[^,.;!?\n]){{0,30}}|\b(?:someone|somebody|anyone) (?:(?:to|can|could|please|should|must|come|actually|just) ){{0,3}}|^\W*(?:just |so |then )?(?={_DO} (?:back )?(?:to )?(?:me|us)\b))\b{_DO}\b(?:(?!{_DONE})[^,.;!?\n]){{0,30}}$"
)
_DO_THEN_BEFORE: Final = regex(
    r"(?:请|麻烦(?:你们?|您)?|可否|能不能|可不可以|可唔可以|希望(?:你们?|您)?|务必|快点)[^,.;!?\n]{0,4}$"
)
_DONE_AFTER: Final = regex(r"[^,.;!?\n]{0,16}(?:了|过|咗|的|嘅|说|(?<!电)话|才)")
#: A day is said to be none of the matter.
_NOT_OF_IT: Final = regex(
    r" ?(?:is|was)(?: not|n'?t) (?:when|the (?:day|date|time))\b|(?:那天|那日|嗰日)?(?:不是|唔系)(?:事情|件事|真正)?(?:发生|出事)"
    # Why somebody was not heard of.
    r"|(?:实在|比较|真的|一直|我|都|也|在|太|很|有点){0,3}(?:忙(?!音|线|的?时|到|碌)|[没冇]空|[没冇](?:有)?时间|[唔冇]得闲|没(?:空)?回(?:复|覆|你|讯|信息)|没看(?:到)?(?:讯息|信息|手机))"
)
#: What is told of today is how long it has lasted, or which day it is by now: 今天第五天了, 今天都月底了, "today is the 20th".
_TODAY: Final = regex(r"今[天日晚儿]|today|tonight")
_LASTED: Final = regex(
    rf"(?:就|已经?|都|也|又|经已|快)*(?:是|系|到)?(?:第{NUMBER}(?:天|日|个?月|周|个?星期|年|次)|{NUMBER}(?:天|日(?!本)|个?月(?![\d一二三四五六七八九十])|周|个?星期|年)(?=了|啦|喇|都|还|仲)|(?:(?:都|已经?|又|经已|快)(?:是|系|到|要)?(?:这个)?(?:月(?:初|中|底|末)|周末|年底|{WEEK}[一二三四五六日天]|{NUMBER}(?:号|日|月)))|(?:月(?:初|中|底|末)|周末|年底|{NUMBER}号)了)"
    rf"|(?:'s| is| was| marks| makes(?: it)?) (?:already |now )?(?:(?:the |day )?\d|the \w+ (?:day|week|month)\b|\w+ (?:days|weeks|months)\b|(?:{DAYS_LONG})\b|the end\b)"
)
#: Right before a day: it is the one that has come by now, since what is told.
_BY_NOW: Final = regex(
    r"(?:今[天日])?(?:都|已经?|经已|又)(?:快|要|是|系|到)*$|今[天日](?:是|系|就)*$|(?:today|it|now)(?:'s| is)(?: now| already)?(?: the)? $"
)
_CAME: Final = regex(r"了|啦|喇|(?=,|\.|;|$| and| now| already| but)")
#: Behind a day: something is to be done by then.
_DEADLINE: Final = regex(
    r"(?:之|以)?前\s?(?:[^,.;!?\n]{0,10}(?:不|唔|没人?|冇|必须|一定|给我?|俾|处理|解决|搞[定掂]|回[复覆应]|答[复覆]|要|退)(?![^,.;!?\n]{0,12}(?:了|咗|过)(?![,\s]*我)))"
)
#: The end of the month, which is to come where something must be done then: 月底需结帐, 月底要交租.
_END_OF_MONTH: Final = regex(r"月[底尾末]")
_MUST_THEN: Final = regex(r"(?:就|便|都|还|我们?|公司){0,2}(?:需|要(?!求)|得(?!知|到)|会(?!员|议)|将|必须)")
#: Just now the customer wrote something wrong: told of the talk, not of the matter.
_MISWRITTEN: Final = regex(
    r"(?:我|那个|嗰个|个)?[^,.;!?]{0,8}(?:留|写|填|说|讲|打|报|发|俾|给|输|记|搞|弄)(?:错|咗错|的不对|的是错)|(?:我)?(?:又|还|都)?(?:忘|漏|没|唔记得)(?:了|记|咗)?(?:说|讲|写|提|补充|告诉|话)"
)
#: What stands there by its number: 三号泊位. Not 3号店员 or 3号线上.
_NUMBERED: Final = regex(
    r"(?:泊位|车位|车厢|线(?![上下])|楼|大?厅|窗口?|柜|桌|位|门(?![店诊市])|机(?!场)|房(?!东)|仓|库房?|球[场馆]|跑道|[月站]台|码头|登机口|病[房床]|床(?![垫单])|教室|摊|档口|电梯|泳池|院|馆|公寓|宿舍|桩|充电|油?枪(?!手)|泵|井盖|岗亭|包[间厢]|卡座|航站|服务台|安检)"
)
#: A saying of what goes on day by day: 今天挖完明天填, 今天修明天坏.
_SAYING: Final = regex(
    r"[^,.;!?\d\s]{1,3},?明[天日](?!要|才|再|会|能|还|得|就|上|出|飞|走|用|有|考|开)[^,.;!?\d\s]{1,3}(?=$|[,.;!?的])"
)
_JUST_NOW: Final = ("刚才", "刚刚", "啱啱", "头先", "方才")
#: A house stands there: 滨江路28号. Not 我知道3号 or 店里3号.
_STREET: Final = regex(
    r"(?:路|街|巷|弄|胡同|大道|(?<![知说报])道|(?<![店家那这哪手心嘴房屋车城柜箱盒群单网夜院司])里|(?<![我们本全])村) ?$"
)
#: Right before a day that another is put against: "not the 17th, it's the 19th".
_REJECTED: Final = regex(r"(?:\bnot|n't)(?: (?:on|the|from|in|since))*\s*$|(?:不是|唔系|并非)(?:在|喺)?$")
#: Today as a demand is no date of an event.
_DEMAND: Final = regex(
    r"\s*(?:之?内|以内|必须|一定|马上|立刻|立即|就?要|就?给|能|可以|可唔可以|内|前|再不|还不|再拖|before|or i)"
)
_BY: Final = regex(
    r"(?:(?:工|编|单|桌|房|房间|柜台|窗口|门牌|车)号\s*(?:是|系|为|:)?|\bby|\bbefore|\buntil|\btill|\bto|到|直到|截止|截至|至|不是|唔系|never|than)\s*$"
)

#: Where there is no number, what follows is none.
_NO_NUMBER: Final = regex(r"(?:没|无|冇|忘了?|不知道?|找不到了?)[有得]?[\u3400-\u9fff]{0,2}号\s+$")


#: Right before and behind a number that tells which seat, door or coach it is: 座位不是6号是16号.
_DOOR: Final = regex(
    rf"(?:门牌|座位|座|席位|位子|车厢|包[厢间房]|房间?|楼栋?|桌子?|栋|单元|室|[储寄]?物?柜子?|床位?|铺位?|窗口|站台|月台|登机口|闸口|出口|车位|摊位|工位|跑道|球场|号线)(?:号码?)?(?:[\s,]|其实|应该|明明|也|写|订|坐|定|给|的)*(?:不是|是|为|系|唔系|在|:)?\s*(?:(?:第)?{NUMBER}号?[\s,.;]*(?:而|应该|其实|不是|唔系|是|系)*)?\s*$"
)
_NUMBER_ENDS: Final = regex(r"\s*(?:$|[,.;!?)]|不是|唔系|是(?!不是)|系|而|才对|啊|吧|呀|啦|哦|的?\s*(?:$|[,.;!?]))")

#: Between a day and the one that was meant.
_MEANT: Final = regex(
    r"[^,.;!?]{0,8}?[\s,.;~?!-]+(?:(?:um+|uh+|er+m?|oh|ah|well)[\s,.]+|[喔哦噢啊呃][\s,]*)?(?:不是|不对|唔系|唔对|唔啱|[说讲写打记]错[了咗]?|具体|准确|确切|no+(?:pe)?\b|nah\b|sorry|wait|hang on|hold on|scratch that|tell a lie|i mean|i meant|make that|or rather|actually)(?:[\s,.!?-]|我|no+(?:pe)?\b|sorry|wait|hang on|hold on|scratch that|a (?:sec|second|minute|min)\b|i mean|i meant|make that|actually|it was|it's|on|the|应该|其实|说|地|点|来|是|系)*"
)
#: A month and nothing nearer, and after it the month to which it lasted.
_MONTH_ALONE: Final = regex(r".*月份?(?:初|中旬?|底|末|尾)?")
_SPAN: Final = regex(rf"\s?(?:到|至|~|-|–)\s?{NUMBER}月(?!{NUMBER}[日号])(?:份|初|中旬?|底|末|尾)?")
#: Between two days of which the first was planned, and before both of them.
_MOVED: Final = regex(
    rf"{HOUR}\s?(?:的)?[\u3400-\u9fff]{{0,4}}(?:改|推|延|挪|提前|换|移|调)(?:迟|后|期|前|动|整)?(?:到|成|至|去|为)"
)
_MOVED_TO: Final = regex(r"(?:改|推|延|挪|提前|换|移|调)(?:迟|后|期|前|动|整)?(?:到|成|至|去|为)了?\s?$")
_MOVED_EN: Final = regex(
    r"\b(?:moved|changed|rescheduled|rebooked|postponed|pushed|switched|shifted|brought)\b[^.;!?]{0,40}$"
)
#: Days within which a day is one still to come.
_AHEAD: Final = 200
#: The same where something is booked for it or opens on it.
_NEXT: Final = 60
_BOOKED: Final = regex(
    r"(?:订|定|约|租|预[订定约])(?:了|咗|好|好了|的|嘅)*$|\b(?:booked|booking|reserved|reservation|appointment|opens?|opening|starts?|will|wedding|flight|party|due|deadline)(?: [\w']{1,12}){0,3} ?(?:on|for|is|by)?(?: the)? ?$"
)
_BOOKED_FOR: Final = regex(
    r"(?:才|先|会|系|是)*(?:我)?(?:佢|他|她|你|您|师傅|店|客服|公司)(?:哋|们)?(?:才|先|又)?(?:话|说|讲|答应|约)(?:会|好|咗|了|要)*(?:嚟|来|上门|送|装|修|整|到|补|退)"
    r"|(?:的|嘅|就要|就|要|晚上?|中午|早上)?(?:摆酒|结婚|婚礼|婚宴|开业|开张|开幕|出发|起飞|考试|入伙|入住|搬家|要用|到期|截止|比赛|演出|手术)(?!了|咗)"
)
_YEAR: Final = 365
#: Behind a number that is none of a day: a typhoon's signal, a line, a gate.
_NO_DAY: Final = regex(r"(?<=号)(?:风球|台风|烈风|波(?=$|[,.;!?\s])|干线|线|闸|月台|码头|车厢|柜台?|窗口|泳池|球场)")
#: Before a weekday on which something is done each week.
_EACH: Final = regex(r"(?:逢|每(?:个|逢|周的?)?|\b(?:every|each)) ?$")
#: The customer's own birthday.
_BIRTH_BEFORE: Final = regex(r"(?:生日|出生|\bborn|birthday)(?:是|系|为|:|在|on| |is){0,3}$")
_BIRTH_AFTER: Final = regex(
    r"(?:才?(?:是|系))?(?:我|佢|他|她)?(?:的|嘅)?(?:生日|出生)|(?: is| was)? (?:my|his|her) birthday\b"
)

#: Between two names of one day.
_APPOSED: Final = regex(r"[\s(,、]*(?:即|也就是|就是|the)?[\s(,、]*")
_CALENDAR: Final = regex(
    rf"\d\s*月|月\s*\d|{NUMBER}月{NUMBER}|\d[/-]\d|20\d\d|\d\s*号|{MONTH.replace('?P<month>', '?:')}"
)
_OF_MONTH: Final = regex(rf"\d\D*{MONTH.replace('?P<month>', '?:')}|{MONTH.replace('?P<month>', '?:')}\D*\d")
_OF_WEEK: Final = regex(rf"{WEEK}|{DAYS_LONG}|\b(?:{DAYS_SHORT})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A date in the text, from `start` to `end`; `day` is None where the words are vague (前几天)."""

    start: int
    end: int
    day: date | None


_SLASHED: Final = Pattern(
    r"(?<![\d./-])(?P<a>\d{1,2})(?:(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:20)?\d\d)|[/.](?P<b2>\d{1,2}))(?![\d/%]|[.-]\d)(?:号|日)?"
    + HOUR
)
#: Before figures that are set like a date with its year: they are a code's or a version's.
_CODED: Final = regex(
    r"(?:编?号码?|编码|代码|单|版本?|固件|型号|款|\b(?:code|no\.?|nr\.?|number|ref(?:erence)?|id|version|firmware|release|v|ios|android|model|part|lot|batch|serial|ip))[\s:#=]*(?:是|系|为|is|was)?\s*$|[a-z#]$"
)
#: A day and a month as the continent writes them: "on 4.11.", "since 22.11 I have no water".
_DOTTED: Final = regex(r"\b(?:on|since|dated|date:?)(?: the)?\s*$")
#: A whole message that is a month and a day with a point between them, perhaps with the words of a correction.
_DOTTED_ALONE: Final = regex(
    r"\W*(?:我|刚才|刚刚)*(?:[记说讲写搞弄填打]错(?:了|咗|日子|日期|时间)*|不对|唔啱|日期|时间|更正)?[\s,.:]*(?:其实|应该|就)*(?:改成|改为|是|系|在)?\s*(?P<a>1[0-2]|0?[1-9])\.(?P<b>[0-3]\d)(?P<y>)(?:号|日|那天|当天|的|吧|啊|呀|才对|才是|左右)*\W*"
)
_CUE_BEFORE: Final = regex(
    r"(?:\b(?:ordered|bought|purchased|placed|paid|booked|delivered|arrived|came|happened|called|flew|stayed|visited|returned)|下单|购买|买的|到货|签收|发生|入住|就诊|收到|退货|\bon|\bsince|\bfrom|\b(?:mon|tues?|wed|weds|thu|thurs?|fri|sat|sun)(?:[a-z]*day)?\.?,?|\bdated?|\bof|日期|时间|于|在|是)\s*[:=]?\s*$"
)
_CUE_AFTER: Final = regex(
    r"\s*(?:到(?![\d一二三四五六七八九十])|入住|退|寄|号|日|买|购|收|到货|下单|下的单|那日|订|送|发|签|晚|早|上午|下午|那天|当天|就)"
)
#: In Chinese, what stands before and after a month and a day of which the day could be a number of something.
_OPEN_BEFORE: Final = regex(r"(?:^|[\s,.;:!?(\"我们在于从自到])$")
_EVENT_AFTER: Final = regex(
    r"\s?(?:在|被|无|帐|账|网|断|停|我|你|贵|向|跟|和|打|申|付|刷|缴|搭|坐|乘|住|发|出|因|突|开|坏|去|入|用|租|约|看|店|客|系统|客服|员工|店员|公司|飞|报|预)"
)
#: Parts of a whole, and what is counted in them.
_FRACTION_AFTER: Final = regex(
    r"\s?(?:的?(?:价|折|钱|薪|量|人|时间|费|租金|款)|杯|匙|勺|小?时|吋|寸|英寸|英吋|inch|\"|件|个|人|份|片|桶|包|盒|箱|台(?![中北南东湾])|条|题|分(?!店|公司|行)|页|票|斤|磅|公分|mm|cm|以上|以下|左右|都)"
)
_BARE: Final = regex(r"\D*(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\D*|\D*(?P<y2>20\d\d) (?P<m2>\d\d?) (?P<d2>\d\d?)\D*")
_BARE_DAY: Final = regex(r"\D{0,4}(?P<a>\d{1,2})-(?P<b>\d{1,2})(?P<y>)\D{0,4}")
#: Characters of a message that is a day and hardly anything else.
_SHORT: Final = 24
_MONTHS: Final = 12
_MOVABLE: Final = Pattern(days_english.MOVABLE)
_ROC: Final = Pattern(r"(?<!\d)(?P<y>1[01]\d)[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})(?!\d)")


def find(
    folded: str, today: date | None, *, asked: bool = False, chinese: bool = True, sum_asked: bool = False
) -> Found | None:
    """The date of the event, if the text tells one; `asked` where the bot just asked for it, `sum_asked` where it asked
    for a figure, which 11.22 alone would be then.

    A day on which something was bought gives way to another day, a promised one to any; "today" as a demand is none, and
    so is a day to come.
    """
    found = sorted(
        _candidates(folded, today or date(2000, 1, 1), asked, chinese, sum_asked), key=lambda one: (one.start, -one.end)
    )
    kept: list[Found] = []
    now = today or date(2000, 1, 1)
    for one in found:
        if kept and one.start < kept[-1].end:
            continue
        if kept and _same_day_again(folded, kept[-1], one):
            end = one.end + folded.startswith(")", one.end)
            kept[-1] = Found(start=kept[-1].start, end=end, day=one.day)
            continue
        kept.append(one)
    taken_back = [
        one
        for one, other in zip_longest(kept, kept[1:])
        if other is not None and _MEANT.fullmatch(folded[one.end : other.start])
    ]
    # Told twice over, by its number and by its name, it is taken back as a whole: 12/31 跨年... 不是, 是上禮拜六.
    days = {one.day for one in taken_back if one.day}
    kept = [one for one in kept if one not in taken_back and one.day not in days]
    kept = [one for one in kept if (one.day is None or one.day <= now) and not (today and _moved(folded, one, today))]
    kept = [one for one in kept if not _NOT_OF_IT.match(folded, one.end)]
    if not kept:
        return None
    best = min(kept, key=lambda one: (_rank(folded, one), one.start))
    if _MONTH_ALONE.fullmatch(folded, best.start, best.end):
        # "Last month, about the 28th of October": the day tells more than its month.
        best = next((one for one in kept if _lies_in(folded, one, best)), best)
    end = best.end
    for other in kept if asked else ():
        # "10 Nov, 17 Nov and yesterday": all of them answer.
        end = other.end if _LISTED.fullmatch(folded, end, other.start) else end
    if end > best.end:
        return Found(start=best.start, end=end, day=best.day if today else None)
    span = _SPAN.match(folded, best.end) if _MONTH_ALONE.fullmatch(folded, best.start, best.end) else None
    return Found(start=best.start, end=span.end() if span else best.end, day=best.day if today else None)


#: Between two days of several.
_LISTED: Final = regex(
    r"\s*(?:[,、;&+/]|\band\b|和|跟|及|还有|以及|同埋|,? ?\band (?:then |again |also )?(?:on )?)\s*(?:on )?"
)


def _lies_in(folded: str, one: Found, month: Found) -> bool:
    """Whether a day is one of the month that was told besides."""
    if one.day is None or month.day is None or _MONTH_ALONE.fullmatch(folded, one.start, one.end):
        return False
    return (one.day.year, one.day.month) == (month.day.year, month.day.month) and not _REJECTED.search(
        folded[max(0, one.start - 16) : one.start]
    )


def _moved(folded: str, one: Found, today: date) -> bool:
    """Whether a day is still ahead, and none of last year: something was moved to it or from it, or is booked for it."""
    word = folded[one.start : one.end]
    if one.day is None or re.search(r"20\d\d|[今去前旧]年|last|ago", word):
        return False
    before = folded[max(0, one.start - 48) : one.start]
    since = (today - one.day).days
    if since > _YEAR - _NEXT and (_BOOKED.search(before) or _BOOKED_FOR.match(folded, one.end)):
        return True
    moved = _MOVED.match(folded, one.end) or _MOVED_TO.search(before) or _MOVED_EN.search(before)
    # A day without a year that lies far back is the next one as well.
    return bool(moved) and since > _YEAR - _AHEAD


def _same_day_again(folded: str, first: Found, second: Found) -> bool:
    """Whether a weekday is followed by its date (上周三(11月18号), Wednesday, 18 November): the date is the surer one."""
    return bool(
        _APPOSED.fullmatch(folded[first.end : second.start])
        and _CALENDAR.search(folded[second.start : second.end])
        and _OF_WEEK.search(folded[first.start : first.end])
        and not _CALENDAR.search(folded[first.start : first.end])
    )


def _rank(folded: str, one: Found) -> int:
    """How far a day is from what the matter is about."""
    if _REJECTED.search(folded[max(0, one.start - 16) : one.start]):
        return 4
    if _by_now(folded, one) or _made(folded, one):
        return 3
    if _bought(folded, one) or given_up(folded, one.start, one.end):
        return 1
    if _SAID_THEN.match(folded, one.end):
        return 2
    return 2 if _PROMISED.search(folded[max(0, one.start - 48) : one.start]) else 0


#: The day on which a thing was made or first switched on, or until which it keeps, is not that of the matter.
_MADE_BEFORE: Final = regex(
    r"(?:激活|生产|出厂|制造|注册|保质|有效|到期|过期|上市|发布|保修|质保|过保)(?:日期|时间|日|期)?(?:到|至|是|为|系|写的?|显示|标的?|在|:|\s){0,4}$|\b(?:activat\w+|manufactur\w+|produc(?:ed|tion)|expir\w+|best before|use by|warranty|registered)(?: (?:date|on|in|is|was|says|until|till|shows|of|the)){0,4}:? ?$"
)
_MADE_AFTER: Final = regex(r"(?:就)?(?:激活|生产|出厂|制造|注册|到期|过期|过保)的?(?=$|[,.;!?\s]|产品|手机)")


def _made(folded: str, one: Found) -> bool:
    return bool(_MADE_BEFORE.search(folded[max(0, one.start - 24) : one.start]) or _MADE_AFTER.match(folded, one.end))


def _by_now(folded: str, one: Found) -> bool:
    """Whether a day is only the one on which it is told: "today is the 20th"."""
    if _TODAY.match(folded, one.start) and _LASTED.match(folded, one.end):
        return True
    return bool(_BY_NOW.search(folded[max(0, one.start - 20) : one.start]) and _CAME.match(folded, one.end))


def _bought(folded: str, one: Found) -> bool:
    return bool(_BOUGHT.match(folded, one.end) or _BOUGHT_BEFORE.search(folded[max(0, one.start - 48) : one.start]))


def _candidates(folded: str, today: date, asked: bool, chinese: bool, sum_asked: bool) -> Iterator[Found]:
    for pattern, resolve in days_chinese.ROWS if chinese else ():
        for match in pattern.finditer(folded):
            yield from _checked(folded, match, resolve(match, today), resolve is nothing, asked, today)
    for pattern, resolve in days_english.ROWS if re.search("[a-z]", folded) else ():
        for match in pattern.finditer(folded):
            yield from _checked(folded, match, resolve(match, today), resolve is nothing, asked, today)
    if asked:
        for match in _MOVABLE.finditer(folded):
            yield from _checked(folded, match, None, True, asked, today)
    if not re.search(r"\d", folded):
        return
    if not chinese:
        for match in days_chinese.ROWS[0][0].finditer(folded):
            yield from _checked(folded, match, iso(match, today), False, asked, today)
    for match in _ROC.finditer(folded):
        day = exact(int(match["y"]) + 1911, int(match["m"]), int(match["d"]))
        if day and day <= today:
            yield Found(start=match.start(), end=match.end(), day=day)
    for match in _SLASHED.finditer(folded):
        if _is_written(folded, match, asked, chinese):
            yield from _checked(folded, match, slashed(chinese)(match, today), False, asked, today)
    dotted = chinese and not (asked or sum_asked) and len(folded) <= _SHORT
    if dotted and (alone := _DOTTED_ALONE.fullmatch(folded)) and (day := slashed(chinese)(alone, today)):
        yield Found(start=alone.start("a"), end=alone.end("b"), day=day)
    if asked and len(folded) <= _SHORT:
        if whole := _BARE.fullmatch(folded):
            year, month, dom = whole["y"] or whole["y2"], whole["m"] or whole["m2"], whole["d"] or whole["d2"]
            if day := exact(int(year), int(month), int(dom)):
                yield Found(start=whole.start(), end=whole.end(), day=day)
        elif (whole := _BARE_DAY.fullmatch(folded)) and (day := slashed(chinese)(whole, today)):
            yield Found(start=whole.start(), end=whole.end(), day=day)


#: "2.3k", "4.5 kg": a sum or a measure, whatever was asked.
_MEASURED: Final = regex(r" ?(?:k|m|kg|km|cm|mm|g|gb|mb|l|lbs?|st|%|x|w|kw|hrs?|mi)\b| ?%")


def _is_written(folded: str, match: Match, asked: bool, chinese: bool) -> bool:
    """Whether figures with strokes, points or hyphens between them are a day."""
    if match[0].startswith("24/7"):
        return False
    before, after = folded[max(0, match.start() - 16) : match.start()], folded[match.end() : match.end() + 4]
    if match["y"]:
        return asked or match["sep"] == "/" or not _CODED.search(before)
    if _is_decimal(match) and (_MEASURED.match(after) or (not chinese and days_english.is_hour(before))):
        return False
    if not asked and _is_decimal(match):
        # "On 4.11." ends in a point of its own or names a day that no month could be.
        whole = len(match["b2"]) == 2 and (after[:1] == "." or int(match["a"]) > _MONTHS)
        return whole and not chinese and bool(_DOTTED.search(before))
    if asked or re.search(r"[号日]|\.\d\d(?:的|晚|早|上午|下午|中午|凌晨|傍晚|夜)", match[0]):
        return True
    if _CUE_BEFORE.search(before[-8:]):
        return True
    return chinese and bool(_CUE_AFTER.match(after) or _month_and_day(folded, match))


def _month_and_day(folded: str, match: Match) -> bool:
    """Whether 11/25 without a word of time beside it is a day in a Chinese text."""
    month, day = int(match["a"]), int(match["b2"])
    if "/" not in match[0] or not 1 <= month <= 12 or not 1 <= day <= 31:
        return False
    if re.search(r"[a-z#第]\s?$", folded[: match.start()][-2:]) or _FRACTION_AFTER.match(folded, match.end()):
        return False
    if day > 12:
        return True
    opened = _OPEN_BEFORE.search(folded[max(0, match.start() - 1) : match.start()])
    return bool(opened and (month >= day > 1 or _EVENT_AFTER.match(folded, match.end())))


def _to_come(folded: str, start: int, end: int, word: str, since: int | None) -> bool:
    """Whether a day is one of a wedding or a journey that is still ahead: resolved backwards it would be a wrong one.

    since: how many days ago it would be then; one of a month that is just past is hardly the next one.
    """
    if re.search(r"\b(?:last|past|yesterday|ago|next|coming|tomorrow|20\d\d)\b", word):
        return False
    # The day's own "on" belongs to what stands before it.
    lead = re.match(r"(?:on|from|for|this|since|at|over) ", word)
    at = start + (lead.end() if lead else 0)
    before = re.split(r"[,.;!?\n]", folded[max(0, at - 60) : at])[-1]
    figures = bool(re.search(r"\d|月(?![初中底末])", word))
    if _RUNS_OUT.search(before) or (_OPEN_THEN.search(before) and not _OVER.search(before)):
        return True
    if _OPEN_AFTER.match(folded, end) or (not figures and _RUNS_OUT_AFTER.match(folded, end)):
        return True
    if not figures and (
        _DO_THEN.search(before) or (_DO_THEN_BEFORE.search(before) and not _DONE_AFTER.match(folded, end))
    ):
        return True
    if _WILL.search(before) and not _OVER.search(re.split(r"[.;!?\n]", folded[end : end + 60])[0]):
        return not _OVER.search(before) and not re.search(r"\b(?:said|told|promis\w+|would)\b.*\bwould\b", before)
    planned = _TO_COME.search(before)
    if not planned or _OVER.search(before):
        return False
    # "Is" and "we fly" are sure; of "our party on Saturday" the rest of the sentence tells.
    sure = re.search(r"(?:'s|'re|'m|\b(?:is|are|am|will)) |^(?:we|i|they|he|she|need)\b", planned[0])
    if since is not None and since <= (_NEXT if sure else _YEAR - _AHEAD) and _OF_MONTH.search(word):
        return False
    return bool(sure) or not _OVER.search(re.split(r"[.;!?\n]", folded[end : end + 60])[0])


def _of_now(folded: str, start: int, end: int) -> bool:
    """Whether today, or the end of the month, is named only because so much time has gone by."""
    if _TODAY.match(folded, start) and (lasted := _LASTED.match(folded, end)):
        return not re.search(r"\d\s?(?:号|日)|\d$", lasted[0])
    return bool(
        re.match(r"(?:这个?|本)?月[初中底末]|周末|年底", folded[start:end])
        and re.search(r"(?:都|已经?|经已|又|快)(?:是|系|到|要)?$", folded[max(0, start - 6) : start])
    )


def _is_decimal(match: Match) -> bool:
    """Whether 3.5 is a number; 11.21晚上 and 3.5号 are days."""
    if "." not in match[0] or re.search("[号日]", match[0]):
        return False
    return not re.search(r"[\u3400-\u9fff]", match[0]) or len(match["b2"]) == 1


def _checked(folded: str, match: Match, day: date | None, vague: bool, asked: bool, today: date) -> Iterator[Found]:
    if day is None and not vague:
        return
    since = (today - day).days if day else None
    start, end = match.start(), match.end()
    text = match[0]
    start += len(text) - len(text.lstrip(" ,"))
    end -= len(text) - len(text.rstrip(" ,"))
    before = folded[max(0, start - 8) : start]
    if not asked and _BY.search(before) and not _NO_NUMBER.search(before):
        return
    word = folded[start:end]
    if word.endswith("号") and _NUMBER_ENDS.match(folded, end) and _DOOR.search(folded[max(0, start - 24) : start]):
        return
    if word.endswith("号") and not re.search("[月年]", word) and _NUMBERED.match(folded, end):
        return
    if not asked and _TODAY.match(folded, start) and _SAYING.match(folded, end):
        return
    if word.endswith("号") and _STREET.search(folded[max(0, start - 3) : start]):
        return
    if days_english.is_taken_out(folded[max(0, start - 24) : start], word):
        return
    if _NO_DAY.match(folded, end) or _EACH.search(folded[max(0, start - 6) : start]):
        return
    if _BIRTH_BEFORE.search(before) or _BIRTH_AFTER.match(folded, end):
        return
    if not asked and _to_come(folded, start, end, word, since):
        return
    if not asked and _DEADLINE.match(folded, end) and not re.search(r"\d|月(?![初中底末])", word):
        return
    if not asked and _END_OF_MONTH.fullmatch(word) and _MUST_THEN.match(folded, end):
        return
    if not asked and word in _JUST_NOW and _MISWRITTEN.match(folded, end):
        return
    if not asked and _of_now(folded, start, end):
        return
    if not asked and word in ("今天", "今日", "今晚", "today", "tonight") and _DEMAND.match(folded, end):
        return
    if word.startswith(("on ", "since ", "from ", "at ", "over ", "during ", "around ", "for ")):
        start += word.index(" ") + 1
    yield Found(start=start, end=end, day=day)
