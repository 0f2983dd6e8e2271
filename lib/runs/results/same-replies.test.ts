import { describe, expect, test } from 'vitest'

import { sameReplies, type AnsweredTurn } from '#lib/runs/results/same-replies.ts'

const answered = (name: string, over: Partial<AnsweredTurn> = {}): AnsweredTurn => ({
  ...{ executionId: name, turn: 0, caseId: name, caseName: name, said: name, saidText: name },
  ...{ words: 'it is sunny', audio: null, wantedWords: null, wantedMeaning: null },
  ...over,
})
const ids = (turns: AnsweredTurn[]) => sameReplies(turns).map(({ executionId }) => executionId)

test('one reply to different questions is found on each of them, with one of the others', () => {
  const found = sameReplies([answered('a'), answered('b'), answered('c')])
  expect(found.map(({ executionId }) => executionId)).toEqual(['a', 'b', 'c'])
  expect(found[0]?.found).toEqual({
    ...{ utterances: 3, by: 'words', said: 'b', case_name: 'b', execution_id: 'b' },
  })
})

test('so is the same recording where there are no words, or other words', () => {
  const [a, b] = [
    answered('a', { words: null, audio: 'x' }),
    answered('b', { words: 'rain', audio: 'x' }),
  ]
  expect(sameReplies([a, b]).map(({ found }) => found.by)).toEqual(['audio', 'audio'])
})

const wants = { wantedWords: '{"contains":["sunny"]}' }
const means = { wantedMeaning: '{"intent":"Weather","entities":{"city":"Toronto"}}' }

describe('one question may be asked in many ways', () => {
  const fine: [string, AnsweredTurn[]][] = [
    ['repetitions', [answered('a'), answered('a', { executionId: 'a2' })]],
    ['other languages of a turn', [answered('a'), answered('a', { said: 'wie wird das wetter' })]],
    ['the same words in another case', [answered('a'), answered('b', { said: 'a' })]],
    ['cases that want the same words', [answered('a', wants), answered('b', wants)]],
    ['cases that want the same intent and entities', [answered('a', means), answered('b', means)]],
    [
      'a chain of them',
      [answered('a', wants), answered('b', { ...wants, ...means }), answered('c', means)],
    ],
    ['other replies', [answered('a'), answered('b', { words: 'it is raining' })]],
    ['no replies', [answered('a', { words: null }), answered('b', { words: null })]],
  ]
  test.each(fine)('%s', (_, turns) => expect(ids(turns)).toEqual([]))
  test('a chain whose last link comes late', () => {
    const both = answered('c', { ...wants, ...means })
    expect(ids([answered('a', wants), answered('b', means), both])).toEqual([])
  })
})

test('other wanted words make other questions', () =>
  expect(
    ids([answered('a', wants), answered('b', { wantedWords: '{"contains":["it"]}' })]),
  ).toEqual([...['a', 'b']]))
test('the same reply in two turns of one conversation is found as well', () =>
  expect(
    sameReplies([
      answered('a', { turn: 0, said: 'one' }),
      answered('a', { turn: 1, said: 'two' }),
    ]).map(({ turn }) => turn),
  ).toEqual([0, 1]))
test('a hundred thousand answers of one run take a moment', () => {
  const many = Array.from({ length: 100_000 }, (_, n) =>
    answered(`c${n % 500}`, { executionId: `e${n}`, words: `reply ${n % 700}` }),
  )
  const began = performance.now()
  expect(sameReplies(many).length).toBeGreaterThan(0)
  expect(performance.now() - began).toBeLessThan(5_000)
})
