// Passkeys: a button with data-passkey asks the browser to make one or to use one, puts the answer into the form's
// field "passkey" and sends the form.
(function () {
  "use strict";

  function bytes(text) {
    return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), function (c) { return c.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = Array.from(new Uint8Array(buffer), function (b) { return String.fromCharCode(b); }).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function read(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) { options.user.id = bytes(options.user.id); }
    ["allowCredentials", "excludeCredentials"].forEach(function (name) {
      (options[name] || []).forEach(function (each) { each.id = bytes(each.id); });
    });
    return options;
  }

  function write(made) {
    var answer = made.response;
    var response = {clientDataJSON: text(answer.clientDataJSON)};
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (answer[name]) { response[name] = text(answer[name]); }
    });
    if (answer.getTransports) { response.transports = answer.getTransports(); }
    return JSON.stringify({id: made.id, rawId: text(made.rawId), type: made.type, response: response});
  }

  function meant(error) {
    if (error.name === "NotAllowedError") { return "Nothing was done: it was cancelled, took too long, or there is no passkey for this site."; }
    if (error.name === "InvalidStateError") { return "This device has a passkey for your account already."; }
    if (error.name === "SecurityError") { return "The browser keeps no passkeys for this address: open APEX under its own name and by https."; }
    if (error.name === "TypeError" || error.name === "SyntaxError") { return "The server could not be reached; try again."; }
    return error.message;
  }

  function options(button) {
    var body = new URLSearchParams({csrf_token: button.form.elements.csrf_token.value});
    return fetch(button.dataset.options, {method: "POST", body: body, headers: {Accept: "application/json"}})
      .then(function (answer) { return answer.json(); })
      .then(function (envelope) {
        if (envelope.errors.length) { throw new Error(envelope.errors[0].message); }
        return {publicKey: read(envelope.result)};
      });
  }

  function start(button) {
    var form = button.form;
    var said = form.querySelector("[data-passkey-said]");
    said.textContent = "";
    if (!window.PublicKeyCredential) {
      said.textContent = "Passkeys need a browser that knows them, and a connection by https.";
      return;
    }
    button.disabled = true;
    options(button)
      .then(function (asked) { return navigator.credentials[button.dataset.passkey](asked); })
      .then(function (made) {
        form.elements.passkey.value = write(made);
        if (button.getAttribute("formaction")) { form.action = button.formAction; }
        form.submit();
      })
      .catch(function (error) { button.disabled = false; said.textContent = meant(error); });
  }

  document.querySelectorAll("button[data-passkey]").forEach(function (button) {
    button.addEventListener("click", function (event) { event.preventDefault(); start(button); });
  });
}());
