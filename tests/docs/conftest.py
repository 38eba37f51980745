"""Makes the generator's modules importable: they are a script's, not the library's."""

from __future__ import annotations

import sys

from tests.docs.files import DOCS

sys.path.insert(0, str(DOCS))
