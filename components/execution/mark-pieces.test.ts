import { expect, test } from 'vitest'

import { markPieces, replyMarks } from '#components/execution/mark-pieces.ts'

const proves = (start: number, end: number) => ({ start, end, role: 'proves' as const })
const against = (start: number, end: number) => ({ start, end, role: 'contradicts' as const })

const shown = (text: string, marks: Parameters<typeof markPieces>[1]) =>
  markPieces(text, marks)
    .map(({ text: piece, role }) => (role === null ? piece : `[${role[0]}:${piece}]`))
    .join('')

test.each([
  ['no mark', [], 'seat 12B please'],
  ['one in the middle', [proves(5, 8)], 'seat [p:12B] please'],
  ['at both ends', [proves(0, 4), proves(9, 15)], '[p:seat] 12B [p:please]'],
  ['neighbours of one role are one piece', [proves(0, 4), proves(4, 8)], '[p:seat 12B] please'],
  [
    'a contradiction wins where two overlap',
    [proves(0, 8), against(5, 8)],
    '[p:seat ][c:12B] please',
  ],
  [
    'beyond the end, empty, or backwards: left out',
    [proves(9, 99), proves(3, 3), proves(8, 5)],
    'seat 12B please',
  ],
  ['the same place twice', [proves(5, 8), proves(5, 8)], 'seat [p:12B] please'],
] as const)('marks %s', (_, marks, wanted) => expect(shown('seat 12B please', marks)).toBe(wanted))

test('never cuts a character in two, and loses no letter of any script', () => {
  for (const text of ['a👍b', '13時に', 'नमस्ते दुनिया', ''])
    for (let start = 0; start <= text.length; start++)
      for (let end = start; end <= text.length; end++) {
        const pieces = markPieces(text, [proves(start, end)])
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        for (const piece of pieces) expect(piece.text.isWellFormed()).toBe(true)
      }
})

test('places in the spoken reply are not shown in the written one', () => {
  const score = {
    marks: [
      { in: 'reply', start: 0, end: 1, role: 'proves' },
      { in: 'reply', of: 'spoken', start: 2, end: 3, role: 'proves' },
      { in: 'expected', of: 'similar_to', start: 4, end: 5, role: 'proves' },
    ],
  }
  const scores = [score] as unknown as Parameters<typeof replyMarks>[0]
  expect(replyMarks(scores, 'written').map(({ start }) => start)).toEqual([0])
  expect(replyMarks(scores, 'spoken').map(({ start }) => start)).toEqual([2])
})
