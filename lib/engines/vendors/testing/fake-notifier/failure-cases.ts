import { expect, test } from 'vitest'

import type { FakeHttp, Mishap } from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

type Expected = {
  fault: string
  retryable: boolean
  maybeExecuted: boolean
  retryAfterMs?: number
  status?: number
}

const permanent = { retryable: false, maybeExecuted: false }
const refused = { fault: 'client_error', ...permanent }

/** The failures that every client must tell apart; `lost` answers are left to each suite. */
const failures: [name: string, mishap: Mishap, expected: Expected][] = [
  ['401', { status: 401 }, { fault: 'authentication', status: 401, ...permanent }],
  ['403', { status: 403 }, { fault: 'authentication', status: 403, ...permanent }],
  ['404', { status: 404 }, { ...refused, status: 404 }],
  ['410', { status: 410 }, { ...refused, status: 410 }],
  ['400', { status: 400 }, { ...refused, status: 400 }],
  ['422', { status: 422 }, { ...refused, status: 422 }],
  [
    '429 with Retry-After',
    { status: 429, headers: { 'retry-after': '7' } },
    {
      fault: 'rate_limited',
      retryable: true,
      maybeExecuted: false,
      retryAfterMs: 7_000,
      status: 429,
    },
  ],
  [
    '503',
    { status: 503 },
    { fault: 'server_error', retryable: true, maybeExecuted: false, status: 503 },
  ],
  [
    '500',
    { status: 500 },
    { fault: 'server_error', retryable: true, maybeExecuted: true, status: 500 },
  ],
  ['silence', 'hang', { fault: 'timeout', retryable: true, maybeExecuted: true }],
  ['a reset', 'reset', { fault: 'reset', retryable: true, maybeExecuted: true }],
]

/** Runs `act` until it fails, and gives back how. */
export async function faultOf(act: Promise<unknown>): Promise<NetworkError> {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof NetworkError))
    throw new Error(`expected a NetworkError, got ${String(error)}`)
  return error
}

const facts = ({ fault, retryable, maybeExecuted, retryAfterMs, status }: NetworkError) => ({
  fault,
  retryable,
  maybeExecuted,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
  ...(status !== undefined && { status }),
})

/**
 * Declares one test for each failure class. `act` makes one request that writes; `overrides` says what a provider
 * means differently by a status.
 */
export function describeFailures(options: {
  kind: string
  peer: () => FakeHttp
  act: (io: Io) => Promise<unknown>
  overrides?: Record<string, Partial<Expected>>
}): void {
  const { kind, peer, act, overrides = {} } = options
  test.each(failures)('%s is classified', async (name, mishap, expected) => {
    peer().plan(mishap)
    const io = openTestIo(kind, mishap === 'hang' ? { timeoutMs: 100 } : {})
    const fault = await faultOf(act(io))
    expect(facts(fault)).toEqual({ ...expected, ...overrides[name] })
    expect(fault.detail).not.toBe('')
  })

  test('a redirect to this machine is refused, not followed', async () => {
    const before = peer().requests.length
    peer().plan({ status: 302, headers: { location: `${peer().origin}/secret` } })
    const fault = await faultOf(act(openTestIo(kind)))
    expect(facts(fault)).toEqual({ ...refused, status: 302 })
    expect(fault.detail).toContain('redirects are not followed')
    expect(
      peer()
        .requests.slice(before)
        .map(({ path }) => path),
    ).not.toContain('/secret')
  })
}
