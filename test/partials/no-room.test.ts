import { describe, expect, it } from "vitest";
import { diskError } from "../../src/domain/disk-error.ts";
import { InputError } from "../../src/domain/input-error.ts";
import { openEngine } from "../../src/partials/duckdb/engine.ts";
import { plainBytes } from "../../src/rows/plain-bytes.ts";
import { tempFolder } from "../report/temp-folder.ts";

describe("sums that fit neither into memory nor on the disk", () => {
  it("are the operator's problem, with the folder that has no room", async () => {
    const workFolder = await tempFolder();
    const engine = await openEngine({ workFolder, threads: 2 });
    const connection = await engine.connect();
    await connection.run("SET memory_limit = '40MB'; SET max_temp_directory_size = '1MB'");
    const failure: unknown = await connection
      .run("CREATE TABLE t AS SELECT md5(range::VARCHAR) AS text, count(*) FROM range(3000000) GROUP BY text")
      .catch((error: unknown) => diskError(error, workFolder));
    connection.close();
    engine.close();
    expect(failure).toBeInstanceOf(InputError);
    expect(String(failure)).toContain(workFolder);
    expect(String(failure)).toContain("failed to offload data block");
    expect(String(failure)).toContain("free some space on this disk");
  });

  it("are told from a query that is wrong: a bug stays a bug", async () => {
    const engine = await openEngine({ workFolder: await tempFolder() });
    const connection = await engine.connect();
    const failure: unknown = await connection.run("SELECT nothing").catch((error: unknown) => diskError(error, "work"));
    connection.close();
    engine.close();
    expect(failure).not.toBeInstanceOf(InputError);
  });
});

describe("plainBytes", () => {
  it("names the export that cannot be read", async () => {
    const path = await tempFolder();
    const file = { path, file: "consumption/a.csv.gz", gzip: true, encoding: "utf-8", maxBytes: 1000 } as const;
    const reading = async () => {
      for await (const _ of plainBytes(file)) expect.fail("a folder has no bytes");
    };
    await expect(reading()).rejects.toThrow(/consumption\/a\.csv\.gz: found a file that cannot be read \(EISDIR\)/);
  });
});
