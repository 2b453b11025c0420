// Asks again and again, but only while somebody looks: a hidden tab is silent.

/**
 * Runs a task now and after each pause.
 *
 * @param task may return the milliseconds until it wants to run again
 * @returns a function that runs it at once
 */
export function poll(task, usual) {
  let timer;
  let running = false;
  let again = false;

  async function run() {
    if (running) {
      again = true;
      return;
    }
    clearTimeout(timer);
    running = true;
    let pause;
    try {
      pause = await task();
    } finally {
      running = false;
      plan(again ? 0 : pause ?? usual);
      again = false;
    }
  }

  function plan(pause) {
    clearTimeout(timer);
    if (!document.hidden) {
      timer = setTimeout(run, pause);
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      clearTimeout(timer);
    } else {
      run();
    }
  });
  run();
  return run;
}
