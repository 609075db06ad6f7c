"""What was bought, where, and who was dealt with. Rather nothing than nonsense."""

from __future__ import annotations

import re
from typing import Final

from nlu import spans
from nlu.fold import fold
from nlu.patterns import Pattern

_HAN: Final = "\u3400-\u9fff"
#: Ends a noun phrase: verbs, particles, pronouns and the words of trouble.
_STOP: Final = r"(?=坏|碎|裂|破|不|没|冇|无|用|打|开|关|漏|掉|断|有(?!线)|是|系|就|才|都|也|还|又|已|一直|突然|竟|居然|结果|到|收|发|给|被|质|出|跟|和(?!牛)|与|,|\.|;|!|\?|~|\(|\)|:|\"|\n|$|了|的|呢|啊|吧|我|你|他|她|佢|说|要|想|今|昨|前|上周|这|那|嗰|呢个|咗|喺|在|回|拿|今天|刚|啱|只|完全|根本|太|很|好(?=[差烂])|从|经常|老是|一开|充|插|装|居|里面|跑|退|换|修|订|下|买|送|寄|屏幕|电池|唔|几|真|全|颜色|尺寸|穿|洗|吃|喝|连|快递|物流|客服|少|缺|丢|烂|发霉|过期|变|掉色|爆|冒|烧|漏电|冻|死|黑屏|闪|卡|慢|响|两天|三天|\d+天|怎么|为什么|什么|点解|请|麻烦|帮|可以|能|应该|应|需要|质量|价格|退款|,)"
_MEASURE: Final = r"(?:[一二两三四五六七八九十几\d]{1,3}|这|那|呢|嗰|某|个)?(?:个|台(?![灯历布球式面扇])|件|部|双|条|瓶(?!子)|盒(?![子饭])|套(?![餐装])|只|箱(?![子包])|袋(?!子)|份|张|把(?!手)|支(?!架)|款|包(?!包)|罐(?!头)|间|辆|架(?!子)|对|本(?!子)|块|桶|斤|枚|顶|副|床(?![垫单架头])|串|枝|樽|隻|組|组|顆|颗|杯(?![子垫])|碗(?![碟柜])|盆(?!栽)|盞|盏|扇(?!子)|幅|粒)?"
_BOUGHT: Final = Pattern(
    rf"(?:买|购买|购入|入手|订购|选购|网购|团购|下单|抢|拍|订)(?:了|的|咗|到|过|的是|嘅|得)?(?:你们|你们家|贵司|贵店|你哋|店里|家)?(?:的|嘅)?{_MEASURE}\s*(?P<x>[a-z{_HAN}][a-z0-9{_HAN} +-]{{1,24}}?)\s*(?:[一二两三1-3](?:副|对|台|件|个|部|只|套|双))?{_STOP}"
)
#: A name in quotation marks after a word of buying.
_QUOTED: Final = Pattern(
    r"(?:买|购买|订购|购入|订|选购|商品|产品|品名|型号)[^,.;!?「『“\"]{0,12}[「『“\"](?P<x>[^」』”\"]{2,40})[」』”\"]"
)
_MINE: Final = Pattern(
    rf"(?:我|我家|家里|我们家|我屋企)(?:的|嘅|家的?|部|台|個|个)(?P<x>[a-z{_HAN}][a-z0-9{_HAN} +-]{{1,12}}?)\s*(?=坏|碎|裂了|破了|不能用|用不了|开不了|开不了机|打不开|漏水|漏电|冒烟|没收到|还没收到|不见|丢了|发错|有问题|出问题|出现|突然|质量|又坏|爆|不制冷|不加热|不工作|死机|黑屏|闪退|充不|坏咗|烂咗|用唔到|开唔到)"
)
#: A thing and what only things do.
_BROKE: Final = Pattern(
    rf"(?:^|[,.;!?:\s\"]|投诉|你们家?的?|贵司的?|刚?买(?:来)?的|新买的|收到的|我家的?|家里的?|这(?:个|台|部|支|件|双|款|只|把|条)|呢(?:部|个|支|件|对)|[个台部])(?P<x>[{_HAN}]{{2,6}}?)(?:的?(?:屏幕|电池|内胆|盖子?|门|轮子?|拉链|按键|按钮|电机|底座|外壳|把手|插头|遥控器|表面|里面?|内)|质量|刚用|用了?|才|一直|总是|老是|突然|又|就|全|都|[\u3400-\u9fff]极|已经|[三两几一\d]+(?:天|次|个月|年)){{0,3}}"
    rf"(?:漏[水电油气]|不制冷|不制热|不加热|鼓包|掉[漆色毛]|进水|跑毛|起球|发霉|变质|有(?:虫|头发|异物|霉)|开胶|断裂|裂(?:了|开|成)|碎了|黑屏|花屏|蓝屏|死机|不转|不出水|充不(?:进|了|上)|打不着|冒烟|自燃|爆炸|异响|生锈|脱线|缩水|过期|开不了机|开唔到|用唔到|坏[了咗掉]|烂咗|塌了|散架|褪色|短路|串味|唔(?:制冷|抽湿|郁|着))"
)
_NOT_THING: Final = re.compile(
    r"东西|商品|产品|货品|货|嘢|这个|那个|一个|什么|会员|服务|订单|钱|账户|账号|信息|电话|快递|包裹|回来|不到|后悔|问题|时候|之前|之后|以后|教训|单|你们|我|他|她|它|多久|手机号|地址|时间|保险套餐|来|去|到手|家里|几|多|少|贵|便宜|回去|过|给|为|因|要|自己|个人|资料|朋友|公司|老师|生命|孩子|妈|爸|爷|奶(?![粉茶瓶酪油昔制])|老公|老婆|权益|退款|投诉|同样|同一|最|好|新的?$|就|全部|一样|店|平台|网|当|那天|同事|邮箱|名字|情况|意思|态度|心|的|了"
)
_NOT_BROKEN: Final = re.compile(
    rf"{_NOT_THING.pattern}|客服|快递|师傅|员工|店员|经理|系统|网站|平台|人员|里面|完全|还是|这里|那里|怎么|为什么|结果|昨天|今天|前天|已经|居然|竟然|没有|不到|第|心态|手|脚|头|脸|眼|皮肤|腿|嘴|牙|楼上|楼下|隔壁|邻居|天花|墙|厕所|房间|电梯|小区|资料|信息|时候|以后|之后"
)
#: Goods that one character names.
_ONE: Final = Pattern(
    r"(?:我|我家|买|订|点|送来|新)(?:的|了|嘅|咗)?(?:一?[双对口只本盏个条台部件张把瓶袋盒份束朵])?(?P<x>[鞋锅书灯包床伞裙碗杯茶酒米花鱼肉菜蛋药裤袜帽琴笔门窗])(?=[今昨前刚才都就也又没不坏烂破裂漏发开掉丢送被到脱褪断变在,.;!?\s]|$)"
)
_EN_STOP: Final = r"(?=[,.;!?\n)]|$| (?:is|was|were|are|has|have|had|that|which|who|and|but|from|on|in|at|for|with|it|after|before|because|when|while|to|since|last|yesterday|today|arrived|broke|stopped|came|still|never|not|doesn't|didn't|does|did|isn't|wasn't|won't|keeps|kept|via|through|of|off|over|this|two|three|by|as|so|only|just|i|they|you|we|your|online|and|or|again|has|got|where|using|during|a|an)\b)"
_EN_QUOTED: Final = Pattern(
    r"\b(?:bought|ordered|purchased|got|received|called|named|titled|wrong|product|item|model|my|the)\b[^,.;!?\"]{0,20}\"(?P<x>[^\"]{2,40})\""
)
#: A pair or a set of something that broke; a name with a model's number.
_EN_BROKE: Final = Pattern(
    r"(?:^|[.!?;,]\s*)(?:(?:these|those|the|my|this|your|our) |an? (?:pair|set|box|pack|bottle) of )(?P<x>[a-z][\w'+-]*(?: [\w'+-]+){0,2}?) (?=(?:won't|wont|will not|doesn't|does not|don't|do not|stopped|leaks?|leaked|crackles?|split|cracks?|broke|snapped|ripped|tore|smells?|smelled|melted|jammed|rusted|faded|shrank|peel\w*|keeps?|exploded|sparks?|died)\b)"
    r"|(?:^|[.!?;,]\s*)(?:the |my )?(?P<y>[a-z][a-z-]+(?: [a-z]+)? [a-z]{0,4}-?\d{1,5}[a-z]{0,3}) (?=(?:won't|doesn't|does not|stopped|keeps?|leaks?|broke|died|is (?:dead|broken|faulty|defective))\b)"
)
_EN_BOUGHT: Final = Pattern(
    rf"\b(?:bought|buy|ordered|order|purchased|got|received) (?:a|an|the|my|this|your|some|one|two|\d+|a new|a pair of|a set of|a box of) (?P<x>[a-z][\w'+-]*(?: [\w'+-]+){{0,4}}?){_EN_STOP}"
)
_EN_MINE: Final = Pattern(
    r"\b(?:my|the|this|your|our) (?:new |brand new |brand-new )?(?P<x>[a-z][\w'+-]*(?: [\w'+-]+){0,3}?) (?:from (?:my |the |your )?(?:order )?[\w-]+ )?(?:i (?:bought|ordered|purchased|received|got)|(?:has |have |had |is |was |just |suddenly |arrived |already |completely |came |keeps |kept |won't |doesn't |does not |will not |stopped |never |isn't |still |not )*(?:broke\w*|broken|working|work|turn(?:ing)? on|leak\w*|cracked|damaged|defective|faulty|overheat\w*|charg(?:e|ing)|died|dead|crash\w*|smok\w*|exploded|melted|caught fire|shattered|scratched|torn|expired|missing|malfunction\w*))\b"
)
_EN_NOT_THING: Final = re.compile(
    r"\b(?:order|package|parcel|delivery|refund|money|account|complaint|case|problem|issue|item|items|product|products|thing|things|customer|service|company|driver|agent|manager|staff|email|e-mail|message|call|reply|response|bill|payment|number|name|address|card|data|information|details|text|time|day|week|way|same|wrong|other|another|one|stuff|it|heart|son|daughter|mother|father|wife|husband|kid|kids|baby|child|mom|mum|dad|friend|sick|hold|back|hand|finger|website|web|notification|confirmation|different|full|what|no|not|new one|lot|bit|few|couple|only|system|link|code|hair|app|apps|site|page|login|wifi|internet|signal|first|second|last|whole|attitude|voicemail|runaround|letter|invoice|receipt|ticket|rude|very|really)\b"
)

#: Some of several: "3 of the 10 desks were scratched".
_EN_COUNTED: Final = Pattern(
    r"\b(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|half|some|most|none|several|all|both|a few) (?:out )?of (?:the|my|our|these|those|your) (?:\d{1,4} |two |three |four |five |six |ten |twelve |dozen )?(?P<x>[a-z][\w'+-]*(?: [\w'+-]+){0,2}?) (?=(?:arrived|were|was|are|is|came|have|had|has|broke|don't|didn't|do|did|still|we|i|you|that)\b)"
)
#: What a product should have been called: a maker and a model, in a correction.
_EN_SHOULD: Final = Pattern(
    r"\b(?:should (?:say|be|read|have (?:been|said))|i (?:meant|mean)) (?:the |a |an |my )?(?P<x>[a-z][\w&'-]{1,14}(?: [a-z][\w-]{1,14})? (?=[a-z-]{0,8}\d)[a-z\d][\w-]{2,15})(?=[,.;!?]|\s|$)"
)
_LABELLED: Final = re.compile(
    r"\b(?:order|ref(?:erence)?|invoice|booking|flight|room|case|ticket|account|policy|card|phone|number|no|nr|on|at|to|around|about|called|named|contract|member\w*|po|for|by|from|paid|is|was)\b"
)

#: Numbers of people and papers, by their labels: "會員編號 FT-20931".
_LABEL: Final = re.compile(
    r"(?:会员|帐户|账户|客户|用户|学员|病历|保单|订单|合同|合约|八达通|卡|身份证|员工|挂号)(?:卡)?(?:编号|号码|号|id)?|member(?:ship)?|account|customer|client|policy|order|booking|reference"
)
_NUMBER_OF: Final = re.compile(
    rf"(?:{_LABEL.pattern}) ?(?:编号|号码|号|id|number|no\.?|#)\s*(?:是|系|为|is|:|#)?\s*[a-z]{{0,6}}[- ]?\d[\w -]{{2,24}}"
)
#: Days and words of speech, which what was learnt may take for a thing.
_NO_THING: Final = re.compile(
    r"(?:不是|是的?|没有?|还有|就是|但是|因为|所以|然后|结果|现在|刚才|刚刚|之前|后来|最近|(?:大?[昨今前后明]|当|那|第二)[天日晚早年]|[上下这本]个?(?:周|月|星期|礼拜)[一二三四五六日天末]?|早上|上午|中午|下午|晚上|凌晨|谢谢|你好|您好|客服|投诉|退款|[一二两三四五六七八九十几\d]+[天个次月年])+"
    r"|(?:yesterday|today|tonight|tomorrow|now|then|again|(?:last|this|next) (?:night|week|month|year)|morning|evening|please|thanks|thank you|hello|hi)"
    r"|(?:the |a )?(?:(?:driver|car|vehicle|licen[cs]e|number|registration)(?:'s)? ?){1,3}plate(?: number)?"
)
#: People, what is done with a booking, and the tail of 买不起: no things.
_NOBODYS: Final = re.compile(
    r"[送买退换修赔收给发寄补跟说]|(?:the |my |our )?(?:boss|employer|landlord|landlady|husband|wife|mum|mom|mother|father|dad|son|daughter|neighbou?rs?|colleagues?)|(?:孕妇|产妇|老人家?|老年人|小孩子?|孩子|宝宝|小朋友|婴儿|病人|患者|残疾人|(?:我|俺)?(?:爸爸?|妈妈?|爷爷|奶奶|老公|老婆|太太|儿子|女儿|朋友|同事|邻居))|(?:不起|得起|看不起|买不起)[\u3400-\u9fff]{0,4}"
    r"|(?:the |my |your )?(?:check-?(?:in|out)|check (?:in|out)|pick-?up|pick up|drop-?off|booking|bookings|reservation|pick|pregnant (?:woman|lady)|baby|kids?|elderly)"
)
#: Words alone that name no thing: coins, colours, verbs, months, what somebody thinks of it, and people of a trade.
_WORD_ALONE: Final = re.compile(
    r"(?:the |a |an |my |your )?(?:btc|eth|usdt|usdc|bitcoin|usd|gbp|eur|rmb|hkd|hr|black|white|red|green|blue|grey|gray|yellow|pink|purple|brown|verify|test|tests|check|confirm|register|activate|upgrade|ride|cornea|retina"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|rubbish|crap|garbage|nonsense|joke|disgrace|terrible|awful|builders|plumbers|cleaners|movers|roofers|decorators|caterers|organisers|organizers)"
    r"|[^,]{2,30}, ?(?:frankly|honestly|really|seriously|basically|literally|tbh|mate)"
    r"|打(?:座机|电话|手机)[\u3400-\u9fff]?|月[一二三四五六七八九十\d]{1,3}[号日][\u3400-\u9fff]{0,6}"
)
#: What somebody said in so many words.
_SPEECH: Final = Pattern(
    r"(?:\b(?:said|says|say|told (?:me|us|him|her)|replied|answered|shouted|wrote|was like|called (?:me|it|him|her|us))|说|讲|骂|回[复我]|答)[\s:,是我他她]{0,4}\"(?P<x>[^\"\n]{1,160})\""
)
#: Before a name: nothing that it is a part of; somebody's title; that it was not given. The last before what is given.
_TITLE_LONG: Final = 8
_ALONE: Final = re.compile(r"(?<![\w-])$")
_TITLE_BEFORE: Final = re.compile(r"\b(?:mr|mrs|ms|miss|dr)\.? $")
_NO_BEFORE: Final = re.compile(r"\bno $")
_VOUCHERS: Final = re.compile(r" (?:vouchers?|coupons?)\b")
#: Behind somebody: only people do so.
_PERSONAL: Final = re.compile(
    r"(?: ?(?:的|嘅)?态度| (?:was|is) (?:so |very |really |extremely )?(?:rude|unhelpful|dismissive|abusive)\b| (?:hung up|shouted|lied|promised|apologi[sz]ed|told (?:me|us)|refused to (?:help|listen|speak))\b)"
)
#: Who prints, and a slip by its number, are no goods there.
_MAKERS: Final = re.compile(
    r"\b(?:at|by|from|you|your|the) printers (?:said|told|did|got|have|sent|printed|made|who|are|were (?:rude|late))|\b(?:support|parking|raised (?:a|the)|opened (?:a|the)|logged a|closed (?:my|the)|the) ticket(?: (?:was|is|got))? ?(?:closed|no\b|number|#|\d|open|resolved|with (?:you|support))"
)
#: What is shown as a proof, or was given to make it good, if the text says so.
_SHOWN: Final = re.compile(
    r"视频|录像|照片|相片|图片|截图|录音|(?:代金|优惠|现金|抵用)券|videos?|photos?|pictures?|screenshots?|(?:gift )?vouchers?|coupons?"
)
_SHOWING: Final = re.compile(
    rf"(?:拍|录|影|有|留|存|附|上传|发|给|送|赔|补|俾)(?:了|咗|的?有|着|下|到|我|你们|一?[张段条个]|一)*(?P<x>{_SHOWN.pattern})(?![会软平通卡])"
)
#: How much or how many, without what it is of: 六罐, 三四双.
_COUNTED: Final = re.compile(
    r"(?:大?[一二两三四五六七八九十百几半多\d]+|好几|这|那|整)(?:多|来|几)?(?:个|台|件|部|双|条|瓶|盒|套|只|箱|袋|份|张|把|支|款|包|罐|间|辆|架|对|本|块|桶|斤|枚|顶|副|床|串|枝|樽|颗|杯|碗|盆|盏|扇|幅|粒|公斤|克|次|单|笔|位|批|段|期|堂|节|晚)(?:多|半|左右)?"
)
#: Whose name stands on an order: the customer's own.
_BOOKED_BY: Final = re.compile(
    r"(?:预[订定约]|订[餐座位房票购]|下单|收货|联系|入住|购票|乘车)人(?:姓名)?(?:是|叫|系|:|为|\s)*[\u3400-\u9fff]{2,4}"
)
#: Said of what somebody else brought up: "what's gas got to do with it".
_ASIDE: Final = re.compile(
    r"\b(?:what|wot|wots|whats|how|why|nothing|not|never|isn't|isnt)\b[^.!?\n]{0,24}\b(?:to do with|about|mention\w*)\b|关[^,.;!?\n]{0,10}(?:什么事|乜事|咩事|啥事)|[没冇]有?(?:说|讲|提)过?"
)
#: What is said of a thing behind its name, and of who gave it.
_SAID_OF: Final = re.compile(
    r"(?<=[\u3400-\u9fff])(?:不亮|不响|不響|不转|不轉|不动|不動|不能用|没反应|沒反應|[坏壞裂碎][了咗掉]?)$|(?<=[\u3400-\u9fff])[没沒]$|(?<=[\u3400-\u9fff]{2})[的嘅]$"
)
#: Words that may be cut in their middle: their first half and the second.
_CUT_WORDS: Final = (("屏", "幕"), ("充", "值"))
#: The beginning of a word that says what was done with it, and of a time: 车险理|赔, 滑板车充电嗰|阵.
_CUT_AFTER: Final = (("理", "赔"), ("理", "賠"), ("维", "修"), ("維", "修"), ("安", "装"), ("安", "裝"), ("退", "款"))
_THAT_TIME: Final = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?:充[电電])?[嗰那](?:[阵陣时時日])?$|(?<=[\u3400-\u9fff]{2})(?:理[赔賠])$"
)
_GIVEN: Final = re.compile(r"\b(?:me|us|them|him|her)(?: (?:an?|the|some))?$", re.IGNORECASE)
#: What goes on with a model's name: figures, a code, a size, a word that makers add.
_MODEL: Final = re.compile(
    r"(?:[-/](?=[\w]*\d)\w{1,12}| (?:Pro|Max|Plus|Ultra|Mini|Air|Lite|SE|FE|XL|Edition|Series \d{1,3}|Gen ?\d{1,2}|Mk ?\d{1,2}|\d{1,4}(?:GB|TB|L|W|mm|inch|in|\")(?!\w)|(?=[A-Za-z]{0,6}-?\d)(?!\d+(?:st|nd|rd|th|pm|am|k|x|p)\b)(?:[A-Z]{0,6}-?\d{1,5}[A-Za-z]{1,4}[\w-]{0,10}|[A-Z]{1,6}-?\d[\w-]{0,12})(?![\w-])))",
)
#: A bare figure after a name that is written with a capital: "Tecno Camon 30"; not a number of days or of pounds.
_FIGURE: Final = re.compile(
    r"(?<=[A-Za-z]) \d{1,4}(?![\w.,:/%$-]*\d)(?![A-Za-z_])(?! ?(?:%|days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|min\w*|times?|of|pieces?|pcs?|x|pounds?|quid|p|euros?|dollars?|bucks|am|pm|o'clock|people|were|are|broke|arrived|items?|and \d|out|to \d|or \d|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b)(?! ?[年月日号號天次個个元块塊蚊台件部只隻张張盒双雙条條周週])",
    re.IGNORECASE,
)
_CAPITAL: Final = re.compile(r"[A-Z][\w'&-]*$")
#: A maker's name before a code: "Sony WH-1000XM5".
_MAKER: Final = re.compile(
    r"(?<![\w'-])(?!(?:The|My|A|An|Your|Our|This|That|These|Those|I|We|It|Its|Bought|Ordered|New|And|But|When|Both|Your|His|Her|Their|Yesterday|Today|Hi|Hello|Dear|Sir|Order|Ref|On|In|At|For|With|From|Model|No|Hey|So|Also|Re)\b)[A-Z][A-Za-z&]{1,14} $"
)
_CODE: Final = re.compile(r"[A-Z]*-?\d[\w-]*")
_JOINED: Final = re.compile(rf"[^\W{_HAN}]|-")
_MOST: Final = 5
_LONGEST: Final = 60

#: Right before what another is put in the place of.
_REJECTED: Final = re.compile(r"(?:不是|唔系|并非|\bnot|n't)\s?(?:在|喺|an? |the |at |in )*$")
_PLACE_TAIL: Final = r"(?:分店|门店|专卖店|旗舰店|专门店|体验店|直营店|便利店|便利商店|连锁店|4s店|药店|药房|酒店|饭店|宾馆|旅馆|民宿|餐厅|餐馆|酒楼|茶餐厅|咖啡店|奶茶店|快餐店|机场|航站楼|车站|火车站|高铁站|地铁站|捷运站|港铁站|码头|商场|商城|百货|购物中心|广场|超市|市场|菜市场|大卖场|营业厅|门市|专柜|柜台|柜枱|支行|分行|医院|诊所|学校|影院|电影院|健身房|仓库|网点|站点|服务点|驿站|自提点|自提柜|服务中心|维修点|维修中心|店铺|分公司|小区|校区|馆|店|院(?!子|里|内))"
_PLACE: Final = Pattern(
    rf"(?:(?<![现正])在|喺|于|去了|到了|去(?![了过])|到(?![了过])|到咗|去咗|来(?!了)|位于|地点:?|地点是|门店:?|分店:?|店名:?|从)(?:你们|你哋|贵司|贵公司|你们家|咱们)?(?:的|嘅|家的?|[那嗰](?:个|家|间)?)?\s?(?P<x>[a-z0-9{_HAN}]{{1,14}}?{_PLACE_TAIL}(?:(?![的嘅买里])[{_HAN}]{{1,8}}?(?:分?店)(?![员长主铺家里大小]))?|(?<=[\s在喺去到])[a-z][a-z0-9'&]{{1,14}}(?: [a-z0-9'&]{{2,14}}){{0,2}} ?(?:分?店|分行|门市|商场|医院|酒店|诊所|机场))(?![{_HAN}]*?(?:员|长|主))"
)
#: A day and the like before a place's name.
_WHEN: Final = r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{1,2}[/.]\d{1,2}|[昨今前琴寻噚当那嗰][天日晚早朝]|大前天|上个?(?:月|周|星期|礼拜)(?:[一二三四五六日天])?|(?:这|呢)个?(?:月|周|星期|礼拜)|(?:星期|礼拜|周)[一二三四五六日天]|早上|上午|下午|晚上|中午|夜晚|我(?!们)|在|喺|去"
_AT_WORK: Final = (
    "店员|员工|职员|店长|收银|经理|服务员|工作人员|售货员|导购|柜员|姑娘|站长|客服|前台|保安|人员|个?女?同事"
)
#: Shops of a kind have no name.
_KIND: Final = "(?:手机|药|书|鞋|便利|咖啡|奶茶|快?餐|饮品|水果|服装|衣|眼镜|花|珠宝|家具|文具|玩具|宠物|超商|精品|实体|连锁|线上|网|电器|化妆品|理发|美发|甜品|面包|蛋糕|修车|维修|金|茶|饭|酒|杂货|五金)"
_PLACE_BARE: Final = re.compile(
    rf"(?:^|[,.;!?\s]|的|嘅|你们|你哋|贵司|了|话|入住|住的?)(?:{_WHEN})*(?!(?:在|喺|去|到|于)?(?:你们|你哋|贵[司店]))(?P<x>[{_HAN}a-z0-9]{{2,10}}?(?:分店|门店|专卖店|旗舰店|广场店|百货店|营业厅|机场|支行|分行|航站楼|购物中心|专柜|门市|高铁站|火车站|地铁站|港铁站|捷运站|大?酒店|宾馆|度假村)|(?!楼下|隔壁|附近|旁边|对面|街边|路边|小店|老店|新店)[{_HAN}]{{2,9}}?(?<!网)(?:店|站)(?=的?(?:[那这嗰呢]?[个位])?(?:{_AT_WORK})|[{_HAN}](?:小姐|先生|女士|店长|经理|主任)|买的|的 ?[a-z]{{2}}|(?:配|做|剪|染|烫|办|取|订|换|装|修|吃|拿|提)(?:的|了|咗))(?<![车油务递驿心]站))(?=[,.;!?\s]|买|的|嘅|里|那|t\d|柜台|办|店员|员工|服务|工作|态度|前台|客服|客房|(?:[那这嗰呢]?[个位])?(?:{_AT_WORK})|[{_HAN}](?:小姐|先生|女士|店长|经理|主任)|配|做|剪|染|烫|取|订|换|装|修|吃|拿|提|$)"
)
#: A branch of theirs, and what was done there right behind it.
_YOUR_BRANCH: Final = Pattern(
    rf"(?:你们|你哋|贵司)(?:的|嘅|家)?(?P<x>(?!{_KIND}店|[这那每某一])[{_HAN}]{{2,8}}?(?<![网分门本该])店)(?=把|让|骂|不(?:给|让|肯|退|换|认)|唔(?:俾|肯|退|换)|拒|收了|卖(?:了|给)|给我|竟|居然|昨|今)"
)
#: A place that is told in running text: the gate of a school, a hall with its counter, where one rode to, an exam's place.
_TOLD: Final = Pattern(
    rf"(?:^|[,.;!?\s]|在|喺|到|去|从|于)(?P<gate>[{_HAN}]{{0,6}}?(?:国小|小学|中学|国中|高中|大学|幼儿园|医院|公园)(?:正|后|前|东|南|西|北|侧)门)"
    rf"|(?:^|[,.;!?\s]|在|喺|到|去|从|于)(?P<hall>[{_HAN}]{{2,8}}?(?:大厅|支行|分行|营业厅|服务中心|医院)(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})号(?:窗口?|柜台?|台))"
    rf"|(?:骑|开|走|坐|停|跑|驶|搭)(?:车)?(?:到|去|至|在)(?:了|咗)?(?P<road>(?!半路|马路|一路|路|[这那条哪])[{_HAN}]{{2,6}}?(?:路|街|大道|大桥|码头))(?=[,.;!?\s]|$|的|就|时|突|刹|被|口|附近|才|没|上)"
    rf"|(?:^|[,.;!?\s]|在|喺|到|去|从|于|是)(?P<site>(?![这那哪每一我你他]|什么|不同|考[点场])[{_HAN}]{{2,9}}?(?:考点|考场|校区|园区|会展中心|码头|服务区|收费站|体育[馆场]|影城|大剧院))(?=[,.;!?\s]|$|的|里|没|不|监|工|保|门|停|排)"
)
#: One place in another's stead.
_PLACE_END: Final = "城|店|广场|站|中心|汇|天地|百货|酒店|机场|医院|路|馆|商场|码头|大厦"
_PLACE_MENDED: Final = Pattern(
    rf"(?:^|[,.;!?\s]|应该|其实|地点|地址|门店)是(?:在|喺)?(?P<a>[{_HAN}]{{2,8}}(?:{_PLACE_END})),?(?:而)?不是[{_HAN}]{{2,10}}(?=\s*(?:$|[,.;!?]))"
    rf"|(?:^|[,.;!?\s])不是[{_HAN}]{{2,10}},?(?:而)?是(?:在|喺)?(?P<b>[{_HAN}]{{2,8}}(?:{_PLACE_END}))(?=\s*(?:$|[,.;!?]))"
)
#: Houses by their names, which are written with capitals.
_EN_HOUSE: Final = re.compile(
    r"\b(?:[Tt]he|[Yy]our|[Aa]t|[Ii]n) (?P<x>(?!Head |Main |Local |Home |Back |Front |Customer |Box |Ticket |Post |Support |Sales |The |Your )(?:[A-Z][\w'’&-]{1,15} ){1,3}(?:[Cc]inema|[Tt]heatre|[Tt]heater|[Ss]tadium|[Aa]rena|[Gg]ym|[Gg]arage|[Ss]urgery|[Oo]ffice|[Bb]ranch|[Mm]useum|[Ss]alon|[Ll]ibrary|[Cc]ampus|[Ll]eisure [Cc]entre))\b"
    r"|\b(?:booked|hired|reserved|visited|rented|stayed (?:at|in)|married at|stay at) (?:the )?(?P<y>(?!The )(?:[A-Z][\w'’&-]{1,15} ){1,3}(?:Barn|Hall|Manor|House|Lodge|Hotel|Inn|Farm|Cottage|Villa|Castle|Court|Abbey|Grange|Resort|Spa|Theatre|Arena|Stadium|Museum|Chapel|Gardens|Estate|Campsite|Hostel|Palace|Mill))\b"
)
_NOT_PLACE: Final = re.compile(
    rf"^(?:你们|你哋|你家|我们|人家)|这|那|一家|网店|网上|他们|哪|什么|每|别|家里|不|没|有|打|个|里的|该|贵|本|任何|某|买|去|找|我|您|医院$|酒店$|^饭店$|^学校$|^餐厅$|^商场$|^超市$|^仓库$|^机场$|^门店$|^分店$|^柜台$|^网点$|^专柜$|^车站$|^医院|投诉|餐馆$|体验$|^市场$|^店$|天猫|淘宝|京东|拼多多|住院|入院|出院|法院|学院$|电影院$|^{_KIND}店$|回|的|呢|嗰|送"
)
#: A counter or a window of ours by its number.
_COUNTER: Final = Pattern(
    r"(?:你们|你哋|贵[店司]|在|喺|去|到)的?(?P<x>(?:\d{1,3}|[一二三四五六七八九十]{1,3})号(?:柜台|窗口|收银台|档口|档|台(?!球)|厅|航站楼|登机口|闸口))"
)
#: Where it is to be, in an address that is put right.
_ADDRESS: Final = Pattern(
    r"地址[^!?\n]{0,12}?(?:改成|改为|改到|是|系|:)\s?(?P<x>[\u3400-\u9fff]{2,10}?(?:路|街|大道|道|巷|弄|村)\d{1,5}(?:弄\d{1,4})?号(?:\d{1,4}(?:楼|室|栋|单元|座))*)"
)
#: Airports that are called by their name alone.
_AIRPORT: Final = Pattern(
    r"\b(?:at|in|from|to|into|out of|via) (?:london |singapore |new york )?(?P<x>(?:heathrow|gatwick|stansted|luton|jfk|laguardia|lax|o'hare|changi|klia2?|chek lap kok|schiphol|charles de gaulle|cdg|suvarnabhumi|narita|haneda|incheon|murtala muhammed|jomo kenyatta)(?:,? (?:t|terminal )\d)?)\b"
)
#: A street and its like in English, in an answer that is too long to be kept whole.
_EN_STREET: Final = re.compile(
    r"\b(?:\d{1,4}[a-z]? )?(?:[A-Z][\w'’-]{1,14} ){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Way|Court|Square|Terrace|Crescent|Gardens|Grove|Hill|Park)\b"
)
#: A street where a shop stands that has no name.
_STREET: Final = Pattern(
    rf"(?:在|喺|去|到|于|位于)(?:你们|你哋)?(?P<x>[{_HAN}a-z0-9]{{2,8}}?(?:路|街|大道|巷|镇|村|城|广场)(?:[上口][边头]?)?)(?=(?:的|嘅|那|嗰|这|呢|一)?(?:家|间|個|个)?(?:店|铺|分店|门店|超市|药店|餐厅|饭店|档))"
    rf"|(?:^|[,.;!?\s])店(?:就)?(?:在|喺)(?P<y>[{_HAN}a-z0-9]{{2,8}}?(?:路|街|大道|巷|镇|村)(?:\d{{1,5}}号|[一二三四五]段)?)"
)
_EN_PLACE: Final = Pattern(
    r"\b(?:at|in|from|to|visited|@|your) (?:the |your |ur |my local |our )?(?P<x>(?:(?!(?:at|in|from|to|visited|your)\b)[\w&'.-]+ ){1,5}?(?:store|branch|outlet|location|airport|hotel|station|mall|restaurant|shop|supermarket|terminal(?: \d)?|counter|clinic|hospital|warehouse|showroom|centre|center|depot|cafe|plaza|resort))\b"
)
_EN_NOT_PLACE: Final = re.compile(
    r"^(?:你们|你哋|你家|我们|人家)|^the \w+$|\b(?:this|that|your|my|their|a|an|app|play|online|customer|call|service|it|of|nearest|any|every|each|another|which|some|and|was|were|is|phone|web|help|data|same|other|one|i|we|he|she|they|him|her|me|them|us|took|went|go|with|for|bought)\b"
)

_NUMBERED: Final = Pattern(
    r"(?:工号|员工(?:编?号|id)|坐席(?:编?号|号)|客服(?:编?号|工号)|骑手(?:编?号)|司机(?:编?号)|员编|(?:employee|staff|agent|operator|badge|driver|rep)(?: ?(?:id|no\.?|number|#))+)\s*(?:是|系|为|is|was|:|#|\s)*(?P<x>[a-z]{0,4}-?\d{2,10}[a-z]?)(?![a-z0-9-])"
)
_TITLE: Final = r"(?:客服(?:专员|人员|代表|小姐|小哥|主管)?|店员|店长|员工|经理|主管|主任|师傅|司机|骑手|快递员|快递小哥|外卖员|配送员|送货员|业务员|销售(?:员|顾问)?|柜员|服务员|服务生|专员|顾问|小姐|先生|女士|小哥|工程师|师父|导购|护士|医生|空姐|乘务员|管家|前台|老师)"
_SURNAME: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗凤方俞任袁柳唐罗薛雷贺倪汤滕殷毕郝邬安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明计成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房解应宗丁宣邓洪包左石崔吉龚程嵇邢裴陆荣翁荀甄曲家封芮储靳焦牧谷车侯全郗班仰仲伊宫宁仇栾甘厉武符刘景詹龙叶司黎薄白怀蒲鄂索咸籍赖卓蔺屠蒙池乔阴闻党翟谭贡申扶堵冉宰雍桑桂濮牛寿通边扈燕冀尚农温别庄晏柴瞿阎连习艾容向古易廖庾终步都耿满弘匡国文寇广欧利师巩聂晁勾敖融冷辛阚那简饶曾关"
#: Surnames that are no everyday words as well.
_FAMILY: Final = "".join(
    char
    for char in _SURNAME
    if char
    not in "都于和应成常向时师通满平安易终步边计车宁古全文国广党怀包充明从能单任房经项路关万方解乐相容连简利农支那后有言石牛花"
)
#: Where a surname is the end of another word: 官方客服, 客房经理, 班车司机.
_NO_SURNAME: Final = "(?<=[习训辅课学趣程级值当上下轮早晚夜])班|车司机|全员|(?<=[官对后各多我你他双两商店厂资卖买地甲乙])方|(?<=[客厨病产药库楼住退门套单机])房|(?<=[保公治平])安|家|安全|(?<=[安完])全|(?<=[工课流行过章日旅])程|(?<=[那这边旁左右两])边|(?<=[相有无])关|(?<=[海])关|(?<=[跟随洗修停租约坐打叫班单货客汽火列电交])车|向(?=客服|店|前台|经理|主管|老师)"
#: What follows a person's name.
_DOES: Final = r"[,.;!?\s的\"]|态度|说|打|跟|告诉|一直|话|对|骂|就|在|拒|推|不|没|把|让|叫|要|给|答应|承诺|挂|还|竟|居然|当|讲|冲|跑|吼|动|收|骗|很|非常|也|每|服务|$"
#: Who the customer is: a name that is not complained of.
_SELF: Final = Pattern(
    r"(?:我|本人|敝|敝人|免贵|鄙人|小弟|小妹|在下)(?:是|叫做?|姓|名叫|名字(?:是|叫)|的名字(?:是|叫)|系|叫做)[^,.;!?\s]{1,8}?(?=[,.;!?\s]|$|的|想|要|在|订|买|昨|今|前|之|投)|(?:收件人|收货人|联系人|联络人|联[系络](?:窗口|方式)|申请人|投保人|订货人|收信人|姓名|称呼|署名|户名|(?:订购|入住|预[订定约]|订[餐座位房票]|下单|乘车|用餐|就诊|租|承租|购票)人|旅客姓名|乘客姓名|患者|大名|(?:订|预[订定约])[位房枱檯台桌座餐票]?(?:的|嘅)?(?:名字?|名义)(?!单|额))(?:是|叫|系|:|为|\s)*[^,.;!?\s]{1,6}(?:\s[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff]))?"
    r"|\b(?:my name(?: is|'s|:)|my name|i am|i'm|this is|it's|call me|name:|signed,?|(?:kind |best |warm )?regards,?|sincerely,?|faithfully,?|yours,?|cheers,?|thanks,?|thank you,?|dear)\s+(?:mr|mrs|ms|miss|dr)?\.?\s?[a-z][a-z'-]+(?: [a-z][a-z'-]+)?(?=\W|$)",
)
_NAMED: Final = Pattern(
    rf"姓(?P<a>[{_SURNAME}])的?{_TITLE}?|(?:{_TITLE}|人)(?:名字)?(?:叫|名叫|叫做|名字叫|名字是|是叫|:)(?P<b>(?![我你您他她它佢人别等滚先去自咱俺]|大家|客[人户]|过来|回[去来]|不)[{_HAN}]{{2,3}}?)(?=[,.;!?\s的\"]|态度|说|$|打|跟|告诉|一直|话|对|骂|就|在)|(?P<c>(?<![公贵])(?!{_NO_SURNAME})[{_SURNAME}](?:{_TITLE}))(?![{_HAN}]?们)|(?:{_TITLE}|护士长|组长|队长|班长|店主|房东|中介|教练|技师|督导|经纪|代理|职员|营业员|收银员?|保安|理财|推销员?|售货员|导师)(?P<e>(?!(?<=师)傅)[{_FAMILY}][{_HAN}]{{1,2}}?)(?={_DOES})|{_TITLE}(?P<d>小[{_SURNAME}]|阿(?![姨婆公爷伯叔妈爸嬷嫲哥姐弟妹])[{_HAN}]|[{_SURNAME}](?:某|sir|生))(?=[,.;!?\s的\"]|态度|说|$|打|跟|告诉|一直|话|对|骂|就|在|成|副|个|嗰|同|都|又|好|真|系|唔|冇|再|仲|很|不|没|把)"
    rf"|(?P<k>(?<![公贵])(?!{_NO_SURNAME}|房|校)[{_FAMILY}](?:教练|技师|教授|医师|督导|队长|校长|院长|园长))(?!们)"
    # 叫阿明嘅職員; 叫外卖的骑手 is none.
    rf"|叫(?:做|作)?(?P<h>[阿小老][{_HAN}]|[{_FAMILY}][{_HAN}]{{1,2}}?)(?:的|嘅)(?:那|嗰|一)?[个位]?[男女]?(?:{_TITLE}|职员|营业员|收银员?|保安|教练|中介|店主|房东|人$)"
)
#: Words that begin with a capital after a name, and are no part of it.
_NO_NAME: Final = r"(?!(?:At|From|In|On|Of|And|Was|Is|Said|Told|The|Your|Has|Had|Who|But|Yesterday|Today|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December)\b)"
#: Somebody whose papers came by mistake, and the customer, who leaves a name with a number: nobody was dealt with.
#: The customer's own side.
_OWN: Final = r"husband|wife|partner|mother|mum|mom|father|dad|son|daughter|brother|sister|uncle|aunt|grand(?:mother|father|ma|pa|son|daughter)|nan|fianc[eé]e?|boyfriend|girlfriend|in-law|solicitor|lawyer|attorney|barrister|accountant|gp|doctor|dentist|consultant|boss|assistant|secretary|pa|carer|friend|colleague|neighbou?r|guest|client|tenant|executor|representative"
_OWN_HAN: Final = "先生|老公|老婆|丈夫|妻子|太太|爱人|爸爸?|妈妈?|父亲|母亲|阿爸|阿妈|老豆|老母|儿子|女儿|个仔|个女|哥哥?|姐姐?|弟弟?|妹妹?|律师|医生|会计|朋友|同事|秘书|助理|助手|代表|代理人|邻居|老板"
_TITLED: Final = r"(?:mr|ms|mrs|miss|dr|prof)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*){0,2}"
#: No word of what they did to the customer.
_NOT_WRONGED: Final = r"(?![^.!?\n]{0,50}\b(?:rude|abusive|dismissive|unhelpful|aggressive|horrible|awful|refused|shouted|ignored|lied|hung up|insulted|yelled|swore)\b)"
_OTHERS: Final = Pattern(
    rf"\b(?:my|our|her|his|their|the (?:patient|customer|passenger|guest|tenant|complainant|claimant|policyholder)'s?)(?: (?:late|elderly|dear|ex|former|own|old|lovely))? (?:{_OWN}),?(?: is| was| called| named|'s name is|:|,)* {_NOT_WRONGED}{_TITLED}"
    rf"|\b(?:in the name(?:s)? of|on behalf of|under the name(?: of)?|for the attention of|c/o|care of|(?:correspondence|repl(?:y|ies)|letters?|mail|post|answers?|responses?|refund|cheque|payment) (?:should (?:go|be sent|be addressed) )?(?:to|for)|the (?:patient|customer|passenger|guest|tenant|complainant|claimant|policyholder|account holder),?(?: is| was)?) {_TITLED}"
    # In whose name something was booked.
    rf"|[用以](?:我|我们)?(?:的|嘅)?[{_HAN}]{{1,3}}(?:先生|小姐|女士|太太|生)的?(?:大名|名字?|名义|身份|账号|帐号)"
    rf"|(?:我|我们|我哋)(?:的|嘅|家)?(?:{_OWN_HAN})(?:是|叫做?|姓|系|名叫|:|,)*[{_HAN}]{{1,3}}(?:先生|小姐|女士|太太|律师|医生|会计师?)"
    r"|\b(?:mr|ms|mrs|miss|dr|prof)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?(?:'s|s') (?!(?:attitude|behaviou?r|manner|tone|service|reply|answer|rudeness|conduct|treatment|advice|mistake|fault)\b)\w+"
    r"|\b(?:for|of|to|addressed to|belong(?:s|ed|ing) to|meant for|intended for) (?:an?|some|another|a certain) (?:mr|ms|mrs|miss|dr)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?"
    r"|\b(?:addressed to|belong(?:s|ed|ing) to|meant for|intended for) (?:mr|ms|mrs|miss|dr)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?"
    rf"|[{_HAN}]{{1,3}}(?:先生|小姐|女士|太太)的?(?:账单|帐单|对账单|报告|病历|快递|包裹|信件?|资料|保单|体检|处方|药|文件|合同|身份证|信息)"
    rf"|(?:(?:^|[,.;!?\s])(?:我(?:是|姓)?)?[{_HAN}]{{1,3}}(?:先生|小姐|女士|太太)|(?:^|[,.;!?]\s*)(?:mr|ms|mrs|miss|dr)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?)[\s,:;-]{{0,3}}(?:电话|手机|联络|联系|致电|打|phone|tel|mobile|call|whatsapp|wechat|微信|line|signal|telegram|on|at|:|\s){{0,3}}\+?\d[\d -]{{6,16}}"
    rf"|(?:\+?\d[\d -]{{6,16}}[\s,:;(]{{0,3}}|免贵)姓[{_HAN}]{{1,2}}(?=[\s,.;!?]|$)|(?:^|[\s,.;!?])姓[{_HAN}]{{1,2}}[\s,:;]{{0,3}}(?:电话|手机|:)?\s?\+?\d[\d -]{{6,16}}"
    rf"|\+?\d[\d -]{{6,16}}[\s,:;(]{{0,3}}(?:[{_HAN}]{{1,3}}(?:先生|小姐|女士|太太)|(?:mr|ms|mrs|miss|dr)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?)"
)
#: Between a name and the staff number of the same person.
_BESIDE: Final = 8
_EN_NAMED: Final = Pattern(
    r"\b(?:agent|rep|representative|driver|manager|employee|cashier|waiter|waitress|technician|courier|guy|woman|man|lady|person|staff member|supervisor|someone|operator|clerk|server|nurse|doctor|salesman|salesperson|advisor|engineer|colleague|rider|receptionist|teacher|instructor|plumber|electrician|installer|cleaner|host|guard|staff)(?: was| is|,)? (?:named|called|by the name of|whose name (?:is|was)|name(?: is| was)?) (?P<a>[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)?)"
    r"|\b(?:[Ss]poke|[Tt]alked|[Cc]hatted|[Ss]peaking|[Tt]alking|[Dd]ealt|[Dd]ealing) (?:to|with) (?:an? \w+ (?:named|called) |agent )?(?!(?:Mr|Ms|Mrs|Miss|Dr)\b)(?!Customer|Support|Service|Technical|Head|Live|Chat|Sales|The|Your|Billing|Someone|Guest|Front)(?P<b>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?= |,|\.|$)(?! ?(?:Customer|Support|Service))"
    r"|\b(?!(?:The|Your|My|Our|This|Yesterday|Today|Tonight|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Arrived|Spoke|Asked|Called|Stood|Stuck|Left|Sat|Again|Then|Now|Staff|Someone|Nobody|Lady|Man|Guy|Woman|Girl|He|She|They|It|Was|Is|Service|Reception|Security|Check|Only|Just|One|Waiting|Person|People|Customer|Support|Still|Not|Also)\b)(?P<f>[A-Z][a-z]{2,14}) (?:at|on|from|in) (?:the |your )?(?:front desk|reception|help ?desk|desk|counter|till|checkout|check-in|customer (?:service|support)|support|service desk|call cent(?:re|er)|sales team|box office|ticket office)\b"
    rf"|\b(?P<c>(?:[Mm]r|[Mm]s|[Mm]rs|Miss|[Dd]r|[Pp]rof)\.? [A-Z](?:[a-z]+|['’](?=[A-Z]))(?:[-'’]?[A-Z][a-z]+)*(?: {_NO_NAME}[A-Z](?:[a-z]+|['’](?=[A-Z]))(?:[-'’]?[A-Z][a-z]+)*){{0,2}})"
    r"|\b(?:[Bb]adge|[Nn]ame ?tag) (?:said|says|read|reads|saying|was|had)(?: that)? (?P<j>(?!The|No|Staff|Trainee|Manager|Not|Security)[A-Z][a-z]{1,14})\b"
    # A foreign name in a Chinese sentence.
    r"|(?:教[练練]|店[员員长長]|[职職][员員]|[员員]工|[经經][纪紀理]|中介|代理|客服|司[机機]|[师師]傅|[护護]士|[医醫]生|老[师師]|同事|[顾顧][问問]|主[任管]|保安|[业業][务務][员員]|[销銷]售|柜[员員]|收[银銀][员員]?|姑娘|[导導][师師游遊])(?:[个個])?(?:名字?)?(?:叫做?|名叫|係叫|是叫)\s?(?!(?:App|Email|Line|Whatsapp|Wechat|Uber|Grab|Google|Facebook|Apple)(?![A-Za-z]))(?P<g>[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?)(?![A-Za-z])"
    rf"|\b(?:[Aa]gent|[Rr]ep|[Dd]river|[Tt]echnician|[Mm]anager|[Ww]aiter|[Ww]aitress|[Cc]ashier|[Nn]urse|[Dd]octor|[Ss]upervisor|[Cc]ourier|[Rr]eceptionist|[Cc]lerk|[Tt]eller|[Ss]ales(?:man|woman|person)|[Aa]dvisor|[Oo]fficer|[Ee]ngineer|[Rr]ider|[Tt]eacher|[Ii]nstructor|[Cc]oach|[Tt]rainer|[Pp]lumber|[Ee]lectrician|[Mm]echanic|[Ii]nstaller|[Ff]itter|[Cc]leaner|[Hh]airdresser|[Ss]tylist|[Bb]arber|[Tt]herapist|[Dd]entist|[Bb]arista|[Ll]andlord|[Ss]teward(?:ess)?),? {_NO_NAME}(?P<d>[A-Z][a-z]{{2,}})\b"
    # A doctor has a name behind it, or an article before it.
    r"|(?<!the )(?<!The )(?<!a )(?<!my )(?<!your )(?<!our )(?<!another )(?<!no )(?<!per )\b(?P<h>(?:[Dd]octor|[Nn]urse|[Pp]rofessor) (?!(?:was|were|is|are|has|had|have|did|does|who|said|says|told|and|or|at|from|in|on|for|to|of|the|that|came|never|not|but|visits?|appointments?|notes?|letters?|bills?|fees?|strike|again|today|yesterday|now|here|there|when|because|called?|practitioner|led|station|shift|staff|please|refused|with|without|after|before|about|just|also|then|gave|rang|ignored|only|shouted|kept|forgot|will|can|could|would|should|[a-z]+ly|[a-z]+ing)\b)[a-z]{3,14})(?=\s*$|[,.;!?]| (?:was|is|said|told|refused|did|didn't|never|kept|who|at|from|gave|and|ignored|shouted|came|forgot)\b)"
)
#: What was booked, cut off from its verb: 订位 is the service, and 位姓名林小姐 nothing.
_BOOKED: Final = re.compile(
    r"[位枱檯](?!于)|[桌座](?![椅面布垫墊])(?=的|嘅|大?名|姓|時|时|是|被|改|取|[一二两兩三四五六七八九十\d])|[房票餐](?=的|嘅|大?名|姓|時|时|是|被|改|從|从|取|[一二两兩三四五六七八九十\d]|$)|[咗了][位房枱檯桌座票]$"
)
#: A name is taken back at once: "a toaster, no sorry, a kettle".
_TAKEN_BACK: Final = Pattern(
    r"[\s,.;~-]+(?:[喔哦噢啊呃诶欸唉哎][\s,]*)?(?:(?:不对|唔对|唔啱|说错了?|讲错咗?|写错了?|打错了?|搞错了?)[\s,.]*(?:应该)?(?:是|系)?(?=[\u3400-\u9fffa-z])|(?:不是|唔系|不)[\s,.]+(?:应该)?(?:是|系))(?:你们|你哋|我买|买)?的?"
    r"|[\s,.;-]+(?:(?:oh |oops |eh |er |um )?(?:no|wait|sorry)[ ,.]+(?:(?:no|wait|sorry|actually)[ ,.]+){0,2}(?:i mean(?:t)? )?|i mean(?:t)? |or rather |make that |scratch that,? )(?:it was |it's |that's )?(?:an?|the|my|your|some) "
)
#: So far behind a name it may be taken back.
_NEAR: Final = 2
_FIRST: Final = re.compile(rf"\s*(?P<x>[{_HAN}a-z][{_HAN}a-z0-9 +-]{{1,16}}?)\s*(?:{_STOP}|(?<=[a-z0-9]){_EN_STOP})")
#: Parts, which are of something whole.
_PART: Final = re.compile(
    r"(?:the |its |one |a )?(?:zip(?:per)?|button|strap|handle|lid|lining|sole|heel|buckle|hinge|screen|battery|cable|plug|knob|switch|wheel|seam|stitching|sleeve|pocket|collar|spout|leg|drawer|charger|pump|motor|drum|belt|clasp)s?|拉[链鏈鍊]|[纽紐扣]扣?子?|[把提]手|[盖蓋]子?|[屏螢荧]幕|屏|[电電]池|[电電][线線]|插[头頭]|[轮輪]子|鞋[底跟]|袖子|口袋|[马馬][达達]|[电電][机機]|水泵|[滚滾]筒"
)
_TRIM: Final = " ,.;!?~-:'\"，。！？、；：“”「」()（）\t\n"


def product(text: str, folded: str) -> str | None:
    """What was bought or broke, as said."""
    for pattern, bad in (
        (_QUOTED, _NOT_THING),
        (_BOUGHT, _NOT_THING),
        (_MINE, _NOT_THING),
        (_BROKE, _NOT_BROKEN),
        (_EN_QUOTED, _EN_NOT_THING),
        (_EN_COUNTED, _EN_NOT_THING),
        (_EN_SHOULD, _LABELLED),
        (_EN_BOUGHT, _EN_NOT_THING),
        (_EN_MINE, _EN_NOT_THING),
        (_EN_BROKE, _EN_NOT_THING),
    ):
        for match in pattern.finditer(folded):
            name = next(group for group in match.groupdict() if match[group])
            said = match[name].strip()
            if len(said) >= 2 and not bad.search(said) and not said.replace(" ", "").isdigit():
                return text[match.start(name) : match.end(name)].strip(_TRIM)
    one = _ONE.search(folded)
    return text[one.start("x") : one.end("x")] if one else None


def with_model(text: str, name: str) -> str:
    """The name that was found in the text, with all of its model, and of its maker before a bare code."""
    start = text.find(name)
    if start < 0 or not re.search("[A-Za-z]", name):
        return name
    end = start + len(name)
    while start and _JOINED.match(text[start - 1]) and _JOINED.match(name[0]) and end - start < _LONGEST:
        start -= 1
    if _CODE.match(text, start) and (maker := _MAKER.search(text, max(0, start - 17), start)):
        start = maker.start()
    for _ in range(_MOST):
        further = _MODEL.match(text, end)
        if further is None and _CAPITAL.search(text, start, end):
            further = _FIGURE.match(text, end)
        if further is None or further.end() - start > _LONGEST:
            break
        end = further.end()
    return text[start:end].strip(_TRIM)


def tidy(text: str, name: str) -> str | None:
    """The name that was found in the text without what is said of it; None where that was all."""
    start = text.find(name)
    if start > 0 and text[start - 1] in "订訂" and _BOOKED.match(name):
        bed = name[1] if name[0] in "咗了" else name[0]
        return f"{text[start - 1]}{bed}"
    said = spans.begun(text, _SAID_OF.sub("", name))
    for cut, rest in _CUT_WORDS:
        if said.endswith(cut) and f"{said}{rest}" in text:
            said += rest
    for rest, gone in _CUT_AFTER:
        if len(said) > 2 and said.endswith(rest) and f"{said}{gone}" in text:
            said = said[: -len(rest)]
    said = _THAT_TIME.sub("", said)
    if _GIVEN.search(said):
        return None
    return spans.ended(text, with_model(text, said)) or None


def whole_of(text: str, folded: str, name: str) -> str:
    """The name that was found, or what it is a part of: the whole of a name in quotation marks, the coat of a zip."""
    for quoted in _QUOTED.finditer(folded):
        said = text[quoted.start("x") : quoted.end("x")].strip(_TRIM)
        if name in said and not re.search("[,，。!！?？]", said):
            return said
    if not _PART.fullmatch(fold(name)):
        return name
    for pattern, bad in ((_BOUGHT, _NOT_THING), (_EN_BOUGHT, _EN_NOT_THING)):
        for match in pattern.finditer(folded):
            if not bad.search(match["x"]) and not _PART.fullmatch(match["x"]):
                return text[match.start("x") : match.end("x")].strip(_TRIM)
    return name


def meant_instead(text: str, folded: str, name: str) -> int:
    """Where what was meant instead of the name begins, if that was taken back at once: 電鍋，喔不是，是氣炸鍋; 0 where not."""
    at = text.find(name)
    for match in _TAKEN_BACK.finditer(folded):
        # Right behind the name, or within what was taken for it.
        if at >= 0 and at < match.end() and match.start() <= at + len(name) + _NEAR:
            return match.end()
    return 0


def named_first(text: str, folded: str, start: int) -> str | None:
    """The name with which the rest of a text begins, if it begins with one."""
    match = _FIRST.match(folded, start)
    if match is None or _NOT_THING.search(match["x"]) or _EN_NOT_THING.search(match["x"]):
        return None
    said = text[match.start("x") : match.end("x")].strip(_TRIM)
    return said if len(said) >= 2 and not re.search(r"^[\d\W]+|[月日号號元块塊店]$", said) else None


def _stands(folded: str, said: str, before: re.Pattern[str], after: re.Pattern[str] | None = None) -> bool:
    """Whether a name is in the text anywhere right behind `before` and right before `after`."""
    at = folded.find(said)
    while at >= 0:
        if before.search(folded[max(0, at - _TITLE_LONG) : at]) and (not after or after.match(folded, at + len(said))):
            return True
        at = folded.find(said, at + 1)
    return False


#: The name of a street or a house, which is where something was bought.
_STREET_NAME: Final = re.compile(r"[\u3400-\u9fff]{2,10}(?:街|大道|马路|邨|屋苑|大厦|商场|分店|门市)")


def is_product(folded: str, name: str) -> bool:
    """Whether a name may be what is complained of: no label of a number, nothing that somebody else brought up."""
    said = fold(name)
    if any(one.fullmatch(said) for one in (_NO_THING, _COUNTED, _NOBODYS, _WORD_ALONE, _STREET_NAME)):
        return False
    if any(said in match["x"] for match in _SPEECH.finditer(folded)) and folded.count(said) == 1:
        return False
    if _stands(folded, said, _ALONE, _PERSONAL):
        return False
    if said in ("printers", "ticket") and _MAKERS.search(folded):
        return False
    if _SHOWN.fullmatch(said) and any(match["x"] == said for match in _SHOWING.finditer(folded)):
        return False
    if any(said in match[0] or match[0].endswith(said.split(" ")[0]) for match in _BOOKED_BY.finditer(folded)):
        return False
    if _stands(folded, said, _TITLE_BEFORE):
        return False
    if _stands(folded, said, _NO_BEFORE, _VOUCHERS) or (said == "line" and "new line" in folded):
        # What was not given is not complained of by half its name; a line is new where one dictates.
        return False
    if _LABEL.fullmatch(said) and _NUMBER_OF.search(folded):
        return False
    return not any(
        said in match[0] or folded.find(said, match.start(), match.end() + 12) >= 0 for match in _ASIDE.finditer(folded)
    )


def place(text: str, folded: str) -> str | None:
    """Where it was: a branch, a station, a hotel with its name."""
    if mended := _PLACE_MENDED.search(folded):
        name = "a" if mended["a"] else "b"
        return text[mended.start(name) : mended.end(name)].strip(_TRIM)
    rejected = None
    for pattern, bad in (
        (_PLACE, _NOT_PLACE),
        (_PLACE_BARE, _NOT_PLACE),
        (_YOUR_BRANCH, _NOT_PLACE),
        (_EN_PLACE, _EN_NOT_PLACE),
    ):
        for match in pattern.finditer(folded):
            if bad.search(match["x"]):
                continue
            said = text[match.start("x") : match.end("x")].strip(_TRIM)
            start = meant_instead(text, folded, said)
            if start and (other := place(f"在{text[start:]}", f"在{folded[start:]}")):
                return other
            if not _REJECTED.search(folded[max(0, match.start("x") - 16) : match.start("x")]):
                return said
            rejected = rejected or said
    if rejected:
        return rejected
    if street := _STREET.search(folded):
        name = "x" if street["x"] else "y"
        return text[street.start(name) : street.end(name)].strip(_TRIM)
    for pattern in (_AIRPORT, _COUNTER, _ADDRESS):
        if (known := pattern.search(folded)) and not (pattern is _COUNTER and _TOLD.search(folded)):
            return text[slice(*known.span("x"))]
    if told := _TOLD.search(folded):
        return text[slice(*told.span(told.lastgroup or 0))]
    if house := _EN_HOUSE.search(text):
        return house[house.lastgroup or 0]
    return None


def street(text: str) -> str | None:
    """The street that an answer tells of."""
    found = _EN_STREET.search(text)
    return found[0] if found else None


def person(text: str, folded: str) -> str | None:
    """Whom the customer dealt with: a staff number, a name, or a surname with what they are."""
    numbered = _NUMBERED.search(folded)
    shown = text
    for pattern in (_SELF, _OTHERS):
        for own in pattern.finditer(folded):
            blank = "~" * (own.end() - own.start())
            folded = folded[: own.start()] + blank + folded[own.end() :]
            shown = shown[: own.start()] + blank + shown[own.end() :]
    name, end = "", 0
    for known, source in ((_NAMED, folded), (_EN_NAMED, shown), (_YOURS, shown), (_BRACKETED, shown)):
        if match := next((one for one in known.finditer(source) if _is_theirs(folded, shown, one)), None):
            group = next(name for name, value in match.groupdict().items() if value)
            name, end = text[match.start(group) : match.end(group)].strip(_TRIM), match.end(group)
            break
    if numbered is None:
        return name or None
    number = text[numbered.start("x") : numbered.end("x")].upper()
    # "小王 工号0327": both are of one person.
    return f"{name} {number}" if name and 0 <= numbered.start() - end <= _BESIDE else number


#: A name with a title alone may be anybody's: another customer, a doctor of one's own. It is one of theirs where
#: somebody is dealt with, or does what staff do, and where a title is in a sentence of wrongs.
_COURTEOUS: Final = re.compile(r"(?:mr|ms|mrs|miss)\b")
_DEALT: Final = Pattern(
    r"\b(?:your|you|rude\w*|staff|attitude|manners?|tone|behaviou?r|conduct|manager|supervisor|driver|agent|rep|representative|receptionist|cashier|teacher|nurse|doctor|waiter|waitress|technician|engineer|advis[eo]r|officer|assistant|colleague|clerk|coach|tutor|trainer|plumber|installer|desk|counter|till|reception|branch|department|team|badge"
    r"|(?:sp[eo]ke|spoken|speak(?:ing)?|talk(?:ed|ing)?|chat(?:ted|ting)?|dealt|deal(?:ing)?|argued?|met|meeting|left|complain\w*|complaint|report\w*|about|against|handled|served|seen|helped|treated|called|rung|told|promised|assured|booked|signed|sold|written|sent|given|taught|by|from|with|named)(?: (?:to|with|by|about|of|me|us))* (?:a |an )?(?:mr|ms|mrs|miss)"
    r"|(?:mr|ms|mrs|miss)\.? [a-z'’-]+(?: [a-z'’-]+)?(?: (?:at|in|from|on) [a-z' ]{2,24}?)?,? (?:who |then |just |also |never |always |only |even |again |simply |finally |apparently |himself |herself ){0,3}(?:said|says|told|promised|refused|shouted|yelled|lied|laughed|hung up|ignored|insisted|claimed|assured|admitted|apologi[sz]ed|advised|sold|served|came|turned|kept|keeps|threatened|called|calls|rang|insulted|pushed|hit|swore|sent|sends|wrote|answered|replied|gave|took|charged|overcharged|made|did|didn't|does|doesn't|won't|wouldn't|couldn't|can't|wasn't|isn't|was|were|is|has (?:been|ignored|refused|not)|had|forgot|failed|broke|damaged|cancelled|booked|signed|handled|dealt|treated|spoke|talked|left|ruined|cut|fitted|installed|delivered|threw|slammed|asked|demanded|mocked|accused|blamed)\b)"
)
#: No more than that somebody else may have something, or is no staff.
_NOT_DEALT: Final = re.compile(
    r"\s*,?\s*(?:might|may|could|must|probably|perhaps|maybe|has|have|had|is|was|isn't|wasn't)(?: (?:have|has|probably|now|got|not))* (?:mine|my\b|our\b|staff|one of yours|the other|another|the wrong)"
)
_WHAT_IF: Final = re.compile(r"\b(?:what if|suppose|maybe|perhaps|has|does)\s+$")
#: Somebody's name, said behind what they did: "he told me you can cancel any time (Jason I think)".
_BRACKETED: Final = Pattern(
    r"(?i:\b(?:he|she|they|rep|agent|guy|man|lady|woman|girl|lad|person|someone|driver|engineer|manager|cashier|assistant|staff|technician|receptionist|waiter|waitress|nurse|advis[eo]r|barista|bloke)\b)[^.!?\n]{0,100}?[(,-] ?(?:(?i:called|named|name was|his name was|her name was|maybe|possibly|probably|i think) )?(?!(?:I|He|She|It|They|We|The|This|That|Not|No|Yes|So|Then|And|But|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b)(?P<a>[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?),? (?i:i think|i believe|i guess|maybe|or something|was (?:his|her) name|(?:he|she) (?:said|was called))\b"
)
#: Whose man or woman it was: "the way your man Graham spoke to me".
_YOURS: Final = Pattern(
    r"(?i:\byour (?:own |young |other |new |so-called )?(?:man|woman|guy|lad|lady|girl|bloke|chap|fella|colleague|people|boy|one|mate)),? (?:(?i:called|named) )?(?P<a>[A-Z][a-z]{1,14})\b(?! (?:Hotel|Store|Road|Street|City|Airport))"
)
_BEFORE_TITLE: Final = 60


#: A word with a capital that is no article, before a trade's.
_BRAND_BEFORE: Final = re.compile(
    r"\b(?!(?:The|Your|My|Our|This|That|A|An|And|But|Head|Senior|Junior|Shift|Duty)\b)[A-Z][\w'&-]{1,15} $"
)


def _is_dealt_with(folded: str, match: re.Match[str]) -> bool:
    """Whether a name with a title is that of one of theirs."""
    group = match.lastgroup or ""
    if group != "c" or not _COURTEOUS.match(folded, match.start("c")):
        return True
    if _NOT_DEALT.match(folded, match.end("c")):
        return False
    start = max(0, match.start("c") - _BEFORE_TITLE)
    if _WHAT_IF.search(folded, start, match.start("c")):
        return False
    said = folded[start : match.end("c") + _BEFORE_TITLE]
    return len(said) <= match.end("c") - match.start("c") + 4 or bool(_DEALT.search(said))


#: Somebody of theirs is spoken of.
_OF_THEIRS: Final = Pattern(
    rf"{_TITLE}|[他她佢]|态度|[这那嗰](?:个|位)|[男女](?:的|生|人)|大(?:哥|姐|叔|妈)|阿姨|教练|技师|保安|中介|工(?:号|人|作)|技术员|收银|护工|同事"
)


def _is_theirs(folded: str, shown: str, match: re.Match[str]) -> bool:
    """Whether who is named is one of theirs."""
    return _is_dealt_with(folded, match) and not (_own_surname(folded, match) or _is_brand(shown, match))


def _is_brand(shown: str, match: re.Match[str]) -> bool:
    """Whether a trade and what follows it are a part of a product's name: "Breville Barista Express"."""
    return (
        match[0][0].isupper()
        and match.lastgroup == "d"
        and bool(_BRAND_BEFORE.search(shown[max(0, match.start() - 20) : match.start()]))
    )


def _own_surname(folded: str, match: re.Match[str]) -> bool:
    """Whether a bare surname is the customer's own: 我是寿光的，姓国. Of theirs it is told who they are."""
    return match[0] == f"姓{match.group(match.lastgroup or 0)}" and not _OF_THEIRS.search(folded)


#: What stands before the answer itself, and sighs behind it.
_OPENING: Final = re.compile(
    r"^(?:收货|收貨|送货|送貨|配送|寄送|我的?|正确的?|正確的?){0,2}地[址点點](?:应该|應該|其实|其實)?(?:是|係|系|在|改成|改为|改為|[:：])\s*(?=\S{4})|^(?:(?:就是|就係|即係|是|係)?我?(?:[刚剛][刚剛才]|[头頭]先|之前|先前|早前|上面|前面|啱啱)(?:已[经經])?[说說讲講话話提写寫](?:过|過|咗|到|了)?(?:的|嘅|那|嗰)(?:个|個|台|部)?)(?=\S{2})|^(?:就?是(?!非)|系(?![统統列])|係|喺|在(?![线線校职職读讀])|我?(?:买|買)(?:的是|了|咗)?|我订的是)(?=\S{2})|^(?:[产產]品|[东東]西|商品)?(?:不是|唔係|唔系|並非|并非)[^,，]{1,14}[,，]\s*(?:而)?(?:是|係|系)(?:你们|你們|你哋)?(?:家)?(?:的|嘅)?(?=\S{2})|^(?:(?:it|that|the product|product|the item)(?:'s| is| was)? )?not (?:an? |the |my )?[^,]{1,24}, (?:it's|it is|its|but) (?:an? |the |my )?(?=\S{2})|^(?:(?:it's|it was|it is|that's|at|in|the|an?) )+(?=\S{2})",
    re.IGNORECASE,
)


#: An answer that begins with a slip is followed by what was meant, and may end with what was not.
_SLIP: Final = re.compile(
    r"^(?:(?:(?:不好意思|抱歉|唔好意思)[\s,，]*)?我?[打写寫说說讲講填搞弄][错錯][了咗]?(?:[字啦喇啊呀]){0,2}|(?:sorry,? )?(?:typo|my mistake|wrong one)|oops)[\s,，.。:：;；!！]+(?=\S{2})",
    re.IGNORECASE,
)
_NOT_THAT: Final = re.compile(
    r"(?<=\S\S)[\s,，]*(?:而?不是|唔[係系]|[並并]非)[^\s,，]{1,14}$|(?<=\S\S),? not (?:an? |the |my )?[\w' -]{2,24}$",
    re.IGNORECASE,
)


#: What stands around a name that was asked for: "I think his name was Tom", "Chidinma I think, at the front desk".
_NAMED_SO: Final = re.compile(
    r"^(?:(?:i think|i believe|maybe|perhaps|probably|possibly|pretty sure|i'm (?:pretty |not )?sure|well|um+|uh+|he|she|they|it|that|the (?:guy|man|lady|woman|girl|person|one)|someone|somebody|a (?:guy|man|lady|woman|girl)|who|(?:his|her|their|the)(?: (?:first|last|given|staff|full))? name(?: tag| badge)?|(?:(?:the|his|her|their|a) )?(?:name ?tag|(?:name ?)?badge)|'s|is|was|were|says?|said|read|reads|named|called|calls? (?:him|her)self|goes by|spel(?:t|led)|by the name of|staff name|name)(?:[\s,:]+|(?='))){1,8}(?=\S{2})"
    r"|^(?:(?:[佢他她]的?|[嗰那这])?[个個]?(?:胸牌|工牌|名牌|牌子|胸卡|工作牌|铭牌|銘牌|名片)上?面?(?:写|寫|印|显示|顯示|叫)?(?:的|着|住|嘅)*(?:是|係|系|叫)*|(?:好像|应该|應該|大概|可能|似乎|好似|我[记記]得|[记記]得|那个|那個|嗰個|[那嗰][位个個]|佢|他|她|人家|个人|個人|名字|姓名|名)(?:是|係|系|叫做?|名叫)*|(?:叫做?|名叫|是叫))+[\s,:：，]*(?=\S{2})",
    re.IGNORECASE,
)
_NAMED_THEN: Final = re.compile(
    r"(?:[\s,]+(?:i think|i believe|i guess|maybe|or something(?: like that)?|or so|probably|not sure|if i remember(?: right(?:ly)?)?|was (?:his|her|their|the) name|(?<=, )(?:at|from|in|on) (?:the|your) \S.*|not [A-Z]\w+|(?:but )?i'?m not (?:really |too |so |100% )?(?:sure|certain))|[，, ]?(?:好像|应该|應該|大概|我[记記]得|[记記]得|吧|这样|咁|之类的?|之類的?))+\W*$",
    re.IGNORECASE,
)
_SIGHS: Final = re.compile(r"(?<=\S\S)[啊呀哦喔噢啦喇囉咯嘍喽㗎]+$")


#: Nobody is named: "didn't catch it", and how somebody looked.
_NO_ONE: Final = re.compile(
    r"^\W*(?:sorry,? |well,? |no,? |i |we ){0,3}(?:didn.?t|did not|don.?t|do not|never|couldn.?t|forgot to) (?:catch|get|ask|know|see|remember|hear|recall|give)\b(?! (?:him|her) (?:but|was))"
    r"|\b(?:chap|bloke|guy|man|woman|lady|girl|lad|fella|boy)\b[^.!?]{0,20}\b(?:with|in|wearing|about|around|mid|late) |^(?:我|都|也|真){0,2}(?:不知道?|不清楚|不晓得|不记得|唔知道?|唔清楚|唔记得|忘(?:记)?)[了啊呀喎咗]?(?:名字?|叫什么|叫咩|叫乜|系边个|是谁)?(?=$|[,.;!?\s])|^(?:佢|他|她)(?:哋|们)?(?!.{0,5}(?:叫|姓|名|是|系|牌))[^,.;!?]{4,}|^(?:没|冇|忘了?|忘记)(?:问|听清|记|看清|注意|留意)[^,.;!?]{0,8}(?=$|[,.;!?])|^(?:个|一个|嗰个|那个)?(?:高|矮|胖|瘦|戴|穿|留)[^,.;!?]{1,10}(?:的|嘅)"
)
_NAMES_ONE: Final = re.compile(r"\b(?:named|called|name(?:'s| is| was)?|叫|姓)\b|叫|姓|(?<=[a-z,] )[A-Z][a-z]{2,}")


def named(text: str) -> str | None:
    """A short answer that names somebody, without what stands around the name."""
    said = whole(text)
    if not said or (_NO_ONE.search(fold(said)) and not _NAMES_ONE.search(said)):
        return None
    bare = _NAMED_THEN.sub("", _NAMED_SO.sub("", said)).strip(_TRIM)
    if not _NO_ONE.search(fold(said)) and _SENTENCE.search(bare) and (name := _only_name(bare)):
        return name
    return bare if len(bare) > 1 else said


#: More is said than a name.
_SENTENCE: Final = re.compile(r"[,.;!?-] ?\S|\b(?:i|he|she|told|said)\b", re.IGNORECASE)
#: Words with a capital that name nobody.
_CAPITALS: Final = re.compile(
    rf"(?<![\w'-]){_NO_NAME}(?!(?:I|He|She|It|They|We|You|His|Her|Him|Their|My|Our|This|That|These|Those|There|No|Not|Yes|Yeah|Ok|Okay|So|Then|Sorry|Well|If|When|Please|Just|As|Like|Oh|Um|Maybe|Name|Mr|Mrs|Ms|Miss|Dr|Someone|Somebody|Nobody|Called|Think|Already|Probably|Don|Didn|Isn|Wasn|Can|Could|Would|Should|To|For|With|By|An?|Some|Any|Only|Also|Because|Manager|Driver|Staff|Reception|Customer)\b)(?P<x>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z]{{1,14}}(?: [A-Z][a-z]{{1,14}}){{0,2}})(?![\w-])"
)


def _only_name(text: str) -> str | None:
    """The one name in an answer that says more: "Graham. I said Graham.", "Lee, as I said"; None where there are several."""
    names = list(dict.fromkeys(match["x"] for match in _CAPITALS.finditer(text)))
    return names[0] if len(names) == 1 else None


def whole(text: str, limit: int = 60) -> str | None:
    """A short answer as a whole, for the slot that was asked."""
    said = text.strip(_TRIM)
    if slip := _SLIP.match(said):
        said = _NOT_THAT.sub("", said[slip.end() :])
    said = _SIGHS.sub("", _OPENING.sub("", said))
    if len(said) <= limit and _NUMBER_OF.fullmatch(fold(said)):
        return None
    return said if 1 < len(said) <= limit and "\n" not in said else None
