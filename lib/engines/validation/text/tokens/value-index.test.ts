import { expect, test } from 'vitest'

import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import { valueIndex } from '#lib/engines/validation/text/tokens/value-index.ts'

const texts = [
  '5 and five and 5.0 and -5 and 007 and 7',
  '7:30, half past seven, 7:30 pm, 19:30, seven thirty, 730',
  'May 3, 2025, Saturday, 3 May 2025 and Saturday May 3 2025 and 2025-05-03 and May 3',
  '+49 30 123456 and 4930123456 and A7B3 and a7b3 and the 80s and the 1980s',
  '$5 and five dollars and 5 % and 5 km and 5000 m and 5th and 2/3 and two thirds',
]

test('finds what comparing each with each finds', () => {
  const tokens = texts.flatMap((text) =>
    tokenise(text, 'en').tokens.filter(({ readings }) => readings.length > 0),
  )
  const find = valueIndex(tokens)
  for (const token of tokens)
    expect(find(token)).toBe(tokens.find((other) => relate(other, token) === 'same'))
  expect(tokens.length).toBeGreaterThan(25)
})
