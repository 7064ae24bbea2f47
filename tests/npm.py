"""Knows how a tool that only npm has is installed for the tests: once, in a pinned version, outside the repository."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def installed(package: str, version: str) -> Path:
    """The folder of a package. Without npm the test is skipped on your machine, and fails in CI."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "protocol-builder-tests" / f"{package.rpartition('/')[2]}-{version}"
    found = home / "node_modules" / package
    if not found.exists():
        npm = shutil.which("npm")
        if npm is None or shutil.which("node") is None:
            if os.environ.get("CI"):
                pytest.fail(f"node and npm are needed to run {package}")
            pytest.skip("node and npm are not installed")
        home.mkdir(parents=True, exist_ok=True)
        quietly = ["--ignore-scripts", "--no-audit", "--no-fund"]
        arguments = [npm, "install", "--prefix", str(home), *quietly, f"{package}@{version}"]
        subprocess.run(arguments, check=True, capture_output=True, timeout=300)
    return found
