"""The tests: sentences about what the product promises, run on every engine that must keep them."""
