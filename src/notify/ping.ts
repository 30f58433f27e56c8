import { errnoOf } from "../domain/disk-error.ts";
/** How something ended, as a health check is told. */
export interface PingEnd {
  /** 0 is success, anything else is not. */
  readonly code: number;
  /** What was said last; the body of the request. */
  readonly lastLines: readonly string[];
}

/** A health check, in the manner of healthchecks.io. */
export interface HealthCheck {
  start(): Promise<void>;
  end(end: PingEnd, hurry?: AbortSignal): Promise<void>;
}

/** Milliseconds that a health check may take to answer. */
export const pingPatience = 10_000;
/** Bytes of a body that health checks keep, at least. */
const bodyLimit = 10_000;

/**
 * Makes a health check of its address: `/start` is added to it when something begins, nothing when it has ended well,
 * `/<exit code>` when it has not. Never throws: a check that cannot be reached, or answers with an error, is a warning.
 *
 * @param address - `null`: nothing is contacted
 * @param warn - takes a sentence; the path of the address, which is as good as a password, is not in it
 */
export function healthCheck(address: string | null, warn: (message: string) => void): HealthCheck {
  if (address === null) return { start: async () => {}, end: async () => {} };
  return {
    start: () => ping(addressOf(address, "start"), { body: "", warn }),
    end: ({ code, lastLines }, hurry) =>
      ping(addressOf(address, code === 0 ? "" : String(code)), { body: lastLines.join("\n"), warn, hurry }),
  };
}

/** The address with one more part of its path; what it asks for after `?` stays at the end. */
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
    const answer = await fetch(url, { method: "POST", body: lastBytes(body), headers, signal });
    await answer.body?.cancel();
    if (!answer.ok) warn(`The health check at ${url.host} answered ${answer.status}; the run is not affected.`);
  } catch (error) {
    warn(`The health check at ${url.host} was not reached (${reasonOf(error)}); the run is not affected.`);
  }
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
