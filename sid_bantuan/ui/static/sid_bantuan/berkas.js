/* The card of files: send as chosen or dropped, large photos made smaller here, the card drawn again in place. */
(function () {
  "use strict";
  var doc = document, SISI = 2400, RINGAN = 1024 * 1024;
  /* A page of A4 at 200 dots an inch: a family card stays readable, a phone's photo loses nine tenths. */

  function kabar(kartu, kata, tambah) {
    var tempat = kartu.querySelector("[data-berkas-kabar]"), kotak = doc.createElement("div");
    kotak.className = "pesan pesan-gagal";
    kotak.textContent = kata;
    if (!tambah) tempat.textContent = "";
    tempat.appendChild(kotak);
  }

  function siapkan(akar) {
    akar.querySelectorAll("[data-berkas-tombol]").forEach(function (satu) { satu.hidden = true; });
  }

  function kecilkan(berkas) {
    if (!/^image\/(jpeg|png|webp)$/.test(berkas.type) || berkas.size < RINGAN || !window.createImageBitmap) return Promise.resolve(berkas);
    return window.createImageBitmap(berkas).then(function (gambar) {
      var skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height)), kanvas = doc.createElement("canvas");
      kanvas.width = Math.round(gambar.width * skala);
      kanvas.height = Math.round(gambar.height * skala);
      var pena = kanvas.getContext("2d");
      pena.fillStyle = "#fff";
      pena.fillRect(0, 0, kanvas.width, kanvas.height);
      pena.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
      gambar.close();
      return new Promise(function (jadi) { kanvas.toBlob(jadi, "image/jpeg", 0.85); });
    }).then(function (hasil) {
      if (!hasil || hasil.size >= berkas.size) return berkas;
      return new File([hasil], berkas.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
    }).catch(function () { return berkas; });
  }

  /* Sends a form's data; the card that comes back takes the place of the one there. */
  function kirim(kartu, alamat, data, maju) {
    return new Promise(function (jadi) {
      var minta = new XMLHttpRequest();
      minta.open("POST", alamat);
      minta.setRequestHeader("X-Sid-Potongan", "1");
      if (maju) minta.upload.addEventListener("progress", function (event) { if (event.lengthComputable) maju(event.loaded / event.total); });
      minta.addEventListener("error", function () { kabar(kartu, "Sambungan terputus, berkas belum terkirim. Coba sekali lagi."); jadi(null); });
      minta.addEventListener("load", function () {
        var bungkus = doc.createElement("template");
        bungkus.innerHTML = minta.responseText;
        var baru = bungkus.content.querySelector("[data-berkas]");
        if (!baru) {
          kabar(kartu, minta.status === 413 ? "Berkas terlalu besar untuk dikirim." : minta.status === 403 ? "Peran Anda tidak mencakup pekerjaan ini." :
            "Berkas belum tersimpan. Mungkin sesi Anda sudah berakhir atau datanya sudah dihapus; muat ulang halaman ini.");
          jadi(null);
          return;
        }
        var jenis = kartu.querySelector("[name=jenis]:checked");
        kartu.replaceWith(baru);
        if (jenis && baru.querySelector("[name=jenis][value=" + jenis.value + "]")) baru.querySelector("[name=jenis][value=" + jenis.value + "]").checked = true;
        siapkan(baru);
        jadi({ kartu: baru, baik: minta.status === 200 });
      });
      minta.send(data);
    });
  }

  function unggah(formulir, daftar) {
    var kartu = formulir.closest("[data-berkas]"), antre = Array.prototype.slice.call(daftar), ke = 0;
    function berikut() {
      var berkas = antre[ke++], kini = kartu.querySelector("[data-berkas-unggah]");
      if (!berkas) return;
      var bilah = kini.querySelector("[data-berkas-maju]"), progres = bilah.querySelector("progress"), kata = bilah.querySelector("span");
      bilah.hidden = false;
      kata.textContent = "Menyiapkan " + berkas.name;
      kecilkan(berkas).then(function (kiriman) {
        var terbesar = Number(kini.dataset.terbesar);
        if (kiriman.size > terbesar) {
          bilah.hidden = true;
          kabar(kartu, berkas.name + " lebih besar dari " + Math.round(terbesar / 1048576) + " MB. Foto ulang dengan resolusi lebih rendah, atau pindai dengan 200 dpi.");
          return;
        }
        window.sidBantuan.periksaSesi(kartu.querySelector("[data-berkas-kabar]")).then(function (hidup) {
          if (!hidup) return null;
          var data = new FormData();
          data.append("sid_token", kini.querySelector("[name=sid_token]").value);
          var lain = kini.querySelector("[name=csrf_token]");
          if (lain) data.append("csrf_token", lain.value);
          data.append("jenis", kini.querySelector("[name=jenis]:checked").value);
          data.append("berkas", kiriman, kiriman.name);
          return kirim(kartu, kini.action, data, function (bagian) {
            progres.value = Math.round(bagian * 100);
            kata.textContent = berkas.name + ", " + progres.value + "%";
          });
        }).then(function (hasil) {
          if (!hasil) { bilah.hidden = true; return; }
          kartu = hasil.kartu;
          if (hasil.baik) berikut();
          else if (ke < antre.length) kabar(kartu, antre.length - ke + " berkas sesudahnya belum dikirim. Pilih lagi.", true);
        });
      });
    }
    berikut();
  }

  doc.addEventListener("change", function (event) {
    var isian = event.target;
    if (isian.type !== "file" || !isian.closest("[data-berkas-unggah]") || !isian.files.length) return;
    unggah(isian.form, isian.files);
    isian.value = "";
  });
  ["dragover", "dragleave", "drop"].forEach(function (jenis) {
    doc.addEventListener(jenis, function (event) {
      var kartu = event.target.closest ? event.target.closest("[data-berkas]") : null, tempat = kartu && kartu.querySelector(".unggah-tempat");
      if (!tempat) return;
      event.preventDefault();
      tempat.classList.toggle("menunggu-berkas", jenis === "dragover");
      if (jenis === "drop" && event.dataTransfer.files.length) unggah(kartu.querySelector("[data-berkas-unggah]"), event.dataTransfer.files);
    });
  });
  /* Before the page's own listeners: taking a file off must not say that what is typed beside it was saved. */
  doc.addEventListener("submit", function (event) {
    var formulir = event.target.closest("[data-berkas-kirim]");
    if (!formulir) return;
    event.preventDefault();
    event.stopPropagation();
    var kartu = formulir.closest("[data-berkas]");
    window.sidBantuan.periksaSesi(kartu.querySelector("[data-berkas-kabar]")).then(function (hidup) {
      if (hidup) kirim(kartu, formulir.action, new FormData(formulir));
    });
  }, true);
  siapkan(doc);
})();
