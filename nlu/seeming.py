"""What sounds like danger, and whether it is any: what was learnt and the words of alarm can't tell."""

from __future__ import annotations

import re
from typing import Final

from bot.regex import regex
from nlu import idioms
from nlu.patterns import Pattern

#: Who waits among doctors with one of these is in danger.
ILL: Final = regex(
    r"[胸心腹肚头](?:口|脏)?(?:好|很|剧|绞|都)?[痛疼]|[痛疼](?:到|得)|心梗|心肌梗|脑梗|中风|昏|晕(?:倒|低|咗|了)|(?:流|出|大|吐|咳|便|失|溢)血|抽搐|呼吸|窒息|骨折|高烧|发高?烧|烧到|早产|流产|去世|病危|误诊|漏诊|休克|过敏"
    r"|\b(?:chest pains?|bleed\w*|stroke|heart attack|breath(?:e|ing|less\w*)|fever|faint\w*|seizures?|collapsed?|fractur\w*"
    r"|broken (?:arm|leg|wrist|hip|bone|ankle|rib|hand|finger|nose|jaw|collarbone)s?|miscarr\w*|died|misdiagnos\w*|sepsis|anaphyla\w*|unconscious|overdose)\b"
)
#: Danger in something that is to be made up.
INVENTED: Final = Pattern(
    r"(?:写|作|讲|编|来|说|唱|画)[^,.;!?]{0,12}(?:诗|故事|笑话|歌|段子|小说|作文|剧本|谜语)|(?:写|编|拟|想|作)[^,.;!?]{0,8}(?:[请病事]?假[条单信]|请假(?:理由|借口|信|短信|信息)|借口)"
    r"|\b(?:write|draft|make up|compose)\b[^.!?\n]{0,24}\b(?:sick notes?|sick leave|excuse|absence note|leave (?:letter|application|request|note)|(?:e-?mail|message|text|note) to my (?:boss|manager|teacher|school))\b|\b(?:poem|joke|story|song|essay|riddle|lyrics|haiku|novel|movie|film|screenplay)\b"
)
#: An alarm was only tried, an illness is only put on file: what was learnt knows such words from real danger.
NO_EVENT: Final = Pattern(
    rf"{idioms.NO_EVENT}|没(?:有)?(?:煤气|燃气|烟|焦|糊)味|"
    r"\balarms?\b[^.!?\n]{0,50}\b(?:test\w*|drills?|practice)\b|\b(?:test\w*|drills?|practice)\b[^.!?\n]{0,30}\balarms?\b"
    r"|\ballerg\w+[^.!?\n]{0,40}\b(?:on|in) (?:\w+ )?(?:file|record|notes?|profile)\b|\bplease (?:also )?(?:note|add|record)\b[^.!?\n]{0,40}\ballerg\w+|(?:备注|登记|记录)[^,.!?\n]{0,10}过敏|(?:火警|消防)(?:演习|演练)"
    # What won't light and neither smells nor bangs; bills of a doctor; eyes that were measured; where it was bought.
    rf"|(?:{idioms.UNLIT})(?![^!?\n]{{0,40}}(?:味|漏|烟|砰|嘭|爆|炸|喷|烧|晕|呛))|(?:医药费|医疗费|误工费|复查费)|(?:去|在|到)医院(?:验|量|测|配)(?:的|过|了|光|视力|度数)|(?:去|到|赶去|赶到|赶往)(?:[^,.;!?\n]{{0,4}})医院(?:看|探|接|陪|见|给|取|拿)(?!病|急诊|医生|医|了|过)(?![^!?\n]{{0,40}}(?:撞|摔|跌|伤|烫|毒|晕|吐|烧|被|夹|砸|流血|吃))|直播间(?:里)?(?:买|拍|下单|抢|订|看|秒)"
    # A picture that is to be taken down.
    r"|(?<![裸私偷])(?:照片|相片|照)[^,.;!?\n裸私偷]{0,12}(?:撤|删|拿|取|摘)(?:下|掉|除|走)(?![^!?\n]{0,40}(?:偷|裸|私|威胁|网))"
    # Thrown out of a program, nobody is kicked.
    r"|(?:登[入录陆]|app|软件|系统|网页|网站|游戏|[账帐]号|会议)[^,.!?\n]{0,12}踢(?:了|咗)?(?:我|人|大家)?(?:出|下线|掉线|走)"
)
#: Out of hospital again, or there to see somebody, and a bill for it: told as the time of day, and not as what befell them.
_HOME_AGAIN: Final = Pattern(
    r"\b(?:(?:just|only|i|we|he|she|they|when|and|recently|finally)(?:'m|'ve|'s| am| have| has| was| were| are| is)? )?(?:got|gotten|came|come|been|back|home|discharged|released|let)(?: \w+)?(?: back| home| out)* (?:from|of|out of) (?:the )?hospital\b(?: on \w+day| yesterday| today| this (?:morning|week)| last (?:week|night))?(?: (?:visiting|seeing|with) (?:my|the|our|a) (?:\w+ )?\w+)?"
    r"|\bvisiting (?:my|our|a) (?:\w+ ){1,2}(?:in|at) (?:the )?hospital\b|\b(?:hospital|ambulance|paramedic|doctor'?s?) (?:bills?|fees?|charges?|invoices?|copay)\b|\bnever (?:even )?(?:called|took|had|asked for|requested|got in|needed) (?:an |the |your |any )?ambulance\b"
)
#: It came of something: then it is the matter.
_CAME_OF: Final = Pattern(
    r"\b(?:after|because|due to|thanks to|owing to|cause[ds]?|from (?:your|eating|using)|made (?:me|him|her|us)|put (?:me|him|her|us) in|sent (?:me|him|her) to|stitches|surgery|operation|broke\w*|burn\w*|gas|smoke|fire|pills|wrong (?:\w+ ){0,2}(?:medic\w+|tablets?|dose)|someone else'?s|fell|fallen|fall|injur\w+|poison\w*|allerg\w*|infect\w*|reaction|hurt)\b"
)
#: A name and nothing else.
ONLY_NAME: Final = regex(r"\W*(?:[\u3400-\u9fff]{1,5}|[a-z0-9-]+(?: [a-z0-9-]+)?)\W*")
#: A lift, where nothing says that somebody is in it or that it fell.
LIFT: Final = regex(
    r"(?=.*(?:电梯|升降机|\b(?:lifts?|elevators?)\b))(?!.*(?:困|关|坠|急[降停]|[下往]掉|夹|摔|吓|晃|抖|冲顶|\b(?:stuck|trapped|dropp?\w*|fell|falls?|plung\w*|sh[oa]\w*k|jolt\w*|caught|inside|injur\w*|wheelchair|pregnant)\b)).*$",
    re.DOTALL,
)


def blanked(text: str, folded: str) -> tuple[str, str]:
    """The text and its folded form without stays in hospital that nobody is to blame for."""
    if "hospital" not in folded and "ambulance" not in folded:
        return text, folded
    if _CAME_OF.search(folded):
        return text, folded
    for match in _HOME_AGAIN.finditer(folded):
        gap = " " * (match.end() - match.start())
        text = f"{text[: match.start()]}{gap}{text[match.end() :]}"
        folded = f"{folded[: match.start()]}{gap}{folded[match.end() :]}"
    return text, folded
