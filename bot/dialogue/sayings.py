"""Closed phrases of those who have complained already."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.phrases import weight
from bot.regex import regex

#: Characters of what may be such a phrase alone.
_SHORT: Final = 80
#: A remark in passing is no longer.
_REMARK: Final = 40

_CASE: Final = r"投[诉訴]|客[诉訴]|申[诉訴]|工[单單]|案件|案子|个案|個案|受理|登[记記]|回[执執]|complaint|case|ticket"
_TELL: Final = (
    r"多少|几多|幾多|什么|什麼|甚麼|乜|咩|再|[发發][给給]?我|[给給]我|[传傳]|忘|[记記]不|不[记記]|唔[记記]|[说說講讲]"
)
#: "What was my number?" An order, a parcel or a phone has numbers as well.
_NUMBER_WISH: Final = regex(
    rf"(?:{_TELL}).{{0,8}}(?:[编編案][号號]|[单單][号號]|(?:{_CASE})[号號][码碼]?)|(?:[编編案][号號]|[单單][号號]|(?:{_CASE})[号號][码碼]?).{{0,8}}(?:{_TELL}|[?？吗嗎呢])"
    r"|^\W*(?:我的|我嘅)?(?:投[诉訴]|客[诉訴]|案件|工[单單])(?:[编編][号號]|[单單][号號]|[号號][码碼]?)\W*$"
    r"|\b(?:what|which) number (?:is|was|has|did) (?:my|the|this|our) (?:case|complaint|ticket)\b|(?:我|呢|嗰|[这這那])?[单單](?:嘢|case)?(?:係|是)?(?:几多|幾多|咩|乜)[号號]"
    r"|\b(?:what(?:'?s| is| was)|tell me|send me|give me|resend|remind me of|forgot|lost|repeat|need|have|get|see|know|don'?t have) (?:\w+ ){0,3}?(?:case|complaint|reference|ref|ticket)(?: (?:number|no\.?|id|code|num))?\b(?! (?:was|is|has|about|handled|status|to))"
    r"|\b(?:what(?:'?s| is| was)|tell me|send me|give me|resend|repeat|say) (?:that|the|my) number\b|^\W*(?:(?:and|so|the|that|my|what|sorry|hi) )*number (?:again|please|pls|plz)\b|\b(?:lost|forgot|forgotten|misplaced|deleted|dropped|can'?t find|don'?t remember|don'?t have) (?:the|my|that) number\b|\bdid (?:you|u) say (?:my|the) number\b|\bnumber (?:that )?(?:you|u) (?:gave|sent|told) me\b"
    r"|^\W*(?:my |the )?(?:case|complaint|reference|ref|ticket) (?:number|no|id|code|num)\W*(?:please|pls|again)?\W*$|\b(?:case|complaint|reference|ref|ticket) (?:number|no|id|code|num)\b.{0,12}\?"
    r"|^\W*(?:(?:so|and|ok|okay|have|has|u|you|do|did|i|can|is|there|get) ){0,4}(?:got|get|have|there|give me) (?:a|any|the|my) (?:number|ref(?:erence)?)(?: for (?:me|this|it|that|us))?\W*$",
    re.I,
)
_OTHER_NUMBER: Final = regex(
    r"[订訂定][单單]|快[递遞]|[运運][单單]|物流|包裹|[电電][话話]|手[机機]|工[号號]|卡号|卡號|型[号號]|[发發]票|\b(?:orders?|tracking|parcel|phone|mobile|serial|model|invoice|account|card|make|file|open|new|another|(?:train|bus|plane|flight|coach|ferry|concert|cinema|theatre|gig|festival|match|parking|season|paper|original|actual) tickets?)\b",
    re.I,
)

#: A number that is told is not asked for.
_NUMBER_TOLD: Final = regex(
    r"(?:[编編案单單][号號]|[号號][码碼]|\b(?:number|no\.?|ref(?:erence)?))\s*(?:是|係|系|[:：#]|is\b)?\s*[a-z]{0,5}-?\d{3}",
    re.I,
)

#: A complaint of an earlier time.
_EARLIER: Final = regex(
    r"(?P<year>[去前旧舊]年|\b(?:last year|(?:a|one|two|\d) years? (?:ago|back))\b)|上一?次|上一[件宗单單个個]|以前|上[个個]?月|\b(?:last (?:time|month)|previous|(?:my|the|that) old(?:er)?|the one before)\b",
    re.I,
)
#: "Could you look X up": not how the complaint goes.
_LOOKS_UP: Final = regex(
    r"(?:查|[找搵揾])(?:一?下|返|[询詢]|吓|一查)*(?P<what>[^,，。.!！?？]{2,24})[吗嗎呢啊呀么嘛?？\s]*$"
    r"|\b(?:check|look up|look for|look into|find)\b(?: (?:if|whether|on|for|up|out|about))?(?P<en>(?: (?:my|the|an?|your|that)\b)[\w' -]{2,40}?)\W*$",
    re.I,
)

#: "Is it coming along? Hurry."
_CHASING: Final = regex(
    r"^\W*(?:那|咁|[请請][问問]|大[概约約]|到底|究竟){0,3}(?:[还還仲]?(?:要|需要|得|[会會])?等|[还還仲](?:要|需要|有|得|差))(?:多久|多[长長][时時]?[间間]?|[几幾][天日耐]|多少[天日]|[几幾]多[天日]|[几幾][个個]?(?:[小鐘钟][时時头頭]|月|[礼禮]拜|星期))\w{0,2}\W*$|(?:多咱|多会儿|多會兒|啥(?:辰光|[时時]候|前[儿兒])|[几幾][号號])[^,，。]{0,4}(?:答[复覆]|回|有|[给給]|好|弄|修|退|来|來|[处處]理|解[决決])|有(?:[个個])?信[儿兒]?|(?:[几幾]天|多久|多[长長][时時][间間])(?:能|才|可以)*(?:弄|[办辦搞])(?:完|好)|\bhow long\W*$|\btat\b|\bturn ?around\b|\btime ?(?:line|frame|scale)s?\b|\beta\b|\bwhen (?:will|do|can|should) (?:i|we) (?:hear|know|get)\b|催|咁(?:耐|慢)|\bwill (?:you|any(?:one|body)|some(?:one|body)|i) ever\b|(?:快|抓[紧緊]|[赶趕][紧緊]|盡快|尽快|快手|早)(?:些|点|點|啲|一点|一點)?(?:行不行|好(?:不好|吗|嗎)|可以吗|可以嗎|啊|呀|吧|啦|[给給]我|[帮幫]我|[处處]理|解[决決]|搞定|[办辦])|快[点點]$|^\W*(?:搞|弄|整|[办辦]|麻利|[赶趕]|[抓][紧緊]?|快)[点點]?(?:快|紧|緊|麻溜|利索)(?:些|[点點]|一[点點])?(?:[儿兒嘛噻哈撒嘞伐])*\W*$|^\W*搞快[点點些]?(?:[儿兒嘛噻哈撒嘞])*\W*$|^[^，。]{0,6}太慢|慢死|(?:怎么|怎麼|點解|点解|为什么|為什麼|咋)(?:[还還]|仲)(?:没|沒|不|未|冇|唔)"
    r"|(?:[还還]|仲|都|一直|又)(?:是)?(?:没有?|沒有?|未有?|冇)(?:人|消息|回音|[动動][静靜]|[结結]果|[进進]展|[进進]度|下文|回覆|回复|答[复覆])|(?:没|沒|冇|无|無)人(?:[联聯][系繫絡络]|回|覆|理|管|搭理|[处處]理|跟)"
    r"|(?:多久|几时|幾時|[几幾]天|[几幾]耐|幾耐|什么时候|什麼時候|甚麼時候|何时|何時|啥子?(?:时候|時候)|好久(?=才?[给給能会會得])|咋[个個]还不|[几幾]多[日天]|多少天)(?:才|先|会|會|能|可以|可|要|才能|先可以|先會)*(?:有|好|搞|[处處]理|解[决決]|[办辦]|到|退|修|整|[换換]|回|覆|答|[给給]|[联聯]|[来來嚟]|收)"
    r"|(?:等|拖)(?:了|咗)(?:好久|很久|这么久|這麼久|好耐|咁耐|半天|好多天|好几天|好幾天|一[个個]?(?:星期|月|周|禮拜|礼拜))|[还還仲]要等(?:多久|几|幾)|有(?:没有|沒有|冇)?(?:消息|[进進]展|[结結]果|下文)(?:了|没|沒|吗|嗎|未|\W*$)"
    r"|\bignor(?:e|ing) me\b|\bchas(?:e|ing)\b|\bhurry\b|\bspeed (?:this|it|things) up\b|\bstill (?:nothing|no(?: (?:news|answer|reply|response|update|word|one|call|body))?|nobody|waiting)\b|\bany (?:joy|luck|news|updates?|progress|movement|word)\b|\bdo the needful\b|\bexpedite\b|\bfollow(?:ing)? up (?:on|with) (?:my|this|the)\b"
    r"|\bwhen(?:'?s| is| are| will| can| do| am| should| would| does)?(?: \w+){0,4} (?:come|coming|call|calling|phone|phoning|ring|ringing|contact|contacting|write|speak|talk|be in touch|get|getting|receive|hear|arrive|arriving|answer|be (?:done|ready|fixed|solved|sorted|here|back)|fix|refund(?:ed)?|fixing|refunding|sending|sorting|doing|repairing|replacing|paying|delivering|collecting|starting|reply|expect)\b|\bhow much longer\b|\bhow long (?:will|does|is|until|till|before|do i)\b|(?:要|[还還]要|需要|得)(?:等)?(?:多久|多[长長][时時][间間]|[几幾]多?[天日])[?？呢啊呀\s]*$|有(?:没有|沒有|冇)得?(?:快|早)|\b(?:any|be|go) (?:quicker|faster|sooner)\b|\b(?:taking|takes|took) (?:so|too|very|ages|forever|long)\b|\b(?:so|too) slow\b"
    r"|\b(?:has|have|did|is) (?:any(?:one|body)|some(?:one|body)|you) (?:even |actually |yet |already )?(?:read|reading|seen?|looked|looking|dealing|working|called|received)\b|有(?:没有|沒有|冇|无|無)?人(?:在|係度)?(?:看|睇|[处處]理|跟[进進]|[负負][责責])"
    r"|\b(?:no ?(?:one|body)|nobody) (?:has |have |'s )?(?:yet )?(?:called|contacted|replied|answered|been in touch|got back|come|came|phoned|emailed|written)\b|\b(?:haven'?t|not|didn'?t) (?:yet )?(?:heard|had (?:a|any) (?:reply|answer|call|response|news))\b|\bwhat(?:'?s| is) (?:taking|keeping|the hold ?up|the delay)\b"
    r"|^\W*(?:(?:so|and|but|well|ok|hello|hi|please|again)\W+){0,3}where(?:'?s| is| are)?(?: (?:the hell|on earth|the heck|the fuck))?(?: is| are)? (?:my|our) (?:money(?: back)?|refund|cash|compensation|deposit|replacement|exchange|answer|reply|response|call ?back|credit)(?: (?:now|then|please|already))?\W*$",
    re.I,
)

#: A complaint is given up.
_WITHDRAWAL: Final = regex(
    r"撤|取消|算了|(?:不|唔)(?:想|要|再|用)*(?:投[诉訴]|客[诉訴]|追究)|\b(?:withdraw\w*|cancel\w*|drop|retract|take (?:it |that )?back|forget (?:it|about)|close (?:it|the|my))\b",
    re.I,
)
#: It is a complaint all the same, however little it presses.
_COMPLAINT_STAYS: Final = regex(
    r"(?:只|就|都|[还還]|仍|照|依然|但|不[过過]|[继繼][续續])(?:是|係|系)?(?:想|要|需要)?(?:來|嚟|来)?(?:投[诉訴]|客[诉訴])(?!了|啦|[吗嗎?？])|(?<!要)(?:不|唔)(?:是|係|系|要|想|[会會])?(?:撤|取消)"
    r"|\b(?:still|just|only|but)(?: (?!withdraw|cancel|drop|clos|forget|retract|remov|delet|scrap)\w+){0,4} (?:complain(?:ing)?|complaint)\b|(?:\bnot|n't|\bdont) (?:want to |wish to |going to )?(?:withdraw\w*|cancel\w*|drop\w*)\b|\b(?:keep|leave|continue|go on with|carry on with) (?:the|my|this) (?:complaint|case)\b",
    re.I,
)

#: What is no question about a complaint but one.
_LODGES: Final = regex(r"[要想来來]投[诉訴]|投[诉訴](?:你|[个個]|一)|\bcomplain(?:ing)?\b|\bcomplaint about\b", re.I)

#: "One more thing", said of what is complained of already.
_ADDITION: Final = regex(
    r"^\W*(?:我)?(?:想|要|再|需要|可以|能不能|可不可以|可否|麻烦|麻煩|[请請]|[还還])*(?:[补補]充|加多?(?:一)?[句點点条條样樣啲]|附加|添加|[备備][注註])|^\W*(?:[对對][了喇]|[顺順]便|另外|[还還]有|仲有|再有|其[实實]|忘了[说說]|忘[记記][说說講讲]|唔[记記]得講|漏了[说說])"
    r"|\b(?:by the way|btw|i forgot to (?:say|mention|tell|add)|forgot to (?:say|mention|tell|add)|(?:also|please|can you|could you|to|should) (?:also )?(?:add|note|mention|include|put down|record|write down)|one more thing|another detail|for the record|in addition)\b|^\W*(?:and |oh |also\b|plus\b|ps\b|p\.s\.)",
    re.I,
)
_CALL_ME: Final = regex(
    r"(?:[给給俾畀]我|跟我)[^,，。]{0,3}(?:打|回|[来來])[^,，。]{0,3}[电電][话話]|打(?:[个個]?[电電][话話])?[给給俾畀]我|[电電][话話][联聯][络絡系繫]我|\b(?:call|ring|phone|text) (?:me|us)\b(?! (?:an?|the|stupid|names))",
    re.I,
)
#: Not by telephone, or not then: what follows may not be a person after all.
_NO_CALL: Final = regex(
    r"^(?!.*(?:人工|真人|[经經]理|主管|[领領][导導]))(?:.*(?:不要|[别別]|[请請]勿|不用|唔好|唔使)(?:再|[给給]|跟|同|俾|畀|我|老人|家里|家裡){0,4}(?:打|[来來]|致)[电電][话話]|.*(?:接不了|不能接|[没沒]法接|不方便接|不接受|不想接|接[听聽]不了)[^,，。]{0,4}[电電][话話]|.*[电電][话話][^,，。]{0,4}(?:接不了|不方便|[听聽]不[见見到清]))|\b(?:don'?t|do not|dont|never|no need to|not to|rather you (?:didn'?t|did not)|prefer (?:you )?not to(?: be)?) (?:call(?:ed)?|phone|ring|rung)(?: (?:me|us|him|her|my \w+))?\b(?! (?:back|you|your|a\b|an\b|(?:me |us )?(?:an?|names)\b))(?!.*\b(?:human|person|agent|manager|supervisor|speak|talk)\b)",
    re.I,
)
_SOMEBODY: Final = regex(
    r"\b(?:human|person|people|agent|manager|supervisor|advis[eo]r|representative|rep|colleague|boss|owner|some(?:one|body)|any(?:one|body)|speak|talk|urgent(?:ly)?|asap|right now|immediately|now|straight away)\b|人工|真人|客服|[经經]理|主管|[专專][员員]|同事|[说說]|[讲講]|[马馬]上|立刻|立即|[赶趕][紧緊快]|[尽儘盡]快|快[点點啲]|有人|派人|叫人|搵人|找人",
    re.I,
)
#: A wish on which a second failure hangs.
_DEPENDS: Final = regex(
    r"(?:要是|如果|若是?|假如|万一|萬一)[^。!！?？]{0,12}(?:[还還]|又|再|仍|[没沒修])[^。!！?？]{0,12}(?:我)?就(?:要|得|直接|只能|不)?(?:退|[换換]|[赔賠]|要)|\bif (?:it|this|that|they|he|she)(?: still| ever)? (?:still |happens? again|breaks? again|fails? again|goes? wrong again|comes? back|does ?n'?t|is ?n'?t|do ?n'?t)[^.!?]{0,50}\b(?:refund|money back|replacement|new one|i'?ll want|i want)\b",
    re.I,
)
#: What was left out before.
_FORGOTTEN: Final = regex(
    r"\b(?:forgot|forgotten|didn'?t|should(?:'ve| have)|meant) (?:to )?(?:say|said|mention(?:ed)?|tell|told|add(?:ed)?)\b|忘(?:了|[记記]|咗)[说說講讲提]|唔[记記]得[講讲話话]|漏(?:了)?[说說講讲]|[刚剛]才[没沒]?忘?[说說][全完了]|[刚剛]才忘",
    re.I,
)
#: A request to put something down, in the form of a question.
_NOTE_IT: Final = regex(
    r"\b(?:can|could|would|will) you(?: please| also| just| kindly)* (?:add|note|mention|include|put|record|write|tell them)\b|(?:[帮幫]我|可以|能不能|能|麻烦|麻煩)?(?:[记記登][记記]?一下|[备備][注註]|加上|[写寫]上|[注註]明)",
    re.I,
)
#: "Ring me after three": a wish about the call, not for one.
_CALL_TIME: Final = regex(
    r"(?:[上到]门|[上到]門|取件|[来來嚟](?:修|装|裝|取|看)|[维維]修|送[货貨]|安[装裝]|打[电電][话話]|打(?:[给給]|畀|俾)我|[联聯][系繫絡络])[^,，。!！?？]{0,10}(?:[周週](?:末|[一二三四五六日天])|星期|[礼禮]拜|上午|中午|下午|[晚夜]上|[早晚]|\d{1,2}[点點:：])|(?:[周週](?:末|[一二三四五六日天])|星期.|[礼禮]拜.|上午|中午|下午|[晚夜]上|[点點])[^,，。!！?？了]{0,6}(?:[上到][门門]|取件|[来來嚟](?:修|装|裝|取|看)|送[货貨]|安[装裝])"
    r"|[书書]面(?:[回答][复覆]|通知|[给給])|(?:不|唔|[别別]|不要|唔好)(?:接受?|要|[给給]我|打)*(?:打)?[电電][话話]|(?:[发發用]|以)(?:[邮郵]件|短信|[简簡][讯訊]|微信|email|电邮|電郵)(?:[给給]我)?(?:[回答][复覆]|[联聯][系繫絡络])|\b(?:reply|answer|respond|contact me|write)(?: to me)? (?:only )?(?:in writing|by e-?mail|by text)\b|\b(?:don'?t|do not|no) (?:call|phone|ring|phone calls?|calls)(?: me)?\b(?! (?:back|you))|"
    r"(?:[点點]|上午|中午|下午|[晚夜]上|夜晚|周末|週末)(?:[钟鐘半])?(?:之?[后後前]|以[后後前]|左右|先|再|才|或者|都)*(?:再)?(?:打(?![算开開车車球扫掃包折])|致[电電]|[联聯][系繫絡络])|\b(?:call|ring|phone|reach|contact) me\b.{0,12}\b(?:after|before|between|around|from|mornings?|afternoons?|evenings?|weekends?|[ap]m)\b",
    re.I,
)
#: The request to add, before what is added.
_MAY_I_ADD: Final = regex(
    r"^\W*(?:(?:can|could|may|might) (?:i|we|you)|i(?:'d| would) like to|i (?:want|need|wish) to|please)(?: also| please| just| kindly)*(?: add| note| mention| include| put| tell you)(?: down)?(?: something| one (?:more )?thing| more| that in| to (?:it|this|that|my (?:case|complaint)))*(?:\s*[?:,.!;-]+\s*|\s+that\s+|\s*$)"
    r"|^\W*(?:咁|那[么麼]?)?(?:我)?(?:想|要|再|需要|可以|可唔可以|能不能|能|可不可以|可否|麻烦|麻煩|[请請]|[帮幫]我|[还還])*(?:[补補]充|加多?(?:一)?[句點点条條样樣啲件]|附加|[备備][注註])(?:[嘢事]|一下|一[点點]|[点點]|[个個]|吓|[东東]西|[内內]容|信息|[资資][料訊]|[说說]明|[吗嗎])*(?:\s*[?？:：,，。.!！;；]+\s*|\s*$)",
    re.I,
)

_YES: Final = regex(
    r"^(?:\W|对|對|是的?|可以|好[的啊啦呀]?|没错|沒錯|冇[错錯]|啱|係|嗯++|行|得|[没沒冇]问?問?[题題]|正[确確]|[确確][认認]|ok(?:ay)?\b|yes\b|yeah\b|yep\b|yup\b|sure\b|correct\b|right\b|fine\b|good\b|great\b|perfect\b|thanks?\b|thank you\b|please\b|(?:that|it|this)(?:'?s| is| looks)\b|looks\b|all\b)+",
    re.I,
)
_BUT: Final = regex(
    r"^(?:不[过過]|但(?:是|係|系)?|只[是係]|另外|[还還]有|仲有|[还還仲]要|同埋|而且|[麻请請][烦煩]?|[再也]|(?:but|and|only|just|also|though|although|except|save|apart from|bar|however|plus|oh|can you|could you)\b|[\s,，。.;；!])+",
    re.I,
)
#: What a longer yes is made of.
_AGREES: Final = regex(
    r"对|對|是的?|可以|好|没错|沒錯|冇[错錯]|啱|係|嗯|行|得|[没沒冇]问?問?[题題]|正[确確]|[确確][认認定]|就|[这這][样樣些]|咁|提交|送出|上[报報]|登[记記]|[帮幫]我|[请請]|麻[烦煩]|[谢謝]|唔該|多[谢謝]|都|全部?|了|啦|喇|吧|啊|呀|的|嘅|快|[点點啲]|[尽盡]|[处處]理|[现現]在|[马馬]上|你|您|我|信息|[资資][料訊]|[内內]容|以上|[无無][误誤]"
    r"|\b(?:yes|yeah|yep|yup|ok(?:ay)?|sure|correct|right|fine|good|great|perfect|thanks?|you|please|pls|that|this|it|is|are|all|everything|looks?|seems?|very|so|much|plz|ty|thx|ta|on|i|we|am|agree|confirm(?:ed)?|happy|with|go|ahead|submit|file|send|now|and|then|the|my|to|of|for|me|as|above|written|details?|information|info|complaint|case|can|do|just|quickly|quick|soon|asap|sharpish|hope|hear|from|back|look(?:ing)? forward|be|will|would|love|dear|mate|lah|get|sorted|sort|out|in|on|off|exactly|absolutely|definitely|kindly|proceed|hurry|up|a|well|that'?s|it'?s)\b",
    re.I,
)
#: From these weights what stands beside a yes says something: after "but", and without.
_AFTER_BUT: Final = 4
_AFTER_YES: Final = 16

#: No answer, and no refusal: anything will do.
_STATUS: Final = regex(
    r"[进進][度展]|[状狀][态態]|[结結]果|\b(?:status|progress|updates?|news)\b|\b(?:what (?:date|day|time)|when) did (?:you|u) say\b",
    re.I,
)
_ITEM: Final = r"(?:(?:the |my |our )?(?:(?:order |phone |mobile |contact )?numbers?|(?:tele)?phone|mobile|e-?mail|address|names?|dates?|days?|times?|amounts?|sums?|places?|categor(?:y|ies)|types?|wish(?:es)?|remed(?:y|ies)|requests?|contacts?|products?|items?|staff|story|what happened|description)\b)"
_HELD: Final = (
    r"(?:(?:tele)?phone|mobile|number|e-?mail|address|name|details|contact|photos?|pictures?|complaint|wish(?:es)?)"
)
#: "Did you put my number down?" "What have you written?"
_NOTED: Final = regex(
    r"有(?:[没沒冇]有?)?(?:[帮幫][我手])?(?:[写寫](?:到|落|[进進入](?:去|[来來])?)|[记記](?:[下低录錄]|[进進]去)|登[记記]|填[进進到])[^,，。]{0,6}(?:[吗嗎未呀啊?？]|$)|(?:[写寫记記填]|登[记記])[^,，。]{0,4}(?:[咗了])?(?:未|[没沒冇]有?)[呀啊?？\s]*$|"
    r"(?:[确確]定|真的|到底|究竟)?(?:已[经經])?(?:提交|登[记記]|立案|[记記]上|[记記][进進]去)(?:好|成功)?了?(?:吗|嗎|[没沒](?:有)?|未)\W*$|\b(?:is|was|has) (?:it|this|that|my (?:complaint|case|report))(?: been)?(?: (?:definitely|really|actually|properly|all|even|now))* (?:logged|registered|filed|recorded|noted|submitted|down|in the system)\b|\bdid (?:my|the|that|it|this)(?: [\w-]+){0,3} (?:go (?:in|through)|get (?:in|through)|come through|register)\b|(?:^|[.!?,;]\s*|\b(?:and|so|but|ok) )(?:is|are) my (?:phone |mobile |order |e-?mail )?(?:number|e-?mail|address|name|details) (?:right|correct|in|on|there|down|ok(?:ay)?)\b|"
    rf"\b(?:did|do|have|has) (?:you|u|ye|ya)(?: all| already| just| even| actually)? (?:put|get|got|have|note|noted|write|wrote|written|take|taken|save|saved|record|recorded)(?: down)? (?:my|our|the|all my)(?: \w+)? {_HELD}(?: \w+)?(?: down| right| ok(?:ay)?| in| there)?\b"
    rf"|\b(?:what|which|how much)(?: (?:exactly|was|is|did|have|do|has|it|that|exact))*(?: {_ITEM})?(?: (?:have|did|do|has|that))? (?:you|u|ya)(?:'ve)?(?: exactly| actually)?(?: got| have| put| note| noted| write| wrote| written| record| recorded| say| said| down){{1,3}} (?:(?:for|as|under|on|about)(?: the| my| our| his| her)? {_ITEM}|about [a-z]+\W*$)"
    rf"|\b(?:what|which)(?: exact)? {_ITEM} (?:have you (?:got|put|noted|written|recorded)|do you (?:have|hold)|did you (?:put|note|write|take|record|get))\b|\bhow much (?:did|have) i (?:ask(?:ed)? for|sa(?:y|id)|claim(?:ed)?|put|write|written|told)\b"
    r"|\b(?:did|have|do|has) (?:you|u|ye|ya)(?: just| now)? (?:get|got|gotten|note|noted|take|taken|written|write|have|catch|caught)(?: down)? (?:all (?:of )?(?:that|this|it)|everything(?: i(?:'ve)? (?:said|wrote|told you|sent))?|(?:any|most|some) of (?:that|this|it)|that(?: all)?|what i (?:said|wrote|told you))(?: down)?\W*$|^\W*(?:u |you )?got (?:all (?:of )?)?that\W*\?\W*$|\bdid (?:you|u) (?:change|update|correct|fix|add|save) (?:it|that|them|this|my \w+|the (?:date|amount|number|name|place|order|address|category|summary|complaint|product))\b\W*$"
    r"|\bwhat (?:have|did|do|has) (?:you|u) (?:put|note|noted|write|wrote|written|got|get|have|record|recorded)(?: down)?(?: so far| (?:about|on|in|for) (?:my|the|this) (?:complaint|case))?\W*$|\bwhat(?:'?s| is| does) (?:in )?(?:my|the|this) (?:complaint|summary)(?: say| contain)?\W*$"
    r"|\b(?:show|read|send|give|let) me (?:see )?(?:back )?(?:my|the) (?:complaint|summary)\b(?! (?:status|number|no|ref|form))|\b(?:show|tell|read) me (?:back )?what (?:you|u) (?:have|'?ve|put|wrote|got)\b|\bread (?:it|that) back\b"
    r"|(?:[记記]|[写寫]|[登填存])(?:低|下|[录錄]|[记記]|咗|了|好|[没沒])*(?:我|我的|我嘅|我個|我个)(?:的|嘅)?(?:[电電][话話]|手[机機]|[邮郵]箱|信箱|[电電][邮郵]|email|名字?|姓名|地址|[资資]料|要求)(?:[号號][码碼]?)?(?:了|咗|低|下)*(?:[吗嗎未没沒咩?？])|(?:你|你们|你們|你哋)(?:都|到底|究竟)*(?:[记記]|[写寫]|登[记記])(?:低|下|[录錄]|咗|了)*(?:些|啲|过|過)*(?:什么|什麼|甚麼|咩|乜嘢?|啥)"
    r"|我(?:的|嘅)?(?:投[诉訴]|客[诉訴])(?:[里裡裏]面?|上面?)?(?:都|你[们們哋]?)*(?:[记記写寫]|登[记記]|[记記][录錄])(?:低|下|[录錄]|了|咗|着)*(?:些)?(?:什么|什麼|甚麼|啥|咩|乜嘢?)"
    r"|我(?:的|嘅)?(?:投[诉訴]|客[诉訴])(?:的|嘅)?(?:[内內]容|[详詳]情)(?:是|係)?(?:什么|什麼|甚麼|咩|乜)?(?:[?？]|$)|(?:看|睇)(?:看|睇|一下|下|吓|返)?我(?:的|嘅)?(?:投[诉訴]|客[诉訴])(?:[内內]容|[详詳]情)?(?:[吧啊呀嗎吗?？。]|$)",
    re.I,
)
#: Thanks in other words.
_HAILS: Final = regex(
    r"\b(?:you|u|ya)(?:'?re| are| r|r)?(?: an?| the| such an?| so| all| absolute(?:ly)?| total(?:ly)?| real(?:ly)?| a real| very)* (?:legends?|best|stars?|angels?|diamond|gem|life ?savers?|darling|sweetheart|hero|treasure|brilliant|amazing|wonderful|kind|sweet|great|fab|awesome)\b|\b(?:legend|lifesaver)\b|(?<![a-z])x{1,4}(?![a-z])|\b(?:love|dear|hun|babe|mate|bless)\b|^your(?= (?:a|the) )",
    re.I,
)

_OWN: Final = r"(?:身[份分][证證]|[护護]照|[会會][员員]|[电電][话話]|手[机機]|[邮郵]箱|信箱|[电電][邮郵]|email|e-mail|姓名|名字|名|生日|地址|卡|社保|健保)"
#: "My identity number is …": one's own particulars, and nothing of a matter.
_PARTICULARS: Final = regex(
    rf"^\W*(?:我|本人)(?:的|嘅|个|個)?{_OWN}(?:字)?(?:[号號][码碼]?|[编編][号號])?(?:[:：]|是|係|系|\s)\s*[^,，。!！?？]{{2,40}}$"
    r"|^\W*my (?:id|identity|passport|national insurance|ni|membership|member|date of birth|phone|mobile|e-?mail|home|postal|full|social security)?(?: card)?(?: number| no\.?| address| name)?(?: is|:) [^,!?]{2,40}$",
    re.I,
)

#: Not that remedy but this one.
_WAYS: Final = r"退款|退货|退貨|退[钱錢]|[换換][货貨新]|[维維]修|[补補][发發寄]|退|[换換]|修|整|[赔賠]|[补補]"
_OTHER_WISH: Final = regex(
    rf"(?:直接|干脆|乾脆|不如|[宁寧][愿願可])(?:都|就|[给給]我)*(?:{_WAYS})(?:款|[货貨]|[钱錢]|新|吧|好|算|[个個]|一|$)|(?:不|唔|[别別]|甭|无需|無需)(?:想|要|用|使|必|再)*(?:{_WAYS})(?:款|[货貨]|[钱錢]|了|啦|喇)?[^不唔]{{0,10}}(?:{_WAYS})|(?:不|唔|[别別]|甭)(?:想|要|用|使|必|再){{1,2}}新的[^不唔]{{0,10}}(?:{_WAYS})|(?:改|[换換]|[转轉])(?:成|[为為]|做)(?:{_WAYS})|(?:改要|改[为為]|[还還]是)(?:{_WAYS})(?:款|[货貨]|[钱錢]|新|吧|好了|算了)|(?:要|[给給]我|退|[赔賠])[^,，。]{{0,16}}(?:{_WAYS})?[^,，。]{{0,6}}(?:不是|而不是|唔係|唔系)(?:要|[给給]我)?(?:{_WAYS})|(?:{_WAYS})(?:一下|一[个個]|[个個])?(?:也|都)(?:行|可以|得|好|成)"
    r"|\bno (?:refund|repair|exchange|replacement|voucher|credit)\b.{0,24}\b(?:send|new one|replac\w*|refund|repair|exchange|money)\b|\b(?:refund|repair|exchange|replacement|money back|voucher|credit)\b.{0,24}\b(?:instead|rather|would (?:also )?do|is fine|will do|is ok(?:ay)?)\b|\b(?:instead of|rather than)\b.{0,16}\b(?:refund|repair|exchange|replacement|money back)\b|\b(?:don'?t|no longer) (?:want|need) (?:a |the |my )?(?:refund|repair|exchange|replacement|money back)\b.{0,24}\b(?:repair|fix|exchange|replace\w*|refund|money)\b",
    re.I,
)

_BEFORE: Final = 6
#: Right before a remedy: that one is not wanted.
_DECLINED: Final = regex(r"(?:不|唔|[别別]|甭|[无無]需)(?:想|要|用|使|必|再|需|[给給]我)*$")
_NOT_THAT: Final = regex(r"\b(?:instead of|rather than)\b|而不是|不是", re.I)
_REMEDY: Final = regex(
    r"(?P<refund>退|\brefund|money back)|(?P<exchange>[换換]|exchange|replace|\bnew one\b)|(?P<repair>修|整|repair|\bfix)|(?P<compensation>[赔賠]|voucher|credit)|(?P<resend>[补補](?:[发發寄送]|[给給](?:我|个|個|一)|一?[个個件套份张張条條双雙只支瓶盒箱本]|[两兩几幾]))",
    re.I,
)

#: Said of how a complaint is dealt with: what was offered, what will come of it. Nothing new went wrong.
_WHO: Final = (
    r"商家|[卖賣]家|店家|店[铺鋪]|客服|你们|你們|你哋|[师師]傅|师父|同事|他们|他們|佢哋|[对對]方|[厂廠]家|平[台臺]"
)
_OF_THE_CASE: Final = regex(
    rf"(?:{_WHO})(?:刚才|剛才|刚刚|剛剛|今天|昨天|已经|已經|有|就|只|说|說)*(?:(?:[给給]我)?(?:[联聯][系繫絡络]|[来來][电電]|打(?:了)?[电電][话話]|打[来來嚟]|回(?:复|覆|[电電])|找)|提出|愿意|願意|答[应應]|只肯|[赔賠]|[补補])"
    r"|再不(?:[给給]我)?(?:[处處]理|解[决決]|退|回|答|理|管|修|[换換]|[赔賠])|再唔(?:[处處]理|解[决決]|退|覆|理|整|[换換])|(?:我)?(?:不|唔)(?:同意|接受|[认認]可|[满滿]意)(?:[这這呢][个個]?|你[们們哋]的?|[方赔賠補补])"
    r"|^\W*(?:不是|唔係|唔系|並非|并非)(?:我|因[为為]|故意|使用).{1,24}?(?:而)?(?:是|係|系)|^\W*(?:(?:it|that|this) )?(?:was|is)(?:n'?t| not) (?:broken |damaged |done |caused )?(?:by )?(?:me|my|us|our|because)\b.{0,40}\b(?:but|it was|it'?s)\b"
    r"|(?:我)?(?:不|唔)(?:同意|接受)\W*$|\b(?:they|you|someone|somebody|the (?:shop|store|seller|agent|team|driver|manager|company|courier)|your (?:team|colleague|agent|staff|manager))(?:'ve| have| has| just| only)* (?:called|contacted|rang|phoned|emailed|offered|wrote to|got back to)\b.{0,60}"
    r"|\b(?:he|she|they|you|someone|the (?:engineer|technician|man|guy|plumber|fitter|repairman|electrician|driver|landlord)) (?:came|come|has been|have been|turned up|did come)\b.{0,24}\b(?:fix|repair|replac|swap|exchang|mend)\w*|\b(?:refund|rebate|money|payment|compensation|deposit|replacement|reimbursement|credit)\b.{0,16}\bstill\b.{0,12}\b(?:pending|outstanding|due|owed|missing|not)|\b(?:is|was|got|been) (?:now )?(?:fixed|repaired|replaced|mended)(?: now)?,? but\b"
    r"|^\W*\w+(?: \w+)? (?:has |have |'s )?just (?:rang|rung|called|phoned|emailed|texted|messaged|been)\b|\b(?:you|they)(?:'ve| have) (?:now |just )?moved (?:me|us)\b"
    r"|\b(?:if|unless) (?:this|it|that|you|i|nobody|no one|nothing)\b.{0,40}\b(?:i'?ll|i will|i'?m going to|i shall|i am going to)\b|\bi (?:do(?:n'?t| not)|won'?t|can'?t) (?:agree|accept)\b|\b(?:or|otherwise) i(?:'?ll| will| am going to|'?m going to) (?:go|call|sue|report|take|contact|tell)\b",
    re.I,
)

#: The complaint that was just taken back.
_SAME_ONE: Final = regex(
    r"(?:就是|就|係|是|[还還]是)?(?:[刚剛]才|[刚剛][刚剛]|之前|上面|啱啱|啱先|[头頭]先|撤回|撤[销銷])(?:[说說講讲]|撤回|撤[销銷])?(?:的|嘅|[过過])?(?:那|嗰|[这這])?(?:[个個]|件|[单單]|宗)|[那嗰][个個件单單](?:撤回|撤[销銷])|(?:反悔|后悔|後悔|改[变變]主意)(?:了|咗)?|(?:恢[复復]|重新(?:[处處]理|[办辦]理|受理|提交|[开開]))(?:[刚剛]才|那|[这這]|原[来來]|我|一下|[吧吗嗎]|投|$)"
    r"|\b(?:the |that )?(?:same )?one (?:i |we |you |from |that i )(?:just |earlier|before|had|withdrew|cancel\w*|dropped|a moment)|\bthe same (?:one|thing|complaint|case|matter)(?: as| again| please)?\b|\bchanged my mind\b|\b(?:undo|reinstate|re-?open|take (?:it|that) (?:back )?up again|un-?withdraw|bring (?:it|that) back)\b",
    re.I,
)

_GOODBYE: Final = regex(
    r"再[见見會会]|拜拜|掰掰|^\W*(?:ok|okay|好的?|嗯+|行|谢谢|謝謝)?[\s,，]*8{2,3}\W*$|回[见見]|回[头頭][见見]|下次[见見]|[晚早]安|(?:我)?先走|[走闪閃]了"
    r"|\b(?:good ?bye|bye(?:[- ]?bye)?|see (?:you|ya)|cya|ciao|cheerio|farewell|take care|good ?night|have a (?:good|nice|great|lovely) \w+|ttyl|talk later)\b",
    re.I,
)
#: Whether anybody is there.
_CALLING: Final = regex(
    r"有(?:没有|沒有|冇)?人|人呢|喂|客服在|在(?:吗|嗎|么|不在|唔在)|你好|您好|哈[喽囉啰]"
    r"|\b(?:hello|helo|hi|hey|anyone|anybody|someone|somebody|you there)\b",
    re.I,
)
_ANYONE: Final = regex(r"人呢|有(?:没有|沒有|冇)?人|\b(?:any|some)(?:one|body)\b|you there\b", re.I)
#: What may stand around such words without saying anything of its own.
_AROUND: Final = regex(
    r"[家老][人铁鐵][们們]?|[宝寶姐][子妹][们們]|谢谢|謝謝|感谢|感謝|多谢|多謝|唔該晒?|没事|沒事|没了|沒了|冇嘢|这样|這樣|请问|請問|到底|真是|真的|简直|簡直|实在|實在|哎呀|让人|讓人|令人|搞得|搞到|特别|特別|非常|理我|回我|好的"
    r"|服[务務]|公司|你们家|平台|商家|[好行嗯那就先了我也还還仲有在吗嗎么麼呢啊呀不没啦喇吧哦真太都快要是哎唉天很呢极極死你们們的就个個人㗎咩得係系]"
    r"|\b(?:ok(?:ay)?|thanks?|thx|tnx|ta|tysm|thank you|very|much|cheers|alright|right|no|well|that'?s?|all|you|now|then|for|later|soon|again|i'?m?|am|is|are|it'?s?|it|this|so|really|just|absolutely|completely|totally|very|service|company|people|guys|your|what|an?|such|fucking|bloody|how|u+gh+|omg|a+rgh+|gr+|getting|making|driving|me|with|of|at|the|point|already|there|here|um|still|even|around|online|available|alive|listening|reading|please|and|have|your|help|everyone)\b",
    re.I,
)


#: Where somebody is, and no call whether anybody is there.
_WHEREABOUTS: Final = regex(
    r"\W*(?:[他她我人]|我?[爸妈媽]|[现現]在|就|都|[还還]|一直|[,，\s]){0,4}(?:在|喺)(?:家|屋[里裡企]|店|公司|[单單]位|[学學]校|[医醫]院|外面|床上|[楼樓][上下]|[车車]上|宿舍|机场|火车站)(?:[里裡躺待呢的啊呀着著,，\s])*\W*"
)


def says_only(words: re.Pattern[str], text: str) -> bool:
    """Whether the text has these words and says nothing besides."""
    if len(text) > _SHORT or not words.search(text):
        return False
    return not weight(_AROUND.sub("", words.sub("", text)))


def wants_number(text: str) -> bool:
    """Whether the text only asks for the number of the complaint."""
    if weight(text) > 60 or _OTHER_NUMBER.search(text) or _NUMBER_TOLD.search(text):
        return False
    return bool(_NUMBER_WISH.search(text))


def asks_for_earlier(text: str) -> str:
    """Which complaint is asked for, if it is one before the present: "year" for one of years before, "before", ""."""
    found = _EARLIER.search(text)
    return ("year" if found["year"] else "before") if found else ""


def looks_up(text: str) -> str:
    """What a short text asks us to look up; "" where it asks for nothing of the kind."""
    found = _LOOKS_UP.search(text) if weight(text) <= 60 else None
    return (found["what"] or found["en"]).strip() if found else ""


def is_chasing(text: str) -> bool:
    """Whether the text asks when, or that it be quicker, and tells nothing else."""
    return weight(text) <= 64 and bool(_CHASING.search(text)) and not _LODGES.search(text)


def names_withdrawal(text: str) -> bool:
    """Whether words of giving up stand in the text, and none of going on."""
    return bool(_WITHDRAWAL.search(text)) and not keeps_complaining(text)


def keeps_complaining(text: str) -> bool:
    """Whether the text says that the complaint stays."""
    return bool(_COMPLAINT_STAYS.search(text))


def is_addition(text: str) -> bool:
    """Whether the text is introduced as more of what was told."""
    return bool(_ADDITION.search(text))


def wants_call(text: str) -> bool:
    """Whether the text asks to be called, or that somebody get in touch."""
    return weight(text) <= _REMARK and bool(_CALL_ME.search(text))


def declines_call(text: str) -> bool:
    """Whether the text says that, or when, the customer is not to be called."""
    return weight(text) <= 60 and bool(_NO_CALL.search(text))


def names_somebody(text: str) -> bool:
    """Whether the text names whom the customer would speak with, or that they would, or that it is pressing."""
    return bool(_SOMEBODY.search(text))


def depends(text: str) -> bool:
    """Whether the text says what is to follow if the matter goes wrong once more."""
    return weight(text) <= 140 and bool(_DEPENDS.search(text))


def says_forgotten(text: str) -> bool:
    """Whether the text brings what was forgotten when the matter was told."""
    return weight(text) <= 140 and bool(_FORGOTTEN.search(text))


#: An update of a programme, since which something is wrong, is no news that is asked for.
_AN_UPDATE: Final = regex(
    r"\b(?:since|after|before|until|with|from|installed|did|done)\b(?: \w+){0,3} (?:update|upgrade)s?\b(?! on my| about| from you)|\b(?:app|software|system|firmware|windows|ios|android|security|price) updates?\b"
    r"|(?:更新|升[级級])(?:之?[后後]|以[后後來来])",
    re.I,
)


def asks_to_note(text: str) -> bool:
    """Whether the text asks that something be put down, and says what."""
    return weight(text) <= 120 and bool(_NOTE_IT.search(text))


def asks_status(text: str) -> bool:
    """Whether a few words ask where the complaint stands."""
    return weight(text) <= 40 and bool(_STATUS.search(text)) and not _AN_UPDATE.search(text)


def asks_what_is_noted(text: str) -> bool:
    """Whether the text asks what was put down of the complaint."""
    return weight(text) <= 64 and bool(_NOTED.search(text))


def hails(text: str) -> bool:
    """Whether the text is thanks in other words: "ur a legend xx"."""
    return says_only(_HAILS, text)


def tells_particulars(text: str) -> bool:
    """Whether the text tells a number, a name or an address of one's own, and nothing else."""
    return weight(text) <= 80 and bool(_PARTICULARS.search(text))


def is_yes(text: str) -> bool:
    """Whether the text begins with a yes and is made of words that agree, whatever it was taken for."""
    yes = _YES.match(text)
    return yes is not None and weight(yes[0]) > 0 and not weight(_AGREES.sub("", text[yes.end() :]))


def beside_yes(text: str) -> str:
    """What a yes says besides: "yes, but my name is spelt with a y". "" where it is no more than a yes."""
    yes = _YES.match(text)
    rest = text[yes.end() :] if yes else text
    but = _BUT.match(rest)
    said = rest[but.end() :] if but else rest
    return said.strip() if weight(_AGREES.sub("", said)) >= (_AFTER_BUT if but else _AFTER_YES) else ""


def names_call_time(text: str) -> bool:
    """Whether the text says when the customer can be reached."""
    return weight(text) <= 60 and bool(_CALL_TIME.search(text))


def may_i_add(text: str) -> str | None:
    """What follows on "may I add something?": "" where nothing does, None where nobody asked that."""
    match = _MAY_I_ADD.search(text)
    return text[match.end() :].strip() if match else None


def other_wish(text: str) -> str | None:
    """The remedy that the text wants in place of the one named before; None where it wants no other."""
    found = _OTHER_WISH.search(text) if weight(text) <= 80 else None
    if found is None:
        return None
    # What is wanted is said last, unless the old wish is named after it.
    wanted = _NOT_THAT.split(text, maxsplit=1)[0] or text
    named = list(_REMEDY.finditer(wanted)) or list(_REMEDY.finditer(text))
    named = [one for one in named if not _DECLINED.search(text[max(0, one.start() - _BEFORE) : one.start()])] or named
    return named[-1].lastgroup if named else None


def remedy_in(text: str) -> str | None:
    """The remedy that is named last."""
    named = list(_REMEDY.finditer(text))
    return named[-1].lastgroup if named else None


def is_of_the_case(text: str) -> bool:
    """Whether the text is about how a complaint is dealt with, and tells of no other trouble."""
    return weight(text) <= 140 and bool(_OF_THE_CASE.search(text))


def is_same_one(text: str) -> bool:
    """Whether the text points at what was spoken of just now."""
    return weight(text) <= 60 and bool(_SAME_ONE.search(text))


def is_goodbye(text: str) -> bool:
    """Whether the text takes leave and says nothing else."""
    return says_only(_GOODBYE, text)


def is_calling(text: str) -> bool:
    """Whether the text only asks whether anybody is there."""
    return says_only(_CALLING, text)


def asks_for_anyone(text: str) -> bool:
    """Whether the text calls for somebody who does not answer: 喂，人呢, "anybody there?"."""
    return says_only(_CALLING, text) and bool(_ANYONE.search(text))


def tells_whereabouts(text: str) -> bool:
    """Whether the text says where somebody is, and no more: 在家 is no 在吗."""
    return bool(_WHEREABOUTS.fullmatch(text))
