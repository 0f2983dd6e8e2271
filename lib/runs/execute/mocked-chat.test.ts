import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { getConnector } from '#lib/engines/connectors/registry.ts'
import {
  startFakeLlm,
  type FakeLlm,
  type LlmReply,
} from '#lib/engines/connectors/testing/fake-llm.ts'
import { createGuard } from '#lib/platform/net/guard.ts'
import { executeText } from '#lib/runs/execute/testing/execute-text.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
let llm: FakeLlm
beforeAll(async () => (llm = await startFakeLlm()))
beforeEach(() => void llm.asked.splice(0))
afterAll(() => llm.close())

const tools = [
  { type: 'function', function: { name: 'get_order', parameters: { type: 'object' } } },
]
const shipped = { tool: 'get_order', arguments: { order: 'A7' }, result: { status: 'shipped' } }
const call = (order: string, id = 'call_1'): LlmReply => ({ calls: [[id, 'get_order', { order }]] })
const ask = { say: 'where is my order A7', expect: { response: { contains: ['shipped'] } } }

function hold(of: object, replies: LlmReply[], config: object = {}, item = {}) {
  llm.replies = replies
  return executeText({
    ...{ connector: getConnector('http'), secrets: { token: 't' }, of, item },
    config: { preset: 'llm_chat', url: llm.url, tools, breaker_failures: 0, ...config },
  })
}

const bodies = {
  streamed: {},
  whole: {
    text_body: { model: 'm', stream: false, messages: '{{messages}}', tools: '{{tools}}' },
  },
}

describe.each(Object.entries(bodies))('an LLM whose tools we run, %s', (_, config) => {
  test('calls, results and answer: judged by the answer, with the filler apart', async () => {
    const expectTools = { tools: [{ name: 'get_order', times: 1 }], no_other_tools: true }
    const of = {
      turns: [{ ...ask, expect: { ...ask.expect, ...expectTools } }],
      mocks: [shipped],
    }
    const replies = [
      { content: 'Let me check.', ...call('A7') },
      { content: ([result = '']: string[]) => `Your order: ${result}` },
    ]
    const { record } = await hold(of, replies, config)
    expect(record.validation).toMatchObject({ verdict: 'passed', proven: true })
    expect(record.turns).toMatchObject([
      {
        ...{ reply_written: 'Your order: {"status":"shipped"}', attempts: 1, tools_told: 'all' },
        fillers: [{ text: 'Let me check.' }],
        tool_calls: [{ name: 'get_order', status: 'succeeded', executed_by: 'earshot' }],
      },
    ])
    expect(record.clean).toBe(true)
    expect(llm.asked).toHaveLength(2)
    expect(llm.asked[0]).toMatchObject({ tools })
    expect(llm.asked[1]?.messages.at(-1)).toEqual({
      ...{ role: 'tool', tool_call_id: 'call_1', content: '{"status":"shipped"}' },
    })
  })

  test('the next turn carries calls and results on', async () => {
    const of = { turns: [ask, ask], mocks: [shipped] }
    const replies = [
      ...[call('A7'), { content: 'It has shipped.' }],
      ...[call('A7', 'call_2'), { content: 'It was shipped.' }],
    ]
    const { record } = await hold(of, replies, config)
    expect(record.validation.verdict).toBe('passed')
    expect(llm.asked[3]?.messages.map(({ role }) => role)).toEqual([
      ...['user', 'assistant', 'tool', 'assistant'],
      ...['user', 'assistant', 'tool'],
    ])
  })

  test('a call that no mock fits is invalid, and no refusal of the target', async () => {
    const { record, refusal } = await hold({ turns: [ask], mocks: [shipped] }, [call('A8')], config)
    expect(record.validation).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringContaining('the argument order is "A8", where "A7"') as string,
    })
    expect(refusal).toBeNull()
  })
})

test('response time counts from the question to the first word, whatever was asked in between', async () => {
  const of = { turns: [ask], mocks: [{ ...shipped, delay_ms: 200 }] }
  const { record } = await hold(of, [call('A7'), { content: 'It has shipped.' }])
  const { response_ms: took, last_byte_out_ms: asked } = record.turns[0]?.timings ?? {}
  expect(took).toBeGreaterThanOrEqual(195)
  expect(asked).toBeLessThan(195)
})

test('a request that is repeated after the tools ran is told, and repeats no tool', async () => {
  const once = { ...shipped, times: 1 }
  const replies = [call('A7'), { status: 503 }, { content: 'It has shipped.' }]
  const { record } = await hold({ turns: [ask], mocks: [once] }, replies, { max_attempts: 3 })
  expect(record.turns[0]?.notices?.[0]).toMatch(
    /^The request with the results of the tools was rep/,
  )
  expect(record.validation.verdict).toBe('passed')
  expect(record.turns[0]?.attempts).toBe(1)
})

test('an LLM that goes round in circles is at fault itself', async () => {
  const replies = Array.from({ length: 20 }, () => call('A7'))
  const { record } = await hold({ turns: [ask], mocks: [shipped] }, replies)
  expect(record.turns[0]?.fault).toMatchObject({ fault: 'voice_ai_error', ours: false })
})

test('the connection check is answered by mocks of the target; without one it is no fault of the target', async () => {
  const connector = getConnector('http')
  const { signal } = new AbortController()
  const asks = async (more: object) => {
    llm.replies = [call('A7'), { content: 'It has shipped.' }]
    const settings = connector.config.parse({ preset: 'llm_chat', url: llm.url, tools, ...more })
    return connector.check(settings, { token: 't' }, signal, { guard })
  }
  expect(await asks({ mocks: [shipped] })).toMatchObject({
    ...{ ok: true, detail: expect.stringContaining('It has shipped.') as string },
  })
  expect(await asks({})).toMatchObject({
    ok: true,
    detail: expect.stringContaining('called its tool “get_order”') as string,
  })
})

describe('settings of tools that would do nothing', () => {
  const parse = (config: object) =>
    getConnector('http').config.safeParse({ preset: 'llm_chat', ...config })
  const plain = { text_body: { prompt: '{{text}}' } }

  test.each<[object, boolean]>([
    [{ tools, mocks: [shipped] }, true],
    [{ ...plain }, true],
    [{ ...plain, tools }, false],
    [{ ...plain, mocks: [shipped] }, false],
    [{ tool_calls: 'none', mocks: [shipped] }, false],
    [{ preset: 'rasa_rest', mocks: [shipped] }, false],
    [{ preset: 'rasa_rest', mocks: [] }, true],
  ])('%j: fine is %s', (config, fine) => expect(parse(config).success).toBe(fine))
})
