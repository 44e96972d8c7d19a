"""Signing in to the desk: the form, limits on wrong passwords, and the record of sign-ins."""
