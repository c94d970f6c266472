/* The kinds of letter narrow while one types; Enter opens the first. Without script the whole list is there. */
(function () {
  "use strict";
  var doc = document, kotak = doc.querySelector("[data-saring-jenis]");
  if (!kotak) return;
  var isian = kotak.querySelector("input"), baris = Array.prototype.slice.call(doc.querySelectorAll("[data-jenis]"));
  var kelompok = Array.prototype.slice.call(doc.querySelectorAll("[data-kelompok]")), kosong = doc.querySelector("[data-tak-ada]");
  kotak.hidden = false;
  isian.focus();
  function saring() {
    var kata = isian.value.toLowerCase().split(/\s+/);
    baris.forEach(function (satu) {
      satu.hidden = !kata.every(function (bagian) { return satu.dataset.jenis.indexOf(bagian) >= 0; });
    });
    kelompok.forEach(function (satu) { satu.hidden = !satu.querySelector("[data-jenis]:not([hidden])"); });
    kosong.hidden = kelompok.some(function (satu) { return !satu.hidden; });
  }
  isian.addEventListener("input", saring);
  isian.addEventListener("keydown", function (event) {
    var pertama = event.key === "Enter" && isian.value && doc.querySelector("[data-jenis]:not([hidden]) a");
    if (pertama) { event.preventDefault(); pertama.click(); }
  });
})();

/* A field that is chosen from a list asks for its choices. */
(function () {
  "use strict";
  document.querySelectorAll("[data-tipe]").forEach(function (tipe) {
    var pilihan = tipe.closest("fieldset").querySelector("[data-pilihan]");
    if (pilihan) tipe.addEventListener("change", function () { pilihan.hidden = tipe.value !== "pilihan"; });
  });
})();
