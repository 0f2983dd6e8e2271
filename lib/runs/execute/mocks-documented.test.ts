import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

import { getConnector } from '#lib/engines/connectors/registry.ts'
import {
  startFakeLlm,
  type FakeLlm,
  type LlmReply,
} from '#lib/engines/connectors/testing/fake-llm.ts'
import { yamlImporter } from '#lib/importers/yaml.ts'
import { executeText } from '#lib/runs/execute/testing/execute-text.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/tools.md'), 'utf8')
const chapter = page.slice(page.indexOf('\n## Mocks\n'))
const blocks = [...chapter.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text)
const block = (start: string) => blocks.find((text) => text.startsWith(start)) ?? ''

let llm: FakeLlm
beforeAll(async () => (llm = await startFakeLlm()))
afterAll(() => llm.close())

function hold(of: object, replies: LlmReply[]) {
  llm.replies = replies
  return executeText({
    ...{ connector: getConnector('http'), secrets: { token: 't' }, of },
    config: { preset: 'llm_chat', url: llm.url },
  })
}

test('the suite of the chapter passes as it says', async () => {
  const { suites, faults } = yamlImporter.read({ name: 'tools.md', text: block('suite:') })
  expect(faults).toEqual([])
  const of = suites[0]?.suite.cases[0] ?? {}
  const { record } = await hold(of, [
    { calls: [['c', 'get_order', { order: 'A7' }]] },
    { content: 'Your order has shipped.' },
  ])
  expect(record.validation).toMatchObject({ verdict: 'passed', proven: true })
  const wrong = await hold(of, [{ calls: [['c', 'get_order', { order: 'A8' }]] }])
  expect(wrong.record.validation.verdict).toBe('invalid')
})

test('several answers one after the other', async () => {
  const mocks: unknown = z.object({ mocks: z.unknown() }).parse(parse(block('mocks:'))).mocks
  const call = (id: string): LlmReply => ({ calls: [[id, 'get_queue', {}]] })
  const replies = [call('a'), call('b'), { content: 'It is your turn.' }]
  const { record } = await hold({ turns: [{ say: 'am I next' }], mocks }, replies)
  expect(record.turns[0]?.tool_calls).toMatchObject([
    ...[{ result: { ahead: 2 } }, { result: { ahead: 0 } }],
  ])
})

test('the body with an address for tools', () => {
  const connector = getConnector('http')
  const body: unknown = parse(block('text_body:'))
  const settings = connector.config.parse({
    ...{ preset: 'custom', url: 'https://agent.example/turn' },
    ...z.record(z.string(), z.unknown()).parse(body),
  })
  expect(connector.capabilities(settings)).toMatchObject({
    runsTools: true,
    toolsUrl: true,
    tools: 'some',
  })
})
