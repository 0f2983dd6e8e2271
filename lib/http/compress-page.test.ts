import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { compressPage } from '#lib/http/compress-page.ts'

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void
const compression = createRequire(import.meta.url)(
  'next/dist/compiled/compression',
) as () => Middleware

type Answer = (response: ServerResponse) => unknown
let answer: Answer
const server = createServer((request, response) => {
  compressPage(request, response)
  seen = request.headers['accept-encoding']
  // As Next.js has it between the two.
  compression()(request, response, () => void answer(response))
})
let seen: string | undefined
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

const page = '<p>the same again</p>'.repeat(1_000)
const whole: Answer = (response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-length', page.length)
  response.flushHeaders()
  response.write(page.slice(0, 5_000))
  response.end(page.slice(5_000))
}

async function ask(how: Answer, encoding: string | undefined, method = 'GET') {
  answer = how
  const { port } = server.address() as AddressInfo
  const headers = encoding === undefined ? {} : { 'accept-encoding': encoding }
  const request = get({ port, host: '127.0.0.1', headers, method, agent: false })
  request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}

const plain = (body: Buffer, encoding: string | undefined) =>
  (encoding === 'br' ? brotliDecompressSync(body) : encoding ? gunzipSync(body) : body).toString()

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['br; q=1.0', 'br'],
  ['gzip;q=0', undefined],
  [undefined, undefined],
])('%s is answered by %s, whole', async (accepted, expected) => {
  const response = await ask(whole, accepted)
  const body = await buffer(response)
  expect(response.headers['content-encoding']).toBe(expected)
  expect(response.headers['content-length']).toBe(String(body.length))
  expect(plain(body, expected)).toBe(page)
  if (expected) {
    expect(body.length).toBeLessThan(1_000)
    expect(response.headers.vary).toBe('accept-encoding')
    expect(seen).toBeUndefined()
  } else expect(seen).toBe(accepted)
})

test.each<[string, Answer]>([
  [
    'little',
    (response) => {
      response.setHeader('content-type', 'text/html')
      response.end('ok')
    },
  ],
  [
    'encoded already',
    (response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'identity' })
      response.end(page)
    },
  ],
  [
    'a picture',
    (response) => {
      response.setHeader('content-type', 'image/png')
      response.end(page)
    },
  ],
  [
    'not to be changed',
    (response) => {
      response.setHeader('content-type', 'text/html')
      response.setHeader('cache-control', 'private, no-transform')
      response.end(page)
    },
  ],
  ['nothing', (response) => response.writeHead(304).end()],
])('what is %s stays as it is', async (_, how) => {
  const response = await ask(how, 'gzip')
  expect([undefined, 'identity']).toContain(response.headers['content-encoding'])
  const body = String(await buffer(response))
  expect(['', 'ok', page]).toContain(body)
})

test('HEAD is left alone', async () => {
  const response = await ask(whole, 'gzip', 'HEAD')
  expect(response.headers['content-length']).toBe(String(page.length))
  expect(seen).toBe('gzip')
  response.resume()
})

test.each(['br', 'gzip'])(
  'a part that comes late holds up none before it (%s)',
  async (encoding) => {
    let finish: () => void = () => undefined
    const response = await ask((open) => {
      open.setHeader('content-type', 'text/html')
      open.write(page)
      finish = () => {
        open.write(page)
        open.end('end')
      }
    }, encoding)
    const parts: Buffer[] = []
    for await (const part of response) {
      if (parts.length === 0) finish()
      parts.push(part as Buffer)
    }
    expect(parts.length).toBeGreaterThan(1)
    expect(plain(Buffer.concat(parts), encoding)).toBe(`${page}${page}end`)
  },
)

test('a large page that is read slowly arrives whole', async () => {
  const part = Array.from({ length: 200_000 }, (_, index) => `${(index * 7919) % 100_003}`).join(
    ' ',
  )
  const response = await ask(async (open) => {
    open.setHeader('content-type', 'text/html')
    open.flushHeaders()
    for (let index = 0; index < 8; index++) if (!open.write(part)) await once(open, 'drain')
    open.end()
  }, 'gzip')
  expect(plain(await buffer(response), 'gzip')).toBe(part.repeat(8))
})
