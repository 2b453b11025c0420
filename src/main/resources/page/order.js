// The dialog that orders a job of filings.

import { reason, send } from "./api.js";
import { announce, byId, say, show } from "./dom.js";

/** Field of the request → the one of the dialog that it came from. */
const FIELDS = {
  lookback: "job-lookback",
  from: "job-from",
  to: "job-to",
  forms: "job-forms",
  ciks: "job-ciks",
  model: "job-model",
  max_tokens: "job-tokens",
  prompt: "job-prompt",
};

/** @param ordered is called after a job was taken */
export function prepareOrder(ordered) {
  const dialog = byId("job-dialog");
  byId("new-job").addEventListener("click", () => {
    complain("");
    dialog.showModal();
  });
  byId("job-close").addEventListener("click", () => dialog.close());
  for (const id of ["job-from", "job-to", "job-lookback"]) {
    byId(id).addEventListener("input", () => choose(id === "job-lookback" ? "lookback" : "range"));
  }
  byId("job-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const job = await send("POST", "batch/summarize", request());
      dialog.close();
      announce(`Job ${job.id} was taken.`);
      ordered();
    } catch (failure) {
      complain(reason(failure), failure.param);
    }
  });
}

function request() {
  const text = (id) => byId(id).value.trim();
  const list = (id) => text(id).split(/[\s,]+/).filter(Boolean);
  const forms = list("job-forms");
  const ciks = list("job-ciks");
  return {
    ...days(text),
    ...(forms.length && { forms }),
    ...(forms.length && byId("job-amendments").checked && { amendments: true }),
    ...(ciks.length && { ciks: ciks.map((cik) => (/^\d+$/.test(cik) ? Number(cik) : cik)) }),
    ...(byId("job-best").checked && { text: "best" }),
    ...(text("job-model") && { model: text("job-model") }),
    ...(text("job-tokens") && { max_tokens: Number(text("job-tokens")) }),
    ...(text("job-prompt") && { prompt: text("job-prompt") }),
  };
}

function days(text) {
  if (document.querySelector("input[name=days]:checked").value === "lookback") {
    return { lookback: Number(text("job-lookback")) };
  }
  return { from: text("job-from"), ...(text("job-to") && { to: text("job-to") }) };
}

function choose(value) {
  document.querySelector(`input[name=days][value=${value}]`).checked = true;
}

/** Says what Stoker said, and leads to the field that it named. */
function complain(message, param = "") {
  const problem = byId("job-problem");
  say(problem, message ?? "");
  show(problem, Boolean(message));
  const culprit = FIELDS[String(param ?? "").split(/[[.]/)[0]];
  for (const id of Object.values(FIELDS)) {
    byId(id).toggleAttribute("aria-invalid", id === culprit);
  }
  if (culprit) {
    byId(culprit).setAttribute("aria-invalid", "true");
    byId(culprit).focus();
  }
}
