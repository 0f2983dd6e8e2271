import { expect, test } from 'vitest'

import { fulfils } from '#lib/engines/connectors/json-path.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import { presets } from '#lib/engines/connectors/websocket/presets.ts'
import { Rule, rulesFor } from '#lib/engines/connectors/websocket/rules.ts'

const messages: Json[] = [
  ...[{ type: 'a' }, { type: 'b' }, { type: 'b', x: 1 }, { type: 'a', x: 1 }, { x: 1 }],
  ...[{ type: 1 }, { type: null }, { type: ['a'] }, [{ type: 'a' }], 'a', null],
  { type: 'c', y: '(' },
]

test.each([
  ...["@.type == 'a'", "@.type == 'a' && @.x == 1", "@.type == 'a' || @.x == 1"],
  ...["@.type == 'a' && @.x == 1 || @.type == 'b'", "@.type == 'a' && (@.x == 1 || @.y)"],
  ...["@.type == 'a' && @.y == '(' || @.y == '('", "(@.type == 'a' || @.type == 'b') && @.x"],
  ...["@.type != 'a'", "@.x && @.type == 'a'", "!(@.type == 'a')"],
])('what fulfils %s is what the condition alone says', (when) => {
  const rules = [Rule.parse({ when, event: 'done' })]
  for (const message of messages)
    expect(rulesFor(rules, message).length).toBe(fulfils(message, when) ? 1 : 0)
})

test('the rules of every preset are rules, and their conditions and paths can be asked', () => {
  for (const { rules = [] } of Object.values(presets))
    for (const rule of rules as unknown[]) expect(() => Rule.parse(rule)).not.toThrow()
})
