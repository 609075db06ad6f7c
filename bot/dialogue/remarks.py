"""Small remarks beside the form: "wait", "maybe", "no photos", "I said so already", "and also". Closed phrases, no model."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.dialogue.phrases import weight
from bot.regex import regex

#: A remark is short; what is longer tells something.
_REMARK: Final = 40
_CHARACTERS: Final = 240

_SOFTLY: Final = r"(?:(?:不好意思|抱歉|哎呀?|诶|欸|嗯|呃|那|啊|麻烦|麻煩|请|請|唔該|ok(?:ay)?|oh|sorry|um+|er+|please|well|actually|no)[\s,，。.!！…]*)*"
#: "Oh by the way", with nothing behind it yet: 對了 alone may be a yes.
_BY_THE_WAY: Final = r"(?:[欸誒诶啊喔哦噢唉]\W*[对對][了喇]|[对對][了喇]\W*(?:[欸誒诶]|等等?|等一?[下陣阵会會]|我?(?:忘|唔[记記]得)[^,，。]{0,6}|[还還仲]有(?:一件)?[事嘢]?))\W*$"
_PAUSE: Final = regex(
    rf"{_SOFTLY}(?:{_BY_THE_WAY}|等一?[下陣阵会會][儿兒]?(?=[\s,，。.…!！~～啊哈吧嘛呀喔哦先我让讓再]|$)|等等(?=[\s,，。.…!！~～啊哈吧嘛我先让讓]|$)|稍(?:等|候)(?!了)|等我|(?:让|讓|容)我|我?(?:正在?|(?:而家)?(?:喺度)?)(?:在)?(?:找|翻|[搵揾])(?:[紧緊])?(?:一?[下吓])?(?:[订訂收][单單据據]|[单單](?:[号號])?|[张張][单單]|[号號][码碼]|[编編][号號]|[发發]票|[资資]料)(?=\W*$|先|[一中]?下?\W*$)"
    r"|我(?:先|再|去|得|要){0,2}(?:想(?![问問])|找|看|查|翻|问|問|确认|確認|核对|核對)(?:想|找|看|查|翻|问|問|一?下|一?会儿?|一?會)"
    r"|(?:[那我]|都係|[还還]是){0,2}[先再](?:[观觀]察|看看|睇下|睇吓|睇睇|考[虑慮]|想想)(?:看看|一?[下吓]|一?[阵陣段]|[几幾两兩][天日])?(?=好了|再[说說讲講]|先|吧|啦|$)"
    r"|(?:先|暂时|暫時)?(?:别|別|不要|唔好)(?:急|(?:着急|急着|急著|马上|馬上|那么快|咁快)?(?:提交|送出|上报|上報|交上去))|慢着|慢著|且慢"
    r"|(?:hold|hang) on\b(?! to)|(?:just )?wait(?=\W*$|\W+(?:a|one|1|for me|up|please|let me|i'?ll|i need to|i'?m (?:checking|looking|thinking))\b)"
    r"|(?:just |give me )?(?:a|one|1|half a) (?:sec|second|minute|min|moment|mo|tick)s?\b(?=\W*(?:$|please|let|i'?m|i'?ll|while|to))"
    r"|(?:please )?let me (?:think|check|look|find|see|get|have a (?:look|think))\b|bear with me\b|(?:please )?(?:don'?t|do not) (?:submit|file|send) (?:it |this |that )?(?:yet|just yet|now|$))"
    r"|(?:(?:i|we)(?:'ve| have)? )?(?:gotta|got to|have to|need to|must|better) (?:go|run|dash|leave)(?: now| out)?(?=\W*$|\W+(?:i'?ll|will|we'?ll|back|brb|later|finish|continue|talk|speak|bye|sorry|let me|can (?:i|we)))|(?:i'?ll|we'?ll|will|can i) (?:finish|continue|do|carry on|come back|be back|get back|pick this up|answer|write)(?: (?:this|it|to (?:this|it|you)|on|with (?:this|it)))? (?:later|tomorrow|tonight|soon|in (?:a|an|\d+) \w+|after \w+|when i)\b|brb\b|be right back\b|back (?:soon|in (?:a|an|\d+) \w+)\b|(?:can't|cannot) talk (?:right )?now\b|(?:i'?m )?(?:at work|driving|in a meeting)\b(?=[^.!?]{0,8}\b(?:i'?ll|will|later|back))"
)

_UNSURE: Final = regex(
    r"(?:well|um++|hmm++|i'?m|i am|嗯++|呃|我|\W)*(?:maybe|perhaps|possibly|probably|i guess(?: so)?|i suppose(?: so)?|(?:not|un)(?: so| too| quite| really| entirely| 100%)? ?sure|i (?:don'?t|do not) know|dunno|sort of|kind of"
    r"|可能|也许|也許|或许|或許|大概|应该|應該|不(?:太|是很|大)?确定|不(?:太|是很|大)?確定|唔(?:係|太|係好)?(?:肯定|確定)|拿不准|拿不準|说不好|說不好|说不准|說不準|不好说|不好說|不知道|唔知|差不多|再说|再說|看情况|看情況)(?:是|对|對|吧|啦|喇|呢|的|了|啊|yet|lah|\W)*"
)

_FILE: Final = (
    r"(?:图片?|圖片?|照片?|相片?|凭证|憑證|凭据|證據|证据|截图|截圖|文件|檔案|视频|視頻|影片|附件|单据|單據|小票)"
)
_FILE_EN: Final = r"(?:photo(?:graph)?s?|pics?|pictures?|images?|evidence|files?|screenshots?|attachments?|proofs?|videos?|documents?)"
#: After "let me look for it".
_NOT_FOUND: Final = regex(
    r"\W*(?:(?:找|翻)不到|(?:揾|搵)唔到|没找到|沒找到|冇(?:揾|搵)到|(?:sorry )?(?:i )?(?:can'?t|cannot|couldn'?t) find (?:it|them|any(?:thing)?|one)(?: now| anymore)?)(?:了|啦|喇|耶|欸|\W)*"
)
_NO_FILES: Final = regex(
    rf"(?:没有?|沒有?|冇|木有|无|無|暂无|暫無|没有?拍|沒有?拍|冇影|冇拍|不(?:用|要|需要)|唔使)(?:什么|什麼|任何|乜|到|了|过|過|有)?{_FILE}"
    rf"|\b(?:no|without|not? any|don'?t (?:have|got)(?: any)?|do not have(?: any)?|haven'?t (?:got|taken|any)(?: any)?|didn'?t take(?: any)?)\b(?: (?:other|more|a))? {_FILE_EN}\b"
)

_DENIES_FILES: Final = regex(
    rf"\W*(?:(?:没|沒|冇|木|无|無|唔)有?(?:[拍影照留存](?:相|[过過低到]|照)?|{_FILE}|[这這呢]些?)?(?:[啊呀啦喇了的嘅哦喔咧欸過过到低]|下来|下來)*(?=[\s,，。;；.!！?？]|$)"
    rf"|(?:no|none|nope|nah)\b(?: (?:other |more )?{_FILE_EN})?(?=[\s,;.!?-]*(?:$|[,;.!?-]|\bi\b|\bwho\b|\bbecause\b))|(?:i |we )?(?:didn'?t|did not|haven'?t|have not|don'?t have|have no|couldn'?t|never)\b[^?]{{0,40}}?(?:{_FILE_EN}|any|one|it)\b)"
)
#: What is said after "wait" says what for.
_AFTER_PAUSE: Final = 24

#: "Nothing more", where all is told and only the yes is missing.
_ALL: Final = regex(
    r"\W*(?:(?:没有?|沒有?|木有?|冇)(?:其[他它]的?|别的|別的|啥|什么|什麼|嘢)?(?:了|啦|喇|咯|嘞)|(?:没有?|沒有?|木有?|冇)?\W*就(?:这些|這些|这样|這樣|咁多|咁))(?:[(（][^()（）]{1,6}[)）]|\W|了|啦|喇|吧|就(?:这些|這些|这样|這樣|咁多|咁)|(?:谢|謝){2}(?:你|您)?[们們]?[喔哦啦]?|唔該晒?|多[谢謝])*+"
    r"|(?:no\W+|nope\W+)?(?:thanks?\W+|thank you\W+)?(?:nothing (?:else|more)|no more|that'?s (?:all|it|everything|the lot)|(?:i'?ve|i have) (?:said|told you|given you) (?:all|everything)(?: (?:that )?(?:i|there is)(?: (?:want(?:ed)?|have|need(?:ed)?|know|can))?)?(?: to (?:say|tell))?)(?:\W|ta\b|thanks?\b|thank you\b|cheers\b|please\b|for now\b|then\b)*"
)

#: Said of any answer: none is worth a thought.
_ANY: Final = regex(
    r"(?:(?:我|都|就)*(?:求其|是但|求祈|[随隨]便|[无無]所[谓謂]|冇所[谓謂]|怎[样樣么麼]都行|都(?:可以|得|行)|(?:都)?[没沒冇](?:有)?所[谓謂]|乜都得|點都得|(?:i )?(?:don'?t|do not) (?:mind|care)|what ?ever|any(?:thing)?(?: will do| is fine)?|either|not bothered|you (?:choose|decide)|your (?:call|choice)|whichever|as you (?:like|wish|see fit)|(?:it'?s |its |i(?:'ll)? )?(?:all )?(?:up|leave it|left) to you(?: guys| all| lot)?|whatever you (?:think|want|like|can)(?: is)?(?: best)?"
    r"|(?:[随隨由看听聽])?(?:你[们們哋]|您|你)(?:自己)?(?:看[着著]?[办辦]|[决決]定|定|[话話]事|[说說]了算|安排|睇住[办辦]|睇住嚟)|(?:[随隨由听聽])(?:你[们們哋]|您|你)的?|看[着著][办辦]|睇住[办辦])(?:就好|就得|就行|都得|\b(?:lah?|lor|leh|lo|then|really|please|i guess|tbh|fine)\b|[啦喇啊呀吧囉咯了\W])*+)++"
)
#: No complaint, only a question.
_INQUIRES: Final = regex(
    r"(?:不是|唔係|唔系|[没沒冇](?:有)?|並非|并非|不)(?:真的?|一定|非)?(?:要|想|[来來嚟])?(?:投[诉訴]|客[诉訴])(?:你[们們哋]?|[谁誰])?(?:的|嘅|啦|喇|啊)?[\s,，。;；]{0,3}(?:我|俺)?(?:就|只|[净淨])(?:是|係)?(?:想|要|[来來嚟])?(?:知道?|了解|瞭解|[问問]|[咨諮][询詢]|弄|搞|打[听聽]|确[认認定])"
    r"|\b(?:not|n'?t)(?: \w+){0,3} (?:complain(?:t|ing)?)\b[,.;]? (?:i |we )?(?:just|only|simply|merely) (?:want(?:ed)? to (?:know|ask|understand|find out|check)|asking|wondering|(?:a )?question)\b"
)
#: One of our own staff it is not.
_NO_STAFF: Final = regex(
    r"(?:没有|沒有|冇)(?:[这這那][个個]|呢個|嗰個)(?:人|[员員]工)|(?:[这這那][个個]人|他|她|佢)(?:不是|唔係|唔系)你[们們哋](?:的|嘅|家)?人|\b(?:not|isn'?t|is no|was no|wasn'?t|never)(?: an?| one of| any)?(?: (?:member|part))?(?: of)?(?: your| the| their)? (?:staff|employees?|team|people|worker)s?\b(?! (?:who|said|told|came|answer))|\b(?:doesn'?t|does not|didn'?t|never) work(?:ed|s)? (?:for|at|with) (?:you|them|the (?:shop|store|company))\b|\b(?:he|she|they|mr|mrs|ms|miss|it)\b[^.!?]{0,24}\b(?:'s|is|was|are|were) (?:just )?(?:the other|another|an other|a fellow) (?:patient|customer|passenger|guest|client|tenant|resident|shopper|diner)\b|(?:不是|唔係|唔系|並非|并非)(?:你[们們哋]?|您|[贵貴]公司|[贵貴]司)?(?:[这這]?[边邊]|店|公司)?(?:的|嘅)?(?:[员員]工|[职職][员員]|店[员員]|工作人[员員]|同事)"
)
#: Rude in Cantonese, or very: who serves customers, and how they were.
_BLAMED: Final = regex(
    r"(?:你[们們哋]|[贵貴](?:司|行|公司))[^,，。!！?？]{0,16}(?:[亏虧](?:了|[损損]|掉)|[骗騙]了?(?:我|人)|坑了?(?:我|人)|忽悠|套路)|"
    r"(?:店[员員长長]|[职職][员員]|[员員]工|收[银銀](?:[员員])?|侍[应應]|服[务務](?:[员員]|生)|售[货貨][员員]|客服|[师師]傅|司[机機]|保安|[经經]理|主任|[护護]士|[医醫]生|姑[娘嬢]|前[台臺]|[柜櫃][台臺檯][员員]?|外[卖賣][员員]|快[递遞][员員]|教[练練]|[经經][纪紀]|接[线線][生员員]|[门門][卫衛]|工作人[员員])"
    r"[^,，。!！?？]{0,6}(?:好|很|超级?|超級|真(?:的|係|是)?|太|[极極](?:度|其)?|非常|咁|有[够夠]|[几幾])(?:[恶惡串寸躁兇凶衰hH][eE]?[aA]?|冇(?:禮貌|礼貌|口德)|[没沒](?:有)?[礼禮]貌?貌?|粗[鲁魯]|[态態]度差|囂[张張]|嚣张|冇品|差|寸嘴|沙塵)"
)
#: None of it is ours, and nothing comes after that takes it back.
_ABSOLVED: Final = regex(
    r"(?:(?:跟|和|同|与|與)(?:你[们們哋]?|[贵貴]司)(?:公司|店|家)?(?:真的|完全|[没沒]什么|都){0,2}(?:[没沒]|冇|[无無])(?:有)?(?:[关關][系係]?|相干)|(?:不|唔)[关關](?:你[们們哋]?)(?:的|嘅)?事|(?:不是|唔係|唔系)(?:在)?(?:[说說讲講]|投[诉訴])(?:你[们們哋]|[贵貴](?:司|公司)))(?![^。.!！]{0,6}[吗嗎么麼?？])"
    r"|\b(?:not|nothing) (?:about|to do with|against|aimed at|a complaint about|complaining about) (?:you|u|ye)\b(?! personally)|\bnot (?:your|you guys'?) (?:problem|business|fault|department|concern)\b"
)
_NOT_ABSOLVED: Final = regex(
    r"但|不[过過]|可是|[说說讲講](?:是)?[跟和同不唔]|\b(?:but|however|although|yet|you(?:'d| had)? (?:said|say|told|claim\w*)|they (?:said|say))\b"
)
#: What our summary lacks.
_OMITTED: Final = regex(
    r"\W*(?:but |and |hang on,? |no,? |ok(?:ay)?,? (?:but )?)*you(?:'ve| have)?(?: (?:still|also))? ?(?:(?:haven'?t|didn'?t|did not|have not|not|forgot(?:ten)?(?: to)?) (?:written|put|mention(?:ed)?|includ(?:ed?)|note[d]?|sa(?:y|id)|record(?:ed)?|write|add(?:ed)?)|missed|left out|forgot(?:ten)?|omitted|don'?t have)(?: (?:down|out|in|anything|about|of))* ?(?:that|the (?:bit|part|fact)(?: (?:about|that|where))?)?\b\W*"
    r"|\W*(?:你[们們哋]?|您|[里裡]面|上面|[还還])*(?:漏(?:了|咗|[写寫记記])+|[没沒](?:有)?(?:[写寫记記提]|[写寫]上|[记記]下|提到)(?:到)?|冇(?:[写寫记記講提]|[写寫]低)(?:到)?|忘(?:了|[记記](?:了)?)[写寫记記提])\W*"
)

#: What is right, behind what is wrong, from this weight.
_IS_RIGHT: Final = regex(
    r"(?:(?<![不又就可但还還都这這那总總])[是係](?![错錯不唔]|[这這那][样樣个個])|[应應][该該為为]|改[成為为]|叫做?)(?P<what>[^,，。;；!！?？]{2,40})|\b(?:it'?s|it is|should be|is called)(?! (?:wrong|not|all|incorrect|(?:an?|some|the) (?:different|other|another|new)|another|different|something)\b) (?P<en>[^,.;!?]{3,60})"
)
_WHAT_IS_RIGHT: Final = 4
#: "Don't spell it wrong again": said of what is to come.
_NOT_AGAIN: Final = regex(
    r"(?:[别別]|不要|唔好|千万[别別]|咪|勿|不能|唔可以)(?:又|[给給][我他她]|[把将將].{1,8}?){0,2}再?(?:又)?[写寫打记記弄搞填印刻叫送寄发發说說读讀][错錯](?!怪)"
    r"|\b(?:don'?t|do not|please don'?t|never|not) (?:you )?(?:get|spell|write|put|print|type|misspell|say)(?: (?:it|that|this|them|(?:the|my|his|her|our) [\w ]{2,20}?))?(?: (?:wrong|incorrectly))(?: again)?\b|\b(?:get|spell|write|put|print) (?:it|that|(?:the|my|his|her|our) [\w ]{2,20}?) (?:right|correctly|properly) (?:this|next) time\b"
)
#: Something is said not to stand there.
_LACKS: Final = regex(
    r"[没沒冇](?:有)?(?:[写寫提]|[记記]上|[记記]低|列|[填放]|[我他她佢它]|[这這那嗰])|[漏缺少](?:了|咗|[写寫记記])"
    r"|\b(?:absent|missing|omitted|left (?:out|off)|lacks?|lacking|(?:not|isn'?t|aren'?t|wasn'?t) (?:there|in it|on it|mentioned|included|noted|listed|down|written))\b"
)

_ADDS: Final = regex(
    r"还要|還要|还得|還得|还有|還有|还想|還想|再(?=[赔賠加给給补補要退换換送])|另外|加上|外加|同埋|仲要|仲有|仲想|也要|也得|也想|都要|以及|并且|並且|连同|連同"
    r"|\b(?:also|add|plus|either|no,? but|as well|too|in addition|on top|additionally|along with|and (?:a|an|some|say|i want|i'?d like))\b"
)
_OPENS: Final = regex(r"\W*(?:(?:and|oh) )?(?:also|plus|add|[还還]|另外|再|仲|同埋|加上)")
_CORRECTS: Final = regex(
    r"才[对對啱]|先啱|不对|不對|唔对|唔對|唔啱|[错錯](?:了|咗|啦|喇|字)|(?:写|寫|说|說|填|记|記|打|搞|弄)[错錯]|改[成为為到做]|[换換]成|更正|纠正|糾正|应该[是为]|應該[是為係]|(?:不是|唔係|唔系|並非|并非).{1,24}(?:是|係|系)|(?:是|係|系).{1,24}(?:不是|唔係|唔系)"
    r"|算了|(?:不|唔)(?:用|要|想)?(?:退款?|退钱|退錢|退货|退貨|换货?|換貨?|维修|維修|修)了|(?:还|還)是.{1,10}(?:吧|好|算)|其实|其實"
    r"|\bactually\b|\bi meant?\b|\bcorrect(?:ion)?\b|\bwrong\b|\bmistake\b|\btypo\b|\bnot .{1,40}\bbut\b|,\s*not\s|\b(?:an?|the) \w+,? not (?:an?|the)\b|\bshould (?:be|have been|read)\b|\bchange (?:it|that|the|my)\b|\binstead\b|\brather\b|\bon second thoughts?\b|\bscratch that\b"
)

_WRONG: Final = regex(
    r"[错錯]|(?:不|唔)(?:对|對|啱|正[确確])|改|更正|[修][正改]|有[误誤]|\b(?:wrong\w*|incorrect\w*|mistakes?|errors?|(?:not|isn'?t|aren'?t) (?:all |quite |completely |entirely )?(?:right|correct|true|accurate)|chang\w+|correct\w*|edit|fix|amend|update|should (?:be|say|read|have been))\b"
)
#: "I told you": what is asked stands above already; and whoever is tired of questions.
_TOLD: Final = regex(
    r"(?:上面|上边|上邊|前面|啱啱|刚才|剛才|刚刚|剛剛|头先|頭先|已经|已經|早就|早已|不是)[^，。,.!?！？]{0,6}(?:说|說|讲|講|写|寫|提|填|报|報|有)(?:过|過|咗|了|着|著|啊|呀|$)|(?:^|我|\s)(?:都|咪|就|也|已经|已經){0,2}(?:说|說|讲|講|话|話|写|寫|提)(?:过|過|咗)(?:了|咗|的|啊|呀|喇|啦|囉|啰|嘛|吧|$)"
    r"|[問问]我?(?:咩|什[么麼]|乜嘢?|啥|[边邊哪][個个]?)[^,，。?？]{0,4}[?？!！]{2}|(?:仲|[还還])(?:使|用|要)(?:再)?[問问](?!你|您|一)"
    r"|^\W*(?:就|是|[係系]|咪|即|我|都){0,4}(?:[刚剛]{2}|[刚剛]才|上面|前面|[头頭]先|啱啱|啱先|一[开開]始)我?(?:[跟同和](?:您|你[们們哋]?))?(?:[说說讲講写寫打]|[给給俾])(?:的|嘅|咗|[过過])(?![話话])[^,，。]{0,8}\W*$"
    r"|我(?:都|就|已经|已經|也|不是)?(?:[说說讲講]|[告][诉訴](?:你|过|過))了(?=[!！,，.。\s]|司机|司機|$)|我(?:都|已经|已經)(?:[说說讲講]|[告][诉訴]你?)了|\bi (?:already )?told (?:you|u|ya)(?: already)?[,.!:]|\bi (?:did )?(?:already )?(?:told|said|say|tell)(?: (?:you|ya|u|it|that|so|his name|her name|already|before|above|twice))*\W*$|\bi (?:already )?(?:told (?:you|u|ya)|did (?:say|tell you)|said) (?:his|her|their|the|my|it|that)(?: \w+)? ?(?:name|was|is|on|number)\b"
    r"|(?:自己|往上|去|翻上去)(?:查|看|睇|翻)|(?:这么|這麼|那么|咁|怎么|怎麼)多?(?:问题|問題)|(?:问|問)(?:个|個)?(?:不停|没完|沒完|来问去|來問去)|别问了|別問了|唔好再問"
    r"|\b(?:i(?:'ve| have)? )?(?:already|just) (?:told|said|gave|given|wrote|written|mentioned|sent|explained)\b|\b(?:told|said|gave) (?:you |it |that |this )*(?:already|before|above|earlier)\b|\b(?:see|read) (?:above|up)\b|\b(?:see|read|in|it'?s) my (?:first|last|previous|earlier|other|original) (?:message|text|post|note)|\bit'?s (?:all )?(?:above|up there)\b|\b(?:like|as) i (?:said|told)\b|\bscroll up\b"
    r"|\b(?:so|too) many questions\b|\bstop asking\b|\benough (?:with the )?questions\b|\blook it up yourself\b"
)
#: Told to somebody else it is a part of the story.
_TO_OTHERS: Final = regex(
    r"客服|客户经理|店员|店員|店长|店長|他|她|佢|司机|司機|师傅|師傅|人员|人員|员工|員工|经理|經理|\b(?:them|him|her|they|he|she|agents?|drivers?|staff|manager|colleagues?|someone|somebody)\b"
)

_ASKS: Final = regex(
    r"[?？]\W*$|[吗嗎咩]\W*$|呢\W*$|(?:能|可以|[会會]|行|中|管)[^,，。!！?？不]{0,6}不\W*$|(?<=[能来來得好行])伐\W*$|啷[个個]|怎么|怎麼|怎样|怎樣|怎辦|咋(?!\W*$)|为什么|為什麼|为啥|為啥|点解|點解|点样|點樣|干嘛|幹嘛|什么时候|什麼時候|甚麼時候|几时|幾時|多久|能不能|可不可以|可唔可以|是不是|有没有人|有沒有人|哪里|哪裡|边度|邊度|(?<!知)(?<!交)[几幾]多?[钱錢][呀啊㗎嘎呢]?\W*$|[边邊][个個]\W*$|[谁誰]\W*$"
    r"|^(?:(?:what|when|where|who|how)s?|why|which)\b|^(?:can|could|do|does|did|is|are|am|will|would|should|shall|may|have|has) (?:i|you|u|we|they|he|she|it|this|that|there|someone|anyone|the)\b"
)
#: What is longer and asks in between tells all the same.
_QUESTION: Final = 44

#: Words of an answer to "have you any files?" that say no more than none, or later.
_NONE_WORDS: Final = regex(
    rf"{_FILE}|没有?|沒有?|冇|木有|无|無|不用?要?|唔使|唔|需要|方便|想|暂时|暫時|现在|現在|目前|手头|手頭|手上|手边|手邊|身边|身邊|发|發|传|傳|拍|晚[点點些上]|稍[后後等]|[等待][下会會阵陣]|回[头頭]|[之以][后後]|迟啲|遲啲|再|补|補|给|給|俾|畀|你[们們哋]?|我|都|就|会|會|了|啊|呀|吧|呢|啦|喇|的|嘅|跳过|跳過|下一[个個步]|这些|這些|什么|什麼|任何|不知道|找|到|好|先|时|時|候|当|當"
    rf"|\b(?:{_FILE_EN}|no|nope|nah|none|don'?t|do|not|have|having|haven'?t|any|sorry|later|i|i'?ll|i'?m|will|send|it|them|that|when|get|home|tomorrow|tonight|next|skip|now|right|at|the|moment|yet|can'?t|cannot|could|got|take|took|taken|didn'?t|to|you|please|thanks|thank|finish(?:ed)?|done|that'?s|all|nothing|else|more|maybe|upload|attach|add|one|some|of|a|an|for|this|ok(?:ay)?|just|try|once|by|e-?mail|have|only|me|really|honestly|afraid|unfortunately|find|found|hm+|um+|oh|well|anymore|sorry|delete[d]?|lost)\b"
)
#: The same of an answer to anything else.
_SKIP_WORDS: Final = regex(
    rf"{_NONE_WORDS.pattern}|[说說讲講]|忘|[记記]|清楚|[随隨]便|行|留|填|提供|知|[晓曉]得|翻|[揾搵]|透露|算|不|[确確]定|肯定|可以|需|必|[问問]|[订訂][单單]|[单單编編工房卡][号號]|[号號][码碼]?|金[额額]|[电電][话話]|手[机機]|[邮郵][箱件]|地址|[时時][间間]|日期|名字|姓名|多少[钱錢]?"
    r"|\b(?:rather|say|remember|recall|know|idea|sure|mind|matter|whatever|forget|forgot|forgotten|lost|find|number|order|prefer|pass|applicable|want|need|i'd|doesn'?t|isn'?t|there|tell|afraid|phone|email|address|amount|date|name|idea|have|got|lost|really|honest(?:ly)?|mate|man)\b"
)
_NO: Final = regex(r"[没沒冇木无無不唔忘丢丟]|\b(?:no|none|not|never|nope|nah|without|cannot|forgot|lost)\b|n't\b")
_AT_A_LOSS: Final = regex(
    r"(?:不知道|唔知|不晓得|不曉得)(?:该|該|要|从|從|應該|应该){0,2}(?:怎么|怎麼|如何|点|點|哪里?|哪裡|哪[儿兒]|何处|何處|边度|邊度)(?:开始|開始|说|說|讲|講|写|寫)?|从何说起|從何說起|说来话长|說來話長"
    r"|\b(?:where|how) (?:do i |to |should i )?(?:start|begin|put (?:it|this))\b|\blong story\b"
)
#: "I have some": of files, not sent along.
_HAS: Final = regex(
    r"\W*(?:有|係|系|是|嗯|好|行|可以|对|對|我|yes\b|yeah\b|yep\b|yup\b|ya\b|sure\b|ok(?:ay)?\b|of course\b|i (?:do|have|did|got)\b|i'?ve\b|got\b|got one\b|there (?:is|are)\b)"
)
_LATER: Final = regex(
    r"晚|稍|[等待]|[马馬]上|[这這]就|[陆陸][续續]|回[头頭]|[之以][后後]|[迟遲]|再|[没沒]|\b(?:later|tomorrow|tonight|when|after|soon|by (?:e-?mail|post|mail)|next|at home|home|can'?t|coming|to (?:come|follow)|following|shortly|in a (?:sec|second|moment|minute|min|mo|bit)|on (?:the|their|its) way)\b"
)
#: What is asked will be looked for, or told, some time.
_PUT_OFF: Final = regex(
    r"(?:晚[点點些上]|[等待]一?(?:[会會下阵陣]|哈)[儿兒]?|一(?:[会會]|[阵陣])[儿兒]?|回[头頭]|回家|[过過](?:一?[会會][儿兒]?|[两兩几幾]天)|稍[后後]|[之以][后後]|明[天日]|聽日|听日|下班|改天|[迟遲][啲点點]|[阵陣][间間]|有空|得[空闲閒])(?:我|俺|先|再|去|[来來]|就){0,3}"
    r"(?:找|翻|查|看|[问問]|搵|揾|睇|[发發传傳补補报報](?!(?:作|病|生|烧|燒|[货貨]))|[给給畀俾](?!我|俺)|告[诉訴]|提供)"
    r"|\b(?:i'?ll|i will|i can|let me|will)(?: have to| need to| try to)? (?:find|look|check|get|dig|send|give|tell|let you know|text|post|come back|ask)\b[^.!?]{0,40}\b(?:later|tomorrow|tonight|after work|when i(?:'m| am| get) (?:home|back)|at the weekend|in a bit|soon|this evening|afterwards)\b"
)
_HAS_WORDS: Final = regex(
    rf"{_FILE}|合[同约約]|[发發]票|[录錄]音|[监監]控|聊天[记記][录錄]|有|係|系|是的?|嗯+|好的?|行|可以|对|對|我|[拍影]了?|几张|幾張|一张|一張|[张張]|一些|啊|呀|哦|呢|啦|喇|吧|的|嘅|了|咗|都|就|这|這|那|嗰|手机[里上]?|手機[裡上]?|[发發傳传][给給][你您]|现在|現在|保留|留|着|著"
    rf"|\b(?:{_FILE_EN}|yes|yeah|yep|yup|ya|sure|ok(?:ay)?|of|course|i'?ve|i'?m|i'?ll|i|do|did|have|has|got|one|some|a|an|the|few|couple|it|them|that|both|many|lots|plenty|there|is|are|my|receipts?|invoice|on|phone|took|taken|please|actually|and|too|can|send|will|you|now|two|three|here|indeed|absolutely|definitely|certainly|thanks|right|correct|exactly|true|that'?s|it'?s|sounds|looks|about|spot on|totally|perfect|grand)\b"
)
_SKIP_LABELS: Final = regex(
    r"[订訂][单單](?:编|編)?[号號]?[码碼]?|[单單编編工房卡][号號]|[号號][码碼]?|金[额額]|[电電][话話]|手[机機]|[邮郵][箱件]|地址|[时時][间間]|日期|名字|姓名|\b(?:order|booking|reference|ref|tracking|number|no|phone|mobile|e-?mail|address|date|day|name|amount|place|receipt)\b"
)
_NOTHING_MORE: Final = regex(
    r"\W*(?:(?:没|沒)有?|冇|(?:不|唔)(?:用|需要|使)了?|唔使)(?:了|啦|喇|啊|呀|谢谢|謝謝|唔該|\W)*"
)
#: Up to this weight nothing else is said.
_REST: Final = 5


#: As they are written in Taiwan: ㄅ記得ㄌ.
_SOUNDS: Final = str.maketrans({"ㄌ": "了", "ㄉ": "的", "ㄇ": "嗎"})
_NO_SOUND: Final = regex(r"ㄅ(?=[\u3400-\u9fff])")


def plain(text: str) -> str:
    """Text as the patterns here want it: width and case aside, small words that are written by their sounds in full."""
    said = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'").strip()
    return _NO_SOUND.sub("不", said).translate(_SOUNDS)


def is_short(text: str, most: int = _REMARK) -> bool:
    """Whether a text is a remark; a long row of signs is none, however little it says."""
    return len(text) <= _CHARACTERS and weight(text) <= most


#: Whoever has no need of it any more asks for no moment.
_NO_NEED: Final = regex(r"不用了|不必了|[唔]使喇|唔使啦|算了|算數|算数")


def is_pause(text: str) -> bool:
    """Whether the text asks for a moment: "wait", "let me look for it", "don't submit it yet"."""
    said = plain(text) if is_short(text) else ""
    match = _PAUSE.match(said) if not _NO_NEED.search(said) else None
    return match is not None and weight(said[match.end() :]) <= _AFTER_PAUSE


def is_unsure(text: str) -> bool:
    """Whether a yes or no is neither: "maybe", "not sure"."""
    return is_short(text) and bool(_UNSURE.fullmatch(plain(text)))


_HESITATES: Final = regex(
    r"^\W*(?:um+|uh+|er+m?|hmm+|idk|dunno|(?:i'?m )?not (?:really |too )?sure|no idea|i (?:really )?(?:don'?t|do not) know|maybe|perhaps|possibly|probably)\b|\bmaybe\W*\?|\bi(?:'?d| would|'?ll| will)? (?:have to|need to|must|gotta) (?:ask|check with)\b"
    r"|^\W*(?:可能|也[许許]|或[许許]|大概|[应應][该該]|好像|不(?:太)?(?:知道|[确確]定|清楚)|唔(?:係好)?(?:知|[肯][定]|清楚))"
)
#: A question after all: "not sure, how do I find it?"
_ASKED: Final = regex(
    r"\b(?:how|what|where|when|why|which|who|can (?:i|you|we)|could (?:i|you|we)|do (?:i|you|we)|are you|is (?:it|that|there|this)|will|would)\b|[吗嗎么麼咩]|怎|[几幾]|[谁誰哪]|[点點边邊][样樣度]|能不能|可不可以"
)


def hesitates(text: str) -> bool:
    """Whether an answer only sounds like a question: "um, mum's e-mail? I'd have to ask"."""
    said = plain(text)
    return is_short(text, 60) and bool(_HESITATES.search(said)) and not _ASKED.search(said)


def has_no_files(text: str) -> bool:
    """Whether the text says no more than that there is no picture and no paper."""
    said = plain(text)
    if is_short(text) and _NOT_FOUND.fullmatch(said):
        return True
    return is_short(text) and bool(_NO_FILES.search(said)) and weight(_NONE_WORDS.sub("", said)) <= _REST


def denies_files(text: str) -> bool:
    """Whether an answer to "have you any files?" begins with a no, whatever follows."""
    return bool(_DENIES_FILES.match(plain(text)))


#: "No photos, just submit it": what follows may end the questions.
_FILES_DENIED: Final = regex(
    rf"^\W*(?:(?:nope?|sorry|well),? )?(?:no|without)(?: {_FILE_EN}| receipts?| or| and){{1,4}}[\s,.;!-]+|^\W*(?:[没沒]有?|冇)(?:{_FILE}|票|[发發]票|和|或|同|、){{1,4}}[了啦喇]?[\s,，。;；!！]+"
)


def beyond_files(text: str) -> str:
    """What is said after "no photos"; the whole text where that is not said first."""
    return _FILES_DENIED.sub("", plain(text))


def is_all(text: str) -> bool:
    """Whether the text says that there is nothing more, where nothing else was asked."""
    return is_short(text) and bool(_ALL.fullmatch(plain(text)))


def has_files(text: str) -> bool:
    """Whether the text says no more than that there is a picture or a paper, and sends none."""
    said = plain(text)
    if not is_short(text) or _NO.search(said) or _LATER.search(said):
        return False
    return bool(_HAS.match(said)) and not weight(_HAS_WORDS.sub("", said))


def names_files(text: str) -> bool:
    """Whether a picture or a paper is spoken of."""
    return bool(
        re.search(
            rf"{_FILE}|[合发發][同约約票]|[录錄]音|\b(?!file (?:it|this|that))(?:{_FILE_EN}|receipts?)\b", plain(text)
        )
    )


def beyond_yes(text: str) -> bool:
    """Whether a yes says something besides."""
    return weight(_HAS_WORDS.sub("", plain(text))) > _REST


def promises(text: str) -> bool:
    """Whether the text says no more than that the customer has what is asked: "I have the order number"."""
    said = plain(text)
    if not is_short(text) or _NO.search(said) or re.search(r"\d", said):
        return False
    return bool(_HAS.match(said)) and not weight(_SKIP_LABELS.sub("", _HAS_WORDS.sub("", said)))


def is_at_a_loss(text: str) -> bool:
    """Whether the customer does not know how to begin."""
    return is_short(text) and bool(_AT_A_LOSS.search(plain(text)))


def is_later(text: str) -> bool:
    """Whether something will be sent later on."""
    said = plain(text)
    return bool(_LATER.search(said)) and not _NO.search(said)


def is_put_off(text: str) -> bool:
    """Whether the text says that what is asked comes later: "I have to look for it, you'll get it tonight"."""
    said = plain(text)
    return is_short(text) and bool(_PUT_OFF.search(said)) and not re.search(r"\d{3}", said)


def is_nothing_more(text: str) -> bool:
    """Whether a bare "none" was said under the summary: it may mean that all is right, or that it is not wanted."""
    return bool(_NOTHING_MORE.fullmatch(plain(text)))


def adds(text: str) -> bool:
    """Whether something is wanted besides, rather than instead."""
    return bool(_ADDS.search(plain(text)))


def begins_so(text: str) -> bool:
    """Whether a word of adding opens the text: what comes before it was said earlier, if anything was."""
    return bool(_OPENS.match(plain(text)))


def is_any(text: str) -> bool:
    """Whether the text says no more than that any answer will do."""
    return is_short(text) and bool(_ANY.fullmatch(plain(text)))


def only_inquires(text: str) -> bool:
    """Whether the text says that nobody complains, and that something is only to be understood."""
    return is_short(text, _REMARK + _REMARK) and bool(_INQUIRES.search(plain(text)))


def is_no_staff(text: str) -> bool:
    """Whether the text says that somebody is not one of our staff."""
    return is_short(text, _REMARK + _REMARK) and bool(_NO_STAFF.search(plain(text)))


#: Mildly put, and of what was done here: "a bit let down by the wreath you made".
_LET_DOWN: Final = regex(
    r"\b(?:let down|disappointed|underwhelmed|unimpressed|(?:not|wasn'?t|weren'?t) (?:very |too |that |so |best |really )?(?:happy|pleased|impressed|thrilled)|not (?:quite |really )?what (?:i|we)(?:'d| had)? (?:hoped|expected|asked|ordered|paid))\b(?: (?:by|with|in|about|at|from|for))?"
    r"(?=[^.!?]{0,60}\b(?:your?|ye|(?:i|we) (?:paid|ordered|booked|hired|got|had)|(?:at|for) (?:my|our|the|his|her) (?:\w+(?:'s)? ){0,2}(?:funeral|wedding|party|birthday|christening|communion|graduation|anniversary|wake|event|reception))\b)"
)


def blames(text: str) -> bool:
    """Whether the text says of somebody who serves customers how rude they were, or that what was done let one down."""
    said = plain(text)
    return bool(_BLAMED.search(said) or _LET_DOWN.search(said))


def absolves(text: str) -> bool:
    """Whether the text says that what it grumbles about is none of our doing."""
    said = plain(text)
    return bool(_ABSOLVED.search(said)) and not _NOT_ABSOLVED.search(said)


def tells_right(text: str) -> bool:
    """Whether words of correcting say what is right: "he's called Lee, not Li"."""
    found = _IS_RIGHT.search(plain(text))
    return found is not None and weight(found["what"] or found["en"]) >= _WHAT_IS_RIGHT


def warns_of_mistake(text: str) -> bool:
    """Whether the text asks that something be not got wrong once more, and tells how it is right."""
    return is_short(text, _REMARK + _REMARK) and bool(_NOT_AGAIN.search(plain(text)))


def omitted(text: str) -> str | None:
    """What our summary is said to lack; None where nothing is said of it."""
    match = _OMITTED.match(text) or _OMITTED.match(plain(text))
    said = text[match.end() :].strip() if match and len(plain(text)) == len(text.strip()) else ""
    return (said or text) if match else None


def lacks(text: str) -> bool:
    """Whether something is said to be missing from what was put down."""
    return is_short(text, _REMARK + _REMARK) and bool(_LACKS.search(plain(text)))


def corrects(text: str) -> bool:
    """Whether words of correcting stand in the text."""
    return bool(_CORRECTS.search(plain(text)))


def calls_wrong(text: str) -> bool:
    """Whether something is said to be wrong, or to be changed."""
    return bool(_WRONG.search(plain(text)))


def says_told(text: str) -> bool:
    """Whether the text says that it was told already, or that too much is asked."""
    said = plain(text)
    return is_short(text) and bool(_TOLD.search(said)) and not _TO_OTHERS.search(said)


def asks(text: str) -> bool:
    """Whether the text asks something rather than tells it."""
    return is_short(text, _QUESTION) and bool(_ASKS.search(plain(text)))


def is_none(text: str) -> bool:
    """Whether the text only says that there is none of what was asked: "没有单号", "I have no order number"."""
    return is_short(text) and bool(_NO.search(plain(text))) and not beyond_skip(text)


def beyond_skip(text: str) -> bool:
    """Whether a no tells something besides: "没法穿" is no refusal to answer."""
    rest = _SKIP_WORDS.sub("", plain(text))
    return weight(rest) >= (4 if re.search("[\u3400-\u9fff]", rest) else 7)


def beyond_none(text: str) -> bool:
    """Whether an answer to "have you any files?" says more than none, or later."""
    return weight(_NONE_WORDS.sub("", plain(text))) > _REST
