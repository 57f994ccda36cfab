"""Child care: the plan of vaccinations and check-ups from a day of birth.

content/childcare/ holds the rules of the routine programme as dated data, and the check-ups.
"""

from handlers.childcare import documents, plan_chat
from handlers.childcare.talk import feature

__all__ = ["documents", "feature", "plan_chat"]
