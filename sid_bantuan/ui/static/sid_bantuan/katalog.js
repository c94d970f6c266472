/* Forms of the catalogue: what does not fit a choice is put away. Without script everything stays in sight. */
(function () {
  "use strict";
  function tunjuk(pilih, wadah, sifat) {
    wadah.querySelectorAll("[data-" + sifat + "]").forEach(function (satu) {
      satu.hidden = satu.dataset[sifat].split(" ").indexOf(pilih.value) < 0;
    });
  }
  function ikat(sifat, bagian) {
    document.querySelectorAll("[data-" + sifat + "]").forEach(function (pilih) {
      var wadah = pilih.closest("fieldset");
      pilih.addEventListener("change", function () { tunjuk(pilih, wadah, bagian); });
      tunjuk(pilih, wadah, bagian);
    });
  }
  ikat("tingkat", "peran");
  ikat("jenis", "untuk");
  ikat("ukur", "pilihan");
  ikat("masa", "kapan");
})();
