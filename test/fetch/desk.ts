import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FetchAllOptions, fetchAll } from "../../src/fetch/fetch-all.ts";
import type { FetchedContainer } from "../../src/fetch/fetch-container.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { hasty, sasFor } from "./azurite.ts";

/** An input folder that is filled from one container. */
export interface FetchDesk {
  readonly input: string;
  readonly output: string;
  /** Absolute path of the folder that the container is fetched into. */
  readonly folder: string;
  /** What was warned of, over all fetches. */
  readonly warned: readonly string[];
  fetch(more?: Partial<FetchAllOptions["job"]>): Promise<FetchedContainer>;
  /** Every file below `folder` by its path, sorted. */
  files(): Record<string, string>;
}

/** Makes a folder for fetches from one container, gone after the test. */
export function fetchDesk(url: string, { prefix = "", sas = sasFor() } = {}): FetchDesk {
  const { input, output, config } = jobFolder();
  const folder = join(input, "consumption", "azure");
  const warned: string[] = [];
  const { fetch } = config().job;
  return {
    ...{ input, output, folder, warned },
    fetch: async (more = {}) => {
      const azure = [{ url, prefix, into: "consumption/azure" }];
      const job = { input, output, fetch, azure, ...more };
      const warn = (message: string) => void warned.push(message);
      const [fetched] = await fetchAll({ job, sas, patience: hasty, onFile: () => {}, warn });
      if (fetched === undefined) throw new Error("nothing was fetched");
      return fetched;
    },
    files: () => {
      if (!existsSync(folder)) return {};
      const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll("\\", "/"),
        );
      return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
    },
  };
}

/** What a fetch came to, in a form that a test can name whole. */
export function countsOf({ placed, unchanged, refused, vanished, problems }: FetchedContainer) {
  const names = (kind: string) => placed.filter((blob) => blob.kind === kind).map(({ name }) => name);
  return {
    ...{ new: names("new").sort(), changed: names("changed").sort(), unchanged, vanished },
    ...{ refused: refused.map(({ name }) => name), problems: problems.map(({ code }) => code) },
  };
}
