import type { HealthCheck, PingEnd } from "../notify/ping.ts";
import { failureOf } from "./failure.ts";

/** Lines that a health check gets to see. */
const linesTold = 50;

/**
 * Does something under the eyes of a health check: told when it starts, and how it ends.
 *
 * @param work - gives what the health check is told
 * @throws what `work` throws, once the health check has been told
 */
export async function underCheck(check: HealthCheck, work: () => Promise<PingEnd>): Promise<void> {
  // Not waited for: a health check that does not answer must not hold up the work.
  const started = check.start();
  const tell = async ({ code, lastLines }: PingEnd) => {
    await started;
    await check.end({ code, lastLines: lastLines.slice(-linesTold) });
  };
  const end = await work().catch(async (error: unknown) => {
    const { code, message } = failureOf(error);
    await tell({ code, lastLines: message.split("\n") });
    throw error;
  });
  await tell(end);
}
