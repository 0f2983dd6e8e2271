import { monitorEventLoopDelay } from 'node:perf_hooks'

import { expect, test } from 'vitest'

import { parseEvent } from '#lib/webhooks/parse-event.ts'
import { providerOfKind, registeredProviders } from '#lib/webhooks/providers.ts'
import { readEvent } from '#lib/webhooks/read-event.ts'
import { fromGithub, pushPayload } from '#lib/webhooks/testing/deliveries.ts'

const github = providerOfKind(registeredProviders(), 'github')
if (!github) throw new Error('GitHub sends deliveries')

const deliver = (body: Buffer) => ({ headers: fromGithub('secret', pushPayload()).headers, body })

test('a large delivery is read in a thread, to the same event', async () => {
  const text = JSON.stringify({ ...pushPayload(), padding: 'x'.repeat(1_000_000) })
  const delivery = deliver(Buffer.from(text))
  const read = await readEvent(github, delivery)
  expect(read.event?.kind).toBe('push')
  expect(read).toEqual(parseEvent(github.receiver, delivery))
})

test.each([
  ['brackets', Buffer.from(`[${'[],'.repeat(8_000_000)}[]]`)],
  ['levels', Buffer.from('['.repeat(12_000_000) + ']'.repeat(12_000_000))],
  ['what is no JSON', Buffer.alloc(24_000_000, 'a')],
])('twenty-four megabytes of %s hold nobody up', async (_, body) => {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const outcome = await readEvent(github, deliver(body)).then(
    ({ event }) => event,
    (error: unknown) => error,
  )
  delay.disable()
  expect(delay.max / 1e6).toBeLessThan(1_000)
  if (outcome !== null)
    expect(outcome).toMatchObject({
      code: expect.stringMatching(/^(invalid|too_large)$/) as string,
    })
})
