"""Dialogues as transcripts: who says what, and what must hold then."""
