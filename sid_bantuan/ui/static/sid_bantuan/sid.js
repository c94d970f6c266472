/* Behaviour of our pages. No inline handlers: elements say what they want in data attributes. */
(function () {
  "use strict";
  var doc = document;

  function on(type, selector, act) {
    doc.addEventListener(type, function (event) {
      var target = event.target.closest ? event.target.closest(selector) : null;
      if (target) act(event, target);
    });
  }

  /* Menu on a phone */
  function menu(open) {
    doc.body.classList.toggle("menu-buka", open);
    var button = doc.querySelector("[data-menu]");
    if (button) button.setAttribute("aria-expanded", String(open));
    if (open) { var link = doc.querySelector(".sisi a[aria-current]") || doc.querySelector(".sisi a"); if (link) link.focus(); }
  }
  on("click", "[data-menu]", function () { menu(!doc.body.classList.contains("menu-buka")); });
  on("click", "[data-tutup-menu]", function () { menu(false); });
  on("click", "[data-tutup]", function (event, button) { button.closest(".pesan").remove(); });

  /* A menu longer than the screen opens where one is */
  var kini = doc.querySelector(".sisi a[aria-current]"), sisi = kini && kini.closest(".sisi");
  if (kini && kini.offsetTop + kini.offsetHeight > sisi.clientHeight) sisi.scrollTop = kini.offsetTop - sisi.clientHeight / 2;

  /* Browsers name their own button for files in the language they were installed in: ours lies over it */
  doc.querySelectorAll(".sid .kolom > input[type=file]").forEach(function (input) {
    var box = doc.createElement("span"), nama = doc.createElement("span"), tombol = doc.createElement("span");
    box.className = "pilih-berkas";
    tombol.className = "tombol tombol-kecil";
    tombol.textContent = "Pilih berkas";
    tombol.setAttribute("aria-hidden", "true");
    input.before(box);
    box.append(tombol, nama, input);
    function sebut() { nama.textContent = input.files.length ? input.files[0].name : "Belum ada berkas"; }
    input.addEventListener("change", sebut);
    window.addEventListener("pageshow", sebut);
    sebut();
  });

  /* Keys: / to the search box, Escape closes what is open */
  var LIPATAN = "details.akun[open], details.lainnya[open]";
  doc.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      var box = doc.querySelector("[data-cari]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    if (event.key === "Escape") {
      if (doc.body.classList.contains("menu-buka")) { menu(false); doc.querySelector("[data-menu]").focus(); }
      doc.querySelectorAll(LIPATAN).forEach(function (one) { one.open = false; });
    }
  });
  doc.addEventListener("click", function (event) {
    doc.querySelectorAll(LIPATAN).forEach(function (one) { if (!one.contains(event.target)) one.open = false; });
  });

  /* What cannot be undone is asked first. Without a yes nothing is sent. */
  on("submit", "form", function (event, form) {
    var once = form.method === "post" && !form.dataset.unduh;
    /* One click, one question, one send: a second press while the line is slow must not repeat them. */
    if (once && form.dataset.terkirim) { event.preventDefault(); return; }
    var question = (event.submitter && event.submitter.dataset.tanya) || form.dataset.tanya;
    if (question && !window.confirm(question)) { event.preventDefault(); return; }
    if (once) form.dataset.terkirim = "1";
  });
  window.addEventListener("pageshow", function () {
    doc.querySelectorAll("form[data-terkirim]").forEach(function (form) { delete form.dataset.terkirim; });
  });

  /* A filter that is chosen is applied; empty ones stay out of the address. */
  on("change", "form[data-saring] select", function (event, select) { select.form.requestSubmit(); });
  on("submit", "form[data-saring]", function (event, form) {
    form.querySelectorAll("input, select").forEach(function (one) { if (!one.value) one.disabled = true; });
  });

  window.addEventListener("pageshow", function () {
    doc.querySelectorAll("form[data-saring] :disabled").forEach(function (one) { one.disabled = false; });
  });
  /* Filters stand open on a desk's screen, and are one tap away on a phone */
  var filters = doc.querySelector("[data-saring-semua]");
  if (filters) filters.open = window.matchMedia("(min-width: 861px)").matches;

  /* Rows chosen: how many, and what can be done with them */
  function chosen() {
    var bar = doc.querySelector("[data-terpilih]");
    if (!bar) return;
    var boxes = doc.querySelectorAll("input[name=rowid]"), count = 0;
    boxes.forEach(function (box) {
      if (box.checked) count++;
      box.closest("tr").classList.toggle("terpilih", box.checked);
    });
    bar.classList.toggle("ada", count > 0);
    bar.querySelector("[data-jumlah-terpilih]").textContent = count;
    var all = doc.querySelector("[data-pilih-semua]");
    if (all) { all.checked = count > 0 && count === boxes.length; all.indeterminate = count > 0 && count < boxes.length; }
  }
  on("change", "input[name=rowid]", chosen);
  on("change", "[data-pilih-semua]", function (event, all) {
    doc.querySelectorAll("input[name=rowid]").forEach(function (box) { box.checked = all.checked; });
    chosen();
  });
  window.addEventListener("pageshow", chosen);

  /* Rows inside a form */
  on("click", "[data-anak-tambah]", function (event, button) {
    var group = button.closest("[data-anak]"), list = group.querySelector("[data-anak-baris]");
    var next = Number(group.dataset.berikut || list.children.length);
    group.dataset.berikut = next + 1;
    var box = doc.createElement("div");
    box.innerHTML = group.querySelector("template").innerHTML.replace(/__n__/g, String(next));
    var row = list.appendChild(box.firstElementChild);
    var first = row.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
  });
  on("click", "[data-anak-hapus]", function (event, button) {
    var group = button.closest("[data-anak]");
    button.closest("[data-anak-satu]").remove();
    group.querySelector("[data-anak-tambah]").focus();
  });

  /* A form is sent only once its session is known to live, with the token of that session: what was typed must end
     neither on the login page nor on a line that is down. */
  var alamatSesi = doc.currentScript.dataset.sesi, SABAR = 15000, memeriksa = false;
  function kabar(tempat, judul, saran, alamat) {
    tempat = doc.querySelector("dialog[open]") || tempat;
    var box = tempat.querySelector("[data-sesi-kabar]") || tempat.insertBefore(doc.createElement("div"), tempat.firstChild);
    box.className = "pesan pesan-gagal";
    box.tabIndex = -1;
    box.setAttribute("role", "alert");
    box.setAttribute("data-sesi-kabar", "");
    box.textContent = "";
    var isi = box.appendChild(doc.createElement("div"));
    isi.appendChild(doc.createElement("strong")).textContent = judul;
    isi.appendChild(doc.createElement("p")).textContent = saran;
    if (alamat) {
      var link = isi.appendChild(doc.createElement("a"));
      link.textContent = "Masuk lagi di tab baru";
      link.href = alamat;
      link.target = "_blank";
      link.rel = "noopener";
    }
    box.focus();
  }
  /* Whether what is typed can be sent now; if not, `tempat` says why. */
  function periksaSesi(tempat) {
    var batas = new AbortController(), jam = setTimeout(function () { batas.abort(); }, SABAR);
    return fetch(alamatSesi, { credentials: "same-origin", redirect: "error", signal: batas.signal }).then(function (jawab) {
      if (!jawab.ok) throw new Error(jawab.status);
      return jawab.json();
    }).then(function (keadaan) {
      if (!keadaan.masuk) {
        kabar(tempat, "Belum disimpan: sesi Anda sudah berakhir.",
          "Isian Anda masih ada di sini. Masuk lagi, lalu kembali ke halaman ini dan simpan.", keadaan.alamat);
        return false;
      }
      Object.keys(keadaan.isian).forEach(function (nama) {
        doc.querySelectorAll("input[name=" + nama + "]").forEach(function (ke) { ke.value = keadaan.isian[nama]; });
      });
      doc.querySelectorAll("[data-sesi-kabar]").forEach(function (lama) { lama.remove(); });
      return true;
    }, function () {
      kabar(tempat, "Belum disimpan: server tidak menjawab.", "Isian Anda masih ada di sini. Tunggu sebentar, lalu simpan lagi.");
      return false;
    }).finally(function () { clearTimeout(jam); });
  }
  window.sidBantuan = { periksaSesi: periksaSesi };
  var lolos = false;
  doc.addEventListener("submit", function (event) {
    var form = event.target, tombol = event.submitter;
    if (lolos || !form.matches("form[data-jaga]") || (tombol && tombol.hasAttribute("data-tanpa-jaga"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (memeriksa) return;
    memeriksa = true;
    periksaSesi(form).then(function (hidup) {
      memeriksa = false;
      if (!hidup) return;
      lolos = true;
      form.requestSubmit(tombol);
      lolos = false;
    });
  }, true);

  /* What was typed is not lost by a slip: leaving a changed form asks */
  var berubah = [];
  doc.addEventListener("input", function (event) {
    var isian = event.target, form = isian.form;
    if (!form || !form.matches("form[data-jaga]") || isian.name === "rowid" || isian.type === "file") return;
    if (berubah.indexOf(form) < 0) berubah.push(form);
  });
  doc.addEventListener("submit", function (event) { berubah = berubah.filter(function (form) { return form !== event.target; }); });
  window.addEventListener("beforeunload", function (event) {
    if (berubah.some(function (form) { return form.isConnected; })) { event.preventDefault(); event.returnValue = ""; }
  });
})();
