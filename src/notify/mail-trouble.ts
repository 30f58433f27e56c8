import type { MailSettings } from "../domain/job.ts";

type Server = Pick<MailSettings, "host" | "port" | "security">;

/**
 * Returns why an e-mail was not sent, in one line: the server, the error message, and what to check if the message does
 * not make that clear.
 */
export function mailTrouble(error: unknown, { host, port, security }: Server): string {
  const words = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
  const advice = adviceOn(words, `is mail.security \`${security}\` right for port ${port}?`);
  return [`${host}:${port}: ${words}`, ...(advice === undefined ? [] : [advice])].join("; ");
}

function adviceOn(words: string, isSecurityRight: string): string | undefined {
  if (/SSL routines|wrong version number|Greeting never received/i.test(words)) return isSecurityRight;
  if (/self.signed|unable to (get|verify)/i.test(words)) {
    return "name the file with its issuer's certificate in the variable NODE_EXTRA_CA_CERTS";
  }
  return undefined;
}
