import { gunzipSync } from 'node:zlib'
import { readFile } from 'node:fs/promises'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { startSimulator, type Simulator } from '#simulator/server.ts'
import { ask, clientId, clientKey, resultOf, send, signed } from '#simulator/testing/client.ts'

let simulator: Simulator
const logFile = join(mkdtempSync(join(tmpdir(), 'simulator-')), 'calls.jsonl')

beforeAll(async () => {
  simulator = await startSimulator({ clientId, clientKey, logFile })
})
afterAll(() => simulator.close())

const text = async (...args: Parameters<typeof ask> extends [string, ...infer R] ? R : never) =>
  (await ask(simulator.url, ...args)).body.toString('utf8')

test('answers a GET with RequestInfo in the header', async () => {
  const result = resultOf(await ask(simulator.url, 'What is the weather in Toronto?'))
  expect(result).toMatchObject({ Format: 'SoundHoundVoiceSearchResult', Status: 'OK' })
  expect(result.AllResults?.[0]).toMatchObject({
    CommandKind: 'WeatherQuery',
    NativeData: { City: 'Toronto', Day: 'today' },
  })
})

test('answers a POST with RequestInfo in the body, counted in bytes', async () => {
  const json = JSON.stringify({ InputLanguageIETFTag: 'de-DE', SendBack: 'Grüße' })
  const reply = await ask(simulator.url, 'wie ist das Wetter in München', {
    method: 'POST',
    info: null,
    headers: { 'Hound-Request-Info-Length': String(Buffer.byteLength(json)) },
    body: Buffer.from(`${json}and more`),
  })
  expect(resultOf(reply).AllResults?.[0]).toMatchObject({
    NativeData: { City: 'Munich' },
    SendBack: 'Grüße',
  })
})

test('reads escaped RequestInfo and raw UTF-8 alike', async () => {
  const raw = Buffer.from('{"SendBack":"ü"}', 'utf8').toString('latin1')
  for (const header of ['{"SendBack":"\\u00fc"}', raw]) {
    const reply = await ask(simulator.url, 'hello', {
      info: null,
      headers: { 'Hound-Request-Info': header },
    })
    expect(resultOf(reply).AllResults?.[0]?.SendBack).toBe('ü')
  }
})

test('compresses the answer when asked, and says so in the header of the protocol', async () => {
  const reply = await ask(simulator.url, 'hello', {
    headers: { 'Hound-Response-Accept-Encoding': 'gzip' },
  })
  expect(reply.headers['hound-response-content-encoding']).toBe('gzip')
  expect(reply.headers['content-encoding']).toBeUndefined()
  expect(gunzipSync(reply.body).toString('utf8')).toContain('GreetingCommand')
})

test('never prefixes a text answer with a byte count', async () =>
  expect(await text('hello', { info: { ObjectByteCountPrefix: true } })).toMatch(/^\{/))

test('carries a conversation over three turns', async () => {
  let state: unknown
  const kinds: (string | undefined)[] = []
  for (const query of ['set a timer for 5 minutes', 'set it to ten minutes', 'cancel it']) {
    const info = state === undefined ? {} : { ConversationState: state }
    const answer = resultOf(await ask(simulator.url, query, { info })).AllResults?.[0]
    state = answer?.ConversationState
    kinds.push(answer?.CommandKind)
  }
  expect(kinds).toEqual(['TimerStartCommand', 'TimerChangeCommand', 'TimerCancelCommand'])
})

test('lists the tools that were used in every answer, also where there are none', async () => {
  const said = ['move the delivery of order A-17 to Friday', 'cancel order 1055', 'hello']
  const answers = await Promise.all(
    said.map(async (query) => resultOf(await ask(simulator.url, query)).AllResults?.[0]),
  )
  expect(answers.map((answer) => answer?.['ToolCalls'])).toMatchObject([
    [
      { id: 'call-1-1', name: 'get_order', arguments: { order_id: 'A-17' }, result: {} },
      { id: 'call-1-2', name: 'change_delivery', arguments: { date: 'Friday' }, result: {} },
    ],
    [{ name: 'cancel_order', arguments: { order_id: '1055' }, error: 'already_shipped' }],
    [],
  ])
})

test('what was done to an order travels with the conversation', async () => {
  const first = resultOf(await ask(simulator.url, 'cancel order 1042')).AllResults?.[0]
  const info = { ConversationState: first?.ConversationState }
  const next = resultOf(await ask(simulator.url, 'where is order 1042', { info }))
  expect(next.AllResults?.[0]?.WrittenResponse).toBe('Order 1042 is cancelled.')
  const other = resultOf(await ask(simulator.url, 'where is order 1042'))
  expect(other.AllResults?.[0]?.WrittenResponse).toMatch(/being prepared/)
})

test('gives the same bytes for the same question but for ids and times', async () => {
  const answers = await Promise.all(
    [1, 2].map(async () => resultOf(await ask(simulator.url, 'will it rain in London'))),
  )
  expect(answers[0]?.AllResults).toEqual(answers[1]?.AllResults)
})

test('says that it did not understand', async () => {
  const result = resultOf(await ask(simulator.url, 'order a large pizza'))
  expect(result.AllResults?.[0]).toMatchObject({
    CommandKind: 'NoResultCommand',
    WrittenResponse: 'Sorry, I did not understand.',
  })
})

test.each([
  ['no headers', 401, {}],
  ['one header', 401, { 'Hound-Request-Authentication': 'a;b' }],
  ['a third id', 401, { ...signed(), 'Hound-Request-Authentication': 'a;b;c' }],
  ['another key', 403, { ...signed(), 'Hound-Request-Authentication': 'other;request-1' }],
  ['an old time stamp', 403, signed({ timeStamp: 1_418_068_667 })],
])('refuses %s in plain text', async (_, status, headers) => {
  const response = await fetch(`${simulator.url}/v1/text?query=hello`, {
    headers: { 'Hound-Request-Info': '{}', ...headers },
  })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('text/plain')
})

test('accepts ids in RequestInfo that repeat the signed ones and refuses others', async () => {
  const same = { ClientID: clientId, UserID: 'tester', RequestID: 'request-1' }
  expect((await ask(simulator.url, 'hello', { info: same })).status).toBe(200)
  for (const name of ['ClientID', 'UserID', 'RequestID'])
    expect((await ask(simulator.url, 'hello', { info: { ...same, [name]: 'x' } })).status).toBe(403)
})

test.each([
  ['no RequestInfo', { info: null }, 'RequestInfo is missing'],
  [
    'RequestInfo that is no JSON',
    { info: null, headers: { 'Hound-Request-Info': '{' } },
    'not JSON',
  ],
  ['RequestInfo of wrong types', { info: { UserID: 7 } }, 'UserID'],
  [
    'RequestInfo shorter than announced',
    {
      method: 'POST',
      info: null,
      headers: { 'Hound-Request-Info-Length': '99' },
      body: Buffer.from('{}'),
    },
    'the body has 2 bytes',
  ],
])('answers %s with 400 and the reason', async (_, call, reason) => {
  const reply = await ask(simulator.url, 'hello', call)
  expect(reply.status).toBe(400)
  expect(reply.body.toString('utf8')).toContain(reason)
})

test('answers a missing query with 400', async () =>
  expect((await send({ url: `${simulator.url}/v1/text` })).status).toBe(400))

test('refuses a body beyond its bound', async () => {
  const reply = await ask(simulator.url, 'hello', {
    method: 'POST',
    info: null,
    headers: { 'Hound-Request-Info-Length': '2' },
    body: Buffer.alloc(600_000, 32),
  }).catch(() => ({ status: 413 }))
  expect(reply.status).toBe(413)
})

test('survives bytes that are no HTTP', async () => {
  await new Promise<void>((resolve) => {
    const socket = createConnection(simulator.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.resume()
    socket.write(Buffer.from([0, 255, 1, 254, 13, 10, 13, 10]))
  })
  expect((await ask(simulator.url, 'hello')).status).toBe(200)
})

test('refuses an unknown language in a result', async () => {
  const result = resultOf(
    await ask(simulator.url, 'hello', { info: { InputLanguageIETFTag: 'ja' } }),
  )
  expect(result).toMatchObject({ Status: 'Error' })
})

test('writes one line a request, with the correlation value of the caller', async () => {
  const info = { ClientState: { earshot: 'item-42' } }
  await ask(simulator.url, 'play Moon River', { requestId: 'logged', info })
  await expect
    .poll(async () =>
      (await readFile(logFile, 'utf8')).split('\n').find((l) => l.includes('logged')),
    )
    .toMatch(/"item":"item-42","query":"play Moon River","intent":"PlaySongCommand".*"answered"/)
})
