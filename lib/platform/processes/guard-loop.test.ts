import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { fromRoot } from '#scripts/processes/root.ts'

const folder = mkdtempSync(join(tmpdir(), 'earshot-guard-'))
afterAll(() => rmSync(folder, { recursive: true }))

const module = (file: string) => JSON.stringify(fromRoot(file))

/** A process that says `ready`, and ends as it was told to. */
function start(name: string, source: string, environment: Record<string, string> = {}) {
  const file = join(folder, `${name}.mjs`)
  writeFileSync(file, source)
  const child = spawn(process.execPath, [file], {
    cwd: fromRoot('.'),
    env: { ...process.env, EARSHOT_PARENT: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer) => (output += chunk.toString())
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  return { child, ended, output: () => output }
}

const guarded = (before: string, work: string) => `
  import { guardLoop } from ${module('lib/platform/processes/guard-loop.ts')}
  guardLoop(new URL('file://' + ${module('lib/platform/processes/guard-thread.ts')}), {
    name: 'tested', limitMs: 3_000, before: ${before},
  })
  const asleep = new Int32Array(new SharedArrayBuffer(4))
  ${work}`

test('an event loop that stands still is ended, and what is to be done before is done', async () => {
  const before = join(folder, 'before.mjs')
  writeFileSync(
    before,
    "import { writeSync } from 'node:fs'\nexport default async (ms) => void writeSync(2, `before after ${ms > 2_999}\\n`)\n",
  )
  const frozen = start(
    'frozen',
    guarded(
      JSON.stringify(`file://${before}`),
      'setTimeout(() => Atomics.wait(asleep, 0, 0), 1_500)',
    ),
  )
  expect(await frozen.ended).toBe('SIGKILL')
  expect(frozen.output()).toMatch(/"process":"tested".*has stood still for \d s/)
  expect(frozen.output()).toContain('before after true')
})

test('what cannot be done before keeps nothing alive', async () => {
  const frozen = start(
    'no-before',
    guarded("'file:///nowhere.mjs'", 'setTimeout(() => Atomics.wait(asleep, 0, 0), 1_500)'),
  )
  expect(await frozen.ended).toBe('SIGKILL')
  expect(frozen.output()).toContain('could not be recorded')
})

test('pauses that are shorter are borne, and the guard keeps no process alive', async () => {
  const busy = start(
    'busy',
    guarded(
      'null',
      'for (const ms of [500, 2_500]) setTimeout(() => Atomics.wait(asleep, 0, 0, 1_500), ms)',
    ),
  )
  expect(await busy.ended).toBe(0)
})

test('a process that was stopped with all its threads goes on', async () => {
  const stopped = start(
    'stopped',
    guarded('null', "console.log('ready'); setTimeout(() => process.exit(7), 6_000)"),
  )
  await once(stopped.child.stdout, 'data')
  stopped.child.kill('SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, 4_500))
  stopped.child.kill('SIGCONT')
  expect(await stopped.ended).toBe(7)
})

test('a web server of production has such a guard', async () => {
  const web = start(
    'web',
    `import { guardServer } from ${module('lib/http/guard-server.ts')}
     guardServer()
     setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 1_500)`,
    {
      NODE_ENV: 'production',
      ENVIRONMENT: 'test',
      SILENCE_LIMIT_SECONDS: '3',
      PROCESS_NAME: 'web',
    },
  )
  expect(await web.ended).toBe('SIGKILL')
  expect(web.output()).toMatch(/"process":"web".*has stood still/)
})
