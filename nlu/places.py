"""Where it happened: shops, halls, roads and addresses that a text names."""

from __future__ import annotations

from typing import Final

from bot.regex import regex
from nlu.fold import fold
from nlu.patterns import Pattern
from nlu.things import HAN, TRIM, meant_instead

#: Right before what another is put in the place of.
_REJECTED: Final = regex(r"(?:不是|唔系|并非|\bnot|n't)\s?(?:在|喺|an? |the |at |in )*$")
_PLACE_TAIL: Final = r"(?:分店|门店|专卖店|旗舰店|专门店|体验店|直营店|便利店|便利商店|连锁店|4s店|药店|药房|酒店|饭店|宾馆|旅馆|民宿|餐厅|餐馆|酒楼|茶餐厅|咖啡店|奶茶店|快餐店|机场|航站楼|车站|火车站|高铁站|地铁站|捷运站|港铁站|码头|商场|商城|百货|购物中心|广场|超市|市场|菜市场|大卖场|营业厅|门市|专柜|柜台|柜枱|支行|分行|医院|诊所|学校|影院|电影院|健身房|仓库|网点|站点|服务点|驿站|自提点|自提柜|服务中心|维修点|维修中心|店铺|分公司|小区|校区|馆|店|院(?!子|里|内))"
_PLACE: Final = Pattern(
    rf"(?:(?<![现正])在|喺|于|去了|到了|去(?![了过])|到(?![了过])|到咗|去咗|来(?![了电])|位于|地点:?|地点是|(?:门店|门市|分店|店名)[:是系]?|从)(?:你们|你哋|贵司|贵公司|你们家|咱们)?(?:的|嘅|家的?|[那嗰](?:个|家|间)?)?\s?(?P<x>[a-z0-9{HAN}]{{1,14}}?{_PLACE_TAIL}(?:(?![的嘅买里])[{HAN}]{{1,8}}?(?:分?店)(?![员长主铺家里大小]))?|(?<=[\s在喺去到])[a-z][a-z0-9'&]{{1,14}}(?: [a-z0-9'&]{{2,14}}){{0,2}} ?(?:分?店|分行|门市|商场|医院|酒店|诊所|机场))(?![{HAN}]*?(?:员|长|主))"
)
#: A day and the like before a place's name.
_WHEN: Final = r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{1,2}[/.]\d{1,2}|[昨今前琴寻噚当那嗰][天日晚早朝]|大前天|上个?(?:月|周|星期|礼拜)(?:[一二三四五六日天])?|(?:这|呢)个?(?:月|周|星期|礼拜)|(?:星期|礼拜|周)[一二三四五六日天]|早上|上午|下午|晚上|中午|夜晚|我(?!们)|在|喺|去"
_AT_WORK: Final = (
    "店员|员工|职员|店长|收银|经理|服务员|工作人员|售货员|导购|柜员|姑娘|站长|客服|前台|保安|人员|个?女?同事"
)
#: Shops of a kind have no name.
_KIND: Final = "(?:手机|药|书|鞋|便利|咖啡|奶茶|快?餐|饮品|水果|服装|衣|眼镜|花|珠宝|家具|文具|玩具|宠物|超商|精品|实体|连锁|线上|网|电器|化妆品|理发|美发|甜品|面包|蛋糕|修车|维修|金|茶|饭|酒|杂货|五金)"
_PLACE_BARE: Final = regex(
    rf"(?:^|[,.;!?\s]|的|嘅|你们|你哋|贵司|了|话|入住|住的?)(?:{_WHEN})*(?!(?:在|喺|去|到|于)?(?:你们|你哋|贵[司店]))(?P<x>[{HAN}a-z0-9]{{2,10}}?(?:分店|门店|专卖店|旗舰店|广场店|百货店|营业厅|机场|支行|分行|航站楼|购物中心|专柜|门市|高铁站|火车站|地铁站|港铁站|捷运站|大?酒店|宾馆|度假村)|(?!楼下|隔壁|附近|旁边|对面|街边|路边|小店|老店|新店)[{HAN}]{{2,9}}?(?<!网)(?:店|站)(?=的?(?:[那这嗰呢]?[个位])?(?:{_AT_WORK})|[{HAN}](?:小姐|先生|女士|店长|经理|主任)|买的|的 ?[a-z]{{2}}|(?:配|做|剪|染|烫|办|取|订|换|装|修|吃|拿|提)(?:的|了|咗))(?<![车油务递驿心]站))(?=[,.;!?\s]|买|的|嘅|里|那|t\d|柜台|办|店员|员工|服务|工作|态度|前台|客服|客房|(?:[那这嗰呢]?[个位])?(?:{_AT_WORK})|[{HAN}](?:小姐|先生|女士|店长|经理|主任)|配|做|剪|染|烫|取|订|换|装|修|吃|拿|提|$)"
)
#: A branch of theirs, and what was done there right behind it.
_YOUR_BRANCH: Final = Pattern(
    rf"(?:你们|你哋|贵司)(?:的|嘅|家)?(?P<x>(?!{_KIND}店|[这那每某一])[{HAN}]{{2,8}}?(?<![网分门本该])店)(?=把|让|骂|不(?:给|让|肯|退|换|认)|唔(?:俾|肯|退|换)|拒|收了|卖(?:了|给)|给我|竟|居然|昨|今)"
)
#: A shop of which there are several, by where it stands: 万达那个店, 徐汇那家营业厅.
_THAT_SHOP: Final = Pattern(
    rf"(?:^|[,.;!?\s]|在|喺|到|去|从|你们|你哋|是|就是)(?P<x>(?!就|在|喺|到|去|从|是|你|我|他|她|佢|这|那|嗰|买|卖|说|话|叫|找|揾|搵|告诉|投诉|上次|上回|昨|今|前天|刚才|之前|以前|那天|还有|另外|楼下|隔壁|附近|旁边|对面|街边|路边|门口)[{HAN}]{{2,6}}?(?:那|嗰)(?:个|家|间)(?:分?店|门店|门市|营业厅|支行|分行|网点|专柜|校区|驿站|超市|药店|餐厅|酒店|健身房|诊所|医院|仓库)(?![{HAN}]?们|长|员|主))"
)
#: A place that is told in running text: the gate of a school, a hall with its counter, where one rode to, an exam's place.
_TOLD: Final = Pattern(
    rf"(?:^|[,.;!?\s]|在|喺|到|去|从|于)(?P<gate>[{HAN}]{{0,6}}?(?:国小|小学|中学|国中|高中|大学|幼儿园|医院|公园)(?:正|后|前|东|南|西|北|侧)门)"
    rf"|(?:^|[,.;!?\s]|在|喺|到|去|从|于)(?P<hall>[{HAN}]{{2,8}}?(?:大厅|支行|分行|营业厅|服务中心|医院)(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})号(?:窗口?|柜台?|台))"
    rf"|(?:骑|开|走|坐|停|跑|驶|搭)(?:车)?(?:到|去|至|在)(?:了|咗)?(?P<road>(?!半路|马路|一路|路|[这那条哪])[{HAN}]{{2,6}}?(?:路|街|大道|大桥|码头))(?=[,.;!?\s]|$|的|就|时|突|刹|被|口|附近|才|没|上)"
    rf"|(?:^|[,.;!?\s]|在|喺|到|去|从|于|是)(?P<site>(?![这那哪每一我你他]|什么|不同|考[点场])[{HAN}]{{2,9}}?(?:考点|考场|校区|园区|会展中心|码头|服务区|收费站|体育[馆场]|影城|大剧院))(?=[,.;!?\s]|$|的|里|没|不|监|工|保|门|停|排)"
)
#: One place in another's stead.
_PLACE_END: Final = "城|店|广场|站|中心|汇|天地|百货|酒店|机场|医院|路|馆|商场|码头|大厦"
_PLACE_MENDED: Final = Pattern(
    rf"(?:^|[,.;!?\s]|应该|其实|地点|地址|门店)是(?:在|喺)?(?P<a>[{HAN}]{{2,8}}(?:{_PLACE_END})),?(?:而)?不是[{HAN}]{{2,10}}(?=\s*(?:$|[,.;!?]))"
    rf"|(?:^|[,.;!?\s])不是[{HAN}]{{2,10}},?(?:而)?是(?:在|喺)?(?P<b>[{HAN}]{{2,8}}(?:{_PLACE_END}))(?=\s*(?:$|[,.;!?]))"
)
#: Houses by their names, which are written with capitals.
_EN_HOUSE: Final = regex(
    r"\b(?:[Tt]he|[Yy]our|[Aa]t|[Ii]n) (?P<x>(?!Head |Main |Local |Home |Back |Front |Customer |Box |Ticket |Post |Support |Sales |The |Your )(?:[A-Z][\w'’&-]{1,15} ){1,3}(?:[Cc]inema|[Tt]heatre|[Tt]heater|[Ss]tadium|[Aa]rena|[Gg]ym|[Gg]arage|[Ss]urgery|[Oo]ffice|[Bb]ranch|[Mm]useum|[Ss]alon|[Ll]ibrary|[Cc]ampus|[Ll]eisure [Cc]entre|[Cc]hapel|[Cc]hurch|[Cc]rematorium|[Ss]chool|[Cc]ollege|[Nn]ursery|[Pp]ool|[Cc]lub|[Pp]ub|[Pp]harmacy|[Bb]akery|[Hh]all|(?:[Cc]are |[Nn]ursing )?[Hh]ome(?! (?:[Ii]nsurance|[Cc]inema|[Tt]heat|[Ee]ntertain|[Bb]roadband|[Dd]eliver|[Pp]hone|[Hh]ub|[Cc]ontents|[Ii]mprovement|[Ll]oan|[Pp]age|[Bb]ox|[Vv]isit|[Aa]ddress|[Ii]nternet|[Ww]i-?[Ff]i|[Cc]are|[Ss]creen|[Ss]ecurity|[Cc]over))))\b"
    r"|\b(?:booked|hired|reserved|visited|rented|stayed (?:at|in)|married at|stay at) (?:the )?(?P<y>(?!The )(?:[A-Z][\w'’&-]{1,15} ){1,3}(?:Barn|Hall|Manor|House|Lodge|Hotel|Inn|Farm|Cottage|Villa|Castle|Court|Abbey|Grange|Resort|Spa|Theatre|Arena|Stadium|Museum|Chapel|Gardens|Estate|Campsite|Hostel|Palace|Mill))\b"
)
#: A house by its name and where it stands; a hall of a cinema; what one stood outside of.
_EN_NAMED: Final = regex(
    r"\b(?:[Aa]t|[Oo]utside|[Ii]nside) (?:the |your |ur )?(?P<x>(?!(?:Christmas|Easter|New|The|Your|My|This|That|First|Last|Home|Work|Night|Once|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)(?:[A-Z][\w'’&-]{1,15} ){1,3}(?:[Ss]creen \d{1,2}|(?:in|on) (?:the )?(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Christmas|Easter|I)\b)[A-Z][\w'’-]{2,15}(?: (?:Road|Rd|Street|St|Lane|Square|Centre|Park|Retail Park|Station|High Street))?))\b"
    r"|\b[Oo]utside (?:the |your )?(?P<y>(?!The |My |Your |Office |Business |Opening )[A-Z][\w'’&-]{1,15}(?: (?!Hours\b)[A-Z][\w'’&-]{1,15}){1,3})\b"
)
#: Shops that everybody calls by their name, and the town or the street.
_CHAIN: Final = r"(?:spar|lidl|aldi|tesco(?: extra| express)?|sainsbury'?s|asda|morrisons|waitrose|co-?op|marks (?:and|&) spencer|m&s|superdrug|primark|argos|currys|ikea|b&q|wickes|homebase|halfords|greggs|costa|starbucks|mcdonald'?s|maccies|kfc|burger king|nando'?s|pret|wetherspoons?|spoons|odeon|vue|cineworld|premier inn|travelodge|holiday inn|centra|supervalu|dunnes|walmart|costco|cvs|walgreens|best buy|home depot|fairprice|ntuc|shoprite|watsons|uniqlo|zara|h&m|sports direct|jd sports|decathlon|jollibee|mr diy|7-?eleven)"
_EN_CHAIN: Final = Pattern(
    rf"\b(?:at|in|from|outside|inside|near|by|to|your|the) (?:the |your |ur )?(?P<x>{_CHAIN}(?: store| shop| branch| cinema| supermarket| hotel| restaurant)?(?: screen \d{{1,2}}| (?:in|on) (?!(?:an?|the|my|our|your|his|her|their|its|this|that|which|person|cash|time|line|general|total|full|town|front|the|question|order|case|store|shop|here|there|it|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|(?:mon|tues|wednes|thurs|fri|satur|sun)day|offer|sale|foot|arrival|fire|queue|morning|evening|afternoon|summer|winter|advance|\d+)\b)[a-z][a-z'-]{{2,15}}(?: (?:road|rd|street|st|lane|square|centre|park|retail park|station|high street))?))\b"
)
#: A house or a shop, and what it is called: 社區叫 綠光花園, 舖頭叫「好屋」.
_CALLED: Final = Pattern(
    rf"(?:社区|小区|大厦|大楼|屋苑|屋邨|楼盘|幼[稚儿]园|补习班|安亲班|学校|诊所|餐厅|酒楼|会所|铺头|舖头|舖|(?:^|[,.;!?\s那间家])店家?|健身房|美容院|旅行社|民宿)(?:的|嘅)?(?:名字?)?(?:就|系|是)?(?:叫做?|名叫|叫作)[\s:\"]{{0,2}}(?P<x>(?![我你他她佢人客车餐单外了过咗来嚟]|什么|咩|乜)[{HAN}a-z0-9]{{2,12}})(?=$|[\s,.;!?\"])"
)
_NOT_PLACE: Final = regex(
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
#: A place by its mere name, where somebody of theirs works: "the guy at Bugis".
_STAFF_AT: Final = regex(
    r"\b(?:guy|man|lady|woman|girl|lad|staff|team|people|lot|fella|manager|cashier|assistant|one) (?:at|in) (?P<x>(?!(?:Accounts?|Billing|Support|Sales|Customer|Reception|Returns|Service|Security|Finance|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Christmas|Easter|The|Your|My|Black|White|English|Chinese|French|Mandarin|Cantonese|Spanish|Hindi|General|Charge|Head)[a-z]*\b)[A-Z][a-z]{3,14}(?: [A-Z][a-z]{2,14})?)\b"
)
#: A street and its like in English, in an answer that is too long to be kept whole.
_EN_STREET: Final = regex(
    r"\b(?:\d{1,4}[a-z]? )?(?:[A-Z][\w'’-]{1,14} ){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Way|Court|Square|Terrace|Crescent|Gardens|Grove|Hill|Park)\b"
)
#: A street where a shop stands that has no name.
_STREET: Final = Pattern(
    rf"(?:在|喺|去|到|于|位于)(?:你们|你哋)?(?P<x>[{HAN}a-z0-9]{{2,8}}?(?:路|街|大道|巷|镇|村|城|广场)(?:[上口][边头]?)?)(?=(?:的|嘅|那|嗰|这|呢|一)?(?:家|间|個|个)?(?:店|铺|分店|门店|超市|药店|餐厅|饭店|档))"
    rf"|(?:^|[,.;!?\s])店(?:就)?(?:在|喺)(?P<y>[{HAN}a-z0-9]{{2,8}}?(?:路|街|大道|巷|镇|村)(?:\d{{1,5}}号|[一二三四五]段)?)"
)
#: A shop or an office, named alone.
_SHOP: Final = regex(
    rf"[{HAN}a-z0-9]{{1,8}}(?:店|馆|酒楼|餐厅|支行|营业厅|超市|商场|广场|门市部?)|[{HAN}]{{2,4}}楼"
    r"|(?:the |your )?(?:[\w'’.&-]+ ){1,3}(?:branch|store|shop|hotel|restaurant|outlet|showroom|depot)"
)
_EN_PLACE: Final = Pattern(
    r"\b(?:at|in|from|to|visited|@|your) (?:the |your |ur |my local |our )?(?P<x>(?:(?!(?:at|in|from|to|visited|your)\b)[\w&'.-]+ ){1,5}?(?:store|branch|outlet|location|airport|hotel|station|mall|restaurant|shop|supermarket|terminal(?: \d)?|counter|clinic|hospital|warehouse|showroom|centre|center|depot|cafe|plaza|resort|chapel|crematorium|cinema|(?:care|nursing) home|library|museum|theatre))\b"
)
_EN_NOT_PLACE: Final = regex(
    r"^(?:你们|你哋|你家|我们|人家)|^the (?:\w+|(?:care|nursing) home)$|\b(?:this|that|your|my|their|a|an|app|play|online|customer|call|service|it|of|nearest|any|every|each|another|which|some|and|was|were|is|phone|web|help|data|same|other|one|i|we|he|she|they|him|her|me|them|us|took|went|go|with|for|bought)\b"
)


def place(text: str, folded: str) -> str | None:
    """Where it was: a branch, a station, a hotel with its name."""
    if mended := _PLACE_MENDED.search(folded):
        name = "a" if mended["a"] else "b"
        return text[mended.start(name) : mended.end(name)].strip(TRIM)
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
            said = text[match.start("x") : match.end("x")].strip(TRIM)
            start = meant_instead(text, folded, said)
            if start and (other := place(f"在{text[start:]}", f"在{folded[start:]}")):
                return other
            if not _REJECTED.search(folded[max(0, match.start("x") - 16) : match.start("x")]):
                return said
            rejected = rejected or said
    if rejected:
        return rejected
    if shop := _THAT_SHOP.search(folded):
        return text[slice(*shop.span("x"))]
    if street := _STREET.search(folded):
        name = "x" if street["x"] else "y"
        return text[street.start(name) : street.end(name)].strip(TRIM)
    for pattern in (_CALLED, _AIRPORT, _COUNTER, _ADDRESS):
        if (known := pattern.search(folded)) and not (pattern is _COUNTER and _TOLD.search(folded)):
            return text[slice(*known.span("x"))]
    if told := _TOLD.search(folded):
        return text[slice(*told.span(told.lastgroup or 0))]
    if staffed := _STAFF_AT.search(text):
        return staffed["x"]
    if chain := _EN_CHAIN.search(folded):
        return text[slice(*chain.span("x"))]
    for named in (_EN_NAMED, _EN_HOUSE):
        if house := named.search(text):
            return house[house.lastgroup or 0]
    return None


def is_shop(name: str) -> bool:
    """Whether a name is that of a shop or an office, and of nobody who works there."""
    return bool(_SHOP.fullmatch(fold(name)))


def street(text: str) -> str | None:
    """The street that an answer tells of."""
    found = _EN_STREET.search(text)
    return found[0] if found else None
