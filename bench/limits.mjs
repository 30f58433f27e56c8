/**
 * One line of the table of limits.
 *
 * @typedef {object} Check
 * @property {string} what
 * @property {number} measured
 * @property {"" | "s" | "MiB" | "MB/s"} unit - empty for a ratio
 * @property {Limit} [limit] - left out where the figure is shown for comparison only
 * @property {string} [missing] - what this machine lacks to measure it: neither met nor not met
 */
/**
 * @typedef {object} Limit
 * @property {"at most" | "at least"} side - reaching it exactly is enough
 * @property {number} value - in the unit of the check
 */

/** What the program must reach; the limits stand here and nowhere else. Peaks are in MiB, times in seconds. */
export const limits = {
  growth: atMost(1.8),
  eurosToDollars: atMost(3),
  sparkToEmbedded: atMost(10),
  busierWorker: atMost(0.75),
  fixedSeconds: atMost(2),
  startUpSeconds: atMost(0.3),
  streamToRun: atLeast(15),
  pandasToRun: atLeast(1),
  nothingNewSeconds: atMost(2),
  oneNewSeconds: atMost(3),
  nothingNewOfManySeconds: atMost(4),
  carefulSpeed: atLeast(20),
  carefulPeak: atMost(512),
  explainToRun: atMost(0.3),
  peakAt10Gb: atMost(1536),
  rejectedPeak: atMost(1024),
  raggedPeak: atMost(1024),
  transcriptPeak: atMost(1024),
  sheetPeak: atMost(1024),
};

/** What the workbook must reach, by its partners. */
export const workbookLimits = [
  { partners: 5_000, seconds: atMost(8), peak: atMost(1024) },
  { partners: 20_000, seconds: atMost(15), peak: atMost(1024) },
  { partners: 100_000, seconds: atMost(60), peak: atMost(1536) },
];

/** @type {(value: number) => Limit} */
export function atMost(value) {
  return { side: "at most", value };
}

/** @type {(value: number) => Limit} */
export function atLeast(value) {
  return { side: "at least", value };
}

/**
 * Whether the limit is met; `undefined` where there is none, or nothing to measure it with. Any other figure that could not be measured does not meet any.
 *
 * @param {Check} check
 * @returns {boolean | undefined}
 */
export function isMet({ measured, limit, missing }) {
  if (limit === undefined || missing !== undefined) return undefined;
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
      check.missing === undefined ? amount(check.measured, check.unit) : `not measured: ${check.missing}`,
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
  return unit === "MiB" || unit === "MB/s"
    ? `${Math.round(value)} ${unit}`
    : `${value.toFixed(2)}${unit && ` ${unit}`}`;
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
 * @param {ReadonlyMap<string, import("./measure.mjs").Summary>} costs
 */
export function costsTable(costs) {
  const rows = [...costs].map(([name, { wallSeconds, cpuSeconds, leastCpuSeconds, peakMib }]) => [
    name,
    amount(wallSeconds, "s"),
    amount(cpuSeconds, "s"),
    amount(leastCpuSeconds, "s"),
    amount(peakMib, "MiB"),
  ]);
  return markdownTable(["command", "wall, median", "processor, median", "processor, least", "peak, largest"], rows);
}
