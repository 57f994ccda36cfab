"""The form: fields are read (fields), checked and placed (checking), looked at and sent (sending)."""

from handlers.roads.public.report import form, sending

__all__ = ["form", "sending"]
