#!/usr/bin/env node
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/**
 * Starts the program. To compile it takes longer than to read a small input, so the build keeps what it compiled once, beside
 * the program: it is used where it was made of these very bytes by this very Node; else they are compiled as ever.
 */
function launch(): void {
  compileLater();
  const path = join(__dirname, "tierbook.js");
  const source = readFileSync(path);
  // Compiled before, it cannot `import()` packages: the bundle must only `require` them.
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: path,
    cachedData: compiledBefore(source),
  });
  // Set by the build: what was needed so far is kept when the program ends.
  if (process.env["TIERBOOK_KEEP_COMPILED"] !== undefined) process.on("exit", () => keep(source, script));
  const require = createRequire(path);
  const program = new Module(path);
  // What is loaded later asks for the program by its name, and must get this one: another would start once more.
  require.cache[path] = program;
  script.runInThisContext()(program.exports, require, program, path, dirname(path));
  program.loaded = true;
}

/**
 * A run is over before most of it is worth optimising: the compiler of Node 20 begins so early that it takes a fifth of a
 * night's processor time from the database. Four times its usual patience; what Node 22 and later wait for by themselves.
 */
function compileLater(): void {
  if (process.versions.node.startsWith("20.")) setFlagsFromString("--interrupt-budget=270336");
}

const keptFile = join(__dirname, "tierbook.compiled");
const hashBytes = 32;

function keep(source: Buffer, script: Script): void {
  const compiled = script.createCachedData();
  writeFileSync(keptFile, Buffer.concat([hashOf(source, compiled), compiled]));
}

/** Node itself minds its version, but of the program only the length, and not whether the file is damaged. */
function compiledBefore(source: Buffer): Buffer | undefined {
  try {
    const kept = readFileSync(keptFile);
    const compiled = kept.subarray(hashBytes);
    return kept.subarray(0, hashBytes).equals(hashOf(source, compiled)) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(source: Buffer, compiled: Buffer): Buffer {
  return createHash("sha256").update(source).update(compiled).digest();
}

launch();
