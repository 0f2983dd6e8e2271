import type { HardLine } from '#lib/engines/validation/testing/hard-lines.ts'

const said = 'when does the museum open'
const open = { response: { contains: ['nine'] } }
const right = 'The museum opens at nine on weekdays.'

type Exchange = Partial<HardLine> & Pick<HardLine, 'right' | 'expect'>

const voice = (over: Exchange): HardLine => ({
  kind: 'evidence',
  language: 'en-US',
  mode: 'voice',
  said,
  heard: said,
  reply: { text: 'It opens at 9.', intent: 'OpeningHours', response_ms: 400 },
  ...over,
})

const transcript = (
  language: string,
  spoken: string,
  heard: string | null,
  max_wer: number,
  verdict: HardLine['right'],
): HardLine => ({
  kind: 'transcript',
  language,
  mode: 'voice',
  said: spoken,
  heard,
  expect: { transcript: { max_wer } },
  reply: { text: 'OK.' },
  right: verdict,
})

/** Spoken exchanges in which what is expected holds, and yet nobody would call it a pass, or the other way round. */
export const hardExchanges: HardLine[] = [
  voice({ expect: { intent: 'OpeningHours', ...open }, right: 'pass' }),
  voice({ expect: open, heard: 'subscribe to our channel', right: 'either' }),
  voice({ expect: open, heard: null, right: 'either' }),
  voice({ expect: { intent: 'OpeningHours' }, heard: null, right: 'pass' }),
  voice({ expect: open, heard_confidence: 0.2, right: 'either' }),
  voice({
    expect: { ...open, transcript: { max_wer: 0.2 } },
    heard_confidence: 0.3,
    right: 'either',
  }),
  voice({
    expect: { ...open, transcript: { max_wer: 0.2 } },
    heard_confidence: 0.9,
    right: 'pass',
  }),
  voice({ expect: open, reply: { text: '', spoken: right }, right: 'either' }),
  voice({ expect: { intent: 'Closing' }, right: 'fail' }),
  voice({
    expect: { intent: 'OpeningHours' },
    reply: { text: '', intent: 'OpeningHours' },
    right: 'either',
  }),
  voice({ expect: open, reply: { text: 'Nine.', intent: 'Fallback' }, right: 'either' }),
  voice({
    expect: { response_time: { max_ms: 1_000 } },
    reply: { text: 'HTTP 503', response_ms: 90 },
    right: 'either',
  }),
  voice({
    expect: { response_time: { max_ms: 1_000 } },
    reply: { text: right, response_ms: 3_000 },
    right: 'fail',
  }),
  voice({
    expect: { response_time: { max_ms: 1_000 } },
    reply: { text: right, response_ms: 300 },
    right: 'pass',
  }),
  voice({ expect: { response: { contains: ['museum'] } }, reply: { text: said }, right: 'either' }),
  voice({
    expect: { response: { contains: ['museum'] } },
    reply: { text: 'Unfortunately I know nothing about a museum.' },
    right: 'either',
  }),
  voice({
    expect: { response: { contains: ['museum'] } },
    reply: { text: 'How can I help? I know about the museum, films and trains.' },
    right: 'either',
  }),
  voice({
    expect: open,
    reply: { text: 'It opens at 9.', spoken: 'The museum is closed for good.' },
    right: 'either',
  }),
  voice({
    expect: open,
    reply: { text: 'It opens at 9.', spoken: 'It opens at nine.' },
    right: 'pass',
  }),
  voice({ expect: {}, right: 'either' }),
  voice({ expect: { reply: 'any' }, right: 'either' }),
  transcript('en-US', 'call five five five oh one two three', 'Call 555-0123.', 0.1, 'pass'),
  transcript(
    'en-US',
    'book a table for twenty five people',
    'Book a table for 25 people.',
    0,
    'pass',
  ),
  transcript('en-US', 'book a table for four people', 'who took the cable car people', 0.2, 'fail'),
  transcript('en-US', 'book a table for four people', null, 0.2, 'either'),
  transcript(
    'de-DE',
    'stell den wecker auf sieben uhr dreißig',
    'Stell den Wecker auf 7:30 Uhr.',
    0.1,
    'pass',
  ),
  transcript('fr-FR', 'il est dix heures', 'Il est 10 heures.', 0.1, 'pass'),
  transcript('es-ES', 'quiero dos billetes', 'Quiero 2 billetes.', 0.1, 'pass'),
  transcript('zh-CN', '我要两张票', '我要2张票', 0.2, 'pass'),
  {
    ...transcript('en-US', 'hello there', null, 0.1, 'pass'),
    mode: 'text',
    kind: 'evidence',
    expect: { transcript: { max_wer: 0.1 }, response: { contains: ['OK'] } },
  },
]
