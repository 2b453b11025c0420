// Four small drawings of the last minutes, from columns of figures.

import { get } from "./api.js";
import { byId, el, say, svg } from "./dom.js";
import { rate, seconds } from "./format.js";
import { poll } from "./polling.js";

const WIDTH = 300;
const HEIGHT = 90;

/** Above the highest figure, for its label. */
const ROOM = 1.25;

/** Steps that fill the width at least; soon after a start there are fewer. */
const SHORTEST = 24;

const CHARTS = [
  ["Requests per second", rate, ["answered", "refused"],
    (f) => [f.requests_per_second, f.refused_per_second]],
  ["Tokens per second", rate, ["written", "read"],
    (f) => [f.output_tokens_per_second, f.prompt_tokens_per_second]],
  ["Time to first token", seconds, ["median", "95 %"],
    (f) => [f.first_token_seconds.p50, f.first_token_seconds.p95]],
  ["Between tokens", seconds, ["median", "95 %"],
    (f) => [f.inter_token_seconds.p50, f.inter_token_seconds.p95]],
];

/** @param told is given each answer, since it holds figures for others, too */
export function showCharts(told) {
  const charts = CHARTS.map(([title, format, names, columns]) => ({ chart: new Chart(title, format, names), columns }));
  byId("charts").append(...charts.map(({ chart }) => chart.element));
  poll(async () => {
    try {
      const figures = await get("admin/figures");
      told(figures);
      charts.forEach(({ chart, columns }) => chart.update(figures, columns(figures)));
      const minutes = Math.round((Math.max(SHORTEST, figures.at.length) * figures.step_seconds) / 60);
      say(byId("span"), `last ${minutes} minutes`);
    } catch {
      // the engines' part of the page says that Stoker is away
    }
  }, 5000);
}

class Chart {
  constructor(title, format, names) {
    Object.assign(this, { title, format, names, at: [], columns: [] });
    this.value = el("strong", {});
    this.keys = names.map(() => el("span", {}));
    this.legend = el("span", { class: "legend" }, ...this.keys);
    this.top = el("span", { class: "top" });
    this.paths = names.map((_, series) => svg("path", { class: `line-${series}`, "vector-effect": "non-scaling-stroke" }));
    this.cursor = svg("line", { class: "cursor", y1: "0", y2: HEIGHT, "vector-effect": "non-scaling-stroke" });
    this.drawing = svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", tabindex: "0" },
      ...[0.5, 1].map((y) => svg("line", { class: "grid", x1: "0", x2: WIDTH, y1: y * (HEIGHT - 1), y2: y * (HEIGHT - 1), "vector-effect": "non-scaling-stroke" })),
      ...[...this.paths].reverse(),
      this.cursor,
    );
    this.drawing.addEventListener("pointermove", (event) => this.point(event));
    this.drawing.addEventListener("pointerleave", () => this.read(undefined));
    this.drawing.addEventListener("blur", () => this.read(undefined));
    this.drawing.addEventListener("keydown", (event) => this.step(event));
    this.element = el(
      "figure",
      {},
      el("figcaption", {}, el("span", {}, title), this.value, this.legend),
      el("div", { class: "plot" }, this.top, this.drawing),
    );
    this.update({ at: [], step_seconds: 5 }, names.map(() => []));
  }

  update(figures, columns) {
    this.at = figures.at;
    this.slots = Math.max(SHORTEST, figures.at.length - 1);
    this.columns = columns;
    const most = Math.max(0, ...columns.flat().filter((value) => value !== null));
    this.scale = most === 0 ? 1 : most * ROOM;
    say(this.top, most === 0 ? "" : this.format(most));
    this.paths.forEach((path, series) => path.setAttribute("d", this.trace(columns[series])));
    this.read(undefined);
  }

  /** The newest is at the right edge, however many there are; a gap in the figures is one in the line. */
  trace(column) {
    let open = false;
    return column
      .map((value, index) => {
        if (value === null) {
          open = false;
          return "";
        }
        const command = `${open ? "L" : "M"}${this.x(index).toFixed(1)} ${this.y(value).toFixed(1)}`;
        const alone = !open && (column[index + 1] ?? null) === null;
        open = true;
        return alone ? `${command}h1` : command;
      })
      .join("");
  }

  x(index) {
    return WIDTH - ((this.at.length - 1 - index) * WIDTH) / this.slots;
  }

  y(value) {
    return (HEIGHT - 1) * (1 - value / this.scale);
  }

  point(event) {
    const box = this.drawing.getBoundingClientRect();
    const fromRight = (box.right - event.clientX) / box.width;
    this.read(Math.max(0, Math.round(this.at.length - 1 - fromRight * this.slots)));
  }

  step(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      this.read(Math.min(this.at.length - 1, Math.max(0, (this.shown ?? this.at.length - 1) + step)));
    }
  }

  /** Tells the figures of one moment; without an index the newest that there are. */
  read(index) {
    this.shown = index;
    const known = index !== undefined && index < this.at.length;
    this.cursor.classList.toggle("on", known);
    const values = this.columns.map((column) => (known ? column[index] : newest(column)));
    if (known) {
      this.cursor.setAttribute("x1", this.x(index));
      this.cursor.setAttribute("x2", this.x(index));
    }
    const time = known ? ` at ${new Date(this.at[index]).toLocaleTimeString("en-GB")}` : "";
    say(this.value, this.format(values[0]));
    say(this.keys[0], `${this.names[0]}${time}`);
    say(this.keys[1], `${this.names[1]} ${this.format(values[1])}`);
    const told = `${this.title}: ${this.value.textContent} ${this.names[0]}${time}, ${this.keys[1].textContent}`;
    this.drawing.setAttribute("aria-label", told);
  }
}

/** Of the last half minute; older ones are no answer to how it is now. */
function newest(column) {
  return column.slice(-6).findLast((value) => value !== null) ?? null;
}
