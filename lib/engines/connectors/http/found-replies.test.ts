import { describe, expect, test } from 'vitest'

import { answering, meet, streaming } from '#lib/engines/connectors/http/testing/meet.ts'
import { of } from '#lib/engines/connectors/testing/take-turn.ts'
import type { ExchangeEntry, Json } from '#lib/engines/connectors/types.ts'

const ask = (answer: Json, config: object = {}) => meet(answering(JSON.stringify(answer)), config)
const remarks = (exchange: ExchangeEntry[]) =>
  exchange.filter(({ label }) => label === 'remark').map(({ body }) => body)
const intent = { intent_path: '$.intent' }

describe('an intent that is an object', () => {
  test.each<[name: string, value: Json, kind: string, key: string]>([
    ['of Rasa', { name: 'ask_weather', confidence: 0.9 }, 'ask_weather', 'name'],
    ['of LUIS', { intent: 'Weather', score: 0.9 }, 'Weather', 'intent'],
    [
      'of Dialogflow',
      { name: 'projects/p/agent/intents/5f', displayName: 'weather' },
      'weather',
      'displayName',
    ],
    ['in a list of one', [{ name: 'ask_weather' }], 'ask_weather', 'name'],
    ['with its name twice', { name: 'weather', displayName: 'weather' }, 'weather', 'name'],
  ])('%s is taken by its name, and the exchange says so', async (_, value, kind, key) => {
    const { events, exchange } = await ask({ reply: 'ok', intent: value }, intent)
    expect(of(events, 'intent')).toMatchObject([{ kind }])
    expect(remarks(exchange)).toEqual([
      expect.stringContaining(
        `its "${key}" was taken for the name. Set the path to $.intent.${key}`,
      ),
    ])
  })

  test.each<[name: string, value: Json, says: string]>([
    ['two names', { name: 'a', intent: 'b' }, '"name" and "intent" may be the name'],
    ['none', { label: 'a', score: 1 }, 'keys "label" and "score": set it to the name itself'],
    ['several', [{ name: 'a' }, { name: 'b' }], 'a list of 2 of objects with the keys "name"'],
    ['a truth value', true, 'a boolean'],
    ['a name that is none', { name: { en: 'a' } }, 'set it to the name itself'],
  ])('with %s ends the turn, and says what to set', async (_, value, says) => {
    const { events } = await ask({ reply: 'ok', intent: value }, intent)
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol' })
    expect(of(events, 'error')[0]?.message).toContain('The path of the intent ($.intent)')
    expect(of(events, 'error')[0]?.message).toContain(says)
  })

  test.each<Json>([null, '', {}, [], { name: null }, { name: '' }])(
    '%j names none',
    async (value) => {
      const { events } = await ask({ reply: 'ok', intent: value }, intent)
      expect(of(events, 'intent')).toEqual([])
      expect(events.at(-1)?.type).toBe('done')
    },
  )
})

describe('entities', () => {
  const paths = { ...intent, entities_path: '$.entities' }
  test('count without an intent, too', async () => {
    const { events } = await ask({ reply: 'ok', entities: { city: 'Rome' } }, paths)
    expect(of(events, 'intent')).toMatchObject([{ kind: null, data: { city: 'Rome' } }])
  })

  test('may come in another message than the intent', async () => {
    const { events } = await meet(
      streaming(
        'data: {"entities":{"city":"Rome"}}\n\ndata: {"intent":"x"}\n\ndata: {"delta":"ok"}\n\n',
      ),
      { ...paths, reply_delta_path: '$.delta' },
    )
    expect(of(events, 'intent')).toMatchObject([{ kind: 'x', data: { city: 'Rome' } }])
  })

  test('of a path that may match several are all of them', async () => {
    const list = [{ entity: 'city', value: 'Rome' }]
    for (const entities of [list, [...list, { entity: 'day', value: 'Monday' }]]) {
      const { events } = await ask({ reply: 'ok', entities }, { entities_path: '$.entities[*]' })
      expect(of(events, 'intent')).toMatchObject([{ data: entities }])
    }
  })
})

describe('a path that finds nothing', () => {
  test.each<[name: string, answer: Json, says: string]>([
    ['an object', { text: 'hi', meta: 1 }, 'it is an object with the keys "text" and "meta"'],
    ['an empty one', {}, 'it is an object without keys'],
    ['a list', [{ text: 'hi' }, { image: 'x' }], 'a list of 2 of objects with the keys "text"'],
    ['a text', 'hi', 'it is a string'],
    ['nothing', null, 'it is null'],
  ])('says what the answer is: %s', async (_, answer, says) => {
    const { events } = await ask(answer)
    expect(of(events, 'error')[0]).toMatchObject({ fault: 'protocol' })
    expect(of(events, 'error')[0]?.message).toContain(
      'no reply where the settings look for it ($.reply)',
    )
    expect(of(events, 'error')[0]?.message).toContain(says)
  })

  test('says the keys of all messages of a stream', async () => {
    const { events } = await meet(streaming('data: {"a":1}\n\ndata: {"b":2}\n\n'))
    expect(of(events, 'error')[0]?.message).toContain('2 messages with the keys "a" and "b"')
  })

  test('is remarked in the exchange when it is not the reply’s', async () => {
    const { exchange } = await ask(
      { reply: 'ok', nlu: {} },
      { ...intent, entities_path: '$.entities' },
    )
    expect(remarks(exchange)).toEqual([
      'The path of the intent ($.intent) found nothing: the answer is an object with the keys "reply" and "nlu"',
      'The path of the entities ($.entities) found nothing: the answer is an object with the keys "reply" and "nlu"',
    ])
  })

  test('never shows a secret that is a key', async () => {
    const auth = { ...intent, auth: 'bearer' }
    const { exchange } = await ask({ reply: 'ok', 'secret-token': 1 }, auth)
    expect(JSON.stringify(exchange)).not.toContain('secret-token')
  })
})

describe('what Rasa sends beside text', () => {
  const rasa = { preset: 'rasa_rest' }
  const buttons = {
    buttons: [
      { title: 'Yes', payload: '/yes' },
      { title: 'No', payload: '/no' },
    ],
  }

  test('stays with the reply', async () => {
    const messages = [{ text: 'Sure?', ...buttons }, { image: 'http://x/y.png' }, { text: 'Or?' }]
    const { events } = await ask(messages, rasa)
    expect(of(events, 'reply')).toMatchObject([
      { written: 'Sure?\nOr?', attachments: [messages[0], messages[1]] },
    ])
  })

  test('is the text where there is no other: the titles of buttons', async () => {
    const { events } = await ask([buttons], rasa)
    expect(of(events, 'reply')).toMatchObject([{ written: 'Yes\nNo', attachments: [buttons] }])
  })

  test('is no text: a payload of its own', async () => {
    const custom = { recipient_id: 'x', custom: { card: 7 } }
    const { events } = await ask([custom], rasa)
    expect(of(events, 'reply')).toMatchObject([{ written: '', attachments: [custom] }])
  })

  test('is nothing where it is empty', async () => {
    const { events } = await ask([{ text: 'hi', image: null, buttons: [], custom: null }], rasa)
    expect(of(events, 'reply')[0]).not.toHaveProperty('attachments')
  })

  test('is kept by its shape when it is large', async () => {
    const { events } = await ask([{ image: 'x'.repeat(100_000) }], rasa)
    expect(of(events, 'reply')).toMatchObject([
      { attachments: [{ left_out: 'an object with the key "image"', characters: 100_012 }] },
    ])
  })
})
