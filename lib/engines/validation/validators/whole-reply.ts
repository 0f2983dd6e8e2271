import { z } from 'zod'

import { defineValidator } from '#lib/engines/validation/validator.ts'

/**
 * A reply that the voice AI broke off, or whose end never came, is no whole answer, whatever is expected of it: a person
 * decides. Says nothing of a whole one.
 */
export const wholeReply = defineValidator({
  kind: 'whole_reply',
  label: 'Whole reply',
  version: 1,
  weight: 1,
  mustHave: true,
  config: z.object({ why: z.string() }),
  applies: (_, { incomplete }) => (incomplete === undefined ? null : { why: incomplete }),
  validate: (_, { why }) => ({
    score: 0,
    proof: 'unproven',
    pass: false,
    confidence: 0.8,
    evidence: `${why.charAt(0).toUpperCase()}${why.slice(1)}.`,
  }),
})
