// The workbench: says when the result is not up to date, marks bad fields, keeps open what is open, tries other winds.
(function () {
  "use strict";
  var bench = document.getElementById("bench");
  if (!bench) { return; }
  var preview = document.getElementById("preview");
  var stale = document.getElementById("stale");
  var said = document.getElementById("said");
  var changed = Boolean(bench.dataset.dirty);

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

  // What a person opened stays open when the part around it is put anew.
  function keepOpen(event) {
    var fresh = event.detail.fragment;
    event.detail.target.querySelectorAll("details[id]").forEach(function (old) {
      var made = fresh && fresh.querySelector("#" + old.id);
      if (made) { made.open = old.open; }
    });
  }

  // Fields the chosen kind of foundation has no use for go into their fold, the others come out of it.
  function place(kind) {
    var group = document.getElementById("stage-foundation");
    var fold = group && group.querySelector(".unused");
    if (!fold) { return; }
    group.querySelectorAll("[data-kinds]").forEach(function (box) {
      var used = box.dataset.kinds.split(" ").indexOf(kind) >= 0;
      var home = group.querySelector("[data-place=" + (used ? box.dataset.home : "unused") + "]");
      if (home && box.parentNode !== home) { home.appendChild(box); }
    });
    fold.hidden = !fold.querySelector("[data-kinds]");
    document.querySelectorAll("[data-for]").forEach(function (part) {
      part.classList.toggle("idle", part.dataset.for.split(" ").indexOf(kind) < 0);
    });
  }

  function tryWind() {
    var range = document.getElementById("try-range");
    var wind = document.getElementById("try-wind");
    var own = document.getElementById("f-site-wind_speed_mph");
    var take = document.getElementById("try-take");
    if (!range) { return; }
    var touched = Boolean(own) && wind.value !== own.value;
    range.hidden = false;
    document.getElementById("try-show").hidden = true;
    range.addEventListener("input", function () { wind.value = range.value; touched = true; });
    wind.addEventListener("input", function () { range.value = wind.value; touched = true; });
    if (own) { own.addEventListener("input", function () { if (!touched) { wind.value = range.value = own.value; } }); }
    if (take && own) {
      take.addEventListener("click", function (event) {
        event.preventDefault();
        own.value = wind.value;
        touched = false;
        own.dispatchEvent(new Event("input", {bubbles: true}));
      });
    }
  }

  // What is only looked at, another drawing or another wind, is no change of the design.
  var waiting = null;
  bench.querySelectorAll(".try, #preview").forEach(function (looked) {
    looked.addEventListener("input", function (event) {
      event.stopPropagation();
      clearTimeout(waiting);
      waiting = setTimeout(function () { window.htmx.trigger(bench, "refresh"); }, 150);
    });
  });
  bench.addEventListener("input", function (event) {
    if (event.target.name === "foundation.kind") { place(event.target.value); }
    changed = true;
  });
  bench.addEventListener("submit", function () { changed = false; });
  document.body.addEventListener("htmx:oobBeforeSwap", keepOpen);
  document.body.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.elt === bench && event.detail.successful) { show(""); mark(); }
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
  // An answer given up for a newer one is no error, which htmx would tell the console; real ones are told by others.
  window.htmx.logger = function (elt, name, detail) {
    if (name === "htmx:sendAbort" || name === "htmx:afterRequest") { delete detail.error; }
  };
  tryWind();
  mark();
}());
