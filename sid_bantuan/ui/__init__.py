"""What every screen shares: the hardened admin view, the shell, the words."""
