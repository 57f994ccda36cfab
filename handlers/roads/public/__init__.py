"""道路の通報 on the web, under /roads: for people without LINE, and for other systems.

report   the form, the look at the whole, the 受付番号
status   what became of a report, by its 受付番号; 直っていません
photos   photos that citizens may see
listing  the public list, map and GeoJSON of approved cases, if the city wants them
handover the page behind the link that another road's owner gets
open311  Open311 GeoReport v2
"""

from handlers.roads.public import handover, listing, open311, photos, report, status
from handlers.roads.public.site import pages

__all__ = ["handover", "listing", "open311", "pages", "photos", "report", "status"]
