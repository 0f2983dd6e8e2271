import { expect, test } from 'vitest'

import { changeText } from '#components/policies/setting-texts.ts'

test.each([
  ['auto_pass_confidence', 0.9, 1.01, ['Pass without a person', 'from 90 % on', 'never']],
  [
    'audit_share',
    0.02,
    0.055,
    ['Blind audits', '2 % of what is automatic', '5.5 % of what is automatic'],
  ],
  ['human_review', true, false, ['Human review', 'on', 'off']],
  ['gates.max_own_side_ms', 100, 50, ['Longest delay of Earshot itself', '100 ms', '50 ms']],
  ['weights.response_time', null, 0, ['Weight of response time', 'its own', '0']],
  ['similarity_threshold', null, 0.85, ['Similarity threshold', 'not set', '85 %']],
  ['something_new', 1, 2, ['something_new', '1', '2']],
] as const)('%s from %j to %j in words', (path, before, after, [label, was, is]) =>
  expect(changeText({ path, before, after })).toEqual({ label, before: was, after: is }),
)
