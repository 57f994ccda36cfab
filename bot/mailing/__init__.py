"""Mailings: one message, or a few variants of it, to very many citizens, each of them once.

A mailing has a unique key, and letters: which messages go to whom. It is written to the outbox in pieces,
each committed together with how far the mailing has come, so that a process that is killed goes on exactly
where it stopped, and two that write at once cannot double anything.
"""

from bot.mailing.cap import Cap, capped_table
from bot.mailing.corrections import NotKept, letters_again, take_back
from bot.mailing.kept import Kept
from bot.mailing.ledger import (
    Ledger,
    fold,
    ledger,
    ledger_of,
    recall,
    settle_stopped,
    stop,
    stopped,
    under_way,
)
from bot.mailing.letters import Letter
from bot.mailing.mailer import Mailer
from bot.mailing.table import Mailing, Order, find, mailing_table

__all__ = [
    "Cap",
    "Kept",
    "Ledger",
    "Letter",
    "Mailer",
    "Mailing",
    "NotKept",
    "Order",
    "capped_table",
    "find",
    "fold",
    "ledger",
    "ledger_of",
    "letters_again",
    "mailing_table",
    "recall",
    "settle_stopped",
    "stop",
    "stopped",
    "take_back",
    "under_way",
]
