import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { awaitFolderLock, LockedError, lockFolder } from '#db/embedded/folder-lock.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-lock-'))
  file = join(folder, 'lock')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function holdInAnotherProcess() {
  const program = join(folder, 'hold.ts')
  const module = join(import.meta.dirname, 'folder-lock.ts')
  writeFileSync(
    program,
    `import { lockFolder } from ${JSON.stringify(module)}
     lockFolder(process.argv[2]).describe('http://localhost:3000')
     process.send('held')
     setInterval(() => {}, 1000)`,
  )
  const child = fork(program, [file])
  await once(child, 'message')
  return child
}

test('the second to come learns who holds the lock and what it said of itself', async () => {
  const child = await holdInAnotherProcess()
  let refusal: unknown
  try {
    lockFolder(file)
  } catch (error) {
    refusal = error
  }
  expect(refusal).toBeInstanceOf(LockedError)
  expect(refusal).toMatchObject({ holder: { pid: child.pid, text: 'http://localhost:3000' } })
  child.kill('SIGKILL')
})

test('the lock of a process killed with -9 is free at once', async () => {
  const child = await holdInAnotherProcess()
  child.kill('SIGKILL')
  await once(child, 'exit')
  lockFolder(file).release()
})

test('a lock excludes within one process too, until it is released', async () => {
  const lock = lockFolder(file)
  expect(() => lockFolder(file)).toThrow(LockedError)
  const next = awaitFolderLock(file, 5_000)
  lock.release()
  ;(await next).release()
})
