"""The command line: `huiyin COMMAND`. Each command is a module of its own, loaded when it is called."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from bot.errors import HuiyinError, SettingsError
from bot.settings import Settings, load, starter

#: Command → module, function, one line of help. A function gets the settings and the parsed arguments.
COMMANDS: Final[dict[str, tuple[str, str, str]]] = {
    "run": ("bot.cli.running", "run", "run the product: web server, worker, delivery and timers"),
    "chat": ("bot.cli.chatting", "chat", "complain in the terminal"),
    "doctor": ("bot.cli.doctor", "doctor", "check settings, database, understander and channels, and say what to do"),
    "understand": ("bot.cli.understanding", "understand", "show what a text is understood to mean"),
    "route": ("bot.cli.routing", "route", "show who would get a complaint and by when, and why; nothing is filed"),
    "evaluate": ("bot.cli.understanding", "evaluate", "measure the understander on texts whose meaning is known"),
    "train": ("bot.cli.understanding", "train", "train the understander now"),
    "corrections": ("bot.cli.understanding", "corrections", "write what staff corrected as training data"),
    "user": ("bot.cli.staff", "user", "list, add, reset, disable or enable staff, unpair a lost second factor"),
    "token": ("bot.cli.staff", "token", "make an API token"),
    "case": ("bot.cli.cases", "case", "list cases, or show one"),
    "import": ("bot.cli.importing", "import_cases", "bring cases that another system had, from a CSV file"),
    "erase": ("bot.cli.privacy", "erase", "erase everything personal of a customer"),
    "export": ("bot.cli.privacy", "export_customer", "write everything about a customer into a ZIP"),
    "retention": ("bot.cli.privacy", "retention", "drop what is older than the settings keep"),
    "read-mail": ("bot.cli.mails", "read_mail", "show what is read from mails in files, one line of JSON each"),
    "wechat": ("bot.cli.wechat", "run", "create the Official Account's menu, or a QR code"),
    "backup": ("bot.cli.backup", "backup", "write everything into one file, beside the running product"),
    "restore": ("bot.cli.backup", "restore", "put a backup back"),
    "demo": ("bot.cli.demo", "demo", "fill a fresh database with four months of a made-up business's complaints"),
    "db": ("bot.cli.upkeep", "db", "show or upgrade the database's schema"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 done, 1 failed, 2 wrong use or settings."""
    # Before NumPy is loaded: a message's small matrices are no work for several threads, which wait for one another on
    # busy cores (five times the processor time).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = parser().parse_args(argv)
    environ = dict(os.environ)
    path = Path(arguments.config or environ.get("HUIYIN_CONFIG") or "config.yaml")
    explicit = arguments.config is not None or "HUIYIN_CONFIG" in environ
    try:
        if arguments.command == "run" and not explicit and not path.exists() and starter.write(path):
            print(f"{path.resolve()} is new: every setting with its default, to be changed as you like.")
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
        choices=("web", "receive", "worker", "delivery", "timers"),
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
    route = made["route"]
    route.add_argument("text", nargs="*", help="the complaint; without one, standard input is read")
    route.add_argument(
        "--jsonl", action="store_true", help='read {"id", "text", "channel"?, "language"?} lines, write one each'
    )
    route.add_argument("--case", metavar="NUMBER", help="a stored case, as if it came in now")
    route.add_argument("--channel", default="web", help="where it comes in (default: web)")
    route.add_argument("--language", choices=("zh-Hans", "zh-Hant", "en"), help="the language of the customer's page")
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
    made["corrections"].add_argument(
        "--into", type=Path, metavar="FOLDER", help="write FOLDER/corrections.yml (default: standard output)"
    )
    user = made["user"].add_subparsers(dest="action", required=True)
    user.add_parser("list", help="all staff")
    add = user.add_parser("add", help="add somebody; prints a one-time password")
    add.add_argument("login")
    add.add_argument("--name", default="")
    add.add_argument("--role", default="agent", choices=("agent", "department", "supervisor", "administrator"))
    add.add_argument("--department", default="")
    for action in ("reset", "disable", "enable", "unpair"):
        one = user.add_parser(action, help=f"{action} an account")
        one.add_argument("login")
    absent = user.add_parser("absent", help="somebody is away; routing gives their cases to the deputy")
    absent.add_argument("login")
    absent.add_argument("--from", dest="begins", required=True, metavar="DAY", help="2026-12-01 or 2026-12-01T13:00")
    absent.add_argument("--to", dest="ends", required=True, metavar="DAY", help="the last day, or a time")
    absent.add_argument("--deputy", default="", metavar="LOGIN")
    absent.add_argument("--note", default="")
    back = user.add_parser("back", help="somebody is there again: ends their absence, and cancels those to come")
    back.add_argument("login")
    work = user.add_parser("work", help="show or set somebody's hours and skills")
    work.add_argument("login")
    work.add_argument(
        "--hours", nargs="*", metavar="DAY=HOURS", help="mon=09:00-12:00,13:00-17:00 tue=…; alone: the business's own"
    )
    work.add_argument("--categories", metavar="IDS", help="with commas; empty: any")
    work.add_argument("--languages", metavar="TAGS", help="with commas; empty: any")
    link = user.add_parser("link", help="a one-time link by which somebody works in the staff room on Telegram")
    link.add_argument("login")
    token = made["token"].add_subparsers(dest="action", required=True)
    new = token.add_parser("add", help="make a token of the staff API; prints it once")
    new.add_argument("name", help="what it is for")
    new.add_argument("--user", default="admin", help="the staff member for whom it acts")
    new.add_argument("--scopes", default="cases:read,cases:write")
    case = made["case"].add_subparsers(dest="action", required=True)
    listing = case.add_parser("list", help="the most urgent cases")
    listing.add_argument("--text", default="")
    listing.add_argument("--all", action="store_true", help="closed ones too")
    listing.add_argument("--limit", type=_count, default=30)
    show = case.add_parser("show", help="one case with its conversation and timeline")
    show.add_argument("number")
    bring = made["import"]
    bring.add_argument("file", type=Path, metavar="FILE.csv")
    bring.add_argument("--dry-run", action="store_true", help="only check it, and list everything that is wrong")
    bring.add_argument("--source", default="import", metavar="NAME", help="the other system; an id is unique in it")
    bring.add_argument("--map", action="append", metavar="COLUMN=HEADER", help="what the file calls a column")
    bring.add_argument("--value", action="append", metavar="COLUMN:VALUE=MEANING", help="what a value of it means")
    bring.add_argument(
        "--encoding", choices=("utf-8", "gb18030", "big5", "utf-16"), help="default: told by the content"
    )
    bring.add_argument("--separator", metavar="SIGN", help="default: told by the first line")
    bring.add_argument("--user", metavar="LOGIN", help="who brings them, for the audit log")
    erase, export = made["erase"], made["export"]
    for command in (erase, export):
        whom = command.add_mutually_exclusive_group(required=True)
        whom.add_argument("--customer", type=_count, metavar="ID")
        whom.add_argument("--case", metavar="NUMBER", help="the customer of this case")
        whom.add_argument("--address", help="mail address or a platform's id")
    erase.add_argument("--untold", action="store_true", help="at once: a customer who asked for it is not told first")
    export.add_argument("--into", type=Path, metavar="FILE.zip", help="default: customer-ID.zip")
    erase.add_argument("--reason", required=True, help="stands in the audit log: name nobody in it")
    erase.add_argument("--withdraw-open", action="store_true", help="withdraw cases that are still open")
    erase.add_argument("--yes", action="store_true", help="don't ask")
    made["retention"].add_argument("--dry-run", action="store_true", help="only count what would go")
    wechat = made["wechat"].add_subparsers(dest="action", required=True)
    wechat.add_parser("menu", help="put 投诉, 进度 and 人工 into the account's menu")
    code = wechat.add_parser("qr", help="make a QR code that begins a complaint at a place, or opens a case")
    about = code.add_mutually_exclusive_group(required=True)
    about.add_argument("--scene", help="one of channels.wechat.scenes")
    about.add_argument("--case", metavar="NUMBER", help="whoever scans it is taken for this case's customer")
    code.add_argument("--days", type=int, help="good for so many days, at most 30 (default: for ever)")
    demo = made["demo"]
    demo.add_argument("--into", type=Path, metavar="FILE", help="a new SQLite file, instead of the settings' database")
    demo.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the last day (default: today)")
    demo.add_argument("--seed", type=int, default=1, help="another number is another story")
    db = made["db"].add_subparsers(dest="action", required=True)
    db.add_parser("status", help="which schema the database has, and which this release needs")
    db.add_parser("upgrade", help="bring the schema up to date")
    backup = made["backup"]
    backup.add_argument("--into", type=Path, default=Path("backups"), metavar="FOLDER", help="default: backups")
    backup.add_argument("--keep", type=_count, metavar="N", help="keep the N newest there, remove older ones")
    backup.add_argument("--check", type=Path, metavar="FILE", help="only compare a backup with its checksums")
    restore = made["restore"]
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="move what is there now aside")
    made["read-mail"].add_argument(
        "files", nargs="+", metavar="FILE", help="a raw mail (.eml) or an mbox; - is standard input"
    )
    return whole


def _count(text: str) -> int:
    # A database counts to 64 bits.
    if not text.isdecimal() or len(text) > 19 or not 0 < int(text) < 2**63:
        raise argparse.ArgumentTypeError("a whole number from 1 on")
    return int(text)
