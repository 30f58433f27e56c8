/**
 * One line of the table of limits.
 *
 * @typedef {object} Check
 * @property {string} what
 * @property {number} measured
 * @property {"" | "s" | "MiB"} unit - empty for a ratio
 * @property {Limit} [limit] - left out where the figure is shown for comparison only
 */
/**
 * @typedef {object} Limit
 * @property {"at most" | "at least"} side - reaching it exactly is enough
 * @property {number} value - in the unit of the check
 */

/** What the program must reach; the limits stand here and nowhere else. */
export const limits = {
  runToBare1: atMost(2.2),
  runToBare4: atMost(1.6),
  streamToRun: atLeast(10),
  twiceTheRows: atMost(2.1),
  peakAt10Gb: atMost(1536),
  oneNewToAllNew: atMost(0.15),
  nothingNewToAllNew: atMost(0.1),
  explainToRun: atMost(0.25),
  richSeconds: atMost(8),
  workbookSeconds: atMost(15),
  workbookPeak: atMost(1024),
  workbookToPlain: atMost(1.6),
  largestPeak: atMost(1536),
};

/** @type {(value: number) => Limit} */
export function atMost(value) {
  return { side: "at most", value };
}

/** @type {(value: number) => Limit} */
export function atLeast(value) {
  return { side: "at least", value };
}

/**
 * Whether the limit is met; `undefined` where there is none. A figure that could not be measured does not meet any.
 *
 * @param {Check} check
 * @returns {boolean | undefined}
 */
export function isMet({ measured, limit }) {
  if (limit === undefined) return undefined;
  return limit.side === "at most" ? measured <= limit.value : measured >= limit.value;
}

/**
 * The table of limits, in Markdown.
 *
 * @param {readonly Check[]} checks
 */
export function limitsTable(checks) {
  const rows = checks.map((check) => {
    const met = isMet(check);
    return [
      check.what,
      amount(check.measured, check.unit),
      limitText(check),
      met === undefined ? "" : met ? "yes" : "no",
    ];
  });
  return markdownTable(["what", "measured", "limit", "met"], rows);
}

/** @param {Check} check */
function limitText({ limit, unit }) {
  return limit === undefined ? "" : `${limit.side === "at most" ? "≤" : "≥"} ${limit.value}${unit && ` ${unit}`}`;
}

/**
 * @param {number} value
 * @param {Check["unit"]} unit
 */
function amount(value, unit) {
  if (!Number.isFinite(value)) return "not measured";
  return unit === "MiB" ? `${Math.round(value)} MiB` : `${value.toFixed(2)}${unit && ` ${unit}`}`;
}

/**
 * @param {readonly string[]} header
 * @param {readonly (readonly string[])[]} rows
 */
export function markdownTable(header, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return `${[line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}

/**
 * What each command cost, in Markdown.
 *
 * @param {ReadonlyMap<string, import("./measure.mjs").Cost>} costs
 */
export function costsTable(costs) {
  const rows = [...costs].map(([name, { wallSeconds, cpuSeconds, peakMib }]) => [
    name,
    amount(wallSeconds, "s"),
    amount(cpuSeconds, "s"),
    amount(peakMib, "MiB"),
  ]);
  return markdownTable(["command", "wall, median", "processor, median", "peak, largest"], rows);
}
