// At the door each tap is one small request, which may be repeated safely; without script the page comes again.
"use strict";

for (const form of document.querySelectorAll("[data-came-form]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button"), sent = new FormData(form);
    sent.set("back", button.value);
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, headers: { "X-Zhinan-Save": "1" } });
      if (answer.status !== 204) return form.submit();
      const isHere = !button.value;
      button.value = isHere ? "1" : "";
      button.classList.toggle("main", !isHere);
      button.firstChild.textContent = isHere ? "✓ " + button.dataset.here : button.dataset.away;
      const came = document.querySelector("[data-came]");
      came.textContent = Number(came.textContent) + (isHere ? 1 : -1);
    } catch {
      // The line is down: the button stays as it was, and can be pressed again.
    } finally {
      button.disabled = false;
    }
  });
}
