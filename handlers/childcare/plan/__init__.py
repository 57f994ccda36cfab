"""The plan: which vaccinations and check-ups a child gets, from when and until when."""
