import { join } from "node:path";
import { badAmounts, largeSheet, largeTranscript, raggedRows } from "./broken-files.mjs";
import { coldRun } from "./commands.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved } from "./measure.mjs";
import { warmUp } from "./warm-up.mjs";

const inputs = [
  { millions: 2, of: "rejected rows", make: badAmounts, limit: limits.rejectedPeak },
  { millions: 1, of: "ragged rows", make: raggedRows, limit: limits.raggedPeak },
  { millions: 1, of: "rows of a transcript", make: largeTranscript, limit: limits.transcriptPeak },
  { millions: 1, of: "rows of 20 cells in a sheet", make: largeSheet, limit: limits.sheetPeak },
];

/**
 * The memory of runs whose input is large in other ways than in rows of clean usage.
 *
 * @param {Pick<import("./speed.mjs").Plan, "megabytesPerGb" | "work">} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureMemory({ megabytesPerGb, work }) {
  const runs = inputs.map(({ millions, of, make, limit }, index) => {
    const rows = millions * 1000 * megabytesPerGb;
    const { input, file } = make(rows);
    warmUp([file]);
    const command = coldRun(`run, ${rows.toLocaleString("en")} ${of}`, {
      input,
      output: join(work, `memory-${index}`),
    });
    return { command, limit };
  });
  const costs = await measureInterleaved(
    runs.map(({ command }) => command),
    1,
  );
  return {
    costs,
    checks: runs.map(({ command: { name }, limit }) => ({
      what: `${name}, peak memory`,
      measured: costs.get(name)?.peakMib ?? Number.NaN,
      unit: "MiB",
      limit,
    })),
  };
}
