import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import {
  describeFailures,
  faultOf,
} from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import {
  startFakeWebhook,
  type FakeWebhook,
} from '#lib/engines/vendors/testing/fake-notifier/fake-webhook.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { Io, Message } from '#lib/engines/vendors/types.ts'
import { webhook } from '#lib/engines/vendors/webhook/webhook.ts'

let peer: FakeWebhook

beforeAll(async () => {
  peer = await startFakeWebhook()
})
beforeEach(() => {
  peer.state.deliveries.length = 0
  peer.state.refused.length = 0
  peer.state.repeats.clear()
})
afterAll(() => peer.close())

const message: Message = {
  event: 'test_run_complete',
  severity: 'info',
  outcome: 'success',
  title: 'All passed',
  summary: '',
  facts: [],
  items: [],
  url: 'https://ear.test/runs/1',
  mentions: [],
  data: { run_id: 'r1', note: 'größer 😀' },
}

type Settings = { config?: object; secrets?: object; io?: Io }

const settings = ({ config = {}, secrets = {} }: Settings) =>
  [
    { url: peer.url, ...config },
    { signing_secret: peer.state.signingSecret, ...secrets },
  ] as const

function send(key: string, over: Settings = {}) {
  const notifier = webhook.notifier?.(...settings(over), over.io ?? openTestIo('webhook'))
  if (!notifier) throw new Error('no notifier')
  return notifier.send(message, { key, thread: null, update: false })
}
const check = (over: Settings = {}) => webhook.check(...settings(over), openTestIo('webhook'))

const otherSecret = `whsec_${Buffer.alloc(32, 'other').toString('base64')}`

test('the receiver refuses what another secret signed', async () => {
  const fault = await faultOf(send('k', { secrets: { signing_secret: otherSecret } }))
  expect(fault).toMatchObject({ fault: 'authentication', status: 401, retryable: false })
  expect(fault.detail).toContain('No matching signature found')
  expect(peer.state.deliveries).toEqual([])
})

test('a delivery verifies and carries type, time and data', async () => {
  expect((await send('evt_1')).detail).toBe('HTTP 200: {"received":"evt_1"}')
  expect(peer.state.deliveries).toMatchObject([
    { id: 'evt_1', body: { type: 'test_run_complete', data: message.data } },
  ])
})

test('a try whose answer was lost may be repeated: the id is the same', async () => {
  peer.http.plan('lost')
  expect(await faultOf(send('evt_2'))).toMatchObject({ maybeExecuted: true, retryable: true })
  await send('evt_2')
  expect(peer.state.deliveries).toHaveLength(1)
  expect(peer.state.repeats.get('evt_2')).toBe(1)
})

test('headers of the settings are sent, the Authorization as a secret', async () => {
  const io = openTestIo('webhook', { secrets: ['Bearer gateway-token'] })
  await send('k', {
    io,
    config: { headers: { 'X-Team': 'voice' } },
    secrets: { authorization: 'Bearer gateway-token' },
  })
  expect(peer.http.requests.at(-1)?.headers).toMatchObject({
    'x-team': 'voice',
    authorization: 'Bearer gateway-token',
  })
  expect(JSON.stringify(io.exchanges())).not.toContain('gateway-token')
})

test.each([{ 'webhook-id': 'x' }, { Host: 'x' }, { 'X-A': 'a\r\nX-B: b' }, { 'bad name': 'x' }])(
  'the header %o is refused',
  (headers) => {
    expect(webhook.config.safeParse({ url: peer.url, headers }).success).toBe(false)
  },
)

test.each(['', 'whsec_', 'whsec_c2hvcnQ=', otherSecret.slice(6), `whsec_${'A'.repeat(100)}`])(
  'the secret "%s" is refused',
  (signing_secret) => {
    expect(webhook.secrets.safeParse({ signing_secret }).success).toBe(false)
  },
)

test.each([24, 25, 26, 32, 64])('a secret of %i bytes is taken', (size) => {
  const signing_secret = `whsec_${Buffer.alloc(size, 1).toString('base64')}`
  expect(webhook.secrets.safeParse({ signing_secret }).success).toBe(true)
})

test('without a secret nothing is sent', async () => {
  const before = peer.http.requests.length
  const fault = await faultOf(send('k', { secrets: { signing_secret: undefined } }))
  expect(fault).toMatchObject({ fault: 'configuration', retryable: false })
  expect(peer.http.requests).toHaveLength(before)
})

test('410 asks to be switched off', async () => {
  peer.http.plan({ status: 410 })
  expect((await faultOf(send('k'))).detail).toContain('asks not to be called any more')
})

test.each([408, 425, 507])('%i may be tried again', async (status) => {
  peer.http.plan({ status })
  expect((await faultOf(send('k'))).retryable).toBe(true)
})

describeFailures({
  kind: 'webhook',
  peer: () => peer.http,
  act: (io) => send('k', { io }),
})

test('the check posts a signed ping and shows the answer', async () => {
  const checked = await check()
  expect(checked.ok).toBe(true)
  expect(checked.reply).toContain('ping_')
  expect(peer.state.deliveries).toMatchObject([{ body: { type: 'ping' } }])
  const wrong = await check({ secrets: { signing_secret: otherSecret } })
  expect(wrong.ok).toBe(false)
  expect(wrong.detail).toContain('No matching signature found')
})
