"""What the tests stand on: servers, browsers and programs that are found, started and always stopped."""
