"""How people fare while a person is awaited: whether somebody suffers now, or is well again. Closed phrases, no model."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.remarks import plain
from bot.regex import regex

#: What is longer tells a story, and its words are no cry.
_CHARACTERS: Final = 2_000

#: Said of who suffers, or of a danger that goes on.
_SUFFERS: Final = regex(
    r"[痛疼血晕暈昏喘烫燙疹]|吐(?![槽司])|[发發](?:烧|燒|炎|冷|抖)|[过過]敏|眼睛?[^,，。!！]{0,6}(?:看不|睇唔|模糊|重影)|[视視]力[^,，。!！]{0,4}(?:模糊|下降)|(?:嘴|[脸臉])[^,，。!！]{0,4}(?:歪|麻)|(?:呼吸|走|[动動]|[说說]|[吞咽嚥])(?:不|唔)|(?:站|企|坐|爬)(?:不|唔)(?:起|到|住|[稳穩])|[没沒]有?呼吸|抽(?:搐|筋|[过過]去|起[来來]|了(?=$|\W|好|[几幾]))|吸(?:上|[着著]|了)?氧|昏迷|中毒|(?<![不唔没沒冇未有])[着著]火|火(?:[还還又]|[势勢])|(?<![没沒不])[冒有][黑白浓濃]?[烟煙]|(?:全|都)是[黑白浓濃]?[烟煙](?!味)|[满滿]屋[^,，。]{0,4}[烟煙](?!味)|(?<!没)(?<!没有)(?<!沒)(?<!沒有)漏[电電气氣]|[电電](?:到|着|著)|(?:变|變|更|越[来來])[^，。,.]{0,4}(?:严重|嚴重|差|糟)|快不行|撑不|撐不|人都[没沒冇]|要死|快死|死人|出人命|救命"
    r"|\b(?:hurts?|hurting|pains?|painful|sore|ache[sd]?|aching|bleed\w*|blood|vomit\w*|throwing up|being sick|sick again|faint\w*|unconscious|passed out|dizzy|swollen|swelling|fever|feverish|rash|choking|seizures?|fitting|burning|smok(?:e|ing)|on fire|flames?|sparks?|sparking|leaking gas|smell of gas|worse|dying|collapsed|can(?:'?t|not) (?:breathe|move|feel|walk|see|swallow|speak|stand)|stopped breathing|help me)\b"
)
_WHO: Final = r"(?:she|he|they|we|i|it|every(?:one|body)|all|mum|mom|dad|son|daughter|wife|husband|kids?|child(?:ren)?|boy|girl|baby|mother|father|patient)"
#: Said of who is well again, and of what is no emergency.
_WELL: Final = regex(
    r"(?<![有不])(?:没|沒|冇)(?:什么|什麼|乜|啥)?(?:大)?(?:事|碍|礙)(?:了|啦|喇|的|嘅|\W|$)|(?:没|沒|冇|未)(?:有)?(?:[着著]火|冒[烟煙]|漏[电電]|[煤燃瓦]?[气氣斯]味|触电|觸電|不舒服)|(?:不是|唔係)(?:我|人|孩子)(?:不舒服|[病受])|(?:没|沒|冇)(?:有|什么|什麼|啥)?(?:生命)?危[险險]|(?:没|沒|冇)(?:有)?(?:人)?受[伤傷]|[无無]大[碍礙]|平安|(?:不|唔)(?:是|係|系)?(?:很|太|咁)?(?:紧急|緊急|[危险險]{2})|(?<![焦着著])(?:不|唔)急(?:的|嘅|了|\W|$)|(?:已经|已經|已)?出院|出咗院|[脱脫][离離][危险險]{2}|(?:好多|好返|[好]了很多|好[点點啲])(?:了|啦|喇|\W|$)|返咗屋企|回家(?:了|休息)|火.{0,4}(?:[灭滅熄]了|[熄灭滅]咗)|[关關]掉了|熄咗"
    rf"|\b{_WHO}(?: is|'?s| are|'?re| am|'?m|'?ve been| has been| have been)(?: (?:all|now|absolutely|perfectly|quite|doing|feeling|much|totally|just|back|a|bit|lot|so|fortunately|luckily|thankfully|actually|really|completely)){{0,4}} (?:fine|okay|ok|right|alright|well|better|good|home|safe|unhurt|unharmed|recovering|recovered|sleeping|asleep|resting|discharged)\b"
    rf"|\b{_WHO} (?:has|have|had)(?: (?:now|since|fully|completely|already|thankfully|mostly))* recovered\b|\bnothing (?:serious|major|broken)\b"
    r"|\b(?:no ?(?:one|body)|nobody) (?:is |was |got |has been )?(?:hurt|injured|ill|in danger)\b|\bnot (?:an emergency|urgent|hurt|injured|serious|in danger)\b|\bno (?:emergency|harm done|injuries)\b|\b(?:out of|discharged from|home from|back from) (?:the )?(?:hospital|danger|a&e)\b|\b(?:feels?|feeling) (?:fine|better|well|okay|ok)\b|\bfire(?: is|'s) out\b"
)
#: So few characters deny a danger and tell no story.
_FEW: Final = 60
_NO_DANGER: Final = regex(
    r"\W*(?:我|[这這那]|其[实實]|现在|現在|目前){0,2}(?:没|沒|冇|不|唔)(?:有|是|係|什么|什麼|啥)?(?:生命|人身)?(?:危[险險]|[紧緊]急)|\W*(?:no|it'?s ok,?|there'?s|there is|it'?s|this is|\s)*(?:no|not an?y?|not) (?:danger\w*|emergency)\b"
)
#: What makes it a question, or a wish.
_NOT_SURE: Final = regex(
    r"(?<!不)是不是|[会會]不[会會]|(?:是否|如果|希望|以[为為])|[吗嗎吧]|\b(?:if|hope|hoping|until|unless|whether|wish|not sure)\b"
)
_KIN: Final = r"(?:she|he|(?:my|our|the|his|her)(?: \w+){0,2} (?:girl|boy|baby|son|daughter|child|kids?|toddler|wife|husband|partner|mum|mom|mother|dad|father|nan|gran\w*|sister|brother))"
_LIMB: Final = r"(?:arms?|legs?|hands?|head|face|fingers?|thumbs?|toes?|foot|feet|knees?|back|neck|eyes?|lips?|nose|forehead|shins?|elbows?|wrists?|ankles?|shoulders?|cheeks?|chin|skin)"
_WOUND: Final = r"(?:bruis(?:e|es|ed|ing)|graze[sd]?|grazes|burns?|burnt|scald(?:s|ed)?|bumps?|lump|swollen|swelling|bleeding|bled|sprain(?:ed)?|stitches|black eye|concussion|blisters?|splinters?|(?:a|some|the|little|small|nasty) (?:cuts?|scratch(?:es)?))"
#: Somebody was hurt by it, however little.
_HURT: Final = regex(
    rf"\b{_KIN}(?:'s|'ve| has| have| had| was| is| were| are)?(?: now| also| only| just)? (?:got|gets?|left with|been|has|have|had|was|is|a|some|bad|badly|all|covered in)? ?(?:\w+ ){{0,2}}?{_WOUND}\b|\b{_WOUND}(?: \w+){{0,3}} (?:on|to|across|over|above|under|near|in) (?:my|his|her|our|their)(?: \w+)? {_LIMB}\b|\b(?:cut|burnt|burned|scalded|bruised|grazed|hit|trapped|caught|pinched|sprained|hurt|scratched) (?:my|his|her|our|their)(?: \w+)? {_LIMB}\b"
    r"|(?:手|脚|腳|[头頭]|[脸臉]|指|腿|背|膝|[额額]|眼|嘴|身上|皮)[^,，。!！?？]{0,6}(?:青了|瘀|[乌烏淤]青|[肿腫]|破皮|流血|出血|[划劃割夹夾擦烫燙撞扭]?[伤傷親]|[红紅]了?一)|(?:[划劃割夹夾擦烫燙撞扭砸]|[弄整])(?:[伤傷親]|到(?:了|咗)?(?:手|脚|腳|[头頭]|[脸臉]|指|腿))"
)
#: Asked which of two is to be called: 打1999還是119.
_CALLED: Final = (
    r"(?:(?<!\d)(?:11[0-9]|120|165|1999|999|911|992|18222|96110)(?!\d)|[报報]警|警察|消防|救[护護][车車]|白[车車])"
)
_WHICH_CALL: Final = (
    rf"{_CALLED}(?:[还還]是|定[係系]?|抑或|或者?|or)(?:打|[拨撥]|call|叫|[搵揾找])?(?:{_CALLED}|你[们們哋])"
)
_WHICH_TO_CALL: Final = regex(_WHICH_CALL)
#: Asked of what is to be done where somebody may be in danger.
_WHAT_TO_DO: Final = regex(
    r"(?:怎么|怎麼|點|点|如何)(?:样|樣)?(?:[办辦做]|算|[处處]理|急救)|(?:要|用|使|需|該|该|應|应|可|能)(?:不|唔)?(?:要|用|使|該|该|應|应|可|能)?(?:不可以|唔可以|以)?[^，。,.?？]{0,4}(?:送|去|叫|打|看|睇|[关關]|拔|断|斷|吃|食|飲|喝|用|碰|掂)[^，。,.]{0,8}(?:[?？吗嗎呢]|$)|(?:危[险險]|安全|有毒|[严嚴]重)[^，。,.]{0,4}(?:[吗嗎?？]|$)|[医醫]院|急[诊診症]|急救|打[几幾][号號]|打(?:哪|什[么麼]|啥)(?:[个個])?(?:[电電][话話]|[号號])|(?:[电電][话話]|[号號][码碼]?)(?:打|是)(?:哪|多少)|[打找揾搵叫][给給]?(?:[谁誰]|[边邊][个個])\W*$|(?:叫|打|call)(?:消防|白[车車]|救[护護][车車]|警察|119|999)[^，。,.]{0,3}[吗嗎好?？]|[报報]警[^，。,.]{0,3}[吗嗎?？]"
    rf"|{_WHICH_CALL}"
    r"|\b(?:should|shall|must|ought) (?:i|we|she|he|they|it)\b|\b(?:can|could|may) (?:i|we|she|he|they|the \w+) (?:still |just |also )?(?:put|move|take|carry|throw|pour|give|open|close|touch|leave|let|stay|wash|pick|drive|go|turn|switch|unplug|cover|dunk|drop|bin|breathe|sit|lie)\b|\bis it (?:safe|ok(?:ay)?|alright|all right|fine|bad) (?:to|if|for)\b|\bwhat (?:do|should|can|shall) (?:i|we) do\b|\bdo (?:i|we) (?:need|have) to\b|\b(?:is|are) (?:it|this|that|she|he|they)(?: still)? (?:safe|dangerous|poisonous|toxic|harmful|serious|in danger)\b|\b(?:hospital|ambulance|doctor|a&e|999|911|112|poison\w*|concussion)\b"
)


#: Asked of the thing itself: may it be used meanwhile?
_MAY_USE: Final = regex(
    r"(?:[还還仲]|[这這]|到底|以[后後]|今晚|[继繼][续續]|先){0,3}(?:能不能|可不可以|可唔可以|敢不敢|能否|可否|要不要|[该該]不[该該])(?:再|[继繼][续續]|照常|接[着著]|[让讓給给]\w{0,3}|先){0,2}(?:用|使|吃|食|喝|[饮飲]|住|睡|[开開]|充|穿|抹|擦|碰|插)(?!\w{0,2}(?:来|了退|券|卡|花呗))"
    r"|(?:[还還仲]|[继繼][续續])(?:能|可以|敢)(?:[继繼][续續]|再)?(?:用|使|吃|食|喝|[饮飲]|住|睡|充|穿)[^,，。!！]{0,6}(?:[吗嗎么?？]|$)"
    r"|\b(?:can|may|should|could|shall|is it (?:safe|ok(?:ay)?|alright|all right)) (?:(?:i|we|he|she|they|for \w+) )?(?:to )?(?:still |even |safely |keep |carry on |go on |continue (?:to )?){0,2}(?:us(?:e|ing)|eat(?:ing)?|drink(?:ing)?|sleep(?:ing)?|plug(?:ging)?|charg(?:e|ing)|driv(?:e|ing)|wear(?:ing)?|turn(?:ing)?|go(?:ing)? (?:back )?(?:in|inside|near|home))\b"
    r"|\b(?:safe|ok|okay|dangerous) (?:in|on|with|near|around|to (?:use|eat|drink|go|sleep|drive|stay|be)) ?(?:it|that|this|there|back|in)?\b[^.!]{0,12}\?"
)
#: When something can be had or seen is no question of what to do.
_WHEN: Final = regex(
    r"(?:什么|什麼|甚麼|啥)[时時]候|(?<!打)[几幾](?:[时時号號]|[点點](?![滴水血]))|哪天|多久|多[长長][时時][间間]|\b(?:when|how long|what time) (?:can|could|will|do|does|is|are|would)\b"
)
#: Somebody is with doctors already.
_IN_CARE: Final = regex(
    r"(?<![不去])在[^,，。.!！?？去]{0,8}(?:[医醫]院|急[诊診症]|病房|icu|[抢搶]救|[输輸]液|挂水|掛水|吊[针針水])(?![门門]口|上班|工作|附近|[买買旁])"
    r"|(?:已[经經]|[刚剛]|[现現]在)[^,，。.!！?？不]{0,4}(?:到|[进進]|[送住]){1,2}[^,，。.!！?？]{0,4}(?:[医醫]院|急[诊診症]|病房|icu)|(?:住|[进進]|送)(?:了|咗|[进進]了)[^,，。.!！?？]{0,3}(?:[医醫]院|院|急[诊診症]|icu)|住院(?:中|[着著呢了]|[观觀]察|治[疗療]|$|[,，。\s])(?<!要住院)(?<!要住院.)(?<!用住院)(?<!不住院)|吸(?:上|[着著]|了)氧|[医醫]生(?:正在|在|[说說])|救[护護][车車](?:已[经經])?(?:来|來|到)了"
    r"|\b(?:in|at)(?: the| a)?(?: \w+)? (?:hospital|a ?& ?e|a and e|er|emergency room|emergency department|icu|intensive care|casualty)\b(?! (?:car park|canteen|shop|lift|gift))|\b(?:paramedics?|ambulance(?: crew)?)(?: is| are| has| have| just|'s|'ve)* (?:here|come|came|arrived|taking|took|with|checking|looking)\b|\b(?:been |was |were |got )?(?:taken|rushed|admitted|brought) (?:\w+ ){0,2}(?:to|into) (?:the )?(?:\w+ )?(?:hospital|a ?& ?e|er|icu)\b"
)

#: Somebody, or an animal, is where the danger is: "my flatmate is still asleep in there".
_WITHIN: Final = r"(?:[里裡裏内內]面?|入面|屋[里裡裏企]?|家|房[间間]?|[楼樓]上|床上|睡|瞓|[车車]上|[电電]梯)"
_INSIDE: Final = regex(
    rf"(?:(?<!我)人|[室舍]友|同[学學]|[妈媽爸爺爷奶婆公嫲]|老公|老婆|太太|先生|[儿兒]子|女[儿兒]|小孩|孩子|[宝寶]{{2}}|[哥姐弟妹]|[细細]路|[個个][仔女]|佢|[他她它]|狗|[猫貓]|毛小孩)(?:[们們哋])?[^,，。.!！?？]{{0,6}}(?:[还還仲](?:在|喺|困|留|[关關])|被?(?:困|[锁鎖]|[关關])(?:在|喺|[住咗着著了]))[^,，。.!！?？]{{0,8}}{_WITHIN}"
    r"|\b(?:he|she|they|someone|somebody|people|wife|husband|partner|kids?|child(?:ren)?|baby|son|daughter|mum|mom|mother|dad|father|nan|gran\w*|brother|sister|friend|flatmate|room ?mate|neighbou?r|tenant|dogs?|cats?|pets?)(?:'s|'re| is| are)? (?:still|trapped|stuck|locked)(?: (?:asleep|sleeping|up|all|stuck|trapped|locked))? (?:inside|upstairs|in (?:there|bed|the (?:house|flat|room|building|bathroom|kitchen|bedroom|lift|car)))\b"
)
#: Of the thing itself nobody is in danger, and nobody is once they came out.
_CAME_OUT: Final = regex(r"出[来來]了|出咗[嚟来]|[离離][开開]了|救出|\b(?:got|came|is|are) out\b")

_RESCUERS: Final = r"(?:ambulance|paramedics?|doctor|fire (?:brigade|service|department|engines?|crew|men)|fire(?:men|fighters)|police|cops|(?:gas|electric\w*|power|water) (?:board|company|people|network|engineers?|man|men|emergency|service)|national (?:gas|grid)|engineers?|emergency services?)"
_RESCUERS_ZH: Final = r"(?:救[护護][车車]|白[车車]|十字[车車]|急救[车車员員]?|消防[车車员員]?|警察|[医醫][生护護]|(?:燃|煤|天然)[气氣](?:公司)?|供[电電]局?|[电電]力公司|台[电電]|[抢搶]修|120|119|110|999)"
#: Help was called, or is on its way.
_HELP_COMES: Final = regex(
    rf"\b{_RESCUERS}(?:'s|'re| is| are| has been| have been| was)?(?: \w+)? (?:on (?:its|their|his|her|the) way|coming|en route|called|rung|phoned|nearly here|almost here|\w+ minutes? away)\b|\bhelp is (?:on (?:its|the) way|coming)\b"
    rf"|\b(?:i|we|he|she|they|wife|husband|neighbou?r|mum|dad|someone)(?:'ve| have| has|'s)?(?: just| already)* (?:called|rang|rung|phoned|dialled)(?: for)?(?: an?| the)? (?:{_RESCUERS}|999|911|112|995|000)\b"
    rf"|(?:打|叫|[拨撥])(?:了|咗)?(?:120|119|110|999|救[护護][车車])(?:了|啦|喇)|{_RESCUERS_ZH}(?:的人)?(?:已[经經]?|正|就|快|[马馬]上|都|在){{0,3}}(?:在?路上|在?[赶趕](?:过|過)?[来來]|要?[来來到]了|[来來嚟到]緊|出[发發動动]|[趕赶]緊)|(?:已[经經]?|[刚剛]{{1,2}}|啱啱|都){{0,2}}(?:打|叫|[拨撥]|[报報]|call)(?:咗|了|[过過])[^,，。]{{0,3}}(?:{_RESCUERS_ZH}|911|112|警)"
)
#: Whoever came made an end of the danger.
_MADE_SAFE: Final = regex(
    rf"\b(?:{_RESCUERS}|they|he|she|someone|somebody)\b[^.!?\n]{{0,40}}\b(?:capped (?:it|off|the \w+)|isolated (?:it|the \w+)|made (?:it|everything|the \w+)(?: all)? safe|put (?:it|the (?:fire|flames)) out|(?:shut|turned|switched|cut) (?:it|the (?:gas|power|supply|electric\w*)) off|(?:shut|turned|switched|cut) off (?:it|the \w+)|fixed the leak|given (?:us )?the all clear|says? it'?s safe)\b|\ball clear\b"
    rf"|{_RESCUERS_ZH}[^,，。!！?？]{{0,8}}(?:[来來嚟到][^。!！?？]{{0,8}})(?:[关關熄封](?:了|咗|好|掉|[闭閉])|[扑撲灭滅救熄]{{1,2}}(?:了|咗)|[处處]理(?:好|完|咗|了)|搞[定掂]|修好|[检檢]查[过過]?[^,，。]{{0,3}}(?:[没沒冇]事|安全))"
)

#: Told of somebody who is gravely ill.
_GRAVELY_ILL: Final = regex(
    r"癌|末期|晚期|[绝絕]症|化[疗療]|[临臨][终終]|安[宁寧]|重病|病危|[肿腫]瘤|白血病|[渐漸][冻凍]|\b(?:cancer|tumou?r|terminal\w*|hospice|palliative|chemo\w*|leuk\w+|motor neurone|stage (?:4|four|iv)|dying)\b"
)
#: Said of the time that is left to somebody.
_LITTLE_TIME: Final = regex(
    r"(?:等|[撑撐]|活|捱|熬|[见見])(?:不|唔)到(?:那|[这這]|嗰)(?:一)?(?:天|日|[个個][时時]候|[阵陣]|刻)|[时時]日[无無不]多|[来來]日[无無不]多|(?:[时時][间間]|日子|命)(?:已[经經]|真的?|剩|都|[剩下得])*(?:不|唔|[无無冇])多|(?:[没沒冇])(?:有)?(?:剩)?(?:多少|几多|幾多|[几幾]天|什么|什麼)(?:日子|[时時][间間]|[时時]日|命)|(?:[剩得][下返]?|只有)[^，。,.]{0,6}(?:[个個]月|天|日|星期|[礼禮]拜)(?:命|可活|的命|[时時][间間])|命不久"
    r"|\b(?:wo ?n'?t|will not|may not|might not|do ?n'?t think i(?:'ll| will)) (?:live|be (?:here|around|alive)|last|make it)(?: long enough)?\b(?! home)|(?:\bnot|n'?t)(?: \w+){0,2} (?:much|long|a lot of)(?: time)?(?: left| to live| to go)?$|\b(?:little|no|running out of|run out of) time(?: left)?\b|\b(?:weeks|months|days) (?:left )?to live\b|\bdead (?:by then|before)\b|\b(?:i'?m|i am|s?he'?s|s?he is|mum is|dad is) dying\b(?! (?:to|for|of laughter)\b)"
)


def has_little_time(text: str, told: str) -> bool:
    """Whether somebody who is told to be gravely ill is said to have not long left; `told`: what was told before."""
    said = plain(text[-_CHARACTERS:])
    return bool(
        _LITTLE_TIME.search(said.rstrip(" .!。！")) and _GRAVELY_ILL.search(f"{plain(told[-_CHARACTERS:])}\n{said}")
    )


def denies_danger(text: str) -> bool:
    """Whether a few words say that there is no danger, as to a question that nobody asked."""
    said = plain(text)
    return len(said) <= _FEW and bool(_NO_DANGER.match(said)) and not _NOT_SURE.search(said) and not suffers(text)


def suffers(text: str) -> bool:
    """Whether the text says that somebody suffers, or that a danger goes on; what is said last counts."""
    return _last(_SUFFERS, text) > _last_well(text)


def is_well(text: str) -> bool:
    """Whether the text says that people are well again, or that nothing presses."""
    # "Nobody was hurt" ends with a word of the other kind.
    well = -1 if is_left_inside(text) else _last_well(text)
    return well >= 0 and well >= _last(_SUFFERS, text)


def is_left_inside(text: str) -> bool:
    """Whether somebody is said to be still where the danger is."""
    said = plain(text[-_CHARACTERS:])
    last = max((match.end() for match in _INSIDE.finditer(said)), default=-1)
    return last >= 0 and not _CAME_OUT.search(said, last)


def asks_what_to_do(text: str) -> bool:
    """Whether a question is about what to do in a danger."""
    said = plain(text[-_CHARACTERS:])
    return bool(_MAY_USE.search(said) or (_WHAT_TO_DO.search(said) and not _WHEN.search(said)))


def asks_whom_to_call(text: str) -> bool:
    """Whether it is asked which of two is to be called."""
    return bool(_WHICH_TO_CALL.search(plain(text[-_CHARACTERS:])))


def asks_whether_to_use(text: str) -> bool:
    """Whether it is asked if the thing can still be used, eaten, or be gone near."""
    return bool(_MAY_USE.search(plain(text[-_CHARACTERS:])))


def tells_hurt(text: str) -> bool:
    """Whether the text says that somebody has a bruise, a burn or the like."""
    return bool(_HURT.search(plain(text[-_CHARACTERS:])))


def help_comes(text: str) -> bool:
    """Whether help was called or is on its way: nobody is told to call it once more."""
    said = plain(text[-_CHARACTERS:])
    return any(not _NOT_SURE.search(_clause(said, match)) for match in _HELP_COMES.finditer(said))


def is_made_safe(text: str) -> bool:
    """Whether somebody came and made an end of the danger, and nobody suffers since."""
    said = plain(text[-_CHARACTERS:])
    found = [match.end() for match in _MADE_SAFE.finditer(said) if not _NOT_SURE.search(_clause(said, match))]
    return bool(found) and max(found) >= _last(_SUFFERS, text)


def is_in_care(text: str) -> bool:
    """Whether somebody is told to be with doctors already: nobody is to be sent there once more."""
    said = plain(text[-_CHARACTERS:])
    return any(not _NOT_SURE.search(_clause(said, match)) for match in _IN_CARE.finditer(said))


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the pattern last ends; -1 where it is not found."""
    return max((match.end() for match in pattern.finditer(plain(text[-_CHARACTERS:]))), default=-1)


def _last_well(text: str) -> int:
    said = plain(text[-_CHARACTERS:])
    found = [match.end() for match in _WELL.finditer(said) if not _NOT_SURE.search(_clause(said, match))]
    return max(found, default=-1)


def _clause(said: str, match: re.Match[str]) -> str:
    """The clause in which it is said."""
    start = max(said.rfind(sign, 0, match.start()) for sign in ",，。.!！;；\n?？") + 1
    ends = [end for sign in ",，。.!！;；\n" if (end := said.find(sign, match.end() - 1)) >= 0]
    return said[start : min(ends, default=len(said))]
