import { describe, expect, it } from "vitest";
import { mailTrouble } from "../../src/notify/mail-trouble.ts";

const server = { host: "mail.example.com", port: 587, security: "tls" } as const;

describe("mailTrouble", () => {
  it.each([
    [
      "80BC:error:0A00010B:SSL routines:ssl3_get_record:\nwrong version number",
      "is mail.security `tls` right for port 587?",
    ],
    ["Greeting never received", "is mail.security `tls` right for port 587?"],
    ["self-signed certificate", "NODE_EXTRA_CA_CERTS"],
    ["unable to verify the first certificate", "NODE_EXTRA_CA_CERTS"],
  ])("says what to look at, in one line: %j", (words, advice) => {
    const said = mailTrouble(new Error(words), server);
    expect(said).toMatch(/^mail\.example\.com:587: [^\n]+; [^\n]+$/);
    expect(said).toContain(advice);
  });

  it("leaves the server's own words as they are", () => {
    expect(mailTrouble(new Error("550 no such user"), server)).toBe("mail.example.com:587: 550 no such user");
  });
});
