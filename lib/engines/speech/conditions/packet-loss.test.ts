import { expect, test } from 'vitest'

import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { burstLoss, losePackets, packetLoss } from '#lib/engines/speech/conditions/packet-loss.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { speech } from '#lib/engines/speech/conditions/test-speech.ts'
import { createRandom } from '#lib/platform/statistics/random.ts'

const lose = (settings: object, packets: number, seed = 1) =>
  losePackets(packetLoss.config.parse(settings), packets, createRandom(seed, 'test'))
const through = (clip: Clip, settings: object, seed = 1) =>
  applyProfile(clip, parseProfile({ packet_loss: settings }), seed)

/** Lengths of the runs of lost packets. */
const bursts = (lost: boolean[]) =>
  lost
    .map((gone) => (gone ? 'x' : '.'))
    .join('')
    .split(/\.+/)
    .filter((run) => run !== '')
    .map((run) => run.length)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test.each([
  [0.05, 1],
  [0.05, 4],
  [0.2, 2],
  [0.5, 5],
])('a loss of %f in bursts of %f has that rate and that mean burst', (rate, burst) => {
  const lost = lose(burstLoss(rate, burst), 200_000)
  expect(Math.abs(mean(lost.map(Number)) / rate - 1)).toBeLessThan(0.06)
  // A burst of one ends at once; only then does the chain allow the next to follow immediately.
  expect(Math.abs(mean(bursts(lost)) / burst - 1)).toBeLessThan(0.06)
})

test('both states lose what they are told: the rate is that of Elliott', () => {
  const settings = { good_to_bad: 0.03, bad_to_good: 0.2, loss_in_good: 0.01, loss_in_bad: 0.4 }
  const bad = 0.03 / 0.23
  const lost = lose(settings, 400_000)
  expect(Math.abs(mean(lost.map(Number)) - (bad * 0.4 + (1 - bad) * 0.01))).toBeLessThan(0.003)
  // P(lost, lost) at distance d falls back to independence by the chain's eigenvalue 1 - p - r.
  const together = (distance: number) =>
    mean(lost.slice(distance).map((gone, n) => Number(gone && lost[n])))
  const expected = (distance: number) => {
    const rate = bad * 0.4 + (1 - bad) * 0.01
    return rate ** 2 + bad * (1 - bad) * (0.4 - 0.01) ** 2 * 0.77 ** distance
  }
  for (const distance of [1, 2, 5, 10])
    expect(Math.abs(together(distance) / expected(distance) - 1)).toBeLessThan(0.08)
})

test('the first packet is lost as often as any other', () => {
  const first = Array.from({ length: 4_000 }, (_, seed) => lose(burstLoss(0.3, 4), 1, seed)[0])
  expect(Math.abs(mean(first.map(Number)) - 0.3)).toBeLessThan(0.03)
})

test('no loss leaves every sample, total loss leaves none', () => {
  const never = { good_to_bad: 0, bad_to_good: 1 }
  expect(through(speech, never).clip).toEqual(speech)
  expect(through(speech, never).report).toMatchObject({ lossRate: 0, longestLossMs: 0 })
  const always = { good_to_bad: 1, bad_to_good: 1, loss_in_good: 1 }
  const { clip, report } = through(speech, always)
  expect(clip.pcm.every((sample) => sample === 0)).toBe(true)
  expect(report).toMatchObject({ lossRate: 1, speechLossRate: 1, lostPackets: report.packets })
})

const settings = burstLoss(0.15, 2)

test('gaps are digital silence in whole packets; the report counts them', () => {
  const { clip, report } = through(speech, { ...settings, concealment: 'gap' })
  const size = 320
  const packets = Math.ceil(speech.pcm.length / size)
  let lost = 0
  for (let packet = 0; packet < packets; packet++) {
    const heard = clip.pcm.subarray(packet * size, (packet + 1) * size)
    const sent = speech.pcm.subarray(packet * size, (packet + 1) * size)
    if (heard.some((sample) => sample !== 0)) expect(heard).toEqual(sent)
    else if (sent.some((sample) => sample !== 0)) lost++
  }
  expect(report.packets).toBe(packets)
  expect(lost).toBeGreaterThan(5)
  expect(Math.abs((report.lostPackets ?? NaN) - lost)).toBeLessThan(packets * 0.1)
  expect(report.lossRate).toBe((report.lostPackets ?? NaN) / packets)
})

test('a lost packet sounds like the one before, ever softer, and is silent after 60 ms', () => {
  // 50 Hz fits a packet exactly, so a repeated packet is the tone itself.
  const sine = tone({ hz: 50, sampleRate: 16_000, durationMs: 4_000, level: 0.5 })
  const { clip } = through(sine, { good_to_bad: 0.05, bad_to_good: 0.15, concealment: 'repeat' }, 5)
  const gaps = through(sine, { good_to_bad: 0.05, bad_to_good: 0.15, concealment: 'gap' }, 5).clip
  const loudness = (from: Clip, packet: number) =>
    Math.max(...from.pcm.subarray(packet * 320, (packet + 1) * 320).map(Math.abs)) / 16_384
  const runs = new Map<number, number[]>()
  let age = NaN
  for (let packet = 0; packet < 200; packet++) {
    age = loudness(gaps, packet) > 0 ? 0 : age + 1
    if (age > 0) runs.set(age, [...(runs.get(age) ?? []), loudness(clip, packet)])
  }
  expect(runs.size).toBeGreaterThanOrEqual(4)
  const at = (packets: number) => mean(runs.get(packets) ?? [])
  expect(at(1)).toBeGreaterThan(0.9)
  expect(at(2)).toBeLessThan(at(1))
  expect(at(3)).toBeLessThan(at(2))
  expect(at(3)).toBeGreaterThan(0.1)
  expect(at(4)).toBe(0)
})

test('speech returns without a click', () => {
  const sine = tone({ hz: 470, sampleRate: 16_000, durationMs: 4_000, level: 0.5 })
  const steps = (concealment: string) => {
    const { pcm } = through(sine, { ...settings, concealment }).clip
    // Where a packet arrives after a lost one: the largest step in the first ms.
    const edges = Array.from({ length: 199 }, (_, packet) => (packet + 1) * 320).filter(
      (start) =>
        pcm.subarray(start + 64, start + 320).every((s, n) => s === sine.pcm[start + 64 + n]) &&
        !pcm.subarray(start - 320, start).every((s, n) => s === sine.pcm[start - 320 + n]),
    )
    expect(edges.length).toBeGreaterThan(5)
    return Math.max(...edges.map((n) => Math.abs((pcm[n] ?? 0) - (pcm[n - 1] ?? 0))))
  }
  const ordinary = Math.max(...sine.pcm.subarray(1).map((s, n) => Math.abs(s - (sine.pcm[n] ?? 0))))
  expect(steps('repeat')).toBeLessThan(2 * ordinary)
})

test('a line that has not brought anything yet is silent', () => {
  const sine = tone({ hz: 200, sampleRate: 16_000, durationMs: 500, level: 0.5 })
  const seed = Array.from({ length: 50 }, (_, n) => n).find(
    (n) => through(sine, { good_to_bad: 0.5, bad_to_good: 0.5 }, n).clip.pcm[1] === 0,
  )
  const { clip } = through(sine, { good_to_bad: 0.5, bad_to_good: 0.5 }, seed)
  expect(clip.pcm.subarray(0, 320).every((sample) => sample === 0)).toBe(true)
})
