"""Population: residents, families, households, groups, and where they live."""
