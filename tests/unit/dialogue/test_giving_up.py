"""What gives a complaint up, and what only sounds so."""

from __future__ import annotations

import pytest

from bot.dialogue import giving_up
from bot.dialogue.news import is_unsettled, tells_harm


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("don't cancel it", "keep"),
        ("don't cancel the complaint", "keep"),
        ("cancel the withdrawal", "keep"),
        ("sorry, wrong button", "keep"),
        ("別撤", "keep"),
        ("等等 還是幫我留著好了", "keep"),
        ("等陣 都係繼續啦", "keep"),
        ("继续吧", "keep"),
        ("wait, leave it open", "keep"),
        ("on second thoughts, leave it in", "keep"),
        ("等一下就取消吧", None),
        ("對,不用繼續了", None),
        ("不用留著了", None),
        ("還是取消", None),
        ("please go ahead and cancel it", None),
        ("不是撤投诉", "keep"),
        ("no i mean cancel my broadband not the complaint", "other"),
        ("not the complaint, cancel the order", "other"),
        ("sorry, I meant my subscription. Keep the complaint", "other"),
        ("I said cancel my insurance policy, not this", "other"),
        ("不是撤投诉 是退订", "other"),
        ("我說的是取消訂單", "other"),
        ("yes but only if I still get the refund", "if"),
        ("yes but tell them I'm still furious", "if"),
        ("可以,但要先退钱", "if"),
        ("佢哋又冇過數！！呃人㗎，麻煩重新處理", "on"),
        ("他们又没退钱，请重新处理", "on"),
        ("钱还没到账，你们继续跟进", "on"),
        ("They still haven't paid me, please deal with it again", "on"),
        ("it broke again this morning, please look into it again", "on"),
        ("是的，一直没人理我，算了", None),
        ("不用再处理了，撤吧", None),
        ("不用继续跟进了", None),
        ("还没解决，我不想投诉了", None),
        ("yes, nobody has called anyway", None),
        ("still no answer, forget it", None),
        ("yes", None),
        ("yes just withdraw the complaint please", None),
        ("just cancel the complaint", None),
        ("yes please, but thanks for your help", None),
        ("no longer needed", None),
        ("I don't need it any more, please cancel", None),
        ("cancel the whole thing", None),
        ("cancel my kettle complaint", None),
        ("不投诉了", None),
        ("要不撤了吧", None),
        ("撤吧,反正我已经退订了", None),
    ],
)
def test_an_answer_to_shall_it_be_given_up(text: str, says: str | None) -> None:
    """Whoever gives up something else, or thinks better of it, does not give up the complaint."""
    assert giving_up.reply(text) == says


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("算了算了,跟你说也说不清,叫你们经理来", True),
        ("算了,找个管事的", True),
        ("never mind, get me your manager", True),
        ("算了,不用叫经理了", False),
        ("我找了你们经理,他给解决了,撤诉吧", False),
        ("I spoke to the manager and it is settled, please cancel", False),
    ],
)
def test_a_manager_is_called(text: str, calls: bool) -> None:
    """Whoever calls for a manager gives nothing up."""
    assert giving_up.calls_person(text) is calls


@pytest.mark.parametrize(
    ("text", "unsettled"),
    [
        ("等等,到账只有198,少100啊", True),
        ("他们又不认账了 钱没退", True),
        ("it leaks again", True),
        ("still not paid", True),
        ("they only refunded half", True),
        ("好的谢谢", False),
        ("it works now, thank you", False),
    ],
)
def test_what_counted_as_settled_is_not(text: str, unsettled: bool) -> None:
    """What was promised did not come, or not all of it."""
    assert is_unsettled(text) is unsettled


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("She has beaten another child today", True),
        ("the carer slapped my mother", True),
        ("今天又打了一个孩子", True),
        ("老师掐我家孩子", True),
        ("it hit the market last year", False),
        ("I beat the traffic", False),
        ("打电话给我", False),
        ("打我电话", False),
        ("你们打算什么时候修", False),
    ],
)
def test_harm_is_told(text: str, harm: bool) -> None:
    """People are hit and hurt; the market and the traffic are not."""
    assert tells_harm(text) is harm


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("no i mean cancel it for real, like i dont want to pay for it anymore", True),
        ("cancel it, I don't want to complain any more", False),
    ],
)
def test_what_is_no_longer_to_be_paid_for_is_no_complaint(text: str, other: bool) -> None:
    assert giving_up.ends_other(text) is other


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("lol no wait i still want the £140 back tho", True),
        ("actually no I still want my refund", True),
        ("wait no, I do want my money back", True),
        ("ok I don't want it any more", False),
        ("they still want to close it", False),
    ],
)
def test_what_was_wished_for_is_wanted_still(text: str, on: bool) -> None:
    assert giving_up.goes_on(text) is on
