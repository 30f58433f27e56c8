import { createTransport } from "nodemailer";
import type { MailSettings } from "../domain/job.ts";

/** One e-mail. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  /** The path of a file to attach, and its name in the e-mail. */
  readonly attachment: { readonly path: string; readonly name: string } | undefined;
}

/** Milliseconds allowed for each answer of the mail server, and for the whole e-mail. */
const patience = { answer: 15_000, whole: 120_000 } as const;

/**
 * Sends an e-mail to the recipients in the settings.
 *
 * @param password - from the environment; not used without a user
 * @returns how many recipients the mail server refused while accepting others
 * @throws the error that prevented sending; the caller turns it into a warning
 */
export async function sendMail(mail: Mail, settings: MailSettings, password: string | undefined): Promise<number> {
  const { host, port, security, user, to, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(user === null ? {} : { auth: { user, pass: password ?? "" } }),
    connectionTimeout: patience.answer,
    greetingTimeout: patience.answer,
    dnsTimeout: patience.answer,
    socketTimeout: patience.answer,
    disableUrlAccess: true,
  });
  try {
    const sent = transport.sendMail({
      from: { name: "tierbook", address: from ?? to[0] ?? "" },
      to: [...to],
      subject: mail.subject,
      text: mail.text,
      // Marks the e-mail as automatic, so that no out-of-office replies are sent.
      headers: { "Auto-Submitted": "auto-generated" },
      attachments:
        mail.attachment === undefined ? [] : [{ path: mail.attachment.path, filename: mail.attachment.name }],
    });
    const { rejected } = await withinTime(sent);
    return rejected?.length ?? 0;
  } finally {
    transport.close();
  }
}

async function withinTime<T>(sent: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not sent within ${patience.whole / 1000} s`)), patience.whole);
  });
  try {
    return await Promise.race([sent, late]);
  } finally {
    clearTimeout(timer);
  }
}
