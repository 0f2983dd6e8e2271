import { spawnSync } from 'node:child_process'

import { expect, test } from 'vitest'

const planted = 'planted-5e7c-secret'

/** What a server process writes that runs `code` with the console sent to the log. */
function written(code: string): string[] {
  const program = `
    import { DrizzleQueryError } from 'drizzle-orm'
    const { logPageError, sendConsoleToLog } = await import('#lib/http/page-errors.ts')
    const { logUncaught } = await import('#lib/platform/processes/log-uncaught.ts')
    const failed = () => new DrizzleQueryError('select $1', ['${planted}', '\\u0000\\n{"level":50,"msg":"forged"}'],
      Object.assign(new Error('invalid input syntax for type uuid: "${planted}"'), { code: '22P02', severity: 'ERROR', detail: '${planted}' }))
    sendConsoleToLog()
    ${code}`
  const node = [process.execPath, '--disable-warning=ExperimentalWarning']
  const { stdout, stderr } = spawnSync(
    'env',
    ['LOG_LEVEL=info', 'LOG_FORMAT=json', ...node, '--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  return stdout.split('\n').filter((line) => line !== '')
}

const parse = (line: string | undefined) => JSON.parse(line ?? '') as Record<string, unknown>

test('what Next.js prints of a page error is one JSON line without parameters', () => {
  const lines = written(`
    const error = Object.assign(failed(), { digest: '123' })
    console.error('\\u001b[31m⨯\\u001b[39m', error)
    console.error(error)`)
  expect(lines).toHaveLength(1)
  expect(lines.join()).not.toContain(planted)
  expect(parse(lines[0])).toMatchObject({ level: 50, digest: '123', err: { type: 'Error' } })
})

test('an error of a request is told once, with the pattern of its address', () => {
  const lines = written(`
    const error = failed()
    logPageError(error, 'GET', { routePath: '/runs/[id]', routeType: 'render', path: '/runs/${planted}' })
    console.error(error)`)
  expect(lines).toHaveLength(1)
  expect(lines.join()).not.toContain(planted)
  expect(parse(lines[0])).toMatchObject({
    msg: 'a page failed',
    route: '/runs/[id]',
    kind: 'render',
  })
})

test('text cannot begin a line of its own or hold a raw control character', () => {
  const lines = written(String.raw`
    console.error('first\n{"level":30,"msg":"forged"}\u0000\u001b[2J')
    console.warn('%s said', 'somebody\r\nelse')`)
  expect(lines).toHaveLength(2)
  expect(lines.map((line) => parse(line)['level'])).toEqual([50, 40])
  expect([...lines.join('')].every((letter) => letter >= ' ')).toBe(true)
})

test('what nobody caught ends the process with one JSON line', () => {
  const lines = written(
    `logUncaught(); setTimeout(() => { throw failed() }); await new Promise(() => setTimeout(() => {}, 60_000))`,
  )
  expect(lines).toHaveLength(1)
  expect(lines.join()).not.toContain(planted)
  expect(parse(lines[0])).toMatchObject({ level: 60 })
})
