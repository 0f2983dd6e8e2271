import { expect, test } from 'vitest'

import {
  mostLevels,
  rangeText,
  readSearch,
  type SearchValues,
} from '#app/(dashboard)/break-points/new/_lib/read-search.ts'

const axes = {
  snr: { from: 30, to: -10, tolerance: 1, step: 0.5, least: -20, most: 50 },
  speed: { from: 1, to: 1.4, tolerance: 0.02, step: 0.01, least: 0.7, most: 1.4 },
  packet_loss: { from: 0, to: 0.6, tolerance: 0.02, step: 0.005, least: 0, most: 0.9 },
}

const typed = (changes: Partial<SearchValues> = {}): SearchValues => ({
  case_id: '0199f1c0-0000-7000-8000-000000000000',
  target: 'Simulator',
  language: 'en-US',
  axis: 'snr',
  noise: 'pink',
  ranges: {
    snr: rangeText('snr', axes.snr),
    speed: rangeText('speed', axes.speed),
    packet_loss: rangeText('packet_loss', axes.packet_loss),
  },
  repetitions: '3',
  device_profile: '',
  ...changes,
})

test('percentages become shares, and noise belongs to SNR only', () => {
  const read = readSearch(typed({ axis: 'packet_loss' }), axes)
  expect(read).toMatchObject({ input: { from: 0, to: 0.6, tolerance: 0.02, repetitions: 3 } })
  expect(read).not.toHaveProperty('input.noise')
  expect(readSearch(typed(), axes)).toMatchObject({ input: { from: 30, to: -10, noise: 'pink' } })
})

test('limits are told in the units of the form', () => {
  const ranges = { ...typed().ranges, packet_loss: { from: '0', to: '95', tolerance: '0.1' } }
  expect(readSearch(typed({ axis: 'packet_loss', ranges }), axes)).toEqual({
    errors: {
      to: 'Must lie between 0 and 90 % lost',
      tolerance: 'Must be at least 0.5 % lost',
    },
  })
})

test('all that is wrong is told at once, at its field', () => {
  const ranges = { ...typed().ranges, snr: { from: '', to: 'loud', tolerance: '1' } }
  const read = readSearch(typed({ case_id: '', ranges, repetitions: '2' }), axes)
  expect(Object.keys('errors' in read ? read.errors : {}).sort()).toEqual([
    'case_id',
    'from',
    'repetitions',
    'to',
  ])
})

test('the most levels of a search are its ends and the halves between them', () => {
  expect(mostLevels({ from: 30, to: -10, tolerance: 1 })).toBe(8)
  expect(mostLevels({ from: 25, to: -15, tolerance: 10 })).toBe(4)
  expect(mostLevels({ from: 1, to: 1.4, tolerance: 1 })).toBe(2)
})
