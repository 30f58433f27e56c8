import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  BlobServiceClient,
  type ContainerClient,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { afterAll, beforeAll } from "vitest";
import type { Patience } from "../../src/fetch/patience.ts";

/** The account that every Azurite has. */
const account = new StorageSharedKeyCredential(
  "devstoreaccount1",
  "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
);

/** A storage account on loopback. */
export interface Storage {
  /** Without a slash at its end: `http://127.0.0.1:41001/devstoreaccount1`. */
  address(): string;
  /** Makes a container of a name of its own. */
  container(): Promise<StoredContainer>;
}

export interface StoredContainer {
  readonly name: string;
  readonly url: string;
  readonly client: ContainerClient;
  /** Uploads blobs by name, over those of the same name. */
  write(blobs: Readonly<Record<string, string>>): Promise<void>;
}

/** A few quick tries, for tests of what goes wrong. */
export const hasty: Patience = { tries: 2, delayMs: 10, silenceMs: 2_000 };

/** A SAS for everything in the account: as the program gets it, it may list and read. */
export function sasFor(permissions = "rl"): string {
  return generateAccountSASQueryParameters(
    {
      expiresOn: new Date("2099-01-01T00:00:00Z"),
      permissions: AccountSASPermissions.parse(permissions),
      services: AccountSASServices.parse("b").toString(),
      resourceTypes: AccountSASResourceTypes.parse("sco").toString(),
    },
    account,
  ).toString();
}

/** Starts Azurite, Microsoft's emulator of Azure Storage, for the tests of one file, and stops it after them. */
export function azurite(): Storage {
  const folder = mkdtempSync(join(tmpdir(), "tierbook-azurite-"));
  let child: ChildProcess | undefined;
  let address = "";
  let containers = 0;
  beforeAll(async () => {
    const program = createRequire(import.meta.url).resolve("azurite/dist/src/blob/main.js");
    const flags = ["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"];
    const started = spawn(process.execPath, [program, "--blobHost", "127.0.0.1", "--blobPort", "0", ...flags], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = started;
    address = `${await listeningAt(started)}/devstoreaccount1`;
  });
  afterAll(() => {
    child?.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    address: () => address,
    container: async () => {
      containers += 1;
      const name = `exports-${containers}`;
      const client = new BlobServiceClient(address, account).getContainerClient(name);
      await client.create();
      return {
        ...{ name, client, url: `${address}/${name}` },
        write: async (blobs) => {
          for (const [blob, text] of Object.entries(blobs)) {
            await client.getBlockBlobClient(blob).upload(text, Buffer.byteLength(text));
          }
        },
      };
    },
  };
}

/** Reads on after that: Azurite writes a line for each request, and must not find its output closed. */
async function listeningAt({ stdout }: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    stdout?.on("data", (part: Buffer) => {
      if (said.length < 10_000) said += part.toString("utf8");
      const [, address] = /listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    stdout?.on("end", () => reject(new Error(`Azurite did not start: ${said}`)));
  });
}
