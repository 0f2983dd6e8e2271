import { z } from 'zod'

import { compareEntity, findEntity } from '../text/entities.ts'
import { quote } from '../text/figures.ts'
import { defineValidator, type Json } from '../types.ts'

const confidenceOf = {
  exact: 0.99,
  equivalent: 0.97,
  partial: 0.5,
  unclear: 0.4,
  none: 0.97,
} as const

const show = (value: Json | undefined) =>
  value === undefined
    ? 'nothing'
    : quote(typeof value === 'string' ? value : JSON.stringify(value), 60)

/** Each expected entity is present with the expected value; values are compared typed, see `compareEntity`. */
export const entity = defineValidator({
  kind: 'entity',
  label: 'Entities',
  version: 1,
  weight: 2,
  mustHave: true,
  config: z.object({ entities: z.record(z.string(), z.json()) }),
  applies: ({ entities }) =>
    entities === undefined || Object.keys(entities).length === 0 ? null : { entities },
  validate(turn, { entities }) {
    const results = Object.entries(entities).map(([name, expected]) => {
      const actual = findEntity(name, turn.entities, turn.intent_data)
      const match =
        actual === undefined
          ? ({ match: 'none', score: 0, how: 'missing' } as const)
          : compareEntity(expected, actual, turn.language)
      return { name, expected, actual, ...match }
    })
    const wrong = results.filter(({ match }) => match === 'none' || match === 'unclear')
    const doubtful = results.filter(({ match }) => match === 'partial')
    const pass = wrong.length === 0
    // Passing needs every entity; failing needs one that is surely wrong.
    const sure = results.map(({ match }) => confidenceOf[match])
    const confidence = pass
      ? Math.min(...sure)
      : Math.max(...wrong.map(({ match }) => confidenceOf[match]))
    const named = (list: typeof results) =>
      list
        .slice(0, 5)
        .map(({ name, expected, actual, how }) =>
          actual === undefined
            ? `${name} is missing (expected ${show(expected)})`
            : `${name} is ${show(actual)} instead of ${show(expected)} (${how})`,
        )
        .join('; ')
    return {
      score: results.reduce((sum, { score }) => sum + score, 0) / results.length,
      pass,
      confidence,
      evidence:
        wrong.length > 0
          ? `Entities: ${named(wrong)}.`
          : doubtful.length > 0
            ? `Entities nearly right: ${named(doubtful)}.`
            : `All ${results.length} expected entities have the expected values.`,
      detail: results.map(({ name, expected, actual, match, score, how }) => ({
        name,
        expected,
        actual: actual ?? null,
        missing: actual === undefined,
        match,
        score,
        how,
      })),
    }
  },
})
