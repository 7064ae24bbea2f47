"""Stands in, in the browser, for compiled packages that have no build for it; each module has a package's name."""
