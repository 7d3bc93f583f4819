"""Live sockets: who is connected, and telling them what happens."""
