"""Child care: the plan of vaccinations and check-ups from a day of birth.

content/childcare/ holds the rules of the routine programme as dated data, the check-ups, the messages by a
child's age, and the city's programmes.
"""

from handlers.childcare import account, documents, jobs, plan_chat
from handlers.childcare.talk import feature

__all__ = ["account", "documents", "feature", "jobs", "plan_chat"]
