"""The files of content/faq/."""
