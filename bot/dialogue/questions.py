"""What tells a question, a trouble or praise apart from a remark in passing."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.news import is_cry, is_outcry, mocks
from bot.dialogue.phrases import weight
from bot.dialogue.sayings import names_call_time, says_only
from bot.regex import regex

#: A remark in passing is no longer.
_REMARK: Final = 40
#: Anger or hurry without a matter: "急死个人" wants no person.
_UPSET: Final = regex(
    r"(?:急|烦|煩|气|氣|愁|累|郁闷|鬱悶|嬲|激|折腾|折騰)(?:死|坏|壞|疯|瘋|炸|爆|人|心){1,2}[个個]?[人我]?|[烦煩]|太?坑(?:人|爹|死)?(?:了)?|差[劲勁]|不[满滿]意?|唔[满滿]意|失望|太差|[恶噁]心|[夸誇][张張]|[离離]譜|[离離]谱|[过過]分|太扯|奸商|黑店|[无無]良|着急|著急|好急|无语|無語|火大|好嬲|心累|崩[溃潰]|生气|生氣|心塞"
    # The slang of the net, which praises in scorn.
    r"|(?:(?:你[们們哋]|[贵貴])[\u3400-\u9fff]{0,8}?(?:真[的是]?|可|太|[简簡]直)?)?(?:[绝絕]{2}子|yyds|[绝絕]了|nbcs|下[头頭]|[离離]大[谱譜]|拉[胯垮]|[无無][语語]子|栓[qQ]|破防|真[会會][谢謝]|服了|醉了|好家伙|6{3,}|牛[逼批掰]|真行|真有你的|[搞整]笑)"
    r"|\b(?:annoy(?:ed|ing)|frustrat(?:ed|ing)|furious|angry|fuming|livid|pissed off|fed up|sick of this|crazy|mad|ridiculous|unacceptable|infuriating|upset|unhappy|disappointed|dissatisfied|not (?:at all |very |too |really |one bit )?(?:happy|pleased|impressed|satisfied|amused)|disgusted|disgusting|disgraceful|terrible|awful|horrible|appalling|shocking|dreadful|the worst|exasperat(?:ed|ing)|(?:beyond )?a joke)\b",
    re.I,
)
#: Questions that say no: nobody is asked.
_SCORN: Final = regex(
    # Two marks behind a statement cry out: 忘了？？
    r"(?<=[了的赔賠退])[?？]{2,}|[谁誰边邊][个個]?(?:稀罕|希罕|在乎|要(?!我|是)|想要|需要)[你们們哋的]*|(?:要|有)[^,.，。!?！？]{1,6}(?:有)?(?:什么|什麼|甚麼|咩|乜|个屁|個屁|啥)用"
    r"|\bwho (?:cares|needs|wants|asked for)(?: about| for)?\b|\b(?:do|does) (?:i|it) look like\b",
    re.IGNORECASE,
)
#: What is asked rather than told.
_QUESTION: Final = regex(
    r"[?？]|(?:吗|嗎|呢|么|麼|咩|未|伐|不嘛|[没沒]得|[给給找揾搵叫问問係是][谁誰]|打[几幾][号號](?:求救|[电電][话話]|[啊呀])?|(?:打|[拨撥])(?:哪|什[么麼]|啥)[个個]?(?:[电電][话話]|[号號][码碼]?)[啊呀]?|[边邊][个個]|[几幾]年|(?<!知)(?<!交)[几幾]多?[钱錢][呀啊㗎]?)\W*$|(?:能|可以|[会會]|要|行|中|得行|管)[^,，。!！?？不]{0,6}(?<![能会會要可以])不\W*$|(?:能|中|行|管)不\W*$|咋(?:[办辦]|整|弄|搞|[个個])|[该該]咋|啷[个個]|^\W*(?:请问|請問|那|一般|大概|通常|到底)*(?:多久|怎么(?![这這么麼])|怎麼(?![這麼])|怎样|怎樣|如何|點樣|点样|什么时候|什麼時候|何时|何時|哪里|哪裡|哪儿|边度|邊度|能不能|可不可以|可唔可以|可否|能否|是不是|有没有|有沒有|有冇|要不要|需不需要|使唔使|谁|誰|为什么|為什麼|點解)"
    r"|(?:要|得|需要|会|會|能)?(?:等)?(?:多久|多长时间|多長時間|[几幾](?:天|日|耐|[个個]工作)|什么时候|什麼時候|几时|幾時|幾點|几点)(?:(?:才|能|会|會|可以|到|退|好|回|有|上班|下班|[开開]|[关關])+|\W*$)|(?:怎么|怎麼|怎样|怎樣|如何|點樣|點)(?:[办辦]|算|做|弄|查|[传傳发發寄]|用|退|申|[联聯])|咋(?:[办辦]|弄)"
    r"|^\W*(?:and |but |so |ok |okay |well |please (?!do\b))*(?:(?:how|what|when|where|who)s?|whom|which|why|can|could|may|do|does|did|is|are|was|will|would|shall|should|am|have you|has)\b(?!'t\b)",
    re.I,
)
#: 呢 behind what is told asks nothing: 窗户开着呢, 钱还没退呢. With a word of asking it does.
_STATED: Final = regex(
    r"(?:^|(?<=[,，。\s]))(?![^,，。\s]*(?:[怎咋啥谁誰哪几幾何为為边邊]|[什甚][么麼]|多[久少]|是不是|[点點][解样樣]))[^,，。!！?？\s]{0,16}(?:[着著]|[还還仲](?:剩|有|[没沒冇在不差得])[^,，。\s]{1,8}|才[^,，。\s]{1,8}|在(?:家|上班|外[面地]|[医醫]院|[学學]校|[单單]位|等))呢(?=$|[,，。!！\s])"
)
#: What parts one question from the next.
_SENTENCE: Final = regex(
    r"(?<=[?？!！。;；\n])\s{0,3}|\.\s{1,3}|[,，]\s{0,3}(?=(?:and |also )+(?:what|when|how|why|who|where|can|do|does|is|are|will)\b)|[,，]?\s{0,3}(?:also|and also|oh and|plus)\b,?\s{0,3}|[,，]\s{0,3}(?:另外|[还還]有|同埋|仲有)[,，]?",
    re.I,
)
_ASKED_CLAUSE: Final = regex(r"(?<=[?？!！。;；\n,，])\s{0,3}|\.\s{1,3}")
_MOST_SENTENCES: Final = 40
#: From this weight a question of several asks something.
_ASKING: Final = 8
_QUESTIONS: Final = 90
_MINE: Final = r"(?:(?:any|all|none|one|even one|a single|single|half|either|both|the \w+|what|which)(?: of)? )?(?:(?:my|the|these|those|our|mine|any|other|three|two|four|\w+) ){0,3}?(?:questions?\b|(?:things?|points?|what) (?:that )?(?:i|we) (?:\w+ )?ask(?:ed)?\b)"
_UNANSWERED: Final = regex(
    rf"\b(?:you(?:'ve|ve)?|u|no ?one|nobody|none|it|this|bot|some(?:one|body)|any(?:one|body)|please|pls|can|could|will|just|still|not)\b[^.!?\n]{{0,24}}\b(?:answer(?:ed|ing)?|repl(?:y|ied) to|respond(?:ed)? to) {_MINE}|\bmy (?:\w+ )?questions? (?:is|are|was|were|still|have|has|had|never)(?: \w+)? (?:not|n't|un|never|ignored|still)"
    r"|先回?答(?:咗|[复覆])?我|回?答(?:咗|返)?我先|(?:回?答)我(?:[啊呀啦吧嘛]|好[嗎吗]|可以[嗎吗])"
    r"|(?:[回]?答(?:[复覆])?|回[复覆])[^,，。!！?？]{0,6}(?:我)?(?:[问問]的)?(?:[问問][题題]|嘢)|(?:[问問][题題]|[问問](?:的|嘅)[^,，。]{0,6})(?:都|也|一[个個条條]|仲|[还還]|[谁誰]|[没沒冇]|未|[来來]|有|人){0,5}(?:回?答(?!案)|回[复覆]|覆)",
    re.I,
)
_BY_OTHERS: Final = regex(
    r"[他她佢][们們哋]?|店|客服|[员員]工|[师師]|[经經]理|\b(?:they|he|she|staff|shop|store|agent|manager|driver|support|team|department|office)\b",
    re.I,
)
#: A plain trouble with a thing, so short that nothing else tells it from small talk.
_TROUBLE: Final = regex(
    r"(?:到了?|去了?|到店|[结結]果)[^,，。]{0,6}[没沒冇](?:有)?(?:房|位|座|床)|[满滿]房|被(?:[别別]?人|人家)(?:[订訂住占坐][走了])|坏|壞|烂|爛|漏|裂|碎|[断斷](?:了|掉|咗)|丢[了失件]|寄失|弄丢|不[见見]了|唔[见見]|破(?:了|洞|[损損])|冷掉|凉了|涼了|[馊餿]|[发發]霉|[过過]期|[迟遲]到|遲咗|[误誤][点點]|晚[点點]|延[误誤]|取消了|(?:没|沒|未|冇)(?:有)?(?:到|送|[热熱]水|[电電]|[网網]|信[号號]|[讯訊][号號]|[画畫]面|反[应應]|冷[气氣]|水|退|修|人)|不(?:[转轉]|亮|[热熱]|冷|制冷|工作|[响響])|唔(?:[转轉]|着|著|[热熱]|凍|冻|work)|故障|[坏壞]死|死[机機]|[当當][机機]|少[发發寄送]|[错錯](?:了|[货貨]|色|[码碼])|太(?:脏|髒|吵|慢|差)|好(?:髒|嘈|污糟)|[态態]度差|乱收|亂收|多收|被[骗騙]"
    r"|\b(?:broke(?! up)|broken|late|leak(?:s|ing|ed)?|crack(?:s|ed)?|damaged|faulty|defective|missing|lost|stuck|dead|stopped|cancell?ed|delayed|wrong|cold|dirty|filthy|smell(?:s|y)|torn|stained|snapped|mouldy|moldy|sour|stale|raw|crash(?:es|ed|ing)|frozen|overcharged|rude|never (?:came|arrived|showed)|(?:does|do|did|is|was|has|have|wo|ca)n'?t|not (?:work\w*|arriv\w*|com\w*)|doesnt|didnt|wont|hasnt|waiting|waited|slow|awful|terrible|useless|problem|ignored)\b",
    re.I,
)
_OWNED: Final = regex(r"[\u3400-\u9fff]|\b(?:my|our|your|the|this|that|these|those|new|order(?:ed)?|bought)\b", re.I)
_PRIVATE: Final = regex(
    r"\b(?:weather|girlfriend|boyfriend|heart|period|homework|team|poem|joke|song|recipe|movie|i'?m late|wake)\b|天[气氣]|女朋友|男朋友|心[情碎]|作[业業]|失[恋戀]|笑[话話]|[诗詩]",
    re.I,
)
_COMPLAINS: Final = regex(
    r"投[诉訴]|客[诉訴]|[举舉][报報]|申[诉訴]|\bcomplain(?:t|ts|ing)?\b|\bi (?:want|need) to report\b", re.I
)
#: Laughter, and small words that end a talk rather than go on with it.
_IDLE: Final = regex(
    r"哈{2,}|呵{2,}|嘿{2,}|嘻{2,}|笑死(?:我了?|人)?|h{3,}|2333*|哦+|噢+|喔+|嗯+|额+|呃+|行吧|好吧|好啦|知道了|知道啦|了解|明白|懂了|收到|原来如此|原來如此|是吗|是嗎|真的吗|真的嗎|有意思|辛苦了?|没什么|沒什麼|算了|随便|隨便|得啦|知啦|哦哦"
    r"|\b(?:lo+l|lmf?ao|rofl|(?:ha){2,}h?|he(?:he)+|fair enough|fair play|cool|nice|i see|got it|gotcha|whatever|anyways?|never ?mind|no worries|sounds good|makes sense|understood|wow|okey|okie|k+|sweet|interesting|good to know|hm+|great|perfect|lovely|brilliant|super|excellent|awesome|amazing|good|fine)\b",
    re.I,
)
#: The weather, a meal, the football: what people talk of when they talk of nothing.
_SMALL_TALK: Final = regex(
    r"天[气氣]|下雨|下雪|出太[阳陽]|(?:今天|今日|外面|最近|[这這][里裡边邊]|呢度).{0,3}[好太很真][热熱冷凍冻]|(?:在|[刚剛]|去|吃|食)(?:了|[过過]|咗|[著着])?(?:吃|早|午|晚|中|宵)?[饭飯]|(?:早|午|晚)餐|火[锅鍋]|肚子?[饿餓]|好[饿餓]"
    r"|你(?:今年|到底)?(?:[几幾][岁歲]|多大(?:了|年)|叫(?:什么|什麼|咩|乜|啥)名?|[结結]婚|有(?:[没沒]有)?[男女]朋友)|\bhow old are you\b|\bwhat(?:'s| is) your name\b"
    r"|[电電][视視]|球[赛賽]|看球|世界杯|世界盃|奥运|奧運|追[剧劇]|打[游遊][戏戲]|打麻[将將]|周末|週末|爬山|逛街|旅[游遊]|睡[觉覺着著]|好困|好累|[无無]聊|失眠|(?:我家?)?(?:的)?(?:[猫貓狗])(?:咪|狗)?.{0,6}(?:可[爱愛]|乖)|(?:[节節]日|生日|新年|中秋|[圣聖][诞誕]|周末|週末|端午|春[节節])(?:快[乐樂]|愉快)|聊(?:天|聊)|股票|彩票|[唱听聽]歌"
    r"|\b(?:weather|raining|rainy|snowing|sunny|sunshine)\b|\b(?:so|too|very|really|bit) (?:hot|cold|warm|humid) (?:today|here|outside|out|tonight)\b|\b(?:had|having|eating|ate|cooking|making|for) (?:\w+ ){0,3}?(?:breakfast|lunch|dinner|supper|brunch)\b|\b(?:i'?m|so|very) hungry\b"
    r"|\b(?:watch(?:ing|ed)?|see|saw|playing) (?:\w+ ){0,3}?(?:football|game|match|tv|telly|netflix|movie|film|cricket|rugby|tennis|news)\b|\bworld cup\b|\bolympics\b|^\W*(?:happy|merry) \w+|\b(?:tgif|weekend)\b|\b(?:off )?to bed\b|\b(?:going|trying|want) to (?:sleep|nap)\b|\b(?:so|very|bit) (?:tired|sleepy|bored)\b|\bi'?m bored\b"
    r"|\bmy (?:dog|cat|puppy|kitten|baby)\b.{0,16}\b(?:cute|adorable|funny|asleep|sweet)\b|\bi (?:like|love) (?:pizza|football|music|dogs|cats|coffee|tea|chocolate|you)\b|\bbirthday\b|\bon holiday\b",
    re.I,
)
#: What is eaten may be the matter.
_MEAL: Final = regex(
    r"[饭飯餐食吃菜]|外[卖賣]|便[当當]|\b(?:food|meal|eat\w*|ate|lunch|dinner|breakfast|supper|brunch|restaurant|pizza|pasta|burger|chicken|sick|ill|stomach)\b",
    re.I,
)
#: Two characters of Han, wherever they stand, and longer English words: what a complaint and a remark may share.
_WORD: Final = regex(r"(?=([\u3400-\u9fff]{2}|\b[a-z]{4,}))")
_DAY: Final = regex(
    r"[今昨前][天日晚]|最近|[周週]末|\b(?:\w+day|today|yesterday|weekend|with|just|have|this|that|very)\b"
)
#: What makes a remark one about a complaint after all.
_BUSINESS: Final = regex(
    r"[订訂][单單]|快[递遞]|包裹|物流|配送|外[卖賣]|客服|退|[换換]|[赔賠]|商[家品]|[产產]品|店|[买買]|[付支]|收到|[货貨]|坏|壞|修|投[诉訴]|你[们們哋]|[师師]傅|[员員]|[漏湿濕淋破]|[当當][时時]|那天|所以|因[为為]|[打致][电電]|[联聯]"
    r"|\b(?:order(?:ed)?|parcel|package|deliver\w*|courier|driver|refund|replace\w*|repair|shop|store|staff|agent|bought|buy|paid|pay|receipt|product|item|complain\w*|still|broken|wet|damaged|because|then|when|so (?:i|it|the)|your|call|ring|phone|contact|ruined|missed|cancel\w*)\b",
    re.I,
)
#: Praise of people or of a service, and the trouble that makes it mockery.
_PRAISED: Final = regex(
    r"(?:服[务務]|[态態]度|客服|店[员員]|[师師]傅|小哥|小姐姐|[护護]士|[医醫]生|司[机機]|[员員]工|[职職][员員]|同事|你们|你們|你哋).{0,8}(?:超(?:好|棒|[赞讚])|很(?:好|棒|[赞讚]|[贴貼]心|[热熱]情|[专專][业業]|[亲親]切|有耐心|耐心)|非常(?:好|棒|[热熱]情|[专專][业業]|[亲親]切|有耐心|耐心|[贴貼]心)|太(?:好|棒|[赞讚]|[贴貼]心)了?|真(?:的)?(?:好|棒|[赞讚]|[贴貼]心)|好(?:好(?=$|[人嘅嘢㗎\W味食])|正|nice|[贴貼]心|有禮貌|[专專][业業])|一流|[点點][赞讚]|[给給]力|好[评評])"
    r"|^\W*你(?:人)?(?:真|太|好)(?:好(?!意思|笑|像|几|幾|多|久)|棒|[贴貼]心|[亲親]切|可[爱愛])|\b[Yy]ou(?:'re| are|'ve been| have been) (?:so |very |really |such |all |a )*(?:kind|nice|helpful|sweet|great|brilliant|lovely|wonderful|amazing|star|gem|legend|the best)\b"
    r"|\b(?:staff|team|agent|driver|colleague|nurse|doctor|waiter|waitress|technician|engineer|receptionist|manager|assistant|courier|service|member|crew|guy|lady|gentleman|desk|counter|store|shop|people|he|she|they|[A-Z][a-z]+)\b(?: \w+){0,8}? (?:was|were|is|are|has been|have been)(?: (?:so|really|very|absolutely|just|truly|super|incredibly|extremely|all|such a))* (?:brilliant|lovely|amazing|excellent|fantastic|wonderful|great|superb|outstanding|awesome|exceptional|helpful|kind|friendly|perfect|fab|fabulous|star|terrific|delightful|polite|patient|professional|courteous|marvellous|a (?:star|gem|legend|delight))\b"
    r"|\b(?:great|excellent|brilliant|amazing|fantastic|wonderful|lovely|superb|outstanding|awesome|top) (?:service|staff|team|work|job|support|customer service|driver|people)\b",
)
_NO_PRAISE: Final = regex(
    r"[洞裂瑕疵褪污]|[划劃刮]痕|[开開][线線]|掉色|起球|\b(?:holes?|stain\w*|scratch\w*|crack\w*|torn|tears?|ripped|dent(?:s|ed)?|faded|shrunk|shrank|snapped|smashed|faulty|defect\w*|mould\w*|mold\w*)\b|[没沒不未冇唔差但]|可惜|就是|[结結]果|竟|[骗騙]|等了|等咗|呵呵|才怪|\b(?:but|however|except|until|only|not|no|never|nobody|without|unfortunately|shame|sadly|supposed|hours?|weeks?|yet|if|sarcasm|though|although|too bad|should)\b|n't\b|🙄|😒",
    re.I,
)


def is_upset(text: str) -> bool:
    """Whether the text is anger or worry alone."""
    said = [one for one, _ in zip(_ASKED_CLAUSE.split(text), range(_MOST_SENTENCES), strict=False) if weight(one)]
    cries_out = bool(said) and all(is_outcry(one) or says_only(_UPSET, one) for one in said)
    return cries_out or says_only(_UPSET, text) or is_cry(text)


def is_question(text: str) -> bool:
    """Whether the text asks something, and doesn't scorn it by a question."""
    return bool(_QUESTION.search(_STATED.sub(" ", _SCORN.sub(" ", text))))


def asks_several(text: str) -> bool:
    """Whether two or more questions stand in the text: one answer would leave the others open."""
    said = (one for one, _ in zip(_SENTENCE.split(text), range(_MOST_SENTENCES), strict=False))
    return sum(1 for one in said if weight(one) >= _ASKING and is_question(one)) > 1


def question_in(text: str) -> str:
    """The last clause that asks something; "" where none does."""
    said = [one.strip() for one, _ in zip(_ASKED_CLAUSE.split(text), range(_MOST_SENTENCES), strict=False)]
    return next((one for one in reversed(said) if weight(one) >= _ASKING and is_question(one)), "")


def wants_answers(text: str) -> bool:
    """Whether it is said that the customer's questions were not answered, or asked that they be."""
    return weight(text) <= _QUESTIONS and bool(_UNANSWERED.search(text)) and not _BY_OTHERS.search(text)


def is_trouble(text: str) -> bool:
    """Whether a short text says that a thing is broken, late, lost or wrong."""
    told = bool(_TROUBLE.search(text)) and bool(_OWNED.search(text))
    return told and weight(text) <= 80 and not _PRIVATE.search(text)


def is_idle(text: str) -> bool:
    """Whether the text laughs or nods, and says nothing."""
    return says_only(_IDLE, text)


def is_small_talk(text: str, told: str) -> bool:
    """Whether the text is of the weather and the like; `told` is what is complained of, which may be just that."""
    if weight(text) > _REMARK or not _SMALL_TALK.search(text) or _BUSINESS.search(text) or is_trouble(text):
        return False
    if names_call_time(text) or (_MEAL.search(text) and _MEAL.search(told)):
        return False
    return not any(word in told.casefold() for word in _WORD.findall(_DAY.sub(" ", text.casefold())))


def complains(text: str) -> bool:
    """Whether the text names complaining."""
    return bool(_COMPLAINS.search(text))


def praises(text: str) -> bool:
    """Whether the text praises somebody's service and tells of no trouble besides."""
    if weight(text) > 200 or mocks(text) or is_trouble(text):
        return False
    return bool(_PRAISED.search(text)) and not _NO_PRAISE.search(text)
