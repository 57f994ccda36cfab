"""Where in the city a citizen means: its districts and towns, as content/platform/ lists them.

Neither file is needed: in a city without them nobody can be found, and features ask for what they
need by themselves.
"""

from bot.citizens.residence.atlas import District, Found, Residence, Spot, Town
from bot.citizens.residence.files import load_residence

__all__ = ["District", "Found", "Residence", "Spot", "Town", "load_residence"]
