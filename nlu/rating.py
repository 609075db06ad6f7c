"""A satisfaction score from 1 to 5, by number, stars or words."""

from __future__ import annotations

import re
from typing import Final

from bot.regex import regex
from nlu.numerals import number
from nlu.patterns import Pattern

_STARS: Final = regex("[⭐★🌟]")
_THUMBS: Final = (
    ("👍", 5),
    ("👎", 1),
    ("❤", 5),
    ("😍", 5),
    ("🥰", 5),
    ("😡", 1),
    ("🤬", 1),
    ("😠", 1),
    ("🙂", 4),
    ("😊", 5),
    ("😐", 3),
    ("😕", 2),
    ("☹", 2),
)
_SCORE: Final = regex(
    r"(?<![\d.住])(?P<n>\d{1,3}(?:\.\d)?|[零一二两三四五六七八九十]{1,2})\s*(?:分|星(?!级|[的嘅]?(?:酒店|饭店|宾馆|旅馆|民宿|渡假|度假|餐厅|大厨|结果))|颗星|粒星|stars?\b|points?\b|out of (?:5|five)|/\s?(?:5|五|10|100)|outta 5)(?!钟|满|不(?!能|可|会)|好|感|失|差|糟|烂|的?满意|之)(?P<of>\s*(?:/|out of)\s*\d+)?"
)
_WORD_SCORE: Final = regex(r"\b(?P<n>zero|one|two|three|four|five|ten)[ -](?:stars?|points?|out of (?:5|five))\b")
_BARE: Final = regex(
    r"[^\w]*(?:我?(?:给|打|俾|畀|评|选|就|rate|i give|i'd give|i'd say|i would say|i'd go|maybe|probably|solid|a solid|give|it's|a|an|score|rating)[^\w]*(?:你们?|你哋|it|you|个|了)?[:\s]*)*(?P<n>\d{1,3}(?:\.\d)?|[零一二两三四五六七八九十]{1,2}|zero|one|two|three|four|five|ten)\s*(?:吧|啦|咯|啊|!|个|点|颗)?[^\w]*"
)
#: A figure of the scale in a short answer, unless it counts something or is the number of a thing: "I'd say a 2, and
#: that's generous".
_FIGURE: Final = Pattern(
    r"(?<![a-z\d.,:/#$£€¥₹&-])(?<!\b(?:at|by|no) )(?<!\bno\. )(?<!\b(?:line|till|desk|room|flat|unit|gate|step|zone|page|part|type|past) )(?<!\b(?:floor|until|phase|level|block|after|stage|track) )(?<!\b(?:option|number|window|within) )(?<!(?:第|等|过|前|近|共) )(?<![第等])[1-5](?![a-z\d%]|[.:/-]\d|\s?(?:[天次个周月年人百千万通遍趟件位回家张条点号楼层块元句封台部成折度米]|分钟|小时|星期|礼拜)"
    r"|\+? (?:(?:more|whole|full|different|separate|long|other|phone|working|straight|solid|damn|bloody|business|of (?:your|the|my|them)) )?(?:days?|times?|weeks?|hours?|hrs?|min|months?|years?|people|calls?|e?mails?|o'?clock|pm|am|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|(?!(?:is|was|as|this|has|does|thanks|always|perhaps|unless|yes|less|plus|points|stars|its|sometimes)\b)[a-z]{2,}s)\b)"
)
#: A number in words anywhere in a short answer, unless it counts something.
_NUMBER_WORD: Final = regex(r"\b(one|two|three|four|five)\b")
_COUNTED: Final = regex(
    r"\b(?:no|any|some|every|this|that|which|last|next|first|new) one\b|\bone (?:of|thing|more|by|day|person|guy|another)\b|\b(?:one|two|three|four|five) (?:days?|times?|weeks?|hours?|min\w*|months?|years?|people|calls?|e?mails?|attempts?|agents?|thumbs)\b"
)
_SHORT: Final = 60
#: Characters of an answer in which a figure is the score.
_TOLD: Final = 90
_NEGATED: Final = regex(r"n't\b|(?<=(?:was|are|had|did|has))nt\b|(?<=(?:were|does|have))nt\b")
_ENGLISH: Final = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}

#: Words, strongest first: the first row that matches decides.
_WORDS: Final = tuple(
    (score, Pattern(pattern))
    for score, pattern in (
        (3, r"(?:普普(?:通通)?|ok ?ok|一般般?|马马虎虎|普通|普普通通|还行|还可以|还凑合|凑合|过得去|勉强|中等|中规中矩|算可以|麻麻地?|麻麻哋|ok啦|尚可|不好不坏|无功无过|差强人意|不过不失|so[- ]so|average|mediocre|meh|fine i guess|it's ok(?:ay)?|^ok(?:ay)?,? i (?:guess|suppose)|(?:was |is |just |only )ok(?:ay)?|not (?:great,? )?not (?:terrible|bad)|neutral|acceptable|passable|fair(?: enough)?|neither|could be (?:better|worse)|could have been (?:better|worse)|middle of the road|in the middle|neither (?:good|here|one)|neither nor|nor here nor there|so so|comme ci|50/50|不咸不淡|不温不火|半斤八两|run of the mill|nothing special|nothing to write home about|half and half|50[-/ ]?50|as expected|adequate|tolerable|bearable|还算(?:行|凑合|过得去)|将就|对付|一半一半|不功不过|无感|没(?:什么|啥)感觉|没惊喜|一般|平平|(?:可|还)以接受|过关|及格(?!线都)|ok(?:ay)?[-, ]*ish|middling|alright)"),
        (1, r"(?:非常|十分|极其?|相当|特别|最|太|超级?|好|很|完全|极度|真)(?:不满意?|唔满意|差劲?|烂|失望|糟糕?|垃圾|差评|不行|恶劣|渣|衰|曳|离谱)|一点(?:都|也)不(?:满意|好)|差到(?!不)|烂到|差成|(?:想|给|打|倒扣|扣)负分|垫底|最低(?:的)?(?:那|一)?(?:档|分|颗|星)?|寒心|心寒|恶心|气死|敷衍|骗子|狗屎|呸|嬲|离谱|离晒谱|有够(?:烂|差|扯|糟)|超(?:级)?(?:差|烂|糟)|差到(?:极|冇得再差|不能再差|爆)|一塌糊涂|惨不忍睹|差极|差得(?:要命|很|不行)|烂透|垃圾|零分|负分|极差|最差|最低分|差评|超差|糟透|奇差|有几差得几差|could ?n(?:'|o)?t be worse|couldnt be worse|bottom of the barrel|very (?:bad|poor|dissatisfied|unhappy|unsatisfied|disappoint\w+)|(?:extremely|totally|completely|really|so) (?:bad|poor|dissatisfied|unhappy|disappoint\w+)|terrible|horrible|awful|worst|atrocious|abysmal|appalling|disgust\w+|useless|rubbish|garbage|trash|pathetic|zero stars|waste of (?:my )?time|lowest (?:mark|score|rating|possible)|bare minimum|zilch|joke\b|disgrace\w*|shambles|shocking|hopeless|woeful|lousy|nightmare|insult\w*|infuriat\w*|deplorable|ridiculous|unacceptable|rock bottom|the pits|the worst|stinks?\b|stank|grim|dire\b|laughable|farc\w*|clueless|差得(?:没边|离谱|没法说|要死)|差出天际|一言难尽|没法看|没眼看|low(?:est)? possible|never again|angry|furious|not (?:at all|remotely) (?:satisfied|happy)|not (?:satisfied|happy) at all|dreadful|crap|shit|sucks?\b"),
        (2, r"不(?:太|是很|怎么|算|大|咋)(?:满意|好|行|样|满意)|不满意|唔(?:系几|系好|多)?(?:满意|好|掂)|唔系咁好|不咋[地的样]|有点(?:差|失望|不满|烂)|比较(?:差|失望|不满)|较差|不好|不行|欠佳|失望|(?<!不)差(?!不多|一点就|点就|价)|麻烦|not (?:very |so |too |that |really |particularly )?(?:good|great|happy|satisfied|impressed|helpful|decent|nice|pleased|ok(?:ay)?)|dissatisfied|unsatisfied|unhappy|disappoint\w*|poor|underwhelm\w*|(?:could|should) (?:do|have done) better|not (?:much|impressed|up to|what i)|barely|hardly|let down|meh at best|so slow|too (?:long|slow)|took (?:forever|ages|too long)|frustrat\w*|annoy\w*|弱|拖拉|太慢|慢吞吞|(?<!not )(?<!not that )(?<!not too )\bbad\b|below average|subpar|unsatisfactory|mixed|slow"),
        (5, r"(?:could not|couldn't|can't|cannot) (?:have (?:been|asked for|wished for|hoped for)|be|fault|ask for|complain|praise)[^.!?]{0,12}(?:better|happier|more|it|you|enough|pleased)?|full marks|top (?:marks|score|service|job|class)|highest (?:mark|score|rating)|gold star|hats off|spot on|stellar|first[- ]class|world[- ]class|phenomenal|terrific|marvell?ous|incredible|impressive|delighted|thrilled|over the moon|(?:would |will |highly )recommend|(?:打|给|拉|加)满|满(?:星|意度满)|五星|(?:必须|绝对)(?:好|五|满|给)|好到|好得(?:很|不得了)|厉害|牛|给力|绝了|爱了|暖心|安心|超(?:感谢|感动|推|喜欢)|推荐|赞爆|正到|好正|劲(?!爆)|非常好|(?:非常|十分|极其?|相当|特别|最|太|超级?|超|好|很|完全|很是|真的?|无可挑剔|简直)(?:地)?(?:满意|好|棒|赞|完美|不错|优秀|专业|给力|正|掂|感谢|开心|靓|贴心|佩服)|满分|最高分|完美|超赞|点赞|好评|无可挑剔|没得说|没话说|冇得弹|冇得顶|一流|优秀|excellent|perfect|amazing|awesome|outstanding|fantastic|brilliant|superb|wonderful|great|very (?:good|satisfied|happy|pleased|helpful|nice)|(?:extremely|really|so|totally|completely) (?:good|satisfied|happy|pleased|helpful|nice)|love(?:d)? it|top[- ]notch|exceptional|flawless|10/10|best|不能再好|赞"),
        (4, r"(?:rather|quite|fairly|more than) (?:decent|ok|alright|nice)|(?:还|都|也|真|挺|蛮)?(?:是)?(?:不赖|不孬|不坏|不差|像样|顺利|靠谱)|pretty (?:good|happy|pleased|quick)|(?:quite|fairly|rather|mostly|largely|generally) (?:good|happy|satisfied|pleased|quick|well|helpful)|no complaints|did the job|works for me|above average|better than (?:expected|i thought)|reasonabl[ey]|(?:还|都|也)(?:算)?(?:ok|满意|好|掂)|比(?:想象|预期)(?:中)?(?:的)?好|(?:挺|蛮|还(?:是)?(?:挺|蛮|比较)|比较|算是?|整体|基本|都几|几|总体)(?:上|来说)?(?:满意|好|不错|可以|ok)|满意|不错|可以|唔错|几好|蛮好|挺好|还好|不差|没问题|掂|棒|good|satisfied|happy|pleased|not bad|pretty (?:good|decent|ok)|decent|nice|solid|well done|helpful|fine|quick"),
    )
)  # fmt: skip
_UNDECIDED: Final = regex(
    r"(?:这个)?(?:不|唔)好[说讲评]|难说|很?难讲|再看看?|看情况|不知道|hard ?to ?say|not ?sure|it ?depends"
)
_WHOLE_WORD: Final = {
    "好": 4,
    "好的": 4,
    "赞": 5,
    "棒": 5,
    "差": 2,
    "烂": 1,
    "ok": 3,
    "okay": 3,
    "行": 4,
    "中": 3,
    "一般": 3,
    "好评": 5,
    "差评": 1,
    "优": 5,
    "良": 4,
    "fine": 4,
    "bad": 2,
    "poor": 2,
    "恶心": 1,
    "呵呵": 1,
    "twothumbsup": 5,
    "thumbsup": 5,
    "thumbsdown": 1,
}


def rating(folded: str, *, asked: bool) -> str | None:
    """The score as "1" to "5", or None; a number outside the scale is no score.

    With `asked` a bare number and mere words count; otherwise only what names stars or points.
    """
    text = folded.strip()
    if re.match(r"[-+]\s?\d", text):
        return None
    if len(text) > 400:
        return None
    if stars := len(_STARS.findall(text)):
        return str(stars) if stars <= 5 else None
    if match := _SCORE.search(text) or _WORD_SCORE.search(text):
        base = re.search(r"(?:/|out of)\s*(10|100)\b", match[0])
        return None if base else _scale(match["n"])
    if not asked:
        return None
    if match := _BARE.fullmatch(text):
        return _scale(match["n"])
    key = re.sub(r"[\s.,!~?吧啦啊呀咯哦的了]+|\b(?:la|lah|lor)\b", "", text)
    if _UNDECIDED.fullmatch(key):
        return None
    if key in _WHOLE_WORD:
        return str(_WHOLE_WORD[key])
    if len(text) <= _TOLD and len(figures := {match[0] for match in _FIGURE.finditer(text)}) == 1:
        return figures.pop()
    numbers = _NUMBER_WORD.findall(text)
    if len(text) <= _SHORT and len(numbers) == 1 and not _COUNTED.search(text):
        return str(_ENGLISH[numbers[0]])
    # "Wasn't impressed" is "not impressed".
    text = _NEGATED.sub(" not", text)
    for score, pattern in _WORDS:
        if pattern.search(text):
            return str(score)
    for sign, score in _THUMBS:
        if sign in text:
            return str(score)
    return None


def _scale(said: str) -> str | None:
    value = _ENGLISH.get(said)
    if value is None:
        exact = number(said)
        if exact is None or exact != int(exact):
            return None
        value = int(exact)
    return str(value) if 1 <= value <= 5 else None
