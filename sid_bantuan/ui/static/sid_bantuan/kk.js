/* The family card by keyboard alone: Enter goes on as the paper does, codes by number or letters. */
(function () {
  "use strict";
  var form = document.getElementById("kk");
  if (!form) return;
  var tanda = form.elements.tanda.value;
  var kotor = false;

  function semua(pilih, dalam) { return Array.prototype.slice.call((dalam || form).querySelectorAll(pilih)); }
  function badan(mana) { return form.querySelector("[data-tabel=" + mana + "] tbody"); }
  function kunciDari(isian) { var baris = isian.closest("tr[data-baris]"); return baris && baris.dataset.baris; }
  function medan() {
    return semua("input[data-urut]").filter(function (satu) { return !satu.disabled && satu.offsetParent !== null; });
  }
  function ke(isian) { if (isian) { isian.focus(); isian.select(); isian.scrollIntoView({ block: "nearest", inline: "nearest" }); } }

  /* Rows: one in each table, under one key */
  var nomorBerikut = semua("input[name=kunci]").reduce(function (atas, satu) {
    var potongan = satu.value.split("-");
    return potongan[0] === tanda ? Math.max(atas, Number(potongan[1]) + 1) : atas;
  }, 0);
  function barisBaru() {
    var kunci = tanda + "-" + nomorBerikut++;
    ["atas", "bawah"].forEach(function (mana) {
      var cetak = document.createElement("template");
      cetak.innerHTML = form.querySelector("[data-contoh=" + mana + "]").innerHTML.split("__K__").join(kunci);
      badan(mana).appendChild(cetak.content);
    });
    siapkan(form);
    nomori();
    ke(document.getElementById(kunci + ".nama"));
  }
  function hapusBaris(kunci) {
    var semuaBaris = semua("tr[data-baris='" + kunci + "']");
    var sebelum = semuaBaris[0].previousElementSibling;
    semuaBaris.forEach(function (satu) { satu.remove(); });
    nomori();
    ke(sebelum ? sebelum.querySelector("input[data-urut]") : form.querySelector("[data-tambah]"));
  }
  function nomori() {
    ["atas", "bawah"].forEach(function (mana) {
      semua("tr:not(.kk-catatan)", badan(mana)).forEach(function (baris, urut) {
        baris.querySelector(".kk-no").firstChild.nodeValue = String(urut + 1);
      });
    });
  }
  function tandaiKeluar(pilih) {
    semua("tr[data-baris='" + kunciDari(pilih) + "']").forEach(function (baris) {
      baris.classList.toggle("kk-keluar", pilih.value !== "simpan");
    });
  }

  /* What stands in two places follows what is typed */
  function ikutkan() {
    var kepala = "";
    semua("input[data-nama-anggota]").forEach(function (nama) {
      var kunci = kunciDari(nama);
      var siapa = badan("bawah").querySelector("tr[data-baris='" + kunci + "'] [data-siapa]");
      if (siapa) siapa.textContent = nama.value;
      var hubungan = document.getElementById(kunci + ".hubungan_keluarga");
      if (!kepala && hubungan && /^1\b/.test(hubungan.value)) kepala = nama.value;
    });
    var tempat = form.querySelector("[data-kepala]");
    if (tempat) tempat.textContent = kepala || "-";
  }

  /* Codes: a list that narrows with each key */
  var kotak = document.createElement("ul");
  kotak.className = "kk-daftar";
  kotak.id = "kk-daftar";
  kotak.setAttribute("role", "listbox");
  kotak.hidden = true;
  form.appendChild(kotak);
  var terbuka = null;

  function pilihan(isian) {
    return semua("option", document.getElementById(isian.dataset.kode)).map(function (satu) { return satu.value; });
  }
  function kata(satu) { return satu.replace(/^\d+ /, ""); }
  function cocok(isian) {
    var cari = isian.value.trim().toLowerCase(), ada = pilihan(isian);
    if (!cari) return ada;
    if (/^\d+$/.test(cari) && /^\d/.test(ada[0] || "")) {
      return ada.filter(function (satu) { return satu.split(" ")[0].indexOf(cari) === 0; });
    }
    var depan = [], tengah = [];
    ada.forEach(function (satu) {
      var kecil = satu.toLowerCase(), isi = kata(kecil);
      if (kecil === cari || isi === cari) depan.unshift(satu);
      else if (isi.indexOf(cari) === 0) depan.push(satu);
      else if (cari.split(/\s+/).every(function (k) { return kecil.indexOf(k) >= 0; })) tengah.push(satu);
    });
    return depan.concat(tengah);
  }
  function buka(isian) {
    var ada = cocok(isian);
    kotak.textContent = "";
    ada.slice(0, 40).forEach(function (satu, urut) {
      var butir = document.createElement("li");
      butir.setAttribute("role", "option");
      butir.id = "kk-pilihan-" + urut;
      butir.textContent = satu;
      kotak.appendChild(butir);
    });
    terbuka = isian;
    kotak.hidden = !ada.length;
    isian.setAttribute("aria-expanded", String(!kotak.hidden));
    if (ada.length) { letakkan(isian); sorot(0); }
  }
  function letakkan(isian) {
    var di = isian.getBoundingClientRect(), tinggi = Math.min(kotak.scrollHeight, 280);
    var bawah = window.innerHeight - di.bottom > tinggi || di.top < tinggi;
    kotak.style.minWidth = di.width + "px";
    kotak.style.left = Math.max(8, Math.min(di.left, window.innerWidth - kotak.offsetWidth - 8)) + "px";
    kotak.style.top = (bawah ? di.bottom + 2 : di.top - Math.min(kotak.offsetHeight, 280) - 2) + "px";
  }
  function tutup() {
    if (terbuka) { terbuka.setAttribute("aria-expanded", "false"); terbuka.removeAttribute("aria-activedescendant"); }
    terbuka = null;
    kotak.hidden = true;
  }
  function disorot() { return kotak.hidden ? null : kotak.querySelector("[aria-selected=true]"); }
  function sorot(urut) {
    var butir = kotak.children;
    if (!butir.length) return;
    urut = (urut + butir.length) % butir.length;
    semua("[aria-selected]", kotak).forEach(function (satu) { satu.removeAttribute("aria-selected"); });
    butir[urut].setAttribute("aria-selected", "true");
    butir[urut].scrollIntoView({ block: "nearest" });
    if (terbuka) terbuka.setAttribute("aria-activedescendant", butir[urut].id);
  }
  function geser(langkah) {
    sorot(Array.prototype.indexOf.call(kotak.children, disorot()) + langkah);
  }
  function pakai(isian, nilai) { isian.value = nilai; tutup(); bersihkan(isian); ikutkan(); }
  function tetapkan(isian) {
    /* Leaving the field: what was typed becomes the one it means; nothing typed stays nothing. */
    var butir = disorot();
    if (terbuka === isian && butir && isian.value.trim()) { pakai(isian, butir.textContent); return; }
    tutup();
    if (!isian.value.trim()) { isian.value = ""; return; }
    var ada = cocok(isian);
    if (ada.length === 1 || (ada.length && ada[0].split(" ")[0] === isian.value.trim())) pakai(isian, ada[0]);
  }

  /* Numbers and days, tidied when left */
  function bersihkan(isian) {
    isian.removeAttribute("aria-invalid");
    ["-salah", "-bawah-salah"].forEach(function (ujung) {
      var salah = document.getElementById(isian.id + ujung);
      if (salah && !salah.querySelector("button, a")) (salah.closest(".kk-salah") || salah).remove();
    });
  }
  function rapikan(isian) {
    if (isian.hasAttribute("data-hari")) isian.value = isian.value.trim().replace(/^(\d\d)(\d\d)(\d{4})$/, "$1-$2-$3");
    if (isian.dataset.nomor) {
      isian.value = isian.value.replace(/[\s.\-]/g, "");
      petunjuk(isian, /^\d+$/.test(isian.value) && isian.value !== "0" && isian.value.length !== 16
        ? isian.dataset.nomor + " baru " + isian.value.length + " angka, seharusnya 16." : "");
    }
  }
  function petunjuk(isian, teks) {
    var ada = isian.parentNode.querySelector(".kk-bantu");
    if (!ada && !teks) return;
    if (!ada) {
      ada = document.createElement("p");
      ada.className = "bantu kk-bantu";
      isian.parentNode.appendChild(ada);
    }
    ada.textContent = teks;
  }

  function kapitalkan(isian) {
    /* As the card prints names; only what is typed here, so that opening and saving changes nobody's name. */
    var di = isian.selectionStart, besar = isian.value.toUpperCase();
    if (besar !== isian.value) { isian.value = besar; isian.setSelectionRange(di, di); }
  }

  function siapkan(dalam) {
    semua("input[data-kode][list]", dalam).forEach(function (isian) {
      isian.removeAttribute("list");
      isian.setAttribute("role", "combobox");
      isian.setAttribute("aria-autocomplete", "list");
      isian.setAttribute("aria-controls", "kk-daftar");
      isian.setAttribute("aria-expanded", "false");
    });
  }

  function maju(isian, langkah) {
    var urutan = medan(), di = urutan.indexOf(isian);
    var sasaran = urutan[di + langkah];
    if (sasaran) ke(sasaran);
    else if (langkah > 0) form.querySelector("[data-simpan]").focus();
  }

  form.addEventListener("input", function (event) {
    kotor = true;
    var isian = event.target;
    if (isian.dataset.kode) buka(isian);
    if (isian.dataset.kapital !== undefined && !event.isComposing) kapitalkan(isian);
    if (isian.dataset.urut !== undefined) bersihkan(isian);
    ikutkan();
  });
  form.addEventListener("focusin", function (event) {
    if (event.target.dataset.urut !== undefined && event.target.select) event.target.select();
  });
  form.addEventListener("focusout", function (event) {
    var isian = event.target;
    if (isian.dataset.kode) tetapkan(isian); else if (isian.dataset.urut !== undefined) rapikan(isian);
  });
  form.addEventListener("change", function (event) {
    if (event.target.dataset.perintah !== undefined) { kotor = true; tandaiKeluar(event.target); }
  });
  kotak.addEventListener("mousedown", function (event) {
    if (event.target.tagName === "LI" && terbuka) { event.preventDefault(); pakai(terbuka, event.target.textContent); }
  });
  form.addEventListener("click", function (event) {
    var tombol = event.target.closest("button");
    if (event.target.dataset.kode && terbuka !== event.target) buka(event.target);
    if (!tombol) return;
    if (tombol.dataset.tambah !== undefined) { event.preventDefault(); barisBaru(); }
    if (tombol.dataset.hapusBaris !== undefined) hapusBaris(kunciDari(tombol));
    if (tombol.dataset.untuk) {
      var isian = document.getElementById(tombol.dataset.untuk);
      isian.value = tombol.dataset.pakai;
      tombol.parentNode.remove();
      ikutkan();
      ke(isian);
    }
  });

  function tombolIsian(event, isian) {
    var daftar = isian.dataset.kode !== undefined;
    if (daftar && event.key === "ArrowDown") { event.preventDefault(); if (kotak.hidden) buka(isian); else geser(1); }
    else if (daftar && event.key === "ArrowUp" && !kotak.hidden) { event.preventDefault(); geser(-1); }
    else if (event.key === "Escape" && !kotak.hidden) { event.preventDefault(); tutup(); }
    else if (event.key === "Enter") {
      event.preventDefault();
      var butir = disorot();
      if (daftar && butir && isian.value.trim()) pakai(isian, butir.textContent);
      maju(isian, event.shiftKey ? -1 : 1);
    }
  }
  form.addEventListener("keydown", function (event) {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); barisBaru(); return; }
    if (event.ctrlKey && event.key === "Delete" && kunciDari(event.target)) {
      event.preventDefault();
      var kunci = kunciDari(event.target);
      var pilih = badan("atas").querySelector("tr[data-baris='" + kunci + "'] [data-perintah]");
      if (pilih) pilih.focus(); else hapusBaris(kunci);
      return;
    }
    if (event.target.dataset.urut !== undefined) tombolIsian(event, event.target);
  });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (document.activeElement && document.activeElement.blur) document.activeElement.blur();
      form.requestSubmit(form.querySelector("[data-simpan]"));
    }
  });
  window.addEventListener("scroll", function () { if (terbuka) letakkan(terbuka); }, true);

  form.addEventListener("submit", function () { kotor = false; });
  window.addEventListener("beforeunload", function (event) { if (kotor) event.preventDefault(); });

  siapkan(form);
  ikutkan();
  var pertama = form.querySelector("[aria-invalid=true]") || form.querySelector(".kini button") ||
    (form.elements.versi.value ? null : medan()[0]);
  if (pertama) { pertama.focus(); if (pertama.select) pertama.select(); }
})();
