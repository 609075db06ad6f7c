"""Reading a mail: from the bytes that a server handed out to facts. Pure: no files, no network, no clock.

What counts, where products differ:

- *Sender*: the first mailbox of From; without one, of Reply-To, Return-Path, Sender, in this order (and a doubt).
- *Text*: the plain part; HTML is turned into text only where there is no plain part, or one that says nothing. All
  inline text of a mixed mail belongs to it. A mail that only carries another one says what that one says, and one
  without any text what its winmail.dat says.
- *Attachment*: every part that is not the body, whether it has a name or not: pictures shown in the text (`inline`),
  a nested mail as one file (not what it holds), calendar parts, the parts of a delivery report; not the signature
  beside what is signed.
  A winmail.dat is replaced by the files in it. Files in uuencode between the lines are taken out of the text.
- *Reply text*: without quoted history, signature and legal footer. Answers below or between quoted lines stay. A
  forwarded mail stays, from its mark on: it is what the sender wants to be read. So does an older mail below one that
  answers none.
"""

from __future__ import annotations

from channels.mail.reading.automatic import is_robot
from channels.mail.reading.mail import (
    Authentication,
    Automatic,
    Bounce,
    Caps,
    Doubt,
    Fault,
    Mail,
    Mailbox,
    MailFile,
)
from channels.mail.reading.reader import is_reply, read

__all__ = [
    "Authentication",
    "Automatic",
    "Bounce",
    "Caps",
    "Doubt",
    "Fault",
    "Mail",
    "MailFile",
    "Mailbox",
    "is_reply",
    "is_robot",
    "read",
]
