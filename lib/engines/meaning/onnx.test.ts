import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { onnxEngine } from '#lib/engines/meaning/onnx.ts'
import { pool } from '#lib/engines/meaning/pool.ts'
import { writeTinyModel } from '#lib/engines/meaning/testing/tiny-onnx.ts'
import type { MeaningPair } from '#lib/engines/meaning/types.ts'

/** Native code of 290 MB that a plain installation leaves out; whoever configures a model installs it. */
const installed = ['onnxruntime-node', '@huggingface/tokenizers'].every((name) => {
  try {
    return createRequire(import.meta.url).resolve(name) !== ''
  } catch {
    return false
  }
})

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-onnx-'))
  await writeTinyModel(join(folder, 'letters'), {
    '[UNK]': [0, 0, 1],
    yes: [1, 0, 0],
    sure: [1, 0.2, 0],
    no: [0, 1, 0],
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const signal = AbortSignal.timeout(30_000)
const pair = (expected: string, reply: string): MeaningPair => ({
  ...{ expected, reply, language: 'en-US' },
})

describe('what a model answers', () => {
  test('is the mean of its tokens, or the first of them, or the sentence as it is', () => {
    const tokens = { data: [1, 2, 3, 4], dims: [1, 2, 2] }
    expect([...pool(tokens, 'mean')]).toEqual([2, 3])
    expect([...pool(tokens, 'cls')]).toEqual([1, 2])
    expect([...pool({ data: [5, 6], dims: [1, 2] }, 'mean')]).toEqual([5, 6])
  })

  test.each([[[2, 2]], [[4]], [[1, 1, 2, 2]]])('in the shape %j is refused', (dims) =>
    expect(() => pool({ data: [1, 2, 3, 4], dims }, 'mean')).toThrow(/not as an embedding/),
  )
})

test('another file is another model, and one that is not there says so when it is asked', async () => {
  await writeTinyModel(join(folder, 'other'), { '[UNK]': [1, 0] })
  const names = ['letters', 'other'].map((name) => onnxEngine(join(folder, name)).model)
  expect(names[0]).toMatch(/^letters@[0-9a-f]{12}$/)
  expect(names[1]).toMatch(/^other@[0-9a-f]{12}$/)
  expect(names[0]?.split('@')[1]).not.toBe(names[1]?.split('@')[1])
  const gone = onnxEngine(join(folder, 'gone'))
  expect(gone.model).toBe('gone@unreadable')
  await expect(gone.compare(pair('yes', 'no'), signal)).rejects.toThrow(
    installed ? /cannot be loaded: .*ENOENT/ : /npm install onnxruntime-node/,
  )
})

test.runIf(installed)('a real model scores by what its tokens mean', async () => {
  const engine = onnxEngine(join(folder, 'letters'))
  const score = async (a: string, b: string) => (await engine.compare(pair(a, b), signal)).score
  expect(await score('Yes', 'yes')).toBeCloseTo(1, 6)
  expect(await score('yes', 'no')).toBeCloseTo(0, 6)
  expect(await score('yes', 'sure')).toBeGreaterThan(0.95)
  expect(await score('yes no', 'no yes')).toBeCloseTo(1, 6)
  await engine.close?.()
})
