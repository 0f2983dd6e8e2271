import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { expect, test } from 'vitest'

import { createAnswerSlot } from '#lib/platform/processes/answer-slot.ts'
import { WorkerLostError } from '#lib/platform/processes/worker-pool.ts'

test('answers go to the question asked, late and unasked ones nowhere', async () => {
  const slot = createAnswerSlot<string>()
  slot.answer('unasked')
  const first = slot.ask(() => undefined)
  slot.answer('A')
  expect(await first).toBe('A')
  slot.answer('late')
  expect(await slot.ask(() => slot.answer('B'))).toBe('B')
})

test('a lost helper rejects the open question and every later one, with the first reason', async () => {
  const slot = createAnswerSlot<string>()
  const open = slot.ask(() => undefined)
  slot.lose('it crashed')
  slot.lose('it ended')
  await expect(open).rejects.toThrow(WorkerLostError)
  await expect(slot.ask(() => slot.answer('too late'))).rejects.toThrow('it crashed')
})

test('no answer is held after it was given', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const slot = createAnswerSlot<object>()
  const answers: WeakRef<object>[] = []
  for (let n = 0; n < 20; n++) {
    const answer = { n }
    answers.push(new WeakRef(answer))
    await slot.ask(() => slot.answer(answer))
  }
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  // The last one may still be on the stack.
  expect(answers.filter((answer) => answer.deref()).length).toBeLessThanOrEqual(1)
})

test('what a thread tells of its imports under node --watch is no answer', async () => {
  const slot = createAnswerSlot<unknown>()
  const answer = slot.ask(() => slot.answer({ 'watch:import': ['file:///somewhere.ts'] }))
  slot.answer('spoken')
  expect(await answer).toBe('spoken')
})
