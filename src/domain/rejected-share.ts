/**
 * The rows of one partner that could lie in the time that a measure is about, and how many of them were rejected (S11).
 */
export interface RejectedShare {
  /** Includes the rejected ones. */
  readonly rows: number;
  readonly rejected: number;
}

/** What a share is of: a requirement rests on the one or the other. */
type Of = "consumption" | "transcripts";

/** One partner's shares; absent where none of its rows was rejected. */
export type PartnerRejects = Readonly<Partial<Record<Of, RejectedShare>>>;

/** Everybody's shares by partner id; a partner without a rejected row is absent. */
export type AllRejects = Readonly<Record<Of, ReadonlyMap<string, RejectedShare>>>;

/** Returns the shares of one partner. */
export function rejectsOf({ consumption, transcripts }: AllRejects, partnerId: string): PartnerRejects {
  const [ofConsumption, ofTranscripts] = [consumption.get(partnerId), transcripts.get(partnerId)];
  return {
    ...(ofConsumption && { consumption: ofConsumption }),
    ...(ofTranscripts && { transcripts: ofTranscripts }),
  };
}
