import { expect, test } from 'vitest'

import { StoppedError, Teardown } from '#scripts/processes/teardown.ts'

test('steps stop in reverse order, each once', async () => {
  const stopped: string[] = []
  const teardown = new Teardown()
  for (const name of ['database', 'web', 'worker'])
    await teardown.add({ stop: async () => void stopped.push(name) })
  await Promise.all([teardown.run(), teardown.run()])
  expect(stopped).toEqual(['worker', 'web', 'database'])
})

test('a step that fails does not keep the others from stopping', async () => {
  const stopped: string[] = []
  const teardown = new Teardown()
  await teardown.add({ stop: async () => void stopped.push('database') })
  await teardown.add({ stop: async () => Promise.reject(new Error('stuck')) })
  await expect(teardown.run()).rejects.toThrow(AggregateError)
  expect(stopped).toEqual(['database'])
})

test('what starts after the stop was asked for is stopped at once and its maker told', async () => {
  const events: string[] = []
  const teardown = new Teardown()
  await teardown.run()
  const late = teardown.add({
    stop: async () => void events.push('stopped'),
    kill: () => void events.push('killed'),
  })
  await expect(late).rejects.toThrow(StoppedError)
  expect(events).toEqual(['killed', 'stopped'])
})

test('force kills every step, then stops what has no kill', async () => {
  const events: string[] = []
  const teardown = new Teardown()
  await teardown.add({ stop: async () => void events.push('stop database') })
  await teardown.add({
    stop: async () => void events.push('stop worker'),
    kill: () => void events.push('kill worker'),
  })
  await teardown.force()
  expect(events).toEqual(['kill worker', 'stop worker', 'stop database'])
})
