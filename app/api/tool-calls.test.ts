import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { openSql, type Sql } from '#db/client.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getConnector } from '#lib/engines/connectors/registry.ts'
import { placeMocks } from '#lib/engines/validation/tools/placed-mock.ts'
import type { ToolMock } from '#lib/engines/validation/tools/tool-mocks.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { begunItem, executeText } from '#lib/runs/execute/testing/execute-text.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import {
  createToolSessions,
  type OpenToolSession,
  type ToolSession,
} from '#lib/runs/tool-calls/tool-sessions.ts'
import { readToolToken, writeToolToken } from '#lib/runs/tool-calls/tool-token.ts'

const database = useTestDatabase()
const api = useApi(database)
let sql: Sql
let toolSessions: OpenToolSession
let item: BegunItem
beforeAll(async () => {
  sql = openSql(database.url, { max: 2 })
  toolSessions = createToolSessions(sql, api.url)
})
afterAll(() => sql.end({ timeout: 5 }))

/** An item that is under way, with its organization. */
async function startItem(): Promise<BegunItem> {
  const ctx = await createCtx(database.db)
  await createRunFixture(ctx, [{}])
  const [row] = await sql<{ id: string }[]>`
    select id from test_execution_queue where organization_id = ${ctx.organizationId}`
  return { ...begunItem, id: row?.id ?? '', organizationId: ctx.organizationId }
}
beforeEach(async () => (item = await startItem()))

const shipped: ToolMock = {
  ...{ tool: 'get_order', arguments: { order: 'A7' }, result: { status: 'shipped' } },
}

async function open(mocks: ToolMock[], more: Partial<BegunItem> = {}): Promise<ToolSession> {
  const session = await toolSessions({ ...item, ...more }, placeMocks(mocks))
  if (!session) throw new Error('there is a public address')
  return session
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    ...{ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
    headers: { 'content-type': 'application/json', ...headers },
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

describe('the address of a conversation', () => {
  test('answers by the mock that fits, with the arguments as the body', async () => {
    const session = await open([shipped, { tool: 'cancel', error: 'too late' }])
    expect(await post(`${session.url}/get_order`, { order: 'A7' })).toEqual({
      ...{ status: 200, body: { status: 'shipped' } },
    })
    expect(await post(session.url, { name: 'get_order', arguments: '{"order":"A7"}' })).toEqual({
      ...{ status: 200, body: { status: 'shipped' } },
    })
    expect(await post(`${session.url}/cancel`, '')).toEqual({
      ...{ status: 422, body: { error: 'too late' } },
    })
    expect(await session.read()).toMatchObject([
      { name: 'get_order', arguments: { order: 'A7' }, mock: 0, unmatched: null },
      { name: 'get_order', arguments: { order: 'A7' }, mock: 0 },
      { name: 'cancel', arguments: {}, mock: 1 },
    ])
    expect(await session.read()).toEqual([])
  })

  test('speaks the server messages of Vapi, and takes those that ask nothing', async () => {
    const session = await open([shipped])
    const message = (toolCallList: object[]) => ({ message: { type: 'tool-calls', toolCallList } })
    const call = { id: 'v1', name: 'get_order', arguments: { order: 'A7' } }
    const openai = { name: 'get_order', arguments: '{"order":"A8"}' }
    expect(
      await post(session.url, message([call, { id: 'v2', type: 'function', function: openai }])),
    ).toEqual({
      status: 200,
      body: {
        results: [
          { toolCallId: 'v1', result: '{"status":"shipped"}' },
          { toolCallId: 'v2', error: expect.stringContaining('order is "A8"') as string },
        ],
      },
    })
    expect(await post(session.url, { message: { type: 'status-update' } })).toMatchObject({
      ...{ status: 200, body: {} },
    })
    expect((await session.read()).map(({ callId }) => callId)).toEqual(['v1', 'v2'])
  })

  test('what no mock fits is 404 and says why', async () => {
    const session = await open([shipped])
    expect(await post(`${session.url}/get_order`, { order: 'A8' })).toMatchObject({
      status: 404,
      body: {
        detail:
          'no mock fits: for the nearest, mocks[0] of the case, the argument order is "A8", where "A7" is expected.',
      },
    })
  })

  test('calls that come at once are counted one after the other', async () => {
    const session = await open([
      { tool: 'a', result: 1, times: 1 },
      { tool: 'a', result: 2, times: 1 },
    ])
    const answers = await Promise.all([1, 2, 3].map(() => post(`${session.url}/a`, {})))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 404])
    expect(
      answers.flatMap(({ body, status }) => (status === 200 ? [body] : [])).toSorted(),
    ).toEqual([1, 2])
  })

  test('a request that is sent again with its id is the same call; without one it is another', async () => {
    const session = await open([{ tool: 'a', result: 1, times: 2 }])
    const again = { 'idempotency-key': 'k1' }
    for (const _ of [1, 2, 3])
      expect(await post(`${session.url}/a`, {}, again)).toMatchObject({ status: 200 })
    expect((await post(session.url, { id: 'k1', name: 'a' })).status).toBe(200)
    expect(await session.read()).toHaveLength(1)
    expect((await post(`${session.url}/a`, {})).status).toBe(200)
    expect((await post(`${session.url}/a`, {})).status).toBe(404)
  })

  test('two attempts of one item, and the two sides of a twin, do not mix', async () => {
    const once: ToolMock[] = [{ tool: 'a', result: 1, times: 1 }]
    const sessions = [await open(once), await open(once, { attempt: 2 }), await open(once)]
    for (const { url } of sessions) expect((await post(`${url}/a`, {})).status).toBe(200)
    for (const session of sessions) expect(await session.read()).toHaveLength(1)
  })

  test('more than 50 calls in a turn are refused, and told once', async () => {
    const session = await open([{ tool: 'a', result: 1 }])
    for (let number = 0; number < 50; number++) await post(`${session.url}/a`, {})
    for (const _ of [1, 2]) expect((await post(`${session.url}/a`, {})).status).toBe(429)
    const calls = await session.read()
    expect(calls).toHaveLength(51)
    expect(calls.at(-1)?.unmatched).toContain('more than 50 times')
    expect((await post(`${session.url}/a`, {})).status).toBe(200)
  })

  test.each<[string, unknown, number]>([
    ['no JSON', '{"a":', 400],
    ['no call', { tool: 'a' }, 400],
    ['not to be kept', { name: 'a', arguments: { x: '\u0000' } }, 400],
    ['too large', JSON.stringify({ name: 'a', arguments: 'x'.repeat(70_000) }), 413],
  ])('refuses a body that is %s', async (_, body, status) => {
    const session = await open([{ tool: 'a', result: 1 }])
    expect((await post(session.url, body)).status).toBe(status)
    expect(await session.read()).toEqual([])
  })

  test('a number with many digits keeps them', async () => {
    const session = await open([
      { tool: 'a', arguments: { id: '12345678901234567890' }, result: 1 },
    ])
    expect((await post(`${session.url}/a`, '{"id":12345678901234567890}')).status).toBe(200)
    expect((await post(`${session.url}/a`, '{"id":12345678901234567809}')).status).toBe(404)
  })
})

describe('who may call', () => {
  const tokenOf = ({ url }: ToolSession) => url.split('/').at(-1) ?? ''
  const at = (token: string) => `${api.url()}/api/v1/tool-calls/${token}/a`

  test('nobody without the token, or with one that was changed, is foreign or has expired', async () => {
    const session = await open([{ tool: 'a', result: 1 }])
    const token = tokenOf(session)
    const named = readToolToken(token)
    if (!named) throw new Error('the token is ours')
    const other = await startItem()
    const [payload = '', signature = ''] = token.split('.')
    const forged = Buffer.from(JSON.stringify({ ...named, attempt: 9 })).toString('base64url')
    const wrong = [
      ...['check', 'x.y', `${payload}.`, `${forged}.${signature}`, `${token}x`, `${token}.z`],
      writeToolToken({ ...named, organization: other.organizationId }),
      writeToolToken({ ...named, item: other.id }),
      writeToolToken({ ...named, attempt: 2 }),
      writeToolToken({ ...named, expires: Math.floor(Date.now() / 1_000) - 1 }),
    ]
    for (const one of wrong)
      expect((await post(at(one), {})).body).toMatchObject({
        status: 404,
        detail: expect.stringMatching(/^(No conversation answers|There is nothing)/) as string,
      })
    expect(await session.read()).toEqual([])
    expect((await post(at(token), {})).status).toBe(200)
  })

  test('a token lives as long as an execution may take, and no key of another purpose signs it', async () => {
    const session = await open([])
    const { expires = 0 } = readToolToken(tokenOf(session)) ?? {}
    const seconds = expires - Date.now() / 1_000
    expect(seconds).toBeLessThanOrEqual(settings().TEST_EXECUTION_TIMEOUT + 60)
    expect(readToolToken(tokenOf(session), (expires + 1) * 1_000)).toBeNull()
  })

  test('nobody once the conversation is over', async () => {
    const session = await open([{ tool: 'a', result: 1 }])
    await post(`${session.url}/a`, {})
    await session.close()
    expect((await post(`${session.url}/a`, {})).status).toBe(404)
    expect(
      await sql`select from tool_session_calls where organization_id = ${item.organizationId}`,
    ).toHaveLength(0)
  })
})

/** An agent of HTTP that calls tools at the address it is given with each turn; what it was told is its reply. */
async function startAgent(calls: [tool: string, given: object][]) {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { tools } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { tools: string }
      void (async () => {
        const told = []
        for (const [tool, given] of calls.splice(0, 1))
          told.push((await post(`${tools}/${tool}`, given)).body)
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ reply: `The tool says ${JSON.stringify(told)}` }))
      })()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/turn` }
}

describe('an agent whose tools are at our address', () => {
  async function hold(calls: [string, object][], of: object, deps: object = { toolSessions }) {
    const { server, url } = await startAgent(calls)
    try {
      return await executeText({
        ...{ connector: getConnector('http'), secrets: {}, of, item, deps },
        config: {
          ...{ preset: 'custom', url, reply_path: '$.reply', breaker_failures: 0 },
          text_body: { text: '{{text}}', tools: '{{tools_url}}' },
        },
      })
    } finally {
      server.close()
    }
  }
  const expected = {
    response: { contains: ['shipped'] },
    tools: [{ name: 'get_order', arguments: { order: 'A7' }, result: { status: 'shipped' } }],
  }
  const ask = { say: 'where is my order', expect: expected }

  test('calls are evidence of the turn in which they came', async () => {
    const cancel: ToolMock = { tool: 'cancel', error: 'too late' }
    const turns = [
      ask,
      { say: 'cancel it', expect: { tools: [{ name: 'cancel', status: 'failed' }] } },
    ]
    const calls: [string, object][] = [
      ['get_order', { order: 'A7' }],
      ['cancel', {}],
    ]
    const { record } = await hold(calls, { turns, mocks: [shipped, cancel] })
    expect(record.turns).toMatchObject([
      { tool_calls: [{ name: 'get_order', executed_by: 'earshot', status: 'succeeded' }] },
      { tool_calls: [{ name: 'cancel', status: 'failed', error: 'too late' }] },
    ])
    expect(record.validation).toMatchObject({ verdict: 'passed' })
    const [call] = record.turns[0]?.tool_calls ?? []
    expect(call?.requested_ms).toBeGreaterThanOrEqual(0)
    expect(call?.requested_ms).toBeLessThan(record.turns[0]?.timings.done_ms ?? 0)
    expect(JSON.stringify(record.exchange)).not.toContain(item.organizationId)
    expect(JSON.stringify(record.exchange)).toContain('/api/v1/tool-calls/[hidden]')
    expect(await sql`select from tool_sessions where item_id = ${item.id}`).toHaveLength(0)
  })

  test('a call that no mock fits is invalid, ends the conversation, and is no refusal', async () => {
    const turns = [ask, ask]
    const held = await hold([['get_order', { order: 'A8' }]], { turns, mocks: [shipped] })
    expect(held.record.validation).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringMatching(/^The voice AI called the tool "get_order" with/) as string,
    })
    expect(held.record.turns).toHaveLength(1)
    expect(held.refusal).toBeNull()
  })

  test('a mock that nobody called is named', async () => {
    const { record } = await hold([], { turns: [{ say: 'hi' }], mocks: [shipped] })
    expect(record.validation.reason).toMatch(/^No call used mocks\[0\] of the case/)
  })

  test('without a public address nothing is sent, and it says what to set', async () => {
    const { record } = await hold([], { turns: [ask] }, {})
    expect(record.validation).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringContaining('Set FRONTEND_URL') as string,
    })
    expect(record.attempts).toEqual([])
  })
})
