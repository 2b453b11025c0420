// An engine's log as it is written, the newest lines at the end.

import { el, say, show } from "./dom.js";

const MOST = 1000;
const PAUSE = 2000;

export class LogView {
  constructor(engine) {
    this.engine = engine;
    this.lines = el("div", {
      class: "lines",
      role: "log",
      "aria-live": "off",
      "aria-label": `Log of ${engine}`,
      tabindex: "0",
    });
    this.find = el("input", { type: "search", placeholder: "Find in the log", "aria-label": `Find in the log of ${engine}` });
    this.find.addEventListener("input", () => this.sift());
    this.status = el("span", { class: "muted" });
    this.element = el("div", { class: "log", hidden: true }, el("div", { class: "controls" }, this.find, this.status), this.lines);
    document.addEventListener("visibilitychange", () => this.follow());
  }

  /** @returns whether it is open now */
  toggle() {
    show(this.element, this.element.hidden);
    this.follow();
    return !this.element.hidden;
  }

  close() {
    show(this.element, false);
    this.follow();
  }

  /** Reads while it is open and the tab is seen; a new connection brings the last lines again. */
  follow() {
    const wanted = !this.element.hidden && !document.hidden;
    if (wanted === Boolean(this.source)) {
      return;
    }
    clearTimeout(this.again);
    this.leave();
    if (wanted) {
      this.source = new EventSource(`admin/engines/${encodeURIComponent(this.engine)}/log`);
      this.source.onopen = () => {
        say(this.status, "live");
        this.lines.replaceChildren();
      };
      this.source.onerror = () => this.comeAgain();
      this.source.onmessage = (event) => this.add(JSON.parse(event.data).line);
      this.source.addEventListener("gap", () => this.add("… some lines are missing here …"));
    }
  }

  /** Afresh, not behind the last line: a Stoker that was restarted numbers its lines anew. */
  comeAgain() {
    say(this.status, "connecting again");
    this.leave();
    this.again = setTimeout(() => this.follow(), PAUSE);
  }

  leave() {
    this.source?.close();
    this.source = undefined;
  }

  add(text) {
    const atEnd = this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight < 40;
    const line = el("div", { class: "line" });
    line.textContent = text;
    line.hidden = !this.matches(line);
    this.lines.append(line);
    if (this.lines.childElementCount > MOST) {
      this.lines.firstElementChild.remove();
    }
    if (atEnd) {
      this.lines.scrollTop = this.lines.scrollHeight;
    }
  }

  sift() {
    for (const line of this.lines.children) {
      line.hidden = !this.matches(line);
    }
    this.lines.scrollTop = this.lines.scrollHeight;
  }

  matches(line) {
    return line.textContent.toLowerCase().includes(this.find.value.toLowerCase());
  }
}
