"""How fast the library is, and against what; README.md says how to read it."""
