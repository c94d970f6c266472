/* A pick list that asks the server: type, arrow down, Enter. The hidden input before it holds the id. */
(function () {
  "use strict";
  var doc = document, serial = 0;

  function setup(box) {
    if (box.dataset.siap) return;
    box.dataset.siap = "1";
    var held = box.querySelector("input[type=hidden]"), input = box.querySelector("input[role=combobox]");
    var list = null, asked = 0, timer = null, words = input.value;

    function close() {
      if (list) { list.remove(); list = null; }
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function options() { return list ? Array.prototype.slice.call(list.querySelectorAll("[role=option]")) : []; }
    function active() { return list && list.querySelector("[aria-selected=true]"); }
    function mark(option) {
      options().forEach(function (one) { one.setAttribute("aria-selected", String(one === option)); });
      if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
    }
    function choose(option) {
      held.value = option.dataset.id;
      words = input.value = option.textContent;
      close();
      held.dispatchEvent(new Event("input", { bubbles: true }));
    }
    function show(found) {
      close();
      list = doc.createElement("ul");
      list.setAttribute("role", "listbox");
      list.id = "pilihan-" + ++serial;
      found.forEach(function (pair, index) {
        var item = doc.createElement("li");
        item.setAttribute("role", "option");
        item.id = list.id + "-" + index;
        item.dataset.id = pair[0];
        item.textContent = pair[1];
        list.appendChild(item);
      });
      if (!found.length) {
        var none = doc.createElement("li");
        none.className = "hampa";
        none.textContent = "Tidak ada yang cocok";
        list.appendChild(none);
      }
      box.appendChild(list);
      input.setAttribute("aria-controls", list.id);
      input.setAttribute("aria-expanded", "true");
      mark(options()[0]);
    }
    function ask() {
      var mine = ++asked;
      fetch(box.dataset.rujukan + (box.dataset.rujukan.indexOf("?") < 0 ? "?" : "&") + "query=" + encodeURIComponent(input.value), { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : []; })
        .then(function (found) { if (mine === asked && doc.activeElement === input) show(found); })
        .catch(function () { if (mine === asked) show([]); });
    }
    input.addEventListener("input", function () {
      held.value = "";
      clearTimeout(timer);
      timer = setTimeout(ask, 200);
    });
    input.addEventListener("focus", function () { input.select(); });
    input.addEventListener("keydown", function (event) {
      var all = options(), at = all.indexOf(active());
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!list) { ask(); return; }
        if (all.length) mark(all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length]);
      } else if (event.key === "Enter" && list) {
        event.preventDefault();
        if (active()) choose(active());
      } else if (event.key === "Escape" && list) {
        event.stopPropagation();
        close();
      } else if (event.key === "Tab" && active() && !held.value && input.value) {
        choose(active());
      }
    });
    /* Words that name nothing are taken back; an emptied box means none. */
    input.addEventListener("blur", function () {
      setTimeout(function () {
        close();
        asked++;
        if (!held.value && input.value.trim()) { input.value = ""; words = ""; }
      }, 150);
    });
    box.addEventListener("mousedown", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) { event.preventDefault(); choose(option); }
    });
  }

  function all(root) { root.querySelectorAll("[data-rujukan]").forEach(setup); }
  all(doc);
  new MutationObserver(function () { all(doc); }).observe(doc.body, { childList: true, subtree: true });
})();
