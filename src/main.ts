#!/usr/bin/env node
import module from "node:module";
import { endOnUncaught } from "./cli/end-on-uncaught.ts";

const end = endOnUncaught(process);
process.on("uncaughtException", end).on("unhandledRejection", end);
// Node 22 and later keep what they compiled for the next start. It must be asked for before the program is imported.
if ("enableCompileCache" in module && typeof module.enableCompileCache === "function") module.enableCompileCache();
const { runProgram } = await import("./cli/program.ts");
await runProgram(new URL(import.meta.url), process.argv);
