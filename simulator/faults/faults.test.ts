import { afterAll, beforeAll, expect, test } from 'vitest'

import { chance } from '#simulator/faults/fault-book.ts'
import { parseFault } from '#simulator/faults/fault.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { ask, clientId, clientKey, resultOf } from '#simulator/testing/client.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ clientId, clientKey })
})
afterAll(() => simulator.close())

const strike = (fault: string, key = fault) =>
  ask(simulator.url, 'hello', {
    headers: { 'X-Simulator-Fault': fault, 'X-Simulator-Fault-Key': key },
  })

test('status answers with that status and Retry-After', async () => {
  const reply = await strike('status=429;retry-after=7')
  expect(reply.status).toBe(429)
  expect(reply.headers['retry-after']).toBe('7')
})

test('times ends a fault after that many requests, after spares the first', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 4; n++) statuses.push((await strike('status=503;after=1;times=2')).status)
  expect(statuses).toEqual([200, 503, 503, 200])
})

test('callers are counted apart', async () => {
  const fault = 'status=503;times=1'
  expect((await strike(fault, 'one')).status).toBe(503)
  expect((await strike(fault, 'one')).status).toBe(200)
  expect((await strike(fault, 'two')).status).toBe(503)
})

test('latency delays the answer', async () => {
  const started = performance.now()
  expect((await strike('latency=80')).status).toBe(200)
  expect(performance.now() - started).toBeGreaterThanOrEqual(75)
})

test('reset drops the connection', async () =>
  expect(strike('reset')).rejects.toMatchObject({ code: 'ECONNRESET' }))

test('half-close ends in the middle of the answer', async () =>
  expect(strike('half-close')).rejects.toThrow('aborted'))

test('garbage is 200 and no JSON', async () => {
  const { status, body } = await strike('garbage=100')
  expect(status).toBe(200)
  expect(body).toHaveLength(100)
  expect(() => JSON.parse(body.toString('utf8')) as unknown).toThrow()
})

test('malformed stops in the middle of the JSON', async () => {
  const { body } = await strike('malformed')
  expect(body.toString('utf8')).toMatch(/^\{"Format"/)
  expect(() => JSON.parse(body.toString('utf8')) as unknown).toThrow()
})

test('empty has no body', async () => expect((await strike('empty')).body).toHaveLength(0))

test('huge is as large as asked for and still JSON', async () => {
  const { body } = await strike('huge=300000')
  expect(body.length).toBeGreaterThan(300_000)
  expect(JSON.parse(body.toString('utf8'))).toHaveProperty('Padding')
})

test('drip gives the whole answer slowly', async () => {
  const started = performance.now()
  expect(resultOf(await strike('drip=20000')).Status).toBe('OK')
  expect(performance.now() - started).toBeGreaterThan(40)
})

test('hang never answers', async () => {
  const waited = await Promise.race([
    strike('hang').then(
      () => 'answered',
      () => 'closed',
    ),
    new Promise((resolve) => setTimeout(resolve, 150, 'silent')),
  ])
  expect(waited).toBe('silent')
})

test('error is a result with Status "Error"', async () =>
  expect(resultOf(await strike('error')).Status).toBe('Error'))

test('deaf understands nothing', async () =>
  expect(resultOf(await strike('deaf')).AllResults?.[0]?.CommandKind).toBe('NoResultCommand'))

test('a probability strikes the same requests for the same seed', async () => {
  const fault = 'status=500;probability=0.5;seed=3'
  const statuses: number[] = []
  for (let n = 0; n < 20; n++) statuses.push((await strike(fault)).status)
  expect(statuses).toEqual(Array.from({ length: 20 }, (_, n) => (chance(3, n) < 0.5 ? 500 : 200)))
  expect(new Set(statuses).size).toBe(2)
})

test('a fault for another channel spares this one', async () =>
  expect((await strike('status=503;on=audio')).status).toBe(200))

test('a malformed header is answered with 400 and the reason', async () => {
  const reply = await strike('status=99')
  expect(reply.status).toBe(400)
  expect(reply.body.toString('utf8')).toContain('status')
})

test.each([
  ['', 'Unknown fault'],
  ['status', 'needs a value'],
  ['hang=3', 'takes no value'],
  ['reset;often=1', 'often'],
  ['reset;probability=2', 'probability'],
])('the notation %j is refused: %s', (notation, reason) =>
  expect(() => parseFault(notation)).toThrow(reason),
)

const control = (method: string, token: string, body?: object) =>
  fetch(`${simulator.url}/control/faults`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  })

test('rules are set, shown and ended through the control endpoint', async () => {
  expect((await control('POST', clientKey, { faults: ['status=503;on=text'] })).status).toBe(200)
  expect((await ask(simulator.url, 'hello')).status).toBe(503)
  expect(await (await control('GET', clientKey)).json()).toEqual({ faults: ['status=503;on=text'] })
  expect((await control('DELETE', clientKey)).status).toBe(200)
  expect((await ask(simulator.url, 'hello')).status).toBe(200)
})

test('the control endpoint needs the client key and a sound rule', async () => {
  expect((await control('POST', 'wrong', { faults: [] })).status).toBe(401)
  expect((await control('POST', clientKey, { faults: ['nonsense'] })).status).toBe(400)
  expect((await control('POST', clientKey, { faults: [], more: 1 })).status).toBe(400)
})
