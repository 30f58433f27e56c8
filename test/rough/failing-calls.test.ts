import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { compileShim, faultCodes } from "./fault-shim.ts";
import { type FaultEnd, type FaultyNight, faultJudge, placesIn, prepareFaultyNights } from "./faulty-nights.ts";
import type { Start } from "./night.ts";

// The disk of `failing-disk.ts` fails for Node.js alone, in this process. This one lies below the whole program: below Node.js's
// own library, its threads, and the database, which reads and writes by itself. What it does not reach: names in a folder that
// is open already (the C library reads on by itself), `mmap`, what the kernel fails to write after it has taken it, and what
// Node.js does by io_uring, which version 20 leaves off.

/**
 * By hand: `each` tries every place with one of the codes in turn, which takes half an hour; `EIO,ESTALE` tries these, and
 * `all` all codes, at every place. Else some faults are tried at some places.
 */
const asked = process.env["FAILING_CALLS"] ?? "";
const sampled = 12;
const seed = 20170815;
const starts = ["cold", "warm"] as const;

type Places = Readonly<Record<Start, readonly number[]>>;

function sampleOf(places: Places): readonly FaultyNight[] {
  const fault = fc.constantFrom(...starts).chain((start) =>
    fc.record({
      start: fc.constant(start),
      at: fc.constantFrom(...places[start]),
      code: fc.constantFrom(...faultCodes),
      lasts: fc.boolean(),
    }),
  );
  return fc.sample(fc.noBias(fault), { numRuns: sampled, seed });
}

function allOf(places: Places): readonly FaultyNight[] {
  const codes = faultCodes.filter((code) => asked === "all" || asked === "each" || asked.split(",").includes(code));
  const isInTurn = (place: number, nth: number) => asked !== "each" || place % codes.length === nth;
  return starts.flatMap((start) =>
    places[start].flatMap((at, place) =>
      codes.flatMap((code, nth) => (isInTurn(place, nth) ? [{ start, at, code, lasts: (place + nth) % 4 >= 2 }] : [])),
    ),
  );
}

/** Applies an action to everything in a list, two at a time. */
async function inTwoLanes<T, Answer>(list: readonly T[], action: (each: T) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = [...list];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) answers.push(await action(next));
  };
  await Promise.all([lane(), lane()]);
  return answers;
}

function tallyOf({ cold, warm }: Places, ends: readonly FaultEnd[]): string {
  const codes = [...new Set(ends.map(({ status }) => status))].map(
    (code) => `${ends.filter(({ status }) => status === code).length} ended with ${code}`,
  );
  return `${cold.length} cold and ${warm.length} warm places, ${ends.length} faults: ${codes.join(", ")}`;
}

describe("a run of which one call of the system fails, or all from one on", () => {
  it("ends with the cause or as usual, leaves `latest` whole, and is made up for by the next run", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "tierbook-faults-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const library = process.platform === "linux" ? compileShim(folder) : undefined;
    if (library === undefined && process.env["CI"] !== "true") return context.skip("there is no C compiler here");
    if (library === undefined) throw new Error("CI has no C compiler: install gcc");

    const nights = await prepareFaultyNights(library, folder);
    const { cold, warm } = nights.usual;
    const places = { cold: placesIn(cold.calls), warm: placesIn(warm.calls) };
    const faults = asked === "" ? sampleOf(places) : allOf(places);
    const judge = faultJudge(nights);
    const ends = await inTwoLanes(faults, judge);
    if (asked !== "") console.log(tallyOf(places, ends));
    // Some faults are met, and not all are made up for within the run.
    expect(ends.filter(({ status }) => status === 2).length).toBeGreaterThan(ends.length / 3);
    expect(ends.flatMap(({ wrong }) => (wrong === "" ? [] : [wrong]))).toEqual([]);
  }, 7_200_000);
});
