import { describe, expect, test } from 'vitest'

import { fault, textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import {
  confused,
  misheard,
  turn,
  validate,
  weather,
} from '#lib/engines/validation/testing/validate.ts'
import type { ValidationTurn } from '#lib/engines/validation/validate.ts'

describe('blame', () => {
  const wrongReply = { reply_written: 'No idea', reply_spoken: 'No idea' }
  const rows: [string, ValidationTurn, string, RegExp, ValidationTurn?][] = [
    [
      'heard wrong',
      turn(voiceTurn({ ...confused, heard: 'play some heavy metal' })),
      'recognition',
      /WER/,
    ],
    ['one decisive word heard wrong', turn(misheard), 'recognition', /heard/],
    [
      'heard right, wrong intent',
      turn(voiceTurn(confused)),
      'understanding',
      /heard right, but the intent is wrong/,
    ],
    [
      'heard right, wrong entity',
      turn(voiceTurn({ entities: { city: 'Oslo' } })),
      'understanding',
      /entities are wrong/,
    ],
    ['sent as text, wrong intent', turn(textTurn(confused)), 'understanding', /sent as text/],
    [
      'right intent, wrong answer',
      turn(voiceTurn(wrongReply), { ...weather, response: { contains: ['sunny'] } }),
      'content',
      /understood, but the answer is wrong/,
    ],
    [
      'late only',
      turn(voiceTurn(), { ...weather, response_time: { max_ms: 100 } }),
      'latency',
      /late/,
    ],
    [
      'reply audio only',
      turn(voiceTurn({ reply_audio: null }), { ...weather, audio: { required: true } }),
      'speech_output',
      /reply audio/,
    ],
    [
      'transcript only',
      turn(voiceTurn({ heard: 'the weather' }), { ...weather, transcript: { max_wer: 0.1 } }),
      'recognition',
      /over its limit/,
    ],
    [
      'late and wrong intent',
      turn(voiceTurn(confused), { ...weather, response_time: { max_ms: 100 } }),
      'understanding',
      /intent/,
    ],
    [
      'heard wrong, yet wrong as text too',
      turn(misheard),
      'understanding',
      /fails as text too/,
      turn(textTurn({ entities: { city: 'Oslo' } })),
    ],
    [
      'heard quite wrong, right as text',
      turn(voiceTurn({ ...confused, heard: 'play some heavy metal' })),
      'recognition',
      /WER .*right when sent as text/,
      turn(textTurn()),
    ],
    [
      'heard quite wrong, answered as wrongly as text',
      turn(voiceTurn({ ...wrongReply, heard: 'what is a weather in a tornado' }), {
        response: { contains: ['sunny'] },
      }),
      'content',
      /fails as text too, but the answer is wrong/,
      turn(textTurn(wrongReply), { response: { contains: ['sunny'] } }),
    ],
    [
      'no transcript, right as text',
      turn(voiceTurn({ ...confused, heard: null })),
      'recognition',
      /text were answered right/,
      turn(textTurn()),
    ],
    [
      'slightly misheard, right as text',
      turn(voiceTurn({ ...confused, heard: 'what is a weather in toronto' })),
      'recognition',
      /right when sent as text/,
      turn(textTurn()),
    ],
    [
      'heard exactly, right as text',
      turn(voiceTurn(confused)),
      'understanding',
      /heard right/,
      turn(textTurn()),
    ],
  ]
  test.each(rows)('%s', (_, judged, blame, reason, twin) => {
    const result = validate([judged], {}, twin && [twin])
    expect(result).toMatchObject({ verdict: 'failed', blame })
    expect(result.blameReason).toMatch(reason)
    expect(result.reason).toContain(result.blameReason)
  })

  test('is taken from the first turn that failed', () => {
    const result = validate([
      turn(voiceTurn()),
      turn(voiceTurn({ index: 1, ...confused })),
      turn(voiceTurn({ index: 2 }), { response_time: { max_ms: 1 } }),
    ])
    expect(result.blame).toBe('understanding')
    expect(result.reason).toMatch(/^Turn 2: /)
  })

  test('is absent from a pass', () =>
    expect(validate([turn(voiceTurn())])).toMatchObject({ blame: null, blameReason: null }))

  test('a twin whose own evidence is broken says nothing', () =>
    expect(validate([turn(misheard)], {}, [turn(textTurn({ fault: fault() }))]).blame).toBe(
      'recognition',
    ))
})
