import { expect, test } from 'vitest'

import { ReplyWords } from '#lib/engines/connectors/websocket/reply-words.ts'
import type { Rule } from '#lib/engines/connectors/websocket/rules.ts'

type Step = [event: Rule['event'], text: string] | 'asked' | 'answered'

/** What is told of a reply after these steps, one a millisecond. */
function told(...steps: Step[]) {
  const words = new ReplyWords()
  steps.forEach((step, at) => {
    if (step === 'asked') words.cut(false)
    else if (step === 'answered') words.cut(true)
    else words.take({ when: '@', event: step[0] }, step[1], at)
  })
  const { written, fillers } = words.told(false)
  return { written, fillers: fillers.map(({ text }) => text), all: words.all }
}

test('sentences are joined, and pieces that are finished are not doubled', () =>
  expect(
    told(['reply_delta', 'It '], ['reply_delta', 'is'], ['reply', 'It is'], ['reply', 'sunny.']),
  ).toMatchObject({ written: 'It is sunny.', fillers: [] }))

test('what was said before a tool is a filler', () =>
  expect(told(['reply', 'Let me check.'], 'asked', 'answered', ['reply', 'It is sunny.'])).toEqual({
    written: 'It is sunny.',
    fillers: ['Let me check.'],
    all: 'Let me check. It is sunny.',
  }))

test('what is said while a tool runs is one, too', () =>
  expect(told('asked', ['reply', 'Still looking.'], 'answered', ['reply', 'Sunny.'])).toMatchObject(
    { written: 'Sunny.', fillers: ['Still looking.'] },
  ))

test('a filler that is finished after the tool was asked for stays one', () =>
  expect(
    told(['reply_delta', 'Let me'], 'asked', ['reply', 'Let me check.'], 'answered', [
      'reply',
      'Sunny.',
    ]),
  ).toMatchObject({ written: 'Sunny.', fillers: ['Let me check.'] }))

test('and so does one that is finished after the tool has answered', () =>
  expect(
    told(
      ['reply_delta', 'Let me'],
      'asked',
      'answered',
      ['reply', 'Let me check.'],
      ['reply', 'Sunny.'],
    ),
  ).toMatchObject({ written: 'Sunny.', fillers: ['Let me check.'] }))

test('when nothing follows the tool, what was said before it is the answer', () =>
  expect(told(['reply', 'Goodbye.'], 'asked', 'answered')).toMatchObject({
    ...{ written: 'Goodbye.', fillers: [] },
  }))

test('a correction changes the last sentence, and is nothing before there was one', () => {
  expect(told(['reply', 'A'], ['reply', 'B'], ['reply_correction', 'C']).written).toBe('A C')
  expect(told(['reply_correction', 'old'], ['reply', 'B']).written).toBe('B')
  expect(told(['reply_correction', 'old']).written).toBe('')
})

test('words that are only spoken are written, too', () => {
  const words = new ReplyWords()
  words.take({ when: '@', event: 'spoken' }, 'At seven', 1)
  words.take({ when: '@', event: 'spoken' }, 'thirty.', 2)
  expect(words.told(false)).toMatchObject({
    ...{ written: 'At seven thirty.', spoken: 'At seven thirty.', answerAt: 1 },
  })
})
