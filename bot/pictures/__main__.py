"""`python -m bot.pictures`: the child process of `bot.pictures.workshop`."""

from bot.pictures.child import main

main()
