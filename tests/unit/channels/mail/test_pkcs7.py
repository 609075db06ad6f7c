"""Mails that are wrapped in their signature, made by a real library."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from channels.mail.reading import read
from channels.mail.reading.pkcs7 import opened

_INNER = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "水壶漏水。".encode() + b"\r\n"


@pytest.fixture(scope="module")
def signed() -> bytes:
    """`_INNER` within a signature."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Roe")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(_INNER).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def test_the_text_is_read_and_the_wrapping_kept(signed: bytes) -> None:
    head = (
        b"From: a@b.example\nSubject: x\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
        b"Content-Transfer-Encoding: base64\n\n"
    )
    mail = read(head + base64.encodebytes(signed))
    assert mail.text == "水壶漏水。"
    assert mail.signed == "smime"
    assert mail.encrypted is None
    assert [(file.name, file.data) for file in mail.attachments] == [("smime.p7m", signed)]


def test_content_in_pieces_of_unknown_length() -> None:
    pieces = b"\x24\x80\x04\x03abc\x04\x02de\x00\x00"
    wrapped = bytes.fromhex("308006092a864886f70d010702a0803080020101310030 80".replace(" ", ""))
    wrapped += bytes.fromhex("06092a864886f70d010701a080") + pieces + b"\x00\x00" * 4
    assert opened(wrapped) == b"abcde"


def test_what_is_no_signature_is_left_alone(signed: bytes) -> None:
    assert opened(b"") is None
    assert opened(b"\x30\x80garbage") is None
    assert opened(signed[:40]) is None
    for end in range(0, len(signed), 7):
        opened(signed[:end])
