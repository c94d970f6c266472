"""The field's own knowledge as pure functions: no database, no web, no clock of its own."""
