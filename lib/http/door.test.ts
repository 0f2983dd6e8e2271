import { expect, test } from 'vitest'

import { passDoor, readRefusal, refusalOf } from '#lib/http/door.ts'
import config from '#next.config.ts'

const id = '01a20488-211e-7459-a43b-f6d255621edc'

test.each([
  ['GET', '/'],
  ['POST', `/suites/${id}`],
  ['GET', '/suites?search=50%25'],
  ['GET', '/suites?search=%E0%A4%A'],
  ['GET', '/api/health'],
  ['HEAD', '/api/health'],
  ['OPTIONS', '/api/v1/runs'],
  ['POST', '/api/v1/runs'],
  ['GET', `/api/v1/runs/${id}/junit.xml`],
  ['PATCH', `/api/v1/suites/${id}`],
  ['GET', '/api/v1/policies/curve'],
  ['GET', '/api/v1/voices/polly/a%2Fb/sample'],
  ['POST', '/api/auth/callback/credentials'],
  ['GET', '/api/auth/csrf?x=1'],
  ['POST', '/webhooks/ci-cd?connection=1'],
  ['GET', '/metrics'],
  // Sent on to the address without the slash.
  ['GET', '/api/v1/runs/'],
])('%s %s is let in', (method, target) => {
  expect(refusalOf(method, target)).toBeNull()
})

test.each([
  ['GET', '/api'],
  ['GET', '/api/nothing'],
  ['POST', '/api/v1/suites/import/more'],
  ['GET', `/api/v1/runs/${id}/nothing`],
  ['GET', '/api/auth'],
  ['GET', '/api/refused'],
  ['TRACE', '/api/nothing'],
])('%s %s: nothing is there', (method, target) => {
  expect(refusalOf(method, target)).toMatchObject({ code: 'not_found' })
})

test.each([
  ['DELETE', '/api/v1/runs', 'GET, HEAD, OPTIONS, POST'],
  ['GET', '/api/v1/suites/import', 'OPTIONS, POST'],
  ['POST', '/api/health', 'GET, HEAD, OPTIONS'],
  ['GET', '/webhooks/ci-cd', 'OPTIONS, POST'],
  ['TRACE', '/api/v1/me', 'GET, HEAD, OPTIONS'],
  ['TRACE', '/', 'GET, HEAD, OPTIONS, POST'],
  ['PROPFIND', '/suites', 'GET, HEAD, OPTIONS, POST'],
])('%s %s: only %s', (method, target, allow) => {
  const refusal = refusalOf(method, target)
  expect(refusal).toMatchObject({ code: 'method_not_allowed' })
  expect(refusal?.allow?.join(', ')).toBe(allow)
})

test.each([
  ['/suites/%E0%A4%A', 'address'],
  ['/api/v1/suites/%', 'address'],
  ['/api/v1/suites/%ED%A0%80', 'address'],
  ['/api/v1/tool-calls/a%00b', 'address'],
  ['/suites?search=a%00b', 'search'],
  ['/api/v1/suites?search=a%00b', 'search'],
])('GET %s is refused, and the fault is in %s', (target, path) => {
  expect(refusalOf('GET', target)).toMatchObject({ code: 'invalid', faults: [{ path }] })
})

test('nobody can write a refusal himself, and a refused request is read as it was refused', () => {
  const forged = { method: 'GET', url: '/api/health', headers: { 'x-earshot-refusal': 'x' } }
  passDoor(forged)
  expect(forged).toEqual({ method: 'GET', url: '/api/health', headers: {} })
  const refused = { method: 'TRACE', url: '/api/v1/me?näme', headers: {} }
  passDoor(refused)
  expect(refused).toMatchObject({ method: 'GET', url: '/api/refused' })
  const { error, allow } = readRefusal(new Headers(refused.headers))
  expect([error.code, allow]).toEqual(['method_not_allowed', ['GET', 'HEAD', 'OPTIONS']])
  expect(readRefusal(new Headers()).error.code).toBe('not_found')
})

test('addresses that are rewritten are judged as what they lead to', async () => {
  const rewrites = await config.rewrites?.()
  const all = Array.isArray(rewrites) ? rewrites : []
  expect(all.length).toBeGreaterThan(0)
  for (const { source, destination } of all)
    for (const method of ['GET', 'POST', 'DELETE'])
      expect(refusalOf(method, source), source).toEqual(refusalOf(method, destination))
})
