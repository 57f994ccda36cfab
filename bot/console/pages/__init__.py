"""The console's own sections, made with the kit that features use."""
