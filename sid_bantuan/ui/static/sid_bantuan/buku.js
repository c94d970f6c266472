/* The chosen tab stands in sight where the row of tabs is longer than the screen. */
(function () {
  "use strict";
  document.querySelectorAll(".tab [aria-current]").forEach(function (tab) {
    tab.parentNode.scrollLeft = tab.offsetLeft - tab.parentNode.offsetLeft - 24;
  });
})();
