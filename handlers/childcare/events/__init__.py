"""What is on for children and their parents: upcoming, this weekend, by district or age."""
