"""Sums of money in a text, as a plain decimal number."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import Final

from bot.regex import regex
from nlu import receipts, totals
from nlu.estimates import exact
from nlu.numerals import NUMERAL, SPOKEN, number, plain, spoken
from nlu.patterns import Pattern

_FIGURE: Final = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)(?:\.\d\d)?(?=\s?(?:元|块|圆|kr|eur|€|rub))|\d+(?:\.\d+)?"
_SCALE: Final = r"(?:\s?(?:万|千|百|亿|k(?![a-z])|w(?![a-z])|million\b|thousand\b|grand\b|mil\b)(?:\d(?!\d)|[一二三四五六七八九](?![十百千万]))?)?"
#: A figure behind one of these is no beginning.
_WITHIN: Final = NUMERAL[1 : NUMERAL.index("]")]
_AMOUNT: Final = rf"(?P<n>(?:{_FIGURE}){_SCALE}|{NUMERAL})"
_SIGN: Final = r"(?:¥|rmb|cny|人民币|hk\$|hkd|港[币元纸]|澳门[币元]|葡币|nt\$|ntd|twd|新?台币|us\$|usd|美元|美金|s\$|sgd|a\$|aud|c\$|cad|rm(?=\s?\d)|myr|mop\$?|£|gbp|€|eur|\$|₩|₹|฿|₦|ngn|(?<![a-z0-9])n(?=\d{1,3}(?:,\d{3})+)|gh₵|ghs|₵|(?<![a-z])ksh\.?|kes(?=\s?\d)|(?<![a-z])rs\.?(?=\s?\d)|inr|zar|₱|php|aed|thb)"
_NOUN: Final = (
    r"(?:块钱?|元|圆|蚊|文(?![件字章化案本具])|刀(?![片具叉])|人民币|港[币元纸]|澳门[币元]|葡币|台币|美[元金]|欧元|英镑|日[元圆]|澳元|新币|马币|零吉|rmb\b|cny\b|hkd\b|ntd?\b|usd\b|sgd\b|myr\b|mop\b|gbp\b|eur\b|aud\b|cad\b"
    r"|(?:us |hk |nt |canadian |australian |singapore )?dollars?\b|bucks?\b|pounds?\b(?! of)|quid\b|euros?\b|yuan\b|ringgit\b|naira\b|cedis?\b|rupees?\b|rand\b|(?:kenyan )?shillings?\b|pesos?\b|baht\b|dirhams?\b|riyals?\b|ngn\b|ghs\b|kes\b|inr\b|zar\b|£|€|(?:btc|eth|usdt|usdc|xrp|bnb|doge)\b)"
)
#: 块 is a measure word too: two 块 of something are no money.
_PIECE: Final = regex(r"块(?!钱)")
_AFTER_PIECE: Final = regex(
    r"\s*(?:$|[,.;!?~)\"'\d零一二两三四五六七八九十]|多|左右|的?(?:东西|价|运费|邮费|差价|退|赔|餐|会员|套餐)|了|吧|呢|啊|呀|嘛|我|你|他|就|都|也|不|没|还|给|买|退|赔|能|可|是|运|邮|打|全|白|才|被|钱|一[个件年月]|以)"
)
#: What is counted in 块.
_IN_PIECES: Final = regex(
    r"(?:蛋糕|糕点?|皂|糖|表|巧克力|饼干?|披萨|豆腐|砖|板|肉|鸡[排块]?|排骨?|布|电池|玉|石头?|显卡|硬盘|屏幕?|毯|垫|玻璃|瓷|木头?|地|面包|冰|补丁|牌子?)\s+$|(?:买|要|送|点|来|给|订|少|缺|切)(?:了|咗)?\s*$"
)
_COUNTED: Final = 8
_SPENT: Final = (
    r"(?:被?(?:盗刷|骗|坑|划扣?|刷|转|卷|吞|黑)(?:走|掉|去)?(?:了|咗)|(?:盗刷|骗|划|扣|刷|转|卷|取)(?:走|掉|去)|刷卡(?:刷|付)?|付现|(?:要|又|再|得|临时|坐地)(?:多)?(?:加价?|涨价?)(?:到)?|(?:要|开|喊|叫)价|狮子(?:大)?开口要?|(?:骗|坑)(?:了|咗)(?:我妈|我爸|老人|我|他|她|家里)?|花了?|花咗|花掉|花去|赔了|交了?|缴了?|汇了|打了|充值|付了?|付咗|扣了?|扣咗|收了?|收咗|多[收扣付]了?|少退了?|退[还回]?我?|赔偿?我?|补偿?我?|价格?是?|价值|原价|售价|标价|(?:出|入)金|提[现款]|取[现款]|总共|一共|合共|共|损失了?|亏了?|转账?了?|充了?|充值了?|充咗|增值(?:了|咗)|欠(?:了?(?:我们?|俺)?)(?:的|工资|押金|货款|尾款|退款|钱|薪水)*|卖|才|贵了?|差价|(?:金额|数额|总额|价钱|价格|费用|总价)(?:都|要|请|帮我|应该|应|需要|得)?(?:改|更正|变|调)(?:成|为|做|到|返|正)?|金额(?:是|为|:)?|费用(?:是|为|:)?|费|押金|定金|订金|尾款|首付|差了?|罚款?"
    r"|\bpaid|\bpay|\bcost(?:s|ing)?(?: me| us)?|\bcharged?(?: me| us| twice)?|\bcharging(?: me)?|\bspent|\bworth|\bprice(?: is| was|d at)?|\brefund(?: of| me)?|\bcompensat(?:e|ion)(?: of| me)?|\bowe(?:s|d)?(?: me)?|\b(?:amount|sum|total|price|figure|cost) (?:should (?:be|say|read|have been)|(?:needs? )?(?:to be |to )?(?:changed |corrected )?to)|\bmake the (?:amount|sum|total|price)|\bamount(?: is| was| of|:)?"
    r"|\btotal(?: of| is|:)?|\bextra|\bbill (?:of|for|is|was)|\binvoice (?:of|for)|\bdeposit(?: of)?|\bbalance(?: of)?|\bsum of|\bfor just|\bgive (?:me )?back|\blost|\bshort(?: by)?|\bfee(?: of)?|\bdeducted|\btook|\boverchargedby|\bovercharged(?: me)?(?: by)?"
    # What a sum is called, and what it is.
    r"|(?:金额|价钱|价格|总额|总价|票价|房价|租金|房租|押金|[订定]金|钱|[\u3400-\u9fff]费(?:用)?)(?:其实|应该|一共|总共)?(?:是|为|系))"
)
_SIGNED: Final = Pattern(rf"{_SIGN}\s?{_AMOUNT}")
_NAMED: Final = Pattern(
    rf"(?<![\d.a-z第{_WITHIN}]){_AMOUNT}\s?(?:多|几|来|大|余)?\s?(?P<unit>{_NOUN})(?P<rest>\s?(?:\d|[一二三四五六七八九])(?!\d|[十百千万个件次天]))?"
)
_SPENDING: Final = Pattern(
    rf"{_SPENT}\s?(?:了|咗|我|到|足足|整整|近|将近|大概|大约|差不多|about|around|nearly|almost|over|me|us|you|them|him|her|for it|the|:)*\s?(?<![a-z]){_AMOUNT}"
    rf"(?![\d%零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟廿卅]|[-/.]\d|:\d|[多几来余]?\s?(?:天|日|次|通|个|件|里(?!面)|小时|分钟|年|月|周|号|点|分|台|只|条|张|人|公里|米|平|斤|克|度|倍|星|折|级|岁|楼|层|盒|瓶|箱|包|双|部|份|套|本|单|趟|遍|回|页|秒|单位|gb|mb|kg|cm|ml|mm"
    rf"|days?|times?|hours?|hrs?|minutes?|mins?|weeks?|months?|years?|people|items?|units?|pm|am|th|st|nd|rd|nights?|stars?|percent|x\b|of\b(?! which| that)|pieces?|calls?|different|boxes|more|questions|points|miles|(?:(?:full |large |small |extra |adult |child )?(?:cartons|cases|crates|pallets|packs|packets|bags|bottles|boxes|tins|rolls|sets|pairs|copies|seats|tickets|guests|covers|rooms|lessons|classes|sessions|visits|treatments|meals|drinks|coffees|plates|litres|liters|gallons|kwh|units|domains|users|licen[cs]es|accounts|subscriptions|memberships|adults|children|tyres|tires|windows|doors|policies|deliveries|portions|devices|vehicles|cars|bikes|parcels|shirts|chairs)\b(?! fees?\b)))|[a-z])"
)
#: 六千四百八 says money even when nobody says 元: two units or more, or a unit and a last digit.
_BARE: Final = Pattern(
    r"(?<![第\d之百千万])(?:[一二两三四五六七八九十]{1,2}[千万百][零一二两三四五六七八九十百千]{0,12}[百千十]?(?<=[千百万十])[一二三四五六七八九十]?(?:(?<=[一二三四五六七八九])|(?<=[百千万][十])|(?<=[百千万][一二三四五六七八九]十))|(?<![a-z])\d+(?:\.\d+)?(?:万\d?|千\d?|w\d?(?![a-z\d])))(?<!二百五)"
    r"(?![多几十百千万年月日号天个件次点路人名条张分楼倍里米步字家位公种粉块\d])"
)
#: Before a number that nobody gives a unit: a counter reads it, unless it is paid.
_COUNTER: Final = regex(
    r"(?:里程|公里|快门|码表|车表|表[显底]|仪表|播放|粉丝|点击|阅读|浏览|步数)(?:[^.!?;买卖花付赔退扣收价钱费]|(?<=\d)\.(?=\d)){0,36}$"
)
_PRICED: Final = Pattern(
    r"(?:买|购|订|点|入手|拍)[^,.;!?\d]{0,8}?(?P<n>\d{2,6}(?:\.\d+)?|[一二两三四五六七八九]千[一二三四五六七八九百]*)的"
    # What it was bought at: 当时买的1680.
    r"|(?:买|购入|入手)的(?:时候)?(?P<bought>\d{2,6}(?:\.\d{1,2})?)(?=$|[,.;!?](?!\d))"
    # What it is sold at: 年卡299, 各3290, "the 99.99 pack"; the sum that was paid or is to come back: 退的1850.
    r"|(?:[年月季次]卡|[年月季]费|套票|门票|套餐|课包|各)(?P<card>\d{2,5}(?:\.\d{1,2})?)(?=$|[,.;!?](?!\d)|\s(?!\d)|的)"
    r"|(?:退|赔|还|付|交|扣|收|花|欠|充|转)的(?P<paid>\d{2,6}(?:\.\d{1,2})?)(?=$|[,.;!?](?!\d)|[还没未到去怎呢什一都也]|为)"
    r"|\b(?:bought|buy|ordered|got|purchased|chose) (?:the|an?|your|this|that) (?P<pack>\d{1,5}\.\d\d)(?= [a-z])(?! ?(?:km|kg|m|cm|mm|gb|mb|g|l|ml|inch|oz|lb|carat|litre|liter|metre|meter)\b)"
    # "185 paid up front", "62.40 back plus the coach".
    r"|(?<![\d.,:])(?P<front>\d{2,5}(?:\.\d\d)?) (?:paid (?:up ?front|in (?:full|cash|advance)|already|by card)|up ?front\b|cash in hand)|(?<![\d.,:])(?P<again>\d{1,5}\.\d\d) (?:back|refunded|out of my)\b"
)
#: Coins of the net by their letter: 两万U, 500u.
_COINS: Final = Pattern(
    r"(?<![\da-z.第])(?P<n>\d{3,9}(?:\.\d+)?|[一二两三四五六七八九十]{1,3}[百千万][一二两三四五六七八九十百千]{0,6}|\d{1,4}[万千])u(?![a-z\d盘])"
)
#: Pieces and cuts that are no money: 青一块紫一块, 一刀两断.
#: A place in a contract, a law or a manual: 按合同第8.2条, "clause 8.2".
_CITED: Final = Pattern(
    r"第\s{0,2}\d{1,4}(?:\.\d{1,3}){0,3}\s{0,2}[条條款项項章节節版页頁]"
    r"|\b(?:clause|section|paragraph|para|article|art|rule|chapter|version|firmware|page)s?\.?\s{0,2}(?:no\.?\s?)?\d{1,4}(?:\.\d{1,3}){1,3}(?!\d)|§\s?\d{1,4}(?:\.\d{1,3}){0,3}"
)
_NO_SUM: Final = regex(
    # How old a child is.
    r"(?:[他她佢]|孩子|女儿?|闺女|儿子|仔|娃|弟弟?|妹妹?|孙[子女]?)(?:今年)?(?:得|才|只有|先|刚)(?:满)?(?:[一二三四五六七八九]|十[一二三四五六七八九]?|\d{1,2})(?=$|[,.;!?\s])|[^\W\d退收扣找给付差补赔花]一块[^\W\d退收扣找给付差补赔花]一块(?!钱)|[青紫红黄黑白肿掉缺裂破烂脏磨秃凹糊焦湿霉锈瘪塌蹭撞刮磕崩咬剪][了咗]?好?[一两二三几][大小]?块(?!钱)|一刀(?:两断|切|\d{1,6}|砍|捅|下去)|[挨捅砍切划开]了?一刀"
)
#: About so much, and the figure itself at once: 二十来块钱吧，25.
_ROUGH_FIRST: Final = regex(
    r"(?:\d{1,6}|[一二两三四五六七八九十百千万]{1,6})(?:来|多|几)(?:块钱?|元|蚊)(?:左右)?[吧啊呀]?[,\s]{1,2}(?=\d{1,6}(?:\.\d{1,2})?(?:块钱?|元|蚊)?\s*(?:$|[,;!?]|\.(?!\d)))"
)
_SPOKEN: Final = Pattern(
    rf"(?P<n>{SPOKEN})\s*(?:us |hk |nt )?(?:dollars?|bucks?|pounds?(?! of)|quid|euros?|yuan|rmb|ringgit|usd|hkd|gbp|naira|rupees?|rand|cedis?|(?:kenyan )?shillings?|pesos?|baht|dirhams?|riyals?|inr|ngn)\b|(?P<k>\b(?:a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty) grand\b)"
)
_BACK: Final = Pattern(r"\b(?:want|give me|return|get|need) (?:my |the |me |that |those )*(?P<n>\d+(?:\.\d+)?) back\b")
#: Two decimals after such a word are a price even without a currency.
_CENTS: Final = Pattern(
    r"\b(?:for|of|is|was|about|only|just|by|another|costs) (?P<n>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,6}\.\d\d)(?![\d.%]|\s?(?:km|kg|m|cm|gb|mb|people|miles|units|points|hours|am|pm)\b)"
)
_DIMES: Final = Pattern(
    rf"(?<![\d块元{''.join('一二两三四五六七八九')}])(?P<n>\d|[一二两三四五六七八九])[毛角](?![巾衣病])"
)
_COMMA: Final = regex(
    r"(?<![\d,])(\d{1,5}),(\d{2})(?!\d)(?=\s?(?:€|eur))|(?<=€)(\d{1,5}),(\d{2})(?!\d)|(?<=€ )(\d{1,5}),(\d{2})(?!\d)"
)
#: 1.299,00 as the continent writes it.
_CONTINENTAL: Final = regex(r"(\d{1,3}(?:\.\d{3})+),(\d{2})(?!\d)")
_WHOLE: Final = regex(rf"\W*{_AMOUNT}\W*")
_SPOKEN_ALONE: Final = Pattern(
    rf"(?!grand\b)(?:{SPOKEN})(?!\s*(?:days?|times?|hours?|minutes?|weeks?|months?|years?|people|items?))"
)
_ALONE: Final = Pattern(
    rf"(?<![\d.,a-z第#]){_AMOUNT}(?![\d%]|[-/:]\d|\s?(?:天|日|次|个|件|小时|分钟|年|月|周|号|点|人|张|回(?!扣)|遍|趟|楼|层|栋|岁|路|站|米|公里|斤|节|集|晚|位|只|条|户|口|days?|times?|hours?|minutes?|weeks?|months?|years?|people|items?|pm|am|th|st|nd|rd|nights?)|[a-z])"
)
#: The end of a longer number: 88120-4.
_CODED: Final = regex(r"\d{3}[-/]$")
#: A sum in words as the whole of a message: 一千二百, 五百.
_WORDS_ALONE: Final = regex(
    r"(?:大概|大约|约|差不多|一共|总共|合共|就|是|\W)*(?!二百五)(?P<n>[一二两三四五六七八九]十?[百千万][零一二两三四五六七八九十百千]{0,12})\W*"
)
#: About so much: round figures that nothing else is counted in.
_ROUGHLY: Final = Pattern(
    r"(?:差不多|大概|大约|将近|接近|约莫|约|快|好几|足足)(?P<a>[一二两三四五六七八九]?十?[一二两三四五六七八九][百千万])(?=$|[,.;!?了就没都说也才啊呢吧的])"
    r"|(?:差不多|大概|大约|将近|接近|起码|至少|最少|顶多)(?P<z>\d{3,6})(?=$|[,.;!?\s])"
    r"|(?<![\d.a-z])(?P<b>\d{3,6})(?:左右|上下)(?!\s?(?:天|人|米|公里|次|个|字|斤|度|步))"
    r"|(?<![第\d千万])(?P<c>[一二两三四五六七八九]?十[一二三四五六七八九]?万)(?=的|嘅|$|[,.;!?\s]|就|都|没|买|保单|货|存款|积蓄)"
    r"|(?<![\d.,])(?P<d>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,6}\.\d\d) (?:was |were |has been |had been |got )?(?:charged|debited|deducted|refunded|withdrawn|taken)\b"
)
#: Before a sum, in its clause: this is what it is about, or only what something was to cost.
_DISPUTED: Final = regex(
    r"(?:多(?:收|扣|付|算|刷)|重复|盗刷|乱收|(?:扣|收|划|刷|算)(?:了|咗|走|掉|我)|变成|变咗|实际|实收|却|竟然?|结果|共|合计|总计|总共|应退|退款(?:金额)?(?:是|为|:)?|退(?:我|回|还)|赔|欠|押金|订金|定金|损失|骗|不退|没退|未退"
    r"|overcharg\w*|charged|charging|billed|took|taken|deducted|debited|refund(?:ed)?(?: of| me)?|owe\w*|total(?:ling|ed)?|deposit|lost|instead|but|ended up|withdrew|scammed|compensat\w*|short\w*)[^,.;!?]{0,18}$"
)
_TAKEN: Final = regex(r"(?:被?(?:盗刷|划扣?|扣|刷|划)|多?[收扣]|退[还回]?我?|charg|deduct|took|overcharg)")
_ASIDE: Final = regex(
    r"(?:说好|讲好|承诺|写(?:着|的|明)|标(?:价|的|着)?|原价|单价|每(?:个|件|月|晚|人|斤)|月租|月费|运费|邮费|满|减|优惠券?|券|广告|宣传|只退了?|仅退|才退|只赔|最多|余额|话|标明|牌价"
    r"|quoted|advertis\w*|supposed to (?:be|cost)|was told|listed(?: at)?|normally|usually|each|only (?:refunded|got|gave|offered)(?: me)?|offer(?:ed)?(?: me)?|voucher|coupon|shipping|postage|instead of|not|agreed)[^,.;!?]{0,10}$"
)
#: What it was the time before, told beside what it is now: 上期才三千多, "last month it was only £30".
_LAST_TIME: Final = regex(
    r"(?:上一?期|上个?月|上次|以前|平时|往常|往年|之前|去年)[^,.;!?\d一二两三四五六七八九十]{0,8}(?:才|只要?|不过|都是)(?![退赔补到收给])[^,.;!?]{0,14}"
    r"|\b(?:last (?:month|bill|quarter|year|time)|usually|normally|previously)\b[^.;!?\d]{0,16}\b(?:only|just|around|about)\b[^,;!?]{0,12}"
)
#: Right before a sum: it is what the others make, or what is wanted. "So they charged me" is neither.
_SUMMED: Final = regex(
    r"(?:\bso(?: (?:that's|that is|it's|it is|i'm owed|i am owed|in all|about|all))*|\bin (?:total|all|sum)|\btotal\w*|\baltogether|\bmak(?:es|ing)(?: it| that)?|\bcomes? to|\bcame to|=|(?:加起来|合共|合计|总计|总共|一共)(?:是|付|花|收|扣|刷|交)?[了咗]?)"
    r"(?: (?:is|was|of|to|it's|it is|about|around|i paid|we paid|paid|a))*[\s:(]*[^a-z\d\s,.;!?]{0,4}\s?$"
)
_SUMMED_AFTER: Final = regex(
    r"\s?(?:euros?|eur|pounds?|quid|dollars?|bucks|元|块|蚊)?[,\s]{0,2}(?:in total|in all|all in|altogether|total\b)"
)
_WANTED: Final = regex(
    r"\b(?:want(?:ing)?|would like|i'd like|claim(?:ing)?|demand(?:ing)?|asking for)(?: (?:the|my|our|a|full|that|me|refund|of|back|for|all))*\s?[^a-z\d\s,.;!?]{0,4}\s?$"
)
#: A price rose: before what it was, and before what it is by now.
_WAS: Final = regex(
    r"(?:\bfrom|\b(?:was|were)|\bused to (?:be|pay|cost)|\bpa(?:id|y|ying)|从|由|(?:原[来本先]|之前|以前|本来)[^,.;!?\d]{0,4})(?: (?:me|you|about|only|around))?\s?[^\w\s,.;]{0,4}\s?$"
)
_IS_NOW: Final = regex(
    r"[^.;!?]{0,32}(?:\bto|\bnow(?: (?:it'?s|it is|is|you(?:'re| are)?|they(?:'re| are)?|i|want|wants|charg\w+|asking|pay(?:ing)?|costs?|at|for|on|me|have|to)){0,4}|[涨加升提]价?[到至]|变[成做]|(?:现在|而家|家下)[^,.;!?\d]{0,4})\s?[^\w\s,.;]{0,4}\s?"
)
_IS_NOW_THEN: Final = regex(
    _IS_NOW.pattern
    + r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d\d?)?|\d{1,7}(?:\.\d\d?)?)(?![\d%:,.]\d|\d|%| ?(?:days?|weeks?|months? (?:later|ago|on)|years?|hours?|mins?|minutes?|times|am|pm|o'clock|people|of)\b|[天个次日号点人年月周楼])"
)
#: What is insured, or may be spent at most, is not what is in dispute.
_COVER_BEFORE: Final = regex(
    r"(?:\bsum (?:insured|assured)|\bcover(?:age)?(?: up to)?|\bpolicy|\binsured|保额|保险额|额度|限额)(?: (?:of|is|was|for|worth|up to)|是|为)*\s?[^\w\s,.;]{0,4}\s?(?:rs\.? ?)?$"
)
_COVER_AFTER: Final = regex(
    r"\s?(?:lakhs?|lacs?|crores?|million|万|k\b)?\s?(?:rupees |元|块)?(?:is |was |of )?(?:the |my )?(?:polic(?:y|ies)|policy ?holder|sum (?:insured|assured)|insurance|cover(?:age)?|mediclaim|(?:credit )?limit|的?(?:保额|额度|保险))"
)
#: A price of one of several.
_APIECE: Final = regex(
    r"\s?(?:euros?|pounds?|quid|dollars?|bucks)?\s?(?:each\b|apiece\b|per \w|a (?:head|piece|night|month|week|day|ticket)\b|pp\b)"
)
_ALL_FIGURES: Final = regex(_AMOUNT)
#: A part of it that is in dispute: beside such a sum the total tells nothing.
_PART: Final = regex(
    r"(?:overcharg\w*|extra|too much|owe\w*|refund\w*|missing|short\w*|deposit|多(?:收|扣|付|算|刷)|退|赔|欠|差额?|押金|定金|订金)[^,.;!?]{0,18}$"
)
#: A sum said behind what it is for, and all of its clause: 退我一晚房费吧，388.
_FEE_THEN: Final = Pattern(
    r"(?:费用?|价钱?|金额|[差房车票]价|押金|[定订]金|[货尾房车饭]款|[房饭车]钱)(?:吧|啊|呀|啦|嘛|给我|呢)?[,:;\s]{1,2}(?P<n>\d{2,4}(?:\.\d{1,2})?)(?=\s*(?:$|[,;!?]|\.(?!\d)))"
)
#: One sum in another's place where nothing but the word for sums tells that they are any: 金额不是300，是320.
_INSTEAD: Final = Pattern(
    r"(?:金额|数额|总额|价钱|价格|费用|\b(?:amount|sum|total|price|figure)\b)[^,.;!?\d]{0,12}(?:不是|唔系|并非|\bnot|n't)\s?\d[\d,.]{0,9}(?<=\d)[^\d.!?]{0,3}(?:而|应该|其实)*(?:是|系|\bit's|\bit is|\bbut)\s?(?P<n>\d{1,7}(?:\.\d{1,2})?)(?![\d%])"
    r"|(?:金额|数额|总额|价钱|价格|费用|\b(?:amount|sum|total|price|figure)\b)[^,.;!?\d]{0,12}(?:是|系|\bis|\bwas|'s)\s?(?P<m>\d{1,7}(?:\.\d{1,2})?)[^\d!?]{0,3}(?:不是|唔系|而不是|\bnot)\s?\d"
    r"|(?:(?:金额|数额|总额|价钱|价格|费用|总价|数目)(?:都|又|也|全|[写记打填算搞弄]){0,2}(?:错|不对|唔啱|有误)[了咗]?|(?:wrong|incorrect) (?:amount|sum|total|price|figure)|(?:amount|sum|total|price|figure)(?:'s| is| was)? (?:wrong|incorrect|off|not right))[,.;!?:\s-]{1,3}(?:(?:please |just )?(?:it's |it is |it was |make (?:it|that) |change it to |should (?:be|say) )|应该是|改[成为做到]?|是|系)?(?P<k>\d{1,7}(?:\.\d{1,2})?)(?:,?\s?(?:不是|唔系|而不是|not) ?\d{1,7}(?:\.\d{1,2})?)?(?=\s*(?:$|[,.;!?]))"
)
#: Without a currency, but wanted, and the end of its clause.
_WANTED_BARE: Final = Pattern(
    r"\b(?:want|wanting|claiming|demand) (?:the |my |our |back |full )*(?P<n>\d{2,6}(?:\.\d\d)?)(?=\s*(?:$|[,;!?]|\.(?!\d)|(?:back|refunded|please|pls|total|in total|altogether|off|from you)\b))"
)
#: Figures that are written as prices are, in a text about money.
_FIGURED: Final = Pattern(
    r"(?<![\d.a-z])(?<!\d,)(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,6}\.\d{1,2})(?![\d.%]|\s?(?:km|kg|m\b|cm|mm|gb|mb|g\b|l\b|公里|千米|米|斤|公斤|克|升|度|寸|吋|倍|折|分|版|万|people|miles|units|points|steps|hours|am|pm))"
)
_MONEY: Final = Pattern(
    r"扣|刷|收费|多收|付|退|款|账单|帐单|价|费|结账|埋单|找(?:钱|零)|转账|\b(?:charg\w+|paid|pay(?:ment)?|refund\w*|bill\w*|price\w*|debit\w*|receipt|invoice|came to|total\w*|fee|owe\w*|took|taking|rent|deposit)\b"
)
#: One sum takes the place of another.
_MENDED: Final = Pattern(
    r"说(?:少|多|错)|(?:写|打|记|算|讲|填|输)(?:少|多|错)|实(?:数|际是)|(?:应该|应当|其实|准确)(?:说)?(?:是|系)|不是|唔系|更正|改(?:成|为)|\bnot\b|n't|\bshould (?:be|have been|read|say)\b|\bi (?:mean|meant)\b|\bactually\b|\bto be (?:exact|precise)\b|\bcorrection\b|\bmake (?:it|that)\b"
)
#: What was said before, with the figure that it was to be: 刚说350，应该是530; "I said 54, it was 45".
_SAID_BEFORE: Final = Pattern(
    r"(?:(?:刚刚|刚才|刚|啱啱|头先|之前|先前|上面|前面|我)(?:我)?(?:说|讲|话|写|填|报|打)(?:的|了|成|咗|过)?(?:是|系)?|\bi (?:just |had )?(?:said|wrote|put|typed|entered|told you)(?: it was| it's)?)\s*(?:¥|\$|£|€)?\d{2,6}(?:\.\d{1,2})?\s?(?:块钱?|元|蚊|pounds|quid|dollars|euros)?"
    r"[\s,.;]*(?:(?:but|sorry|no|actually|不对|其实|唔系|不是)[\s,]*){0,2}(?:应该|应当|实际|其实)?(?:it was|it is|it's|it should be|should be|i meant?|that's|是|系|为)(?: actually)?\s?(?=(?:¥|\$|£|€)?\d)"
)
_REJECTED: Final = regex(r"(?:不是|唔系|并非|而不是|\bnot|n't|\binstead of|\brather than)\s?(?:a |the |¥|\$|£|€)*$")
#: What is paid for each day, month or year, and words by which that itself is in dispute.
_EVERY_AFTER: Final = regex(
    r"\s?(?:euros?|eur|pounds?|quid|dollars?|bucks|rupees?|naira|usd|gbp|rmb|元|块钱?|蚊)?\s?(?:(?:a|per|each|every|/)\s?(?:day|week|month|year|term|night|annum)\b|(?:weekly|monthly|yearly|annually|pcm)\b|(?:一|每)个?[天日周月年]|/[天日周月年])"
)
_RATE_CLAUSE: Final = regex(
    rf"\W*(?:(?:and|but|when|while|although|though|even though|for which|considering|given that|as|because) )?(?:(?:for (?:this|that|which) )?(?:i|we)(?:'re| are| do)? (?:still )?pay(?:ing)?(?: you| them| about| over| nearly| around){{0,2}} )?{_SIGN}?\s?\d[\d.,]{{0,9}}{_EVERY_AFTER.pattern}(?: (?:for (?:this|that|it)|in |service|management|maintenance|charges?|rent|fees?)){{0,3}}\W*"
    r"|\W*(?:我们?|咱们?)?(?:每|一)个?(?:天|日|周|月|年|学期)(?:都)?(?:交|缴|付|给|花)(?:了|着|的)?[^,.;!?\d]{0,6}\d[\d.,]{0,9}(?:元|块钱?|蚊)?(?:的?(?:物业|管理|房租|学|月)费?)?\W*"
)
_EVERY_BEFORE: Final = regex(
    r"(?:每|一)个?(?:天|日|周|月|年|学期)(?:都)?(?:交|缴|付|给|花)(?:了|着|的)?[^,.;!?\d]{0,6}$"
)
_TAKEN_BEFORE: Final = regex(
    r"\b(?:took|taken|tak(?:e|ing)|deduct\w*|debit\w*|amount|bill(?:ed)?|charg\w+|refund\w*|owe\w*|scam\w*)\b[^.;!?]{0,30}$"
)
_OVERCHARGED: Final = Pattern(
    r"多(?:收|扣|付|算|刷)|乱收|扣|涨|收费|盗刷|重复|退|赔|欠|骗|价|费用|合同|说好|\b(?:overcharg\w*|charg(?:ed|es|ing)|billed|deduct\w*|debit\w*|double|twice|extra|too much|increas\w*|raised|rise|went up|gone up|instead of|refund\w*|owe[sd]?|money back|reimburs\w*|promised|agreed|advertised|supposed|price[ds]?|cost(?:s|ing)?|expensive|amount|deposit|cancel\w*|still taking|took|salary|wages?)\b"
)
#: Before a number that is a name: a room, a gate, a line.
_NUMBERED: Final = regex(
    r"(?:房|号|楼|第|桌|座|\b(?:room|gate|table|platform|flat|line|bus|no\.?|number|nr\.?|seat|row|floor|unit|page))[\s#:]*$"
)
_SAID_WRONG: Final = Pattern(
    r"说(?:少|多|错)|(?:写|打|记|算|讲|填|输)(?:少|多|错)|实数|准确|更正|\bi mean\b|\bto be (?:exact|precise)\b|\bcorrection\b|\bactually\b"
)
#: Characters of a message that mends a sum.
_SHORT: Final = 60
#: Sums that are weighed against each other; nobody tells more.
_MOST: Final = 60
_CLAUSE_END: Final = regex(r"[,.;!?\n](?!\d)")


#: How fast somebody drove is no sum, though it stands where one may stand.
_SPEED: Final = Pattern(
    r"(?<![价格钱费压糖率温度本票租金])(?:开|飙|飚|揸|冲|踩|时速|车速)(?:到|上|去到)?(?:了|咗)?(?:时速)?(?:[1-9]\d|1\d\d|2[0-4]\d|一百[二三四五六七八九]十?|[两二]百|[六七八九]十)[多几来]?(?:公里|码|迈|km|mph|(?=$|[,.;!?\s]|都|还|才|就|,))(?!\s?(?:元|块|蚊))"
    r"|\b(?:doing|did|drove|driving|going|went) (?:at |about |over |nearly |almost ){0,2}\d{2,3} ?(?:mph|kph|km/?h)? (?:in|through) (?:a|the) \d{2}\b(?! ?(?:pounds?|dollars?|euros?|quid))"
)
#: Help, or an office, that was rung.
_HELPLINE: Final = Pattern(
    r"(?P<rung>(?:打|拨|叫|报|call|called|rang|ring|dial|dialled)(?:了|过|通|给|咗|个)?\s?)(?P<n>1(?:10|12|19|20|22)|911|99[59]|12[13]\d\d|1008[56]|10000|10010|96\d{3,4})(?![\d.]|\s?[元块蚊刀美]|\s?(?:dollars|pounds|bucks))"
)
#: A time of the day with a point: "about 8.40". Written as a price is; what stands around it tells.
_CLOCK: Final = Pattern(
    rf"(?<![\d.,a-z$£€¥₹₦])(?<![$£€¥₹₦] )(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d%]|[.,]\d|\s?(?:{_NOUN}|{_SIGN}|p\b|each\b|apiece\b|per\b|back\b|[x*×] ?\d))"
)
#: Right behind a time.
_CLOCK_AFTER: Final = regex(
    r"\s?(?:am\b|pm\b|a\.m|p\.m|o'? ?clock|hrs\b|is the time|was the time|(?:train|bus|tram|coach|flight|ferry|appointment|slot|sitting|showing|screening|lesson)\b(?! (?:fares?|tickets?|pass|fees?|charge)))"
)
#: Talk of prices, where a figure of that shape is a sum.
_PRICES: Final = Pattern(
    r"扣|刷|收费|多收|付|退|款|账单|帐单|价|费|结账|埋单|找(?:钱|零)|转账|[买卖花充钱]|合计|总共|一共"
    r"|\b(?:charg\w+|pa(?:id|y|ys|ying|yments?)|refund\w*|bill\w*|pric\w+|debit\w*|receipts?|invoices?|came to|com(?:es|ing) to|total\w*|fees?|fares?|owe[sd]?|deposit\w*|bought|buy|purchas\w+|costs?|costing|worth|sold|sell\w*|spent|spend|money|amounts?|sums?|cash|difference|discount\w*|deduct\w*|overcharg\w*|withdr\w+|lost|extra|offer\w*|pack)\b"
)
#: Right before a time, whatever is said of money besides.
#: The same in Chinese: 九点四十左右 is no forty.
_HOUR: Final = Pattern(
    r"(?:[一二三四五六七八九十两]{1,3}|\d{1,2})点(?:[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|[0-5]\d)(?!\s?(?:元|块|圆|蚊|万|千|亿|倍|折|%|米|斤|公斤|[百点]|\d))"
)
_CLOCK_BEFORE: Final = regex(
    r"(?:早上|上午|中午|下午|晚上|夜里|凌晨|朝早|(?<!sold )(?<!priced )(?<!bought )(?<!valued )(?<!listed )(?<!charged )\bat (?:about |around |roughly )?)$"
)
#: What a rate comes to: "38 a session so 114".
_COMES_TO: Final = Pattern(
    r"(?<![\d.,])\d{1,5}(?:\.\d\d)? ?(?:a|an|per|each|every|/) ?[a-z]{3,12},? (?:so|which is|that's|makes|making|=)(?: (?:it's|it|that's|that|about|i paid|a total of|in all)){0,3} (?P<n>\d{2,6}(?:\.\d\d)?)(?=\s*(?:$|[,;!?]|\.(?!\d)|in (?:all|total)|all in|altogether))"
)
#: So many of a thing at so much each: "£23.50 x 3", 两千六百棵，一棵八毛.
_TIMES: Final = Pattern(
    rf"(?P<n>{_SIGN}\s?\d{{1,6}}(?:\.\d{{1,2}})?|(?<![\d.,a-z])\d{{1,6}}\.\d\d)\s?[x×*]\s?(?P<count>[2-9]|[1-9]\d{{1,2}})(?![\d.,a-z×*]|\s?(?:[x×*]\s?\d|cm\b|mm\b|m\b|inch))"
)
_OF_EACH: Final = Pattern(
    rf"(?P<count>\d{{1,6}}|{NUMERAL})(?P<unit>[棵株斤个件只条瓶盒箱袋包张份米吨支把套双头粒颗朵枝本根节堂])[^.!?\d]{{0,10}}?[一每](?P=unit)(?:要|卖|是|才|收)?(?P<n>\d{{1,6}}(?:\.\d{{1,2}})?(?=块|元|蚊)|(?P<dime>[一二两三四五六七八九\d])[毛角](?![巾衣病])|[一二两三四五六七八九十百]{{1,5}}(?=块|元|蚊))(?:块钱?|元|蚊)?"
)
_CLAUSE_OF: Final = regex(r"(?:[^.!?;\n]|\.(?=\d)){0,120}")
_BEFORE_IT: Final = regex(r"(?:[^.!?;\n]|\.(?=\d)){0,120}$")
#: One figure takes another's place: both are what the other is.
_FIGURE_MENDED: Final = regex(
    r"\bnot\W{1,3}\d|\d,? not\b|\bshould (?:be|say|read|have been)\b|\bi mean|\bcorrection\b|\bmake (?:it|that)\b"
)
#: Without one of these there is no sum.
_ANY: Final = regex(
    r"\d|[一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]|\b(?:dollar|buck|pound|quid|euro|grand|yuan|ringgit|naira|rupee|rand|cedi|shilling|peso|baht|dirham|riyal|lakh|lac|crore)"
)


def _value(said: str) -> Decimal | None:
    said = re.sub(r"\s", "", said)
    for word, scale in (("million", 1_000_000), ("mil", 1_000_000), ("thousand", 1000), ("grand", 1000)):
        if said.endswith(word):
            value = number(said[: -len(word)])
            return value * scale if value is not None else None
    if re.fullmatch("[百千万]+", said):
        return None
    return number(said)


def amount(folded: str, *, asked: bool = False) -> str | None:
    """The sum that the text is about as a decimal number without currency; `asked` where the bot just asked for one."""
    folded = _CITED.sub(lambda match: "~" * len(match[0]), receipts.settled(folded))
    folded = exact(_ROUGH_FIRST.sub("金额是", _NO_SUM.sub("~", _HOUR.sub(lambda _: "~", folded))), asked=asked)
    folded = _SAID_BEFORE.sub(lambda _: "金额是", _SPEED.sub(lambda match: "~" * len(match[0]), folded))
    if not asked and _ANY.search(_LAST_TIME.sub("", folded)):
        folded = _LAST_TIME.sub(lambda match: "~" * len(match[0]), folded)
    folded = _without_clocks(_without_helplines(folded), asked=asked)
    folded = totals.instead(_OF_EACH.sub(_total, _TIMES.sub(_total, folded)))
    if not _ANY.search(folded) and not (asked and _SPOKEN_ALONE.search(folded)):
        return None
    if "€" in folded or "eur" in folded:
        # 19,99 € has a comma for a point.
        folded = _CONTINENTAL.sub(lambda match: f"{match[1].replace('.', '')}.{match[2]}", folded)
        folded = _COMMA.sub(lambda match: match[0].replace(",", "."), folded)
    found: list[tuple[int, Decimal]] = []
    for match in islice(_SIGNED.finditer(folded), _MOST):
        if (value := _value(match["n"])) is not None:
            found.append((match.start("n"), value))
    for match in _WANTED_BARE.finditer(folded) if found or _MONEY.search(folded) else ():
        found.append((match.start("n"), Decimal(match["n"])))
    for match in _NAMED.finditer(folded):
        if _PIECE.match(match["unit"]) and not (
            _AFTER_PIECE.match(folded, match.end("unit")) or _priced(folded, match)
        ):
            value = _value(match["n"])
            if value is None or value < 20:
                continue
        value = _value(match["n"])
        if value is None:
            continue
        if match["rest"] and match["unit"][0] in "块蚊元" and (tenth := number(match["rest"].strip())) is not None:
            value += tenth / 10
        found.append((match.start("n"), value))
    for match in _COINS.finditer(folded):
        if (value := _value(match["n"])) is not None:
            found.append((match.start("n"), value))
    if found or asked:
        found += totals.bare(folded)
    named = {at for at, _ in found}
    for match in _SPENDING.finditer(folded):
        if match.start("n") in named:
            # Read with its unit, and with what stands behind that: 8块5 is more than 8.
            continue
        # Beside a sum with its unit, a bare one counts where it was taken: a plan at 59块, and 128 charged.
        if not named or _TAKEN.match(match[0]):
            value = _value(match["n"])
            if value is not None and value >= (2 if match["n"][0].isdigit() else 10):
                found.append((match.start("n"), value))
    if not found:
        found += [
            (match.start(), Decimal(match["n"] or match["m"] or match["k"])) for match in _INSTEAD.finditer(folded)
        ]
        found += [
            (match.start("n"), Decimal(match["n"]))
            for pattern in (_FEE_THEN, _COMES_TO)
            for match in pattern.finditer(folded)
        ]
    for match in _SPOKEN.finditer(folded):
        value = spoken(match["n"] or match["k"])
        if value is not None:
            found.append((match.start(), value))
    if not found:
        found += [
            (match.start("n"), value)
            for pattern in (_BACK, _CENTS)
            for match in pattern.finditer(folded)
            if (value := _value(match["n"])) is not None
        ]
        found += [
            (match.start("n"), value / 10)
            for match in _DIMES.finditer(folded)
            if (value := _value(match["n"])) is not None
        ]
    if not found:
        priced = [(match.start(), match[match.lastgroup or 0]) for match in _PRICED.finditer(folded)]
        found += [(at, value) for at, said in priced if (value := _value(said)) is not None]
    if not found:
        found += [
            (match.start(), value)
            for match in _BARE.finditer(folded)
            if not _counted(folded, match) and (value := _value(match[0])) is not None
        ]
    if not found:
        for match in _ROUGHLY.finditer(folded):
            value = _value(next(group for group in match.groups() if group))
            if value is not None and not _counted(folded, match):
                found.append((match.start(), value))
    if not found and _MONEY.search(folded):
        found += [
            (match.start("n"), value)
            for match in _FIGURED.finditer(folded)
            if (value := _value(match["n"])) is not None
        ]
    if not found and (whole := _WORDS_ALONE.fullmatch(folded)) and (value := _value(whole["n"])) is not None:
        found.append((0, value))
    if not found and asked and (whole := _WHOLE.fullmatch(folded)) and (value := _value(whole["n"])) is not None:
        found.append((0, value))
    if not found and asked and (said := _SPOKEN_ALONE.search(folded)) and (value := spoken(said[0], price=True)):
        # "The one" names no sum.
        found += [(said.start(), value)] if value >= 10 else []
    if not found and asked:
        # The only number in an answer is what was asked for, whatever stands around it.
        numbers = [(match.start("n"), value) for match in _ALONE.finditer(folded) if (value := _value(match["n"]))]
        # 两样 counts things; a sum as small as that is written in figures.
        numbers = [one for one in numbers if one[1] >= 10 or folded[one[0]].isdigit()]
        numbers = [one for one in numbers if not _CODED.search(folded[max(0, one[0] - 12) : one[0]])]
        numbers = [one for one in numbers if not _NUMBERED.search(folded[max(0, one[0] - 12) : one[0]])]
        found = numbers if len(numbers) == 1 or _MENDED.search(folded) else []
    found = sorted({one for one in found if 0 < one[1] < 10**12})[:_MOST]
    if not asked and found and not _OVERCHARGED.search(folded):
        # Who pays £85 a day for a place complains of the place.
        found = [one for one in found if not _is_rate(folded, one[0])]
    return plain(_disputed(folded, found)) if found else None


def _total(match: re.Match[str]) -> str:
    """What so many cost together, in the place of what one costs."""
    count = _value(match["count"])
    said = match.groupdict().get("dime")
    figure = _ALL_FIGURES.search(match["n"])
    one = _value(said or (figure[0] if figure else ""))
    if count is None or one is None:
        return match[0]
    # The comma parts the sum from the things that are counted.
    return f"金额{plain(count * (one / 10 if said else one))},"


def _without_helplines(folded: str) -> str:
    """The text without the numbers of help and of offices that were rung: 打了120 is no sum."""
    return _HELPLINE.sub(lambda match: f"{match['rung']}{'~' * len(match['n'])}", folded)


def _without_clocks(folded: str, *, asked: bool) -> str:
    """The text without times of the day that look like prices."""
    sums = asked or bool(_FIGURE_MENDED.search(folded))
    for match in islice(_CLOCK.finditer(folded), _MOST):
        before = _BEFORE_IT.search(folded, max(0, match.start() - 120), match.start())
        after = _CLAUSE_OF.match(folded, match.end())
        said = f"{before[0] if before else ''} {after[0] if after else ''}"
        told = _CLOCK_AFTER.match(folded, match.end()) or _CLOCK_BEFORE.search(
            folded[max(0, match.start() - 24) : match.start()]
        )
        if told or not (sums or _PRICES.search(said)):
            folded = f"{folded[: match.start()]}{'~' * len(match[0])}{folded[match.end() :]}"
    return folded


def _counted(folded: str, match: re.Match[str]) -> bool:
    """Whether a number is what a counter reads."""
    return bool(_COUNTER.search(folded[max(0, match.start() - 40) : match.start()]))


def _priced(folded: str, match: re.Match[str]) -> bool:
    """Whether a thing and its price stand apart from the rest: 发卡 9块 第二天就断了."""
    if folded[match.end("unit") : match.end("unit") + 1] != " ":
        return False
    before = folded[max(0, match.start("n") - _COUNTED) : match.start("n")]
    return bool(re.search(r"[\u3400-\u9fffa-z] +$", before)) and not _IN_PIECES.search(before)


def is_only_rate(clause: str) -> bool:
    """Whether a (folded) clause says no more than what is paid for each day, month or year."""
    return bool(_RATE_CLAUSE.fullmatch(clause)) and not _OVERCHARGED.search(clause)


def _is_rate(folded: str, at: int) -> bool:
    """Whether the figure there is what is paid for each day, month or year."""
    figure = _ALL_FIGURES.match(folded, at)
    return bool(_EVERY_BEFORE.search(folded[max(0, at - 24) : at])) or bool(
        figure and _EVERY_AFTER.match(folded, figure.end()) and not _TAKEN_BEFORE.search(folded[max(0, at - 40) : at])
    )


def _risen(folded: str, at: int, end: int, value: Decimal, found: list[tuple[int, Decimal]]) -> bool:
    """Whether a sum is what something cost before its price rose to another that is told."""
    if not _WAS.search(folded[max(0, at - 24) : at]):
        return False
    return any(
        other > value and end < start <= end + 64 and _IS_NOW.fullmatch(folded, end, start) for start, other in found
    )


def _risen_to(folded: str, at: int, value: Decimal) -> Decimal:
    """The sum, or the bare one to which it rose."""
    figure = _ALL_FIGURES.match(folded, at)
    if figure is None or not _WAS.search(folded[max(0, at - 24) : at]):
        return value
    now = _IS_NOW_THEN.match(folded, figure.end())
    return max(value, Decimal(now["n"].replace(",", ""))) if now else value


def _disputed(folded: str, found: list[tuple[int, Decimal]]) -> Decimal:
    """Of several sums, the one that the matter is about: what is wanted, the total, the first that is said to be
    charged, owed or refused, else the first that is no price beside it."""
    if len(found) == 1:
        return _risen_to(folded, *found[0])
    if _MENDED.search(folded) and len(folded) <= _SHORT:
        meant = [one for one in found if not _REJECTED.search(folded[max(0, one[0] - 16) : one[0]])]
        if meant and len(meant) < len(found):
            return meant[-1][1]
        if _SAID_WRONG.search(folded):
            return found[-1][1]
    clauses = [_CLAUSE_END.split(folded[max(0, at - 40) : at])[-1] for at, _ in found]
    part = any(map(_PART.search, clauses))
    ranks = []
    for (at, value), clause in zip(found, clauses, strict=True):
        figure = _ALL_FIGURES.match(folded, at)
        end = figure.end() if figure else at
        if _COVER_AFTER.match(folded, end) or _COVER_BEFORE.search(clause) or _risen(folded, at, end, value, found):
            ranks.append((3.0, at, value))
            continue
        if _WANTED.search(clause):
            rank = -2.0
        elif (_SUMMED.search(clause) or _SUMMED_AFTER.match(folded, end)) and not _PART.search(clause):
            rank = 0.25 if part else -1.0
        else:
            rank = 2.0 if _ASIDE.search(clause) else 0.0 if _DISPUTED.search(clause) else 1.0
        ranks.append((rank + 0.5 * bool(_APIECE.match(folded, end)), at, value))
    return min(ranks)[2]
