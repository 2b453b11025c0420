// Answers that come bit by bit.

/** The lines of a body as they arrive, without their ends. */
export async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const pieces = (rest + part.value).split("\n");
      rest = pieces.pop();
      yield* pieces.map((line) => line.replace(/\r$/, ""));
    }
    if (rest) {
      yield rest;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** The data of server-sent events, parsed, until the one that says it is done. */
export async function* events(body) {
  for await (const line of lines(body)) {
    if (line === "data: [DONE]") {
      return;
    }
    if (line.startsWith("data:")) {
      yield JSON.parse(line.slice(5));
    }
  }
}
