"""A no that names what there is none of: "no order number", "no photos", "I don't know her name"."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import forms
from bot.dialogue.ask import ask_next, open_question, options, put
from bot.dialogue.believed import believed
from bot.dialogue.fill import absorb, is_statement, told_back
from bot.dialogue.names import bought_at, postal_in
from bot.dialogue.phrases import weight
from bot.dialogue.remarks import has_no_files, is_short, names_files, plain
from bot.dialogue.sameness import is_same_order
from bot.dialogue.talk import Talk
from bot.regex import regex

#: What is longer tells a story.
_LONGEST: Final = 90
#: From this weight what is said besides is kept.
_BESIDES: Final = 8
#: From this weight what stands in one clause with a no is kept with it.
_IN_ONE_BREATH: Final = 24
#: Up to this weight a refusal of a number says nothing else.
_BARE: Final = 14
#: Stands in a frame's offered questions once another way to be reached was asked for.
MARK: Final = "elsewhere:"

_NO_ZH: Final = r"(?:(?<!有)(?:没有?|沒有?|木有|冇|无|無)|[边邊]有|哪里?有|哪裡有|哪[来來])(?:什么|什麼|任何|乜(?:嘢)?|咩|[过過]|到)?"
_NUMBER: Final = r"(?:[订訂定預预][单單]?(?:[编編]?[号號][码碼]?)|[订訂][单單]|[单單][号號據]|[编編][号號])"
_PAPER: Final = r"(?:[单單][号號據]|[编編][号號]|[号號][码碼]|[张張][单單](?:[据據])?|[发發]票|收[据據]|小票|明[细細]|[凭憑][证證据據])"
_GONE: Final = r"(?:唔[见見]|不[见見]|弄?丢|弄?丟|[扔掉](?:了|咗)|冇咗|[没沒冇](?:有)?(?:保?留|[带帶]|了|咗)|放咗去[边邊]|放(?:在|到)?哪|[搵揾找]唔?不?到|唔[记記]得|不[记記]得|忘)"
_SINGULAR: Final = r"(?:order|booking|reservation|reference|ref)"
#: A neighbour, a passer-by: nobody who ever bought here.
_NO_CUSTOMER: Final = (
    r"(?:不是|唔係|并非|並非)(?:你[们們哋]?)?(?:店|家)?(?:的|嘅)?(?:[顾顧]客|客[户戶人]|用[户戶]|[会會][员員]|消[费費]者)"
    r"|(?:[没沒]有?|冇|从[来未]?[没沒])(?:在|喺)?(?:你[们們哋]|[这這呢])(?:店|家|[里裡]|[边邊度])*(?:[买買]|消[费費]|[订訂]|下[单單])[过過]|(?:[没沒]有?|冇)(?:[买買]|消[费費])[过過](?:你[们們哋]|任何|什[么麼])"
)
#: The number that was given to an earlier complaint is not at hand.
_NO_CASE_NUMBER: Final = regex(
    r"\b(?:don'?t|do not|didn'?t|haven'?t|never|can'?t|cannot|no longer|no|lost|forgot\w*|not sure of) (?:have |got |get |find |remember |know |given |keep |a |an |any |the |my |that |it |one |case |complaint |reference |ref |ticket )*(?:number|no\b|ref\b|reference|id\b)"
    r"|(?:[没沒冇]有?|找不到|[揾搵]唔到|忘了?|唔?[记記]得|不[记記]得|丢了|[给給畀]?[过過]?我?[没沒冇][给給])[^,，。!！?？]{0,6}(?:[编編單单案][号號]|[号號][码碼]?)"
    r"|(?:[编編单單案][号號]|[号號][码碼])(?:我|都|也|早就?|[给給]|不知){0,3}(?:忘|[没沒冇]|找不|[揾搵]唔|丢|丟|不[见見]|唔[见見]|不[记記]得|唔[记記]得|[删刪])"
)
#: By what words a customer says that there is none of a slot, whatever is asked just then.
_NONE: Final = {
    "order_number": regex(
        rf"{_NO_CUSTOMER}|{_NO_ZH}{_NUMBER}|{_NUMBER}[^,，。]{{0,3}}(?:没有?|沒有?|冇|無|无)\W*$|(?:找|[揾搵])(?:不|唔)到{_NUMBER}"
        rf"|\b(?:there(?:'?s| is| are| was) no|there (?:isn'?t|is not|wasn'?t|aren'?t)(?: an?| any)?|have no|has no|got no|(?:don'?t|do not|doesn'?t|didn'?t|never) (?:have|had|get|got)(?: an?| any| the| my)?|haven'?t(?: got)?(?: an?| any| the| my)?|without (?:an?|any)) {_SINGULAR}s?(?: (?:numbers?|nos?|num|id|ref))?(?! (?:confirm|e-?mail|form|came|arriv))\b"
        rf"|\bno {_SINGULAR} (?:number|no|num|id)s?\b"
    ),
    "person": regex(
        r"(?:不知道?|唔知|不清楚|唔清楚|不[晓曉]得)[^,，。]{0,4}(?:叫|名)(?:什么|什麼|甚麼|乜|咩)?(?:名字?)?|(?:睇|看|望)(?:唔|不|[没沒])(?:到|清)?(?:楚)?[^,，。]{0,3}(?:[个個]?名|工牌|名牌)"
        r"|\b(?:don'?t|do not|didn'?t|did not|never) (?:know|get|catch|see|ask)(?: what)? (?:his|her|their|the)(?: \w+)? ?names?\b|\bno idea (?:of|what) (?:his|her|their|the) names?\b"
    ),
    "contact": regex(
        r"(?:不|唔|[别別]|甭|勿|先不)(?:想|太?方便|便|要|用|[愿願]意?|肯|打算|必|需要|了)*(?:再)?(?:留|[给給畀俾]|提供|填|[写寫]|打)?(?:了|你[们們哋]|我)?(?:[电電][话話]|手[机機]|[号號][码碼]|[联聯][系繫絡络]方式|[邮郵]箱)(?![^,，。]{0,4}(?:打不|[没沒]|[错錯]|催|推[销銷]|[骚騷]))"
        r"|(?:[电電][话話]|手[机機][号號]?|[号號][码碼]|[联聯][系繫絡络]方式)(?:就|也|我|都|先|[还還]是){0,3}(?:不|唔)(?:想|太?方便|便|要|用|[愿願]意?|必)*(?:留|[给給畀俾]|提供|填|[写寫])|^\W*(?:就|先|我|[还還]是|都)*(?:不|唔)(?:想|方便|要|用)*(?:留|[给給畀俾]|填)(?:了|啦|喇|吧|[,，。!！\s]|$)"
        r"|(?:[别別]|不要|不用|不必|唔使|唔好|唔需要|不需要|[无無]需|毋[须須])(?:再|你[们們哋]?|[您打])*(?:[联聯][络絡系繫]|回?[覆复復]|回(?=我)|[来來][电電]|[致打][电電][话話]|打(?=[给給俾畀])|[揾搵找](?=我))(?:[给給俾畀])?(?:我|番我)?(?![^,，。]{0,4}(?:催|推[销銷]|[骚騷]))"
        r"|\b(?:no need to|don'?t|do not|please don'?t|you needn'?t) (?:call|contact|ring|phone|e-?mail|reply to|get back to)(?: me)?(?: back)?\b"
    ),
    # Whoever wants nothing, or can't say what, is not asked what they want.
    "remedy": regex(
        r"\b(?:i|we) (?:don'?t|do not|dont) (?:really |actually |even )?(?:want|need|expect) anything\b(?! (?:less|but|except|else|to (?:do|eat|drink)))(?: (?:from you|back|for it|in return))?"
        r"|\b(?:(?:i|we) (?:don'?t|do not|dont) (?:really |actually |even )?know|(?:i )?dunno|(?:i'?m )?not sure) what (?:(?:i|we|to) (?:want|need|expect|ask for)|(?:you|ye|anyone|they) (?:can|could) (?:even |really |possibly )?do)(?: (?:honestly|really|tbh|from you|yet))?"
    ),
}
#: The same where the slot was just asked for.
_NONE_ASKED: Final = {
    "order_number": regex(
        rf"^\W*(?:歹[势勢]|拍[谢謝]|不好意思|唔好意思|sorry)?\W*(?:冇|[没沒]有?|[无無]|攏[无無]|[无無]啦|唔[见見]咗)(?:[㗎呀啊喎喇啦囉咯了ㄟ欸耶哦喔ㄚ吔的嘅]){{0,3}}(?=[\s,，。;；]|$)|[单單][仔子尾]?(?:[攏拢都也早就]){{0,2}}(?:[无無]去|[无無][了矣]|唔[见見]|不[见見]|[丢丟扔])"
        rf"|^\W*(?:什[么麼]|甚麼|咩|乜嘢?|啥)(?:{_NUMBER}|[订訂][单單])[?？啊呀\s,，]{{1,3}}(?:我|你[们們哋]?)[^,，。?？]{{0,6}}(?:[没沒冇无無哪搭坐租住]|[来來]吃)"
        rf"|{_NUMBER}(?:也|都|是)?(?:没有?|沒有?|冇|無|无)(?:的|嘅|了|啦|啊|呀|哦)+(?=\W|$)|^\W*(?:没有?|沒有?|木有|冇|无|無)(?:的|嘅|了|啊|呀|哦|欸|啦)*(?:[\s,，。.!！]+(?=\S)|$)|[,，。\s](?:但|可)?我(?:没有?|沒有?|冇)\W*$|(?:没有?|沒有?|冇|不是|唔係)(?:在)?(?:[网網]上?[购購买買]|[线線]上|[网網]上)(?:的|嘅|[过過])?|(?:到|在|去|喺)(?:你[们們哋])?(?:店[里裡]?|[门門]店|[线線]下|[现現][场場]|窗口|[柜櫃][台臺檯])(?:[直当當]接|[现現][场場])?(?:[买買]|做|[办辦]|剪|吃|弄|付|洗|修)的"
        rf"|(?:{_PAPER}|^[^,，。]{{0,4}}早)[^,，。]{{0,8}}{_GONE}|{_NO_ZH}(?:[张張]?[单單](?![独獨位])|{_PAPER})"
        r"|\bno (?:receipt|order|paperwork|number|invoice)s?\b(?! (?:came|arriv))"
        r"|\b(?:not|isn'?t|wasn'?t|never) (?:an?|any)(?: online)? (?:order|booking)(?: number| no| ref\w*)?\b|\b(?:bought|got|paid for|did|booked|arranged)(?: it| this| them| everything)? (?:in (?:the |your )?(?:shop|store|salon|person|branch)|over the (?:phone|counter)|at the (?:counter|till|desk))\b|\bi(?:'d| had| just)* (?:walked|went|popped) in(?:to)?\b|\bpaid (?:in )?cash\b|\bnothing was ordered\b|\b(?:didn'?t|did not|never) order (?:it|anything|online)\b"
        r"|\b(?:there (?:isn'?t|is not|wasn'?t|never was)(?: an?y?)?(?: one)?|(?:don'?t|do not|didn'?t|never) (?:have|had|get|got) (?:one|it|any|that)|haven'?t (?:got )?(?:one|it|any|that)|(?:lost|threw away|binned) (?:the|my) (?:receipt|order|paperwork|e-?mail|number))\b"
        r"|\b(?:find|look|search)(?: (?:for )?(?:it|me|this|them|my \w+))?(?: up)? (?:by|under|with) (?:my )?(?:name|address|e-?mail|surname|phone)\b(?: instead)?|\blook (?:it|me|this|that) up\b",
    ),
    "person": regex(
        r"(?:睇|看)(?:唔|不)清|(?:不|没有?|沒有?|唔)(?:是)?(?:投[诉訴]|[针針][对對]|怪|[关關]|[涉牵]及)(?:于|於)?(?:[哪某边邊任][个個何位]?|具[体體]|特定|[谁誰])(?:人|[员員]工|[员員])?|(?:没有?|沒有?|冇|不是)(?:哪|某|具[体體]|特定|[单單])[个個一]?(?:的)?(?:人|[员員]工)|(?:哪|怎么|怎麼|[点點])(?:[里裡会會能])*知(?:道)?(?:他|她|佢|人家|[谁誰]|名|叫)"
        r"|^\W*(?:我)?(?:都|也|真|又)*(?:不知道?|唔知|不[认認][识識]|唔[识識])(?![^,，。!！?？]{0,4}(?:在|怎|什|几|幾))"
        r"|\b(?:nobody|no ?one|not any(?:one|body)|no (?:particular|specific|single|one) (?:person|member|staff)|not (?:about|against|complaining about|blaming) (?:an?y? ?|one )?(?:person|one|body|staff|member|individual)\w*)\b(?! (?:came|answer\w*|told|said|help\w*|pick\w*|call\w*|cares?|showed|turned|has|is|was|would|will))|\bhow (?:would|should|do|could|the hell would) i know\b"
        # Who it was is not to be told.
        r"|^\W*(?:算了|[还還]是|我|就|那|[,，\s]){0,4}(?:不|唔)(?:想|要|[愿願]意?|太想|方便|好)?(?:[说說]|[讲講]|[话話]|[点點]名|指名|透露)(?:[佢他她](?:的|嘅|[个個])?名字?|名字?|出[来來]|是?[谁誰]|[係系]?[边邊][个個]|佢|他|她)?[了啦喇咯]?(?=$|[,，.。;!！?\s])"
        r"|\b(?:not|won'?t|wouldn'?t|don'?t|do not|rather not|prefer not|no)(?: (?:want|wish|like|going|gonna|comfortable|happy|willing|here|be|to)){0,3} (?:nam(?:e|es|ing)|say(?:ing)? (?:who|her|his|their)|giv(?:e|ing) (?:(?:you |out )?(?:her|his|their|a|any|the) )?names?|tell(?:ing)? (?:you )?who|point(?:ing)? (?:any )?fingers?|get(?:ting)? (?:\w+ ){1,3}(?:in(?:to)? trouble|fired|sacked))\b"
    ),
    # Nothing is wanted: "I only wanted you to know".
    "remedy": regex(
        r"(?:[没沒冇無无]有?)(?:什[么麼]|甚麼|咩|乜嘢?|特[别別]|其[他它]|[别別]的|具[体體]|任何|想){0,2}(?:的|嘅)?(?:要求(?![我你他她佢])|[訴诉]求|想法|期待)"
        r"|(?:[没沒]有?|[不唔冇])(?:是)?(?:要|用|想|需要|打算|使)(?:你[們们哋]?)?(?:怎[么麼]?[樣样]|[點点][樣样]|什[么麼]|咩|乜)[啦喇啊呀了的嘅]{0,2}(?=[\s,，。.!！]|$)"
        r"|[没沒]有?(?:要|想)(?:你[们們哋]?)?[賠赔](?:[償偿錢钱])?[啦喇啊呀了的]{0,2}(?=[\s,，。.!！]|$)"
        r"|(?:只|就|[純纯]粹|[淨净])(?:[是係系想]|[來来嚟]){0,3}(?:[跟同向和讓让俾畀給给話话])?(?:你[們们哋]|你|您|[貴贵](?:公司|店))?(?:反[映應应]|[說说]一[聲声]|[講讲][聲声]|知道?|提醒|建[議议]|告知)(?!我|[道]?(?:有人|[會会]))"
        r"|(?:只|就|[純纯]粹|[淨净])是?(?:[係系想要])*(?:[罵骂]|抱怨|[發发]洩|[發发]泄|吐槽|抒[發发]|呻|[鬧闹]|靠北|靠腰)(?:一?下|[人你]|[两兩几幾]句|而已|出[來来氣气]|[呀啊啦的了嘅]|\W|$)"
        r"|[話话][俾畀給给](?:你[哋們们]?)知|想你[哋們们]知|(?:你[們们哋])知道?就[好得行]|[俾畀給给][個个]意[見见]"
        r"|\b(?:just|only) (?:wanted|want|letting|thought)\b[^.!?]{0,24}\bknow\b|\b(?:don'?t|do not) (?:really |actually )?(?:want|need|expect) anything\b(?! (?:less|but|except|else))|\bno (?:particular |specific |special )?(?:demands?|requests?|expectations?)\b|\bjust (?:giving )?(?:some )?feedback\b"
    ),
    "contact": regex(
        r"(?:就|用|打)(?:是|係)?[这這呢][个個]?(?:[电電][话話]|手[机機]|微信)?[号號](?:[码碼])?(?!\D{0,3}\d)|本[机機](?:[号號][码碼])?(?=$|\W)|微信同[号號]\W*$|(?:[电電][话話]|手[机機][号號]?|[号號][码碼]|[联聯][系繫絡络]方式)(?:你[们們哋]|[系][统統]|[后後][台臺]|[订訂][单單]|[账帳][号號])(?:那|[里裡]|上|[边邊]){0,2}(?:都|不是|应该|應該)?有(?:的|啊|了|[吗嗎嘛]|吧)*\W*$|微信(?:上|[里裡])?(?:[联聯][系络絡繫]|找我|聊|[沟溝]通)(?:吧|就[行好]|即可|我|[呗嘛啊])*\W*$"
        r"|(?:在|喺)(?:[这這]|呢)(?:里|裡|裏|[儿兒边邊度上]|[个個](?:[窗窗]口|[对對][话話]框|群|[软軟]件|app))?(?:上|里)?(?:直接|跟我|[给給]我)?(?:回|[说說讲講]|聊|[联聯][系繫絡络]|通知|留言|[谈談])"
        r"|(?:淘[宝寶]|旺旺|拼多多|京[东東]|[闲閒][鱼魚]|平[台臺]|站[内內]信?|(?<![a-z])app|公[众眾][号號]|小程序|系[统統]|美[团團])(?:上|里|裡)?(?:直接|[给給]我)?(?:回|[联聯][系繫絡络]|留言|通知|私信|[说說]|聊)"
        r"|(?:登[录錄]|注[册冊]|註[册冊]|下[单單]|[账帳][号號]|[预預]留|[绑綁]定|[会會][员員])(?:[时時]|用|填|[里裡]|上)?(?:的)?(?:[那這这嗰](?:[个個])?|[电電][话話]|手[机機]|[号號])"
        r"|\b(?:rather not|don'?t (?:want|wish|like|feel like)|won'?t|not (?:giving|leaving|comfortable|happy)|prefer not)\b[^.!?]{0,24}\b(?:number|phone|contact|e-?mail|details|mine)\b|\b(?:my |the )?(?:phone|mobile|battery)(?:'s| is| has| just)* (?:dead|died|dying|flat|off|broken|out of (?:charge|battery)|about to die)\b|\bno (?:battery|signal|charge)\b|手[机機][^,，。]{0,4}(?:[没沒冇](?:有)?(?:[电電]|[信讯訊][号號])|[坏壞]|[关關][机機])|\bno (?:phones?|numbers?|phone calls?|contact)\b(?! (?:has|was|came))"
        r"|\b(?:reply|answer|message|write|text|contact|update|tell|reach|respond|talk)(?: to)?(?: me)?(?: right| back| just)? (?:here|on here|(?:in|on|through|via|by) (?:this|the|your) (?:chat|app|site|platform|website|thread|conversation))\b|\b(?:here|this chat|this app) (?:is|will be|would be|works|will) (?:fine|ok(?:ay)?|good|best|enough|do)\b"
        r"|\b(?:same|the (?:one|number|e-?mail))(?: number| one)? (?:as|that'?s|that is|that|which is|you have|i|on|in|with)\b[^.!?]{0,20}\b(?:account|order|file|profile|log(?:ged)?(?: in)?|registered|have)\b|\byou (?:already )?(?:have|got) (?:my|it|the) (?:phone |mobile )?(?:number|e-?mail|details|contact|on (?:file|record|my))\b"
    ),
}
_SLOTS: Final = tuple(dict.fromkeys((*_NONE, *_NONE_ASKED)))
_NOT_MINE_ZH: Final = r"(?:[儿兒]子|女[儿兒]|老[公婆]|[爱愛]人|[对對]象|先生|太太|媳[妇婦]|[爸妈媽]{1,2}|阿[爸媽妈]|父[亲親]|母[亲親]|爷爷|爺爺|奶奶|[哥姐弟妹]{1,2}|朋友|同[学學事]|室友|男友|女友|[孙孫](?:子|女)|[亲親]戚|公司|[别別]人|人家|家[里裡]人|[他她佢])"
#: Asked for a number: the customer can't know it. The clause says no more than that.
_UNKNOWN: Final = regex(
    rf"^\W*(?:啥|什[么麼]|甚麼|咩|乜(?:嘢)?)(?:{_NUMBER}|[单單][子]?)[啊呀嘛呢]*\W*$|(?:(?:[哪边邊][里裡裏儿兒度]?|[怎咋]么?|怎麼|点|點)(?:[会會能可]|可能)*(?:知道?|[晓曉]得|[记記]得|清楚)|(?:不|唔)(?:太|是很|大)?(?:知道?|[晓曉]得|清楚|[记記]得)|[记記]不(?:得|清|住)|想不起[来來]?)(?:[啊呀哦喔啦了去的嘛呢吧]|{_NUMBER}|[单單码碼]|是|什[么麼]|啥|多少|[几幾]|[这這那][个個]|你[说說]的){{0,6}}(?=[\s,，。;；.!！?？]|$)|{_NUMBER}[^,，。]{{0,4}}(?:不|唔)(?:知道?|清楚|[晓曉]得)"
    r"|\b(?:how (?:would|should|do|could|am) i (?:supposed to )?know|no idea|(?:don'?t|do not|wouldn'?t|can'?t) (?:know|remember|recall)(?: (?:it|that|the (?:order )?number|which|what (?:it is|that is)))?|haven'?t a clue|no clue|dunno)(?=\W*(?:$|[,.;!?]))"
)
#: The same, and who has it instead, which is kept.
_NOT_MINE: Final = regex(
    rf"(?:是|係)?(?:我|俺|我[们們]|我哋)?(?:家|的|嘅)?{_NOT_MINE_ZH}(?:在?[网網]上|[给給帮幫替](?:我|俺)?){{0,2}}(?:[买買]|[订訂]|下|[办辦]|弄|[报報])(?:的|嘅|得|[来來]的)?(?:[单單])?\W*$"
    r"|\b(?:my|our) (?:\w+ )?(?:husband|wife|partner|mother|mum|mom|father|dad|son|daughter|brother|sister|friend|boss|assistant|colleague|office|flatmate|girlfriend|boyfriend) (?:bought|ordered|booked|got|arranged|paid for|has|placed) (?:it|this|that|them|everything|the (?:order|booking|number|receipt))\b(?: for me)?(?=\W*$)"
)
#: Asked for a number, it is the paper that it stands on.
_RECEIPT: Final = regex(r"小票|[单單][据據]|[发發]票|收[据據]|\breceipts?\b")
#: The messenger by which somebody would be reached, without an account there.
_MESSENGER: Final = regex(r"微信|薇信|\b(?:wechat|whats ?app|telegram|line|signal)\b")
_CLAUSE: Final = regex(
    r"[,，。;；!！?？\n…]+|(?<=[\u3400-\u9fffㄅ-ㄩ])\s+(?=[\u3400-\u9fff])|\.(?!\w)|\s+but\s+|不[过過]|但[是係]?"
)
#: Whether an address does instead, which is not told yet.
_BY_EMAIL: Final = regex(
    r"^(?!.*@)[^,，。]{0,10}(?:e-?mail|[电電][邮郵]|[邮郵]箱|信箱|[电電]子[邮郵]件)[^,，。]{0,6}(?:[吗嗎么麼咩?？]|得唔得|行不行|可唔可以|好[吗嗎])"
    r"|^(?!.*@)[^,，。]{0,4}(?:可唔可以|可不可以|能不能|得唔得)[^,，。]{0,4}(?:e-?mail|[电電][邮郵]|[邮郵]箱|信箱)"
)
#: What is said around it.
_AROUND: Final = regex(
    r"[啊呀啦喇喎㗎嘅咯囉欸耶哦喔吧呢的了咗都早就已经經其实實真是因为為而且我又]|[张張][单單]|[唔不]知道?|[丢丟扔掉]|講|\b(?:sorry|i'?m afraid|it'?s|well|oh|no|and|but|for (?:it|this|that)|i|number|please|could|can|you|sadly|unfortunately|as|because|at all)\b"
)


def none_of(text: str, question: str | None) -> tuple[str, str] | None:
    """The slot of which the text says that there is none, and the clauses that say something else."""
    if not is_short(text, _LONGEST):
        return None
    said = plain(text)
    if has_no_files(text) and names_files(text) and not (question == "order_number" and _RECEIPT.search(said)):
        return "evidence", ""
    for slot in _SLOTS:
        noes = [table[slot] for table in (_NONE, _NONE_ASKED) if slot in table]
        always = noes if slot == question else noes[: slot in _NONE]
        unknown = slot == question == "order_number" and any(_is_unknown(one) for one in _CLAUSE.split(text))
        if unknown or any(no.search(said) for no in always):
            noes += [_UNKNOWN] if unknown else []
            clauses = [_without(noes, one) for one in _CLAUSE.split(text) if one.strip()]
            rest = [one for one in clauses if one and not _says_nothing(one)]
            return slot, ", ".join(one.strip() for one in rest)
    return None


def _is_unknown(clause: str) -> bool:
    """Whether a clause says that the customer can't know the number, or who has it instead."""
    said = plain(clause).strip()
    return bool(_UNKNOWN.search(said) or _NOT_MINE.fullmatch(said))


def _without(noes: list[re.Pattern[str]], clause: str) -> str:
    """What a clause says besides the no; whoever dictates tells in one breath what there is instead."""
    no = next((no for no in noes if no.search(plain(clause))), None)
    if no is None:
        return clause
    left = no.sub(" ", clause).strip()
    return left if weight(left) >= _IN_ONE_BREATH else ""


def _says_nothing(clause: str) -> bool:
    return weight(_AROUND.sub("", plain(clause))) <= 2


def heard(talk: Talk) -> bool:
    """Note that there is none of a slot of the open complaint, and keep what is said besides."""
    frame, question = talk.frames[-1], open_question(talk)
    found = none_of(talk.text, question) if frame.form == forms.COMPLAINT else None
    if found == ("contact", "") and question == "confirm":
        # "You needn't ring me" under the summary changes nothing in it; how not to be reached is known to whoever reads it.
        talk.add(talk.text)
        talk.say("told.more")
        put(talk, "confirm")
        return True
    if found is None or question in (None, "description", "confirm", "change"):
        return False
    slot, rest = found
    if slot == "contact" and postal_in(talk.text, asked=True):
        # "12 Elm Grove, I have no phone": a letter reaches them.
        return False
    if slot == question == "evidence" or (slot == question and believed(talk, question).get(slot)):
        return False
    if slot == question == "contact" and not believed(talk, question).keys() & {"phone", "email"}:
        _reached_otherwise(talk)
        return True
    if slot == "contact" and (frame.answers.get(slot) or talk.meaning.values.keys() & {"phone", "email"}):
        # "Don't ring me, write": the wish goes with the way to be reached.
        rest = talk.text
    elif frame.answers.get(slot):
        return False
    if re.search(_NO_CUSTOMER, plain(talk.text)):
        # Who complains matters to whoever reads it.
        rest = talk.text
    if slot == "contact" and _BY_EMAIL.search(plain(rest)):
        # "No number, would an e-mail do?": it would, and is asked for.
        talk.say("ack")
        put(talk, "contact")
        return True
    talk.offer(slot)
    noted: tuple[str, ...] = ()
    if weight(rest) >= _BESIDES:
        noted = _kept(talk, rest)
    else:
        talk.say("ack")
    if {"order_number", "product"} & {*noted} and is_same_order(talk):
        return True
    if slot == question or talk.frames[-1].answers.get(str(question)):
        ask_next(talk)
    else:
        put(talk, str(question))
    return True


def is_without_number(text: str) -> bool:
    """Whether a few words say that there is no number to look a complaint up by, or that it is not at hand."""
    said = plain(text)
    return is_short(text, _LONGEST) and bool(_NO_CASE_NUMBER.search(said) or _NONE["order_number"].search(said))


def _reached_otherwise(talk: Talk) -> None:
    """No number is left: whoever would rather be written to elsewhere is asked for the account there, once."""
    elsewhere = f"{MARK}contact"
    if _MESSENGER.search(plain(talk.text)) and elsewhere not in talk.frames[-1].offered:
        talk.offer(elsewhere)
        talk.say("contact.messenger")
        talk.show(options(talk, "contact"))
        return
    if weight(talk.text) > _BARE:
        # How the customer would be reached stands in their words.
        talk.add(talk.text)
    talk.say("contact.here")
    ask_next(talk)


def _kept(talk: Talk, rest: str) -> tuple[str, ...]:
    """Take in what was said besides."""
    talk.text = rest
    absorbed = absorb(talk)
    unwanted = _NONE["contact"].search(plain(rest)) is not None
    kept = not absorbed.told and (unwanted or (not absorbed and is_statement(talk)))
    if kept:
        talk.add(rest)
    noted = tuple(key for key in absorbed.filled if key != "description")
    if not noted and not absorbed.changed and (shop := {} if talk.frames[-1].answers.get("place") else bought_at(rest)):
        talk.fill(shop)
        noted = ("place",)
    if noted:
        talk.say("noted", what=told_back(talk, noted))
    else:
        talk.say("told.more" if absorbed or kept else "ack")
    return (*noted, *absorbed.changed)
