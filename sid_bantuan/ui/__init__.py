"""What every screen shares: the hardened views, the shell, the components, the words.

A page of our own::

    class Impor(HalamanDasar):                      # ui.dasar
        sumber, ikon = "impor", "impor"             # resource in domain/peran.py; icon in static/…/ikon.svg
        aksi = {"unggah": "impor"}                  # every view function that is posted to names its action

        @expose("/")
        def index(self):
            return self.render("sid_bantuan/desa/impor.html", baris=...)

    admin.add_view(Impor("Impor", category="Kependudukan"))   # endpoint sidb_impor, address /impor

Its template extends ``sid_bantuan/halaman.html`` and fills ``judul``, ``keterangan``, ``aksi`` (buttons), ``isi``.
In templates ``bagian`` has the macros (angka, kosong, peringatan, bilah), ``sidb`` the helpers (ikon, lencana,
token, boleh, alamat, operator, sebutan); filters: sid_tanggal, sid_waktu, sid_angka, sid_rupiah, sid_nomor,
sid_nomor_tersamar. Every form that is posted holds ``{{ sidb.token() }}``; a script sends it as ``X-Sid-Token``.
No inline handlers or styles: ``data-tanya="…?"`` on a form asks first, ``data-saring`` applies filters as chosen,
``data-jaga`` on every form somebody types into asks whether the session lives before it is sent, and before it is left
(``data-tanpa-jaga`` on a button that sends nothing typed).

The search box leads to endpoint ``sidb_cari.index`` (``?q=``), the line on sync to ``sidb_sinkronisasi.index``.
Our own applications set SID_BANTUAN_LOGIN and SID_BANTUAN_LOGOUT to the endpoints to sign in and out.
"""
