"""More figures of speech, and danger only by name: blanked out before words of danger are looked for. Folded text.

What `alarms.IDIOMS` has as words, these have as two parts: who is burning, what is broken, whose illness it is.
"""

from __future__ import annotations

from typing import Final

#: Tempers and hardships told as if of life and death, and falls of mere things. Among such words what was learnt sees
#: danger too soon.
MOODS: Final = (
    r"(?:饿|气|笑|累|急|烦|热|冷|冻|渴|困|忙|臭|贵|慢|坑|恶心|难吃|吵|晒|闷|嬲|激|郁闷|无语|等|丢脸|心疼|呕)(?:到|得|都)?(?:死|爆|炸|疯|晕)|(?:肺|心态|脑袋|头)(?:都|要|快|直接|真的?)*气?(?:爆炸|炸|爆)|要(?:了|咗)?(?:我的?|我嘅)?(?:老)?(?:半条)?命|(?:气|急|吓)(?:得|到|出)[^,.;!?\n]{0,6}(?:吐血|住院|高血压|心脏病|病|昏|晕|中风)|吐血|上火|火大|一肚子火|心梗|血压|(?:手机|平板|电脑|快递|包裹|东西|相机|手表|杯子|碗|盘子|屏幕|箱子)[^,.;!?\n]{0,4}摔|摔(?:了|坏|碎)?[^,.;!?\n]{0,4}(?:手机|平板|电脑|快递|包裹|东西|相机|手表|箱子)"
    r"|\bkilling me\b|\bdying (?:to|of|for|here)\b|\b(?:bored|scared|worried|frightened|stressed|tickled|annoyed|starved?|frozen?|freezing) to death\b|\bsick (?:and tired|of|to (?:my|the) stomach)\b|\bblood (?:boil\w*|pressure)\b|\bheart attack\b|\bpain in the (?:neck|ass|butt|arse|backside)\b|\bover my dead body\b|\bdie of (?:embarrassment|shame|boredom|laughter|hunger|thirst)\b|\bhead (?:is |was )?(?:about to |going to )?explod\w*"
)

#: Long waits, rough words and wrong bills: what is complained of where healing is the service.
_CARE: Final = (
    r"(?:等|坐|轮|排|候)[^,.;!?\n]{0,10}(?:[\d一二两三四五六七八九十几]个?半?(?:多|几)?(?:钟|小时|钟头|粒钟)|成(?:晚|日|夜)|半(?:夜|日|天)|天(?:光|亮)|一(?:晚|夜|天)|整(?:晚|夜|天)|太久|好耐|很久|好久|那么久)|轮候|排队|(?:医生|医师|护士|护理师|职员|姑娘|前台|柜台|分流)[^,.;!?\n]{0,8}(?:态度|恶|串|凶|骂|冷|不耐烦|冇礼貌|没礼貌)"
    r"|收(?:多|贵|错|重)|[多乱重][收扣计]|(?:多|重复|乱|额外)(?:收|扣|计|批)|挂号(?:费|错|不)|诊金|诊费|批价|收费|账单|帐单|单据|退费"
)
#: Who is treated there is a patient of the place complained of, and no case for an alarm. Where somebody is taken there
#: because of something, that something is the matter.
WARDS: Final = (
    rf"(?<![送入进住要转叫])(?<!送去)(?<!送到)(?<!进了)(?<!入了)(?<!入咗)(?<!入去)(?<!进去)(?:急[诊症](?:室|部|科)?|[看睇](?:了|过|咗|完)?(?:医生|医师|急诊|急症|专科|皮肤科|门诊|病)|(?:你们|你哋|贵)(?:的|嘅|间|家)?(?:医院|诊所)|(?<![送入进住要转叫去到在])(?:医院|诊所))(?=[^!?\n]{{0,30}}(?:{_CARE}))"
    rf"|(?:{_CARE})[^,.!?\n]{{0,4}}(?:急[诊症](?:室|部|科)?|医生)|(?:未|没有?|冇|[见睇等看]唔|[见看等]不)[^,.;!?\n]{{0,2}}到医生"
    r"|\b(?:wait(?:ed|ing|s)?|sat|sitting|queu\w+|left|hours?)\b[^.!?\n]{0,30}\b(?:in|at) (?:your |the )?(?:a ?& ?e\b|a and e\b|er\b|emergency room|emergency department|hospital|waiting room)|\b(?:your|the) (?:hospital|a ?& ?e|emergency room|er)\b(?=[^.!?\n]{0,40}\b(?:rude|overcharg\w*|wait\w*|hours|attitude|bill\w*|invoice|receptionist|parking)\b)|\bovercharg\w+[^.!?\n]{0,24}\b(?:doctor|hospital)\b"
)

#: Nothing of it was eaten, and nobody fell ill.
_NO_MEAL: Final = r"(?![^!?\n]{0,80}\b(?:but|still|yet|served?|gave|given|got|ate|eaten|eat|react\w*|contain\w*|swell\w*|swollen|hospital|rash|hives|despite|ignored|anyway)\b)"

#: What was stained by somebody long ago: dirt, and no wound.
_LINEN: Final = (
    "床单|床褥|床垫|被(?:单|套|子|褥)?|枕头?套?|毛巾|浴巾|衫|衣服?|裤|布草|梳化|沙发|地毯|窗帘|毯|座位|马桶|厕所板"
)
_LINEN_EN: Final = r"(?:bed ?)?sheet|linen|bedding|towel|pillow(?: ?case)?|duvet|mattress|blanket|bed ?spread|sofa|carpet|curtain|robe|quilt|mattress protector|headboard|toilet seat"
#: It was not eaten, by good luck.
_UNEATEN: Final = r"(?:冇食|未食|(?:还|仲)?没有?吃(?!药)|没敢吃|唔敢食|没喝|冇饮|没入口)"

#: What is only shown or sold, beside or with a wheelchair.
_SHOWN: Final = r"photos?|photographs?|pictures?|images?|adverts?|advertisements?|ads?|listings?|brochures?|catalog\w*|posters?|albums?|icons?|stickers?|symbols?|emojis?|logos?|toys?|costumes?"
_WHEELCHAIR: Final = rf"\bwheel-?chairs?(?: \w+){{0,2}} (?:{_SHOWN})\b|\b(?:{_SHOWN}|commercials?|films?)\b (?:\w+ )?(?:show\w*|with|of|featur\w*|depict\w*) (?:an? |the |some )?(?:\w+ ){{0,3}}(?:(?:in|using|on) )?(?:an? |the )?wheel-?chairs?\b|轮椅(?:坡道|斜道|通道|电梯)?(?:的|嘅)?(?:照片|相片|图片|广告|海报|图标|模型|玩具|贴纸|标志)|(?:广告|海报|宣传[片册]|图片|照片|相片)(?:里|上|中|入面|嘅|的)?(?:[画印放有拍是系坐用个一的嘅人]){{0,6}}轮椅"
#: Blood of meat, on what it comes in.
_WRAPPED: Final = r"\bblood (?:all )?(?:on|over|in|from) (?:the |my |our |a |its )?(?:\w+ )?(?:box(?:es)?|bags?|packag\w*|packets?|parcels?|wrapp\w*|cartons?|labels?|trays?|counters?|receipts?|steaks?|meat|chicken|fish|beef|joint)\b"
#: An animal's blood, where nothing but its tests is told.
_TESTED: Final = r"\bblood (?:tests?|results?|work|samples?|panels?|reports?|counts?)\b|(?:验血|血检|抽血|血液)(?:报告|结果|检查|单|样本)|血常规"

#: The hospital as the end of a journey, where somebody is in a hurry to get there or has an appointment.
_ERRAND: Final = (
    r"(?:急着|着急|赶着|赶时间|急急忙忙|赶)(?:要|得|想|回|过)?去(?:[^,.;!?\n]{0,6})?(?:医院|诊所)(?![^,.;!?\n]{0,4}(?:急救|抢救))"
    r"|去[^,.;!?\n]{0,6}(?:医院|诊所)[^,.;!?\n]{0,6}(?:复查|复诊|看(?:望|我|朋友|病人|老?[爸妈]|爷|奶|外[公婆]|牙)|开(?:点|个|些)?药|[拿取配买]药|[取拿](?:体检)?(?:报告|结果|单)|挂(?:个|了)?号|体检|产检|打疫苗|刷医保|上班|探(?:病|望)|陪护|陪床|照顾|面试|送饭|办(?:事|手续|出院))"
)
#: The customer's own pictures, in a chat of their own; and illness that has not come.
_OWN_PICTURES: Final = r"(?:^|[,.;!?\n])(?:我)?(?:的)?(?:照片|相片|图片?|视频|截图|录像)(?:我)?(?:已经|都|刚刚?|刚才|全)?(?:发|传|放)(?:到|在|进|去)?[^,.;!?\n]{0,5}群(?:里|聊|上)?(?:面)?(?:了|啦)"
_IF_ILL: Final = r"(?<!不是)(?:要是|如果|万一|假如|倘若)(?!不|没)[^,.;!?\n]{0,8}?(?:拉肚子|住院|生病|中毒|过敏|进医院|去医院)(?![^,.;!?\n]{0,3}(?:更|加重))[^.!?\n]{0,8}(?:你们|谁|负责|赔|出钱|买单)"

#: Fire as a colour or a temper, hardness as a weapon, a program that shows somebody the door.
_LIKE_FIRE: Final = (
    r"(?:跟|像|好像|似|好似|仿佛|如同?)(?:是|系|被)?(?:着(?:了|咗)?(?:大)?火|火烧|烧着|烧)(?:了|咗|过|起来)?(?:一样|一般|似的|似嘅|那样|咁样?)(?![^,.;!?\n]{0,5}[疼痛辣烫热味臭烟烧])"
    r"|(?:(?<![煤燃油空暖天沼排液废热然尾])气|嬲|激|怒|渴|急|火滚|眼睛|双眼|喉咙|嗓子|鼻孔|头顶|头壳|脑袋|七窍)(?:都|快|要|会|真|就|到|得|我|人|吃|干|气){0,4}(?:喷火|冒烟|生烟|着火|冒火|出火)"
)
_LIKE_STONE: Final = (
    r"(?:硬|重|大|厚|韧|老|实|尖|咸|甜|油)(?:到|得)(?:都|简直|真的?|好似|好像|我觉得|你|我|差不多){0,2}(?:可以|能够?|会|足以|可)?(?:拿来|拎来|用来|拿去|用嚟|攞嚟|当武器)?(?:打|砸|敲|掟|扔|掷|扑|咸|甜|腻|齁)死(?:个|一个|一?只|一?头)?(?:人|狗|牛|猪|老鼠)"
    r"|\b(?:hard|stale|tough|solid|heavy|chewy|dry) enough to (?:kill|brain|murder|knock out|concuss)\b(?: \w+){0,3}|\b(?:hard|stale|tough|solid|heavy)(?: that)? (?:you|i|it|they) could (?:\w+ )?(?:kill|brain|murder|knock out|concuss)\b(?: \w+){0,3}"
)
_PROGRAM: Final = "登[入录陆]|系统|软件|程序|网[站页]|群组?|账号|帐号|账户|帐户|游戏|页面|直播间?|连线|会议|后台|平台|聊天室|伺服器|服务器|(?<![a-z])app(?![a-z])"
_PROGRAM_EN: Final = r"app|account|game|group|chat|site|website|session|server|page|call|meeting|system|portal|wi-?fi|network|queue|lobby|log-?in|log-?ged in|signed in|stream|checkout"
_THROWN_OUT: Final = (
    rf"(?:{_PROGRAM})[^.!?\n]{{0,16}}踢(?:咗|了)?(?:我|人|佢|他|她|大家)(?:们|哋)?(?:出|下|落|掉|离|走|回|返)|踢(?:咗|了)?(?:我|人|佢)(?:们|哋)?(?:出|下|落|掉|离)(?:咗|了)?(?:{_PROGRAM}|线)"
    rf"|\b(?:{_PROGRAM_EN})\b[^.!?\n]{{0,30}}\bkick(?:s|ed|ing) (?:me|us|him|her|them|everyone) (?:out|off|back)\b|\bkick(?:s|ed|ing) (?:me|us|him|her|them|everyone) (?:out of|off|from) (?:the |my |our |your |its )?(?:{_PROGRAM_EN})\b"
)

#: It happened to another make, and not to one's own; nothing is unsafe.
_OTHER_MAKE: Final = (
    r"(?:别|其他|其它|另一|另外|第二|隔壁|对面)(?:的|嘅|个|家|只|款|人|啲)?(?:牌子?|品牌|厂[家牌商]?|公司|商家|型号)"
)
_ALIGHT: Final = r"着(?:了|咗|过)?火|起(?:了|咗|过)?火|冒(?:了|咗|过)?[烟火]|爆(?:炸|裂|咗|了|过)|炸(?:了|过|裂|开|咗)|漏电|自燃|烧(?:了|咗|起来|着|焦)|触电|电到人|短路"
_MINE_NOT: Final = r"(?:我|你们?|你哋|呢|这)[^!?\n着火炸爆]{0,16}(?:没有?|冇|未|不会|唔会)(?:再)?(?:(?:着|起|炸|爆|冒|烧|漏|自燃|出?(?:过)?事|发生|问题)|(?=$|[,.;!?\s啦喇啊呀]))"
_MAKE_EN: Final = r"\b(?:(?:an)?other|different|rival|competitor'?s?|some) (?:brands?|makes?|compan(?:y|ies)|manufacturers?|models?|makers?)\b"
_ALIGHT_EN: Final = r"(?:(?:caught|catch(?:es|ing)?|on) fire|explod\w+|blew up|blow(?:s|ing)? up|smok(?:ed|es|ing)|spark(?:ed|s|ing)|melt(?:ed|s|ing)|burn(?:t|ed|s|ing)|overheat\w*|fires?\b)"
OTHERS_DANGER: Final = (
    rf"{_OTHER_MAKE}[^.!?\n]{{0,16}}(?:{_ALIGHT})(?=[^!?\n]{{0,8}}[,.; ][^!?\n]{{0,6}}{_MINE_NOT})"
    rf"|{_MAKE_EN}[^.!?\n]{{0,40}}\b{_ALIGHT_EN}(?=[^!?\n]{{0,40}}\b(?:mine|ours|my \w+|our \w+|this one|yours?)(?: \w+)? (?:has ?n.?t|has not|did ?n.?t|did not|does ?n.?t|never (?:has|did)|is (?:fine|ok(?:ay)?|safe)|was (?:fine|ok(?:ay)?|safe))(?=$|[,.;!?]| (?:but|just|it|though|yet|so|and|thankfully)\b))"
)
_SAFE_SAID: Final = (
    r"\b(?:fine|ok(?:ay)?|good|all right|no (?:issues?|problems?|concerns?|worries)|safe|nothing (?:wrong|dangerous))\b,? (?:on |from a |as for )?safety(?:[- ]?wise| (?:point|side|front|grounds))\b|\bsafety[- ]?wise,? (?:it|its|it'?s|ours|mine|they|that'?s|all|everything)?(?: ?(?:is|are|was|'s))? ?(?:fine|ok(?:ay)?|good|no (?:issues?|problems?|concerns?))\b"
    r"|\b(?:it'?s |it is |its |that'?s )?(?:not|nothing) (?:a |any |really |actually )?(?:dangerous|unsafe|safety (?:issue|concern|problem|thing|matter)|(?:safety )?hazard)\b(?=[^!?\n]{0,4}\b(?:but|just|only)\b)|(?:安全|危险)(?:方面|上|性)?(?:倒|是|系|都|也|完全|绝对|就){0,3}(?:没|冇|无)(?:有)?(?:什么|乜|大|任何)?(?:问题|事|隐患)"
    r"|(?<!幸好)(?<!还好)(?<!好在)(?<!好彩)(?<!幸亏)(?<!庆幸)(?:没有?|冇|无)(?:起火|冒烟|漏电)(?![^!?\n]{0,16}(?:但|不过|可是|怕|危险|味))|\b(?:no|without) (?:fire|smoke|sparks?)(?:,? (?:or|and|no|nor) (?:no |any )?(?:fire|smoke|sparks?))?\b(?=[^!?\n]{0,6}\b(?:just|only|simply)\b)"
)

#: People of the customer's own, or somebody else.
_FOLK: Final = "朋友|闺蜜|同事|同学|室友|邻居|亲戚|隔[壁离]|楼上|楼下|对门|表[哥姐弟妹]|堂[哥姐弟妹]|大?[哥姐]|弟弟?|妹妹?|[叔伯姑姨舅][叔伯姑姨舅妈父丈]?|老[公婆板伴]|丈夫|太太|妻子|媳妇|[爸妈爷奶公婆娘爹]|外[公婆]|孩子|儿子|女儿|个[仔女]|老人家?|别人|人家|人哋|网友"
_FOLK_EN: Final = r"(?:friend|mate|neighbou?r|cousin|colleague|coworker|co-worker|brother|sister|mum|mom|mother|dad|father|uncle|aunt(?:ie)?|nan|gran(?:dma|dad|ny)?|grand(?:mother|father|son|daughter)|son|daughter|wife|husband|partner|boyfriend|girlfriend|flatmate|roommate|housemate|boss|landlord|nephew|niece|mother-in-law|in-laws)(?:s|-in-law)?"
#: Where one's own does the same, it is no tale.
_NOT_SO_MINE: Final = (
    r"(?![^!?\n]{0,16}(?:也(?![就只不没])|一样|同样|亦)|[^!?\n]{0,60}\b(?:as well|too|also|the same|same thing)\b)"
)
#: What became of a thing of theirs is told of another make: nothing is unsafe of what is complained of.
_NOT_OF_US: Final = rf"(?:(?:不是|唔系|并非)(?:买)?(?:你们?|你哋|贵司|你家|贵)(?:们|哋|家|公司|店|间)?(?:的|嘅)?(?:这个|呢个)?(?:牌子?|品牌|产品|货|家的?|东西|卖的?|款)?|(?:是|系|用的?是)?{_OTHER_MAKE})(?:的|嘅)?[啦啊呀]?(?=$|[,.;!\s])"
_NOT_OF_US_EN: Final = r"(?:(?:it |that |which |hers |his |theirs )?(?:was |is |'s |were )?(?:an? )?(?:different|another|other|rival) (?:brand|make|company|manufacturer|model|maker|firm)|not (?:from you\b|an? (?:one )?of yours|one of yours|yours\b|your (?:brand|make|company|product|one)s?))(?! (?:from|to|than) (?:what|the one|mine|ours))"
_MINE_ONLY_EN: Final = (
    r"\b(?:mine|ours|on mine|on ours|my own|the one (?:i|we) (?:got|bought|have)|(?:my|our|this) \w+)\b"
)
#: Read of somewhere, and put aside; or what befell somebody elsewhere, before a question.
_IN_THE_NEWS_EN: Final = r"\b(?:saw|read|heard|seen|watched)(?: \w+){0,3}? (?:news|papers?|telly|tv|facebook|internet|about|of)\b[^.!?\n]{0,60}?(?=[,.; ]{1,2}(?:(?:but|and) )?(?:any ?ways?\b|mine(?:'s| is| was| has been| works?) (?:fine|ok(?:ay)?|good|safe)|ours (?:is|was) (?:fine|ok(?:ay)?)|nothing like that (?:here|with)|not (?:here|mine|yours|you)\b))"
_BEFORE_A_QUESTION: Final = rf"(?:{_FOLK})[^.!?\n我]{{0,8}}(?:在|喺|去|骑|坐|用|玩)?(?:别|其他|其它|另一|第二|隔[壁离篱])(?:人家|家|间|度|处|的店)[^.!?\n]{{0,20}}(?=[,;\s]{{1,2}}(?:所以|因此|咁|就|故)?(?:我)?(?:先|就)?想(?:先)?(?:问|请问|知道|了解|确认))"
OTHERS_TALE: Final = (
    rf"{_IN_THE_NEWS_EN}|{_BEFORE_A_QUESTION}|"
    rf"(?:{_FOLK})(?:家)?(?:的|嘅|那|嗰|个|台|部|只)?[^.!?\n我]{{0,24}}?[,;\s]?{_NOT_OF_US}{_NOT_SO_MINE}"
    rf"|(?:{_FOLK})[^.!?\n我]{{0,6}}(?:{_OTHER_MAKE})[^.!?\n我]{{0,20}}(?=[,;\s]{{1,2}}(?:但|不过|而)?(?:我|你们|这)[^,.;!?\n]{{0,8}}(?:只(?:是|系)|就是|净系|不过是|倒是|[是系](?![不否唔])|没有?|冇)){_NOT_SO_MINE}"
    rf"|\b(?:my|our|a|an|the|some|his|her) (?:[\w-]+ ){{0,2}}?{_FOLK_EN}(?:'s|s'|s)?\b(?:(?!\b(?:mine|yours?|ours|the one i)\b)[^.!?\n]){{1,80}}?[,;:(-]{{1,2}} ?(?:but |and |though |albeit ){{0,1}}{_NOT_OF_US_EN}{_NOT_SO_MINE}"
    rf"|\b(?:my|our|a|some) (?:[\w-]+ ){{0,2}}?{_FOLK_EN}\b (?:has|had|bought|owns|got|uses) {_NOT_OF_US_EN}[^.!?\n]{{0,60}}?(?=[,;.] ?(?:but |and |so |whereas )?{_MINE_ONLY_EN})"
)

#: Somebody's illness is why there was no time, and that is all it is told for.
_SICKBED: Final = r"住(?:了|进|过|紧|咗)?[^,.;!?\n]{0,4}院|入(?:咗|了|过|紧)?院|进(?:了|过)?(?:医院|icu|手术室)|(?:喺|在)(?:医院|icu)|[心脑]梗|中风|骨折|(?:做|开|动)(?:了|完|咗|过|紧)?(?:个|一个|大|小)?(?:手术|刀)|生(?:了|咗|场)?(?:大)?病|病(?:了|咗|重|倒|危)|化疗|急诊|去世|过(?:咗)?身|走了|陪护|陪床|发(?:了)?(?:高)?烧|坐月子|生(?:孩子|bb|仔)"
_BUSY: Final = r"(?:没|冇|无|未)(?:有)?(?:空|时间|功夫|工夫|顾(?:得)?[上及]|心思|心机|心情|精力|得?闲|来得及|办法(?:来|去|及时)|及时|仔细|细看|打开|拆|验|检查|试|睇|看)|顾不[上及]|抽不(?:出|开)|(?:才|先至?|今日先|而家先)(?:有空|得闲|发现|发觉|知|看到|见到|睇到|打开|拆|来|嚟|投诉|退|想起|记起|有时间)|(?:所以|才|一直|就)[^,.;!?\n]{0,4}(?:拖|耽误|耽搁|迟)(?:到|了|咗)?"
_SICKBED_EN: Final = r"(?:in (?:the )?(?:hospital|intensive care|icu)|hospitali[sz]ed|(?:had|having|after) (?:a |an |his |her |my |heart |major |emergency )*(?:stroke|heart attack|surgery|operation|by-?pass|baby)|(?:very |so |seriously |really |been )?(?:ill|sick|unwell|poorly)\b|passed away|died|broke (?:his|her|my|their) \w+|(?:in|having|had) (?:chemo\w*|rehab)|diagnosed)"
_BUSY_EN: Final = r"(?:so|that'?s why|which is why|hence|and|therefore|meaning|because of (?:that|this|which))(?:,)? (?:i|we)(?:'ve|'d)?(?: have| had| really| honestly| simply)? (?:only|just|did ?n.t|did not|could ?n.t|have ?n.t|had ?n.t|never|was ?n.t able|had no)(?: \w+){0,4} (?:open\w*|check\w*|look\w*|notic\w+|see\w*|saw|return\w*|collect\w*|unpack\w*|test\w*|tr(?:y|ied)|contact\w*|complain\w*|found|find|reali[sz]\w+|get round|got round|got (?:around|to)|time|chance|unbox\w*|inspect\w*|write|wrote|read)\b"
#: An appointment, a journey or a lesson that nobody could come to.
_ABSENT_EN: Final = r"(?:(?:had to|have to|needed to) (?:cancel|postpone|move|miss|rearrange|reschedule)|(?:missed|cancelled|postponed|rescheduled) (?:the|my|our|his|her|an?|it|this|that)|(?:could ?n.t|did ?n.t|was ?n.t able to|unable to|could not|not able to) (?:make (?:it|my|the|our|his|her)|attend|come|get there|show up)|no[- ]show)"
EXCUSE: Final = (
    rf"(?:我|{_FOLK})(?:的)?[^.!?\n]{{0,14}}?(?:{_SICKBED})[^.!?\n你妳贵护医院店师]{{0,16}}?(?:{_BUSY})|(?:{_BUSY})[^.!?\n]{{0,10}}?(?:因为|由于|因|皆因)[^,.;!?\n]{{0,6}}(?:我|{_FOLK})[^,.;!?\n]{{0,10}}(?:{_SICKBED})"
    rf"|\b(?:i(?:'ve|'d|'m)?|my|our|his|her) (?:[\w-]+ ){{0,5}}?{_SICKBED_EN}[^.!?\n]{{0,40}}?\b(?:{_BUSY_EN}|{_ABSENT_EN})|\b{_ABSENT_EN}[^.!?\n]{{0,40}}?\b(?:because|cos|coz|cuz|as|since|when|while|with) (?:i|my (?:[\w-]+ ){{0,2}}?{_FOLK_EN}) (?:(?:was|were|has been|had been|had|is|got|fell|being)(?: \w+){{0,2}}? )?{_SICKBED_EN}|\b(?:rang|called|phoned|told|e-?mailed|texted|messaged|explained|let|informed|notified|contacted|warned) (?:(?:you|them|the \w+|reception|your \w+|to|know|at|in|that|say|and|early|morning|advance|before|on|\d[\w:.]*|say|said)[ ,]+){{0,8}}(?:i|my (?:[\w-]+ ){{0,2}}?{_FOLK_EN}) (?:was|were|had been|has been|is|had|got)(?: \w+){{0,2}}? {_SICKBED_EN}|\bbecause (?:i|my (?:[\w-]+ ){{0,2}}?{_FOLK_EN}) (?:was|were|has been|had been|had|is|got)(?: \w+){{0,2}}? {_SICKBED_EN}"
)
#: What brings such an illness about: then it may be the very thing that is complained of.
CAUSE: Final = (
    r"[吃喝食饮吞]|用(?:了|过|完|咗|着|得|到)|(?<!心)(?<!脑)[撞摔滑烫渌咬砸夹跌仆绊]|触电|漏电|中毒|过敏|敏感|感染|被(?:你|车|狗|电|打|吓|气|推|误)|[气吓激打害]到?(?:得|出|我|佢|死)|导致|造成|引起|搞到|弄到|整到|因为(?:你|妳|贵)|误诊|药|针|疫苗|毒|着火|起火|爆|煤气|事故|车祸"
    r"|\b(?:ate|eat\w*|drank|drink\w*|took|tak(?:e|en|ing) (?:your|the|it)|swallow\w*|us(?:ed|ing) (?:your|the|it)|fell|fall\w*|slip\w*|trip(?:ped|s|ping)?|hit\b|burn\w*|scald\w*|injur\w*|hurt\w*|shock\w*|bit(?:ten)?\b|crash\w*|accident|poison\w*|allerg\w*|react\w*|infect\w*|caus\w+|due to your|thanks to (?:you|your)|because of (?:you|your)|from (?:you|your)\b|wrong (?:medicine|dose|drug)|vaccin\w*|medic(?:ine|ation)|fire|smoke|gas|explo\w*|trapped|stuck)\b"
)

#: An illness for which an insurer is to pay: that is what the policy is for, and no news of danger.
_CLAIM: Final = r"理赔|实支实付|保单|给付|日额|医疗险|保险[金费公司]|受益人|拨款|补件|投保|出险"
_ILLNESS: Final = r"住(?:了|过|咗)?[^,.;!?\n]{0,4}院|开刀|手术|急[诊症]|骨折|癌症?|中风|门诊"
CLAIMED: Final = rf"(?:{_ILLNESS})(?=[^!?\n]{{0,30}}(?:{_CLAIM}))|(?:{_CLAIM})[^!?\n]{{0,30}}?(?:{_ILLNESS})"

#: Others went to court, and the customer says that they themselves won't, or only look on.
_OTHERS: Final = "新闻|网上|报[导道]|听说|听讲|邻居|朋友|同事|别人|人家|人哋|其他人|有(?:个|位|些|啲|的)?(?:人|家长|客人|顾客|网友|消费者|业主)|隔[壁离]桌?|楼上|楼下|旁边"
_SUED: Final = r"(?:告|投诉|起诉|曝光|举报|爆料|打官司|报警|闹)(?:到|上|去|了|咗|过|给|俾|你们?|你哋|他们|商家|店家|店|佢哋){0,4}[^,.;!?\n]{0,8}"
_NOT_I: Final = r"我(?:们|哋)?(?:自己)?(?:(?:就|只|净系|不过)(?:是|系)?(?:想|要|求|希望|需要)(?!告|投诉|起诉|走|曝|找律|公道|说法)|(?:就|只是?|是|系|来|在|就是|纯)?(?:吃瓜|食花生|看热闹|睇戏|看戏|围观|八卦)|(?:是|可|真|倒|都|就)?(?:没|冇)(?:有)?(?:那|这|咁|嗰)?(?:个|种|么多|麽多)?(?:力气|时间|精力|得?闲|气力|心机|工夫|功夫|打算)|(?:不|唔|没)(?:会|想|打算|至于|使)(?:去)?(?:告|咁|这么|这样|那样|走到|搞到?|闹))"
OTHERS_COURT: Final = (
    rf"(?:{_OTHERS})[^.!?\n]{{0,20}}{_SUED}(?=[,.; ]?[^.!?\n]{{0,8}}[,.; ]?{_NOT_I})"
    r"|(?:朋友|同事|邻居|亲戚|室友|同学)[^,.;!?\n]{0,4}(?:在|喺|去)(?:别|其他|其它|另一|第二|隔[壁离])(?:人|家|间|的|嘅)*(?:店|公司|商家|家|铺|间|度)?[^.!?\n]{0,16}(?:告|投诉|起诉|举报)(?:到|上|去|给|俾)[^,.;!?\n]{0,8}"
    r"|\b(?:some(?:one|body)|people|others?|another (?:customer|shop|buyer)|a (?:friend|neighbou?r|man|woman|guy|lady|family|couple)|my (?:friend|neighbou?r|colleague))\b[^.!?\n]{0,24}\b(?:took|taken|taking|tak(?:e|es)|sued|suing|sues?|dragged|went|goes|going|reported)\b[^.!?\n]{0,40}\b(?:court|small claims|tribunal|lawyers?|ombudsman|trading standards|police|sued|over (?:this|it|that))\b(?=[^!?\n]{0,30}\b(?:not me|i(?:.m| am) not (?:going|like|that|doing)|i (?:just|only) (?:want|need|would|.d)|i.?d just|that.?s not (?:me|my)|i (?:would ?n.t|won.t|don.t want to) (?:go|do|take|be)))"
)

#: What only seems broken; what tastes as if it killed; what bursts and hurts nobody.
_AS_IF_BROKEN: Final = r"(?:跟|像|好像|似|好似|仿佛|如同?)(?:是|系|被|要|快要?)?(?:断|废|折|残|散架?|瘫|碎)(?:了|咗|掉|晒|过)?(?:一样|一般|似的|似嘅|那样|咁样?)"
_DEADLY_TASTE: Final = r"(?:辣|咸|甜|酸|苦|油|腻|齁|臭|贵|丑|难吃|好吃|挤|吵|嘈|麻)(?:到|得)[^,.;!?\n火电煤车药]{0,6}?(?:搞|闹|弄)?出人命|(?:锅底?|火锅|酱|咖喱|拉面|泡面|鸡排|小吃|口味|味道|辣度|甜度|价钱?|价格|收费)(?:真的?|真系|简直|都|会|要|能|快|是|系|差点|可以){0,4}(?:搞|闹|弄)?出人命"
_SEAM: Final = r"拉[链炼]|拉锁|扣子|纽扣|钮扣|暗扣|扣钮|衫钮|裤钮|[衣衫裤]扣|钮门|按扣|缝线|车线|线步|走线|线头|裤裆|裆部|衣缝|接缝|针脚"
_SEAM_BURSTS: Final = (
    rf"(?:{_SEAM})[^.!?\n电池烫火烟炸玻璃脸眼伤]{{0,20}}?爆(?:开|裂|咗|了|晒|掉|线)|爆(?:开|咗|了|晒)?(?:{_SEAM})"
)

#: The breath of beasts, children and drinks.
_BELLY: Final = r"(?:dog|puppy|cat|kitten|bab(?:y|ies)|nappy|nappies|diapers?|toddler|stomach|tummy|belly|bowels?|sodas?|colas?|beers?|lager|cider|kombucha|farts?|burps?)"
_BELCHES: Final = rf"\b(?:smell\w*|smelt) (?:\w+ ){{0,3}}gassy (?=(?:from|of|in|after) (?:the |my |our |his |her )?(?:\w+ )?{_BELLY}\b)|\bgass?y (?:smell|whiff|stink|odou?r)(?= (?:(?:coming )?from|of|in) (?:the |my |our |his |her |your )?(?:\w+ )?{_BELLY}\b)|\bwhiff of gas(?:light\w*| giant)"

#: What spits fire and is none: beasts, tools and shows.
_SPITS: Final = r"喷火(?:龙|枪|器|战|式|表演|秀|怪|恐龙|兽)"

#: A vehicle, what is done to it, and what tells that it was not only the vehicle.
_VEHICLE: Final = r"(?<![停泊洗修租还用开倒坐搭乘骑])车(?![上里内座厢位站费库程场票次速险牌主行间间房])|机车|电单车|摩托|保险?杆|保险杠|泵把|车[身门壳顶头尾漆窗盖]|后视镜|后照镜|倒后镜|轮[圈毂框]|引擎盖|机盖|挡风玻璃|叶子板|烤漆|车钣"
_DENT: Final = r"[刮划擦碰蹭剐]伤|[刮划擦碰撞磕蹭剐砸压](?:花|烂|凹|坏|到|中|破|瘪|裂|弯|穿|断)|刮痕|划痕|擦痕|凹(?:了|咗|陷|入|痕|一)|剐蹭"
_VEHICLE_EN: Final = r"(?:car(?! park)|van|truck|motorbike|motorcycle|scooter|vehicle|car roof|bonnet|bumper|windscreen|windshield|wing mirror|paintwork|fender|tailgate|bodywork|alloys?)"
DENTED: Final = (
    rf"(?:{_VEHICLE})[^.!?\n]{{0,14}}?(?:{_DENT})|(?:{_DENT})[^,.;!?\n]{{0,10}}?(?:{_VEHICLE})"
    rf"|\b(?:came down on|closed on|shut on|landed on|hit|bumped|clipped|reversed into|drove into|backed into|scrap(?:ed|ing)|scratch(?:ed|ing)|dent(?:ed|ing)|dinged|scuff(?:ed|ing)|damaged)(?: \w+){{0,3}} {_VEHICLE_EN}\b(?!'s (?:owner|driver))|\b{_VEHICLE_EN}\b[^.!?\n]{{0,30}}\b(?:scratch\w*|dent(?:s|ed)?|scrap(?:ed|es?)|scuff\w*|dinged)\b"
    r"|\b(?:car ?park|parking|valet|garage)\b[^.!?\n]{0,40}\b(?:came down on|hit|landed on|closed on) (?:my|our|the) (?:\w+ )?(?:roof|bonnet|boot|hood|wing|door)\b"
)
HARMED: Final = (
    r"(?<!车)头(?![尾灯])|手(?![续机动刹把])|脚|腿|膝|脸|眼|腰|背(?!景)|脖|颈|骨|血|痛|疼|受伤|伤者|伤人|(?:[撞砸夹压]|弄|整)(?:伤|亲)|[妈爸娘孩婴孕]|老[婆公人伴]|太太|丈夫|妻子|儿子|女儿|宝宝|奶奶|爷爷|阿[婆公嫲姨伯]|细路|乘客|行人|路人|客人|个仔|个女|吓|医|急诊|急症|救护|差[点啲一]|险些|死|晕|摔|跌|翻车|失控|刹|煞|火|烟|炸|电池|高速|车祸|事故|追尾|骑"
    r"|(?:[撞砸压碰刮擦夹划](?:到|中|倒|伤|亲|了|咗)*)(?:我|人|他|她|佢)(?!的|嘅|架|部|辆|台|个?车|家|爱|新|们的|哋嘅|泊|停|后|前|保|泵)|(?:人|我|他|她|佢)(?!的|嘅|架|部|辆|台|车|家|爱|新|泊|停|们|哋)[^,.;!?\n]{0,8}(?:被|俾|给)[^,.;!?\n]{0,8}[撞砸刮碰压夹擦划]"
    r"|\b(?:hurt\w*|injur\w*|pains?|painful|whiplash|hospital|ambulance|bleed\w*|blood|child\w*|kids?|son|daughter|baby|wife|husband|mum|mom|mother|dad|father|passengers?|pedestrian|cyclist|nearly|almost|could have|brak\w+|fire|smoke\w*|motorway|highway|accident|crash\w*|shaken|head|neck|arm|leg|hand|foot|knee|shoulder|ribs?|wheelchair|pregnant|inside it|while i was)\b|\b(?:hit|on|into|over|struck|knocked|at|towards?) (?:me|him|her|us|them)\b"
)

#: A cable that makes no contact; a picture that is to come down; goods and fares for the old.
_LOOSE_CABLE: Final = r"(?:线|接口|插口|充电口|耳机|插头)[^,.;!?\n]{0,8}(?:一|稍微|轻轻)(?:动|碰|郁|晃|弯|歪)[^,.;!?\n烫火烟花麻]{0,4}断(?:电|充|开|连|线|了|咗|$)|\b(?:cable|lead|cord|charger|plug|port)\b[^.!?\n]{0,30}\b(?:cuts? out|stops? charging|disconnects?|loses? (?:power|connection))\b[^.!?\n]{0,20}\b(?:mov\w+|touch\w*|wiggl\w*|nudg\w*|bend\w*)"
_FOR_THE_OLD: Final = r"老年?人手?[机卡鞋椅票证餐床凳杖裤]|\b(?:senior citizen|pensioner)(?:'s|s'|s)? (?:card|discount|pass|fare|ticket|rate)"
_TAKEN_DOWN: Final = r"(?:照片|相片|图片|[短视影]频|[影短]片|画像|合照|作品)[^.!?\n裸私偷]{0,14}(?:撤|拿|删|攞|下架|取|移)(?:下|走|掉|低|除|咗)|\b(?:take|get|remove|delete)\b[^.!?\n]{0,40}\b(?:photos?|pictures?|videos?|images?)\b[^.!?\n]{0,20}\b(?:down|off)\b|\b(?:remove|delete|take down) (?:the |that |this |my |our )(?:\w+ ){0,3}(?:photos?|pictures?|videos?|images?)\b"

#: What is not, has not come, or is nobody else's business: neither words nor what was learnt make danger of it.
NO_EVENT: Final = rf"{_OWN_PICTURES}|{_LOOSE_CABLE}|{_IF_ILL}|{_LIKE_FIRE}|{OTHERS_DANGER}|{_SAFE_SAID}|没(?:有)?着火|\b(?:it'?s|it is|is|was|it was) not on fire\b"

#: Somebody tells their calling, and nothing that a lawyer or a reporter would do.
_NO_THREAT: Final = r"(?![^\n]{0,80}(?:掂量|等着|走着瞧|看着办|你看|法(?!国|式|兰|棍)|(?<!多)告(?!诉)|诉(?!苦)|权益|证据|追究|责任|奉陪|曝光|报[道导]|写(?:出来|篇|一篇|稿)|采访|上新闻|后果))"
_NO_THREAT_EN: Final = r"(?![^\n]{0,120}\b(?:su(?:e|ing)|courts?|legal\w*|laws?\b(?! (?:firm|school|student))|unlawful\w*|illegal\w*|claims?|rights|actions?|proceedings|hear(?:ing)? from|publish\w*|story|articles?|writ(?:e|ing) (?:about|up|this)|report(?:ing)? (?:on|this|you)|expos\w+|warn\w*|breach\w*|statut\w*|advis\w+|consequences|liable|liability|negligen\w*))"
_CALLING: Final = (
    rf"(?:我|本人|自己)(?:家)?(?:老公|老婆|太太|先生|爸|妈|儿子|女儿|对象|男友|女友|哥|姐)?(?:本身|本人|自己|就|也|以前|之前|曾经|退休前|原来|其实){{0,2}}(?:是|系|做|当)(?:个|名|一名|一个|了|过|咗|退休|资深|执业|见习|实习|前|[一二三四五六七八九十\d]{{1,3}}年){{0,2}}的?(?:律师|法官|检察官|警察|差人|民警|记者|编辑)(?:助理|嘅|的|来的|出身)?(?!已|会|说|讲|话|帮|建议|就|马上|要){_NO_THREAT}"
    rf"|\b(?:(?:i|he|she) (?:am|was|is|used to be)|i'm|he's|she's|as|being|my \w+(?:'s| is| was)|we(?:'re| are))(?: (?:an?|the|also|myself|now|both|only|just|retired|former|ex|qualified|practi[sc]ing|trainee|junior|senior|local|working|criminal|family))* (?:solicitors?|lawyers?|attorneys?|barristers?|police(?: officers?|m[ae]n|wom[ae]n)|policem[ae]n|policewom[ae]n|journalists?|reporters?|magistrates?)\b(?! (?:who|will|has|have|is|says?|and (?:i|he|she)(?:'ll| will| intends?)))(?!'s| friend){_NO_THREAT_EN}"
    r"|\bbarristers? (?:says?|thinks?|laughed)\b"
)
#: Whom one lets down says so of murder.
_WILL_KILL_ME: Final = r"(?<!said )(?<!says )(?<!that )\b(?:boss|manager|supervisor|teacher|coach|client|bride|groom|mum|mom|mother|dad|father|sister|brother|gran|nan|flatmate|roommate|housemate|wife|girlfriend|kids?|daughter|son|team|colleagues|mates?)(?:'s|'ll|'d| is| was| are| will| would)(?: (?:literally|absolutely|actually|probably|gonna|going to|about to)){0,2} (?:kill|murder|strangle|throttle|skin|lynch|slaughter) me\b(?! (?:if i (?:tell|leave|report|call|talk|go home)|because i told))"

#: A stove, a boiler, an engine that does not light: nothing burns.
UNLIT: Final = r"(?<![要想会])[打点](?:火)?(?:极|都|也|就|老|总|又|还是|半天|几次|了半天|好几次|好多次|很多次){0,3}(?:不|唔|没|冇)(?:着|燃)(?:火)?|(?:点|打)火(?:都|就|老|总|又|也|经常){0,2}(?:失败|不成功|困难|(?:没|冇)反应)"

#: Toys and costumes; bodies that were never alive; doors of cubicles, where nobody is shut in and nobody breaks in.
_TOY: Final = r"(?:手办|模型|公仔|玩偶|洋娃娃|布娃娃|人偶|木偶|奥特曼|变形金刚|高达|[钢鋼]弹|芭比|盲盒|摆件|石膏像)[^,.;!?\n]{0,8}?(?:胳膊|手臂?|腿|脚|头|脑袋|脖子|脷|舌头?|耳朵|翅膀|尾巴|关节)?[^,.;!?\n]{0,6}(?:断|裂|掉|碎|崩|甩|脱)(?:了|咗|开)?(?![^!?\n]{0,20}(?:割|扎|刺|划|血|吞|卡|噎|误食|伤))|手办(?![理事到])"
_TOY_EN: Final = r"\b(?:toy|lego|playmobil|model|die-?cast|wooden|plastic|miniature|pretend) (?:ambulances?|fire (?:engines?|trucks?|stations?)|police (?:cars?|vans?|stations?)|hospitals?)\b|\b(?:ambulance|fire (?:engine|truck|station)|police (?:car|station|van|officer)|policem[ae]n|hospital|paramedic|fireman)(?: driver)? (?:toys?|play ?sets?|lego|figures?|figurines?|costumes?|jigsaw|puzzle|stickers?|board game|drama|fancy dress|outfit)\b"
_CUBICLE: Final = r"(?:试[衣身]|更衣|淋浴|厕所?|洗手|卫生|化妆|冲凉|隔|储物|母婴)(?:间|室|格|房|柜|隔间)?(?:的|嘅|里|个|扇|道){0,2}(?:门)?锁(?:都|是|系|又|也|已经)?(?:坏|关不上|失灵|没锁|锁不上|松|冇用)(?![^!?\n]{0,24}(?:困|出不|出唔|反锁|闯|人进|男|偷|看到|睇到|推(?:开)?门|撞))"
#: Who is on fire and wins.
_WINS_EN: Final = r"\b(?:i|we|she|he|they|you|the (?:team|band|lads|boys|girls|kids))(?: was| were| am| are| is|'m|'re|'s)(?: really| absolutely| totally| so| both| all)? on fire (?=(?:at (?:the )?(?:gym|quiz|class|work|darts|bowling|karaoke|poker|tables?)|in (?:the )?(?:quiz|games?|match|class|raid|session|first half|final|lesson|studio)|with (?:the|my|sales)|on (?:the )?(?:dance ?floor|pitch|court|leader ?board|stage|drums|mic))\b)"

#: Glasses made to the eyes of another.
_OPTICAL_EN: Final = r"\b(?:(?:sun)?glasses|varifocals?|bifocals|lens(?:es)?|specs|spectacles|goggles|contacts?|frames?|reading glasses|readers)\b[^.!?\n]{0,60}\bwrong (?:prescription|strength|dioptres?)\b|\bwrong (?:prescription|strength)(?= (?:\w+ ){0,2}(?:(?:sun)?glasses|varifocals?|bifocals|lens(?:es)?|specs|spectacles|goggles|contacts|frames|readers)\b)|\bwrong (?:prescription|strength) (?:on|in|for) (?:my|the|his|her|both|these|those) (?:\w+ )?(?:(?:sun)?glasses|lens(?:es)?|specs|goggles|contacts|varifocals?)\b"

FIGURES: Final = (
    rf"{_OPTICAL_EN}|{_TOY}|{_TOY_EN}|{_CUBICLE}|{_WINS_EN}|"
    rf"{_CALLING}|{_WILL_KILL_ME}|{_LIKE_FIRE}|{_LIKE_STONE}|{_THROWN_OUT}|{OTHERS_DANGER}|{_BELCHES}|{_AS_IF_BROKEN}|{_DEADLY_TASTE}|{_SEAM_BURSTS}|{OTHERS_COURT}|{_SPITS}|"
    rf"{_WHEELCHAIR}|{_WRAPPED}|{_ERRAND}|{_OWN_PICTURES}|{_IF_ILL}|{UNLIT}|"
    r"\bcut (?:my|our|his|her|the) (?:\w+ )?(?:cat|dog|kitten|pupp(?:y|ies)|pup|pet|rabbit|bunny|hamster|horse|pony|parrot)(?:s|'s|s')?\b|"
    r"(?:头发|毛|丝袜|线头?|链子?|网络?|信号|资金链|货源?)[^,.;!?\n]{0,8}(?:一梳)?断|(?:腰|腿|脖子|手|背|颈|脚|腕)(?:都|也)?(?:快要?|要|就要|得要)(?:断|废|折|残)|说[^,.;!?\n]{0,5}(?:爆胎|车(?:坏|死火))|路上爆胎(?=[^,.;!?\n]{0,4}(?:$|,(?:面|饭|菜|汤|东西|货|迟|晚)))"
    r"|手?(?:举|按|揿|打|写|抄|等)(?:手)?(?:举|按|等)?(?:到|得)(?:手|脚|腰|颈)?(?:都|就|快要?|差点)*(?:断|攰|软|酸|麻)(?!气)"
    r"|(?:连|把|将|能把)?死人(?:都|也|能)?(?:能|会|给|被|俾)?(?:吵|叫|喊|气|吓|嘈|瞓|睡)|(?:太|好|真|有点|简直)有毒(?!气|物)|笑(?:到|得|死)?(?:我|人)?(?:都)?(?:肚|腹)子?(?:痛|疼|抽筋)|(?:专辑|主打|演技|颜值|表演|舞台|现场|剧情|阵容|歌|片|游戏|画质|音效|皮肤|新番)[^,.;!?\n]{0,6}炸裂"
    r"|(?:这|那|前|最近|上)?(?:两|几|一)?(?:天|日|周|个礼拜|个星期|阵子|排)[^,.;!?\n]{0,6}(?:感冒|发烧|生病|肠胃炎|拉肚子|病咗|不舒服)[^!?\n]{0,14}(?:没|未|才|迟|晚|所以)|(?:差点|差啲|差一点|快要?|险些|吓到|气到|等到|转到|听到)[^,.;!?\n]{0,4}(?:心脏病|中风|脑溢血|脑充血|归西|升天|当场去世)(?:发作?|复发)?|(?:到|得)(?:我|人)?(?:都|快|要|就)*(?:中风|心脏病|脑充血)"
    r"|(?:话|说|当|骂|笑|以为|嫌)(?:我|人|佢|咗我)(?:哋)?(?:是|系|像)?(?:聋|盲|瞎|残|傻|痴)|杀人(?:不|唔)见血|(?:不|唔)见血|报案(?:三联单|证明|回执|单|编号)|律师(?:楼|行|事务所)(?=收|的|嘅|前台|职员|服务)|幼(?:儿|稚)园(?!门口)|托儿所"
    r"|(?:眼|眼睛)(?:都)?(?:要|快)?(?:瞎|盲)(?:了|咗)?(?=[^,.;!?\n]{0,4}(?:$|,))|(?:辣|咸|酸|热)(?:到|得)[^,.;!?\n]{0,4}(?:喷火|冒烟|着火)|(?:价格|价钱|房价|票价|服务费)[^,.;!?\n]{0,4}(?:要命|吓死|杀人)|(?:气|急|忙)(?:得|到)?(?:我)?(?:现在|一直|都)*(?:心脏|胸口?|心口|胃)(?:都|好|很)*(?:痛|疼|闷)"
    r"|(?:沙发|梳化|椅子?|桌子?|凳子?|床|柜子?|茶几|支架|架子?)的?(?:[一四几两]条|[一四几两]只)?(?:腿|脚)(?:都|就|又|突然|直接)?(?:断|折|裂|歪|掉)|\bbeat (?:me|us|him|her|them) (?:to|at|by)\b"
    r"|(?:天花板?|墙|外墙|屋顶|楼顶|顶棚?)(?:上|面|就|又|都|总|老)*(?:掉|脱|剥)(?:落|下来?)?(?:了|咗)?(?:一|小|点|些|啲|块|片|层|大|好多|几)*(?:墙皮|漆皮?|腻子|白灰|墙灰|涂料|墙纸)(?![^!?\n]{0,12}(?:砸|打到|打中|伤|掉到|落到))|(?:备注|登记|记录|记一下|记得|写明|注明|档案)[^,.!?\n]{0,10}(?:过敏)(?!了|反应|得)|过敏[^,.;!?\n]{0,8}(?:备注|登记|记到档案|写进档案)"
    rf"|\b(?:please|note|noted?|file|records?|aware|fyi|mention|let you know|profile|update|add)\b[^.!?\n]{{0,40}}\ballerg\w+{_NO_MEAL}|\ballerg\w+[^.!?\n]{{0,40}}\b(?:(?:on|in) (?:the |my |his |her |our |your )?(?:file|record|notes?|profile|account|system)|(?:please|just) (?:note|add|record)|noted)\b{_NO_MEAL}"
    r"|\b(?:rooms?|bedroom|suite|cars?|taxi|cab|hallway|corridor|sheets?|curtains?|clothes|jacket|pillows?|coat|bed|bedding|towels?|apartment|balcony|lobby|\d{1,4})\b[^.!?\n]{0,30}\b(?:smell\w*|smelt|stank|stinks?|stinking|stunk|reek\w*)(?: \w+){0,2} (?:of|like) (?:stale |cigarette |old |cigar |second-?hand |tobacco |weed )*smoke\b(?! (?:from|coming|out|when|and (?:the|a|my|there))\b)|\b(?:stank|stinks?|stinking|stunk|reek\w*) (?:of|like) (?:\w+ )?smoke\b(?! (?:from|coming|when)\b)|\b(?:cigarette|cigar|tobacco|second-?hand|stale|weed) smoke\b"
    r"|\b(?:fire )?alarms?\b(?=[^.!?\n]{0,50}\b(?:test\w*|drills?|practice|noise|loud|deafening)\b)|\b(?:test\w*|drills?|practice)\b[^.!?\n]{0,30}\bfire alarms?\b|\b(?:got|get|had|have|gave (?:me|us)) (?:a|an|quite a|such a|the) (?:bit of a |real |big |nasty |bad |huge )*shock (?=(?:when|as|at|from|by|seeing|reading|hearing) (?:the |a |your |my |i |we )?(?:fire |car |smoke )?(?:alarm|bill|price|e-?mail|letter|invoice|noise|statement|amount|opened|saw|read|heard|got (?:the|your|my) (?:bill|letter|invoice|statement)))|\bshocked by the (?:noise|sound|price|attitude|service|state|news|bill|lack|rudeness|quality|dirt|mess)"
    r"|\b(?:food poisoning|poison(?:ed|ing)?|killed me|died)[^.!?\n]{0,6}\b(?:lol|lmao|jk|just kidding|joking|haha\w*)\b"
    r"|\b(?:mouth|tongue|throat|lips|taste ?buds|dance ?floor|phone|inbox|pants|ears) (?:is |was |were |are )?on fire|\bset (?:my|your|the) (?:mouth|tongue|world|night) on fire|\bbled? (?:more|me|us|him|her)?\b(?= ?(?:than|dry|white))|\bbled? (?:dry|white)|(?:swear|swore|sworn|swears) blind|blind (?:date|spot|faith|box|bag|tasting|luck|eye|optimism)|\b(?:roller|roman|venetian|window|the|my|our|new) blinds?\b(?! (?:man|woman|person|customer|mother|father|son|daughter|people))"
    r"|\bburn(?:s|ing|ed|t)? (?:their|his|the|its|garden|muck|stable|wet|old) (?:muck|garden|rubbish|leaves|waste|trash|wood|coal|incense|heap|hedge|tyres|straw)\w*|near[- ]death experience|flesh and blood|blood,? sweat|(?:grand(?:ma|pa|mother|father|ad)|mother|father|mum|mom|dad|gran|nan|son|daughter|child|baby|kid)(?:'s|s'|s) (?:old |late |wedding |baby |school )?(?:photo\w*|picture|ring|portrait|letters?|dress|necklace|watch|painting|recipe|china|clock|bracelet|album|birthday|christening|rocking chair)"
    r"|(?:nearly|almost) (?:killed|murdered|strangled|throttled) (?:him|her|them|the \w+) (?:myself|for)|murder on (?:the|my)|(?:could|would) (?:raise|wake) the dead|wake the dead|doing my head in|(?:died|dying) (?:a little )?inside|drop[- ]dead gorgeous|to die for|bite (?:my|your|his|her) head off|bit (?:my|his|her|our) head off|(?:look|glare|stare)s? that (?:could|would) kill|robb\w+ without a gun|stopped? my heart|my heart stopp\w+|brain[- ]dead|poison dwarf"
    rf"|(?:{_LINEN})(?:上|面|度|都|又|有|是|系|仲|还|有一|一|好多|很多|些|啲|大|滩|块|嘅|的|发现|见到|沾|染){{0,6}}(?:血(?:[渍迹污印]|点|(?=$|[,.;!?])))|\bblood[- ]?(?:stain(?:s|ed)?|spots?|spotted|marks?)\b|\b(?:spots?|stains?|marks?|traces?|smears?|specks?) of (?:dried |old |someone's )?blood\b|\bdried blood\b|\b(?:{_LINEN_EN})s?\b[^.!?\n]{{0,16}}\bblood on (?:it|them)\b|\bblood on (?:the |my |our |a )?(?:{_LINEN_EN})s?\b"
    rf"|(?:过敏|敏感)(?!了|反应|性休克|咗)(?=[^!?\n]{{0,24}}{_UNEATEN})|{_UNEATEN}[^!?\n]{{0,12}}(?:过敏|敏感)(?!了|反应|咗)|烫伤(?=[膏药霜])|(?:过敏|敏感)(?:的|嘅)?(?:记录|纪录|资料|档案)|\ballerg\w+(?=[^!?\n]{{0,60}}\b(?:luckily|thankfully|fortunately|glad|good (?:thing|job))\b[^!?\n]{{0,24}}\b(?:did ?n.t|had ?n.t|have ?n.t|not|before i) (?:eat|eaten|ate|touch\w*|drink|have|had|tast\w*)\b)"
)

#: No more than pressure to buy, dirt and a paper: what was learnt sees danger in them as well.
MILD: Final = (
    rf"{_WHEELCHAIR}|{_WRAPPED}|{_TESTED}|{_AS_IF_BROKEN}|{_DEADLY_TASTE}|{_SEAM_BURSTS}|{_FOR_THE_OLD}|{_TAKEN_DOWN}|{UNLIT}|"
    r"[翻反](?:了|咗|个|一|下|几)*(?:大)?白眼|白(?:了|咗)(?:我|人|佢)?一眼|\broll(?:ed|ing|s) (?:her|his|their|its) eyes?\b|\beye[- ]?roll\w*|hard.?sell|硬销|推销|硬推|sales|血[渍迹污印]|(?:过敏|敏感)(?:的|嘅)?(?:记录|纪录|资料|档案)|(?:过敏|敏感)[^!?\n]{0,24}(?:冇食|没有?吃|唔敢食|没敢吃)"
    r"|\bblood[- ]?(?:stain|spot|mark)\w*|\b(?:spots?|stains?|marks?|traces?) of (?:dried |old )?blood\b|\bdried blood\b|\bblood on (?:the |my |our )?(?:\w+ )?(?:sheet|linen|bedding|towel|pillow|mattress|duvet)\w*|\bpushy\b|\bsales ?(?:pitch|talk|tactics)\b"
)
