import { describe, expect, test } from 'vitest'

import { ChatFault } from '#simulator/chat/chat-fault.ts'
import { checkOrder } from '#simulator/chat/check-order.ts'
import { parseChatRequest } from '#simulator/chat/schema.ts'

const said = { role: 'user', content: 'where is order 1042' }
const called = (...ids: string[]) => ({
  role: 'assistant',
  content: null,
  tool_calls: ids.map((id) => ({
    ...{ id, type: 'function' },
    function: { name: 'get_order', arguments: '{}' },
  })),
})
const result = (tool_call_id: string) => ({ role: 'tool', tool_call_id, content: '{}' })

/** What a request is refused for; null when it is taken. */
function refusal(body: object | string): ChatFault | null {
  try {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    checkOrder(parseChatRequest(Buffer.from(text)).messages)
    return null
  } catch (error) {
    if (error instanceof ChatFault) return error
    throw error
  }
}
const ofChat = (...messages: object[]) => refusal({ model: 'demo', messages })

describe('messages in OpenAI’s order are taken', () => {
  test.each<[string, object[]]>([
    ['words alone', [{ role: 'system', content: 'x' }, said, { role: 'assistant', content: 'y' }]],
    ['a call and its result', [said, called('a'), result('a')]],
    ['two calls, their results in any order', [said, called('a', 'b'), result('b'), result('a')]],
    ['rounds of calls', [said, called('a'), result('a'), called('b'), result('b')]],
    ['parts of text', [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }]],
    ['an answer as it came', [said, { role: 'assistant', content: 'y', refusal: null }, said]],
  ])('%s', (_, messages) => expect(ofChat(...messages)).toBeNull())
})

test.each<[string, object[], string, string]>([
  [
    'a result without a call',
    [said, result('a')],
    'must be a response to a preceeding message',
    'messages.[1].role',
  ],
  [
    'a result of another call',
    [said, called('a'), result('b')],
    "'b' not found in 'tool_calls'",
    'messages.[2].tool_call_id',
  ],
  [
    'a result that comes twice',
    [said, called('a'), result('a'), result('a')],
    'Duplicate value',
    'messages.[3].tool_call_id',
  ],
  [
    'a result after another message',
    [said, called('a'), said, result('a')],
    'did not have response messages: a',
    'messages.[2].role',
  ],
  [
    'one of two results',
    [said, called('a', 'b'), result('a')],
    'did not have response messages: b',
    'messages.[2].role',
  ],
  [
    'a call without a result',
    [said, called('a')],
    'did not have response messages: a',
    'messages.[1].role',
  ],
  [
    'a result that comes late',
    [said, called('a'), result('a'), said, result('a')],
    'must be a response',
    'messages.[4].role',
  ],
  [
    'two calls with one id',
    [said, called('a', 'a'), result('a')],
    'the same id',
    'messages.[1].tool_calls',
  ],
])('refuses %s', (_, messages, message, param) => {
  const found = ofChat(...messages)
  expect(found).toMatchObject({ status: 400, param })
  expect(found?.message).toContain(message)
})

const named = (name: string) => [{ type: 'function', function: { name } }]

test.each<[string, object | string, string]>([
  ['what is no JSON', '{', 'could not parse'],
  ['no messages', { model: 'demo' }, "'messages'"],
  ['an empty list', { model: 'demo', messages: [] }, "'messages'"],
  ['no model', { messages: [said] }, "'model'"],
  [
    'an unknown role',
    { model: 'demo', messages: [{ role: 'robot', content: '' }] },
    "'messages[0]",
  ],
  [
    'a result without an id',
    { model: 'demo', messages: [said, called('a'), { role: 'tool', content: '' }] },
    "'messages[2].tool_call_id'",
  ],
  [
    'a result that is no text',
    { model: 'demo', messages: [said, called('a'), { ...result('a'), content: { x: 1 } }] },
    "'messages[2].content'",
  ],
  [
    'neither words nor calls',
    { model: 'demo', messages: [said, { role: 'assistant', content: null }] },
    "'messages[1].content'",
  ],
  [
    'a name with a space',
    { model: 'demo', messages: [said], tools: named('get order') },
    "'tools[0].function.name'",
  ],
  ['a choice of no tools', { model: 'demo', messages: [said], tool_choice: 'auto' }, 'tool_choice'],
])('refuses %s', (_, body, message) => expect(refusal(body)?.message).toContain(message))
