/** A difference of two shares (0..1) in percentage points with its sign: `+12.5`, `−3`, `0`. */
export function formatPoints(difference: number): string {
  const points = Math.round(difference * 1_000) / 10
  if (points === 0) return '0'
  return `${points > 0 ? '+' : '−'}${Math.abs(points)}`
}

/** A probability as it is written in reports: `p < 0.001`, `p = 0.023`. */
export function formatProbability(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`
}
