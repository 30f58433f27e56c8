import { byteSize } from "./byte-size.ts";
import { isCron } from "./cron.ts";
import { choice, field, flagField, object, textField, wholeNumber } from "./fields.ts";

const cron = field({
  expected: "a cron expression of five fields: minute, hour, day of month, month, day of week; of days that come",
  fix: 'write e.g. "15 5 * * *" for a quarter past five each day, "15 5 * * 1-5" for weekdays only',
  json: { type: "string" },
  read: (written) => (isCron(written) ? written.trim().replaceAll(/\s+/g, " ") : undefined),
});

/** The address of a health check; `none` to contact nobody. */
const pingUrl = field<string | null>({
  expected: "the address of a health check without a name or password in it, or none",
  fix: "write it with https:// or http:// in front, or none; what is secret belongs into its path",
  json: { type: "string" },
  read: (written) => (written === "none" ? null : isPingAddress(written) ? written : undefined),
});

function isPingAddress(written: string): boolean {
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return false;
  const { username, password } = new URL(written);
  return username === "" && password === "";
}

const mailAddress = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;

const recipients = field<readonly string[]>({
  expected: "e-mail addresses with commas between them, or none",
  fix: "write bare addresses, e.g. ana@example.com, desk@example.com",
  json: { type: "string" },
  read: (written) => {
    if (written === "none") return [];
    const addresses = written.split(",").map((address) => address.trim());
    return addresses.every((address) => mailAddress.test(address)) ? addresses : undefined;
  },
});

const sender = field<string | null>({
  expected: "an e-mail address, or none for the first one of mail.to",
  fix: "write a bare address, e.g. tierbook@example.com",
  json: { type: "string" },
  read: (written) => (written === "none" ? null : mailAddress.test(written) ? written : undefined),
});

const loginName = field<string | null>({
  expected: "the name to log in with, or none",
  fix: "write the name; the password goes into the environment variable TIERBOOK_MAIL_PASSWORD",
  json: { type: "string" },
  read: (written) => (written === "none" ? null : written.trim() === "" ? undefined : written.trim()),
});

/** The keys of `job.yaml` about unattended runs: when to run, what to keep, whom to tell. */
export const unattendedKeys = {
  schedule: cron
    .default("15 5 * * *")
    .describe("when `schedule` runs: minute, hour, day of month, month, day of week, in `timeZone`"),
  retry: object({
    times: wholeNumber({ min: 0, max: 100 })
      .default(2)
      .describe("how often `schedule` tries again for a night whose run failed"),
    afterMinutes: wholeNumber({ min: 1, max: 1440 })
      .default(30)
      .describe("minutes between the end of a failed run and the next try"),
  }).prefault({}),
  retain: wholeNumber({ min: 1, max: 1_000_000 })
    .default(90)
    .describe("how many published runs are kept; older ones are deleted after publishing"),
  ping: pingUrl.default(null).describe("address of a health check (healthchecks.io or like it)"),
  mail: object({
    to: recipients.default([]).describe("who gets each report by e-mail; addresses with commas between them"),
    from: sender.default(null).describe("the sender; `none`: the first of `mail.to`"),
    host: textField.default("localhost").describe("name of the mail server"),
    port: wholeNumber({ min: 1, max: 65_535 }).default(587).describe("port of the mail server"),
    security: choice(["starttls", "tls", "none"]).default("starttls").describe("`starttls`, `tls` or `none`"),
    user: loginName
      .default(null)
      .describe("the name to log in with; the password is the variable `TIERBOOK_MAIL_PASSWORD`, and nowhere else"),
    onlyOnChange: flagField
      .default(false)
      .describe("`true`: the first report, and then only when some partner's tier or finding changed"),
    attachUpTo: byteSize.default(20 * 1024 ** 2).describe("a larger workbook is not attached"),
  }).prefault({}),
};
