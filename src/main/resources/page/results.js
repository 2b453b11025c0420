// A job's results, as far as a page can show them: a search reads all of them and keeps few.

import { open, reason } from "./api.js";
import { el, say, show } from "./dom.js";
import { number } from "./format.js";
import { lines } from "./stream.js";

const MOST = 50;

export class ResultsView {
  constructor(job) {
    this.job = job;
    this.search = el("input", { type: "search", placeholder: "Search the results", "aria-label": `Search the results of job ${job}` });
    this.state = el(
      "select",
      { "aria-label": `Which results of job ${job}` },
      el("option", { value: "" }, "all"),
      ...["done", "failed", "dropped"].map((state) => el("option", { value: state }, state)),
    );
    this.status = el("p", { class: "muted", role: "status" });
    this.list = el("ul", { class: "results" });
    this.more = el("button", { type: "button", hidden: true, onclick: () => this.read(this.cursor) }, "More");
    this.link = el("button", { type: "button", onclick: () => this.save() }, "Save as CSV");
    this.search.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.load(), 250);
    });
    this.state.addEventListener("change", () => this.load());
    this.element = el("div", { class: "found" }, el("div", { class: "controls" }, this.search, this.state), this.status, this.list, this.more);
  }

  /** Reads from the first one on. */
  load() {
    return this.read(0);
  }

  /** Shows what fits behind that cursor; a later reading ends an earlier one. */
  async read(after) {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    try {
      const found = await this.sift(after, reading.signal);
      if (!reading.signal.aborted) {
        this.list.replaceChildren(...found.rows);
        show(this.more, found.rest && this.cursor !== undefined);
        say(this.status, found.rows.length ? `${number(found.rows.length)} of ${number(found.seen)} read` : `None of ${number(found.seen)} read.`);
      }
    } catch (failure) {
      if (!reading.signal.aborted) {
        say(this.status, reason(failure));
      }
    }
  }

  async sift(after, signal) {
    const words = this.search.value.toLowerCase();
    const state = this.state.value ? `&state=${this.state.value}` : "";
    const answer = await open(`batch/jobs/${this.job}/results?after=${after}${state}`, { signal });
    const found = { rows: [], seen: 0, rest: false };
    for await (const line of lines(answer.body)) {
      found.seen += 1;
      if (line.toLowerCase().includes(words)) {
        const result = JSON.parse(line);
        found.rows.push(row(result));
        this.cursor = result.cursor;
      }
      if (found.rows.length === MOST) {
        found.rest = true;
        break;
      }
    }
    return found;
  }

  /** By a request of its own: a plain link could not show the key. */
  async save() {
    try {
      const answer = await open(`batch/jobs/${this.job}/results?format=csv`);
      const address = URL.createObjectURL(await answer.blob());
      el("a", { href: address, download: `${this.job}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (failure) {
      say(this.status, reason(failure));
    }
  }
}

function row(result) {
  const text = result.summary ?? result.error?.message ?? result.error ?? result.reason ?? JSON.stringify(result.response?.body ?? result);
  const head = [result.state, result.form, result.company, result.accession_number ?? result.custom_id].filter(Boolean).join(" · ");
  const item = el("li", {}, el("p", { class: "muted" }), el("p", {}));
  item.firstElementChild.textContent = head;
  item.lastElementChild.textContent = typeof text === "string" ? text : JSON.stringify(text);
  return item;
}
