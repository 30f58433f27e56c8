import { readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { azurite } from "./azurite.ts";
import { countsOf, fetchDesk } from "./desk.ts";
import { disturbed, listening } from "./proxy.ts";

const storage = azurite();
const long = "0123456789abcdef".repeat(100_000);

/** A container, and a folder that is filled from it through a proxy. */
async function disturbedDesk(disturbance: Parameters<typeof disturbed>[1]) {
  const container = await storage.container();
  const url = `${await disturbed(storage.address(), disturbance)}/${container.name}`;
  return { ...container, desk: fetchDesk(url) };
}

/** Whether a request is for a blob of this name, and not for a listing. */
function isFor(path: string, name: string): boolean {
  return new URL(path, "http://127.0.0.1").pathname.endsWith(`/${name}`);
}

describe("download", () => {
  it("goes on with the byte that is missing where a connection breaks off", async () => {
    const asked: string[] = [];
    const cuts = [700_000];
    const { desk, write } = await disturbedDesk({
      before: async (method, path) => void asked.push(`${method} ${isFor(path, "long.csv")}`),
      cutAfter: (path) => (isFor(path, "long.csv") ? cuts.shift() : undefined),
    });
    await write({ "long.csv": long });
    expect(countsOf(await desk.fetch())).toMatchObject({ new: ["long.csv"], problems: [] });
    expect(desk.files()).toEqual({ "long.csv": long });
    expect(asked.filter((each) => each === "GET true")).toHaveLength(2);
  });

  it("leaves nothing half-written where it breaks off each time, and fetches the others", async () => {
    const { desk, write } = await disturbedDesk({
      cutAfter: (path) => (isFor(path, "long.csv") ? 100_000 : undefined),
    });
    await write({ "long.csv": long, "short.csv": "short" });
    writeFileSync(join(desk.input, "beside.csv"), "");
    expect(countsOf(await desk.fetch())).toMatchObject({ new: ["short.csv"], problems: ["blob-broken-off"] });
    expect(desk.files()).toEqual({ "short.csv": "short" });
  });

  it("takes a blob that changes meanwhile as it is then", async () => {
    let changes = 0;
    const { desk, write } = await disturbedDesk({
      before: async (method, path) => {
        if (method === "GET" && isFor(path, "a.csv") && changes === 0) {
          changes += 1;
          await write({ "a.csv": "changed" });
        }
      },
    });
    await write({ "a.csv": "first" });
    expect(countsOf(await desk.fetch())).toMatchObject({ new: ["a.csv"], problems: [] });
    expect(desk.files()).toEqual({ "a.csv": "changed" });
    // The tag that is kept is that of the content that is kept.
    expect(countsOf(await desk.fetch())).toMatchObject({ new: [], changed: [], unchanged: 1 });
  });

  it("gives up on a blob that changes each time, and keeps the file of the fetch before", async () => {
    let changes = 0;
    const isGoingOn = () => changes > 0;
    const { desk, write } = await disturbedDesk({
      before: async (method, path) => {
        if (method !== "GET" || !isFor(path, "a.csv") || !isGoingOn()) return;
        changes += 1;
        await write({ "a.csv": `changed ${changes}` });
      },
    });
    await write({ "a.csv": "first" });
    await desk.fetch();
    changes = 1;
    await write({ "a.csv": "second" });
    expect(countsOf(await desk.fetch())).toMatchObject({ changed: [], problems: ["blob-changed"] });
    expect(desk.files()).toEqual({ "a.csv": "first" });
    changes = 0;
    expect(countsOf(await desk.fetch())).toMatchObject({ changed: ["a.csv"], problems: [] });
  });

  it("keeps the file of the fetch before where the content does not have its MD5", async () => {
    const { url, client, write } = await storage.container();
    const desk = fetchDesk(url);
    await write({ "a.csv": "first" });
    await desk.fetch();
    await write({ "a.csv": "other" });
    await client.getBlobClient("a.csv").setHTTPHeaders({ blobContentMD5: new Uint8Array(16).fill(7) });
    const fetched = await desk.fetch();
    expect(fetched.problems).toMatchObject([{ code: "blob-failed", found: "other bytes than its MD5 is of" }]);
    expect(desk.files()).toEqual({ "a.csv": "first" });
  });

  it("clears up what a killed fetch has left, and nothing else", async () => {
    const { url, write } = await storage.container();
    const desk = fetchDesk(url);
    await write({ "a.csv": "a" });
    await desk.fetch();
    writeFileSync(join(desk.folder, ".tierbook-0123456789abcdef0123456789abcdef.part"), "half");
    writeFileSync(join(desk.folder, ".somebody-elses.part"), "theirs");
    await write({ "a.csv": "b" });
    await desk.fetch();
    expect(readdirSync(desk.folder).sort()).toEqual([".somebody-elses.part", "a.csv"]);
  });

  it("does not wait for ever for a container that takes a connection and says nothing", async () => {
    const port = await listening(createServer(() => {}));
    const { problems } = await fetchDesk(`http://127.0.0.1:${port}/account/exports`).fetch();
    expect(problems).toMatchObject([{ code: "container-unreachable", found: "no answer for 2 s" }]);
  });
});
