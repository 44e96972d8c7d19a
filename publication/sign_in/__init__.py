"""Signing in at the desk."""
