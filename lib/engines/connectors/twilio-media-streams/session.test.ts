import { once } from 'node:events'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import {
  goodManners,
  replyMs,
  twilioAuthToken,
  type FakeTwilio,
  twilioProtocol,
  twilioTarget,
} from '#lib/engines/connectors/testing/fake-twilio.ts'
import {
  startFakeWebsocket,
  type FakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { of, takeTurn, textTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { twilioMediaStreams } from '#lib/engines/connectors/twilio-media-streams/index.ts'
import { CarrierMessages } from '#lib/engines/connectors/twilio-media-streams/messages.ts'
import { twilioSignature } from '#lib/engines/connectors/twilio-media-streams/signature.ts'
import type { Session, VoiceTurn } from '#lib/engines/connectors/types.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const weather = 'what is the weather in toronto'
const keys = (digits: string) => ({ kind: 'dtmf', digits, language: 'en-US' }) as const
const state: FakeTwilio = { manners: { ...goodManners }, calls: [] }
const sid = (kind: string) => kind + 'a'.repeat(32)

let mind: FakeMind
let peer: FakeWebsocket
beforeAll(async () => {
  mind = await createFakeMind()
  peer = await startFakeWebsocket(twilioProtocol(mind, state))
})
afterAll(async () => {
  await peer.close()
  await mind.close()
})
beforeEach(() => {
  state.manners = { ...goodManners }
  state.calls.length = 0
  peer.refusals.length = 0
})

async function voice(said: string): Promise<VoiceTurn> {
  const clip = await mind.speak(said, 16_000)
  const speechEndMs = measureLevels(clip).speechEndMs ?? 0
  return { kind: 'voice', ...clip, speechEndMs, language: 'en-US' }
}

function open(config: object = {}): Session {
  const parsed = twilioMediaStreams.config.parse({ ...twilioTarget(peer.ws), ...config })
  return twilioMediaStreams.open(
    parsed,
    { auth_token: twilioAuthToken },
    {
      ...{ userId: 'caller-7', language: 'en-US' },
      guard: createGuard({ allowedHosts: ['127.0.0.1'] }),
    },
  )
}

const playedMs = (events: Parameters<typeof of>[0], type: 'audio' | 'unsolicited_audio') =>
  of(events, type).reduce((sum, { pcm }) => sum + pcm.length / 8, 0)

describe('the peer is no easier than the carrier', () => {
  const carrier = () =>
    new CarrierMessages({
      ...{ accountSid: sid('AC'), callSid: sid('CA'), streamSid: sid('MZ') },
    })
  const frame = Buffer.alloc(160).toString('base64')
  const parse = (text: string): unknown => JSON.parse(text)

  test.each<[string, (say: CarrierMessages) => unknown[]]>([
    ['a call that does not introduce itself', (say) => [say.start({})]],
    ['audio before the start', (say) => [say.connected(), parse(say.media(frame, 20))]],
    ['a number left out', (say) => (say.mark('x'), [say.connected(), say.start({})])],
    [
      'a chunk left out',
      (say) => [
        say.connected(),
        say.start({}),
        parse(say.media(frame, 20).replace('"chunk":"1"', '"chunk":"2"')),
      ],
    ],
    [
      'frames of another length',
      (say) => [say.connected(), say.start({}), parse(say.media('AAAA', 20))],
    ],
    [
      'a timestamp of another frame length',
      (say) => {
        const opening = [say.connected(), say.start({})]
        const audio = [say.media(frame, 40), say.media(frame, 40)]
        return [...opening, ...audio.map(parse)]
      },
    ],
    ['a mark that was not sent', (say) => [say.connected(), say.start({}), say.mark('x')]],
    ['something after the end', (say) => [say.connected(), say.start({}), say.stop(), say.stop()]],
  ])('%s is refused', async (_, script) => {
    const url = `${peer.ws}/media-stream`
    const headers = { 'X-Twilio-Signature': twilioSignature(twilioAuthToken, url) }
    const socket = new WebSocket(url, { headers })
    await once(socket, 'open')
    for (const message of script(carrier())) socket.send(JSON.stringify(message))
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(1008)
    expect(peer.refusals).toHaveLength(1)
  })
})

test('a call in real time: paced without drift, marks when they were played, an orderly end', async () => {
  state.manners.pace = 1
  const session = open()
  const events = await takeTurn(session, keys('17'), { pace: 1 })
  expect(of(events, 'error')).toEqual([])
  expect(of(events, 'sent')).toMatchObject([{ first: true }, { last: true }])
  await session.close()
  await expect.poll(() => state.calls[0]?.stopped).toBe(true)
  const call = state.calls[0]
  expect(peer.refusals).toEqual([])
  expect(call?.parameters).toEqual({ language: 'en-US', caller: 'caller-7' })
  // One frame of slack at each end, and the lateness of a busy machine.
  expect(Math.abs((call?.elapsedMs ?? 0) - ((call?.chunks ?? 0) - 1) * 20)).toBeLessThan(120)
  expect(call?.marks.map(({ name }) => name)).toEqual(['reply-1', 'reply-2'])
  // Each reply is played for 300 ms; a process that was held up plays at most so much of it at once.
  for (const { afterMs } of call?.marks ?? []) expect(afterMs).toBeGreaterThan(300 - 60)
})

test('a greeting is heard out before the caller speaks, and is no part of the reply', async () => {
  state.manners.greeting = 'Welcome to the weather line'
  const session = open({ agent_speaks_first: true })
  const events = await takeTurn(session, await voice(weather), { pace: 4 })
  expect(of(events, 'unsolicited')).toMatchObject([{ written: state.manners.greeting }])
  expect(playedMs(events, 'unsolicited_audio')).toBe(state.manners.greetingMs)
  const types = events.map(({ type }) => type)
  expect(types.indexOf('unsolicited')).toBeLessThan(types.indexOf('sent'))
  expect(of(events, 'reply')[0]?.written).toMatch(/^(?!Welcome).*Toronto today/)
  expect(playedMs(events, 'audio')).toBe(replyMs)
  expect(state.calls[0]?.cleared).toBe(0)
  await session.close()
})

test('where no greeting comes the caller speaks all the same', async () => {
  const session = open({ agent_speaks_first: true, greeting_timeout_s: 0.2 })
  const events = await takeTurn(session, keys('1'))
  expect(of(events, 'reply')[0]?.written).toBe('You pressed 1')
  expect(of(events, 'unsolicited')).toEqual([])
  await session.close()
})

test('an agent that only speaks has answered: audio, and a reply without words', async () => {
  state.manners.tells = false
  const session = open()
  const events = await takeTurn(session, await voice(weather), { pace: 8 })
  expect(events.at(-1)?.type).toBe('done')
  expect(of(events, 'reply')).toMatchObject([{ written: '', spoken: '' }])
  expect(of(events, 'reply')[0]?.at).toBe(of(events, 'audio')[0]?.at)
  expect(playedMs(events, 'audio')).toBe(replyMs)
  expect(state.calls[0]?.heard[0]?.toLowerCase()).toBe(weather)
  await session.close()
})

test('entities and intent of an agent that tells them', async () => {
  const session = open()
  const events = await takeTurn(session, await voice(weather), { pace: 8 })
  expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
  expect(of(events, 'intent')[0]).toMatchObject({
    kind: mind.answer(weather, null).intent,
    data: mind.answer(weather, null).entities,
  })
  await session.close()
})

test('broken in on, an agent that does not stop is heard to its end before its answer', async () => {
  state.manners.yields = false
  const session = open()
  const first = await takeTurn(session, await voice(weather), { pace: 4, yieldAfterMs: 400 })
  expect(playedMs(first, 'audio')).toBeGreaterThanOrEqual(380)
  expect(playedMs(first, 'audio')).toBeLessThan(1_500)
  const second = await takeTurn(session, keys('1'), { pace: 4 })
  expect(of(second, 'interrupted')).toEqual([])
  const heard = playedMs(first, 'audio') + playedMs(second, 'unsolicited_audio')
  // Keys are answered behind what is still being said: without a pause it is one and the same speech.
  expect(heard + playedMs(second, 'audio')).toBe(replyMs + 300)
  await session.close()
})

test('broken in on, an agent that stops gives its marks back at once', async () => {
  const session = open()
  await takeTurn(session, await voice(weather), { pace: 1, yieldAfterMs: 300 })
  const events = await takeTurn(session, await voice('and tomorrow'), { pace: 1 })
  expect(of(events, 'interrupted')).toHaveLength(1)
  expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
  expect(state.calls[0]?.cleared).toBe(1)
  expect(state.calls[0]?.marks[0]?.afterMs).toBeLessThan(replyMs)
  expect(peer.refusals).toEqual([])
  await session.close()
})

test('a mark that is named ends the reply without waiting for silence', async () => {
  const session = open({ end_of_reply_mark: 'reply-', end_of_reply_silence_ms: 9_000 })
  const events = await takeTurn(session, keys('1'), { pace: 4 })
  expect(events.at(-1)?.type).toBe('done')
  expect((events.at(-1)?.at ?? 0) - (of(events, 'reply')[0]?.at ?? 0)).toBeLessThan(2_000)
  await session.close()
})

test('an agent may hang up after its last words; there is no turn after that', async () => {
  state.manners.hangsUp = 'played'
  const session = open()
  const events = await takeTurn(session, keys('1'))
  expect(events.at(-1)?.type).toBe('done')
  const after = await takeTurn(session, keys('1'))
  expect(after.at(-1)).toMatchObject({ type: 'error', fault: 'reset', retryable: false })
  await session.close()
})

test('a text cannot be said on the telephone', async () => {
  const events = await takeTurn(open(), textTurn)
  expect(events).toMatchObject([{ type: 'error', fault: 'configuration', retryable: false }])
})

test('custom parameters are as long as Twilio lets them be', () => {
  const parse = (value: string) =>
    twilioMediaStreams.config.safeParse({ custom_parameters: { name: value } }).success
  expect(parse('x'.repeat(496))).toBe(true)
  expect(parse('x'.repeat(497))).toBe(false)
  expect(parse('{{unknown}}')).toBe(false)
})
