import { afterEach, expect, test } from 'vitest'

import type { StreamOwner } from '#lib/http/group/stream-places.ts'
import { admitStream, closeStreams } from '#lib/http/open-streams.ts'

const owner = (userId: string, organizationId = 'ours') => ({ userId, organizationId })
/** Opens a stream that ends when it is told to; says whose were ended. */
const ended: StreamOwner[] = []
async function open(of: StreamOwner): Promise<() => void> {
  const leave = await admitStream(of, () => {
    ended.push(of)
    leave()
  })
  return leave
}

afterEach(() => {
  closeStreams(() => true)
  ended.length = 0
})

test('a person has ten at most, and a place again when one has ended', async () => {
  const leave = await Promise.all(Array.from({ length: 10 }, () => open(owner('anna'))))
  await expect(open(owner('anna'))).rejects.toThrow(/^10 streams of events are open for you/)
  await open(owner('ben'))
  leave[3]?.()
  await open(owner('anna'))
  await expect(open(owner('anna'))).rejects.toThrow(/for you/)
})

test('an organization has two hundred at most, which are not those of another', async () => {
  for (let at = 0; at < 200; at++) await open(owner(`person ${at}`))
  await expect(open(owner('one more'))).rejects.toThrow(
    /^200 streams of events are open for your org/,
  )
  await open(owner('one more', 'theirs'))
})

test('a token that ended takes its streams along and no others', async () => {
  const session = owner('anna')
  const [mine, other] = [
    { ...session, tokenId: 'a' },
    { ...session, tokenId: 'b' },
  ]
  for (const one of [session, mine, other]) await open(one)
  closeStreams(({ tokenId }) => tokenId === 'a')
  expect(ended).toEqual([mine])
})
