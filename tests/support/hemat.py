"""Each test has an application of its own. What takes long in making one, and is the same in all, is made once a run."""

import tempfile
from functools import partial

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from sid_bantuan.kecamatan import pengguna

from .places import quick_folder

TEMPLATES = tempfile.TemporaryDirectory(prefix="sidtemplat", dir=quick_folder())
"""Compiled templates of this process; gone with it."""


def pasang() -> None:
    """Share compiled templates and addresses, and hash passwords sparingly (that they are kept dearly has its own test)."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(TEMPLATES.name)}
    Rule._compile_builder = _once(Rule._compile_builder)
    cheap = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
    Flask.default_config = {**Flask.default_config, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": cheap}
    pengguna.PasswordHasher = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)


def _once(compile_builder):
    """What builds the addresses of a rule depends on the rule alone: four hundred an application, most of making it."""
    kept: dict[tuple, object] = {}

    def builder(rule, append_unknown=True):
        key = rule.rule, *rule._trace, repr(rule.defaults), append_unknown
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    return builder
