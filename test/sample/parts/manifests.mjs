/** Manifests of Azure Cost Management exports, present and old. */
import { createHash } from "node:crypto";

/** @typedef {{ file: string, rows: number, bytes: Buffer }} Blob */

/**
 * `manifest.json` of one run of June 2017.
 * @param {{ submitted: string, run: string, files: readonly Blob[] }} of
 */
export function manifestOf({ submitted, run, files }) {
  const scope = "/providers/Microsoft.Billing/billingAccounts/8675309";
  return json({
    manifestVersion: "2024-04-01",
    byteCount: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    blobCount: files.length,
    dataRowCount: files.reduce((sum, { rows }) => sum + rows, 0),
    exportConfig: {
      exportName: "contoso-ea-daily",
      resourceId: `${scope}/providers/Microsoft.CostManagement/exports/contoso-ea-daily`,
      dataVersion: "2023-12-01-preview",
      apiVersion: "2023-07-01-preview",
      type: "ActualCost",
      timeFrame: "MonthToDate",
      granularity: "Daily",
    },
    deliveryConfig: {
      partitionData: true,
      dataOverwriteBehavior: "CreateNewReport",
      fileFormat: "Csv",
      containerUri: "/subscriptions/exports/blobServices/default/containers/costs",
      rootFolderPath: "ea",
    },
    runInfo: {
      executionType: "Scheduled",
      submittedTime: submitted,
      runId: run,
      startDate: "2017-06-01T00:00:00",
      endDate: "2017-06-30T00:00:00",
    },
    blobs: files.map(({ file, rows, bytes }) => ({
      blobName: file.replace("consumption/", ""),
      byteCount: bytes.length,
      dataRowCount: rows,
    })),
  });
}

/** `_manifest.json`, as of 2021: it names no scope and no run. @param {Blob} blob of the only file */
export function oldManifestOf({ file, rows, bytes }) {
  const blob = {
    blobName: file.replace("consumption/", ""),
    byteCount: bytes.length,
    dataRowCount: rows,
    headerRowCount: 1,
    contentMD5: createHash("md5").update(bytes).digest("base64"),
  };
  const totals = { byteCount: bytes.length, dataRowCount: rows };
  return json({ manifestVersion: "2021-01-01", dataFormat: "csv", blobCount: 1, ...totals, blobs: [blob] });
}

/** @param {object} content */
function json(content) {
  return Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`);
}
