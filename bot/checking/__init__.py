"""What `madoguchi check` looks for beyond what the bot needs to read its content: see each module."""
