// Says when the preview is not up to date, marks bad fields, and asks before typed changes are left.
(function () {
  "use strict";
  var bench = document.getElementById("bench");
  if (!bench) { return; }
  var preview = document.getElementById("preview");
  var stale = document.getElementById("stale");
  var said = document.getElementById("said");
  var changed = false;

  function show(text) {
    stale.textContent = text;
    stale.hidden = !text;
    preview.classList.toggle("old", Boolean(text));
  }

  function mark() {
    bench.querySelectorAll(".error").forEach(function (error) {
      var field = document.getElementById(error.id.slice(0, -2));
      if (!field) { return; }
      if (error.textContent) { field.setAttribute("aria-invalid", "true"); } else { field.removeAttribute("aria-invalid"); }
    });
    var verdict = preview.querySelector(".verdict h2");
    if (verdict && said.textContent !== verdict.textContent) { said.textContent = verdict.textContent; }
  }

  bench.addEventListener("input", function () { changed = true; });
  bench.addEventListener("submit", function () { changed = false; });
  document.body.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target === preview) { show(""); mark(); }
  });
  document.body.addEventListener("htmx:sendError", function () {
    show("Not up to date: the server did not answer. What you typed is still here; change a field to try again.");
  });
  document.body.addEventListener("htmx:responseError", function (event) {
    show("Not up to date: the server answered with an error (" + event.detail.xhr.status + ").");
  });
  window.addEventListener("beforeunload", function (event) {
    if (changed && !bench.dataset.unsaved) { event.preventDefault(); }
  });
  mark();
}());
