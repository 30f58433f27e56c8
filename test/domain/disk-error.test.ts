import { describe, expect, it } from "vitest";
import { diskError } from "../../src/domain/disk-error.ts";
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
