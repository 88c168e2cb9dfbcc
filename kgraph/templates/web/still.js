// On a phone tables become cards: each cell has the name of its column, and is still a cell to
// those who listen. The server writes that into the page; a folder of thousands leaves it to this.
"use strict";
for (const table of document.querySelectorAll("table.cards")) {
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
  for (const [what, role] of [["thead, tbody", "rowgroup"], ["tr", "row"], ["thead th", "columnheader"],
                              ["tbody th", "rowheader"], ["td", "cell"]]) {
    for (const one of table.querySelectorAll(what)) one.setAttribute("role", role);
  }
  for (const cell of table.querySelectorAll("td:not(.span)")) {
    cell.dataset.head = heads[cell.cellIndex] ?? "";
  }
}

// Search in a folder: the names lie in a script beside the pages, read when one begins to search.
(() => {
  const MOST_SUGGESTED = 8, MOST_FOUND = 60, TERM = 100;
  const SAME = { å: "a", ä: "a", ö: "o", é: "e", è: "e", ü: "u", ø: "o", æ: "a" };
  const fold = (text) => text.toLowerCase().replace(/[åäöéèüøæ]/g, (c) => SAME[c])
    .replace(/[^a-z0-9:/]+/g, " ").trim();
  let names = null, waiting = [], asked = false;

  window.kgraphNames = (listed) => {
    names = listed.map(([name, label, to, rank, foreign, ...also]) => ({
      name, label, to, rank, also, own: also.length - foreign, folded: [name, ...also].map(fold),
    }));
    waiting.forEach((go) => go());
    waiting = [];
  };
  const load = (form, go) => {
    if (names) { go(); return; }
    waiting.push(go);
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = form.dataset.names;
    document.head.append(script);
  };
  const swedish = new Intl.Collator("sv");
  const before = (a, b) => {
    for (let i = 0; i < a.length; i++) {
      if (a[i] === b[i]) continue;
      if (typeof a[i] === "string") return swedish.compare(a[i], b[i]);
      return a[i] < b[i] ? -1 : 1;
    }
    return 0;
  };
  const ENDING = /(?:orna|arna|erna|aren|or|ar|er|en|et|na|an|um|a|e|s)$/, TELLING = 4;
  const COMMON = new Set(("vilka vilken vilket ansvarar ansvarig gors finns eller inte inom hela "
    + "olika which what does responsible answers with about").split(" "));
  const stem = (word) => {
    const left = word.replace(ENDING, "");
    return left.length >= TELLING ? left : word;
  };
  // As the server's search: names with every word, else with every stem, else with some of them.
  const search = (text, most) => {
    const words = fold(text).split(" ").filter(Boolean);
    if (!words.length) return [];
    for (const asked of [words, words.map(stem)]) {
      const found = ordered(asked, (has) => asked.every(has), most);
      if (found.length) return found;
    }
    const telling = words.filter((word) => word.length >= TELLING && !COMMON.has(word)).map(stem);
    return ordered(telling, (has) => telling.some(has), most);
  };
  // The same order too: language, whole name, things before terms, whole words, beginnings of
  // words, first word, kind, length.
  const ordered = (words, enough, most) => {
    const found = [];
    for (const one of names) {
      let best = null;
      one.folded.forEach((folded, place) => {
        const padded = ` ${folded} `;
        if (!enough((word) => padded.includes(word))) return;
        const key = [-words.filter((word) => padded.includes(word)).length, place > one.own,
                     folded !== words.join(" "), one.rank >= TERM,
                     !words.every((word) => padded.includes(` ${word} `)),
                     !words.every((word) => padded.includes(" " + word)),
                     !folded.startsWith(words[0]), one.rank, folded.length,
                     place ? one.also[place - 1] : one.name];
        if (!best || before(key, best.key) < 0) best = { one, key, place };
      });
      if (best) found.push(best);
    }
    found.sort((a, b) => before(a.key, b.key));
    return found.slice(0, most).map(({ one, place }) => (
      { name: one.name, label: one.label, to: one.to, also: place ? one.also[place - 1] : "" }));
  };
  const note = (one) => [one.also, one.label].filter(Boolean).join(" · ");

  for (const form of document.querySelectorAll("form[data-names]")) {
    const input = form.querySelector("input[type=search]");
    const here = new URL(form.dataset.names, location.href);
    const address = (one) => new URL(one.to, here).href;
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
    let found = [], chosen = -1;
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
        const small = document.createElement("small");
        small.textContent = note(one);
        item.append(name, small);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          location.href = address(one);
        });
        return item;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      mark(-1);
    };
    input.addEventListener("input", () => load(form, () => {
      const text = input.value.trim();
      found = text.length < 2 ? [] : search(text, MOST_SUGGESTED);
      show();
    }));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (list.hidden || !found.length) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((chosen + step + found.length + (chosen < 0 && step < 0 ? 1 : 0)) % found.length);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.href = address(found[chosen]);
      }
    });
    input.addEventListener("blur", close);

    // On the page of all names the hits stand above them; other pages lead there.
    const place = document.getElementById("traffar");
    if (!place) continue;
    const answer = () => load(form, () => {
      close();
      const hits = search(input.value, MOST_FOUND);
      const head = document.createElement("h2");
      head.textContent = `${form.dataset.hits}: ${hits.length}`;
      const items = document.createElement("ul");
      items.className = "told";
      items.append(...hits.map((one) => {
        const item = document.createElement("li"), link = document.createElement("a");
        const small = document.createElement("span");
        link.href = address(one);
        link.textContent = one.name;
        small.className = "quiet";
        small.textContent = note(one) ? ` ${note(one)}` : "";
        item.append(link, small);
        return item;
      }));
      const none = document.createElement("p");
      none.textContent = form.dataset.none;
      const box = document.createElement("section");
      box.append(head, hits.length ? items : none);
      place.replaceChildren(box);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) answer();
    });
    const query = new URLSearchParams(location.search).get("q");
    if (query) {
      input.value = query;
      answer();
    }
  }
})();
