import { plural, printable } from "../domain/text.ts";
import type { Fetched } from "../jobs/fetch-exports.ts";

type FetchedContainer = Fetched["containers"][number];

/** Returns the text printed after a fetch: a line for each container, and what did not come. */
export function fetchedText({ containers }: Fetched): string {
  return containers.map((fetched) => `${linesOf(fetched).join("\n")}\n`).join("");
}

function linesOf(fetched: FetchedContainer): string[] {
  const { container, unchanged, refused, vanished } = fetched;
  const { added, changed, bytes } = countsOf(fetched);
  const counts = `${added} new, ${changed} changed, ${unchanged} unchanged, ${refused.length} refused, ${vanished.length} vanished`;
  return [
    `${container.url} → ${container.into}: ${counts}; ${plural(bytes, "byte", "bytes")} fetched`,
    ...refused.map(({ name, reason }) => `Warning: ${name} is not fetched: ${reason}.`),
    ...vanished.map((name) => `Note: ${printable(name)} is gone from the container; its file stays.`),
  ];
}

/** Returns what a fetch came to for programs. */
export function fetchedJson({ containers, problems }: Fetched): object {
  return {
    containers: containers.map((fetched) => {
      const { container, unchanged, refused, vanished } = fetched;
      const { added, changed, bytes } = countsOf(fetched);
      return { ...container, new: added, changed, unchanged, bytes, refused, vanished };
    }),
    problems,
  };
}

function countsOf({ placed }: FetchedContainer) {
  const added = placed.filter(({ kind }) => kind === "new").length;
  return { added, changed: placed.length - added, bytes: placed.reduce((sum, blob) => sum + blob.bytes, 0) };
}
