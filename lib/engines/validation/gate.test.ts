import { expect, test } from 'vitest'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { refusalOf } from '#lib/engines/validation/gate.ts'
import { clip, fault, textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'

/** As clean speech measures. */
const dry = { peak_db: -3, speech_start_ms: 60, speech_end_ms: 1_600 }

const refused: [name: string, turn: TurnEvidence, blame: string, reason: RegExp][] = [
  ['no stimulus', voiceTurn({ stimulus: null }), 'stimulus', /no recording of the caller/],
  ['an empty stimulus', voiceTurn({ stimulus: clip({ duration_ms: 0 }) }), 'stimulus', /empty/],
  ['a silent stimulus', voiceTurn({ stimulus: clip({ peak_db: -90 }) }), 'stimulus', /silent/],
  [
    'a stimulus without speech',
    voiceTurn({ stimulus: clip({ speech_end_ms: null }) }),
    'stimulus',
    /silent/,
  ],
  [
    'a stimulus cut short',
    voiceTurn({ stimulus: clip({ speech_end_ms: 300 }) }),
    'stimulus',
    /speaks for 0\.2 s/,
  ],
  [
    'a stimulus of another text',
    voiceTurn({ stimulus: clip({ duration_ms: 60_000, speech_end_ms: 60_000 }) }),
    'stimulus',
    /speaks for 59\.9 s/,
  ],
  [
    'a stimulus that nobody could make',
    voiceTurn({ stimulus: null, unspeakable: 'The noise is gone.' }),
    'stimulus',
    /The noise is gone\./,
  ],
  [
    'a silent stimulus behind a noisy line',
    voiceTurn({
      stimulus: clip({ dry: { peak_db: -90, speech_start_ms: null, speech_end_ms: null } }),
    }),
    'stimulus',
    /silent/,
  ],
  [
    'a line that lets nothing through',
    voiceTurn({ stimulus: clip({ peak_db: -90, dry }) }),
    'stimulus',
    /leaves nothing/,
  ],
  ['a half-sent input', voiceTurn({ fully_sent: false }), 'transport', /not sent completely/],
  [
    'a provider error after retries',
    voiceTurn({ attempts: 3, fault: fault() }),
    'infrastructure',
    /after 3 attempts \(server error, HTTP 503\)\. /,
  ],
  [
    'a rate limit',
    textTurn({ fault: fault({ fault: 'rate_limited', status: 429 }) }),
    'infrastructure',
    /\(rate limited, HTTP 429\)/,
  ],
  [
    'wrong credentials',
    textTurn({ fault: fault({ fault: 'authentication', status: 403 }) }),
    'infrastructure',
    /authentication/,
  ],
  [
    'an open breaker',
    textTurn({ fault: fault({ fault: 'breaker_open', status: null }) }),
    'infrastructure',
    /calls paused/,
  ],
  [
    'an error result over HTTP 200',
    textTurn({ fault: fault({ fault: 'voice_ai_error', status: 200, ours: false }) }),
    'infrastructure',
    /voice ai error/,
  ],
  [
    'a timeout',
    textTurn({ fault: fault({ fault: 'timeout', status: null, maybe_executed: true }) }),
    'transport',
    /may have acted/,
  ],
  [
    'garbage',
    textTurn({ fault: fault({ fault: 'protocol', status: 200 }) }),
    'transport',
    /protocol/,
  ],
  [
    'a reset connection',
    textTurn({ fault: fault({ fault: 'reset', status: null }) }),
    'transport',
    /reset/,
  ],
  [
    'no answer',
    textTurn({ reply_written: null, reply_spoken: null, intent: null }),
    'transport',
    /No answer/,
  ],
]

test.each(refused)('%s allows no judgement', (_, turn, blame, reason) => {
  const refusal = refusalOf(turn)
  expect(refusal?.blame).toBe(blame)
  expect(refusal?.reason).toMatch(reason)
})

test.each([
  ['a whole voice turn', voiceTurn()],
  ['a whole text turn', textTurn()],
  ['a recording without a text', voiceTurn({ said: null })],
  ['an empty reply', textTurn({ reply_written: '', reply_spoken: '', intent: null })],
  [
    'a transcript without a reply',
    voiceTurn({ reply_written: null, reply_spoken: null, intent: null, reply_audio: null }),
  ],
  [
    'a slow Chinese speaker',
    voiceTurn({
      language: 'zh-CN',
      said: '多伦多今天天气怎么样',
      stimulus: clip({ duration_ms: 4_000, speech_end_ms: 3_900 }),
    }),
  ],
])('%s may be judged', (_, turn) => expect(refusalOf(turn)).toBeNull())

test.each([
  ['speech under twenty seconds of noise and silence', { duration_ms: 20_000, peak_db: -3 }],
  ['speech made as slow as it goes', { speech_start_ms: 40, speech_end_ms: 4_600 }],
  ['speech from far away', { peak_db: -62 }],
])('%s may be judged, when the stimulus before the device profile was sound', (_, over) => {
  expect(refusalOf(voiceTurn({ stimulus: clip({ ...over, dry }) }))).toBeNull()
})

const brokeIn = { after_ms: 800, began_ms: 812, overlap_ms: 0, stopped_ms: null }

test('a caller who broke into silence has tested nothing', () => {
  expect(refusalOf(voiceTurn({ barge_in: brokeIn }))).toMatchObject({
    blame: 'stimulus',
    reason: 'The caller interrupted after 812 ms, when the voice AI was already silent.',
  })
  expect(refusalOf(voiceTurn({ barge_in: { ...brokeIn, began_ms: null } }))?.reason).toMatch(
    /no sound/,
  )
  expect(
    refusalOf(voiceTurn({ barge_in: { ...brokeIn, overlap_ms: 20, stopped_ms: 20 } })),
  ).toBeNull()
})

const unanswered = {
  ...{ said: null, stimulus: null, heard: null, reply_written: null, reply_spoken: null },
  ...{ intent: null, reply_audio: null },
} as const

test('silence needs neither a stimulus nor an answer, keys need an answer', () => {
  expect(refusalOf(voiceTurn({ ...unanswered, kind: 'silence', silence_ms: 4_000 }))).toBeNull()
  const keys = voiceTurn({ ...unanswered, kind: 'dtmf', keys: { digits: '1', tones: true } })
  expect(refusalOf(keys)).toMatchObject({ blame: 'transport', reason: 'No answer came.' })
  expect(refusalOf(keys, { reply: 'any' })).toBeNull()
})
