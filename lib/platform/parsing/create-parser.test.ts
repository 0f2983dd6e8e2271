import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createParser } from '#lib/platform/parsing/create-parser.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-parser-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A parser whose thread answers each question by `answer`. */
async function parserOf(name: string, answer: string) {
  const file = path.join(folder, `${name}.mjs`)
  const text = `import { parentPort } from 'node:worker_threads'
parentPort.on('message', (question) => { ${answer} })`
  await writeFile(file, text)
  return createParser({
    ...{ what: 'The file', program: () => pathToFileURL(file) },
    ...{ deadlineMs: 3_000, memoryMb: 32, threads: 1 },
  })
}
const tooLarge = {
  code: 'too_large',
  message: 'The file takes more than 3 s or 32 MB of memory to read: send it in smaller parts',
}

test('a reader that never ends is ended, and the next question is answered', async () => {
  const ask = await parserOf('slow', 'for (; question;); parentPort.postMessage({ value: 1 })')
  await expect(ask(true)).rejects.toMatchObject(tooLarge)
  await expect(ask(false)).resolves.toBe(1)
})

test('a reader that takes too much memory is ended, and the next question is answered', async () => {
  const ask = await parserOf(
    'large',
    'const all = []; while (question) all.push(new Array(1e5).fill({})); parentPort.postMessage({ value: 1 })',
  )
  await expect(ask(true)).rejects.toMatchObject(tooLarge)
  await expect(ask(false)).resolves.toBe(1)
})

test('questions beyond those that may wait are refused as busy', async () => {
  const ask = await parserOf('busy', 'parentPort.postMessage({ value: question })')
  const all = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => ask(index)))
  const refused = all.filter(({ status }) => status === 'rejected')
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(51)
  expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } })
})

test('what the reader refuses is told as it says it, with its faults', async () => {
  const ask = await parserOf(
    'strict',
    "parentPort.postMessage({ refused: 'It is wrong', faults: [{ path: 'a', message: 'is odd' }] })",
  )
  await expect(ask(1)).rejects.toMatchObject({
    code: 'invalid',
    message: 'It is wrong',
    faults: [{ path: 'a', message: 'is odd' }],
  })
})
