// What pages gain from a script; every page answers without it.
"use strict";

// On a phone a button opens the menu.
for (const button of document.querySelectorAll(".menu")) {
  const open = (yes) => button.setAttribute("aria-expanded", String(yes));
  button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
  button.parentElement.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      open(false);
      button.focus();
    }
  });
}

// A long page is folded; what a link leads to is unfolded, and so is all of it on paper.
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  if (target) target.scrollIntoView();
};
const folds = document.querySelectorAll(".folds > details, .tree details");
if (folds.length) {
  addEventListener("hashchange", reveal);
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    link.addEventListener("click", () => { if (link.hash === location.hash) reveal(); });
  }
  reveal();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...folds].filter((one) => !one.open);
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
}

// Suggestions while one searches: names of things as one types. Without it the form still works.
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const id = input.id + "-list";
  Object.assign(list, { id, className: "suggest", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
                               ["aria-expanded", "false"], ["aria-controls", id]]) {
    input.setAttribute(name, value);
  }
  let found = [], chosen = -1, asked = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    chosen = place;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === place));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${id}-${place}`);
  };
  const show = () => {
    list.replaceChildren(...found.map((one, i) => {
      const item = document.createElement("li");
      item.id = `${id}-${i}`;
      item.setAttribute("role", "option");
      const name = document.createElement("span");
      name.textContent = one.name;
      const note = document.createElement("small");
      note.textContent = [one.also, one.label].filter(Boolean).join(" · ");
      item.append(name, note);
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        location.href = one.href;
      });
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
  };
  input.addEventListener("input", async () => {
    const mine = ++asked;
    const text = input.value.trim();
    if (text.length < 2) { found = []; close(); return; }
    const address = new URL(form.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address);
      const value = answer.ok ? await answer.json() : [];
      if (mine === asked) { found = value; show(); }
    } catch { close(); }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();  // the first Escape closes the list, a second empties the field
      close();
    }
    if (list.hidden || !found.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((chosen + step + found.length + (chosen < 0 && step < 0 ? 1 : 0)) % found.length);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.href = found[chosen].href;
    }
  });
  input.addEventListener("blur", close);
}
