import { crc32, gzipSync } from "node:zlib";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { listZip, type ZipListing, type ZipOptions } from "../../src/rows/zip.ts";
import { memberBytes } from "../../src/rows/zip-member.ts";
import { isPassedOver } from "../../src/rows/zip-names.ts";
import { zipArchive } from "../../src/rows/zip-problems.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";
import { type MadeMember, zipBytes } from "../fixtures/zip-bytes.ts";

const write = temporaryFolder();
let archives = 0;

/** Lists an archive, all of whose members are wanted. */
function list(where: string | Buffer, options: Partial<ZipOptions> = {}): Promise<ZipListing> {
  return listZip({ where, file: "pack.zip", kind: zipArchive, maxBytes: 1_000_000, isWanted: () => true, ...options });
}

/** All that can be read in an archive on the disk. */
async function contents(bytes: Buffer, options: Partial<ZipOptions> = {}): Promise<Record<string, string>> {
  archives += 1;
  const where = write(`${archives}.zip`, bytes);
  const { members } = await list(where, options);
  const read: Record<string, string> = {};
  for (const member of members) {
    const chunks: Buffer[] = [];
    const place = { where, file: `pack.zip/${member.name}`, kind: zipArchive };
    for await (const chunk of memberBytes(place, member)) chunks.push(chunk);
    read[member.name] = Buffer.concat(chunks).toString();
  }
  return read;
}

async function codes(bytes: Buffer, options: Partial<ZipOptions> = {}): Promise<string[]> {
  return (await problemsOf(() => contents(bytes, options))).map(({ file, code }) => `${file} ${code}`);
}

const long = "partner_id,date\n".repeat(50_000);

describe("listZip", () => {
  it("lists and unpacks what other programs packed", async () => {
    const made = new JSZip();
    made.file("sub/Verbrauch für Mai.csv", long).file("a.csv", "").file("b.csv.gz", gzipSync("x"));
    const packed = await made.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
    const read = await contents(packed);
    expect(Object.keys(read)).toEqual(["a.csv", "b.csv.gz", "sub/Verbrauch für Mai.csv"]);
    expect(read["sub/Verbrauch für Mai.csv"]).toBe(long);
  });

  it("reads a member that is stored, that is empty, or that has the sizes of large ones", async () => {
    const members = [
      { name: "a.csv", content: "a\n1\n", method: 0 },
      { name: "b.csv", method: 0 },
      { name: "c.csv", content: long, zip64: true },
    ];
    expect(await contents(zipBytes(members))).toEqual({ "a.csv": "a\n1\n", "b.csv": "", "c.csv": long });
  });

  it("unpacks the beginning of a member, and an archive in memory", async () => {
    const where = zipBytes([{ name: "a.csv", content: long }]);
    const [member] = (await list(where)).members;
    expect(member?.bytes).toBe(long.length);
    if (member === undefined) return;
    const first = await memberBytes({ where, file: "pack.zip/a.csv", kind: zipArchive }, member).next();
    expect(String(first.value).slice(0, 16)).toBe("partner_id,date\n");
  });

  it.each([
    { name: "./sub//b.csv", is: "sub/b.csv" },
    { name: "für.csv", is: "für.csv" },
    { name: Buffer.from("f\x81r.csv", "latin1"), extra: unicodeName("f\x81r.csv", "für.csv"), is: "für.csv" },
  ])("reads the name $is", async ({ is, ...member }) => {
    expect(Object.keys(await contents(zipBytes([member])))).toEqual([is]);
  });

  it("passes over what is not wanted, whatever is wrong with it, and names it", async () => {
    const members = [
      { name: "a.csv", content: "a\n" },
      { name: "sub/", content: "" },
      { name: "../z.pdf", method: 99, flags: 1 },
      { name: "link.csv", content: "/etc/passwd", mode: 0o120777 },
      { name: Buffer.from("\xfcber.pdf", "latin1") },
    ];
    const listing = await list(zipBytes(members), { isWanted: (name) => name.endsWith(".csv") });
    expect(listing.members).toMatchObject([{ name: "a.csv", bytes: 2 }]);
    expect(listing.passedOver).toEqual(["../z.pdf", "link.csv", "\uFFFDber.pdf"]);
  });

  const nameFaults: readonly (readonly [string, string | Buffer])[] = [
    ["leads out of the archive", "../a.csv"],
    ["leads out of the archive", "sub/../../a.csv"],
    ["begins at the root of a disk", "/etc/a.csv"],
    ["begins at the root of a disk", "C:/a.csv"],
    ["has backslashes", "sub\\a.csv"],
    ["has control characters", "a\x1b[2J.csv"],
    ["has control characters", "a.csv\0.pdf"],
    ["is not UTF-8", Buffer.from("f\x81r.csv", "latin1")],
  ];
  it.each(nameFaults)("refuses a name that %s: %j", async (fault, name) => {
    const [problem] = await problemsOf(() => list(zipBytes([{ name }])));
    expect(problem).toMatchObject({ file: "pack.zip", code: "zip-member-name" });
    expect(problem?.found).toContain(`a name that ${fault}`);
  });

  it("refuses two members of one name, which could each be the export", async () => {
    expect(await codes(zipBytes([{ name: "a.csv" }, { name: "./a.csv" }]))).toEqual(["pack.zip zip-member-name"]);
  });

  const refused: readonly { what: string; members: readonly MadeMember[]; code: string }[] = [
    { what: "a password", members: [{ name: "a.csv", flags: 1 }], code: "pack.zip/a.csv zip-password" },
    { what: "a password of the strong kind", members: [{ name: "a.csv", flags: 0x41 }], code: "pack.zip zip-password" },
    { what: "AES", members: [{ name: "a.csv", flags: 1, method: 99 }], code: "pack.zip/a.csv zip-password" },
    { what: "Deflate64", members: [{ name: "a.csv", method: 9 }], code: "pack.zip/a.csv zip-method" },
    { what: "a method of nobody", members: [{ name: "a.csv", method: 77 }], code: "pack.zip/a.csv zip-method" },
    { what: "too much in one", members: [{ name: "a.csv", saidBytes: 1_000_001 }], code: "pack.zip too-large" },
    {
      what: "too much together",
      members: ["a", "b"].map((name) => ({ name, content: "x".repeat(500_001) })),
      code: "pack.zip too-large",
    },
    {
      what: "more than it says",
      members: [{ name: "a.csv", content: "x".repeat(900_000), saidBytes: 10 }],
      code: "pack.zip/a.csv broken-zip",
    },
    {
      what: "less than it says",
      members: [{ name: "a.csv", content: "x", saidBytes: 10 }],
      code: "pack.zip/a.csv broken-zip",
    },
    {
      what: "other bytes than those packed",
      members: [{ name: "a.csv", content: "x", saidChecksum: 1 }],
      code: "pack.zip/a.csv broken-zip",
    },
    {
      what: "members that share their bytes",
      members: [
        { name: "a.csv", content: "a" },
        { name: "b.csv", content: "a", saidAt: 0 },
      ],
      code: "pack.zip broken-zip",
    },
    { what: "a member beyond the end", members: [{ name: "a.csv", saidAt: 5000 }], code: "pack.zip/a.csv broken-zip" },
    {
      what: "a member very far beyond the end",
      members: [{ name: "a.csv", saidAt: 2 ** 60, zip64: true }],
      code: "pack.zip/a.csv broken-zip",
    },
  ];
  it.each(refused)("refuses $what", async ({ members, code }) => {
    expect(await codes(zipBytes(members))).toEqual([code]);
  });

  it("says once what is wrong with many members", async () => {
    const members = Array.from({ length: 100 }, (_, index) => ({ name: `${index}.csv`, flags: 1 }));
    expect(await codes(zipBytes(members))).toEqual(["pack.zip/0.csv zip-password"]);
  });

  it("refuses more members than anybody exports", async () => {
    const members = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}.csv` }));
    expect(await codes(zipBytes(members))).toEqual(["pack.zip zip-too-many"]);
  });

  it("finds an archive cut off anywhere to be damaged", async () => {
    const whole = zipBytes([
      { name: "a.csv", content: "a\n1\n" },
      { name: "b.csv", content: "b\n1\n" },
    ]);
    for (let bytes = 0; bytes < whole.length; bytes += 1) {
      expect(await codes(whole.subarray(0, bytes))).toEqual(["pack.zip broken-zip"]);
    }
  });

  it("ends with contents or a problem, whatever byte of an archive is another", async () => {
    const whole = zipBytes([
      { name: "a.csv", content: "a\n1\n" },
      { name: "b.csv", content: long.slice(0, 200), zip64: true },
    ]);
    for (let at = 0; at < whole.length; at += 1) {
      for (const byte of [0, 0xff, (whole[at] ?? 0) ^ 0x40]) {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        const found = await problemsOf(() => contents(damaged));
        for (const { code } of found) expect(code).toMatch(/^(broken-zip|zip-|too-large)/);
      }
    }
  });

  it.each([2n ** 60n, 2n ** 53n - 1n, 5n])("finds a directory said to be at byte %i to be damaged", async (at) => {
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50);
    locator.writeBigUInt64LE(at, 8);
    const end = Buffer.alloc(22, 0xff);
    end.set([0x50, 0x4b, 5, 6, 0, 0, 0, 0]);
    end.writeUInt16LE(0, 20);
    expect(await codes(Buffer.concat([Buffer.from("PK"), Buffer.alloc(100), locator, end]))).toEqual([
      "pack.zip broken-zip",
    ]);
  });

  it.each([
    ["<!doctype html><html>", "web-page"],
    ["version https://git-lfs.github.com/spec/v1\n", "git-lfs-pointer"],
    ["Rar!\x1a\x07\x01\0", "packed-file"],
    ["a,b\n1,2\n", "broken-zip"],
    ["", "broken-zip"],
  ])("names what is called an archive and is none: %j", async (text, code) => {
    expect(await codes(Buffer.from(text))).toEqual([`pack.zip ${code}`]);
  });

  it("says why an archive cannot be read", async () => {
    const options = {
      where: "/nowhere/pack.zip",
      file: "pack.zip",
      kind: zipArchive,
      maxBytes: 1,
      isWanted: () => true,
    };
    expect((await problemsOf(() => listZip(options))).map(({ code }) => code)).toEqual(["unreadable-file"]);
  });
});

describe("isPassedOver", () => {
  it.each([".a.csv", ".git/a.csv", "sub/.a.csv", "__MACOSX/._a.csv", "sub/~$book.xlsx", "node_modules/a.csv"])(
    "says so of %s",
    (name) => expect(isPassedOver(name)).toBe(true),
  );

  it.each(["a.csv", "sub/b.c.csv", "../a.csv", "~a.csv"])("does not of %s", (name) => {
    expect(isPassedOver(name)).toBe(false);
  });
});

/** A field with a name in UTF-8, of a program that writes the name itself in another encoding. */
function unicodeName(raw: string, name: string): Buffer {
  const field = Buffer.alloc(9);
  field.writeUInt16LE(0x7075);
  field.writeUInt16LE(5 + Buffer.byteLength(name), 2);
  field.writeUInt8(1, 4);
  field.writeUInt32LE(crc32(Buffer.from(raw, "latin1")), 5);
  return Buffer.concat([field, Buffer.from(name)]);
}
