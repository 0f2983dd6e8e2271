import { describe, expect, test } from 'vitest'

import {
  answering,
  jsonType,
  meet,
  pouring,
  streaming,
} from '#lib/engines/connectors/http/testing/meet.ts'
import type { Script } from '#lib/engines/connectors/testing/scripted-server.ts'
import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { validate } from '#lib/engines/validation/testing/validate.ts'
import { turnEvidence } from '#lib/runs/execute/turn-evidence.ts'

const custom = { intent_path: '$.intent', entities_path: '$.entities' }
const chat = { preset: 'llm_chat' }

/** What is judged of a text turn with a target that answers like that. */
async function judged(script: Script, expectation: ResolvedExpectation, config: object = custom) {
  const startedAt = performance.now()
  const { events } = await meet(script, config)
  const utterance = { index: 0, language: 'en-US', text: 'where does it go', stimulus: null }
  const timings = deriveTimings(events, { startedAt, speechEndMs: null })
  const held = { utterance, events, startedAt, timings, cutShort: false, ownSide: null }
  const evidence = turnEvidence(held, null)
  return { evidence, validation: validate([{ evidence, expectation }]) }
}

const json = (answer: Json) => answering(JSON.stringify(answer))
const rome: ResolvedExpectation = { entities: { city: 'Rome' } }

describe('entities pass in the form in which the voice AI reports them', () => {
  test.each<[form: string, entities: Json]>([
    ['an object', { city: 'Rome' }],
    ['Rasa', [{ entity: 'city', start: 0, end: 4, value: 'Rome' }]],
    ['LUIS', [{ entity: 'Rome', type: 'city', score: 0.9 }]],
    ['names and values', [{ name: 'city', value: 'Rome' }]],
    ['types and values', [{ type: 'city', value: 'Rome' }]],
    ['slots and values', [{ slot: 'city', value: 'Rome' }]],
    ['nested slots', { slots: { city: { value: 'Rome', confidence: 0.9 } } }],
    ['Dialogflow', { parameters: { city: 'Rome' } }],
    ['Dialogflow’s structs', { fields: { city: { stringValue: 'Rome', kind: 'stringValue' } } }],
  ])('%s', async (_, entities) => {
    const { validation } = await judged(
      json({ reply: 'It goes to Rome.', intent: 'x', entities }),
      rome,
    )
    expect(validation).toMatchObject({ verdict: 'passed', proven: true })
  })

  test('without an intent, too', async () => {
    const { evidence, validation } = await judged(
      json({ reply: 'It goes to Rome.', entities: { city: 'Rome' } }),
      rome,
    )
    expect(evidence.intent).toBeNull()
    expect(validation).toMatchObject({ verdict: 'passed', proven: true })
  })

  test('a name that stands twice is a list', async () => {
    const entities = [
      { entity: 'city', value: 'Rome' },
      { entity: 'city', value: 'Oslo' },
    ]
    const { evidence, validation } = await judged(json({ reply: 'ok', entities }), rome)
    expect(evidence.entities['city']).toEqual(['Rome', 'Oslo'])
    expect(validation.verdict === 'passed' && validation.proven).toBe(false)
  })
})

test('letters of a named charset are judged as what they are', async () => {
  const body = Buffer.from('{"reply":"Grüße aus Köln"}', 'latin1')
  const headers = { 'Content-Type': 'application/json; charset=ISO-8859-1' }
  const expectation = { response: { contains: ['Köln'] } }
  const { validation } = await judged(answering(body, headers), expectation, {})
  expect(validation).toMatchObject({ verdict: 'passed', proven: true })
})

const delta = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`
const hello = { response: { contains: ['hello'] } }
const there = { response: { contains: ['there'] } }

describe('a reply that is not whole', () => {
  test.each<[name: string, script: Script, config: object, why: RegExp]>([
    ['at its limit', streaming(delta('hello', 'length')), chat, /its limit of tokens/],
    ['cut by a filter', streaming(delta('hello', 'content_filter')), chat, /a content filter/],
    [
      'from a connection that ended',
      pouring(delta('hello')),
      { reply_delta_path: '$.choices[0].delta.content' },
      /nothing says that the reply is whole/,
    ],
  ])('%s goes to a person, whatever it says or lacks', async (_, script, config, why) => {
    for (const expectation of [hello, there]) {
      const { evidence, validation } = await judged(script, expectation, config)
      expect(evidence.incomplete).toMatch(why)
      expect(validation).toMatchObject({
        verdict: 'failed',
        proven: false,
        status: 'manual_review',
        blame: 'content',
        blameReason: 'Content: the reply is not whole.',
      })
      expect(validation.doubts.map((doubt) => doubt.why).join(' ')).toMatch(why)
    }
  })

  test('because its stream lacks its end is no evidence: the way to us may have cut it', async () => {
    const { evidence, validation } = await judged(streaming(delta('hello')), hello, chat)
    expect(evidence.reply_written).toBe('hello')
    expect(validation).toMatchObject({ verdict: 'invalid', blame: 'transport' })
    expect(validation.reason).toContain('the stream ended without "[DONE]"')
  })

  test('the last event without its empty line is a whole one', async () => {
    const stream = `${delta('hello ')}${delta('there', 'stop').trimEnd()}`
    const { validation } = await judged(streaming(stream), there, chat)
    expect(validation).toMatchObject({ verdict: 'passed', proven: true })
  })
})

test('an answer without content is none, and the reason says what came', async () => {
  const { evidence, validation } = await judged(answering('', jsonType, 204), hello, {})
  expect(evidence.reply_written).toBeNull()
  expect(validation).toMatchObject({ verdict: 'invalid', blame: 'infrastructure' })
  expect(validation.reason).toBe('No answer came: the voice AI answered HTTP 204 without content.')
})

describe('with Rasa', () => {
  const rasa = { preset: 'rasa_rest' }
  test('a payload of its own alone never passes by itself', async () => {
    const { evidence, validation } = await judged(json([{ custom: { card: 7 } }]), hello, rasa)
    expect(evidence).toMatchObject({ reply_written: '', attachments: [{ custom: { card: 7 } }] })
    expect(validation.verdict === 'passed' && validation.proven).toBe(false)
    const forbidden = { response: { not_contains: ['error'] } }
    const other = await judged(json([{ custom: { card: 7 } }]), forbidden, rasa)
    expect(other.validation).toMatchObject({ proven: false, status: 'manual_review' })
    expect(other.validation.doubts.map(({ why }) => why)).toContain(
      'the reply is empty: it holds attachments only',
    )
  })

  test('the titles of buttons can be expected', async () => {
    const buttons = [{ buttons: [{ title: 'Say hello', payload: '/hi' }] }]
    const { validation } = await judged(json(buttons), hello, rasa)
    expect(validation).toMatchObject({ verdict: 'passed', proven: true })
  })
})
