"""Closed phrases that need no model: the bare wish to complain, "another matter", "still not solved"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from bot.regex import regex

#: Said when one wants to complain and has not yet said what about.
_OPENER: Final = regex(
    r"(hi|hello|hey|dear \w+|good (morning|afternoon|evening)|ok(ay)?|well|so|then|actually|yes|yeah|right|no|你好|您好|喂|在吗|在嗎|哈[喽囉啰]|嗨|請問|请问|麻烦|麻煩|唔該|好的?|[吧啦喇]|咁|唉|[欸誒ㄅ-ㄩ]|[那呢嗰][個个]|就是|嗯+|那么?|那麼|其实|其實)*"
    r"(i|we|我|我们|我們|俺|咱)?(还是|還是|仍然|都係|still)?"
    r"(?:[请請帮幫][我忙您你]?|可以|可唔可以|能不能|能|想要|想|要|需要|来|來|得|需|新增|增加|登[记記]|[开開]立?|提出?|提交|建立?|立案?|[填写寫]|再|多|一下|wouldliketo|wantto|wanna|needto|wishto|wish|amhereto|haveto|have|gota|got|like|would|want|need|dlike"
    r"|mhereto)*(to)?"
    r"(?:一?[个個件宗單单笔筆份張张](?:新的?)?)?(投诉|投訴|举报|舉報|申诉|申訴|客訴|客诉|反映|反應|反应|complain|complaint|make|file|lodge|raise|submit|register|report){1,9}"
    r"(一下|一?[个個件宗單单笔筆]|你们|你們|你哋|表|a|an|my|formal|new|the)*"
    r"(问题|問題|情况|情況|事情|事|嘢|complaint|problem|issue|complain|something)?"
    r"(please|plz|pls|now|here|谢谢|謝謝|唔該|啊|呀|吧|了|呢|吗|嗎|嘅|aboutsomething|toyou|withyou|[啦喇喔哦囉㗎])*"
)

#: "No complaint", folded, with which a word of praise may end.
_NOTHING_WRONG: Final = regex(
    r"(?:its|itis|thisis|thats|ihave|ivegot|thereis|theres|really|so|and|but)*(?:nota?|no|zero)(?:real|actual)?complaints?(?:atall|fromme|here|really|today|whatsoever|just\w{0,24})?"
    r"|(?:我|这|這|呢|是|係)*(?:不是|唔係|没有?|沒有?|冇)(?:要|想)?(?:来|來)?(?:投诉|投訴|客诉|客訴)(?:的|嘅|啊|呀|哦|喔)*"
)

#: "Is this where one complains?", folded: whoever asks so wants to.
_HERE: Final = r"(?:这里|這裡|這裏|这边|這邊|这儿|這兒|呢度|呢邊|呢个|呢個|喺度|here|this|rightplace)"
_WHERE_FILL: Final = r"(?:是不是|係咪|係唔係|可不可以|可唔可以|能不能|是|係|在|喺|可以|能|接受|受理|[处處]理|[负負][责責]|[办辦]|做|的|嘅|地方|窗口|部[门門]|入口|平[台臺]|[频頻]道|管道|[对對]|你[们們哋]|我|要|想|is|where|do|can|could|i|we|the|place|to|for|file|make|submit|lodge|a|my)"
_COMPLAIN_HERE: Final = regex(
    rf"(?=.*{_HERE})(?:hi|hello|hey|你好|您好|喂|[请請][问問]|想[问問]|唔該|不好意思|excuseme|sorry){{0,3}}(?:{_HERE}|{_WHERE_FILL}){{0,10}}(?:投[诉訴]|客[诉訴]|申[诉訴]|[举舉][报報]|complain(?:ts?|ing)?)(?:{_HERE}|{_WHERE_FILL}){{0,8}}(?:[吗嗎呢啊呀吧咩㗎嘛]|please|thanks|[谢謝]){{0,4}}"
)

#: Of what one more is another matter; another doctor, shop or hand belongs to the same.
_ANOTHER_ONE: Final = r"[个個](?=新?的?(?:事|问题|問題|投[诉訴]|客[诉訴]|申[诉訴]|[订訂][单單]|包裹|快[递遞]|[货貨]|[东東]西|嘢|[商产產]品|情况|情況|案|[单單]|$|[,，。!！\s了吧啊呀]))"

#: "Not a new one", "don't open another" say that it is the old matter.
NOT_NEW: Final = regex(
    r"\b(?:not|isn'?t|nothing)(?: an?| anything| something)? (?:new|different|another|other|separate)\b"
    r"|\b(?:don['’]?t|do not|didn['’]?t|no need (?:to|for)|needn['’]?t|never|without|not|no)(?: (?:you|want(?:ed)?|wanna|need|to|have|please|just|go|and|me|(?:open|start|creat|fil|log|rais|register|lodg|mak|set|ask)(?:e|ing|ting|ging)?|for|up)){0,4}(?: an?| any)? (?:new|another|separate|second|different|extra) (?:one|case|complaint|ticket|matter|issue|form|report|file)s?\b"
    r"|(?:不是|唔係|唔系)(?:新|另|[别別]的|第二)"
    r"|(?:不用|不必|不要|不需要|[无無]需|[别別]|唔使|唔駛|唔好|唔要)(?:再|又|[帮幫][我忙]|[给給]我)*(?:(?:另外?|重新?)(?:一[件个個宗单單])?(?:[开開]|建|登[记記]|立|提|投|[报報])|(?:[开開]|建|登[记記]|立|提|弄|搞|投|[报報])?(?:一|多)?[个個件宗单單]?(?:新|另一?|第二))(?:[的嘅])?(?:[个個件宗单單]|投[诉訴]|案)?",
    re.I,
)

#: "Another complaint", said of a new matter.
_ANOTHER: Final = regex(
    rf"另外?(?:有|还有|還有)?一(?:[件宗樁桩单單笔筆份樣样]|{_ANOTHER_ONE})|另外?一[个個](?=[^。!！?？]{{0,24}}[投客申][诉訴])|投(诉|訴)多(一)?(单|單|件|宗|個|个)|[报報]多(?:一)?[单單件宗]|再[报報投](?:多)?一[件笔筆单單宗](?!错|錯)|再[提开開]多?一?[件笔筆单單宗个個](?:新的?)?(?:投|客|申)[诉訴]|再投[诉訴][过過多]|新增一?[笔筆件宗单單个個](?:新的?)?(?:投|客|申)[诉訴]|另外(?:[还還仲]?(?:想|要|有)?(?:再|多)?(?:[投客申][诉訴]|[举舉][报報]|反[映應应])|[还還仲]有(?=.{0, 20}(?:订单|訂單|[单單][号號])))|另有(?:其他|[别別]的|[一件宗]|[个個])|[别別]的(问题|投诉|事|問題|投訴)|新的?(投诉|投訴|问题|問題|事|一件)|再投诉一|再投訴一"
    r"|第二[个個件](投|问|問)|不是同一|不同(一|的)?[件个個事]|不一样的事|唔同(件|單)?嘢|第二件事|另一回事|(还|還|仲)有(另外)?一?[件桩樁宗]事"
    r"|(还|還|仲)有(一)?(个|個|件|宗|單|单)?(投诉|投訴|客訴|客诉)|(还|還|仲|也|再)(要|想)(再)?(投诉|投訴|举报|舉報|客訴|客诉)|also (\w+ ){0,3}to (complain|report)|complain (about )?\w+ (else|other)"
    r"|(?<!found )(?<!finds )(?<!caused )(?<!causing )(?<!discovered )(?<!noticed )(?<!seen )another (complaint|issue|problem|order|thing|matter)|(new|different|separate|second) (complaint|issue|case|order|matter|problem|thing)|(?<!the )(?<!your )(?<!this )(?<!me a )(?<!us a )(?<!get a )(?<!send a )(?<!buy a )(?<!brand )(new|different|separate|second) one\b|^\W*the (new|different|other|second) one\W*$|^\W*(?:是|係)?新[的嘅]\W*$"
    r"|\b(it'?s|that'?s|this is) (new|different|separate|unrelated)\b|not the same|something (new|else|different)",
    re.I,
)

#: "It is not solved", said of a case that we take for done.
#: What was promised, or reported as done, is not there.
_IN_VAIN: Final = (
    r"|\bnothing('s| has| have| had| was| is)?( yet)?( been)? (refunded|paid|sent|delivered|replaced|fixed|repaired|done|received|returned|credited|arrived|come|came|turned up|in my account)\b"
    r"|\b(?:(?:nobody|no-? ?one)(?:'s| has| have| ever| even)*(?: (?:came|come|turned up|showed(?: up)?|shown up|called|rang|collected (?:it|them)|contacted me|been in touch))|(?:he|she|they) never (?:came|turned up|showed(?: up)?|called|rang))(?: (?:yet|at all|again|today|yesterday|so far|this (?:morning|afternoon)|(?:on |last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)){0,2}\W*$"
    r"|\bno (refund|money|payment|replacement|parcel|package|delivery|engineer|technician|courier|credit)( (has|have|was|ever|yet|so far|came|arrived|received|turned|to be seen|in my|on my)\b|\W*$)|\bwhere('s| is| are) (my|the|this|that)( promised)? (refund|money|replacement|credit)\b"
    r"|(钱|錢|退款|款|新的|师傅|師傅)呢[?？!！]|(没|沒|冇|未)(见|見|看)(到|着|著|过|過)?.{0,4}(钱|錢|退款|款项|款項|新的|人)|(账户?|賬戶?|帐户?|帳戶?|卡)(上|里|裡|裏)?(还是|還是|根本|都|仲)?(没有?|沒有?|冇)([钱錢收见見到退]|$|\W)"
)
_NOT_SOLVED: Final = regex(
    r"(还|還|仍|又|并|並|根本|依然|始终|始終)?(没有?|沒有?|未|冇|唔)(能|有|被|得到)?(解决|解決|处理好?|處理好?|搞定|修好|整好|收到退|退)"
    r"|又(再)?[不唔冇沒没](?!想|要|知|是|係|会|會|敢|肯|给|給|俾|畀|让|讓|通知|得閒|回|覆|接|理)[\u3400-\u9fff]{1,3}[了啦喇]\W*$|(仲|还|還|依然|仍然)(係|系|是)?[唔不冇沒没](會|会|能|識)?(凍|冻|冷|熱|热|得|行|掂|亮|動|动|轉|转|凉|涼|通|work)"
    r"|(又|再次|还是|還是|仍然|依旧|依舊|仲係|仍係)(坏|壞|出|不行|不能|有问题|有問題|老样子|老樣子|冇用|唔得|一样|一樣)"
    r"|重新(打开|打開|开启|開啟|处理|處理)|复投诉|復投訴"
    r"|not (been )?(solved|resolved|fixed|sorted)|isn'?t (solved|resolved|fixed)|still (not|broken|isn'?t|doesn'?t|no\b|the same|waiting|have(n'?t)?)"
    r"|(never|didn'?t|hasn'?t|haven'?t) (get|got|been|solve|fix|resolve|receive|work)\w*|re-?open|happen(ed|ing) again|broke(n)? again|came back|\b\w+s again\b|\bagain[!.]*$"
    + _IN_VAIN,
    re.I,
)


#: "I have another complaint", and nothing of what it is.
_COMPLAINT: Final = regex(r"[投客申][诉訴]|[报報]多?一?[件笔筆单單宗]|complain", re.I)
_BESIDE_COMPLAINT: Final = regex(
    r"我[们們哋]?|想要|[需还還仲有也再想要另外一二第新的别別不同个個件宗單单笔筆事提报報多过過可以能吗嗎吧呢啊请請嘅喇了]|登[记記]|新增|[帮幫][我忙]|可唔可以|[投客申][诉訴]"
    r"|\b(?:i'?d?|i'?ve|i|we|have|got|would|like|want|need|wish|to|can|could|may|make|file|raise|submit|lodge|register|open|start|also|another|an?|new|second|different|separate|more|one|complain(?:ts?)?|please|thanks|now|about|something|else|the|there|is|hi|hello|and|there'?s|still|it'?s|nothing|not|do|with|related to|unrelated|separate(?:ly)?(?: from)?|that|this|the (?:first|last|other|previous)|first|last|previous|other|actually|just|oh|ok(?:ay)?|time|same|thing|matter|issue|problem|entirely|completely|totally|entire)\b",
    re.I,
)
#: Characters of what may be no more than that.
_BARE: Final = 80


#: All of one's everyday ones; whoever sends every sign of Unicode must not fill the memory.
_MOST_CHARACTERS: Final = 20_000


class _Table(dict[int, str]):
    """What stands for each character, for str.translate. Filled as characters are met."""

    def __init__(self, stands: Callable[[str], str]) -> None:
        super().__init__()
        self._stands = stands

    def __missing__(self, code: int) -> str:
        if len(self) >= _MOST_CHARACTERS:
            self.clear()
        self[code] = self._stands(chr(code))
        return self[code]


#: A character itself, or nothing where it is no letter, number or mark.
_COUNTING: Final = _Table(lambda char: char if unicodedata.category(char)[0] in "LNM" else "")


def _weighed(char: str) -> str:
    if unicodedata.category(char)[0] not in "LN":
        return ""
    return "++" if "\u2e80" <= char <= "\u9fff" else "+"


_WEIGHING: Final = _Table(_weighed)


def fold(text: str) -> str:
    """Text as it counts for comparing an answer with a label: width, case, punctuation and emoji aside."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_COUNTING)


#: "I don't know whether it is a complaint", folded: it is, as soon as it is told.
_WHETHER_ONE: Final = regex(
    r"(?:你好|您好|嗯+|那[个個]|其[实實]|我|也|都){0,4}(?:不知道?|不[确確]定|不太?清楚|不[晓曉]得|唔知|唔肯定|唔清楚)(?:[这這呢][个個件]?|咁|[这這][样樣])?(?:算不算|算唔算|是不是|係唔係|係咪|算是?)(?:一?[个個件宗])?(?:投[诉訴]|客[诉訴]|申[诉訴])(?:[啊呀欸耶诶誒喔哦啦喎㗎吧的]|拉){0,3}"
)
#: The same without the word: "I have a problem", "出问题了".
_PROBLEM: Final = regex(
    r"(hi|hello|ok(ay)?|well|so|then|actually|yes|yeah|right|no|你好|您好|好的?|嗯+|那么?|那麼)*(i|we|我|我们|我們)?(have|ve|got|havegot|vegot|am having|想说|有|遇到|碰到|出)"
    r"(了|一个|一個|个|個|点|點|a|an|some)?(problem|issue|trouble|complaint|问题|問題|麻烦|麻煩|情况|情況)(s|here|了|啦|please)?"
    r"|(needs?|ineed|iwant)?help(me|please|plz)*|帮帮我|幫幫我|帮我|幫我|help(me)?"
)


#: "What else?" behind a wish.
_SCORN: Final = regex(
    r"[\s,，。.!！]*(?:(?:不然|要不然|唔係|唔通)(?:你[们們哋]?)?(?:[还還]?(?:要|想|能|可以)?(?:怎[样樣][办辦]?|怎么办|怎麼辦|[干幹][嘛麻吗嗎]|点|點|做咩)|[呢咧嘞勒])|[,，. ](?:duh|what else|what do you think|obviously|what did you expect)(?: would i want| do you think)?)\W*$",
    re.I,
)
_REMEDY: Final = regex(
    r"退|[换換]|[赔賠]|修|道歉|[补補]|\b(?:refund|money|replac\w+|exchange|repair|fix|compensation|apology)\b", re.I
)
#: So short a text is a wish and no more.
_A_WISH: Final = 40


def without_scorn(text: str) -> str:
    """A short wish without the scorn behind it: "退費啦不然要幹嘛"."""
    match = _SCORN.search(text) if len(text) <= _A_WISH else None
    left = text[: match.start()].strip() if match else ""
    return left if _REMEDY.search(left) else text


def is_bare_opener(text: str) -> bool:
    """Whether the text only says that there is something, or something more, to complain about."""
    folded = fold(text)
    if only_disclaims(text):
        return False
    if len(folded) <= _BARE and _COMPLAIN_HERE.fullmatch(folded):
        return True
    if len(folded) <= _BARE and _WHETHER_ONE.fullmatch(folded):
        return True
    return bool(_OPENER.fullmatch(folded) or _PROBLEM.fullmatch(folded)) or _is_bare_another(text)


def only_disclaims(text: str) -> bool:
    """Whether the text only says that nothing is complained of."""
    return len(text) <= _BARE and bool(_NOTHING_WRONG.fullmatch(fold(text)))


def _is_bare_another(text: str) -> bool:
    if len(text) > _BARE or not is_another(text) or not _COMPLAINT.search(text):
        return False
    return not weight(_BESIDE_COMPLAINT.sub("", text))


def is_another(text: str) -> bool:
    """Whether the text says that this is a new matter."""
    return bool(_ANOTHER.search(text)) and bool(_ANOTHER.search(NOT_NEW.sub(" ", text)))


def is_not_solved(text: str) -> bool:
    """Whether the text says that a matter is not solved."""
    return bool(_NOT_SOLVED.search(text))


#: Said where something is awaited in vain, of a matter that we took for done.
_STILL_WAITING: Final = regex(
    r"(还|還|根本|都|仲|也)?(没有?|沒有?|冇|未)(能|有|被|给|給)?(收到|到(?!处|處|过|過|底)|到账|到帳|退|修|弄|换|換|处理|處理|解决|解決|来|來|搞)|又(发错|發錯|送错|送錯|坏|壞|漏|出)"
    r"|(not|n't|never) \w+(ed|en)\b|\bstill \w+ing\b|\bnothing (has )?(happened|changed)" + _IN_VAIN,
    re.I,
)
#: "Write to me no more", in so many words: a wish with consequences is not guessed.
_STOP: Final = regex(
    r"(别|甭|不要|不用|不想|不再|停止|勿|唔好|唔使|咪再|莫)[^,，。;；!！\s]{0,10}(发|發|傳|传|寄|打扰|打擾|骚扰|騷擾|联系|聯絡|通知|推送|提醒|回访|回訪)"
    r"|^\W*(?:td|tui ?ding|我?(?:[想要]|想要|申[请請]|回[复覆])?)退[订訂](?:[了啦吧喇]|[谢謝]{2}|\W)*$|退[订訂](?:掉|你[们們]?|你哋|的|嘅|所有|全部|[这這些]){0,3}(?:短信|[简簡短][讯訊]|消息|[讯訊]息|通知|推送|提醒|[邮郵]件|[电電][邮郵]|[问問]卷|回[访訪]|[广廣]告|e-?mails?|sms)"
    r"|取消(订阅|訂閱|提醒|通知)|(stop|no more|don'?t|do not|quit|cease|never).{0,20}(send|messag|text|email|e-mail|contact|writ|bother|survey|remind|spam|notif)"
    r"|unsubscribe|opt.?out|remove me|^\W*(stop|td|t)\W*$",
    re.I,
)
#: What somebody hasn't got or doesn't use, and what didn't come, stops nothing: "how will I know if I don't have e-mail?"
_HAS_NONE: Final = regex(
    r"\b(?:don'?t|do not|doesn'?t|does not|never|haven'?t|hasn'?t) (?:really |even |ever )?(?:have|use|own|do|got|get|check|read)\b"
    r"|\bif (?:i|we) (?:don'?t|do not|never)\b|\bwhy\b[^.!?]{0,20}\b(?:never|stop(?:ped)?|don'?t|do not|didn'?t|no)\b"
    r"|\bstop (?:sending|posting|mailing|delivering|writing to) (?:(?:me|us) )?(?:(?:these|those|all|any|more|this|the|my|our|his|her|that) )*(?!(?:me|us|e-?mails?|messages?|texts?|sms|surveys?|reminders?|notifications?|updates?|spam|stuff|this|that|these|those|things|here|please|now)\b)[a-z']+(?! (?:e-?mails?|messages?|texts?|surveys?|reminders?|updates?)\b)"
    r"|(?:不用|不会用|不會用|不使用|唔用|唔識用|没有?|沒有?|冇)(?:你们的?|你們的?)?(?:电?邮|電?郵|微信|手[机機]|短信|短訊|簡訊|we ?chat|whatsapp|telegram|line|智能)",
    re.I,
)
#: "Or else I unsubscribe": what hangs on a condition is a threat, and is not done.
_OR_ELSE: Final = regex(
    r"再(?:不|唔|[没沒冇])|不然|否[则則]|要不[就我,，]|唔係|唔系|如果|要是|假如|若是?|的[话話]|\b(?:or else|otherwise|unless)\b",
    re.I,
)
_PRAISE: Final = regex(
    r"表扬|表揚|夸一?[夸下]|称赞|稱讚|嘉许|嘉許|\bcompliment|\bpraise|\bkudos|say how (good|great|happy)", re.I
)
#: "No complaint, I only want to …", and good words of somebody.
_NO_COMPLAINT: Final = regex(
    r"(?:唔係|唔系|不是|[没沒]有?|冇|不|唔|並非|并非)(?:[要想嚟来來]|係|是|打算)*(?:投[诉訴]|客[诉訴])(?:㗎|的|嘅|喎|啦|噶)?|\b(?:not|no|isn'?t|ain'?t|don'?t|do not)(?: here)?(?: want| wish| a| an| really| exactly| to| going| make){0,4} complain(?:t|ing)?\b",
    re.I,
)
_GOOD_WORD: Final = regex(
    r"[赞讚](?!助)|[谢謝]{2}|感[谢謝]|多[谢謝]|好人|好好|好(?:有)?(?:[礼禮]貌|耐心|nice)|[夸誇]|[贴貼]心|[细細]心|[热熱]心|很好|[优優]秀|表[扬揚]|(?:超|真|非常|十分|好)(?:好|棒|[贴貼]心)|好叻"
    r"|\b(?:lovely|brilliant|great|kind|helpful|wonderful|amazing|excellent|fantastic|thank(?:s| you)?|praise|appreciate|nice|superb|patient|polite|friendly|awesome|good)\b",
    re.I,
)
_BUT: Final = regex(
    r"但|不[过過]|可惜|就係|差|[没沒冇]|唔[好得]|不[好行]|\b(?:but|however|except|unfortunately|not|never|n't)\b", re.I
)
#: The wish to praise somebody.
_WANTS_TO_PRAISE: Final = regex(
    r"(?:想|要|嚟|来|來)(?:[谢謝]{2}|多[谢謝]|感[谢謝]|[赞讚]|表[扬揚]|[夸誇])[^,，。!！?？]{0,12}(?:店|[员員]|[师師]傅|司[机機]|姐|哥|阿|同事|客服|[经經]理|[护護]士|小姐|先生)|[赞讚](?:一下|下|吓)?(?:你|佢|[個个]|[您])"
    r"|\b(?:want|wanted|like|just) to (?:say )?(?:thank|praise|commend)\b(?! you for nothing)",
    re.I,
)
#: Thanks in few letters.
_THANKS_ALONE: Final = regex(
    r"(?:(?:ok(?:ay|ok|ie)?|k|alright|noted|oh|ah|haha|lol|well|good|great|fine|(?:that'?s |thats )?(?:amazing|brill(?:iant)?|lovely|perfect|fab|awesome|super|grand|class|sound|wonderful|excellent|nice one|sweet|cool))\W*){0,3}(?:tq(?:vm)?|ty(?:sm|vm)?|tks|tnx|thx|thanks?|thank (?:you|u)|cheers|ta)(?:\W+(?:a lot|very much|so much|ya|yah|lah|la|ah|bro|sis|boss|again|everyone|guys|you|u|man|mate|much|then|for now|love|hun|dear|pal|pet|sir|madam|ma'?am|miss|darling|duck|chief|buddy|all|x{1,4}|!)){0,4}\W*",
    re.I,
)
_PRAISING: Final = 120
_REFUSAL: Final = regex(
    r"^\W*(no\b|nope|not\b|never\b|i (don't|do not|won't|refuse|reject|disagree)|不(?!错|錯)|唔(?!该|該)|没门|想得美|拒绝|拒絕|冇可能)",
    re.I,
)
#: "It works now", and what makes the opposite of it.
_SOLVED: Final = regex(
    r"解决了|解決了|搞定|找到了|揾到|搵到|可以了|好了|行了|修好|弄好|有用|管用|\b(solved|resolved|sorted|fixed|found it|got it|it work(s|ed)|did it|helped)\b",
    re.I,
)
_NOT: Final = regex(r"[没沒未冇唔不]|\b(not|never|no|still)\b|n't", re.I)

#: "That is all, file it": phrases that say so, and what may stand around them.
_ALL: Final = (
    r"(?:就)?(?:係|系|是)?咁多(?:嘢)?(?:先|咋|㗎|喇|啦)?|就这样|就這樣|就这些|就這些|这些就够了|就咁(样|樣)?|就係咁|就系咁|(没有?|沒有?|冇)(别的|別的|其他|其它|其佢)?(要说的|要說的|要补充的|要補充的|嘢|东西|東西)?(喇|啦|了)"
    r"|(?:没有?|沒有?|冇|无|無)(?:任何|其他|其它|其佢|别的|別的)?(?:补充|補充)(?:了|嘅|的|啦|喇)?|以上(?:就是|就係|是|係|为|為|即)?(?:全部|所有|这些|這些|咁多)?(?:内容|內容|嘅嘢)?"
    r"|没有其他|沒有其他|冇其他嘢|冇其他|说完了|說完了|完了|that(?:s|is)?(?:all|it|everything|thelot|about it|the whole story)(?: of it)?|that(?:ll|will)be(?:all|it|everything)|nothingelse|nothingmore|nomore|thatwilldo|thatlldo|(?:thats|thatis)?enough|(?:已经|已經)?[够夠]了|imdone|alldone|done|imfinished|finished?|finish"
)
_FILE_IT: Final = r"提交|登[记記](?=吧|了|好|$)|送出|上报|上報|递交|遞交|交上去|(?<=直接|就咁|這樣|这样)交|(?:submit|file|send)(?:it|this|that|the|my)?(?:complaint|form|case|report)?(?:in|off|through|over|away)?|(?:log|lodge|raise|register|process|put)(?:it|this|that|the|my)(?:complaint|form|case|report)?(?:in|off|through)?|proceed"
_AROUND: Final = r"ok|okay|那(?:就|么|麼)?|没有?问题|沒有?問題|正确|正確|没错|沒錯|对的?|對的?|是的?|correct|right|looksgood|谢谢|謝謝|thanks|thankyou|cheers|ta|好的?|好啦|好喇|嗯|行|可以|请|請|唔該|麻烦|麻煩|直接|赶紧的?|趕緊|快点|快點|帮我|幫我|吧|了|啦|喇|呀|啊|just|please|pls|plz|goahead|goonthen|crackon|now|it|yes|yeah|yep|yup|yea|sure|fine|alright|great|perfect|lovely|nope|nah|naw|no|and|then|so|for (?:me|now|today)|from me|to them|ineed|igot|i have(?: to say)?|ithink|iguess|really|folks|mate|already|off|away|lah|la"
#: Whoever is tired of questions wants it filed, where they say that too.
_TIRED: Final = r"(?:i)?(?:really)?(?:dont|donot)care(?:anymore)?|whatever|[随隨]便|求其|是但|[无無]所[谓謂]|都可以|(?:nomore|stopthe|enough)questions|stopasking(?:me)?|(?:[别別]|不要|唔好)再?[问問](?:了|啦|喇)?"
#: One of these after the other; the first that fits is taken, so that no row of them takes long.
_DONE: Final = regex(rf"{_TIRED}|(?P<done>{_ALL}|{_FILE_IT})|{_AROUND}".replace(" ", ""))
#: Said alone these answer "do you have one?" rather than end the talk.
_NONE: Final = regex(r"(没有?|沒有?|冇)(喇|啦|了)|完了")

#: Swearing, as far as it is plain.
_ABUSE: Final = regex(
    r"傻[逼屄比叉bB]|煞笔|sb|[草操肏艹]你|你[妈媽](的|逼)?|他[妈媽]的|tmd|nmsl|去死|王八蛋|混蛋|垃圾|骗子|騙子|狗东西|狗東西|废物|廢物|滚|滾|脑残|腦殘|有病|仆街|扑街|[爛烂](?:公司|店|[平台臺]{2}|品牌)|收皮|收[檔档]|正[廢废]|[廢废]柴|食屎|[黐痴][线線]|[戇憨]鳩|屌|冚家|瓜娃子|[龟龜][儿兒]子?|[憨哈][批皮]|[鳖鱉][孙孫]|[你恁]大[爷爺]|你妹|你姥姥|小赤佬|戆[大度]|[瘪癟]三|[滚滾]犊子|犊子|狗日|不是(?:个|個)?(?:东西|東西)|人渣|不要脸|不要臉|無恥|无耻|黑心"
    r"|fuck\w*|shit\w*|bullshit|bastards?|assholes?|arseholes?|idiots?|morons?|scum(bags?)?|crooks?|thieves|scammers?|liars?|stupid|useless|pathetic|screw you|go to hell|rip ?offs?|wtf|damn( you)?|crap|bloody|trash|garbage|suck\w*|hate you|worst (?:company|service|shop|store|app|firm|airline|bank|customer service|experience)(?: (?:ever|in the world|on earth|i know|going))?|(?:an? )?(?:absolute |complete |total )?(?:joke of a \w+|shambles)|con ?(?:artists?|men)|robbers?|cowboys",
    re.I,
)
#: Words that carry no matter beside the swearing.
_FILLER: Final = regex(
    r"你们|你們|你哋|你|我|都是|全是|是|的|什么|什麼|这|這|帮|群|一|公司|真|太|他|啊|吧|了|\b(you|all|are|is|a|an|the|of|bunch|company|off|so|your|and|people|guys|to|this|me|it)\b",
    re.I,
)

_LANGUAGE_WISH: Final = regex(
    r"(说|說|讲|講|用|换|換|改|speak|talk|use|switch|in|prefer|reply|answer|can (we|you)).{0,12}"
    r"(中文|普通话|普通話|国语|國語|粤语|粵語|广东话|廣東話|华语|華語|华文|華文|汉语|漢語|(?:简|簡|繁|正)[体體]?(?:字|中文)|简体|簡體|繁体|繁體|英文|英语|英語|english|chinese|mandarin|cantonese)"
    r"|^(english|chinese|中文|英文|繁體|简体|繁体|簡體)( please| pls|谢谢|謝謝|唔該)?\W*$"
    r"|^\W*((can we |let'?s |please )?(go |get )?back (to|in|into)|in|into|to) (english|chinese|mandarin|cantonese)( again| now)?( please| pls| plz| thanks)?\W*$|返(用)?(中文|英文)",
    re.I,
)

#: Who else speaks or writes, and what is written: in which language they do is told, not wished.
_OTHERS_LANGUAGE: Final = regex(
    r"[说說]明(?:[书書])?|客服|店[员員家]|[职職][员員]|人[员員]|老[师師]|[师師]傅|[导導][游遊]|司[机機]|[医醫]生|[护護]士|教[练練]|同事|[经經]理|[他她佢]|[对對]方|人家|我?[妈媽爸]|老人|孩|小朋友|合[同约約]|菜[单單]|包[装裝]|[标標][签籤示]|界面|介面|[页頁]面|app|[软軟][件體]|[课課]|[书書](?!面)|[电電][话話](?:[里裡那]|都|全)|全[是部程都]|都[是係系]|只有|[看听聽睇](?:不|唔)(?:懂|明)|唔[识識][睇聽听]|不[让讓准][说說讲講]|[说說讲講写寫]的(?:是|係)"
    r"|\b(?:manuals?|instructions?|menus?|labels?|contracts?|packaging|app|website|course|lessons?|class(?:es)?|book|staff|agents?|drivers?|teachers?|tutor|guides?|waiters?|doctors?|nurses?|reps?|representative|manager|technician|colleague|he|she|they|him|her|them|m[uo]m|mother|dad|father|only (?:speaks?|spoke|in|comes?)|(?:spoke|speaks|spoken|replied|answered|talked)|don'?t understand|couldn'?t understand|can'?t (?:read|understand)|cannot (?:read|understand))\b",
    re.I,
)
_ASKED_OF_US: Final = regex(
    r"[请請]|(?<![不唔])可[不唔]?可?以|能不能|能[^,，。]{0,8}[吗嗎]|得唔得|行不行|好[吗嗎不]|麻烦|麻煩|唔該|(?:告[诉訴]|回[复覆答]|[给給])我"
    r"|\b(?:please|pls|plz|can (?:you|we|u|i)|could (?:you|we)|would you|let'?s|tell me|reply to me|answer me)\b",
    re.I,
)
_CLAUSES: Final = regex(r"[,，。.!！?？;；\n]|\b(?:and|but|so|because)\b", re.I)
#: From this weight what stands beside a language tells something, unless it is asked of us.
_TOLD_BESIDE: Final = 12

#: What makes a wish for a language a polite one.
_COURTESY: Final = regex(
    r"可以|可唔可以|可不可以|能不能|得唔得|行不行|好[吗嗎不]好?|方便|麻烦|麻煩|[请請]|[谢謝]{2}|唔該|多[谢謝]|[吗嗎呀啊吖么麼?？我字你您]|\b(?:please|pls|can|could|you|we|i|thanks?)\b",
    re.I,
)
_ASKED_BESIDE: Final = 4
_THANKS: Final = regex(
    r"谢谢|謝謝|感谢|感謝|多谢|多謝|唔該|辛苦了?|不客气|好的?|嗯|没有?了?|沒有?了?|冇了?|不用了?|无|無|ok(ay)?|thank(s| you)?|you|no(pe|ne)?|cheers|nothing|all good",
    re.I,
)
_SCORE_WORDS: Final = regex(
    r"[0-9０-９一二三四五两兩]\s*(分|星|颗星|顆星|stars?|points?|/\s*5)?|out of( five)?|非常|很|挺|特别|特別|比较|比較|不太|太|不|滿意|满意|失望|一般(般)?|普通|还(行|可以|好)|還(行|可以|好)|ok(ay)?"
    r"|好评|差评|好評|差評|好|差|吧|了|我|给|給|打|评|評|麻麻地|几|幾|very|quite|so|really|not|too|bad|poor|good|great|excellent|fine|satisfied|dissatisfied|unsatisfied|happy|unhappy|neutral|average|alright|terrible|awful|perfect|i|guess|would|say|it|was|give|you|a|rate|rating|score|one|two|three|four|five|stars?",
    re.I,
)


def is_solved(text: str) -> bool:
    """Whether the text says that it is solved."""
    return bool(_SOLVED.search(text)) and not _NOT.search(text)


def is_done(text: str) -> bool:
    """Whether the text says that everything is told and may be filed."""
    folded = fold(text)
    at, done = 0, False
    while at < len(folded):
        if not (match := _DONE.match(folded, at)):
            return False
        at, done = match.end(), done or bool(match["done"])
    return done and not _NONE.fullmatch(folded)


def is_still_waited_for(text: str) -> bool:
    """Whether the text says that what was to happen has not happened, or has happened wrongly again."""
    return is_not_solved(text) or bool(_STILL_WAITING.search(text))


def is_stop(text: str) -> bool:
    """Whether the text plainly wants no more messages, whatever comes."""
    if _OR_ELSE.search(text):
        return False
    return bool(_STOP.search(text)) and not _HAS_NONE.search(text.replace("\u2019", "'"))


def is_praise(text: str) -> bool:
    """Whether the text wants to praise."""
    return bool(_PRAISE.search(text))


def disclaims(text: str) -> bool:
    """Whether the text says, beside whatever else, that it is no complaint."""
    return bool(_NO_COMPLAINT.search(text))


def praises_only(text: str) -> bool:
    """Whether the text says that it is no complaint but praise, or wants to praise, and nothing against it."""
    if weight(text) > _PRAISING:
        return False
    rest = _NO_COMPLAINT.sub(" ", text)
    if _BUT.search(rest):
        return False
    return bool(_WANTS_TO_PRAISE.search(rest)) or (rest != text and bool(_GOOD_WORD.search(rest)))


def is_thanks(text: str) -> bool:
    """Whether the text is thanks in Latin letters, and no more."""
    return len(text) <= _BARE and bool(_THANKS_ALONE.fullmatch(text.strip()))


def is_refusal(text: str) -> bool:
    """Whether the text begins with a no."""
    return bool(_REFUSAL.search(text))


def is_pure_abuse(text: str) -> bool:
    """Whether the text swears and says nothing of the matter."""
    return bool(_ABUSE.search(text)) and weight(_FILLER.sub("", _ABUSE.sub("", text))) < 8


def is_language_wish(text: str) -> bool:
    """Whether the text does no more than ask for a language."""
    if weight(text) > 40 or not _LANGUAGE_WISH.search(text):
        return False
    return any(_wishes_language(clause) for clause in _CLAUSES.split(text))


def tells_language(text: str) -> bool:
    """Whether the text tells in which language others speak, or something is written, and wishes for none."""
    if not (weight(text) <= _BARE and _LANGUAGE_WISH.search(text)) or is_language_wish(text):
        return False
    return bool(_OTHERS_LANGUAGE.search(text))


def _wishes_language(clause: str) -> bool:
    if not _LANGUAGE_WISH.search(clause):
        return False
    if _ASKED_OF_US.search(clause):
        return True
    beside = weight(_COURTESY.sub("", _LANGUAGE_WISH.sub("", clause)))
    return not _OTHERS_LANGUAGE.search(clause) and beside < _TOLD_BESIDE


def beside_language(text: str) -> str:
    """What is asked besides a language: "tell me the status in English"."""
    rest = _LANGUAGE_WISH.sub("", text)
    return rest.strip() if weight(_COURTESY.sub("", rest)) >= _ASKED_BESIDE else ""


def beyond_thanks(text: str) -> int:
    """How much a text says besides thanks and a polite no."""
    return weight(_THANKS.sub("", text))


def beyond_score(text: str) -> int:
    """How much a text says besides a rating."""
    return weight(_SCORE_WORDS.sub("", text))


def weight(text: str) -> int:
    """How much a text says: Han characters count two, other letters and digits one."""
    return len(text.translate(_WEIGHING))


#: Who is on hold for hours says so of a will to live, and smiles.
_TEDIOUS: Final = r"hold|queu\w*|wait\w*|phone|calls?|forms?|website|menus?|minutes|hours|chat ?bot|music|lines?|app|bot|helpline|paperwork"
#: Said of prices, of waiting, of laughing: what only sounds like despair.
_FIGURE: Final = regex(
    r"(?:[想要去])?(?:死|跳[楼樓]|上吊|撞[墙牆]|自[杀殺])[的嘅]心[都也]|[跳][楼樓](?:价|價|大|甩|清|促|特|减|減|式|机|機|游|遊|货|貨)|自[杀殺](?:式|小[队隊]|突[击擊]|[论論])|想死(?:你|妳|您|佢|他|她|它|咗?[我你]哋)"
    r"|(?:等|气|氣|急|热|熱|冷|冻|凍|烦|煩|笑|累|饿|餓|忙|慢|丑|醜|贵|貴|卡|堵|吵|嘈|难吃|難吃|尴尬|尷尬|无聊|無聊|写|寫|学|學|做|听|聽|看|睇)(?:到|得|的|都|死|是){1,2}(?:我|人|我们|我們|他|她|佢|我?(?:[妈媽爸]|老公|老婆|[儿兒]子|女[儿兒]))?(?:都|真|真的|快|就|好|要|只|係|是){0,3}(?:想死|不想活|唔想活|活不下去|想?(?:去)?跳[楼樓])"
    r"|\b(?:nearly|almost|could have|could've) kill(?:ed)? myself\b|\bkill(?:ing)? myself (?:laughing|working|trying|over|to|with)\b|\b(?:career|commercial|political|brand) suicide\b|\bsuicide (?:squad|doors?|bombers?|prevention (?:book|poster))\b"
    r"|(?:系统|系統|软件|軟體|程序|程式|电脑|電腦|手机|手機|机器|機器|[车車它])[^，。,.!?\n]{0,12}死给|\b(?:it|phone|laptop|battery|car|engine|app|screen|plants?|router|machine|printer|tv|thing|fridge)(?: just| always| really| simply)* wants? to die\b|\bcould(?:'?ve| have)? (?:just |honestly )?kill(?:ed)? my ?self (?:for|over)\b|\b(?:nearly|almost|practically) kill(?:s|ed|ing)? (?:him|her|them)sel(?:f|ves)\b|\b(?:rather|sooner) die than\b|\b(?:nearly|almost|practically|slowly) (?:lost|lose|losing) the will to live\b"
    rf"|\b(?:{_TEDIOUS})\b[^.!?\n]{{0,40}}\b(?:lost|losing|lose) the will to live\b|\b(?:lost|losing|lose) the will to live\b[^.!?\n]{{0,30}}\b(?:{_TEDIOUS})\b"
    r"|\bshoot(?:ing)? myself in the foot\b|\bend it all (?:with|by (?:email|mail|post))\b|\bwant to die (?:of|laughing|from)\b",
    re.I,
)
#: What keeps people from food and sleep that is no grief.
_PAINS: Final = r"\b(?:tooth\w*|teeth|pain\w*|\w*ache|jaw|gums?|throat|dentures?|braces|noise|noisy|itch\w*|rash|heat)\b|[牙痛疼喉嗓吵噪嘈痒癢痕咳熱热]|[发發][烧燒]"
#: Neither food nor sleep, said of oneself.
_SLEEPLESS: Final = r"\bi can(?:no|')?t (?:even )?(?:sleep|eat)\b(?:,| or| and| nor| i| even| can(?:no|')?t){1,5} (?:eat|sleep)\b|[吃食](?:不|唔)[下落][^。.!！?？\n]{0,6}[睡瞓](?:不|唔)(?:[着著]|到)|[睡瞓](?:不|唔)(?:[着著]|到)[^。.!！?？\n]{0,6}[吃食](?:不|唔)[下落]"
_ACHING: Final = regex(
    rf"(?:{_PAINS})[^!！?？\n]{{0,60}}(?:{_SLEEPLESS})|(?:{_SLEEPLESS})[^!！?？\n]{{0,40}}(?:{_PAINS})", re.I
)
#: All of life, and nothing that could be bought or ordered.
_ALL_THINGS: Final = (
    r"(?:anything|everything|it all)(?=\s*$|[,.;!?\n]| any ?(?:more|longer)\b| now\b| these days| and\b| since\b)"
)
_LAUGHS: Final = regex(r"\b(?:lo+l|lmf?ao|rofl|haha+|hehe+)\b|哈哈|笑死|😂|🤣", re.I)
_PILLS: Final = r"(?:pills?|tablets?|meds|medication|medicine|painkillers?|paracetamol|ibuprofen|tylenol|aspirin|xanax)"
#: Theirs and one's own.
_SELF: Final = r"(?:my|him|her|them) ?sel(?:f|ves)"
#: Where somebody is hurt on a thing, nobody meant to.
_NO_ACCIDENT: Final = r"\b(?! (?:on|with|by|opening|while|when|trying|badly on|using|in the foot)\b)"
#: What somebody says who may harm themselves, or whose family tells of it. Closed and careful: a word too many costs a
#: kind answer, no more.
#: No point in carrying on, where nothing follows that could be carried on with; and who thinks at an edge.
_NO_POINT: Final = r"\b(?:point|sense|reason|use) (?:in|of|to|for) (?:me )?(?:carry(?:ing)? on|go(?:ing)? on|keep(?:ing)? going|(?:being|staying|be|stay) (?:here|around)(?= any ?more| any longer))(?=$|[,.;!?\n]| (?:any ?more|any longer|honestly|really|now|at all|tbh|to be honest|without (?:him|her|them)|since)\b)(?![^!?\n]{0,60}\b(?:cancel\w*|subscri\w*|memberships?|contract|course|lessons?|chat|conversation|account|switch\w*|game|plan)\b)"
_AT_EDGE: Final = (
    r"(?:站|企|坐|喺|在|爬|行|走|上)[紧緊住着著到咗了喺在上埋]{0,3}[^,，。.;!！?？\n这這那你]{0,4}(?:[楼樓][顶頂]|天[台臺]|[顶頂][楼樓]|[桥橋](?:上|[边邊]|[头頭])|大[桥橋]|[海河江湖崖][边邊]|[悬懸]崖|窗(?:[边邊]|台|臺|口)|[阳陽][台臺]|路[轨軌]|[铁鐵][轨軌]|[栏欄]杆|[围圍][栏欄])[^!！?？\n]{0,16}"
    r"(?:跳(?:唔|不|[还還]是不|定唔)跳(?![绳繩舞])|值(?:唔|不)值得?(?=$|[,，。.;!！?？\s]|活|生存|[继繼][续續]活)|[想谂諗](?:着|著|[紧緊]|住|想|下)?[^,，。.;\n这這那你]{0,4}算(?:了|[数數])(?=$|[,，。.;!！?？\s]|吧)|[不唔]想(?:下去|落去|返去|回去|回家))"
)
_DESPAIR: Final = regex(
    rf"{_NO_POINT}|{_AT_EDGE}|"
    r"(?:不|唔)(?:[愿願]意?|肯|要)(?:再|[继繼][续續])?活(?:了|下去|落去)|(?:说|說|话|話|讲|講|嚷[着著]?|[闹鬧][着著]|吵[着著]|喊[着著])(?:他|她|佢|自己|真的?|真係|一直|成日|整天|就|都|很|好|又)*(?:要|想)(?:去)?(?:死(?=$|[，。,.;!?！？~\s])|[寻尋]死|跳[楼樓]|上吊|自[杀殺]|跳下去(?![玩游遊試试]))|(?<![生快灵靈鲜鮮干])活(?:[着著得起倒到])(?:[还還]|真|太|好|也|都|已[经經]){0,2}(?:没|沒|冇|无|無)(?:有|得|什[么麼]|啥子?|一[点點]|半[点點])*(?:意思|意[义義]|希望|[劲勁]|盼[头頭]|奔[头頭]|搞[头頭]|味道|滋味|用(?!的))|死(?:[给給俾畀])(?:我|他|她|佢|我们|我們|我哋)看|"
    r"[不唔]想(?:再)?(?:活(?![动動跃躍得])|生存|做人)|[没沒冇](?:有)?(?:办法|法子)?活路了?$|活(?:不|唔)(?:下去|落去)|我.{0,4}活不了|(?:没法|沒法|无法|無法)(?:再)?活|活[着著](?:[还還]有?|真|就|也|都)?(?:没|沒|冇|什么|甚麼)(?:有)?(?:意思|意义|意義)|不如死|死(?:了|咗|掉)(?:就)?算|死[给給畀](?:你|妳)|死在(?:你|妳|这|這)|我(?:真的?|真[係系是]|[实實]在|已[经經]|就?快|好似|感[觉覺]|[觉覺]得|而家|[现現]在|一[个個]人|都|就|也)*(?:(?:[撑撐捱挨熬扛])(?:不|唔)(?:下去|落去|到(?=㗎|喇|啦|了|$|[，。,.!！?？]))|(?:[撑撐熬])(?:不|唔)住)"
    r"|[顶頂捱撑撐]唔(?:住|到|落去)[^。.!！?？\n]{0,12}(?:日日(?:都|[係系]咁)?喊|想死|瞓唔[着著]|崩[溃潰]|冇希望|生[无無]可[恋戀])|日日(?:都|[係系]咁)?喊[^。.!！?？\n]{0,12}[顶頂捱撑撐]唔(?:住|到|落去)|(?:^|[，。,.!！?？;；~\s])想(?:去)?死(?=$|[，。,.!！?？;；~\s了啊喇啦呀])"
    r"|(?:好|很|真的|真係|只|就|都|我|已经|已經)想(?:去)?死(?![机機板])|^想(?:去)?死(?:了|啊)?$|[让讓]我(?:去)?死|寻短|尋短|[轻輕]生(?![活命产產])|自[杀殺]|自[尽盡]|自[残殘](?!疾)|自我了[断斷]|割腕|(?:想|要|去|打算|准备|準備)(?:上吊|[烧燒]炭(?!烤)|跳(?:河|江|海|[桥橋]|[轨軌]))"
    r"|(?:我|想|要|去|就|来|來|从|從).{0,5}跳[楼樓]|^跳[楼樓]|(?:结束|結束|了结|了結)(?:我|自己|這|这|我自己)?(?:的|条|條)?(?:生命|一生|性命|自己)|(?:离开|離開)(?:这个|這個)世界|(?:写|寫)(?:好)?(?:了)?[遗遺][书書]|(?:吃|吞|服|食)(?:了|咗|下)?.{0,3}(?:瓶|很多|好多|大量|整).{0,3}安眠[药藥]|吞(?:了|咗|下)?(?:好多|很多|一?瓶|大量|整)?.{0,2}[药藥](?!味|店)"
    rf"|\bkill(?:ing)? my ?self\b|\b(?:want(?:s|ed)?|tries|try(?:ing)?|tried|threaten(?:s|ed|ing)?|going|about|will|would|might|(?:he|she)'ll|gonna|plan(?:s|ned|ning)?) (?:to )?(?:just )?(?:kill|hang|drown|shoot|poison|harm|hurt|cut) {_SELF}{_NO_ACCIDENT}|\b(?:talk(?:s|ed|ing)?|think(?:s|ing)?|thought|thoughts|spoke|speaks?) (?:about|of) (?:kill|hang|drown|shoot|harm|hurt|cutt?)(?:ing) {_SELF}\b|\b(?:been|keeps?|kept|start(?:s|ed)|is|are|was) (?:cutting|harming|hurting) {_SELF}{_NO_ACCIDENT}|\b(?:cuts?|harms?|harmed) {_SELF} (?:because|over|on purpose|deliberately|again|at night|after (?:what|being|the))\b"
    r"|\b(?:want(?:s|ed)?|tr(?:y|ies|ied|ying)|threaten\w*|going|about|might|will|would|plan\w*) (?:to )?(?:end|take) (?:his|her|their) (?:own )?li(?:fe|ves)\b|\b(?:lost|losing) (?:the |his |her |my |their |all |any )*will to (?:live|go on)\b|\b(?:i|he|she|we) (?:might|may) (?:just )?as well (?:just )?(?:be dead|be gone|die|not (?:exist|be (?:here|alive)))\b|\b(?:see|sees|seeing|what.?s|what is) (?:the |any |no )?(?:point|sense|meaning|reason) (?:of|in|to|for) (?:life\b|being alive|liv(?:e|ing)\b(?! (?:in|here|there|at|near|next|close|with|by|on)\b))|\b(?:isn'?t|not) worth living\b|\btired of (?:living|life|being alive)\b"
    r"|\b(?:wants? to|threaten\w* to|ready to|about to|(?:he|she|they)(?: will|'ll| would|'d)|thinking of|talks? of) jump(?:ing)? (?:off|from|out of|in front of|under) (?:a|the|this|my|your|our|their|his|her) (?:\w+ )?(?:bridge|building|roof\w*|balcony|train|bus|window|cliff|tower|flat|block|tube|car park)\b|\bthreaten\w* to jump\b"
    r"|\b(?:(?:do|does|did) ?n'?t|(?:do|does|did) not|no longer|not) (?:want(?:s|ed|ing)?|wish(?:es|ed)?|feels? like) (?:to )?(?:be(?:ing)? alive|live any ?(?:more|longer)|go on living|exist(?:ing)?|be (?:here|around) any ?(?:more|longer)|live(?=\s*$|[,.;!?]| if| when| because| and| but| with this))\b|\b(?:want|wanna|going to|gonna|ready|just|might|will|to|could|i'?ll) end it all\b|^end it all\b"
    rf"|\b(?:no|any|the) (?:point|meaning|sense) (?:in|of|to) {_ALL_THINGS}|{_SLEEPLESS}|(?:[觉覺]得|感[觉覺]|只[觉覺])[^，。,.;!?！？\n]{{0,4}}(?:一切|做?(?:什[么麼]|甚麼|乜嘢?|咩|啥)|所有(?:事情?|嘢)?|人生|生活)(?:都|也|已[经經]|真的?|再){{0,3}}(?:[没沒]|冇|[无無]|毫[无無])(?:有)?(?:了|任何|什么|什麼|乜){{0,2}}(?:意[义義]|意思|盼[头頭]|希望)"
    r"|\b(?:end|ending|take|taking) my (?:own )?life\b|\bsuicid(?:e|al)\b|\b(?:wants? to|wanna|wanted to|wish(?:es|ed)? to|rather|ready to|begs? to|wish(?:es)? (?:i|s?he) could) die\b|\bwish(?:es|ed)? (?:that )?(?:i|he|she|they) (?:(?:was|were) (?:dead|never born)|had never been born)\b|\bbetter off (?:dead|without me)\b|\bunalive my ?self\b"
    r"|\bdo(?:n'?t| not) (?:want|wanna)(?: to)? (?:be alive|exist|(?:live|be here|go on|wake up) ?(?:any ?more|any longer)?\s*(?:$|[.!,;]))|\b(?:no|any) (?:reason|point|will) (?:to live|(?:in )?living)\b|\bnothing (?:left )?to live for\b|\bcan(?:'?t|not) (?:go on living|live like this|live any ?more)\b|\bself.?harm\w*"
    r"|\b(?:want|wanna|going|gonna|think\w*|feel\w*|might|will|about|urge|i'?ll)(?: \w+){0,2} (?:hurt|harm|cut|hang|drown|shoot)(?:t?ing)? my ?self\b|\b(?:hang|drown|hanging|drowning) myself\b|\bslit(?:ting)? my wrists?\b|\b(?:jump|throw(?:ing)? myself|jumping) (?:off|from|in front of|under) (?:a|the|this|my) (?:bridge|building|roof\w*|balcony|train|bus|window|cliff|tower|flat)\b"
    rf"|(?:^|[.!?,;] ?|\b(?:i|she|he|m[uo]m|mother|dad|father|wife|husband|son|daughter|brother|sister)(?:'?ve| have| has)?(?: just| already)? )(?:took|taken|swallowed|had|ate)(?: \w+)? (?:loads?|lots?|bunch|handful|bottles?|whole|too many|a lot|all|pile|ton|tons)(?: \w+){{0,3}} {_PILLS}\b|\b(?:i|she|he)(?:'?ve| have| has)?(?: just)? (?:overdosed|od'?d)\b|\b(?:took|taken|taking|take) an overdose\b",
    re.I,
)


_KIN: Final = r"(?:[儿兒]子|女[儿兒]|孩子|老公|老婆|丈夫|妻子|先生|太太|阿?[妈媽爸嬷嫲公婆]+|父[亲親]|母[亲親]|奶奶|[爷爺]+|哥哥?|姐姐?|弟弟?|妹妹?|室友|同[学學]|朋友|同事|個仔|個女|个仔|个女)"
#: Who was named last before such words: the customer, or somebody else.
_THEM: Final = regex(
    rf"[他她佢]|(?:我|你|您)?(?:的|嘅|家)?{_KIN}|(?<!我)[说話话說讲講]|\b(?:he|she|they|him|her|them|himself|herself|themselves|m[uo]m|mother|dad|father|wife|husband|son|daughter|brother|sister|child|kid|girl|boy|friend|flatmate|partner|boyfriend|girlfriend|nephew|niece|colleague|neighbou?r|grand\w+)\b",
    re.I,
)
_ONESELF: Final = regex(rf"我(?!(?:的|嘅|家)?{_KIN})|\b(?:i|me|myself)\b", re.I)
_SENTENCE_END: Final = regex(r"[，。,.!?！？;；\n]")


def is_despair(text: str) -> bool:
    """Whether somebody says that they may harm themselves, or that somebody near to them may."""
    return _despair(text) is not None


def is_of_another(text: str) -> bool:
    """Whether it is somebody else, of whom the customer tells."""
    found = _despair(text)
    if found is None:
        return False
    start, end = found
    begun = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    other, own = (
        max((match.end() for match in pattern.finditer(text, begun, end)), default=-1) for pattern in (_THEM, _ONESELF)
    )
    return other > own


def _despair(text: str) -> tuple[int, int] | None:
    literal = text.replace("’", "'")
    for pattern in (_FIGURE, _ACHING):
        literal = pattern.sub(lambda match: "~" * len(match[0]), literal)
    match = _DESPAIR.search(literal)
    return match.span() if match and not _LAUGHS.search(text) else None
