import { expect, test, vi } from 'vitest'

import { lazyResolver } from '#components/lazy/lazy-resolver.client.ts'
import { lostChunkNotice, setTyped } from '#components/lazy/lost-chunk.client.ts'

const options = { fields: {}, shouldUseNativeValidation: false }

test('a form is checked by what is fetched, and keeps what was typed when that does not arrive', async () => {
  setTyped(true)
  const load = vi
    .fn()
    .mockRejectedValueOnce(
      Object.assign(new Error('Failed to load chunk'), { name: 'ChunkLoadError' }),
    )
    .mockResolvedValueOnce((values: object) => ({ values, errors: {} }))
  const resolver = lazyResolver<{ name: string }, { name: string }>(load)

  const lost = await resolver({ name: 'Nightly' }, undefined, options)
  expect(lost.errors.root?.message).toContain('What you typed is still here')
  expect(lostChunkNotice.isShown()).toBe(true)
  expect(await resolver({ name: 'Nightly' }, undefined, options)).toEqual({
    values: { name: 'Nightly' },
    errors: {},
  })
})

test('a schema that throws is no lost part of the page', async () => {
  const resolver = lazyResolver(async () => () => {
    throw new TypeError('broken')
  })
  await expect(resolver({}, undefined, options)).rejects.toThrow('broken')
})
