import { expect, test } from 'vitest'

import { Breaker } from '#lib/platform/net/breaker.ts'
import type { Clock } from '#lib/platform/net/clock.ts'
import { type FaultClass, NetworkError } from '#lib/platform/net/network-error.ts'
import {
  type Attempt,
  backoffMs,
  parseRetryAfter,
  withRetries,
} from '#lib/platform/net/resilience.ts'

/** A clock that stands still but for sleeping. */
function manualClock(random = 0.5) {
  const sleeps: number[] = []
  let now = 0
  const clock: Clock = {
    now: () => now,
    wall: () => now,
    random: () => random,
    sleep: async (ms) => {
      sleeps.push(ms)
      now += ms
    },
  }
  return { clock, sleeps, pass: (ms: number) => (now += ms) }
}

const fault = (
  kind: FaultClass,
  facts: Partial<{ retryable: boolean; retryAfterMs: number }> = {},
) => new NetworkError({ fault: kind, detail: kind, peer: 'p', retryable: true, ...facts })

const options = (clock: Clock, maxAttempts: number, deadlineMs = 60_000) => ({
  peer: 'p',
  signal: new AbortController().signal,
  ...{ clock, maxAttempts, deadlineMs },
})

test('backs off by full jitter, doubling up to 4 s', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map((retry) => backoffMs(retry, 1))).toEqual([
    250, 500, 1_000, 2_000, 4_000, 4_000, 4_000,
  ])
  expect(backoffMs(3, 0)).toBe(0)
})

test.each([
  ['120', 120_000],
  ['0', 0],
  [' 3 ', 3_000],
  ['999999999', 86_400_000],
  ['Thu, 01 Jan 1970 00:01:40 GMT', 90_000],
  ['Thu, 01 Jan 1970 00:00:05 GMT', 0],
  ['soon', null],
  ['-5', null],
  [undefined, null],
])('reads Retry-After %s', (value, expected) => {
  expect(parseRetryAfter(value, 10_000)).toBe(expected)
})

test('tries until it succeeds and records every try', async () => {
  const { clock, sleeps } = manualClock()
  const attempts: Attempt[] = []
  const value = await withRetries(
    async (attempt) => {
      if (attempt < 3) throw fault('reset')
      return 'value'
    },
    { ...options(clock, 5), onAttempt: (attempt) => attempts.push(attempt) },
  )
  expect(value).toBe('value')
  expect(sleeps).toEqual([125, 250])
  expect(attempts).toMatchObject([
    { number: 1, outcome: 'retry', fault: 'reset', delayMs: 125 },
    { number: 2, outcome: 'retry', fault: 'reset', delayMs: 250 },
    { number: 3, outcome: 'ok' },
  ])
})

test('gives up after the last try with the last fault', async () => {
  const { clock, sleeps } = manualClock()
  const call = withRetries(
    async (attempt) => {
      throw fault(attempt === 3 ? 'server_error' : 'reset')
    },
    options(clock, 3),
  )
  await expect(call).rejects.toMatchObject({ fault: 'server_error' })
  expect(sleeps).toHaveLength(2)
})

test('does not repeat what must not be repeated', async () => {
  const { clock, sleeps } = manualClock()
  const call = withRetries(
    async () => {
      throw fault('protocol', { retryable: false })
    },
    options(clock, 3),
  )
  await expect(call).rejects.toMatchObject({ fault: 'protocol' })
  expect(sleeps).toEqual([])
})

test('waits for Retry-After when that is longer than the back-off', async () => {
  const { clock, sleeps } = manualClock()
  await withRetries(
    async (attempt) => {
      if (attempt === 1) throw fault('rate_limited', { retryAfterMs: 7_000 })
    },
    options(clock, 2),
  )
  expect(sleeps).toEqual([7_000])
})

test('a wait beyond the deadline ends it at once', async () => {
  const { clock, sleeps } = manualClock()
  const call = withRetries(
    async () => {
      throw fault('rate_limited', { retryAfterMs: 7_000 })
    },
    options(clock, 5, 5_000),
  )
  await expect(call).rejects.toMatchObject({ fault: 'rate_limited' })
  expect(sleeps).toEqual([])
})

test('each try learns what is left of the deadline', async () => {
  const { clock, pass } = manualClock()
  const left: number[] = []
  await withRetries(
    async (attempt, remainingMs) => {
      left.push(remainingMs)
      pass(1_000)
      if (attempt === 1) throw fault('reset')
    },
    options(clock, 2, 10_000),
  )
  expect(left).toEqual([10_000, 8_875])
})

test('a bug is thrown as it is, not repeated, and not counted against the peer', async () => {
  const { clock } = manualClock()
  const breaker = new Breaker({ failures: 1, openMs: 1_000 }, clock)
  const call = withRetries(
    async () => {
      throw new TypeError('bug')
    },
    { ...options(clock, 5), breaker },
  )
  await expect(call).rejects.toThrow(TypeError)
  expect(breaker.state).toBe('closed')
})

test('the breaker stops the tries in between', async () => {
  const { clock } = manualClock()
  const breaker = new Breaker({ failures: 2, openMs: 60_000 }, clock)
  let tries = 0
  const call = withRetries(
    async () => {
      tries += 1
      throw fault('server_error')
    },
    { ...options(clock, 5), breaker },
  )
  await expect(call).rejects.toMatchObject({ fault: 'breaker_open' })
  expect(tries).toBe(2)
})

function breakerAt(failures = 3) {
  const { clock, pass } = manualClock()
  const breaker = new Breaker({ failures, openMs: 30_000 }, clock)
  const fail = (kind: FaultClass, times = 1) => {
    for (let time = 0; time < times; time += 1) breaker.admit('p').fail(kind)
  }
  return { breaker, pass, fail }
}

test('opens after consecutive failures only', () => {
  const { breaker, fail } = breakerAt()
  fail('reset', 2)
  breaker.admit('p').succeed()
  fail('timeout', 2)
  expect(breaker.state).toBe('closed')
  fail('server_error')
  expect(breaker.state).toBe('open')
  expect(() => breaker.admit('p')).toThrow(NetworkError)
})

test('refused credentials open it at once', () => {
  const { breaker, fail } = breakerAt()
  fail('authentication')
  expect(breaker.state).toBe('open')
})

test('refused credentials leave it closed where one call may be refused alone', () => {
  const breaker = new Breaker({ failures: 2, openMs: 1_000, refusalOpens: false })
  breaker.admit('p').fail('reset')
  for (let time = 0; time < 5; time += 1) breaker.admit('p').fail('authentication')
  breaker.admit('p').fail('reset')
  expect(breaker.state).toBe('closed')
})

test.each<FaultClass>(['cancelled', 'rate_limited', 'configuration'])(
  '%s neither counts nor clears',
  (kind) => {
    const { breaker, fail } = breakerAt()
    fail('reset', 2)
    fail(kind, 5)
    fail('reset')
    expect(breaker.state).toBe('open')
  },
)

test.each<FaultClass>(['client_error', 'protocol', 'voice_ai_error', 'too_large'])(
  '%s shows that the peer is alive',
  (kind) => {
    const { breaker, fail } = breakerAt()
    fail('reset', 2)
    fail(kind)
    fail('reset', 2)
    expect(breaker.state).toBe('closed')
  },
)

test('lets exactly one probe through after its time, whose success closes it', () => {
  const { breaker, pass, fail } = breakerAt()
  fail('reset', 3)
  pass(29_999)
  expect(() => breaker.admit('p')).toThrow('the next call is due in 1 s')
  pass(1)
  expect(breaker.state).toBe('half_open')
  const probe = breaker.admit('p')
  expect(() => breaker.admit('p')).toThrow(NetworkError)
  probe.succeed()
  expect(breaker.state).toBe('closed')
  breaker.admit('p').succeed()
})

test('a probe that fails opens it for another period', () => {
  const { breaker, pass, fail } = breakerAt()
  fail('reset', 3)
  pass(30_000)
  breaker.admit('p').fail('reset')
  expect(breaker.state).toBe('open')
  pass(30_000)
  expect(breaker.state).toBe('half_open')
})

test('a probe that was cancelled makes room for the next', () => {
  const { breaker, pass, fail } = breakerAt()
  fail('reset', 3)
  pass(30_000)
  breaker.admit('p').fail('cancelled')
  expect(() => breaker.admit('p').succeed()).not.toThrow()
  expect(breaker.state).toBe('closed')
})

test('calls from before it opened neither close it nor prolong it', () => {
  const { breaker, pass, fail } = breakerAt()
  const early = [breaker.admit('p'), breaker.admit('p')]
  fail('reset', 3)
  pass(20_000)
  early[0]?.succeed()
  expect(breaker.state).toBe('open')
  early[1]?.fail('reset')
  pass(10_000)
  expect(breaker.state).toBe('half_open')
})

test('an outage is passing for as long as the patience lasts, and over with the first answer', () => {
  const { clock, pass } = manualClock()
  const breaker = new Breaker({ failures: 2, openMs: 1_000, patienceMs: 5_000 }, clock)
  const reset = new NetworkError({ fault: 'reset', detail: 'd', peer: 'p', retryable: true })
  expect(breaker.explain(reset, 'p')).toBe(reset)
  for (let time = 0; time < 2; time += 1) breaker.admit('p').fail('reset')
  expect(breaker.explain(reset, 'p')).toMatchObject({ outage: 'passing', retryAfterMs: 1_000 })
  for (let probe = 0; probe < 4; probe += 1) {
    pass(1_000)
    breaker.admit('p').fail('reset')
    expect(breaker.outage).toBe('passing')
  }
  pass(1_000)
  expect(breaker.outage).toBe('lasting')
  breaker.admit('p').succeed()
  expect(breaker.outage).toBe(null)
})

test('refused credentials, and faults of one call alone, are no outage', () => {
  const { breaker, fail } = breakerAt()
  fail('authentication')
  expect(breaker.outage).toBe(null)
  const other = breakerAt()
  other.fail('reset', 3)
  const said = new NetworkError({
    fault: 'voice_ai_error',
    detail: 'd',
    peer: 'p',
    retryable: false,
  })
  expect(other.breaker.explain(said, 'p')).toBe(said)
})

test('0 failures switches it off', () => {
  const { breaker, fail } = breakerAt(0)
  fail('reset', 50)
  fail('authentication')
  expect(breaker.state).toBe('closed')
})
