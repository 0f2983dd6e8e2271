import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from 'vitest'

import { getConnector } from '#lib/engines/connectors/registry.ts'
import {
  elevenlabsProtocol,
  elevenlabsTarget,
  elevenlabsToken,
} from '#lib/engines/connectors/testing/fake-websocket-elevenlabs.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { openWebsocket, textOf } from '#lib/engines/connectors/testing/open-websocket.ts'
import { takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  checkToolsUrl,
  fillToolsUrl,
  namesToolsUrl,
  tokenOf,
} from '#lib/engines/connectors/tools-url.ts'

const address = 'https://earshot.example/api/v1/tool-calls/abc.def'

test.each<[unknown[], boolean]>([
  [[], false],
  [['{{text}}', undefined], false],
  [['x?tools={{tools_url}}'], true],
  [[{ a: [{ b: '{{ tools_url }}/x' }] }], true],
  [['{{tools}}'], false],
])('whether %j name it: %s', (templates, named) => expect(namesToolsUrl(...templates)).toBe(named))

test('fills it in at every depth, and leaves all other braces as they are', () => {
  expect(fillToolsUrl({ a: ['{{tools_url}}/x', 7, '{{text}}'], b: null }, address)).toEqual({
    ...{ a: [`${address}/x`, 7, '{{text}}'], b: null },
  })
  expect(fillToolsUrl('{{tools_url}}', undefined)).toBe('{{tools_url}}')
  expect(tokenOf(address)).toEqual(['abc.def'])
})

const named = '{{tools_url}}'
const agent = { preset: 'custom', url: 'https://agent.example/' }
test.each<[kind: string, config: object]>([
  ['http', { ...agent, headers: { 'X-Tools': named } }],
  ['http', { ...agent, text_body: { tools: named } }],
  ['http', { ...agent, text_body: { t: '{{tools}}' }, tools: [{ url: named }] }],
  ['websocket', { preset: 'vapi', session_body: { assistant: { server: { url: named } } } }],
  ['websocket', { preset: 'deepgram_agent', tools: [{ endpoint: { url: named } }] }],
  ['houndify', { request_info: { ToolsUrl: named } }],
])('%s with %j runs tools, and may have mocks', (kind, config) => {
  const connector = getConnector(kind)
  const settings = connector.config.parse({ ...config, mocks: [{ tool: 'a', result: 1 }] })
  expect(connector.capabilities(settings)).toMatchObject({ runsTools: true, toolsUrl: true })
  // No public address is set in tests.
  return expect(connector.check(settings, {}, new AbortController().signal)).resolves.toMatchObject(
    {
      ...{ ok: false, fault: 'configuration' },
      detail: expect.stringContaining('Set FRONTEND_URL') as string,
    },
  )
})

test.each<[kind: string, config: object]>([
  ['houndify', {}],
  ['http', { preset: 'rasa_rest' }],
  ['websocket', { preset: 'vapi' }],
  ['websocket', { preset: 'rasa_voice', url: 'ws://127.0.0.1:1' }],
])('%s with %j runs none, and refuses mocks', (kind, config) => {
  const connector = getConnector(kind)
  expect(connector.capabilities(connector.config.parse(config))).not.toHaveProperty('runsTools')
  const parsed = connector.config.safeParse({ ...config, mocks: [{ tool: 'a', result: 1 }] })
  expect(parsed.error?.issues).toMatchObject([{ path: ['mocks'] }])
})

test('a check needs no address where none is named', () => expect(checkToolsUrl(false)).toEqual({}))

test('Houndify is told in RequestInfo and headers', async () => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(JSON.stringify(request.headers))
    request.on('data', (chunk: Buffer) => seen.push(chunk.toString('utf8')))
    request.on('end', () => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const connector = getConnector('houndify')
  const settings = connector.config.parse({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    ...{ request_info: { ToolsUrl: named }, extra_headers: { 'X-Tools': named }, max_attempts: 1 },
  })
  const credentials = connector.secrets.parse({
    client_id: 'id',
    client_key: 'a2V5LWtleS1rZXkta2V5',
  })
  const options = { userId: 'caller', language: 'en-US', toolsUrl: address }
  await takeTurn(connector.open(settings, credentials, options), textOf('hi'))
  server.close()
  expect(seen.join(' ').split(address)).toHaveLength(3)
})

test('a WebSocket voice AI is told in its messages, and the exchange keeps no token', async () => {
  const nothing = () => {
    throw new Error('nobody is understood here')
  }
  const mind = {
    ...{ answer: nothing, follow: nothing, hear: nothing, speak: nothing },
    close: () => Promise.resolve(),
  }
  const peer = await startFakeWebsocket(elevenlabsProtocol(mind))
  const text_messages = [{ type: 'user_message', text: 'call {{tools_url}}' }]
  const session = openWebsocket({ ...elevenlabsTarget(peer.url), text_messages }, elevenlabsToken, {
    toolsUrl: address,
  })
  peer.plots = [[{ say: 'Yes.' }, { end: true }]]
  await takeTurn(session, textOf('hi'))
  const exchange = JSON.stringify(session.exchange())
  await session.close()
  await peer.close()
  expect(exchange).toContain('call https://earshot.example/api/v1/tool-calls/[hidden]')
})
