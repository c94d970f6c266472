"""The modules, in a row: a later one may use an earlier one, never the other way round."""
