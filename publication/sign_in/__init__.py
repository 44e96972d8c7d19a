"""Signing in at the desk: how often passwords may be guessed, the record, and the pages."""
