"""Drills: telegrams that staff try while the drill mode is on, sent to who takes part in drills alone."""
