"""Rich menus: content/menu.yaml read, checked, drawn and published.

Staff write tabs, rows and labels; where the pixels are, which limits LINE has and how a new menu takes
the place of an old one is this package's business.
"""
