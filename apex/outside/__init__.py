"""Talking to other services: each with an end in time and in size, none with a word of Flask or the database."""
