"""Exports of an interview or of one exchange: Markdown, plain text, JSON, feeds, metadata.

The Markdown, text and JSON exports have the URL of the page with a suffix; docs/reuse.md
describes them. Each is a module with a `CONTENT_TYPE` and the functions `render_interview`,
`render_exchange` and `render_gone`, which make no queries beyond those of for_reading().
"""
