import { expect, test } from 'vitest'

import { Playback } from '#lib/engines/connectors/twilio-media-streams/playback.ts'

const bytes = (length: number, value = 1) => Buffer.alloc(length, value)

test('plays in order, whatever the lengths of pieces and frames', () => {
  const playback = new Playback()
  playback.add(Buffer.from([1, 2, 3]))
  playback.add(Buffer.from([]))
  playback.add(Buffer.from([4, 5, 6, 7]))
  expect(playback.play(2).audio).toEqual(Buffer.from([1, 2]))
  expect(playback.play(3).audio).toEqual(Buffer.from([3, 4, 5]))
  expect(playback.queued).toBe(2)
  expect(playback.play(3).audio).toEqual(Buffer.from([6, 7]))
  expect(playback.play(3)).toEqual({ audio: null, marks: [] })
})

test('a mark is due when what was before it has been played, and not what came after', () => {
  const playback = new Playback()
  playback.add(bytes(160))
  expect(playback.mark('a')).toBe(false)
  playback.add(bytes(160))
  expect(playback.mark('b')).toBe(false)
  expect(playback.play(159).marks).toEqual([])
  expect(playback.play(1).marks).toEqual(['a'])
  expect(playback.play(320).marks).toEqual(['b'])
})

test('a mark after nothing is due at once', () => {
  const playback = new Playback()
  expect(playback.mark('a')).toBe(true)
  expect(playback.marks).toBe(0)
})

test('clear empties the queue and gives the marks back in order, each once', () => {
  const playback = new Playback()
  playback.add(bytes(160))
  playback.mark('a')
  playback.add(bytes(160))
  playback.mark('b')
  playback.play(100)
  expect(playback.clear()).toEqual(['a', 'b'])
  expect(playback.queued).toBe(0)
  expect(playback.play(160)).toEqual({ audio: null, marks: [] })
  playback.add(bytes(10, 2))
  playback.mark('c')
  expect(playback.play(160)).toEqual({ audio: bytes(10, 2), marks: ['c'] })
})
