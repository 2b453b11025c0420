// The page's parts, put together.

import { key, reason, send } from "./api.js";
import { showCharts } from "./charts.js";
import { showChat } from "./chat.js";
import { confirmed } from "./confirm.js";
import { byId, say } from "./dom.js";
import { showEngines, takeFigures } from "./engines.js";
import { showJobs } from "./jobs.js";
import { prepareOrder } from "./order.js";

const link = {
  up: () => tell("connected", "ok"),
  down: (why) => tell(why, "bad"),
};

function tell(text, state) {
  say(byId("link"), text);
  byId("link").dataset.state = state;
}

showEngines(link);
showCharts(takeFigures);
const lookForJobs = showJobs();
const lookForModels = showChat();
prepareOrder(lookForJobs);
prepareKey();

byId("drain").addEventListener("click", async () => {
  const agreed = await confirmed({
    title: "Shut Stoker down?",
    text: "New requests are refused, those in flight finish, engines end, and Stoker ends with them.",
    action: "Shut down",
  });
  if (agreed) {
    try {
      await send("POST", "admin/drain");
      tell("shutting down", "bad");
    } catch (failure) {
      tell(reason(failure), "bad");
    }
  }
});

function prepareKey() {
  const dialog = byId("key-dialog");
  const input = byId("key-input");
  const use = (change) => {
    change();
    input.value = "";
    dialog.close();
    mark();
    lookForJobs();
    lookForModels();
  };
  byId("key").addEventListener("click", () => dialog.showModal());
  byId("key-close").addEventListener("click", () => dialog.close());
  byId("key-forget").addEventListener("click", () => use(key.forget));
  byId("key-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const value = input.value.trim();
    if (value) {
      use(() => key.set(value));
    }
  });
  key.onNeeded(() => {
    say(byId("key"), key.get() ? "API key refused" : "API key needed");
    byId("key").dataset.state = "bad";
  });
  mark();
}

function mark() {
  say(byId("key"), key.get() ? "API key set" : "API key");
  delete byId("key").dataset.state;
}
