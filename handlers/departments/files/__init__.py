"""The files of content/departments/."""
