"use strict";
(() => {
  const byId = (id) => document.getElementById(id);

  // Beside the text there is room for the panel; above it, on a phone, it would be in the way.
  if (matchMedia("(min-width: 62.01rem)").matches) {
    document.querySelector("aside details").open = true;
  }

  const form = byId("ui:filter");
  if (form) {
    const lines = [...document.querySelectorAll("main [data-outlets]:not(section)")];
    const stories = [...document.querySelectorAll("main section.story")];
    const chosen = (name) => new Set(new FormData(form).getAll(name));
    const meets = (element, outlets) =>
      !outlets.size || element.dataset.outlets.split(" ").some((number) => outlets.has(number));

    const apply = () => {
      const kinds = chosen("kind");
      const outlets = chosen("outlet");
      let shown = 0;
      let all = 0;
      for (const line of lines) {
        const kind = line.dataset.kind;
        line.hidden = !meets(line, outlets) || (kind !== undefined && kinds.size > 0 && !kinds.has(kind));
        if (kind !== undefined) {
          all += 1;
          shown += line.hidden ? 0 : 1;
        }
      }
      for (const story of stories) {
        const hit = story.querySelector("[data-kind]:not([hidden])");
        story.hidden = !meets(story, outlets) || (kinds.size > 0 && !hit);
      }
      byId("ui:count").textContent =
        kinds.size || outlets.size ? `${shown} of ${all} differences` : "";
    };

    form.addEventListener("change", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
  }

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "ui:tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);

  const show = (link) => {
    const note = byId(decodeURIComponent(link.hash.slice(1)));
    if (!note) return;
    const copy = note.cloneNode(true);
    copy.querySelectorAll(".footnote-backref").forEach((back) => back.remove());
    tip.replaceChildren(...copy.childNodes);
    tip.hidden = false;
    link.setAttribute("aria-describedby", tip.id);
    const box = link.getBoundingClientRect();
    const room = document.documentElement.clientWidth - tip.offsetWidth - 16;
    const below = box.bottom + 8;
    const fits = below + tip.offsetHeight < innerHeight || box.top < tip.offsetHeight + 8;
    tip.style.left = `${scrollX + Math.max(16, Math.min(box.left, room))}px`;
    tip.style.top = `${scrollY + (fits ? below : box.top - tip.offsetHeight - 8)}px`;
  };
  let leaving = 0;
  const hide = () => { tip.hidden = true; };
  const hideSoon = () => { leaving = setTimeout(hide, 250); };

  for (const link of document.querySelectorAll("a.footnote-ref")) {
    link.addEventListener("focus", () => { clearTimeout(leaving); show(link); });
    link.addEventListener("mouseenter", () => { clearTimeout(leaving); show(link); });
    link.addEventListener("blur", hideSoon);
    link.addEventListener("mouseleave", hideSoon);
    link.addEventListener("click", hide);
  }
  tip.addEventListener("mouseenter", () => clearTimeout(leaving));
  tip.addEventListener("mouseleave", hideSoon);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
