"""What was bought, where, and who was dealt with. Rather nothing than nonsense."""

from __future__ import annotations

import re
from typing import Final

from bot.regex import regex
from nlu import spans
from nlu.fold import fold
from nlu.patterns import Pattern

HAN: Final = "\u3400-\u9fff"
#: Ends a noun phrase: verbs, particles, pronouns and the words of trouble.
_STOP: Final = r"(?=共(?=\s?[\d一二两三四五六七八九十])|坏|碎|裂|破|不|没|冇|无|用|打|开|关|漏|掉|断|有(?!线)|是|系|就|才|都|也|还|又|已|一直|突然|竟|居然|结果|到|收|(?<!沙)发|给|被|质|出|跟|和(?!牛)|与|,|\.|;|!|\?|~|\(|\)|:|\"|\n|$|了|的|呢|啊|吧|我|你|他|她|佢|说|要|想|今|昨|前|上周|这|那|嗰|呢个|咗|喺|在|回|拿|今天|刚|啱|只|完全|根本|太|很|好(?=[差烂])|从|经常|老是|一开|充|插|装|居|里面|跑|退|换|修|订|下|买|送|寄|屏幕|电池|唔|几|真|全|颜色|尺寸|穿|洗|吃|喝|连|快递|物流|客服|少|缺|丢|烂|发霉|过期|变|掉色|爆|冒|烧|漏电|冻|死|黑屏|闪|卡|慢|响|两天|三天|\d+天|怎么|为什么|什么|点解|请|麻烦|帮|可以|能|应该|应|需要|质量|价格|退款|,)"
_MEASURE: Final = r"(?:[一二两三四五六七八九十几\d]{1,3}|这|那|呢|嗰|某|个)?(?:个|台(?![灯历布球式面扇])|件|部|双|条|瓶(?!子)|盒(?![子饭])|套(?![餐装])|只|箱(?![子包])|袋(?!子)|份|张|把(?!手)|支(?!架)|款|包(?!包)|罐(?!头)|间|辆|架(?!子)|对|本(?!子)|块|桶|斤|枚|顶|副|床(?![垫单架头])|串|枝|樽|隻|組|组|顆|颗|杯(?![子垫])|碗(?![碟柜])|盆(?!栽)|盞|盏|扇(?!子)|幅|粒)?"
#: What was left out of a parcel.
_LEFT_OUT: Final = Pattern(
    rf"[少漏](?:送|发|寄|装|给|放|配)(?:了|咗)?(?:我|我们|我哋)?[一二两三四五六七八九十几半\d]{{1,3}}[个台件部双条瓶盒套只箱袋份张包罐本块桶斤杯碗支枝樽提排板听](?!快递|包裹|东西|[货餐件])(?P<x>[{HAN}][a-z0-9{HAN}]{{1,7}}?)(?=给(?:我|你)|[,.;!?~\s]|$|[的了呢啊吧啦])"
)
_BOUGHT: Final = Pattern(
    rf"(?:买(?!家(?![具电居庭私纺用])|方|主|卖)|购买|购入|入手|订购|选购|网购|团购|下单|抢|拍|卖(?=[了咗])|订阅|订(?!阅))(?:的是|嘅系|嘅是|了|的|咗|到|过|嘅|得)?(?:你们|你们家|贵司|贵店|你哋|店里|家(?![具电居庭私纺用]))?(?:的|嘅)?{_MEASURE}\s*(?P<x>[a-z{HAN}][a-z0-9{HAN} +-]{{1,24}}?)\s*(?:[一二两三1-3](?:副|对|台|件|个|部|只|套|双))?{_STOP}"
)
#: A name in quotation marks after a word of buying.
#: A thing, a day and what happened; what is late.
_HEADED: Final = Pattern(
    rf"^(?P<x>[{HAN}]{{2,4}}?)(?:在|于|系)?\d{{1,2}}月\d{{1,2}}[日号](?:就|又|开始|突然|晚上?|早上?){{0,2}}(?:坏|死机|当机|黑屏|故障|漏|裂|断|冒烟|失灵)"
)
_EN_LATE: Final = Pattern(
    r"^my (?P<x>[a-z]+(?: [a-z]+)?) (?:is|are) [a-z\d ]{0,20}(?:late|overdue)\b|^the [a-z]+ (?:of|on) (?:your|my|our) (?P<whole>[a-z]+) (?:has |just )?(?:snapped|broke|came|fell|cracked)\b"
)
_QUOTED: Final = Pattern(
    r"(?:买|购买|订购|购入|订|选购|商品|产品|品名|型号)[^,.;!?「『“\"]{0,12}[「『“\"](?P<x>[^」』”\"]{2,40})[」』”\"]"
)
_MINE: Final = Pattern(
    rf"(?:我|我家|家里|我们家|我屋企)(?:的|嘅|家的?|部|台|個|个)(?P<x>[a-z{HAN}][a-z0-9{HAN} +-]{{1,12}}?)\s*(?=坏|碎|裂了|破了|不能用|用不了|开不了|开不了机|打不开|漏水|漏电|冒烟|没收到|还没收到|不见|丢了|发错|有问题|出问题|出现|突然|质量|又坏|爆|不制冷|不加热|不工作|死机|黑屏|闪退|充不|坏咗|烂咗|用唔到|开唔到)"
)
#: A thing and what only things do.
_BROKE: Final = Pattern(
    rf"(?:^|[,.;!?:\s\"]|投诉|你们家?的?|贵司的?|刚?买(?:来)?的|新买的|收到的|我家的?|家里的?|这(?:个|台|部|支|件|双|款|只|把|条)|呢(?:部|个|支|件|对)|[个台部])(?P<x>[{HAN}]{{2,6}}?)(?:的?(?:屏幕|电池|内胆|盖子?|门|轮子?|拉链|按键|按钮|电机|底座|外壳|把手|插头|遥控器|表面|里面?|内)|质量|刚用|用了?|才|一直|总是|老是|突然|又|就|全|都|[\u3400-\u9fff]极|已经|[三两几一\d]+(?:天|次|个月|年)){{0,3}}"
    rf"(?:漏[水电油气]|不制冷|不制热|不加热|鼓包|掉[漆色毛]|进水|跑毛|起球|发霉|变质|有(?:虫|头发|异物|霉)|开胶|断裂|裂(?:了|开|成)|碎了|黑屏|花屏|蓝屏|死机|不转|不出水|充不(?:进|了|上)|打不着|冒烟|自燃|爆炸|异响|生锈|脱线|缩水|过期|开不了机|开唔到|用唔到|坏[了咗掉]|烂咗|塌了|散架|褪色|短路|串味|唔(?:制冷|抽湿|郁|着))"
)
_NOT_THING: Final = regex(
    r"东西|商品|产品|货品|货|嘢|这个|那个|一个|什么|会员|服务|订单|钱|账户|账号|信息|电话|快递|包裹|回来|不到|后悔|问题|时候|之前|之后|以后|教训|单|你们|我|他|她|它|多久|手机号|地址|时间|保险套餐|来|去|到手|家里|几|多|少|贵|便宜|回去|过|给|为|因|要|自己|个人|资料|朋友|公司|老师|生命|孩子|妈|爸|爷|奶(?![粉茶瓶酪油昔制])|老公|老婆|权益|退款|投诉|同样|同一|最|好|新的?$|就|全部|一样|店|平台|网|当|那天|同事|邮箱|名字|情况|意思|态度|心|的|了"
)
_NOT_BROKEN: Final = regex(
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
_EN_NOT_THING: Final = regex(
    r"\b(?:and$|thats?$|order|package|parcel|delivery|refund|money|account|complaint|case|problem|issue|item|items|product|products|thing|things|customer|service|company|driver|agent|manager|staff|email|e-mail|message|call|reply|response|bill|payment|number|name|address|card|data|information|details|text|time|day|week|way|same|wrong|other|another|one|stuff|it|heart|son|daughter|mother|father|wife|husband|kid|kids|baby|child|mom|mum|dad|friend|sick|hold|back|hand|finger|website|web|notification|confirmation|different|full|what|no|not|new one|lot|bit|few|couple|only|system|link|code|hair(?! ?(?:dryer|drier|straightener|clipper|curler|brush|dye|oil|spray|mask|trimmer|extension)s?)|app|apps|site|page|login|wifi|internet|signal|first|second|last|whole|attitude|voicemail|runaround|letter|invoice|receipt|ticket|rude|very|really|shocks?|scare|fright|burns?|rash|injury|injuries|sizes?)\b"
)

#: What has a number by which somebody is reached, where nothing but the number is named.
_REACHED_BY: Final = regex(r"手[机機]|电话|電話|微信|邮箱|郵箱|qq|whatsapp|line|mobile|phone")
_NOT_ITS_NUMBER: Final = regex(r"(?!(?:号|编号|地址|帐号|账号|id\b)| ?(?:numbers?|no|address)\b)")
_ANYWHERE: Final = regex(r"$")

#: Some of several: "3 of the 10 desks were scratched".
_EN_COUNTED: Final = Pattern(
    r"\b(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|half|some|most|none|several|all|both|a few) (?:out )?of (?:the|my|our|these|those|your) (?:\d{1,4} |two |three |four |five |six |ten |twelve |dozen )?(?P<x>[a-z][\w'+-]*(?: [\w'+-]+){0,2}?) (?=(?:arrived|were|was|are|is|came|have|had|has|broke|don't|didn't|do|did|still|we|i|you|that)\b)"
)
#: Goods without an article: "ordered trainers size 9", "wrong colour blinds".
_EN_SIZED: Final = Pattern(
    r"\b(?:bought|ordered|purchased) (?P<x>(?:[a-z][\w'-]+ ){0,2}?[a-z]{3,}s) (?=(?:in )?(?:an? )?size \w)"
    r"|\bwrong (?:colou?r|size|flavou?r|model|type|kind|brand) (?:of )?(?P<y>(?:[a-z][a-z'-]+ )?[a-z][a-z'-]{2,})(?=\s*(?:[,.;!?(]|$))"
)
#: What a product should have been called: a maker and a model, in a correction.
_EN_SHOULD: Final = Pattern(
    r"\b(?:should (?:say|be|read|have (?:been|said))|i (?:meant|mean)) (?:the |a |an |my )?(?P<x>[a-z][\w&'-]{1,14}(?: [a-z][\w-]{1,14})? (?=[a-z-]{0,8}\d)[a-z\d][\w-]{2,15})(?=[,.;!?]|\s|$)"
)
_LABELLED: Final = regex(
    r"\b(?:order|ref(?:erence)?|invoice|booking|flight|room|case|ticket|account|policy|card|phone|number|no|nr|on|at|to|around|about|called|named|contract|member\w*|po|for|by|from|paid|is|was)\b"
)

#: Numbers of people and papers, by their labels: "會員編號 FT-20931".
_LABEL: Final = regex(
    r"(?:会员|帐户|账户|客户|用户|学员|病历|保单|订单|合同|合约|八达通|卡|身份证|员工|挂号)(?:卡)?(?:编号|号码|号|id)?|member(?:ship)?|account|customer|client|policy|order|booking|reference"
)
_NUMBER_OF: Final = regex(
    rf"(?:{_LABEL.pattern}) ?(?:编号|号码|号|id|number|no\.?|#)\s*(?:是|系|为|is|:|#)?\s*[a-z]{{0,6}}[- ]?\d[\w -]{{2,24}}"
)
#: What is behind a thing that saw it happen: "doorbell footage", 行车记录仪录到了.
_WITNESS: Final = regex(
    r" ?(?:cam |camera )?(?:footage|recordings?|cctv|clip)\b|(?:的)?(?:监控|录像|录音|拍到|拍下|录到|录下)|(?<=录)像|(?<=监)控"
)
#: A clause with what somebody said; and behind a shop where it was bought, and behind a thing that names a colour.
_SOMEBODY_SAYS: Final = regex(r"[\u3400-\u9fff](?<!小)[说說](?![明唱])[\u3400-\u9fff]")
_SHOP_OR_COLOUR: Final = regex(r"上(?:买|订|拍|下单|入手|团|抢)|色(?!拉|素|号|差)")
#: Days and words of speech, which what was learnt may take for a thing.
_NO_THING: Final = regex(
    # Costs of what came of it, sums, deeds, what shows it: nobody complains of these by their name.
    r"(?:医药|医疗|挂号|验伤|看诊)费?|救护车?|急诊|监视器|统编|刷卡|补墙|位[俾畀给被].*|(?:[订定押按尾]?[金费款])?[一二两三四五六七八九十百千万\d]+[千百万]*(?:蚊|元|块)|送一.*|"
    r"(?:体验|不是|是的?|没有?|还有|就是|但是|因为|所以|然后|结果|现在|刚才|刚刚|之前|后来|最近|(?:大?[昨今前后明]|当|那|第二)[天日晚早年]|[上下这本]个?(?:周|月|星期|礼拜)[一二三四五六日天末]?|早上|上午|中午|下午|晚上|凌晨|谢谢|你好|您好|客服|投诉|退款|[一二两三四五六七八九十几\d]+[天个次月年]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日]?)+"
    r"|(?:yesterday|today|tonight|tomorrow|now|then|again|(?:last|this|next) (?:night|week|month|year)|morning|evening|please|thanks|thank you|hello|hi)"
    r"|(?:the |a )?(?:(?:driver|car|vehicle|licen[cs]e|number|registration)(?:'s)? ?){1,3}plate(?: number)?"
)
#: People, what is done with a booking, and the tail of 买不起: no things.
_NOBODYS: Final = regex(
    r"(?:月嫂|保姆|护工|育儿嫂|家政)|(?:an? |the )?(?:bruises?|grazes?|rash|blisters?|stitches|bumps?)|[送买退换修赔收给发寄补跟说]|(?:收|拿|拆|看|买|送|寄|打)(?:到|来|开|回)(?:了|手|货)?|到[手货]了?|(?:the |my |our )?(?:boss|employer|landlord|landlady|husband|wife|mum|mom|mother|father|dad|son|daughter|neighbou?rs?|colleagues?)|(?:孕妇|产妇|老人家?|老年人|小孩子?|孩子|宝宝|小朋友|婴儿|病人|患者|残疾人|(?:我|俺)?(?:爸爸?|妈妈?|爷爷|奶奶|老公|老婆|太太|儿子|女儿|朋友|同事|邻居))|(?:不起|得起|看不起|买不起)[\u3400-\u9fff]{0,4}"
    r"|(?:the |my |your )?(?:check-?(?:in|out)|check (?:in|out)|pick-?up|pick up|drop-?off|booking|bookings|reservation|pick|pregnant (?:woman|lady)|baby|kids?|elderly)"
)
#: Words alone that name no thing: coins, colours, verbs, months, what somebody thinks of it, and people of a trade.
_WORD_ALONE: Final = regex(
    r"(?:the |a |an |my |your )?(?:btc|eth|usdt|usdc|bitcoin|usd|gbp|eur|rmb|hkd|hr|black|white|red|green|blue|grey|gray|yellow|pink|purple|brown|verify|test|tests|check|confirm|register|activate|upgrade|ride|cornea|retina"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|(?:\d{1,3} )?(?:minutes|hours|days|nights|weeks|months|years|times)|fella in|(?:man|woman|guy|lady|person|bloke|lad|people) in|rubbish|crap|garbage|nonsense|joke|disgrace|terrible|awful|builders|plumbers|cleaners|movers|roofers|decorators|caterers|organisers|organizers)"
    r"|(?:[深浅淡]?[黑白红蓝绿灰黄紫粉棕银金米橙青褐咖][啡色]?色|[黑白红蓝绿灰黄紫粉棕](?:的|嘅)|藏青色?|卡其色?|米白色?)(?:的|嘅|款|那个|嗰个)?"
    r"|[\u3400-\u9fff]{1,3}色(?:的|嘅|款)?|钞票|现金|人民币|微信支|信支付?|付宝"
    r"|[^,]{2,30}, ?(?:frankly|honestly|really|seriously|basically|literally|tbh|mate)"
    r"|打(?:座机|电话|手机)[\u3400-\u9fff]?|月[一二三四五六七八九十\d]{1,3}[号日][\u3400-\u9fff]{0,6}"
)
#: Who ran away, in whose name it was booked, an insult: none of them answers what it is about.
_NO_ANSWER: Final = regex(
    r"[\u3400-\u9fff]{0,4}(?:失联|跑路|走佬|人间蒸发)[\u3400-\u9fff]{0,2}|(?:订位|订房|订枱|预约|预订|订购|会员)(?:人|者)?(?:的|嘅)?(?:名字?|姓名)(?:是|系|叫|:|\s).*"
    r"|.{0,8}(?:去死|倒闭|执笠|白痴|智障|脑残|滚蛋|吃屎|食屎).{0,4}"
)
#: A car's plate, which the text calls so.
_PLATED: Final = regex(r"车牌[^,.;!?]{0,6}$")


def answers_nothing(name: str) -> bool:
    """Whether the whole of a short answer names no thing at all."""
    return bool(_NO_ANSWER.fullmatch(fold(name).strip(TRIM)))


#: What somebody said in so many words.
_SPEECH: Final = Pattern(
    r"(?:\b(?:said|says|say|(?:told|telling|asked|ordered|warned|called|calling) (?:me|us|him|her|them|(?:my|our|the|his) (?:\w+ )?\w+)(?: to| that| an?)?|replied|answered|shouted|wrote|was like|called (?:me|it|him|her|us))|说|讲|骂|回[复我]|答)[\s:,是我他她]{0,4}\"(?P<x>[^\"\n]{1,160})\""
)
#: Before a name: nothing that it is a part of; somebody's title; that it was not given. The last before what is given.
_TITLE_LONG: Final = 8
_ALONE: Final = regex(r"(?<![\w-])$")
_TITLE_BEFORE: Final = regex(r"\b(?:mr|mrs|ms|miss|dr)\.? $")
_NO_BEFORE: Final = regex(r"\bno $")
_VOUCHERS: Final = regex(r" (?:vouchers?|coupons?)\b")
#: Behind somebody: only people do so.
_PERSONAL: Final = regex(
    r"(?: ?(?:的|嘅)?态度| (?:was|is) (?:so |very |really |extremely )?(?:rude|unhelpful|dismissive|abusive)\b| (?:hung up|shouted|lied|promised|apologi[sz]ed|told (?:me|us)|refused to (?:help|listen|speak))\b)"
)
#: Who prints, and a slip by its number, are no goods there.
_MAKERS: Final = regex(
    r"\b(?:at|by|from|you|your|the) printers (?:said|told|did|got|have|sent|printed|made|who|are|were (?:rude|late))|\b(?:support|parking|raised (?:a|the)|opened (?:a|the)|logged a|closed (?:my|the)|the) ticket(?: (?:was|is|got))? ?(?:closed|no\b|number|#|\d|open|resolved|with (?:you|support))"
)
#: What is shown as a proof, or was given to make it good, if the text says so.
_SHOWN: Final = regex(
    r"视频|录像|照片|相片|图片|截图|录音|(?:代金|优惠|现金|抵用)券|videos?|photos?|pictures?|screenshots?|(?:gift )?vouchers?|coupons?"
)
_SHOWING: Final = regex(
    rf"(?:拍|录|影|有|留|存|附|上传|发|给|送|赔|补|俾)(?:了|咗|的?有|着|下|到|我|你们|一?[张段条个]|一)*(?P<x>{_SHOWN.pattern})(?![会软平通卡])"
)
#: How much or how many, without what it is of: 六罐, 三四双.
_COUNTED: Final = regex(
    r"(?:大?[一二两三四五六七八九十百几半多\d]+|好几|这|那|整)(?:多|来|几)?(?:个|台|件|部|双|条|瓶|盒|套|只|箱|袋|份|张|页|面|把|支|款|包|罐|间|辆|架|对|本|块|桶|斤|枚|顶|副|床|串|枝|樽|颗|杯|碗|盆|盏|扇|幅|粒|公斤|克|次|单|笔|位|批|段|期|堂|节|晚)(?:多|半|左右)?"
)
#: Whose name stands on an order: the customer's own.
_BOOKED_BY: Final = regex(
    r"(?:预[订定约]|订[餐座位房票购]|下单|收货|联系|入住|购票|乘车)人(?:姓名)?(?:是|叫|系|:|为|\s)*[\u3400-\u9fff]{2,4}"
)
#: Said of what somebody else brought up: "what's gas got to do with it".
_ASIDE: Final = regex(
    r"\b(?:what|wot|wots|whats|how|why|nothing|not|never|isn't|isnt)\b[^.!?\n]{0,24}\b(?:to do with|about|mention\w*)\b|关[^,.;!?\n]{0,10}(?:什么事|乜事|咩事|啥事)|[没冇]有?(?:说|讲|提)过?"
)
#: What is said of a thing behind its name, and of who gave it.
_SAID_OF: Final = regex(
    r"(?<=[\u3400-\u9fff])(?:不亮|不响|不響|不转|不轉|不动|不動|不能用|没反应|沒反應|[坏壞裂碎][了咗掉]?)$|(?<=[\u3400-\u9fff])[没沒]$|(?<=[\u3400-\u9fff]{2})[的嘅]$"
)
#: Days of which a name holds the second half: 昨|晚锅漏电.
_DAYS: Final = frozenset(f"{day}{part}" for day in "昨今前明当當琴尋聽" for part in "晚天日早夜")
#: Words that may be cut in their middle: their first half and the second.
_CUT_WORDS: Final = (
    ("屏", "幕"),
    ("充", "值"),
    ("水", "饺"),
    ("水", "餃"),
    ("干", "貝"),
    ("干", "贝"),
    ("茶餐", "廳"),
    ("茶餐", "厅"),
)
#: What goes on with the story behind a name.
_THEN: Final = regex(r"(?<=[\u3400-\u9fff]{2})(?:[结結]果|然[后後]|可是|但是|[后後][来來]|[没沒]想到)$")
#: A time of the year that names a course only with what follows: 暑期|英文班.
_SEASONS: Final = frozenset(("暑期", "暑假", "寒假", "寒期", "春季", "秋季"))
_COURSE: Final = regex(r"[\u3400-\u9fff]{0,6}?(?:班|課程?|课程?|[營营][隊队]?)(?![\u3400-\u9fff]?(?:主任|費|费))")
#: The first character of a day that things are named for: 中|秋月饼.
_CUT_BEFORE: Final = (("中", "秋"), ("端", "午"), ("圣", "诞"), ("聖", "誕"), ("年", "夜饭"), ("年", "夜飯"))
#: A place of which a name holds the second half, 里|面器材; and the name behind it, which was cut as well.
_INSIDE: Final = frozenset("里裡裏外上下前后後对對反")
#: A brand's last character before its gap: 小|米 电饭煲; and what is no name at all: 拍|死 绝|了.
_GAP: Final = regex(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]{2}")
_NO_GAP: Final = regex(r"(?:.*[\u3400-\u9fff])?\s+[\u3400-\u9fff]")
#: What is supplied, and what is complained of beside it: an electric| bill.
_SUPPLIES: Final = frozenset(("electric", "electricity", "gas", "water", "phone", "internet", "heating"))
_SUPPLY: Final = regex(r" (?:bill|meter|supply|contract|account)\b", re.IGNORECASE)
#: What a thing is made of or for, before its name: a down|jacket.
_MADE_OF: Final = regex(
    r"(?<=\b)(?:down|leather|rice|air|coffee|washing|sewing|vacuum|electric|gas|water|running|swimming|sleeping|phone|baby|hair|lawn|frying|memory|hard|gift|gym|season|bus|train|concert|winter|rain) $",
    re.IGNORECASE,
)
#: The last character of a name that was cut off it: what is said of the thing follows that at once.
_CUT_OFF: Final = regex(
    r"[\u3400-\u9fff](?<![坏壞破裂碎烂爛丢漏断斷掉脏髒湿溼旧舊小大贵貴慢重轻輕黑白红紅蓝藍绿綠花皱皺响響烫燙热熱冷冻凍老颜顏价價里裡上下内內外后後前还還只隻才就都也又更最真太很好全已竟居都再仲的嘅了咗俩倆仨我你他她佢它人个個有没沒冇不唔是系係说說话話收到来來送寄发發给給买買我])"
    r"(?=(?:都|全|又|也|已[经經]|竟然|居然)?(?:是(?![否因])|[系係])[^\s,，。.]|(?:都|全|已[经經])?[发發][酸霉臭馊黄黃黑]|[不唔](?:新[鲜鮮]|[见見]|[够夠]|[干乾][净淨])|有[股异異怪臭酸虫蟲头頭]|臭|馊|[变變][质質味酸])"
)
#: The beginning of a word that says what was done with it, and of a time: 车险理|赔, 滑板车充电嗰|阵.
_CUT_AFTER: Final = (
    ("理", "赔"),
    ("理", "賠"),
    ("维", "修"),
    ("維", "修"),
    ("安", "装"),
    ("安", "裝"),
    ("退", "款"),
    ("制", "冷"),
    ("制", "热"),
    ("製", "冷"),
    ("製", "熱"),
)
_THAT_TIME: Final = regex(
    r"(?<=[\u3400-\u9fff]{2})(?:充[电電])?[嗰那](?:[阵陣时時日])?$|(?<=[\u3400-\u9fff]{2})(?:理[赔賠])$"
)
_GIVEN: Final = regex(r"\b(?:me|us|them|him|her)(?: (?:an?|the|some))?$", re.IGNORECASE)
#: What goes on with a model's name: figures, a code, a size, a word that makers add.
_MODEL: Final = regex(
    r"(?:[-/](?=[\w]*\d)\w{1,12}| (?:Pro|Max|Plus|Ultra|Mini|Air|Lite|SE|FE|XL|Edition|Series \d{1,3}|Gen ?\d{1,2}|Mk ?\d{1,2}|\d{1,4}(?:GB|TB|L|W|mm|inch|in|\")(?!\w)|(?=[A-Za-z]{0,6}-?\d)(?!\d+(?:st|nd|rd|th|pm|am|k|x|p)\b)(?:[A-Z]{0,6}-?\d{1,5}[A-Za-z]{1,4}[\w-]{0,10}|[A-Z]{1,6}-?\d[\w-]{0,12})(?![\w-])))",
)
#: A bare figure after a name that is written with a capital: "Tecno Camon 30"; not a number of days or of pounds.
_FIGURE: Final = regex(
    r"(?<=[A-Za-z]) \d{1,4}(?![\w.,:/%$-]*\d)(?![A-Za-z_])(?! ?(?:%|days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|min\w*|times?|of|pieces?|pcs?|x|pounds?|quid|p|euros?|dollars?|bucks|am|pm|o'clock|people|were|are|broke|arrived|items?|and \d|out|to \d|or \d|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b)(?! ?[年月日号號天次個个元块塊蚊台件部只隻张張盒双雙条條周週])",
    re.IGNORECASE,
)
_CAPITAL: Final = regex(r"[A-Z][\w'&-]*$")
#: A further word of a name that is written with capitals, and the hall or the pass that bears it.
_NAME_ON: Final = regex(
    r" (?:(?!(?:I|It|My|Your|The|This|That|On|In|At|From|For|To|With|And|But|Or|Of|By|Was|Is|Are|Has|Had|Have|Did|Does|Not|No|Never|When|Which|Who|Why|Because|Since|Still|Just|Broke|Broken|Stopped|Arrived|Yesterday|Today|Order|Ref|Store|Shop|Branch|Ltd|Plc|Inc|Customer|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan\w*|Feb\w*|March|April|May|June?|July?|Aug\w*|Sept?\w*|Oct\w*|Nov\w*|Dec\w*)\b)[A-Z][a-z][\w'&-]{1,14}|(?:hall|barn|lodge|villa|cottage|pass|card|suite)(?![\w'-]))"
)
#: A maker's name before a code: "Sony WH-1000XM5".
_MAKER: Final = regex(
    r"(?<![\w'-])(?!(?:The|My|A|An|Your|Our|This|That|These|Those|I|We|It|Its|Bought|Ordered|New|And|But|When|Both|Your|His|Her|Their|Yesterday|Today|Hi|Hello|Dear|Sir|Order|Ref|On|In|At|For|With|From|Model|No|Hey|So|Also|Re)\b)[A-Z][A-Za-z&]{1,14} $"
)
_CODE: Final = regex(r"[A-Z]*-?\d[\w-]*")
#: The name of a model that begins with a word, and has a number: Galaxy S24.
_MODELLED: Final = regex(r"[A-Z][a-z]+ [A-Z]{0,3}\d")
_JOINED: Final = regex(rf"[^\W{HAN}]|-")
_MOST: Final = 5
_LONGEST: Final = 60


#: What was booked, cut off from its verb: 订位 is the service, and 位姓名林小姐 nothing.
_BOOKED: Final = regex(
    r"[位枱檯](?!于)|[桌座](?![椅面布垫墊])(?=的|嘅|大?名|姓|時|时|是|被|改|取|[一二两兩三四五六七八九十\d])|[房票餐](?=的|嘅|大?名|姓|時|时|是|被|改|從|从|取|[一二两兩三四五六七八九十\d]|$)|[咗了][位房枱檯桌座票]$"
)
#: A name is taken back at once: "a toaster, no sorry, a kettle".
_TAKEN_BACK: Final = Pattern(
    r"[\s,.;~-]+(?:[喔哦噢啊呃诶欸唉哎][\s,]*)?(?:(?:不对|唔对|唔啱|说错了?|讲错咗?|写错了?|打错了?|搞错了?)[\s,.]*(?:应该)?(?:是|系)?(?=[\u3400-\u9fffa-z])|(?:不是|唔系|不)[\s,.]+(?:应该)?(?:是|系))(?:你们|你哋|我买|买)?的?"
    r"|[\s,.;-]+(?:(?:oh |oops |eh |er |um )?(?:no|wait|sorry)[ ,.]+(?:(?:no|wait|sorry|actually)[ ,.]+){0,2}(?:i mean(?:t)? )?|i mean(?:t)? |or rather |make that |scratch that,? )(?:it was |it's |that's )?(?:an?|the|my|your|some) "
)
#: So far behind a name it may be taken back.
_NEAR: Final = 2
_FIRST: Final = regex(rf"\s*(?P<x>[{HAN}a-z][{HAN}a-z0-9 +-]{{1,16}}?)\s*(?:{_STOP}|(?<=[a-z0-9]){_EN_STOP})")
#: Parts, which are of something whole.
_PART: Final = regex(
    r"(?:the |its |one |a )?(?:zip(?:per)?|button|strap|handle|lid|lining|sole|heel|buckle|hinge|screen|battery|cable|plug|knob|switch|wheel|seam|stitching|sleeve|pocket|collar|spout|leg|drawer|charger|pump|motor|drum|belt|clasp)s?|拉[链鏈鍊]|[纽紐扣]扣?子?|[把提]手|[盖蓋]子?|[屏螢荧]幕|屏|[电電]池|[电電][线線]|插[头頭]|[轮輪]子|鞋[底跟]|袖子|口袋|[马馬][达達]|[电電][机機]|水泵|[滚滾]筒"
)
#: Small words that are written by their sounds in Taiwan, and are no part of a name: 買ㄉ奶粉.
_SOUNDS: Final = "".join(chr(code) for code in range(0x3105, 0x312A))
TRIM: Final = " ,.;!?~-:'\"，。！？、；：“”「」()（）\t\n"


def product(text: str, folded: str) -> str | None:
    """What was bought or broke, as said."""
    for pattern, bad in (
        (_QUOTED, _NOT_THING),
        (_BOUGHT, _NOT_THING),
        (_HEADED, _NOT_THING),
        (_EN_LATE, _EN_NOT_THING),
        (_MINE, _NOT_THING),
        (_BROKE, _NOT_BROKEN),
        (_EN_QUOTED, _EN_NOT_THING),
        (_EN_COUNTED, _EN_NOT_THING),
        *(((_EN_SIZED, _EN_NOT_THING),) if "size" in folded or "wrong" in folded else ()),
        (_EN_SHOULD, _LABELLED),
        (_EN_BOUGHT, _EN_NOT_THING),
        (_EN_MINE, _EN_NOT_THING),
        (_EN_BROKE, _EN_NOT_THING),
    ):
        for match in pattern.finditer(folded):
            name = next(group for group in match.groupdict() if match[group])
            said = match[name].strip()
            if len(said) >= 2 and not bad.search(said) and not said.replace(" ", "").isdigit():
                return text[match.start(name) : match.end(name)].strip(TRIM)
    one = _ONE.search(folded)
    return text[one.start("x") : one.end("x")] if one else None


def with_model(text: str, name: str) -> str:
    """The name that was found in the text, with all of its model, and of its maker before that."""
    start = text.find(name)
    if start < 0 or not re.search("[A-Za-z]", name):
        return name
    end = start + len(name)
    while start and _JOINED.match(text[start - 1]) and _JOINED.match(name[0]) and end - start < _LONGEST:
        start -= 1
    coded = _CODE.match(text, start) or _MODELLED.match(text, start, end)
    if coded and (maker := _MAKER.search(text, max(0, start - 17), start)):
        start = maker.start()
    for _ in range(_MOST):
        further = _MODEL.match(text, end)
        if further is None and _CAPITAL.search(text, start, end):
            further = _FIGURE.match(text, end) or _NAME_ON.match(text, end)
        if further is None or further.end() - start > _LONGEST:
            break
        end = further.end()
    return text[start:end].strip(TRIM)


def tidy(text: str, name: str) -> str | None:
    """The name that was found in the text without what is said of it; None where that was all."""
    # Of a table's row, the cell that is no number.
    cells = [cell.strip() for cell in name.split("\t") if not re.search(r"\d{3}", cell)]
    name = next(filter(None, cells), name).strip(_SOUNDS)
    start = text.find(name)
    if start > 0 and len(name) > 1 and f"{text[start - 1]}{name[0]}" in _DAYS:
        name, start = name[1:], start + 1
    if start > 0 and name[0] == "面" and len(name) > 1 and text[start - 1] in _INSIDE:
        start, end = start + 1, start + max(len(name), 3)
        name = text[start:end]
    if start > 0 and _GAP.match(name) and re.match(r"[\u3400-\u9fff]", text[start - 1]):
        name, start = text[start - 1] + name, start - 1
    if _NO_GAP.fullmatch(name):
        return None
    if start > 0 and text[start - 1] in "订訂" and _BOOKED.match(name):
        bed = name[1] if name[0] in "咗了" else name[0]
        return f"{text[start - 1]}{bed}"
    said = spans.begun(text, _SAID_OF.sub("", name))
    if re.search(r"[\u3400-\u9fff]{2}$", said) and (at := text.find(said)) >= 0:
        further = _CUT_OFF.match(text, at + len(said))
        said += further[0] if further else ""
    for cut, rest in _CUT_WORDS:
        if said.endswith(cut) and f"{said}{rest}" in text:
            said += rest
    if said in _SEASONS and (course := _COURSE.match(text, text.find(said) + len(said))):
        said += course[0]
    for gone, cut in _CUT_BEFORE:
        if said.startswith(cut) and f"{gone}{said}" in text:
            said = gone + said
    for rest, gone in _CUT_AFTER:
        if len(said) > 2 and said.endswith(rest) and f"{said}{gone}" in text:
            said = said[: -len(rest)]
    said = _THEN.sub("", _THAT_TIME.sub("", said))
    at = text.find(said)
    if re.search(r"[\u3400-\u9fff]$", said) and at >= 0 and (part := _PART.match(text, at + len(said))):
        # 手机|屏幕裂了; the part of something is told by its name as well.
        said += part[0]
    if at >= 0 and (bill := _SUPPLY.match(text, at + len(said))) and said.casefold() in _SUPPLIES:
        said += bill[0]
    if at > 0 and (before := _MADE_OF.search(text, max(0, at - 12), at)):
        said = before[0] + said
    if _GIVEN.search(said):
        return None
    return spans.ended(text, with_model(text, said)) or None


#: What a word in quotation marks is said of: 「防水」袋, a "grade A" refurbished phone.
_QUALIFIED: Final = regex(
    r"[\"“「『](?P<said>[^\"“”「」『』\n]{2,40})[\"”」』](?:(?P<han>(?![是系不唔没冇也都就又还仲很好太真的嘅这那呢同和跟坏烂裂爆漏]|根本|完全|简直|居然|竟然|其实|入面|里面?|上面|结果|质量)[\u3400-\u9fff]{1,5}?)(?=自己|入面|里|根本|完全|居然|竟然|[两三四五六七八九十几\d]|[一都就又也还仲是系不唔没冇坏烂裂爆漏碎穿用着洗买收用戴开]|[,.;!?\s]|$)"
    r"| (?P<latin>(?!(?:is|was|are|were|has|had|and|or|but|off|from|that|which|it|i|for|on|in|at|to|with|never|arrived|came)\b)[a-z]+(?: (?!(?:is|was|are|were|has|had|and|or|but|off|from|that|which|it|i|for|on|in|at|to|with|never|arrived|came)\b)[a-z]+)?)(?= (?:off|from|that|which|and|but|is|was|has|had|came|arrived|never|for|on|with|in|at|to|i|we|you)\b|[,.;!?]|$))"
)


def _qualified(text: str, folded: str, name: str) -> str | None:
    """What a name in quotation marks is only said of, with these words where it is too short without."""
    said = fold(name)
    for match in _QUALIFIED.finditer(folded):
        if match["said"].strip() == said:
            thing = "han" if match["han"] else "latin"
            # A model's name is told with the thing; 菜 alone is too short.
            together = len(match[thing]) < 2 or re.match(r"[A-Z][a-z]|\w*\d", text[match.start("said") :])
            return text[match.start("said") - 1 if together else match.start(thing) : match.end(thing)]
    return None


def whole_of(text: str, folded: str, name: str) -> str:
    """The name that was found, or what it is a part of: the whole of a name in quotation marks, the coat of a zip."""
    if thing := _qualified(text, folded, name):
        return thing
    for quoted in _QUOTED.finditer(folded):
        said = text[quoted.start("x") : quoted.end("x")].strip(TRIM)
        if name in said and not re.search("[,，。!！?？]", said):
            return said
    if not _PART.fullmatch(fold(name)):
        return name
    for pattern, bad in ((_BOUGHT, _NOT_THING), (_EN_BOUGHT, _EN_NOT_THING)):
        for match in pattern.finditer(folded):
            if not bad.search(match["x"]) and not _PART.fullmatch(match["x"]):
                return text[match.start("x") : match.end("x")].strip(TRIM)
    return name


def left_out(text: str, folded: str) -> str | None:
    """What was missing from what came: 少送一箱牛奶."""
    match = _LEFT_OUT.search(folded)
    return text[slice(*match.span("x"))] if match else None


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
    said = text[match.start("x") : match.end("x")].strip(TRIM)
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
_STREET_NAME: Final = regex(r"[\u3400-\u9fff]{2,10}(?:街|大道|马路|邨|屋苑|大厦|商场|分店|门市)")
#: The same in English.
_EN_STREET: Final = regex(
    r"(?:[\w'’-]+ ){1,3}(?:street|road|rd|close|avenue|ave|lane|drive|crescent|terrace|grove|court|gardens|way|place)\b.*"
)
_HOUSE_BEFORE: Final = regex(r"(?:^|[\s,])\d{1,4}[a-z]? $")
#: Before the number of an order, whose name it is no part of.
_ORDER_LABEL: Final = regex(r"(?:[订訂定]?[单單][号號]?|order|booking|parcel|ref)[\s:#]*")


#: "My order 5567123 of 27.02.": a day, or another number, of the order.
_ONLY_FIGURES: Final = regex(r"(?:of|from|on|dated|for|under|no|nr|vom)\b[\s#.:]*\d[\d\s./-]*")


def is_address(folded: str, name: str) -> bool:
    """Whether a name is that of a street, behind the number of a house."""
    said = fold(name)
    return bool(_EN_STREET.fullmatch(said)) and _stands(folded, said, _HOUSE_BEFORE)


def is_number(name: str, number: str) -> bool:
    """Whether a name is no more than the number of the order."""
    said, order = fold(name), fold(number)
    return bool(order) and said.endswith(order) and bool(_ORDER_LABEL.fullmatch(said[: -len(order)] or "order"))


#: What a thing does to somebody is not the thing.
_HARM: Final = regex(
    r"(?:an? |the |my )?(?:(?:nasty|bad|mild|small|huge|big|severe|little|static|terrible|allergic|skin|chemical|second[- ]degree) )*(?:electric(?:al)? shocks?|shocks?|burns?|scalds?|rash(?:es)?|reactions?|bruises?|cuts?|injur(?:y|ies)|blisters?|food poisoning|(?:upset|bad) stomach|headaches?|scare|fright)"
)


def is_product(folded: str, name: str) -> bool:
    """Whether a name may be what is complained of: no label of a number, nothing that somebody else brought up."""
    said = fold(name)
    if any(one.fullmatch(said) for one in (_NO_THING, _COUNTED, _NOBODYS, _WORD_ALONE, _STREET_NAME, _ONLY_FIGURES)):
        return False
    if _HARM.fullmatch(said):
        return False
    if any(said in match["x"] for match in _SPEECH.finditer(folded)) and folded.count(said) == 1:
        return False
    if _stands(folded, said, _ALONE, _PERSONAL) or _stands(folded, said, _PLATED) or answers_nothing(name):
        return False
    if _SOMEBODY_SAYS.search(said) or _stands(folded, said, _ANYWHERE, _SHOP_OR_COLOUR):
        return False
    if _REACHED_BY.fullmatch(said) and not _stands(folded, said, _ANYWHERE, _NOT_ITS_NUMBER):
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
    if _stands(folded, said, _ANYWHERE, _WITNESS) and folded.count(said) == 1:
        return False
    return not any(
        said in match[0] or folded.find(said, match.start(), match.end() + 12) >= 0 for match in _ASIDE.finditer(folded)
    )


#: What stands before the answer itself, and sighs behind it.
_OPENING: Final = regex(
    r"^(?:收货|收貨|送货|送貨|配送|寄送|我的?|正确的?|正確的?){0,2}地[址点點](?:应该|應該|其实|其實)?(?:是|係|系|在|改成|改为|改為|[:：])\s*(?=\S{4})|^(?:(?:就是|就係|即係|是|係)?我?(?:[刚剛][刚剛才]|[头頭]先|之前|先前|早前|上面|前面|啱啱)(?:已[经經])?[说說讲講话話提写寫](?:过|過|咗|到|了)?(?:的|嘅|那|嗰)(?:个|個|台|部)?)(?=\S{2})|^(?:就?是(?!非)|系(?![统統列])|係|喺|在(?![线線校职職读讀])|我?(?:买|買)(?:的是|了|咗)?|我订的是)(?=\S{2})|^(?:[产產]品|[东東]西|商品)?(?:不是|唔係|唔系|並非|并非)[^,，]{1,14}[,，]\s*(?:而)?(?:是|係|系)(?:你们|你們|你哋)?(?:家)?(?:的|嘅)?(?=\S{2})|^(?:(?:it|that|the product|product|the item)(?:'s| is| was)? )?not (?:an? |the |my )?[^,]{1,24}, (?:it's|it is|its|but) (?:an? |the |my )?(?=\S{2})|^(?:(?:it's|it was|it is|that's|at|in|the|an?) )+(?=\S{2})",
    re.IGNORECASE,
)


#: An answer that begins with a slip is followed by what was meant, and may end with what was not.
_SLIP: Final = regex(
    r"^(?:(?:(?:不好意思|抱歉|唔好意思)[\s,，]*)?我?[打写寫说說讲講填搞弄][错錯][了咗]?(?:[字啦喇啊呀]){0,2}|(?:sorry,? )?(?:typo|my mistake|wrong one)|oops)[\s,，.。:：;；!！]+(?=\S{2})",
    re.IGNORECASE,
)
_NOT_THAT: Final = regex(
    r"(?<=\S\S)[\s,，]*(?:而?不是|唔[係系]|[並并]非)[^\s,，]{1,14}$|(?<=\S\S),? not (?:an? |the |my )?[\w' -]{2,24}$",
    re.IGNORECASE,
)


#: Pointed at, and whose it is: 就那个, 你们的.
_POINTED: Final = regex(
    r"^(?:就(?:是|係|系)?)?(?:(?:你们|你們|你哋|你家|[贵貴]店)(?:家|店)?(?:[的嘅]|(?=[那嗰][个個部台款]\S)))?(?:[那嗰这這呢](?:[个個]|部|台(?![灯燈历曆])|款|套|件|[张張]|[辆輛]))?(?=\S{2})"
)
#: What is only said of the thing that was named: its colour, its size, for how long.
_TRAIT: Final = regex(
    r"(?<=\S\S)(?:[，,]\s*(?:(?:[颜顏]色|尺[码碼])?(?:是|係)?[^\s,，]{0,5}(?:色|[码碼]|寸|吋|升|匹|[天年月周週]|[号號])[的嘅]?|(?:a |the |in |size |colou?r )*(?:(?:light|dark|navy|matt) ?)?(?:black|white|grey|gray|silver|gold|red|blue|green|yellow|pink|purple|brown|beige|cream|orange|small|medium|large|xx?l|[sml])(?: (?:one|colou?r))?)){1,3}\W*$",
    re.IGNORECASE,
)
#: A maker, and behind a comma the model with what it is.
_MADE: Final = regex(
    r"\s*(?P<x>(?:[A-Z][\w&-]{1,14}|[\u3400-\u9fff]{2,4})[，,]\s?(?:the )?(?=[\w-]{0,9}[A-Za-z])(?=[\w-]{0,9}\d)[A-Za-z\d-]{2,14}(?![A-Za-z\d-])[^,，.。;；!！?？\n]{0,24})"
)
_SIGHS: Final = regex(r"(?<=\S\S)[啊呀哦喔噢啦喇囉咯嘍喽㗎]+$")


def made(text: str) -> str | None:
    """The maker with the model and its kind, where an answer names them one after the other."""
    match = _MADE.match(text)
    return match["x"].strip(TRIM) if match and spans.bare(re.sub("[，,]", " ", match["x"])) else None


def whole(text: str, limit: int = 60) -> str | None:
    """A short answer as a whole, for the slot that was asked."""
    said = text.strip(TRIM)
    if slip := _SLIP.match(said):
        said = _NOT_THAT.sub("", said[slip.end() :])
    said = _TRAIT.sub("", _POINTED.sub("", _SIGHS.sub("", _OPENING.sub("", said))))
    if len(said) <= limit and _NUMBER_OF.fullmatch(fold(said)):
        return None
    return said if 1 < len(said) <= limit and "\n" not in said else None
