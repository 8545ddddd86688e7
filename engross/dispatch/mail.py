"""A letter as a draft of e-mail: an .eml file that a mail program opens ready to be sent. The same bytes every time.

`X-Unsent: 1` makes Outlook open the file as a message to be sent. A file name is given in two ways: as RFC 2231 has
it in `Content-Disposition`, for Thunderbird and all that follow the standard, and as an encoded word in the `name`
of `Content-Type`, where Outlook puts it (its documentation of MAPI: “Attached Files and Messages”).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email import charset, utils
from email.encoders import encode_base64
from email.errors import MessageError
from email.generator import BytesGenerator
from email.header import Header
from email.headerregistry import HeaderRegistry
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from io import BytesIO
from typing import Any

from engross.errors import Problem, UsageError

DOMAIN = "engross.invalid"  # of Message-ID when there is no sender (RFC 6761: no such domain will ever be)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a draft says: to whom, from whom ("" for the mail program's own), subject, text, and the files with it."""

    to: tuple[str, str]
    sender: tuple[str, str] = ("", "")
    subject: str
    text: str
    day: date
    language: str
    files: tuple[tuple[str, bytes], ...]

    @property
    def identity(self) -> str:
        """A digest of all that the draft says."""
        total = hashlib.sha256(repr((self.to, self.sender, self.subject, self.text, self.day)).encode())
        for name, data in self.files:
            total.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\0".encode())
        return total.hexdigest()


def read_mailbox(text: str) -> tuple[str, str]:
    """(name, address) of a mailbox as RFC 5322 has it; UsageError for what is none, more than one, or not one line.

    >>> read_mailbox("Registry <registry@mission.example>")
    ('Registry', 'registry@mission.example')
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        header: Any = HeaderRegistry()("From", text if text.isprintable() else "")
        (group,) = header.groups
        (one,) = group.addresses
        if header.defects or group.display_name is not None:
            raise ValueError
        known = validate_email(one.addr_spec, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except (ValueError, IndexError, MessageError, EmailNotValidError):
        raise UsageError(
            Problem(
                code="dispatch/sender",
                text=f"{text!r} is not a mailbox",
                hint="write one name and one address: --from 'Registry <registry@mission.example>'",
            )
        ) from None
    return one.display_name, str(known.ascii_email)


def eml(draft: Draft) -> bytes:
    """The draft as a file (RFC 5322, lines ended by CR LF)."""
    identity = draft.identity
    message = MIMEMultipart("mixed", boundary=f"=_{identity[:40]}")
    message["X-Unsent"] = "1"
    if draft.sender[1]:
        message["From"] = _mailbox(*draft.sender)
    message["To"] = _mailbox(*draft.to)
    message["Subject"] = Header(draft.subject, "utf-8", header_name="Subject").encode()
    message["Date"] = utils.format_datetime(datetime.combine(draft.day, time(12), UTC))
    domain = draft.sender[1].rpartition("@")[2] or DOMAIN
    message["Message-ID"] = f"<{identity[:40]}@{domain}>"
    message["Content-Language"] = draft.language
    message.attach(MIMEText(draft.text, "plain", "utf-8"))
    for name, data in draft.files:
        message.attach(_attachment(name, data))
    return _bytes(message)


def _mailbox(name: str, address: str) -> str:
    return utils.formataddr((name, address), charset.Charset("utf-8"))


def _attachment(name: str, data: bytes) -> Message:
    """A file with its name as both kinds of mail programs read it."""
    part = MIMENonMultipart("application", "pdf")
    del part["Content-Type"]
    part["Content-Type"] = f'application/pdf; name="{_words(name)}"'
    part.set_payload(data)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    return part


def _words(name: str) -> str:
    """A name in encoded words (RFC 2047), each on a line of its own; as it is when it is ASCII."""
    if name.isascii():
        return name.replace("\\", "\\\\").replace('"', '\\"')
    return Header(name, charset.Charset("utf-8"), maxlinelen=70).encode(linesep="\n")


def _bytes(message: Message) -> bytes:
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False).flatten(message, linesep="\r\n")
    return out.getvalue()


def listed(lines: Sequence[str]) -> str:
    """The lines of a list in plain text.

    >>> print(listed(["a.pdf", "b.pdf"]))
    - a.pdf
    - b.pdf
    """
    return "\n".join(f"- {line}" for line in lines)
