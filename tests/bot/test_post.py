"""E-mail: a letter as it is sent, to a server of this machine, and what becomes of one that is not taken."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest

from bot.post import Mail, SmtpPostman, Undelivered, postman
from bot.settings import Settings, WrongSettings

LETTER = Mail(
    "road@example.jp", "道路の通報の引き継ぎ", "穴があいています。\n.\nhttps://x/\n", "key-1"
)


class Server:
    """A mail server that takes one letter, or says `refusal` to its receiver."""

    def __init__(self) -> None:
        self.refusal, self.letter = "", b""
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        line, _ = self._door.accept()
        with line, line.makefile("rwb", buffering=0) as talk:
            talk.write(b"220 here\r\n")
            while heard := talk.readline():
                word = heard[:4].upper()
                if word == b"DATA":
                    talk.write(b"354 go on\r\n")
                    while (part := talk.readline()) != b".\r\n":
                        self.letter += part.removeprefix(b".") if part[:2] == b".." else part
                refused = word == b"RCPT" and self.refusal
                talk.write(
                    f"{self.refusal or '250 yes'}\r\n".encode() if refused else b"250 yes\r\n"
                )
                if word == b"QUIT":
                    return

    def close(self) -> None:
        self._door.close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    opened = Server()
    yield opened
    opened.close()


def _ours(server: Server) -> SmtpPostman:
    found = postman(f"smtp://127.0.0.1:{server.port}", "city@example.jp", practice=True)
    assert isinstance(found, SmtpPostman)
    return found


def test_a_letter_arrives_whole(server: Server) -> None:
    _ours(server).send(LETTER)
    letter = message_from_bytes(server.letter, policy=default)
    assert letter["Subject"] == LETTER.subject
    assert letter["To"] == "road@example.jp"
    assert letter["Message-ID"] == "<key-1@example.jp>"
    assert letter.get_content() == LETTER.text


@pytest.mark.parametrize(("said", "final"), [("550 nobody", True), ("450 later", False)])
def test_a_letter_that_is_not_taken(server: Server, said: str, *, final: bool) -> None:
    server.refusal = said
    with pytest.raises(Undelivered) as undelivered:
        _ours(server).send(LETTER)
    assert undelivered.value.final is final


def test_nobody_there(server: Server) -> None:
    closed = SmtpPostman("smtp://127.0.0.1:1", "city@example.jp")
    with pytest.raises(Undelivered):
        closed.send(LETTER)
    _ours(server).send(LETTER)


def test_in_practice_nothing_leaves_the_machine() -> None:
    assert postman("smtp://mail.example.jp", "city@example.jp", practice=True) is None
    assert postman("smtp://mail.example.jp", "city@example.jp", practice=False) is not None
    assert postman("", "", practice=False) is None


@pytest.mark.parametrize(
    "env",
    [
        {"SMTP_URL": "mail.example.jp", "MAIL_FROM": "city@example.jp"},
        {"SMTP_URL": "smtp://mail.example.jp"},
        {"SMTP_URL": "smtp://mail.example.jp", "MAIL_FROM": "市役所"},
    ],
)
def test_settings_that_cannot_be_used_are_named(env: dict[str, str]) -> None:
    with pytest.raises(WrongSettings, match=r"SMTP_URL|MAIL_FROM"):
        Settings.read(env)
