"""What ends a complaint that is filed: it is settled, it was the customer's own mistake, or it is not to be pursued.

Closed phrases, no model. Whoever says so is asked whether it is to be closed.
"""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.phrases import weight
from bot.dialogue.remarks import plain
from bot.regex import regex

#: What is longer tells a story.
_SHORT: Final = 60
#: From this weight something else is said besides.
_BESIDES: Final = 1

_NOT_YET: Final = regex(
    r"一半|部[分份]|[没沒未冇](?![事使])|[还還仲]|但|不[过過]|如果|[以為为]{2}|怎|[點点]|幾時|几时|什[么麼]|\b(?:half|partly|partial\w*|part|but|not|never|if|when|how|until|unless|still|once|hope|was supposed)\b|n't"
)
_DEALT: Final = r"(?:跟[进進]?|理|[处處]理|搞|管|查|追[究查]?|麻[烦煩](?:你[们們哋]?)?|投[诉訴]|[办辦])"
#: "No need to see to it": not to be pursued.
_NO_NEED: Final = regex(
    rf"(?:唔使|唔駛|不用|不必|毋須|[无無]須|[无無]需|不需要|[别別]|唔好|不要)(?:再|[你您](?:[们們哋])?|[帮幫]我|麻[烦煩]){{0,4}}{_DEALT}"
    r"|(?:可以|能|[請请]|[帮幫]我|直接|就){1,3}(?:[結结]案|[關关]案|[銷销]案|close ?case)|[結结]案(?=[吧啦喇])|算了(?:不|唔)(?:要|用|使|搞|追)|算[数數啦了]{1,2}(?:唔|不)(?:搞|追|理)|唔(?:搞|追)"
    r"|\b(?:no need|don'?t need)(?: to)? (?:already|liao|anymore|any more|(?:follow(?: it)? up|handle|pursue|look into|do anything)(?: on)?(?: it| this| that| anything)?(?: (?:already|any ?more|any longer|now|liao))?)"
    r"|\b(?:you )?(?:can|may|could|please|fit)(?: just| now){0,2} close (?:it|this|that|the (?:case|complaint|ticket|file)|am|(?:my )?(?:case|complaint))"
)
_THING: Final = r"(?:[这這件呢嗰個个那]{0,3}(?:事|嘢|[問问][题題]|case|[电電]器|[机機]|部嘢)?(?:情)?)"
#: It is all right now.
_SETTLED: Final = regex(
    r"(?:找|[搵揾])[到返](?:了|咗|啦|喇)+[\s,，]*(?:原[来來])?就?(?:在|喺|放|掉)[^\s,，。!！?？]{1,10}|"
    rf"{_THING}(?:都|已[经經]?|而家|[现現]在|[刚剛]才|啱啱|終於|终于|全部|自己|[师師]傅|技[师師]|我|係|是){{0,4}}(?:搞[掂定]|解[决決]|修好|整好|弄好|[处處]理好|[办辦]好|解到|整返好|整掂|摆平|擺平|好返|收返|攞返|拿回[来來]?|[找搵揾][返到]|退[返好])(?:咗|了|晒|哂|啦|喇|囉|嘞){{1,2}}"
    r"|\b(?:it'?s|its|that'?s|is|it (?:is|was|has been)|it'?s been|everything'?s?(?: is)?|problem(?: is)?|issue(?: is)?|all|been|just got)? ?(?:now |all |been |already |finally |just |got ){0,3}(?:sorted|solved|resolved|settled|fixed|repaired)(?: (?:itself|out|already|now|liao))*\b"
    r"|\b(?:my|our|a|the) (?!(?:same|next)\b)(?:[\w']+ ){1,3}(?:has |have |just |already |finally )*(?:fixed|sorted|mended|repaired) (?:it|that|them)(?: (?:for (?:me|us|her|him)|himself|herself|themselves|in the end|instead|now|already))*"
    r"|\b(?:it|everything|(?:the |my )?\w+) (?:works?|(?:is|are) (?:now |all |finally )?(?:working|back on|showing))(?: again| now| fine| well| already| perfectly){0,2}"
    r"|\b(?:(?:the|my|our) )?(?:it|locker|door|gate|box|parcel|package|order|delivery|app|letter|card|ticket|item|stuff)(?: has| have|'s)?(?: just| finally| now)? (?:opened|unlocked|arrived|turned up|come|came)(?: up| there| now| just now| today| at last| finally| safely| this morning| after all){0,2}(?:\W{1,3}(?:and )?(?:i |we )?(?:just |now )?(?:got|have) (?:it|them|everything|my \w+))?(?=\W*$|[.,;!]|\W+(?:thanks?|thank|ta|cheers|all)\b)"
    r"|(?:[柜櫃]?[门門箱]|锁|鎖)(?:都|已[经經]?|而家|[现現]在|[终終]於|[终終]于)?(?:打)?[开開](?:到)?(?:了|咗|喇|啦)+|(?:[东東]西|嘢|包裹|快[递遞件]|[货貨]|件|[信卡票])?(?:都|已[经經]?|而家|[终終]於|[终終]于){0,2}(?:拿|攞|取|[领領])(?:到|返|出[来來嚟]?)(?:了|咗|晒|喇|啦)+"
    r"|(?:[货貨]|快[递遞]|[东東]西|包裹|外[卖賣]|行李)(?:都|也|已[经經]?|[刚剛]才?|[终終][于於]){0,2}(?:送?到|收到)(?:了|啦|喇|咗)+|收到(?:[货貨]|快[递遞]|[东東]西|包裹)(?:了|啦|喇|咗)+|(?:[没沒]事|冇事)(?:[儿兒])?(?:了|啦|喇|咗)+"
    r"|\be don (?:come back|come|work|repair|fix)\b(?: o+\b)?|\b(?:the |my )?\w+ dey (?:work|show|come|on)\b(?: now| well| fine){0,2}"
)
#: Who saw to it has been there.
_CAME: Final = regex(
    r"(?:你[们們哋]的?)?(?:[师師]傅|技[师師]|工人|[维維]修[员員工]|[电電]工)(?:[刚剛]{1,2}才?|已[经經]|今[天日早]|昨[天日]|下午|上午){0,2}(?:[来來嚟]|上[门門])(?:[过過]|咗|了){1,2}"
    r"|\b(?:your |the )?(?:technician|engineer|plumber|electrician|repair ?man|guy|man|fitter|installer|driver|courier) (?:has |have |just |finally )*(?:came|come|been|was here|turned up)(?: here| round| over| by)?(?: just now| now| today| this (?:morning|afternoon|evening)| earlier)?\b"
)
#: It is to be made well.
_REQUEST: Final = regex(r"[请請帮幫]|麻[烦煩]|[?？吗嗎]|\b(?:please|pls)\b")
#: What may stand around these.
_AROUND: Final = regex(
    r"[谢謝]{2}[你您]?(?:[们們哋])?|多[谢謝]晒?[你您]?|感[谢謝]|唔該晒?|辛苦了?|好的?|可以|可唔可以|[請请]問?|麻[烦煩]你?|你[们們哋]|我|件|事|[嘢啦喇了嘞咗囉啊呀吧哦喔㗎的嘅晒]|[这這個个案呢]|都|就|[吗嗎?？]|咁|那|算|已[经經]?|真|係|是|不用了"
    r"|\b(?:ok(?:ay)?|thanks?|thank you|thx|tq|ty|cheers|lah|la|liao|already|now|then|all|good|so|much|very|it|this|that|the|a|lot|oh|hi|yes|guys?|everyone|please|pls|well|great|you|is|right|fine|sorry|again|for|your|help|case|complaint)\b"
)

_SELF: Final = r"(?:我|我自己|自己|我?(?:的|嘅)?(?:老公|老婆|先生|太太|[兒儿]子|女[兒儿]|[媽妈爸]{1,2}|阿[媽妈爸]|家人|個[仔女]|室友))"
#: "It turned out that the plug was out": nobody did anything wrong.
_OWN_MISTAKE: Final = regex(
    rf"原[来來](?:是|係)?.{{0,6}}(?:{_SELF}.{{0,8}}(?:[没沒冇未](?:有)?(?:[開开]|插|[裝装]|放|[按撳㩒]|充|[關关]|看|睇|留意|注意|[繳交付][費费錢钱])|[忘唔][記记]|(?:搞|睇|看|[記记]|放|拿|攞|[裝装]|按|撳|[買买]|[寫写]|打|填|弄|落)[錯错])|(?:插[頭头座]|[電电]源|[開开][關关]|水[喉掣]|[電电]池|總掣|总[闸閘]|[閘闸])(?:[没沒冇未](?:有)?(?:插|[開开]|裝|装|著|亮))|(?:喺|在|放)(?:咗|了)?(?:我|[這这]度|屋企|家|自己)(?:[個个的嘅])?(?:[銀银钱錢]包|袋|口袋|屋企|家|[櫃柜]|房|[車车]|手袋|背[包囊]|抽屉|抽屜|身上|枱|桌)|(?:[係是])?(?:[我自]己?)(?:搞|弄|睇|看|[記记])[錯错])"
    r"|\b(?:turns? out|actually|it was) (?:\w+ ){0,2}?(?:my (?:own )?(?:mistake|fault|bad)|(?:i|we|my \w+|he|she) (?:forgot|didn'?t (?:plug|turn|switch|charge|read|notice|see)|hadn'?t (?:plugged|turned|switched)|misread|had it all along|put it)|(?:it|the \w+) (?:wasn'?t|was not) (?:plugged|switched|turned))|\bi (?:found it|had it all along)\b|\bit was (?:just )?(?:in|under|behind) my \w+|\bit was my (?:own )?(?:mistake|fault)\b"
)
#: Who is to blame after all.
_BLAMES: Final = regex(
    r"你[们們哋]|[师師]傅|技[师師]|店|商家|客服|[骗騙]|[坏壞爛烂]|\b(?:your|you|shop|staff|driver|broken|faulty)\b"
)

#: Only a part of it.
_PARTLY: Final = regex(
    r"(?:退|[赔賠]|[补補]|修|[换換]|送|[发發])了[\s,，]*(?:但是?|不[过過]|可是?|就|才)(?:只|就|才|[还還])?(?:[赔賠]|退|[补補]|修|[换換]|送|[发發]|差|少|欠)|(?:解[决決]|搞[掂定]|修|退|[赔賠]|整|弄|[处處]理|[换換]|收)(?:到|好|返|回)?(?:咗|了)?(?:得)?(?:一半|一?部[分份]|一啲|少少)|[只得才]?(?:一半|一?部[分份])(?:.{0,4})(?:解[决決]|搞[掂定]|修好|[处處]理|退)"
    r"|\b(?:half|partly|partially|only (?:half|part))(?: of (?:it|the \w+))?(?: (?:is|was|has been|got|been))*(?: \w+)? ?(?:solved|resolved|sorted|fixed|settled|refunded|repaired|paid)\b|\b(?:solved|resolved|sorted|fixed|settled|refunded) (?:only )?(?:half|partly|partially|part of)"
)


#: Beside good news it asks for nothing either.
_NEVER_MIND: Final = regex(
    r"\b(?:actually,? |so,? |oh,? |just )*(?:forget (?:about )?it|never ?mind|don'?t worry(?: about it)?)\b"
)


def is_partly(text: str) -> bool:
    """Whether the text says that a part is settled, and the rest not."""
    return weight(text) <= _SHORT and bool(_PARTLY.search(plain(text)))


def gives_up(text: str) -> bool:
    """Whether the text says that the complaint is not to be pursued, and nothing besides."""
    return _alone(_NO_NEED, text)


def is_settled(text: str) -> bool:
    """Whether the text says that all is well by now, and nothing besides; a request that it be so does not."""
    said = _CAME.sub(" ", plain(text))
    # "Please close it" asks for nothing else.
    rest = _NEVER_MIND.sub(" ", _NO_NEED.sub(" ", said))
    return _alone(_SETTLED, rest) and not _REQUEST.search(rest)


def is_own_mistake(text: str) -> bool:
    """Whether the text says that the customer, or somebody at home, was mistaken."""
    said = plain(text)
    return weight(text) <= _SHORT and bool(_OWN_MISTAKE.search(said)) and not _BLAMES.search(said)


def _alone(words: re.Pattern[str], text: str) -> bool:
    said = plain(text)
    if weight(text) > _SHORT or not words.search(said) or _NOT_YET.search(said):
        return False
    return weight(_AROUND.sub("", words.sub("", said))) < _BESIDES
