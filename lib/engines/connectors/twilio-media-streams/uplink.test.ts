import { expect, test } from 'vitest'

import { type Frame, Uplink } from '#lib/engines/connectors/twilio-media-streams/uplink.ts'
import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'

const clip = tone({ hz: 300, sampleRate: 8_000, durationMs: 333, level: 0.5 })

function said(uplink: Uplink): Frame[] {
  const frames: Frame[] = []
  for (let frame = uplink.next(); frame.progress; frame = uplink.next()) frames.push(frame)
  return frames
}

test('carries silence when nobody speaks', () => {
  const { payload, progress } = new Uplink(20).next()
  expect(progress).toBeNull()
  expect([...decodeG711(Buffer.from(payload, 'base64'), 'mulaw')]).toEqual(Array(160).fill(0))
})

test.each([20, 60, 100])('the end of speech is the end of a frame of %i ms', (frameMs) => {
  const uplink = new Uplink(frameMs)
  uplink.say(clip, 301.5)
  const frames = said(uplink)
  const ends = frames.filter(({ progress }) => progress?.speechEnd)
  expect(ends.map(({ progress }) => progress?.saidMs)).toEqual([301.5])
  expect(frames.map(({ progress }) => progress?.first)).toEqual(frames.map((_, at) => at === 0))
  expect(frames.at(-1)?.progress).toMatchObject({ last: true, saidMs: 333 })
  const sent = Buffer.concat(frames.map(({ payload }) => Buffer.from(payload, 'base64')))
  expect(sent.length % (frameMs * 8)).toBe(0)
  const lead = sent.findIndex((byte) => byte !== 0xff) - 1
  expect(lead).toBeLessThan(frameMs * 8)
  expect(sent.subarray(lead, lead + clip.pcm.length)).toEqual(
    Buffer.from(encodeG711(clip.pcm, 'mulaw')),
  )
})

test('says no more once it is told so', () => {
  const uplink = new Uplink(20)
  uplink.say(clip, 300)
  uplink.next()
  uplink.hush()
  expect(uplink.next().progress).toBeNull()
})
