import { expect, test } from 'vitest'
import { z } from 'zod'

import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { builtInProfiles } from '#lib/engines/speech/conditions/built-in-profiles.ts'
import {
  DeviceProfileSettings,
  parseProfile,
  profileAddress,
} from '#lib/engines/speech/conditions/profile.ts'
import { acousticConditions, lineConditions } from '#lib/engines/speech/conditions/registry.ts'
import { speech, talkers } from '#lib/engines/speech/conditions/test-speech.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const address = (settings: unknown, sounds = {}) => profileAddress(parseProfile(settings), sounds)
const faultsOf = (settings: unknown) => {
  try {
    parseProfile(settings)
  } catch (error) {
    if (error instanceof InvalidError) return error.faults.map(({ path }) => path)
    throw error
  }
  return []
}

test('every setting of the schema has its condition, in the same order', () => {
  const kinds = [...acousticConditions, ...lineConditions].map(({ kind }) => kind)
  expect(kinds).toEqual(Object.keys(DeviceProfileSettings.shape))
})

test('the schema can be written as JSON Schema for a form', () => {
  const { properties } = z.toJSONSchema(DeviceProfileSettings, { io: 'input' })
  expect(properties?.['noise']).toMatchObject({
    properties: { snr_db: { title: 'SNR (dB)', minimum: -20, maximum: 50 } },
    required: ['kind', 'snr_db'],
  })
})

test.each<[unknown, string]>([
  [{ noise: { kind: 'purple', snr_db: 3 } }, 'noise.kind'],
  [{ noise: { kind: 'white', snr_db: 60 } }, 'noise.snr_db'],
  [{ noise: { kind: 'white', snr_db: NaN } }, 'noise.snr_db'],
  [{ noise: { kind: 'babble', snr_db: 3, talkers: 33 } }, 'noise.talkers'],
  [{ noise: { kind: 'recording', snr_db: 3 } }, 'noise.recording'],
  [{ noise: { kind: 'white', snr_db: 3, recording: 'noise/1-a.wav' } }, 'noise.recording'],
  [{ noise: { kind: 'recording', snr_db: 3, recording: '../secret.wav' } }, 'noise.recording'],
  [{ gain: { db: 41 } }, 'gain.db'],
  [{ clipping: { limit_dbfs: 1 } }, 'clipping.limit_dbfs'],
  [{ speed: { factor: 0.69 } }, 'speed.factor'],
  [{ speed: { factor: 1.41 } }, 'speed.factor'],
  [{ low_pass: { hz: 100 } }, 'low_pass.hz'],
  [{ telephone: { law: 'ulaw' } }, 'telephone.law'],
  [{ reverb: { rt60_ms: 5_000 } }, 'reverb.rt60_ms'],
  [{ reverb: {} }, 'reverb.rt60_ms'],
  [{ silence: { lead_ms: -1 } }, 'silence.lead_ms'],
  [{ silence: { trail_ms: 1e9 } }, 'silence.trail_ms'],
  [{ packet_loss: { good_to_bad: 1.1, bad_to_good: 1 } }, 'packet_loss.good_to_bad'],
  [{ packet_loss: { good_to_bad: 0, bad_to_good: 0 } }, 'packet_loss.bad_to_good'],
  [{ echo: {} }, 'echo'],
  [{ gain: { db: 1, dB: 2 } }, 'gain.dB'],
])('refuses %j at %s', (settings, path) => {
  expect(faultsOf(settings)).toEqual([path])
})

test('the address names the content: order and defaults do not matter, values do', () => {
  const settings = { gain: { db: 3 }, noise: { kind: 'pink', snr_db: 10 } }
  const same = { noise: { snr_db: 10, kind: 'pink', talkers: 6 }, gain: { db: 3 } }
  expect(address(settings)).toMatch(/^[0-9a-f]{64}$/)
  expect(address(same)).toBe(address(settings))
  expect(address({ ...settings, gain: { db: 3.5 } })).not.toBe(address(settings))
  expect(address({ noise: settings.noise })).not.toBe(address(settings))
})

test('the address follows the sounds that the profile uses, and no others', () => {
  const babble = { noise: { kind: 'babble', snr_db: 10 } }
  const pink = { noise: { kind: 'pink', snr_db: 10 } }
  const others = talkers.slice(1)
  expect(address(babble, { babble: [...talkers] })).toBe(address(babble, { babble: talkers }))
  expect(address(babble, { babble: others })).not.toBe(address(babble, { babble: talkers }))
  expect(address(pink, { babble: others })).toBe(address(pink, { babble: talkers }))
  const recorded = { noise: { kind: 'recording', snr_db: 10, recording: 'noise/1-a.wav' } }
  const recording = (hz: number) => ({
    recording: tone({ hz, sampleRate: 16_000, durationMs: 600, level: 0.3 }),
  })
  expect(address(recorded, recording(440))).not.toBe(address(recorded, recording(441)))
})

test.each(builtInProfiles.map(({ name, settings }) => [name, settings] as const))(
  '%s leaves speech to be heard',
  (_, settings) => {
    const { clip, report } = applyProfile(speech, settings, 1, { babble: talkers })
    expect(report.achievedSnrDb).toBeCloseTo(settings.noise?.snr_db ?? NaN, 1)
    expect(clip.sampleRate).toBe(16_000)
    expect(report.speechDbfs).toBeGreaterThan(-35)
    expect(report.speechLossRate ?? 0).toBeLessThan(0.3)
  },
)

test('the built-in profiles have names and addresses of their own', () => {
  expect(new Set(builtInProfiles.map(({ name }) => name)).size).toBe(6)
  expect(new Set(builtInProfiles.map(({ settings }) => profileAddress(settings))).size).toBe(6)
})
