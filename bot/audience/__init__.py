"""Audiences: who receives something, as a value that can be stored, and whom that means at this moment.

What is told of them narrows them down: of several topics, areas or languages one suffices, and of the
different kinds (topics, places, languages, each feature's criterion) every one must hold. Nobody is
chosen by forgetting to choose: all followers are `Audience(everyone=True)`.

A criterion of a feature's own is a function that it gives with `@feature.audience`; it is known as
`<feature>.<name>`, and its parameters are a pydantic model, so that the console can make a form of it.
"""

from bot.audience.finding import Audiences, Criterion
from bot.audience.languages import version_for
from bot.audience.value import Areas, Audience, Choice

__all__ = ["Areas", "Audience", "Audiences", "Choice", "Criterion", "version_for"]
