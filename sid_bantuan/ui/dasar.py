"""The two bases of all our views: a page of our own making, and a list of records."""

from flask_admin import BaseView

from .jaga import Dijaga, endpoint_for


class HalamanDasar(Dijaga, BaseView):
    """A page of our own. Give ``sumber``; give ``aksi`` for every view function that is posted to.

    Templates extend ``sid_bantuan/halaman.html`` and fill ``{% block isi %}``.
    """

    def __init__(self, name: str, *, category=None, endpoint=None, url=None, ikon=None):
        super().__init__(
            name,
            category=category,
            endpoint=endpoint_for(endpoint, self.sumber),
            url=url,
            menu_icon_type="sid",
            menu_icon_value=ikon or self.ikon,
        )
