"""`huiyin read-mail`: what Huiyin makes of mails that lie in files."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bot.settings import Settings
from channels.mail.reading import Mail, read

_SIZE: Final = 256 * 1024 * 1024
#: A mail begins in an mbox: the line of the standard with a year in it, and a header behind it.
_BEGINS: Final = re.compile(
    rb"(?:\A|\n\r?\n)(?=From \S.{0,200}\d\d:\d\d.{0,40}\d{4}[^\n]{0,40}\r?\n>?[\x21-\x39\x3b-\x7e]+[ \t]*[: ])"
)


def read_mail(_settings: Settings, arguments: argparse.Namespace) -> int:
    """Write one line of JSON for each mail. A file that can't be read gets a line that says why; others go on."""
    failed = False
    for name in arguments.files:
        try:
            mails = list(_mails(name))
        except OSError as error:
            failed = True
            _write({"file": name, "error": f"{error.strerror or error}: give a file that holds a mail"})
            continue
        for raw in mails:
            try:
                said = to_json(read(raw))
            except Exception as error:
                # The top of the loop: one mail never stops the others.
                failed = True
                said = {"error": f"this mail can't be read ({type(error).__name__}); please report it"}
            _write({**said, "file": name})
    return 1 if failed else 0


def _mails(name: str) -> Iterator[bytes]:
    """The mails in a file ("-" is standard input): one, or all of an mbox."""
    if name == "-":
        data = sys.stdin.buffer.read(_SIZE)
    else:
        with Path(name).open("rb") as file:
            data = file.read(_SIZE)
    starts = [found.end() for found in _BEGINS.finditer(data)] if data.startswith(b"From ") else []
    if len(starts) < 2:
        yield data
        return
    for at, start in enumerate(starts):
        yield re.sub(rb"(?m)^>(?=>*From )", b"", data[start : starts[at + 1] if at + 1 < len(starts) else len(data)])


def _write(said: dict[str, Any]) -> None:
    # A file's name may be no valid text; JSON takes it escaped.
    sys.stdout.write(
        json.dumps(said, ensure_ascii=any("\ud800" <= sign <= "\udfff" for sign in str(said["file"]))) + "\n"
    )
    sys.stdout.flush()


def to_json(mail: Mail) -> dict[str, Any]:
    """A mail as programs get it."""
    bounce = mail.bounce
    return {
        "from": mail.from_address,
        "from_name": mail.from_name,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "text": mail.text,
        "reply_text": mail.reply_text,
        "attachments": [
            {"filename": file.name, "content_type": file.content_type, "size": len(file.data)}
            for file in mail.attachments
        ],
        "automatic": mail.automatic.value if mail.automatic else None,
        "bounce": {
            "recipient": bounce.recipient,
            "action": bounce.action,
            "status": bounce.status,
            "diagnostic": bounce.diagnostic,
            "original_message_id": bounce.original_message_id,
            "permanent": bounce.permanent,
        }
        if bounce
        else None,
    }
