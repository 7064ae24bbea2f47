"""Keep compiled Jinja templates on disk: to compile the clauses takes a third of the time of one agreement."""

from collections.abc import Iterator
from contextlib import suppress
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator

from . import pycache


class _CodeGenerator(CodeGenerator):
    """Write code that works out everything when it runs, so that it depends on nothing but the template's text.

    Jinja would put in what a filter makes of a constant, and would not notice that the filter has changed.
    """

    def _output_child_to_const(self, node: nodes.Expr, *rest: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, *rest)


class _Kept(jinja2.BytecodeCache):
    """What is compiled, with a heading; Jinja itself compares a hash of the template's text."""

    def __init__(self, code: str) -> None:
        self._heading = b""
        with suppress(OSError):  # the code is in an archive
            self._heading = pycache.heading((code, __file__, jinja2.__file__))

    def load_bytecode(self, bucket: Bucket) -> None:
        if self._heading and (found := pycache.find(_name(bucket), self._heading)):
            try:
                bucket.bytecode_from_string(found)
            except Exception:  # what reads it may raise anything at a torn file
                bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if self._heading:
            pycache.keep(_name(bucket), self._heading + bucket.bytecode_to_string())


def _name(bucket: Bucket) -> str:
    return f"template-{bucket.key}.bin"


def keep(environment: jinja2.Environment, code: str) -> None:
    """Keep the compiled templates of an environment; `code` is the path of the module that sets it up."""
    environment.bytecode_cache = _Kept(code)
    environment.code_generator_class, environment.optimized = _CodeGenerator, False


def from_text(environment: jinja2.Environment, name: str, text: str) -> jinja2.Template:
    """Return the template of a text, compiled or found; the last text of a name is kept.

    Raises jinja2.TemplateSyntaxError.
    """
    assert environment.bytecode_cache
    bucket = environment.bytecode_cache.get_bucket(environment, name, None, text)
    if bucket.code is None:
        bucket.code = environment.compile(text)
        environment.bytecode_cache.set_bucket(bucket)
    return environment.template_class.from_code(environment, bucket.code, environment.make_globals(None))


def looked_up(template: jinja2.Template) -> frozenset[str]:
    """Return the names of the variables and attributes that a template looks up, among its other constants."""
    functions: Any = (template.root_render_func, *template.blocks.values())
    return frozenset(name for function in functions for name in _constants(function.__code__))


def _constants(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):  # a macro
            yield from _constants(constant)
