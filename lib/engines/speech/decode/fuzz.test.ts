import { expect, test } from 'vitest'

import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { decodeAudio } from '#lib/engines/speech/decode/decode-audio.ts'
import { golden, goldenNames } from '#lib/engines/speech/decode/testing/golden-audio.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** The same numbers at every run (Lehmer generator). */
function createRandom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

type Damage = (bytes: Buffer, random: (below: number) => number) => Buffer

const damages: Record<string, Damage> = {
  'cut off': (bytes, random) => bytes.subarray(0, random(bytes.length)),
  'with flipped bits': (bytes, random) => {
    for (let flips = 1 + random(20); flips > 0; flips--) {
      const at = random(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
    }
    return bytes
  },
  'with a flipped bit in its header': (bytes, random) => {
    const at = random(Math.min(300, bytes.length))
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
    return bytes
  },
  'with a piece of noise': (bytes, random) => {
    const at = random(bytes.length)
    for (let n = at; n < Math.min(bytes.length, at + 1 + random(400)); n++) bytes[n] = random(256)
    return bytes
  },
  'with a piece twice': (bytes, random) => {
    const at = random(bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(at + 1))])
  },
}

const wav = encodeWav(tone({ hz: 300, sampleRate: 8_000, durationMs: 300, level: 0.3 }))
const files = [...goldenNames.map((name) => [name, golden(name)] as const), ['wav', wav] as const]
const maxDurationMs = 4_000
const tries = 6

test.each(Object.entries(damages))(
  'files %s are decoded within the bounds or refused with a reason',
  async (name, damage) => {
    const random = createRandom(name.length * 7_919)
    for (const [file, bytes] of files)
      for (let round = 0; round < tries; round++) {
        const damaged = damage(Buffer.from(bytes), random)
        const startedAt = performance.now()
        const outcome = await decodeAudio(damaged, { maxDurationMs, deadlineMs: 5_000 }).catch(
          (error: unknown) => error,
        )
        const label = `${file}, round ${round}`
        expect(performance.now() - startedAt, label).toBeLessThan(10_000)
        if (outcome instanceof InvalidError) {
          expect(outcome.message, label).toMatch(/^[A-Z].{10,}/)
          expect(outcome.message, label).not.toMatch(/its decoder failed/)
          continue
        }
        const { pcm, sampleRate } = outcome as Awaited<ReturnType<typeof decodeAudio>>
        expect(pcm.length, label).toBeGreaterThan(0)
        expect((pcm.length / sampleRate) * 1_000, label).toBeLessThanOrEqual(maxDurationMs)
      }
  },
  120_000,
)
