"""Answers to an offer that are neither a bare yes nor a bare no, as they are said. Closed phrases, no model."""

from __future__ import annotations

from typing import Final

from bot.dialogue.questions import is_question
from bot.dialogue.remarks import plain
from bot.regex import regex

#: From here on a text tells a story, and its last words need not be the answer.
_ANSWER: Final = 400
#: An answer of a few words, and a question before it, are no longer.
_SHORT: Final = 24
_ASKED: Final = 48

_ACCEPT: Final = r"(?:接受|同意|[认認]可|答[应應]|妥[协協])"
#: The offer is refused, with whatever reasons around it. Not a reluctant yes, a question, or what would follow a no.
_REFUSES: Final = regex(
    rf"(?<![得是有果若])(?<!要是)(?<!假如)(?:(?:不|唔|冇|[没沒無无]法|[没沒]辦?办?法)(?:能|可能|可以|[会會]|想|再|太|打算|[愿願]意|大|係|是很|怎[么麼]){{0,3}}|[绝絕]不(?:[会會]|可能)?|[难難]以|拒[绝絕]){_ACCEPT}(?!的?(?:[话話]|時候|时候)|[吗嗎嘛呢么麼]|[会會又]|就|行不行|可以)"
    rf"|(?:[谁誰]|[点點]|怎[么麼]|[哪边邊][个個]?|凭什[么麼]|憑什[么麼])(?:可)?(?:能|[会會]|可能)?(?:够|夠)?{_ACCEPT}(?!的)"
    r"|[门門]都[没沒]有|免[谈談傾]|休想|想都(?:[别別]|唔好)想|[没冇沒]得[谈談傾]|打[发發]叫[化花]子|打[发發]要[饭飯]"
    r"|^\W*(?:得了吧|拉倒吧?|算[球逑毬]了?|[做发發][梦夢](?:吧|去吧|呢)?|(?:[开開]|真?[会會][开開])?(?:什[么麼]|甚麼|啥|国际|國際)?玩笑(?:吧|呢|呀|嘛)?|[开開]玩笑(?:吧|呢)|[搞说說][笑]呢|逗(?:我|谁|誰)(?:玩)?呢?|[呵]{2,}|就[这這咁](?:[点點]|些|样|樣|个|個)?(?:[?？]+|啊[?？]*|呀[?？]*|就完了[?？]*)|想得(?:倒)?美|你(?:自己|们自己|們自己)?留着(?:吧|用吧?|花吧?))\W*$"
    r"|[谁誰](?:稀罕|希罕|要你|[还還]要你)|不(?:稀罕|希罕)|(?:糊弄|忽悠|敷衍|耍|哄|[骗騙])(?:鬼|[谁誰]|小孩|傻子)呢?\W*$|(?:不干|不幹)\W*$"
    r"|(?<!if )(?<!if i )(?<!why )\b(?:i|we|she|he|they|my \w+)(?:'m| am| are| is|'re)? ?(?:really |simply |definitely |absolutely |certainly |still |also )?(?:do not|don'?t|cannot|can ?not|can'?t|won'?t|will not|would not|wouldn'?t|could not|couldn'?t|not (?:going to|willing to|prepared to|able to)|refuse to|unable to)(?: \w+){0,1} (?:accept|agree|settle for|take (?:it|this|that|£|\$|\d))\b"
    r"|\b(?:i|we) (?:reject|refuse|decline) (?:it|this|that|the|your)\b|\b(?:absolutely |certainly |definitely )not (?:acceptable|accept\w*|good enough)|\b(?:is|'s|am|'m) (?:simply |just |really |definitely |completely |totally )?(?:not acceptable|unacceptable|not good enough|not happy with (?:it|this|that|the offer))\b|\bno (?:way|deal|chance)\b|\bnot a chance\b|\bso (?:it'?s |that'?s )?(?:a )?no\b[^a-z]*$"
)
#: A yes to something better than what was offered.
_MORE: Final = r"(?:\d|[一二两兩三四五六七八九十半][百千万萬成]|[全双雙][额額倍]|加|再|先|道歉|[换換]|退|[赔賠]|[补補])"
_HANGS: Final = regex(
    rf"{_MORE}[^。.!！?？\n]{{0,16}}?(?<![那我])(?:[我咱您你他她哋们們]{{0,2}}(?:就|才|先至|先)(?:[会會能肯]|可以|考[虑慮])?(?:{_ACCEPT}|ok|可以|行(?!了)|算(?:了|數|数)?)(?!吧))"
    rf"|(?:只要|如果|要是|除非)[^。.!！?？\n]{{0,24}}{_ACCEPT}"
    r"|(?:但|不[过過])[^。.!！?？\n]{0,12}(?:\d{2}|得先|先(?:道歉|退|[赔賠])|再(?:加|[赔賠]|[补補]))"
    r"|\b(?:if|as long as|provided|once|when|unless) (?:you|they|he|she|it|i|we|somebody|someone|the)\b[^.!?\n]{0,60}\b(?:accept|agree|ok|okay|fine|happy|deal|yes|settle)\b|\b(?:accept|agree|ok|okay|fine|happy|deal|yes|settle)\b[^.!?\n]{0,20}\b(?:if|as long as|provided|only if|unless) (?:you|they|he|she|it|i get|we get|somebody|someone)\b"
    r"|\b(?:make it|raise it to|go up to|for) [£$€¥]? ?\d[\d.,]*\b[^.!?\n]{0,30}\b(?:accept|agree|deal|happy|yes|done)\b|\bi(?:'d| would) (?:accept|agree to|take) [£$€¥]? ?\d"
)

#: What is offered is too little, which is a no; where somebody takes it all the same it is none.
_TOO_LITTLE: Final = regex(
    r"(?:太|也太|实在太|實在太)[少低](?![钱錢]?的?(?:人|[时時]候|解[释釋]))|少得可[怜憐]|(?:远远|遠遠|根本|完全)(?:不|唔)(?:够|夠)|打[发發](?:[谁誰]|我[们們]?|人|叫)|羞辱|侮辱人?"
    r"|\b(?:far |way |much |simply |just )?too (?:little|low)\b|\bnowhere near enough\b|\bnot (?:nearly |anywhere near )?enough\b(?! (?:information|info|details?|time|to go on))|\b(?:an? |it'?s |this is |that'?s |absolutely |frankly |bit of an )*(?:insult|insulting|laughable|derisory|ridiculously low)\b|\b(?:is|it'?s|that'?s) (?:a|some kind of a?) joke\b|\bpeanuts\b"
)
_TAKEN: Final = regex(
    rf"(?<![不唔]){_ACCEPT}|算[了啦數数吧]|[认認]了|行吧|好吧|就这样|就這樣|\b(?:accept|agree|fine|okay|ok|i'?ll take|i'?d take|go ahead|deal|so be it|never ?mind|for the (?:information|explanation))\b"
)

#: A yes that says neither yes nor accept: that is more like it, I have nothing against it, do it as you say.
_TAKES: Final = regex(
    r"(?:[嗯哦那行好这這就也先我都可以\W])*(?:"
    r"(?:[这這那]|倒)?(?:才|[还還]|也[还還]|倒[还還])(?:差不多|像(?:句|[个個])?[话話样樣]|像[个個][样樣]子|行|可以|成|中|凑合|湊合|合理|算合理|算有[诚誠]意|说得过去|說得過去|過得去|过得去)"
    r"|(?:[没沒冇](?:有|啥|什么|什麼|咩|乜)?|[无無])(?:意[见見]|[异異][议議]|二[话話]|所[谓謂])|意[见見][没沒]有|凑合|湊合|将就|將就"
    r"|(?:按|照|依|听|聽|跟)(?:着|著)?(?:你[们們哋]?|[这這][个個]|[这這][样樣]|[您]|[贵貴]方)(?:的?(?:方案|意思|[说說話]|安排)|[说說][的嘅]|[说說])?(?:[来來办辦做弄搞走]|[办辦]理)?|(?:由|随|隨)你[们們哋]?"
    r"|[这這]样(?:也)?(?:行|好|可以)|先[这這](?:样|樣|么着|麼著|么办|麼辦)|勉[强強](?:行|可以|能?接受|吧)?|认了|認了|[过過]得去)"
    r"(?:吧|呗|唄|啊|呀|嘛|呢|了|啦|喇|嘞|咯|的|哈|处理|處理|[办辦]|\W)*"
)
#: What is asked before the answer: do I pay, must I wait at home, surely not at my cost.
_WONDERS: Final = regex(
    r"要不要|用不用|需不需要|(?<![知道])[会會]不[会會]|能不能|可不可以|算不算|包不包|管不管|收不收|使唔使|要唔要|[会會]唔[会會]|得唔得"
    r"|^\W*(?:那|应该|應該|[总總]|[该該]|我|你[们們哋]?)*(?:不用|不需要|不要|不收|不[会會]|不能|[没沒]有?|唔使|唔[会會]|唔收)[^。.!！\n]{1,16}(?:吧|嘛|[吗嗎]|[?？])\W*$"
)
#: It will be thought about, or somebody is asked first.
_WEIGHS: Final = regex(
    r"(?:[嗯那我先再要得去让讓容等回头頭家晚点點些还還需\W])*"
    r"(?:(?:考[虑慮]|想|琢磨|合[计計]|寻思|尋思|商量|斟酌|掂量|[谂諗])(?:[一下吓虑慮会會儿兒看考想琢磨商量谂諗]){0,4}|(?:[问問]{1,2}|[跟和同与與]).{1,8}?(?:商量|[问問谈談说說]|合[计計])?(?:[一下看吓商量]){0,3})"
    r"(?:再(?:[说說讲講]|[答回][复覆]?|告[诉訴]|[给給俾])(?:你[们們]?)?[^。.!！?？]{0,6}|先|吧|呗|啊|呢|了|\W)*"
)
#: So little was done: 就赔三百, 才退一半. How it ended is complained of, whatever the words are like.
_SO_LITTLE: Final = regex(
    r"(?:^|[,，。.!！?？;；\s]|居然|竟然|[结結]果|怎[么麼]|最[后後])(?:就|才|只|[净淨])(?:肯|[给給]|能|是)?(?:[给給俾畀]我?|[赔賠]|退|[补補]|送|减|減|免)[^,，。!！;；\n]{0,10}?(?:[\d一二两兩三四五六七八九十百千半]|[点點])"
    r"|(?:[赔賠]|退|[补補]|[给給])(?:的|嘅|[这這]么|這麼|咁)?(?:也|都)?太少|\b(?:only|just|a mere|a measly) (?:[£$€] ?)?\d+(?:\.\d+)?(?: (?:pounds|dollars|quid))?\s*[?!]"
)
#: Good as far as it goes: 好是好，就是太慢.
_AS_FAR: Final = regex(r"(好|行|可以|接受|[满滿]意)(?:倒)?(?:是|归|歸)\1")

#: After all the reasons against it somebody takes it: "too little, but fine, I accept".
_GIVES_IN: Final = regex(
    rf"(?:算[了啦數数]|行吧|好吧|[罢罷]了|[认認]了|[没沒][办辦]法[,，])[,，、。\s]{{0,2}}(?:我|就|也){{0,3}}{_ACCEPT}|不[过過]我?(?:也|就|[还還]是){{1,2}}{_ACCEPT}"
    r"|\b(?:fine|okay|ok|whatever|never ?mind|all ?right|alright|but)[,.\s]{1,3}(?:then,? )?i(?:'ll| will| can| do)? (?:accept|take it|agree)\b"
)


def gives_in(text: str) -> bool:
    """Whether the offer is taken in so many words after what was said against it."""
    return len(text) <= _ANSWER and bool(_GIVES_IN.search(plain(text)))


def takes(text: str) -> bool:
    """Whether the whole text is a yes in other words than yes: "that's more like it", nothing against it."""
    return len(text) <= _SHORT and bool(_TAKES.fullmatch(plain(text))) and not refuses(text)


def wonders(text: str) -> bool:
    """Whether something is asked of the offer before it is answered."""
    if len(text) > _ASKED or refuses(text):
        return False
    return bool(_WONDERS.search(plain(text))) or is_question(text)


def weighs(text: str) -> bool:
    """Whether no more is said than that the offer is thought about, or somebody asked first."""
    return len(text) <= _SHORT and bool(_WEIGHS.fullmatch(plain(text)))


def refuses(text: str) -> bool:
    """Whether the offer is refused in so many words, wherever they stand."""
    if len(text) > _ANSWER:
        return False
    said = plain(text)
    return bool(_REFUSES.search(said) or (_TOO_LITTLE.search(said) and not _TAKEN.search(said)))


def says_too_little(text: str) -> bool:
    """Whether what was given in the end is called too little."""
    return len(text) <= _ANSWER and bool(_SO_LITTLE.search(plain(text)) or refuses(text))


def hangs_on_more(text: str) -> bool:
    """Whether the offer would be accepted if it were a better one."""
    said = plain(text)
    return len(text) <= _ANSWER and bool(_HANGS.search(said) or _AS_FAR.search(said))
