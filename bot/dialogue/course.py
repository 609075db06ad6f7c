"""How a complaint that is filed goes on, as its customer tells it or asks after it. Closed phrases, no model."""

from __future__ import annotations

from typing import Final

from bot.dialogue.phrases import weight
from bot.dialogue.questions import is_question
from bot.dialogue.remarks import plain
from bot.regex import regex

#: News is short, a question shorter.
_NEWS: Final = 140
_QUESTION: Final = 60
_REMARK: Final = 40

_WORKER: Final = r"(?:[师師]傅|技[师師]|技[术術][员員]|工程[师師]|工人|[维維]修(?:工|[员員]|人[员員])?|裝修|查[錶表](?:[员員])?|阿[sS]ir|[水電电][電电工喉]?(?:工|佬|匠))"
_EN_WORKER: Final = r"(?:technician|engineer|plumber|electrician|repair ?(?:man|person|guy)|fitter|handy ?man|installer|contractor|surveyor|inspector|meter (?:reader|man|guy))"
#: Somebody came to see to it, or again did not.
_CAME: Final = regex(
    rf"{_WORKER}[^,，。.!！?？]{{0,8}}?(?:(?:[来來嚟]|上[门門]|到)(?:[过過]|咗|了)|[来來嚟](?:[看睇修檢检]|[换換])|(?:[没沒冇未](?:有)?|[失爽][约約])(?:[来來嚟到]|出[现現]|上[门門]))"
    rf"|\b{_EN_WORKER}s?(?: has| have| just| finally| already| did| again|'s){{0,3}} (?:came|come|been|visited|turned up|showed up|no ?show|did ?n'?t (?:come|show|turn)|never (?:came|showed|turned))\b|\b{_EN_WORKER} (?:still )?(?:not come|no show|didn'?t come)\b"
)
_MISSED: Final = regex(r"[没沒冇未失爽]|\b(?:not|never|no|nothing|still|but|worse|again)\b|n't\b")
#: It goes on, or is worse than it was.
_GOES_ON: Final = regex(
    r"(?:[还還仲](?:是|係)?|[继繼][续續]|依然|仍然)(?:一直|不停|都|喺度|在)*(?:漏|滴|[响響]|臭|[嘈吵]|[痛癢痒]|[冒跳]|斷|断|[闪閃]|渗|滲)(?:[着著緊紧水電电])?|(?:更|仲|越[来來嚟]|更加|又)[^,，。!！?？]{0,4}?(?:[严嚴]重|[厉厲]害|大鑊|大镬)|(?:漏|滴|嘈|吵|臭|[响響])(?:得|到|緊)*(?:更|仲|越[来來嚟])"
    r"|\b(?:it'?s|it is|is|still|getting|gotten|got|even) (?:\w+ )?(?:worse|leaking|dripping|smelling|beeping|flashing)\b"
)
#: A part was made good, the rest not.
_REST: Final = regex(
    r"(?:[赔賠]|退|修|[换換]|[补補]|道歉|收到)[^,，。!！?？]{0,8}(?:了|咗|[过過])[^。!！?？]{0,4}(?:但|不[过過]|可是|只是)[^。!！?？]{0,12}(?:[还還仲](?:[没沒]有?|未|冇)|[没沒]有?|未|冇)"
    r"|\b(?:paid|refunded|replaced|fixed|repaired|compensated|sent)\b[^.!?]{0,24}\bbut\b[^.!?]{0,30}\b(?:not|still|never|n't)\b"
    r"|\b(?:got (?:it|them|one|the \w+|my \w+)|received|arrived|turned up|showed up|(?:it|they|one|\w+) (?:finally |just )?came|found|delivered)\b[^?]{0,60}\b(?:(?:but|only|yet|however|except)\b[^?]{0,40}\b(?:still|no|not|never|wrong|another|missing|broken|cracked|empty|only|n't|two|instead)\b|still (?:no|not|\w+ (?:tho|though)|cracked|broken|missing|wrong|leaking|waiting)\b)"
)
#: What is awaited is not there, or the time runs out.
_FOR: Final = r"(?:半|[一二两兩三四五六七八九十\d几幾好]{1,3})[个個]?(?:多|幾|半)?[个個]?(?:小[时時]|[钟鐘][头頭]?|天|日|分[钟鐘]?|星期|[礼禮]拜|[周週]|月|年)"
_STILL_WAITS: Final = regex(
    r"(?:[还還仲]|都|也|仍[然旧舊]?|依然|一直|到[现現]在)(?:是|都)?(?:[没沒]有?|未有?|冇)(?:到|[来來嚟]|送|[发發]货|[发發]貨|收到|[开開]始|退|[赔賠]|修|[换換]|弄|搞|通|好(?!好)|[动動]|返[来來嚟]|拿到|攞到)"
    rf"|(?:都|已[经經]?)(?:[过過]|等)?[了咗]?{_FOR}[了喇啦嘞]|等[了咗]{_FOR}"
    r"|[还還仲]?(?:有|[剩差得])[^,，。!！?？]{0,8}(?:就|便)(?:要|[会會])?(?:[过過]期|到期|截止|[开開](?:[场場演]|始|[车車])|[关關]|[结結]束|起[飞飛]|[没沒]了)"
    r"|\bstill (?:not|hasn'?t|haven'?t|isn'?t|nothing|no sign|waiting|missing|awaiting)\b|\b(?:it'?s|its|that'?s|been) (?:been )?(?:already |over |more than |nearly |almost |about )*(?:half an?|an?|\d{1,3}|two|three|four|five|six|ten|several|a few) (?:hours?|minutes?|mins?|days?|weeks?)(?: already| now| and (?:still )?(?:nothing|no \w+)|\W*$)|\bonly (?:\w+ ){1,2}(?:hours?|minutes?|days?) (?:left|to go)\b"
)
#: What people do when they deal with a complaint.
_DEAL: Final = r"(?:打|call|[给給俾畀]|[联聯][络絡系繫]|[来來嚟]|派|上[门門]|安排|跟|回|覆|[处處]理|解[决決]|搞|有[结結]果|有人|通知|答|[开開]始|[办辦]|整|修|到|退|[赔賠]|好|ok)"
_WHEN: Final = regex(
    rf"(?:[几幾]時|几时|什[么麼][时時]候|甚麼時候|何[时時]|啥[时時]候|[几幾]耐|多久|[几幾]多?[日天])(?:[会會才先可以能到要再係是]|你[们們哋]){{0,4}}{_DEAL}"
    r"|^\W*(?:[请請]問|那|咁|大概|大[约約]|約|通常|一般|最快|最遲|仲|[还還]|再|要|得|需要|等|使|会|會|你[们們哋])*(?:[几幾]多?[天日耐]|多久|[几幾][个個](?:工作[天日]|星期|[禮礼]拜|[钟鐘][头頭]))(?:[啊呀呢先㗎喇啦吖嗎]|左右)*\W*$"
    r"|(?:可唔可以|可不可以|能不能|可否|可以|麻[烦煩]|唔該)[^,，。]{0,6}(?:快|早)[些点點啲]|(?:快|早)[点點啲](?:[啦呀吖嗎得吗]|得唔得|好冇|可唔可以){0,2}\W*$"
    r"|(?:到底|究竟|係咪|是不是)[^,，。]{0,4}(?:要不要|[会會]不[会會]|[会會]唔[会會]|想不想|想唔想|肯不肯|肯唔肯|有[没沒]有|有冇)[^,，。]{0,4}(?:[处處]理|解[决決]|跟[进進]?|[办辦]|管|理)"
    r"|[会會]有人(?:[联聯][络絡系繫]|打|[来來嚟]|搵|找|回)[^,，。]{0,6}[嗎吗?？]|(?:有[没沒]有|有冇)人[^,，。]{0,3}(?:跟|理|[联聯]|[处處]|打|[来來嚟])"
    r"|\b(?:are|is) (?:your|the|any|some) ?(?:\w+ )?(?:lads?|guys?|people|men|team|technicians?|engineers?|plumbers?|drivers?|one|body|man|fella|workers?) (?:actually |even |ever )?(?:coming|on (?:the|their|his|her) way|going to come)\b|\b(?:is|are) (?:anyone|anybody|someone|somebody|they|he|she) (?:actually |even |ever )?(?:coming|on (?:the|their|his|her) way)\b"
    r"|^\W*(?:so |and |ok |then |but )*how (?:long|many days|soon)(?: (?:more|longer|ah|la|lah|more ah|does it take|will it take|it takes?|need(?: to)? wait|must (?:i )?wait|do i (?:have|need) to wait|to wait|is it|until|again|roughly|about|now|already|still|one)){0,4}\W*$|\bwhen (?:you|u|they|someone|ur) (?:\w+ )?(?:call|come|reply|fix|settle|contact|get back)\b"
)
#: Questions about a shop rather than a complaint.
_SHOP: Final = regex(
    r"[开開][门門店]|[营營][业業]|上班|下班|返工|收工|[关關][门門]|休息|放假|有[货貨]|新[品款]|[优優]惠|保[养養修]|有效|[过過到]期|[會会][員员]|[積积]分"
)
_WHO: Final = regex(
    r"(?:[处處]理|[负負][责責]|承[办辦]|跟[进進]|受理|[办辦]理)(?:嘅|的|[紧緊])?(?:人|同事|[员員]|部[门門]|[单單]位|專[员員])?(?:到底|究竟)?(?:是|係|叫|系)(?:邊|边|[谁誰]|哪|咩|乜|什|甚)|(?:邊[個个位]|边[个個位]|[谁誰]|哪[个個位]|邊個部門|哪个部门)[^,，。]{0,6}(?:[处處]理|[负負][责責]|跟[进進]?|承[办辦])(?!我的?[退赔賠])"
    r"|\bwho(?:'?s| is| will be) (?:coming|calling|ringing|dealing)\b|[谁誰边邊][个個位]?[会會要]?(?:[来來嚟]|上[门門])[^,，。]{0,3}[?？呀啊呢]?$|\bwho(?:'?s| is| will be)? (?:\w+ ){0,2}(?:in charge|handling|dealing|responsible|looking (?:after|at|into))\b|\bwho handles?\b"
)
#: What follows now, and how long it takes.
_NEXT: Final = regex(
    r"^\W*(?:so|and|ok(?:ay)?|then|right|,| )*what (?:happens|is next|comes next|'?s next|do we do|now)\b(?: (?:next|now|then|from here|after (?:this|that)))?\W*$|^\W*(?:那|咁|好的?|[请請][问問])*(?:接下[来來]|下一步|然[后後]|之[后後]|跟住)(?:会|會|要|是|係)?(?:怎[么麼样樣]|咋|点|點|干什么|做什么)?(?:办|辦|样|樣|弄|走)?(?:呢|啊|呀)?\W*$"
)
_HOW_LONG: Final = regex(
    r"^\W*(?:and |so |ok(?:ay)? |also )*(?:about |roughly )?how (?:long|soon|many days) (?:will|would|does|do|should|is)\b|^\W*(?:那|[请請][问問]|一般|大概|大[约約]|通常){0,2}(?:退款|[维維]修|[换換][货貨]|[赔賠]付|[处處]理)(?:一般|大概|通常|要|需要|得){0,2}(?:多久|多[长長][时時][间間]|[几幾]天)"
)
#: Scorn at a question of ours.
_SCORN: Final = regex(
    r"\b(?:isn'?t|is not|ain'?t) (?:it|that|this) (?:bloody |pretty |quite )?(?:obvious|clear)\b|\bobviously\b|\bduh\b|^\W*(?:这|這|你)?(?:不是|唔係)?(?:[废廢][话話]|明[摆擺][着著])(?:[吗嗎么]|咩)?\W*$|[这這]還?用[问問说說]|[还還]用[问問说說]|(?:不是|唔係)很?(?:明[显顯]|明[白])(?:[吗嗎]|咩)"
)

#: What is to be done by a day that matters to the customer: "please settle it before then", "I need it by Friday".
_TO_DO: Final = (
    r"(?:[处處]理|解[决決]|搞|弄|[办辦]|[给給俾畀]|答[覆复]|回[覆复]|修|整|送|[换換]|退|到|完成|安排|寄|收到|拿到|攞)"
)
_BY_THEN: Final = regex(
    rf"(?:拜[託托]|麻[煩烦]|[請请]|[務务]必|一定|必[須须]|希望|唔該|要|得)[^,，。.!！?？]{{0,10}}前(?:面|就|先|一定|可以|能|要|得|[給给]我|[幫帮]我){{0,3}}{_TO_DO}(?![我你們们到]{{0,2}}[過过咗了的嘅])"
    rf"|前(?:就|先|都)?(?:一定|[務务]必|必[須须]|拜[託托]|麻[煩烦]|[請请])(?:要|得)?(?:[給给幫帮]我(?:們|们)?)?{_TO_DO}(?![我你們们到]{{0,2}}[過过咗了的嘅])"
    r"|\b(?:please|need|needs|must|ha(?:ve|s) to)\b[^.!?\n]{0,40}\b(?:before|by) (?:then|that day|tomorrow|tonight|noon|(?:next |this |the )?(?:week(?:end)?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}(?:st|nd|rd|th)|end of|wedding|funeral|party|exam|trip|move))\b"
)


def tells_course(text: str) -> bool:
    """Whether the text tells how it goes: somebody came, it leaks still, a part is paid."""
    said = plain(text)
    return weight(text) <= _NEWS and bool(_CAME.search(said) or _GOES_ON.search(said) or _REST.search(said))


def tells_visit(text: str) -> bool:
    """Whether the text tells that somebody came to see to it, and nothing of what they left undone."""
    said = plain(text)
    return bool(_CAME.search(said)) and not _MISSED.search(said)


def still_waits(text: str) -> bool:
    """Whether a few words say that what is awaited is not there, how long that takes, or that the time runs out."""
    return weight(text) <= _QUESTION and bool(_STILL_WAITS.search(plain(text)))


def names_deadline(text: str) -> bool:
    """Whether the customer says by when it must be done, and asks nothing."""
    return weight(text) <= _NEWS and bool(_BY_THEN.search(plain(text))) and not is_question(text)


def asks_when(text: str) -> bool:
    """Whether a few words ask when something happens at last, or that it be soon."""
    said = plain(text)
    return weight(text) <= _QUESTION and bool(_WHEN.search(said)) and not _SHOP.search(said)


def asks_what_next(text: str) -> bool:
    """Whether a few words ask how it goes on from here."""
    return weight(text) <= _REMARK and bool(_NEXT.search(plain(text)))


def asks_how_long(text: str) -> bool:
    """Whether it is only asked how long something takes, without impatience."""
    return weight(text) <= _QUESTION and bool(_HOW_LONG.search(plain(text)))


def asks_who(text: str) -> bool:
    """Whether the text asks who deals with the complaint."""
    return weight(text) <= _QUESTION and bool(_WHO.search(plain(text)))


def scorns(text: str) -> bool:
    """Whether the text scoffs at what we asked."""
    return weight(text) <= _REMARK and bool(_SCORN.search(plain(text)))
