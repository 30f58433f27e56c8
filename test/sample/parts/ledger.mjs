/** Where each row of the sample is meant to end up, noted while it is written. */

/**
 * @typedef {{ bucket: string, partner?: string, month?: string, usd?: bigint }} Intent
 * @typedef {{ files: Map<string, { rows: Map<string, number>, counted: bigint, creditedAgain: number, for: string }>, months: Map<string, bigint> }} Ledger
 */

/** @returns {Ledger} */
export function newLedger() {
  return { files: new Map(), months: new Map() };
}

/**
 * Opens a file: from here on its rows may be noted.
 * @param {Ledger} ledger
 * @param {string} file relative to the input folder
 * @param {string} purpose what the file is in the sample for
 */
export function open(ledger, file, purpose) {
  ledger.files.set(file, { rows: new Map(), counted: 0n, creditedAgain: 0, for: purpose });
}

/**
 * Notes one row. A second intent is the same row credited to another partner.
 * @param {Ledger} ledger
 * @param {string} file
 * @param {...Intent} intents
 */
export function note(ledger, file, ...intents) {
  const entry = ledger.files.get(file);
  if (entry === undefined) throw new Error(`not opened: ${file}`);
  entry.creditedAgain += intents.length - 1;
  for (const { bucket, partner = "", month = "", usd = 0n } of intents) {
    entry.rows.set(bucket, (entry.rows.get(bucket) ?? 0) + 1);
    if (bucket !== "counted") continue;
    entry.counted += usd;
    const key = `${partner} ${month}`;
    ledger.months.set(key, (ledger.months.get(key) ?? 0n) + usd);
  }
}

/** Counted dollars of one partner. @param {Ledger} ledger @param {string} partner */
export function totalOf(ledger, partner) {
  return [...ledger.months].reduce((sum, [key, usd]) => (key.startsWith(`${partner} `) ? sum + usd : sum), 0n);
}
