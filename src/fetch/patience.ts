import { RemoteError, remoteError } from "./remote-error.ts";

/** How long and how often a container is asked. */
export interface Patience {
  /** Tries of one request, and of one blob whose connection breaks off. */
  readonly tries: number;
  /** Milliseconds before the second try; more before later ones. */
  readonly delayMs: number;
  /** Milliseconds without a single byte after which a container counts as not reachable. */
  readonly silenceMs: number;
}

export const usualPatience: Patience = { tries: 5, delayMs: 1_000, silenceMs: 120_000 };

/**
 * Passes on what a container gives, and ends it when nothing has come for too long: an open connection can stay silent
 * for ever.
 *
 * @throws RemoteError for whatever goes wrong there
 */
export async function* withPatience<T>(
  { silenceMs }: Patience,
  start: (signal: AbortSignal) => AsyncIterable<T> | Promise<AsyncIterable<T>>,
): AsyncGenerator<T> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    for await (const part of await start(silence.signal)) {
      timer.refresh();
      yield part;
      // The time that the caller took is not the container's.
      timer.refresh();
    }
  } catch (error) {
    if (silence.signal.aborted) throw new RemoteError("unreachable", `no answer for ${silenceMs / 1000} s`);
    throw remoteError(error);
  } finally {
    clearTimeout(timer);
  }
}
