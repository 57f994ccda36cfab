"""The browser simulator: a page that looks and behaves like a LINE talk on a phone."""
