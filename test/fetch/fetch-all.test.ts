import { mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/domain/input-error.ts";
import { fetchAll } from "../../src/fetch/fetch-all.ts";
import { problemsOf } from "../fixtures/temporary-folder.ts";
import { azurite, hasty, sasFor } from "./azurite.ts";
import { countsOf, fetchDesk } from "./desk.ts";
import { listServer } from "./list-server.ts";

const storage = azurite();
const nothing = { new: [], changed: [], unchanged: 0, vanished: [], refused: [], problems: [] };

describe("fetchAll", () => {
  it("brings new and changed blobs, leaves the others alone, and keeps what is gone", async () => {
    const { url, client, write } = await storage.container();
    const desk = fetchDesk(url);
    await write({ "daily/june.csv": "june", "daily/july.csv": "july" });
    expect(countsOf(await desk.fetch())).toEqual({ ...nothing, new: ["daily/july.csv", "daily/june.csv"] });
    expect(desk.files()).toEqual({ "daily/july.csv": "july", "daily/june.csv": "june" });
    expect(countsOf(await desk.fetch())).toEqual({ ...nothing, unchanged: 2 });

    // Renaming is copying and deleting there.
    await write({ "daily/june.csv": "June", "daily/july-renamed.csv": "july" });
    await client.deleteBlob("daily/july.csv");
    expect(countsOf(await desk.fetch())).toEqual({
      ...{ ...nothing, new: ["daily/july-renamed.csv"], changed: ["daily/june.csv"] },
      vanished: ["daily/july.csv"],
    });
    expect(desk.files()).toEqual({
      "daily/july-renamed.csv": "july",
      "daily/july.csv": "july",
      "daily/june.csv": "June",
    });
    expect(countsOf(await desk.fetch())).toEqual({ ...nothing, unchanged: 2 });
    expect(desk.warned).toEqual([]);
  });

  it("fetches only what begins with the prefix, and again what is deleted or cut short here", async () => {
    const { url, write } = await storage.container();
    const desk = fetchDesk(url, { prefix: "daily/" });
    await write({ "daily/june.csv": "june", "daily/july.csv": "july", "other/x.csv": "x" });
    await desk.fetch();
    rmSync(join(desk.folder, "daily", "june.csv"));
    writeFileSync(join(desk.folder, "daily", "july.csv"), "jul");
    expect(countsOf(await desk.fetch())).toEqual({ ...nothing, changed: ["daily/july.csv", "daily/june.csv"] });
    expect(desk.files()).toEqual({ "daily/july.csv": "july", "daily/june.csv": "june" });
  });

  it.each([
    { what: "lost", spoil: (path: string) => rmSync(path), says: "is not there and is made anew" },
    {
      what: "cut off",
      spoil: (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 40)),
      says: "is damaged",
    },
    { what: "of another layout", spoil: (path: string) => writeFileSync(path, '{"layout":9}'), says: "is damaged" },
  ])("says that fetch.json is $what, and fetches nothing again for it", async ({ spoil, says }) => {
    const { url, client, write } = await storage.container();
    const desk = fetchDesk(url);
    await write({ "with-md5.csv": "a", "changed.csv": "b", "without-md5.csv": "c" });
    await client.getBlobClient("without-md5.csv").setHTTPHeaders({});
    await desk.fetch();
    const state = join(desk.output, "state", "fetch.json");
    const before = readFileSync(state, "utf8");
    spoil(state);
    await write({ "changed.csv": "B" });
    expect(countsOf(await desk.fetch())).toEqual({ ...nothing, changed: ["changed.csv"], unchanged: 2 });
    expect(desk.warned).toEqual([expect.stringContaining(says)]);
    expect(readFileSync(state, "utf8")).toHaveLength(before.length);
    expect(countsOf(await desk.fetch())).toEqual({ ...nothing, unchanged: 3 });
  });

  it("takes files for the blobs that they are by MD5, and where there is none by time", async () => {
    const { url, client, write } = await storage.container();
    const desk = fetchDesk(url);
    await write({ "same.csv": "a", "other.csv": "b", "no-md5.csv": "c" });
    await client.getBlobClient("no-md5.csv").setHTTPHeaders({});
    mkdirSync(desk.folder, { recursive: true });
    for (const [name, text] of [
      ["same.csv", "a"],
      ["other.csv", "X"],
      ["no-md5.csv", "c"],
    ] as const) {
      writeFileSync(join(desk.folder, name), text);
    }
    // Written before the blob: by its time it may be another.
    utimesSync(join(desk.folder, "no-md5.csv"), 1, 1);
    expect(countsOf(await desk.fetch())).toEqual({ ...nothing, changed: ["no-md5.csv", "other.csv"], unchanged: 1 });
  });

  it("lists page by page: 10,000 blobs, of which some are new", async () => {
    const blobs = Array.from({ length: 10_000 }, (_, index) => ({
      name: `daily/${index % 100}/part_${index}.csv`,
      text: "x",
    }));
    const server = await listServer(blobs, 3_000);
    const desk = fetchDesk(server.url);
    const time = new Date("2017-08-01T05:00:00Z");
    for (let folder = 0; folder < 100; folder += 1)
      mkdirSync(join(desk.folder, "daily", String(folder)), { recursive: true });
    for (const { name } of blobs.slice(0, 9_980)) {
      writeFileSync(join(desk.folder, name), "x");
      utimesSync(join(desk.folder, name), time, time);
    }
    const first = countsOf(await desk.fetch());
    expect([first.new.length, first.unchanged, first.problems]).toEqual([20, 9_980, []]);
    expect(server.asked.filter((path) => path.includes("comp=list"))).toHaveLength(4);
  });

  it("refuses names that lead elsewhere or that some system does not take, and fetches the others", async () => {
    const refused = [
      "../up.csv",
      "a/../../up.csv",
      "/etc/lead.csv",
      "back\\slash.csv",
      "tab\u0009.csv",
      "nul",
      "COM1.csv",
      "dot.",
      "space ",
    ];
    const twice = ["Case.csv", "case.csv", "both", ".hidden.csv", "run.json", `${"x".repeat(260)}.csv`];
    const markers = [{ name: "folder/" }, { name: "marked", metadata: "<hdi_isfolder>true</hdi_isfolder>" }];
    const all = [...refused, ...twice, "both/below.csv", "good.csv"].map((name) => ({ name, text: "x" }));
    const desk = fetchDesk((await listServer([...all, ...markers])).url);
    const fetched = countsOf(await desk.fetch());
    expect(fetched.refused.toSorted()).toEqual(
      [...refused, ...twice].map((name) => name.replace("\u0009", "\\x09")).toSorted(),
    );
    expect(desk.files()).toEqual({ "both/below.csv": "x", "good.csv": "x" });
  });

  it("follows no link, and puts nothing over one", async () => {
    const { url, write } = await storage.container();
    const desk = fetchDesk(url);
    const outside = join(desk.input, "..", "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "kept.csv"), "kept");
    mkdirSync(desk.folder, { recursive: true });
    symlinkSync(outside, join(desk.folder, "linked"));
    symlinkSync(join(outside, "kept.csv"), join(desk.folder, "file.csv"));
    await write({ "linked/in.csv": "x", "linked/kept.csv": "x", "file.csv": "x", "good.csv": "x" });
    const fetched = countsOf(await desk.fetch());
    expect(fetched.refused.toSorted()).toEqual(["file.csv", "linked/in.csv", "linked/kept.csv"]);
    expect(fetched.new).toEqual(["good.csv"]);
    expect(readFileSync(join(outside, "kept.csv"), "utf8")).toBe("kept");
  });

  it("does not follow a link that stands for the folder itself", async () => {
    const { url, write } = await storage.container();
    const desk = fetchDesk(url);
    await write({ "a.csv": "a" });
    mkdirSync(join(desk.input, "..", "elsewhere"));
    symlinkSync(join(desk.input, "..", "elsewhere"), join(desk.input, "consumption"));
    expect(await problemsOf(() => desk.fetch())).toMatchObject([{ code: "disk-refused" }]);
  });

  it("keeps to the limits on one blob and on a fetch", async () => {
    const { url, write } = await storage.container();
    const desk = fetchDesk(url);
    await write({ "a.csv": "1234", "b.csv": "123456789", "c.csv": "12345", "d.csv": "1" });
    const limited = await desk.fetch({ fetch: { maxBlobBytes: 8, maxBytes: 8 } });
    expect(countsOf(limited)).toMatchObject({
      new: ["a.csv", "d.csv"],
      problems: ["blob-too-large", "fetch-too-large"],
    });
    expect(limited.problems.map(({ file, found }) => [file, found])).toEqual([
      [`${url}/b.csv`, "9 bytes"],
      [url, "1 blob of 5 bytes beyond what one fetch may bring"],
    ]);
    // What was left comes with the next fetch.
    expect(countsOf(await desk.fetch())).toMatchObject({ new: ["b.csv", "c.csv"], unchanged: 2, problems: [] });
  });

  it("brings an export run whole or not at all", async () => {
    const { url, client, write } = await storage.container();
    const desk = fetchDesk(url);
    await write({ "run/manifest.json": "{}", "run/part_0.csv": "good", "run/part_1.csv": "bad", "alone.csv": "x" });
    const wrong = new Uint8Array(16);
    await client.getBlobClient("run/part_1.csv").setHTTPHeaders({ blobContentMD5: wrong });
    expect(countsOf(await desk.fetch())).toMatchObject({ new: ["alone.csv"], problems: ["blob-failed"] });
    expect(desk.files()).toEqual({ "alone.csv": "x" });
    await write({ "run/part_1.csv": "good, too" });
    expect(countsOf(await desk.fetch()).new).toEqual(["run/manifest.json", "run/part_0.csv", "run/part_1.csv"]);
  });

  it("says all containers that cannot be fetched from, and fetches from the others", async () => {
    const { url, write } = await storage.container();
    await write({ "a.csv": "a" });
    const desk = fetchDesk(url);
    const gone = `${storage.address()}/no-such-container`;
    const dead = "http://127.0.0.1:9/account/exports";
    const azure = [gone, dead, url].map((each, index) => ({ url: each, prefix: "", into: `from-${index}` }));
    const job = { input: desk.input, output: desk.output, azure, fetch: { maxBlobBytes: 1e9, maxBytes: 1e9 } };
    const fetched = await fetchAll({ job, sas: sasFor(), patience: hasty, onFile: () => {}, warn: () => {} });
    expect(fetched.flatMap(({ problems }) => problems.map(({ code, file, found }) => [code, file, found]))).toEqual([
      ["container-gone", gone, "the answer 404 ContainerNotFound"],
      ["container-unreachable", dead, "no connection (ECONNREFUSED)"],
    ]);
    expect(readFileSync(join(desk.input, "from-2", "a.csv"), "utf8")).toBe("a");
  });

  it.each([
    {
      what: "a SAS signed with another key",
      sas: () => sasFor().replace(/sig=[^&]{6}/, "sig=AAAAAA"),
      found: /^the answer 403 /,
    },
    { what: "a SAS that may not list", sas: () => sasFor("r"), found: /^the answer 403 / },
  ])("says that the container refuses $what", async ({ sas, found }) => {
    const { url } = await storage.container();
    const { problems } = await fetchDesk(url, { sas: sas() }).fetch();
    expect(problems).toMatchObject([{ code: "container-refused", found: expect.stringMatching(found) }]);
    expect(JSON.stringify(problems)).not.toContain("sig=");
  });

  it.each(["not a sas", "sv=2024-01-01&sp=rl", "sig=ab\u0007c"])(
    "refuses %j as a SAS without repeating it",
    async (sas) => {
      const desk = fetchDesk("http://127.0.0.1:9/account/exports", { sas });
      const error: unknown = await desk.fetch().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).problems).toMatchObject([{ code: "bad-sas" }]);
      expect((error as InputError).message).not.toContain(sas);
    },
  );
});
