"""Messages by the age of a child, reminders of the plan, and programmes; what is kept for them."""
