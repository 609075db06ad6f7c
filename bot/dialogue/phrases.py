"""Closed phrases that need no model: the bare wish to complain, "another matter", "still not solved"."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Said when one wants to complain and has not yet said what about.
_OPENER: Final = re.compile(
    r"(hi|hello|hey|dear \w+|good (morning|afternoon|evening)|你好|您好|喂|在吗|在嗎|哈[喽囉啰]|嗨|請問|请问|麻烦|麻煩|唔該)*"
    r"(i|we|我|我们|我們|俺|咱)?"
    r"(想要|想|要|需要|来|來|得|需|wouldliketo|wantto|wanna|needto|wishto|wish|amhereto|haveto|have|gota|got|like|would|want|need|dlike"
    r"|mhereto)*(to)?"
    r"(投诉|投訴|举报|舉報|申诉|申訴|客訴|客诉|反映|反應|反应|complain|complaint|make|file|lodge|raise|submit|register|report)"
    r"(一下|一个|一個|你们|你們|你哋|个|個|a|an|my|formal|new|the)*"
    r"(问题|問題|情况|情況|事情|事|嘢|complaint|problem|issue|complain|something)?"
    r"(please|plz|pls|now|here|谢谢|謝謝|唔該|啊|呀|吧|了|呢|嘅|aboutsomething|toyou|withyou)*"
)

#: "Another complaint", said of a new matter.
_ANOTHER: Final = re.compile(
    r"另一[个個件]|另外(一|还有|還有|想)|另有|别的(问题|投诉|事)|別的(問題|投訴|事)|新的?(投诉|投訴|问题|問題)|再投诉一|再投訴一|第二[个個件](投|问|問)"
    r"|another (complaint|issue|problem|order|thing|matter)|new (complaint|issue|case)|different (order|issue|matter|complaint)"
    r"|second (complaint|issue|problem)|separate (issue|complaint|matter)",
    re.I,
)

#: "It is not solved", said of a case that we take for done.
_NOT_SOLVED: Final = re.compile(
    r"(还|還|仍|又|并|並|根本|依然|始终|始終)?(没有?|沒有?|未|冇|唔)(能|有|被|得到)?(解决|解決|处理好?|處理好?|搞定|修好|整好|收到退|退)"
    r"|(又|再次|还是|還是|仍然|依旧|依舊|仲係|仍係)(坏|壞|出|不行|不能|有问题|有問題|老样子|老樣子|冇用|唔得|一样|一樣)"
    r"|重新(打开|打開|开启|開啟|处理|處理)|复投诉|復投訴"
    r"|not (been )?(solved|resolved|fixed|sorted)|isn'?t (solved|resolved|fixed)|still (not|broken|isn'?t|doesn'?t|no\b|the same|waiting|have(n'?t)?)"
    r"|(never|didn'?t|hasn'?t|haven'?t) (get|got|been|solve|fix|resolve|receive|work)\w*|re-?open|happen(ed|ing) again|broke(n)? again|came back",
    re.I,
)


def fold(text: str) -> str:
    """Text as it counts for comparing an answer with a label: width, case, punctuation and emoji aside."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LNM")


#: The same without the word: "I have a problem", "出问题了".
_PROBLEM: Final = re.compile(
    r"(hi|hello|你好|您好)?(i|we|我|我们|我們)?(have|ve|got|havegot|vegot|am having|想说|有|遇到|碰到|出)"
    r"(了|一个|一個|个|個|点|點|a|an|some)?(problem|issue|trouble|complaint|问题|問題|麻烦|麻煩|情况|情況)(s|here|了|啦|please)?"
    r"|(needs?|ineed|iwant)?help(me|please|plz)*|帮帮我|幫幫我|帮我|幫我|help(me)?"
)


def is_bare_opener(text: str) -> bool:
    """Whether the text only says that there is something to complain about."""
    folded = fold(text)
    return bool(_OPENER.fullmatch(folded) or _PROBLEM.fullmatch(folded))


def is_another(text: str) -> bool:
    """Whether the text says that this is a new matter."""
    return bool(_ANOTHER.search(text))


def is_not_solved(text: str) -> bool:
    """Whether the text says that a matter is not solved."""
    return bool(_NOT_SOLVED.search(text))


def weight(text: str) -> int:
    """How much a text says: Han characters count two, other letters and digits one."""
    return sum(2 if "\u2e80" <= char <= "\u9fff" else 1 for char in text if unicodedata.category(char)[0] in "LN")
