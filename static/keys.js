// Keyboard: what has data-key="g p" is opened, pressed or put the cursor in by those keys, never while one types.
// Nothing of it is needed: everything can be reached by Tab and Enter. A body with data-keys="off" has no single keys.
(function () {
  "use strict";
  var WAIT = 1200;
  var before = "";
  var timer = null;
  var single = document.body.dataset.keys !== "off";

  function typing(target) {
    return target.closest && (target.closest("textarea, select, [contenteditable], [data-own-keys]") ||
      (target.matches("input") && !/^(checkbox|radio|button|submit|reset|file)$/.test(target.type)));
  }

  function shown(element) { return element && !element.disabled && element.getClientRects().length > 0; }

  function saver(from) {
    var buttons = Array.from(document.querySelectorAll("[data-key='s'], main button.main")).filter(function (button) {
      return shown(button) && (button.dataset.key || /^Save/.test(button.textContent.trim()));
    });
    var form = from && from.closest && from.closest("form");
    return buttons.filter(function (button) { return form && button.form === form; })[0] || buttons[0];
  }

  function found(keys) {
    var named = Array.from(document.querySelectorAll("[data-key]")).filter(function (each) {
      return each.dataset.key === keys && (shown(each) || each.closest("details"));
    })[0];
    if (named) { return named; }
    if (keys === "s") { return saver(null); }
    if (keys === "/") { return Array.from(document.querySelectorAll("main input[type=search]")).filter(shown)[0]; }
    if (keys === "[") { return document.querySelector("main a[rel=prev]"); }
    if (keys === "]") { return document.querySelector("main a[rel=next]"); }
    return null;
  }

  function begins(keys) {
    return Array.from(document.querySelectorAll("[data-key]")).some(function (each) { return each.dataset.key.indexOf(keys + " ") === 0; });
  }

  function use(element) {
    if (element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) { element.focus(); if (element.select) { element.select(); } } else { element.click(); }
  }

  function named(element, usual) {
    var label = element.labels && element.labels[0];
    return element.dataset.keyName || element.getAttribute("aria-label") || (label && label.textContent.trim()) || element.textContent.trim() || usual;
  }

  function listed() {
    var rows = Array.from(document.querySelectorAll("[data-key]")).filter(function (each) { return each.dataset.key !== "?"; })
      .map(function (each) { return [each.dataset.key, named(each, "")]; });
    [["/", "Search"], ["s", "Save"], ["[", "Previous"], ["]", "Next"]].forEach(function (pair) {
      var there = found(pair[0]);
      if (there && !there.dataset.key) { rows.push([pair[0], named(there, pair[1]).slice(0, 40)]); }
    });
    if (!single) { rows = []; } else { rows.push(["?", "This list"]); }
    if (saver(null)) { rows.push(["Ctrl S", "Save, from within a field too"]); }
    rows.push(["Esc", "Close what is open, or leave the field"]);
    return rows;
  }

  function sheet() {
    var dialog = document.getElementById("keys");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      dialog.innerHTML = '<h2 id="keys-title">Keyboard shortcuts of this page</h2><table><tbody></tbody></table><form method="dialog" class="row"><button autofocus>Close</button></form>';
      document.body.appendChild(dialog);
    }
    var body = dialog.querySelector("tbody");
    body.textContent = "";
    listed().forEach(function (pair) {
      var row = body.insertRow();
      var keys = document.createElement("th");
      keys.scope = "row";
      pair[0].split(" ").forEach(function (key) {
        var one = document.createElement("kbd");
        one.textContent = key;
        keys.append(one, " ");
      });
      row.append(keys);
      row.insertCell().textContent = pair[1];
    });
    if (!dialog.open) { dialog.showModal(); }
  }

  function close(target) {
    Array.from(document.querySelectorAll("details.menu[open]")).forEach(function (menu) {
      menu.open = false;
      if (menu.contains(target)) { menu.querySelector("summary").focus(); }
    });
    if (typing(target) && !target.closest("[data-own-keys]")) { target.blur(); }
  }

  function press(keys) {
    var there = found(keys);
    if (keys === "?") { sheet(); return true; }
    if (there) { use(there); }
    return Boolean(there);
  }

  document.addEventListener("keydown", function (event) {
    var target = event.target;
    if (event.defaultPrevented || event.isComposing) { return; }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
      var button = saver(target);
      if (button) { event.preventDefault(); button.click(); }
      return;
    }
    if (event.key === "Escape") { close(target); return; }
    if (!single || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || typing(target) || document.querySelector("dialog[open]")) { return; }
    var keys = before ? before + " " + event.key : event.key;
    clearTimeout(timer);
    before = "";
    if (press(keys)) { event.preventDefault(); return; }
    if (begins(keys)) {
      before = keys;
      timer = setTimeout(function () { before = ""; }, WAIT);
    }
  });

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-key='?'], [data-close]");
    Array.from(document.querySelectorAll("details.menu[open]")).forEach(function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    if (link.dataset.key === "?") { close(link); sheet(); } else { link.closest(".toast").remove(); }
  });
}());
