import { expect, test } from 'vitest'

import { readProfile } from '#app/(dashboard)/settings/device-profiles/_lib/read-profile.ts'
import type { ConditionForm } from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'

const number = (minimum: number, maximum: number) => ({ type: 'number', minimum, maximum })

const conditions: ConditionForm[] = [
  {
    kind: 'speed',
    label: 'Speed',
    schema: { properties: { factor: number(0.7, 1.4) }, required: ['factor'] },
  },
  {
    kind: 'noise',
    label: 'Noise',
    schema: {
      properties: {
        kind: { enum: ['white', 'babble', 'recording'] },
        snr_db: number(-20, 50),
        talkers: { type: 'integer', minimum: 1, maximum: 32, default: 6 },
        recording: { type: 'string' },
      },
      required: ['kind', 'snr_db'],
    },
  },
]

function read(used: string[], entries: Record<string, string>) {
  const data = new FormData()
  for (const [name, value] of Object.entries({ name: 'Mine', seed: '1', ...entries }))
    data.set(name, value)
  return readProfile(conditions, new Set(used), data)
}

test('conditions that are switched off are left out, whatever was typed in them', () => {
  const typed = { 'settings.speed.factor': '9', 'settings.noise.kind': 'white' }
  const { value, errors } = read(['noise'], { ...typed, 'settings.noise.snr_db': '-3' })
  expect(value.settings).toEqual({ noise: { kind: 'white', snr_db: -3 } })
  expect(errors).toEqual({})
})

test('talkers belong to babble and a recording to recorded noise', () => {
  const all = {
    'settings.noise.snr_db': '5',
    'settings.noise.talkers': '4',
    'settings.noise.recording': 'noise/1-a.wav',
  }
  const noiseOf = (kind: string) =>
    read(['noise'], { ...all, 'settings.noise.kind': kind }).value.settings['noise']
  expect(noiseOf('white')).toEqual({ kind: 'white', snr_db: 5 })
  expect(noiseOf('babble')).toEqual({ kind: 'babble', snr_db: 5, talkers: 4 })
  expect(noiseOf('recording')).toEqual({
    ...{ kind: 'recording', snr_db: 5, recording: 'noise/1-a.wav' },
  })
})

test('faults are named by their fields', () => {
  const noise = { 'settings.noise.kind': 'recording', 'settings.noise.snr_db': '' }
  const { errors } = read(['speed', 'noise'], {
    ...noise,
    ...{ 'settings.speed.factor': '2', seed: '1.5' },
  })
  expect(errors).toEqual({
    'settings.speed.factor': 'Must be 1.4 or less',
    'settings.noise.snr_db': 'Is required',
    'settings.noise.recording': 'Choose a recording, or upload one',
    seed: 'Must be a whole number from 0 to 2147483647',
  })
})
