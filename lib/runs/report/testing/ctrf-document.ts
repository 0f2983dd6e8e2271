import { z } from 'zod'

const count = z.int().min(0)
/** ms since 1970 */
const instant = z.int().min(1_000_000_000_000)
const status = z.enum(['passed', 'failed', 'skipped', 'pending', 'other'])

/** A CTRF document of specification 0.0.0 (https://ctrf.io/docs/specification) as far as we write one: nothing else is allowed. */
export const CtrfDocument = z.strictObject({
  reportFormat: z.literal('CTRF'),
  specVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  results: z.strictObject({
    tool: z.strictObject({ name: z.string().min(1) }),
    summary: z.strictObject({
      tests: count,
      passed: count,
      failed: count,
      pending: count,
      skipped: count,
      other: count,
      start: instant,
      stop: instant,
    }),
    tests: z.array(
      z.strictObject({
        name: z.string().min(1),
        status,
        duration: count,
        start: instant.optional(),
        stop: instant.optional(),
        suite: z.array(z.string()).min(1),
        message: z.string().optional(),
        trace: z.string().optional(),
        retries: count,
        flaky: z.boolean(),
        attachments: z
          .array(z.strictObject({ name: z.string(), contentType: z.string(), path: z.string() }))
          .optional(),
        extra: z.record(z.string(), z.unknown()),
      }),
    ),
    environment: z.strictObject({
      appName: z.string(),
      extra: z.record(z.string(), z.unknown()),
    }),
  }),
})
export type CtrfDocument = z.output<typeof CtrfDocument>
