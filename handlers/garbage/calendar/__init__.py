"""When garbage is collected: rules, schedules, closings, districts. Knows no file and no chat."""
