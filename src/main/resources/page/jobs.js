// The newest jobs, each with its figures, orders and results.

import { get, reason, send } from "./api.js";
import { confirmed } from "./confirm.js";
import { announce, arrange, byId, describe, el, say, show } from "./dom.js";
import { cost, moment, number, rate, span } from "./format.js";
import { poll } from "./polling.js";
import { ResultsView } from "./results.js";

const PAGE = 20;
const ENDED = new Set(["completed", "failed", "cancelled"]);
const rows = new Map();
let wanted = PAGE;
let refresh = () => {};

/** Begins to show them; returns what looks for news at once. */
export function showJobs() {
  byId("more-jobs").addEventListener("click", () => {
    wanted = Math.min(100, wanted + PAGE);
    refresh();
  });
  refresh = poll(load, 5000);
  return refresh;
}

async function load() {
  try {
    const page = await get(`batch/jobs?limit=${wanted}`);
    show(byId("jobs-notice"), false);
    render(page.data);
    show(byId("more-jobs"), page.has_more && wanted < 100);
    return page.data.some((job) => !ENDED.has(job.state)) ? 1500 : 5000;
  } catch (failure) {
    say(byId("jobs-notice"), reason(failure));
    // what passes by itself is no alarm
    byId("jobs-notice").classList.toggle("bad", failure.status !== 503);
    show(byId("jobs-notice"), true);
    return 5000;
  }
}

function render(jobs) {
  const shown = jobs.map((job) => {
    const row = rows.get(job.id) ?? new JobRow(job.id);
    rows.set(job.id, row);
    row.update(job);
    return row.element;
  });
  arrange(byId("job-list"), shown.length ? shown : [el("li", { class: "empty" }, "No jobs.")]);
}

class JobRow {
  constructor(id) {
    this.id = id;
    this.badge = el("span", { class: "state" });
    this.what = el("span", { class: "what" });
    this.progress = el("progress", { max: "1", "aria-label": `progress of job ${id}` });
    this.count = el("span", { class: "count" });
    this.facts = el("dl", { class: "facts" });
    this.trouble = el("p", { class: "notice bad", role: "status", hidden: true });
    this.cancel = el("button", { type: "button", onclick: () => this.askCancel() }, "Cancel");
    this.retry = el("button", { type: "button", onclick: () => this.order("POST", "/retry") }, "Retry failed");
    this.results = new ResultsView(id);
    this.details = el(
      "details",
      { ontoggle: () => this.details.open && this.results.load() },
      el("summary", {}, this.badge, this.what, this.progress, this.count),
      this.facts,
      this.trouble,
      el("div", { class: "controls" }, this.cancel, this.retry, this.results.link),
      this.results.element,
    );
    this.element = el("li", { class: "job", "data-job": id }, this.details);
  }

  update(job) {
    if (this.state !== undefined && this.state !== job.state && ENDED.has(job.state)) {
      announce(`Job ${job.id} ${job.state}.`);
      if (this.details.open) {
        this.results.load();
      }
    }
    this.state = job.state;
    this.element.dataset.state = job.state;
    const { total, waiting, running, failed } = job.counts;
    const ended = total - waiting - running;
    say(this.badge, job.state);
    say(this.what, `${titleOf(job)} · ${moment(job.created_at)}`);
    this.progress.max = Math.max(1, total);
    this.progress.value = ended;
    say(this.count, `${number(ended)} / ${number(total)}${failed ? `, ${number(failed)} failed` : ""}`);
    describe(this.facts, factsOf(job));
    show(this.cancel, !ENDED.has(job.state) && job.state !== "cancelling");
    show(this.retry, failed > 0 && job.ending === undefined);
  }

  async askCancel() {
    const text = "What is finished stays readable; the rest is not computed.";
    if (await confirmed({ title: `Cancel job ${this.id.slice(-12)}?`, text, action: "Cancel the job" })) {
      await this.order("DELETE", "");
    }
  }

  async order(method, path) {
    try {
      await send(method, `batch/jobs/${this.id}${path}`);
      show(this.trouble, false);
    } catch (failure) {
      say(this.trouble, reason(failure));
      show(this.trouble, true);
    }
    refresh();
  }
}

function titleOf(job) {
  const asked = job.parameters ?? {};
  const days = asked.dates?.length ? `${asked.dates[0]}${asked.dates.length > 1 ? ` … ${asked.dates.at(-1)}` : ""}` : "";
  const forms = asked.forms?.length ? `forms ${asked.forms.join(", ")}` : "";
  return [job.kind, job.model, days, forms].filter(Boolean).join(" · ");
}

function factsOf(job) {
  return [
    job.tokens_per_second !== undefined && ["tokens/s", rate(job.tokens_per_second)],
    job.seconds_left !== undefined && !ENDED.has(job.state) && ["left", span(job.seconds_left)],
    ["took", span(job.seconds)],
    ["read / written", `${number(job.tokens.prompt)} / ${number(job.tokens.output)}`],
    ["cost", cost(job.cost)],
    job.cost_per_million_tokens !== undefined && ["a million tokens", cost(job.cost_per_million_tokens)],
    ["done", number(job.counts.done)],
    job.counts.failed > 0 && ["failed", number(job.counts.failed)],
    job.counts.dropped > 0 && ["dropped", number(job.counts.dropped)],
    job.counts.cached > 0 && ["from the cache", number(job.counts.cached)],
    job.ending && ["ended early", job.ending],
    ["job", job.id],
  ].filter(Boolean);
}
