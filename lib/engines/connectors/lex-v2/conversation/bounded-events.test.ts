import { expect, test } from 'vitest'

import { boundedEvents } from '#lib/engines/connectors/lex-v2/conversation/bounded-events.ts'

const message = (bytes: number, claimed = bytes) => {
  const whole = Buffer.alloc(bytes, 7)
  whole.writeUInt32BE(claimed)
  return whole
}

async function pass(stream: Buffer, pieceBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  const source = (async function* () {
    for (let at = 0; at < stream.length; at += pieceBytes)
      yield stream.subarray(at, at + pieceBytes)
  })()
  for await (const piece of boundedEvents(source, 'lex:443')) pieces.push(piece)
  return Buffer.concat(pieces)
}

test.each([1, 3, 64, 1_000])('messages pass as they are, in pieces of %i bytes', async (bytes) => {
  const stream = Buffer.concat([message(16), message(200), message(33)])
  expect(await pass(stream, bytes)).toEqual(stream)
})

test('a message that asks for gigabytes is refused before any is reserved', async () => {
  const stream = Buffer.concat([message(40), message(20, 4_000_000_000)])
  await expect(pass(stream, 7)).rejects.toMatchObject({ fault: 'too_large' })
})

test('what is no stream of events is named as that', async () =>
  expect(pass(message(20, 3), 20)).rejects.toMatchObject({ fault: 'protocol' }))
