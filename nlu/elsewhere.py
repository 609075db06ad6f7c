"""Talk that is no matter of ours though it sounds near: words to translate, studies, what a company is worth, whom one works
with and lives with, and other shops that make one glad of this one. Folded text."""

from __future__ import annotations

from typing import Final

from nlu.patterns import Pattern

_TONGUE: Final = "(?:英|法|德|日|韩|葡|俄|泰|粤|西班牙|意大利|越南|印尼|客家|闽南|普通)(?:国|语)?[文语话]"
_TONGUE_EN: Final = r"(?:english|french|german|spanish|italian|portuguese|dutch|polish|russian|arabic|hindi|thai|chinese|mandarin|cantonese|japanese|korean|vietnamese|welsh|irish|latin)"
_TRANSLATED: Final = (
    rf"(?:帮(?:我|手|忙)|请|麻烦|可(?:不可)?以|能不能|可唔可以|[把将])[^,.;!?\n]{{0,16}}翻译?[^,.;!?\n]{{0,16}}(?:成|做|为|作)[^,.;!?\n]{{0,2}}(?:{_TONGUE})|(?:{_TONGUE})(?:里|里面)?(?:怎么|点样?|如何)(?:说|讲|写|读|念)"
    rf"|\b(?:translate|how (?:do|would|to) (?:(?:you|i|we) )?(?:say|write|spell))\b[^.!\n]{{1,40}}\b(?:in|into|to) {_TONGUE_EN}\b"
)
_WANTED: Final = "可以|可不可以|可唔可以|能不能|能否|能|想|得唔得|方便|提供|\\b(?:can|could|would|may|might|like to|happy to|mind)\\b"
_STUDIES: Final = (
    rf"(?:写|做|读|赶|准备)(?:紧|着|一?[份篇个])?[^,.;!?\n]{{0,14}}(?:论文|功课|专题|研究|报告|作业|调查)[^!\n]{{0,12}}(?:{_WANTED})[^!\n]{{0,12}}(?:数据|资料|统计|采访|访问|访谈|问卷|[几多]少?件|多少)"
    rf"|\b(?:thesis|dissertation|research (?:project|paper)|coursework|school project|journalism student)\b[^!\n]{{0,50}}(?:{_WANTED})[^!\n]{{0,40}}\b(?:interview|numbers|figures|data|statistics|questions|survey|talk|speak)\b"
)
_SHARES: Final = (
    r"(?:你们?|你哋|贵)(?:公司|集团|家)?(?:都|还|而家|现在|今年|什么时候|几时|是不是|系咪|要|准备)?[^,.;!?\n]{0,3}(?:上(?:了|咗|唔|不|没)?市(?![场面])|股价|股票|市值|财报|营收)"
    r"|\byour (?:share|stock)(?:s| price| value)?\b(?! (?:of|with))|\b(?:are|is) (?:you|your company)(?: a)? (?:listed|public company|publicly (?:listed|traded))\b|\b(?:your|the) company (?:listed|going public)\b|\byou(?:r company)? (?:ever )?(?:go|going|gone) public\b(?=\W*$)"
)
_MINE: Final = (
    r"(?:投诉|举报)(?:一下|下)?(?:我|我们|我哋|俺)(?:的|嘅)?(?:个|那个|前)?(?:老板|老细|上司|领导|同事|前任|前男友|前女友|室友|舍友|老公|老婆|婆婆|亲戚)(?=$|[,.;!?\s])"
    r"|\b(?:complain(?:t)? about|report) my (?:boss|line manager|colleagues?|co-?workers?|ex|flatmate|roommate|housemate|mother-in-law|husband|wife|brother|sister)\b(?!'s)"
)
#: The other shop was bad, and this one is the better for it; not where something follows on that.
_GLAD: Final = (
    r"(?:别(?:人)?家|别的|其他|其它|第二间|另(?:外)?一[间家个]|隔[壁离]|对面)[^!?\n]{0,40}(?:还是|都系|都是|始终)(?:你们?|你哋|你)(?:家|店|度)?(?:的|嘅|啲)?(?:好|靠谱|实在|正|得|强)(?![^\n]{0,30}(?:但|可惜|不过))"
    r"|(?:别(?:人)?家|别的|其他|其它|第二间|另(?:外)?一[间家个]|隔[壁离]|对面)[^!?\n]{0,40}(?:还好|幸好|幸亏|好在|好彩)[^,.;!?\n]{0,8}(?:你们?|你哋|你家)(?![^\n]{0,40}(?:但|可惜|结果|不过))"
    r"|\b(?:the other|another|opposite|across the (?:road|street)|down the road|next door|two doors down)\b[^!?\n]{0,80}\b(?:glad|thank (?:god|heavens|goodness)|wish|luckily|good job)\b[^!?\n]{0,24}\b(?:you|yours)\b(?![^\n]{0,60}\b(?:but|however|except|until)\b)"
)
#: The place round the corner, and who is not meant.
_ROUND_THE_CORNER: Final = (
    r"\b(?:down the road|(?:round|around) the corner|next door|over the road|across the (?:road|street)|two doors down|the other (?:shop|place|salon|garage|pub|barber|vet))\b"
    r"[^!?\n]{0,80}[,;.(-] ?(?:obviously |just so you know |btw |know it'?s )?not (?:u|you|yous|you guys|you lot|your lot|yours)\b(?: obviously| obvs| though| tho| btw)?\W*$"
)
#: Something is offered to this company.
_OFFERED: Final = (
    r"(?:我们|我哋|我司|本公司|我们厂|我们公司)[^!?\n]{0,24}(?:需要(?:打样|报价|样品|合作|代运营)?(?:吗|么|嘛|可以|的话|请)|有(?:没有|无|冇)?[^,.;!?\n]{0,4}需求(?:吗|么|嘛|$|\W)|欢迎(?:咨询|洽谈|合作)|谈合作|免费打样)"
    r"|\bwe (?:also |can |currently )?(?:offer|provide|supply|manufacture|design|build|speciali[sz]e in|help (?:businesses|companies|brands|firms|shops))\b(?:(?!\byou (?:promised|said|told|charged)\b)[^!\n]){0,100}\b(?:(?:have|spare|got|take) (?:you )?(?:a few|ten|five|fifteen|\d+) min\w*|(?:ten|five|fifteen|\d+) minutes of your time|demo\b|send (?:you )?(?:our|some|a) (?:samples?|catalogue|brochure|price list)|book (?:you|a call)|quick (?:call|chat)|are you interested|would you be interested|interested in (?:working|partner)\w*)"
)
_ELSEWHERE: Final = Pattern("|".join((_TRANSLATED, _STUDIES, _SHARES, _MINE, _GLAD, _ROUND_THE_CORNER, _OFFERED)))

#: What somebody was told or called, in quotation marks: that is the complaint, whatever the words are.
_SCOLDED: Final = Pattern(
    r"\b(?:she|he|they|staff|your \w+)\b[^.!?\n]{0,16}\b(?:told|called|calls) (?:me|us|my \w+)(?: to| an?)? [\"'](?=\w)"
)


def scolded(folded: str) -> bool:
    """Whether somebody is said to have told or called the customer this or that."""
    return bool(_SCOLDED.search(folded))


def elsewhere(folded: str) -> bool:
    """Whether a few words are such talk."""
    return bool(_ELSEWHERE.search(folded))
