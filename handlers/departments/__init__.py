"""Departments (窓口案内): which counter is for what, where it is, and whether it is open now.

content/departments/ holds departments.yaml (counters, subjects, topics), holidays.csv in the Cabinet
Office's layout, and words.yaml.
"""

from handlers.departments import chat
from handlers.departments.talk import feature

__all__ = ["chat", "feature"]
