/** Samples from which a clip may be clipped at all: nearly full scale, µ-law's largest value included. */
const loud = 30_000
/** As many equal peaks in a row do not come by chance. */
const shortestRun = 3

/** Share of the samples that stand at the largest value in runs, 0..1. */
export function clippedShare(pcm: Int16Array): number {
  let peak = 0
  for (let n = 0; n < pcm.length; n++) peak = Math.max(peak, Math.abs(pcm[n] ?? 0))
  if (peak < loud) return 0
  const edge = peak - (peak >> 7)
  let [clipped, run] = [0, 0]
  for (let n = 0; n <= pcm.length; n++) {
    if (Math.abs(pcm[n] ?? 0) >= edge) {
      run++
      continue
    }
    if (run >= shortestRun) clipped += run
    run = 0
  }
  return clipped / pcm.length
}
