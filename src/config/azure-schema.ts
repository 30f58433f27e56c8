import { isPlainFolder } from "../domain/folder-name.ts";
import { byteSize } from "./byte-size.ts";
import { field, listField, object } from "./fields.ts";

const containerUrl = field({
  expected: "the https address of a container of Azure Storage, without a query, a name or a password in it",
  fix: "write it as in https://account.blob.core.windows.net/container; a SAS goes into the environment variable TIERBOOK_AZURE_SAS",
  json: { type: "string" },
  read: (written) => (isContainerUrl(written) ? written.replace(/\/+$/, "") : undefined),
});

/** Plain HTTP only on this machine, for emulators: elsewhere anybody on the way could read a SAS. */
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function isContainerUrl(written: string): boolean {
  if (!/^https?:\/\//i.test(written) || /[?#\s\\]/.test(written) || !URL.canParse(written)) return false;
  const { protocol, hostname, username, password, pathname } = new URL(written);
  const isSafe = protocol === "https:" || loopback.test(hostname);
  return isSafe && username === "" && password === "" && /^(?:\/[\w$.-]+){1,2}\/*$/.test(pathname);
}

const prefix = field({
  expected: "the beginning of the names of blobs, of at most 1,024 characters",
  fix: "write it without / in front, e.g. exports/contoso/, or leave it out to fetch the whole container",
  json: { type: "string" },
  read: (written) => (written.length > 1024 || written.startsWith("/") ? undefined : written),
});

const into = field({
  expected: "a folder below the input folder",
  fix: "write it with / between folders, without .. and without a name that begins with a dot, e.g. consumption/azure",
  json: { type: "string" },
  read: (written) => {
    const folder = written.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
    return isPlainFolder(folder) ? folder : undefined;
  },
});

/** The keys of `job.yaml` about exports that are fetched from Azure Storage. */
export const azureKeys = {
  fetch: object({
    maxBlobBytes: byteSize
      .default(100 * 1024 ** 3)
      .describe("a blob larger than this is not fetched, which is an error"),
    maxBytes: byteSize
      .default(1024 ** 4)
      .describe(
        "new and changed blobs of one fetch that are larger than this together are not fetched, which is an error",
      ),
  }).prefault({}),
  azure: listField(object({ url: containerUrl, prefix: prefix.default(""), into }))
    .default([])
    .describe("containers of Azure Storage from which exports are fetched: [docs/fetch.md](fetch.md)"),
};
