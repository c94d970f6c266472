/* Draws the chart beside the table. Blue and orange stay apart for every kind of colour vision, and as dark and light grey on paper. */
(function () {
  "use strict";
  var LAKI = "#0072b2", PEREMPUAN = "#e69f00", TEPI = ["#004d7a", "#8a5f00"];
  var tempat = document.querySelector("[data-grafik]");
  var cetak = document.querySelector("[data-cetak]");
  if (cetak) { cetak.hidden = false; cetak.addEventListener("click", function () { window.print(); }); }
  if (!tempat || !window.Chart) return;
  var data = JSON.parse(tempat.dataset.grafik), piramida = data.jenis === "piramida";
  var angka = function (nilai) { return Math.abs(nilai).toLocaleString("id-ID"); };
  var pendek = function (kata) { return kata.length > 26 ? kata.slice(0, 25) + "…" : kata; };
  tempat.hidden = false;
  var kanvas = tempat.querySelector("canvas");
  kanvas.parentNode.style.height = Math.max(20, data.kata.length * (piramida ? 1.75 : 1.9) + 5) + "rem";
  var huruf = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.family = huruf;
  Chart.defaults.color = "#17252b";
  var terbanyak = Math.max.apply(null, data.laki.concat(data.perempuan, 1));
  var langkah = Math.pow(10, Math.floor(Math.log10(terbanyak))) / 2;
  var tepi = Math.max(1, Math.ceil(terbanyak / langkah) * langkah);
  var bagan = new Chart(kanvas, {
    type: "bar",
    data: {
      labels: data.kata,
      datasets: [
        { label: "Laki-laki", data: piramida ? data.laki.map(function (n) { return -n; }) : data.laki, backgroundColor: LAKI, borderColor: TEPI[0] },
        { label: "Perempuan", data: data.perempuan, backgroundColor: PEREMPUAN, borderColor: TEPI[1] }
      ]
    },
    options: {
      indexAxis: "y", responsive: true, maintainAspectRatio: false, animation: false,
      datasets: { bar: { categoryPercentage: piramida ? 0.92 : 0.78, barPercentage: 1, maxBarThickness: 36, borderWidth: 1, borderSkipped: false } },
      scales: {
        x: {
          stacked: true, grid: { color: "#e3eae7" }, ticks: { precision: 0, callback: angka, maxRotation: 0 },
          min: piramida ? -tepi : 0, max: piramida ? tepi : undefined
        },
        y: { stacked: true, grid: { display: false }, ticks: { autoSkip: false, callback: function (ke) { return pendek(this.getLabelForValue(ke)); } } }
      },
      plugins: {
        legend: { position: "top", align: "start", labels: { boxWidth: 14, boxHeight: 14 } },
        tooltip: {
          callbacks: {
            label: function (butir) { return butir.dataset.label + ": " + angka(butir.parsed.x); },
            footer: function (butir) { var ke = butir[0].dataIndex; return "Jumlah: " + angka(data.laki[ke] + data.perempuan[ke]); }
          }
        }
      }
    }
  });
  window.addEventListener("beforeprint", function () { bagan.resize(680, kanvas.parentNode.clientHeight); });
  window.addEventListener("afterprint", function () { bagan.resize(); });
})();
