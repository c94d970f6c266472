/* The forms of events at the counter: Enter goes on, the family follows what is ticked, what will change is shown at once. */
(function () {
  "use strict";
  var doc = document;
  function semua(pilih, dalam) { return Array.prototype.slice.call((dalam || doc).querySelectorAll(pilih)); }

  /* Whom it is about: choosing from the list goes on by itself */
  var cari = doc.querySelector("form[data-sasaran]");
  if (cari) {
    cari.elements.pilih.addEventListener("input", function () { if (cari.elements.pilih.value) cari.submit(); });
    if (doc.activeElement === cari.elements.cari) cari.elements.cari.select();
  }

  var form = doc.querySelector("form[data-catat]");
  if (!form) return;
  var kk = form.id === "kk";

  /* One press fills what a member of the family already says */
  form.addEventListener("click", function (event) {
    var tombol = event.target.closest("[data-isi]");
    if (!tombol) return;
    var isi = JSON.parse(tombol.dataset.isi);
    Object.keys(isi).forEach(function (nama) {
      var medan = form.elements[nama];
      if (medan) { medan.value = isi[nama]; bersihkan(medan); }
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* Who goes and who stays */
  var keluarga = form.querySelector("[data-keluarga]");
  var usul = keluarga && keluarga.dataset.usul ? JSON.parse(keluarga.dataset.usul) : {};
  var urutan = keluarga && keluarga.dataset.urutan ? JSON.parse(keluarga.dataset.urutan) : [];
  var susunan = keluarga && keluarga.dataset.susunan, kepala = keluarga && keluarga.dataset.kepala;
  var KEPALA = "1", disentuh = {};
  function baris() { return semua("[data-orang]", keluarga); }
  function kotak(li) { return li.querySelector("input[name=ikut]"); }
  function ikut(li) { var ada = kotak(li); return ada ? ada.checked : li.classList.contains("ikut"); }
  function pilihan(li) { return li.querySelector("[data-hubungan] select"); }
  function dalamDesa() { var satu = form.querySelector("input[name=cakupan]:checked"); return !!satu && satu.value === "1"; }
  function perluPengganti() {
    var yang = baris(), pergi = yang.filter(ikut);
    return susunan === "tinggal" && pergi.length < yang.length && pergi.some(function (li) { return li.dataset.orang === kepala; });
  }
  function ditanya(li) {
    var belum = form.querySelector("[data-belum]");
    if (susunan === "semua") return true;
    if (susunan === "pergi") return ikut(li);
    if (ikut(li)) return dalamDesa() && baris().some(function (lain) { return !ikut(lain); });
    return perluPengganti() && !(belum && belum.checked);
  }
  function usulkan(pilih) {
    /* Fill in what is likely; what the operator chose himself stays. */
    var yang = pilih.filter(function (li) { return pilihan(li); });
    var sudah = yang.filter(function (li) { return pilihan(li).value === KEPALA; })[0];
    var calon = sudah || yang.slice().sort(function (a, b) { return urutan.indexOf(a.dataset.orang) - urutan.indexOf(b.dataset.orang); })[0];
    if (!calon || !usul[calon.dataset.orang]) return;
    yang.forEach(function (li) {
      if (!disentuh[li.dataset.orang]) pilihan(li).value = usul[calon.dataset.orang][li.dataset.orang] || "";
    });
  }
  function tataKeluarga() {
    if (!keluarga) return;
    baris().forEach(function (li) { if (kotak(li)) li.classList.toggle("ikut", kotak(li).checked); });
    if (!susunan) return;
    var tampak = baris().filter(ditanya);
    baris().forEach(function (li) {
      var bagian = li.querySelector("[data-hubungan]");
      if (bagian) bagian.hidden = tampak.indexOf(li) < 0;
    });
    var pengganti = keluarga.querySelector("[data-pengganti]");
    if (pengganti) pengganti.hidden = !perluPengganti();
  }
  function sesudahCentang() {
    tataKeluarga();
    if (!susunan || keluarga.hasAttribute("data-tanpa-usul")) return;
    var tampak = baris().filter(ditanya);
    usulkan(tampak.filter(function (li) { return ikut(li); }));
    usulkan(tampak.filter(function (li) { return !ikut(li); }));
  }
  if (keluarga) {
    keluarga.addEventListener("change", function (event) {
      var li = event.target.closest("[data-orang]");
      if (event.target.name === "ikut" || event.target.matches("[data-belum]")) sesudahCentang();
      else if (li && event.target === pilihan(li)) {
        disentuh[li.dataset.orang] = true;
        if (event.target.value === KEPALA) gantiKepala(li);
      }
    });
    keluarga.addEventListener("click", function (event) {
      var cepat = event.target.closest("[data-centang]");
      if (!cepat) return;
      baris().forEach(function (li) {
        kotak(li).checked = cepat.dataset.centang === "semua" || li.dataset.orang === cepat.dataset.centang;
      });
      sesudahCentang();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  function gantiKepala(baru) {
    /* One head: who was it before is now what he is to the new one, and so are all others not chosen by hand. */
    baris().forEach(function (li) {
      var pilih = pilihan(li);
      if (li === baru || !pilih || (ikut(li) !== ikut(baru))) return;
      if (pilih.value === KEPALA || !disentuh[li.dataset.orang]) {
        pilih.value = (usul[baru.dataset.orang] || {})[li.dataset.orang] || "";
        disentuh[li.dataset.orang] = false;
      }
    });
  }

  /* Where to: villages by name inside the kabupaten, words beyond */
  var tujuan = form.querySelector("[data-tujuan]");
  var desa = tujuan && tujuan.querySelector("[data-desa]");
  var kecamatan = tujuan && tujuan.querySelector("[data-kecamatan]");
  var kelompok = desa ? semua("optgroup", desa).map(function (satu) { return satu.cloneNode(true); }) : [];
  function tataTujuan() {
    if (!tujuan) return;
    var dipilih = form.querySelector("input[name=cakupan]:checked"), nilai = dipilih ? dipilih.value : "";
    semua("[data-untuk-cakupan]", tujuan).forEach(function (satu) {
      satu.hidden = satu.dataset.untukCakupan.split(" ").indexOf(nilai) < 0;
    });
    tujuan.querySelector("[data-kecamatan-kolom]").hidden = nilai !== "3";
    var label = tujuan.querySelector("[data-label-alamat]");
    label.textContent = nilai > "3" ? label.dataset.diLuar : label.dataset.bernama;
    isiDesa(nilai);
    tataKeluarga();
  }
  function isiDesa(nilai) {
    var tetap = desa.value;
    semua("optgroup, option:not([value=''])", desa).forEach(function (satu) { satu.remove(); });
    kelompok.forEach(function (satu) {
      var sendiri = satu.hasAttribute("data-sendiri");
      if (nilai === "2" ? !sendiri : sendiri || satu.dataset.kode !== kecamatan.value) return;
      semua("option", satu).forEach(function (lain) { desa.appendChild(lain.cloneNode(true)); });
    });
    desa.value = tetap;
    if (desa.value !== tetap) desa.value = "";
  }
  if (tujuan) {
    kecamatan.appendChild(new Option("Pilih kecamatan", ""));
    kelompok.forEach(function (satu) {
      if (!satu.hasAttribute("data-sendiri")) kecamatan.appendChild(new Option(satu.label.replace("Kecamatan ", ""), satu.dataset.kode));
    });
    kecamatan.value = desa.value ? desa.value.slice(0, 8) : "";
    tujuan.addEventListener("change", function (event) {
      if (event.target.name === "cakupan" || event.target === kecamatan) tataTujuan();
      if (event.target.name === "cakupan") sesudahCentang();
    });
    tataTujuan();
  }

  /* What storing will change: the server does it, takes it back and tells */
  var tempat = form.querySelector("[data-akibat-isi]"), menunggu = null, giliran = 0;
  function akibat() {
    var ini = ++giliran;
    tempat.setAttribute("data-menghitung", "");
    fetch(form.dataset.akibat, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error" })
      .then(function (jawab) { return jawab.ok ? jawab.text() : null; })
      .then(function (teks) { if (ini === giliran && teks !== null) tempat.innerHTML = teks; })
      .catch(function () {})
      .finally(function () { if (ini === giliran) tempat.removeAttribute("data-menghitung"); });
  }
  function segera() { clearTimeout(menunggu); menunggu = setTimeout(akibat, 350); }
  if (tempat && form.dataset.akibat) {
    form.addEventListener("input", segera);
    form.addEventListener("change", segera);
    akibat();
  }

  /* Keyboard: Enter goes on, Ctrl+S stores; days, hours and numbers are tidied when left. The card does so by itself. */
  function bersihkan(medan) {
    if (!medan.removeAttribute) return;
    medan.removeAttribute("aria-invalid");
    var salah = medan.id && doc.getElementById(medan.id + "-salah");
    if (salah && !salah.querySelector("a, button")) salah.remove();
  }
  function medan() {
    return semua("[data-urut]", form).filter(function (satu) {
      if (satu.disabled || satu.offsetParent === null) return false;
      if (satu.type !== "radio" || satu.checked) return true;
      var grup = semua("input[type=radio][name='" + satu.name + "']", form);
      return grup[0] === satu && !grup.some(function (lain) { return lain.checked; });
    });
  }
  function maju(dari, langkah) {
    var urut = medan(), di = urut.indexOf(dari);
    if (di < 0 && dari.type === "radio") di = urut.indexOf(semua("input[name='" + dari.name + "']", form)[0]);
    var ke = urut[di + langkah];
    if (!ke) return;
    ke.focus();
    if (ke.select) ke.select();
  }
  function rapikan(satu) {
    if (satu.hasAttribute("data-hari")) satu.value = satu.value.trim().replace(/^(\d\d)(\d\d)(\d{4})$/, "$1-$2-$3");
    if (satu.hasAttribute("data-jam")) satu.value = satu.value.trim().replace(/^(\d\d?)[:.]?(\d\d)$/, "$1.$2");
    if (satu.dataset.nomor) satu.value = satu.value.replace(/[\s.\-]/g, "");
  }
  if (!kk) {
    form.addEventListener("keydown", function (event) {
      var satu = event.target;
      if (event.key !== "Enter" || event.defaultPrevented || satu.dataset.urut === undefined || satu.tagName === "BUTTON" || satu.tagName === "TEXTAREA") return;
      event.preventDefault();
      maju(satu, event.shiftKey ? -1 : 1);
    });
    form.addEventListener("input", function (event) {
      var satu = event.target, di = satu.selectionStart;
      if (satu.dataset.kapital !== undefined && !event.isComposing && satu.value !== satu.value.toUpperCase()) {
        satu.value = satu.value.toUpperCase();
        satu.setSelectionRange(di, di);
      }
      if (satu.dataset.urut !== undefined) bersihkan(satu);
    });
    form.addEventListener("focusout", function (event) { if (event.target.dataset.urut !== undefined) rapikan(event.target); });
    doc.addEventListener("keydown", function (event) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        if (doc.activeElement && doc.activeElement.blur) doc.activeElement.blur();
        form.requestSubmit(form.querySelector("[data-simpan]"));
      }
    });
    var salah = form.querySelector("[aria-invalid=true]"), tanya = keluarga && keluarga.querySelector("input[name=ikut]");
    var isian = medan().filter(function (satu) { return satu.closest(".catat-isian"); });
    var pertama = salah || tanya || isian[0];
    /* On a phone the first field would only push the family out of sight and bring the keyboard up. */
    if (pertama && (salah || window.matchMedia("(pointer: fine)").matches)) { pertama.focus(); if (pertama.select) pertama.select(); }
  }
  tataKeluarga();
})();
