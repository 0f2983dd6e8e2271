import { expect, test } from 'vitest'

import { parsePassword } from '#lib/accounts/parse-password.ts'
import { passwordWeakness } from '#lib/accounts/password-strength.ts'

const owner = {
  email: 'olga.owner@harbour.example',
  name: 'Olga Owner',
  organization: 'Hårbour Voice GmbH',
}

test.each([
  ['1234567890', 'most common'],
  ['qwertyuiop', 'most common'],
  ['password12', 'most common'],
  ['P@ssw0rd123', 'most common'],
  ['letmein123!', 'most common'],
  ['iloveyou2024', 'most common'],
  ['aaaaaaaaaa', 'repeats itself'],
  ['abcabcabcabc', 'repeats itself'],
  ['2026-11-30', 'is a date'],
  ['demo.earshot', 'or the product'],
  ['harbour-voice-2026', 'your organization'],
  ['Harbour2026!', 'your organization'],
  ['olga.owner.1', 'your name'],
  ['HÅRBOUR!!voice', 'your organization'],
  ['olga-gmbh-2026', 'your organization'],
])('the password %s is refused', async (password, words) => {
  const weakness = await passwordWeakness(password, { ...owner, name: 'Olga Owner Demo' })
  expect(weakness).toContain('too easy to guess')
  expect(weakness).toContain(words)
})

test.each([
  'correct horse battery',
  'baqe-zumo-tilu-vexi',
  'journeys-through-earshot',
  'Xk29fjw0qz',
  'ein Satz über das Wetter',
])('the password %s is not', async (password) =>
  expect(await passwordWeakness(password, owner)).toBeNull(),
)

test('what is refused is said at its field', async () => {
  await expect(parsePassword('1234567890', owner, 'admin.password')).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ path: 'admin.password' }],
  })
})

test('an accented letter typed as two characters is the same password', async () => {
  const typed = 'u\u0308ber den Wolken'
  expect(await parsePassword(typed, owner)).toBe('\u00fcber den Wolken')
})
