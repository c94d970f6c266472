/* Letters month by month as bars above their table. */
(function () {
  "use strict";
  var cetak = document.querySelector("[data-cetak]"), tempat = document.querySelector("[data-grafik-surat]");
  if (cetak) { cetak.hidden = false; cetak.addEventListener("click", function () { window.print(); }); }
  if (!tempat || !window.Chart) return;
  var data = JSON.parse(tempat.dataset.grafikSurat), kanvas = tempat.querySelector("canvas");
  var angka = function (nilai) { return nilai.toLocaleString("id-ID"); };
  tempat.hidden = false;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.color = "#17252b";
  var bagan = new Chart(kanvas, {
    type: "bar",
    data: { labels: data.kata, datasets: [{ label: "Surat", data: data.angka, backgroundColor: "#0072b2", borderColor: "#004d7a", borderWidth: 1, maxBarThickness: 48 }] },
    options: {
      responsive: true, maintainAspectRatio: false, animation: false,
      scales: { x: { grid: { display: false }, ticks: { maxRotation: 0 } }, y: { beginAtZero: true, grid: { color: "#e3eae7" }, ticks: { precision: 0, callback: angka } } },
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: function (butir) { return angka(butir.parsed.y) + " surat"; } } } }
    }
  });
  window.addEventListener("beforeprint", function () { bagan.resize(680, kanvas.parentNode.clientHeight); });
  window.addEventListener("afterprint", function () { bagan.resize(); });
})();
