import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { rowsOf, runJob } from "./fixtures/job-run.ts";

// Each file of cases/ is one run; each case in it is one partner: its situation, and the verdict it must get. See cases/README.md.

const situation = z.strictObject({
  name: z.string(),
  country: z.string(),
  /** US dollars by kind of association, on `day`. */
  consumption: z.record(z.string(), z.string()),
  day: z.string().optional(),
  /** One entry a person: what they passed. */
  passed: z.array(z.union([z.string(), z.array(z.string())])),
  tier: z.enum(["none", "silver", "gold"]),
  next: z.string().optional(),
  needs: z.string().optional(),
});
const plan = z.strictObject({
  as_of: z.string(),
  settings: z.record(z.string(), z.string()).optional(),
  cases: z.array(situation).min(1),
});
type Situation = z.output<typeof situation>;
type Plan = z.output<typeof plan>;

const folder = fileURLToPath(new URL("cases", import.meta.url));

for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
  const read = plan.parse(parse(readFileSync(join(folder, file), "utf8"), { schema: "failsafe" }));
  describe(`a partner (${file})`, () => {
    let verdicts: Record<string, string>[] = [];
    beforeAll(async () => {
      verdicts = await verdictsOf(read);
    });
    it.each(read.cases.map((one, index) => ({ ...one, index })))("$name", (one) => {
      const { tier, next_tier: next = "", next_tier_finding: finding = "", gaps = "" } = verdicts[one.index] ?? {};
      expect({ tier, next: `${next} ${finding}`.trim(), needs: gaps }).toEqual({
        tier: one.tier,
        next: one.next ?? "",
        needs: one.needs === undefined ? "" : `needs ${one.needs}`,
      });
    });
  });
}

async function verdictsOf({ as_of: asOf, settings = {}, cases }: Plan): Promise<Record<string, string>[]> {
  const input = mkdtempSync(join(tmpdir(), "tierbook-cases-"));
  const write = (name: string, rows: readonly (readonly string[])[]) => {
    const path = join(input, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, rows.map((row) => `${row.map((cell) => JSON.stringify(String(cell))).join(",")}\n`).join(""));
  };
  try {
    write("partners.csv", [
      ["partner_id", "partner_name", "country"],
      ...cases.map((one, index) => [idOf(index), one.name, one.country]),
    ]);
    write("consumption/ledger.csv", [
      consumptionHeader,
      ...cases.flatMap((one, index) => consumptionRows(one, { index, asOf })),
    ]);
    write("transcripts/passed.csv", [transcriptHeader, ...cases.flatMap(transcriptRows)]);
    const result = await runJob({ input, asOf, env: settings });
    return rowsOf(result, "partners.csv");
  } finally {
    rmSync(input, { recursive: true });
  }
}

const consumptionHeader = ["partner_id", "customer_id", "subscription_id", "date", "amount_usd", "association"];
const transcriptHeader = [
  "person_id",
  "email",
  "partner_id",
  "credential",
  "title",
  "completed_on",
  "expires_on",
  "result",
];

const idOf = (index: number) => String(1_000_000 + index);

/** On 31 January of the as-of day's year, unless the case names a day; each kind in a subscription of its own. */
function consumptionRows(one: Situation, { index, asOf }: { readonly index: number; readonly asOf: string }) {
  const day = one.day ?? `${asOf.slice(0, 4)}-01-31`;
  const id = idOf(index);
  return Object.entries(one.consumption).map(([kind, usd]) => [
    id,
    `tenant-${id}`,
    `sub-${id}-${kind}`,
    day,
    usd,
    kind,
  ]);
}

/** An exam number or course id is a credential, anything else a title. */
function transcriptRows(one: Situation, index: number): string[][] {
  const id = idOf(index);
  return one.passed.flatMap((passed, person) =>
    [passed].flat().map((what) => {
      const isId = /^[\d-]+$/.test(what);
      return [`${id}-${person}`, "", id, isId ? what : "", isId ? "" : what, "2016-12-01", "", "pass"];
    }),
  );
}
