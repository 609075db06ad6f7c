"""Whether somebody, or an animal, is said to be dead, and whether of anything of ours. Closed phrases, no model."""

from __future__ import annotations

from typing import Final

from bot.dialogue.phrases import weight
from bot.dialogue.remarks import plain
from bot.dialogue.wellbeing import suffers
from bot.regex import regex

#: What is longer tells a story in which others may have died.
_LONGEST: Final = 400
#: Who gives up says so in few words.
_GIVES_UP: Final = 60

PET: Final = r"(?:(?<![热熱])狗(?!不理|血|屁|[东東]西|肉)|犬|(?<![天熊])[猫貓](?!眼|[腻膩]|[头頭][鹰鷹])|(?<!白)兔(?!肉|[头頭])|[仓倉]鼠|豚鼠|天竺鼠|[鹦鸚][鹉鵡]|[鸟鳥](?!巢)|雀(?!巢|斑)|[龟龜](?!苓)|[宠寵]物|毛(?:小)?孩|毛仔|金毛|泰迪|柯基|比熊|[边邊]牧)"
#: One's own, and others whom something can befall.
KIN: Final = r"(?:[爷爺奶爸妈媽嫲]|[外阿][公婆]|老(?:公|婆|人|[头頭]|伴)|丈夫|妻子|太太|先生|[儿兒]子|女[儿兒]|孩|[宝寶]|[胎嬰婴][儿兒]|父|母|哥|姐|弟|妹|[孙孫]|[个個]仔|[个個]女|病人|患者|[学學]生|工人|住客|院友|家人|人(?!工))"
#: Said of who is dead; what is dear, hot or tedious "to death" is not.
_DIED: Final = r"(?:(?<![气氣累热熱冷冻凍饿餓吵嘈烦煩急笑吃贵貴痛疼痒癢丑醜忙渴困臭慢怕想闷悶吓嚇该該找等往要得])死(?=了(?!心)|咗|掉|亡|$|[，。,.!！?？\s于於在喺])|(?:[气氣热熱冻凍闷悶饿餓])死(?=了|咗|$|[，。,.!！])(?<=被.{2})|去世|[过過]世|[过過](?:了|咗)?身(?=$|[，。,.!！\s了]|都|之|後|后)|[离離]世|往生|[断斷][气氣]|[没沒](?:能)?救(?:回|[过過])[来來]|救(?:唔|不)(?:返|回))"
#: The same, where it is plain of whom it is said.
_GONE: Final = rf"{_DIED}|(?:[没沒]|走|冇)(?:了|咗)(?=$|[，。,.!！\s])|(?:不|唔)(?:在|喺度)(?:了|喇|啦|人世)|\b(?:gone|dead|died)\b"
PET_EN: Final = r"(?:(?<!hot )dogs?|pupp(?:y|ies)|cats?|kittens?|rabbits?|bunn(?:y|ies)|hamsters?|guinea pigs?|parrots?|birds?|budgies?|tortoises?|horses?|pon(?:y|ies)|pets?|labradors?|spaniels?|poodles?)"
KIN_EN: Final = r"(?:m[uo]m(?:my)?|dad(?:dy)?|mother|father|wife|husband|son|daughter|brother|sister|bab(?:y|ies)|child|kid|gran(?:d\w+|ny)?|nan|uncle|aunt|partner|patient|resident|man|woman|boy|girl|people|person|friend)"
_DIED_EN: Final = r"(?:died|dead\b(?! (?:slow|end|line|battery|phone|wrong))|passed away|was killed|were killed|(?:been |was |were |had to be )(?:put (?:down|to sleep)|euthani[sz]ed)|did(?:n'?t| not) (?:make it|survive)|lost (?:his|her|their) li(?:fe|ves))"
#: Gone, said softly of an animal that was ill or with us; food and other things of a pet may be gone as well.
_SOFTLY: Final = regex(
    rf"(?:{PET}|咪咪|喵|[牠])(?![粮糧砂沙窝窩罐零食绳繩笼籠包牌证證盆爬主])[^。!！?？\n]{{0,60}}?(?:(?:[今昨前][天日早晚夜]?[天早晚夜]?[上里裡]?|凌晨|半夜|早上|晚上|夜[里裡]|[刚剛]才?|就|已[经經]?|[还還]是|人)(?:就|已[经經]?|也|都|人)*(?:走了|[没沒]了|(?:不|唔)在了)|[没沒]气了|沒氣了|冇[气氣])(?=$|[，。,.!！\s])"
)
_AILED: Final = regex(
    r"病|吐(?!槽)|拉|脓|膿|[烧燒]|不吃|[伤傷]|[疫]苗|[绝絕]育|手[术術]|麻醉|[医醫]|[针針]|[药藥]|寄[养養]|托[运運管]|洗澡|美容|吃了|食咗|抽|血|喘"
)
_DEATH: Final = regex(
    rf"(?:{PET}|{KIN})[^。!！?？\n]{{0,40}}?{_DIED}|\b(?:{PET_EN}|{KIN_EN})\b[^.!?\n]{{0,80}}?\b{_DIED_EN}"
    rf"|\b{_DIED_EN}[^.!?\n]{{0,12}}\b(?:{PET_EN}|{KIN_EN})\b|\b(?:killed|lost) (?:my|our|his|her|their) (?:{PET_EN}|{KIN_EN})\b(?!'?s\b|’)(?! (?:in|at|inside|lead|bowl|food|bed))"
    r"|(?:洗|治|[医醫]|[电電]|[摔跌]|撞|[压壓]|砸|[闷悶热熱]|毒|[烧燒]|淹|打|弄|整|搞|害|[养養])死(?:了|咗)(?:我|[两兩一]|[个個]|人|只|[隻条條])?"
)
_GONE_NOW: Final = regex(
    rf"(?:{PET}|{KIN}|[他她佢牠它])(?:都|已[经經]|也|就|今[天早日晚]|昨[天晚日])*(?:{_GONE})|\b(?:{PET_EN}|{KIN_EN}|he|she|they|it)(?:'s| is| has| are|'re)?(?: already| now| just)* (?:gone|dead|died|passed)\b"
)
_NOT_THERE: Final = regex(r"人(?:都|也|已[经經])*(?:不在|[没沒冇](?:了|咗))")
#: What of ours it came from, or where with us it happened.
_OURS: Final = regex(
    r"你[们們哋]|您|[贵貴][司店院]|(?:吃|食|喝|[饮飲]|用|服|打|搽|[洗寄托]|做)(?:了|咗|[过過完])|寄[养養]|托管|托运|托運|洗澡|美容|手[术術]|麻醉|[开開]刀|[医醫]院|[漏触觸][电電]|漏[气氣]"
    r"|\b(?:you|your|after|ate|eat(?:en|ing)|drank|used|using|because|from|groom\w*|kennels?|boarding|vets?|surgery|operation|hospital|ward|care home|food|driver)\b"
)
#: Papers, graves and accounts of the dead: they died elsewhere.
_ESTATE: Final = regex(
    r"告[别別]式?|[挽輓][联聯]|[讣訃][闻聞告]|墓|塔位|骨灰|[灵靈]|[殡殯葬]|[丧喪]|花[圈篮籃]|[追悼]|[过過][户戶]|[继繼]承|[遗遺][产產物]|[销銷註注][户戶销銷号號]|理[赔賠]|保[险險单單]|[转轉][让讓]|退[费費卡租订訂]"
    r"|\b(?:funeral|cremat\w*|ashes|grave|headstone|obituary|wreath|memorial|burial|estate|probate|inherit\w*|insurance|policy|account|subscription|contract|membership|death certificate|bereavement|letters?|magazine|direct debit|standing order|mailing|marketing|broadband|council tax|pension)\b"
)
#: No pets: whatever was dead when it was brought to be eaten, planted or read.
_NO_LOSS: Final = regex(
    r"[书書]|[游遊][戏戲]|小[说說]|[电電]影|玩具|毛[绒絨]|蟑螂|老鼠|\b(?:game|book|novel|film|movie|toys?|mouse|rat|cockroach\w*|battery|phone)\b"
)
_NEVER_MIND: Final = regex(
    r"^\W*(?:算了|[唉哎]|罢了|罷了|不用了|唔使喇|冇用|晚了|[没沒]用|太[迟遲晚]|不(?:投[诉訴]|[说說]|用)|撤|取消)|\b(?:never ?mind|forget it|too late|don'?t bother|no point|cancel|withdraw|what'?s the point)\b"
)


def is_death(text: str) -> bool:
    """Whether the text says that somebody, or an animal, died."""
    if weight(text) > _LONGEST:
        return False
    said = plain(text)
    if _NO_LOSS.search(said):
        return False
    return bool(_DEATH.search(said) or (_SOFTLY.search(said) and _AILED.search(said)))


#: The last things that are done for somebody, and no plan or policy for them.
_MOURNED: Final = regex(
    rf"\b(?:my|our|his|her|their|late|for|{KIN_EN}(?:'s)?|[a-z]+'s) (?:late )?(?:\w+(?:'s)? ){{0,2}}(?:funeral|cremation|burial|memorial service|headstone|gravestone|ashes|coffin|hearse|requiem|cortege)\b(?! (?:cover|plan|insurance|policy|fund|benefit))"
    r"|\bthe funeral (?:was|is|took place|went|has been)\b|\b(?:the|your|a) (?:coffin|hearse|headstone|gravestone|undertakers?|funeral (?:flowers|home|director|parlour|wreath|cars?))\b|\b(?:wreath|flowers|cars?)\b[^.!?]{0,24}\bfuneral\b"
    rf"|{KIN}[^,，。!！]{{0,6}}(?:葬[礼禮]|追悼[会會]|出[殡殯]|骨灰|[灵靈]堂|[灵靈][车車]|墓碑|火化|[遗遺][体體]|花圈|告[别別][仪儀]?式|[丧喪]事)|{KIN}[^。!！?？]{{0,16}}(?:[后後]事|[殡殯][仪儀][馆館])(?![员員])"
)


def is_mourning(text: str) -> bool:
    """Whether the matter is a funeral, a grave or what was made for one: whoever writes has lost somebody."""
    return bool(_MOURNED.search(plain(text[:_LONGEST])))


def is_by_us(text: str, told: str) -> bool:
    """Whether it tells of a death that came of what we sold or did, or happened with us."""
    if not is_death(text):
        return False
    said = f"{plain(told)[-_LONGEST:]}\n{plain(text)}"
    return bool(_OURS.search(said)) and not _ESTATE.search(said)


def gives_up(text: str, told: str) -> bool:
    """Whether it is said, in few words, that all is too late because somebody is dead."""
    if weight(text) > _GIVES_UP:
        return False
    said = plain(text)
    if not _NEVER_MIND.search(said):
        return False
    return is_death(text) or bool(
        _GONE_NOW.search(said) and (is_death(told) or suffers(told) or _NOT_THERE.search(said))
    )
