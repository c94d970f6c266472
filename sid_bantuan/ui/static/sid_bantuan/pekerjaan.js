/* Long work: the page follows it, and shows its end by itself. The upload starts as the file is chosen. */
(function () {
  "use strict";
  var kotak = document.querySelector("[data-pekerjaan]");
  if (kotak) {
    var gagal = 0;
    (function tanya() {
      fetch(kotak.dataset.pekerjaan, { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then(function (jawab) { return jawab.json(); })
        .then(function (keadaan) {
          gagal = 0;
          if (!keadaan.berjalan) { window.location.reload(); return; }
          var bilah = kotak.querySelector("progress");
          if (keadaan.jumlah) { bilah.max = keadaan.jumlah; bilah.value = keadaan.maju; } else bilah.removeAttribute("value");
          kotak.querySelector("[data-langkah]").textContent = (keadaan.langkah || "Memulai") +
            (keadaan.jumlah ? ", " + keadaan.maju.toLocaleString("id-ID") + " dari " + keadaan.jumlah.toLocaleString("id-ID") : "");
          window.setTimeout(tanya, 700);
        })
        .catch(function () { if (++gagal < 20) window.setTimeout(tanya, 3000); });
    })();
  }
  var unggah = document.querySelector("[data-unggah]");
  if (unggah) {
    var isian = unggah.querySelector("input[type=file]");
    /* Said before it is sent: over a poor line a file that is too large costs an hour. */
    isian.addEventListener("change", function () {
      var berkas = isian.files[0], terbesar = Number(unggah.dataset.terbesar), terlalu = berkas && berkas.size > terbesar;
      isian.setCustomValidity(terlalu ? berkas.name + " lebih besar dari " + Math.round(terbesar / 1048576) + " MB. Pecah lembarnya menjadi beberapa berkas." : "");
      if (!berkas) return;
      if (terlalu) isian.reportValidity(); else unggah.requestSubmit();
    });
    ["dragover", "dragleave", "drop"].forEach(function (jenis) {
      isian.addEventListener(jenis, function () { isian.parentNode.classList.toggle("menunggu-berkas", jenis === "dragover"); });
    });
  }
})();
