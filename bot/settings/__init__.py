"""Settings: config.yaml and the environment become one frozen value, or one report of every fault."""

from bot.settings.key import signing_key
from bot.settings.kinds import Hours, Language, LocalText
from bot.settings.loading import load
from bot.settings.model import ApiChannel, Category, Department, Question, Settings, WebChat

__all__ = [
    "ApiChannel",
    "Category",
    "Department",
    "Hours",
    "Language",
    "LocalText",
    "Question",
    "Settings",
    "WebChat",
    "load",
    "signing_key",
]
