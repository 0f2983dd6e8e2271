import { createHash } from 'node:crypto'

import { expect, test } from 'vitest'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { noise as hiss, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { dtmf } from '#lib/engines/speech/conditions/dtmf.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { speech, talkers } from '#lib/engines/speech/conditions/test-speech.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const recording = tone({ hz: 333, sampleRate: 44_100, durationMs: 900, level: 0.2 })
const sounds = { babble: talkers, recording }
const key = 'noise/1-abc.wav'
const apply = (settings: unknown, { clip = speech, seed = 1 } = {}) =>
  applyProfile(clip, parseProfile(settings), seed, sounds)
const hash = ({ pcm }: Clip) => createHash('sha256').update(pcm).digest('hex')

/** Written anew from the definition: powers over the 20 ms frames within 30 dB of the loudest. */
function snrOf(clean: Clip, heard: Clip, loweredDb: number): number {
  const frame = 320
  const factor = 10 ** (-loweredDb / 20)
  const frames = Array.from({ length: Math.floor(clean.pcm.length / frame) }, (_, index) => {
    const sums = { said: 0, added: 0 }
    for (let n = index * frame; n < (index + 1) * frame; n++) {
      const value = (clean.pcm[n] ?? 0) * factor
      sums.said += value ** 2
      sums.added += ((heard.pcm[n] ?? 0) - value) ** 2
    }
    return sums
  })
  const loudest = Math.max(...frames.map(({ said }) => said))
  const active = frames.filter(({ said }) => said >= loudest / 1_000)
  const sum = (part: 'said' | 'added') => active.reduce((total, sums) => total + sums[part], 0)
  return 10 * Math.log10(sum('said') / sum('added'))
}

const kinds = ['white', 'pink', 'brown', 'babble', 'recording'] as const
const ratios = [-20, -10, -5, 0, 5, 10, 20, 35]

test.each(kinds.flatMap((kind) => ratios.map((snr) => [kind, snr] as const)))(
  '%s noise at %i dB is within half a dB, as reported and as measured anew',
  (kind, snr_db) => {
    const noise = { kind, snr_db, ...(kind === 'recording' && { recording: key }) }
    const { clip, report } = apply({ noise })
    expect(clip.pcm.length).toBe(speech.pcm.length)
    expect(Math.abs((report.achievedSnrDb ?? NaN) - snr_db)).toBeLessThan(0.1)
    expect(Math.abs(snrOf(speech, clip, report.headroomDb) - snr_db)).toBeLessThan(0.1)
    expect(measureLevels(clip).peakDb).toBeLessThan(0)
  },
)

test('noise that would clip lowers speech and noise alike, and the report says by how much', () => {
  const { report, clip } = apply({ noise: { kind: 'white', snr_db: -15 } })
  expect(report.headroomDb).toBeGreaterThan(6)
  expect(measureLevels(clip).peakDb).toBeCloseTo(-1, 1)
  expect(apply({ noise: { kind: 'white', snr_db: 30 } }).report.headroomDb).toBe(0)
})

test('quiet clips and softened ones hold the ratio too, or are refused', () => {
  const quiet = { ...speech, pcm: speech.pcm.map((sample) => Math.round(sample / 50)) }
  const noise = { kind: 'pink', snr_db: 20 }
  expect(snrOf(quiet, apply({ noise }, { clip: quiet }).clip, 0)).toBeCloseTo(20, 0)
  const faint = () => apply({ noise: { kind: 'pink', snr_db: 50 }, gain: { db: -40 } })
  expect(faint).toThrow(InvalidError)
  expect(faint).toThrow('16 bits')
})

test('a profile without conditions changes no sample', () => {
  const { clip, report } = apply({})
  expect(clip).toEqual(speech)
  expect(report).toMatchObject({
    headroomDb: 0,
    achievedSnrDb: null,
    lossRate: null,
    packets: null,
  })
  expect(report.speechEndMs).toBeCloseTo(measureLevels(speech).speechEndMs ?? NaN, 0)
})

const everything = {
  speed: { factor: 1.15 },
  silence: { lead_ms: 200, trail_ms: 300 },
  reverb: { rt60_ms: 300 },
  noise: { kind: 'babble', snr_db: 10 },
  gain: { db: 6 },
  clipping: { limit_dbfs: -2 },
  low_pass: { hz: 6_000 },
  telephone: { law: 'alaw' },
  packet_loss: { good_to_bad: 0.05, bad_to_good: 0.5 },
}

test('equal profile, seed and clip give equal bytes; another seed gives others', () => {
  const first = apply(everything)
  expect(hash(apply(everything).clip)).toBe(hash(first.clip))
  expect(apply(everything).report).toEqual(first.report)
  expect(hash(apply(everything, { seed: 2 }).clip)).not.toBe(hash(first.clip))
})

test('the clip that came in is not touched', () => {
  const before = hash(speech)
  apply(everything)
  expect(hash(speech)).toBe(before)
})

/** A change of these bytes needs a new CONDITIONS_VERSION: the address of stored stimuli says that they are the same. */
test('the bytes are those of the version', () => {
  const clip = dtmf({ digits: '1593', tone_ms: 200 })
  expect(hash(apply({ ...everything, noise: { kind: 'pink', snr_db: 10 } }, { clip }).clip)).toBe(
    '7cf9653b38ed1537bf1b8070e7790e4c1c2c29356035826bf79b292fdb1161d5',
  )
})

test('one condition more draws no other noise', () => {
  // Before the speech there is only noise; a room changes its level with that of the speech.
  const settings = { noise: { kind: 'white', snr_db: 10 }, silence: { lead_ms: 200 } }
  const noiseOf = (more: object) => apply({ ...settings, ...more }).clip.pcm.subarray(0, 3_200)
  const [one, other] = [noiseOf({}), noiseOf({ reverb: { rt60_ms: 200, direct_db: 0 } })]
  const dot = (a: Int16Array, b: Int16Array) => a.reduce((sum, x, n) => sum + x * (b[n] ?? 0), 0)
  expect(dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other))).toBeGreaterThan(0.999)
})

test('gain moves the level by what is asked, and without clipping never beyond full scale', () => {
  const before = measureLevels(speech)
  expect(measureLevels(apply({ gain: { db: -12 } }).clip).rmsDb).toBeCloseTo(before.rmsDb - 12, 1)
  expect(measureLevels(apply({ gain: { db: 2 } }).clip).rmsDb).toBeCloseTo(before.rmsDb + 2, 1)
  const { clip, report } = apply({ gain: { db: 20 } })
  expect(measureLevels(clip).peakDb).toBeCloseTo(-1, 1)
  expect(report.headroomDb).toBeCloseTo(before.peakDb + 20 + 1, 1)
  expect(report.clippedShare).toBeNull()
})

test('clipping holds samples at its limit and counts them', () => {
  const { clip, report } = apply({ gain: { db: 15 }, clipping: { limit_dbfs: -6 } })
  const limit = Math.round(32_768 * 10 ** (-6 / 20))
  const held = clip.pcm.filter((sample) => Math.abs(sample) >= limit).length
  expect(Math.max(...clip.pcm)).toBe(limit)
  expect(Math.min(...clip.pcm)).toBe(-limit)
  expect(report.clippedShare).toBeCloseTo(held / clip.pcm.length, 4)
  expect(report.clippedShare).toBeGreaterThan(0.01)
  expect(report.headroomDb).toBe(0)
})

test('the SNR is that at the microphone, before it is overloaded', () => {
  const noise = { kind: 'pink', snr_db: 8 }
  const settings = { noise, gain: { db: 20 }, clipping: { limit_dbfs: 0 } }
  expect(apply(settings).report.achievedSnrDb).toBeCloseTo(8, 1)
})

test('silence surrounds the speech and moves its end; noise goes on in it', () => {
  const plain = apply({}).report
  const { clip, report } = apply({
    silence: { lead_ms: 500, trail_ms: 250 },
    noise: { kind: 'white', snr_db: 10 },
  })
  expect(report.durationMs).toBeCloseTo(plain.durationMs + 750, 1)
  expect(report.speechStartMs).toBeCloseTo(plain.speechStartMs + 500, 1)
  expect(report.speechEndMs).toBeCloseTo(plain.speechEndMs + 500, 1)
  expect(clip.pcm.subarray(0, 8_000).some((sample) => sample !== 0)).toBe(true)
})

test('the end of the speech is known through speed, silence and echoes', () => {
  const settings = { speed: { factor: 0.8 }, silence: { lead_ms: 400 }, reverb: { rt60_ms: 500 } }
  const errors = utterances('rms').map(({ clip, endMs }) => {
    const heard = measureLevels(clip)
    const { report } = apply(settings, { clip })
    const truth = 400 + endMs / 0.8
    expect(report.durationMs).toBeGreaterThan(report.speechEndMs + 400)
    // The detector's own error on the dry clip is not this test's subject.
    return report.speechEndMs - truth - ((heard.speechEndMs ?? NaN) - endMs) / 0.8
  })
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(15)
})

test('lost packets do not move anything', () => {
  const { clip, report } = apply({ packet_loss: { good_to_bad: 0.2, bad_to_good: 0.5 } })
  expect(clip.pcm.length).toBe(speech.pcm.length)
  expect(report.speechEndMs).toBe(apply({}).report.speechEndMs)
})

test('key presses go through a profile as speech does', () => {
  const { report } = apply(
    { noise: { kind: 'pink', snr_db: 15 } },
    { clip: dtmf({ digits: '42' }) },
  )
  expect(report.achievedSnrDb).toBeCloseTo(15, 1)
  expect(Math.abs(report.speechEndMs - 300)).toBeLessThan(10)
})

test.each<[string, Clip, string]>([
  ['an empty clip', { pcm: new Int16Array(0), sampleRate: 16_000 }, 'has 0 samples'],
  ['one sample', { pcm: new Int16Array(1).fill(9_000), sampleRate: 16_000 }, 'has 1 samples'],
  ['silence', silence(16_000, 1_000), 'holds no speech'],
  ['faint hiss', hiss({ sampleRate: 16_000, durationMs: 800, level: 0.0003 }), 'holds no speech'],
  ['a strange rate', { pcm: speech.pcm, sampleRate: 4_000 }, 'not at 4000 Hz'],
  ['no rate', { pcm: speech.pcm, sampleRate: NaN }, 'not at NaN Hz'],
  ['eleven minutes', silence(8_000, 660_000), 'lasts 660 s'],
])('refuses %s and says why', (_, clip, why) => {
  for (const settings of [{}, everything]) {
    expect(() => apply(settings, { clip })).toThrow(InvalidError)
    expect(() => apply(settings, { clip })).toThrow(why)
  }
})

test('refuses a profile whose sounds are missing', () => {
  const without = (noise: object) => () => applyProfile(speech, parseProfile({ noise }), 1)
  expect(without({ kind: 'babble', snr_db: 5 })).toThrow('at least one clip')
  expect(without({ kind: 'recording', snr_db: 5, recording: key })).toThrow(`no recording ${key}`)
})

test('works at the rates of telephones and of studios', () => {
  for (const sampleRate of [8_000, 22_050, 48_000]) {
    const clip = dtmf({ digits: '159', tone_ms: 300 }, sampleRate)
    const { report, clip: heard } = apply(everything, { clip })
    expect(heard.sampleRate).toBe(sampleRate)
    expect(report.durationMs).toBeCloseTo(1_100 / 1.15 + 500 + 305, -1)
  }
})
