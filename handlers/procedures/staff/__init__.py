"""The registry in the console: notices, completing, publishing, versions, files, links, the report."""

from handlers.procedures.staff import files, links, notices, overview, publishing, reporting
from handlers.procedures.staff.site import console

__all__ = ["console", "files", "links", "notices", "overview", "publishing", "reporting"]
