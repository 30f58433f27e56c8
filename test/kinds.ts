/** Test files by kind; what no list names is a unit test: it writes nothing to the disk and starts nothing. */

/** Whole runs of the job, in this process or as users run it: golden runs, cases, properties, files that are read back. */
export const runs = [
  "test/{cases,golden,invalid-input,real-files,sample,situations}.test.ts",
  "test/{explain,jobs,partials,properties,sample,tables}/**/*.test.ts",
  "test/bench/{generate,made-files,measure}.test.ts",
  "test/changes/{any-two-runs,gone-exports,year-of-nights}.test.ts",
  "test/config/{association-aliases,config-folder,cron,formats,invalid-config,json-schema,load-config,markets,rules}.test.ts",
  "test/docs/{commands,generated}.test.ts",
  "test/fetch/{download,fetch-all}.test.ts",
  "test/measure/{credited-sums,latest-reseller,waived,which-files-count}.test.ts",
  "test/outlook/{accepts-ahead,brute-force,compare,what-if}.test.ts",
  "test/publish/**/*.test.ts",
  "test/report/{csv/write-csv,write-comparison,write-outputs}.test.ts",
  "test/report/workbook/{finish-workbook,finished-files,same-as-csv,write-workbook}.test.ts",
  "test/requirements/third-kind.test.ts",
  "test/rows/{sheet-rows,workbook,zip}.test.ts",
  "test/sources/find-exports.test.ts",
];

/** What goes wrong around a run: kills, full disks, broken pipes, servers that do not answer, nights that are missed. */
export const rough = [
  "test/rough/**/*.test.ts",
  "test/cli/**/*.test.ts",
  "test/notify/{built-program,ping,send-mail}.test.ts",
  "test/schedule/keep-schedule.test.ts",
];

/** What needs Apache Spark: run where the variable SPARK_HOME says where it is. */
export const spark = ["test/spark/**/*.test.ts"];

/** What depends on days, run a second time far from UTC. */
export const days = [
  "test/{cases,golden}.test.ts",
  "test/{changes,domain,outlook,partials,qualify,schedule}/**/*.test.ts",
];
