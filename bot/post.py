"""E-mail to other organisations, through the city's own mail server (SMTP_URL); nobody else is asked.

SMTP cannot tell whether a letter whose answer was lost arrived. Whoever sends it again gives the same `key`:
it becomes the Message-ID, by which mail programs know a copy.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

SECONDS = 20.0


class Undelivered(Exception):
    """The server did not take the letter; `final`: it never will."""

    def __init__(self, why: str, *, final: bool) -> None:
        super().__init__(why)
        self.final = final


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter in plain text. `key` names it for ever, in ASCII."""

    to: str
    subject: str
    text: str
    key: str


class Postman(Protocol):
    """What sends letters; tests bring their own."""

    def send(self, mail: Mail) -> None:
        """Hand a letter to the mail server; takes some seconds. Raises Undelivered."""


@dataclass(frozen=True)
class SmtpPostman:
    """Sends through one server: smtp://user:password@host:587 (STARTTLS where it is offered) or smtps://."""

    url: str
    sender: str

    def send(self, mail: Mail) -> None:
        """Hand a letter to the server. Raises Undelivered."""
        try:
            server = self._server()
            try:
                server.send_message(self.letter(mail))
            finally:
                _leave(server)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise Undelivered("the address was refused", final=min(codes) >= 500) from error
        except smtplib.SMTPResponseException as error:
            raise Undelivered(f"the server said {error.smtp_code}", final=False) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Undelivered(type(error).__name__, final=False) from error

    def letter(self, mail: Mail) -> EmailMessage:
        """The letter as it is sent. Raises ValueError where a header would hold a line break."""
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = self.sender, mail.to, mail.subject
        made["Message-ID"] = f"<{mail.key}@{self.sender.rpartition('@')[2].strip('>')}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(mail.text, cte="base64")
        return made

    def _server(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, context = parts.hostname or "", ssl.create_default_context()
        if parts.scheme == "smtps":
            secure = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=context)
            return _signed_in(secure, parts)
        server = smtplib.SMTP(host, parts.port or 587, timeout=SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif parts.username:
            server.close()
            raise Undelivered("a password is not sent without TLS", final=False)
        return _signed_in(server, parts)


def _signed_in(server: smtplib.SMTP, parts: SplitResult) -> smtplib.SMTP:
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _leave(server: smtplib.SMTP) -> None:
    """What goes wrong now changes nothing of what was taken."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def postman(url: str, sender: str, *, practice: bool) -> Postman | None:
    """What sends letters; None where no server is set, or where nothing may leave this machine.

    Args:
        practice: without LINE's real account.
    """
    if not url or not sender or (practice and not _is_here(urlsplit(url).hostname or "")):
        return None
    return SmtpPostman(url, sender)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
