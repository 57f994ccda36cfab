"""The registry itself: what a procedure is, its versions, and which of them stands open when."""
