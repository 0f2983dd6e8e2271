import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { receiver } from '#lib/engines/vendors/jenkins/receiver.ts'
import { jenkinsSnippet } from '#lib/engines/vendors/jenkins/snippet.ts'
import type { InboundDelivery } from '#lib/engines/vendors/inbound.ts'

const secret = `it's "quoted" $HOME \\ and long`
const sha = '95790bf891e76fee5e1747ab589903a6a1f80f22'
const received: InboundDelivery[] = []
const statuses: number[] = []

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    received.push({ headers, body: Buffer.concat(chunks) })
    response.writeHead(statuses.shift() ?? 202).end('{}')
  })
})
let url = ''
let directory = ''
let scratch = ''

beforeEach(async () => {
  received.length = 0
  statuses.length = 0
  directory = await mkdtemp(join(tmpdir(), 'earshot-snippet-'))
  scratch = join(directory, 'tmp')
  await mkdir(scratch)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  url = `http://127.0.0.1:${address.port}/api/webhooks/ci-cd?connection=a'b`
})
afterEach(async () => {
  await rm(directory, { recursive: true })
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
})

/** The script as Groovy hands it to the shell. */
function scriptOf(snippet: string): string {
  const text = /sh '''(?<text>[\s\S]*?)'''/.exec(snippet)?.groups?.['text'] ?? ''
  return text.replace(/\\(.)/g, '$1')
}

/** As Jenkins does: the script is a file that the shell is given. */
async function run(shell: string, variables: Record<string, string>) {
  const file = join(directory, 'script.sh')
  await writeFile(file, scriptOf(jenkinsSnippet({ url })))
  const env = {
    NODE_ENV: 'test' as const,
    PATH: '/usr/bin:/bin',
    TMPDIR: scratch,
    EARSHOT_SECRET: secret,
    ...variables,
  }
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(shell, [file], { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, output: out + err })
    })
  })
}

const build = {
  JOB_NAME: 'Voice "beta" \\ tab\there/main',
  BUILD_NUMBER: '12',
  BUILD_URL: 'https://jenkins.test/job/voice/12/',
  EARSHOT_RESULT: 'SUCCESS',
  GIT_URL: 'https://github.com/acme/voice.git',
  GIT_COMMIT: sha,
  GIT_BRANCH: 'origin/größe-🎤',
}

describe.each(['bash', 'sh'])('run by %s', (shell) => {
  test('what it posts verifies, is known by its id, and is read', async () => {
    const { code, output } = await run(shell, build)
    expect(output).toBe('{}')
    expect(code).toBe(0)
    const [delivery] = received
    if (!delivery) throw new Error('nothing came')
    const value = { age: 'current', field: 'webhook_secret', value: secret } as const
    const now = Date.now()
    expect(receiver.verify(delivery, [value], now)).toEqual({ ok: true, secret: value })
    expect(receiver.verify(delivery, [value], now + 310_000)).toMatchObject({ reason: 'expired' })
    const { event, deliveryId } = receiver.identify(delivery)
    expect(event).toBe('build')
    expect(deliveryId).toMatch(/^[0-9a-f]{32}$/)
    expect(delivery.headers['x-jenkins-delivery']).toBe(deliveryId)
    expect(receiver.parse(delivery)).toMatchObject({
      ok: true,
      event: {
        repository: 'acme/voice',
        sha,
        branch: 'größe-🎤',
        title: 'Voice "beta" \\ tab here/main #12 SUCCESS',
      },
    })
  })

  test('a refusal fails the step, and nothing is left behind', async () => {
    statuses.push(401)
    const { code, output } = await run(shell, build)
    expect(code).not.toBe(0)
    expect(output).toContain('401')
    expect(await readdir(scratch)).toEqual([])
  })
})

test('a failing server is asked again with the same bytes', async () => {
  statuses.push(503)
  expect((await run('bash', build)).code).toBe(0)
  expect(received).toHaveLength(2)
  expect(received[0]?.body.equals(received[1]?.body ?? Buffer.alloc(0))).toBe(true)
})

test('two builds have two ids', async () => {
  await run('bash', build)
  await run('bash', build)
  expect(new Set(received.map((delivery) => receiver.identify(delivery).deliveryId)).size).toBe(2)
})

test('does not trace its commands, which would show the secret', () =>
  expect(jenkinsSnippet({ url })).toContain("sh '''#!/bin/sh\n"))

test.each(['javascript:alert(1)', 'x'])('refuses the address %s', (bad) =>
  expect(() => jenkinsSnippet({ url: bad })).toThrow(/https/),
)
