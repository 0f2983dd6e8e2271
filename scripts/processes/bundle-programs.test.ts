import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { spawnProgram } from '#lib/platform/processes/spawn-program.ts'
import { bundlePrograms } from '#scripts/processes/bundle-programs.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const database = useTestDatabase()
const folder = fromRoot(`node_modules/.cache/earshot/programs/test-${process.pid}`)
beforeAll(async () => void (await bundlePrograms(folder)), 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (file: string, env: NodeJS.Dict<string>) =>
  spawnProgram(['--disable-warning=ExperimentalWarning', join(folder, file)], {
    cwd: fromRoot('.'),
    env: {
      ...{ ...process.env, EARSHOT_PARENT: String(process.pid), DATABASE_URL: database.url },
      ...{ ENVIRONMENT: 'test', LOG_LEVEL: 'info', LOG_FORMAT: 'json', ...env },
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })

test('a program has no letter that would double its text in memory', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.mjs')))
    expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/[\u0080-\uffff]/)
})

test('packages that are loaded later keep the names that they export', () => {
  const programs = readdirSync(folder).filter((file) => file.endsWith('.mjs'))
  const texts = programs.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const loaded = [...texts.matchAll(/import\("([^"]+)"\)/g)].map(([, path = '']) => path)
  expect(loaded).toContain('nodemailer')
  // All else that is loaded later is ours.
  const own = readdirSync(folder)
  for (const path of loaded.filter((one) => one.startsWith('.')))
    expect(own).toContain(path.replace('./', ''))
})

test('a program that dies prints a line that can be read', () => {
  const lines = readFileSync(join(folder, 'simulator.mjs'), 'utf8').split('\n')
  expect(lines.length).toBeGreaterThan(500)
})

test('the worker becomes ready, tells that it lives, and ends as one that runs from its sources', async () => {
  const worker = start('worker.mjs', { MIN_WORKERS: '1' })
  const told: unknown[] = []
  await new Promise<void>((resolve) => {
    worker.process.on('message', (message) => {
      told.push(message)
      if (typeof message === 'object' && message !== null && 'ready' in message) resolve()
    })
    void worker.ended.then(() => resolve())
  })
  expect(told).toContainEqual({ ready: true })
  expect(told).toContainEqual({ beat: true })
  worker.process.kill('SIGTERM')
  expect(await worker.ended).toMatchObject({ code: 0 })
})

test('the demo voice AI listens', async () => {
  const simulator = start('simulator.mjs', { SIMULATOR_PORT: '0' })
  const { stdout } = simulator.process
  if (!stdout) throw new Error('it has no output')
  let said = ''
  while (!said.includes('Simulator listening') && simulator.process.exitCode === null)
    said += String((await once(stdout, 'data'))[0])
  expect(said).toContain('Simulator listening on http://')
  await simulator.kill()
})

test('stacks in the log name sources', async () => {
  const worker = start('worker.mjs', {
    ENVIRONMENT: 'staging',
    JWT_SECRET_KEY: '',
    SECRETS_KEY: '',
  })
  const { stdout } = worker.process
  if (!stdout) throw new Error('it has no output')
  expect(await text(stdout)).toContain('/lib/platform/config/require-own-keys.ts:')
  expect(await worker.ended).toMatchObject({ code: 1 })
})
