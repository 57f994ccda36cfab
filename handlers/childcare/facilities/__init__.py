"""Places for families: child-care facilities, clinics and baby stations, near a place or by kind."""
