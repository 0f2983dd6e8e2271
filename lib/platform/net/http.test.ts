import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, expect, test } from 'vitest'

import { createGuard } from '#lib/platform/net/guard.ts'
import { type HttpLimits, request } from '#lib/platform/net/http.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`
}

const get = (url: string, limits: Partial<HttpLimits> = {}, signal?: AbortSignal) =>
  request({ method: 'GET', url, guard, limits, ...(signal && { signal }) })

test('returns status, headers and body of any answer, a redirect too', async () => {
  const url = await serve((incoming, response) => {
    response.writeHead(incoming.url === '/moved?a=1' ? 307 : 200, { Location: '/', 'X-A': 'b' })
    response.end('body')
  })
  const moved = await get(`${url}/moved?a=1`)
  expect(moved.status).toBe(307)
  expect(moved.headers['x-a']).toBe('b')
  expect(moved.body.toString()).toBe('body')
})

test('sends the method, the headers as spelled, and the body', async () => {
  const seen = Promise.withResolvers<unknown>()
  const url = await serve((incoming, response) => {
    let body = ''
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
    incoming.on('end', () => {
      seen.resolve({ method: incoming.method, raw: incoming.rawHeaders, body })
      response.end()
    })
  })
  const headers = { 'Hound-Request-Authentication': 'a;b' }
  await request({ method: 'POST', url, guard, headers, body: 'ü' })
  expect(await seen.promise).toMatchObject({
    method: 'POST',
    body: 'ü',
    raw: expect.arrayContaining(['Hound-Request-Authentication']) as string[],
  })
})

test('uses connections again', async () => {
  let connections = 0
  const url = await serve((_incoming, response) => response.end('x'))
  server?.on('connection', () => (connections += 1))
  for (let round = 0; round < 20; round += 1) await get(url)
  expect(connections).toBeLessThanOrEqual(2)
})

test('reports how far the request came, also when it then fails', async () => {
  const stages: string[] = []
  const url = await serve((_incoming, response) => response.write('x'))
  const call = request({
    ...{ method: 'GET', url, guard, limits: { idleMs: 50 } },
    onProgress: (stage) => stages.push(stage),
  })
  await expect(call).rejects.toMatchObject({ fault: 'timeout', retryable: false })
  expect(stages).toEqual(['sent', 'first_byte'])
})

test('no first byte in time is a timeout that may be tried again', async () => {
  const url = await serve(() => undefined)
  await expect(get(url, { firstByteMs: 50 })).rejects.toMatchObject({
    fault: 'timeout',
    retryable: true,
    maybeExecuted: true,
    detail: 'took longer than 50 ms to the first byte',
  })
})

test('the limit for the whole ends an answer that always moves', async () => {
  const url = await serve((_incoming, response) => {
    const drip = setInterval(() => response.write('x'), 10)
    response.on('close', () => clearInterval(drip))
  })
  await expect(get(url, { totalMs: 150 })).rejects.toMatchObject({
    detail: 'took longer than 150 ms in all',
  })
})

test.each([true, false])(
  'a body beyond the limit is refused (announced: %s)',
  async (announced) => {
    const url = await serve((_incoming, response) => {
      if (announced) response.setHeader('Content-Length', 3_000)
      response.end(Buffer.alloc(3_000))
    })
    await expect(get(url, { maxBytes: 2_999 })).rejects.toMatchObject({ fault: 'too_large' })
    expect((await get(url, { maxBytes: 3_000 })).body).toHaveLength(3_000)
  },
)

test('aborting frees the socket', async () => {
  const closed = Promise.withResolvers<void>()
  const abort = new AbortController()
  const url = await serve((incoming) => {
    incoming.socket.on('close', () => closed.resolve())
    abort.abort()
  })
  await expect(get(url, {}, abort.signal)).rejects.toMatchObject({ fault: 'cancelled' })
  await closed.promise
})

test('an abort before the call sends nothing', async () => {
  let requests = 0
  const url = await serve((_incoming, response) => {
    requests += 1
    response.end()
  })
  await expect(get(url, {}, AbortSignal.abort())).rejects.toMatchObject({
    fault: 'cancelled',
    maybeExecuted: false,
  })
  expect(requests).toBe(0)
})

test('a header that HTTP cannot carry is a fault of the settings', async () => {
  const url = await serve((_incoming, response) => response.end())
  const call = request({ method: 'GET', url, guard, headers: { 'X-A': 'a\r\nB: c' } })
  await expect(call).rejects.toMatchObject({ fault: 'configuration' })
})

test('600 calls at once share the pool and all end', async () => {
  const url = await serve((_incoming, response) => response.end('x'))
  const answers = await Promise.all(
    Array.from({ length: 600 }, () => get(url, { connectMs: 20_000, firstByteMs: 20_000 })),
  )
  expect(answers.every(({ status }) => status === 200)).toBe(true)
})
