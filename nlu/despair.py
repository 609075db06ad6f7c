"""Words of somebody who may take their own life. Folded text.

Apart from `alarms`, for these words are never weighed: neither what was learnt nor the intent of the message takes them
back, and nothing denies them. Better one customer too many who is asked whether they are safe. Only figures of speech
that everybody knows as such are blanked out first.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from nlu.patterns import Pattern

#: Who is on hold for hours says so of a will to live, and smiles.
_TEDIOUS: Final = "hold|queu\\w*|wait\\w*|phone|calls?|forms?|website|menus?|minutes|hours|chat ?bot|music|lines?|app|bot|helpline|paperwork"

#: What keeps people from food and sleep that is no grief.
_PAINS: Final = r"tooth\w*|teeth|pain\w*|\w*ache|jaw|gums?|throat|dentures?|braces|noise|noisy|itch\w*|rash|heat"
_PAINS_HAN: Final = "牙|痛|疼|喉|嗓|吵|噪|嘈|痒|痕|发烧|咳|热"
_SLEEPLESS: Final = r"(?:\bi |^|[,.;!?\n] ?)can(?:no|.)?t (?:even )?(?:sleep|eat)\b(?:,| or| and| nor| i| even| can(?:no|.)?t){1,5} (?:eat|sleep)\b"
_SLEEPLESS_HAN: Final = r"(?:(?:吃|食)(?:不|唔)(?:下|落)[^.!?\n]{0,6}(?:睡|瞓)(?:不|唔)(?:着|到)|(?:睡|瞓)(?:不|唔)(?:着|到)[^.!?\n]{0,6}(?:吃|食)(?:不|唔)(?:下|落))"
#: All of life, and nothing that could be bought or ordered.
_ALL_THINGS: Final = (
    r"(?:anything|everything|it all)(?=$|[,.;!?\n]| any ?(?:more|longer)\b| now\b| these days| and\b| since\b)"
)

#: How bad a mood is (等到想死), prices, laughter: no wish to die.
_FIGURES: Final = Pattern(
    r"(?:等|笑|累|饿|困|热|冷|冻|烦|急|气|忙|尴尬|丑|卡|慢|堵|闷|晒|吵|嘈|辣|酸|痒|臭|贵|疼|痛|难吃|无聊|嬲|激)(?:到|得)(?:我|人|我们|我哋|他|她|佢|我?(?:妈|爸|老公|老婆|儿子|女儿))?(?:都|就|真的?|快|好)*想(?:要)?(?:去)?死(?:的心)?|想死(?=你|妳|我|他|她|它|佢)|你们?(?:是不是|系咪|系唔系|真)?(?:都|就)?想死|(?:连|我)?(?:想|要|去)?(?:死|跳楼|上吊|撞墙|自杀)(?:的|嘅)心(?:都|也)(?:快|要|得)?有"
    r"|(?:贵|等|慢|卡|堵|热|吵|嘈|闷|尴尬|无聊|难吃|难用)(?:到|得)(?:我|人|他|她|佢|我?(?:妈|爸|老公|老婆|儿子|女儿))?(?:都|就|真|快|好)*想?(?:要)?(?:跳楼|跳海|跳河|上吊|撞墙)|(?:系统|软件|程序|网[页站络]|app|电脑|手机|机器|服务器|车|它)[^,.;!?\n]{0,12}死给你看"
    r"|跳楼(?:价|大?甩|清仓|大?促|机|特价|大酬|货|拍卖|吐血|式|跌)|自杀(?:式|小队|突击|树|类|条款|免责)|(?:帮|给|换|装|挂)[^,.;!?\n]{0,4}上吊"
    r"|\bwant(?:ed)? to die (?:of|from|laughing|inside)\b|\bwant(?:ed|s)? to (?:die|kill myself|end it all)[^.!?\n]{0,12}\b(?:lol|lmao|ha(?:ha)+)\b|\b(?:rather|sooner) die than\b|\b(?:commercial|career|brand|political|reputational|financial|professional) suicide\b|\bsuicide (?:squad|doors?|burnout|mission|grip|wing)"
    r"|\b(?:it|phone|laptop|battery|car|engine|app|screen|plants?|router|machine|printer|tv|thing|fridge)(?: just| always| really| simply)* wants? to die\b|\bcould(?:'?ve| have)? (?:just |honestly )?kill(?:ed)? my ?self (?:for|over)\b|\b(?:nearly|almost|practically) kill(?:s|ed|ing)? (?:my|him|her|them) ?sel(?:f|ves)\b|\b(?:nearly|almost|practically|slowly) (?:lost|lose|losing) the will to live\b"
    r"|\b(?:point|sense|reason|use) (?:in|of|to) (?:carry|go|keep)(?:ing)? (?:on|going)\b(?=[^!?\n]{0,60}\b(?:cancel\w*|subscri\w*|memberships?|contract|course|lessons?|chat|conversation|account|switch\w*|game|plan)\b)"
    rf"|\b(?:{_PAINS})\b[^!?\n]{{0,60}}{_SLEEPLESS}|{_SLEEPLESS}[^!?\n]{{0,40}}\b(?:{_PAINS})\b|(?:{_PAINS_HAN})[^!?\n]{{0,16}}{_SLEEPLESS_HAN}|{_SLEEPLESS_HAN}[^!?\n]{{0,12}}(?:{_PAINS_HAN})|\b(?:{_TEDIOUS})\b[^.!?\n]{{0,40}}\b(?:lost|losing|lose) the will to live\b|\b(?:lost|losing|lose) the will to live\b[^.!?\n]{{0,30}}\b(?:{_TEDIOUS})\b"
)

_BY_OWN_HAND: Final = r"跳(?:楼|河|江|海|桥|崖|轨)|卧轨|割(?:腕|脉)|上吊(?![灯顶扇柜牌篮床椅兰桥杆钩])|吊颈|烧炭|服毒|吞(?:药|安眠药)|投(?:河|江|湖)|撞(?:墙|车)死|自焚"

#: Theirs and one's own.
_SELF: Final = r"(?:my|him|her|them) ?sel(?:f|ves)"
#: Where somebody is hurt on a thing, nobody meant to.
_NO_ACCIDENT: Final = r"\b(?! (?:on|with|by|opening|while|when|trying|badly on|using|in the foot)\b)"

#: Life, where nothing follows that could be carried on with.
_CARRYING_ON: Final = r"(?:carry(?:ing)? on|go(?:ing)? on|keep(?:ing)? going|(?:being|staying|be|stay) (?:here|around)(?= any ?more| any longer))(?=$|[,.;!?\n]| (?:any ?more|any longer|honestly|really|now|at all|tbh|to be honest|without (?:him|her|them)|since|after (?:what|this|that|all|everything|how|the way))\b)"
#: Days that hold nothing any more.
_DAYS_AHEAD: Final = r"(?:tomorrow|(?:next|another) (?:week|month|year|day)|christmas|the future|monday)(?=$|[.!?\n]| (?:any ?more|really|honestly|at all|tbh|now|even)\b)"
_NO_POINT: Final = rf"\b(?:(?:not|n.?t|never|no longer|can.?t|cannot|don.?t|do not|hardly|barely) (?:really |even |honestly )?(?:see|find|feel)(?: (?:the|any|much|a|what|there is|there's)){{0,3}}|(?:see|is|there.?s|there is|what.?s|what is|isn.?t|is not)(?: (?:the|no|little|any|much|not)){{1,2}}) (?:point|sense|reason|use) (?:in|of|to|for) (?:me )?(?:{_CARRYING_ON}|{_DAYS_AHEAD})"
#: Where nobody stands to think it over.
_EDGE: Final = r"(?:站|企|坐|喺|在|爬|行|走|上)(?:紧|住|着|到|咗|了|喺|在|上|埋){0,2}(?:[^,.;!?\n这那你们]{0,4})(?:楼顶|天台|顶楼|桥[上边头]|大桥|海边|河边|江边|湖边|崖边|悬崖|窗[边台口]|阳台|路轨|铁轨|栏杆|围栏)"
_AT_EDGE: Final = rf"{_EDGE}[^!?\n]{{0,16}}(?:跳(?:唔|不|还是不|定唔)跳(?!绳|舞)|值(?:唔|不)值得?(?=$|[,.;!?\s]|活|生存|继续活)|[想谂](?:着|紧|住|想|下)?[^,.;!?\n这那你们]{{0,4}}算(?:了|数)(?=$|[,.;!?\s]|吧)|(?:不想|唔想)(?:下去|落去|返去|回去|回家)(?:了|啦|喇)?(?=$|[,.;!?\s]))"

#: There for hours, where nobody waits for a van and nothing is bought; and no idea how life should go on.
_LONG_AT_EDGE: Final = r"(?:(?:站|企|坐|停)(?:紧|住|着|到|咗|了|喺|在|上|埋){0,2}[^,.;!?\n]{0,3}(?:楼顶|天台|顶楼|天桥|桥[上边头]|大桥|海边|河边|江边|湖边|崖边|窗边|阳台|码头|路轨|铁轨|栏杆)|(?:在|喺)[^,.;!?\n]{0,3}(?:楼顶|天台|顶楼|天桥|大桥|海边|河边|江边|湖边|崖边|窗边|阳台|码头|铁轨)(?:上|边|度)?(?:站|企|坐))"
_FOR_LONG: Final = r"(?:到天(?:亮|光)|一?整?(?:夜|宿)|成晚|整晚|好(?:久|耐)|半天|几个钟|就是半)"
_HOW_TO_LIVE: Final = r"(?:往后|以后|今后|将来|下半辈子|日子|接下来)[^,.;!?\n]{0,4}(?:怎么|点样?|咋|如何)[^,.;!?\n]{0,3}(?:过|活|办|算)|(?:唔知|不知道?|不晓得)[^,.;!?\n]{0,4}(?:点算|点过|怎么过|怎么活|怎么办|点办)|(?:积蓄|家|乜|什么|钱|退休金|老本)(?:都|也)?(?:快)?(?:冇|没)(?:晒|了)"
_STANDS_LONG: Final = rf"(?:{_HOW_TO_LIVE})[^!?\n等师傅车]{{0,40}}{_LONG_AT_EDGE}[^,.;!?\n等望睇看]{{0,4}}{_FOR_LONG}|(?:{_HOW_TO_LIVE})[^!?\n等师傅车]{{0,30}}{_FOR_LONG}[^,.;!?\n等望睇看]{{0,4}}{_LONG_AT_EDGE}|{_LONG_AT_EDGE}[^,.;!?\n等望睇看]{{0,4}}(?:想|谂)(?:了|咗|过)?(?:很|好)(?:久|耐)(?![^,.;!?\n]{{0,8}}[买选点订])"
#: Nights, and a question what for; a day with no reason to rise; things that are given away.
_NO_WAY_OUT: Final = (
    r"(?:\bnot|n.?t|\bnever|\bno longer|\bcannot) (?:really |even |honestly )?see (?:a|any) way out\b(?! of (?:the|this|my|your|that|a) (?:\w+ )?(?:contract|car ?park|subscription|building|maze|menu|app|loop|store|shop|station|airport|page|screen|chat|deal|agreement|plan|lease))"
    r"|\b(?:nights?|awake|in the dark|crying|floor)\b[^.!?\n]{0,40}\bwonder\w* what(?:'s| is)? the point(?: is| of it all)?(?=$|[,.;!?\n])|\b(?:any|single|no|much|a|one) (?:good )?reason (?:left )?to get (?:up|out of bed)(?=$|[,.;!?\n]| (?:any ?more|any longer|in the morning|at all))"
    r"|\b(?:giv(?:e|ing|en)|gave) (?:all )?(?:of )?my (?:things|stuff|belongings|possessions) away\b|\bgiving away (?:all )?(?:of )?my (?:things|stuff|belongings|possessions)\b|\b(?:they|everyone|the kids|he|she|my family)(?:'d| would|'ll| will) (?:all )?(?:be|manage|do) better (?:off )?(?:without me|with the insurance)"
    r"|\b(?:easier|better|simpler|best|kinder|happier)(?: off)? (?:for |on )?(?:everyone|everybody|them all|them|us all|the kids|the children|my family|my wife|my husband|you all|all of (?:them|you|us))(?: \w+){0,3}? if i (?:weren.?t|wasn.?t|were not|was not|were|was|am not) (?:here|around|alive|gone|dead|in the way)\b|\b(?:everything|life|living|being alive|all of life)(?:'s| is| feels| seems| has become)(?: so| just| all| completely| totally| utterly| so very){0,2} (?:pointless|meaningless|hopeless|unbearable)\b|\b(?:written|wrote|writing|left|leaving|said) (?:my |the |a |their |all my )?(?:goodbyes?|farewells?) (?:notes?|letters?|to)\b"
)

_MYSELF: Final = (
    r"(?<![买卖等])我(?:真系|真是|真的?|实在|已经|就快|快要?|好似|好像|觉得|而家|现在|都|就|也|系|是|一个人|,| ){0,4}"
)
#: Not able to go on. 顶唔住 alone is said of bad service, and needs another word; what does not last until a day is a thing.
_CANT_BEAR: Final = rf"{_MYSELF}(?:捱|挨|撑|熬|扛)(?:不|唔)(?:下去|落去|到(?=㗎|喇|啦|了|$|[,.!?]))|{_MYSELF}(?:撑|熬)(?:不|唔)住|(?:顶|捱|撑)唔(?:住|到|落去)[^.!?\n]{{0,12}}(?:日日(?:都|系咁)?喊|想死|瞓唔着|崩溃|冇希望|生无可恋)|日日(?:都|系咁)?喊[^.!?\n]{{0,12}}(?:顶|捱|撑)唔(?:住|到|落去)"

_WORDS: Final = Pattern(
    r"(?:不|唔)(?:愿意?|肯|要)(?:再|继续)?活(?:了|下去|落去)|(?:说|话|讲|嚷着?|闹着|吵着|喊着)(?:他|她|佢|自己|真的?|一直|成日|整天|就|都|很|好|又)*(?:要|想)(?:去)?(?:死(?=$|[,.;!?~\s])|寻死|跳楼|上吊|自杀|跳下去(?!玩|游|试))|死(?:给|俾|畀)(?:我|他|她|佢|我们|我哋)看|(?:不|唔)想(?:再)?(?:活|做人|生存|醒(?:来|过来))|活(?:不|唔)(?:下去|落去|成)|没法(?:再)?活|(?<!你)(?<!你们)活(?:够|腻|厌)了(?!吧)|不活了(?=$|[,.;!?~\s])|(?<![生快灵鲜干])活(?:着|得|起|倒|到)(?:还|真|太|好|也|都|已经){0,2}(?:没|冇|无|有什么|有啥)(?:有|得|什么|啥子?|一点|半点)*(?:意思|意义|希望|劲|盼头|奔头|搞头|味道|滋味|用)|做人(?:真|好|都|仲|还|系|是)*(?:冇|没|无|有)(?:有|乜|咩|什么|啥)*(?:意思|意义)"
    r"|(?:没|没有|无|冇)(?:了)?(?:勇气|力气|动力|希望|信心)(?:再|继续)?(?:活|生存)|(?:没|没有|无|冇)(?:了)?(?:再|继续)?(?:活|生存)下去的|(?<!该)想(?:要)?(?:去)?死(?![机板磕守撑缠穷])|(?:要|就|只能|只好|去)死(?:给|俾|畀)|死(?:给|俾|畀)(?:你|您|大家)|死(?:在|喺|到)(?:你|妳|贵)|(?:不如|干脆|宁可|宁愿)(?:就|去|让|我|直接)*死(?![磕等守机板撑])|死(?:了|咗|掉)(?:算|更好|干净|就好)"
    rf"|(?:我|就|要|想|会|去|只能|只好|逼|准备|马上|今晚|一起|全家|差点)[^,.;!?\n]{{0,6}}(?:{_BY_OWN_HAND})|(?:跳楼|割腕)(?=$|[,.;!?~\s了啊呀啦算给])|(?:喝|饮|食)(?:了|咗|下)?(?:一瓶|半瓶|一口|点)?(?:农药|百草枯|敌敌畏|洁厕|老鼠药|毒药)|(?:{_CANT_BEAR})|(?:吃|吞|食)(?:了|咗|下)?(?:一整?|整|半|好|很|大|几十|\d{{2,3}})(?:瓶|把|盒|板|多|粒|片|颗)[^,.;!?\n]{{0,4}}(?:药|片)"
    r"|(?:从|在|喺|由)(?:你|您|贵|这|呢)?[^,.;!?\n]{0,8}(?:楼上?|楼顶|天台|顶楼|桥上?|窗户?|窗口|阳台)[^,.;!?\n]{0,4}跳(?:下|落|出去)|(?:就|我|会|要|只有|只能|只好|宁愿|不如|索性|干脆)[^,.;!?\n]{0,4}(?:由|从|喺|在)(?:呢度|这里|这儿|嗰度|那里|呢边|这边|呢座|这栋|呢栋)[^,.;!?\n]{0,4}跳(?:下|落)(?![^,.;!?\n]{0,3}[玩游水泳])|(?:结束|了结|放弃)(?:我|自己|咗|这条|呢条|了)*(?:的|嘅)?(?:生命|性命|一生|余生)|(?:结束|了结|了断)自己|自我了(?:断|结)|轻生|寻死|自?寻短见|自(?:杀|尽|残)|(?:没|冇|无)(?:有)?(?:啥|什么|乜|咩|任何)?(?:牵挂|留恋)(?:的)?(?:了|啦|喇)|一了百了|遗书|同归于尽|一[起齐]死(?![机磕])"
    r"|\b(?:want(?:s|ed)?|wanna|wish(?:es|ed)?|ready|rather|deserves?|prays?|begs?|longs?) (?:to )?(?:just |be )?(?:die|dead)\b|\bwish(?:es|ed)? (?:that )?(?:i|he|she|they) (?:(?:was|were) (?:dead|never born)|had never been born)|\bhope i (?:just )?die\b|\bfeel like (?:dying|ending (?:it|my|things))|\bkill(?:ing|ed)? my ?self\b|\bunalive\b|\b(?:end|ends|ended|ending|tak(?:e|es|en|ing)|took) (?:my|his|her|their|my own|his own|her own) life\b(?! ?(?:insurance|assurance|cover|policy|time|plan|member\w*|subscription|sav\w+|style))|\bend(?:ing)? it all\b|\bsuicid(?:e|al)\b"
    rf"|\b(?:want(?:s|ed)?|tries|try(?:ing)?|tried|threaten(?:s|ed|ing)?|going|about|will|would|might|(?:he|she)'ll|gonna|plan(?:s|ned|ning)?) (?:to )?(?:just )?(?:kill|hang|drown|shoot|poison|harm|hurt|cut) {_SELF}{_NO_ACCIDENT}|\b(?:talk(?:s|ed|ing)?|think(?:s|ing)?|thought|thoughts|spoke|speaks?) (?:about|of) (?:kill|hang|drown|shoot|harm|hurt|cutt?)(?:ing) {_SELF}\b|\b(?:been|keeps?|kept|start(?:s|ed)|is|are|was) (?:cutting|harming|hurting) {_SELF}{_NO_ACCIDENT}|\b(?:cuts?|harms?|harmed) {_SELF} (?:because|over|on purpose|deliberately|again|at night|after (?:what|being|the))\b"
    r"|\b(?:lost|losing) (?:the |his |her |my |their |all |any )*will to (?:live|go on)\b|\b(?:i|he|she|we) (?:might|may) (?:just )?as well (?:just )?(?:be dead|be gone|die|not (?:exist|be (?:here|alive)))\b|\b(?:see|sees|seeing|what.?s|what is) (?:the |any |no )?(?:point|sense|meaning|reason) (?:of|in|to|for) (?:life\b|being alive|liv(?:e|ing)\b(?! (?:in|here|there|at|near|next|close|with|by|on)\b))"
    r"|\b(?:wants? to|threaten\w* to|ready to|about to|(?:he|she|they)(?: will|.ll| would|.d)|thinking of|talks? of) jump(?:ing)? (?:off|from|out of|in front of|under) (?:a|the|this|my|your|our|their|his|her) (?:\w+ )?(?:bridge|building|roof\w*|balcony|train|bus|window|cliff|tower|flat|block|tube|car park)\b|\bthreaten\w* to jump\b"
    r"|\b(?:(?:do|does|did) ?n.?t|(?:do|does|did) not|no longer|not) (?:want(?:s|ed|ing)?|wish(?:es|ed)?|feels? like) (?:to )?(?:be(?:ing)? alive|live any ?(?:more|longer)|go on living|exist(?:ing)?|be (?:here|around) any ?(?:more|longer)|wake up(?! (?:early|at|to|late|every))\b|live(?=$|[,.;!?]| if| when| because| and| but| with this))\b"
    r"|\b(?:do ?n.?t|do not|no longer|not) (?:want|wanna|wish|feel like) (?:to )?(?:be(?:ing)? alive|live any ?more|living|go on living|exist(?:ing)?|be (?:here|around) any ?more|wake up(?! (?:early|at|to|late|every))\b)\b|\bdo ?n.?t want to live(?=$|[,.;!?]| if| when| because| and| with this)|\bcan(?:no|.)?t (?:go on living|live any ?more|go on any ?more|take (?:this )?life)\b|\b(?:nothing|no reason|no point)(?: left)?(?: for me)? (?:to live|in (?:living|life|being alive|going on living))|\bnot worth living\b|\bbetter off (?:dead|without me)\b|\btired of (?:living|life|being alive)\b"
    rf"|{_NO_POINT}|{_AT_EDGE}|{_STANDS_LONG}|{_NO_WAY_OUT}|\b(?:no|any|the) (?:point|meaning|sense) (?:in|of|to) {_ALL_THINGS}|{_SLEEPLESS}|{_SLEEPLESS_HAN}|(?:觉得|感觉|只觉)[^,.;!?\n]{{0,4}}(?:一切|做?(?:什么|乜嘢?|咩|啥)|所有(?:事情?|嘢)?|人生|生活)(?:都|也|已经|真的?|再){{0,3}}(?:没|冇|无|毫无)(?:有)?(?:了|任何|什么|乜){{0,2}}(?:意义|意思|盼头|希望)"
    r"|\b(?:i|i'll|ill|i'd|gonna|going to|want to|wanna|will|might|could) (?:just |have to )?jump(?:ing)? (?:off|from|out of|in front of) |\b(?:hang|drown|shoot|slit|poison|harm|unalive)(?:ing)? myself\b(?! in the foot)|\b(?:throw|throwing) myself (?:off|under|in front|out)|\b(?:want|going|gonna|will|might|feel like|need) (?:to )?(?:hurt|hurting|cut|cutting) myself\b|\b(?:slit|cut|slitting|cutting) my (?:wrists?|throat)\b|\bself[- ]?harm\w*|\bsuicide note|\bgoodbye,? (?:cruel )?world"
    r"|\b(?:i|i'?ve|i have|she|he|we|mum|mom|mother|dad|father|wife|husband|son|daughter)(?: has| have| just|'s)* (?:took|taken|swallowed|downed|will take|am taking)(?: an?| the| all| of| my| these| some)*(?: load| loads| bunch| lot| lots| handful| bottle| box| packs?| packet| whole| entire| too many| all| dozens?| \d{2,3})+(?: of| my| the| your| her| his| sleeping| pain| heart| strong| paracetamol)* (?:pills?|tablets?|paracetamol|painkillers?|meds|medication|aspirin|ibuprofen|antidepressants|tylenol)\b|\btook (?:all )?(?:my |the )?(?:whole )?(?:pills|overdose)\b|\b(?:took|taken|take|taking) an overdose\b|\b(?:i|i'?ve|have) overdosed\b|\bdrank (?:bleach|antifreeze|weed ?killer)"
)


@lru_cache(maxsize=4)
def span(folded: str) -> tuple[int, int] | None:
    """Where such words stand; asked several times of one message."""
    blanked = _FIGURES.sub(lambda match: "~" * len(match[0]), folded)
    match = _WORDS.search(blanked)
    return match.span() if match else None
