"""What is said beside the questions of an open complaint: "wait", "maybe", "I told you", and corrections in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from bot.cases.triage import RAISED
from bot.dialogue import forms, refusals
from bot.dialogue.ask import CHANGEABLE, ask_next, by_letter, open_question, options, put
from bot.dialogue.believed import believed
from bot.dialogue.besides import clauses
from bot.dialogue.corrections import corrected, is_of_the_story
from bot.dialogue.cuts import cut
from bot.dialogue.details import remedy_of
from bot.dialogue.filing import file
from bot.dialogue.fill import told_back
from bot.dialogue.heard import NAMED, labelled_number
from bot.dialogue.names import bare, is_name, is_thing
from bot.dialogue.numbers import should_be
from bot.dialogue.phrases import fold, is_done, weight
from bot.dialogue.questions import is_trouble
from bot.dialogue.remarks import (
    asks,
    beyond_none,
    has_files,
    has_no_files,
    is_all,
    is_later,
    is_no_staff,
    is_nothing_more,
    is_pause,
    is_put_off,
    is_short,
    is_unsure,
    names_files,
    omitted,
    plain,
    says_told,
    warns_of_mistake,
)
from bot.dialogue.sayings import other_wish, remedy_in
from bot.dialogue.slot_words import SLOTS
from bot.dialogue.talk import Talk, with_more
from bot.dialogue.wishes import is_theirs, rewished, to_be_done, wished_instead
from bot.regex import regex

#: What may have to be looked for before it can be told.
_TO_LOOK_UP: Final = ("order_number", "date", "place", "person", "amount", "contact")
#: From this weight words say what is wanted.
_A_WISH: Final = 4
#: From this weight they are kept whatever was asked.
_BESIDES: Final = 8
_ORDER: Final = regex(
    r"(?:订单|訂單|单号|單號|order|booking|ref)\D{0,16}?(?P<x>(?=[0-9A-Za-z-]{0,28}\d{3})[0-9A-Za-z][0-9A-Za-z-]{3,31})",
    re.I,
)

#: The number of a file, a member, a policy: an order's, where the customer points to it.
_NUMBERED: Final = regex(
    r"(?<![电電][话話])(?<![手][机機])(?<![身][份分][证證])(?<![卡账帳房门門户戶])[号號][码碼]?(?:是|係|[为為]|[:：\s]){0,3}(?P<x>(?=[0-9A-Za-z-]{0,28}\d{3})[0-9A-Za-z][0-9A-Za-z-]{3,31})"
)


#: Giving up a contract: what a customer wants, and not that they take the complaint back.
_ENDS: Final = regex(
    r"解[约約]|退[租会會]|退[订訂](?![金费費位])|[终終]止合|撤[销銷]合|解除合|取消(?:合|[会會]|[订訂]|[账帳]|服[务務])|\b(?:cancel|end|terminate|leave|out of) (?:my |the |this |our )?(?:contract|subscription|membership|policy|agreement|booking|order|plan|tenancy|account)\b",
    re.I,
)
#: What is to be done, in words that no button has.
_DO_IT: Final = regex(
    r"^\W*(?:就|只要?|[请請]|[帮幫]我?|[给給]我|麻[烦煩]|直接|[赶趕快尽盡]+[紧緊快]?|把[^,，。把]{1,12}?|先){0,4}(?:改(?![变變天日])|延[期后後]|[补補]|恢[复復]|解[封绑綁]|[关關]掉|[开開]通|[删刪]|查清|改[签簽]|[调調]|[转轉](?!人)|[重]新|送[到来來過过]|寄[到来來回]|派)[^?？]{1,40}$"
    r"|^\W*(?:(?:重新|[从從][头頭])(?:核|算|[计計]|[开開]|[查做])|(?:把|[将將])[^,，。?？]{1,16}(?:取消|撤|免|[删刪注註]|[调調改]|[换換]|搬|清|收|拿|[结結]))[^?？]{0,40}$"
    r"|^\W*(?:please |just |simply |kindly |can you |could you |i(?:'d| would| should)? (?:just )?(?:want|like|need) (?:you )?to )*(?:change|correct|update|move|reschedule|extend|restore|unblock|reactivate|redo|collect|deliver|remove|waive|put|recheck|re-check|check|bill|charge|cancel|withdraw|drop|reverse|write off|rebook|re-book|book|empty|clean|clear|swap|switch|reinstate|return|bring|take|pick up|settle|pay|credit|honou?r|finish|complete|install|cut|stop|recalculate|review|reopen|unlock|adjust|reduce|lower|give|let|tell|train|investigate)\b[^?]{2,80}$",
    re.I,
)
#: That we look into something is a wish as well, however it is put: "just check whether the meter is right".
_CHECK_IT: Final = regex(
    r"(?:[给給帮幫替](?:我|俺|咱)?(?:[们們])?|[请請]|麻[烦煩](?:你[们們]?)?|就是?|[只]是?|想[让讓]你[们們哋]?|派人|[来來]人|希望|你[们們哋]?)(?:去|先|好好|[帮幫给給](?:我|俺)?|再){0,3}(?:[查核][查实實清对對验驗]|查一?下|[检檢][查测測]|看一?[下看]|弄[清明]|搞[清明])(?![^,，。]{0,6}(?:[进進]度|投[诉訴]|[单單案][号號子]|[结結]果|了吗))"
    r"|^\W*(?:please |just |can you |could you |i(?:'d| would)? (?:just )?(?:want|like) (?:you|someone|somebody) to )+(?:check|find out|look into|investigate|test|inspect|verify)\b(?![^.!?]{0,24}\b(?:status|progress|complaint|case)\b).{4,}"
)
#: Whom somebody wants to speak to.
_SOMEBODY: Final = regex(
    r"人工|真人|客服|[经經]理|主管|[领領][导導]|[负負][责責]|[专專][员員人]|同事|\b(?:human|person|people|some(?:one|body)|any(?:one|body)|manager|supervisor|agent|boss|staff|colleague|through|speak|talk|transfer|connect)\b",
    re.I,
)
#: What parts the name from "I said so", and what is cried out behind it.
_PAUSES: Final = regex(r"[,，。.;；!！?？…~～\n]+|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_CRIES: Final = regex(
    r"(?:[囉咯啊呀喇啦嘛呢吖㗎哦喔欸耶]|大佬|大哥|大姐|老兄|老[闆板]|拜[託托]|唉|[,，\s])+$|,? (?:mate|man|dude|bro|for god'?s sake|come on)$",
    re.I,
)
#: "Like I said", beside what is said once more; and where a wish stands in the story.
_LIKE_I_SAID: Final = regex(
    r"\W*\bi(?:'ve| have)?(?: already)? (?:told (?:you|u|ya)|did say)(?: (?:his|her|their|the|its) name)?(?: already| before| twice)?\b\W*|\W*\b(?:(?:like|as) i(?:'ve| have)?(?: already)? (?:said|told you|mentioned|asked)|i(?:'ve| have)?(?: already)? said(?: so| that)?)(?: already| before| earlier| above)?\b\W*|\W*(?:[刚剛]才|之前|上面|[头頭]先)?我?(?:都|就|已经|已經|咪)*(?:[说說講讲])(?:[过過]|咗|了)(?:了|的|嘅|啦|喇|囉)?\W*",
    re.I,
)
_HIS_NAME: Final = regex(r"\b(?:his|her|their) name\b", re.I)
#: What ends a clause stands in no name.
_SIGNS: Final = regex(r"[,，。;；!！?？]")
_I_SAID: Final = regex(r"\S\W+i (?:already )?said\W*$", re.I)
_WANTS: Final = regex(
    r"\b(?:want|would like|i'd like|we'd like|require|demand|expect)\b|想要|希望|要求|我[们們哋]?要", re.I
)

#: "Wait, the sum is 320": with one of these it is no mere asking for time.
_FIGURES: Final = frozenset({"amount", "phone", "email", "order_number"})
#: From this confidence a wish for a human is believed, whatever else it may be.
_BELIEVED: Final = 0.5


def _wants_human(talk: Talk) -> bool:
    """我找找 is not 我找你们经理, though it may look like it; nor is "put me back on a Monday" where a wish was due."""
    meaning = talk.meaning
    if open_question(talk) == "remedy" and _DO_IT.match(talk.text) and not _SOMEBODY.search(talk.text):
        return False
    return meaning.intent == "talk_to_human" and not (meaning.confidence < _BELIEVED and is_pause(talk.text))


#: Somebody else has what was told.
_STOLEN: Final = regex(
    r"[泄洩漏盗盜偷骗騙诈詐]|外流|[别別]人|陌生|冒[用名充]|\b(?:leak|stol|hack|fraud|scam|breach|someone|stranger)\w*"
)


def heard(talk: Talk) -> bool:
    """Answer what needs no reading of the story; False where the message is something else."""
    frame, message = talk.top, talk.turn.message
    question = open_question(talk)
    summary = question in ("confirm", "change")
    if {hint.kind for hint in talk.meaning.priority_hints} == {"data"}:
        none = refusals.none_of(talk.text, question) if question == "contact" else None
        points = says_told(talk.text) and not _STOLEN.search(plain(talk.text))
        if points or (none and none[0] == question):
            # "The number on my account", "the one I gave you just now": that is no news of stolen data.
            talk.meaning = replace(talk.meaning, priority_hints=())
    if (
        frame is None
        or frame.form != forms.COMPLAINT
        or question not in (*CHANGEABLE, "confirm", "change")
        or by_letter(talk)
        or message.attachments
        or message.choice
        or (_wants_human(talk) and not (summary and is_no_staff(talk.text)))
    ):
        return False
    if summary and frame.about is None and cut(talk):
        return True
    if hints := {hint.kind for hint in talk.meaning.priority_hints} - ({"repeated"} if summary else set()):
        # A large sum or "every month" makes no other correction of it.
        return summary and frame.about is None and hints <= RAISED and corrected(talk, str(question))
    mended = should_be(frame.answers, plain(talk.text), question)
    if is_pause(talk.text) and not mended and not _FIGURES.intersection(talk.meaning.values):
        # What was asked stays asked, and nothing is filed meanwhile.
        talk.say("take_time")
        talk.show(options(talk, question))
        return True
    if frame.about is not None:
        return False
    later = is_later(talk.text) and names_files(talk.text) and not beyond_none(talk.text)
    if later and question not in ("description", "evidence"):
        # "I'll send a photo later" answers none of our questions but that for files.
        talk.say("evidence.later")
        put(talk, question)
        return True
    if (
        question not in ("description", "change")
        and has_files(talk.text)
        and not is_done(talk.text)
        and (question == "evidence" or names_files(talk.text))
    ):
        if question == "evidence":
            talk.say("evidence.send")
            talk.show(options(talk, question))
        else:
            talk.say("evidence.later")
            put(talk, question)
        return True
    if question in _TO_LOOK_UP and is_put_off(talk.text):
        # It can be told any time: nothing waits for it, and it is not asked again.
        talk.offer(next((slot for slot in _TO_LOOK_UP if re.search(SLOTS[slot], talk.text, re.I)), question))
        talk.say("evidence.later")
        ask_next(talk)
        return True
    if (
        question == "order_number"
        and (own := labelled_number(talk.text))
        and "order_number" not in believed(talk, question)
    ):
        # The number of an account or a meter is what there is: kept, and no other asked for.
        talk.add(talk.text)
        talk.offer("order_number")
        talk.say("noted", what=own)
        ask_next(talk)
        return True
    if summary and (lacking := omitted(talk.text)):
        talk.text = lacking
    if summary and is_no_staff(talk.text) and not frame.answers.get("person"):
        # Said of somebody in the story: there is nothing to take out.
        talk.offer("person")
        talk.say("ack")
        put(talk, "confirm")
        return True
    answers = _ENDS.search(talk.text) or (_DO_IT.match(talk.text) and not asks(talk.text))
    wished = (summary or question in CHANGEABLE[1:]) and to_be_done(talk.text) == bare(talk.text)
    if wished or (question == "remedy" and answers):
        # "I want to end the contract", "change the address" answer what is wanted; nobody gives up the complaint.
        values = {
            key: value
            for key, value in talk.meaning.values.items()
            if key not in ("date", "occurred_at") and not (key in NAMED and value == talk.text)
        }
        talk.meaning = replace(talk.meaning, intent="add_information", values=values)
    if question == "remedy" and _CHECK_IT.search(talk.text) and not talk.meaning.values.get("remedy"):
        talk.fill({"remedy": "other", "remedy_text": talk.text})
        talk.say("ack")
        ask_next(talk)
        return True
    if talk.meaning.values.get("declined") and rewished(talk, frame.answers):
        # Whoever gives up one wish gives up nothing else.
        talk.meaning = replace(talk.meaning, intent="correct")
    elif talk.meaning.values.get("declined") and talk.meaning.values.get("remedy"):
        # "No refund, a repair": it stands in the story, and only the wish is new.
        talk.meaning = replace(talk.meaning, intent="add_information")
    elif talk.meaning.values.get("declined") and talk.meaning.intent == "withdraw" and wished_instead(talk.text):
        talk.meaning = replace(talk.meaning, intent="add_information")
    elif talk.meaning.values.get("declined") and talk.meaning.intent == "withdraw":
        talk.say("ack")
        put(talk, question)
        return True
    if summary and warns_of_mistake(talk.text) and frame.answers.get("description"):
        # What is to be written rightly from now on puts nothing right in our summary.
        talk.add(talk.text)
        talk.say("told.more")
        put(talk, "confirm")
        return True
    if summary and _wishes_after_all(talk):
        return True
    if question == "confirm" and _beside_the_summary(talk):
        return True
    if not frame.answers.get("description"):
        return False
    if question != "description" and corrected(talk, question):
        return True
    if summary and is_of_the_story(talk.text, frame.answers):
        # The day it was bought, not the day it broke, was another.
        talk.add(talk.text)
        talk.say("told.more")
        put(talk, "confirm")
        return True
    if is_done(talk.text):
        # "No more questions, file it", though a no to what was asked may stand in it.
        return False
    if refusals.heard(talk):
        return True
    again = question == "remedy" and not talk.meaning.values.get("remedy") and _I_SAID.search(talk.text)
    if question in ("description", "confirm", "change") or not (again or says_told(talk.text)):
        return False
    _told_already(talk, question)
    return True


def opens(talk: Talk) -> bool:
    """Whether a first message tells a matter, however it was understood: the end of a contract, or what is broken."""
    intent, text = talk.meaning.intent, talk.text
    if talk.frames or talk.current() is not None or not is_short(text):
        return False
    if intent in ("skip", "deny"):
        # "It broke, I have no photo": the no is not the whole of it.
        none = refusals.none_of(text, None)
        return none is not None and is_trouble(none[1])
    return intent in ("out_of_scope", "talk_to_human", "withdraw") and _may_end(text)


def _may_end(text: str) -> bool:
    return (
        bool(_ENDS.search(text)) and not asks(text) and not re.search("人工|真人|投[诉訴]|complain|human|agent", text)
    )


def _wishes_after_all(talk: Talk) -> bool:
    """Another wish in the last clause, behind its reason: "they say no rebate, so exchange it after all"."""
    before = talk.frames[-1].answers
    *reasons, last = [*clauses(talk.text)] or [""]
    wish = other_wish(last) if reasons and before.get("remedy") and not asks(last) else None
    if wish in (None, before.get("remedy")) or is_theirs(last):
        return False
    why = talk.text[: talk.text.rindex(last)].strip(" ,，。;；")
    story = with_more(before, why) if weight(why) >= _BESIDES else before["description"]
    talk.fill({"remedy": wish, "remedy_text": None, "description": story})
    talk.say("corrected", what=told_back(talk, ("remedy",)))
    put(talk, "confirm")
    return True


def _beside_the_summary(talk: Talk) -> bool:
    if is_unsure(talk.text):
        talk.say("confirm.unsure")
        talk.show(options(talk, "confirm"))
    elif has_no_files(talk.text):
        talk.say("no_files")
        put(talk, "confirm")
    elif is_all(talk.text):
        file(talk)
    elif is_nothing_more(talk.text):
        talk.say("confirm.unsure")
        talk.show(options(talk, "confirm"))
    else:
        return False
    return True


def _told_already(talk: Talk, question: str) -> None:
    """What is asked may stand in the story; if not, it is asked no more."""
    told = unicodedata.normalize("NFKC", str(talk.frames[-1].answers["description"]))
    if question == "order_number" and (match := _ORDER.search(told) or _NUMBERED.search(told)):
        talk.fill({question: match["x"].upper()})
        talk.say("noted", what=told_back(talk, (question,)))
    elif question == "remedy" and (wish := _wish_told(talk.text, told)):
        talk.fill(remedy_of(talk, wish, remedy_in(wish) or ""))
        talk.say("noted", what=told_back(talk, (question,)))
    elif question in NAMED and (name := _name_told(talk.text)):
        # "I told you his name, Jason", whatever was asked.
        slot = "person" if _HIS_NAME.search(talk.text) else question
        talk.fill({slot: name})
        talk.say("noted", what=told_back(talk, (slot,)))
    else:
        rest = _LIKE_I_SAID.sub(" ", talk.text).strip()
        if _LIKE_I_SAID.search(talk.text) and weight(rest) >= _BESIDES and fold(rest) not in fold(told):
            # What is said to stand above does not: it does from now on.
            talk.fill({"description": f"{told}\n{rest}"})
        talk.say("told_already")
    ask_next(talk)


def _name_told(text: str) -> str:
    """The bare name that is said once more: "Dan like I said", and not "it was the green one"."""
    left = _LIKE_I_SAID.sub(" ", text).strip()
    name = re.sub(r"^(?:in|at|on|from) (?=\w)", "", bare(left), flags=re.I)
    # "It was the green one" tells which, and names nothing.
    whole = weight(name) >= weight(left) - 4
    if left != text and whole and is_name(name) and not _SIGNS.search(name):
        return name
    # "The sofa, mate. It's written above": what is said to be told stands in a clause of its own.
    said = [one.strip() for one in _PAUSES.split(text) if one.strip()]
    things = [_CRIES.sub("", one).strip() for one in said if not says_told(one)]
    return things[0] if len(things) == 1 < len(said) and is_thing(things[0]) else ""


def _wish_told(text: str, told: str) -> str:
    """The wish that is said once more, or stands in the story."""
    if _LIKE_I_SAID.search(text) and weight(wish := _LIKE_I_SAID.sub(" ", text).strip()) >= _A_WISH:
        return wish
    said = [one.strip() for one in re.split(r"[.!?;,\n。！？；，]+", told)]
    return next((one for one in reversed(said) if _WANTS.search(one) and weight(one) >= _A_WISH), "")
