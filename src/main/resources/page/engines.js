// The engines: a row each that changes in place, so that focus and open logs stay where they are.

import { get, reason, send } from "./api.js";
import { confirmed } from "./confirm.js";
import { announce, arrange, byId, describe, el, say, show } from "./dom.js";
import { gib, number, percent, rate, since, span } from "./format.js";
import { LogView } from "./log.js";
import { poll } from "./polling.js";

const MOVING = new Set(["starting", "draining", "backing-off"]);
const rows = new Map();
let figures = { engines: {}, gpus: [] };
let refresh = () => {};

/** Begins to show them. */
export function showEngines(link) {
  refresh = poll(async () => {
    try {
      const { engines } = await get("admin/engines");
      link.up();
      render(engines);
      return engines.some((engine) => MOVING.has(engine.state)) ? 1000 : 3000;
    } catch (failure) {
      link.down(reason(failure));
      return 3000;
    }
  }, 3000);
}

/** Takes the newest figures of engines and GPUs. */
export function takeFigures(newest) {
  figures = newest;
  const used = newest.gpus.reduce((sum, gpu) => sum + gpu.used_bytes, 0);
  const total = newest.gpus.reduce((sum, gpu) => sum + gpu.total_bytes, 0);
  const gpus = newest.gpus.length;
  say(byId("gpus"), gpus ? `${gpus} GPU${gpus > 1 ? "s" : ""}, ${gib(used)} of ${gib(total)} GiB` : "");
}

function render(engines) {
  const list = byId("engine-list");
  const shown = engines.map((engine) => {
    const row = rows.get(engine.name) ?? new EngineRow(engine.name);
    rows.set(engine.name, row);
    row.update(engine, figures.engines[engine.name] ?? {});
    return row.element;
  });
  arrange(list, shown.length ? shown : [el("li", { class: "empty" }, "No engine is configured.")]);
  for (const [name, row] of rows) {
    if (!engines.some((engine) => engine.name === name)) {
      row.close();
      rows.delete(name);
    }
  }
}

class EngineRow {
  constructor(name) {
    this.name = name;
    this.state = undefined;
    this.badge = el("span", { class: "state" });
    this.model = el("span", { class: "muted" });
    this.note = el("p", { class: "note" });
    this.progress = el("progress", { max: "100", "aria-label": `start of ${name}` });
    this.facts = el("dl", { class: "facts" });
    this.trouble = el("p", { class: "notice bad", role: "status" });
    this.logButton = this.button("Log", () => this.toggleLog(), { "aria-expanded": "false" });
    this.restart = this.button("Restart", () => this.order("restart"));
    this.stop = this.button("Drain", () => this.order("stop"));
    this.start = this.button("Start", () => this.order("start"));
    this.log = new LogView(name);
    this.element = el(
      "li",
      { class: "engine", "data-engine": name },
      el("div", { class: "title" }, el("h3", {}, name), this.badge, this.model),
      el("div", { class: "controls" }, this.logButton, this.restart, this.stop, this.start),
      el("div", { class: "body" }, this.note, this.progress, this.facts, this.trouble),
      this.log.element,
    );
    show(this.trouble, false);
  }

  button(text, act, more = {}) {
    return el("button", { type: "button", "aria-label": `${text} ${this.name}`, onclick: act, ...more }, text);
  }

  update(engine, now) {
    // a short restart may lie between two looks: only its run tells of it then
    const changed = this.state !== engine.state || this.run !== engine.run;
    if (changed && this.state !== undefined) {
      announce(`${engine.name} is ${engine.state}.`);
    }
    this.state = engine.state;
    this.run = engine.run;
    this.inFlight = engine.in_flight;
    this.element.dataset.state = engine.state;
    say(this.badge, engine.state.replace("-", " "));
    say(this.model, [engine.kind, engine.served_names.join(", ")].join(" · "));
    say(this.note, noteOf(engine));
    show(this.note, this.note.textContent !== "");
    this.progress.value = engine.percent ?? 0;
    show(this.progress, engine.percent !== undefined);
    describe(this.facts, factsOf(engine, now));
    const down = engine.state === "stopped" || engine.state === "failed";
    show(this.start, down);
    show(this.stop, !down);
    show(this.restart, !down);
  }

  async order(verb) {
    const asked = {
      restart: ["Restart", "It takes no new requests, finishes those in flight, and is started again."],
      stop: ["Drain", "It takes no new requests, finishes those in flight, and stays down until somebody starts it."],
    }[verb];
    if (asked) {
      const text = `${this.inFlight} in flight. ${asked[1]}`;
      if (!(await confirmed({ title: `${asked[0]} ${this.name}?`, text, action: asked[0] }))) {
        return;
      }
    }
    try {
      await send("POST", `admin/engines/${encodeURIComponent(this.name)}/${verb}`);
      show(this.trouble, false);
    } catch (failure) {
      say(this.trouble, reason(failure));
      show(this.trouble, true);
    }
    refresh();
  }

  toggleLog() {
    const open = this.log.toggle();
    this.logButton.setAttribute("aria-expanded", String(open));
  }

  close() {
    this.log.close();
  }
}

function noteOf(engine) {
  if (engine.phase !== undefined) {
    const left = engine.seconds_left === undefined ? "" : `, about ${span(engine.seconds_left)} left`;
    return `${engine.phase}, ${engine.percent} %${left}`;
  }
  if (engine.cause !== undefined) {
    const again = engine.restart_at ? " It will be started again." : "";
    return `${engine.cause}: ${engine.detail}.${again}`.replace("..", ".");
  }
  return engine.state === "ready" && engine.last_crash && engine.restarts > 0
    ? `Last crash ${since(engine.last_crash.at)} ago: ${engine.last_crash.cause}`
    : "";
}

function factsOf(engine, now) {
  const memory = engine.gpus ? memoryOf(engine.gpus) : undefined;
  return [
    ["since", engine.since ? since(engine.since) : "–"],
    ["running", number(now.running ?? engine.in_flight)],
    now.waiting !== undefined && ["waiting", number(now.waiting)],
    now.output_tokens_per_second !== undefined && ["tokens/s", rate(now.output_tokens_per_second)],
    now.kv_usage !== undefined && ["KV cache", percent(now.kv_usage)],
    memory && [`GPU ${engine.gpus.join(", ")}`, memory],
    ["restarts", number(engine.restarts)],
    engine.pid !== undefined && ["pid", String(engine.pid)],
  ].filter(Boolean);
}

function memoryOf(indexes) {
  const own = figures.gpus.filter((gpu) => indexes.includes(gpu.gpu));
  if (own.length === 0) {
    return undefined;
  }
  const sum = (member) => own.reduce((all, gpu) => all + gpu[member], 0);
  return `${gib(sum("used_bytes"))} / ${gib(sum("total_bytes"))} GiB`;
}
