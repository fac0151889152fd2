// Keeps what is typed: forms with data-unsaved are sent to the server as drafts while they are typed in, and kept in
// this browser while the server cannot be reached and from a save until a page says that it came through.
(function () {
  "use strict";
  // What is kept here is its author's: whoever logs in next in this browser is not offered it.
  var PAUSE = 2000, MARK = "apex unsaved " + document.body.dataset.me + " ";
  var AWAY = "The server cannot be reached";

  // Several forms may be of one draft's kind, as those beside the tree are; each is kept here under its own name.
  function every(form) {
    var at = form.elements.at;
    return MARK + form.action + " " + form.dataset.form + (at ? " " + at.value : "");
  }

  function key(form) { return every(form) + " " + tabOf(form); }

  function read(name) {
    try { return JSON.parse(localStorage.getItem(name)); } catch (broken) { return null; }
  }

  function tabIn(kept) {
    var field = kept && kept.fields.filter(function (pair) { return pair[0] === "tab"; })[0];
    return field ? field[1] : "";
  }

  function newTab() {
    return Array.from(crypto.getRandomValues(new Uint8Array(8)), function (b) { return b.toString(16).padStart(2, "0"); }).join("");
  }

  function tabOf(form) {
    var field = form.elements.tab;
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "tab";
      form.appendChild(field);
    }
    if (!field.value) { field.value = newTab(); }
    return field.value;
  }

  function typed(form) {
    return Array.from(new FormData(form)).filter(function (pair) { return typeof pair[1] === "string"; });
  }

  function say(form, text) {
    var note = form.querySelector(".kept-note");
    if (!note) {
      note = document.createElement("p");
      note.className = "kept-note quiet";
      note.setAttribute("role", "status");
      form.appendChild(note);
    }
    note.textContent = text;
  }

  function store(form) { localStorage.setItem(key(form), JSON.stringify({at: new Date().toISOString(), fields: typed(form)})); }

  function keepHere(form, why) {
    try {
      store(form);
      say(form, why + ". What you typed is kept in this browser.");
    } catch (full) {
      say(form, why + ", and this browser keeps nothing (" + full.name + "). Do not close the page.");
    }
  }

  function refused(status) {
    return status === 401 ? "Your session has ended: log in again" : "The server answered with an error (" + status + ")";
  }

  function send(form) {
    if (!form.dataset.changed || form.dataset.sent) { return; }
    tabOf(form);
    var body = new URLSearchParams(typed(form));
    body.set("unsaved_form", form.dataset.draft || form.dataset.form);
    form.dataset.changed = "";
    fetch(form.dataset.unsaved, {method: "POST", body: body, headers: {Accept: "application/json"}, keepalive: body.toString().length < 60000})
      .then(function (answer) {
        if (answer.ok) {
          if (!form.dataset.sent) { localStorage.removeItem(key(form)); }
          say(form, "Draft kept. It is not a version until you save.");
        } else {
          // Who has to log in again is not kept from leaving for it.
          form.dataset.changed = answer.status === 401 ? "" : "1";
          keepHere(form, refused(answer.status));
        }
      })
      .catch(function () { form.dataset.changed = "1"; keepHere(form, AWAY); });
  }

  // The server makes the page of a draft: rows, boxes and the result beside the form are those of what was typed.
  function putBack(form, name, kept, box) {
    var body = new URLSearchParams(kept.fields), tab = tabIn(kept);
    // What was typed on this page since is of the same tab and stays a draft of its own.
    if (!tab || (form.dataset.typed && tab === tabOf(form))) { tab = newTab(); }
    send(form);
    body.set("tab", tab);
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("unsaved_form", form.dataset.draft || form.dataset.form);
    fetch(form.dataset.unsaved, {method: "POST", body: body, headers: {Accept: "application/json"}})
      .then(function (answer) {
        if (!answer.ok) { throw new Error(refused(answer.status)); }
        localStorage.removeItem(name);
        location.assign(form.action + "?draft=" + tab);
      })
      .catch(function (error) {
        var why = error instanceof TypeError ? AWAY : error.message;
        box.querySelector("[role=status]").textContent = why + ". Nothing is put back; it stays in this browser.";
      });
  }

  function offer(form) {
    var given = Array.from(document.querySelectorAll("form[data-returned]"), tabOf);
    Object.keys(localStorage).forEach(function (name) {
      var kept = name === every(form) || name.indexOf(every(form) + " ") === 0 ? read(name) : null;
      // What this page was sent is on it again, and is kept anew from here.
      if (kept && given.indexOf(tabIn(kept)) < 0) { (form.querySelector(".entry-side") || form).prepend(offered(form, name, kept)); }
    });
  }

  function offered(form, name, kept) {
    var box = document.createElement("div"), said = document.createElement("span");
    box.className = "drafts";
    box.textContent = "Typed in this browser and not saved, " + new Date(kept.at).toLocaleString() + ". ";
    function drop() { localStorage.removeItem(name); box.remove(); }
    [["Put it back", function () { putBack(form, name, kept, box); }], ["Drop it", drop]].forEach(function (way) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "small";
      button.textContent = way[0];
      button.addEventListener("click", way[1]);
      box.append(button, " ");
    });
    said.setAttribute("role", "status");
    box.append(said);
    return box;
  }

  // A save that was on its way is known to have come through once a page says so; until then its text stays here.
  function leave(form, event) {
    var other = event.submitter && event.submitter.hasAttribute("formaction");
    tabOf(form);
    if (!other || form.dataset.typed) {
      try { store(form); } catch (full) { form.dataset.kept = full.name; }
    }
    form.dataset.sent = "1";
  }

  function cameThrough(tab) {
    Object.keys(localStorage).forEach(function (name) {
      if (name.indexOf(MARK) === 0 && tabIn(read(name)) === tab) { localStorage.removeItem(name); }
    });
  }

  (document.body.dataset.saved || "").split(" ").filter(Boolean).forEach(cameThrough);

  function watch(form) {
    offer(form);
    // Given back with what is wrong with it, or with a row more: what is on the page is kept nowhere else yet.
    if (form.dataset.returned) {
      form.dataset.changed = form.dataset.typed = "1";
      send(form);
    }
    var waiting = null;
    form.addEventListener("input", function () {
      form.dataset.changed = "1";
      form.dataset.typed = "1";
      form.dataset.sent = "";
      if (!waiting) { waiting = setTimeout(function () { waiting = null; send(form); }, PAUSE); }
    });
    form.addEventListener("focusout", function (event) {
      // Who goes to a button of the form saves it: a draft sent beside the save might come after it.
      if (!(event.relatedTarget && event.relatedTarget.type === "submit" && event.relatedTarget.form === form)) { send(form); }
    });
    form.addEventListener("submit", function (event) { leave(form, event); });
    // The save did not leave the page, or the page was come back to: what is in it still has to be kept.
    window.addEventListener("pageshow", function (event) {
      if (event.persisted && form.dataset.sent) { form.dataset.sent = ""; form.dataset.changed = "1"; }
    });
    window.addEventListener("online", function () { send(form); });
    window.addEventListener("pagehide", function () { send(form); });
  }

  function watchAll() {
    document.querySelectorAll("form[data-unsaved]:not([data-watched])").forEach(function (form) {
      form.dataset.watched = "1";
      watch(form);
    });
  }

  watchAll();
  document.body.addEventListener("apex:put", function (event) {
    if (event.detail) { cameThrough(event.detail); }
    watchAll();
  });

  window.addEventListener("beforeunload", function (event) {
    var open = Array.from(document.querySelectorAll("form[data-unsaved]")).some(function (form) { return form.dataset.changed && !form.dataset.sent; });
    if (open) { event.preventDefault(); }
  });

  // Times of who chose no zone, in that of the browser and as wide as they were, so that nothing moves.
  var clock = new Intl.DateTimeFormat("en-US", {year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short"});

  function local(root) {
    root.querySelectorAll("time[datetime]:not([data-zoned])").forEach(function (time) {
      var part = {};
      clock.formatToParts(new Date(time.dateTime)).forEach(function (each) { part[each.type] = each.value; });
      time.title = time.textContent;
      time.textContent = part.year + "-" + part.month + "-" + part.day + " " + part.hour + ":" + part.minute + " " + part.timeZoneName;
      time.dataset.zoned = "browser";
    });
  }

  local(document);
  document.body.addEventListener("htmx:load", function (event) { local(event.detail.elt.parentNode || document); });
}());
