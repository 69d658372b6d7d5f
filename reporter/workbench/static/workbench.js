"use strict";
// Everything works without this file: forms send, links lead. It spares the button and the mouse.

document.documentElement.classList.add("js");

// --- forms that show their result while they change -----------------------------------------------

for (const form of document.querySelectorAll("form[data-live]")) {
  const target = document.querySelector(form.dataset.live);
  let busy = false;
  let again = false;
  let timer = 0;

  const send = async () => {
    clearTimeout(timer);
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST",
        headers: { "X-Part": "1" },
        body: new URLSearchParams(new FormData(form)),
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      target.replaceChildren(...page.body.childNodes);
    } catch {
      const line = document.createElement("p");
      line.className = "failed";
      line.setAttribute("role", "alert");
      line.textContent = "The workbench does not answer. Is `reporter workbench` still running?";
      target.replaceChildren(line);
    } finally {
      busy = false;
      target.removeAttribute("aria-busy");
      if (again) {
        send();
      } else if (target.querySelector("[data-unfinished]")) {
        timer = setTimeout(send, 100);
      }
    }
  };

  form.addEventListener("input", (event) => {
    const knob = event.target.closest(".knob");
    if (knob) {
      knob.querySelector("output").value = event.target.value;
      knob.classList.toggle("moved", Number(event.target.value) !== Number(knob.dataset.saved));
      const bars = knob.querySelector("svg")?.viewBox.baseVal.width;
      for (const bar of knob.querySelectorAll("rect")) {
        bar.classList.toggle("in", bar.x.baseVal.value / bars >= Number(event.target.value));
      }
    }
    clearTimeout(timer);
    timer = setTimeout(send, form.dataset.delay || 30);
  });
  if (target.querySelector("[data-unfinished]")) {
    timer = setTimeout(send, 100);
  }
}

// --- lists of which one is chosen: no button needed ------------------------------------------------

for (const form of document.querySelectorAll("form.choose")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// --- keys: a button with data-key is pressed by that key -------------------------------------------

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// --- the sentence that a link leads to takes the focus, so that a screen reader goes on there ------

document.getElementById("lit")?.focus({ preventScroll: true });
document.getElementById("lit")?.scrollIntoView({ block: "center" });
