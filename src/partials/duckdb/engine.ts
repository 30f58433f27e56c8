import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { createPartialTable } from "../partial-table.ts";

export type Connection = DuckDBConnection;

/** The embedded database that reads large CSV files and adds them up. */
export interface Engine {
  /** A new connection; temporary tables are its own. Close it after use. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

export interface EngineOptions {
  /** Folder where sums that do not fit into memory are put aside. */
  readonly workFolder: string;
  /** Threads of the database; all cores unless given. Sums do not depend on it. */
  readonly threads?: number;
}

/** Enough for millions of partials; anything above goes to the work folder. */
const memoryLimit = "700MiB";

/** Opens a database in memory with an empty table of partials. Nothing of it outlives the run. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: memoryLimit,
    temp_directory: options.workFolder,
    preserve_insertion_order: "false",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const setup = await instance.connect();
  await createPartialTable(setup);
  setup.closeSync();
  return {
    connect: () => instance.connect(),
    close: () => instance.closeSync(),
  };
}

/** A database that is opened when it is first asked for. */
export interface EngineOnDemand {
  engine(): Promise<Engine>;
  /** Closes it where it was opened. */
  close(): Promise<void>;
}

export function engineOnDemand(options: EngineOptions): EngineOnDemand {
  let opened: Promise<Engine> | undefined;
  return {
    engine: () => {
      opened ??= openEngine(options);
      return opened;
    },
    close: async () => (await opened)?.close(),
  };
}
