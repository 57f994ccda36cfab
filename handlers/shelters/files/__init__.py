"""The files in which cities and 国土地理院 publish shelters."""
