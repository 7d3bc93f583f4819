"""Labels: coloured words on conversations and messages, a team's or one user's own."""
