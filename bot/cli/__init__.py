"""The command line: `huiyin COMMAND`. Each command is a module of its own, loaded when it is called."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from bot.errors import HuiyinError, SettingsError
from bot.settings import Settings, load

#: Command → module, function, one line of help. A function gets the settings and the parsed arguments.
COMMANDS: Final[dict[str, tuple[str, str, str]]] = {
    "run": ("bot.cli.running", "run", "run the product: web server, worker, delivery and timers"),
    "chat": ("bot.cli.chatting", "chat", "complain in the terminal"),
    "doctor": ("bot.cli.doctor", "doctor", "check settings, database, understander and channels, and say what to do"),
    "understand": ("bot.cli.understanding", "understand", "show what a text is understood to mean"),
    "evaluate": ("bot.cli.understanding", "evaluate", "measure the understander on texts whose meaning is known"),
    "train": ("bot.cli.understanding", "train", "train the understander now"),
    "user": ("bot.cli.staff", "user", "list, add, reset, disable or enable staff"),
    "token": ("bot.cli.staff", "token", "make an API token"),
    "case": ("bot.cli.cases", "case", "list cases, or show one"),
    "db": ("bot.cli.upkeep", "db", "show or upgrade the database's schema"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 done, 1 failed, 2 wrong use or settings."""
    arguments = parser().parse_args(argv)
    environ = dict(os.environ)
    path = Path(arguments.config or environ.get("HUIYIN_CONFIG") or "config.yaml")
    explicit = arguments.config is not None or "HUIYIN_CONFIG" in environ
    try:
        settings = load(path if explicit or path.exists() else None, environ)
        module, function, _ = COMMANDS[arguments.command]
        command: Callable[[Settings, argparse.Namespace], int] = getattr(import_module(module), function)
        return command(settings, arguments)
    except SettingsError as error:
        print(f"The settings have {len(error.faults)} fault(s):", file=sys.stderr)
        for fault in error.faults:
            print(f"  - {fault}", file=sys.stderr)
        return 2
    except HuiyinError as error:
        print(f"huiyin: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) went away: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    whole = argparse.ArgumentParser(prog="huiyin", description="件件有回音: every complaint gets an answer.")
    whole.add_argument("--config", metavar="FILE", help="settings file (default: config.yaml, or HUIYIN_CONFIG)")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {name: commands.add_parser(name, help=text, description=text) for name, (_, _, text) in COMMANDS.items()}

    made["run"].add_argument(
        "--only",
        action="append",
        choices=("web", "worker", "delivery", "timers"),
        help="do only this (may be repeated); for several processes on PostgreSQL",
    )
    chat = made["chat"]
    chat.add_argument("--language", choices=("zh-Hans", "zh-Hant", "en"), help="the bot's first words")
    chat.add_argument("--as", dest="user", default="terminal", metavar="NAME", help="another name is another customer")
    understand = made["understand"]
    understand.add_argument("text", nargs="*", help="the text; without one, standard input is read")
    understand.add_argument(
        "--jsonl", action="store_true", help='read {"id", "text", "context"?} lines, write one each'
    )
    understand.add_argument("--why", action="store_true", help="say what decided, and which words spoke for it")
    understand.add_argument("--asked", help="the question that was just asked, such as remedy or rating")
    evaluate = made["evaluate"]
    evaluate.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="JSON lines, a YAML list, or Rasa NLU YAML"
    )
    evaluate.add_argument("--backend", choices=("embedded", "rasa", "both"), help="which one (default: nlu.backend)")
    evaluate.add_argument("--errors", action="store_true", help="list the texts that were misread")
    evaluate.add_argument(
        "--report", type=Path, metavar="FILE.html", help="write a page with pictures of the confusions"
    )
    evaluate.add_argument("--picture", type=Path, metavar="FILE.svg", help="write the confusions of the categories")
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    train = made["train"]
    train.add_argument("--force", action="store_true", help="train even if the data has not changed")
    train.add_argument("--backend", choices=("embedded", "rasa"), help="which understander (default: nlu.backend)")
    train.add_argument("--home", type=Path, default=Path("data/rasa"), help="where Rasa's project and model are kept")
    train.add_argument("--python", type=Path, default=Path(".venv-rasa/bin/python"), help="Rasa's Python")
    train.add_argument("--sample", type=int, help="at most so many examples of each label, for a quick trial of Rasa")
    user = made["user"].add_subparsers(dest="action", required=True)
    user.add_parser("list", help="all staff")
    add = user.add_parser("add", help="add somebody; prints a one-time password")
    add.add_argument("login")
    add.add_argument("--name", default="")
    add.add_argument("--role", default="agent", choices=("agent", "department", "supervisor", "administrator"))
    add.add_argument("--department", default="")
    for action in ("reset", "disable", "enable"):
        one = user.add_parser(action, help=f"{action} an account")
        one.add_argument("login")
    token = made["token"].add_subparsers(dest="action", required=True)
    new = token.add_parser("add", help="make a token of the staff API; prints it once")
    new.add_argument("name", help="what it is for")
    new.add_argument("--user", default="admin", help="the staff member for whom it acts")
    new.add_argument("--scopes", default="cases:read,cases:write")
    case = made["case"].add_subparsers(dest="action", required=True)
    listing = case.add_parser("list", help="the most urgent cases")
    listing.add_argument("--text", default="")
    listing.add_argument("--all", action="store_true", help="closed ones too")
    listing.add_argument("--limit", type=int, default=30)
    show = case.add_parser("show", help="one case with its conversation and timeline")
    show.add_argument("number")
    db = made["db"].add_subparsers(dest="action", required=True)
    db.add_parser("status", help="which schema the database has, and which this release needs")
    db.add_parser("upgrade", help="bring the schema up to date")
    return whole
