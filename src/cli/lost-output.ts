/** Told of output that could not be written: once for each stream. */
export type OnLost = (error: NodeJS.ErrnoException) => void;

/**
 * Goes on where nobody takes what is written: a log on a full disk, or a reader who has seen enough, must not end a run halfway.
 *
 * @param onLost - told where stdout cannot be written; not where its reader has gone, who wants no more
 */
export function outliveOutput({ stdout, stderr }: Pick<NodeJS.Process, "stdout" | "stderr">, onLost: OnLost): void {
  stderr.on("error", () => {});
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") onLost(error);
  });
}
