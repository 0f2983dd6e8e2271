import { describe, expect, test } from 'vitest'

import type { SoundEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { clip, policy, textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { judge, testJudgements } from '#lib/engines/validation/testing/judgements.ts'
import { turn, validate, weather } from '#lib/engines/validation/testing/validate.ts'
import { validateExecution } from '#lib/engines/validation/validate.ts'

const sound = (over: Partial<SoundEvidence> = {}): SoundEvidence => ({
  ...{ version: 1, heard: 'speech', likeness: 0.8, speech_ms: 2_400, speech_share: 0.95 },
  ...{ voiced_share: 0.6, flatness: 0.08, clipped_share: 0 },
  ...over,
})
const heard = (over: Partial<SoundEvidence> = {}, more: Partial<TurnEvidence> = {}) =>
  voiceTurn({ reply_audio: clip({ sound: sound(over) }), ...more })
const check = { wer: 0, measure: 'wer', max_wer: 0.3, model: 'ears' } as const
const checked = (text: string, wer: number, more: Partial<TurnEvidence> = {}) =>
  voiceTurn({ reply_audio: clip({ sound: sound(), check: { ...check, text, wer } }), ...more })
const wordless = { reply_written: null, reply_spoken: null }
const wrong = { pass: false, sure: true }
const open = { pass: false, sure: false }
const likely = { pass: true, sure: false }

testJudgements([
  [
    'listening',
    'silent audio',
    voiceTurn({ reply_audio: clip({ peak_db: -80 }) }),
    {},
    { ...wrong, evidence: /silent \(peak -80 dBFS\): a caller hears nothing/ },
  ],
  [
    'listening',
    'empty audio',
    voiceTurn({ reply_audio: clip({ duration_ms: 0 }) }),
    {},
    { ...wrong, evidence: /is empty: a caller hears nothing/ },
  ],
  [
    'listening',
    'text without audio',
    voiceTurn({ reply_audio: null, voice_out: true }),
    {},
    { ...wrong, evidence: /nothing of it was spoken/ },
  ],
  [
    'listening',
    'a target that only writes',
    voiceTurn({ reply_audio: null, voice_out: false }),
    {},
    {
      pass: true,
      sure: true,
      evidence: /answers in text only, so there is no reply audio to judge/,
    },
  ],
  [
    'listening',
    'noise',
    heard({ heard: 'noise' }),
    {},
    { ...wrong, evidence: /hold no speech, only noise: a caller hears no words/ },
  ],
  [
    'listening',
    'noise without a text',
    heard({ heard: 'noise' }, wordless),
    {},
    { ...wrong, evidence: /only noise/ },
  ],
  [
    'listening',
    'a beep in place of the text',
    heard({ heard: 'tones' }),
    {},
    { ...wrong, evidence: /only tones/ },
  ],
  [
    'listening',
    'a beep alone',
    heard({ heard: 'tones' }, wordless),
    {},
    { ...open, evidence: /it may be meant/ },
  ],
  [
    'listening',
    'music',
    heard({ heard: 'music' }),
    {},
    { ...open, evidence: /only music; it may be meant/ },
  ],
  [
    'listening',
    'what may be speech',
    heard({ heard: 'unsure' }),
    {},
    { ...likely, evidence: /is not certain/ },
  ],
  [
    'listening',
    'bytes read wrongly',
    heard({ heard: 'noise', misdeclared: 'µ-law' }),
    {},
    { ...open, evidence: /would be speech as µ-law: check the audio format/ },
  ],
  [
    'listening',
    'clipped',
    heard({ clipped_share: 0.12 }),
    {},
    { ...likely, evidence: /12 % of the reply audio is clipped/ },
  ],
  [
    'listening',
    'cut off',
    heard({ cut_off: true }),
    {},
    { ...likely, evidence: /ends in the middle of a word/ },
  ],
  [
    'listening',
    'other words spoken',
    checked('please hold the line for an agent', 1),
    {},
    {
      ...wrong,
      evidence:
        /was to say "It is sunny in Toronto with twenty degrees\.", but ears heard "please hold/,
    },
  ],
  [
    'listening',
    'another number spoken',
    checked('it is sunny in toronto with thirty degrees', 0.12),
    {},
    { ...open, evidence: /but ears heard/ },
  ],
  [
    'listening',
    'nothing recognised',
    checked('', 1),
    {},
    { ...open, evidence: /ears heard nothing/ },
  ],
  [
    'listening',
    'speech whose words nobody checked',
    heard(),
    {},
    { pass: true, sure: true, evidence: /for 2\.4 s; its words were not verified/ },
  ],
  [
    'listening',
    'words a recogniser heard',
    checked('it is sunny in toronto with 20 degrees', 0),
    {},
    { pass: true, sure: true, evidence: /its words were recognised/ },
  ],
  [
    'listening',
    'a word that the recogniser misheard',
    checked('it is funny in toronto with twenty degrees', 0.12),
    {},
    { pass: true, sure: true, evidence: /recognised/ },
  ],
])

const began = { first_byte_out_ms: 100, speech_end_ms: 2_000, first_audio_ms: 90 }
const early = { timings: { ...voiceTurn().timings, ...began, first_sound_ms: 120 } }

test('a reply that sounded before the caller spoke is not proven', () => {
  const late = { stimulus: clip({ speech_start_ms: 300 }) }
  expect(judge('listening', heard({}, { ...early, ...late }), {})).toMatchObject({
    proof: 'unproven',
    evidence: expect.stringMatching(/began 280 ms before the caller spoke/) as string,
  })
  const after = { timings: { ...early.timings, first_sound_ms: 900 } }
  expect(judge('listening', heard({}, { ...after, ...late }), {})?.proof).toBe('right')
})

describe('is silent where it has nothing to say', () => {
  const nothing: [string, TurnEvidence, object][] = [
    ['a text turn', textTurn(), {}],
    ['evidence from before replies were listened to', voiceTurn(), {}],
    [
      'audio missing where nobody knows whether there could be any',
      voiceTurn({ reply_audio: null }),
      {},
    ],
    ['a turn that wants no reply', heard({ heard: 'noise' }), { reply: 'none' }],
    [
      'missing audio that is expected: the validator `audio` says so',
      voiceTurn({ reply_audio: null, voice_out: true }),
      { audio: { required: true } },
    ],
    ['no reply at all', voiceTurn({ reply_audio: null, voice_out: true, ...wordless }), {}],
  ]
  test.each(nothing)('%s', (_, evidence, expectation) =>
    expect(judge('listening', evidence, expectation)).toBeNull(),
  )
  test('a few words in minutes of silence are no silence', () => {
    const rare = clip({ silent_share: 0.995, sound: sound() })
    expect(judge('listening', voiceTurn({ reply_audio: rare }), {})?.proof).toBe('right')
  })
  test('a reply that was cut short is neither cut off nor compared', () => {
    const cut = checked('it is', 0.8, { cut_short: true })
    expect(judge('listening', cut, {})?.proof).toBe('right')
    expect(judge('listening', heard({ cut_off: true }, { cut_short: true }), {})?.proof).toBe(
      'right',
    )
  })
})

describe('the verdict', () => {
  test('speech is no must-have: it proves nothing of what is expected', () => {
    const { scores, band, status } = validate([turn(heard())])
    expect(status).toBe('auto_pass')
    expect(scores.find(({ validator }) => validator === 'listening')).toMatchObject({
      mustHave: false,
      detail: { spoken: 'no' },
    })
    expect(band).not.toMatch(/listening/)
    expect(validate([turn(heard(), {})])).toMatchObject({ proven: false, status: 'manual_review' })
  })
  test('what a caller could not hear fails with the speech output, whatever else is right', () =>
    expect(validate([turn(heard({ heard: 'noise' }))])).toMatchObject({
      ...{ verdict: 'failed', status: 'auto_fail', blame: 'speech_output' },
      reason: expect.stringMatching(/only noise.*Speech output: what a caller hears/s) as string,
    }))
  test('and where nothing is expected', () =>
    expect(validate([turn(heard({ heard: 'noise' }), {})])).toMatchObject({
      ...{ verdict: 'failed', status: 'auto_fail', blame: 'speech_output' },
    }))
  test('a wrong answer stays the first broken link', () =>
    expect(
      validate([turn(heard({ heard: 'noise' }), { response: { contains: ['Boston'] } })]),
    ).toMatchObject({ verdict: 'failed', blame: 'content' }))
  test('what is not proven goes to a person, with the reason', () =>
    expect(validate([turn(heard({ cut_off: true }))])).toMatchObject({
      ...{ verdict: 'passed', status: 'manual_review', proven: false },
      reason: expect.stringMatching(/ends in the middle of a word/) as string,
    }))
})

describe('one recording for two questions of a conversation', () => {
  const at = (index: number, said: string, sha256: string, expectation: object = weather) =>
    turn(
      voiceTurn({ index, said, heard: said, reply_audio: clip({ sha256, sound: sound() }) }),
      expectation,
    )
  const run = (...turns: ReturnType<typeof at>[]) =>
    validateExecution({ executionId: 'e', turns, policy })
  const [one, two] = ['what is the weather in toronto', 'will it rain in toronto tomorrow']

  test('is not proven', () =>
    expect(run(at(0, one, 'a'), at(1, two, 'a'))).toMatchObject({
      status: 'manual_review',
      doubts: [
        {
          turn: 1,
          validator: 'listening',
          why: expect.stringMatching(/same recording as in turn 1/) as string,
        },
      ],
    }))
  test('is nothing to doubt for the same question, for the same wanted words, and for other recordings', () => {
    const wanted = { response: { contains: ['sunny'] } }
    expect(run(at(0, one, 'a'), at(1, one, 'a')).status).toBe('auto_pass')
    expect(run(at(0, one, 'a', wanted), at(1, two, 'a', wanted)).status).toBe('auto_pass')
    expect(run(at(0, one, 'a'), at(1, two, 'b')).status).toBe('auto_pass')
  })
})
