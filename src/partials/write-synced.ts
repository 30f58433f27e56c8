import { open } from "node:fs/promises";

/** Writes a new file and waits until it is on the disk. */
export async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } finally {
    await file.close();
  }
}
