"""Where in the city a citizen means: its districts and towns, as content/platform/ lists them.

Neither file is needed: in a city without them nobody can be found, and features ask for what they
need by themselves.
"""

from bot.citizens.residence.atlas import Residence
from bot.citizens.residence.files import load_residence
from bot.citizens.residence.spots import District, Found, Spot, Town

__all__ = ["District", "Found", "Residence", "Spot", "Town", "load_residence"]
