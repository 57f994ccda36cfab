"""What a procedure still lacks before it may be shown to citizens."""

from __future__ import annotations

from handlers.procedures.files.fields import BY_NAME, Problem
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.procedure import Procedure

NEEDED = ("name", "summary", "who", "life_events", "category", "department", "channel")


def lacking(procedure: Procedure, vocabulary: Vocabulary) -> list[Problem]:
    """What stands in the way of publishing; empty when nothing does."""
    problems = [
        Problem(name, f"{BY_NAME[name].title}を書いてください。")
        for name in NEEDED
        if not getattr(procedure, name)
    ]
    if vocabulary.has_address(procedure.channel):
        if not procedure.url:
            problems.append(Problem("url", "この方法では、URLが必要です。"))
        if not procedure.identity:
            problems.append(Problem("identity", "本人確認を選んでください。"))
    elif not procedure.phone:
        problems.append(Problem("phone", "電話・窓口では、電話番号が必要です。"))
    if vocabulary.counts(procedure.online) and procedure.online_since is None:
        problems.append(Problem("online_since", "オンライン化した日を書いてください。"))
    return problems
