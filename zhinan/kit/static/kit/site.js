// What a page can do better where script runs. Every page is complete without it.
"use strict";

// Choosers: offer records while somebody types.
for (const input of document.querySelectorAll("[data-choose]")) offer(input);

function offer(input) {
  let asked = "", timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const words = input.value.trim();
      if (words === asked) return;
      asked = words;
      const names = await offered(input.dataset.choose, words);
      const list = document.getElementById(input.getAttribute("list"));
      if (words === asked && list) list.replaceChildren(...names.map((name) => new Option(name, name)));
    }, 200);
  });
}

async function offered(address, words) {
  try {
    const answer = await fetch(address + "?q=" + encodeURIComponent(words), { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).offered : [];
  } catch {
    return []; // The line is down: what is typed is still understood when it is sent.
  }
}

// Lines of names: a chooser of one adds a line.
for (const area of document.querySelectorAll("[data-lines]")) {
  const input = document.createElement("input"), list = document.createElement("datalist");
  list.id = area.id + "-offered";
  input.dataset.choose = area.dataset.lines;
  input.setAttribute("list", list.id);
  input.setAttribute("aria-label", document.querySelector(`label[for="${area.id}"]`)?.textContent ?? "");
  input.autocomplete = "off";
  input.className = "adds";
  area.before(input, list);
  offer(input);
  input.addEventListener("change", () => add(area, input, list));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      add(area, input, list);
    }
  });
}

function add(area, input, list) {
  const line = input.value.trim();
  if (!line || ![...list.options].some((option) => option.value === line)) return;
  if (!area.value.split("\n").includes(line)) area.value = [area.value.trim(), line].filter(Boolean).join("\n");
  input.value = "";
}

// Rows: one more without asking the server.
for (const rows of document.querySelectorAll("[data-rows]")) {
  const button = rows.querySelector("button[name=more]"), total = rows.querySelector("[name$=-TOTAL_FORMS]");
  button?.addEventListener("click", (event) => {
    const row = rows.querySelector("fieldset.row:last-of-type");
    if (!row) return;
    event.preventDefault();
    const number = Number(total.value), copy = row.cloneNode(true);
    copy.innerHTML = copy.innerHTML.replaceAll(`${rows.dataset.rows}-${number - 1}-`, `${rows.dataset.rows}-${number}-`);
    for (const field of copy.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = false;
      else if (field.options) field.selectedIndex = Math.max(0, [...field.options].findIndex((option) => !option.value));
      else field.value = "";
    }
    for (const hidden of copy.querySelectorAll("input[name$='-id']")) hidden.value = "";
    for (const old of copy.querySelectorAll(".error, .choices, [data-own]")) old.remove();
    copy.removeAttribute("id");
    row.after(copy);
    total.value = number + 1;
    copy.querySelectorAll("[data-choose]").forEach(offer);
    copy.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}

// A part that is folded: a link that leads to it opens it.
function unfold() {
  const part = document.getElementById(location.hash.slice(1));
  if (part instanceof HTMLDetailsElement) part.open = true;
}
addEventListener("hashchange", unfold);
unfold();
