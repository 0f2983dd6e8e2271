import { afterAll, expect, test } from 'vitest'

import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { examineReply } from '#lib/engines/speech/listening/examine-reply.ts'
import { openEars } from '#lib/engines/speech/listening/listener-pool.ts'
import { openListeningWorker } from '#lib/engines/speech/listening/thread/open-listening-worker.ts'

const ears = openEars()
afterAll(() => ears.close())

const [one, two] = utterances('slt')
if (!one || !two) throw new Error('no speech')
const copy = ({ pcm, sampleRate }: Clip) => ({ pcm: pcm.slice(), sampleRate })

/** A thread of this program. */
const programOf = (text: string) => () =>
  openListeningWorker(new URL(`data:text/javascript,${encodeURIComponent(text)}`))

test('a thread hears what this one hears, and takes the reply away but nothing else', async () => {
  const reply = copy(one.clip)
  const said = copy(two.clip)
  const expected = await examineReply(copy(one.clip), copy(two.clip))
  expect(await ears.examine(reply, said)).toEqual(expected)
  expect(reply.pcm).toHaveLength(0)
  expect(said.pcm).toHaveLength(two.clip.pcm.length)
})

test('many at once are all answered', async () => {
  const heard = await Promise.all(
    Array.from({ length: 12 }, () => ears.examine(copy(one.clip), null)),
  )
  expect(new Set(heard.map(({ sha256 }) => sha256)).size).toBe(1)
  expect(heard.map(({ heard: { sound } }) => sound?.heard)).toEqual(Array(12).fill('speech'))
})

test.each([
  ['dies', 'process.exit(3)', /ended with code 3/],
  [
    'is at fault',
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => parentPort.postMessage({ error: 'no detector' }))",
    /no detector/,
  ],
  [
    'hangs',
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { for (;;); })",
    /./,
  ],
])('a thread that %s is told in time', async (_, program, why) => {
  const lame = openEars(programOf(program), { timeoutMs: 300, patience: 5_000 })
  await expect(lame.examine(copy(one.clip), null)).rejects.toThrow(why)
  await lame.close()
})

test('a reply that waits too long for a thread is not waited for', async () => {
  const hung =
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => undefined)"
  const slow = openEars(programOf(hung), { timeoutMs: 5_000, patience: 100 })
  await expect(slow.examine(copy(one.clip), null)).rejects.toThrow(/within 0.1 s/)
  await slow.close()
})
