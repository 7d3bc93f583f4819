"""The auto-responder: what customers are told when nobody can answer them now."""
