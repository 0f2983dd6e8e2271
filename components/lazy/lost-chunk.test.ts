import { expect, test } from 'vitest'

import { isLostChunk } from '#components/lazy/lost-chunk.client.ts'

const named = (name: string, message = '') => Object.assign(new Error(message), { name })

test.each([
  ['by its name', named('ChunkLoadError'), true],
  [
    'of the bundler',
    new Error('Failed to load chunk /_next/static/chunks/a.js from module 1'),
    true,
  ],
  ['of Firefox', new TypeError('error loading dynamically imported module: http://x/a.js'), true],
  [
    'of Chromium',
    new TypeError('Failed to fetch dynamically imported module: http://x/a.js'),
    true,
  ],
  ['of Safari', new TypeError('Importing a module script failed.'), true],
  ['not: a fault in code that did arrive', new TypeError('x is not a function'), false],
  ['not: a failed request', new TypeError('Failed to fetch'), false],
  ['not: no error at all', 'Failed to load chunk', false],
])('a chunk that did not arrive is known %s', (_, error, expected) => {
  expect(isLostChunk(error)).toBe(expected)
})
