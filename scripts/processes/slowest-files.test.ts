import { expect, test } from 'vitest'

import { slowestFiles } from '#scripts/processes/slowest-files.ts'

const file = (name: string, ms: number) => ({
  name: `/project/${name}`,
  startTime: 1_000,
  endTime: 1_000 + ms,
})

test('the slowest test files come first, as many as asked for, with their seconds', () =>
  expect(
    slowestFiles(
      { testResults: [file('a.test.ts', 10), file('b.test.ts', 2_500), file('c.test.ts', 900)] },
      '/project',
      2,
    ),
  ).toEqual([
    { file: 'b.test.ts', seconds: 2.5 },
    { file: 'c.test.ts', seconds: 0.9 },
  ]))
