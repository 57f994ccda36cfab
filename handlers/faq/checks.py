"""What `madoguchi check` looks for in content/faq/: counters that nobody knows, answers that end soon."""

from __future__ import annotations

from bot.inspection import Inspection
from handlers.faq.content import WORDS, Questions
from handlers.faq.talk import feature


@feature.inspection
def inspect(questions: Questions, look: Inspection) -> None:
    """Warn of an `ask` that the search does not know, and of a last day within 60 days."""
    ids = questions.by_id
    for name in look.folder.names("*.yaml"):
        node = look.folder.node(name) if name != WORDS else None
        listed = node.child("questions") if node else None
        for number, item in enumerate((listed.items or []) if listed else []):
            told = item.child("id")
            one = ids.get(told.text or "") if told else None
            if one and one.ask and not look.finds(one.ask, ""):
                place = look.place(name, "questions", number, "ask")
                look.faults.warning(
                    place, f"「{one.ask}」という窓口も用件も見つかりません。",
                    "窓口の一覧にある名前か、扱う用件の名前を書いてください。",
                )  # fmt: skip
            if one and one.valid_until and look.today <= one.valid_until < look.soon:
                look.faults.warning(
                    look.place(name, "questions", number, "valid_until"),
                    "もうすぐ、この質問はご案内に出なくなります。",
                    "続けるなら、終わりの日を書き直してください。",
                )
