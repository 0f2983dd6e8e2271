import type { ErrorCode, Fault } from '#lib/platform/errors.ts'

/** Why an action was not done; `faults` name the fields that are wrong. */
export type Refusal = { ok: false; code: ErrorCode; message: string; faults: Fault[] }

/** What a server action answers: it never throws for what its caller did wrong. */
export type ActionResult<T = unknown> = { ok: true; data: T } | Refusal
