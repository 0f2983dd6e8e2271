import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { callerNetworkOf, clientAddress, stampClientAddresses } from '#lib/http/client-address.ts'

const server = createServer((request, response) => {
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
  )
  response.end(JSON.stringify([clientAddress(headers), callerNetworkOf(headers)]))
})
let url = ''
beforeAll(async () => {
  stampClientAddresses()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const seen = async (headers: Record<string, string>): Promise<unknown> =>
  (await fetch(url, { headers })).json()

test.each<[string, Record<string, string>, string | null]>([
  ['says nothing of itself', {}, '127.0.0.1'],
  ['forges a forwarded address', { 'x-forwarded-for': '198.51.100.1' }, null],
  ['forges the standard header', { forwarded: 'for=198.51.100.1' }, null],
  [
    'forges our own notes',
    { 'x-earshot-client': '1.2.3.4', 'x-earshot-peer': '5.6.7.8' },
    '127.0.0.1',
  ],
])('whoever %s is counted by its connection', async (_, headers, address) => {
  expect(await seen(headers)).toEqual([address, '127.0.0.1'])
})
