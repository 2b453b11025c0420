// Requests to Stoker: the admin API of this port, and what this port passes on to the public one.

const KEY = "stoker.key";
const keyNeeded = new EventTarget();

/** What Stoker refused, in its own words. */
export class Refused extends Error {
  constructor(status, error, retryAfter) {
    super(error.message ?? `Stoker answered ${status}.`);
    this.status = status;
    this.code = error.code;
    this.param = error.param;
    this.retryAfter = retryAfter;
  }
}

export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: (value) => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
  /** Calls back whenever Stoker wanted a key and did not get a good one. */
  onNeeded: (callback) => keyNeeded.addEventListener("needed", callback),
};

/** The answer to a request, once its head is there; throws Refused for every other than 2xx. */
export async function open(path, options = {}) {
  const headers = new Headers(options.headers);
  if (key.get() && !path.startsWith("admin/")) {
    headers.set("authorization", `Bearer ${key.get()}`);
  }
  if (options.body !== undefined) {
    headers.set("content-type", "application/json");
  }
  const answer = await fetch(path, { ...options, headers, cache: "no-store" });
  if (!answer.ok) {
    throw await refusal(answer);
  }
  return answer;
}

export async function get(path) {
  return (await open(path)).json();
}

export async function send(method, path, body) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return (await open(path, { method, body: text })).json();
}

/** What went wrong, as a sentence for people. */
export function reason(failure) {
  return failure instanceof Refused ? failure.message : "Stoker cannot be reached.";
}

async function refusal(answer) {
  const text = await answer.text();
  const refused = new Refused(answer.status, errorOf(text), answer.headers.get("retry-after"));
  if (answer.status === 401) {
    keyNeeded.dispatchEvent(new Event("needed"));
  }
  return refused;
}

function errorOf(text) {
  try {
    return JSON.parse(text).error ?? {};
  } catch {
    return { message: text.slice(0, 500) || undefined };
  }
}
