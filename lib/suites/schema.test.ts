import { expect, test } from 'vitest'
import { parse } from 'yaml'

import { caseText } from '#lib/suites/export-suite.ts'
import { CaseInput } from '#lib/suites/schema.ts'

const suite = `
id: order-by-keys
name: Order by keys
priority: medium
languages:
  en-US: {}
stop_on_failure: true
turns:
  - say: read me the menu
  - say: stop
    barge_in:
      after_ms: 800
    expect:
      barge_in:
        max_stop_ms: 1000
  - dtmf: 12#
  - dtmf: \${pin}#
    expect:
      reply: any
  - silence_ms: 4000
    expect:
      reply: none
`.trimStart()

test('a case with keys, silence and barge-in is written as it was read', () => {
  const written = caseText(CaseInput.parse(parse(suite)))
  expect(parse(written)).toEqual(parse(suite))
  expect(CaseInput.parse(parse(written))).toEqual(CaseInput.parse(parse(suite)))
})

const hello = { say: 'hello' }
const faults = (...turns: object[]) =>
  CaseInput.safeParse({ id: 'a', name: 'A', languages: { 'en-US': {} }, turns }).error?.issues.map(
    ({ path, message }) => `${path.slice(1).join('.')}: ${message}`,
  )

test.each<[string, object[], RegExp]>([
  ['nothing at all', [{}], /^0: needs say or audio, dtmf, or silence_ms$/],
  ['two things at once', [{ ...hello, dtmf: '1' }], /^0: may only be one of/],
  ['keys that no telephone has', [{ dtmf: '1x' }], /^0\.dtmf: may hold the keys/],
  ['keys that YAML takes for a number', [{ dtmf: 12 }], /put the keys in quotes/],
  ['silence of no length', [{ silence_ms: 0 }], /^0\.silence_ms/],
  [
    'breaking in before anything was said',
    [{ ...hello, barge_in: { after_ms: 500 } }],
    /previous turn/,
  ],
  ['breaking in with keys', [hello, { dtmf: '1', barge_in: { after_ms: 500 } }], /say or audio/],
  [
    'a limit without breaking in',
    [{ ...hello, expect: { barge_in: { max_stop_ms: 1 } } }],
    /needs barge_in/,
  ],
  [
    'both a limit and that it must not stop',
    [
      hello,
      {
        ...hello,
        barge_in: { after_ms: 500 },
        expect: { barge_in: { max_stop_ms: 1, stops: false } },
      },
    ],
    /needs max_stop_ms or stops: false/,
  ],
  [
    'stops: false for a caller who interrupts',
    [hello, { ...hello, barge_in: { after_ms: 500 }, expect: { barge_in: { stops: false } } }],
    /needs backchannel: true/,
  ],
  [
    'a limit for a caller who only listens',
    [
      hello,
      {
        ...{ say: 'mhm', barge_in: { after_ms: 500, backchannel: true } },
        expect: { barge_in: { max_stop_ms: 900 } },
      },
    ],
    /only be stops: false/,
  ],
  [
    'breaking in after a caller who only listens',
    [
      hello,
      { say: 'mhm', barge_in: { after_ms: 500, backchannel: true } },
      { ...hello, barge_in: { after_ms: 500 } },
    ],
    /cannot follow a turn/,
  ],
  [
    'pauses that are not looked at',
    [{ ...hello, expect: { dead_air: { max_ms: 500 } } }],
    /dead_air/,
  ],
  [
    'no reply to a question',
    [{ ...hello, expect: { reply: 'none' } }],
    /while the caller is silent/,
  ],
  [
    'a transcript of keys',
    [{ dtmf: '1', expect: { transcript: { max_wer: 0 } } }],
    /only possible in a turn with speech/,
  ],
])('refuses %s', (_, turns, message) => {
  expect(faults(...turns)?.join('\n')).toMatch(message)
})

test('say and audio together stay one turn, and keys and silence need no language', () =>
  expect(faults({ ...hello, audio: 'a.wav' }, { dtmf: '1' }, { silence_ms: 500 })).toBeUndefined())
