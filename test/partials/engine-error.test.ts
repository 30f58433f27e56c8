import { constants } from "node:os";
import { describe, expect, it } from "vitest";
import { whyRefused, whyUnread, withErrno } from "../../src/partials/duckdb/engine-error.ts";

const reading = (words: string) =>
  new Error(`IO Error: Could not read from file "/in/a: b.csv": ${words}\n\nLINE 1: FROM`);

describe("withErrno", () => {
  it.each([
    ["No space left on device", "ENOSPC"],
    ["Disk quota exceeded", "EDQUOT"],
    ["File too large", "EFBIG"],
    ["Permission denied", "EACCES"],
    ["Read-only file system", "EROFS"],
    ["Too many open files", "EMFILE"],
    ["Input/output error", "EIO"],
    ["Stale file handle", "ESTALE"],
    ["Connection timed out", "ETIMEDOUT"],
    ["words of another system", "EIO"],
  ])("reads %s as %s, with the file", (words, code) => {
    expect(code in constants.errno).toBe(true);
    expect(withErrno(reading(words))).toMatchObject({ code, path: "/in/a: b.csv" });
  });

  it("says that there is no file where the database found none", () => {
    const error = new Error('IO Error: No files found that match the pattern "/state/partial.parquet"\n\nLINE 16: …');
    expect(withErrno(error)).toMatchObject({ code: "ENOENT", path: "/state/partial.parquet" });
  });

  it("leaves an error alone that is about something else", () => {
    const error = new Error("Invalid Input Error: CSV Error on Line: 2\nPermission denied");
    expect(withErrno(error)).not.toHaveProperty("code");
  });
});

describe("a file that the disk does not give", () => {
  it("is neither damaged nor doubtful", () => {
    const error = reading("Stale file handle");
    expect(whyUnread(error, "/in/a: b.csv")).toBeUndefined();
    expect(whyRefused(withErrno(error))).toBeUndefined();
  });

  it("is told from one whose content is at fault", () => {
    const error = new Error('IO Error: Could not read all bytes from file "/in/a.parquet": wanted=9 read=4');
    expect(whyUnread(error, "/in/a.parquet")).toContain("Could not read all bytes from file it");
    expect(whyRefused(new Error("Invalid Input Error: CSV Error on Line: 2"))).toContain("CSV Error");
  });
});
