import { expect, test } from 'vitest'

import { callerNetwork, isWithin, resolveClientAddress } from '#lib/platform/net/client-address.ts'

const proxies = ['10.0.0.0/8', '::1/128']

test.each([
  ['a direct caller is its peer', '9.9.9.9', undefined, '9.9.9.9'],
  ['an IPv4 peer on a dual-stack socket is IPv4', '::ffff:127.0.0.1', undefined, '127.0.0.1'],
  ['a trusted proxy names the caller', '10.0.0.1', '9.9.9.9', '9.9.9.9'],
  [
    'what the caller itself wrote to the left is not believed',
    '10.0.0.1',
    '127.0.0.1, 9.9.9.9',
    '9.9.9.9',
  ],
  ['further trusted proxies are passed over', '10.0.0.1', '9.9.9.9, 10.0.0.2', '9.9.9.9'],
  ['a caller that is a trusted proxy itself', '10.0.0.1', '10.0.0.2', '10.0.0.2'],
  ['ports and brackets do not matter', '10.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
  ['nobody vouches for what an untrusted peer forwards', '9.9.9.9', '127.0.0.1', null],
  ['an address that is none', '10.0.0.1', 'unknown', null],
  ['no peer', undefined, undefined, null],
])('%s', (_, peer, forwarded, client) => {
  expect(resolveClientAddress(peer, forwarded, proxies)).toBe(client)
})

test.each([
  ['127.0.0.1', ['127.0.0.1/32'], true],
  ['127.0.0.2', ['127.0.0.1/32'], false],
  ['10.200.0.1', ['10.0.0.0/8'], true],
  ['::ffff:10.1.1.1', ['10.0.0.0/8'], true],
  ['::1', ['0.0.0.0/0'], false],
  ['::1', ['0.0.0.0/0', '::1'], true],
  ['nonsense', ['0.0.0.0/0'], false],
  ['9.9.9.9', ['nonsense/8', ''], false],
])('%s within %j is %s', (address, networks, within) => {
  expect(isWithin(address, networks)).toBe(within)
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
])('attempts of %s count for %s', (address, network) => {
  expect(callerNetwork(address)).toBe(network)
})
