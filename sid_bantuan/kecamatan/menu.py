"""The pages of a kecamatan or kabupaten, in the order of its menu."""


def views() -> list:
    """Every view, in the order of the menu."""
    from .admin import views as pengelolaan
    from .monitoring import Beranda, LayarDesa

    return [Beranda("Beranda"), LayarDesa("Desa"), *pengelolaan()]
