import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { startSimulator, type Simulator } from '#simulator/server.ts'
import { clientId, clientKey } from '#simulator/testing/client.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ clientId, clientKey })
})
afterAll(() => simulator.close())

const Call = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
})
const Message = z.looseObject({
  role: z.literal('assistant'),
  content: z.string().nullable(),
  tool_calls: z.array(Call).optional(),
})
const Completion = z.looseObject({
  object: z.literal('chat.completion'),
  choices: z.tuple([z.looseObject({ message: Message, finish_reason: z.string() })]),
})

const names = ['get_order', 'cancel_order', 'refund_order', 'change_delivery']
const tools = names.map((name) => ({
  type: 'function',
  function: { name, description: '', parameters: { type: 'object', properties: {} } },
}))
const user = (content: string) => ({ role: 'user', content })
const result = (tool_call_id: string, value: unknown) => ({
  role: 'tool',
  tool_call_id,
  content: typeof value === 'string' ? value : JSON.stringify(value),
})

const post = (body: object | string, key = clientKey) =>
  fetch(`${simulator.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

async function ask(messages: object[], more: object = { tools }) {
  const response = await post({ model: 'demo', messages, ...more })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  const [{ message, finish_reason }] = Completion.parse(JSON.parse(text)).choices
  return { message, finish_reason, call: message.tool_calls?.[0] }
}

/** One round after another, as a client that runs the tools with `answers` in their order. */
async function converse(said: string, answers: unknown[]) {
  const messages: object[] = [{ role: 'system', content: 'You are a shop.' }, user(said)]
  const called: string[] = []
  for (const answer of answers) {
    const { message, call } = await ask(messages)
    if (!call) throw new Error(`No tool was called: ${message.content ?? ''}`)
    called.push(`${call.function.name} ${call.function.arguments}`)
    messages.push(message, result(call.id, answer))
  }
  const { message, finish_reason } = await ask(messages)
  return { called, content: message.content, finish_reason }
}

describe('tools that the client runs', () => {
  test('are asked for with "let me check", and the answer is made of the result', async () => {
    const { message, finish_reason, call } = await ask([user('where is my order A-17')])
    expect(finish_reason).toBe('tool_calls')
    expect(message.content).toBe('Let me check that.')
    expect(call).toMatchObject({
      id: expect.stringMatching(/^call_\w+$/) as string,
      function: { name: 'get_order', arguments: '{"order_id":"A-17"}' },
    })
    const { content } = await converse('where is my order A-17', [
      { status: 'shipped', arrives: 'Monday' },
    ])
    expect(content).toBe('Order A-17 is on its way and arrives on Monday.')
  })

  test('are asked for one after the other', async () => {
    const { called, content } = await converse('move the delivery of order 1042 to Friday', [
      { status: 'preparing' },
      { ok: true },
    ])
    expect(called).toEqual([
      'get_order {"order_id":"1042"}',
      'change_delivery {"order_id":"1042","date":"Friday"}',
    ])
    expect(content).toBe('I have changed the delivery of order 1042 to Friday.')
  })

  test.each<[string, string, unknown, string]>([
    [
      'JSON with an error',
      'cancel order 1042',
      { error: 'already_shipped' },
      'I could not cancel order 1042: it was shipped already.',
    ],
    [
      'an unknown error',
      'cancel order 1042',
      { error: { code: 7 } },
      'I could not cancel order 1042.',
    ],
    [
      'a text that is an error',
      'cancel order 1042',
      'Error: timeout',
      'I could not cancel order 1042.',
    ],
    ['any other text', 'cancel order 1042', 'ok', 'I have cancelled order 1042.'],
    [
      'a status that nobody knows',
      'where is order 1042',
      { status: 'lost' },
      'The status of order 1042 is: lost.',
    ],
    ['no status', 'where is order 1042', {}, 'I cannot look up order 1042 at the moment.'],
    [
      'the lie after a failure',
      'cancel order 1066',
      { error: 'no' },
      'I have cancelled order 1066.',
    ],
  ])('%s', async (_, said, answer, content) => {
    expect(await converse(said, [answer])).toMatchObject({ content, finish_reason: 'stop' })
  })

  test('the lie without any tool', async () =>
    expect(await converse('move the delivery of order 1088 to Friday', [])).toMatchObject({
      content: 'I have changed the delivery of order 1088 to Friday.',
      finish_reason: 'stop',
    }))

  test.each([
    ['offered none', {}],
    ['offered others', { tools: [tools[0]] }],
    ['told to call none', { tools, tool_choice: 'none' }],
  ])('%s, it says that it cannot', async (_, more) => {
    const { message, finish_reason } = await ask([user('cancel order 1042')], more)
    expect(message).toMatchObject({ content: 'I cannot do that here.' })
    expect(message.tool_calls).toBeUndefined()
    expect(finish_reason).toBe('stop')
  })
})

test('a conversation goes on, with calls of turns before told or left out', async () => {
  const { message, call } = await ask([user('where is order 1042')])
  const told = [message, result(call?.id ?? '', { status: 'preparing', arrives: 'Friday' })]
  const before = [
    user('where is order 1042'),
    ...told,
    { role: 'assistant', content: 'On Friday.' },
  ]
  const bare = [user('where is order 1042'), { role: 'assistant', content: 'On Friday.' }]
  for (const messages of [before, bare]) {
    const next = await ask([...messages, user('cancel it')])
    expect(next.call?.function).toEqual({ name: 'cancel_order', arguments: '{"order_id":"1042"}' })
  }
})

test('each language is understood', async () => {
  const { message, call } = await ask([user('storniere die Bestellung 1042')])
  expect(message.content).toBe('Ich sehe kurz nach.')
  const { message: answer } = await ask([
    user('storniere die Bestellung 1042'),
    message,
    result(call?.id ?? '', 'ok'),
  ])
  expect(answer.content).toBe('Ich habe die Bestellung 1042 storniert.')
  expect((await ask([user('what is the weather in Toronto')])).message.content).toMatch(/sunny/)
})

/** The pieces of a stream put together again. */
async function stream(messages: object[], more: object = {}) {
  const response = await post({ model: 'demo', messages, tools, stream: true, ...more })
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const events = (await response.text()).trim().split('\n\n')
  expect(events.at(-1)).toBe('data: [DONE]')
  const Piece = z.looseObject({
    choices: z.array(
      z.looseObject({
        delta: z.looseObject({
          content: z.string().nullish(),
          tool_calls: z
            .array(
              z.looseObject({
                index: z.literal(0),
                id: z.string().optional(),
                function: z.object({ name: z.string().optional(), arguments: z.string() }),
              }),
            )
            .optional(),
        }),
        finish_reason: z.string().nullable(),
      }),
    ),
    usage: z.unknown().optional(),
  })
  const pieces = events
    .slice(0, -1)
    .map((one) => Piece.parse(JSON.parse(one.replace('data: ', ''))))
  const deltas = pieces.flatMap(({ choices }) => choices.map(({ delta }) => delta))
  const calls = deltas.flatMap(({ tool_calls = [] }) => tool_calls)
  return {
    content: deltas.map(({ content }) => content ?? '').join(''),
    ids: calls.flatMap(({ id }) => id ?? []),
    name: calls.map((call) => call.function.name ?? '').join(''),
    arguments: calls.map((call) => call.function.arguments).join(''),
    finish: pieces.flatMap(({ choices }) => choices[0]?.finish_reason ?? []),
    usage: pieces.at(-1)?.usage,
  }
}

test('a stream says the same in pieces', async () => {
  const { message, call } = await ask([user('cancel order 1042')])
  expect(await stream([user('cancel order 1042')])).toMatchObject({
    ...{ content: message.content, ids: [call?.id], finish: ['tool_calls'] },
    ...{ name: 'cancel_order', arguments: '{"order_id":"1042"}' },
  })
  const options = { stream_options: { include_usage: true } }
  expect(await stream([user('tell me a joke')], options)).toMatchObject({
    ...{ ids: [], finish: ['stop'] },
    usage: { total_tokens: expect.any(Number) as number },
  })
})

test('a wrong key is refused', async () => {
  const response = await post({ model: 'demo', messages: [user('hello')] }, 'wrong')
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key' } })
})

test('what is refused is JSON in the form of OpenAI', async () => {
  const response = await post({ model: 'demo', messages: [user('hello'), result('call_1', {})] })
  expect(response.status).toBe(400)
  const message = expect.stringContaining('preceeding message') as string
  expect(await response.json()).toEqual({
    error: { message, type: 'invalid_request_error', param: 'messages.[1].role', code: null },
  })
})

test('a chat in which nobody asks anything is refused', async () => {
  const response = await post({ model: 'demo', messages: [{ role: 'system', content: 'x' }] })
  expect(response.status).toBe(400)
})

test('a fault strikes here too', async () => {
  const response = await fetch(`${simulator.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${clientKey}`, 'X-Simulator-Fault': 'status=503' },
    body: JSON.stringify({ model: 'demo', messages: [user('hello')] }),
  })
  expect(response.status).toBe(503)
})
