"""Danger that is only described: what was seen, felt or done, in two parts that are harmless apart. Folded text.

`alarms` and `perils` know words of danger; here a battery swells, a driver nods, somebody lies on a floor all night. What
was learnt may still take such words for something else. Pairs: Chinese, English.
"""

from __future__ import annotations

from typing import Final

_FACE: Final = r"(?:脸|面|眼(?:睛|皮)?|嘴(?:唇)?|舌头?|脷|喉咙?|嗓子|手|脚|耳朵?|额头)"
_FACE_EN: Final = r"(?:face|lips?|tongue|eyes?|eyelids?|throat|hands?|foot|feet|ankle|cheek|mouth)"
_CELL: Final = r"(?:充电(?:宝|器)|尿袋|电(?:池|芯)|行动电源|电瓶|手机|手表|耳机)"
_DRIVER: Final = r"(?:司机|师傅|开车的|驾驶|车长|揸车|教练)"
_DRIVER_EN: Final = r"(?:driver|chauffeur|cabbie|coach|bus|minibus|taxi|uber|he'?s|he was|she was)"
_FOLK: Final = (
    r"(?:[爸妈爷奶婆公爹娘嫲]|姥[姥爷]|老(?:人|伴|头|太)|阿[伯婶姨公婆嫲爷]|孩子|[儿女]|娃|宝宝|细路|细佬|妹妹|弟弟?)"
)
_FLOOR: Final = r"(?:地上|地下|地板上?|厕所|浴室|楼梯间?|走廊)"
_ALL_NIGHT: Final = r"(?:一?(?:整)?(?:宿|夜|晚)|成晚|半(?:天|日|夜)|(?:[\d一二两三四五六七八九十几]+)个?多?(?:小时|钟头?|粒钟)|到天(?:亮|光))"
_CHASERS: Final = r"(?:收数|催收|讨债|追债|放贷|要债|催款|催债|收债|逼债|追数|债主|贷款公司|小贷|网贷)"
_EX: Final = r"(?:前夫|前妻|前(?:男|女)友|前度|前任)"

#: Who somebody would be frightened for, and what a stranger knows of their days.
_DEAR: Final = r"(?:[爸妈爹娘仔女]|父母|父亲|母亲|家人|孩子|小孩|儿子|女儿|闺女|老[公婆伴娘爹]|媳妇|丈夫|妻子|太太|奶奶|爷爷|外[公婆]|阿[公婆嫲爷]|囡囡|细路|弟|妹)"
_KNOWS: Final = r"(?<![不唔未没])(?:话知|知道?|晓得|清楚|打听(?:到|过)?|查(?:到|过)|摸清)(?:了|咗|得)?"
_OF_DEAR: Final = rf"(?:我|俺|人|你|妳)(?:们|哋)?(?:家|屋企|个)?(?:的|嘅|阿|老|个|小|大|两)*{_DEAR}[^,.;!?\n]{{0,8}}?(?:住|读|返|行|走|上[学班]|放学|边|哪|几点|天天|日日)"
_OR_ELSE: Final = r"(?:小心|看着办|睇住|自己(?:想|谂|掂量)|后果|等着|走着瞧|[撤删改]|好自为之|别怪|咪怪)"
_DEAR_EN: Final = r"(?:(?:little|young|wee|baby|elderly|old|eldest|youngest|\w+[- ]year[- ]old) )?(?:kids?|children|child|daughters?|sons?|girls?|boys?|little (?:one|girl|boy)s?|wife|husband|partner|girlfriend|mum|mom|mother|dad|father|nan|gran(?:ny|dad|dma|dpa)?|grand(?:mother|father|son|daughter|children|kids)|sister|brother|family|parents|baby)"
#: Money, and what is left of it overnight; who has it, nobody knows.
_POT: Final = r"(?:卡(?!顿|机|死)|户口|[账帐]户|存折|银行|存款|积蓄|余额|理财|工资|养老[钱金]|[啲的笔]钱|支付宝|微信(?:零?钱))(?![^.!?\n]{0,6}(?:流量|话费|积分|优惠|会员))"
_EMPTIED: Final = r"(?:(?:转|划|提|取|汇|挪|飞|刷)(?:走|光|晒|清)|过晒|过(?:咗)?数|扣光|清空|清零|见底|冇晒|(?:净|只|就|得)?(?:剩|返|番)(?:个|下|低|得|返|番)*(?:零头|[几零十0]|\d)|不翼而飞)"
_OVERNIGHT: Final = (
    r"(?:一觉|睡醒|醒(?:来|嚟)|一夜|一晚|成晚|半夜|凌晨|没动过|没操作|冇郁过|冇掂过|唔识|不认识|不认得|陌生)"
)
_POT_EN: Final = r"(?:money|savings|isa|pension|account|wages|salary|balance|deposit|nest egg|everything|(?:£|\$|€) ?\d[\d,.]{2,10}|\d[\d,]{2,10} (?:pounds|dollars|quid|euros))"
_WENT_EN: Final = (
    r"(?:gone|went|go|moved|transferred|sent|wired|paid out|emptied|cleared|drained|left|swept|disappeared|vanished)"
)
_STRANGER_EN: Final = r"(?:to (?:a|some|total|complete) (?:total |complete |perfect )?stranger|(?:name|payee|person|people|account|company|firm|somebody|someone|man|woman|recipient)s? (?:that |who |whom )?(?:i|we)(?:'ve|'d| have| had)? (?:never (?:heard|met|seen|set|used|known|added)|(?:don.?t|do not|didn.?t) (?:know|recogni[sz]e|set up)))"
#: Much more of a medicine than was prescribed, and who or what it came from.
_MEDICINE_EN: Final = r"(?:pharmac\w+|chemists?|dosette|pill ?(?:box|organi[sz]er)|blister ?packs?|warfarin|insulin|morphine|methotrexate|digoxin|lithium|fentanyl|syringe|drip|calpol|antibiotics?|inhaler|prescri\w+|dispens\w+|nurses?|carers?)"
_TOO_MUCH_EN: Final = r"(?:(?:two|three|double|twice|triple|treble|\w+ times|tenfold)(?: \w+){0,2}? (?:dos(?:e|es|age)|strength|lots)\b|half(?: \w+){0,2}? (?:strength)\b)"
_POWER_EN: Final = r"(?:sockets?|plug|outlet|fuse ?(?:box|board)|light ?switch|consumer unit|meter (?:cupboard|box)|extension (?:lead|cord)|charger|power ?strip|wall switch)"
_BUZZES_EN: Final = r"(?:buzz(?:es|ed|ing)?|fizz(?:es|ed|ing|led|ling|les)?|hiss(?:es|ed|ing)?|crackl(?:es?|ed|ing)|sizzl(?:es?|ed|ing))"

#: Told in words that are never meant otherwise.
SURE_SAFETY: Final = (
    rf"{_CHASERS}[^.!?\n]{{0,16}}{_KNOWS}{_OF_DEAR}|{_KNOWS}{_OF_DEAR}[^!?\n]{{0,20}}{_OR_ELSE}",
    rf"\bknows? (?:exactly )?(?:what|which|where|when)(?: (?:time|road|way|street|bus|train|gym|park|club|school|nursery))? (?:my|our) {_DEAR_EN}(?: \w+){{0,2}}? (?:goe?s?|is|are|plays?|sleeps?|lives?|walks?|works?|gets?|leaves?|finish(?:es)?|starts?|trains?|catch(?:es)?|parks?|shops?|comes?|takes?|uses?|attends?)\b"
    rf"|\bask(?:s|ed|ing) (?:my|our) {_DEAR_EN}\b[^.!?\n]{{0,24}}\b(?:when|whether|if|what time|how long)\b[^.!?\n]{{0,24}}\b(?:out|away|alone|gone|back|asleep|at work|home|in)\b(?! (?:of|for|the|stock|good|here|to)\b)",
)
SURE_DATA: Final = (
    rf"{_POT}[^.!?\n]{{0,24}}{_EMPTIED}[^.!?\n]{{0,20}}{_OVERNIGHT}|{_OVERNIGHT}[^.!?\n]{{0,24}}{_POT}[^.!?\n]{{0,20}}{_EMPTIED}|{_POT}[^.!?\n]{{0,10}}{_OVERNIGHT}[^.!?\n]{{0,16}}{_EMPTIED}",
    rf"\b{_POT_EN}\b[^.!?\n]{{0,40}}\b{_WENT_EN}\b[^.!?\n]{{0,40}}\b{_STRANGER_EN}\b|(?:£|\$|€) ?\d[\d,.]{{2,10}}[^.!?\n]{{0,40}}\b{_WENT_EN}\b[^.!?\n]{{0,40}}\b{_STRANGER_EN}\b"
    r"|\bwoke up\b[^.!?\n]{0,40}\b(?:balance|account|savings)\b[^.!?\n]{0,24}\b(?:zero|nil|nothing|empty|emptied|minus|cleared)\b",
)

SAFETY: Final = (
    # Bodies.
    rf"{_FACE}[^,.;!?\n]{{0,8}}(?:肿|涨)(?:到|得|成)|(?:头皮|伤口|皮肤?|脚|手|耳朵?|眼睛?)[^,.;!?\n]{{0,12}}(?:流|渗|冒|出)(?:了|咗|黄|脓|出|紧)*(?:黄水|脓)|(?:肚|月|身(?:己|孕)|怀孕|大肚)[^.!?\n]{{0,40}}(?:见红|流血|落红)"
    r"|(?:舌头?|嘴|喉|脷)[^,.;!?\n]{0,6}麻(?:了|痹|到|得|晒)|(?:手指|手(?!机)|裤[腿脚]|眉毛|眼眉|头发|刘海|浏海|袖子?|睫毛)[^,.;!?\n]{0,10}(?:烧(?:没|黑|焦|咗)|焦(?:了|咗)|没了半|冇(?:咗|晒)|是黑的|黑晒)"
    rf"|{_FOLK}[^.!?\n]{{0,14}}(?:叫(?:不|唔)(?:应|醒)|拍(?:极|都)?(?:都)?唔醒|摇不醒|点(?:叫|拍)都唔醒)|(?:{_FOLK})[^.!?\n]{{0,12}}(?:{_FLOOR})[^,.;!?\n]{{0,6}}(?:躺|瞓|坐|趴)[^,.;!?\n]{{0,3}}{_ALL_NIGHT}"
    # Things.
    rf"|{_CELL}[^.!?\n]{{0,16}}(?:鼓(?:得|包|起|成|了)|胀|涨(?:到|得|成|起))(?![^,.;!?\n]{{0,4}}价)|(?:盖子?|锅盖|煲盖|瓶盖)[^,.;!?\n]{{0,8}}(?:飞|弹|顶|冲)(?:上|到|在|咗|去|出)[^,.;!?\n]{{0,4}}(?:天花|房顶|屋顶)|(?:电梯|[车厢𨋢])门[^.!?\n]{{0,6}}开(?:了|咗)[^.!?\n]{{0,10}}(?:空|没来|没到|未到|冇)(?:嘅|的)?(?=[,.;!?\s]|$)"
    r"|(?:插头|插座|插座板|插排|拖板|开关)[^.!?\n]{0,16}(?:黑|焦|黄|软|麻|啪|滋)(?:了|晒|咗|一|的)|(?:煲|罐|炉|桶|锅)[^.!?\n]{0,16}(?:[呼嘭轰砰]|嘭)(?:的|嘅)?(?:一|\"|」|声)"
    # People.
    rf"|{_DRIVER}[^.!?\n]{{0,20}}(?:瞌眼瞓|打瞌睡|打盹|睡着|瞓着|(?:一路|一直|不停)点头|酒味|酒气|喝了?酒|饮(?:咗|醉)酒?)|{_DRIVER}[^.!?\n]{{0,30}}(?:没灯|黑的|偏僻|掘头|果园|冇灯|荒)[^.!?\n]{{0,10}}(?:停|熄火|拐)"
    rf"|{_CHASERS}[^.!?\n]{{0,24}}(?:学校|单位|同事|菜市|校服|照片|[张派贴]相)|知道我?(?:妈|爸|女儿|儿子|孩子|闺女|老婆|细路)[^,.;!?\n]{{0,10}}(?:学校|几点|幼儿园|上学|放学)|(?:留|配|拿|执|攞)(?:低|了|咗)?(?:我家|我屋企|一条|条)?(?:的|嘅)?(?:钥匙|锁匙|条匙)[^.!?\n]{{0,30}}(?:半夜|晚|夜里)"
    rf"|(?:只)?手[^,.;!?\n]{{0,6}}(?:喺|在|伸进|摸进|入)[^,.;!?\n]{{0,8}}(?:衫|衣服|裤|裙|内衣)(?:入面|里|底)|在?(?:我|喺我)[^,.;!?\n]{{0,8}}(?:楼下|门口)等我?[^,.;!?\n]{{0,8}}(?:[三四五几两]天|好几|日日|每天|[三四五几两]日)|{_EX}[^.!?\n]{{0,24}}(?:找上门|知道我|堵|在门口|搵到)"
    # Skin and eyes; a stranger at the door; more medicine than was prescribed.
    rf"|{_FACE}[^,.;!?\n]{{0,6}}(?:起|冒|长|出)(?:了|咗|满|晒|一|[层片圈堆粒个大小串]){{1,5}}(?:水泡|脓[包疱泡]|泡)|(?:吃|食|喝|饮|打|吞|喂|灌)(?:了|完|咗|过|下)[^!?\n]{{0,18}}[翻反]白眼|[翻反]白眼[^.;!?\n]{{0,8}}(?:叫|拍|喊)[^,.;!?\n]{{0,3}}(?:不|冇|没|唔)"
    rf"|(?:男(?:的|人|子)|陌生人|有人|醉汉|不认识的人|唔识(?:嘅|的)人)[^.!?\n]{{0,16}}(?:拧|扭|试|撬|拉|转|按)[^,.;!?\n]{{0,4}}(?:我)?(?:家|屋企|房)?(?:的|嘅)?(?:门|锁|把手|手柄)|(?:药|剂量|吗啡|胰岛素)[^,.;!?\n价钱费贵]{{0,10}}(?:[两三四五六七八九十几双]|\d{{1,3}})倍(?![^,.;!?\n]{{0,3}}[价钱费])|同一?格[^,.;!?\n]{{0,8}}(?:两|双|三)(?:份|次|粒|片|颗|天)[^,.;!?\n]{{0,4}}药",
    rf"\b{_FACE_EN}\b[^.!?\n]{{0,16}}\b(?:twice|double|three times|treble) (?:the|its|her|his|my) (?:normal |usual )?size\b|\b(?:bringing|bring|brought|coughing|throwing) up (?:pink|red|blood\w*|black|brown)\b|\b(?:can ?n.?t|could ?n.?t|can not) (?:wake|rouse)\b"
    rf"|\b(?:tablets|pills?|capsules?|medicine|inhaler|eye ?drops)\b[^.!?\n]{{0,40}}\b(?:different|wrong|another|not the (?:usual|same)) (?:colou?r|shape|size)\b|\b(?:everything|lights?|eyes?)\b[^.!?\n]{{0,20}}\b(?:yellow|halos?|rings? round|gone (?:dark|white|grey)|a fog)\b|\bwaiting for the (?:blue lights|ambulance\w*|paramedics?)\b"
    r"|\b(?:kne(?:lt|eling)|knee|stood|standing|sat) on (?:my|his|her|their)[^.!?\n]{0,24}\b(?:neck|throat|chest|head|face)\b|\b(?:lift|elevator|cable car|gondola|hoist)s? (?:just |suddenly |then )?(?:dropped|fell|plunged|plummeted|went down like)\b|\bwent (?:past|by) my (?:ear|head|eye|face)\b"
    rf"|\b{_DRIVER_EN}\b[^.!?\n]{{0,60}}\b(?:nod(?:ded|ding) off|(?:phone|football|film|match|video|tablet)[^.!?\n]{{0,30}}(?:wheel|dashboard|doing \w+|motorway)|on two wheels|a can between)\b|\b(?:nod(?:ded|ding) off)\b[^.!?\n]{{0,30}}\b(?:wheel|lights|driving|motorway)\b"
    r"|\bknows? (?:what|which|where) (?:school|nursery)\b[^.!?\n]{0,10}\b(?:my|mine|our|she|he)\b|\bknows? where (?:my|our) (?:kids?|children|daughters?|sons?|girls?|boys?|wife|mum|nan) (?:go|goes|is|are|plays?|sleeps?|lives?|walks?)\b|\b(?:my ex|ex[- ](?:husband|wife|boyfriend|girlfriend|partner))\b[^.!?\n]{0,24}\b(?:turned up|outside|found (?:me|us)|knows where|at (?:my|the) door)\b|\b(?:man|bloke|guy|stranger|someone|somebody)\b[^.!?\n]{0,30}\bstanding over (?:me|her|him|my)\b"
    r"|\b(?:boom|ladder|pole|crane|mast|arm)\b[^.!?\n]{0,20}\b(?:on|against|touching) the (?:overhead|power|live) (?:wire|line|cable)s?\b|\bwater\b[^.!?\n]{0,40}\b(?:ceiling light|light fitting|fuse ?box|consumer unit|sockets?|down the light)\b|\b(?:scorch|brown|black)\w* (?:mark|patch|ring)s?\b[^.!?\n]{0,30}\b(?:plug|socket|behind the)\b"
    rf"|\b{_POWER_EN}\b[^.!?\n]{{0,30}}\b{_BUZZES_EN}\b|\b{_BUZZES_EN}\b (?:noise |sound |noises )?(?:coming )?(?:from|in|behind|at|inside) (?:the|my|our|a) (?:\w+ ){{0,2}}{_POWER_EN}\b|\b(?:can ?n.?t|could ?n.?t|cannot|could not|unable to) open (?:my|his|her|the|one|either) (?:(?:left|right|other|bad) )?(?:eye|mouth|jaw)\b|\beye(?:s|lids?)? (?:\w+ )?(?:sealed|swollen|glued|stuck|puffed|gummed) (?:shut|closed|up)\b"
    rf"|\b{_MEDICINE_EN}\b[^.!?\n]{{0,50}}\b{_TOO_MUCH_EN}|\b{_TOO_MUCH_EN}[^.!?\n]{{0,40}}\b{_MEDICINE_EN}\b|\b(?:tried|trying|rattl(?:ed|ing)|turn(?:ed|ing)|test(?:ed|ing)) (?:my|our|every) (?:\w+ )?(?:door ?(?:handle|knob)?|handle|latch|window)s?\b(?=[^.!?\n]{{0,40}}\b(?:night|morning|man|men|bloke|stranger|somebody|someone|dark|alone|drunk|am)\b)|\b(?:man|men|bloke|stranger|somebody|someone|lad)\b[^.!?\n]{{0,30}}\b(?:tried|trying|rattl(?:ed|ing)|turn(?:ed|ing)|test(?:ed|ing)) (?:my|our|every) (?:\w+ )?(?:door|handle|window)",
)
VULNERABLE: Final = (
    r"(?:胰岛素|特奶|特食|奶粉|营养粉|(?<!农)药)[^.!?\n]{0,20}(?:顶着|撑着|掰(?:成|一)?半|减半|兑水|省着)|(?:打水|下楼|落楼|上楼|开火)[^,.;!?\n]{0,4}(?:提不|不了|唔到|没法)[^.!?\n]{0,20}(?:[七八九]十|药)",
    r"\b(?:cut(?:ting)?|halv(?:e|ing)|break(?:ing)?|half a|ration\w*|water(?:ed|ing)? down)\b[^.!?\n]{0,24}\b(?:tablets?|pills?|dose|doses|insulin|milk|formula|feed|medicine)\b[^.!?\n]{0,40}\b(?:last|left|half|until|till|stretch)\b|\b(?:purse|pension|savings)\b[^.!?\n]{0,50}\b(?:every week|each week|less of it|goes? missing|keeps (?:going|shrinking))\b|\b(?:wheel)?chair(?:'s| is)? (?:flat|dead|on charge)\b[^.!?\n]{0,40}\bcan ?n.?t (?:get|leave|go)\b",
)
DATA: Final = (
    r"(?:全部?|成个)?(?:群|公司|单位|同事|邻居|街坊|隔[壁离]|亲戚|全[村楼班校])[^.!?\n]{0,12}(?:知(?:道)?|睇到|看到|睇晒|看光)(?:晒|了|咗)?我[^,.;!?\n]{0,8}(?:病|验|检|诊|报告|欠|工资|人工|离婚|怀孕|身份证)|(?:讲得出|说得出|报得出|叫得出|知道)我?[^,.;!?\n]{0,10}(?:张单|订单|买(?:了|咗)?(?:啥|咩|什么|乜)|边间学校|哪个学校|住址|身份证|尾数)[^.!?\n]{0,50}(?:转账?|过数|撳|屏幕|验证码|钱|户口|存折)",
    r"\b(?:cards?|loans?|contracts?|accounts?|credit)\b (?:that )?(?:i|we)(?:'d| had)? never (?:asked|applied|signed|opened)\b|\b(?:pension|savings|pot|account)\b[^.!?\n]{0,30}\b(?:gone|emptied|moved)\b[^.!?\n]{0,30}\b(?:somewhere|abroad|overseas|in (?:lithuania|latvia|riga|dubai|nigeria|estonia))|\bknew what i'?d (?:been in for|got|come for)\b|\bdates? of birth\b[^.!?\n]{0,50}\b(?:scrap|bin|skip|back of|street|pavement)\b"
    r"|\b(?:spreadsheet|list|file|register|attachment|printout)s?\b[^.!?\n]{0,16}\b(?:everyone|everybody|everyone's|all of us|names?|address(?:es)?|numbers|details|salar(?:y|ies)|grades|results|arrears|owes?|who (?:owes?|has|had))\b[^.!?\n]{0,40}\b(?:went|sent|copied|forwarded|emailed|mailed|gone|pinned|posted|handed)(?: out| round)? (?:to|on|in) (?:all|every\w*|the (?:whole|entire|other)|\d[\d,]*|hundreds|a noticeboard|the (?:noticeboard|wall|group|wrong))\b|\b(?:everyone|hundreds|all \d[\d,]*|all of us|our (?:names|addresses|emails))\b[^.!?\n]{0,24}\bin the (?:to|cc) (?:line|field|box|bar)\b"
    r"|\b(?:pictures?|photos?|scans?|x-?rays?|videos?)\b[^.!?\n]{0,6}\b(?:of|with) (?:my|our|his|her) (?:\w+ )?(?:child(?:ren)?(?:'s)?|kids?'?|son|daughter|bab(?:y|ies)|bedroom|passport|body|wife|mother|mum|scar|breasts?)\b[^.!?\n]{0,60}\bo?i?n (?:the|your|a|their) (?:\w+ )?(?:listing|site|website|page|wall|poster|instagram|facebook|window|group|adverts?|app|newsletter|brochure|portfolio)\b|\b(?:group|chat|channel|noticeboard|newsletter|website|page|feed)\b (?:now )?(?:has|had|shows?|showing|contains?) my (?:\w+ )?(?:scan|results?|x-?ray|diagnosis|passport|file|notes|address|id|payslip|salary|letter)\b",
)
LEGAL: Final = (
    r"(?:样本|样品|半袋|剩下的?)[^.!?\n]{0,10}(?:留好|取走|攞走|拿走|来取)[^.!?\n]{0,6}|(?:传票(?!日期)|开庭|立案|笔录|口供)[^.!?\n]{0,16}(?:收到|号|日|了|咗|编号|回执)",
    r"\b(?:people|body|office|board|ones|lot) (?:who|that) (?:hold|issue|grant|gave you|inspect|licen[sc]e|regulate)\w*\b[^.!?\n]{0,16}\b(?:licen[cs]e|you|permit|homes?|places)\b|\b(?:from|before|in front of) the (?:bench|magistrates?|judge)\b|\bweights and measures\b|\btrading standards\b",
)
MEDIA: Final = (
    r"(?:今晚|明早|明晚|听晚|听日|[\d一二三四五六七八九十两]+点)[^,.;!?\n]{0,4}(?:出街|直播|见报|播出|上线)|(?:片|视频|短片)[^,.;!?\n]{0,10}(?:剪(?:紧|着|好)|出街)|(?:粉丝?|关注|订阅)[^.!?\n]{0,12}(?:让大家|都看|给大家|见)|(?:(?<!我是)跑新闻的|摄像(?![头机镜])|出镜|影铺头|东张|栏目组|都市频道)",
    r"\b\d+ ?k?\b[^.!?\n]{0,12}\b(?:followers|subscribers|people follow|follow)\b[^.!?\n]{0,60}\b(?:see|watch|tonight|post|film)\w*\b|\b(?:consumer slot|news ?desk|breakfast show|evening paper)\b[^.!?\n]{0,50}\b(?:word|talk|ears|pictures|want|monday|about)\b",
)
