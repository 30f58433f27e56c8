import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/** One request that an HTTP server got. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A health check on loopback. */
export interface HttpServer {
  readonly address: string;
  readonly requests: readonly Request[];
}

/**
 * Starts an HTTP server on loopback that notes what it is asked, and stops it after the test.
 *
 * @param status - of every answer; `"never"` gives none
 * @param headers - of every answer
 */
export async function httpServer(
  status: number | "never" = 200,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpServer> {
  const requests: Request[] = [];
  const server = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on("data", (part: Buffer) => body.push(part));
    request.on("end", () => {
      const { method = "", url: path = "" } = request;
      requests.push({ method, path, body: Buffer.concat(body).toString("utf8") });
      if (status !== "never") response.writeHead(status, headers).end("OK");
    });
  });
  return { address: `http://127.0.0.1:${await listening(server)}`, requests };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A port of loopback on which nobody listens. */
export async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** One e-mail that a mail server took. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  /** Of each header by its name in lower case, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly content: Buffer }[];
}

/** A mail server on loopback. */
export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
}

/** Starts a mail server on loopback that keeps what it gets, and stops it after the test. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        const to = rcptTo.map(({ address }) => address);
        mails.push({ from, to, user: session.user, ...readMime(Buffer.concat(parts).toString("utf8")) });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

/** Reads an e-mail of one text and some attachments, or of one text alone. */
function readMime(raw: string): Pick<ReceivedMail, "headers" | "text" | "attachments"> {
  const { headers, body } = splitPart(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined) return { headers, text: decode(headers, body).toString("utf8"), attachments: [] };
  const [first, ...others] = body.split(`--${boundary}`).slice(1, -1).map(splitPart);
  return {
    headers,
    text: first === undefined ? "" : decode(first.headers, first.body).toString("utf8"),
    attachments: others.map((part) => ({
      name: /filename="?([^";]+)"?/.exec(part.headers.get("content-disposition") ?? "")?.[1] ?? "",
      content: decode(part.headers, part.body),
    })),
  };
}

function splitPart(raw: string): { headers: Map<string, string>; body: string } {
  const text = raw.replace(/^\r\n/, "");
  const end = text.indexOf("\r\n\r\n");
  const unfolded = text.slice(0, end).replaceAll(/\r\n[ \t]+/g, " ");
  const headers = unfolded.split("\r\n").map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: new Map(headers), body: text.slice(end + 4) };
}

function decode(headers: ReadonlyMap<string, string>, body: string): Buffer {
  const encoding = headers.get("content-transfer-encoding");
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "utf8");
  const joined = body.replaceAll("=\r\n", "");
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}
