import { afterEach, expect, test } from 'vitest'

import { admitStream, closeStreams, type StreamOwner } from '#lib/http/open-streams.ts'

const owner = (userId: string, organizationId = 'ours') => ({ userId, organizationId })
/** Opens a stream that ends when it is told to; says whose were ended. */
const ended: StreamOwner[] = []
function open(of: StreamOwner): () => void {
  const leave = admitStream(of, () => {
    ended.push(of)
    leave()
  })
  return leave
}

afterEach(() => {
  closeStreams(() => true)
  ended.length = 0
})

test('a person has ten at most, and a place again when one has ended', () => {
  const leave = Array.from({ length: 10 }, () => open(owner('anna')))
  expect(() => open(owner('anna'))).toThrow(/^10 streams of events are open for you/)
  open(owner('ben'))
  leave[3]?.()
  open(owner('anna'))
  expect(() => open(owner('anna'))).toThrow(/for you/)
})

test('an organization has two hundred at most, which are not those of another', () => {
  for (let at = 0; at < 200; at++) open(owner(`person ${at}`))
  expect(() => open(owner('one more'))).toThrow(/^200 streams of events are open for your org/)
  open(owner('one more', 'theirs'))
})

test('a token that ended takes its streams along and no others', () => {
  const session = owner('anna')
  const [mine, other] = [
    { ...session, tokenId: 'a' },
    { ...session, tokenId: 'b' },
  ]
  for (const one of [session, mine, other]) open(one)
  closeStreams(({ tokenId }) => tokenId === 'a')
  expect(ended).toEqual([mine])
})
