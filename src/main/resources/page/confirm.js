// Asks before anything that others would notice.

import { byId, say } from "./dom.js";

/** @returns whether the person agreed; Escape and the first button mean no */
export function confirmed({ title, text, action }) {
  const dialog = byId("confirm");
  say(byId("confirm-title"), title);
  say(byId("confirm-text"), text);
  say(byId("confirm-yes"), action);
  dialog.returnValue = "no";
  dialog.showModal();
  byId("confirm-no").focus();
  return new Promise((decided) => {
    dialog.addEventListener("close", () => decided(dialog.returnValue === "yes"), { once: true });
  });
}
