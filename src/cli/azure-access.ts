import type { FetchAccess } from "../jobs/fetch-exports.ts";
import type { Terminal } from "./terminal.ts";

/** Returns how the containers of `job.yaml` are come into. A SAS comes from the environment only: files are copied. */
export function accessFrom({ env }: Pick<Terminal, "env">): FetchAccess {
  const sas = env["TIERBOOK_AZURE_SAS"]?.trim() ?? "";
  return { sas: sas === "" ? undefined : sas };
}
