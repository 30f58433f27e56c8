import { describe, expect, it } from "vitest";
import { labelOf, maskPerson } from "../../src/report/person-label.ts";

describe("labelOf", () => {
  it("prefers an e-mail, then the MCP id, then the directory id", () => {
    expect(labelOf({ emails: ["jane@contoso.com", "j@example.com"], mcpId: "1", userId: "u" })).toBe(
      "jane@contoso.com",
    );
    expect(labelOf({ emails: [], mcpId: "1", userId: "u" })).toBe("1");
    expect(labelOf({ emails: [], mcpId: "", userId: "u" })).toBe("u");
  });
});

describe("maskPerson", () => {
  it.each([
    ["jane@contoso.com", "j***@contoso.com"],
    ["😀x@contoso.com", "😀***@contoso.com"],
    ["99887766", "***7766"],
    ["9988776", "***776"],
    ["998877", "***877"],
    ["@contoso", "***toso"],
    ["4711", "***11"],
    ["123", "***3"],
    ["12", "***2"],
    ["1", "***"],
    ["😀😃", "***😃"],
    ["", ""],
  ])("masks %s as %s", (label, masked) => {
    expect(maskPerson(label)).toBe(masked);
  });
});
