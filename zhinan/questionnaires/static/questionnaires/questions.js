// Questions where script runs: hidden while their condition does not hold, saved as one types, put in order by dragging.
"use strict";

const form = document.querySelector("form[data-asked]");
if (form) {
  form.addEventListener("input", show);
  show();
}

function show() {
  const typed = new FormData(form);
  for (const question of form.querySelectorAll("[data-when]")) {
    const [every, ...tests] = question.dataset.when.split("\n").map((line) => line.split(" "));
    const told = tests.map(([name, how, ...value]) => holds(typed, name, how, value.join(" ")));
    question.hidden = !(every[0] === "all" ? told.every(Boolean) : told.some(Boolean));
  }
}

function holds(typed, name, how, value) {
  const elsewhere = !form.elements.namedItem(name);
  if (elsewhere) return true; // Asked on an earlier page: whoever sent this page has looked there.
  const given = typed.getAll(name).filter(Boolean);
  if (how === "answered") return given.length > 0;
  if (how === "is" || how === "is_not") return given.includes(value) === (how === "is");
  return given.some((one) => (how === "more" ? Number(one) > Number(value) : Number(one) < Number(value)));
}

// Saved as one types: a small request to the same address; what could not go stays on the page and goes again.
const saved = document.querySelector("[data-saved]");
if (form?.matches("[data-save]") && saved) {
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  });
}

async function keep() {
  const typed = new FormData(form);
  for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
  try {
    const answer = await fetch(location.href, { method: "POST", body: typed, headers: { "X-Zhinan-Save": "1" } });
    const seen = answer.headers.get("X-Zhinan-Seen"); // What two people write is told apart by what each has seen.
    if (seen && form.elements.seen) form.elements.seen.value = seen;
    saved.textContent = answer.status === 204 ? saved.dataset.said : saved.dataset.waiting;
  } catch {
    saved.textContent = saved.dataset.waiting;
    setTimeout(keep, 10000);
  }
}

// In the builder a question is dragged before another one; the buttons beside it do the same.
for (const list of document.querySelectorAll("[data-arrange]")) {
  list.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", event.target.closest("[data-key]").dataset.key);
  });
  list.addEventListener("dragover", (event) => event.preventDefault());
  list.addEventListener("drop", (event) => {
    event.preventDefault();
    const other = event.target.closest("[data-key]")?.dataset.key ?? list.closest("[data-section]").id;
    arrange(list, event.dataTransfer.getData("text/plain"), other);
  });
}

function arrange(list, key, other) {
  const mover = document.querySelector(`[data-key="${CSS.escape(key)}"] form`);
  if (!mover || key === other) return;
  for (const [name, value] of [["verb", "before"], ["other", other]]) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    mover.append(hidden);
  }
  mover.submit();
}
