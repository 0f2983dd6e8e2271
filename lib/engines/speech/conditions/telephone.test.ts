import wavefile from 'wavefile'
import { expect, test } from 'vitest'

import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { levelAt, noise, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { db, powerBetween } from '#lib/engines/speech/conditions/test-spectrum.ts'
import { speech } from '#lib/engines/speech/conditions/test-speech.ts'

const { WaveFile } = wavefile
const through = (clip: Clip, settings: object) => applyProfile(clip, parseProfile(settings), 1).clip
const white = noise({ sampleRate: 16_000, durationMs: 4_000, level: 0.1 })
const share = ({ pcm, sampleRate }: Clip, band: [number, number]) =>
  db(powerBetween(pcm, sampleRate, band) / powerBetween(pcm, sampleRate, [0, sampleRate / 2]))

test.each(['mulaw', 'alaw'])('%s: nothing but coding noise is left outside the band', (law) => {
  const heard = through(white, { telephone: { law } })
  expect(share(heard, [0, 150])).toBeLessThan(-40)
  expect(share(heard, [3_600, 4_000])).toBeLessThan(-40)
  expect(share(heard, [4_200, 8_000])).toBeLessThan(-75)
})

test('the band itself is flat within a quarter of a dB', () => {
  const change = (band: [number, number]) =>
    db(
      powerBetween(through(white, { telephone: {} }).pcm, 16_000, band) /
        powerBetween(white.pcm, 16_000, band),
    )
  for (let hz = 300; hz < 3_400; hz += 310)
    expect(Math.abs(change([hz, hz + 310]))).toBeLessThan(0.25)
})

test('tones outside the band vanish, tones within stay', () => {
  const level = (hz: number) =>
    levelAt(
      through(tone({ hz, sampleRate: 16_000, durationMs: 1_000, level: 0.5 }), { telephone: {} }),
      hz,
    )
  for (const hz of [310, 1_000, 3_390]) expect(Math.abs(level(hz) + 6)).toBeLessThan(0.3)
  for (const hz of [100, 3_700, 5_000]) expect(level(hz)).toBeLessThan(-60)
})

const laws = [
  ['mulaw', 'toMuLaw', 'fromMuLaw'],
  ['alaw', 'toALaw', 'fromALaw'],
] as const

/** Coded and decoded by another library. */
function codedElsewhere(clip: Clip, to: 'toMuLaw' | 'toALaw', from: 'fromMuLaw' | 'fromALaw') {
  const file = new WaveFile(encodeWav(clip))
  file[to]()
  file[from]()
  return Array.from(file.getSamples(false, Int16Array))
}

test.each(laws)(
  '%s: what leaves the line are values of G.711 by another library',
  (law, to, from) => {
    const line = through(resample(speech, 8_000), { telephone: { law } })
    expect(codedElsewhere(line, to, from)).toEqual(Array.from(line.pcm))
  },
)

test.each(laws)(
  '%s rounds as another library, but for 1.5 %% at the border of two steps',
  (law, to, from) => {
    const pcm = Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768)
    const ours = decodeG711(encodeG711(pcm, law), law)
    const theirs = codedElsewhere({ pcm, sampleRate: 8_000 }, to, from)
    const different = theirs.filter((value, n) => value !== ours[n])
    expect(different.length / pcm.length).toBeLessThan(0.015)
    for (const [n, value] of theirs.entries())
      expect(Math.abs(value - (ours[n] ?? NaN))).toBeLessThanOrEqual(
        Math.abs(pcm[n] ?? 0) / 15 + 16,
      )
  },
)

test('signal to coding noise is that of G.711: 33 to 41 dB from full scale down to -30 dB', () => {
  for (const law of ['mulaw', 'alaw'])
    for (const level of [0.9, 0.3, 0.1, 0.03]) {
      const sine = tone({ hz: 1_020, sampleRate: 8_000, durationMs: 1_000, level })
      const heard = through(sine, { telephone: { law } })
      let [error, power] = [0, 0]
      for (let n = 800; n < 7_200; n++) {
        error += ((heard.pcm[n] ?? 0) - (sine.pcm[n] ?? 0)) ** 2
        power += (sine.pcm[n] ?? 0) ** 2
      }
      expect(db(power / error)).toBeGreaterThan(33)
      expect(db(power / error)).toBeLessThan(43)
    }
})

test('no delay: speech stays where it was', () => {
  const heard = through(speech, { telephone: {} })
  const match = (lag: number) =>
    speech.pcm.reduce((sum, sample, n) => sum + sample * (heard.pcm[n + lag] ?? 0), 0)
  const best = Array.from({ length: 81 }, (_, n) => n - 40).toSorted(
    (a, b) => match(b) - match(a),
  )[0]
  expect(best).toBe(0)
  expect(heard.pcm.length).toBe(speech.pcm.length)
})

test.each([500, 2_000, 5_000])('a low-pass of %i Hz leaves the low and takes the high', (hz) => {
  const heard = through(white, { low_pass: { hz } })
  const change = (band: [number, number]) =>
    db(powerBetween(heard.pcm, 16_000, band) / powerBetween(white.pcm, 16_000, band))
  expect(Math.abs(change([50, hz * 0.88]))).toBeLessThan(0.1)
  expect(change([hz * 1.12, 8_000])).toBeLessThan(-60)
})

test('a low-pass above the band of the clip changes nothing', () => {
  expect(through(speech, { low_pass: { hz: 8_000 } })).toEqual(speech)
})
