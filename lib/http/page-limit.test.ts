import { afterEach, beforeEach, expect, test } from 'vitest'

import { countPage, noteSession, tooManyPages } from '#lib/http/page-limit.ts'
import { limitRequestsTo, RateLimitedError } from '#lib/http/rate-limit.ts'

const plenty = 1_000_000
beforeEach(() => limitRequestsTo({ user: 10, token: plenty, organization: plenty, address: 3 }))
afterEach(() => limitRequestsTo(undefined))

const at = new Headers({ 'x-earshot-client': '192.0.2.1' })
const cookies = { 'earshot.session': 'one', theme: 'dark' }
/** What is answered to a page that is counted so. */
function answerTo(...page: Parameters<typeof countPage>): Response {
  try {
    countPage(...page)
    return new Response()
  } catch (error) {
    if (error instanceof RateLimitedError) return tooManyPages(error.message, error.attempt)
    throw error
  }
}

test('a page of somebody who is known counts five times, and nothing of a stranger', async () => {
  noteSession(cookies, { by: 'user', id: 'anna', organizationId: 'ours' })
  const read = () => answerTo('GET', at, { ...cookies, theme: 'light' })
  expect([read(), read(), read()].map(({ status }) => status)).toEqual([200, 200, 429])
  const refused = read()
  expect(refused.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(refused.headers.get('retry-after')).toBe('30')
  expect(await refused.text()).toContain('10 a minute are allowed. Try again in 30 s.')
  // Actions count for themselves, and answer what was typed.
  expect(countPage('POST', at, cookies)).toBeNull()
})

test('cookies that no page has accepted are those of a stranger', () => {
  const guess = (value: string) => answerTo('GET', at, { 'earshot.session': value }).status
  expect(['a', 'b', 'c', 'd'].map(guess)).toEqual([200, 200, 200, 429])
})
