"""`python -m bot.emulator`"""

from bot.emulator.cli import main

if __name__ == "__main__":
    main()
