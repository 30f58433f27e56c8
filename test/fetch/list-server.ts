import { createServer } from "node:http";
import { listening } from "./proxy.ts";

/** A blob as a listing has it, where Azurite would not take or not list it. */
export interface ListedBlob {
  readonly name: string;
  readonly text?: string;
  /** XML of its properties and metadata besides. */
  readonly properties?: string;
  readonly metadata?: string;
}

/** A container that only lists and gives blobs. */
export interface ListServer {
  readonly url: string;
  /** Each request: its path and query. */
  readonly asked: readonly string[];
}

/**
 * Starts a server that answers List Blobs and Get Blob as Azure Storage does.
 *
 * @param pageSize - blobs of a page at most, whatever is asked for
 */
export async function listServer(blobs: readonly ListedBlob[], pageSize = 5_000): Promise<ListServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (searchParams.get("comp") === "list") {
      const from = Number(searchParams.get("marker") ?? "0");
      const next = from + pageSize < blobs.length ? String(from + pageSize) : "";
      return void response
        .writeHead(200, { "content-type": "application/xml" })
        .end(listing(blobs.slice(from, from + pageSize), next));
    }
    const found = blobs.find(
      ({ name }) => `/account/exports/${encodeURIComponent(name).replaceAll("%2F", "/")}` === pathname,
    );
    if (found === undefined) return void response.writeHead(404, { "x-ms-error-code": "BlobNotFound" }).end();
    const { text = "" } = found;
    response.writeHead(200, { etag: '"0x1"', "content-length": Buffer.byteLength(text) }).end(text);
  });
  return { url: `http://127.0.0.1:${await listening(server)}/account/exports`, asked };
}

function listing(blobs: readonly ListedBlob[], next: string): string {
  const entries = blobs.map(({ name, text = "", properties = "", metadata = "" }) => {
    const encoded = /\p{Cc}/u.test(name);
    const written = encoded ? encodeURIComponent(name) : name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return `<Blob><Name${encoded ? ' Encoded="true"' : ""}>${written}</Name><Properties><Last-Modified>Tue, 01 Aug 2017 05:00:00 GMT</Last-Modified><Etag>0x1</Etag><Content-Length>${Buffer.byteLength(text)}</Content-Length><BlobType>BlockBlob</BlobType>${properties}</Properties><Metadata>${metadata}</Metadata></Blob>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="http://127.0.0.1/" ContainerName="exports"><Blobs>${entries.join("")}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`;
}
