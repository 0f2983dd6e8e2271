import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import {
  telnyxProtocol,
  type TelnyxSeen,
  telnyxToken,
} from '#lib/engines/connectors/testing/fake-telnyx.ts'
import {
  type FakeWebsocket,
  startFakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { twilioMediaStreams } from '#lib/engines/connectors/twilio-media-streams/index.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const seen: TelnyxSeen = { parameters: {}, keys: '', marks: [], stopped: false, names: null }
let peer: FakeWebsocket
beforeAll(async () => (peer = await startFakeWebsocket(() => telnyxProtocol(seen))))
afterAll(() => peer.close())
beforeEach(() => {
  Object.assign(seen, { parameters: {}, keys: '', marks: [], stopped: false, names: null })
  peer.refusals.length = 0
})

const open = (auth_token = telnyxToken) =>
  twilioMediaStreams.open(
    twilioMediaStreams.config.parse({
      ...{ url: `${peer.ws}/stream`, dialect: 'telnyx', agent_speaks_first: false },
      ...{ custom_parameters: { language: '{{language}}' }, end_of_reply_silence_ms: 150 },
    }),
    { auth_token },
    {
      ...{ userId: 'caller', language: 'en-US' },
      guard: createGuard({ allowedHosts: ['127.0.0.1'] }),
    },
  )

test('an agent of Telnyx is spoken to and heard, though its media name no stream', async () => {
  const session = open()
  const events = await takeTurn(session, voiceTurn(600))
  expect(of(events, 'error')).toEqual([])
  expect(of(events, 'audio').reduce((sum, { pcm }) => sum + pcm.length / 8, 0)).toBe(300)
  expect(seen.parameters).toEqual({ language: 'en-US' })
  expect(seen.marks).toEqual(['heard'])
  await session.close()
  await expect.poll(() => seen.stopped).toBe(true)
  expect(peer.refusals).toEqual([])
})

test('keys are pressed in its form', async () => {
  const session = open()
  const events = await takeTurn(session, { kind: 'dtmf', digits: '1#', language: 'en-US' })
  expect(events.at(-1)?.type).toBe('done')
  expect(seen.keys).toBe('1#')
  expect(peer.refusals).toEqual([])
  await session.close()
})

test('media of another stream than this call’s is refused', async () => {
  seen.names = 'another'
  const session = open()
  const events = await takeTurn(session, voiceTurn(600), { maxAttempts: 1 })
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol' })
  await session.close()
})

test('its token is sent, and kept out of the exchange', async () => {
  const refused = await takeTurn(open('other'), voiceTurn(), { maxAttempts: 1 })
  expect(refused.at(-1)).toMatchObject({ type: 'error', fault: 'authentication' })
})

test('nothing secret is in the exchange', async () => {
  const session = open()
  await takeTurn(session, voiceTurn(600))
  expect(JSON.stringify(session.exchange())).not.toContain(telnyxToken)
  await session.close()
})
