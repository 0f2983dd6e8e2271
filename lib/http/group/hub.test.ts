import { expect, test } from 'vitest'

import { GroupHub } from '#lib/http/group/hub.ts'
import type { Said, Told } from '#lib/http/group/messages.ts'

/** Some processes at one hub; `told` is what each of them has heard. */
function group(processes: number) {
  const hub = new GroupHub()
  return Array.from({ length: processes }, () => {
    const told: Told[] = []
    const { hear, leave } = hub.join((message) => told.push(message))
    return { told, leave, say: (said: Said) => hear(said) }
  })
}

const owner = (userId: string, organizationId = 'ours') => ({ userId, organizationId })

test('news of one process reach all others and not itself', () => {
  const [one, two, three] = group(3)
  const news = { taken: [{ limiter: 'user', key: 'anna', worth: 5 }] }
  two?.say({ group: 'news', news })
  expect([one, two, three].map((process) => process?.told)).toEqual([
    [{ group: 'news', news }],
    [],
    [{ group: 'news', news }],
  ])
})

test('the places of streams are those of all processes together', () => {
  const [one, two] = group(2)
  for (let id = 0; id < 10; id++)
    (id % 2 === 0 ? one : two)?.say({ group: 'open', id, owner: owner('anna') })
  one?.say({ group: 'open', id: 10, owner: owner('anna') })
  expect(one?.told.at(-1)).toEqual({ group: 'opened', id: 10, refused: 'user' })
  two?.say({ group: 'closed', id: 3 })
  one?.say({ group: 'open', id: 11, owner: owner('anna') })
  expect(one?.told.at(-1)).toEqual({ group: 'opened', id: 11, refused: null })
})

test('an organization has its limit over all processes, and another its own', () => {
  const [one, two] = group(2)
  for (let id = 0; id < 200; id++)
    (id < 120 ? one : two)?.say({ group: 'open', id, owner: owner(`person ${id}`) })
  two?.say({ group: 'open', id: 200, owner: owner('one more') })
  expect(two?.told.at(-1)).toMatchObject({ refused: 'organization' })
  two?.say({ group: 'open', id: 201, owner: owner('one more', 'theirs') })
  expect(two?.told.at(-1)).toMatchObject({ refused: null })
})

test('a process that ends gives the places of its streams back', () => {
  const [one, two] = group(2)
  for (let id = 0; id < 10; id++) one?.say({ group: 'open', id, owner: owner('anna') })
  one?.leave()
  two?.say({ group: 'open', id: 0, owner: owner('anna') })
  expect(two?.told).toEqual([{ group: 'opened', id: 0, refused: null }])
})

test('what is no message of the group is left alone', () => {
  const hub = new GroupHub()
  const told: Told[] = []
  const { hear } = hub.join((message) => told.push(message))
  for (const message of [null, 'text', { beat: true }]) hear(message)
  expect(told).toEqual([])
})
