import type { ContainerClient, StoragePipelineOptions } from "@azure/storage-blob";
import { InputError } from "../domain/input-error.ts";
import type { AzureContainer } from "../domain/job.ts";
import type { Patience } from "./patience.ts";
import { RemoteError } from "./remote-error.ts";

/** One blob as its container lists it. */
export interface RemoteBlob {
  readonly name: string;
  readonly bytes: number;
  /** Identifies its content: another one after each change. */
  readonly etag: string;
  /** MD5 in hex, where the uploader has left one. */
  readonly md5: string | undefined;
  /** Milliseconds since 1970-01-01 UTC, whole seconds. */
  readonly lastModified: number;
}

/** A container, read only. Whatever it throws is to be converted by `remoteError`. */
export interface RemoteContainer {
  /** Lists blobs page by page, without directory markers. */
  list(signal: AbortSignal): AsyncIterable<readonly RemoteBlob[]>;
  /** Looks at one blob again. */
  look(name: string, signal: AbortSignal): Promise<RemoteBlob>;
  /** Reads a blob from a byte on, but only while it is the one that was listed. */
  read(blob: RemoteBlob, offset: number, signal: AbortSignal): Promise<NodeJS.ReadableStream>;
}

/** Most blobs of a page; what the service gives at most. */
const pageSize = 5_000;

/**
 * Returns how containers are opened: with the SAS if there is one, else with the identity that DefaultAzureCredential
 * finds. The SDK is loaded here, since most commands never need it.
 *
 * @throws InputError when the SAS cannot be one
 */
export async function containerOpener(
  sas: string | undefined,
  { tries, delayMs }: Patience,
): Promise<(container: AzureContainer) => RemoteContainer> {
  const query = sas === undefined ? "" : queryOf(sas);
  const { ContainerClient } = await import("@azure/storage-blob");
  const options: StoragePipelineOptions = { retryOptions: { maxTries: tries, retryDelayInMs: delayMs } };
  if (query !== "") {
    return ({ url, prefix }) => remoteContainer(new ContainerClient(`${url}?${query}`, undefined, options), prefix);
  }
  const { DefaultAzureCredential } = await import("@azure/identity");
  const credential = new DefaultAzureCredential();
  return ({ url, prefix }) => remoteContainer(new ContainerClient(url, credential, options), prefix);
}

/** Returns a SAS as the query of an address. Never quotes it, whatever is wrong with it. */
function queryOf(sas: string): string {
  const query = sas.trim().replace(/^\?/, "");
  if (/^[!$-;=?-Z_a-z~]+$/.test(query) && new URLSearchParams(query).has("sig")) return query;
  throw new InputError({
    file: "TIERBOOK_AZURE_SAS",
    code: "bad-sas",
    found: "a text that is no shared access signature",
    expected: "what stands behind the ? of a SAS address: sv=…&sp=rl&…&sig=…",
    fix: "copy the whole token, or unset the variable to come in with an identity of Azure",
  });
}

function remoteContainer(client: ContainerClient, prefix: string): RemoteContainer {
  return {
    list: (abortSignal) => pagesOf(client, { prefix, abortSignal }),
    look: async (name, abortSignal) => {
      const found = await client.getBlobClient(name).getProperties({ abortSignal });
      return blobOf(name, found);
    },
    read: async (blob, offset, abortSignal) => {
      const { readableStreamBody } = await client.getBlobClient(blob.name).download(offset, undefined, {
        ...{ conditions: { ifMatch: blob.etag }, abortSignal },
        // A connection that is cut aborts the SDK's own retry (12.32 on Node.js 20): `download.ts` goes on itself.
        maxRetryRequests: 0,
      });
      if (readableStreamBody === undefined) throw new RemoteError("failed", "an answer without content");
      return readableStreamBody;
    },
  };
}

async function* pagesOf(
  client: ContainerClient,
  { prefix, abortSignal }: { readonly prefix: string; readonly abortSignal: AbortSignal },
): AsyncGenerator<readonly RemoteBlob[]> {
  const listing = client.listBlobsFlat({ ...(prefix !== "" && { prefix }), includeMetadata: true, abortSignal });
  for await (const { segment } of listing.byPage({ maxPageSize: pageSize })) {
    yield segment.blobItems
      .map(({ name, properties, metadata }) => ({ metadata, blob: blobOf(name, properties) }))
      .filter(({ metadata, blob }) => !isFolderMarker(blob, metadata))
      .map(({ blob }) => blob);
  }
}

/** What listings and single blobs say alike. */
interface BlobProperties {
  readonly contentLength?: number;
  readonly etag?: string;
  readonly contentMD5?: Uint8Array;
  readonly lastModified?: Date;
}

function blobOf(name: string, { contentLength = 0, etag = "", contentMD5, lastModified }: BlobProperties): RemoteBlob {
  const md5 = contentMD5?.length === 16 ? Buffer.from(contentMD5).toString("hex") : undefined;
  // Listings give the bare tag, other answers a quoted one; as a condition it is quoted.
  const quoted = etag.startsWith('"') ? etag : `"${etag}"`;
  return { name, bytes: contentLength, etag: quoted, md5, lastModified: lastModified?.getTime() ?? 0 };
}

/** Accounts with folders list each as an empty blob; some tools create one that ends in `/`. */
function isFolderMarker({ name, bytes }: RemoteBlob, metadata: Readonly<Record<string, string>> = {}): boolean {
  const isMarked = Object.entries(metadata).some(([key, value]) => /^hdi_isfolder$/i.test(key) && value === "true");
  return bytes === 0 && (isMarked || name.endsWith("/"));
}
