import { z } from 'zod'

import { amplitudeOf, sinTurns } from '#lib/engines/speech/audio/exact-math.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** Hz of the rows and columns of a keypad (ITU-T Q.23). */
const rows = [697, 770, 852, 941]
const columns = [1_209, 1_336, 1_477, 1_633]
const keypad = ['123A', '456B', '789C', '*0#D']
/** Tones begin and end within this time, so that they do not click. */
const RAMP_MS = 2

export const DtmfInput = z
  .strictObject({
    digits: z.string().regex(/^[0-9A-D*#]{1,64}$/, 'may be 0 to 9, A to D, * and #, at most 64'),
    tone_ms: z.int().min(40).max(2_000).default(100),
    pause_ms: z.int().min(40).max(2_000).default(100),
    /** amplitude of the lower tone of a pair, of full scale */
    level_dbfs: z.number().min(-40).max(-6).default(-12),
    /** level of the higher tone over the lower; receivers take -8 to +4 dB (ITU-T Q.24) */
    twist_db: z.number().min(-10).max(6).default(2),
  })
  .refine(
    ({ level_dbfs, twist_db }) => amplitudeOf(level_dbfs) * (1 + amplitudeOf(twist_db)) <= 1,
    {
      path: ['level_dbfs'],
      message: 'is too high for this twist: the two tones together would clip',
    },
  )

function frequencies(digit: string): { low: number; high: number } {
  const row = keypad.findIndex((keys) => keys.includes(digit))
  return { low: rows[row] ?? 0, high: columns[keypad[row]?.indexOf(digit) ?? 0] ?? 0 }
}

/**
 * Keys pressed on a telephone, as a clip: each digit two sines, a pause after each but the last. Frequencies are exact
 * to the sample clock. Throws `InvalidError` for digits, times or levels out of bounds.
 */
export function dtmf(input: z.input<typeof DtmfInput>, sampleRate = 16_000): Clip {
  const parsed = DtmfInput.safeParse(input)
  if (!parsed.success)
    throw new InvalidError('The key presses are not valid', faultsOf(parsed.error))
  const { digits, tone_ms, pause_ms, level_dbfs, twist_db } = parsed.data
  const samplesOf = (ms: number) => Math.round((sampleRate * ms) / 1_000)
  const [tone, pause, ramp] = [samplesOf(tone_ms), samplesOf(pause_ms), samplesOf(RAMP_MS)]
  const lowLevel = 32_767 * amplitudeOf(level_dbfs)
  const highLevel = lowLevel * amplitudeOf(twist_db)
  const pcm = new Int16Array(digits.length * (tone + pause) - pause)
  for (const [index, digit] of [...digits].entries()) {
    const { low, high } = frequencies(digit)
    for (let n = 0; n < tone; n++) {
      const edge = Math.min(1, (n + 1) / ramp, (tone - n) / ramp)
      const value =
        lowLevel * sinTurns((n * low) / sampleRate) + highLevel * sinTurns((n * high) / sampleRate)
      pcm[index * (tone + pause) + n] = Math.round(edge * value)
    }
  }
  return { pcm, sampleRate }
}
