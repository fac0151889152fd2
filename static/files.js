// Sends files one by one with progress, dropped anywhere on the form or chosen; each is named with what became of it.
(function () {
  "use strict";
  var form = document.querySelector("form[data-files]");
  if (!form) { return; }
  var told = form.querySelector(".sending");
  var input = form.querySelector("input[type=file]");
  var waiting = [];
  var running = false;

  function key() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (b) { return b.toString(16).padStart(2, "0"); }).join("");
  }

  function row(file) {
    var item = document.createElement("li");
    var name = document.createElement("b");
    var bar = document.createElement("progress");
    var said = document.createElement("span");
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", "Sending " + file.name);
    said.textContent = "waits";
    [name, bar, said].forEach(function (part) { item.appendChild(part); item.appendChild(document.createTextNode(" ")); });
    told.appendChild(item);
    return {file: file, item: item, bar: bar, said: said};
  }

  function say(one, text, bad) {
    one.said.textContent = text;
    one.said.className = bad ? "error" : "quiet";
    if (one.bar.parentNode) { one.bar.remove(); }
  }

  function why(asked) {
    try {
      return JSON.parse(asked.responseText).errors.map(function (error) { return error.message; }).join("; ");
    } catch (unreadable) { return "the server answered " + asked.status; }
  }

  function refresh() { window.htmx.ajax("GET", form.action, {target: form.dataset.files, swap: "innerHTML"}); }

  function next() {
    var one = waiting.shift();
    if (!one) { running = false; refresh(); return; }
    running = true;
    var asked = new XMLHttpRequest();
    var body = new FormData();
    body.append("csrf_token", form.elements.csrf_token.value);
    body.append("idempotency_key", key());
    body.append("file", one.file);
    asked.upload.addEventListener("progress", function (event) {
      if (!event.lengthComputable) { return; }
      one.bar.value = event.loaded / event.total;
      one.said.textContent = Math.round(100 * one.bar.value) + " %";
    });
    asked.addEventListener("load", function () {
      if (asked.status === 201) { say(one, "added", false); } else { say(one, why(asked), true); }
      next();
    });
    asked.addEventListener("error", function () { say(one, "not sent: the server did not answer. Choose it again.", true); next(); });
    asked.open("POST", form.action);
    asked.setRequestHeader("Accept", "application/json");
    asked.send(body);
  }

  function take(files) {
    Array.from(files).forEach(function (file) { waiting.push(row(file)); });
    input.value = "";
    if (!running) { next(); }
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (input.files.length) { take(input.files); }
  });
  input.addEventListener("change", function () { if (input.files.length) { take(input.files); } });
  ["dragenter", "dragover"].forEach(function (name) {
    form.addEventListener(name, function (event) {
      if (Array.from(event.dataTransfer.types).indexOf("Files") < 0) { return; }
      event.preventDefault();
      form.classList.add("over");
    });
  });
  form.addEventListener("dragleave", function (event) { if (!form.contains(event.relatedTarget)) { form.classList.remove("over"); } });
  form.addEventListener("drop", function (event) {
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) { return; }
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  window.addEventListener("beforeunload", function (event) { if (running) { event.preventDefault(); } });
}());
