"""Watching JMA's feeds: asked once a minute, each telegram fetched once, and how well that goes.

`receiving.receive` is where telegrams come in; polling is one source of them, a faster one would be another.
"""
