// The query editor: colours, suggestions, and an answer that can be stopped. Without it the form
// still asks and the page still answers.
"use strict";
{
  const KEYWORDS = ("SELECT CONSTRUCT DESCRIBE ASK WHERE PREFIX BASE FROM NAMED DISTINCT REDUCED AS " +
    "OPTIONAL UNION MINUS GRAPH FILTER BIND VALUES EXISTS NOT IN UNDEF SERVICE SILENT GROUP BY " +
    "HAVING ORDER ASC DESC LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR " +
    "LANG LANGMATCHES DATATYPE BOUND IRI URI IF COALESCE CONCAT SUBSTR STRLEN REPLACE UCASE LCASE " +
    "CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER REGEX YEAR MONTH DAY ABS ROUND CEIL FLOOR " +
    "ISIRI ISBLANK ISLITERAL ISNUMERIC SAMETERM STRDT STRLANG TRUE FALSE A").split(" ");
  const KNOWN = new Set(KEYWORDS);
  const TOKEN = new RegExp([
    "(?<string>\"\"\"[^]*?(?:\"\"\"|$)|'''[^]*?(?:'''|$)|\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?)",
    "(?<iri><[^<>\"{}|^`\\s]*>)", "(?<comment>#[^\\n]*)", "(?<variable>[?$]\\w+)",
    "(?<name>[\\p{L}][\\p{L}\\d_.-]*:[\\p{L}\\d_.%-]*|:[\\p{L}\\d_.%-]+)",
    "(?<number>\\b\\d+(?:\\.\\d+)?\\b)", "(?<word>[\\p{L}_]+)",
  ].join("|"), "gu");

  const pieces = (text) => {
    const found = [];
    let last = 0;
    for (const match of text.matchAll(TOKEN)) {
      let kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
      if (kind === "word") kind = KNOWN.has(match[0].toUpperCase()) ? "keyword" : "";
      if (!kind) continue;
      found.push([last, match.index, ""], [match.index, match.index + match[0].length, kind]);
      last = match.index + match[0].length;
    }
    found.push([last, text.length, ""]);
    return found;
  };
  const colour = (box, text, fault = -1) => {
    const made = [];
    for (const [start, end, kind] of pieces(text)) {
      if (start === end) continue;
      const cuts = fault >= start && fault < end ? [start, fault, ...ends(text, fault, end), end] : [start, end];
      for (let i = 0; i + 1 < cuts.length; i++) {
        if (cuts[i] === cuts[i + 1]) continue;
        const words = text.slice(cuts[i], cuts[i + 1]);
        const classes = [kind && "q-" + kind, cuts[i] === fault && "q-fault"].filter(Boolean);
        if (!classes.length) { made.push(words); continue; }
        const span = document.createElement("span");
        span.className = classes.join(" ");
        span.textContent = words;
        made.push(span);
      }
    }
    box.replaceChildren(...made, "\n");
  };
  const ends = (text, from, most) => {
    const word = /^(?:[?$]?[\p{L}\d_:.-]+|\S)/u.exec(text.slice(from, most));
    return [from + (word ? word[0].length : most - from)];
  };
  for (const code of document.querySelectorAll("pre.sparql code")) colour(code, code.textContent);

  const form = document.querySelector("form.write");
  if (form) {
    const box = form.querySelector(".editor");
    const field = form.querySelector("textarea");
    const layer = document.createElement("pre");
    layer.setAttribute("aria-hidden", "true");
    box.prepend(layer);
    // The keys that it tells of are these lines' work.
    document.getElementById("fraga-hjalp").hidden = false;
    box.classList.add("lit");
    let fault = -1;
    const follow = () => { layer.scrollTop = field.scrollTop; layer.scrollLeft = field.scrollLeft; };
    const paint = () => { colour(layer, field.value, fault); follow(); };
    field.addEventListener("scroll", () => { follow(); close(); });
    new ResizeObserver(follow).observe(field);

    // -- the place of a fault
    const mark = () => {
      const told = document.getElementById("fel");
      fault = -1;
      const line = told ? Number(told.dataset.line) : 0;
      if (line) {
        const before = field.value.split("\n").slice(0, line - 1).join("\n").length;
        fault = Math.min(before + (line > 1 ? 1 : 0) + Number(told.dataset.column) - 1, field.value.length);
      }
      field.toggleAttribute("aria-invalid", Boolean(told));
      if (told) field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", "fraga-hjalp" + (told ? " fel" : ""));
      paint();
    };
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".goto")) return;
      event.preventDefault();
      field.focus();
      if (fault >= 0) {
        field.setSelectionRange(fault, ends(field.value, fault, field.value.length)[0]);
        field.scrollTop = (field.value.slice(0, fault).split("\n").length - 4) * measure().high;
      }
    });

    // -- suggestions
    const list = document.createElement("ul");
    Object.assign(list, { id: "fraga-forslag", className: "offers", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.offers);
    box.append(list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    const said = form.querySelector(".said");
    let words = null, asked = null, offered = [], chosen = -1, began = 0;
    const load = () => (asked ??= fetch(form.dataset.words).then((answer) => answer.json()).then((value) => {
      words = value.words.map(([text, label, kind]) => ({ text, label, kind, low: text.toLowerCase(), said: label.toLowerCase() }));
      for (const prefix of Object.keys(value.prefixes)) words.push({ text: prefix + ":", label: value.prefixes[prefix], kind: "prefix", low: prefix + ":", said: "" });
      for (const word of KEYWORDS) words.push({ text: word, label: "", kind: "keyword", low: word.toLowerCase(), said: "" });
    }).catch(() => { asked = null; }));
    field.addEventListener("focus", load, { once: true });
    const close = () => {
      if (list.hidden) return;
      list.hidden = true;
      chosen = -1;
      field.removeAttribute("aria-activedescendant");
    };
    const measure = () => {
      const style = getComputedStyle(field);
      const probe = document.createElement("span");
      probe.textContent = "0".repeat(50);
      layer.append(probe);
      const wide = probe.getBoundingClientRect().width / 50;
      probe.remove();
      return { wide, high: parseFloat(style.lineHeight), pad: parseFloat(style.paddingTop) };
    };
    const begun = () => {
      const before = field.value.slice(0, field.selectionStart);
      const match = /[?$]?[\p{L}\d_.:-]*$/u.exec(before);
      return { word: match[0], start: before.length - match[0].length, inText: inText(before) };
    };
    const inText = (before) => {
      const last = pieces(before).filter(([start, end]) => end > start).pop();
      return Boolean(last) && (last[2] === "comment" || (last[2] === "string" && !/["']$/.test(before)));
    };
    const find = (word) => {
      const low = word.toLowerCase();
      if (/^[?$]/.test(word)) {
        const every = new Set([...field.value.matchAll(/[?$](\w+)/g)].map((m) => "?" + m[1]));
        every.delete("?" + word.slice(1));
        return [...every].filter((name) => name.startsWith("?" + low.slice(1))).sort()
          .map((text) => ({ text, label: "", kind: "variable" }));
      }
      if (!words) return [];
      const local = low.includes(":") ? low.slice(low.indexOf(":") + 1) : low;
      const prefix = low.includes(":") ? low.slice(0, low.indexOf(":") + 1) : "";
      const rank = (one) => {
        if (one.low === low) return -1;
        if (one.low.startsWith(low)) return 0;
        if (prefix && !one.low.startsWith(prefix)) return -1;
        const name = one.low.slice(one.low.indexOf(":") + 1);
        if (local && name.startsWith(local)) return 1;
        if (local && one.said.startsWith(local)) return 2;
        return local.length > 2 && (one.said.includes(local) || name.includes(local)) ? 3 : -1;
      };
      return words.map((one) => [rank(one), one]).filter(([r]) => r >= 0)
        .sort((a, b) => a[0] - b[0]).slice(0, 40).map(([, one]) => one);
    };
    const show = async (wanted) => {
      await load();
      const { word, start, inText: quoted } = begun();
      if (document.activeElement !== field || quoted || (!wanted && word.length < 2)) { close(); return; }
      offered = find(word);
      if (!offered.length || (!wanted && offered.every((one) => one.kind === "keyword") && !word)) { close(); return; }
      began = start;
      list.replaceChildren(...offered.map((one, i) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${i}`;
        item.setAttribute("role", "option");
        item.append(one.text);
        const note = document.createElement("small");
        note.textContent = [one.label, form.dataset[one.kind]].filter(Boolean).join(" · ");
        item.append(note);
        item.addEventListener("mousedown", (event) => { event.preventDefault(); write(i); });
        return item;
      }));
      const lines = field.value.slice(0, start).split("\n");
      const { wide, high, pad } = measure();
      const left = pad + lines.at(-1).length * wide - field.scrollLeft;
      list.hidden = false;
      list.style.left = `${Math.max(4, Math.min(left, box.clientWidth - list.offsetWidth - 4))}px`;
      list.style.top = `${pad + lines.length * high - field.scrollTop + 4}px`;
      list.scrollTop = 0;
      choose(-1);
      if (wanted) said.textContent = form.dataset.offered.replace("{n}", offered.length);
    };
    const choose = (place) => {
      chosen = place;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === place)));
      if (place < 0) { field.removeAttribute("aria-activedescendant"); return; }
      field.setAttribute("aria-activedescendant", `${list.id}-${place}`);
      list.children[place].scrollIntoView({ block: "nearest" });
    };
    const put = (start, end, text) => {
      field.setSelectionRange(start, end);
      // The old command keeps what was written undoable; the new way does not.
      if (!document.execCommand("insertText", false, text)) {
        field.setRangeText(text, start, end, "end");
        field.dispatchEvent(new Event("input"));
      }
    };
    const write = (place) => {
      const one = offered[place];
      close();
      put(began, field.selectionStart, one.text);
      close();
    };
    field.addEventListener("input", (event) => {
      fault = -1;
      paint();
      if (event.inputType === "insertText") show(false); else close();
    });
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
      if (event.key === " " && event.ctrlKey) { event.preventDefault(); show(true); return; }
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); return; }
      if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        const n = offered.length, step = event.key === "ArrowDown" ? 1 : -1;
        choose(chosen < 0 ? (step > 0 ? 0 : n - 1) : (chosen + step + n) % n);
        return;
      }
      if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
      if (!list.hidden && chosen >= 0) { event.preventDefault(); write(chosen); return; }
      const indent = /(?:^|\n)([ \t]*)[^\n]*$/.exec(field.value.slice(0, field.selectionStart))[1];
      if (indent) { event.preventDefault(); put(field.selectionStart, field.selectionEnd, "\n" + indent); }
      close();
    });

    // -- asking, and stopping
    const stop = form.querySelector(".stop"), go = form.querySelector(".go");
    const bar = form.querySelector("progress"), clock = form.querySelector(".clock");
    let running = null;
    const busy = (on) => {
      stop.hidden = bar.hidden = !on;
      go.disabled = on;
      document.getElementById("resultat").setAttribute("aria-busy", String(on));
      for (const section of document.querySelectorAll("#resultat > section")) section.classList.toggle("busy", on);
      if (!on) clock.textContent = "";
    };
    stop.addEventListener("click", () => { running?.abort(); field.focus(); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (running) return;
      close();
      const fields = new URLSearchParams(new FormData(form));
      const address = new URL(form.action);
      address.search = fields;
      running = new AbortController();
      const since = performance.now();
      const tick = setInterval(() => { clock.textContent = `${Math.round((performance.now() - since) / 1000)} s`; }, 500);
      said.textContent = form.dataset.running;
      busy(true);
      try {
        const answer = await fetch(form.action, { method: "POST", body: fields, signal: running.signal });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const found = page.getElementById("resultat");
        if (!found) throw new Error(String(answer.status));
        document.getElementById("resultat").replaceWith(found);
        for (const box of form.querySelectorAll("details")) box.open = false;  // the answer is below
        busy(false);
        said.textContent = page.querySelector(".said").textContent;
        for (const code of found.querySelectorAll("pre.sparql code")) colour(code, code.textContent);
        if (String(address).length < 8000) history.pushState(null, "", address);
        mark();
        const head = found.querySelector("h2");
        if (head && head.getBoundingClientRect().top > innerHeight * 0.6) head.scrollIntoView({ block: "center" });
      } catch (error) {
        busy(false);
        said.textContent = error.name === "AbortError" ? form.dataset.stopped : form.dataset.lost;
      } finally {
        clearInterval(tick);
        running = null;
      }
    });
    addEventListener("popstate", () => location.reload());
    mark();
  }
}
