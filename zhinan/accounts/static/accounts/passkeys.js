// Joins buttons with `data-passkey` to the scripts of allauth: the value names its form, the other data its parts.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    const { passkey, ...ids } = button.dataset;
    window.allauth.webauthn.forms[passkey]({ ids });
    button.parentElement.hidden = !window.PublicKeyCredential;
  }
  document.addEventListener("allauth.error", event => {
    event.preventDefault();
    for (const place of document.querySelectorAll("[data-passkey-trouble]")) place.hidden = false;
  });
});
