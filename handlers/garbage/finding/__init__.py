"""Understanding what citizens type: districts, kinds, items, days. Knows no chat."""
