import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What happens on the way between the program and a storage account. */
export interface Disturbance {
  /** Called before a request goes on. */
  readonly before?: (method: string, path: string) => Promise<void>;
  /** Bytes of an answer after which its connection is cut; called for each answer, `undefined` to leave it whole. */
  readonly cutAfter?: (path: string) => number | undefined;
}

/** Starts a proxy in front of a storage account and returns the account's address through it. */
export async function disturbed(account: string, disturbance: Disturbance): Promise<string> {
  const { origin, pathname } = new URL(account);
  const port = await listening(
    createServer(
      (asked, answer) => void passOn(origin, { asked, answer, ...disturbance }).catch(() => answer.destroy()),
    ),
  );
  return `http://127.0.0.1:${port}${pathname}`;
}

interface Exchange extends Disturbance {
  readonly asked: IncomingMessage;
  readonly answer: ServerResponse;
}

async function passOn(origin: string, { asked, answer, before, cutAfter }: Exchange): Promise<void> {
  const { method = "GET", url: path = "/", headers } = asked;
  await before?.(method, path);
  const onward = request(new URL(path, origin), { method, headers }, async (response) => {
    answer.writeHead(response.statusCode ?? 500, response.headers);
    let left = cutAfter?.(path) ?? Number.POSITIVE_INFINITY;
    for await (const part of response as AsyncIterable<Buffer>) {
      await new Promise((resolve) => answer.write(part.subarray(0, Math.max(0, left)), resolve));
      left -= part.length;
      if (left <= 0) return void answer.destroy();
    }
    answer.end();
  });
  onward.on("error", () => answer.destroy());
  asked.pipe(onward);
}

/** Makes a server listen on loopback until the test ends. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
