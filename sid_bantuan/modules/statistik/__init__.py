"""The population in figures and charts, from what is counted."""
