import { afterAll, beforeAll, expect, test } from 'vitest'

import { lexV2 } from '#lib/engines/connectors/lex-v2/index.ts'
import {
  type FakeLex,
  fakeLexSecrets,
  lexTarget,
  startFakeLex,
} from '#lib/engines/connectors/testing/fake-lex.ts'
import { of, takeTurn, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let mind: FakeMind
let peer: FakeLex
beforeAll(async () => {
  mind = await createFakeMind()
  peer = await startFakeLex(mind)
})
afterAll(async () => {
  await peer.close()
  await mind.close()
})

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const open = (config: object = {}, secrets: object = {}) =>
  lexV2.open(
    lexV2.config.parse({ ...lexTarget(peer.url), ...config }),
    lexV2.secrets.parse({ ...fakeLexSecrets, ...secrets }),
    { userId: 'caller', language: 'en-US', guard, correlation: 'item-7' },
  )
const say = (text: string) => ({ ...textTurn, text })

test('the peer refuses what is not signed with its key', async () => {
  const url = `${peer.url}/bots/PEERBOT001/botAliases/TSTALIASID/botLocales/en_US/sessions/ab/text`
  const bare = await fetch(url, { method: 'POST', body: '{"text":"hello"}' })
  expect(bare.status).toBe(403)
  for (const wrong of [
    { secret_access_key: 'another' },
    { access_key_id: 'AKIDANOTHER' },
    { session_token: 'another' },
  ]) {
    const events = await takeTurn(open({}, wrong), textTurn)
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'authentication', status: 403 })
  }
})

test('an intent comes with its slots and its score', async () => {
  const events = await takeTurn(open(), say('what is the weather in toronto'))
  expect(of(events, 'intent')).toMatchObject([
    { kind: 'WeatherQuery', data: { City: 'Toronto', Day: 'today' }, score: 0.87 },
  ])
  expect(of(events, 'state')).toMatchObject([{ value: { dialogAction: { type: 'Close' } } }])
})

test('what the settings say of a conversation goes with its first turn, the rest with each', async () => {
  const session = open({ session_attributes: { tier: 'gold' }, request_attributes: { a: 'b' } })
  await takeTurn(session, textTurn)
  await takeTurn(session, voiceTurn())
  const [first, second] = peer.seen.slice(-2)
  expect(first).toMatchObject({ state: { sessionAttributes: { tier: 'gold' } } })
  expect(second?.state).toBeUndefined()
  for (const request of [first, second])
    expect(request?.attributes).toEqual({ a: 'b', earshot_correlation: 'item-7' })
  expect(first?.sessionId).toBe(second?.sessionId)
})

test('a restored conversation says how it stands', async () => {
  const before = open()
  await takeTurn(before, say('what is the weather in toronto'))
  const after = open()
  after.restore(before.snapshot())
  await takeTurn(after, voiceTurn())
  expect(peer.seen.at(-1)).toMatchObject({ state: { sessionAttributes: { memory: /./ } } })
})

test('audio leaves while it is spoken, and latency counts from the end of speech', async () => {
  const startedAt = performance.now()
  const turn = voiceTurn(400, 100)
  const events = await takeTurn(open(), turn, { pace: 1 })
  const sent = of(events, 'sent')
  expect(sent.map(({ audioMs }) => audioMs)).toEqual([0, 300, 400])
  const [first, end, last] = sent
  expect((end?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(295)
  expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(395)
  expect(peer.seen.at(-1)?.chunks).toBeGreaterThanOrEqual(6)
  const timings = deriveTimings(events, { startedAt, speechEndMs: turn.speechEndMs })
  expect(timings.response_ms).toBeGreaterThan(100)
  expect(timings.connect_ms).toBeLessThan(timings.first_byte_out_ms ?? 0)
})

test('the reply is heard as Lex speaks it, and only if it is asked to', async () => {
  const [audio] = of(await takeTurn(open(), voiceTurn()), 'audio')
  expect(audio?.sampleRate).toBe(16_000)
  expect(audio?.pcm.length).toBeGreaterThan(8_000)
  expect(of(await takeTurn(open({ reply_audio: false }), voiceTurn()), 'audio')).toEqual([])
})

test('speech of more than 15 s is refused by Lex', async () => {
  const events = await takeTurn(open(), voiceTurn(15_100))
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'client_error', status: 400 })
})

test('the exchange shows what Lex packed, and no credential', async () => {
  const session = open()
  await takeTurn(session, voiceTurn())
  const exchange = session.exchange()
  const answer = exchange.find(({ label }) => label === '200')
  expect(answer?.body).toMatchObject({
    'x-amz-lex-messages': [{ contentType: 'PlainText' }],
    'x-amz-lex-session-state': { dialogAction: { type: 'Close' } },
  })
  const text = JSON.stringify(exchange)
  for (const secret of Object.values(fakeLexSecrets)) expect(text).not.toContain(secret)
  expect(text).not.toContain('Signature=')
})
