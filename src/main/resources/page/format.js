// Figures as people read them.

const numbers = new Map();

/** A number with so many digits behind the point at most; a dash for none. */
export function number(value, digits = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  if (!numbers.has(digits)) {
    numbers.set(digits, new Intl.NumberFormat("en", { maximumFractionDigits: digits }));
  }
  return numbers.get(digits).format(value);
}

/** A rate, with digits where it is small. */
export function rate(value) {
  return number(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}

/** Seconds, in the unit that suits them. */
export function seconds(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  if (value < 1) {
    return `${number(value * 1000, value < 0.01 ? 1 : 0)} ms`;
  }
  return value < 100 ? `${number(value, value < 10 ? 2 : 1)} s` : span(value);
}

/** A longer time in whole seconds, minutes, hours or days. */
export function span(value) {
  const whole = Math.max(0, Math.round(value));
  if (whole < 120) {
    return `${whole} s`;
  }
  if (whole < 7200) {
    return `${Math.round(whole / 60)} min`;
  }
  return whole < 172800 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86400)} d`;
}

/** How long ago a moment of the server was. */
export function since(moment) {
  return span((Date.now() - Date.parse(moment)) / 1000);
}

export function gib(bytes) {
  return number(bytes / 2 ** 30, bytes < 10 * 2 ** 30 ? 1 : 0);
}

export function percent(share) {
  return `${number(share * 100)} %`;
}

export function cost(value) {
  return value === undefined ? "–" : `$${value < 1 ? value.toFixed(4) : value.toFixed(2)}`;
}

/** A moment as a time of day, with its date unless that is today. */
export function moment(text) {
  const date = new Date(text);
  const time = date.toLocaleTimeString("en-GB");
  return date.toDateString() === new Date().toDateString()
    ? time
    : `${date.toISOString().slice(0, 10)} ${time}`;
}
