"""News of a complaint that is filed: not settled after all, the money came, harm was done. Closed phrases."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.phrases import is_still_waited_for, weight
from bot.dialogue.remarks import plain

#: What is longer tells a story of its own.
_REMARK: Final = 140
#: A remark that the money came is short.
_PAID_REMARK: Final = 80

#: What was promised did not come, or not all of it.
_UNSETTLED: Final = re.compile(
    r"(?:[没沒冇未]|不肯|不[给給]|拒[绝絕]|唔肯)(?:有|人|[给給]我|再)*(?:退|[赔賠]|到[账帳]|入[账帳]|收到|付|修|[换換]|[补補]|[处處]理|[来來])|[只才](?:有|[给給]我|[给給])*(?:到|退|收|[赔賠]|付|[补補])|到[账帳]只|少(?:了|咗|退|到|[给給]|\d)|不[认認][账帳]|[赖賴][账帳]|[变變]卦|又[坏壞漏停响響出犯]|[还還仲](?:是|係)?(?:[没沒冇未不]|老[样樣]|[坏壞])"
    r"|\b(?:only|just) (?:got|received|refunded|paid|sent|gave|half|part)\b|\b(?:broke|broken|leak\w*|fail\w*|stopped|died)(?: down)? again\b|\b(?:short|less) (?:by|than)\b|\b(?:back(?:ed|ing) out|went back on|going back on|refus\w+ to|won'?t|wont) (?:pay|refund|of|on|send|fix|it|their)?\b|\b(?:not|never|n't|hasnt|havent|didnt) (?:been |been \w+ed |actually )?(?:paid|refunded|arrived?|come|came|received?|repaid|settled|sorted)\b|\bstill (?:not|no|nothing|broken|leak\w*|waiting|owed?|short|hasn'?t|haven'?t|isn'?t|doesn'?t)\b"
)


def is_unsettled(text: str) -> bool:
    """Whether the text says that what counted as settled is not."""
    return weight(text) <= _REMARK and (bool(_UNSETTLED.search(plain(text))) or is_still_waited_for(text))
