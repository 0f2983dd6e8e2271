import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { readRefusal } from '#lib/http/door.ts'
import { receivePage } from '#lib/http/page-door.ts'
import { noteSession } from '#lib/http/page-limit.ts'
import { limitRequestsTo } from '#lib/http/rate-limit.ts'

const plenty = 1_000_000
beforeEach(() => limitRequestsTo({ user: 10, token: plenty, organization: plenty, address: 2 }))
afterEach(() => limitRequestsTo(undefined))

function receive(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const request = new IncomingMessage(new Socket())
  Object.assign(request, { url, method, headers: { 'x-earshot-client': '192.0.2.1', ...headers } })
  const response = new ServerResponse(request)
  receivePage(request, response)
  return { request, response }
}

test('a page gets its path and a policy with a fresh nonce, whatever the caller says', () => {
  const forged = { 'x-nonce': 'mine', 'x-path': '/', 'content-security-policy': 'none' }
  const [one, other] = [receive('/runs?cursor=1', forged), receive('/runs?cursor=1', forged)]
  const { headers } = one.request
  expect(headers['x-path']).toBe('/runs?cursor=1')
  expect(headers['x-nonce']).toMatch(/^[\w=]{40,}$/)
  expect(headers['x-nonce']).not.toBe(other.request.headers['x-nonce'])
  const policy = one.response.getHeader('content-security-policy')
  expect(policy).toContain(`'nonce-${String(headers['x-nonce'])}'`)
  expect(headers['content-security-policy']).toBe(policy)
  expect(one.response.getHeader('ratelimit-remaining')).toBe('1')
})

test.each([
  '/api/v1/runs',
  '/api/health?x=1',
  '/_next/static/chunks/a.js',
  '/_next/image?url=x',
  '/webhooks/ci-cd?connection=1',
  '/health',
  '/metrics',
])('%s is no page', (url) => {
  const { request, response } = receive(url)
  expect(request.headers).not.toHaveProperty('x-nonce')
  expect(response.getHeaders()).toEqual({})
})

test.each(['/', '/api', '/healthy', '/suites/file.html', '/_next/other', '/webhooks/other'])(
  '%s is a page',
  (url) => expect(receive(url).request.headers).toHaveProperty('x-nonce'),
)

test('one page too many is sent on to where that is said', () => {
  const { request } = [receive('/runs'), receive('/runs'), receive('/runs')].at(-1) ?? {}
  expect(request).toMatchObject({ url: '/api/refused', method: 'GET' })
  const refusal = readRefusal(
    new Headers(Object.entries(request?.headers ?? {}) as [string, string][]),
  )
  expect(refusal).toMatchObject({
    error: { code: 'rate_limited', message: expect.stringContaining('2 a minute') as string },
    attempt: { allowed: false, limit: 2 },
  })
})

test('whoever is known pays as themselves, five for a page', () => {
  const cookies = { 'earshot.session': 'a.b_c-d', theme: 'dark' }
  noteSession(cookies, { by: 'user', id: 'anna', organizationId: 'ours' })
  const cookie = 'theme=light; earshot.session=a.b_c-d'
  const left = () => receive('/runs', { cookie }).response.getHeader('ratelimit-remaining')
  expect([left(), left(), left()]).toEqual(['5', '0', undefined])
})
