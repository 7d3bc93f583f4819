"""Transcripts: a conversation as its customer may read it."""
