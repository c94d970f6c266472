/* The steward's desk: keys, the next record fetched before it is asked for, undo, bulk steps, copying. */
(function () {
  "use strict";
  var doc = document, PART = { "X-Sid-Potongan": "1" };

  function typing(target) { return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "radio" && target.type !== "checkbox"; }
  function token() { var field = doc.querySelector("input[name=sid_token]"); return field ? field.value : ""; }
  function post(url, data) {
    return fetch(url, { method: "POST", body: data, headers: Object.assign({ "X-Sid-Token": token() }, PART), redirect: "error" })
      .then(function (answer) {
        var json = (answer.headers.get("Content-Type") || "").indexOf("json") > -1;
        if (!json) throw new Error("bukan jawaban yang dikenal");
        return answer.json();
      });
  }

  /* ---- Copying; on an office network without HTTPS the clipboard is closed, so the old way is kept */
  function copy(text, done) {
    function old() {
      var area = doc.createElement("textarea");
      area.value = text; area.style.position = "fixed"; area.style.opacity = "0";
      doc.body.appendChild(area); area.select();
      var ok = doc.execCommand("copy");
      area.remove(); done(ok);
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(function () { done(true); }, old); else old();
  }
  doc.addEventListener("click", function (event) {
    var button = event.target.closest("[data-salin]");
    if (!button) return;
    var source = doc.querySelector(button.dataset.salin), label = button.lastChild, before = label.textContent;
    copy(source.value || source.textContent, function (ok) {
      label.textContent = ok ? "Tersalin" : "Tekan Ctrl+C untuk menyalin";
      if (!ok) { source.focus(); source.select(); }
      setTimeout(function () { label.textContent = before; }, 2500);
    });
  });

  /* ---- Dialogs */
  doc.addEventListener("click", function (event) {
    var open = event.target.closest("[data-dialog]"), close = event.target.closest("[data-tutup-dialog]"), own = event.target.closest("[data-isi-pesan]");
    if (open) doc.querySelector(open.dataset.dialog).showModal();
    if (close) close.closest("dialog").close();
    if (own) {
      var box = own.closest(".alasan").querySelector("textarea");
      box.value = own.dataset.isiPesan; box.focus();
    }
  });

  /* ---- A bulk decision carries itself out, step by step */
  var steps = doc.querySelector("[data-langkah]");
  if (steps) {
    var bar = steps.querySelector("progress"), words = bar.parentNode.querySelector("span"), go = steps.querySelector("button");
    var dots = function (n) { return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, "."); };
    go.hidden = true;
    (function next() {
      post(steps.action, new FormData(steps)).then(function (state) {
        bar.value = state.jumlah - state.sisa;
        words.textContent = dots(bar.value) + " dari " + dots(state.jumlah);
        if (state.sisa > 0) next(); else window.location.reload();
      }).catch(function () {
        steps.querySelector("[data-kata-langkah]").textContent = "Sambungan terputus. Yang sudah dikerjakan tersimpan; tekan Lanjutkan.";
        go.hidden = false;
      });
    })();
  }

  /* ---- A return says why: asked here, where what is ticked and typed still stands */
  function tanpaAlasan(form, tombol) {
    var pesan = form.elements.pesan;
    if (!tombol || tombol.value !== "perlu_perbaikan" || !pesan) return null;
    if (form.elements.alasan.value || pesan.value.trim()) return null;
    pesan.setAttribute("aria-invalid", "true");
    pesan.focus();
    return "Pilih alasan atau tulis pesan, supaya desa tahu apa yang harus dibetulkan.";
  }
  doc.addEventListener("submit", function (event) {
    if (!event.target.matches("form[data-alasan]")) return;
    var kata = tanpaAlasan(event.target, event.submitter), pesan = event.target.elements.pesan;
    if (!kata) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pesan.setCustomValidity(kata);
    pesan.reportValidity();
    pesan.addEventListener("input", function () { pesan.setCustomValidity(""); pesan.removeAttribute("aria-invalid"); }, { once: true });
  }, true);

  /* ---- One record after another */
  doc.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || doc.querySelector("dialog[open]")) return;
    var panel = doc.querySelector("[data-panel]");
    if (event.key === "Escape" && panel && panel.open) { panel.open = false; panel.querySelector("summary").focus(); return; }
    if (typing(event.target)) return;
    if (panel && panel.open) {
      var radios = panel.querySelectorAll("input[name=alasan]");
      if (/^[0-9]$/.test(event.key)) {
        var pick = event.key === "0" ? radios[radios.length - 1] : radios[Number(event.key) - 1];
        if (pick) { pick.checked = true; event.preventDefault(); if (event.key === "0") panel.querySelector("textarea").focus(); else pick.focus(); }
        return;
      }
      if (event.key === "Enter" && event.target.tagName !== "BUTTON" && event.target.tagName !== "SUMMARY") { event.preventDefault(); panel.querySelector("button[name=putusan]").click(); return; }
      if (event.key !== "k") return;
    }
    if (event.key === "u") { var undo = doc.querySelector("[data-urungkan-tombol]"); if (undo) { event.preventDefault(); undo.click(); } return; }
    if (event.key === "p") { if (doc.querySelector("[data-meja]")) { event.preventDefault(); window.history.back(); } return; }
    var target = Array.prototype.find.call(doc.querySelectorAll("[data-tuts]"), function (one) { return one.dataset.tuts === event.key; });
    if (target) { event.preventDefault(); target.click(); }
  });

  var desk = doc.querySelector("[data-meja]");
  if (!desk) return;
  var ready = {}, notice = doc.querySelector("[data-kabar]"), timer = null;

  function sheet() { return desk.querySelector("[data-lembar]"); }
  /* A session that ended answers with the way to the login: that is a page of its own, not a sheet. */
  function part(url) {
    return fetch(url, { headers: PART, redirect: "error" }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    });
  }
  function prefetch() {
    var url = sheet() && sheet().dataset.berikut;
    if (url && !ready[url]) {
      ready = {};
      ready[url] = part(url);
      ready[url].catch(function () { delete ready[url]; });
    }
  }
  function show(html, url, push) {
    desk.innerHTML = html;
    if (push) window.history.pushState({ lembar: true }, "", url);
    var heading = desk.querySelector("[data-judul]");
    doc.title = heading.textContent + " · Antrean";
    heading.tabIndex = -1; heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    opened(); prefetch();
  }
  function go(url, push) {
    prefetch();
    return (ready[url] || part(url)).then(function (html) { show(html, url, push); }, function () { window.location.assign(url); });
  }
  window.addEventListener("popstate", function () { go(window.location.href, false); });

  function tell(words, kind, undo, message) {
    clearTimeout(timer);
    notice.className = "kabar-bawah kabar-" + kind;
    notice.textContent = "";
    var text = doc.createElement("span"); text.textContent = words; notice.appendChild(text);
    function button(label, act, attribute) {
      var one = doc.createElement("button");
      one.type = "button"; one.className = "tombol tombol-kecil"; one.textContent = label; one.addEventListener("click", act);
      if (attribute) one.setAttribute(attribute, "");
      notice.appendChild(one);
      return one;
    }
    if (message) { var b = button("Salin pesan untuk desa", function () { copy(message, function (ok) { b.textContent = ok ? "Tersalin" : "Gagal menyalin"; }); }); }
    if (undo) button("Urungkan (u)", undo, "data-urungkan-tombol");
    notice.hidden = false;
    if (kind === "baik") timer = setTimeout(function () { notice.hidden = true; notice.textContent = ""; }, 15000);
  }
  function takeBack(ids, url) {
    return function () {
      var data = new FormData();
      ids.forEach(function (id) { data.append("verval", id); });
      post(desk.dataset.urungkan, data).then(function (state) {
        ready = {};
        if (state.baik) go(url, true);
        tell(state.kata, state.baik ? "baik" : "salah");
      }, function () { tell("Belum terkirim; sambungan terputus. Coba sekali lagi.", "salah", takeBack(ids, url)); });
    };
  }

  /* Not taken: the sheet is drawn again to be looked at, and what was typed waits behind "Kembalikan". */
  function ulangi(data, here, kata) {
    var isi = data.get("pesan") || data.get("alasan");
    ready = {};
    tell(kata + (isi ? " Isian Anda masih ada pada Kembalikan." : ""), "salah");
    go(here, true).then(function () {
      var form = desk.querySelector("[data-putuskan]");
      if (!form || !isi) return;
      form.elements.alasan.value = data.get("alasan") || "";
      form.elements.pesan.value = data.get("pesan") || "";
    });
  }

  doc.addEventListener("submit", function (event) {
    var form = event.target.closest("[data-putuskan]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    var data = new FormData(form), here = sheet().dataset.alamat, next = sheet().dataset.berikut, list = sheet().dataset.antrean;
    data.set("putusan", event.submitter.value);
    var tanpa = tanpaAlasan(form, event.submitter);
    if (tanpa) { tell(tanpa, "salah"); return; }
    if (event.submitter.value === "valid") { data.delete("alasan"); data.delete("pesan"); }
    form.querySelectorAll("button").forEach(function (one) { one.disabled = true; });
    if (next) go(next, true);
    post(form.action, data).then(function (state) {
      if (state.baik) {
        tell(state.kata, "baik", takeBack(state.verval, here), state.pesan);
        if (!next) setTimeout(function () { window.location.assign(list); }, 1500);
      } else ulangi(data, here, state.kata);
    }).catch(function () { ulangi(data, here, "Putusan belum tersimpan: sambungan terputus. Nilai sekali lagi."); });
  }, true);
  doc.addEventListener("click", function (event) {
    var skip = event.target.closest("[data-lewati]");
    if (skip && !event.ctrlKey && !event.metaKey) { event.preventDefault(); go(skip.getAttribute("href"), true); }
    if (event.target.closest("[data-tutup-panel]")) { doc.querySelector("[data-panel]").open = false; }
    if (event.target.closest("[data-bantuan]")) doc.querySelector("[data-dialog-bantuan]").showModal();
  });
  function opened() {
    var panel = desk.querySelector("[data-panel]");
    if (panel) panel.addEventListener("toggle", function () {
      if (!panel.open) return;
      if ("diisi" in panel.dataset) { delete panel.dataset.diisi; return; }  /* the notice says why it is open again */
      notice.hidden = true;
      /* The event comes late: a quick hand is already inside, and must not be pulled back. */
      if (panel.querySelector(".panel-isi").contains(doc.activeElement)) return;
      var first = panel.querySelector("input[name=alasan]:checked") || panel.querySelector("input[name=alasan]");
      first.focus();
    });
  }
  opened(); prefetch();
})();
