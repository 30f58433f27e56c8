import type { Config } from "../config/load-config.ts";
import type { Day } from "../domain/day.ts";
import type { Tier } from "../domain/tier.ts";
import type { FurtherMeasure } from "../measure/further-measure.ts";
import type { Progress } from "./progress.ts";

/** What the operator asks. */
export interface ExplainOptions {
  readonly config: Config;
  readonly partnerId: string;
  /** Only this tier; all of them when `undefined`. */
  readonly tier: Tier | undefined;
  /** Day of the run to explain; that of `latest` when `undefined`. */
  readonly asOf: Day | undefined;
  readonly progress: Progress & { warn(message: string): void };
  readonly threads?: number;
  /** Measures besides consumption and people; all of them unless given. */
  readonly measures?: readonly FurtherMeasure[] | undefined;
}
