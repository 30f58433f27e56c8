import { Command } from "commander";
import { type CommonOptions, configFrom, withCommonOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";

const examples = `
Examples:
  $ tierbook formats           every export that can be read, and what its header must have
  $ tierbook formats --json    the same for programs`;

/** Creates `tierbook formats`: what can be read, and how it is recognised. */
export function formatsCommand(terminal: Terminal): Command {
  return withCommonOptions(new Command("formats"))
    .description("list the recognised export formats in the order in which they are tried")
    .addHelpText("after", examples)
    .action(async (options: CommonOptions) => {
      const { formats } = await configFrom(options, terminal);
      if (options.json === true) {
        terminal.stdout.write(`${JSON.stringify(formats, null, 2)}\n`);
        return;
      }
      const blocks = formats.map((format) =>
        [
          `${format.id} (${format.kind}): ${format.title}`,
          `  header has: ${format.recognise.map((names) => names.join(" or ")).join(", ")}`,
          ...(format.unless.length === 0 ? [] : [`  and not:    ${format.unless.join(", ")}`]),
        ].join("\n"),
      );
      terminal.stdout.write(`${blocks.join("\n\n")}\n`);
    });
}
