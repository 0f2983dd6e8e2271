import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { isRunning } from '#db/embedded/process-table.ts'
import { runChild } from '#lib/platform/processes/launch-child.ts'
import { superviseChild, type SupervisedChild } from '#lib/platform/processes/supervise-child.ts'

const patience = { timeout: 20_000, interval: 10 }

let folder: string
let children: SupervisedChild[]
let pids: number[]
let dead: number[]
let lines: string[]
let events: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-child-'))
  children = []
  pids = []
  dead = []
  lines = []
  events = []
})

afterEach(async () => {
  for (const child of children) child.kill()
  await Promise.all(children.map((child) => child.stop(0)))
  rmSync(folder, { recursive: true, force: true })
})

function program(source: string): string {
  const file = join(folder, `${crypto.randomUUID()}.mjs`)
  writeFileSync(file, source)
  return file
}

const base = () => ({
  name: 'tested',
  env: process.env,
  output: (line: string) => void lines.push(line),
})

function supervise(source: string): SupervisedChild {
  const child = superviseChild({
    ...base(),
    args: [program(source)],
    log: (line) => void events.push(line),
    started: (pid) => void pids.push(pid),
    onDeath: (pid) => void dead.push(pid),
  })
  children.push(child)
  return child
}

const says = (line: string) => vi.waitUntil(() => lines.includes(line), patience)

test('a child killed with -9 is started again, and its death is told', async () => {
  const child = supervise("console.log('up'); setInterval(() => {}, 1000)")
  await says('up')
  lines.length = 0
  process.kill(Number(pids[0]), 'SIGKILL')
  await says('up')
  expect(dead).toEqual([pids[0]])
  expect(child.failures()).toBe(1)
  expect(events[0]).toBe('tested was killed by SIGKILL; it starts again in 0.5 s')
})

test('a child that keeps ending is started ever later', async () => {
  const child = supervise("console.log('cannot'); process.exit(3)")
  await vi.waitUntil(() => child.failures() === 3, patience)
  expect(events.slice(0, 3).map((line) => /again in (.*) s/.exec(line)?.[1])).toEqual([
    '0.5',
    '1',
    '2',
  ])
  expect(child.lastLines()).toContain('cannot')
})

test('stop lets a child finish what it does', async () => {
  const child = supervise(`
    process.on('SIGTERM', () => setTimeout(() => { console.log('finished'); process.exit(0) }, 200))
    console.log('up'); setInterval(() => {}, 1000)`)
  await says('up')
  await child.stop(10_000)
  expect(lines).toContain('finished')
  expect(child.failures()).toBe(0)
  expect(dead).toEqual([])
})

test('a child that ignores SIGTERM is killed after its grace, with its own children', async () => {
  const child = supervise(`
    import { spawn } from 'node:child_process'
    process.on('SIGTERM', () => {})
    const own = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    console.log('own ' + own.pid); setInterval(() => {}, 1000)`)
  await vi.waitUntil(() => lines.some((line) => line.startsWith('own ')), patience)
  const own = Number(lines.find((line) => line.startsWith('own '))?.slice(4))
  await child.stop(100)
  expect(isRunning(Number(pids[0]))).toBe(false)
  await vi.waitUntil(() => !isRunning(own), patience)
  expect(events.at(-1)).toContain('did not stop within 0.1 s and is killed')
})

test('the children of a main job killed with -9 drain and end by themselves', async () => {
  const marker = join(folder, 'drained')
  const worker = program(`
    import { writeFileSync } from 'node:fs'
    process.on('SIGTERM', () => setTimeout(() => {
      console.log('into a broken pipe'); writeFileSync(${JSON.stringify(marker)}, ''); process.exit(0)
    }, 100))
    setInterval(() => console.log('alive'), 5)`)
  const main = program(`
    import { superviseChild } from ${JSON.stringify(join(import.meta.dirname, 'supervise-child.ts'))}
    superviseChild({
      name: 'worker', args: [${JSON.stringify(worker)}], env: process.env, log: () => {},
      output: () => process.send('alive'), started: (pid) => process.send(pid),
    })`)
  const job = fork(main, { env: { ...process.env, NODE_PATH: '' } })
  const pid = Number((await once(job, 'message'))[0])
  await once(job, 'message')
  job.kill('SIGKILL')
  await once(job, 'exit')
  await vi.waitUntil(() => !isRunning(pid), patience)
  const { existsSync } = await import('node:fs')
  expect(existsSync(marker)).toBe(true)
})

test('a process forked by a child keeps waiting for its messages', async () => {
  supervise(`
    import { fork } from 'node:child_process'
    if (process.argv[2] === 'own') process.on('message', (text) => console.log('heard ' + text))
    else setInterval((own) => own.connected && own.send('hello'), 300, fork(import.meta.filename, ['own']))`)
  await says('heard hello')
})

test('a program run to its end that fails tells what it wrote', async () => {
  const args = [program("console.error('no such table'); process.exit(1)")]
  await expect(runChild({ ...base(), args })).rejects.toThrow(/ended with code 1:\nno such table/)
})

test('a child whose event loop stands still is killed and started again', async () => {
  const silent: { pid: number; ms: number }[] = []
  const file = program(`
    console.log('up')
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 1_200)`)
  const child = superviseChild({
    ...base(),
    args: [file],
    log: (line) => void events.push(line),
    started: (pid) => void pids.push(pid),
    silenceMs: 3_000,
    onSilent: (pid, ms) => void silent.push({ pid, ms }),
  })
  children.push(child)
  await vi.waitUntil(() => pids.length === 2, { ...patience, timeout: 60_000 })
  expect(silent).toEqual([{ pid: pids[0], ms: expect.any(Number) as number }])
  expect(events[0]).toMatch(/tested has not answered for \d s and is killed/)
  expect(events[1]).toContain('was killed by SIGKILL')
})
