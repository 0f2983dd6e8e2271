import { z } from 'zod'

import type { Proof } from '#lib/engines/validation/score.ts'
import { compareEntity } from '#lib/engines/validation/text/entities/compare-entity.ts'
import { findEntity } from '#lib/engines/validation/text/entities/find-entity.ts'
import { wrong, type EntityMatch } from '#lib/engines/validation/text/entities/types.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'
import type { Json } from '#lib/platform/json.ts'

type Result = EntityMatch & { name: string; expected: Json; actual: Json | undefined }

/** How sure each outcome is, for ordering; it proves nothing. */
const confidenceOf: Record<Proof, number> = { right: 0.98, wrong: 0.97, unproven: 0.5 }

const show = (value: Json) =>
  quote(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 60)

const missing = (expected: Json): EntityMatch =>
  expected === null
    ? { match: 'right', likeness: 1, how: 'nothing, as expected' }
    : wrong('missing')

function inWords({ name, expected, actual, match, how }: Result): string {
  if (actual === undefined)
    return match === 'right'
      ? `${name} is absent`
      : `${name} is missing (expected ${show(expected)})`
  if (match === 'right') return `${name} is ${show(actual)}`
  return `${name} is ${show(actual)} ${match === 'wrong' ? 'instead of' : 'where the case expects'} ${show(expected)} (${how})`
}

function evidenceOf(results: readonly Result[], proof: Proof): string {
  const list = results.filter(({ match }) => match === proof)
  const words = list.slice(0, 5).map(inWords).join('; ')
  const more = list.length > 5 ? ` and ${list.length - 5} more` : ''
  if (proof === 'wrong') return `Entities: ${words}${more}.`
  return proof === 'unproven'
    ? `Entities not proven: ${words}${more}.`
    : `${results.length === 1 ? 'The expected entity has the expected value' : `All ${results.length} expected entities have the expected values`}: ${words}${more}.`
}

/** Each expected entity is present with the expected value; values are compared typed, see `compareEntity`. */
export const entity = defineValidator({
  kind: 'entity',
  label: 'Entities',
  version: 2,
  weight: 2,
  mustHave: true,
  config: z.object({ entities: z.record(z.string(), z.json()) }),
  applies: ({ entities }) =>
    entities === undefined || Object.keys(entities).length === 0 ? null : { entities },
  validate(turn, { entities }) {
    const results = Object.entries(entities).map(([name, expected]): Result => {
      const actual = findEntity(name, turn.entities, turn.intent_data)
      const match =
        actual === undefined
          ? missing(expected)
          : compareEntity(expected, actual, turn.language, { name })
      return { name, expected, actual, ...match }
    })
    const has = (proof: Proof) => results.some(({ match }) => match === proof)
    const proof = has('wrong') ? 'wrong' : has('unproven') ? 'unproven' : 'right'
    const lowest = Math.min(...results.map(({ likeness }) => likeness))
    return {
      score: results.reduce((sum, { likeness }) => sum + likeness, 0) / results.length,
      proof,
      pass: proof === 'right' || (proof === 'unproven' && lowest >= 0.5),
      confidence: confidenceOf[proof],
      evidence: evidenceOf(results, proof),
      marks: results.flatMap(({ name, marks }) =>
        (marks ?? []).map((mark) => ({ ...mark, of: `entities.${name}` })),
      ),
      detail: results.map(({ name, expected, actual, match, likeness, how }) => ({
        name,
        expected,
        actual: actual ?? null,
        missing: actual === undefined,
        match,
        score: likeness,
        how,
      })),
    }
  },
})
