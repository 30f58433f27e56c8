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
  expected: "the address of a health check, or none",
  fix: "write it with https:// or http:// in front, or none",
  json: { type: "string" },
  read: (written) =>
    written === "none" ? null : /^https?:\/\//i.test(written) && URL.canParse(written) ? written : undefined,
});

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
  schedule: cron.default("15 5 * * *"),
  retry: object({
    times: wholeNumber({ min: 0, max: 100 }).default(2),
    afterMinutes: wholeNumber({ min: 1, max: 1440 }).default(30),
  }).prefault({}),
  retain: wholeNumber({ min: 1, max: 1_000_000 }).default(90),
  ping: pingUrl.default(null),
  mail: object({
    to: recipients.default([]),
    from: sender.default(null),
    host: textField.default("localhost"),
    port: wholeNumber({ min: 1, max: 65_535 }).default(587),
    security: choice(["starttls", "tls", "none"]).default("starttls"),
    user: loginName.default(null),
    onlyOnChange: flagField.default(false),
    attachUpTo: byteSize.default(20 * 1024 ** 2),
  }).prefault({}),
};
