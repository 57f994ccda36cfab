"""The schemas of content/roads/."""
