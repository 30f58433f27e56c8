import { describe, expect, it } from "vitest";
import type { MailSettings } from "../../src/domain/job.ts";
import { sendMail } from "../../src/notify/send-mail.ts";
import { deadPort, mailServer } from "./servers.ts";

const mail = { subject: "Partner tiers", text: "3 gold → 4 gold\n", attachment: undefined };

function settingsFor(port: number, more: Partial<MailSettings> = {}): MailSettings {
  return {
    to: ["ana@example.com", "desk@example.com"],
    from: null,
    host: "127.0.0.1",
    port,
    security: "none",
    user: null,
    onlyOnChange: false,
    attachUpTo: 1_000_000,
    ...more,
  };
}

describe("sendMail", () => {
  it("sends to everyone named, from the first of them where no sender is", async () => {
    const server = await mailServer({ disabledCommands: ["AUTH"] });
    expect(await sendMail(mail, settingsFor(server.port), undefined)).toBe(0);
    expect(server.mails).toHaveLength(1);
    const [received] = server.mails;
    expect(received).toMatchObject({ from: "ana@example.com", to: ["ana@example.com", "desk@example.com"] });
    expect(received?.headers.get("subject")).toBe("Partner tiers");
    expect(received?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(received?.text.trimEnd()).toBe("3 gold → 4 gold");
  });

  it("logs in with the user of the settings and the password of the environment", async () => {
    const server = await mailServer({
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => {
        if (password !== "correct") return done(new Error("no"));
        return done(null, { user: username });
      },
    });
    const settings = settingsFor(server.port, { user: "robot", from: "robot@example.com" });
    await sendMail(mail, settings, "correct");
    expect(server.mails.map(({ from, user }) => ({ from, user }))).toEqual([
      { from: "robot@example.com", user: "robot" },
    ]);
    await expect(sendMail(mail, settings, "wrong")).rejects.toThrow(/Invalid login/);
  });

  it("counts the addresses that the server refuses, as long as it takes one", async () => {
    const server = await mailServer({
      onRcptTo: ({ address }, _session, done) => done(address === "ana@example.com" ? null : new Error("unknown")),
    });
    expect(await sendMail(mail, settingsFor(server.port), undefined)).toBe(1);
    expect(server.mails).toHaveLength(1);
  });

  it("sends nothing unencrypted where encryption is asked for", async () => {
    const server = await mailServer({ hideSTARTTLS: true, disabledCommands: ["AUTH", "STARTTLS"] });
    await expect(sendMail(mail, settingsFor(server.port, { security: "starttls" }), undefined)).rejects.toThrow(
      /STARTTLS/,
    );
    expect(server.mails).toEqual([]);
  });

  it("fails where nobody listens", async () => {
    await expect(sendMail(mail, settingsFor(await deadPort()), undefined)).rejects.toThrow(/ECONNREFUSED/);
  });
});
