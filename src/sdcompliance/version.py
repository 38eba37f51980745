"""The version of the library and of the rules it carries."""

__version__ = "0.1.0"
