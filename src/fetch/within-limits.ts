import type { InputProblem } from "../domain/input-error.ts";
import type { AzureContainer, Job } from "../domain/job.ts";
import type { WantedBlob } from "./choose-blobs.ts";
import { largeBlobProblem, largeFetchProblem } from "./fetch-problems.ts";

/** Bytes that this fetch may still bring, over all containers. */
export interface Budget {
  left: number;
}

/** What may be fetched, and why the rest may not. */
export interface Allowed {
  readonly deliveries: readonly (readonly WantedBlob[])[];
  readonly problems: readonly InputProblem[];
}

/**
 * Leaves out deliveries with a blob that is too large, and those for which the budget does not suffice.
 *
 * @param budget - lowered by what is allowed
 */
export function withinLimits(
  deliveries: readonly (readonly WantedBlob[])[],
  {
    container,
    limits,
    budget,
  }: { readonly container: AzureContainer; readonly limits: Job["fetch"]; readonly budget: Budget },
): Allowed {
  const isLarge = ({ bytes }: WantedBlob) => bytes > limits.maxBlobBytes;
  const large = deliveries.flat().filter(isLarge);
  const fitting = deliveries.filter((delivery) => !delivery.some(isLarge));
  const allowed = fitting.filter((delivery) => {
    const bytes = delivery.reduce((sum, blob) => sum + blob.bytes, 0);
    if (bytes > budget.left) return false;
    budget.left -= bytes;
    return true;
  });
  const within = new Set(allowed);
  const beyond = fitting.filter((delivery) => !within.has(delivery)).flat();
  return {
    deliveries: allowed,
    problems: [
      ...large.map((blob) => largeBlobProblem(container, blob, limits.maxBlobBytes)),
      ...(beyond.length === 0 ? [] : [largeFetchProblem(container, beyond, limits.maxBytes)]),
    ],
  };
}
