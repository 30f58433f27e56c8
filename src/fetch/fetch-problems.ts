import type { InputProblem, ProblemText } from "../domain/input-error.ts";
import type { AzureContainer } from "../domain/job.ts";
import { plural } from "../domain/text.ts";
import type { RemoteBlob } from "./azure.ts";
import type { RemoteError, RemoteTrouble } from "./remote-error.ts";

const asked = "check the address, the network and the proxy, and fetch again";
const rights = "Storage Blob Data Reader for the identity, or a SAS with sp=rl that has not expired";

const ofContainer: Readonly<Record<RemoteTrouble, Pick<ProblemText, "code" | "fix">>> = {
  unreachable: { code: "container-unreachable", fix: asked },
  gone: { code: "container-gone", fix: "correct `url:` under `azure:` in job.yaml, or take the entry out" },
  refused: { code: "container-refused", fix: `give the right to list and read: ${rights}` },
  changed: { code: "container-failed", fix: "fetch again" },
  failed: { code: "container-failed", fix: "look the answer up under Blob service error codes, and fetch again" },
};

const ofBlob: Readonly<Record<RemoteTrouble, Pick<ProblemText, "code" | "fix">>> = {
  unreachable: { code: "blob-broken-off", fix: asked },
  gone: { code: "blob-failed", fix: "fetch again: it went while it was fetched" },
  refused: { code: "blob-failed", fix: `give the right to read: ${rights}` },
  changed: { code: "blob-changed", fix: "fetch again when whoever writes it has finished" },
  failed: { code: "blob-failed", fix: "fetch again; if it stays so, have the blob written again" },
};

/** Creates the problem of a container that cannot be listed. */
export function containerProblem({ url }: AzureContainer, { trouble, message }: RemoteError): InputProblem {
  return { file: url, found: message, expected: "a container whose blobs can be listed", ...ofContainer[trouble] };
}

/** Creates the problem of a blob that cannot be fetched. */
export function blobProblem({ url }: AzureContainer, name: string, { trouble, message }: RemoteError): InputProblem {
  const found = trouble === "changed" ? "a blob that changed twice while it was fetched" : message;
  return { file: `${url}/${name}`, found, expected: "the blob as it was listed", ...ofBlob[trouble] };
}

/** Creates the problem of a blob that is larger than job.yaml lets one be. */
export function largeBlobProblem({ url }: AzureContainer, { name, bytes }: RemoteBlob, most: number): InputProblem {
  return {
    file: `${url}/${name}`,
    code: "blob-too-large",
    found: plural(bytes, "byte", "bytes"),
    expected: `at most ${plural(most, "byte", "bytes")} (fetch.maxBlobBytes)`,
    fix: "raise fetch.maxBlobBytes in job.yaml if the blob is genuine, or leave it out with a narrower `prefix:`",
  };
}

/** Creates the problem of a fetch that is larger than job.yaml lets one be. */
export function largeFetchProblem({ url }: AzureContainer, left: readonly RemoteBlob[], most: number): InputProblem {
  const bytes = left.reduce((sum, blob) => sum + blob.bytes, 0);
  return {
    file: url,
    code: "fetch-too-large",
    found: `${plural(left.length, "blob", "blobs")} of ${plural(bytes, "byte", "bytes")} beyond what one fetch may bring`,
    expected: `at most ${plural(most, "byte", "bytes")} in one fetch (fetch.maxBytes)`,
    fix: "fetch again for the rest, or raise fetch.maxBytes in job.yaml if the blobs are genuine",
  };
}
