// A conversation with a model, streamed, with its reasoning where it shows any.

import { Refused, get, open, reason } from "./api.js";
import { announce, byId, el, say, show } from "./dom.js";
import { number, seconds } from "./format.js";
import { poll } from "./polling.js";
import { events } from "./stream.js";

const turns = [];
let asking;

/** Begins; returns what looks for the models at once. */
export function showChat() {
  byId("chat-form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(byId("chat-text").value.trim());
  });
  byId("chat-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("chat-form").requestSubmit();
    }
  });
  byId("stop").addEventListener("click", () => asking?.abort());
  byId("clear-chat").addEventListener("click", () => {
    asking?.abort();
    turns.length = 0;
    byId("turns").replaceChildren();
  });
  return poll(loadModels, 15000);
}

async function loadModels() {
  try {
    const { data } = await get("v1/models");
    for (const select of [byId("chat-model"), byId("job-model")]) {
      const names = data.map((model) => model.id);
      if ([...select.options].map((option) => option.value).join("\n") !== names.join("\n")) {
        const before = select.value;
        select.replaceChildren(...names.map((name) => el("option", { value: name }, name)));
        select.value = names.includes(before) ? before : (names[0] ?? "");
      }
    }
  } catch {
    return 5000; // what uses a model says what is wrong
  }
}

async function ask(text) {
  if (text === "" || asking) {
    return;
  }
  asking = new AbortController();
  byId("chat-text").value = "";
  turns.push({ role: "user", content: text });
  const question = el("article", { class: "turn user" }, el("p", {}, text));
  const answer = new Answer();
  byId("turns").append(question, answer.element);
  busy(true);
  try {
    await stream(answer, asking.signal);
    turns.push({ role: "assistant", content: answer.text });
    announce(`The model answered: ${answer.text}`);
  } catch (failure) {
    // a question without an answer is not part of what is said next
    turns.pop();
    answer.fail(asking.signal.aborted ? "Stopped." : reason(failure));
  } finally {
    asking = undefined;
    busy(false);
  }
}

async function stream(answer, signal) {
  const body = JSON.stringify({
    model: byId("chat-model").value,
    messages: turns,
    max_tokens: Number(byId("chat-tokens").value),
    stream: true,
    stream_options: { include_usage: true },
  });
  const response = await open("v1/chat/completions", { method: "POST", body, signal });
  for await (const event of events(response.body)) {
    if (event.error) {
      throw new Refused(response.status, event.error);
    }
    answer.take(event);
  }
  answer.end();
}

/** The newest line stays in sight, unless the reader went back. */
function follow() {
  const list = byId("turns");
  if (list.scrollHeight - list.scrollTop - list.clientHeight < 120) {
    list.scrollTop = list.scrollHeight;
  }
}

function busy(now) {
  byId("turns").setAttribute("aria-busy", String(now));
  show(byId("stop"), now);
  show(byId("send"), !now);
  byId("turns").scrollTop = byId("turns").scrollHeight;
  byId(now ? "stop" : "chat-text").focus({ preventScroll: true });
}

class Answer {
  constructor() {
    this.begun = performance.now();
    this.text = "";
    this.chunks = 0;
    this.body = el("p", { class: "text" }, "");
    this.thoughts = el("p", {}, "");
    this.news = { text: "", thought: "" };
    this.reasoning = el("details", { class: "reasoning", open: true, hidden: true }, el("summary", {}, "Reasoning"), this.thoughts);
    this.facts = el("p", { class: "muted" }, "waiting for the first token");
    this.element = el("article", { class: "turn model" }, this.reasoning, this.body, this.facts);
  }

  take(event) {
    this.usage = event.usage ?? this.usage;
    const delta = event.choices?.[0]?.delta ?? {};
    const thought = delta.reasoning_content ?? delta.reasoning ?? "";
    if (thought || delta.content) {
      this.first ??= performance.now();
      this.chunks += 1;
    }
    this.news.thought += thought;
    this.news.text += delta.content ?? "";
    this.drawn ??= requestAnimationFrame(() => this.draw());
  }

  /** Once a frame: an engine may write faster than a page can be drawn. */
  draw() {
    this.drawn = undefined;
    const { text, thought } = this.news;
    this.news = { text: "", thought: "" };
    if (thought) {
      show(this.reasoning, true);
      this.thoughts.firstChild.appendData(thought);
    }
    if (text) {
      // what was thought is folded away once there is an answer to read
      this.reasoning.open &&= this.text !== "";
      this.text += text;
      this.body.firstChild.appendData(text);
    }
    this.tell();
    follow();
  }

  end() {
    this.draw();
    if (this.first === undefined) {
      say(this.facts, "The model had nothing to say.");
    }
  }

  tell() {
    if (this.first === undefined) {
      return;
    }
    const tokens = this.usage?.completion_tokens ?? this.chunks;
    const time = (performance.now() - this.first) / 1000;
    const pace = tokens > 1 && time > 0 ? `, ${number((tokens - 1) / time)} a second` : "";
    say(this.facts, `first token after ${seconds((this.first - this.begun) / 1000)}, ${number(tokens)} tokens${pace}`);
  }

  fail(text) {
    this.draw();
    say(this.facts, text);
    this.facts.classList.add("trouble");
    announce(text);
  }
}
