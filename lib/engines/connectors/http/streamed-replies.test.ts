import { describe, expect, test } from 'vitest'

import { answering, meet, pouring, streaming } from '#lib/engines/connectors/http/testing/meet.ts'
import { of } from '#lib/engines/connectors/testing/take-turn.ts'

const chat = { preset: 'llm_chat' }
const pieces = { reply_delta_path: '$.choices[0].delta.content' }
const delta = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}`
const said = `${delta('hello ')}\n\n${delta('there')}\n\n`
const done = 'data: [DONE]\n\n'

describe('the last event counts without its empty line', () => {
  test.each<[name: string, end: string]>([
    ['no empty line', '\n'],
    ['no end of the line', ''],
    ['CR alone', '\r'],
    ['CR LF', '\r\n'],
  ])('%s', async (_, end) => {
    const stream = `${delta('hello ')}\n\n${delta('there')}${end}`
    const { events } = await meet(streaming(stream), pieces)
    expect(of(events, 'reply')).toMatchObject([{ written: 'hello there' }])
    expect(events.at(-1)?.type).toBe('done')
  })

  test('but not when it was cut in the middle', async () => {
    const { events } = await meet(
      streaming(`${delta('hello ')}\n\ndata: {"choices":[{"del`),
      pieces,
    )
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol' })
    expect(of(events, 'error')[0]?.message).toContain('broke off in the middle of a message')
  })
})

describe('an event of the type error is the voice AI’s error', () => {
  test.each<[name: string, event: string, says: string]>([
    ['as Anthropic has it', '{"type":"error","error":{"message":"Overloaded"}}', 'Overloaded'],
    ['with an error as text', '{"error":"no model"}', 'no model'],
    ['with a message', '{"message":"no model"}', 'no model'],
    ['as text', 'out of order', 'out of order'],
    ['as a JSON text', '"out of order"', 'out of order'],
    ['in another form', '{"code":7}', '{"code":7}'],
  ])('%s', async (_, data, says) => {
    const { events } = await meet(
      streaming(`${said}event: error\ndata: ${data}\n\n${done}`),
      pieces,
    )
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'voice_ai_error' })
    expect(of(events, 'error')[0]?.message).toContain(`the voice AI reports: ${says}`)
    expect(of(events, 'reply')).toEqual([])
  })

  test.each(['event: error\n\n', 'event: error\ndata:\n\n', 'event: error'])(
    'also without a message: %j',
    async (event) => {
      const { events } = await meet(streaming(`${said}${event}`), pieces)
      expect(of(events, 'error')[0]).toMatchObject({ fault: 'voice_ai_error' })
    },
  )

  test('events of other types are looked at like any other', async () => {
    const { events } = await meet(
      streaming(`event: ping\ndata: {}\n\n: comment\nid: 7\nevent: delta\n${said}${done}`),
      pieces,
    )
    expect(of(events, 'reply')).toMatchObject([{ written: 'hello there' }])
  })
})

describe('a stream whose end is known to be marked', () => {
  test.each<[name: string, stream: string, config: object]>([
    ['a chat', said, chat],
    ['a chat whose last event has no empty line', said.trimEnd(), chat],
    ['a chat with empty reasons', `${delta('hello ', '')}\n\n`, chat],
    ['an own end marker', said, { ...pieces, end_marker: 'FIN' }],
    ['one that the settings require', said, { ...pieces, end_required: true }],
  ])('%s: was cut off without it, which is told beside what came', async (_, stream, config) => {
    const { events } = await meet(streaming(stream), config)
    expect(of(events, 'reply')[0]?.written).toContain('hello')
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol' })
    expect(of(events, 'error')[0]?.message).toMatch(/ended without .*, so the reply was cut off/)
  })

  test.each<[name: string, stream: string, config: object]>([
    ['[DONE]', `${said}${done}`, chat],
    ['[DONE] without its empty line', `${said}data: [DONE]`, chat],
    ['a finish reason', `${delta('hello ')}\n\n${delta('there', 'stop')}\n\n`, chat],
    ['an own end marker', `${said}data: FIN\n\n`, { ...pieces, end_marker: 'FIN' }],
    [
      'a finish reason after empty ones',
      `${delta('hello ', '')}\n\n${delta('there', 'stop')}\n\n`,
      chat,
    ],
    ['none is asked for', said, { ...pieces, end_marker: 'FIN', end_required: false }],
  ])('%s: is whole', async (_, stream, config) => {
    const { events } = await meet(streaming(stream), config)
    expect(of(events, 'reply')).toMatchObject([{ written: 'hello there' }])
    expect(of(events, 'incomplete')).toEqual([])
    expect(events.at(-1)?.type).toBe('done')
  })
})

test('a stream that ends with its connection alone may not be whole', async () => {
  const { events } = await meet(pouring(said), pieces)
  expect(of(events, 'reply')).toMatchObject([{ written: 'hello there' }])
  expect(of(events, 'incomplete')[0]?.why).toContain('nothing says that the reply is whole')
  const marked = await meet(pouring(`${said}${done}`), pieces)
  expect(of(marked.events, 'incomplete')).toEqual([])
})

describe('a finish reason says whether the reply is whole', () => {
  const message = (finish: string | null, content: string | null = 'hello') =>
    JSON.stringify({ choices: [{ message: { content }, finish_reason: finish }] })

  test.each<[reason: string, says: string]>([
    ['length', 'it reached its limit of tokens (reason "length")'],
    ['MAX_TOKENS', 'it reached its limit of tokens (reason "MAX_TOKENS")'],
    ['content_filter', 'a content filter cut it (reason "content_filter")'],
    ['tool_calls', 'it ended in a call of a tool, which nobody answers over this connector'],
    ['zorch', 'it ended for a reason that Earshot does not know (reason "zorch")'],
  ])('%s: it is not', async (reason, says) => {
    const stream = `${delta('hello ')}\n\n${delta('there', reason)}\n\n${done}`
    for (const script of [streaming(stream), answering(message(reason))]) {
      const { events } = await meet(script, chat)
      expect(of(events, 'reply')[0]?.written).toContain('hello')
      expect(of(events, 'incomplete')[0]?.why).toContain(`the reply is not whole: ${says}`)
      expect(events.at(-1)?.type).toBe('done')
    }
  })

  test.each(['stop', 'end_turn', 'STOP', null])('%s: it is', async (reason) => {
    const { events } = await meet(answering(message(reason)), chat)
    expect(of(events, 'incomplete')).toEqual([])
    expect(events.at(-1)?.type).toBe('done')
  })

  test('without any text there is no reply, and the reason is told', async () => {
    const { events } = await meet(answering(message('content_filter', null)), chat)
    expect(of(events, 'reply')).toEqual([])
    expect(of(events, 'incomplete')[0]?.why).toContain('a content filter cut it')
  })
})
