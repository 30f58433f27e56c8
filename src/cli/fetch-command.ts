import { Command } from "commander";
import { InputError } from "../domain/input-error.ts";
import { accessFrom } from "./azure-access.ts";
import { fetchedJson, fetchedText } from "./fetch-text.ts";
import { type CommonOptions, configFrom, withCommonOptions } from "./options.ts";
import { progressFor } from "./progress.ts";
import { newRunId } from "./run-id.ts";
import type { Terminal } from "./terminal.ts";

const examples = `
Brings new and changed blobs of the containers that job.yaml names under azure into the input folder. Nothing local is
deleted, nothing remote changed. A run does the same before it reads, unless it is given --no-fetch.

Examples:
  $ tierbook fetch                          comes in with the identity of this machine, or of az login
  $ TIERBOOK_AZURE_SAS="sv=…&sig=…" tierbook fetch
  $ tierbook fetch --quiet --json           what came, as JSON

Exit codes: 0 fetched · 1 a bug · 2 something to fix: a container or blob could not be fetched, all others were
            4 a run holds the output folder`;

/** Creates `tierbook fetch`: exports from Azure Storage, without a run. */
export function fetchCommand(terminal: Terminal): Command {
  return withCommonOptions(new Command("fetch"))
    .description("bring new and changed exports from the containers in job.yaml into the input folder")
    .addHelpText("after", examples)
    .action(async (options: CommonOptions) => {
      const config = await configFrom(options, terminal);
      const now = terminal.now();
      const { fetchExports } = await import("../jobs/fetch-exports.ts");
      const fetched = await fetchExports({
        ...accessFrom(terminal),
        ...{ config, runId: newRunId(now), startedAt: now.toISOString() },
        progress: progressFor(options.quiet === true, terminal.stderr),
      });
      terminal.stdout.write(
        options.json === true ? `${JSON.stringify(fetchedJson(fetched), null, 2)}\n` : fetchedText(fetched),
      );
      if (fetched.problems.length > 0) throw new InputError(fetched.problems);
      terminal.exitWith(0);
    });
}
