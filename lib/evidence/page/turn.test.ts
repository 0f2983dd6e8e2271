import { expect, test } from 'vitest'

import { writeHtml } from '#lib/evidence/page/html.ts'
import { turnArticle } from '#lib/evidence/page/turn.ts'
import { TurnView } from '#lib/executions/schema.ts'

const turn = TurnView.parse({
  ...{ index: 0, kind: 'text', said: 'book a table', heard: null, heard_confidence: null },
  ...{ reply_written: 'It is full.', reply_spoken: null, intent: null, entities: {} },
  ...{ expected: {}, input_audio: null, output_audio: null, timings: {}, attempts: 1 },
  ...{ fault: null, keys: null, silence_ms: null, unsolicited: null, cut_short: false },
  ...{ spoken_verified: null, barge_in: null },
  fillers: [{ at_ms: 250, text: 'Let me <check>.' }],
  tool_calls: [
    {
      ...{ id: 'c1', name: 'book_table', arguments: { guests: 4 }, status: 'failed' },
      ...{ error: 'no table', requested_ms: 120, ended_ms: 470, executed_by: 'earshot' },
    },
    {
      ...{ id: 'c2', name: '', arguments: null, result: ['x'], status: 'succeeded' },
      ...{ requested_ms: 600, ended_ms: 700, executed_by: 'voice_ai' },
    },
  ],
  tool_calls_dropped: 2,
})

async function article(): Promise<string> {
  const page = turnArticle(turn, [], 'en-US', { caller: null, voiceAi: null })
  const pieces: Uint8Array[] = []
  for await (const piece of writeHtml(page, (text) => text)) pieces.push(piece)
  const text = Buffer.concat(pieces).toString()
  return text
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' ,', ',')
}

test('the tools that were called are told with what they were given and how they ended', async () => {
  const text = await article()
  expect(text).toContain('book_table failed after 120 ms, took 350 ms, answered by a mock')
  expect(text).toContain('Arguments: {&quot;guests&quot;:4} Error: no table')
  expect(text).toContain('a tool without a name succeeded after 600 ms, took 100 ms')
  expect(text).toContain('Arguments: not told Result: [&quot;x&quot;]')
  expect(text).toContain('2 more calls were not kept.')
})

test('what was said before the answer stands apart from it', async () =>
  expect(await article()).toContain('Before the answer, after 250 ms: Let me &lt;check&gt;.'))
