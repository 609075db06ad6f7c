"""What the ports of access can do, once each: for the test that looks at how every statement finds its rows."""

from __future__ import annotations

from datetime import timedelta

from bot.accounts import Entrance, Factor, Preferences
from bot.ports import UnitOfWork
from tests.contract.storage.build import LEASE, NOW


def everything(work: UnitOfWork, user: int, case: int, sent: int) -> None:
    """Call each method."""
    work.factors.put(Factor(user=user, sealed="s", created_at=NOW, confirmed_at=NOW))
    assert work.factors.of(user)
    work.factors.owners()
    work.factors.advance(user, 1)
    work.factors.set_codes(user, ["a"])
    work.factors.codes(user)
    work.factors.use_code(user, "a")
    work.factors.drop(user)
    work.entrances.add(Entrance(token_hash="t", kind="oidc", expires_at=NOW + LEASE), NOW)
    work.entrances.get("oidc", "t", NOW)
    work.entrances.take("oidc", "t", NOW)
    work.entrances.bind("i", "s", user, NOW)
    work.entrances.known("i", "s")
    work.entrances.bound("i", user)
    work.wishes.put(Preferences(user=user))
    work.wishes.of(user)
    work.wishes.wanting()
    work.wishes.add_news(user, "filed", "x", None, NOW)
    work.wishes.news(user, 0)
    work.wishes.last_news(user)
    work.views.record(case, user, NOW)
    work.views.of(case)
    work.staff.sessions(user, NOW)
    work.staff.touch_session("t", NOW)
    work.outbox.arrived(sent, NOW)
    hour = timedelta(hours=1)
    for who in (None, user):
        for action in ("", "read"):
            for target in ("", "700"):
                for since, until in ((None, None), (NOW - hour, None), (NOW - hour, NOW)):
                    work.staff.audited(10, user=who, action=action, target=target, since=since, until=until)
