"""Messages about disasters: decided on from what holds, worded in every language, and sent once each."""
