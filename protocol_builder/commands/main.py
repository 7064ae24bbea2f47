"""The command line `protocol-builder`: the group of its commands, and the exit code of each error. Nothing imports it.

Each command is imported when it runs, and imports what it needs, so that `check` in an editor or a hook never waits for Word or the site.
Exit codes: 0 nothing to report, 1 at least one error in a county file, 2 wrong usage, 3 the command could not do its work.
"""

import gc
import io
import sys
from importlib import import_module

import click

from .. import __version__
from ..characters import safe_line, safe_lines
from ..resources import UnfitResourceError
from . import streams
from .parts import missing_part

_NAMES = (
    "build",
    "check",
    "compare",
    "dates",
    "explain",
    "init",
    "mou",
    "read-back",
    "schema",
    "site",
    "template",
    "verify",
)
"""The commands, each in a module of its name."""


class _Commands(click.Group):
    """The commands, each imported only when it runs or its help is shown."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_NAMES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _NAMES:
            return None
        module = name.replace("-", "_")
        command: click.Command = getattr(import_module(f".{module}", __package__), module)
        return command


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code; a failure of any kind is one clear line."""
    gc.set_threshold(100_000)  # to look for cycles as often as by default takes a sixth of a check, which makes none
    streams.prepare()
    code: int | str | None
    try:
        code = commands.main(arguments, prog_name="protocol-builder", standalone_mode=False)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        streams.to_stderr(safe_lines(shown.getvalue().removesuffix("\n")))
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        streams.to_stderr("stopped; finished work is kept")
        code = 3
    except ImportError as error:
        missing = missing_part(error)
        if missing is None:
            raise
        streams.to_stderr(safe_lines(f"Error: {missing.message}"))
        code = missing.exit_code
    except SystemExit as exit:
        # click ends like this, with 1, only when the reader of the output has gone, as `head` does.
        code = 3 if exit.code == 1 else exit.code
    except OSError as error:
        streams.give_up_unwritten()
        place = f"{error.filename}: " if error.filename else ""
        streams.to_stderr(safe_line(f"Error: {place}{error.strerror or error}"))
        code = 3
    except UnfitResourceError as error:
        streams.to_stderr(safe_lines(f"Error: {error}"))
        code = 3
    sys.exit(code or 0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="protocol-builder %(version)s")
def commands() -> None:
    """Check a county's CSEC protocol against California law, and make its documents and website.

    A county file is a YAML file that describes one instrument of a county. This is not legal advice; county counsel
    decides.

    \b
    Start here:
      protocol-builder build                  everything, for all files in county_configs/
      protocol-builder check my-county.yml    what is missing, why the law requires it, what to write
      protocol-builder explain                the requirements
      protocol-builder init                   a county file, or a repository around one
    """
