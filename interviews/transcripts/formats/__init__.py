"""Reads transcripts as machines and word processors write them: one small module a format."""
