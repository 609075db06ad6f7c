"""Who is named in a header, in forms that the standard has and in others."""

from __future__ import annotations

import pytest

from channels.mail.reading import addresses, markup
from channels.mail.reading.mail import Mailbox


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("a@b.example", [Mailbox(address="a@b.example", name="")]),
        ("Anna a@b.example", [Mailbox(address="a@b.example", name="Anna")]),
        ("a@[192.0.2.1]", [Mailbox(address="a@[192.0.2.1]", name="")]),
        ('"a,b"@c.example', [Mailbox(address='"a,b"@c.example', name="")]),
        ("收件人a@b.example", [Mailbox(address="收件人a@b.example", name="")]),
        (r'"Roe, \"Jo\" (x" <a@b.example>', [Mailbox(address="a@b.example", name='Roe, Jo (x')]),
        ("a@b.example (Anna), c@d.example", [Mailbox(address="a@b.example", name="Anna"), Mailbox(address="c@d.example", name="")]),
    ],
)  # fmt: skip
def test_mailboxes(header: str, wanted: list[Mailbox]) -> None:
    assert addresses.parse(header.encode(), most=20) == (wanted, False)


def test_deep_markup_is_read_without_its_scripts() -> None:
    page = "<div>" * 5000 + "<script>a<script>b</script >It leaks.<style>c</style><script>The floor is wet."
    assert markup.read(page, most=len(page)).text == "It leaks. The floor is wet."


def test_a_marked_signature_is_known_by_its_class() -> None:
    for names, signed in (("ydp3f1e5a6csignature", True), ("ydp3f1e5a6c note", False)):
        assert markup.read(f'<p>It leaks.</p><div class="{names}">Anna</div>', most=1000).signed is signed
