import { describe, expect, test } from 'vitest'

import {
  isSameForm,
  mergeForms,
  readPolicyForm,
  toPolicyForm,
} from '#components/policies/policy-form.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'

const usual = PolicySettings.parse({})
const form = toPolicyForm(usual)

describe('a policy as a form', () => {
  test.each<[string, Partial<PolicySettings>]>([
    ['the usual settings', {}],
    ['shares that binary fractions cannot hold', { audit_share: 0.07, similarity_threshold: 0.29 }],
    ['a tenth of a percent', { auto_pass_confidence: 0.999 }],
    ['nothing automatic', { auto_pass_confidence: 1.01, auto_fail_confidence: 1.01 }],
    ['weights, 0 included', { weights: { intent: 0, response: 2.5 } }],
    ['no human review', { human_review: false }],
    ['one engine of meaning, and none', { engines: ['onnx'] }],
    ['no engine of meaning', { engines: [] }],
    ['the ends of each range', { audit_share: 1, similarity_threshold: 0 }],
  ])('gives back %s', (_, change) => {
    const settings = PolicySettings.parse({ ...usual, ...change })
    const read = readPolicyForm(toPolicyForm(settings), usual)
    expect(read).toEqual({ settings })
    // The server parses what the form says: nothing of it is refused or changed.
    expect('settings' in read && PolicySettings.parse(read.settings)).toEqual(settings)
  })

  test('keeps thresholds of engines, which it does not show', () => {
    const meaning = [
      { engine: 'onnx', model: 'm', language: 'en-US', same: 0.9, different: null },
    ] as const
    const base = PolicySettings.parse({ meaning })
    expect(readPolicyForm(form, base)).toMatchObject({ settings: { meaning } })
  })

  test('reads a comma, and leaves out a weight that is empty', () =>
    expect(
      readPolicyForm({ ...form, auditShare: ' 2,5 ', weights: { intent: ' ' } }, usual),
    ).toMatchObject({ settings: { audit_share: 0.025, weights: {} } }))

  test('names each field that is no number of its range', () =>
    expect(
      readPolicyForm(
        {
          ...form,
          ...{ autoPass: '', autoFail: '101', auditShare: '-1', similarity: '8e1' },
          ...{ maxOwnSideMs: '1 s', weights: { entity: '-2' } },
        },
        usual,
      ),
    ).toEqual({
      errors: {
        autoPass: 'Write a number from 0 to 100',
        autoFail: 'Write a number from 0 to 100',
        auditShare: 'Write a number from 0 to 100',
        similarity: 'Write a number from 0 to 100',
        maxOwnSideMs: 'Write a number from 0 to 60,000',
        'weights.entity': 'Write a number from 0 to 1,000',
      },
    }))

  test('a cut that never holds needs no number', () =>
    expect(readPolicyForm({ ...form, passNever: true, autoPass: 'x' }, usual)).toMatchObject({
      settings: { auto_pass_confidence: 1.01 },
    }))
})

describe('whether anything was changed', () => {
  test('another way of writing is no change', () =>
    expect(isSameForm({ ...form, autoPass: '90,0' }, form, usual)).toBe(true))
  test('another number is, and so is one that cannot be read', () => {
    expect(isSameForm({ ...form, autoPass: '91' }, form, usual)).toBe(false)
    expect(isSameForm({ ...form, autoPass: 'x' }, form, usual)).toBe(false)
  })
})

test('a merge keeps what each of two authors changed, and mine where both did', () => {
  const mine = {
    ...form,
    engines: [],
    auditShare: '10',
    similarity: '70',
    weights: { intent: '1' },
  }
  const theirs = { ...form, auditShare: '5', passNever: true, weights: { entity: '4' } }
  expect(mergeForms(form, mine, theirs)).toEqual({
    ...form,
    engines: [],
    auditShare: '10',
    similarity: '70',
    passNever: true,
    weights: { intent: '1', entity: '4' },
  })
})
