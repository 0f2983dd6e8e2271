import { expect, test } from 'vitest'

import { expectationRows } from '#lib/executions/expectation-rows.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'

type Mark = ScoreView['marks'][number]

const got = {
  ...{ heard: null, reply_spoken: null, intent: null, timings: {}, output_audio: null },
  reply_written: 'no room, no seats',
  entities: { place: 'room 5' },
}

const score = (validator: string, marks: Mark[]): ScoreView => ({
  ...{ validator, version: 2, turn: 0, score: 0, pass: false, confidence: 0.97, weight: 2 },
  ...{ evidence: '', proof: 'wrong', must_have: true, marks, precedent_id: null },
})

const at = (of: string, start: number, end: number): Mark => ({
  ...{ in: 'expected', of, start, end, role: 'contradicts' },
})

/** The marked words of the expected side, row by row. */
const marked = (expected: Record<string, unknown>, scores: ScoreView[]) =>
  expectationRows(expected, got, scores).map((row) =>
    (row.marks?.expected ?? []).map(({ start, end }) => row.expected.slice(start, end)),
  )

test('a phrase of a list is marked where it stands in the list, also when one holds another', () =>
  expect(
    marked({ response: { contains: ['room', { text: 'a room', stem: true }, 'room'] } }, [
      score('response', [at('contains.2', 0, 4), at('contains.1', 2, 6)]),
    ]),
  ).toEqual([['room', 'room']]))

test('of two phrases that are equal the second one is marked', () => {
  const [row] = expectationRows({ response: { contains: ['room', 'room'] } }, got, [
    score('response', [at('contains.1', 0, 4)]),
  ])
  expect(row?.marks?.expected[0]?.start).toBe(row?.expected.lastIndexOf('room'))
})

test('likeness, patterns and entities are marked by their own names only', () =>
  expect(
    marked(
      { entities: { place: 'gate 5' }, response: { similar_to: 'two rooms', matches: 'seat' } },
      [
        score('entity', [at('entities.place', 0, 4)]),
        score('response', [at('similar_to', 4, 9), at('matches', 0, 4)]),
      ],
    ),
  ).toEqual([['gate'], ['rooms'], ['seat']]))

test('a value that is shown as JSON has no marks', () =>
  expect(
    marked({ entities: { count: 5 } }, [score('entity', [at('entities.count', 0, 1)])]),
  ).toEqual([[]]))

test('places in the reply stand beside what is expected of its words, never those of the spoken form', () => {
  const marks: Mark[] = [
    { in: 'reply', start: 0, end: 2, role: 'contradicts' },
    { in: 'reply', of: 'spoken', start: 3, end: 7, role: 'contradicts' },
  ]
  const rows = expectationRows(
    { entities: { place: 'x' }, response: { not_contains: ['no'] } },
    got,
    [score('response', marks)],
  )
  expect(rows.map((row) => row.marks?.got ?? [])).toEqual([
    [],
    [{ start: 0, end: 2, role: 'contradicts' }],
  ])
})

test('what proves required words stands at them, and at no other check', () => {
  const rows = expectationRows(
    { response: { contains: ['seats'], not_contains: ['gate'], similar_to: 'no seats' } },
    got,
    [score('response', [{ in: 'reply', start: 12, end: 17, role: 'proves' }])],
  )
  expect(rows.map((row) => [row.aspect, row.marks?.got.length ?? 0])).toEqual([
    ['Response like', 0],
    ['Response contains', 1],
    ['Response lacks', 0],
  ])
})
