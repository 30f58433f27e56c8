/**
 * The middle value; of an even number of values the mean of the two in the middle.
 *
 * @param {readonly number[]} values - at least one
 * @returns {number}
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new Error("the median of nothing");
  return (lower + upper) / 2;
}

/**
 * The least squares line through the points, read at another x.
 *
 * @param {readonly (readonly [x: number, y: number])[]} points - at least two different x
 * @param {number} x
 * @returns {number}
 */
export function extrapolate(points, x) {
  const count = points.length;
  const meanX = points.reduce((sum, [px]) => sum + px, 0) / count;
  const meanY = points.reduce((sum, [, py]) => sum + py, 0) / count;
  const covariance = points.reduce((sum, [px, py]) => sum + (px - meanX) * (py - meanY), 0);
  const variance = points.reduce((sum, [px]) => sum + (px - meanX) ** 2, 0);
  if (!(variance > 0)) throw new Error("a line needs two different points");
  return meanY + (covariance / variance) * (x - meanX);
}
