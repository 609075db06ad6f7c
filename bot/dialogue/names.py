"""Whether a few words name something, or say something: an answer to "which product?" may be neither."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.phrases import weight
from bot.dialogue.remarks import asks, is_short, plain
from bot.regex import regex

#: What is longer than this is no name.
_LONGEST: Final = 60
_TOO_LONG: Final = 120
#: A thing that nobody asked for, named in passing.
_IN_PASSING: Final = 24

_LEAD: Final = regex(
    # "The one I just told you of" names what comes behind it.
    r"^(?:(?:[嗯呃喔哦欸诶誒ㄜ]+|那[个個])[\s,，…。.、]+|(?:我|本人)?姓[\u3400-\u9fff]{1,2}[\s,，]+(?=\S*\d)|(?:收货|收貨|送货|送貨|配送|寄送|我的?|正确的?|正確的?){0,2}地[址点點](?:应该|應該|其实|其實)?(?:是|係|系|在|改成|改为|改為|[:：])|我(?:[说說讲講指])(?:的|嘅)(?:就)?(?:是|係|系)|(?:[产產商]品|品[项項])(?:名[称稱]?)?(?:[应應][该該]|其[实實])?(?:是|係|系|[:：]|改[成为為])(?!什|甚|咩|乜|啥|哪|[边邊])|(?:就是|就係|即係|即是|是|係)?(?:我|上面|前面)?(?:刚刚|剛剛|刚才|剛才|头先|頭先|之前|先前|早前|上面|前面|开头|開頭|一开始|一開始|啱啱)(?:跟你|同你|和你|已经|已經)?(?:说|說|讲|講|话|話|提|写|寫)(?:过|過|咗|到|了|左)*(?:的|嘅|既|个|個|那|嗰|这|這)*(?:个|個|台|部)?|(?:like|as) i (?:said|told you|mentioned)(?: (?:before|already|earlier|just now))?[,:]? |就?[那这這嗰](?:[个個]|款|台|部)|(?:你[们們哋]|[贵貴]店)(?:家|店)?[的嘅](?=..)|(?:在|喺)(?=[\u3400-\u9fff]{2,10}[嗰那][間间])|(?:[里裡裏][面头頭边邊]?|入面|包裹|箱子|盒子|袋子)(?:[装裝放])?(?:的|嘅|着|著)?(?:就)?(?:是|係)(?:[个個台部件只](?=[^\s,，]))?(?:(?:要)?[给給](?:我|俺|咱)?[\u3400-\u9fff]{1,3}?(?:[买買带帶寄])?的)?(?![我你您他她它][\s,，]|不|唔|空|坏|壞|碎)|(?:平[台臺]|店名?|[门門]店|商家|[产產]品|商品|[东東]西|名[字称稱]|品牌|牌子|型[号號]|[医醫][院]|[学學]校|酒店)(?:就)?(?:是|係|叫做?)(?![我你您他她它不唔坏壞假在什甚啥咩哪])|咪(?:就|即)?(?:是|係|系)|就(?=[\u3400-\u9fff]{2})(?![医醫业業餐诊診读讀近])(?:是|係|系)?|是(?!非|否)|係|系(?![统統列])|我?(?:买|買|[订訂](?![位枱檯票单單阅閱]|[房桌座餐]\W*$))(?:的|嘅)?(?:是|係|了|咗)?|it'?s|it was|it is|that'?s|this is|the product is|i (?:bought|ordered)|just)\s*(?=\S)",
    re.I,
)
_TRAIL: Final = regex(
    # "The kettle I bought from you": the clause tells which one it is.
    r"(?<=\w)\s+(?:that |which )?(?:i|we) (?:bought|ordered|booked|purchased|got|rented|hired|paid for)\b.{0,40}$|[啊呀哦喔噢啦喇囉咯吧呗唄喎㗎欸囖撒噻]*[\s.,!?，。！？;；~～…]*$",
    re.I,
)

#: "What else could it be?", behind a name; and a particle that parts a name from what is said further.
_RETORT: Final = regex(
    r"(?<=[\w啊呀])[啊呀啦囉咯嘛]?[\s,，。.]*(?:[还還仲](?:能|可以|[会會]|有|[用要])(?:是|係|有|[问問])?|不然|唔通)(?:[还還仲]?(?:能|可以|[会會])?(?:是|係)?)(?:啥|什么|什麼|甚麼|咩|乜嘢?|[问问問]|呢|[怎咋](?:[么麼样樣])?(?:[着著样樣办辦弄搞]|解[决決]|[处處]理)?)?[啊呀呢勒咧哩嘞?？\s]*$|(?<=\w)[\s,，.]*\b(?:what else(?: (?:could|would|can) it be)?|obviously|duh)\W*$",
    re.I,
)
#: "What do you think I want?", before what is wanted.
_RHETORICAL: Final = regex(
    r"^\W*(?:(?:and|well|so|but|ok(?:ay)?|oh|er+|um+)\W+)*(?:what (?:else )?(?:would|do|did|could) (?:i|we) want|what (?:do|did|d'?y?e?|would|else (?:do|would|could|can|did)) (?:you|u|ya|ye) (?:think|reckon|expect|suppose)(?: (?:i|we)(?:'d)? (?:want|need|would (?:want|like)|like|expect)(?:ed)?)?(?: me to (?:say|want))?|why (?:on earth |the hell )?(?:would|should) (?:i|we) (?:want|need|like|ask for|accept|take)\b[^,.?!;]{0,60}|what (?:good|use) (?:is|would|would be|are) [^,.?!;]{1,40}|isn'?t (?:it|that) obvious|what (?:kind|sort) of (?:a )?question is that|is that a (?:serious )?question|are (?:you|u) (?:serious|joking|kidding|having a laugh)|(?:have|take) a guess|guess)[\s,.?!;:-]+(?P<wish>(?=(?:i|we|just|only|give|pay|send|fix|put|get|take|sort|replace|repair|my|the|an?|some(?:one|body))\b).{4,})$",
    re.I | re.S,
)
_WHY: Final = regex(r"\W*(?:\w+\W+){0,3}?why\b", re.I)
_PAUSE: Final = regex(r"[,.?!;:-]\s*$")
_DRAWN_OUT: Final = regex(r"(?<=[\u3400-\u9fff]{2})[啊呀囉咯啦喇嘛㗎](?=[\s,，])")
_SAYS: Final = regex(
    # Wishing, telling, asking to wait.
    r"[赔賠]|退(?=[钱錢款货貨了掉我给給回还還吧一半全差订訂]|\W*$)|想要|^我?希望(?!之)|要求|^想(?=[要换換退改重取])|(?<![以旧舊])[换換](?=[房货貨新人位][或和跟,，\s]|[一两兩个個]\S)|^重[做装裝印开開寄新]|修(?=一?下|好|了|下)|恢复|恢復|[尽儘盡]快|赶紧|趕緊|赶快|趕快|快[点點啲]|马上|馬上|立刻|立即|[给給俾畀帮幫][我你]|念给|唸給|说法|說法|交代|道歉"
    r"|要[么麼]|[转轉]到|(?:不是|唔係|唔系|並非|并非).{1,16}(?:就?是|就?係)|送[来來到过過]|寄[来來到过過]|就[好行得](?=\W*$)|(?:你|你[们們哋]|您|我|俺|我[们們哋]|[他她佢][们們哋]?)(?:自己|[带帶]着?|住|坐|站|拿|跟|去|[骂罵吼]|打|推|怕|以[为為]|真|[觉覺]得|出(?=\W*$|[钱錢])|付|[赔賠]|[负負][责責]|承[担擔]|都|就|也|已|刚|剛|想|要|[说說讲講]|[查看睇]|问|問|[没沒冇]|有|等|收|唔|不|在|係|是|叫)"
    r"|上[面边邊][写寫有说說]|^(?:或者?(?!是)|要不|不然|否[则則]|反正(?!面)|[毕畢]竟|其[实實])|[发發传傳寄](?:[给給])?[你您](?:[看哈了]|\W*$)|[辈輩]子|出(?:一)?[个個份张張](?!口)|[说說讲講写寫提]过|[说說讲講写寫提]過|等[下等阵陣]|等一下|稍等|待会|待會|告[诉訴]|[话話](?=已|[俾畀会會冇没沒要]|佢|我)"
    # Somebody does something all the time, is said to be so, has somebody do it; somebody can't be reached.
    r"|一直(?!播)|[总總]是|永[远遠](?!牌)|正在|[他她佢][们們哋]|人家|[让讓叫](?:我|俺|咱)|[还還仲](?:在|喺)|把(?:我|俺|咱)|打[过過]去|(?<!开)(?<!開)[关關][机機]|[占佔][线線]|[\u3400-\u9fff]{2}(?<![但可要还還只就于於总總])(?:是|係)[^,，。]{1,16}(?:的|嘅)\W*$"
    # Somebody stands by or sits there; the slang of the net, which names nothing.
    r"|(?:就|正|[还還]|都|一直|只)?(?:在|喺)(?:旁[边邊]?|[一那][边邊]|[边邊]上)?(?:看着|看著|睇住|站着|站著|坐着|玩|笑)|[妈媽爸爷爺奶婆公子女][^,，。\s]{0,2}(?:坐|住)|yyds|[绝絕]{2}子|nbcs|awsl|xswl|[无無][语語]|服了|好家伙|[离離]大?[谱譜]|下[头頭]|[重从從](?:新)?(?:[处處]理|[做弄搞拍配]|[来來][过過])"
    # Saying no, too much, done.
    r"|[发發送寄拿装裝][错錯]|[没沒冇](?!药|藥)|未(?![来來央])|唔(?!該)|不(?![锈銹鏽粘沾夜二莱萊丹倒])|很|(?<!太)太(?![阳陽空湖原古极極保平仓倉子和白太])|[这這那]么|[这這]麼|[这這那](?:是|係)|咁|[态態]度(?:好|差|恶|惡|冷|冲|衝|[极極]|[真]|十分|非常)|了(?!望)|咗|收到|被(?=[^子套单單褥芯罩\s\W])|[乱亂]"
    # Laughing, asking in dialect, too much money taken.
    r"|[\u3400-\u9fff][到见見](?:我|你|您|[他她它佢]|人)(?=[\u3400-\u9fff])"
    r"|哈{2}|呵{2}|嘻{2}|伐\W*$|[啥咩]子|真人|[多少][收扣](?:了|我|咗|\d)|[少漏缺欠](?:了|咗)?[一二两兩三四五\d][\u3400-\u9fff]|[一每][张張晚件个個位人盒包堂节節]\s?\d{3,}|[一二两兩三四五六七八九十\d][晚天张張堂]\s+\d{3,}|[收扣][了咗]?[我俺]"
    # English: somebody does something.
    r"|(?<!\w)(?:i'?m|(?:he|she|they|you|we)(?:s|re|ve))(?= |$)|(?<!\w)(?:i|we|they|he|she|you|u|nobody|no one|noone|someone|somebody|everyone|nothing|everything)(?:'(?:m|ve|d|ll|re|s))?(?= [a-z]|'|$)|\bit (?:is|was|has|had|does|did|didn'?t|doesn'?t|won'?t|keeps?|came|broke|stopped|never|still|just|says|said|took|arrived)\b|\b(?:this|that|there) (?:is|was|are|were|has|isn'?t|wasn'?t)\b|\b(?:that|there|here)'s\b|\b(?:ive(?! albums?\b)|im|youve|theyve|weve|theres|thats|dont|didnt|cant|wont|isnt|wasnt|havent|hasnt|couldnt|doesnt)\b|\btell (?:him|her|them|the)\b|^(?:and|also|but) |^(?:just |only )?(?:that|this|it|those|these|them) (?:back|one|bit|again|please|then)\b|, (?:so|because|which)\b|^(?:just |only |all )?(?:wrong|broken|faulty|late|missing|dirty) (?:in|on|at|with|for|from)\b|^\W*\d[\d.,]* (?:paid|quid|euros?|pounds?|dollars?|in cash|cash|up ?front|deposit)\b|\b(?:first|second|third|fourth|fifth|umpteenth|\d{1,2}(?:st|nd|rd|th)) time\b"
    r"|\b(?:was|were|is|are|has|had|did|does|keeps|kept|said|told|went|took|happened|shouted|refused|lied|ignored|threw|came|stopped|hung up)\b|n't\b|\bnot\b|\bnever\b|\bstill (?!water|wine)|\balready\b|^no\b"
    r"|\b(?:please|pls|asap|hurry|need to|want|wanna|give me|tell me|send me|let me|call me|look (?:it|up)|sort (?:it|this)|fix (?:it|this|my)|speak|talk)\b|^(?:ignore|forget|tell|show|explain|answer|read|stop|listen|make|write|say|check|ask|reverse|return|refund|repay|release|pay|bring|send|give) (?:me|my|our|your|the|it|up|to|all|a|us|that|this|previous|it|yourself|back)\b"
    # Somebody is to come.
    r"|\b(?:some(?:one|body)|person|man|people|guys?|lads?) (?:to|who (?:can|could)) \w"
    # The label of a number.
    r"|(?:[单單卡尾][号號]|[订訂][单單]|[账帳][号號户戶]|[号號][码碼]|[会會][员員](?:[号號]|[编編][号號])|[编編][号號]|[电電][话話]|房[号號]).{0,8}\d|(?:[单單][号號]|[号號][码碼])\W*$|\b(?:account|card|order|booking|policy|member(?:ship)?|customer|ref(?:erence)?|tracking|phone|invoice|contract|case|ending)\b.{0,14}\d{3}"
)

#: How much or how many, without what it is of: 六罐, 两百多, "about 60 quid".
_COUNT: Final = regex(
    r"(?:(?:well|er|um|actually|it'?s|there'?s|ok|so|yes|no)[\s,]+){0,3}(?:both|one|two|three|four|several|a few|a couple|many|all)(?: (?:of (?:them|those|these|the above|it)|things?|complaints?|issues?|problems?))?(?:,? (?:actually|really|in fact|of them|to be honest|tbh)){0,2}|"
    r"(?:(?:it'?s |was |that'?s )?(?:about|around|roughly|nearly|almost|approx\w*|some|maybe|only|just|over|under|like|say) )*(?:£|€|\$|₹|rs\.? ?)?\d[\d,.]* ?(?:quid|pounds?|euros?|dollars?|bucks?|rupees?|naira|ringgit|rand|p|k|copies|people|guests|pages|pieces|minutes?|hours?|days?|weeks?|months?|years?|times|of (?:us|them))?(?: or (?:so|thereabouts)| each| in total| all in| altogether|-?ish)?(?: (?:plus|and|incl\w*|with) (?:an? |the )?(?:tip|tax|vat|postage|p&p|delivery|shipping|fees?|service))?|"
    r"(?:大[概约約]|差不多|[约約])?(?:[一二两兩三四五六七八九十百千万萬几幾半\d]+|好[几幾])(?:多|来|來|几|幾)?(?:[个個件部双雙条條瓶盒只隻箱袋份张張支款包罐间間辆輛对對块塊桶斤枚串颗顆杯碗盆幅粒元蚊次单單笔筆]|台|套|把|架|本|顶|副|床|公斤|克|[块塊][钱錢])?(?:多|半|左右)?"
)
#: Words of trouble and of feeling: what they stand in is told, not named.
_TROUBLE: Final = regex(
    r"坏|壞|烂|爛|碎|裂|破|漏|失[灵靈]|故障|[恶惡]劣|差|慢|脏|髒|臭|怪|损|損|丢|丟|缺|[错錯]|断|斷|卡[顿頓]|死[机機]|[闪閃]退|黑屏|投[诉訴]|晚|[迟遲]|少[送发發寄给給装裝配了一两兩\d]|[贵貴]|坑|[骗騙]|[凉涼]|生[气氣]|失望|[无無][语語]|[气氣]人|[烦煩]|急|糟|[难難]|假|卡[纸紙带帶住]|反[应應]|[么麼]|还|還|又|再|也|都|(?:的|嘅|得|着|著)\W*$"
    r"|\b(?:bad|broken|slow|rude|late|terrible|awful|horrible|ridiculous|unacceptable|disappoint\w*|angry|upset|really|very|so|wrong|faulty|dirty|poor|nothing|again|joke|useless|annoy\w*|damaged|missing|only|also|and|but|then|because)\b"
)
_PAPERS: Final = regex(
    r"照片|[图圖]片|截[图圖]|相片|[视視][频頻]|影片|[发發]票|收据|收據|小票|[凭憑][证證]|[证證][据據]|\b(?:photos?|pictures?|screenshots?|videos?|receipts?|invoices?|evidence|proof)\b"
)
_HAN: Final = regex("[\u3400-\u9fff]{2,8}")
_TIME: Final = regex(
    r"[年月日号號周週]|天|早|晚|\d|\b(?:day|week|month|year|today|yesterday|morning|evening|ago|last)\b"
)

#: A state, and not what is in it.
_STATE: Final = regex(
    r"(?:it'?s |all |very |really |just )*(?:broken|faulty|damaged|defective|late|delayed|rude|slow|missing|wrong|dirty|terrible|awful|bad|poor|useless|cold|lost|dead|torn|expensive|overcharged)"
)
_VAGUE: Final = regex(
    r"(?:the |a |my |some |that |this )?(?:things?|stuff|one|items?|products?|something|it|that|this|order|purchase|goods)(?: (?:that |which )?(?:i|we) .*)?|(?:那|这|這|嗰|呢)?(?:个|個)?(?:东西|東西|产品|產品|商品|嘢|货|貨|订单|訂單)"
)
#: How the names of roads end.
_ROADS: Final = "street|road|avenue|lane|drive|close|terrace|square|court|crescent|gardens|grove|parade|mews|view|row|rise|boulevard|quay|wharf|croft|villas"
#: A shop, a housing estate, a house in a road.
_ADDRESS: Final = regex(
    r"(?:全家|小七|莱尔富|萊爾富|7-?(?:11|eleven)|ok超商|hi-?life|便利店|超商)(?:取[货貨])?|(?:(?![我你您他她佢這这呢那嗰昨尋今上前舊旧])[\u3400-\u9fff]{2,10}[嗰那][间間家](?:分?店|[铺鋪舖])?|[\u3400-\u9fff]{2,}(?<![网網])(?:店|小[区區]|校[区區]|分[校行]|[营營][业業][厅廳]|[花]园[区區]?|花園|苑|邨|大[厦廈]|[广廣][场場]|商[场場]|[机機][场場]|[车車]站|酒店|[号號][楼樓]|站|[村镇鎮])|.{0,24}(?:路|街|道|巷|弄|大街)\s*[\d一二三四五六七八九十百]{1,6}\s*(?:[号號].{0,16})?|.{0,24}\d+(?:室|栋|棟|幢|座|弄|[号號]?[楼樓])(?:\d{1,2}(?:单元|單元))?(?:[a-z]?\d{0,5}[a-z]?(?:室|[号號])?))"
    rf"|(?:(?:flat|apt|apartment|unit|suite) ?\w{{1,5}},? )?\d{{1,5}}[a-z]?,? (?!(?:minutes?|mins?|hours?|days?|weeks?|months?|years?|people|miles?|of|or)\b)[a-z' ]{{2,30}} (?:{_ROADS}|st|rd|ave|blvd)\b.{{0,24}}"
    # A house or a shop, and the road that it is in.
    r"|(?!(?:\w+ing|left|parked|stuck|found|seen|an?)\b)(?:the |your )?[a-z'&-]+(?: [a-z'&-]+){0,4} (?:on|in|at|off|near|opposite) (?:(?:the )?high st(?:reet)?|(?!(?:the|an?|my|our|your|this|that|his|her|main|same|busy)\b)[a-z'-]+(?: [a-z'-]+)? (?:street|st|road|rd|lane|avenue|ave|square|high street|retail park))"
    # A house or a road by its name, with its postcode or its floor.
    rf"|[a-z' -]{{3,30}} (?:{_ROADS}|place|way|hill|park|house|tower|point|lodge),? (?:[a-z]{{1,2}}\d[a-z\d]?(?: ?\d[a-z]{{2}})?|(?:(?:on )?the )?(?:\d{{1,2}}(?:st|nd|rd|th)|ground|first|second|third|fourth|fifth|top) floor|floor \d{{1,2}}|flat \w{{1,5}})|(?!.*\b(?:app|play|online)\b)(?:the |your )?[a-z'& -]{{2,30}} (?:store|branch|outlet|airport|station|mall|plaza|clinic|hospital)|(?:klinik|kedai|restoran|hotel|clinic|aeon|plaza|pasar(?:aya)?) [a-z'& -]{{2,24}}"
)
#: Who it was: "叫Jason，工號7781".
_CALLED: Final = regex(
    r"\W*(?:[佢他她]|[个個]?(?:[店职職][员員]|[员員]工|[师師]傅|司[机機]|客服))?(?P<who>(?:(?:叫做?|名叫|姓)\s*(?:[a-z]{2,16}|(?![车車救外人快的])[\u3400-\u9fff]{1,3})|(?:[员員]工)?(?:工|[编編])[号號]\s*(?:是|係|[:：])?\s*[a-z]{0,3}\d{2,8})(?:\s*[,，、]?\s*(?:[员員]工)?(?:工|[编編])[号號]\s*(?:是|係|[:：])?\s*[a-z]{0,3}\d{2,8})?)(?=[\s,，。;；!！的嘅]|$)"
)
_NAMES_ONE: Final = regex(
    r"(?:(?P<before>[^,，。;；\s]{2,20})[,，。;；\s]+)?(?:[那嗰這这呢]?[个個位](?:[\u3400-\u9fff]{0,6}?)|[他她佢]|(?:店[员員長长]|[职職][员員]|[员員]工|[师師]傅|司[机機]|客服|教[练練]|[经經]理|老[师師]|[护護]士|[医醫]生))(?:就)?(?:叫做?|名叫)\s*(?P<who>[A-Za-z]{2,16}|(?:阿|小|老)?[\u3400-\u9fff]{1,3}?)[啊呀啦喇囉㗎\s。.!！]*",
)
_BOUGHT_AT: Final = regex(
    r"(?:在|喺|佇|[于於])(?P<shop>(?![你您我佢他她]|[网網]|[线線]|[边邊]|哪|[这這那嗰呢])[^,，。;；\s]{2,10}?)(?:[那嗰]?[边邊度])?(?:[买買][来來]?|[购購][买買]|入手|[订訂][购購]?)(?:的|嘅|ㄉ|咗|了)?(?=$|[,，。;；\s])"
)
_IS_CALLED: Final = regex(
    r"(?:(?<![吼大喊呼尖])叫(?:做)?|名字(?:是|叫)|姓)\s*(?P<who>(?![他她它你我车車人快救什啥]|[么麼])(?:[A-Za-z][a-z]{1,15}|[\u3400-\u9fff]{1,3}?))(?=[\s,，。;；!！吧啊呀的]|$)|\b(?:called|named|name(?:'s| is| was)) (?P<en>[A-Z][a-z]{1,15})(?![\w'])"
)
#: Who writes, with their title: no thing and no place. Some makes and shows have one as well.
_TITLED: Final = regex(
    r"(?i:mrs?|ms|miss|mx|dr|prof|professor|sir|major|captain|colonel|rev(?:erend)?)\.?(?! (?i:martens?|pepper|whippy|muscle|saigon|sheen|beats?|dre|kipling|porky|men|happy|oetker|scholl)\b)(?: [A-Z][A-Za-zÀ-ɏ.'’-]{0,20}){1,4}(?: ?\([A-Za-z. ]{2,12}\))?"
)
#: "That's right" names nothing.
_NODS: Final = regex(r"\b(?:that|it)'?s (?:right|correct|true|fine|it|all|the one)\W*$")
_WHERE: Final = regex(
    r"(?:[省市区區县縣镇鎮村路街道巷里弄邨苑](?:(?![省市区區县縣镇鎮村路街道巷里弄邨苑])[\u3400-\u9fff\d]){0,12}){2,6}$|(?:站|机场|機場|店)$"
)
_IS_WHERE: Final = regex(
    r"(?:在|喺)[\u3400-\u9fff\d]{1,10}(?:[路街道巷弄区區楼樓店站口村镇鎮]|旁[边邊]|[对對]面|附近|[隔][壁离離])(?:的|嘅)?(?:[那这這嗰][个個家间間边邊里裡儿兒])?\W*$"
)
_STATION: Final = regex(
    r"(?![去看睇])[\u3400-\u9fff]{1,8}(?:站|分店|門市|门市|機場|机场|碼頭|码头|(?<![私到去睇看][家間间])[诊診]所|[诊診]療所|分校|分院|分行|支行|社[区區]|屋苑|花[园園](?=$))"
)


_PEOPLE: Final = regex(r"客服|[员員]工?$|[师師]傅|司[机機]|[经經]理|老板|老闆|医生|醫生|老[师師]|[人家们們]$")


def bare(text: str) -> str:
    """The words of a name without what is said around it."""
    text = text.strip()
    if is_short(text, _TOO_LONG):
        text = _DRAWN_OUT.sub("", _RETORT.sub("", text))
    return _TRAIL.sub("", _LEAD.sub("", text)).strip() if is_short(text, _TOO_LONG) else text


def without_retort(text: str) -> str:
    """The name before "what else could it be?", or "" where nothing of the kind is said behind one."""
    said = _RETORT.sub("", text.strip()) if is_short(text) else text.strip()
    return said if said != text.strip() and is_name(said) else ""


def wish_without_retort(text: str) -> str:
    """What stands before "what else can you do about it?", or "" where nothing of the kind is said behind it."""
    said = _RETORT.sub("", text.strip()) if is_short(text) else text.strip()
    return said if said != text.strip() and weight(said) >= 4 else ""


def wish_behind_retort(text: str) -> str:
    """What stands behind "what do you think I want?", or "" where nobody asks so."""
    match = _RHETORICAL.match(text.strip().replace("\u2019", "'")) if is_short(text, _TOO_LONG) else None
    # "Why should I need an order number to cancel" goes on without a pause: there is no wish behind it.
    goes_on = match and _WHY.match(match[0]) and not _PAUSE.search(match[0][: match.start("wish") - match.start()])
    return match["wish"].strip() if match and not goes_on else ""


def _is_vague(said: str) -> bool:
    """ "The thing I bought" names nothing."""
    return bool(_VAGUE.fullmatch(plain(said)))


def is_name(text: str) -> bool:
    """Whether the text can name a product, a place or a person: no clause, no question, no label of a number."""
    said = bare(text)
    return (
        is_short(said, _LONGEST)
        and weight(said) >= 2
        and "\n" not in said
        and not asks(text)
        and not _is_vague(said)
        and not _NODS.search(plain(text))
        and not _STATE.fullmatch(plain(said))
        and not _COUNT.fullmatch(plain(said))
        and not _SAYS.search(plain(said))
    )


def is_thing(text: str) -> bool:
    """Whether the text is a short name of a thing, said although nobody asked for one just now."""
    said = plain(bare(text))
    return (
        4 <= weight(said) <= _IN_PASSING
        and is_name(text)
        and not re.search(r"[,，。;；!！]|(?:\S+\s){4}|[\u3400-\u9fff]\s+[\u3400-\u9fff]", said)
        and not any(pattern.search(said) for pattern in (_TROUBLE, _PAPERS, _TIME, _SAYS))
    )


def is_topic(text: str) -> bool:
    """Whether the text only names what the matter is about, and tells nothing of it: "考研机构 集训营"."""
    said = [one for one in re.split(r"[\s,，、。/]+", bare(text)) if one]
    return len(said) > 1 and weight(text) <= _IN_PASSING and all(_HAN.fullmatch(one) and is_thing(one) for one in said)


def first_thing(text: str) -> str | None:
    """The thing that is named before something is told of it: "修热水器的 收了我480"."""
    first, *rest = re.split(r"[,，。;；!！]+|(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])", text.strip(), maxsplit=1)
    name = bare(re.sub(r"(?<=..)[的嘅滴]$", "", bare(first)))
    return name if rest and is_thing(name) and not _PEOPLE.search(name) and not is_address(name) else None


def is_titled(text: str) -> bool:
    """Whether the text is somebody's name with a title: "Mrs Jean Hartley"."""
    return bool(_TITLED.fullmatch(bare(text)))


def counted_thing(text: str) -> str:
    """The thing that is named before what it cost or how many there were: "an iPad, three thousand odd"; or ""."""
    thing = first_thing(text)
    rest = re.split(r"[,，。;；!！]+|(?<=[\w])\s+", text.strip(), maxsplit=1)[1:]
    return thing if thing and rest and _COUNT.fullmatch(plain(rest[0])) else ""


def is_paper(name: str) -> bool:
    """Whether a name is that of a picture or a paper: what shows the matter, not what it is about."""
    return bool(_PAPERS.fullmatch(plain(bare(name))))


def is_address(text: str) -> bool:
    """Whether the text is where something is: a shop, an estate, a house in a road."""
    said = plain(bare(text))
    return is_short(text, _LONGEST) and bool(_ADDRESS.fullmatch(said)) and not _SAYS.search(said)


def says_where(text: str) -> bool:
    """Whether a few words say where something is: "the one in College Road"."""
    return is_short(text, _IN_PASSING) and bool(_IS_WHERE.search(plain(text)))


def called(text: str) -> str:
    """The name or the staff number with which the text begins: "叫Jason，工號7781，佢…", 師傅叫阿賢."""
    match = _CALLED.match(plain(text)) if len(plain(text)) == len(text.strip()) else None
    if match is None:
        return ""
    who = text.strip()[match.start("who") : match.end("who")]
    # Behind what they are, the name says enough.
    return re.sub(r"^叫做?\s*", "", who) if match.start("who") > 1 else who


def who_is_called(text: str) -> tuple[str, str] | None:
    """What stands before the clause that tells somebody's name, and the name: "板橋那間 那個教練叫阿凱"."""
    match = _NAMES_ONE.fullmatch(text.strip()) if is_short(text, _LONGEST) else None
    return (bare(match["before"] or ""), match["who"]) if match else None


def bought_at(text: str) -> dict[str, str]:
    """The shop of "bought at Fortress", where somebody says no more of it."""
    match = _BOUGHT_AT.search(plain(text))
    return {"place": match["shop"].strip()} if match else {}


def named_in(text: str) -> str:
    """The name that a clause says somebody is called by: "she said she's called Lin, no number"."""
    match = _IS_CALLED.search(text) if is_short(text) else None
    return (match["who"] or match["en"]) if match else ""


def address_in(text: str) -> str:
    """The clause of a short answer that says where: "at home, 辽阳西路, I told you it never came"."""
    if not is_short(text, _TOO_LONG):
        return ""
    parts = (re.sub(r"^(?:住|家庭)?地[址點点]\s+", "", bare(one)) for one in re.split(r"[,，。;；!！]+", text))
    return next((one for one in parts if _WHERE.search(one) and is_name(one)), "")


#: A house in its road, with its flat before it and its postcode behind.
_HOUSE: Final = regex(
    rf"(?:^|[,;.\n]\s*|\b(?:at|is|of)\s)(?P<x>(?:(?:flat|apt|apartment|unit|suite)\s?\w{{1,5}},?\s)?\d{{1,5}}[a-z]?,?\s(?:[a-z'’-]+\s){{1,3}}?(?:{_ROADS})\b(?:,\s?[a-z]{{1,2}}\d[a-z\d]?(?:\s?\d[a-z]{{2}})?\b)?)(?=\s*(?:$|[,.;!?\n]))",
    re.I,
)


def place_beside(text: str) -> dict[str, str]:
    """A station or a shop that stands in a clause of its own beside another answer: "大圍站囉，8點15分"."""
    if not is_short(text):
        return {}
    if house := _HOUSE.search(text):
        return {"place": house["x"]}
    clauses = [
        bare(one)
        for one in re.split(
            r"[,，。;；]+|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff\d])|(?<=\d)\s+(?=[\u3400-\u9fff])", text
        )
    ]
    return next(({"place": one} for one in clauses[:4] if _STATION.fullmatch(one) or is_address(one)), {})


#: Where a letter can be sent: a house with its street, or what follows on "write to".
_POSTAL: Final = regex(
    r"(?P<en>\b(?:(?:flat|apt|apartment|unit) ?\w{1,5},? )?\d{1,5}[a-z]?,? (?:[\w'’-]+ ){1,3}(?:street|st|road|rd|close|avenue|ave|lane|drive|crescent|terrace|grove|court|gardens|way|place|square|hill|park|row|mews)\b\.?[^.!?\n]{0,60})"
    r"|寄(?:信|[给給]我|到|去|往){1,3}[:：]?(?P<han>[^,，。!！?？]{6,50})",
    re.I,
)


_BY_POST: Final = regex(
    r"\b(?:write to (?:me|us)|by (?:post|letter|mail)|post (?:it|them|any \w+) to (?:me|us)|(?:send|post) (?:me |us )?(?:a )?letters?)\b|寄信|[书書]面[回答]",
    re.I,
)


def postal_in(text: str, *, asked: bool) -> str:
    """The address at which a letter reaches the customer, or ""; unasked only where letters are spoken of."""
    match = _POSTAL.search(text) if asked or _BY_POST.search(text) else None
    return (match["en"] or match["han"]).strip(" ,") if match else ""
