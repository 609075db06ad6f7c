"""What staff are told, in the language of whoever reads it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.cases.series import Series
from bot.desk.phrases import phrased
from bot.desk.rules import Rules
from bot.dialogue.texts import Voice
from bot.records import Alert


def said(rules: Rules, language: str, alert: Alert) -> str:
    """The alert's sentence. An alert of an older version, or of a channel, says its text as it is."""
    voice = Voice(catalogue=rules.texts, language=language, zone=rules.policy.calendar.zone)
    key = f"alert.{alert.key}"
    if not alert.key or not voice.has(key):
        return alert.text
    values = dict(alert.values)
    if alert.key == "approval" and "kind" in values:
        amount = Decimal(values["amount"]) if values["amount"] else None
        values["offer"] = phrased(
            rules.texts[language], language, values["kind"], amount, values["currency"], values["words"]
        )
    if "due" in values:
        values["due"] = voice.day_and_time(datetime.fromisoformat(values["due"]))
    if "series" in values:
        values["series"] = named(rules, voice, Series.of_key(values["series"]))
    for name, group in (("window", "window"), ("why", "series.why"), ("what", "privacy.kind")):
        if name in values and voice.has(f"{group}.{values[name]}"):
            values[name] = voice.word(f"{group}.{values[name]}")
    if "reason" in values and voice.has(f"team.reason.{values['reason']}"):
        values["reason"] = voice.word(f"team.reason.{values['reason']}")
    if "category" in values and values["category"] in rules.policy.categories:
        values["category"] = voice.name(rules.policy.categories[values["category"]].names)
    if "department" in values:
        values["department"] = (
            voice.name(rules.policy.departments.get(values["department"], {})) or values["department"]
        )
    if "target" in values:
        values["target"] = voice.word(f"target.{values['target']}")
    return voice.say(key, **values)


def named(rules: Rules, voice: Voice, series: Series) -> str:
    """What a series is about, for people."""
    parts = []
    for dimension, value in series.values:
        if dimension == "category":
            known = rules.policy.categories.get(value)
            parts.append(voice.name(known.names) if known else value)
        else:
            parts.append(voice.word(f"series.{dimension}").format(value=value))
    return " · ".join(parts) or voice.word("series.all")
