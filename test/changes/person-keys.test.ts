import { describe, expect, it } from "vitest";
import { keyIdOf, personKeys } from "../../src/changes/person-keys.ts";

describe("personKeys", () => {
  it("hides an id behind a key that is the same every night", () => {
    const key = personKeys("secret")("email ana@contoso.com");
    expect(key).toBe(personKeys("secret")("email ana@contoso.com"));
    expect(key).toMatch(/^[\w-]{12}$/);
  });

  it("gives another key for another id, and with another secret", () => {
    const key = personKeys("secret")("email ana@contoso.com");
    expect(personKeys("secret")("email bob@contoso.com")).not.toBe(key);
    expect(personKeys("other")("email ana@contoso.com")).not.toBe(key);
  });

  it("names the secret without being a key", () => {
    expect(keyIdOf("secret")).not.toBe(keyIdOf("other"));
    expect(keyIdOf("secret")).not.toContain("secret");
  });
});
