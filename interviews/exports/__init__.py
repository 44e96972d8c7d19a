"""An interview, or one exchange of it, as Markdown, plain text and JSON.

Each is served at the address of its page with a suffix; docs/reuse.md describes them. A writer
is a module with a `TYPE` and the functions `of_interview`, `of_exchange` and `of_nothing`; the
writers ask the database for nothing that for_reading() has not fetched.
"""
