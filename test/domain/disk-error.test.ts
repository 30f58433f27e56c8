import { describe, expect, it } from "vitest";
import { diskError, errnoOf, reasonOf } from "../../src/domain/disk-error.ts";
import { InputError } from "../../src/domain/input-error.ts";

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: it failed`), { code });
}

describe("diskError", () => {
  it.each(["ENOSPC", "EACCES", "EROFS", "ENOTDIR"])("makes %s the operator's problem, with path and cause", (code) => {
    const cause = failure(code);
    const error = diskError(cause, "output/runs");
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      cause,
      problems: [{ code: "disk-refused", file: "output/runs", found: `${code}: it failed` }],
    });
  });

  it("returns any other error as it is", () => {
    const bug = new TypeError("no such function");
    const refusal = new InputError({ code: "none", file: "a", found: "b", expected: "c", fix: "d" });
    const unknown = failure("EWHATEVER");
    expect([diskError(bug, "x"), diskError(refusal, "x"), diskError(unknown, "x")]).toEqual([bug, refusal, unknown]);
  });
});

describe.skipIf(process.platform !== "linux")("a code that Node.js has no name for", () => {
  const words = "Unknown system error -116";
  const written = Object.assign(new Error(`${words}: ${words}, write`), { code: words, errno: -116 });
  const closed = Object.assign(new Error(`${words}: ${words}, close`), { code: words, errno: -116 });

  it.each([
    ["one error", written],
    [
      "two, of writing and then of closing",
      Object.assign(new AggregateError([closed, written], written.message), { code: words }),
    ],
  ])("is found in %s", (_, error) => {
    expect(errnoOf(error)).toBe("ESTALE");
    expect(reasonOf(error)).toBe("ESTALE: stale file handle, write");
    expect(diskError(error, "output/runs")).toBeInstanceOf(InputError);
  });
});
