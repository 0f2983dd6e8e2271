import { expect, test } from 'vitest'

import { policy } from '#lib/engines/validation/testing/evidence.ts'
import { toolCall, toolTurn } from '#lib/engines/validation/testing/tool-calls.ts'
import { createJudge } from '#lib/runs/execute/create-judge.ts'
import { CaseInput } from '#lib/suites/schema.ts'

test('a case that stops at a failure knows what earlier turns did', async () => {
  const testCase = CaseInput.parse({
    id: 'book',
    name: 'Book',
    languages: { 'en-US': {} },
    stop_on_failure: true,
    turns: [
      { say: 'book a table' },
      { say: 'and now', expect: { tools: [{ name: 'book_table' }] } },
    ],
  })
  const judgeFor = () =>
    createJudge({
      ...{ executionId: 'e', case: testCase, policy, precedents: [], targetVersion: null },
    })
  const done = toolTurn([toolCall({ name: 'reserve_table' })])
  const says = toolTurn([toolCall({ name: 'book_table', status: 'requested' })], {
    ...{ index: 1, reply_written: 'I have booked a table.', reply_spoken: null },
  })
  const judge = judgeFor()
  expect(await judge.fails(says, [done])).toBe(false)
  // Each turn is looked at once: what was found then is what is judged at the end.
  const { scores } = await judge.judge({ turns: [done, says], twinTurns: null })
  expect(scores.find(({ validator, turn }) => validator === 'say_do' && turn === 1)?.proof).toBe(
    'right',
  )
})
