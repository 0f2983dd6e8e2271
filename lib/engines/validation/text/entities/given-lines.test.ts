import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { compareEntity } from '#lib/engines/validation/text/entities/compare-entity.ts'
import { findEntity } from '#lib/engines/validation/text/entities/find-entity.ts'
import type { Json } from '#lib/platform/json.ts'
import { entitiesOf } from '#lib/runs/execute/entities.ts'

type Line = {
  id: string
  kind: string
  language: string
  expect: { entities?: Record<string, Json> }
  reply: { entities: Json }
  right: 'pass' | 'fail' | 'either'
}

const lines = readFileSync(new URL('../../testing/lines.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Line)
  .filter(({ kind }) => kind === 'entity')

const wanted = { pass: 'right', fail: 'wrong', either: 'unproven' }

const judged = lines.map(({ id, language, expect: { entities = {} }, reply, right }) => {
  const [[name, expected] = ['', null]] = Object.entries(entities)
  const found = findEntity(name, entitiesOf(reply.entities), reply.entities)
  const { match } = compareEntity(expected, found ?? null, language, { name })
  return { id, match, wanted: wanted[right] }
})

test('no labelled line is decided otherwise than people decided', () => {
  expect(judged.length).toBeGreaterThan(80)
  expect(judged.filter(({ match, wanted }) => match !== 'unproven' && match !== wanted)).toEqual([])
})

test('most labelled lines are decided', () => {
  const decided = judged.filter(({ match }) => match !== 'unproven')
  expect(decided.length / judged.length).toBeGreaterThanOrEqual(0.75)
})
