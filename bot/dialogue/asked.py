"""Questions of the customer's own in the middle of ours: what an order number is, how a photo is sent, how it goes on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.dialogue import forms, requests
from bot.dialogue.ask import CHANGEABLE, ask_next, open_question, options, put
from bot.dialogue.besides import clauses
from bot.dialogue.news import asks_how_to_send
from bot.dialogue.phrases import weight
from bot.dialogue.refusals import none_of
from bot.dialogue.remarks import is_short, plain
from bot.dialogue.slot_words import SLOTS
from bot.dialogue.talk import Talk

#: A question is short; what is longer tells.
_LONGEST: Final = 64
#: What a question may stand beside, at most.
_MESSAGE: Final = 160
#: From this weight what stands beside a question says something.
_BESIDES: Final = 4

#: What is meant by a question of ours, where it is found, what it is for.
_WHAT: Final = re.compile(
    r"^\W*(?:那|[这這]|你|[请請]问|請問|不好意思)*(?:什么|什麼|甚麼|啥|咩|乜(?:嘢)?)(?:叫|是|係|系|為|为)(?!什么|[没沒])|(?:[号號][码碼]?|[单單]|[个個]|[这這那]|人[员員]|地[点點]|[诉訴]求|金[额額])(?:到底)?(?:是|係|系)(?:什么|什麼|甚麼|啥|咩|乜|[个個]啥)(?:玩意|[东東]西|意思|[来來嘢鬼])?(?:[儿兒啊呀呢嘛\W]|$)|(?:什么|什麼|甚麼|啥|咩|乜)意思|(?:不|唔|听不|聽不)(?:明白|懂)(?:你)?(?:[问問]|[说說]|[这這])?"
    r"|(?:[号號][码碼]?|[单單]|[这這那][个個]|[东東]西)(?:要|[应應][该該])?(?:在|去|喺|到|從|从)?(?:哪|[边邊]度|[边邊])[里裡裏儿兒]?(?:有|看|找|查|睇|搵|揾)?|(?:怎么|怎麼|咋|如何|點樣|点样|去哪)(?:找|看|查|睇|搵|揾)(?:到)?[^,，。]{0,6}(?:[号號]|[单單])|(?:[问問]|要|填|留|[写寫])[^,，。]{0,4}(?:[这這]|[单單][号號]|[电電][话話]|手[机機]|[号號][码碼]|[联聯][络絡系]方式)[^,，。]{0,3}(?:[干幹][嘛啥]|[幹干][什甚][么麼]|做什么|做什麼|做[咩乜]|有什么用|有什麼用|有啥用|有咩用)|[凭憑](?:什么|什麼|啥|咩|乜)[^,，。]{0,6}(?:[电電][话話]|手[机機]|[号號][码碼]|[联聯][络絡系]方式|[邮郵電电][箱邮郵])|(?:为什么|為什麼|点解|點解|为啥|為啥)(?:要|[问問])"
    r"|\bwhat(?:'?s| is| do you mean(?: by)?| does)(?: an?| the| that| this| your)? ?(?:order number|order no|reference|booking number|staff number|that|this|it|you mean|mean)(?: mean)?\W*$|\bwhat (?:order|booking|reference|number) (?:number )?do you mean\b|\bwhat do you mean\b|\bwhere (?:do|can|would|will|should) i (?:find|see|get|look(?: for)?) (?:it|that|the|my|this)(?: (?:order|booking|reference|number|no))?|\bwhere is (?:it|the order number|the number)(?: written| shown)?\W*$|\bwhy (?:do|would|are) (?:you|u) (?:need|want|ask(?:ing)?)|\bwhat (?:do|would) (?:you|u) (?:need|want) (?:my|a|the) (?:\w+ )?(?:number|phone|e-?mail|contact details)(?: for)?\b|\b(?:don'?t|do not) (?:understand|get) (?:the |your |this |that )?(?:question|what you)"
)
#: Whether the thing that is asked for is this or that.
_IS_IT: Final = re.compile(
    r"^\W*(?:是不是|就是|係咪|即係)(?=[^。!！]{0,16}[单單号號码碼])[^。!！]{2,24}[吗嗎吧咩呀么麼?？]|\b(?:do you mean|is (?:that|it) the|you mean the)\b"
    # Which of two.
    r"|^[^\d]{0,24}(?:上面|上|[里裡裏]面?|入面|[开開][头頭]|[结結]尾)(?:的|嘅|[嗰那])?[个個串条條]?(?:[号號][码碼]?)?[,，\s]?(?:[还還]是|定[係系]|抑或|定)[^\d]{2,24}$|\b(?:is (?:it|that)|do you (?:want|need)|you (?:want|need)|which(?: one)?)\b[^\d]{2,40}\bor\b[^\d]{2,40}[?？]"
)
#: Of several things one is to be named: which?
_WHICH: Final = re.compile(
    r"^\W*(?:是|[係系])?(?:哪|[边邊])(?:一)?[样樣个個件款台部张張只隻项項](?:先|呢|啊|呀){0,2}(?:[,，。?？]|$)|(?:要|[问問]|[说說]|[讲講]|指|想知)[^,，。]{0,3}(?:哪|[边邊])(?:一)?[样樣个個件款台部张張只隻项項][^,，。]{0,3}\W*$|\bwhich (?:one|item|of (?:them|the two|these))\b[^.!]{0,24}[?？]|\bwhich (?:one|item) (?:do|did|would|are) you\b"
)
#: How to send: beside the words of files, which are plain after that question.
_HOW: Final = re.compile(
    r"(?:怎么|怎麼|怎样|怎樣|咋|如何|[点點](?:样|樣)?)(?:才能)?(?:[发發]|[传傳]|send|上[传傳]|[给給畀俾]|弄[上来過过])|(?:[发發]|[传傳])(?:去|到|[给給])?(?:哪|[边邊])|\b(?:how|where)(?: do| can| should| would| to)?(?: i| we)? (?:send|upload|attach|share|put|e-?mail)\b"
)
#: What can't be photographed.
_NO_PICTURE: Final = re.compile(
    r"(?:怎么|怎麼|咋|[点點](?:样|樣)?|如何)(?:能|可以)?(?:拍|影|照)(?!.{0,6}[给給发發])|(?:拍|影|照)(?:不|唔)(?:了|到|出|[来來])|\b(?:how (?:do|can|could|would) (?:i|you|anyone) (?:photograph|take a (?:photo|picture)|film)|can'?t (?:photograph|take a (?:photo|picture) of)|you can'?t (?:see|photograph))\b"
)
#: Somebody will send it some time, may they?
_LATER: Final = re.compile(
    r"(?:晚[点點些上]|明[天儿兒日早晚]|[后後]天|[等待][会會下我到]|一?[会會][儿兒]|回[头頭去家]|[过過](?:[会會]|[两兩]天|[几幾]天)|下班|[迟遲]啲|聽日|听日|[之以][后後]|周末|週末)[^。!！]{0,12}(?:[发發传傳补補给給拍畀俾send])|\b(?:later|tomorrow|tonight|after work|when i(?:'m| am| get) home|at the weekend|my (?:daughter|son|wife|husband|friend|mum|dad) (?:can|will|could)|can (?:my|she|he))\b"
)

_DOING: Final = r"(?:[处處]理|解[决決]|回[复覆]|答[复覆]|[办辦]|搞[定好]|[结結]果|[联聯][系繫絡络]|退[款钱錢]?|到[账帳]|上[门門]|[来來](?:人|修))"
#: How our work goes: when, by whom, what comes next, whether here.
_COURSE: Final = {
    "here": re.compile(
        r"(?:投[诉訴]|客[诉訴])(?:是|就)?(?:在|喺)(?:[这這]|呢)[里裡裏儿兒度]?[^,，。]{0,6}(?:[吗嗎么麼?？]|[说說弄填办辦搞]|$)|(?:在|喺)(?:[这這]|呢)[里裡裏儿兒度](?:可以|能)?(?:投[诉訴]|[说說])[^,，。]{0,4}[吗嗎?？]|\b(?:is (?:this|it) (?:the (?:right )?place|where (?:i|you|we)) .{0,24}complain|(?:can|do) i (?:make a )?complain(?:t)? here|am i in the right place)\b"
    ),
    "who": re.compile(
        r"(?:归|歸|由|是)?(?:哪|[边邊])(?:[个個一])?(?:部[门門]|[单單]位|科室|同事)[^,，。]{0,4}(?:管|[处處]理|[负負][责責]|跟|[办辦])?|(?:归|歸|由)(?:[谁誰]|[边邊][个個])(?:管|[处處]理|[负負][责責])|\b(?:which|what) (?:department|team)\b|\bwho (?:will|is going to|deals?|handles?|looks? (?:at|into|after)|is (?:coming|handling|dealing))\b"
    ),
    "time": re.compile(
        rf"(?:[处處]理|回[复覆]|答[复覆]|受理)(?:的)?(?:[时時]限|[时時][间間]|[时時]效|[周週]期)|(?:多久|多[长長][时時][间間]|[几幾][天日]|多少[个個]?(?:工作)?[日天]|什么[时时]候|什麼時候|[几幾]時|几时|啥[时時]候)[^,，。]{{0,6}}{_DOING}|{_DOING}[^,，。]{{0,6}}(?:多久|多[长長][时時][间間]|[几幾][天日]|多少[个個]?(?:工作)?[日天]|什么[时时]候|什麼時候|啥[时時]候)"
        r"|\b(?:how long|when|how soon|how quickly|what day)\b[^.!?]{0,40}\b(?:take|takes|refund|reply|answer|hear|money|sort|deal|call|complaint|complaints|resol\w+|fix\w*|come|back|get|response)\b|\bhow long (?:is|does|will|would|do) (?:it|that|this|these things)\b|\b(?:will|can|do|could) (?:you|i|someone|anyone|somebody) (?:reply|answer|get back|call|hear|respond|let me know|get an answer)\b[^.!?]{0,24}\b(?:before|by|today|tomorrow|this week|monday|tuesday|wednesday|thursday|friday|soon|time)\b"
    ),
    "next": re.compile(
        r"(?:接下[来來]|然[后後]|之[后後]|下一步|[后後]面)(?:呢|要?(?:怎么|怎麼|咋|如何|[点點])(?:[办辦]|弄|做|[处處]理)?|[会會]?怎[么麼样樣])|你[们們哋]?(?:打算|准[备備]|準備|想)(?:怎么|怎麼|如何|[点點]样?|咋)(?:[处處]理|解[决決]|[办辦]|[赔賠]|做|搞)|\bwhat (?:happens|will happen|comes) (?:next|now|then|after)\b|\bwhat(?:'?s| is| are)?(?: you| ye| u| your lot)? (?:going to|gonna|will you|planning to) (?:do|happen)\b|\bwhat will you do\b|\bwhat are the next steps\b"
    ),
    "may": re.compile(
        r"(?:能不能|可不可以|可唔可以|能否|可否|[会會]不[会會]|是不是(?:可以|能))(?:[给給帮幫]我)?(?:全[额額]|全部)?(?:退|[换換]|[赔賠]|修)|(?:能|可以)?退(?:[钱錢款货貨])?(?:不能|唔能|得唔得)|(?:能|可以)(?:全[额額])?(?:退|[换換]|[赔賠])[^,，。]{0,3}[吗嗎么麼?？]|\b(?:can|will|could|do|would|am) i (?:get|going to get|have|be (?:able to get|given)|entitled to)[^.!?]{0,12}\b(?:refund|money back|compensation|new one|replacement|exchange|it back)\b"
    ),
}


def heard(talk: Talk) -> bool:
    """Answer a question that stands alone; what stands beside one is left to be read, after the answer. False then."""
    frame, question = talk.top, open_question(talk)
    text = talk.text
    if frame is None or frame.form != forms.COMPLAINT or frame.about is not None or talk.turn.message.choice:
        return False
    if talk.turn.message.attachments or len(text) > _MESSAGE or talk.meaning.intent in ("talk_to_human", "withdraw"):
        return False
    if question == "evidence" and _of_files(talk):
        return True
    if question in CHANGEABLE[1:] and _asks_what(talk, str(question)):
        return True
    if not frame.answers.get("description") or question in (None, "description"):
        return False
    found = course_asked(text)
    if found is None:
        return False
    kind, asked = found
    if kind == "may" and not frame.answers.get("remedy") and talk.meaning.values.get("remedy"):
        # "Can I get my money back, or a new one?": what is asked so is wanted.
        tell(talk, kind, asked)
        talk.fill({"remedy": talk.meaning.values["remedy"], "remedy_text": text})
        if question == "remedy":
            ask_next(talk)
        else:
            put(talk, str(question))
        return True
    rest = _rest(text, asked)
    if weight(rest) < _BESIDES and not talk.meaning.values.keys() & {"phone", "email", "order_number"}:
        if talk.meaning.priority_hints:
            return False
        tell(talk, kind, asked)
        put(talk, str(question))
        return True
    tell(talk, kind, asked)
    talk.text = rest if weight(rest) >= _BESIDES else text
    talk.meaning = replace(talk.meaning, intent="add_information")
    return False


def tell(talk: Talk, kind: str, asked: str) -> None:
    """The business's own answer to it, where one is listed, else how it always goes."""
    if requests.listed_answer(talk, asked):
        return
    talk.say(f"course.{kind}")


def course_asked(text: str) -> tuple[str, str] | None:
    """The kind of a question how our work goes, and its clause; None where none is asked."""
    for clause in clauses(text):
        said = plain(clause)
        for kind, pattern in _COURSE.items():
            if is_short(clause, _LONGEST) and pattern.search(said):
                return kind, clause
    return None


def _rest(text: str, asked: str) -> str:
    """What stands beside the question."""
    start = text.find(asked)
    before, after = text[:start], text[start + len(asked) :]
    after = re.sub(r"^[\s?？!！.。,，]+", " ", after)
    before = re.sub(r"(?:\b(?:also|and|but|so|oh)\b|另外|[还還]有|[那请請]|[请請][问問])?[\s,，.。]*$", "", before)
    return f"{before}{after}".strip()


def _asks_what(talk: Talk, question: str) -> bool:
    """A question about our question: one sentence tells what is meant, and it stays open."""
    said = plain(talk.text)
    short = is_short(talk.text, _LONGEST) and not talk.meaning.values.keys() & {"order_number", "phone", "email"}
    if not short or talk.meaning.priority_hints or none_of(talk.text, question):
        return False
    own = (question == "order_number" and _IS_IT.search(said)) or (question == "product" and _WHICH.search(said))
    if not (own or _WHAT.search(said)):
        return False
    # "What is an order number?" may be asked of another question of ours.
    slots = () if own else CHANGEABLE[1:]
    named = next((slot for slot in slots if re.search(SLOTS.get(slot, "(?!)"), said)), question)
    talk.say(f"explain.{named}")
    talk.show(options(talk, question))
    return True


def _of_files(talk: Talk) -> bool:
    """How a picture is sent, that it comes later, that there can be none."""
    text, said = talk.text, plain(talk.text)
    if not is_short(text, _LONGEST) or talk.meaning.priority_hints:
        return False
    if _NO_PICTURE.search(said):
        talk.say("no_files")
        ask_next(talk)
    elif _LATER.search(said):
        talk.say("evidence.later")
        ask_next(talk)
    elif _HOW.search(said) or asks_how_to_send(text):
        talk.say("evidence.how")
        talk.show(options(talk, "evidence"))
    else:
        return False
    return True
