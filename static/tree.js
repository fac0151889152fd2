// The assembly tree by keyboard and mouse. Everything here only presses the page's own buttons: the same forms are
// posted, and the answer takes the place of the tree. Without this file the page works by its buttons and links.
(function () {
  "use strict";
  var home = document.getElementById("tree");
  if (!home) { return; }
  var marked = {}, closed = {}, typed = "", typing = null, anchor = null, busy = false, dragged = null;
  function list() { return document.getElementById("tree-list"); }
  function form() { return document.getElementById("tree-form"); }
  function all() { return Array.from(list().querySelectorAll("[role=treeitem]")); }
  function seen() { return all().filter(function (item) { return !item.parentNode.parentNode.closest("li.closed"); }); }
  function itemOf(id) { return document.getElementById("i-" + id); }
  function boxOf(item) { return item.querySelector("input[type=checkbox]"); }
  function parentOf(item) {
    var above = item.parentNode.parentNode.closest("li");
    return above && above.firstElementChild;
  }
  function inside(item, other) { return item.parentNode.contains(other); }
  function current() { return list().querySelector("[role=treeitem][tabindex='0']") || all()[0]; }
  function chosen() {
    var ids = all().filter(function (item) { return marked[item.dataset.id]; });
    return ids.length ? ids : [current()];
  }

  function stop(item) { all().forEach(function (other) { other.tabIndex = other === item ? 0 : -1; }); }

  function focusOn(item) {
    if (!item) { return; }
    stop(item);
    item.focus({preventScroll: true});
    item.scrollIntoView({block: "nearest"});
  }

  function mark(item, on) {
    var box = boxOf(item);
    if (!box || box.disabled) { return; }
    box.checked = on;
    item.setAttribute("aria-selected", String(on));
    if (on) { marked[item.dataset.id] = true; } else { delete marked[item.dataset.id]; }
  }

  function markOnly(items) { all().forEach(function (item) { mark(item, items.indexOf(item) >= 0); }); }

  function open(item, on) {
    if (!item.hasAttribute("aria-expanded")) { return; }
    item.setAttribute("aria-expanded", String(on));
    item.parentNode.classList.toggle("closed", !on);
    if (on) { delete closed[item.dataset.id]; } else { closed[item.dataset.id] = true; }
  }

  // After the tree came: keys go to one item, what was marked or closed is so again.
  function dress(at) {
    if (!list()) { return; }
    all().forEach(function (item) {
      item.tabIndex = -1;
      item.querySelectorAll("a, input").forEach(function (inner) { inner.tabIndex = -1; });
      item.draggable = Boolean(boxOf(item)) && !item.dataset.stays;
      item.querySelectorAll("a").forEach(function (a) { a.draggable = false; });
      if (closed[item.dataset.id]) { open(item, false); }
      mark(item, Boolean(marked[item.dataset.id]));
    });
    Object.keys(marked).forEach(function (id) { if (!itemOf(id)) { delete marked[id]; } });
    var item = (at && itemOf(at)) || list().querySelector("[aria-current]") || all()[0];
    item.tabIndex = 0;
    return item;
  }

  function fail(text) { if (document.getElementById("told")) { document.getElementById("told").textContent = text; } }

  // `saved` names the tab of the form that was sent: what came through need not be kept in this browser.
  function swap(answer, keep, saved) {
    return answer.text().then(function (text) {
      var kind = answer.headers.get("content-type") || "";
      if (kind.indexOf("text/html") !== 0) { throw new Error("not a page"); }
      var known = answer.ok || [409, 412, 422, 428].indexOf(answer.status) >= 0;
      if (!known) { fail("Not done: the server answered with an error (" + answer.status + "). Nothing was lost; reload and try again."); return; }
      var top = window.scrollY;
      home.innerHTML = text;
      home.dispatchEvent(new CustomEvent("apex:put", {bubbles: true, detail: answer.ok ? saved : ""}));
      window.scrollTo(0, top);
      if (answer.ok) { history.replaceState(null, "", answer.url); }
      var item = dress(keep.at);
      if (!item) { return; }
      var into = keep.field && home.querySelector(keep.field);
      if (home.querySelector("[role=alert] button")) { home.querySelector("[role=alert] button").focus(); }
      else if (into && into.type !== "hidden") { into.focus(); }
      else if (keep.tree) { focusOn(item); }
    });
  }

  function ask(url, options, keep) {
    if (busy) { return; }
    busy = true;
    home.setAttribute("aria-busy", "true");
    options.headers = {"HX-Request": "true", Accept: "text/html"};
    fetch(url, options).then(function (answer) { return swap(answer, keep, options.body ? options.body.get("tab") : ""); })
      .catch(function () { fail("Not done: the server did not answer. Nothing was lost; try again."); })
      .then(function () { busy = false; home.removeAttribute("aria-busy"); });
  }

  // What the form of the tree sends, with the marks and the item that has the focus.
  function send(action, more, keep) {
    if (!form() || !form().elements.etag) { return; }
    var here = current();
    var body = new URLSearchParams(new FormData(form()));
    body.set("do", action);
    body.set("at", here.dataset.id);
    if (action !== "move") { body.delete("parent"); }
    Object.keys(more || {}).forEach(function (name) { body.set(name, more[name]); });
    if (more && more.nodes) { body.delete("nodes"); body.delete("node"); more.nodes.forEach(function (id) { body.append("node", id); }); }
    var after = {tree: true};
    if (action === "delete") { after.at = following(here); marked = {}; }
    else if (["duplicate", "paste"].indexOf(action) < 0) { after.at = here.dataset.id; }
    ask(form().getAttribute("action"), {method: "POST", body: body}, Object.assign(after, keep || {}));
  }

  // Where the focus goes when the item is gone: the next one beside it, else the one before, else its parent.
  function following(item) {
    var gone = chosen(), shown = seen(), place = shown.indexOf(item);
    function stays(other) { return !gone.some(function (top) { return inside(top, other); }); }
    var after = shown.slice(place + 1).filter(stays)[0], before = shown.slice(0, place).reverse().filter(stays)[0];
    var near = after && parentOf(after) === parentOf(item) ? after : before || after;
    return near && near.dataset.id;
  }

  function dirty() {
    return Array.from(home.querySelectorAll("#panel form")).some(function (f) {
      return Array.from(f.elements).some(function (e) { return e.type === "text" ? e.value !== e.defaultValue : e.selectedIndex > 0; });
    });
  }

  function show(item, keep) {
    if (dirty() && !window.confirm("What you typed beside the tree is not saved. Leave it?")) { return; }
    ask(item.querySelector("a").href, {}, Object.assign({at: item.dataset.id, tree: true}, keep || {}));
  }

  function rename(item) {
    if (!form() || !form().elements.etag) { return; }
    if (["support", "foundation"].indexOf(item.dataset.kind) >= 0) { fail("It has no name of its own in the design."); return; }
    var link = item.querySelector("a"), field = document.createElement("input");
    field.type = "text";
    field.value = item.dataset.label;
    field.setAttribute("aria-label", "New name of " + item.dataset.label);
    link.replaceWith(field);
    field.focus();
    field.select();
    var done = false; // Taking the field away is a blur as well.
    function back() { if (!done) { done = true; field.replaceWith(link); focusOn(item); } }
    field.addEventListener("keydown", function (event) {
      event.stopPropagation();
      if (event.key === "Escape") { back(); }
      if (event.key !== "Enter") { return; }
      event.preventDefault();
      var label = field.value.trim();
      back();
      if (label && label !== item.dataset.label) { send("rename", {label: label}); }
    });
    field.addEventListener("blur", back);
  }

  function typeAhead(letter) {
    clearTimeout(typing);
    typing = setTimeout(function () { typed = ""; }, 700);
    typed += letter.toLowerCase();
    var shown = seen(), place = shown.indexOf(current());
    var order = shown.slice(place + (typed.length > 1 ? 0 : 1)).concat(shown.slice(0, place + 1));
    focusOn(order.filter(function (item) { return item.dataset.label.toLowerCase().indexOf(typed) === 0; })[0]);
  }

  function step(item, by, marking) {
    var shown = seen(), to = shown[shown.indexOf(item) + by];
    if (to && marking) { mark(item, true); mark(to, true); }
    focusOn(to);
  }

  var COMMANDS = {z: "undo", y: "redo", x: "cut", c: "copy", v: "paste", d: "duplicate"};
  var MOVES = {ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right"};

  function command(event, item) {
    var key = event.key.toLowerCase();
    if (key === "a") { markOnly(all().filter(function (other) { return parentOf(other) === parentOf(item); })); }
    if (key === " ") { mark(item, !marked[item.dataset.id]); }
    var does = key === "z" && event.shiftKey ? "redo" : COMMANDS[key];
    if (does) { send(does); }
    return Boolean(does) || key === "a" || key === " ";
  }

  var KEYS = {
    ArrowDown: function (item, event) { step(item, 1, event.shiftKey); }, ArrowUp: function (item, event) { step(item, -1, event.shiftKey); },
    Home: function () { focusOn(seen()[0]); }, End: function () { focusOn(seen().slice(-1)[0]); },
    ArrowRight: function (item) {
      if (item.getAttribute("aria-expanded") === "false") { open(item, true); }
      else if (item.getAttribute("aria-expanded") === "true") { step(item, 1); }
    },
    ArrowLeft: function (item) { if (item.getAttribute("aria-expanded") === "true") { open(item, false); } else { focusOn(parentOf(item)); } },
    Enter: function (item) { show(item); },
    " ": function (item) { mark(item, !marked[item.dataset.id]); },
    F2: rename, Delete: function () { send("delete"); },
    Insert: function (item) { show(item, {field: "#panel [data-form=add] [name='new.label'], #panel [data-form=cabinet] [name='cabinet.name']"}); },
    Escape: function () { markOnly([]); },
    "*": function () { all().forEach(function (item) { open(item, true); }); }
  };

  home.addEventListener("keydown", function (event) {
    var item = event.target.closest("[role=treeitem]");
    if (!item || event.target !== item) { return; }
    var handled = true;
    if (event.ctrlKey || event.metaKey) { handled = command(event, item); }
    else if (event.altKey) { handled = Boolean(MOVES[event.key]); if (handled) { send(MOVES[event.key]); } }
    else if (KEYS[event.key]) { KEYS[event.key](item, event); }
    else if (event.key.length === 1) { typeAhead(event.key); } else { handled = false; }
    if (handled) { event.preventDefault(); event.stopPropagation(); }
  });

  home.addEventListener("focusin", function (event) {
    var item = event.target.closest("[role=treeitem]");
    if (item && event.target === item) { stop(item); }
  });

  home.addEventListener("click", function (event) {
    var item = event.target.closest("[role=treeitem]");
    if (!item || !list().contains(event.target)) { return; }
    if (event.target.type === "checkbox") { mark(item, event.target.checked); anchor = item; focusOn(item); return; }
    if (event.target.type === "text") { return; }
    if (event.target.classList.contains("twig")) { open(item, item.getAttribute("aria-expanded") === "false"); focusOn(item); return; }
    event.preventDefault();
    if (event.shiftKey && anchor) {
      var shown = seen(), from = shown.indexOf(anchor), to = shown.indexOf(item);
      markOnly(shown.slice(Math.min(from, to), Math.max(from, to) + 1));
      focusOn(item);
    } else if (event.ctrlKey || event.metaKey) {
      mark(item, !marked[item.dataset.id]);
      focusOn(item);
    } else { focusOn(item); show(item); }
    if (!event.shiftKey) { anchor = item; }
  });

  home.addEventListener("submit", function (event) {
    var sent = event.target, button = event.submitter;
    if (sent.classList.contains("press")) { return; }
    event.preventDefault();
    if (sent.id === "tree-form") {
      send(button ? button.value : "", {}, {tree: false, field: button && button.value ? "#tree-form [value=" + button.value + "]:not(:disabled)" : ""});
      return;
    }
    var body = new URLSearchParams(new FormData(sent));
    if (button && button.name) { body.set(button.name, button.value); }
    var keep = {at: body.get("at") || "", tree: true};
    if (sent.dataset.form === "add") { keep.field = "#panel [name='new.label']"; }
    ask(sent.getAttribute("action"), {method: "POST", body: body}, keep);
  });

  // Dragging: what is dragged goes before, behind or into what it is dropped on, where that may hold it.
  function clear() { all().forEach(function (item) { item.classList.remove("drop-in", "drop-before", "drop-after"); }); }

  function holds(item, moved) {
    return moved.every(function (one) { return item.dataset.holds.split(" ").indexOf(one.dataset.kind) >= 0 && !inside(one, item); });
  }

  function landing(item, event) {
    var box = item.getBoundingClientRect(), beside = parentOf(item);
    var where = (event.clientY - box.top) / box.height;
    if (holds(item, dragged)) { return {item: item, how: "in", parent: item, before: ""}; }
    if (!beside || !holds(beside, dragged) || dragged.some(function (one) { return inside(one, item); })) { return null; }
    if (where < 0.5) { return {item: item, how: "before", parent: beside, before: item.dataset.id}; }
    var next = item.parentNode.nextElementSibling;
    while (next && dragged.indexOf(next.firstElementChild) >= 0) { next = next.nextElementSibling; }
    return {item: item, how: "after", parent: beside, before: next ? next.firstElementChild.dataset.id : ""};
  }

  function landed(event) {
    var item = event.target.closest("[role=treeitem]");
    clear();
    return item && dragged && landing(item, event);
  }

  home.addEventListener("dragstart", function (event) {
    var item = event.target.closest && event.target.closest("[role=treeitem]");
    if (!item || !list().contains(item)) { return; }
    dragged = marked[item.dataset.id] ? chosen() : [item];
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.map(function (one) { return one.dataset.label; }).join(", "));
  });
  home.addEventListener("dragover", function (event) {
    var to = landed(event);
    if (!to) { return; }
    event.preventDefault();
    to.item.classList.add("drop-" + to.how);
  });
  home.addEventListener("drop", function (event) {
    var to = landed(event);
    if (!to) { return; }
    event.preventDefault();
    var nodes = dragged.map(function (one) { return one.dataset.id; });
    focusOn(dragged[0]);
    send("move", {nodes: nodes, parent: to.parent.dataset.id, before: to.before});
  });
  home.addEventListener("dragend", function () { dragged = null; clear(); });

  dress();
}());
