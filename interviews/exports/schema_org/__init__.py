"""Structured data of pages: schema.org vocabulary as JSON-LD.

It says only what the page shows or the publication knows. A graph consists of nodes; a node is a
dict; URLs are absolute, text is plain. Nothing here makes queries beyond those of the page.
"""
