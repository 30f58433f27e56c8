import { errnoOf } from "../domain/disk-error.ts";

/** How something ended, as reported to a health check. */
export interface PingEnd {
  /** 0 for success, anything else for failure. */
  readonly code: number;
  /** The last lines of output; the body of the request. */
  readonly lastLines: readonly string[];
}

/** A health check in the style of healthchecks.io. */
export interface HealthCheck {
  start(): Promise<void>;
  end(end: PingEnd, hurry?: AbortSignal): Promise<void>;
}

/** Milliseconds allowed for a health check to answer. */
export const pingPatience = 10_000;
/** Bytes of a body that every health check keeps. */
const bodyLimit = 10_000;

/**
 * Creates a health check from its address. Appends `/start` at the start, nothing after success, and `/<exit code>`
 * after failure. Never throws: a check that cannot be reached, or answers with an error, only causes a warning.
 *
 * @param address - `null` to contact nothing
 * @param warn - receives a sentence without the path of the address, which is as sensitive as a password
 */
export function healthCheck(address: string | null, warn: (message: string) => void): HealthCheck {
  if (address === null) return { start: async () => {}, end: async () => {} };
  return {
    start: () => ping(addressOf(address, "start"), { body: "", warn }),
    end: ({ code, lastLines }, hurry) =>
      ping(addressOf(address, code === 0 ? "" : String(code)), { body: lastLines.join("\n"), warn, hurry }),
  };
}

/** Appends a part to the path of an address; its query string is kept. */
function addressOf(address: string, part: string): URL {
  const url = new URL(address);
  if (part !== "") url.pathname = `${url.pathname.replace(/\/+$/, "")}/${part}`;
  return url;
}

interface Ping {
  readonly body: string;
  readonly warn: (message: string) => void;
  readonly hurry?: AbortSignal | undefined;
}

async function ping(url: URL, { body, warn, hurry }: Ping): Promise<void> {
  const patience = AbortSignal.timeout(pingPatience);
  const signal = hurry === undefined ? patience : AbortSignal.any([patience, hurry]);
  try {
    const answer = await post(url, { body: lastBytes(body), signal });
    if (!answer.ok) warn(`The health check at ${url.host} answered ${answer.status}; the run is not affected.`);
  } catch (error) {
    warn(`The health check at ${url.host} was not reached (${reasonOf(error)}); the run is not affected.`);
  }
}

/** Most addresses that a health check may send on to. */
const mostRedirects = 5;

/** Sends a request, and follows answers that ask for the same request elsewhere. */
async function post(url: URL, request: { body: Buffer; signal: AbortSignal }, redirects = 0): Promise<Response> {
  const answer = await fetch(url, { method: "POST", headers, redirect: "manual", ...request });
  await answer.body?.cancel();
  const next = redirectOf(url, { status: answer.status, location: answer.headers.get("location") });
  return next === undefined || redirects === mostRedirects ? answer : post(next, request, redirects + 1);
}

/**
 * Returns where an answer sends the same request on to (307 and 308); `undefined` for any other answer. Never leaves
 * HTTPS for HTTP, where anybody on the way could read the address.
 */
export function redirectOf(
  from: URL,
  { status, location }: { readonly status: number; readonly location: string | null },
): URL | undefined {
  if (![307, 308].includes(status) || location === null || !URL.canParse(location, from.href)) return undefined;
  const next = new URL(location, from);
  return next.protocol === "https:" || next.protocol === from.protocol ? next : undefined;
}

const headers = { "user-agent": "tierbook", "content-type": "text/plain; charset=utf-8" };

function lastBytes(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  return bytes.subarray(Math.max(0, bytes.length - bodyLimit));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${pingPatience / 1000} s`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return errnoOf(cause) || cause.message;
}
