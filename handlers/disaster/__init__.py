"""Disasters: what 気象庁 announces about this city, told once, in the citizen's language.

The clock watches JMA's feeds (`watching`). A telegram becomes claims (`telegrams`), claims become what holds
now (`states`), what holds and what was told before become messages (`notices`). content/disaster/, read by
`files`, says what goes to whom, and how.
"""

from handlers.disaster import chat, figures, jobs, rehearsing
from handlers.disaster.talk import feature

__all__ = ["chat", "feature", "figures", "jobs", "rehearsing"]
