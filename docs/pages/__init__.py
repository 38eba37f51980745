"""The generated pages: one module a page, and what they share (book, source, markdown, phrases)."""
