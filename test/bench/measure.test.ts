import { describe, expect, it, vi } from "vitest";

interface Cost {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
}
interface Command {
  readonly name: string;
  readonly argv: readonly string[];
  readonly allowedExits?: readonly number[];
  readonly runs?: number;
}
interface Measure {
  measureOnce(command: Command): Promise<Cost & { stdout: string }>;
  measureInterleaved(commands: Command[], rounds: number, seen: (name: string) => void): Promise<Map<string, Cost>>;
  parseTimes(text: string): { cpuSeconds: number; peakMib: number };
  summarise(costs: readonly Cost[]): Cost & { leastCpuSeconds: number };
}
const measure: Measure = await import(new URL("../../bench/measure.mjs", import.meta.url).href);
const { measureOnce, measureInterleaved, parseTimes, summarise } = measure;

const node = (script: string) => [process.execPath, "-e", script];

describe("measureOnce", () => {
  it("hands back what the command printed, and how long it took", async () => {
    const cost = await measureOnce({ name: "hello", argv: node("setTimeout(() => console.log('hello'), 100)") });
    expect(cost.stdout).toBe("hello\n");
    expect(cost.wallSeconds).toBeGreaterThanOrEqual(0.1);
  });

  it.runIf(process.platform === "linux")("sees memory that was given back before the end", async () => {
    const cost = await measureOnce({ name: "large", argv: node("Buffer.alloc(200 * 2 ** 20, 1)") });
    expect(cost.peakMib).toBeGreaterThan(200);
    expect(cost.cpuSeconds).toBeGreaterThan(0);
  });

  it("tells the command nothing that the shell tells Node, and all the rest", async () => {
    vi.stubEnv("NODE_EXTRA_CA_CERTS", "/nowhere");
    vi.stubEnv("TIERBOOK_NOTE", "as ever");
    try {
      const fresh: Measure = await import(`${new URL("../../bench/measure.mjs", import.meta.url).href}?fresh`);
      const script = "console.log(process.env.NODE_EXTRA_CA_CERTS, process.env.TIERBOOK_NOTE)";
      expect((await fresh.measureOnce({ name: "env", argv: node(script) })).stdout).toBe("undefined as ever\n");
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("accepts only the exit codes it was told", async () => {
    const command = { name: "fails", argv: node("console.error('why'); process.exit(3)") };
    await expect(measureOnce(command)).rejects.toThrow(/fails exited with 3.*why/s);
    await expect(measureOnce({ ...command, allowedExits: [0, 3] })).resolves.toBeDefined();
  });
});

describe("measureInterleaved", () => {
  it("takes turns, and leaves out a command that wants fewer rounds", async () => {
    const seen: string[] = [];
    const commands = [
      { name: "a", argv: node("") },
      { name: "b", argv: node(""), runs: 1 },
    ];
    const costs = await measureInterleaved(commands, 2, (name) => seen.push(name));
    expect(seen).toEqual(["a", "b", "a"]);
    expect([...costs.keys()]).toEqual(["a", "b"]);
  });
});

describe("parseTimes", () => {
  it("adds user and system time, and turns KiB into MiB", () => {
    expect(parseTimes("1.50 0.25 204800\n")).toEqual({ cpuSeconds: 1.75, peakMib: 200 });
  });

  it("reads the last line, past what is said of the exit code", () => {
    expect(parseTimes("Command exited with non-zero status 3\n1.00 0.00 1024\n")).toEqual({
      cpuSeconds: 1,
      peakMib: 1,
    });
  });
});

describe("summarise", () => {
  it("takes the median of times, the least processor time and the largest peak", () => {
    const costs = [
      { wallSeconds: 3, cpuSeconds: 30, peakMib: 5 },
      { wallSeconds: 1, cpuSeconds: 10, peakMib: 9 },
      { wallSeconds: 2, cpuSeconds: 20, peakMib: 7 },
    ];
    expect(summarise(costs)).toEqual({ wallSeconds: 2, cpuSeconds: 20, leastCpuSeconds: 10, peakMib: 9 });
  });
});
