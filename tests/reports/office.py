"""LibreOffice, where the machine has it: opens a workbook as a clerk's spreadsheet does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SKIP = None if shutil.which("soffice") else "LibreOffice is not installed (Debian: libreoffice-calc-nogui)"


def converted(path: Path, to: str, folder: Path) -> Path:
    """The workbook opened, recalculated and written in another format."""
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
    command += ["--convert-to", to, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, timeout=180, check=False)
    made = folder / f"{path.stem}.{to.split(':', maxsplit=1)[0]}"
    assert made.exists(), done.stderr.decode(errors="replace")
    return made
