"""Who is free for work: presence, pauses with reasons, teams switched on and off."""
