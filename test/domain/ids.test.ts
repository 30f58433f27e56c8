import { describe, expect, it } from "vitest";
import { normaliseId } from "../../src/domain/ids.ts";

describe("normaliseId", () => {
  it.each([
    ["6F9619FF-8B86-D011-B42D-00CF4FC964FF", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"],
    [" /subscriptions/6F9619FF-8B86-D011-B42D-00CF4FC964FF ", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"],
    ["/Subscriptions/6f9619ff-8b86-d011-b42d-00cf4fc964ff", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"],
    ["0012345", "0012345"],
    ["Contoso-A", "Contoso-A"],
    ["", ""],
  ])("makes %j %j", (text, id) => {
    expect(normaliseId(text)).toBe(id);
  });
});
