import { describe, expect, it } from "vitest";
import { healthCheck, redirectOf } from "../../src/notify/ping.ts";
import { deadPort, httpServer } from "./servers.ts";

/** A health check, and what it warned of. */
function checkOf(address: string | null) {
  const warnings: string[] = [];
  return { check: healthCheck(address, (message) => warnings.push(message)), warnings };
}

describe("a health check", () => {
  it("is told of start, success, and failure with its exit code and last lines", async () => {
    const server = await httpServer();
    const { check, warnings } = checkOf(`${server.address}/ping/2f7c/`);
    await check.start();
    await check.end({ code: 0, lastLines: ["As of 2017-08-15", "all well"] });
    await check.end({ code: 2, lastLines: ["a.csv:1: found Zürich"] });
    expect(server.requests).toEqual([
      { method: "POST", path: "/ping/2f7c/start", body: "" },
      { method: "POST", path: "/ping/2f7c/", body: "As of 2017-08-15\nall well" },
      { method: "POST", path: "/ping/2f7c/2", body: "a.csv:1: found Zürich" },
    ]);
    expect(warnings).toEqual([]);
  });

  it("keeps what its address asks for after a question mark", async () => {
    const server = await httpServer();
    await checkOf(`${server.address}/key/tierbook?create=1`).check.start();
    expect(server.requests[0]?.path).toBe("/key/tierbook/start?create=1");
  });

  it("sends the end of a long text", async () => {
    const server = await httpServer();
    const lastLines = Array.from({ length: 5_000 }, (_, line) => `line ${line}`);
    await checkOf(server.address).check.end({ code: 1, lastLines });
    expect(server.requests[0]?.body).toHaveLength(10_000);
    expect(server.requests[0]?.body.endsWith("line 4999")).toBe(true);
  });

  it("that answers with an error is a warning, which does not give its path away", async () => {
    const server = await httpServer(404);
    const { check, warnings } = checkOf(`${server.address}/2f7c`);
    await check.start();
    const { host } = new URL(server.address);
    expect(warnings).toEqual([`The health check at ${host} answered 404; the run is not affected.`]);
  });

  it.each([307, 308])("that answers %i gets the same request where it says", async (status) => {
    const target = await httpServer();
    const server = await httpServer(status, { location: `${target.address}/elsewhere` });
    const { check, warnings } = checkOf(server.address);
    await check.end({ code: 0, lastLines: ["all well"] });
    expect(target.requests).toEqual([{ method: "POST", path: "/elsewhere", body: "all well" }]);
    expect(warnings).toEqual([]);
  });

  it("that sends on to itself without end is a warning", async () => {
    const server = await httpServer(307, { location: "/again" });
    const { check, warnings } = checkOf(server.address);
    await check.start();
    expect(server.requests).toHaveLength(6);
    expect(warnings).toEqual([expect.stringContaining("answered 307")]);
  });

  it("that nobody answers is a warning", async () => {
    const port = await deadPort();
    const { check, warnings } = checkOf(`http://127.0.0.1:${port}/2f7c`);
    await check.end({ code: 0, lastLines: [] });
    expect(warnings).toEqual([
      `The health check at 127.0.0.1:${port} was not reached (ECONNREFUSED); the run is not affected.`,
    ]);
  });

  it("is given up when its caller is in a hurry", async () => {
    const server = await httpServer("never");
    const { check, warnings } = checkOf(server.address);
    const hurry = new AbortController();
    const ended = check.end({ code: 0, lastLines: [] }, hurry.signal);
    setTimeout(() => hurry.abort(), 50);
    await ended;
    expect(warnings).toHaveLength(1);
  });

  it("without an address contacts nobody", async () => {
    const { check, warnings } = checkOf(null);
    await check.start();
    await check.end({ code: 1, lastLines: [] });
    expect(warnings).toEqual([]);
  });
});

describe("an answer that sends on", () => {
  const https = new URL("https://health.example.com/abc");
  it.each([
    [307, "https://other.example.com/x", "https://other.example.com/x"],
    [308, "/x", "https://health.example.com/x"],
    [307, "http://health.example.com/x", undefined],
    [301, "https://other.example.com/x", undefined],
    [302, "/x", undefined],
    [307, null, undefined],
    [307, "https://", undefined],
  ])("%i to %j leads to %s", (status, location, expected) => {
    expect(redirectOf(https, { status, location })?.href).toBe(expected);
  });

  it("may lead from HTTP to HTTPS", () => {
    const location = "https://health.example.com/abc";
    expect(redirectOf(new URL("http://health.example.com/abc"), { status: 308, location })?.href).toBe(location);
  });
});
