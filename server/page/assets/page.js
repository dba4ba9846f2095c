// Only makes quicker what works without it: finding as one types, and the rules as one chooses.
"use strict";

const form = document.getElementById("wish");
const pause = 250;

/** Asks for a part of the page with the form as it stands; an older answer never replaces a newer one. */
function loader(target, name) {
  let latest;
  return async () => {
    latest?.abort();
    latest = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    const headers = { "X-Xianjie-Part": name };
    try {
      const answer = await fetch(`/my/start/${name}`, { method: "POST", body, headers, signal: latest.signal });
      target.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") target.textContent = "";
    }
  };
}

function later(action) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, pause);
  };
}

function begin() {
  const checks = document.getElementById("checks");
  const check = checks ? loader(checks, "checks") : () => undefined;
  for (const finder of form.querySelectorAll(".finder")) {
    const box = finder.querySelector("input[type=search]");
    const find = loader(finder.querySelector(".found"), finder.dataset.part);
    box.addEventListener("input", later(find));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      find();
    });
    if (finder.dataset.part === "destinations") {
      for (const choice of form.elements.system) choice.addEventListener("change", find);
    }
  }
  form.addEventListener("change", (event) => {
    if (["destination_id", "destination_name", "system"].includes(event.target.name)) check();
  });
}

if (form) begin();
