/* Families with aid and without, as stacked bars beside the same figures as a table. */
(function () {
  "use strict";
  var cetak = document.querySelector("[data-cetak]");
  if (cetak) { cetak.hidden = false; cetak.addEventListener("click", function () { window.print(); }); }
  if (!window.Chart) return;
  var angka = function (nilai) { return nilai.toLocaleString("id-ID"); };
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.color = "#17252b";
  document.querySelectorAll("[data-grafik-hasil]").forEach(function (tempat) {
    var data = JSON.parse(tempat.dataset.grafikHasil), kanvas = tempat.querySelector("canvas");
    tempat.hidden = false;
    var bagan = new Chart(kanvas, {
      type: "bar",
      data: { labels: data.kata, datasets: [
        { label: "Dibantu", data: data.dibantu, backgroundColor: "#0072b2", borderColor: "#004d7a", borderWidth: 1, maxBarThickness: 72 },
        { label: "Tidak dibantu", data: data.belum, backgroundColor: "#e69f00", borderColor: "#8a5f00", borderWidth: 1, maxBarThickness: 72 }
      ] },
      options: {
        responsive: true, maintainAspectRatio: false, animation: false,
        scales: { x: { stacked: true, grid: { display: false }, ticks: { maxRotation: 60 } }, y: { stacked: true, beginAtZero: true, grid: { color: "#e3eae7" }, ticks: { precision: 0, callback: angka } } },
        plugins: { legend: { position: "top", align: "start", labels: { boxWidth: 14, boxHeight: 14 } }, tooltip: { callbacks: { label: function (butir) { return butir.dataset.label + ": " + angka(butir.parsed.y) + " keluarga"; } } } }
      }
    });
    window.addEventListener("beforeprint", function () { bagan.resize(680, kanvas.parentNode.clientHeight); });
    window.addEventListener("afterprint", function () { bagan.resize(); });
  });
})();
