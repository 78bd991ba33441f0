// The total of a review while its marks are chosen; the server reckons it again when they are kept.
"use strict";

const total = document.querySelector("[data-total]"), marks = [...document.querySelectorAll("[data-weight]")];
for (const mark of marks) mark.addEventListener("change", reckon);

function reckon() {
  const worth = marks.filter((mark) => mark.value !== "").map((mark) => {
    const { weight, least, most } = mark.dataset;
    return (Number(weight) * (Number(mark.value) - least)) / (most - least);
  });
  const sum = worth.reduce((all, one) => all + one, 0);
  total.textContent = Number(sum.toFixed(2)).toLocaleString(document.documentElement.lang);
}
