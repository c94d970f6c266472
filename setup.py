"""Only what pyproject.toml cannot say: the top-level ``migrations`` ships inside the package."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["sid_bantuan*", "sync_agent*"]), "sid_bantuan.migrations"])
