import { expect, test } from 'vitest'

import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { concat, mix, noise, silence } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { callerEcho } from '#lib/engines/speech/listening/caller-echo.ts'

const clips = utterances('slt').map(({ clip }) => clip)
const [said, other] = [clips[2], clips[5]]
if (said === undefined || other === undefined) throw new Error('no speech')

const gain = ({ pcm, sampleRate }: Clip, by: number): Clip => ({
  pcm: pcm.map((sample) => Math.round(sample * by)),
  sampleRate,
})
const coded = ({ pcm, sampleRate }: Clip): Clip => ({
  pcm: decodeG711(encodeG711(pcm, 'mulaw'), 'mulaw'),
  sampleRate,
})
const { sampleRate } = said

const echoes: [string, Clip, number][] = [
  ['as it is', said, 0],
  ['softer', gain(said, 0.05), 0],
  ['upside down', gain(said, -0.5), 0],
  ['700 ms late', concat(silence(sampleRate, 700), said), 700],
  [
    'two seconds late, coded, at 8 kHz',
    coded(resample(concat(silence(sampleRate, 2_000), said), 8_000)),
    2_000,
  ],
  ['at 24 kHz', resample(said, 24_000), 0],
  ['in noise', mix(said, noise({ sampleRate, durationMs: 5_000, level: 0.01 })), 0],
  ['without its beginning', { pcm: said.pcm.subarray(2_400), sampleRate }, -150],
]

test.each(echoes)('the caller’s own recording is found: %s', (_, reply, delay) => {
  const found = callerEcho(said, reply)
  expect(found?.likeness).toBeGreaterThan(0.85)
  expect(Math.abs((found?.delayMs ?? NaN) - delay)).toBeLessThanOrEqual(20)
})

test.each([
  ['another sentence of the same voice', other],
  ['an answer after a bit of echo', concat(said, other, other, other)],
  ['the same sentence of another voice', utterances('rms')[2]?.clip ?? other],
  ['noise', noise({ sampleRate, durationMs: 2_000, level: 0.1 })],
  ['silence', silence(sampleRate, 2_000)],
  ['nothing', silence(sampleRate, 0)],
])('%s is no echo', (_, reply) => expect(callerEcho(said, reply)?.likeness ?? 0).toBeLessThan(0.6))
