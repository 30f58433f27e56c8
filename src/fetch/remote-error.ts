import { errnoOf } from "../domain/disk-error.ts";

/** What may go wrong at a container: with it as a whole, or with one blob. */
export type RemoteTrouble = "unreachable" | "gone" | "refused" | "changed" | "failed";

/**
 * An error of Azure Storage in words of ours. It keeps neither the SDK's message nor the error itself as its cause: both
 * may quote the address that was asked for, and with it a SAS.
 */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  readonly trouble: RemoteTrouble;

  /** @param reason - completes "found …" */
  constructor(trouble: RemoteTrouble, reason: string) {
    super(reason);
    this.trouble = trouble;
  }
}

/** Converts whatever the SDK throws. */
export function remoteError(error: unknown): RemoteError {
  if (error instanceof RemoteError) return error;
  const status = statusOf(error);
  const code = codeOf(error);
  if (status !== undefined) return new RemoteError(troubleOf(status, code), `the answer ${status} ${code}`.trim());
  if (isAboutIdentity(error)) return new RemoteError("refused", `no identity that Azure accepts${entraCodeOf(error)}`);
  if (code === "" || /^(?:AbortError|ABORT_ERR)$/.test(code))
    return new RemoteError("unreachable", "a connection that broke off");
  // Codes of systems and of TLS are in capitals; names such as RangeError are of an SDK that misses something.
  if (!/^[A-Z][A-Z0-9_]+$/.test(code)) return new RemoteError("failed", `an answer that cannot be read (${code})`);
  return new RemoteError("unreachable", `no connection (${code})`);
}

function troubleOf(status: number, code: string): RemoteTrouble {
  if (status === 401 || status === 403) return "refused";
  if (status === 404 || code === "ContainerBeingDeleted") return "gone";
  return status === 412 ? "changed" : "failed";
}

/** Names of errors that say who may not come in, rather than what went wrong. */
const identityErrors =
  /^(?:AggregateAuthenticationError|AuthenticationError|AuthenticationRequiredError|CredentialUnavailable)/;

function isAboutIdentity(error: unknown): boolean {
  return error instanceof Error && identityErrors.test(error.name);
}

/** Returns the number by which Microsoft Entra ID explains a refusal; it says more than any sentence. */
function entraCodeOf(error: unknown): string {
  const [code] = /\bAADSTS\d{3,9}\b/.exec(error instanceof Error ? error.message : "") ?? [];
  return code === undefined ? "" : ` (${code})`;
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  return typeof error.statusCode === "number" ? error.statusCode : undefined;
}

/** What says nothing about what went wrong. */
const emptyCodes: ReadonlySet<string> = new Set(["Error", "RestError", "undefined", "null"]);

/** Returns the code of an error, else its name, but only what looks like one: nothing longer may slip through. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const [code = ""] = [errnoOf(error), error.name].filter(
    (word) => /^[A-Za-z]\w{2,60}$/.test(word) && !emptyCodes.has(word),
  );
  return code;
}
