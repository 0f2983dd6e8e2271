import { expect, test } from 'vitest'

import { judgePattern } from '#lib/engines/validation/text/pattern-check.ts'

/** A pattern is proven where nothing around the match denies it and no value is only spelled otherwise. */
const rows: [pattern: string, reply: string, proof: 'right' | 'wrong' | 'unproven'][] = [
  ['shipped', 'Your order was shipped.', 'right'],
  ['shipped', "Your order hasn't been shipped.", 'unproven'],
  ['shipped', 'Your order was never shipped.', 'unproven'],
  ['not shipped', 'Your order was not shipped.', 'right'],
  ['^Your order .* shipped\\.$', 'Your order was shipped.', 'right'],
  ['order [0-9]+', 'Thanks for order 512.', 'right'],
  ['€\\d+', 'That is forty euros.', 'unproven'],
  ['\\d+:\\d\\d', 'We meet at half past six.', 'unproven'],
  ['\\d+ rooms', 'We have no pool.', 'wrong'],
  ['pool', 'We have a gym.', 'wrong'],
  ["it's open", 'It&#39;s open.', 'unproven'],
]

test.each(rows)('/%s/ of %s is %s', (pattern, reply, proof) => {
  expect(judgePattern(pattern, reply, 'en-US').proof).toBe(proof)
})
