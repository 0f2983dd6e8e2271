import { createHmac } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'

import { expect, test } from 'vitest'

import type { InboundSecret } from '#lib/engines/vendors/inbound.ts'
import { providerOfKind, registeredProviders } from '#lib/webhooks/providers.ts'
import { fromGithub, pushPayload } from '#lib/webhooks/testing/deliveries.ts'
import { verifyReceived } from '#lib/webhooks/verify-thread/verify-received.ts'

const megabyte = 1_048_576
const secretOf = (value: string, age: 'current' | 'previous' = 'current'): InboundSecret => ({
  age,
  field: 'webhook_secret',
  value,
})

function github() {
  const provider = providerOfKind(registeredProviders(), 'github')
  if (!provider) throw new Error('GitHub is not registered')
  return provider
}

/** A delivery of about so many MiB. */
const large = (secret: string, size: number) =>
  fromGithub(secret, { ...pushPayload(), filler: 'x'.repeat(size * megabyte) })

test('a large delivery is verified as a small one, and its body comes back as it was', async () => {
  const { headers, body } = large('right', 3)
  const print = (bytes: Buffer) => createHmac('sha256', '').update(bytes).digest('hex')
  const before = print(body)
  const delivery = { headers, body }
  const secrets = [secretOf('wrong'), secretOf('right', 'previous')]
  expect(await verifyReceived(github(), delivery, secrets, Date.now())).toEqual({
    ok: true,
    secret: secrets[1],
  })
  expect(print(delivery.body)).toBe(before)
  expect(await verifyReceived(github(), delivery, [secretOf('wrong')], Date.now())).toEqual({
    ok: false,
    reason: 'mismatch',
  })
  expect(print(delivery.body)).toBe(before)
})

test.each(registeredProviders().map((provider) => [provider.kind, provider] as const))(
  'the thread knows the receiver of %s, and refuses what is not signed',
  async (_, provider) => {
    const body = Buffer.alloc(2 * megabyte, 'x')
    const headers = { [provider.receiver.eventHeader]: 'push' }
    const secrets = provider.fields.map((field) => ({ ...secretOf('c2VjcmV0'), field }))
    const small = provider.receiver.verify({ headers, body }, secrets, 0)
    expect(await verifyReceived(provider, { headers, body }, secrets, 0)).toEqual(small)
    expect(small.ok).toBe(false)
  },
)

test('the event loop goes on while unsigned bodies of the largest size arrive, and too many are told to wait', async () => {
  const bodies = Array.from({ length: 16 }, () => Buffer.alloc(24 * megabyte))
  // Loaded before: what a server does once.
  await verifyReceived(github(), large('any', 2), [secretOf('any')], Date.now())
  const headers = { 'x-github-event': 'push', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const results = await Promise.all(
    bodies.map((body) =>
      verifyReceived(github(), { headers, body }, [secretOf('a'), secretOf('b')], Date.now()),
    ),
  )
  delay.disable()
  const reasons = results.map((result) => (result.ok ? 'ok' : result.reason))
  expect(reasons.filter((reason) => reason === 'mismatch').length).toBeGreaterThan(0)
  expect(reasons.filter((reason) => reason === 'busy').length).toBeGreaterThan(3)
  // All of them together are two seconds of hashing and more.
  expect(delay.max / 1e6).toBeLessThan(1_000)
})
