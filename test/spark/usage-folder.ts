import type { Files } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";

/** Files of plain rows that differ, some of whose amounts are texts: work for several tasks where blocks are small. */
export function usageFiles(count: number, rowsEach: number): Files {
  const amounts = ["1.25", "0.00000000005", "-3", "1e2", "(4.5)", "12345678.9999999999"];
  return Object.fromEntries(
    Array.from({ length: count }, (_, file) => {
      const rows = Array.from({ length: rowsEach }, (_unused, row) => {
        const day = `2017-0${1 + (row % 7)}-${String(1 + (row % 28)).padStart(2, "0")}`;
        return `12000${row % 90},tenant-${row % 31},sub-${file}-${row % 400},${day},${amounts[(row * 7 + file) % amounts.length]},DPOR`;
      });
      return [`consumption/usage-${file}.csv`, `${[header, ...rows].join("\n")}\n`];
    }),
  );
}
