"""Child care: facilities, clinics and events, and the plan of vaccinations and check-ups from a day of birth.

content/childcare/ holds the rules of the routine programme as dated data, the check-ups, the messages by a
child's age, and the city's programmes.
"""

from handlers.childcare import account, audience, documents, imports, jobs, menu_chat, plan_chat
from handlers.childcare.talk import feature

__all__ = [
    "account",
    "audience",
    "documents",
    "feature",
    "imports",
    "jobs",
    "menu_chat",
    "plan_chat",
]
