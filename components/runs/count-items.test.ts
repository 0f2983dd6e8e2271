import { expect, test } from 'vitest'

import { countItems } from '#components/runs/count-items.ts'

const suites = [
  { value: 'phone', label: 'Phone', cases: { 'en-US': 4, 'de-DE': 3 } },
  { value: 'music', label: 'Music', cases: { 'en-US': 2 } },
]
const chosen = {
  ...{ suites, suiteIds: ['phone'], languages: [] as string[] },
  ...{ deviceProfiles: [] as string[], repetitions: 1 },
}

test.each([
  ['each case once in each language', {}, 7],
  ['the chosen suites together', { suiteIds: ['phone', 'music'] }, 9],
  ['only the chosen languages', { languages: ['de-DE'] }, 3],
  ['each device profile', { deviceProfiles: ['none', 'car'] }, 14],
  ['each repetition', { repetitions: 10 }, 70],
  ['nothing without a suite', { suiteIds: [] }, 0],
  ['nothing while the repetitions are not a number', { repetitions: Number.NaN }, 0],
])('counts %s', (_, more, items) => expect(countItems({ ...chosen, ...more }).items).toBe(items))
