"""The staff console at /console. Features see it through `bot.staff`; docs/console.md tells how it works."""
