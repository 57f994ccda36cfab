"use strict";
// Starts what Flask-Security's webauthn.js offers, and sends what the browser answered.
document.addEventListener("DOMContentLoaded", async () => {
  const form = document.getElementById("passkey");
  if (!form) return;
  const run = form.dataset.act === "register" ? handleRegister : handleSignin;
  const result = await run(form.dataset.options);
  if (result.credential) {
    document.getElementById("credential").value = result.credential;
    form.submit();
  } else {
    document.getElementById("passkey-failed").hidden = false;
  }
});
