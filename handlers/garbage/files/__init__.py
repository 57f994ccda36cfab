"""Reading the five files of the 5374 format, however they were written. Knows no chat."""
