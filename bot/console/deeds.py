"""What the audit log holds, for people: it keeps codes and short English notes, which are told in any language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.console.faults import Name, Say

#: What was acted on → where it is shown, if it has a page of its own.
_PAGES: Final[Mapping[str, str]] = {
    "customer": "/console/customers/",
    "incident": "/console/incidents/",
    "action": "/console/actions/",
    "sample": "/console/quality/samples/",
    "conversation": "",
    "bulletin": "",
    "arrival": "",
    "offer": "",
    "audit": "/console/quality/audits/",
    "version": "",
}
_THING: Final = re.compile(rf"({'|'.join(_PAGES)}) (\d+)")

#: How a note is written → the text that says the same.
_NOTES: Final = tuple(
    (re.compile(pattern), f"deed.{key}")
    for key, pattern in (
        ("imported", r"(?P<stored>\d+) new, (?P<known>\d+) known"),
        ("drawn", r"seed (?P<seed>\d+), (?P<drawn>\d+) of (?P<all>\d+)"),
        ("assessed", r"audit (?P<n>\d+): (?P<score>\d+)"),
        ("told", r"notice (?P<n>\d+) (?P<customers>\d+)"),
        ("notice", r"notice (?P<n>\d+) ?"),
        ("restored", r"version (?P<n>\d+) as (?P<to>\d+)"),
        ("written", r"version (?P<n>\d+): (?P<title>.*)"),
        ("made", r"(?P<role>\w+) by (?P<provider>.+)"),
    )
)
#: Action → the group of texts that names what its note holds: one code, or several with commas.
_GROUPS: Final[Mapping[str, str]] = {
    "log_in": "how",
    "add_user": "role",
    "enter_complaint": "channel",
    "resend": "channel",
    "give_consent": "channel",
    "withdraw_consent": "channel",
    "mark_customer": "mark",
    "unmark_customer": "mark",
    "move_incident": "incident.state",
    "preferences": "kind",
    "take_aside": "aside",
}
#: Whose targets are names that people chose.
_TITLED: Final = frozenset({"script", "retire_script", "restore_script", "add_token", "take_aside"})
_ROLES: Final = re.compile(r"(?P<old>\w+) → (?P<new>\w+)(?:, (?P<department>\w+))?")


def target(action: str, said: str, say: Say, name: Name) -> tuple[str, str]:
    """What was acted on, and the address where it is shown ("": none)."""
    if action in ("link_channel", "link_address"):
        return name(said, "channel"), ""
    found = None if action in _TITLED else _THING.fullmatch(said)
    return _thing(found, say) if found else (said, "")


def _thing(found: re.Match[str], say: Say) -> tuple[str, str]:
    thing, number = found.groups()
    page = _PAGES[thing]
    return say(f"deed.{thing}", {"n": number}), page + number if page else ""


def detail(action: str, said: str, say: Say, name: Name) -> str:
    """The note of an action; what is no code of ours stays as it is."""
    if action in _GROUPS and " by " not in said:
        return ", ".join(name(one, _GROUPS[action]) for one in said.split(", "))
    if action == "judge_message":
        intent, _, category = said.partition("/")
        return " · ".join((name(intent, "intent"), *([name(category, "category")] if category else [])))
    if action == "role_user" and (roles := _ROLES.fullmatch(said)):
        department = [name(roles["department"], "department")] if roles["department"] else []
        return ", ".join((f"{name(roles['old'], 'role')} → {name(roles['new'], 'role')}", *department))
    if action == "retention":
        kinds = (part.rpartition(" ") for part in said.split(", "))
        return ", ".join(say("deed.gone", {"kind": name(kind, "kept"), "n": n}) for kind, _, n in kinds if kind)
    if found := _THING.fullmatch(said):
        return _thing(found, say)[0]
    for pattern, key in _NOTES:
        if found := pattern.fullmatch(said):
            values: dict[str, object] = {**found.groupdict()}
            if "role" in values:
                values["role"] = name(values["role"], "role")
            return say(key, values)
    channel, _, rest = said.partition(": ")
    if found := _THING.fullmatch(rest):
        return f"{name(channel, 'channel')}: {_thing(found, say)[0]}"
    return said
