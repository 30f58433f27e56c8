/** An exact amount of US dollars in ten-billionths: 15,000 dollars is `150_000_000_000_000n` (S3). */
export type Usd = bigint;
