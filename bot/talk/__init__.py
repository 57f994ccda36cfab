"""The talk: postbacks and their buttons, what a step returns, what is offered, the platform's sentences."""
