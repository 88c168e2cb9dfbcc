// Two conveniences; the form does all it does without them.
"use strict";

// Whoever sent a form with mistakes is led to the list of them.
document.getElementById("fel")?.focus();

// Names from a long list are asked for while one writes.
for (const list of document.querySelectorAll("datalist[data-names]")) {
  let asked = 0;
  for (const input of document.querySelectorAll(`input[list="${CSS.escape(list.id)}"]`)) {
    input.addEventListener("input", async () => {
      const mine = ++asked;
      const text = input.value.trim();
      if (text.length < 2) return;
      const address = new URL(list.dataset.names, location.href);
      address.searchParams.set("q", text);
      try {
        const answer = await fetch(address);
        const names = answer.ok ? await answer.json() : [];
        if (mine !== asked) return;
        list.replaceChildren(...names.map((name) => {
          const option = document.createElement("option");
          option.value = name;
          return option;
        }));
      } catch { /* without suggestions one writes the whole name */ }
    });
  }
}
