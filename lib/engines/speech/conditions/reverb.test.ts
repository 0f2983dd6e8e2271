import { expect, test } from 'vitest'

import { concat, noise, silence } from '#lib/engines/speech/audio/test-signals.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { speech } from '#lib/engines/speech/conditions/test-speech.ts'

const inRoom = (clip: Clip, reverb: object, seed = 1) =>
  applyProfile(clip, parseProfile({ reverb }), seed)

/** Energy still to come at each ms after a sound that stops at `from`, in dB (Schroeder's backward integration). */
function decayCurve({ pcm, sampleRate }: Clip, from: number): number[] {
  const curve: number[] = []
  let energy = 0
  for (let n = pcm.length - 1; n >= from; n--) {
    energy += (pcm[n] ?? 0) ** 2
    if ((n - from) % (sampleRate / 1_000) === 0) curve.push(10 * Math.log10(energy + 1e-9))
  }
  return curve.reverse()
}

/** Time for 60 dB, from the slope between -5 and -25 dB (T20 of ISO 3382). */
function measureRt60(clip: Clip, from: number): number {
  const curve = decayCurve(clip, from)
  const at = (db: number) => curve.findIndex((level) => level <= (curve[0] ?? 0) + db)
  return ((at(-25) - at(-5)) / 20) * 60
}

const burst = concat(
  noise({ sampleRate: 16_000, durationMs: 300, level: 0.25 }),
  silence(16_000, 10),
)
const burstEnd = 4_800

test.each([100, 300, 800, 2_000])(
  'echoes of an RT60 of %i ms take that long to fall',
  (rt60_ms) => {
    const times = [1, 2, 3, 4, 5].map((seed) => {
      const { clip } = inRoom(burst, { rt60_ms, direct_db: -10, delay_ms: 0 }, seed)
      return measureRt60(clip, burstEnd)
    })
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length
    expect(Math.abs(mean / rt60_ms - 1)).toBeLessThan(0.1)
  },
)

test.each([-10, 0, 10])('the direct sound is %i dB over all echoes', (direct_db) => {
  // 100 ms of noise, over before its first echo comes.
  const pcm = Int16Array.from([...burst.pcm.subarray(0, 1_600), ...new Int16Array(16_000)])
  const brief = { pcm, sampleRate: 16_000 }
  const { clip, report } = inRoom(brief, { rt60_ms: 400, direct_db, delay_ms: 100 })
  const factor = 10 ** (-report.headroomDb / 20)
  let [direct, echoes] = [0, 0]
  for (const [n, sample] of clip.pcm.entries()) {
    const own = (brief.pcm[n] ?? 0) * factor
    direct += own ** 2
    echoes += (sample - own) ** 2
  }
  expect(Math.abs(10 * Math.log10(direct / echoes) - direct_db)).toBeLessThan(1)
})

test('nothing is heard of the room before its first echo', () => {
  const { clip } = inRoom(burst, { rt60_ms: 400, direct_db: 20, delay_ms: 50 })
  expect(clip.pcm.subarray(0, 800)).toEqual(burst.pcm.subarray(0, 800))
  expect(clip.pcm.subarray(800, 1_600)).not.toEqual(burst.pcm.subarray(800, 1_600))
})

test('the clip grows by the echoes, the speech does not', () => {
  const { report } = inRoom(speech, { rt60_ms: 600, delay_ms: 10 })
  const dry = applyProfile(speech, {}, 1).report
  expect(report.durationMs).toBeCloseTo(dry.durationMs + 610, 0)
  expect(report.speechEndMs).toBe(dry.speechEndMs)
})
