"""How good suggestions are, and what each part of the engine brings."""
