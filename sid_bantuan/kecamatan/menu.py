"""The pages of a node with its own login, in the order of its menu."""

from ..domain.wilayah import level
from ..modules.kependudukan import admin as kependudukan
from . import admin
from .monitoring import Beranda, LayarDesa

DATA = "Data warga"


def views(code: str) -> list:
    """Every view: above the villages the steward's desk first, in a village the village's own pages."""
    if level(code) == "desa":
        return [*kependudukan.views(code), *admin.views()]
    return [Beranda("Beranda"), LayarDesa("Desa"), *kependudukan.views(code, DATA), *admin.views()]
