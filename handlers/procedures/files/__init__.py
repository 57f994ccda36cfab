"""What staff write: the names of settings.yaml, and tables of procedures as CSV and Excel files."""
