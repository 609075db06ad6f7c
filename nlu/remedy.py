"""What the customer wants done about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.regex import regex
from nlu.patterns import Pattern

#: Words that only a wish makes a remedy: "was repaired three times" is none.
_WISH: Final = (
    r"(?:要(?![不是么])求?|请|帮(?:我|忙)?|给我|希望|想|安排|免费|尽快|麻烦|可以|可唔可以|能不能|能否|最好|申请|得|应该|必须|派人|上门|重新|需要|过来|来人"
    r"|please|pls|kindly|(?:can|could|would|will) (?:u|ya|yous)\b|want|need|require|would like|can you|could you|can (?:i|we) (?:have|get)|could (?:i|we) (?:have|get)|may (?:i|we) have|i'd like|should|must|have to|demand|asking for|expect|request|rather|sooner|prefer)"
)
#: A sum of money in a wish.
_SUM: Final = r"(?:(?:£|\$|€|₹|₦|rs\.? ?|rm ?|hk\$|nt\$)\s?\d[\d,.]{0,12}(?<=\d)|\b\d[\d,.]{0,12} ?(?:pounds?|quid|dollars?|bucks|euros?|rupees?|naira|ringgit|rand|p\b))"
_TABLE: Final = (
    ("takedown", r"(?:删除?|清除|注销|移除|抹掉)(?:掉|了)?(?:我|我们|佢|本人)?(?:的|嘅)?(?:全部|所有)?(?:个人)?(?:信息|资料|数据|账号|帐号|讯息)|\b(?:delete|erase|remove|wipe) (?:all )?(?:my|our|her|his) (?:\w+ )?(?:data|info\w*|details|number|account|name|picture|photo|address|email)|把(?!我(?:的|给)?(?:微信|好友|电话|联系方式|wx|qq)*(?:给)?(?:删|撤|移除))[^,.;!?]{0,12}(?:删|撤|移除)|(?:把|将)[^,.;!?]{0,12}(?:照|相|图|片|视频|评论|帖|文|留言|名字?|头像)[^,.;!?]{0,12}(?:拿(?:掉|下|走|低)|攞(?:走|低)|除(?:低|落)|移走|摘(?:掉|下))|下架|撤下|(?:删除?|删掉|移除|撤掉)(?:了|咗)?(?:这|那|嗰|呢)?(?:个|条|张|篇)?(?:商品|链接|广告|图片|照片|相片|视频|影片|评论|帖子?|页面|信息|内容|文章)|(?:帮我|请|立刻|马上|要求)(?:把)?[^,.]{0,4}(?:删掉|删除|删了|下架|撤掉)|take (?:it |that |this |them )?down|(?:take|get) (?:my |our |the |that |this )(?:\w+ (?:off|down)|(?:\w+ ){0,2}(?:photos?|pictures?|pics?|images?|videos?|clips?|posts?|reviews?|names?|faces?) (?:\w+ ){0,5}?(?:off (?:your|the|that|of)|down)\b)|(?:delete|remove) (?:my|our|the|that|this|it|his|her)\b(?! (?:charge|fee|penalty|account|number))|takedown|remove (?:the |this |that |my |their |your )(?:\w+ )?(?:listing|ad|advert|post|photos?|pictures?|images?|video|review|page|content|product page)|delist"),
    ("invoice", r"把(?:我的|那张|这张)?票(?:给我|帮我|都|也)*(?:补)?开(?:出来|给我|具|好)|(?:发票|专票|普票)[^!?]{0,24}(?:重开|重新开|补开|换开|重打)|(?:重开|补开|另开|换开|开)(?:一?[张份])?[^,.;!?]{0,10}(?:发票|专票|普票)|(?:补|开|重开|提供|要|给|寄|换开|改开)(?:一?张|一?份|个|我|正规|电子|纸质|增值税|专用|三联|统一|的|了|具|立|返|回)*(?:发票|收据|专票|普票)|发票(?:重开|重新开|开给我|寄给我|发给我|补给我|开一下|补开|没开|还没开|呢$)|(?:send|issue|give|get|provide|need|want|resend|reissue)(?: me| us)? (?:an? |the |my |proper |vat |tax |official |corrected |correct )*(?:invoice|receipt)\b|\bask(?:ed|ing)?(?: (?:you|them|him|her|the \w+|\w+ times|again|twice|repeatedly)){0,3} for (?:an? |the |my |proper |vat |tax |official )*(?:invoice|receipt)\b|(?:^|[,.;!?]\s*)(?:an? |the |my |vat |tax |proper )*(?:invoice|receipt) (?:please|pls)\b"),
    ("price_adjust", r"(?:退|补|返|赔|还)(?:还|回|我|给我|返)?(?:一下|个)?(?:差价|价差|差额)|价保|保价|价格保护|买贵(?:退|了?补)|差价(?:退|补)|price (?:match|adjust\w*|protection)|(?:refund|pay|return|give)\w*(?: me| back| us)? the (?:price )?difference|partial refund of the difference|match the (?:lower |new |sale )?price|\bknock (?:it|this|that|(?:the|my) \w+) (?:back )?down\b|\b(?:bring|get|drop|reduce|lower) (?:it|that|(?:the|my) (?:price|bill|fare|fee|cost|charge|total|rent)) (?:back )?(?:down )?to (?:(?:£|\$|€|₹) ?)?(?=\d|what i\b|the (?:advertised|agreed|quoted|old|original|right|correct))|\b(?:want|need|get|have|like|expect|demand)(?: (?:to have|to see))? (?:the|my|our) (?:price|fare|bill|fee|charge|rate|rent)s? (?:to be )?(?:difference back|adjusted|corrected|reduced|lowered|recalculated)\b|\b(?:the|my) (?:price )?difference back\b|(?:^|[,.;!?]\s*)(?:the |my )?(?:price|fare|bill|fee|charge|rate|rent) (?:to be )?(?:adjusted|reduced|lowered|recalculated)(?=\s*(?:$|[,.;!?]|please|pls|then|to \d))|\b(?:can|could|will|would) (?:you |u )(?:please |just )?match (?:it|that|theirs|(?:that|their) price)(?=\s*(?:$|[,.;!?]|please|pls|then|too))|(?:knock|take|get|give me|want|some|something|a bit|money|\d{1,2} ?%|percent) (?:\w+ ){0,3}off (?:the |my )?(?:price|bill|total)|(?:a|some|partial) (?:discount|price reduction)|(?:给|帮|再|得|要|能|可以|希望)(?:我|你们)?(?:打(?:个)?折|便宜(?:一?点|些)|减(?:免)?(?:一?点|些))|按(?:活动|优惠|原来|广告|页面|标)?价(?:格)?(?!赔|值|补)(?:给|收|卖|结|算|执行)?|honou?r the (?:advertised |sale |original )?price|按(?:原价|标价|活动价|优惠价)(?:结算|收费|算|给我|执行)|照(?:返|回)?(?:原价|原来价|报价(?!单)|合约价|讲好(?:嘅)?价钱?)(?=$|[,.;!?\s收算])"),
    ("compensation", r"(?:作|做)出补偿|\d{1,2}% off my next|赔[偿尝]|补偿|索赔|赔款|赔付|[赔陪]钱|赔(?:番|返)?(?:俾|给)?我|赔返|赔番|赔回|赔点|(?:假一|退一|缺一|少一)赔[一二三四五十\d]+|(?:三|十|双|两|\d{1,4})倍(?:赔|退)|照价赔|(?:得|要|该|必须|应该|不到就|不了就|坏了就|丢了就)(?:给我|你们)?赔(?!礼|不是|罪)|谁(?:来)?赔(?!礼|不是|罪)|[钱费](?:用)?(?:你们?|你哋|您|贵司|公司|商家|店家|平台)(?:也|都|就|是不是)*(?:要|得|应该|必须|该|来)?(?:全)?(?:出|付|承担|负责|报|掏|包|认)(?=$|[,.;!?\s]|吧|了(?!多)|啊)|(?:让|叫)(?:他|她|它|佢|你|商家|店家|司机|师傅|物业|酒店|平台|保险)(?:们|哋|公司)?(?:来)?赔(?!礼|不是|罪)|赔给|赔(?:[一两二三四五六七八九十几\d]{1,3}(?:节|堂|次|天|个月|晚|张|件|台|部|盒|份|箱)(?!不是)|一?[下笔]|损失|车|路|饭|医|误|精|双)|精神损失|误工费|补贴我|(?:你们?|你哋|您|商家|店家|平台|酒店|航空公司|物业)(?:就|必须|应该|应当|得|要|给|也|都|全额|负责|能不能|能|可以|可唔可以)*(?:给|帮|俾)?我?(?:全额|全部|全都)?报(?:销(?![用单凭不])|了|掉)|(?:要求|全额|全部|(?:给|帮|俾)我)(?:全额|全部)?报销(?![用单凭不])|\d(?:块钱?|元|蚊)?,?(?:你们?|你哋)?(?:得|要|必须|应该)?(?:给我?)?报(?:销(?![用单凭不])|了|掉)(?=$|[,.;!?\s吧])|compensat\w*|reimburse (?:me )?for (?:my )?(?:the )?(?:damage|loss|time|expenses|medical)|pay for (?:the|my) (?:damage|loss|medical|repairs?|dry|cleaning)|make (?:it )?up (?:to me|for)|goodwill|(?:a|an|some) (?:voucher|coupon)s?\b|代金券|优惠券补偿|voucher for|damages\b"),
    ("resend", r"(?:少|漏|缺|差)(?:了|咗)?(?:的|嘅|我)[^,.;!?钱款价额]{0,6}(?:给我|俾我|畀我|帮我)?补(?:上|齐|返|回来|过来|嚟|给我|俾我)|送(?:个|一个|件|部|台)?新(?:的|嘅)?(?:过来|嚟|来)|重新?做(?:一?[份个副件张套对双批款只本块幅]|过(?:一|个|份|副|件|$|[,.;!?]))|(?:重新?|再|补|加)印(?![象度刷错坏花歪了过咗])|(?:重新?|再)(?:打|冲)印|(?<!the )(?<!this )(?<!your )(?<!their )(?<!second )(?<!that )\bre-?prints?\b(?! (?:was|were|is|are|came|arrived|had|has|also|they|you|looks?|quality))|\b(?:want|need|get|have|like|expect|demand|require)(?: to have)? (?:it|them|this|these|those|all of (?:it|them)|(?:the|my|our) (?:\w+ ){1,2})(?:to be )?(?:re-?printed|printed again|re-?made|made again)\b|(?:补|重新?|再|另)(?:发|寄|送|派(?![^,.;!?]{0,8}(?:人|师|工|员)))(?:一|货|过|给|个|件|份|来|送|返|次|$|[,.!?])|(?<![不唔没冇未])补(?:发|寄|送|件|配件?|返(?!堂|课|节|钱|差|习)件?)|(?<![钱款价差额])补(?:回|还|齐)?(?:给|俾)(?:我|咱|俺)(?!们?[^,.;!?]{0,4}(?:钱|差|款|税|票))|(?:赶紧|马上|赶快|快点?|尽快|立刻|立即|请|再|给我)(?:给我|帮我|再)?(?:送|寄|发)(?:一|两|个)?[根条个件只瓶袋盒份套双台块支包张](?!人|车|师傅)[^,.;!?\s]{0,4}(?:来|过来|给我)(?=$|[,.;!?\s])|补(?:一|两|多)?(?:个|件|份|条|台|套|瓶|盒|箱|袋|双|只|包)(?:给|俾|来|过来|就[行好]|吧|$|[\s,.!])|(?:^|[,.;!?\s把])补(?!钱|差|[偿尝]|款|贴|助|习|丁|充|课|牙|考|办|缴|交|税|胎|妆|身|品)[\u3400-\u9fff]{1,6}?(?:就[行好得]|就可以|即可)|把[^,.]{0,8}(?:寄|送|发)(?:来|过来|给我|到)|重新?(?:发货|寄|派送|配送|送货|配餐|做一份)|漏(?:发|寄|送)的?(?:补|寄|送)|重送|补齐|寄返(?:件|个|俾)|(?<!pre)\bre-?sen[dt]\b|\breship\w*|\bredeliver\w*|\bjust send (?:me |us )the (?!(?:\w+ ){0,2}(?:invoices?|receipts?|refunds?|money|links?|details?|e-?mails?|forms?|bills?|cheque|confirmation|documents?|papers?|proof|contract|label|address|engineer|manager|technician|driver|person|info\w*|updates?|code|vouchers?|statements?|reports?|copy|number|answers?|results?|photos?|pictures?|bank|cash)\b)[\w-]+(?=\s*(?:$|[,.;!?]|please|pls|and\b))|send (?:me |us )the (?:\w+ ){1,3}(?:i|we) (?:paid|ordered|asked|bought|wanted|chose)|send (?:me |us )?(?:a |an |the )?(?:fresh|proper|correct|right|new|replacement|other|second|missing|remaining) (?!engineer|technician|plumber|electrician|person|man\b|team|crew|driver|fitter|cleaner|contractor)\w+|(?:a|another) (?:fresh|second) (?:set|batch|copy|one|print|lot|delivery|box)\b|send (?:me |us )?(?:it|one|another(?! (?:\w+ )?(?:engineer|technician|plumber|electrician|repair ?man|person|man|guy|team|crew|driver|fitter|cleaner|contractor|handy ?man))|a new one|the (?:missing|right|correct|rest)\w*|out|a new)[^.!?]{0,20}|(?:^|[,.;!?]\s*|\b(?:just|please|pls|simply|kindly|now) )(?:(?:send|ship|deliver|mail)(?: (?:me|us))?|post (?:me|us)) (?:the|my|our|over the) (?!(?:[\w'-]+ ){0,3}(?:invoices?|receipts?|refunds?|money|links?|details?|e-?mails?|messages?|forms?|bills?|cheque|confirmation|documents?|papers?|proof|contract|label|address|engineer|manager|technician|plumber|electrician|driver|courier|police|lads?|team|guys?|person|info\w*|updates?|code|vouchers?|statements?|reports?|copy|number|answers?|results?|photos?|pictures?|screenshots?|videos?|evidence|files?|data|survey|bank|cash|deposit|difference|fees?|rest of the money|complaint|back|letter|apology|explanation|quote|tickets?|schedule|policy)\b)(?:[\w'-]+ ){0,2}?[\w'-]+(?=\s*(?:$|[,.;!?]|please\b|pls\b|obviously\b|then\b|now\b|asap\b|again\b|and\b|or\b|over\b|to me\b|today\b|tomorrow\b))|(?:^|[,.;!?]\s*|\b(?:just|please|pls) )deliver (?:it|them|the \w+)(?=\s*(?:$|[,.;!?]|please\b|pls\b|or\b|now\b|asap\b|today\b|tomorrow\b|on \w+day\b))|deliver (?:it )?again|ship (?:me )?(?:another|the missing|it again|the (?:right|correct)|a new)|missing (?:item|part|piece)s? (?:sent|delivered|shipped)"),
    ("exchange", r"(?<![\u3400-\u9fff])(?:嗯|唉|其实|那|咁|不如|我|谂谂下|想想|[,.~\s])*(?:还是|都系|都是)(?:帮我|同我|俾我|给我|要)?换(?=$|[,.;!?~\s]|吧|啦|喇|好了|算了|咯|呗|个|过)|(?:帮我|请|想要?|我要|可以|希望|能不能|可不可以|可唔可以)(?:帮我|给我)?换一?[间个]?(?:房(?![东产子贷客租])|座位|位子)|(?:帮我|要|想|可以|可不可以|可唔可以|即刻|马上|安排)(?:帮我|我)?转(?:去|过)?(?:第二|另)?一?[间个张]?(?:房(?![东产子号贷客])|位(?!置)|枱)|换货|退换(?!货?款)|换新|调换|更换|(?:换(?:过|返|回|成|番)?|(?<![空声音语情色格协强步失低])调)(?:我|给我|俾我|个|一|件|台|部|新|只|条|双|张|对|间|盒(?!子)|包(?!装)|罐|樽|瓶|袋|支|份|套|大|小|别|正|好|人)+(?!地方|平台|家(?![具私电居]))|(?<![刚才已经年月周次天都就曾有])换过(?=$|[,.;!?\s]|定(?!制)|或|还是)|(?:给|帮)我(?:重新)?换|包换|\breplac(?:e|ed|ements?|ing)\b(?! (?:bus(?:es)?|coach(?:es)?|train|service|bus service|driver|teacher|carer|nanny|cleaner|tutor|instructor|nurse|doctor|flight|vehicle|courtesy car)\b)|\bexchange\w*|\bswap(?! (?:the |two |some )?(?:digits|numbers|letters|figures))\b|\bswapped for\b|\bchange (?:me |us |it |for me |to |for |into ){0,2}(?:an?|one|the|another) (?:(?:pair|size|set|piece|colou?r|unit) )?(?:of )?(?:new|different|another|other|bigger|smaller|larger|right|correct)\b|\bchange (?:me |us )?(?:an?other|a new|one new) |\b(?:i|we) (?:just |only )?want (?:to )?change(?=\s*(?:$|[,.;!?]))|(?:^|[,.;!?]\s*|\b(?:want|need|like|please|have|give me|give us|get me|get us) )(?:just )?another (?:pair|set)\b(?! of (?:eyes|hands|problems|issues))|(?:^|[,.;!?]\s*)(?:just )?(?:brand )?new one(?=\s*(?:$|[,.;!?])| (?:please|pls|not|then|and|or)\b)|(?<!\blog )(?<!\bopen )(?<!\braise )(?<!\bstart )(?<!\bfile )(?<!\bmake )(?<!\bcreate )(?<!\bbegin )a (?:brand )?new (?:\w+ one\b|one|unit|set|pair|device|phone|machine)|\bor (?:brand )?new one\b|换(?:回|成)(?=原|之前|以前|[^,.;!?]{1,6}的)|different (?:room|size|one)|correct (?:size|item|one)(?! number)"),
    ("refund", r"(?:^|[,.;!?\s])(?:那|就|还是|直接|给我|帮我){0,2}退(?:了|掉)吧(?=$|[,.;!?~\s])"),
    ("refund", r"(?:攞|拎|拿)(?:返|番)(?:晒|啲|最少|至少){0,2}(?:成)?[^,.;!?\s]{0,4}(?:钱|订金|押金|按金|一半|全数|全部)|(?<![不唔未没应])(?:请|应该|应当|理应|该|必须|务必|都得|就得)(?:给我|全部?|都)?退(?=$|[,.;!?\s]|吧|啊|呀|俾我)|钱(?:一分(?:钱|都|也)?不(?:能)?[少差](?:的|地)?|给我|俾我|都|要|得|必须|全部?|统统|马上|立刻|赶紧|原路){1,5}(?:打|转|吐|汇)(?:回来?|返|还|过来|给我)|把[^,.;!?]{0,8}[钱款金费](?:[都给我全部立刻马上]{0,5})(?:打|转|吐|汇)(?:回|返|还|给我)|\b(?:want|need|like|demand|expect|get|have|see)(?: to (?:see|have|get))? (?:all (?:of )?)?(?:the|my|our|that) (?:\w+ )?(?:money|deposit|payment|fees?|fare|cash|amount|sum) (?:to be )?(?:returned|given back|sent back|paid back)\b|(?:^|[,.;!?]\s*)all (?:of )?(?:the|my|our) (?:money|cash|fees|payments?) (?:to be )?(?:returned|given back|sent back|paid back)\b|退一(?=赔)|免(?:单|掉|除|收|了(?=[^,.;!?]{0,7}(?:费|租|钱|款|息)))[^,.;!?]{0,8}(?=$|[,.;!?])|(?:直接|全部|统统|立刻|马上|赶紧|就|还是)退(?=$|[,.;!?吧了算])|\bwrite off\b|remove the (?:late )?(?:fee|charge)|退款|退钱|退(?:还|回|返|番)|全额?退[款费钱货]?|原路退|退(?:月|学|會|会|年|押|车|租|差|订|服务)费|退(?![票款货房订保换改了咗过休役回还我给俾])[\u3400-\u9fff]{1,4}?费(?!用?(?:太|贵|高|要|收))|退(?![休役步出烧伍群])[^,.;!?不没过]{0,8}就(?:行|好|可以|够)(?!吗)|(?:(?:^|[,.;!?\s])(?:先|就|请|麻烦|赶紧|快)?|要|得|应该)把[^,.;!?]{0,10}?(?:费|钱|款|金|租)(?:都|全|先|也|给我)?退(?:了|回来?|还)?(?=$|[,.;!?\s吧])|退我|退给我|退俾|退货|退单|退票|退费|退订(?=[^,.;!?]{0,4}(?:房|票|酒店|民宿|旅馆|课|位|团|行程|会员|套餐|服务|年卡|月卡|的钱))|(?:房间?|票|酒店|民宿|旅馆|课程?|座位|团|行程|会员|套餐|年卡|月卡)[^,.;!?]{0,6}?退订|退(?:还|回|返|番)?(?:[一二两三四五六七八九十百千万\d]{1,6}(?:块|元|蚊)?)?(?:押金|订金|定金|按金|头期款|尾款)|(?<![不没未冇])退(?:还)?(?:一?点|(?:一|大|小)?部分|一些|些|适当|相应)的?[钱款费]|退(?:回|还|我|其中|多[扣收刷]的?|那)*(?:一|两|三|\d)?[笔单](?!过|都|也|的时候)|退(?:一|两|三|四|\d)(?:晚|堂|节|间|张|份|杯|盒|天)(?:房费|学费|票|钱)?(?=$|[,.;!?\s])|退(?:一|两|三|\d)?[半\d]|刷退|返还|还(?:我|给我|返我|番)?(?:血汗)?钱|把钱(?:还|退)|(?:钱|款|押金|定金|订金|费用)(?:要|能不能|请|都|全部)?(?:还|退)|(?:还|归还)(?:我)?(?:押金|定金)|退掉|再不退|退给你|(?:要|想|请|该|得|给我|帮我|能不能|可以|必须)退(?![出休役步伍群党让场税烧货])[\u3400-\u9fff\d]{1,10}?的?(?:\d[\d,.]{0,9}|[一二两三四五六七八九十百千万]{1,6})(?:块|元|圆|蚊)|把[^,.;!?]{0,6}钱[^,.;!?]{0,6}补(?:了|上|回来?|给我|齐|返|过来)|钱(?:都|也)?(?:给我|俾我)?补(?:回来|给我|上来)|退(?:晒|返晒)|退了(?:吧|算|就)|(?:想|要|申请|只要|就要|能|可以|帮我|给我)退(?=$|[,.!?]|了|掉|货|吧)|回水|\brefund\w*|money back|\b(?:return|give|send|bring|hand|pay|want|need) (?:me )?(?:back )?(?:all )?(?:of )?my (?:hard[- ]earned )?money\b|\bor (?:just )?my money\b|\b(?:fees?|fare|deposit|payment|cash|costs?|postage|charges?|rent|tuition|premium|subscription) back\b|(?<!put )(?<!putting )(?<!move )(?<!place )\b(?:all|every (?:penny|cent|bit)|everything|half|most) (?:of (?:it|that|the money) )?back\b|back (?:on|to|onto|into|in|2) (?:my|me|our) (?:card|account|acct|visa|bank)|\breimburse\w*|return (?:it|this|the (?:item|product|order))|give (?:me )?back my money|(?:give|pay) (?:it|that|them) back|get my (?:\w+ )?(?:money|cash|funds?|deposit|bond|fees?|fare|rent|payments?|savings|tuition|premium|charges?|\d+|pounds?|dollars?|euros?|bucks|tenner|fiver|half) back|credit(?:ed)? (?:back )?(?:to )?my (?:account|card)|chargeback|reverse the charge|cancel the charge|waive|\b(?:return|reverse|release|repay|(?:send|pay|bring|hand) back) (?:me )?(?:my|our) (?:\w+ )?(?:money|cash|funds|payment|fees?|deposit)\b"),
    ("repair", r"(?:^|[,.;!?]\s*)(?:(?:ok(?:ay)?|well|fine|so|just|maybe),? )*(?:an? |the )?repair(?: it)?,? (?:(?:then|i suppose|i guess)(?=\s*(?:$|[,.;!?]|but|i\b|please|pls|if|as long))|would do\b)|(?:^|[,.;!?]\s*)(?:an? |the )?(?:repair|fix)(?: it)?,? (?:please|pls|or (?:else )?(?:an? )?(?:new|replac|refund|exchange|money))|(?:^|[,.;!?]\s*|\bjust |\bplease )put (?:it|this|that|them|things|everything) right\b|(?:返厂|上门|派人|免费)(?:检|维)?修|修一?修(?!改)|(?:赶紧|赶快|快点?)(?:给我|来)?修(?![改订补正])|(?:先|赶紧|尽快|马上|帮我|给我)修好|(?:重新?|免费|帮我|给我)补(?:牙|(?:一?[下遍次颗])?(?=$|[,.;!?\s]|好))|\bcome (?:and |to )?(?:fix|repair|mend)|\b(?:just|please|asap|then|properly) (?:repair|fix|mend|redo)\b|\bredo (?:the|my|it)\b|(?:上|过|快|赶紧|派人|叫人|有人|安排人|师傅|人)?来(?:个?人)?(?:给我|帮我)?修(?:一下|一修|下|好)(?![了咗过完]|就走)|(?<![没冇不未])(?:弄|搞|整|修)(?:好|妥|掂)(?:就|便|即)(?:行|好|得|可以?|成)|(?:给|帮|同)我(?:弄|整|搞)(?:好|妥|掂)(?![了咗])|(?:\b(?:just|please|pls|kindly|must|you need to|you have to|now) |(?:^|[,.;!?]\s*))get (?:it|this|that|them|(?:my|the|our) (?:\w+ ){0,2}\w+) (?:fixed|repaired|mended)\b|\bput (?:it|this|that|them|everything|(?:my|our|the) \w+(?: \w+)?) back (?:to )?(?:how|as|the way|like) (?:it|they|things|we)\b|整返|(?:free|full|proper) repair|come (?:and|to|out and|back and) (?:fix|repair)|(?:^|[,.!?;]\s*)(?:please )?(?:repair|fix) (?:it|this|the|my)|^(?:维修|修理|修|repair)\W*$"),
    ("apology", r"认(?:个|一个|下)错|(?<![没冇不未有])(?:讲|说|话|讲返|话返)(?:一|番|返)?(?:声|句)(?:对不[起住]|对唔住|对唔起|不好意思|唔好意思|抱歉|sorry)|致歉|谢罪|道(?:个|一个|过)?[歉谦]|倒歉|赔礼|认错|赔不是|say(?:ing)? sorry|\b(?:a|an|one) (?:honest |simple |proper |sincere )?sorry\b|\bapolog\w+"),
    # Demanded in few words: either this or that, of whom, for what was taken too much.
    ("refund", r"(?:^|[\s,.;!]|再|就|请|要|赶紧|马上|直接|给我|帮我)(?:把|将)(?!我(?:给)?(?:微信|好友))[^,.;!?把]{1,14}退(?:了|掉)(?=$|[,.;!\s]|吧)|(?:^|[\s,.;!])退(?:还|回)?(?:给我)?(?:多|错|重|乱)(?:收|扣|交|付)|(?:^|[\s,.;!]|那|就|还是)退(?:了)?[吧呗咯](?=$|[,.;!\s])|(?:^|[\s,.;!]|那|就|还是)退(?:我|还|回|掉)?(?:剩(?:下|余)?|余)(?:的(?!都|也)|款|课|钱)|要么(?:给我|全|就){0,2}退(?![不]?[休出])|退(?:我|回|还|给我)?全(?:款|额|费)|不(?:让|给|能|行|可以)?[^,.;!?]{0,4}就(?:给我)?(?:全)?退(?=$|[,.;!\s]|吧|款|钱|费)"),
    ("compensation", r"(?:你们?|你哋|贵司|公司|商家|平台|店家|物业|快递|驿站)(?:公司|店里?|那边|来|得|要|必须|应该|全|负责){0,3}赔(?=$|[,.;!\s]|吧|给我|我)|按(?:照)?[^,.;!?\s]{0,6}[一二两三四五十]赔[一二两三四五十]|要么(?:给我|照价|就){0,2}赔(?!礼|不是)|(?:你们|你哋|贵司|公司|平台|商家|店家)(?:也|都|就|要|得|应该|必须|来|全){0,3}(?:出(?:钱)?|掏(?:钱)?|承担|报销)(?=$|[,.;!\s]|吧)"),
    ("exchange", r"要么(?:给我|就){0,2}换(?!人)"),
    ("repair", r"要么(?:给我|就){0,2}修"),
    ("price_adjust", r"(?:钱|费用?|租金?|房租|话费)(?:也|都)?(?:要|得|应该|该|必须)(?:给我)?(?:减|扣)(?:掉|免|除)?(?=$|[,.;!\s]|吧)"),
    ("refund", r"(?:^|[,.;!?]\s*)(?:just |only |i just want |want )?(?:that|it|this|the (?:rest|difference|one|lot|extra)|just the one|both|half(?: of it)?|all of it|a third|a quarter) back(?:,? (?:please|pls|thanks|then|pal|mate))*(?=\s*(?:$|[,.;!?]))"),
    # As much as can be had, when at last, and else.
    ("refund", rf"(?:能|可以|可|有得)退(?:的)?(?:(?:多少|几多|一点|点)(?:就)?(?:退|算|是|得|系)|就退)|退得(?:番|返|到|回)?(?:几多|多少)(?:就)?(?:得|退|系|算|是)|(?:才|啥时候|什么时候|几时|何时|到底)(?:肯|会|能|愿意|打算|准备)(?:给我|俾我|我)?退(?=$|[,.;!?\s钱款]|是吧|吗|啊|我|给我|俾我)|\b(?:if|unless|until) (?:i|we)(?:'ve|'m| have| do| do ?n.?t| have ?n.?t| not){{0,3}} (?:get|got|have|had|see|seen|receive|received) (?:(?:all|the|my|our|that|back|of) ){{0,3}}(?:{_SUM}|money|deposit|payment)(?: \w+)? back\b"),
    # Paper that was pressed for, a thing taken back, somebody who is to come, costs that are to be borne, a word of regret.
    ("invoice", r"(?:发票|专票|普票|收据)(?:的事)?[^,.;!?上里]{0,6}?(?:催(?:了|过|咗)|(?:没有?|未|冇|还没|不肯|不给|迟迟不|拖着不)(?:给|帮|俾)?(?:我|我们)?开)"),
    ("refund", r"(?:能不能|能否|可以|可不可以|可唔可以|麻烦|请|直接|赶紧|不如)(?:给|帮|俾)(?:我|我们)?(?:全)?退了|(?:给|帮|俾)(?:我|我们)?(?:全)?退了(?=[\s,]*(?:行|成|好|可以|得)(?:不[行成好]|吗|吧|了|唔得))"),
    ("repair", r"(?:揾|搵|找|叫|派|安排|请)(?:个|返|多|一个)?(?:人|师傅|师父|工人|技工)(?:上门|过来|来|嚟|黎|过嚟|帮我|上嚟|上来|落嚟|返嚟)*(?:整|修|检修|维修)(?![我人过了咗好掂死蛊])"),
    ("repair", r"(?:再|另|重新?)(?:派|叫|找|安排|换)[^,.;!?]{0,8}?(?:人|师傅|师父|工|技师|员)[^,.;!?]{0,4}?(?:修|弄|看看|检查|处理|整|搞)(?![了过咗坏错])|\bsend (?:me |us )?(?:out )?(?:another|a (?:new|different|second|proper|better|real|qualified)) (?:\w+ )?(?:engineer|technician|plumber|electrician|repair ?man|fitter|contractor|handy ?man)\b"),
    ("compensation", r"(?:^|[,.;!?]\s*|\b(?:please|pls|at least|want|need|like|expect|you) (?:you )?(?:to )?(?:at least )?)cover (?:the|my|our|for the|for my) (?:cost of (?:the|my|a) )?(?:[a-z-]+ )?(?:taxis?|cabs?|uber|hotel|trains?|flights?|bus|fares?|parking|petrol|cleaning|laundry|expenses?|costs?|vet|dentist|damage|loss(?:es)?|bill)\b|\b(?:something|money|pay|paid|payment|cover|a bit) (?:back )?(?:for )?(?:the|my|our) (?:[\w']+ ){0,3}?(?:wages|earnings|pay|salary|income|time|work|days?|hours?)(?: off| of work)? (?:that )?(?:i|we)(?:'ve| have)? (?:lost|missed|wasted)\b|\b(?:for|cover) (?:my |our |the )?lost (?:wages|earnings|pay|income)\b"),
    ("apology", r"(?<![没冇不未])赔(?:我|我们|俾我|给我|一|个|声|句){1,3}不是"),
    # A set that is given back, what is left of the money, another colour, as it is said in Taiwan and Hong Kong.
    ("refund", r"(?:^|[,.;!?\s]|想|要|帮我|申请|可以|直接|即刻)(?:全)?退(?:机(?![场师会])|剩(?:下|余)?|余下|其余)|(?:^|[,.;!?\s我])(?:想|要|想要|希望)(?:攞|拎|拿|收|要|俾|畀)?(?:返|番|回)(?!工|屋|家|学|来|嚟|去|覆|复|电|头)(?:晒|啲)?[^,.;!?\s]{0,6}?(?:钱|订金|按金|房租|租金|学费|房费|车费|费用|团费)"),
    ("exchange", r"(?:^|[,.;!?\s]|想|要|帮我|可以|直接)换(?:过)?机(?![会油])|(?<![没冇不唔未别])换(?:返|番|回|过|成)?(?!人)[^,.;!?\s了咗过]{1,6}(?:给|俾|畀)我|(?:^|[,.;!?\s就想要请])(?:给|俾|畀|赔)(?:返|番|回)?我(?:一|返|番)?[台部支件个双只套把条张对]新(?:的|嘅)"),
    ("repair", r"(?:^|[,.;!?\s]|快[点啲]|即刻|赶紧|拜托|麻烦|马上)(?:帮我|同我|给我)?(?:修|整|搞|弄)(?:好|掂)(?:佢|它|啊|啦|吧|囉|咯)"),
    ("apology", r"(?:要|叫|让|想)(?:佢|他|她|你们?|你哋|店员|师傅|司机|客服|经理|职员)(?:哋|们)?[^,.;!?]{0,6}?(?:讲|说|话)(?:返|番)?(?:一?(?:声|句))?(?:对[不唔][起住]|sorry|抱歉)"),
)  # fmt: skip
#: Words after which "back" is another one: "£20, call me back".
_NOT_BACK: Final = r"(?:call|ring|phone|text|write|come|came|go|went|get|got|sent|send|take|took|bring|brought|give|gave|hear|paid|was|were)\b"
_WISHED: Final = (
    # Asked for, and not the thing that is sold or does not work.
    ("compensation", r"\bgift ?cards?\b(?! (?:balance|code|that|i (?:bought|got)|number|does|is|was|won))"),
    # Done again, or put right.
    ("repair", r"\b(?:re-?)?done (?:again )?(?:properly|right|well)\b|\bdo (?:it|this|that|the \w+|my \w+) (?:again )?(?:properly|right)\b|\bput (?:it|this|that|them|things|everything) right\b"),
    ("exchange", r"\b(?:want|need|like|prefer|have|get) (?:a |an )?new (?!(?:dates?|times?|days?|appointment|slot|manager|engineer|driver|technician|tutor|coach|teacher|person|staff|address|number|contract|invoice|receipts?|quote|price|password|account|card|pin|code|label|start|life|home|house|job|flat|place|system|policy|management|law|rules?)\b)[a-z-]{3,}"),
    ("refund", r"\b(?:rather|want|prefer|like|take)(?: to)?(?: just)?(?: have| take| get)? (?:the|my) money\b(?! (?:i|we|that|they|you|spent)\b)|\b(?:if not(?: possible)?|otherwise|or else|or(?: just| simply)?|failing that),? (?:then |just )?(?:the |my )?money\b"),
    ("repair", r"维修|修理|修好|返修|保修|检修|抢修|修复|修一下|修返|修下|上门修|来修|去修|(?<!装)修|整好|整番|\brepair\w*|\bfix(?:ed)?\b|\bmend(?:ed)?\b|technician|engineer"),
    # A sum, or a thing that was paid for, back: "the £116 back", "half the price back", "my 280 quid".
    ("refund", rf"(?:{_SUM}|\b(?:half|all|most|part|some|\d{{1,3}} ?%) (?:of )?(?:the|my|our|that|what)\b)(?: (?!{_NOT_BACK})[a-z']{{1,20}}){{0,4}} back\b(?! (?:then|when|home|door|in (?!full|cash)|on \d|from|at|to (?:you|the (?:shop|store|work))))|\bmy {_SUM}(?=\s*(?:$|[,.;!?]|(?:please|pls|now|and)\b))|\breverse (?:it|this|that|them|these|those|(?:the|this|that|my|both) (?:\w+ )?(?:charges?|payments?|transactions?|debits?|fees?))\b"),
)  # fmt: skip
#: Bare answers to "what shall we do?".
_ANSWERS: Final = (
    ("refund", r"退|全退|钱|退全款|全额|refund|money|my money"),
    ("exchange", r"换|换一?[个件台部]?|新的|换新的?|replacement|new one|another one"),
    ("repair", r"修|修理|维修|整|repair|fix|fix it|维修就行"),
    ("resend", r"补|重发|重寄|再寄|send again|another"),
    ("compensation", r"赔|赔钱|compensation|补偿|代金券|优惠券|coupon|voucher"),
    ("apology", r"道(?:个|一个|过)?歉|sorry|a sorry|say sorry|apology|赔礼道歉"),
    ("invoice", r"发票|invoice|receipt|收据"),
    ("price_adjust", r"差价|差额|price match|the difference"),
    ("takedown", r"删|删除|下架|撤|remove|remove it|delete|take it down"),
)  # fmt: skip
_PATTERNS: Final = tuple(
    (name, Pattern(pattern), wish) for table, wish in ((_TABLE, False), (_WISHED, True)) for name, pattern in table
)
_WHOLE: Final = tuple((name, regex(rf"(?:我?(?:要|想|想要|希望|选|系?要)|i want|i'd like|just|a|an|the|please)?\s*(?:{pattern})\s*(?:吧|啊|呀|就行|就好|就得|就可以|啦|咯|please|thanks|谢谢|唔该)?\W*")) for name, pattern in _ANSWERS)  # fmt: skip
_WISH_PATTERN: Final = regex(rf"{_WISH}|\b(?:give|owe[sd]?) (?:me|us)\b")
#: The wish may be in the name itself: 要赔.
_WISH_FIRST: Final = regex(r"(?<![不唔没别冇])(?:要|想|必须|应该|得)")
_WISH_WITHIN: Final = regex(r"[要得该]+(?=赔)")
_WISHED_BEFORE: Final = regex(_WISH + r"[^,.;!?]{0,12}$")

#: Right before the word: not wanted.
_NOT: Final = regex(
    r"(?:(?:^|[,.;!?\s]|我)(?:也|其实|并|真的|又){0,2}没(?:有)?(?:要|想要?)|不(?:想|用|需要?|是要?|要|接受|稀罕|希望|会要)|唔(?:要|使|想|系|需要)|别|无需|不必|没(?:有)?要求|不系要?|不为|唔稀罕|不求|并不(?:想|要|求)|不再(?:要|想|需要)?"
    r"|(?:can'?t|cannot|can never|could ?n'?t|could never|impossible to|too late to)(?: really| ever| even)?|(?:don'?t|do not|doesn'?t|does not|didn'?t|no longer|never) (?:really |actually |even )?(?:want|need|seek|require|wish for|expect|ask(?:ed)? for|request|care about)|(?:not|aren't|isn't|no longer) (?:want(?:ing)?|seeking|requesting|requiring|expecting|demanding|asking for|interested in|looking for|after|about)|no need (?:for|to)|without|rather than|instead of|(?<!rather )(?<!less )(?<!more )\bthan(?: be| being| a)?|not)"
    r"\s*(?:(?:你们?的?|任何|再|给我|要|(?:a|an|the|your|my|our|any|another|to|just|be|have|full|partial|more|no|you to)\b)\s*){0,3}$"
)
#: "No refund needed", unlike "they give no refund".
_NO: Final = regex(r"\bno (?:more |full |further )?$")
_NEEDED: Final = regex(
    r" (?:is |are |was )?(?:needed|required|necessary|wanted|please|thanks|thank you)\b|,? (?:just|only|but (?:an?|the|please|i|we)) "
)
#: "No refund, just a new one please": said first of all, with what is wanted instead.
_NO_FIRST: Final = regex(
    r"^\W*(?:(?:actually|ok|okay|well|sorry|please|so|and|but|oh|wait|no|on second thoughts?)\W+){0,3}no (?:more |full )?$"
)
_INSTEAD: Final = regex(
    r"(?: (?:any ?more|now|then|thanks|thank you|please))?[,.;!-]*\s*(?:(?:just|only|but|instead|please|simply|i|we|i'd|i'll|want|like|would|rather|have|take|prefer|need|send|give|me|us|do|do an?|a|an|the|new|some)\s+){0,6}(?:replac\w+|exchange|swap|new one|new|one|repair\w*|fix\w*|mend\w*|voucher|coupon|apolog\w+|refund|compensation|money)\b"
)
#: "A refund is not what I want".
_UNWANTED: Final = regex(
    r"(?: is| are|'s|'re)?(?: not| no longer|n't) (?:needed|required|necessary|wanted|what (?:i|we)(?:'re| are|'m| am)? (?:want|after|need|looking))"
)


#: "Forget the refund": taken back, unlike "they give no refund".
_NO_LONGER: Final = regex(
    r"(?:算了|还是|那就|我)?(?:不(?:用|要|必|需要?)?|唔(?:使|要|驶|洗|需要?)?)维?(?P<verb>[退换修赔])[款货钱偿]?[了啦喇啰咯]"
)
_VERBS: Final = {"退": "refund", "换": "exchange", "修": "repair", "赔": "compensation"}
#: Whoever else won't do it any more.
_THEY: Final = regex(r"(?:你们?|你哋|他们?|佢哋?|她|店[员家]|客服|老板|公司|对方|说|讲|话)[^,.;!?\s]{0,4}$")
#: Put off: 退费再说, "the refund later". First the refund, 先退款再说, puts off what comes after it.
_LATER: Final = regex(
    r"\s*(?:的事|的部分|那边|嗰边)?(?:的话)?[\s,]*(?:以后|之后|日后|下次|改天|晚[点啲些]|迟[啲些])?(?:再(?:说|讲|谈|倾|算|讨论)|先(?=算|$))"
)
_FIRST: Final = regex(r"(?:先|马上|立刻|赶紧|快)[^,.;!?\s]{0,8}$|不[^,.;!?\s]{0,3}就[^,.;!?\s]{0,2}$")


#: Between two wishes of a list: "a refund, an apology and compensation".
_AND: Final = regex(
    r"(?:[\s,;:.、/+&()1-9]|和|及|与|跟|并且?|以及|还有|另外|加上|加|再|连|同埋|同时|外加|或者?|还要|而且|兼|给我|我|一个|正式|书面|公开|全额|三倍|我的|直接|干脆|就|至少"
    r"|\b(?:and|or|plus|also|as well as|a|an|the|my|full|partial|written|formal|proper|public|some|then|please|to|for|me|i want|at least)\b)*"
)


#: What joins a wish to one that is put as a wish only then: 退钱还要道歉, "fee back and a sorry".
_AND_ALSO: Final = regex(
    r"[\s,+]*(?:(?:加|跟|连|再(?:加上?)?(?:[给向跟同](?:我|我们))?|而且|并且?|以及|还有|另外|再加?上?|加上|同埋|同时|外加|还|还要|仲要|也|也要|都要|和|及|要|得|and|plus|also|with|then|as well as|an?|some|proper|written)[\s,+]*){1,4}"
)


#: A wish that is said in a word or two before all else, and what may join another sentence's to it.
_FIRST_OF_ALL: Final = regex(
    r"\W*(?:(?:an?|the|my|full|complete|total|partial|proper|written|just|ok|okay|yes|yeah|please|so)\s+){0,3}"
)
_NEXT: Final = regex(
    r"(?: (?:please|pls|of (?:it|everything|the lot)|in full))?[\s,.;+&]*(?:(?:and|plus|also|i|we|would|i'd|we'd|want|need|like|expect|as well as|someone|somebody|you|to|an?|the|some|proper|full|written|formal|decent|real|my|our)[\s,+]+){1,8}"
)


#: Times that one wish is looked at: it may be mentioned first and only then joined to another.
_MOST: Final = 6
#: Characters that may join two wishes.
_JOINT: Final = 40


def _goes_on(folded: str, found: Sequence[tuple[int, int, str, int]], start: int, stop: int) -> bool:
    """Whether another wish is joined to one that ends at `stop`."""
    return any(
        other > start and 0 <= other - stop <= _JOINT and _AND_ALSO.fullmatch(folded, stop, other)
        for other, *_ in found
    )


def _is_joined(folded: str, found: Sequence[tuple[int, int, str, int]], stop: int) -> bool:
    """Whether a further wish follows on one that was said before all else."""
    return any(0 <= other - stop <= _JOINT and _NEXT.fullmatch(folded, stop, other) for other, *_ in found)


#: What the shop says, with its reason: "the saleswoman say no refund because no tag" wishes nothing.
_POLICY: Final = regex(
    r"\b(?:says?|said|saying|told (?:me|us)|refus(?:e|es|ed|ing)|repl(?:y|ies|ied)|insist(?:s|ed)?)(?: (?:me|us|that|there is|there's|they|to|any|an?|the|my|our|give|do|can|could|will|would|it's|it is)){0,5} (?:(?:no|not|can't|cannot|won't|any|the|a) )*(?:refund\w*|exchange\w*|replac\w+|return\w*|compensat\w+)(?= [^.!?\n]{0,40}?\b(?:because|cause|cos|coz|cuz|due to|since|as (?:i|we|it|there|the)|without|for (?:no|lack))\b)"
)
#: They deleted what the customer wrote, and are asked why: that is the complaint, no wish.
_ACCUSED: Final = Pattern(
    r"(?:凭什么|凭乜|凭啥|为什么|为何|为啥|干嘛|做乜|点解|怎么(?:就|又)?(?=把|删|给)|谁(?:让|叫|准|允许)|被|(?:私自|擅自|偷偷|恶意|无故|无缘无故|居然|竟然|竟))[^,.;!?\n]{0,14}(?:删|下架|屏蔽|撤)(?:除|掉|了|咗)?[^,.;!?\n]{0,8}"
    r"|把[^,.;!?\n]{0,12}(?:删|下架|屏蔽|撤)(?:除|掉)?(?:了|咗)?[^,.;!?\n]{0,3}(?:什么意思|啥意思|几个意思|乜意思|咩意思|算什么|算乜|凭什么|干嘛|为什么|做乜|点解|怎么回事)"
    r"|(?<![请求要叫让])(?:你们|你哋|贵司|贵店|平台|客服|商家|店家|他们|佢哋)(?:(?![请要帮能得该快马立尽给])[^,.;!?\n]){0,10}(?:删|下架|屏蔽)(?:除|掉)?(?:了|咗|我)(?![^,.;!?\n]{0,8}(?:吧|好吗|行吗|可以吗|行不行|好不好|得唔得))[^,.;!?\n]{0,8}"
    r"|\bwhy (?:(?:did|do|have|has|had|would|was|were|is|are|you|they|he|she|it|someone|my|our|the|review|comment|post|just|even|you're|you've) ){1,6}(?:delet|remov|tak|took|hid|block)\w*(?:(?! and | but )[^,.!?\n]){0,24}"
    r"|\b(?:you|they|he|she|someone|somebody|staff|seller|shop|company)(?: guys| people)?(?: have|'ve| has| had| just| even| keep| kept| went and| secretly| simply){0,3} (?:deleted|removed|deleting|removing|took down|hid)\b(?:(?! and | but )[^,.!?\n]){0,24}"
    r"|\b(?:how dare (?:you|they)|no right to|not allowed to|who (?:told|allowed|gave) (?:you|them)(?: permission| the right)? to) (?:delete|remove|take down|hide)\b(?:(?! and | but )[^,.!?\n]){0,24}"
)
#: What is written of a thing that is no wish for it, behind its name: 退票手续费, "the refund policy".
#: What somebody who bought from the customer, or rented, asked for: 买家说是假的申请退款.
_OF_OTHERS: Final = regex(
    r"(?<![向跟问找叫让给是])(?<!作为)(?<!身为)(?:(?:买家|买方|租客|房客|住客|乘客)[^,.;!?]{0,14}?(?:申请|要求|话要|说要|想要?|要|就|后)|对方[^,.;!?]{0,10}?(?:申请|话要|说要))(?:仅|全额)?(?:退款|退货|退钱|退费|退租)"
    r"|(?<![要叫让请望])(?:店[家员]|客服|[他她佢](?:们|哋)?|经理|老板|你们|你哋|对方)(?:刚刚?|已经?|有|都|后来|啱啱|先){0,3}(?:打(?:电话)?(?:过)?来|来电|致电)[^,.;!?]{0,4}(?:道歉|赔礼)(?:了|咗|过)?[\s,]?(?:(?:都|也)(?:已经?)?(?:退款|退钱|退货|补寄|换货)了?)?"
    r"|(?:叫|让|喊|要求?|催|通知|话要|说要)(?:我们?|我哋|客[人户]|本人|家属)(?:再|又|一直|去|自己)?补(?:件|资料|文件|单据|证明|差价|钱)|(?:一直|不停|重复|又|再|反复)(?:要|在|喺)?补件"
    r"|(?:[把将][^,.;!?把将]{0,8})?退(?:还|回|咗|了)?(?:给|俾)(?:了|咗)?(?:他|她|佢|买家|对方|租客|乘客)"
)
_OF_RULES: Final = regex(
    r"(?:的|货|款|换)?(?:手续费|费(?![用]?(?:退|还|给|返|都|全|吧|$|[,.;!?]))|政策|规定|规则|条款|流程|须知|期限|说明|热线|部门|中心)|(?:s|ed|ing)? (?:polic(?:y|ies)|terms|rules?|fees?(?! (?:back|refund))|process|department|desk|window|period|conditions|charges?)\b"
)
#: Before the name of what they offered, which is not enough: 就给了张代金券, "only offered me a voucher".
_NO_MORE: Final = regex(
    r"(?:(?:就|才)(?:给|赔|补|送)(?:了|咗)|(?:只|仅|净系)(?:肯|愿意|会|是|系)?(?:给|赔|补|送|俾|畀)(?:了|咗)?)(?:我|我们)?[^,.;!?\s]{0,5}$"
    r"|\b(?:only|just|merely|all (?:they|you)(?: ever)?|nothing but) (?:offer(?:ed|ing|s)?|gave|got|giving|sent)(?: (?:me|us|was|were))?(?: (?:an?|some|the|my))*\s*$"
)
#: Asked in scorn: 难道要我自己修, 谁稀罕你们换货, 换货有啥用.
_SCORNED: Final = regex(
    r"(?:难道|难不成|莫非)[^,.;!?\s]{0,18}|谁(?:要|稀罕|希罕|想要)[^,.;!?\s]{0,12}|[^,.;!?\s]{0,6}有(?:啥|什么|咩)用"
)
#: "Exchange it; no, a refund after all": what stood before is given up.
_RATHER: Final = regex(
    r"^.{0,200}(?:(?:算了|不了)[\s,]*还是|[\s,.;!](?:啊|喔|哦|欸|呃)?(?:不是|不对|唔系|唔啱|讲错|说错|打错|写错)[啦了喇咗]{0,2}[\s,.;!]+(?:应该)?(?:是|系)?)(?=[^,.;!?]{0,4}[退换修补赔])",
    re.DOTALL,
)


#: Right before and behind the word: given up again.
_DROPPED: Final = regex(
    r"(?:去掉|删掉?|删除|取消(?!\s)|拿掉|别写|不写|别要|\b(?:forget|drop|skip|never ?mind|remove|scrap|scratch|leave out|take out|cancel|no need for|don't bother with)(?: about)?(?: (?:the|an?|my|any|that))?)\s*$"
)
_DROPS: Final = regex(
    r"\s*(?:的事|这[项个条]|那[项个条])?\s*(?:就|都|也|可以|那)*(?:不用|不要|唔使|唔要|免|不必|不需要|去掉|删掉?|删除|取消|拿掉|省)(?:了|啦|咯|吧|喇|罗)|\s*(?:就|那)算了"
    r"|\s*(?:的话)?[\s,]*(?:就|都|也|可以|那)*(?:不用|不要|唔使|唔要|不必|不需要|唔需要)(?=\s*[,.;!])"
    r"| (?:is |are )?(?:no longer|not) (?:needed|necessary|required)|(?: can| may)? (?:go|be (?:dropped|removed|left out))\b"
)


#: Who came to do it: 上门修燃气灶的师傅.
_DOER: Final = regex(
    r"[^,.;!?\s]{0,8}?[的嘅](?:那|嗰|这)?[个位]?(?:师傅|师父|工人|技工|技师|人员|小哥|客服|专员|阿姨|大叔)"
)
_FETCHED: Final = regex(r"(?:派|叫|找|揾|搵|安排|请|要|需要|换|等)[^,.;!?]{0,4}$")
#: Somebody else answers each time: no goods are exchanged.
_SOMEONE_ELSE: Final = regex(r"换(?:过|成|番)?[一个位别]*人")
_EACH_TIME: Final = regex(
    r"(?:客服|店员|员工|人员|又|再|老|老是|总|总是|每次|每天|天天|不停|不断|一直|已经)(?:地|的)?$"
)
#: When it was that something happened: "laughed when I asked for a receipt".
_ON_ASKING: Final = regex(
    r"\b(?:when(?:ever)?|because|after|since|just for|every time|as soon as) (?:(?:i|we) )?(?:had |have |just |only |politely |simply |even ){0,2}$"
)
_ASKING: Final = regex(r"ask(?:ed|ing)?\b")


#: "Don't send it yet": the complaint itself is meant.
_NOT_YET: Final = regex(r"\b(?:don.?t|do not|not to)(?: (?:just|please))? $")


#: One that came already, or was to: "they lost the replacement", "the replacement broke too".
_HAD: Final = regex(
    r"\b(?:lost|broke|broken|damaged|binned|sent|delivered|brought|got|received|fitted|installed)(?: (?:me|us|out))? (?:the|that|this|my|our|your|a) (?:first |second |last |new |supposed |so-called )?$"
)
_THE: Final = regex(
    r"\b(?:the|that|this|my|our|your|their|a second|second) (?:first |second |last |new |supposed |so-called )?$"
)
_CAME: Final = regex(
    r" (?:\w+ )?(?:(?:is|was|has|had|isn't|wasn't|hasn't|never|also|too|came|arrived|turned up|broke|broken|failed|died|stopped|doesn't|didn't|won't)\b|(?:that |which )?(?:you|they|he|she) (?:sent|brought|gave|fitted|delivered)\b)"
)


def _only_named(folded: str, match: re.Match[str]) -> bool:
    """Whether a rule about it is meant, who does it, or what they offered and what is too little."""
    before = folded[max(0, match.start() - 32) : match.start()]
    if _DOER.match(folded, match.end()) and not _FETCHED.search(before) and not _FETCHED.match(match[0]):
        return True
    if _SOMEONE_ELSE.fullmatch(match[0]) and _EACH_TIME.search(before):
        return True
    if _ASKING.match(match[0]) and _ON_ASKING.search(before):
        return True
    if match[0].startswith("send") and _NOT_YET.search(before):
        return True
    if match[0] == "replacement" and (
        _HAD.search(before) or (_THE.search(before) and _CAME.match(folded, match.end()))
    ):
        return True
    return bool(_NO_MORE.search(before) or _OF_RULES.match(folded, match.end()))


#: Money back that a stranger holds out, for a link to be opened: 叫我点链接退款.
_LURED: Final = regex(
    r"(?:点|按|打开|扫|加|下载|揿|㩒|发|传)[^,.;!?]{0,10}(?:链接|连结|网址|二维码|qr ?code|微信|群|app|link)[^,.;!?]{0,6}?(?:退款|退钱|赔款|赔偿|赔付|理赔)"
    r"|\b(?:click|tap|open|follow|scan)(?:ed|ing)? (?:on )?(?:the|a|this|that|his|her|their|some) (?:link|code|qr code)[^.,!?]{0,16}? refund"
)


#: What our summary lists, which is to be taken out of it: no wish about the matter.
_SLOT: Final = r"(?:(?:order|booking|reference|tracking|ref)(?: (?:number|no\.?|ref(?:erence)?|id))?|dates?|time|day|amount|price|sum|total|figure|staff(?: (?:member|name|person|number))?|(?:staff )?person|place|location|category|remedy|request|wish)"
_OF_FORM: Final = Pattern(
    rf"\b(?:remove|delete|drop|scrap|erase|clear|strike|take (?:out|off|away)|cross (?:out|off)) (?:the |my |that |this |your )?(?:wrong )?{_SLOT}(?: (?:off|out|down))?\b(?! (?:page|listing|record))"
    rf"|\btake (?:the|my|that|this) {_SLOT} (?:off|out|away|down)\b|\b{_SLOT}\b[^!?\n]{{0,40}}\b(?:remove|delete|scrap|take) (?:it|that|this|them)(?: (?:off|out|away|down))?\b"
)


def accuses(folded: str) -> bool:
    """Whether the shop is said to have deleted what the customer wrote or showed."""
    return bool(_ACCUSED.search(folded))


def _declined(folded: str, match: re.Match[str]) -> bool:
    """Whether what is named is said not to be wanted."""
    # The wish may be in the name itself: 不|要赔.
    start = match.start() + (len(wish[0]) if (wish := _WISH_WITHIN.match(match[0])) else 0)
    before = folded[max(0, start - 32) : start]
    if _NOT.search(before) or _DROPPED.search(before):
        return True
    if _UNWANTED.match(folded, match.end()) or _DROPS.match(folded, match.end()):
        return True
    if _LATER.match(folded, match.end()) and not _FIRST.search(before):
        return True
    if _NO_FIRST.match(folded[: match.start()][-60:]) and match.start() <= 60 and _INSTEAD.match(folded, match.end()):
        return True
    return bool(_NO.search(before) and _NEEDED.match(folded, match.end()))


#: Words of a wish that are written by their sounds.
_SOUNDS: Final = {
    "ㄊㄨㄟ": "退",
    "ㄏㄨㄢ": "换",
    "ㄑㄧㄢ": "钱",
    "ㄎㄨㄢ": "款",
    "ㄈㄟ": "费",
    "ㄆㄟ": "赔",
    "ㄒㄧㄡ": "修",
}
_SOUND: Final = regex(rf"({'|'.join(_SOUNDS)})[ˊˇˋ˙]?")


def _spelt(folded: str) -> str:
    return _SOUND.sub(lambda match: _SOUNDS[match[1]], folded)


def declined(folded: str) -> tuple[str, ...]:
    """The remedies that the text says are not wanted, or not any more."""
    folded = _spelt(folded)
    named = {name for name, pattern, _ in _PATTERNS for match in pattern.finditer(folded) if _declined(folded, match)}
    named |= {
        _VERBS[match["verb"]]
        for match in _NO_LONGER.finditer(folded)
        if not _THEY.search(folded[max(0, match.start() - 12) : match.start()])
    }
    return tuple(sorted(named - {*remedies(folded)}))


def remedy(folded: str, *, asked: bool = False) -> str | None:
    """The remedy wished for first of all, or None."""
    return next(iter(remedies(folded, asked=asked)), None)


def remedies(folded: str, *, asked: bool = False) -> tuple[str, ...]:
    """The remedies wished for, the first said first; what is declined is left out, and so is what is only mentioned where
    something is wished for in words. A special one beats the refund inside it."""
    folded = _POLICY.sub("~", _RATHER.sub("", _SCORNED.sub("~", _NO_LONGER.sub("", _spelt(folded)))))
    folded = _OF_OTHERS.sub("~", folded)
    folded = _LURED.sub("~", _OF_FORM.sub(lambda _: "~", _ACCUSED.sub(lambda _: "~", folded)))
    if asked:
        for name, whole in _WHOLE:
            if whole.fullmatch(folded.strip()):
                return (name,)
    found: list[tuple[int, int, str, int]] = []
    for rank, (name, pattern, wish) in enumerate(_PATTERNS):
        last, named = -1, 0
        for match in pattern.finditer(folded):
            if _declined(folded, match) or _only_named(folded, match):
                continue
            if (
                wish
                and not asked
                and not _WISH_PATTERN.search(folded[max(0, match.start() - 16) : match.end()])
                and not (last >= 0 and _AND.fullmatch(folded, last, match.start()))
            ):
                continue
            last = match.end()
            named += 1
            found.append((match.start(), rank, name, match.end()))
            if named == _MOST:
                break
    found.sort()
    wished: list[str] = []
    end = 0
    for start, _, name, stop in found:
        if (
            _WISHED_BEFORE.search(folded[max(0, start - 28) : start])
            or _WISH_FIRST.match(folded, start, stop)
            or _goes_on(folded, found, start, stop)
            or (start <= _JOINT and _FIRST_OF_ALL.fullmatch(folded, 0, start) and _is_joined(folded, found, stop))
            or (wished and start >= end and _AND.fullmatch(folded, end, start))
        ):
            wished.append(name)
            end = max(end, stop)
    names = list(dict.fromkeys(wished or [name for _, _, name, _ in found]))
    # 退差价 is matched by both; the special one tells more.
    if any(name == "price_adjust" for _, _, name, _ in found):
        return ("price_adjust", *(name for name in names if name not in ("price_adjust", "refund")))
    return tuple(names)
