"""What WeChat's and WeCom's error codes mean for a message. The codes that the platform's pages list, by what to do."""

from __future__ import annotations

from typing import Final

from bot.errors import ChannelError, Closed, Refused, RetryLater, Unreachable

#: The token is wrong, ended, or was replaced.
TOKEN: Final = frozenset({40001, 40014, 42001})

#: The customer must write first: out of the window, or the window's messages are used up.
CLOSED: Final = {
    45015: "the 48 hours are over, or the customer has unsubscribed",
    45047: "the messages of this window are used up",
    95001: "the messages of this window are used up",
    95002: "the 48 hours are over",
    95013: "the session is over",
    95018: "the session is not ours now: a person has it, or it is over",
}
_UNREACHABLE: Final = {
    40003: "no such openid",
    43004: "not a follower",
    84061: "no such customer",
    43101: "the customer has not consented, or has withdrawn it",
}
_LATER: Final = {
    -1: ("the platform is busy", None),
    45009: ("the day's calls are used up", 3600.0),
    45011: ("too many calls this minute", 60.0),
    45033: ("too many calls at once", 5.0),
    50002: ("the account is limited for now", 3600.0),
    61024: ("the token is not ready", 5.0),
}
#: What an administrator must mend; a message waits for it, because it is no fault of the message.
MEND: Final = {
    40013: "the app_id is wrong",
    40125: "the app_secret is wrong",
    40164: "this machine's IP address is not on the account's white list",
    40243: "the app_secret is frozen",
    48001: "the account has no right to this interface",
    48002: "the application has no right to this interface",
    50001: "the account has no right to this interface",
    60011: "the application has no right to this",
    60020: "this machine's IP address is not on the application's list of trusted ones",
    89503: "the account's administrator must confirm this call",
    89506: "the account's administrator has refused calls from this IP address",
    95000: "no such open_kfid",
    95004: "no such open_kfid",
    95017: "calls by API are switched off in WeChat KF",
}


class Failure(Exception):
    """The platform answered with an error code."""

    def __init__(self, code: int, path: str) -> None:
        self.code = code
        self.path = path
        super().__init__(f"errcode {code}")


def to_error(failure: Failure) -> ChannelError:
    """What it means for a message."""
    code = failure.code
    if code in CLOSED:
        return Closed(f"errcode {code}: {CLOSED[code]}.")
    if code in _UNREACHABLE:
        return Unreachable(f"errcode {code}: {_UNREACHABLE[code]}.")
    if code in _LATER:
        reason, after = _LATER[code]
        return RetryLater(f"errcode {code}: {reason}", after)
    if code in TOKEN:
        return RetryLater(f"errcode {code}: the token is refused again and again", 30.0)
    if code in MEND:
        return RetryLater(f"errcode {code}: {MEND[code]}", 600.0)
    return Refused(f"errcode {code}: the platform refuses it.")
