"""What holds now: claims of telegrams folded into one level for each hazard and area, in whatever order."""

from handlers.disaster.states.folding import Held, Recall, Standing, fold, recalled

__all__ = ["Held", "Recall", "Standing", "fold", "recalled"]
